//! Customers whose time will be over: listed a month before, kept by the garage with a reason, or erased.

use chrono::{Months, NaiveDate, TimeDelta};
use uuid::Uuid;

use super::{Retention, months_before};
use crate::{
    db::TenantTx,
    error::{Error, Result, Why},
    ids::ContactId,
    text,
};

/// Between two lists; and from a list to what it says.
const EVERY: TimeDelta = TimeDelta::days(28);
const NOTICE: TimeDelta = TimeDelta::days(31);
/// Kept with a reason, a customer is listed again after this long.
const KEPT_FOR: Months = Months::new(12);

#[derive(Clone, Debug)]
pub struct Notice {
    pub contact: ContactId,
    pub name: String,
    pub last_contact_on: Option<NaiveDate>,
    pub due_on: NaiveDate,
    pub kept_reason: String,
    pub kept_until: Option<NaiveDate>,
}

impl Notice {
    pub fn is_kept(&self, today: NaiveDate) -> bool {
        self.kept_until.is_some_and(|until| until > today)
    }
}

struct Row {
    contact: ContactId,
    company: String,
    first_name: String,
    last_name: String,
    last_contact_on: Option<NaiveDate>,
    due_on: NaiveDate,
    kept_reason: String,
    kept_until: Option<NaiveDate>,
}

/// A page of them, the most urgent first: after the day and the customer that the page before ended with.
pub async fn list(tx: &mut TenantTx, after: Option<(NaiveDate, ContactId)>) -> Result<Vec<Notice>> {
    let (day, id) = after.unwrap_or((NaiveDate::MIN.max(epoch()), ContactId(Uuid::nil())));
    let rows = sqlx::query_as!(
        Row,
        "select n.contact_id as \"contact: ContactId\", c.company, c.first_name, c.last_name, c.last_contact_on, n.due_on, n.kept_reason,
                n.kept_until
         from retention_notices n join contacts c on c.tenant_id = n.tenant_id and c.id = n.contact_id
         where (n.due_on, n.contact_id) > ($1, $2)
         order by n.due_on, n.contact_id limit 100",
        day,
        id.0
    );
    let name = |r: &Row| match r.company.as_str() {
        "" => format!("{} {}", r.first_name, r.last_name).trim().to_owned(),
        company => company.to_owned(),
    };
    let rows = rows.fetch_all(tx.conn()).await?;
    Ok(rows
        .into_iter()
        .map(|r| Notice {
            name: name(&r),
            contact: r.contact,
            last_contact_on: r.last_contact_on,
            due_on: r.due_on,
            kept_reason: r.kept_reason,
            kept_until: r.kept_until,
        })
        .collect())
}

fn epoch() -> NaiveDate {
    NaiveDate::from_ymd_opt(1900, 1, 1).unwrap_or_default()
}

/// Keeps one for a year more: a reason is wanted, for the register.
pub async fn keep(tx: &mut TenantTx, contact: ContactId, reason: &str) -> Result<()> {
    let reason = text::required(reason, 200).map_err(|why| Error::invalid("reason", why))?;
    let (today, user) = (tx.cx().today(), tx.cx().actor.user().map(|u| u.0));
    let until = today.checked_add_months(KEPT_FOR).ok_or(Error::invalid("reason", Why::BadDate))?;
    let done = sqlx::query!(
        "update retention_notices set kept_reason = $2, kept_until = $3, kept_by = $4 where contact_id = $1",
        contact.0,
        reason,
        until,
        user
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// Is it time for a list? Then it is noted, so that it is made once.
pub(super) async fn is_time(tx: &mut TenantTx, r: &Retention) -> Result<bool> {
    let today = tx.cx().today();
    if r.listed_on.is_some_and(|last| today - last < EVERY) {
        return Ok(false);
    }
    Ok(true)
}

pub(super) async fn listed(tx: &mut TenantTx) -> Result<()> {
    let today = tx.cx().today();
    sqlx::query!(
        "insert into retention (listed_on) values ($1) on conflict (tenant_id) do update set listed_on = $1",
        today
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Lists some more of those not seen for so long; how many.
pub(super) async fn add(tx: &mut TenantTx, r: &Retention, most: i64) -> Result<u64> {
    let today = tx.cx().today();
    let unseen_since = months_before(today, r.inactive_months - 1);
    let months = r.inactive_months;
    let added = sqlx::query!(
        "insert into retention_notices (contact_id, listed_on, due_on)
         select c.id, $1, greatest($2::date, (greatest(c.seen_key, c.created_at::date) + make_interval(months => $3))::date)
         from contacts c
         where c.seen_key < $4 and c.created_at::date < $4 and c.deleted_at is null
           and not exists (select from retention_notices n where n.contact_id = c.id)
         order by c.seen_key, c.id
         limit $5
         on conflict do nothing",
        today,
        today + NOTICE,
        months,
        unseen_since,
        most
    );
    Ok(added.execute(tx.conn()).await?.rows_affected())
}

/// Those who came back, or went in the bin.
pub(super) async fn strike(tx: &mut TenantTx, r: &Retention) -> Result<()> {
    let today = tx.cx().today();
    let unseen_since = months_before(today, r.inactive_months - 1);
    sqlx::query!(
        "delete from retention_notices n using contacts c
         where c.tenant_id = n.tenant_id and c.id = n.contact_id and (c.seen_key >= $1 or c.deleted_at is not null)",
        unseen_since
    )
    .execute(tx.conn())
    .await?;
    // Kept for a year, which is over: told once more before anything happens.
    sqlx::query!("delete from retention_notices where kept_until <= $1", today).execute(tx.conn()).await?;
    Ok(())
}

/// Some of those whose day has come, without a car in the workshop.
pub(super) async fn due(tx: &mut TenantTx, most: i64) -> Result<Vec<ContactId>> {
    let today = tx.cx().today();
    let due = sqlx::query_scalar!(
        "select n.contact_id as \"id: ContactId\" from retention_notices n
         where n.due_on <= $1 and n.kept_until is null
           and not exists (select from repair_orders r where r.contact_id = n.contact_id and r.state = 'open' and r.deleted_at is null)
         order by n.due_on, n.contact_id limit $2",
        today,
        most
    );
    Ok(due.fetch_all(tx.conn()).await?)
}

/// How many were listed today and are not kept: what the garage is written.
pub async fn listed_today(tx: &mut TenantTx) -> Result<i64> {
    let today = tx.cx().today();
    let many = sqlx::query_scalar!("select count(*) as \"n!\" from retention_notices where listed_on = $1", today);
    Ok(many.fetch_one(tx.conn()).await?)
}
