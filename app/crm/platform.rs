//! The platform: who runs the installation, and the garages on it. Only through the narrow functions of the platform's
//! role (`migrations/…_platform.sql`): each asks for a session of these people, and none gives what a garage holds.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::{
    db::Db,
    error::{Error, Result, Why},
    ids::TenantId,
    reach::Email,
    sessions::hash,
};

/// A session of the platform ends after this long, used or not: these people can close a garage.
pub const LIFE: TimeDelta = TimeDelta::hours(8);
const WINDOW: TimeDelta = TimeDelta::minutes(15);
/// The same as for the people of a garage (`sessions`).
const BY_ACCOUNT: i32 = 8;
const BY_ADDRESS: i32 = 40;

/// What a garage pays (PRD §1.3). Stored; nothing is limited by it yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plan {
    Free,
    Starter,
    Pro,
    Enterprise,
}

crate::text_enum!(Plan { Free => "free", Starter => "starter", Pro => "pro", Enterprise => "enterprise" });

#[derive(Clone, Debug)]
pub struct PlatformUser {
    pub id: Uuid,
    pub email: String,
}

/// A garage as the platform sees it.
#[derive(Clone, Debug)]
pub struct GarageRow {
    pub id: TenantId,
    pub subdomain: String,
    pub name: String,
    pub plan: Plan,
    pub created_at: DateTime<Utc>,
    pub suspended_at: Option<DateTime<Utc>>,
    pub users: i64,
    /// When somebody of it was last seen.
    pub seen_at: Option<DateTime<Utc>>,
    /// Until when its owner lets the platform in.
    pub support_until: Option<DateTime<Utc>>,
}

/// Makes an account, or gives one a new password; its sessions end.
pub async fn put_user(db: &Db, email: &Email, password_hash: &str, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "select platform_put_user($1, $2, $3, $4, $5)",
        Uuid::now_v7(),
        email.as_str(),
        email.key(),
        password_hash,
        now
    )
    .fetch_one(db.without_tenant())
    .await?;
    Ok(())
}

/// Counts an attempt before the password is looked at.
pub async fn count_attempt(db: &Db, email_key: &str, address: &str, now: DateTime<Utc>) -> Result<()> {
    for (kind, what, most) in [("account", email_key, BY_ACCOUNT), ("address", address, BY_ADDRESS)] {
        // Recognised when seen again, not readable.
        let mark = db.keys().form_token(format!("platform:{kind}:{what}").as_bytes());
        let row = sqlx::query!(
            "select count as \"count!\", window_start as \"window_start!\" from platform_count_attempt($1, $2, $3)",
            format!("{kind}:{mark}"),
            now,
            now - WINDOW
        )
        .fetch_one(db.without_tenant())
        .await?;
        if row.count > most {
            let minutes = ((row.window_start + WINDOW - now).num_minutes() + 1).max(1);
            return Err(Error::Refused(Why::TooManyAttempts { minutes }));
        }
    }
    Ok(())
}

/// The account of an e-mail, with the hash of its password.
pub async fn by_email(db: &Db, email_key: &str) -> Result<Option<(PlatformUser, String)>> {
    let row = sqlx::query!(
        "select id as \"id!\", email as \"email!\", password_hash as \"password_hash!\" from platform_user_of($1)",
        email_key
    )
    .fetch_optional(db.without_tenant())
    .await?;
    Ok(row.map(|r| (PlatformUser { id: r.id, email: r.email }, r.password_hash)))
}

/// Starts a session and gives the secret for the cookie.
pub async fn start_session(db: &Db, user: &PlatformUser, now: DateTime<Utc>) -> Result<String> {
    let token = hex::encode(crate::keys::random::<32>());
    sqlx::query!("select platform_start_session($1, $2, $3, $4)", user.id, hash(&token), now, now + LIFE)
        .fetch_one(db.without_tenant())
        .await?;
    Ok(token)
}

/// Who a cookie belongs to, and the hash by which the session is known from here on.
pub async fn find_session(db: &Db, token: &str, now: DateTime<Utc>) -> Result<Option<(PlatformUser, Vec<u8>)>> {
    let session = hash(token);
    let row = sqlx::query!("select id as \"id!\", email as \"email!\" from platform_user_in($1, $2)", session, now)
        .fetch_optional(db.without_tenant())
        .await?;
    Ok(row.map(|r| (PlatformUser { id: r.id, email: r.email }, session)))
}

pub async fn end_session(db: &Db, session: &[u8]) -> Result<()> {
    sqlx::query!("select platform_end_session($1)", session).fetch_one(db.without_tenant()).await?;
    Ok(())
}

/// The newest first; none without a session.
pub async fn garages(db: &Db, session: &[u8], now: DateTime<Utc>) -> Result<Vec<GarageRow>> {
    let rows = sqlx::query!(
        "select id as \"id!\", subdomain as \"subdomain!\", name as \"name!\", plan as \"plan!: Plan\",
                created_at as \"created_at!\", suspended_at, users as \"users!\", seen_at, support_until
         from platform_garages($1, $2)",
        session,
        now
    )
    .fetch_all(db.without_tenant())
    .await?;
    let garages = rows.into_iter().map(|r| GarageRow {
        id: TenantId(r.id),
        subdomain: r.subdomain,
        name: r.name,
        plan: r.plan,
        created_at: r.created_at,
        suspended_at: r.suspended_at,
        users: r.users,
        seen_at: r.seen_at,
        support_until: r.support_until,
    });
    Ok(garages.collect())
}

pub async fn garage(db: &Db, session: &[u8], id: TenantId, now: DateTime<Utc>) -> Result<GarageRow> {
    garages(db, session, now).await?.into_iter().find(|garage| garage.id == id).ok_or(Error::NotFound)
}

pub async fn set_plan(db: &Db, session: &[u8], id: TenantId, plan: Plan, now: DateTime<Utc>) -> Result<()> {
    let done =
        sqlx::query_scalar!("select platform_set_plan($1, $2, $3, $4) as \"done!\"", session, now, id.0, plan.as_str());
    if done.fetch_one(db.without_tenant()).await? { Ok(()) } else { Err(Error::NotFound) }
}

/// Suspended: nobody enters, nothing is lost; resumed as it was.
pub async fn suspend(db: &Db, session: &[u8], id: TenantId, yes: bool, now: DateTime<Utc>) -> Result<()> {
    let at = yes.then_some(now);
    let done = sqlx::query_scalar!("select platform_suspend($1, $2, $3, $4) as \"done!\"", session, now, id.0, at);
    if done.fetch_one(db.without_tenant()).await? { Ok(()) } else { Err(Error::NotFound) }
}
