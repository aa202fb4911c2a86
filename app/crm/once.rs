//! A form sent twice — a double click, a retry after a lost answer — does its act once.

use uuid::Uuid;

use crate::{db::TenantTx, error::Result};

/// What a form's key says.
pub enum Once {
    /// Go on; then `settle` with where the answer leads.
    First,
    /// Done already, and it led here.
    Again(String),
}

/// Claims the key inside the act's own transaction: a second form waits for the first to commit, then learns where it
/// led; if the first failed, its claim has vanished with it.
pub async fn claim(tx: &mut TenantTx, key: Uuid) -> Result<Once> {
    let inserted = sqlx::query!("insert into once_keys (key) values ($1) on conflict do nothing", key)
        .execute(tx.conn())
        .await?
        .rows_affected();
    if inserted == 1 {
        return Ok(Once::First);
    }
    let location =
        sqlx::query_scalar!("select location from once_keys where key = $1", key).fetch_one(tx.conn()).await?;
    Ok(Once::Again(location.unwrap_or_else(|| "/".into())))
}

/// Where the form of this key led, if it was sent before.
pub async fn led(tx: &mut TenantTx, key: Uuid) -> Result<Option<String>> {
    let location =
        sqlx::query_scalar!("select location from once_keys where key = $1", key).fetch_optional(tx.conn()).await?;
    Ok(location.flatten())
}

pub async fn was_sent(tx: &mut TenantTx, key: Uuid) -> Result<bool> {
    let sent = sqlx::query_scalar!("select exists (select from once_keys where key = $1) as \"sent!\"", key);
    Ok(sent.fetch_one(tx.conn()).await?)
}

pub async fn settle(tx: &mut TenantTx, key: Uuid, location: &str) -> Result<()> {
    sqlx::query!("update once_keys set location = $2 where key = $1", key, location).execute(tx.conn()).await?;
    Ok(())
}

/// A week is long after any retry.
pub async fn forget_old(tx: &mut TenantTx) -> Result<u64> {
    let before = tx.cx().now - chrono::TimeDelta::days(7);
    let done = sqlx::query!("delete from once_keys where at < $1", before).execute(tx.conn()).await?;
    Ok(done.rows_affected())
}
