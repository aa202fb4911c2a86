//! Two pages of one customer made one, in one transaction, and parted again within 30 days.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::types::Json;
use uuid::Uuid;

use super::{
    moves::{self, Moved},
    union::{self, Choice},
};
use crate::{
    activities::{self, ActivityKind, NewActivity, Told},
    consents::{self, Consent},
    contacts::{self, Contact, NewContact},
    db::TenantTx,
    error::{Error, Result, Why},
    ids::{ContactId, MergeId},
};

/// For how long a merge can be undone, and is remembered.
pub const DAYS: i64 = 30;

/// Who becomes whom, as both were when they were looked at.
#[derive(Clone, Copy, Debug)]
pub struct Two {
    pub kept: ContactId,
    pub kept_version: i32,
    pub gone: ContactId,
    pub gone_version: i32,
}

#[derive(Clone, Debug)]
pub struct Merge {
    pub id: MergeId,
    pub kept: ContactId,
    pub gone: ContactId,
    pub moved: Moved,
    pub merged_at: DateTime<Utc>,
    pub undone_at: Option<DateTime<Utc>>,
    /// What stayed when it was undone: names of fields and of tables.
    pub left_over: Vec<String>,
}

impl Merge {
    pub fn can_be_undone(&self, now: DateTime<Utc>) -> bool {
        self.undone_at.is_none() && now - self.merged_at < TimeDelta::days(DAYS)
    }
}

/// Sealed: names, addresses and private values of both.
#[derive(Serialize, Deserialize)]
struct Before {
    kept: Value,
    after: Value,
    gone_visits: i32,
    /// Consents written so that the more restrictive word counts.
    said: Vec<Uuid>,
}

fn context(id: MergeId) -> String {
    format!("merges:{id}")
}

fn json(contact: &NewContact) -> Result<Value> {
    serde_json::to_value(contact).map_err(|e| Error::Internal(format!("contact not written: {e}")))
}

/// Merging twice is merging once; when somebody changed, deleted or merged one of them meanwhile, it is refused.
pub async fn merge(tx: &mut TenantTx, two: Two, of_gone: impl Fn(Choice) -> bool) -> Result<MergeId> {
    if two.kept == two.gone {
        return Err(Error::NotFound);
    }
    let (kept, gone) = hold(tx, two.kept, two.gone).await?;
    if let Some(done) = already(tx, two).await? {
        return Ok(done);
    }
    if kept.deleted_at.is_some() || gone.deleted_at.is_some() {
        return Err(Error::Refused(Why::TwinGone));
    }
    if kept.version != two.kept_version || gone.version != two.gone_version {
        return Err(Error::Refused(Why::Stale));
    }
    let after = union::united(&kept.is, &gone.is, of_gone);
    contacts::update(tx, kept.id, &after, kept.version).await?;
    let words = [consents::of_contact(tx, kept.id).await?, consents::of_contact(tx, gone.id).await?].concat();
    let moved = moves::move_all(tx, gone.id, kept.id, None).await?;
    let said = keep_refusals(tx, kept.id, &words).await?;
    add_up(tx, kept.id, gone.visits, gone.last_contact_on).await?;
    set_merged(tx, gone.id, Some(kept.id)).await?;
    // As it is stored: what is kept of it is compared with what is read when it is undone.
    let stored = contacts::get(tx, kept.id).await?.is;
    let before = Before { kept: json(&kept.is)?, after: json(&stored)?, gone_visits: gone.visits, said };
    let id = insert(tx, two, &moved, &before).await?;
    set_pair(tx, two, "merged").await?;
    log(tx, ActivityKind::ContactMerged, kept.id, gone.is.name()).await?;
    Ok(id)
}

/// Both, held until the transaction ends, always in the same order so that two people at once wait and do not lock up.
async fn hold(tx: &mut TenantTx, kept: ContactId, gone: ContactId) -> Result<(Contact, Contact)> {
    contacts::lock(tx, kept.min(gone)).await?;
    contacts::lock(tx, kept.max(gone)).await?;
    Ok((contacts::get(tx, kept).await?, contacts::get(tx, gone).await?))
}

