//! Everything held on a customer (RGPD art. 15, 20), on a colleague, or by a whole garage, in one zip. A job makes it in
//! steps; its bytes lie sealed in parts, so that neither making nor handing it over holds it whole.

pub mod rows;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::types::Json;

use crate::{
    db::TenantTx,
    error::{Error, Result},
    ids::{ArchiveId, ContactId, UserId},
    queue::{self, Job},
    sessions,
};

/// For how long it can be downloaded; a garage's for as long as it may change its mind.
const KEPT: TimeDelta = TimeDelta::days(7);
const KEPT_OF_GARAGE: TimeDelta = TimeDelta::days(30);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArchiveKind {
    Contact,
    User,
    Garage,
}

crate::text_enum!(ArchiveKind { Contact => "contact", User => "user", Garage => "garage" });

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArchiveState {
    Waiting,
    Running,
    Ready,
}

crate::text_enum!(ArchiveState { Waiting => "waiting", Running => "running", Ready => "ready" });

/// Whose everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Contact(ContactId),
    User(UserId),
    Garage,
}

/// Where the job is, and what the table of contents needs to know of the bytes before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reached {
    /// Which chapter, counted from 0; in it, after this row, and how many pages of it there are.
    pub chapter: usize,
    pub after: Option<Value>,
    pub page: usize,
    pub parts: i32,
    pub pieces: i32,
    pub data_bytes: u64,
    pub directory_bytes: u64,
    pub entries: u64,
}

#[derive(Clone, Debug)]
pub struct Archive {
    pub id: ArchiveId,
    pub whose: Whose,
    pub state: ArchiveState,
    pub reached: Reached,
    pub entries: i32,
    pub bytes: i64,
    pub ready_at: Option<DateTime<Utc>>,
    pub expires_at: Option<DateTime<Utc>>,
    pub downloaded_at: Option<DateTime<Utc>>,
}

impl Archive {
    pub fn is_ready(&self, now: DateTime<Utc>) -> bool {
        self.state == ArchiveState::Ready && self.expires_at.is_some_and(|at| at > now)
    }
}

pub async fn begin(tx: &mut TenantTx, whose: Whose) -> Result<ArchiveId> {
    let id = ArchiveId::new();
    let (kind, contact, user) = match whose {
        Whose::Contact(contact) => (ArchiveKind::Contact, Some(contact.0), None),
        Whose::User(user) => (ArchiveKind::User, None, Some(user.0)),
        Whose::Garage => (ArchiveKind::Garage, None, None),
    };
    let by = tx.cx().actor.user().map(|u| u.0);
    sqlx::query!(
        "insert into archives (id, kind, contact_id, user_id, asked_by) values ($1, $2, $3, $4, $5)",
        id.0,
        kind.as_str(),
        contact,
        user,
        by
    )
    .execute(tx.conn())
    .await?;
    queue::enqueue(tx, Job::MakeArchive { archive: id }).await?;
    Ok(id)
}

struct Row {
    id: ArchiveId,
    contact: Option<ContactId>,
    user: Option<UserId>,
    state: ArchiveState,
    reached: Json<Reached>,
    entries: i32,
    bytes: i64,
    ready_at: Option<DateTime<Utc>>,
    expires_at: Option<DateTime<Utc>>,
    downloaded_at: Option<DateTime<Utc>>,
}

impl From<Row> for Archive {
    fn from(r: Row) -> Archive {
        let whose = match (r.contact, r.user) {
            (Some(contact), _) => Whose::Contact(contact),
            (None, Some(user)) => Whose::User(user),
            (None, None) => Whose::Garage,
        };
        Archive {
            id: r.id,
            whose,
            state: r.state,
            reached: r.reached.0,
            entries: r.entries,
            bytes: r.bytes,
            ready_at: r.ready_at,
            expires_at: r.expires_at,
            downloaded_at: r.downloaded_at,
        }
    }
}

macro_rules! rows {
    ($rest:literal $(, $value:expr)*) => {
        sqlx::query_as!(
            Row,
            "select id as \"id: ArchiveId\", contact_id as \"contact: ContactId\", user_id as \"user: UserId\",
                    state as \"state: ArchiveState\", reached as \"reached: Json<Reached>\", entries, bytes, ready_at, expires_at,
                    downloaded_at
             from archives where " + $rest
            $(, $value)*
        )
    };
}

