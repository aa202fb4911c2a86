//! Who is signed in. The cookie holds 256 random bits; only their SHA-256 is stored.

pub use crate::security_events::log;
use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};

use crate::{
    cx::{Lang, Network},
    db::TenantTx,
    error::{Error, Result},
    ids::{RoleId, SessionId, UserId},
    policy::{Rights, Role},
    throttles,
    users::{User, UserRow},
};

/// A session ends after this long whatever happens, and after `IDLE` without use.
pub const LIFE: TimeDelta = TimeDelta::days(30);
const IDLE: TimeDelta = TimeDelta::days(7);
/// What protects an account is changed within this long after the person showed who he is.
const FRESH: TimeDelta = TimeDelta::minutes(10);
/// `seen_at` is written at most this often, so that reading a page writes nothing.
const SEEN_EVERY: TimeDelta = TimeDelta::minutes(10);
/// How long the cookie before a renewed one still serves: for a double click, and for what the page asks meanwhile.
const GRACE: TimeDelta = TimeDelta::seconds(10);

/// Whose machine it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stay {
    Own,
    /// The workshop's tablet, a counter's computer: signed out after a day's work, whoever forgets to.
    Shared,
}

impl Stay {
    pub fn life(self) -> TimeDelta {
        match self {
            Stay::Own => LIFE,
            Stay::Shared => TimeDelta::hours(12),
        }
    }
}

pub struct Session {
    pub id: SessionId,
    pub user: User,
    pub token_hash: Vec<u8>,
    pub needs_touch: bool,
    /// The person showed who he is a moment ago.
    pub fresh: bool,
    /// The owner wants a second step and this person has none: nothing else opens until it is set up.
    pub owes_factor: bool,
}

pub struct SessionRow {
    pub id: SessionId,
    pub token_hash: Vec<u8>,
    pub signed_in_at: DateTime<Utc>,
    pub seen_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub agent: String,
    pub network: Option<Network>,
}

pub fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// Starts a session and gives the secret for the cookie: the only time it exists outside the browser.
pub async fn start(tx: &mut TenantTx, user: UserId, agent: &str, address: &str) -> Result<String> {
    start_for(tx, user, Stay::Own, agent, address).await
}

pub async fn start_for(tx: &mut TenantTx, user: UserId, stay: Stay, agent: &str, address: &str) -> Result<String> {
    let (id, token) = (SessionId::new(), new_token());
    let now = tx.cx().now;
    let address_hash = address_hash(tx, address).await?;
    let network = seal_network(tx, id, address).await?;
    let agent: String = agent.chars().take(200).collect();
    sqlx::query!(
        "insert into sessions (id, token_hash, user_id, signed_in_at, seen_at, proved_at, expires_at, agent, address_hash, network_sealed)
         values ($1, $2, $3, $4, $4, $4, $5, $6, $7, $8)",
        id.0,
        hash(&token),
        user.0,
        now,
        now + stay.life(),
        agent,
        address_hash,
        network
    )
    .execute(tx.conn())
    .await?;
    log(tx, "signed_in", Some(user), address).await?;
    Ok(token)
}

fn new_token() -> String {
    hex::encode(crate::keys::random::<32>())
}

/// The new secret of a session, and how long it serves: no longer than the old one would have.
pub struct Renewed {
    pub token: String,
    pub left: TimeDelta,
}

