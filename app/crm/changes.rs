//! Every change of a garage's data, before and after, by whom and from where: written by triggers of the database
//! (`protect`), read here. A former value can be put back, through the same form as a person's own.

mod restore;

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use rust_decimal::Decimal;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::{
    db::TenantTx,
    error::{Error, Result},
    ids::{ApiTokenId, UserId},
    listed::Listed,
};

pub use restore::{Former, Restorable, former, restorable, restore};

/// A change as it is told.
#[derive(Clone, Debug)]
pub struct Change {
    pub id: i64,
    pub at: DateTime<Utc>,
    pub who: Who,
    /// As `Origin` writes it; none in what is older than that.
    pub origin: Option<String>,
    /// The table, as the database names it.
    pub table: String,
    /// The record on whose page it is told.
    pub about: Record,
    pub action: ChangeAction,
    pub values: Vec<Changed>,
}

/// One column. An id of a customer, a vehicle or a colleague is told by the name it has now.
#[derive(Clone, Debug)]
pub struct Changed {
    pub column: String,
    /// None: empty.
    pub before: Option<Shown>,
    pub after: Option<Shown>,
}

/// A value of the database, as people are shown it.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown {
    Flag(bool),
    Whole(i64),
    Decimal(Decimal),
    Day(NaiveDate),
    Moment(DateTime<Utc>),
    Text(String),
    /// Changed, and kept nowhere but under its seal.
    Sealed,
}

impl Shown {
    fn of(value: Value) -> Option<Shown> {
        Some(match value {
            Value::Null => return None,
            Value::Bool(flag) => Shown::Flag(flag),
            Value::Number(n) => match n.as_i64() {
                Some(whole) => Shown::Whole(whole),
                None => n.to_string().parse().map_or_else(|_| Shown::Text(n.to_string()), Shown::Decimal),
            },
            Value::String(text) if text.is_empty() => return None,
            Value::String(text) if text == "…" => Shown::Sealed,
            Value::String(text) => match (text.parse(), text.parse()) {
                (Ok(day), _) => Shown::Day(day),
                (_, Ok(at)) => Shown::Moment(at),
                _ => Shown::Text(text),
            },
            Value::Array(all) => {
                let words: Vec<String> = all.iter().map(|v| v.as_str().map_or(v.to_string(), str::to_owned)).collect();
                return Some(Shown::Text(words.join(", "))).filter(|_| !words.is_empty());
            }
            other => Shown::Text(other.to_string()),
        })
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub table: String,
    pub id: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// A colleague, also one who left.
    Person(String),
    /// A program with a token, by the token's name.
    Token(String),
    /// A job of the program's own, or a schedule.
    Program,
    /// The customer behind a link, or someone not signed in.
    Visitor,
    Unknown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeAction {
    Insert,
    Update,
    Delete,
}

crate::text_enum!(ChangeAction { Insert => "insert", Update => "update", Delete => "delete" });

/// Records with a page of their own, and the table they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noun {
    Contact,
    Vehicle,
    RepairOrder,
    Quote,
    Invoice,
    Package,
    Garage,
    User,
}

crate::text_enum!(Noun {
    Contact => "contacts",
    Vehicle => "vehicles",
    RepairOrder => "repair_orders",
    Quote => "quotes",
    Invoice => "invoices",
    Package => "packages",
    Garage => "garages",
    User => "users",
});

impl Noun {
    /// Where its page is.
    pub fn path(self, id: &str) -> String {
        match self {
            Noun::Contact => format!("/contacts/{id}"),
            Noun::Vehicle => format!("/vehicles/{id}"),
            Noun::RepairOrder => format!("/repair-orders/{id}"),
            Noun::Quote => format!("/quotes/{id}"),
            Noun::Invoice => format!("/invoices/{id}"),
            Noun::Package => format!("/packages/{id}/edit"),
            Noun::Garage => "/settings".into(),
            Noun::User => format!("/settings/team/{id}"),
        }
    }
}

/// What is shown of all changes. The days bound what is read: a month at most.
#[derive(Clone, Debug)]
pub struct ChangeFilter {
    pub noun: Option<Noun>,
    pub by: Option<UserId>,
    /// The last day, included.
    pub to: NaiveDate,
    /// The last one of the page before.
    pub before: Option<(DateTime<Utc>, i64)>,
}

/// Days that a list of all changes looks back.
pub const DAYS: i64 = 31;

impl ChangeFilter {
    /// The first day shown.
    pub fn from(&self) -> NaiveDate {
        self.to - TimeDelta::days(DAYS - 1)
    }
}

struct Row {
    id: i64,
    at: DateTime<Utc>,
    actor: Option<String>,
    origin: Option<String>,
    table_name: String,
    about_table: String,
    about_id: Option<String>,
    action: ChangeAction,
    before: Option<Value>,
    after: Option<Value>,
}

/// What happened to one record, newest first. `before`: the last one of the page before.
pub async fn of(tx: &mut TenantTx, noun: Noun, id: &str, before: Option<i64>) -> Result<Listed<Change>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, at, actor, origin, table_name, about_table, about_id, action as \"action: ChangeAction\", before, after
         from audit_log where about_table = $1 and about_id = $2 and id < $3
         order by id desc limit 51",
        noun.as_str(),
        id,
        before.unwrap_or(i64::MAX)
    )
    .fetch_all(tx.conn())
    .await?;
    told(tx, rows).await
}

