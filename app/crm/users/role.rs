//! What a colleague may do: given, changed, given back to one who left.

use super::{get, is_last_owner};
use crate::{
    db::{OnConstraint, TenantTx},
    error::{Error, Result, Why},
    ids::{RoleId, UserId},
    policy::{Rights, Role},
    reach::Email,
    roles, sessions,
};

/// A ready-made role, or one that the garage made for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Post {
    Made(Role),
    Own(RoleId),
}

impl From<Role> for Post {
    fn from(role: Role) -> Post {
        Post::Made(role)
    }
}

impl Post {
    /// As a form sends it: the word of a ready-made role, or the id of one's own.
    pub fn parse(typed: &str) -> std::result::Result<Post, Why> {
        if let Ok(id) = typed.parse() {
            return Ok(Post::Own(id));
        }
        let role = Role::parse(typed)?;
        if Role::STAFF.contains(&role) { Ok(Post::Made(role)) } else { Err(Why::BadChoice) }
    }

    pub fn word(self) -> String {
        match self {
            Post::Made(role) => role.as_str().to_owned(),
            Post::Own(id) => id.to_string(),
        }
    }

    pub fn role(self) -> Role {
        match self {
            Post::Made(role) => role,
            Post::Own(_) => Role::Custom,
        }
    }

    pub fn own(self) -> Option<RoleId> {
        match self {
            Post::Made(_) => None,
            Post::Own(id) => Some(id),
        }
    }
}

/// What it allows. Nobody gives more than he has: so nobody raises himself either.
pub(super) async fn may_be_given(tx: &mut TenantTx, post: Post) -> Result<Rights> {
    let rights = match post {
        Post::Made(role) => role.rights(),
        Post::Own(id) => match roles::get(tx, id).await {
            Err(Error::NotFound) => return Err(Error::invalid("role", Why::BadChoice)),
            role => role?.rights,
        },
    };
    match rights.is_within(tx.cx().rights) {
        true => Ok(rights),
        false => Err(Error::invalid("role", Why::MoreThanOneself)),
    }
}

/// What a colleague may do, from the next page on. A garage keeps an owner.
pub async fn set_role(tx: &mut TenantTx, id: UserId, post: &str, version: i32) -> Result<()> {
    let post = Post::parse(post).map_err(|why| Error::invalid("role", why))?;
    if post.role() != Role::Owner && is_last_owner(tx, id).await? {
        return Err(Error::invalid("role", Why::LastOwner));
    }
    let (before, after) = (get(tx, id).await?.rights, may_be_given(tx, post).await?);
    let done = sqlx::query!(
        "update users set role = $2, role_id = $3 where id = $1 and version = $4 and deleted_at is null",
        id.0,
        post.role().as_str(),
        post.own().map(|role| role.0),
        version
    )
    .execute(tx.conn())
    .await?;
    match done.rows_affected() {
        1 => sessions::role_changed(tx, id, before, after).await,
        _ => Err(Error::Refused(Why::Stale)),
    }
}

/// A colleague who left comes back, with a role, by an invitation like a newcomer: what he did still bears his name.
pub async fn take_back(tx: &mut TenantTx, id: UserId, post: Post) -> Result<()> {
    let former = super::former(tx).await?.into_iter().find(|user| user.id == id).ok_or(Error::NotFound)?;
    may_be_given(tx, post).await?;
    let now = tx.cx().now;
    let key = Email::parse(&former.email).map_err(|why| Error::invalid("email", why))?.key();
    sqlx::query!(
        "update users set deleted_at = null, email_key = $2, role = $3, role_id = $4, password_hash = null, invited_at = $5
         where id = $1 and deleted_at is not null",
        id.0,
        key,
        post.role().as_str(),
        post.own().map(|role| role.0),
        now
    )
    .execute(tx.conn())
    .await
    .on_constraint("users_tenant_id_email_key", || Error::invalid("email", Why::Taken))?;
    sessions::log(tx, "colleague_back", Some(id), "").await?;
    crate::invitations::send(tx, id).await
}
