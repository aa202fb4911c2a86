//! Lists of customers, filtered, sorted, page by page.
//!
//! Here alone SQL is put together: conditions that stand in this file, values bound. Planned with the values, since a tag
//! that three customers have and one that all have are not found by the same way.

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use sqlx::{Postgres, QueryBuilder, Row as _, postgres::PgRow};
use uuid::Uuid;

use super::{
    Contact, ContactRow,
    filter::{Compared, Filter, ValueFilter, VehicleFilter},
    store,
};
use crate::{
    cx::Cx,
    db::TenantTx,
    error::Result,
    ids::{ContactId, CustomFieldId},
    listed::Listed,
    text,
};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    #[default]
    Name,
    /// Longest without a contact first.
    Seen,
    /// Newest first.
    Created,
    /// Most invoices first.
    Visits,
}

crate::text_enum!(Sort { Name => "name", Seen => "seen", Created => "created", Visits => "visits" });

impl Sort {
    /// The column, and how the next page's rows compare with the last row of this one.
    fn column(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Sort::Name => ("c.name_key", "text", ">"),
            Sort::Seen => ("c.seen_key", "date", ">"),
            Sort::Created => ("c.created_at", "timestamptz", "<"),
            Sort::Visits => ("c.visits", "integer", "<"),
        }
    }
}

/// The last row of a page: what it is sorted by, as text, and its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    pub key: String,
    pub id: ContactId,
}

/// Which customers: those of a filter, or named ones; but not these.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    pub filter: Filter,
    pub only: Option<Vec<ContactId>>,
    pub but: Vec<ContactId>,
}

/// More are counted by nobody: « plus de 10 000 ».
pub const COUNTED: i64 = 10_000;

type Query = QueryBuilder<Postgres>;

/// One page.
pub async fn list(
    tx: &mut TenantTx,
    filter: &Filter,
    sort: Sort,
    after: Option<&Position>,
) -> Result<Listed<ContactRow>> {
    let found = positions(tx, filter, sort, after, 51).await?;
    let ids: Vec<Uuid> = found.iter().map(|at| at.id.0).collect();
    let mut rows = store::rows(tx, &ids).await?;
    for (row, at) in rows.iter_mut().zip(found) {
        row.sort_key = at.key;
    }
    Ok(Listed::of(rows))
}

/// Whole contacts, for programs; at most `limit`.
pub async fn page(
    tx: &mut TenantTx,
    filter: &Filter,
    sort: Sort,
    after: Option<&Position>,
    limit: i64,
) -> Result<Vec<(Contact, Position)>> {
    let found = positions(tx, filter, sort, after, limit).await?;
    let ids: Vec<Uuid> = found.iter().map(|at| at.id.0).collect();
    let contacts = store::whole(tx, &ids).await?;
    Ok(contacts.into_iter().zip(found).collect())
}

async fn positions(
    tx: &mut TenantTx,
    filter: &Filter,
    sort: Sort,
    after: Option<&Position>,
    limit: i64,
) -> Result<Vec<Position>> {
    let (column, kind, sign) = sort.column();
    let mut q = Query::new("select c.id, ");
    q.push(column).push("::text from contacts c where ");
    conditions(&mut q, filter, &found_by_words(tx, filter).await?, tx.cx());
    if let Some(after) = after {
        q.push(" and (").push(column).push(", c.id) ").push(sign).push(" (");
        q.push_bind(after.key.clone()).push("::text::").push(kind).push(", ").push_bind(after.id.0).push(")");
    }
    let down = if sign == "<" { " desc" } else { "" };
    q.push(" order by ").push(column).push(down).push(", c.id").push(down).push(" limit ").push_bind(limit);
    let rows: Vec<PgRow> = planned_with_values(tx, q).await?;
    Ok(rows.iter().map(|row| Position { id: ContactId(row.get(0)), key: row.get(1) }).collect())
}

/// How many, at most `COUNTED + 1`.
pub async fn count_up_to(tx: &mut TenantTx, filter: &Filter) -> Result<i64> {
    let mut q = Query::new("select count(*) from (select 1 from contacts c where ");
    conditions(&mut q, filter, &found_by_words(tx, filter).await?, tx.cx());
    q.push(" limit ").push_bind(COUNTED + 1).push(") found");
    count(tx, q).await
}

