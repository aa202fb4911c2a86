//! Passkeys (Web Authentication, level 3): a key in a telephone or a computer, opened by a finger, a face or a PIN. It is
//! both proofs at once: what one has, and what one is or knows.

pub mod ceremony;
mod key;

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    db::{OnConstraint, TenantTx},
    error::{Error, Result, Why},
    ids::{PasskeyId, UserId},
    keys, sessions,
    text::required,
    users::{self, User},
};
pub use ceremony::{Created, RelyingParty, Shown};

/// How long a person may take to find the telephone.
const LIFE: TimeDelta = TimeDelta::minutes(5);
/// More than anybody has.
const MOST: i64 = 20;

#[derive(Clone, Debug)]
pub struct Passkey {
    pub id: PasskeyId,
    pub name: String,
    pub rp_id: String,
    pub credential_id: Vec<u8>,
    pub created_at: DateTime<Utc>,
    pub last_used_at: Option<DateTime<Utc>>,
    pub cloned: bool,
}

/// What a challenge is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Register,
    SignIn,
}

crate::text_enum!(Purpose { Register => "register", SignIn => "sign_in" });

/// A challenge for this browser, instead of the one it had.
pub async fn challenge(tx: &mut TenantTx, browser: &[u8], purpose: Purpose) -> Result<[u8; 32]> {
    let (challenge, expires) = (keys::random::<32>(), tx.cx().now + LIFE);
    sqlx::query!(
        "insert into passkey_challenges (browser_hash, purpose, challenge, expires_at) values ($1, $2, $3, $4)
         on conflict (tenant_id, browser_hash, purpose) do update set challenge = $3, expires_at = $4",
        browser,
        purpose.as_str(),
        &challenge,
        expires
    )
    .execute(tx.conn())
    .await?;
    Ok(challenge)
}

/// Takes this browser's challenge: good once, whatever the answer is worth. Commit it before the answer is looked at.
pub async fn take_challenge(tx: &mut TenantTx, browser: &[u8], purpose: Purpose) -> Result<Option<Vec<u8>>> {
    let now = tx.cx().now;
    let row = sqlx::query!(
        "delete from passkey_challenges where browser_hash = $1 and purpose = $2 returning challenge, expires_at",
        browser,
        purpose.as_str()
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.filter(|r| r.expires_at > now).map(|r| r.challenge))
}

pub async fn list(tx: &mut TenantTx, user: UserId) -> Result<Vec<Passkey>> {
    let rows = sqlx::query_as!(
        Passkey,
        "select id as \"id: PasskeyId\", name, rp_id, credential_id, created_at, last_used_at, cloned_at is not null as \"cloned!\"
         from passkeys where user_id = $1 order by created_at, id",
        user.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// Keeps what an authenticator has made, once `ceremony::created` found it right.
pub async fn add(tx: &mut TenantTx, user: UserId, name: &str, party: &RelyingParty, made: &Created) -> Result<()> {
    let name = required(name, 80).map_err(|why| Error::invalid("name", why))?;
    let has = sqlx::query_scalar!("select count(*) as \"count!\" from passkeys where user_id = $1", user.0)
        .fetch_one(tx.conn())
        .await?;
    if has >= MOST {
        return Err(Error::invalid("name", Why::TooMany));
    }
    sqlx::query!(
        "insert into passkeys (id, user_id, name, rp_id, credential_id, public_key, sign_count)
         values ($1, $2, $3, $4, $5, $6, $7)",
        PasskeyId::new().0,
        user.0,
        name,
        party.rp_id,
        made.credential_id,
        made.public_key,
        i64::from(made.sign_count)
    )
    .execute(tx.conn())
    .await
    .on_constraint("passkeys_credential", || Error::Refused(Why::PasskeyRefused))?;
    sessions::log(tx, "passkey_added", Some(user), "").await
}

pub async fn remove(tx: &mut TenantTx, user: UserId, id: PasskeyId) -> Result<()> {
    let done =
        sqlx::query!("delete from passkeys where user_id = $1 and id = $2", user.0, id.0).execute(tx.conn()).await?;
    if done.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    sessions::log(tx, "passkey_removed", Some(user), "").await
}

/// Who signed the challenge. `Refused(PasskeyRefused)`: nobody we know; `Refused(PasskeyCloned)`: the counter went back, and
/// the passkey is believed no more. The refusal is written too: commit it.
pub async fn sign_in(tx: &mut TenantTx, party: &RelyingParty, challenge: &[u8], shown: &Shown) -> Result<User> {
    let now = tx.cx().now;
    let refused = || Error::Refused(Why::PasskeyRefused);
    // Two who show the same passkey at one moment wait for each other here.
    let row = sqlx::query!(
        "select p.id as passkey, p.public_key, p.sign_count, u.id as \"id: UserId\"
         from passkeys p join users u on u.tenant_id = p.tenant_id and u.id = p.user_id
         where p.credential_id = $1 and p.rp_id = $2 and p.cloned_at is null and u.deleted_at is null
         for update of p",
        shown.credential_id,
        party.rp_id
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or_else(refused)?;
    if shown.user_handle.as_ref().is_some_and(|handle| handle != row.id.0.as_bytes()) {
        return Err(refused());
    }
    let count = i64::from(ceremony::shown(party, challenge, shown, &row.public_key).ok_or_else(refused)?);
    // Authenticators that keep no count say nought for ever (§6.1.1).
    if count <= row.sign_count && (count, row.sign_count) != (0, 0) {
        sqlx::query!("update passkeys set cloned_at = $2 where id = $1", row.passkey, now).execute(tx.conn()).await?;
        sessions::log(tx, "passkey_cloned", Some(row.id), "").await?;
        return Err(Error::Refused(Why::PasskeyCloned));
    }
    sqlx::query!("update passkeys set sign_count = $2, last_used_at = $3 where id = $1", row.passkey, count, now)
        .execute(tx.conn())
        .await?;
    sessions::log(tx, "passkey_used", Some(row.id), "").await?;
    users::get(tx, row.id).await
}

/// Challenges nobody answered.
pub async fn forget_old(tx: &mut TenantTx) -> Result<()> {
    let now = tx.cx().now;
    sqlx::query!("delete from passkey_challenges where expires_at < $1", now).execute(tx.conn()).await?;
    Ok(())
}
