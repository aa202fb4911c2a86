//! A colleague's account with Google, as a way in. It is tied by someone who is signed in and has just shown who he is;
//! nobody is ever found by an e-mail that Google names: whoever holds a mailbox for a while would hold the account too.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    db::{OnConstraint, TenantTx},
    error::{Error, Result, Why},
    ids::UserId,
    keys,
    sessions::{self, hash},
    users::{self, User},
};

/// Long enough to find one's password there.
const LIFE: TimeDelta = TimeDelta::minutes(10);

#[derive(Clone, Debug)]
pub struct GoogleAccount {
    pub email: String,
    pub linked_at: DateTime<Utc>,
}

/// Somebody on the way to Google and back.
pub struct Trip {
    /// Whose account it is to be tied to; nobody's: signing in.
    pub user: Option<UserId>,
    pub nonce: String,
    pub verifier: String,
    pub next: String,
}

/// What goes to Google's address with the person.
pub struct Leaving {
    pub nonce: String,
    pub verifier: String,
}

fn trip_context(state: &[u8]) -> String {
    format!("google_trips.verifier:{}", hex::encode(state))
}

/// `state` comes from the caller, who puts the way back into it.
pub async fn leave(
    tx: &mut TenantTx,
    state: &str,
    browser: &[u8],
    user: Option<UserId>,
    next: &str,
) -> Result<Leaving> {
    let (nonce, verifier) = (hex::encode(keys::random::<16>()), hex::encode(keys::random::<32>()));
    let (state, expires) = (hash(state), tx.cx().now + LIFE);
    let sealed = tx.garage_key().await?.seal(verifier.as_bytes(), &trip_context(&state));
    sqlx::query!(
        "insert into google_trips (state_hash, browser_hash, user_id, nonce, verifier_sealed, next, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        state,
        browser,
        user.map(|u| u.0),
        nonce,
        sealed,
        next,
        expires
    )
    .execute(tx.conn())
    .await?;
    Ok(Leaving { nonce, verifier })
}

/// The trip of this state, by this browser: good once. Commit it before anything else is asked.
pub async fn arrive(tx: &mut TenantTx, state: &str, browser: &[u8]) -> Result<Option<Trip>> {
    let (state, now) = (hash(state), tx.cx().now);
    let row = sqlx::query!(
        "delete from google_trips where state_hash = $1 and browser_hash = $2
         returning user_id as \"user: UserId\", nonce, verifier_sealed, next, expires_at",
        state,
        browser
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(row) = row.filter(|r| r.expires_at > now) else { return Ok(None) };
    let verifier = tx.garage_key().await?.open(&row.verifier_sealed, &trip_context(&state))?;
    let verifier = String::from_utf8(verifier).map_err(|_| Error::Internal("a verifier that is no text".into()))?;
    Ok(Some(Trip { user: row.user, nonce: row.nonce, verifier, next: row.next }))
}

/// The colleague whom this account was tied to.
pub async fn find(tx: &mut TenantTx, issuer: &str, subject: &str) -> Result<Option<User>> {
    let id = sqlx::query_scalar!(
        "select u.id as \"id: UserId\"
         from google_accounts g join users u on u.tenant_id = g.tenant_id and u.id = g.user_id
         where g.issuer = $1 and g.subject = $2 and u.deleted_at is null",
        issuer,
        subject
    )
    .fetch_optional(tx.conn())
    .await?;
    match id {
        Some(id) => Ok(Some(users::get(tx, id).await?)),
        None => Ok(None),
    }
}

fn context(user: UserId) -> String {
    format!("google_accounts.email:{user}")
}

pub async fn of(tx: &mut TenantTx, user: UserId) -> Result<Option<GoogleAccount>> {
    let row = sqlx::query!("select email_sealed, linked_at from google_accounts where user_id = $1", user.0)
        .fetch_optional(tx.conn())
        .await?;
    let Some(row) = row else { return Ok(None) };
    let email = tx.garage_key().await?.open(&row.email_sealed, &context(user))?;
    Ok(Some(GoogleAccount { email: String::from_utf8_lossy(&email).into_owned(), linked_at: row.linked_at }))
}

/// Ties it, instead of the one there was. `Refused(GoogleOfAnother)`: a colleague has it already.
pub async fn link(tx: &mut TenantTx, user: UserId, issuer: &str, subject: &str, email: &str) -> Result<()> {
    let now = tx.cx().now;
    let sealed = tx.garage_key().await?.seal(email.as_bytes(), &context(user));
    sqlx::query!(
        "insert into google_accounts (user_id, issuer, subject, email_sealed, linked_at) values ($1, $2, $3, $4, $5)
         on conflict (tenant_id, user_id) do update set issuer = $2, subject = $3, email_sealed = $4, linked_at = $5",
        user.0,
        issuer,
        subject,
        sealed,
        now
    )
    .execute(tx.conn())
    .await
    .on_constraint("google_accounts_subject", || Error::Refused(Why::GoogleOfAnother))?;
    sessions::log(tx, "google_linked", Some(user), "").await
}

pub async fn unlink(tx: &mut TenantTx, user: UserId) -> Result<()> {
    sqlx::query!("delete from google_accounts where user_id = $1", user.0).execute(tx.conn()).await?;
    sessions::log(tx, "google_unlinked", Some(user), "").await
}

/// Those who never came back.
pub async fn forget_old(tx: &mut TenantTx) -> Result<()> {
    let now = tx.cx().now;
    sqlx::query!("delete from google_trips where expires_at < $1", now).execute(tx.conn()).await?;
    Ok(())
}