/// Exactly how many of a selection.
pub async fn count_selected(tx: &mut TenantTx, selection: &Selection) -> Result<i64> {
    let mut q = Query::new("select count(*) from contacts c where ");
    select(&mut q, selection, &found_by_words(tx, &selection.filter).await?, tx.cx());
    count(tx, q).await
}

async fn count(tx: &mut TenantTx, q: Query) -> Result<i64> {
    Ok(planned_with_values(tx, q).await?.first().map_or(0, |row| row.get(0)))
}

/// The ids of a selection in their own order, some at a time: what a job goes through.
pub async fn some_of(tx: &mut TenantTx, selection: &Selection, after: ContactId, limit: i64) -> Result<Vec<ContactId>> {
    let mut q = Query::new("select c.id from contacts c where ");
    select(&mut q, selection, &found_by_words(tx, &selection.filter).await?, tx.cx());
    q.push(" and c.id > ").push_bind(after.0).push(" order by c.id limit ").push_bind(limit);
    Ok(planned_with_values(tx, q).await?.iter().map(|row| ContactId(row.get(0))).collect())
}

async fn planned_with_values(tx: &mut TenantTx, mut q: Query) -> Result<Vec<PgRow>> {
    sqlx::query("set local plan_cache_mode = force_custom_plan").execute(tx.conn()).await?;
    let rows = q.build().persistent(false).fetch_all(tx.conn()).await?;
    sqlx::query("set local plan_cache_mode = force_generic_plan").execute(tx.conn()).await?;
    Ok(rows)
}

/// Whom the words of the search box find.
enum Found {
    Everybody,
    Nobody,
    /// Few.
    These(Vec<Uuid>),
    /// So many that they are met soon in any order.
    Many(Vec<String>),
}

/// From here on, looking through a list in its order is quicker than sorting what was found.
const MANY: i32 = 1000;

async fn found_by_words(tx: &mut TenantTx, filter: &Filter) -> Result<Found> {
    if filter.q.is_empty() {
        return Ok(Found::Everybody);
    }
    let patterns = text::patterns(&filter.q);
    if patterns.is_empty() {
        return Ok(Found::Nobody);
    }
    let ids = sqlx::query_scalar!("select search_contacts_any($1, $2) as \"id!\"", &patterns, MANY);
    let ids = ids.fetch_all(tx.conn()).await?;
    Ok(if ids.len() < MANY as usize { Found::These(ids) } else { Found::Many(patterns) })
}

fn select(q: &mut Query, selection: &Selection, found: &Found, cx: &Cx) {
    conditions(q, &selection.filter, found, cx);
    let ids = |all: &[ContactId]| all.iter().map(|id| id.0).collect::<Vec<Uuid>>();
    if let Some(only) = &selection.only {
        q.push(" and c.id = any (").push_bind(ids(only)).push(")");
    }
    if !selection.but.is_empty() {
        q.push(" and c.id <> all (").push_bind(ids(&selection.but)).push(")");
    }
}

fn conditions(q: &mut Query, f: &Filter, found: &Found, cx: &Cx) {
    q.push("c.deleted_at is null");
    match found {
        Found::Everybody => {}
        Found::Nobody => {
            q.push(" and false");
        }
        Found::These(ids) => {
            q.push(" and c.id = any (").push_bind(ids.clone()).push(")");
        }
        Found::Many(patterns) => {
            q.push(" and (c.search_text like all (").push_bind(patterns.clone());
            q.push(") or exists (select from vehicles v where v.owner_id = c.id and v.deleted_at is null and v.search_text like all (");
            q.push_bind(patterns.clone()).push(")))");
        }
    }
    if let Some(kind) = f.kind {
        q.push(" and c.kind = ").push_bind(kind.as_str());
    }
    for tag in &f.tags {
        q.push(" and c.id in (select t.contact_id from contact_tags t where t.tag_id = ").push_bind(tag.0).push(")");
    }
    days(q, f, cx);
    if let Some(visits) = f.visits {
        q.push(" and c.visits > 0 and c.visits >= ").push_bind(visits);
    }
    if f.unpaid {
        q.push(
            " and c.id in (select i.contact_id from invoice_accounts a join invoices i on i.tenant_id = a.tenant_id and i.id = a.id
                           where a.balance_cents > 0)",
        );
    }
    if !f.vehicle.is_empty() {
        vehicle(q, &f.vehicle, cx.today());
    }
    f.values.iter().for_each(|value| own_field(q, value));
}

