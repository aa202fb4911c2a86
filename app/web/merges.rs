//! Two customers made one.

use crm::{
    Error, TenantTx,
    contacts::{self, Contact},
    duplicates::{
        self, Pair,
        merge::{self, Two},
        moves,
    },
    ids::{ContactId, MergeId, PairId},
    vehicles,
};
use serde::Deserialize;
use views::merges::{Comparing, Done, One};

use crate::{
    answer::Answer,
    ask::Ask,
    fault::{Fault, Result},
};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Query {
    contact: String,
    with: String,
}

/// Any two that somebody puts side by side.
pub async fn new(mut ask: Ask) -> Result<Answer> {
    let query: Query = ask.query();
    let (Ok(a), Ok(b)) = (query.contact.parse(), query.with.parse()) else { return Err(Fault::not_found()) };
    let tx = ask.look().await?;
    compare(ask, tx, a, b, None).await
}

/// Two that the night found.
pub async fn of_pair(mut ask: Ask) -> Result<Answer> {
    let id: PairId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let pair = duplicates::get(&mut tx, id).await?;
    compare(ask, tx, pair.a, pair.b, Some(pair)).await
}

async fn compare(ask: Ask, mut tx: TenantTx, a: ContactId, b: ContactId, pair: Option<Pair>) -> Result<Answer> {
    if a == b {
        return Err(Fault::not_found());
    }
    // The older one stays: it is the one that others know.
    let kept = contacts::get(&mut tx, a.min(b)).await?;
    let gone = contacts::get(&mut tx, a.max(b)).await?;
    if let Some(deleted) = [&kept, &gone].into_iter().find(|c| c.deleted_at.is_some()) {
        return Ok(ask.go(&format!("/contacts/{}", deleted.id)));
    }
    let plates = vehicles::plates_of(&mut tx, &[kept.id, gone.id]).await?;
    let plates_of = |id: ContactId| -> Vec<String> {
        plates.iter().filter(|(owner, _)| *owner == id).map(|(_, plate)| plate.clone()).collect()
    };
    let moves = moves::count(&mut tx, gone.id).await?;
    tx.commit().await?;
    let page = Comparing {
        kept: One { contact: &kept, plates: &plates_of(kept.id) },
        gone: One { contact: &gone, plates: &plates_of(gone.id) },
        pair: pair.as_ref().map(|pair| (pair.id, &pair.likeness)),
        moves: &moves,
    };
    ask.page(views::merges::compare(&ask.ui, &page))
}

pub async fn create(ask: Ask) -> Result<Answer> {
    let id = |name| ask.posted.get(name).unwrap_or_default().parse::<ContactId>().map_err(|_| Error::NotFound);
    let (kept, gone) = (id("kept")?, id("gone")?);
    let gone_version = ask.posted.get("gone_version").and_then(|v| v.parse().ok()).ok_or(Fault::OutdatedForm)?;
    let two = Two { kept, kept_version: ask.posted.version()?, gone, gone_version };
    let mut tx = ask.start().await?;
    let done = merge::merge(&mut tx, two, |choice| ask.posted.get(choice.as_str()) == Some("gone")).await?;
    ask.done(tx, &format!("/merges/{done}")).await
}

pub async fn show(mut ask: Ask) -> Result<Answer> {
    let id: MergeId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let merge = merge::get(&mut tx, id).await?;
    let both: Vec<Contact> = contacts::these(&mut tx, &[merge.kept, merge.gone]).await?;
    tx.commit().await?;
    let [kept, gone] = both.as_slice() else { return Err(Fault::not_found()) };
    let (until, can_be_undone) = (views::merges::until(&merge, &ask.ui), merge.can_be_undone(ask.cx.now));
    ask.page(views::merges::show(&ask.ui, &Done { merge: &merge, kept, gone, until, can_be_undone }))
}

pub async fn undo(ask: Ask) -> Result<Answer> {
    let id: MergeId = ask.id("id")?;
    let mut tx = ask.start().await?;
    merge::undo(&mut tx, id).await?;
    ask.done(tx, &format!("/merges/{id}")).await
}
