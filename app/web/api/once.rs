//! `Idempotency-Key`: a program that got no answer asks again, and the act is done once.

use crm::{
    TenantTx,
    api_replies::{self, Claim, Claimed},
    files::sha256,
};
use serde_json::Value;

use super::Trouble;

pub enum Turn {
    /// No key was given: each request is an act.
    Free,
    First(Claimed),
    /// The answer given then.
    Again(Value),
}

/// Claims the key in the act's transaction. `sent` is what makes two requests the same.
pub async fn turn(tx: &mut TenantTx, key: Option<&str>, operation: &str, sent: &[u8]) -> Result<Turn, Trouble> {
    let Some(key) = key else { return Ok(Turn::Free) };
    if key.is_empty() || key.len() > 255 {
        return Err(Trouble::Parameter(super::KEY));
    }
    let fingerprint = sha256(&[operation.as_bytes(), b"\n", sent].concat());
    match api_replies::claim(tx, key, &fingerprint).await? {
        Claim::First(claimed) => Ok(Turn::First(claimed)),
        Claim::Again(answer) => Ok(Turn::Again(answer)),
        Claim::Reused => Err(Trouble::KeyReused),
    }
}

/// Keeps the answer for the next one with this key.
pub async fn settle(tx: &mut TenantTx, turn: &Turn, answer: &Value) -> crm::Result<()> {
    match turn {
        Turn::First(claimed) => api_replies::settle(tx, claimed, answer).await,
        Turn::Free | Turn::Again(_) => Ok(()),
    }
}
