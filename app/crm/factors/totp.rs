//! Codes of an authenticator application (RFC 6238): SHA-1, six digits, thirty seconds, as they all know it.

use chrono::{DateTime, Utc};
use ring::hmac;

use crate::{
    db::TenantTx,
    error::{Error, Result, Why},
    ids::UserId,
    keys, sessions,
};

pub const DIGITS: usize = 6;
/// Seconds that a code lasts.
pub const STEP: i64 = 30;
/// Steps before and after that count too: clocks of telephones differ, and people are slow.
const DRIFT: i64 = 1;
/// RFC 4648 §6.
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Twenty bytes, as RFC 4226 §4 recommends.
pub struct Secret([u8; 20]);

impl Secret {
    /// Typed back from its letters.
    pub fn of_letters(letters: &str) -> Option<Secret> {
        let mut bytes = Vec::with_capacity(20);
        for eight in letters.as_bytes().chunks_exact(8) {
            let bits = eight.iter().try_fold(0u64, |bits, letter| {
                let value = BASE32.iter().position(|known| known == letter)?;
                Some(bits << 5 | value as u64)
            })?;
            bytes.extend_from_slice(&bits.to_be_bytes()[3..]);
        }
        bytes.try_into().ok().map(Secret)
    }

    /// As a person types it: base 32, thirty-two letters without padding.
    pub fn letters(&self) -> String {
        self.0
            .chunks(5)
            .flat_map(|five| {
                let bits = five.iter().fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
                (0..8).rev().map(move |at| char::from(BASE32[(bits >> (at * 5)) as usize & 31]))
            })
            .collect()
    }

    /// The six digits of a step (RFC 4226 §5.3).
    pub fn code(&self, step: i64) -> String {
        // SHA-1's weakness is in collisions, which do not matter here; applications know no other.
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &self.0);
        let tag = hmac::sign(&key, &step.to_be_bytes());
        let bytes = tag.as_ref();
        let at = usize::from(bytes[19] & 15);
        let number = bytes[at..at + 4].iter().fold(0u32, |number, byte| number << 8 | u32::from(*byte));
        format!("{:06}", (number & 0x7fff_ffff) % 1_000_000)
    }

    /// The step whose code this is, among now and its neighbours.
    fn step_of(&self, digits: &str, now: DateTime<Utc>) -> Option<i64> {
        let step = step(now);
        (step - DRIFT..=step + DRIFT).find(|step| self.code(*step) == digits)
    }
}

pub fn step(now: DateTime<Utc>) -> i64 {
    now.timestamp().div_euclid(STEP)
}

fn context(user: UserId) -> String {
    format!("totps.secret:{user}")
}

async fn open(tx: &mut TenantTx, user: UserId, sealed: &[u8]) -> Result<Secret> {
    let plain = tx.garage_key().await?.open(sealed, &context(user))?;
    plain.try_into().map(Secret).map_err(|_| Error::Internal("a TOTP secret of a wrong length".into()))
}

/// A new secret, which counts once a code has confirmed it; the one in force stays so until then.
pub async fn begin(tx: &mut TenantTx, user: UserId) -> Result<()> {
    let sealed = tx.garage_key().await?.seal(&keys::random::<20>(), &context(user));
    sqlx::query!(
        "insert into totps (user_id, next_sealed) values ($1, $2)
         on conflict (tenant_id, user_id) do update set next_sealed = $2",
        user.0,
        sealed
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The secret that waits for its first code.
pub async fn awaiting(tx: &mut TenantTx, user: UserId) -> Result<Option<Secret>> {
    let sealed = sqlx::query_scalar!("select next_sealed from totps where user_id = $1", user.0)
        .fetch_optional(tx.conn())
        .await?
        .flatten();
    match sealed {
        Some(sealed) => Ok(Some(open(tx, user, &sealed).await?)),
        None => Ok(None),
    }
}

/// The application shows the right code: from now on it is asked for. That code is used.
pub async fn confirm(tx: &mut TenantTx, user: UserId, typed: &str) -> Result<()> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let now = tx.cx().now;
    let secret = awaiting(tx, user).await?.ok_or(Error::NotFound)?;
    let step = secret.step_of(&digits, now).ok_or(Error::invalid("code", Why::WrongCode))?;
    sqlx::query!(
        "update totps set sealed = next_sealed, next_sealed = null, confirmed_at = $2, last_step = $3 where user_id = $1",
        user.0,
        now,
        step
    )
    .execute(tx.conn())
    .await?;
    sessions::log(tx, "totp_added", Some(user), "").await
}

/// Is it a code of now, not used yet? Of two at the same moment one waits for the other's row, and comes too late.
pub(super) async fn accept(tx: &mut TenantTx, user: UserId, digits: &str) -> Result<bool> {
    let now = tx.cx().now;
    let sealed = sqlx::query_scalar!("select sealed from totps where user_id = $1", user.0)
        .fetch_optional(tx.conn())
        .await?
        .flatten();
    let Some(sealed) = sealed else { return Ok(false) };
    let Some(step) = open(tx, user, &sealed).await?.step_of(digits, now) else { return Ok(false) };
    let done = sqlx::query!("update totps set last_step = $2 where user_id = $1 and last_step < $2", user.0, step)
        .execute(tx.conn())
        .await?;
    Ok(done.rows_affected() == 1)
}

/// The application counts no more.
pub async fn remove(tx: &mut TenantTx, user: UserId) -> Result<()> {
    sqlx::query!("delete from totps where user_id = $1", user.0).execute(tx.conn()).await?;
    sessions::log(tx, "totp_removed", Some(user), "").await
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, its last six digits.
    #[test]
    fn the_codes_are_those_of_the_standard() {
        let secret = Secret(*b"12345678901234567890");
        for (seconds, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")]
        {
            let now = DateTime::from_timestamp(seconds, 0).unwrap();
            assert_eq!(secret.code(step(now)), code, "{seconds}");
        }
        assert_eq!(secret.letters(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(Secret::of_letters(&secret.letters()).unwrap().0, secret.0);
    }

    #[test]
    fn a_clock_may_be_half_a_minute_wrong_and_no_more() {
        let (secret, now) = (Secret([7; 20]), DateTime::from_timestamp(1_800_000_015, 0).unwrap());
        let here = step(now);
        for (off, counts) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
            assert_eq!(secret.step_of(&secret.code(here + off), now), counts.then_some(here + off), "{off}");
        }
    }
}
