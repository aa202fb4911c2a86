//! Colleagues who were invited and have not come yet: a user without a password, and a link to choose one.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    cx::Lang,
    db::TenantTx,
    error::Result,
    ids::UserId,
    links::{self, Link, LinkKind},
    reach::Email,
    security_events, throttles,
    users::{self, Post},
};

/// How long the link of an invitation is also shown to who made it, to be handed over where there is no mail.
pub const SHOWN: TimeDelta = TimeDelta::minutes(10);

/// One who is awaited.
pub struct Pending {
    pub user: UserId,
    pub invited_at: DateTime<Utc>,
    /// Until when the last link serves; it may be over, or ended.
    pub until: Option<DateTime<Utc>>,
}

/// Writes the colleague and the letter. `Invalid(email)` when somebody of the garage has this address.
pub async fn create(tx: &mut TenantTx, name: &str, email: &Email, post: Post, lang: Lang) -> Result<UserId> {
    let id = users::invite(tx, (name, email), post, lang).await?;
    send(tx, id).await?;
    Ok(id)
}

/// A new link, by letter too: for who is awaited, or for a colleague who has no password at hand. The one before ends.
/// `Refused` after several within minutes: nobody's mailbox is filled.
pub async fn send(tx: &mut TenantTx, id: UserId) -> Result<()> {
    let user = users::get(tx, id).await?;
    let key = Email::parse(&user.email).map(|e| e.key()).unwrap_or_default();
    throttles::count(tx, &[(throttles::LETTERS_BY_ACCOUNT, &key), (throttles::LETTERS_BY_ACCOUNT_A_DAY, &key)]).await?;
    let (kind, event) = match is_pending(tx, id).await? {
        true => (LinkKind::Invitation, "invitation_sent"),
        false => (LinkKind::Password, "password_link_sent"),
    };
    links::make(tx, kind, &user, None).await?;
    security_events::log(tx, event, Some(id), "").await
}

pub async fn is_pending(tx: &mut TenantTx, id: UserId) -> Result<bool> {
    let pending = sqlx::query_scalar!("select invited_at is not null as \"pending!\" from users where id = $1", id.0);
    Ok(pending.fetch_optional(tx.conn()).await?.unwrap_or(false))
}

pub async fn pending(tx: &mut TenantTx) -> Result<Vec<Pending>> {
    let now = tx.cx().now;
    let rows = sqlx::query_as!(
        Pending,
        "select u.id as \"user: UserId\", u.invited_at as \"invited_at!\",
                (select max(l.expires_at) from links l
                 where l.user_id = u.id and l.kind = 'invitation' and l.used_at is null and l.expires_at > $1) as until
         from users u where u.invited_at is not null and u.deleted_at is null order by u.id",
        now
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// The link last made for this colleague, within the minutes in which it is shown.
pub async fn fresh_link(tx: &mut TenantTx, id: UserId) -> Result<Option<Link>> {
    let kind = if is_pending(tx, id).await? { LinkKind::Invitation } else { LinkKind::Password };
    let since = tx.cx().now - SHOWN;
    // One that the person asked for is nobody else's.
    let link = links::newest(tx, id, kind).await?;
    Ok(link.filter(|link| link.made_at > since && link.is_made_by_us()))
}

/// He has come: the account is like any other.
pub async fn accepted(tx: &mut TenantTx, id: UserId) -> Result<()> {
    let done = sqlx::query!("update users set invited_at = null where id = $1 and invited_at is not null", id.0);
    if done.execute(tx.conn()).await?.rows_affected() == 1 {
        security_events::log(tx, "invitation_accepted", Some(id), "").await?;
    }
    Ok(())
}
