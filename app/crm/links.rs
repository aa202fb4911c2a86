//! Links that prove an e-mail: come in without a password, choose one, join the team, confirm a new address. Each serves
//! once. The secret is derived from the garage's key, so that a job can write the letter; only its hash is stored.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    db::TenantTx,
    error::{Error, Result},
    ids::{LinkId, UserId},
    known_browsers,
    queue::{self, Job},
    reach::Email,
    security_events, sessions,
    users::{self, User},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// Come in without a password.
    SignIn,
    /// Choose a password, forgotten or never had.
    Password,
    /// Join the team.
    Invitation,
    /// A new address, written to before it counts.
    Email,
}

crate::text_enum!(LinkKind { SignIn => "sign_in", Password => "password", Invitation => "invitation", Email => "email" });

impl LinkKind {
    pub fn life(self) -> TimeDelta {
        match self {
            LinkKind::SignIn => TimeDelta::minutes(15),
            LinkKind::Password => TimeDelta::minutes(30),
            LinkKind::Invitation => TimeDelta::days(7),
            LinkKind::Email => TimeDelta::days(1),
        }
    }
}

#[derive(Clone, Debug)]
pub struct Link {
    pub id: LinkId,
    pub kind: LinkKind,
    pub user: User,
    /// The new address.
    pub email: Option<String>,
    pub next: String,
    pub made_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    browser_hash: Option<Vec<u8>>,
}

impl Link {
    /// By a colleague or the program, not by somebody who typed an address.
    pub fn is_made_by_us(&self) -> bool {
        self.browser_hash.is_none()
    }

    /// Is it opened in the browser that asked for it?
    pub async fn is_at_home(&self, tx: &mut TenantTx, mark: &str) -> Result<bool> {
        Ok(self.browser_hash.as_deref() == Some(&known_browsers::hash(tx, mark).await?[..]))
    }
}

/// 128 bits that only the letter holds.
pub async fn token(tx: &mut TenantTx, id: LinkId) -> Result<String> {
    Ok(hex::encode(tx.garage_key().await?.secret(&format!("link:{id}"))))
}

/// Somebody who is not signed in asks for a link. Whether the address is anybody's changes nothing of what is done here:
/// the same statements, the same job, which then finds nothing.
pub async fn ask(tx: &mut TenantTx, kind: LinkKind, email_key: &str, from: &Asked<'_>) -> Result<()> {
    let (id, now) = (LinkId::new(), tx.cx().now);
    let (token_hash, browser) =
        (sessions::hash(&token(tx, id).await?), known_browsers::hash(tx, from.browser_mark).await?);
    let user = sqlx::query_scalar!(
        "insert into links (id, kind, user_id, token_hash, browser_hash, next, expires_at)
         select $1, $2, id, $3, $4, $5, $6 from users where email_key = $7 and deleted_at is null
         returning user_id as \"user: UserId\"",
        id.0,
        kind.as_str(),
        token_hash,
        browser,
        from.next,
        now + kind.life(),
        email_key
    )
    .fetch_optional(tx.conn())
    .await?;
    security_events::log(tx, "link_asked", user, from.address).await?;
    queue::enqueue(tx, Job::SendLink { link: id }).await
}

/// Where a link was asked from.
pub struct Asked<'a> {
    pub browser_mark: &'a str,
    pub address: &'a str,
    /// Where signing in leads.
    pub next: &'a str,
}

/// For a person who is known: an invitation, a password to choose, a new address. Those of its kind before it end.
pub async fn make(tx: &mut TenantTx, kind: LinkKind, user: &User, email: Option<&Email>) -> Result<LinkId> {
    let (id, now) = (LinkId::new(), tx.cx().now);
    let token_hash = sessions::hash(&token(tx, id).await?);
    sqlx::query!(
        "update links set used_at = $3 where user_id = $1 and kind = $2 and used_at is null",
        user.id.0,
        kind.as_str(),
        now
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into links (id, kind, user_id, token_hash, email, old_email, expires_at) values ($1, $2, $3, $4, $5, $6, $7)",
        id.0,
        kind.as_str(),
        user.id.0,
        token_hash,
        email.map(Email::as_str),
        email.map(|_| user.email.as_str()),
        now + kind.life()
    )
    .execute(tx.conn())
    .await?;
    queue::enqueue(tx, Job::SendLink { link: id }).await?;
    Ok(id)
}

/// The link of a secret, while it serves. Used, expired, unknown and foreign are all `NotFound`.
pub async fn find(tx: &mut TenantTx, token: &str) -> Result<Link> {
    let id = sqlx::query_scalar!("select id as \"id: LinkId\" from links where token_hash = $1", sessions::hash(token))
        .fetch_optional(tx.conn())
        .await?;
    open(tx, id.ok_or(Error::NotFound)?).await
}

/// The link itself, while it serves.
pub async fn open(tx: &mut TenantTx, id: LinkId) -> Result<Link> {
    let now = tx.cx().now;
    let r = sqlx::query!(
        "select kind as \"kind: LinkKind\", user_id as \"user: UserId\", email, next, expires_at, browser_hash
         from links where id = $1 and used_at is null and expires_at > $2",
        id.0,
        now
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)?;
    // Who left has none.
    let user = users::get(tx, r.user).await?;
    Ok(Link {
        id,
        kind: r.kind,
        user,
        email: r.email,
        next: r.next,
        made_at: r.expires_at - r.kind.life(),
        expires_at: r.expires_at,
        browser_hash: r.browser_hash,
    })
}

/// Uses it up: of two at the same moment one waits for the other's row and finds it used.
pub async fn take(tx: &mut TenantTx, token: &str) -> Result<Link> {
    let link = find(tx, token).await?;
    let now = tx.cx().now;
    let done = sqlx::query!("update links set used_at = $2 where id = $1 and used_at is null", link.id.0, now);
    if done.execute(tx.conn()).await?.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    security_events::log(tx, "link_used", Some(link.user.id), "").await?;
    Ok(link)
}

/// None of this person's links serves any more: the password or the address they were sent to has changed.
pub async fn end_all(tx: &mut TenantTx, user: UserId) -> Result<()> {
    let now = tx.cx().now;
    sqlx::query!("update links set used_at = $2 where user_id = $1 and used_at is null", user.0, now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The newest of a kind that still serves.
pub async fn newest(tx: &mut TenantTx, user: UserId, kind: LinkKind) -> Result<Option<Link>> {
    let now = tx.cx().now;
    let id = sqlx::query_scalar!(
        "select id as \"id: LinkId\" from links
         where user_id = $1 and kind = $2 and used_at is null and expires_at > $3 order by id desc limit 1",
        user.0,
        kind.as_str(),
        now
    )
    .fetch_optional(tx.conn())
    .await?;
    match id {
        Some(id) => open(tx, id).await.map(Some),
        None => Ok(None),
    }
}

/// The address that a change at this moment replaced: it is told, since the new one is no news to whoever took it.
pub async fn replaced_email(tx: &mut TenantTx, user: UserId, at: DateTime<Utc>) -> Result<Option<String>> {
    let old = sqlx::query_scalar!(
        "select old_email from links where user_id = $1 and kind = 'email' and used_at = $2",
        user.0,
        at
    );
    Ok(old.fetch_optional(tx.conn()).await?.flatten())
}

/// A month is long after any use.
pub async fn forget_old(tx: &mut TenantTx) -> Result<()> {
    let before = tx.cx().now - TimeDelta::days(30);
    sqlx::query!("delete from links where expires_at < $1", before).execute(tx.conn()).await?;
    Ok(())
}
