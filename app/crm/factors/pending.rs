//! Between the first proof and the second: a secret of one browser that opens the page of the code and nothing else.

use chrono::TimeDelta;

use crate::{
    db::TenantTx,
    error::Result,
    ids::UserId,
    keys,
    sessions::{self, hash},
    users::{self, User},
};

/// Long enough to look for a telephone.
pub const LIFE: TimeDelta = TimeDelta::minutes(10);

pub struct Pending {
    pub user: User,
    /// Where to go on.
    pub next: String,
}

/// Gives the secret for the browser's cookie; only its hash is kept.
pub async fn begin(tx: &mut TenantTx, user: &User, next: &str, address: &str) -> Result<String> {
    let token = hex::encode(keys::random::<32>());
    let expires = tx.cx().now + LIFE;
    sqlx::query!(
        "insert into pending_proofs (token_hash, user_id, user_version, next, expires_at) values ($1, $2, $3, $4, $5)",
        hash(&token),
        user.id.0,
        user.version,
        next,
        expires
    )
    .execute(tx.conn())
    .await?;
    sessions::log(tx, "second_step_asked", Some(user.id), address).await?;
    Ok(token)
}

pub async fn find(tx: &mut TenantTx, token: &str) -> Result<Option<Pending>> {
    let now = tx.cx().now;
    let row = sqlx::query!(
        "select u.id as \"id: UserId\", p.next
         from pending_proofs p join users u on u.tenant_id = p.tenant_id and u.id = p.user_id
         where p.token_hash = $1 and p.expires_at > $2 and u.version = p.user_version and u.deleted_at is null",
        hash(token),
        now
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Pending { user: users::get(tx, row.id).await?, next: row.next }))
}

/// Good once: of two who come with the same, one finds it gone.
pub async fn take(tx: &mut TenantTx, token: &str) -> Result<bool> {
    let done = sqlx::query!("delete from pending_proofs where token_hash = $1", hash(token)).execute(tx.conn()).await?;
    Ok(done.rows_affected() == 1)
}

/// Those that nobody came back for.
pub async fn forget_old(tx: &mut TenantTx) -> Result<()> {
    let now = tx.cx().now;
    sqlx::query!("delete from pending_proofs where expires_at < $1", now).execute(tx.conn()).await?;
    Ok(())
}