async fn already(tx: &mut TenantTx, two: Two) -> Result<Option<MergeId>> {
    let done = sqlx::query_scalar!(
        "select m.id as \"id: MergeId\" from merges m join contacts c on c.id = m.gone_id and c.merged_into = m.kept_id
         where m.gone_id = $1 and m.kept_id = $2 and m.undone_at is null
         order by m.id desc limit 1",
        two.gone.0,
        two.kept.0
    );
    Ok(done.fetch_optional(tx.conn()).await?)
}

/// Who said no to one of the two pages said no: the more restrictive word counts, whichever came last, since a consent must
/// be beyond doubt (RGPD art. 4 § 11, art. 7 § 1). All words stay as they were said, as the proof; a new one follows them.
async fn keep_refusals(tx: &mut TenantTx, kept: ContactId, words: &[Consent]) -> Result<Vec<Uuid>> {
    let now = consents::of_contact(tx, kept).await?;
    let refused = words.iter().filter(|w| !w.given && now.iter().any(|n| n.purpose == w.purpose && n.given));
    let (purposes, sources): (Vec<String>, Vec<String>) =
        refused.map(|w| (w.purpose.as_str().to_owned(), w.source.as_str().to_owned())).unzip();
    let ids: Vec<Uuid> = purposes.iter().map(|_| Uuid::now_v7()).collect();
    let (said_at, actor) = (tx.cx().now, tx.cx().actor.to_string());
    sqlx::query!(
        "insert into consents (id, contact_id, purpose, given, said_at, source, actor)
         select s.id, $1, s.purpose, false, $2, s.source, $3
         from unnest($4::uuid[], $5::text[], $6::text[]) as s (id, purpose, source)",
        kept.0,
        said_at,
        actor,
        &ids,
        &purposes,
        &sources
    )
    .execute(tx.conn())
    .await?;
    Ok(ids)
}

