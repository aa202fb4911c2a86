//! Who is signed in. The cookie holds 256 random bits; only their SHA-256 is stored.

pub use crate::security_events::log;
use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};

use crate::{
    cx::Lang,
    db::TenantTx,
    error::{Error, Result, Why},
    ids::{RoleId, UserId},
    policy::{Rights, Role},
    users::{User, UserRow},
};

/// A session ends after this long whatever happens, and after `IDLE` without use.
pub const LIFE: TimeDelta = TimeDelta::days(30);
const IDLE: TimeDelta = TimeDelta::days(7);
/// What protects an account is changed within this long after the person showed who he is.
const FRESH: TimeDelta = TimeDelta::minutes(10);
/// `seen_at` is written at most this often, so that reading a page writes nothing.
const SEEN_EVERY: TimeDelta = TimeDelta::minutes(10);

pub struct Session {
    pub user: User,
    pub token_hash: Vec<u8>,
    pub needs_touch: bool,
    /// The person showed who he is a moment ago.
    pub fresh: bool,
    /// The owner wants a second step and this person has none: nothing else opens until it is set up.
    pub owes_factor: bool,
}

pub struct SessionRow {
    pub token_hash: Vec<u8>,
    pub signed_in_at: DateTime<Utc>,
    pub seen_at: DateTime<Utc>,
    pub agent: String,
}

pub fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// Starts a session and gives the secret for the cookie: the only time it exists outside the browser.
pub async fn start(tx: &mut TenantTx, user: UserId, agent: &str, address: &str) -> Result<String> {
    let token = hex::encode(crate::keys::random::<32>());
    let now = tx.cx().now;
    let address_hash = address_hash(tx, address).await?;
    let agent: String = agent.chars().take(200).collect();
    sqlx::query!(
        "insert into sessions (token_hash, user_id, signed_in_at, seen_at, proved_at, expires_at, agent, address_hash)
         values ($1, $2, $3, $3, $3, $4, $5, $6)",
        hash(&token),
        user.0,
        now,
        now + LIFE,
        agent,
        address_hash
    )
    .execute(tx.conn())
    .await?;
    log(tx, "signed_in", Some(user), address).await?;
    Ok(token)
}

/// The same session under a new secret, at every rise of what it may do: whoever learnt the old one has nothing. `None`: it
/// has ended meanwhile.
pub async fn renew(tx: &mut TenantTx, old: &[u8]) -> Result<Option<String>> {
    let token = hex::encode(crate::keys::random::<32>());
    let now = tx.cx().now;
    let done = sqlx::query!(
        "with old as (delete from sessions where token_hash = $1 returning *)
         insert into sessions (token_hash, user_id, signed_in_at, seen_at, proved_at, expires_at, agent, address_hash)
         select $2, user_id, signed_in_at, $3, $3, expires_at, agent, address_hash from old",
        old,
        hash(&token),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok((done.rows_affected() == 1).then_some(token))
}

/// The session of a cookie, if it lives. One indexed row, no write.
pub async fn find(tx: &mut TenantTx, token: &str) -> Result<Option<Session>> {
    let now = tx.cx().now;
    let token_hash = hash(token);
    let row = sqlx::query!(
        "select s.seen_at, s.proved_at, u.id as \"id: UserId\", u.name, u.email, u.role as \"role: Role\",
                u.role_id as \"role_id: RoleId\", r.name as \"role_name?\", r.permissions as \"permissions?\",
                u.lang as \"lang: Lang\", u.version,
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
        token_hash,
    }))
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
    log(tx, "password_changed", Some(user), "").await
}

/// After a change of role. It counts from the next page on; who may more than before proves anew who he is, so that a
/// session that was taken while it was worth little is not worth more (OWASP ASVS 7.2.4).
pub async fn role_changed(tx: &mut TenantTx, user: UserId, before: Rights, after: Rights) -> Result<()> {
    log(tx, "role_changed", Some(user), "").await?;
    if after.is_within(before) { Ok(()) } else { end_all(tx, user).await }
}