pub async fn get(tx: &mut TenantTx, id: ArchiveId) -> Result<Archive> {
    let row = rows!("id = $1", id.0).fetch_optional(tx.conn()).await?;
    row.map(Into::into).ok_or(Error::NotFound)
}

/// The same, held until the transaction ends: two jobs about one make one.
pub async fn lock(tx: &mut TenantTx, id: ArchiveId) -> Result<Archive> {
    let row = rows!("id = $1 for update", id.0).fetch_optional(tx.conn()).await?;
    row.map(Into::into).ok_or(Error::NotFound)
}

/// The newest ones, of a customer, of a colleague or of the garage.
pub async fn list(tx: &mut TenantTx, whose: Whose) -> Result<Vec<Archive>> {
    let rows = match whose {
        Whose::Contact(c) => rows!("contact_id = $1 order by id desc limit 5", c.0).fetch_all(tx.conn()).await?,
        Whose::User(u) => rows!("user_id = $1 order by id desc limit 5", u.0).fetch_all(tx.conn()).await?,
        Whose::Garage => rows!("kind = 'garage' order by id desc limit 5").fetch_all(tx.conn()).await?,
    };
    Ok(rows.into_iter().map(Into::into).collect())
}

/// In the order of the file: the names sort so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Data,
    Directory,
    End,
}

crate::text_enum!(Place { Data => "data", Directory => "directory", End => "end" });

fn context(id: ArchiveId, place: Place, n: i32) -> String {
    format!("archives:{id}:{}:{n}", place.as_str())
}

pub async fn put(tx: &mut TenantTx, id: ArchiveId, place: Place, n: i32, bytes: &[u8]) -> Result<()> {
    let sealed = tx.garage_key().await?.seal(bytes, &context(id, place, n));
    sqlx::query!(
        "insert into archive_parts (archive_id, place, n, sealed) values ($1, $2, $3, $4)",
        id.0,
        place.as_str(),
        n,
        sealed
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The first part, or the one after this.
pub async fn next_part(
    tx: &mut TenantTx,
    id: ArchiveId,
    after: Option<(Place, i32)>,
) -> Result<Option<((Place, i32), Vec<u8>)>> {
    let (place, n) = after.map_or(("", -1), |(place, n)| (place.as_str(), n));
    let row = sqlx::query!(
        "select place as \"place: Place\", n, sealed from archive_parts
         where archive_id = $1 and (place, n) > ($2, $3) order by place, n limit 1",
        id.0,
        place,
        n
    );
    let Some(r) = row.fetch_optional(tx.conn()).await? else { return Ok(None) };
    let bytes = tx.garage_key().await?.open(&r.sealed, &context(id, r.place, r.n))?;
    Ok(Some(((r.place, r.n), bytes)))
}

pub async fn go_on(tx: &mut TenantTx, id: ArchiveId, reached: &Reached) -> Result<()> {
    sqlx::query!(
        "update archives set state = 'running', reached = $2, entries = $3, bytes = $4 where id = $1",
        id.0,
        Json(reached) as _,
        i32::try_from(reached.entries).unwrap_or(i32::MAX),
        i64::try_from(reached.data_bytes).unwrap_or(i64::MAX)
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn finish(tx: &mut TenantTx, archive: &Archive) -> Result<()> {
    let now = tx.cx().now;
    let kept = if archive.whose == Whose::Garage { KEPT_OF_GARAGE } else { KEPT };
    sqlx::query!(
        "update archives set state = 'ready', ready_at = $2, expires_at = $3 where id = $1",
        archive.id.0,
        now,
        now + kept
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Who takes it away, in the journal of security.
pub async fn note_download(tx: &mut TenantTx, archive: &Archive, address: &str) -> Result<()> {
    let now = tx.cx().now;
    sqlx::query!("update archives set downloaded_at = coalesce(downloaded_at, $2) where id = $1", archive.id.0, now)
        .execute(tx.conn())
        .await?;
    let kind = match archive.whose {
        Whose::Contact(_) => "person_exported",
        Whose::User(_) => "account_exported",
        Whose::Garage => "garage_exported",
    };
    let user = tx.cx().actor.user();
    sessions::log(tx, kind, user, address).await
}

/// Those past their time.
pub async fn forget_old(tx: &mut TenantTx) -> Result<()> {
    let now = tx.cx().now;
    sqlx::query!(
        "delete from archives where expires_at < $1 or (expires_at is null and created_at < $2)",
        now,
        now - KEPT
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