/// A new secret for the same session, at every rise of what it may do: a cookie known before does not rise with it. `None`:
/// the session has ended meanwhile.
pub async fn renew(tx: &mut TenantTx, token_hash: &[u8]) -> Result<Option<Renewed>> {
    let (now, token) = (tx.cx().now, new_token());
    let expires_at = sqlx::query_scalar!(
        "update sessions set token_hash = $2, previous_hash = $1, renewed_at = $3, seen_at = $3, proved_at = $3
         where token_hash = $1 returning expires_at",
        token_hash,
        hash(&token),
        now
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(expires_at.map(|expires_at| Renewed { token, left: expires_at - now }))
}

/// The session of a cookie, if it lives. One indexed row, no write.
pub async fn find(tx: &mut TenantTx, token: &str) -> Result<Option<Session>> {
    let token_hash = hash(token);
    match living(tx, &token_hash).await? {
        Some(session) => Ok(Some(session)),
        None => just_renewed(tx, &token_hash).await,
    }
}

async fn living(tx: &mut TenantTx, token_hash: &[u8]) -> Result<Option<Session>> {
    let now = tx.cx().now;
    let row = sqlx::query!(
        "select s.id as \"session: SessionId\", s.seen_at, s.proved_at, u.id as \"id: UserId\", u.name, u.email,
                u.role as \"role: Role\", u.role_id as \"role_id: RoleId\", r.name as \"role_name?\",
                r.permissions as \"permissions?\", u.lang as \"lang: Lang\", u.version,
                (g.second_step = 'everybody' or (g.second_step = 'owners' and u.role = 'owner'))
                    and not exists (select from totps t where t.tenant_id = u.tenant_id and t.user_id = u.id and t.sealed is not null)
                    and not exists (select from passkeys p where p.tenant_id = u.tenant_id and p.user_id = u.id and p.cloned_at is null)
                    as \"owes_factor!\"
         from sessions s join users u on u.tenant_id = s.tenant_id and u.id = s.user_id
              join garages g on g.tenant_id = s.tenant_id
              left join roles r on r.tenant_id = u.tenant_id and r.id = u.role_id
         where s.token_hash = $1 and s.expires_at > $2 and s.seen_at > $3 and u.deleted_at is null",
        token_hash,
        now,
        now - IDLE
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|r| Session {
        id: r.session,
        needs_touch: r.seen_at + SEEN_EVERY < now,
        fresh: r.proved_at + FRESH > now,
        owes_factor: r.owes_factor,
        user: User::from(UserRow {
            id: r.id,
            name: r.name,
            email: r.email,
            role: r.role,
            role_id: r.role_id,
            role_name: r.role_name,
            permissions: r.permissions,
            lang: r.lang,
            version: r.version,
        }),
        token_hash: token_hash.to_vec(),
    }))
}

