//! Programs that may speak for the garage: a token shown once, stored hashed.

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    db::TenantTx,
    error::{Error, Result},
    ids::ApiTokenId,
    sessions::hash,
    text::required,
};

#[derive(Clone, Debug)]
pub struct ApiToken {
    pub id: ApiTokenId,
    pub name: String,
    pub created_at: DateTime<Utc>,
    pub last_used_on: Option<NaiveDate>,
}

/// Makes a token and gives its secret: the only time it exists outside the program that will hold it.
pub async fn create(tx: &mut TenantTx, name: &str) -> Result<String> {
    let name = required(name, 80).map_err(|why| Error::invalid("name", why))?;
    let secret = format!("vcrm_{}", hex::encode(crate::keys::random::<32>()));
    sqlx::query!(
        "insert into api_tokens (id, name, token_hash) values ($1, $2, $3)",
        ApiTokenId::new().0,
        name,
        hash(&secret)
    )
    .execute(tx.conn())
    .await?;
    Ok(secret)
}

/// Who a secret belongs to.
pub struct KnownToken {
    pub id: ApiTokenId,
    pub used_today: bool,
}

/// The token of a secret, if it is in force in this garage. One indexed row, no write.
pub async fn find(tx: &mut TenantTx, secret: &str) -> Result<Option<KnownToken>> {
    let (now, today) = (tx.cx().now, tx.cx().today());
    let row = sqlx::query!(
        "select id as \"id: ApiTokenId\", last_used_on from api_tokens
         where token_hash = $1 and deleted_at is null and (expires_at is null or expires_at > $2)",
        hash(secret),
        now
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|r| KnownToken { id: r.id, used_today: r.last_used_on == Some(today) }))
}

/// Notes the day of use, once a day.
pub async fn note_use(tx: &mut TenantTx, id: ApiTokenId) -> Result<()> {
    let today = tx.cx().today();
    sqlx::query!(
        "update api_tokens set last_used_on = $2 where id = $1 and last_used_on is distinct from $2",
        id.0,
        today
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn list(tx: &mut TenantTx) -> Result<Vec<ApiToken>> {
    let rows = sqlx::query_as!(
        ApiToken,
        "select id as \"id: ApiTokenId\", name, created_at, last_used_on from api_tokens where deleted_at is null order by id desc"
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

pub async fn revoke(tx: &mut TenantTx, id: ApiTokenId) -> Result<()> {
    let now = tx.cx().now;
    let done = sqlx::query!("update api_tokens set deleted_at = coalesce(deleted_at, $2) where id = $1", id.0, now)
        .execute(tx.conn())
        .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::NotFound) }
}
