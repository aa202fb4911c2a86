//! The journal of security: sign-ins, failures, changes of rights, exports, keys. Written as things happen, never changed,
//! kept twelve months (CNIL, délibération 2021-122: six months to a year).

use chrono::{DateTime, Utc};

use crate::{
    cx::Network,
    db::TenantTx,
    error::{Error, Result},
    ids::UserId,
    listed::Listed,
    queue::{self, Job},
    sessions,
};

/// A line of the journal.
#[derive(Clone, Debug)]
pub struct SecurityEvent {
    pub id: i64,
    pub at: DateTime<Utc>,
    pub kind: String,
    /// Whom it is about; none when the account is unknown.
    pub user: Option<String>,
    /// As `Origin` writes it.
    pub origin: Option<String>,
}

/// What is shown of the journal; nothing given: all of it.
#[derive(Clone, Debug, Default)]
pub struct EventFilter {
    pub user: Option<UserId>,
    /// The last one of the page before.
    pub before: Option<(DateTime<Utc>, i64)>,
}

/// `user`: whom it is about. `address` is kept as a mark that is recognised when seen again; empty where there is none.
pub async fn log(tx: &mut TenantTx, kind: &str, user: Option<UserId>, address: &str) -> Result<()> {
    note(tx, kind, user, address).await.map(drop)
}

/// The same, and the person is told by e-mail (`views/mails/accounts.rs` knows the words of each kind).
pub async fn log_and_tell(tx: &mut TenantTx, kind: &str, user: UserId, address: &str) -> Result<()> {
    let event = note(tx, kind, Some(user), address).await?;
    queue::enqueue(tx, Job::TellUser { event }).await
}

async fn note(tx: &mut TenantTx, kind: &str, user: Option<UserId>, address: &str) -> Result<i64> {
    let cx = tx.cx().clone();
    let from = if address.is_empty() { None } else { Some(sessions::address_hash(tx, address).await?) };
    let id = sqlx::query_scalar!(
        "insert into security_events (at, kind, user_id, actor, address_hash, origin) values ($1, $2, $3, $4, $5, $6)
         returning id",
        cx.now,
        kind,
        user.map(|u| u.0),
        cx.actor.to_string(),
        from,
        cx.origin.to_string()
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(id)
}

/// What a person is told of.
pub struct News {
    pub kind: String,
    pub at: DateTime<Utc>,
    pub user: UserId,
    /// Of the session that began with it.
    pub agent: Option<String>,
    pub network: Option<Network>,
}

pub async fn news(tx: &mut TenantTx, id: i64) -> Result<News> {
    let row = sqlx::query!("select kind, at, user_id as \"user: UserId\" from security_events where id = $1", id)
        .fetch_optional(tx.conn())
        .await?
        .ok_or(Error::NotFound)?;
    let user = row.user.ok_or(Error::NotFound)?;
    let session = sessions::begun_at(tx, user, row.at).await?;
    let (agent, network) = session.map(|s| (s.agent, s.network)).unzip();
    Ok(News { kind: row.kind, at: row.at, user, agent, network: network.flatten() })
}

/// Each question has its own index: of all, or of one person.
macro_rules! found {
    ($tx:expr, $whose:literal, $before:expr, $before_id:expr $(, $user:expr)?) => {
        sqlx::query_as!(
            SecurityEvent,
            "select e.id, e.at, e.kind, coalesce(u.name, v.who) as \"user?\", e.origin
             from security_events e left join users u on u.tenant_id = e.tenant_id and u.id = e.user_id
                  left join support_visits v on v.tenant_id = e.tenant_id and e.actor = 'support:' || v.id
             where " + $whose + " e.at <= $1 and (e.at < $1 or e.id < $2)
             order by e.at desc, e.id desc limit 51",
            $before,
            $before_id
            $(, $user)?
        )
        .fetch_all($tx.conn())
        .await?
    };
}

/// Newest first, a page at a time.
pub async fn list(tx: &mut TenantTx, filter: &EventFilter) -> Result<Listed<SecurityEvent>> {
    let (before, before_id) = filter.before.unwrap_or((DateTime::<Utc>::MAX_UTC, 0));
    let rows = match filter.user {
        Some(user) => found!(tx, "e.user_id = $3 and", before, before_id, user.0),
        None => found!(tx, "", before, before_id),
    };
    Ok(Listed::of(rows))
}