pub async fn list(tx: &mut TenantTx, user: UserId) -> Result<Vec<SessionRow>> {
    let rows = sqlx::query_as!(
        SessionRow,
        "select token_hash, signed_in_at, seen_at, agent from sessions where user_id = $1 order by seen_at desc",
        user.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// Sign-in attempts in the last quarter of an hour, by account and by address.
const WINDOW: TimeDelta = TimeDelta::minutes(15);
const BY_ACCOUNT: i32 = 8;
const BY_ADDRESS: i32 = 40;

/// Counts an attempt before the password is looked at; commit it whatever comes next. `Refused(TooManyAttempts)` says
/// how long to wait.
pub async fn count_attempt(tx: &mut TenantTx, email_key: &str, address: &str) -> Result<()> {
    let account = hex::encode(address_hash(tx, email_key).await?);
    let from = hex::encode(address_hash(tx, address).await?);
    let by_account = count(tx, &format!("sign-in:account:{account}"), BY_ACCOUNT).await?;
    let by_address = count(tx, &format!("sign-in:address:{from}"), BY_ADDRESS).await?;
    match by_account.or(by_address) {
        Some(minutes) => Err(Error::Refused(Why::TooManyAttempts { minutes })),
        None => Ok(()),
    }
}

/// The same for the second step, by person: who knows a password has few guesses at a code.
pub async fn count_second_step(tx: &mut TenantTx, user: UserId, address: &str) -> Result<()> {
    let from = hex::encode(address_hash(tx, address).await?);
    let by_account = count(tx, &second_step(user), BY_ACCOUNT).await?;
    let by_address = count(tx, &format!("sign-in:address:{from}"), BY_ADDRESS).await?;
    match by_account.or(by_address) {
        Some(minutes) => Err(Error::Refused(Why::TooManyAttempts { minutes })),
        None => Ok(()),
    }
}

/// What costs us something and needs no account, such as a challenge or a way to Google: by address.
pub async fn count_address(tx: &mut TenantTx, address: &str) -> Result<()> {
    let from = hex::encode(address_hash(tx, address).await?);
    match count(tx, &format!("enter:address:{from}"), 3 * BY_ADDRESS).await? {
        Some(minutes) => Err(Error::Refused(Why::TooManyAttempts { minutes })),
        None => Ok(()),
    }
}

/// After a good code the person's counter starts again.
pub async fn forget_second_steps(tx: &mut TenantTx, user: UserId) -> Result<()> {
    sqlx::query!("delete from throttles where key = $1", second_step(user)).execute(tx.conn()).await?;
    Ok(())
}

fn second_step(user: UserId) -> String {
    format!("second-step:{user}")
}

/// Minutes to wait when the counter is over its limit. The row is locked by its upsert, so the count is exact.
async fn count(tx: &mut TenantTx, key: &str, limit: i32) -> Result<Option<i64>> {
    let now = tx.cx().now;
    let row = sqlx::query!(
        "insert into throttles (key, window_start, count) values ($1, $2, 1)
         on conflict (tenant_id, key) do update
         set count = case when throttles.window_start < $3 then 1 else throttles.count + 1 end,
             window_start = case when throttles.window_start < $3 then $2 else throttles.window_start end
         returning count, window_start",
        key,
        now,
        now - WINDOW
    )
    .fetch_one(tx.conn())
    .await?;
    Ok((row.count > limit).then(|| ((row.window_start + WINDOW - now).num_minutes() + 1).max(1)))
}

/// After a good password the account's counter starts again.
pub async fn forget_attempts(tx: &mut TenantTx, email_key: &str) -> Result<()> {
    let key = format!("sign-in:account:{}", hex::encode(address_hash(tx, email_key).await?));
    sqlx::query!("delete from throttles where key = $1", key).execute(tx.conn()).await?;
    Ok(())
}

/// An address, or an account's name in a counter: recognised when seen again, not readable.
pub async fn address_hash(tx: &mut TenantTx, address: &str) -> Result<Vec<u8>> {
    Ok(tx.garage_key().await?.secret(&format!("address:{address}")).to_vec())
}

/// Sessions that can no longer be used, and counters of attempts that no longer count.
pub async fn forget_old(tx: &mut TenantTx) -> Result<()> {
    let now = tx.cx().now;
    sqlx::query!("delete from sessions where expires_at < $1 or seen_at < $2", now, now - IDLE)
        .execute(tx.conn())
        .await?;
    sqlx::query!("delete from throttles where window_start < $1", now - TimeDelta::days(1)).execute(tx.conn()).await?;
    Ok(())
}