async fn add_up(tx: &mut TenantTx, kept: ContactId, visits: i32, seen: Option<chrono::NaiveDate>) -> Result<()> {
    sqlx::query!(
        "update contacts set visits = greatest(visits + $2, 0), last_contact_on = greatest(last_contact_on, $3) where id = $1",
        kept.0,
        visits,
        seen
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

async fn set_merged(tx: &mut TenantTx, gone: ContactId, into: Option<ContactId>) -> Result<()> {
    let at: Option<DateTime<Utc>> = into.map(|_| tx.cx().now);
    sqlx::query!(
        "update contacts set deleted_at = $2, merged_into = $3 where id = $1",
        gone.0,
        at,
        into.map(|id| id.0)
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

async fn set_pair(tx: &mut TenantTx, two: Two, state: &str) -> Result<()> {
    sqlx::query!(
        "update duplicate_pairs set state = $3 where contact_a = $1 and contact_b = $2",
        two.kept.min(two.gone).0,
        two.kept.max(two.gone).0,
        state
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

async fn insert(tx: &mut TenantTx, two: Two, moved: &Moved, before: &Before) -> Result<MergeId> {
    let id = MergeId::new();
    let sealed = tx.garage_key().await?.seal_json(before, &context(id))?;
    let (now, user) = (tx.cx().now, tx.cx().actor.user().map(|u| u.0));
    sqlx::query!(
        "insert into merges (id, kept_id, gone_id, moved, before_sealed, merged_at, user_id) values ($1, $2, $3, $4, $5, $6, $7)",
        id.0,
        two.kept.0,
        two.gone.0,
        Json(moved) as _,
        sealed,
        now,
        user
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

async fn log(tx: &mut TenantTx, kind: ActivityKind, contact: ContactId, name: String) -> Result<()> {
    let subject = format!("/contacts/{contact}");
    let told = Told { what: Some(name), ..Told::default() };
    activities::log(tx, NewActivity { kind, contact: Some(contact), vehicle: None, subject: &subject, told }).await
}

pub async fn get(tx: &mut TenantTx, id: MergeId) -> Result<Merge> {
    let r = sqlx::query!(
        "select id as \"id: MergeId\", kept_id as \"kept: ContactId\", gone_id as \"gone: ContactId\",
                moved as \"moved: Json<Moved>\", merged_at, undone_at, left_over
         from merges where id = $1",
        id.0
    );
    let r = r.fetch_optional(tx.conn()).await?.ok_or(Error::NotFound)?;
    Ok(Merge {
        id: r.id,
        kept: r.kept,
        gone: r.gone,
        moved: r.moved.0,
        merged_at: r.merged_at,
        undone_at: r.undone_at,
        left_over: r.left_over,
    })
}

/// Everything back that nobody changed since; what stays is told by `Merge::left_over`. Undoing twice is undoing once.
pub async fn undo(tx: &mut TenantTx, id: MergeId) -> Result<()> {
    let held = sqlx::query_scalar!("select before_sealed from merges where id = $1 for update", id.0);
    let sealed = held.fetch_optional(tx.conn()).await?.ok_or(Error::NotFound)?;
    let merge = get(tx, id).await?;
    if merge.undone_at.is_some() {
        return Ok(());
    }
    if !merge.can_be_undone(tx.cx().now) {
        return Err(Error::Refused(Why::UndoTooLate));
    }
    let before: Before = tx.garage_key().await?.open_json(&sealed, &context(id))?;
    let (kept, gone) = hold(tx, merge.kept, merge.gone).await?;
    // Deleted, or merged into a third one: that is to be undone first.
    if kept.deleted_at.is_some() {
        return Err(Error::Refused(Why::TwinGone));
    }
    let mut left = fields_back(tx, &kept, &before).await?;
    sqlx::query!("delete from consents where id = any ($1)", &before.said).execute(tx.conn()).await?;
    let back = moves::move_all(tx, kept.id, gone.id, Some(&merge.moved)).await?;
    let stayed = merge.moved.iter().filter(|(table, ids)| back.get(*table).map_or(0, Vec::len) < ids.len());
    left.extend(stayed.map(|(table, _)| table.clone()));
    add_up(tx, kept.id, -before.gone_visits, None).await?;
    set_merged(tx, gone.id, None).await?;
    finish_undo(tx, id, &left).await?;
    let two = Two { kept: kept.id, kept_version: 0, gone: gone.id, gone_version: 0 };
    set_pair(tx, two, "dismissed").await?;
    log(tx, ActivityKind::ContactParted, kept.id, gone.is.name()).await
}

/// The names of the fields that somebody changed since, which stay.
async fn fields_back(tx: &mut TenantTx, kept: &Contact, before: &Before) -> Result<Vec<String>> {
    let (back, left) = union::parted(&json(&kept.is)?, &before.after, &before.kept);
    let back: NewContact =
        serde_json::from_value(back).map_err(|e| Error::Internal(format!("contact not read: {e}")))?;
    contacts::update(tx, kept.id, &union::whole(back, &kept.is), kept.version).await?;
    Ok(left)
}

async fn finish_undo(tx: &mut TenantTx, id: MergeId, left: &[String]) -> Result<()> {
    let now = tx.cx().now;
    sqlx::query!("update merges set undone_at = $2, left_over = $3 where id = $1", id.0, now, left)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Whose page one that was merged is now.
pub async fn kept_instead(tx: &mut TenantTx, gone: ContactId) -> Result<Option<ContactId>> {
    let into = sqlx::query_scalar!("select merged_into as \"id: ContactId\" from contacts where id = $1", gone.0);
    Ok(into.fetch_optional(tx.conn()).await?.flatten())
}

/// What can be undone no more needs not be known any more (RGPD art. 5 § 1 e).
pub async fn forget_old(tx: &mut TenantTx) -> Result<u64> {
    let before = tx.cx().now - TimeDelta::days(DAYS);
    let done = sqlx::query!("delete from merges where merged_at < $1", before).execute(tx.conn()).await?;
    Ok(done.rows_affected())
}
