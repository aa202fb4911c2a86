//! The garage lets the platform's people in for a while, to be helped: it says until when, sees who came, and ends it.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    cx::{Cx, Lang},
    db::{Db, TenantTx},
    error::{Error, Result},
    ids::{SupportGrantId, SupportVisitId, TenantId},
    security_events,
    sessions::hash,
};

/// A key from the platform's pages to the garage's is good for this long.
const ENTRY: TimeDelta = TimeDelta::minutes(2);
const DOUBLE_CLICK: TimeDelta = TimeDelta::seconds(5);
const SEEN_EVERY: TimeDelta = TimeDelta::minutes(5);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SupportLasts {
    Hour,
    Day,
    Week,
}

crate::text_enum!(SupportLasts { Hour => "hour", Day => "day", Week => "week" });

impl SupportLasts {
    fn length(self) -> TimeDelta {
        match self {
            SupportLasts::Hour => TimeDelta::hours(1),
            SupportLasts::Day => TimeDelta::days(1),
            SupportLasts::Week => TimeDelta::days(7),
        }
    }
}

/// Who came.
#[derive(Clone, Debug)]
pub struct SupportVisit {
    pub id: SupportVisitId,
    /// Address of the person.
    pub who: String,
    pub came_at: DateTime<Utc>,
    pub seen_at: DateTime<Utc>,
    pub left_at: Option<DateTime<Utc>>,
}