/// By the cookie before, some seconds long. It is given no newer one: who holds only the old must sign in again.
async fn just_renewed(tx: &mut TenantTx, previous: &[u8]) -> Result<Option<Session>> {
    let since = tx.cx().now - GRACE;
    let current = sqlx::query_scalar!(
        "select token_hash from sessions where previous_hash = $1 and renewed_at > $2",
        previous,
        since
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(current) = current else { return Ok(None) };
    // What protects the account is not changed with it.
    Ok(living(tx, &current).await?.map(|session| Session { fresh: false, ..session }))
}

pub async fn touch(tx: &mut TenantTx, token_hash: &[u8]) -> Result<()> {
    let now = tx.cx().now;
    sqlx::query!("update sessions set seen_at = $2 where token_hash = $1", token_hash, now).execute(tx.conn()).await?;
    Ok(())
}

pub async fn end(tx: &mut TenantTx, token_hash: &[u8]) -> Result<()> {
    sqlx::query!("delete from sessions where token_hash = $1", token_hash).execute(tx.conn()).await?;
    Ok(())
}

/// One of this person's own, from the list.
pub async fn end_one(tx: &mut TenantTx, user: UserId, id: SessionId) -> Result<()> {
    let done = sqlx::query!("delete from sessions where id = $1 and user_id = $2", id.0, user.0);
    if done.execute(tx.conn()).await?.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    log(tx, "session_ended", Some(user), "").await
}

/// Everywhere at once.
pub async fn end_all(tx: &mut TenantTx, user: UserId) -> Result<()> {
    sqlx::query!("delete from sessions where user_id = $1", user.0).execute(tx.conn()).await?;
    log(tx, "signed_out_everywhere", Some(user), "").await
}

/// After a change of password: everywhere but here.
pub async fn end_others(tx: &mut TenantTx, user: UserId, kept: &[u8]) -> Result<()> {
    sqlx::query!("delete from sessions where user_id = $1 and token_hash <> $2", user.0, kept)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// After a change of role. It counts from the next page on; who may more than before proves anew who he is, so that a
/// session that was taken while it was worth little is not worth more (OWASP ASVS 7.2.4).
pub async fn role_changed(tx: &mut TenantTx, user: UserId, before: Rights, after: Rights) -> Result<()> {
    log(tx, "role_changed", Some(user), "").await?;
    if after.is_within(before) { Ok(()) } else { end_all(tx, user).await }
}

/// Those that still serve, the last seen first.
pub async fn list(tx: &mut TenantTx, user: UserId) -> Result<Vec<SessionRow>> {
    let now = tx.cx().now;
    let rows = sqlx::query!(
        "select id as \"id: SessionId\", token_hash, signed_in_at, seen_at, expires_at, agent, network_sealed
         from sessions where user_id = $1 and expires_at > $2 and seen_at > $3 order by seen_at desc, id",
        user.0,
        now,
        now - IDLE
    )
    .fetch_all(tx.conn())
    .await?;
    let mut list = Vec::with_capacity(rows.len());
    for r in rows {
        let network = open_network(tx, r.id, r.network_sealed.as_deref()).await?;
        list.push(SessionRow {
            id: r.id,
            token_hash: r.token_hash,
            signed_in_at: r.signed_in_at,
            seen_at: r.seen_at,
            expires_at: r.expires_at,
            agent: r.agent,
            network,
        });
    }
    Ok(list)
}

/// By what browser and from where a session began, by its first moment.
pub(crate) struct Begun {
    pub agent: String,
    pub network: Option<Network>,
}

pub(crate) async fn begun_at(tx: &mut TenantTx, user: UserId, at: DateTime<Utc>) -> Result<Option<Begun>> {
    let session = sqlx::query!(
        "select id as \"id: SessionId\", agent, network_sealed from sessions where user_id = $1 and signed_in_at = $2",
        user.0,
        at
    )
    .fetch_optional(tx.conn())
    .await?;
    match session {
        Some(s) => {
            let network = open_network(tx, s.id, s.network_sealed.as_deref()).await?;
            Ok(Some(Begun { agent: s.agent, network }))
        }
        None => Ok(None),
    }
}

fn network_context(id: SessionId) -> String {
    format!("sessions.network:{id}")
}

async fn seal_network(tx: &mut TenantTx, id: SessionId, address: &str) -> Result<Option<Vec<u8>>> {
    match Network::of(address) {
        Some(network) => Ok(Some(tx.garage_key().await?.seal_json(&network, &network_context(id))?)),
        None => Ok(None),
    }
}

async fn open_network(tx: &mut TenantTx, id: SessionId, sealed: Option<&[u8]>) -> Result<Option<Network>> {
    match sealed {
        Some(sealed) => Ok(Some(tx.garage_key().await?.open_json(sealed, &network_context(id))?)),
        None => Ok(None),
    }
}

/// Counts an attempt before the password is looked at; commit it whatever comes next. `Refused(TooManyAttempts)` says
/// how long to wait.
pub async fn count_attempt(tx: &mut TenantTx, email_key: &str, address: &str) -> Result<()> {
    throttles::count(tx, &[(throttles::SIGN_IN_BY_ACCOUNT, email_key), (throttles::SIGN_IN_BY_ADDRESS, address)]).await
}

/// The same for the second step, by person: who knows a password has few guesses at a code.
pub async fn count_second_step(tx: &mut TenantTx, user: UserId, address: &str) -> Result<()> {
    let user = user.to_string();
    throttles::count(tx, &[(throttles::SECOND_STEP, &user), (throttles::SIGN_IN_BY_ADDRESS, address)]).await
}

/// What costs us something and needs no account, such as a challenge or a way to Google: by address.
pub async fn count_address(tx: &mut TenantTx, address: &str) -> Result<()> {
    throttles::count(tx, &[(throttles::ENTERING_BY_ADDRESS, address)]).await
}

/// After a good code the person's counter starts again.
pub async fn forget_second_steps(tx: &mut TenantTx, user: UserId) -> Result<()> {
    throttles::forget(tx, throttles::SECOND_STEP, &user.to_string()).await
}

/// After a good password the account's counter starts again.
pub async fn forget_attempts(tx: &mut TenantTx, email_key: &str) -> Result<()> {
    throttles::forget(tx, throttles::SIGN_IN_BY_ACCOUNT, email_key).await
}

/// An address, or an account's name in a counter: recognised when seen again, not readable.
pub async fn address_hash(tx: &mut TenantTx, address: &str) -> Result<Vec<u8>> {
    Ok(tx.garage_key().await?.secret(&format!("address:{address}")).to_vec())
}

/// Sessions that can no longer be used.
pub async fn forget_old(tx: &mut TenantTx) -> Result<()> {
    let now = tx.cx().now;
    sqlx::query!("delete from sessions where expires_at < $1 or seen_at < $2", now, now - IDLE)
        .execute(tx.conn())
        .await?;
    Ok(())
}
