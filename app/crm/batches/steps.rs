//! What the job of a batch does with some customers, in one transaction with the note of it: killed anywhere, it goes on
//! after the last ones that were committed.

use uuid::Uuid;

use super::{Batch, BatchAct, BatchState, store};
use crate::{
    consents::{self, Purpose},
    contacts::{self, Contact, list},
    db::TenantTx,
    error::Result,
    files::{self, File, FileKind},
    ids::{BatchId, ContactId, TagId},
    tags,
};

/// Customers a step goes through.
pub const STEP: i64 = 500;

/// What there is to do after a step.
#[derive(Debug)]
pub enum Step {
    /// Another step.
    More,
    /// Letters to these, then another step: what they say is drawn by who called.
    Write(Box<Batch>, Vec<ContactId>),
    /// The file is to be made.
    Export(Box<Batch>),
    Finished,
}

pub async fn step(tx: &mut TenantTx, id: BatchId) -> Result<Step> {
    let batch = store::lock(tx, id).await?;
    if !matches!(batch.state, BatchState::Waiting | BatchState::Running) {
        return Ok(Step::Finished);
    }
    if batch.act == BatchAct::Export {
        return Ok(Step::Export(Box::new(batch)));
    }
    let selection = batch.chosen.selection(tx).await?;
    let ids = list::some_of(tx, &selection, batch.reached, STEP).await?;
    let Some(last) = ids.last().copied() else {
        store::set_state(tx, id, BatchState::Done, batch.reached).await?;
        return Ok(Step::Finished);
    };
    match batch.act {
        BatchAct::Send => {
            let (to, counted) = recipients(tx, &batch, &ids).await?;
            store::go_on(tx, id, last, to.len(), counted).await?;
            Ok(Step::Write(Box::new(batch), to))
        }
        _ => {
            let done = change(tx, &batch, &ids).await?;
            store::note(tx, id, &done, None).await?;
            store::go_on(tx, id, last, done.len(), ids.len() - done.len()).await?;
            Ok(Step::More)
        }
    }
}

/// Those it changed: who has the tag already keeps it when the batch is undone.
async fn change(tx: &mut TenantTx, batch: &Batch, ids: &[ContactId]) -> Result<Vec<ContactId>> {
    match batch.act {
        BatchAct::Tag => {
            let tag = tags::named(tx, std::slice::from_ref(&batch.detail.tag)).await?;
            put(tx, tag.first().copied(), ids).await
        }
        BatchAct::Untag => {
            let tag = tags::find(tx, &batch.detail.tag).await?;
            take(tx, tag, ids).await
        }
        _ => contacts::delete_all(tx, ids).await,
    }
}

fn uuids(ids: &[ContactId]) -> Vec<Uuid> {
    ids.iter().map(|id| id.0).collect()
}

async fn put(tx: &mut TenantTx, tag: Option<TagId>, ids: &[ContactId]) -> Result<Vec<ContactId>> {
    let Some(tag) = tag else { return Ok(Vec::new()) };
    let done = sqlx::query_scalar!(
        "insert into contact_tags (contact_id, tag_id) select c, $2 from unnest($1::uuid[]) c
         on conflict do nothing
         returning contact_id as \"id: ContactId\"",
        &uuids(ids),
        tag.0
    );
    Ok(done.fetch_all(tx.conn()).await?)
}

async fn take(tx: &mut TenantTx, tag: Option<TagId>, ids: &[ContactId]) -> Result<Vec<ContactId>> {
    let Some(tag) = tag else { return Ok(Vec::new()) };
    let done = sqlx::query_scalar!(
        "delete from contact_tags where contact_id = any ($1) and tag_id = $2 returning contact_id as \"id: ContactId\"",
        &uuids(ids),
        tag.0
    );
    Ok(done.fetch_all(tx.conn()).await?)
}

/// Who gets the letter, and how many do not: without an e-mail, or, of an offer, without having allowed it.
async fn recipients(tx: &mut TenantTx, batch: &Batch, ids: &[ContactId]) -> Result<(Vec<ContactId>, usize)> {
    let reachable = contacts::with_email(tx, ids).await?;
    let without: Vec<ContactId> = ids.iter().copied().filter(|id| !reachable.contains(id)).collect();
    store::note(tx, batch.id, &without, Some("no_email")).await?;
    if !batch.detail.offer {
        store::note(tx, batch.id, &reachable, None).await?;
        return Ok((reachable, without.len()));
    }
    let allowing = consents::allowing(tx, &reachable, Purpose::EmailOffers).await?;
    let allowing: Vec<ContactId> = allowing.into_iter().map(consents::Allowed::contact).collect();
    let (to, not): (Vec<ContactId>, Vec<ContactId>) = reachable.into_iter().partition(|id| allowing.contains(id));
    store::note(tx, batch.id, &not, Some("no_consent")).await?;
    store::note(tx, batch.id, &to, None).await?;
    Ok((to, without.len() + not.len()))
}

/// Another step of an undoing; whether there is more.
pub async fn undo_step(tx: &mut TenantTx, id: BatchId) -> Result<bool> {
    let batch = store::lock(tx, id).await?;
    if batch.state != BatchState::Undoing {
        return Ok(false);
    }
    let ids = store::done_items(tx, id, batch.reached).await?;
    let Some(last) = ids.last().copied() else {
        store::set_state(tx, id, BatchState::Undone, batch.reached).await?;
        return Ok(false);
    };
    let tag = tags::find(tx, &batch.detail.tag).await?;
    match batch.act {
        BatchAct::Tag => drop(take(tx, tag, &ids).await?),
        BatchAct::Untag => {
            let tag = tags::named(tx, std::slice::from_ref(&batch.detail.tag)).await?;
            drop(put(tx, tag.first().copied(), &ids).await?);
        }
        _ => contacts::restore_all(tx, &ids).await?,
    }
    store::set_state(tx, id, BatchState::Undoing, last).await?;
    Ok(true)
}

/// The customers of an export, some at a time.
#[derive(Debug)]
pub struct Export {
    pub reached: ContactId,
}

impl Export {
    pub fn new() -> Export {
        Export { reached: ContactId(Uuid::nil()) }
    }

    /// The next ones; none: all were read.
    pub async fn next(&mut self, tx: &mut TenantTx, batch: &Batch) -> Result<Vec<Contact>> {
        let selection = batch.chosen.selection(tx).await?;
        let ids = list::some_of(tx, &selection, self.reached, 1000).await?;
        self.reached = ids.last().copied().unwrap_or(self.reached);
        contacts::these(tx, &ids).await
    }
}

impl Default for Export {
    fn default() -> Export {
        Export::new()
    }
}

/// The file stands beside the batch, sealed like every file.
pub async fn finish_export(tx: &mut TenantTx, id: BatchId, file: &File, many: usize) -> Result<()> {
    let batch = store::lock(tx, id).await?;
    if batch.state == BatchState::Done {
        return Ok(());
    }
    let file = files::store(tx, FileKind::Export, file).await?;
    store::set_file(tx, id, file).await?;
    store::go_on(tx, id, batch.reached, many, 0).await?;
    store::set_state(tx, id, BatchState::Done, batch.reached).await
}
