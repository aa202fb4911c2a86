//! Recovery codes: ten, shown once, each good once. Digits only, for the keyboard of a telephone's code field.

use crate::{db::TenantTx, error::Result, ids::UserId, keys, sessions};

pub const DIGITS: usize = 12;
const HOW_MANY: usize = 10;

/// Kept by a keyed hash: forty bits are few for whoever has the database, and that one lacks the key.
async fn hash(tx: &mut TenantTx, user: UserId, digits: &str) -> Result<Vec<u8>> {
    Ok(tx.garage_key().await?.secret(&format!("recovery:{user}:{digits}")).to_vec())
}

/// Ten new codes, `1234 5678 9012`; those before them count no more.
pub async fn draw(tx: &mut TenantTx, user: UserId) -> Result<Vec<String>> {
    let (mut shown, mut hashes) = (Vec::with_capacity(HOW_MANY), Vec::with_capacity(HOW_MANY));
    for _ in 0..HOW_MANY {
        // 2⁶⁴ is no multiple of 10¹²: the first codes are likelier by a fifty-millionth.
        let digits = format!("{:012}", u64::from_be_bytes(keys::random()) % 1_000_000_000_000);
        hashes.push(hash(tx, user, &digits).await?);
        shown.push(format!("{} {} {}", &digits[..4], &digits[4..8], &digits[8..]));
    }
    sqlx::query!("delete from recovery_codes where user_id = $1", user.0).execute(tx.conn()).await?;
    sqlx::query!(
        "insert into recovery_codes (user_id, code_hash) select $1, c.hash from unnest($2::bytea[]) c(hash)
         on conflict do nothing",
        user.0,
        &hashes
    )
    .execute(tx.conn())
    .await?;
    sessions::log(tx, "recovery_codes_drawn", Some(user), "").await?;
    Ok(shown)
}

/// Uses the code, if it is one and was not used.
pub(super) async fn accept(tx: &mut TenantTx, user: UserId, digits: &str) -> Result<bool> {
    let (now, hash) = (tx.cx().now, hash(tx, user, digits).await?);
    let done = sqlx::query!(
        "update recovery_codes set used_at = $3 where user_id = $1 and code_hash = $2 and used_at is null",
        user.0,
        hash,
        now
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 1 {
        sessions::log(tx, "recovery_code_used", Some(user), "").await?;
    }
    Ok(done.rows_affected() == 1)
}
