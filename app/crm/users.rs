//! Colleagues: who may sign in, with what role.

mod role;

use serde::{Deserialize, Serialize};

use crate::{
    cx::Lang,
    db::{OnConstraint, TenantTx},
    error::{Error, Fields, Result, Why},
    ids::{RoleId, UserId},
    policy::{Rights, Role},
    reach::Email,
    text::required,
};

pub use role::{Post, set_role, take_back};

#[derive(Clone, Debug)]
pub struct User {
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub role: Role,
    /// The garage's own role, where it is one: its id and name.
    pub own_role: Option<(RoleId, String)>,
    /// What the role allows.
    pub rights: Rights,
    pub lang: Lang,
    /// For edits by two people.
    pub version: i32,
}

/// A row of `users` beside that of its own role, if any.
pub(crate) struct UserRow {
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub role_id: Option<RoleId>,
    pub role_name: Option<String>,
    pub permissions: Option<Vec<String>>,
    pub lang: Lang,
    pub version: i32,
}

impl From<UserRow> for User {
    fn from(r: UserRow) -> User {
        let rights = match r.role {
            Role::Custom => Rights::stored(&r.permissions.unwrap_or_default()),
            made => made.rights(),
        };
        let own_role = r.role_id.zip(r.role_name);
        User {
            id: r.id,
            name: r.name,
            email: r.email,
            role: r.role,
            own_role,
            rights,
            lang: r.lang,
            version: r.version,
        }
    }
}

impl User {
    pub fn post(&self) -> Post {
        self.own_role.as_ref().map_or(Post::Made(self.role), |(id, _)| Post::Own(*id))
    }
}

/// Somebody new, with a password or awaited.
pub struct NewUser {
    pub name: String,
    pub email: Email,
    pub post: Post,
    pub lang: Lang,
    /// From `password::hash`, made before the transaction opens.
    pub password_hash: String,
}

/// A colleague as the owner types them; the password is theirs to choose (`invitations`).
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ColleagueForm {
    pub name: String,
    pub email: String,
    pub role: String,
}

impl ColleagueForm {
    pub fn parse(&self, fields: &mut Fields) -> Option<(String, Email, Post)> {
        let name = fields.keep("name", required(&self.name, 120));
        let missing = |typed: &str, why| if typed.trim().is_empty() { Why::Missing } else { why };
        let email = fields.keep("email", Email::parse(&self.email).map_err(|why| missing(&self.email, why)));
        let post = fields.keep("role", Post::parse(&self.role));
        Some((name?, email?, post?))
    }
}

/// Colleagues by name, also those who left: what they did bears their name.
pub async fn names(tx: &mut TenantTx) -> Result<Vec<(UserId, String)>> {
    let rows =
        sqlx::query!("select id as \"id: UserId\", name from users order by name, id").fetch_all(tx.conn()).await?;
    Ok(rows.into_iter().map(|r| (r.id, r.name)).collect())
}

pub async fn create(tx: &mut TenantTx, user: &NewUser) -> Result<UserId> {
    insert(tx, (&user.name, &user.email), user.post, user.lang, Some(&user.password_hash)).await
}

/// Without a password, and awaited (`invitations`).
pub(crate) async fn invite(tx: &mut TenantTx, who: (&str, &Email), post: Post, lang: Lang) -> Result<UserId> {
    insert(tx, who, post, lang, None).await
}

async fn insert(
    tx: &mut TenantTx,
    (name, email): (&str, &Email),
    post: Post,
    lang: Lang,
    password_hash: Option<&str>,
) -> Result<UserId> {
    let (id, invited_at) = (UserId::new(), password_hash.is_none().then_some(tx.cx().now));
    role::may_be_given(tx, post).await?;
    sqlx::query!(
        "insert into users (id, name, email, email_key, role, role_id, lang, password_hash, invited_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id.0,
        name,
        email.as_str(),
        email.key(),
        post.role().as_str(),
        post.own().map(|role| role.0),
        lang.as_str(),
        password_hash,
        invited_at
    )
    .execute(tx.conn())
    .await
    .on_constraint("users_tenant_id_email_key", || Error::invalid("email", Why::Taken))?;
    Ok(id)
}