/// All changes of some days, newest first.
pub async fn list(tx: &mut TenantTx, filter: &ChangeFilter) -> Result<Listed<Change>> {
    let (from, end) = (tx.cx().start_of(filter.from()), tx.cx().start_of(filter.to + TimeDelta::days(1)));
    let (before, before_id) = filter.before.unwrap_or((end, 0));
    let actor = filter.by.map(|user| format!("user:{user}"));
    let rows = sqlx::query_as!(
        Row,
        "select id, at, actor, origin, table_name, about_table, about_id, action as \"action: ChangeAction\", before, after
         from audit_log
         where at >= $1 and at <= $2 and (at < $2 or id < $3)
           and ($4::text is null or about_table = $4) and ($5::text is null or actor = $5)
         order by at desc, id desc limit 51",
        from,
        before,
        before_id,
        filter.noun.map(Noun::as_str),
        actor
    )
    .fetch_all(tx.conn())
    .await?;
    told(tx, rows).await
}

macro_rules! named {
    ($tx:expr, $id:expr, $what:literal) => {
        sqlx::query!("select coalesce(x.name, '') as \"name!\" from (select " + $what + " where id = $1) x (name)", $id)
            .fetch_optional($tx.conn())
            .await?
            .map(|row| row.name)
    };
}

/// The name a record has now; not found when it is none of this garage's, or gone.
pub async fn name_of(tx: &mut TenantTx, noun: Noun, id: &str) -> Result<String> {
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    if noun == Noun::Garage {
        return if id == tx.tenant().0 { Ok(crate::garages::get(tx).await?.name) } else { Err(Error::NotFound) };
    }
    let name = match noun {
        Noun::Contact => {
            named!(tx, id, "coalesce(nullif(company, ''), trim(last_name || ' ' || first_name)) from contacts")
        }
        Noun::Vehicle => named!(tx, id, "coalesce(nullif(plate, ''), vin) from vehicles"),
        Noun::RepairOrder => named!(tx, id, "number from repair_orders"),
        Noun::Quote => named!(tx, id, "number from quotes"),
        Noun::Invoice => named!(tx, id, "number from invoices"),
        Noun::Package => named!(tx, id, "label from packages"),
        Noun::Garage | Noun::User => named!(tx, id, "name from users"),
    };
    name.ok_or(Error::NotFound)
}

/// Names instead of ids, a few questions for the whole page.
async fn told(tx: &mut TenantTx, rows: Vec<Row>) -> Result<Listed<Change>> {
    let rows = Listed::of(rows);
    let people = People::of(tx).await?;
    let named = names(tx, &rows.rows).await?;
    let changes = rows.rows.into_iter().map(|row| Change {
        id: row.id,
        at: row.at,
        who: people.who(row.actor.as_deref().unwrap_or_default()),
        origin: row.origin,
        about: Record { table: row.about_table, id: row.about_id.unwrap_or_default() },
        action: row.action,
        values: values(row.before, row.after, &named),
        table: row.table_name,
    });
    Ok(Listed { rows: changes.collect(), more: rows.more })
}

/// Whoever may stand as an actor in the log.
struct People {
    users: HashMap<UserId, String>,
    tokens: HashMap<ApiTokenId, String>,
}

impl People {
    async fn of(tx: &mut TenantTx) -> Result<People> {
        let users = crate::users::names(tx).await?.into_iter().collect();
        let tokens = sqlx::query!("select id as \"id: ApiTokenId\", name from api_tokens").fetch_all(tx.conn()).await?;
        Ok(People { users, tokens: tokens.into_iter().map(|t| (t.id, t.name)).collect() })
    }

    fn who(&self, actor: &str) -> Who {
        let found = match actor.split_once(':') {
            Some(("user", id)) => id.parse().ok().and_then(|id| self.users.get(&id)).cloned().map(Who::Person),
            Some(("token", id)) => id.parse().ok().and_then(|id| self.tokens.get(&id)).cloned().map(Who::Token),
            _ if actor == "system" => Some(Who::Program),
            _ if actor == "visitor" => Some(Who::Visitor),
            _ => None,
        };
        found.unwrap_or(Who::Unknown)
    }
}

fn values(before: Option<Value>, after: Option<Value>, names: &HashMap<String, String>) -> Vec<Changed> {
    let object = |value| match value {
        Some(Value::Object(map)) => map,
        _ => Map::new(),
    };
    let (mut before, after) = (object(before), object(after));
    let named = |value: Value| match value.as_str().and_then(|id| names.get(id)) {
        Some(name) => Some(Shown::Text(name.clone())),
        None => Shown::of(value),
    };
    let mut all = Vec::new();
    for (column, value) in after {
        let old = before.remove(&column);
        all.push(Changed { column, before: old.and_then(named), after: named(value) });
    }
    all.extend(before.into_iter().map(|(column, value)| Changed { column, before: named(value), after: None }));
    all
}

/// Columns that hold the id of somebody or something with a name.
const NAMED: [&str; 7] = ["contact_id", "owner_id", "kept_id", "gone_id", "vehicle_id", "user_id", "struck_by"];

/// The names of the customers, vehicles and colleagues that these rows speak of.
async fn names(tx: &mut TenantTx, rows: &[Row]) -> Result<HashMap<String, String>> {
    let held = rows.iter().flat_map(|row| [&row.before, &row.after]).flatten();
    let ids = held.flat_map(|map| NAMED.map(|column| map.get(column).and_then(Value::as_str)));
    let ids: Vec<Uuid> = ids.flatten().filter_map(|id| id.parse().ok()).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = sqlx::query!(
        "select id::text as \"id!\", coalesce(nullif(company, ''), trim(last_name || ' ' || first_name)) as \"name!\" from contacts where id = any ($1)
         union all select id::text, coalesce(nullif(plate, ''), vin, '') from vehicles where id = any ($1)
         union all select id::text, name from users where id = any ($1)",
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}
