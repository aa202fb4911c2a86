//! The second step of signing in: what a person has for it, who must have one, and the day it is lost.

pub mod pending;
pub mod recovery;
pub mod totp;

use chrono::{DateTime, Utc};

use crate::{
    db::TenantTx,
    error::{Error, Result, Why},
    ids::UserId,
    policy::Role,
    sessions,
};

/// Who must have a second step, as the owner wishes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Demand {
    #[default]
    Nobody,
    Owners,
    Everybody,
}

crate::text_enum!(Demand { Nobody => "nobody", Owners => "owners", Everybody => "everybody" });

impl Demand {
    pub fn holds_for(self, role: Role) -> bool {
        match self {
            Demand::Nobody => false,
            Demand::Owners => role == Role::Owner,
            Demand::Everybody => true,
        }
    }
}

/// What a person has set up.
#[derive(Clone, Copy, Debug)]
pub struct Factors {
    /// Since when an authenticator application counts.
    pub totp: Option<DateTime<Utc>>,
    /// Passkeys that are believed.
    pub passkeys: i64,
    /// Recovery codes not used yet.
    pub codes: i64,
    pub demand: Demand,
}

impl Factors {
    pub fn is_empty(&self) -> bool {
        self.totp.is_none() && self.passkeys == 0
    }

    /// Is a second proof owed after a password, a link or Google? A passkey on its own is a comfort that asks nothing more
    /// of the password, unless the owner wants two proofs; an application is set up to be asked.
    pub fn owed_by(&self, role: Role) -> bool {
        self.totp.is_some() || (self.passkeys > 0 && self.demand.holds_for(role))
    }
}

pub async fn of(tx: &mut TenantTx, user: UserId) -> Result<Factors> {
    let row = sqlx::query!(
        "select (select confirmed_at from totps where user_id = $1 and sealed is not null) as totp,
                (select count(*) from passkeys where user_id = $1 and cloned_at is null) as \"passkeys!\",
                (select count(*) from recovery_codes where user_id = $1 and used_at is null) as \"codes!\",
                (select second_step from garages) as \"demand!: Demand\"",
        user.0
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(Factors { totp: row.totp, passkeys: row.passkeys, codes: row.codes, demand: row.demand })
}

pub async fn demand(tx: &mut TenantTx) -> Result<Demand> {
    Ok(sqlx::query_scalar!("select second_step as \"demand: Demand\" from garages").fetch_one(tx.conn()).await?)
}

/// From the next page on, whoever has none is led to set one up.
pub async fn set_demand(tx: &mut TenantTx, demand: Demand) -> Result<()> {
    sqlx::query!("update garages set second_step = $1 where second_step <> $1", demand.as_str())
        .execute(tx.conn())
        .await?;
    let by = tx.cx().actor.user();
    sessions::log(tx, "second_step_demanded", by, "").await
}

/// What a typed code turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    Totp,
    Recovery,
}

/// Six digits are the application's, twelve are a recovery code; spaces and dashes are how people write. Uses the code.
/// The attempt is to be counted before (`sessions::count_second_step`).
pub async fn accept(tx: &mut TenantTx, user: UserId, typed: &str) -> Result<Code> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Error::invalid("code", Why::WrongCode));
    }
    let code = match digits.len() {
        totp::DIGITS => totp::accept(tx, user, &digits).await?.then_some(Code::Totp),
        recovery::DIGITS => recovery::accept(tx, user, &digits).await?.then_some(Code::Recovery),
        _ => None,
    };
    code.ok_or(Error::invalid("code", Why::WrongCode))
}

/// Nothing of a person's second step, passkeys and accounts elsewhere stays.
pub async fn forget(tx: &mut TenantTx, user: UserId) -> Result<()> {
    for forget in [
        sqlx::query!("delete from totps where user_id = $1", user.0),
        sqlx::query!("delete from passkeys where user_id = $1", user.0),
        sqlx::query!("delete from recovery_codes where user_id = $1", user.0),
        sqlx::query!("delete from pending_proofs where user_id = $1", user.0),
        sqlx::query!("delete from google_accounts where user_id = $1", user.0),
    ] {
        forget.execute(tx.conn()).await?;
    }
    Ok(())
}

/// The telephone is lost, or stolen: takes everything away and signs the person out, who enters by the password again.
/// Google goes too, for a stolen telephone is signed in there. Whoever must have a second step sets it up anew then.
pub async fn reset(tx: &mut TenantTx, user: UserId) -> Result<()> {
    forget(tx, user).await?;
    sessions::log(tx, "factors_reset", Some(user), "").await?;
    sessions::end_all(tx, user).await
}