pub async fn list(tx: &mut TenantTx) -> Result<Vec<User>> {
    let rows = sqlx::query_as!(
        UserRow,
        "select u.id as \"id: UserId\", u.name, u.email, u.role as \"role: Role\", u.role_id as \"role_id: RoleId\",
                r.name as \"role_name?\", r.permissions as \"permissions?\", u.lang as \"lang: Lang\", u.version
         from users u left join roles r on r.tenant_id = u.tenant_id and r.id = u.role_id
         where u.deleted_at is null order by u.name, u.id"
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Colleagues who left and whose name is still known, the last one first.
pub async fn former(tx: &mut TenantTx) -> Result<Vec<User>> {
    let rows = sqlx::query_as!(
        UserRow,
        "select u.id as \"id: UserId\", u.name, u.email, u.role as \"role: Role\", u.role_id as \"role_id: RoleId\",
                r.name as \"role_name?\", r.permissions as \"permissions?\", u.lang as \"lang: Lang\", u.version
         from users u left join roles r on r.tenant_id = u.tenant_id and r.id = u.role_id
         where u.deleted_at is not null and u.email <> '' and u.invited_at is null order by u.deleted_at desc, u.id limit 50"
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The user an e-mail belongs to, with the hash of the password.
pub async fn by_email(tx: &mut TenantTx, email_key: &str) -> Result<Option<(User, Option<String>)>> {
    let row = sqlx::query!(
        "select u.id as \"id: UserId\", u.name, u.email, u.role as \"role: Role\", u.role_id as \"role_id: RoleId\",
                r.name as \"role_name?\", r.permissions as \"permissions?\", u.lang as \"lang: Lang\", u.version,
                u.password_hash
         from users u left join roles r on r.tenant_id = u.tenant_id and r.id = u.role_id
         where u.email_key = $1 and u.deleted_at is null",
        email_key
    )
    .fetch_optional(tx.conn())
    .await?;
    let user = row.map(|r| {
        let row = UserRow {
            id: r.id,
            name: r.name,
            email: r.email,
            role: r.role,
            role_id: r.role_id,
            role_name: r.role_name,
            permissions: r.permissions,
            lang: r.lang,
            version: r.version,
        };
        (row.into(), r.password_hash)
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

pub async fn set_name(tx: &mut TenantTx, id: UserId, name: &str) -> Result<()> {
    let name = required(name, 120).map_err(|why| Error::invalid("name", why))?;
    sqlx::query!("update users set name = $2 where id = $1", id.0, name).execute(tx.conn()).await?;
    Ok(())
}

/// Confirmed by its link. `Invalid(email)` when a colleague took it meanwhile.
pub async fn set_email(tx: &mut TenantTx, id: UserId, email: &Email) -> Result<()> {
    sqlx::query!("update users set email = $2, email_key = $3 where id = $1", id.0, email.as_str(), email.key())
        .execute(tx.conn())
        .await
        .on_constraint("users_tenant_id_email_key", || Error::invalid("email", Why::Taken))?;
    Ok(())
}

/// The same password hashed with the work asked now, unless it was changed meanwhile.
pub async fn renew_hash(tx: &mut TenantTx, id: UserId, old: &str, new: &str) -> Result<()> {
    sqlx::query!("update users set password_hash = $3 where id = $1 and password_hash = $2", id.0, old, new)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn set_password(tx: &mut TenantTx, id: UserId, hash: &str) -> Result<()> {
    sqlx::query!("update users set password_hash = $2 where id = $1", id.0, hash).execute(tx.conn()).await?;
    Ok(())
}

pub async fn get(tx: &mut TenantTx, id: UserId) -> Result<User> {
    list(tx).await?.into_iter().find(|user| user.id == id).ok_or(Error::NotFound)
}

/// The owners who have come, locked: two who leave at once do not both leave.
pub(crate) async fn is_last_owner(tx: &mut TenantTx, id: UserId) -> Result<bool> {
    let owners = sqlx::query_scalar!(
        "select id as \"id: UserId\" from users where role = 'owner' and deleted_at is null and invited_at is null order by id for update"
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(owners == [id])
}

/// The account may no longer enter; what it did keeps its name. The last owner stays.
pub async fn remove(tx: &mut TenantTx, id: UserId) -> Result<()> {
    let now = tx.cx().now;
    if is_last_owner(tx, id).await? {
        return Err(Error::Refused(Why::LastOwner));
    }
    // The key is freed: somebody else may have that address one day.
    let done = sqlx::query!(
        "update users set deleted_at = $2, email_key = id::text where id = $1 and deleted_at is null",
        id.0,
        now
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    crate::security_events::log(tx, "colleague_removed", Some(id), "").await?;
    crate::factors::forget(tx, id).await?;
    crate::sessions::end_all(tx, id).await?;
    crate::links::end_all(tx, id).await
}
