//! What the API answered to a POST: the same `Idempotency-Key` with the same request gets the same answer for a day.

use chrono::TimeDelta;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{
    cx::Actor,
    db::TenantTx,
    error::{Error, Result},
    ids::ApiTokenId,
};

const KEPT: TimeDelta = TimeDelta::hours(24);

/// What a key says.
pub enum Claim {
    /// Go on; then `settle` with the answer.
    First(Claimed),
    /// Done already, and this was the answer.
    Again(Value),
    /// Used already, for something else.
    Reused,
}

/// A key held until the transaction ends: another request with it waits for that.
pub struct Claimed {
    token: ApiTokenId,
    key_hash: Vec<u8>,
}

/// Claims the key in the act's own transaction; if the act fails, the claim vanishes with it.
pub async fn claim(tx: &mut TenantTx, key: &str, fingerprint: &[u8]) -> Result<Claim> {
    let Actor::Token(token) = tx.cx().actor else {
        return Err(Error::Internal("an Idempotency-Key without a token".into()));
    };
    let (key_hash, now) = (Sha256::digest(key.as_bytes()).to_vec(), tx.cx().now);
    let claimed = sqlx::query!(
        "insert into api_replies (token_id, key_hash, fingerprint, at) values ($1, $2, $3, $4)
         on conflict (tenant_id, token_id, key_hash) do update
         set fingerprint = excluded.fingerprint, answer_sealed = null, at = excluded.at
         where api_replies.at < $5",
        token.0,
        key_hash,
        fingerprint,
        now,
        now - KEPT
    )
    .execute(tx.conn())
    .await?;
    if claimed.rows_affected() == 1 {
        return Ok(Claim::First(Claimed { token, key_hash }));
    }
    let known = sqlx::query!(
        "select fingerprint, answer_sealed from api_replies where token_id = $1 and key_hash = $2",
        token.0,
        key_hash
    )
    .fetch_one(tx.conn())
    .await?;
    match known.answer_sealed {
        Some(sealed) if known.fingerprint == fingerprint => {
            let answer = tx.garage_key().await?.open_json(&sealed, &context(token, &key_hash))?;
            Ok(Claim::Again(answer))
        }
        _ => Ok(Claim::Reused),
    }
}

/// The answer holds a person's data: it is sealed.
pub async fn settle(tx: &mut TenantTx, claimed: &Claimed, answer: &Value) -> Result<()> {
    let sealed = tx.garage_key().await?.seal_json(answer, &context(claimed.token, &claimed.key_hash))?;
    sqlx::query!(
        "update api_replies set answer_sealed = $3 where token_id = $1 and key_hash = $2",
        claimed.token.0,
        claimed.key_hash,
        sealed
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn forget_old(tx: &mut TenantTx) -> Result<u64> {
    let before = tx.cx().now - KEPT;
    let done = sqlx::query!("delete from api_replies where at < $1", before).execute(tx.conn()).await?;
    Ok(done.rows_affected())
}

fn context(token: ApiTokenId, key_hash: &[u8]) -> String {
    format!("api_replies.answer:{token}:{}", hex::encode(key_hash))
}
