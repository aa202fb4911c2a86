//! Colleagues: who may sign in, with what role.

use serde::{Deserialize, Serialize};

use crate::{
    cx::Lang,
    db::{OnConstraint, TenantTx},
    error::{Error, Fields, Result, Why},
    ids::UserId,
    password,
    policy::Role,
    reach::Email,
    text::required,
};

#[derive(Clone, Debug)]
pub struct User {
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub lang: Lang,
    /// For edits by two people.
    pub version: i32,
}

pub struct NewUser {
    pub name: String,
    pub email: Email,
    pub role: Role,
    pub lang: Lang,
    /// From `password::hash`, made before the transaction opens.
    pub password_hash: String,
}

/// A colleague as the owner types them. The first password comes apart: it is never drawn again.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ColleagueForm {
    pub name: String,
    pub email: String,
    pub role: String,
}

impl ColleagueForm {
    /// Name, e-mail and role; `garage` is the sign that the password must not hold.
    pub fn parse(&self, password: &str, garage: &str, fields: &mut Fields) -> Option<(String, Email, Role)> {
        let name = fields.keep("name", required(&self.name, 120));
        let missing = |typed: &str, why| if typed.trim().is_empty() { Why::Missing } else { why };
        let email = fields.keep("email", Email::parse(&self.email).map_err(|why| missing(&self.email, why)));
        let role = Role::parse(&self.role).ok().filter(|role| Role::STAFF.contains(role));
        let role = fields.keep("role", role.ok_or(Why::BadChoice));
        let strong = password::check(password, &[&self.name, garage]).map_err(|why| missing(password, why));
        fields.keep("password", strong)?;
        Some((name?, email?, role?))
    }
}

/// Colleagues by name, also those who left: what they did bears their name.
pub async fn names(tx: &mut TenantTx) -> Result<Vec<(UserId, String)>> {
    let rows =
        sqlx::query!("select id as \"id: UserId\", name from users order by name, id").fetch_all(tx.conn()).await?;
    Ok(rows.into_iter().map(|r| (r.id, r.name)).collect())
}

pub async fn create(tx: &mut TenantTx, user: &NewUser) -> Result<UserId> {
    let id = UserId::new();
    sqlx::query!(
        "insert into users (id, name, email, email_key, role, lang, password_hash) values ($1, $2, $3, $4, $5, $6, $7)",
        id.0,
        user.name,
        user.email.as_str(),
        user.email.key(),
        user.role.as_str(),
        user.lang.as_str(),
        user.password_hash
    )
    .execute(tx.conn())
    .await
    .on_constraint("users_tenant_id_email_key", || Error::invalid("email", Why::Taken))?;
    Ok(id)
}

pub async fn list(tx: &mut TenantTx) -> Result<Vec<User>> {
    let users = sqlx::query_as!(
        User,
        "select id as \"id: UserId\", name, email, role as \"role: Role\", lang as \"lang: Lang\", version
         from users where deleted_at is null order by name, id"
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(users)
}

/// The user an e-mail belongs to, with the hash of the password.
pub async fn by_email(tx: &mut TenantTx, email_key: &str) -> Result<Option<(User, Option<String>)>> {
    let row = sqlx::query!(
        "select id as \"id: UserId\", name, email, role as \"role: Role\", lang as \"lang: Lang\", version, password_hash
         from users where email_key = $1 and deleted_at is null",
        email_key
    )
    .fetch_optional(tx.conn())
    .await?;
    let user = row.map(|r| {
        let user = User { id: r.id, name: r.name, email: r.email, role: r.role, lang: r.lang, version: r.version };
        (user, r.password_hash)
    });
    Ok(user)
}

pub async fn set_lang(tx: &mut TenantTx, id: UserId, lang: Lang) -> Result<()> {
    sqlx::query!("update users set lang = $2 where id = $1", id.0, lang.as_str()).execute(tx.conn()).await?;
    Ok(())
}

/// The hash of one's own password, to check the old one before a change.
pub async fn password_hash(tx: &mut TenantTx, id: UserId) -> Result<Option<String>> {
    let row = sqlx::query_scalar!("select password_hash from users where id = $1 and deleted_at is null", id.0)
        .fetch_optional(tx.conn())
        .await?;
    row.ok_or(Error::NotFound)
}

pub async fn set_password(tx: &mut TenantTx, id: UserId, hash: &str) -> Result<()> {
    sqlx::query!("update users set password_hash = $2 where id = $1", id.0, hash).execute(tx.conn()).await?;
    Ok(())
}

pub async fn get(tx: &mut TenantTx, id: UserId) -> Result<User> {
    list(tx).await?.into_iter().find(|user| user.id == id).ok_or(Error::NotFound)
}

/// The owners, locked: two who leave at once do not both leave.
pub(crate) async fn is_last_owner(tx: &mut TenantTx, id: UserId) -> Result<bool> {
    let owners = sqlx::query_scalar!(
        "select id as \"id: UserId\" from users where role = 'owner' and deleted_at is null order by id for update"
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(owners == [id])
}

/// What a colleague may do, from the next page on. A garage keeps an owner.
pub async fn set_role(tx: &mut TenantTx, id: UserId, role: &str, version: i32) -> Result<()> {
    let role = Role::parse(role).ok().filter(|role| Role::STAFF.contains(role));
    let role = role.ok_or(Error::invalid("role", Why::BadChoice))?;
    if role != Role::Owner && is_last_owner(tx, id).await? {
        return Err(Error::invalid("role", Why::LastOwner));
    }
    let done = sqlx::query!(
        "update users set role = $2 where id = $1 and version = $3 and deleted_at is null",
        id.0,
        role.as_str(),
        version
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 1 {
        return Ok(());
    }
    get(tx, id).await?;
    Err(Error::Refused(Why::Stale))
}

/// The account may no longer enter; what it did keeps its name. The last owner stays.
pub async fn remove(tx: &mut TenantTx, id: UserId) -> Result<()> {
    let now = tx.cx().now;
    if is_last_owner(tx, id).await? {
        return Err(Error::Refused(Why::LastOwner));
    }
    // The key is freed, so that the colleague may come back one day.
    let done = sqlx::query!(
        "update users set deleted_at = $2, email_key = id::text where id = $1 and deleted_at is null",
        id.0,
        now
    )
    .execute(tx.conn())
    .await?;
    crate::sessions::end_all(tx, id).await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::NotFound) }
}
