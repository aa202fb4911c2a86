//! How often something may be tried in a garage: exact, in Postgres, shared by all processes. Accounts and addresses
//! are counted under keyed hashes, whether or not there is such an account.

use chrono::TimeDelta;

use crate::{
    db::TenantTx,
    error::{Error, Result, Why},
};

/// So many in a window, which opens with the first.
#[derive(Clone, Copy)]
pub struct Limit {
    name: &'static str,
    most: i32,
    window: TimeDelta,
}

const fn limit(name: &'static str, most: i32, window: TimeDelta) -> Limit {
    Limit { name, most, window }
}

pub const SIGN_IN_BY_ACCOUNT: Limit = limit("sign-in:account", 8, TimeDelta::minutes(15));
pub const SIGN_IN_BY_ADDRESS: Limit = limit("sign-in:address", 40, TimeDelta::minutes(15));
/// The second step, by person.
pub const SECOND_STEP: Limit = limit("second-step", 8, TimeDelta::minutes(15));
/// Challenges and ways to Google, which need no account.
pub const ENTERING_BY_ADDRESS: Limit = limit("enter:address", 120, TimeDelta::minutes(15));
/// Letters that somebody who is not signed in can cause: nobody's mailbox is filled by others.
pub const LETTERS_BY_ACCOUNT: Limit = limit("letter:account", 3, TimeDelta::minutes(15));
pub const LETTERS_BY_ACCOUNT_A_DAY: Limit = limit("letter:account:day", 10, TimeDelta::days(1));
pub const LETTERS_BY_ADDRESS: Limit = limit("letter:address", 20, TimeDelta::minutes(15));
/// Links that are tried; their 128 bits are guessed by nobody, this is for the noise.
pub const LINKS_BY_ADDRESS: Limit = limit("link:address", 60, TimeDelta::minutes(15));

/// Counts one for each, then refuses when any is over its limit, with the minutes to wait. Commit it whatever comes
/// next: what is refused counts too.
pub async fn count(tx: &mut TenantTx, all: &[(Limit, &str)]) -> Result<()> {
    let mut longest = None;
    for (limit, who) in all {
        longest = longest.max(wait(tx, *limit, who).await?);
    }
    match longest {
        Some(minutes) => Err(Error::Refused(Why::TooManyAttempts { minutes })),
        None => Ok(()),
    }
}

/// Minutes to wait when the counter is over its limit. The row is locked by its upsert, so the count is exact.
async fn wait(tx: &mut TenantTx, limit: Limit, who: &str) -> Result<Option<i64>> {
    let (now, key) = (tx.cx().now, key(tx, limit, who).await?);
    let row = sqlx::query!(
        "insert into throttles (key, window_start, count) values ($1, $2, 1)
         on conflict (tenant_id, key) do update
         set count = case when throttles.window_start < $3 then 1 else throttles.count + 1 end,
             window_start = case when throttles.window_start < $3 then $2 else throttles.window_start end
         returning count, window_start",
        key,
        now,
        now - limit.window
    )
    .fetch_one(tx.conn())
    .await?;
    Ok((row.count > limit.most).then(|| ((row.window_start + limit.window - now).num_minutes() + 1).max(1)))
}

pub async fn forget(tx: &mut TenantTx, limit: Limit, who: &str) -> Result<()> {
    let key = key(tx, limit, who).await?;
    sqlx::query!("delete from throttles where key = $1", key).execute(tx.conn()).await?;
    Ok(())
}

/// Counters that no longer count.
pub async fn forget_old(tx: &mut TenantTx) -> Result<()> {
    let before = tx.cx().now - TimeDelta::days(1);
    sqlx::query!("delete from throttles where window_start < $1", before).execute(tx.conn()).await?;
    Ok(())
}

async fn key(tx: &mut TenantTx, limit: Limit, who: &str) -> Result<String> {
    Ok(format!("{}:{}", limit.name, hex::encode(crate::sessions::address_hash(tx, who).await?)))
}
