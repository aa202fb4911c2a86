//! Browsers an account has come in by, told by a mark that we keep in them. Another one is told to its person.

use chrono::{Months, NaiveDate};

use crate::{db::TenantTx, error::Result, ids::UserId};

/// Keyed: who reads the table cannot make a browser known.
pub async fn hash(tx: &mut TenantTx, mark: &str) -> Result<Vec<u8>> {
    Ok(tx.garage_key().await?.secret(&format!("browser:{mark}")).to_vec())
}

/// Notes that somebody came in by this browser. True when it is news: a first browser is nobody's.
pub async fn note(tx: &mut TenantTx, user: UserId, mark: &str) -> Result<bool> {
    let (browser, today) = (hash(tx, mark).await?, tx.cx().today());
    let known = sqlx::query!("select browser_hash, seen_on from known_browsers where user_id = $1", user.0)
        .fetch_all(tx.conn());
    let known: Vec<(Vec<u8>, NaiveDate)> = known.await?.into_iter().map(|r| (r.browser_hash, r.seen_on)).collect();
    if known.contains(&(browser.clone(), today)) {
        return Ok(false);
    }
    let added = sqlx::query_scalar!(
        "insert into known_browsers (user_id, browser_hash, seen_on) values ($1, $2, $3)
         on conflict (tenant_id, user_id, browser_hash) do update set seen_on = excluded.seen_on
         where known_browsers.seen_on < excluded.seen_on
         returning xmax = 0 as \"added!\"",
        user.0,
        browser,
        today
    );
    Ok(added.fetch_optional(tx.conn()).await? == Some(true) && !known.is_empty())
}

/// Not seen for a year.
pub async fn forget_old(tx: &mut TenantTx) -> Result<()> {
    let before = tx.cx().today() - Months::new(13);
    sqlx::query!("delete from known_browsers where seen_on < $1", before).execute(tx.conn()).await?;
    Ok(())
}