/// Until when the platform may come, if it may.
pub async fn open_until(tx: &mut TenantTx) -> Result<Option<DateTime<Utc>>> {
    let now = tx.cx().now;
    let until = sqlx::query_scalar!(
        "select max(expires_at) from support_grants where ended_at is null and expires_at > $1",
        now
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(until)
}

/// Lets them in from now on; what was granted before ends.
pub async fn grant(tx: &mut TenantTx, lasts: &str) -> Result<()> {
    let lasts = SupportLasts::parse(lasts).map_err(|why| Error::invalid("lasts", why))?;
    let (now, by) = (tx.cx().now, tx.cx().actor.user());
    sqlx::query!("update support_grants set ended_at = $1 where ended_at is null", now).execute(tx.conn()).await?;
    sqlx::query!(
        "insert into support_grants (id, granted_by, granted_at, expires_at) values ($1, $2, $3, $4)",
        SupportGrantId::new().0,
        by.map(|user| user.0),
        now,
        now + lasts.length()
    )
    .execute(tx.conn())
    .await?;
    security_events::log(tx, "support_granted", by, "").await
}

/// Nobody of the platform sees another page.
pub async fn end(tx: &mut TenantTx) -> Result<()> {
    let (now, by) = (tx.cx().now, tx.cx().actor.user());
    let done = sqlx::query!("update support_grants set ended_at = $1 where ended_at is null and expires_at > $1", now)
        .execute(tx.conn())
        .await?;
    match done.rows_affected() {
        0 => Ok(()),
        _ => security_events::log(tx, "support_ended", by, "").await,
    }
}

/// Those who came, the last one first.
pub async fn visits(tx: &mut TenantTx) -> Result<Vec<SupportVisit>> {
    let rows = sqlx::query_as!(
        SupportVisit,
        "select id as \"id: SupportVisitId\", who, came_at as \"came_at!\", seen_at as \"seen_at!\", left_at
         from support_visits where came_at is not null order by came_at desc limit 50"
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// Somebody of the platform asks to enter: the secret that the garage's own address exchanges for a session, once.
/// `NotFound` where the owner lets nobody in.
pub async fn ask_in(db: &Db, tenant: TenantId, who: &str, now: DateTime<Utc>) -> Result<String> {
    let mut tx = db.begin(&Cx::system(tenant, Lang::Fr, now, chrono_tz::UTC, 0)).await?;
    let grant = live_grant(&mut tx).await?.ok_or(Error::NotFound)?;
    let secret = hex::encode(crate::keys::random::<32>());
    sqlx::query!(
        "insert into support_visits (id, grant_id, who, asked_at, entry_hash) values ($1, $2, $3, $4, $5)",
        SupportVisitId::new().0,
        grant.0,
        who,
        now,
        hash(&secret)
    )
    .execute(tx.conn())
    .await?;
    tx.commit().await?;
    Ok(secret)
}

async fn live_grant(tx: &mut TenantTx) -> Result<Option<SupportGrantId>> {
    let now = tx.cx().now;
    let id = sqlx::query_scalar!(
        "select id as \"id: SupportGrantId\" from support_grants
         where ended_at is null and expires_at > $1 order by expires_at desc limit 1",
        now
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(id)
}

/// Is this key good? Unknown, used, old, of another garage, ended meanwhile: all `NotFound`.
pub async fn asked(tx: &mut TenantTx, secret: &str) -> Result<SupportVisitId> {
    let now = tx.cx().now;
    let id = sqlx::query_scalar!(
        "select v.id as \"id: SupportVisitId\"
         from support_visits v join support_grants g on g.tenant_id = v.tenant_id and g.id = v.grant_id
         where v.entry_hash = $1 and v.came_at is null and v.asked_at > $2 and g.ended_at is null and g.expires_at > $3",
        hash(secret),
        now - ENTRY,
        now
    )
    .fetch_optional(tx.conn())
    .await?;
    id.ok_or(Error::NotFound)
}

/// Enters: the secret of the cookie. The key is good once; a double click is one.
pub async fn enter(tx: &mut TenantTx, secret: &str, address: &str) -> Result<String> {
    let token = hex::encode(tx.garage_key().await?.secret(&format!("support:{secret}")));
    let now = tx.cx().now;
    let id = match asked(tx, secret).await {
        Err(Error::NotFound) if entered_just_now(tx, &token).await? => return Ok(token),
        id => id?,
    };
    let done = sqlx::query!(
        "update support_visits set came_at = $2, seen_at = $2, session_hash = $3 where id = $1 and came_at is null",
        id.0,
        now,
        hash(&token)
    )
    .execute(tx.conn())
    .await?;
    // The other of two clicks was quicker.
    if done.rows_affected() == 0 {
        return Ok(token);
    }
    security_events::log(tx, "support_entered", None, address).await?;
    Ok(token)
}

async fn entered_just_now(tx: &mut TenantTx, token: &str) -> Result<bool> {
    let now = tx.cx().now;
    let found = sqlx::query_scalar!(
        "select true as \"found!\" from support_visits where session_hash = $1 and came_at > $2 and left_at is null",
        hash(token),
        now - DOUBLE_CLICK
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(found.is_some())
}

/// A session of the platform in this garage.
pub struct SupportSession {
    pub id: SupportVisitId,
    pub who: String,
    pub until: DateTime<Utc>,
    pub session_hash: Vec<u8>,
    pub needs_touch: bool,
}

/// The session of a cookie, while the owner lets them in.
pub async fn find(tx: &mut TenantTx, token: &str) -> Result<Option<SupportSession>> {
    let (now, session_hash) = (tx.cx().now, hash(token));
    let row = sqlx::query!(
        "select v.id as \"id: SupportVisitId\", v.who, v.seen_at as \"seen_at!\", g.expires_at
         from support_visits v join support_grants g on g.tenant_id = v.tenant_id and g.id = v.grant_id
         where v.session_hash = $1 and v.left_at is null and g.ended_at is null and g.expires_at > $2",
        session_hash,
        now
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|r| SupportSession {
        id: r.id,
        who: r.who,
        until: r.expires_at,
        session_hash,
        needs_touch: r.seen_at + SEEN_EVERY < now,
    }))
}

pub async fn touch(tx: &mut TenantTx, id: SupportVisitId) -> Result<()> {
    let now = tx.cx().now;
    sqlx::query!("update support_visits set seen_at = $2 where id = $1", id.0, now).execute(tx.conn()).await?;
    Ok(())
}

pub async fn leave(tx: &mut TenantTx, session_hash: &[u8]) -> Result<()> {
    let now = tx.cx().now;
    sqlx::query!(
        "update support_visits set left_at = coalesce(left_at, $2) where session_hash = $1",
        session_hash,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
