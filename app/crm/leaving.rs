//! Who leaves: a colleague or a whole garage, each with 30 days to change his mind (RGPD art. 17, 28 § 3 g).

use chrono::{NaiveDate, TimeDelta};

use crate::{
    archives::{self, Whose},
    db::TenantTx,
    error::{Error, Fields, Result, Why},
    garages,
    ids::UserId,
    sessions, text, users,
};

pub const DELAY: TimeDelta = TimeDelta::days(30);

/// What stands where the name of a colleague stood.
pub const FORMER: &str = "Ancien collaborateur";

/// When this colleague's account goes, if he asked.
pub async fn user_leaves_on(tx: &mut TenantTx, user: UserId) -> Result<Option<NaiveDate>> {
    let day = sqlx::query_scalar!("select leave_on from users where id = $1", user.0).fetch_optional(tx.conn()).await?;
    Ok(day.flatten())
}

/// Asks that one's own account goes; the password was asked before. A garage keeps an owner.
pub async fn ask_user(tx: &mut TenantTx, user: UserId, address: &str) -> Result<()> {
    if users::is_last_owner(tx, user).await? {
        return Err(Error::Refused(Why::LastOwner));
    }
    let on = tx.cx().today() + DELAY;
    sqlx::query!("update users set leave_on = coalesce(leave_on, $2) where id = $1 and deleted_at is null", user.0, on)
        .execute(tx.conn())
        .await?;
    sessions::log(tx, "account_leaves", Some(user), address).await
}

pub async fn stay_user(tx: &mut TenantTx, user: UserId, address: &str) -> Result<()> {
    sqlx::query!("update users set leave_on = null where id = $1", user.0).execute(tx.conn()).await?;
    sessions::log(tx, "account_stays", Some(user), address).await
}

/// Those whose 30 days are over. Who became the last owner meanwhile stays until there is another.
pub async fn forget_users(tx: &mut TenantTx) -> Result<()> {
    let today = tx.cx().today();
    let due = sqlx::query_scalar!(
        "select id as \"id: UserId\" from users where leave_on <= $1 and left_at is null order by id limit 100",
        today
    );
    for user in due.fetch_all(tx.conn()).await? {
        if users::is_last_owner(tx, user).await? {
            continue;
        }
        sqlx::query!("select forget_user($1, $2)", user.0, FORMER).fetch_one(tx.conn()).await?;
        sessions::log(tx, "account_left", None, "").await?;
    }
    Ok(())
}

#[derive(Clone, Debug, Default)]
pub struct GarageLeaving {
    pub on: Option<NaiveDate>,
    /// Its archive was taken away at least once.
    pub exported: bool,
}

pub async fn garage(tx: &mut TenantTx) -> Result<GarageLeaving> {
    let on = sqlx::query_scalar!("select leave_on from garages").fetch_optional(tx.conn()).await?;
    let exported = archives::list(tx, Whose::Garage).await?.iter().any(|a| a.downloaded_at.is_some());
    Ok(GarageLeaving { on: on.flatten(), exported })
}

/// The garage goes in 30 days: its name typed, its archive taken away or knowingly left.
pub async fn ask_garage(tx: &mut TenantTx, typed: &str, without_archive: bool, address: &str) -> Result<()> {
    let (garage, leaving) = (garages::get(tx).await?, self::garage(tx).await?);
    let mut fields = Fields::default();
    if text::key(typed) != text::key(&garage.name) {
        fields.add("name", Why::WrongName);
    }
    if !leaving.exported && !without_archive {
        fields.add("without_archive", Why::NotExported);
    }
    fields.into_result()?;
    let (on, user) = (tx.cx().today() + DELAY, tx.cx().actor.user());
    sqlx::query!(
        "update garages set leave_on = coalesce(leave_on, $1), leave_asked_by = $2, leave_without_archive = $3",
        on,
        user.map(|u| u.0),
        !leaving.exported
    )
    .execute(tx.conn())
    .await?;
    sessions::log(tx, "garage_leaves", user, address).await
}

pub async fn stay_garage(tx: &mut TenantTx, address: &str) -> Result<()> {
    let user = tx.cx().actor.user();
    sqlx::query!("update garages set leave_on = null, leave_asked_by = null, leave_without_archive = false")
        .execute(tx.conn())
        .await?;
    sessions::log(tx, "garage_stays", user, address).await
}

/// Some of what a garage that left still has; whether there is more. With the last of it goes its key.
pub async fn delete_some(tx: &mut TenantTx, most: i32) -> Result<bool> {
    let today = tx.cx().today();
    let went = sqlx::query_scalar!("select delete_garage($1, $2) as \"went!\"", today, most);
    if went.fetch_one(tx.conn()).await? > 0 {
        return Ok(true);
    }
    tx.forget_key();
    Ok(false)
}
