//! What happens at night in every garage, and what is forgotten then.

use crm::{
    Cx, Lang, api_replies,
    garages::platform,
    once,
    queue::{self, Job},
};

use crate::works::{At, EveryGarage, Works};

/// One job a garage, a page of garages at a time. Taken up again after a kill, it goes on: the tick is in the key.
pub async fn fan_out(works: &Works, tick: &EveryGarage) -> crm::Result<()> {
    let job = match tick.every_garage.as_str() {
        "duplicates" => Job::FindDuplicates,
        _ => Job::CleanGarage,
    };
    let key = format!("{}@{}", tick.every_garage, tick.at.to_rfc3339());
    let mut after = None;
    loop {
        let page = platform::after(&works.db, after, 500).await?;
        let Some(last) = page.last().copied() else { return Ok(()) };
        for tenant in page {
            let cx = Cx::system(tenant, Lang::Fr, (works.clock)(), chrono_tz::UTC, 0);
            let mut tx = works.db.begin(&cx).await?;
            queue::enqueue_once(&mut tx, job.clone(), &key).await?;
            tx.commit().await?;
        }
        after = Some(last);
    }
}

pub async fn clean(at: &At<'_>) -> crm::Result<()> {
    let mut tx = at.begin().await?;
    once::forget_old(&mut tx).await?;
    api_replies::forget_old(&mut tx).await?;
    crm::sessions::forget_old(&mut tx).await?;
    crm::factors::pending::forget_old(&mut tx).await?;
    crm::passkeys::forget_old(&mut tx).await?;
    crm::google_accounts::forget_old(&mut tx).await?;
    crm::duplicates::merge::forget_old(&mut tx).await?;
    tx.commit().await
}