fn days(q: &mut Query, f: &Filter, cx: &Cx) {
    let today = cx.today();
    let months_ago = |n: u32| today.checked_sub_months(Months::new(n)).unwrap_or(NaiveDate::MIN);
    if let Some(day) = f.created_from {
        q.push(" and c.created_at >= ").push_bind(cx.start_of(day));
    }
    if let Some(day) = f.created_to.and_then(|d| d.succ_opt()) {
        q.push(" and c.created_at < ").push_bind(cx.start_of(day));
    }
    if let Some(day) = f.seen_from {
        q.push(" and c.seen_key >= ").push_bind(day);
    }
    if let Some(day) = f.seen_to {
        q.push(" and c.seen_key <= ").push_bind(day);
    }
    if let Some(months) = f.quiet {
        q.push(" and c.seen_key < ").push_bind(months_ago(months));
    }
    if let Some(months) = f.active {
        q.push(" and c.seen_key >= ").push_bind(months_ago(months));
    }
}

/// All of one and the same vehicle.
fn vehicle(q: &mut Query, f: &VehicleFilter, today: NaiveDate) {
    let years_ago = |n: u32| today.checked_sub_months(Months::new(n * 12)).unwrap_or(NaiveDate::MIN);
    q.push(" and c.id in (select v.owner_id from vehicles v where v.deleted_at is null");
    if !f.make.is_empty() {
        q.push(" and v.make_key = ").push_bind(text::key(&f.make));
    }
    if !f.energy.is_empty() {
        q.push(" and v.energy = ").push_bind(f.energy.clone());
    }
    if let Some(years) = f.older {
        q.push(" and v.first_registered_on <= ").push_bind(years_ago(years));
    }
    if let Some(years) = f.younger {
        q.push(" and v.first_registered_on > ").push_bind(years_ago(years));
    }
    if let Some(within) = f.inspection {
        let until = today.checked_add_days(Days::new(u64::from(within))).unwrap_or(today);
        q.push(" and v.inspection_next_on <= ").push_bind(until);
    }
    q.push(")");
}

fn own_field(q: &mut Query, value: &ValueFilter) {
    q.push(" and c.id in (select v.contact_id from contact_values v where v.field_id = ").push_bind(value.field.0);
    match &value.is {
        Compared::Text(key) => {
            q.push(" and v.key = ").push_bind(key.clone());
        }
        Compared::Numbers(from, to) => {
            q.push(" and v.number is not null");
            if let Some(from) = from {
                q.push(" and v.number >= ").push_bind(*from);
            }
            if let Some(to) = to {
                q.push(" and v.number <= ").push_bind(*to);
            }
        }
        Compared::Days(from, to) => {
            q.push(" and v.day is not null");
            if let Some(from) = from {
                q.push(" and v.day >= ").push_bind(*from);
            }
            if let Some(to) = to {
                q.push(" and v.day <= ").push_bind(*to);
            }
        }
    }
    q.push(")");
}

/// What columns of the garage's own choice show: tags and values of the rows of a page.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    pub tags: Vec<(ContactId, String)>,
    pub values: Vec<(ContactId, CustomFieldId, String)>,
}

pub async fn beside(tx: &mut TenantTx, rows: &[ContactRow]) -> Result<Beside> {
    let ids: Vec<Uuid> = rows.iter().map(|r| r.id.0).collect();
    let tags = sqlx::query!(
        "select c.contact_id as \"contact: ContactId\", t.name
         from contact_tags c join tags t on t.tenant_id = c.tenant_id and t.id = c.tag_id
         where c.contact_id = any ($1)
         order by t.key",
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    let values = sqlx::query!(
        "select contact_id as \"contact: ContactId\", field_id as \"field: CustomFieldId\", shown
         from contact_values where contact_id = any ($1) and sealed is null",
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(Beside {
        tags: tags.into_iter().map(|r| (r.contact, r.name)).collect(),
        values: values.into_iter().map(|r| (r.contact, r.field, r.shown)).collect(),
    })
}

impl Beside {
    pub fn tags_of(&self, id: ContactId) -> impl Iterator<Item = &str> {
        self.tags.iter().filter(move |(of, _)| *of == id).map(|(_, name)| name.as_str())
    }
    pub fn value_of(&self, id: ContactId, field: CustomFieldId) -> Option<&str> {
        self.values.iter().find(|(of, f, _)| (*of, *f) == (id, field)).map(|(_, _, shown)| shown.as_str())
    }
}
