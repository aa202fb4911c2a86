//! How Postgres goes about what is asked, in a garage of 20,000 customers beside twenty others. Under row security a
//! comparison that is not leakproof sees no index, and a list that is quick on the day it is written may read a whole
//! table a year later: so plans are read, not times.

mod plan;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use crm::keys::Keys;
use sqlx::{AssertSqlSafe, Row, postgres::PgConnection};
use tokio::sync::OnceCell;

use crate::support::{Garage, Town, run};
use plan::Plan;

/// Tables that grow with a garage's years. What is not named stays small (people, forfaits, keys, settings).
const BIG: [&str; 42] = [
    "activities",
    "api_replies",
    "approvals",
    "archive_parts",
    "audit_log",
    "batch_items",
    "consents",
    "contact_reaches",
    "contact_tags",
    "contact_values",
    "contacts",
    "deferred_works",
    "duplicate_dues",
    "duplicate_pairs",
    "files",
    "fiscal_events",
    "invoice_accounts",
    "invoice_lines",
    "invoices",
    "jobs",
    "merges",
    "message_files",
    "messages",
    "mileage_readings",
    "once_keys",
    "oppositions",
    "payments",
    "quote_lines",
    "quotes",
    "repair_orders",
    "retention_notices",
    "scans",
    "security_events",
    "sessions",
    "throttles",
    "vehicle_files",
    "vehicle_owners",
    "vehicle_recalls",
    "vehicles",
    "tenants",
    "garages",
    "series",
];

/// What is meant to read much, by words of its text, and why.
const MEANT: [(&str, &str); 20] = [
    ("update scans set reading_sealed = null", "at night: cards past their time, by the index of dates"),
    ("select distinct f.file_id from message_files", "at night: of the messages that go"),
    ("with recursive same as (", "whoever was merged into a customer: by the index of merged pages, a few"),
    ("delete from activities where id in (select id", "at night: the bin"),
    ("delete from contacts where id in (", "at night: the bin"),
    ("delete from messages where id in (select id", "at night: goes through what it deletes, by the index of dates"),
    ("delete from oppositions where noted_on", "at night: goes through what it deletes, by the index of dates"),
    ("delete from quotes where id in (", "at night: the bin"),
    ("delete from retention_notices n using", "once a month: whoever came back is struck off the list"),
    ("delete from vehicle_files where id in (", "at night: the bin"),
    ("select distinct extract(year", "the years of an archive that is made of everything"),
    ("delete from api_replies where at <", "at night: goes through what it deletes, by the index of dates"),
    ("delete from once_keys where at <", "at night: goes through what it deletes, by the index of dates"),
    ("delete from sessions where expires_at <", "at night: a garage has a few dozen sessions"),
    ("delete from throttles where window_start <", "at night: a garage has a few dozen counters"),
    ("select count(*) as \"count!\" from contacts", "counts the garage's customers, from an index alone"),
    ("select count(*) from (select 1 from contacts", "says how many a filter leaves, up to ten thousand"),
    ("select t.id as \"id: TagId\", t.name, count(", "says on the page of tags how many carry each, from an index"),
    ("with latest as (", "adds up the thousand cards confirmed last, by their key"),
    ("select issued_on as \"day!\"", "adds up twelve months of invoices, from an index alone"),
];

fn is_meant(sql: &str) -> bool {
    MEANT.iter().any(|(words, _)| sql.contains(words))
}

struct Filled {
    garage: Garage,
    keys: Arc<Keys>,
}

async fn filled() -> &'static Filled {
    static FILLED: OnceCell<Filled> = OnceCell::const_new();
    FILLED.get_or_init(fill).await
}

async fn fill() -> Filled {
    let keys = Arc::new(Keys::generate());
    let access = Town::get().await.access.on("plans");
    migrations::migrate(access.admin()).await.unwrap();
    let town = Box::leak(Box::new(Town::of(access.app(), access, keys.clone()).await));
    let garage = Garage::open_in(town, crm::cx::now).await;
    let sql = include_str!("plans/fill.sql").replace("$BIG", &garage.tenant.to_string());
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&town.admin).await.unwrap();
    Filled { garage, keys }
}

/// A query of crm, as `bin/prepare` kept it.
struct Kept {
    sql: String,
    types: Vec<String>,
}

fn kept() -> Vec<Kept> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../app/crm/.sqlx");
    let files = std::fs::read_dir(folder).unwrap();
    let mut all: Vec<Kept> = files
        .map(|file| {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            let json: serde_json::Value = serde_json::from_str(&text).unwrap();
            let types = json["describe"]["parameters"]["Left"].as_array().unwrap();
            let types = types.iter().map(|t| t.as_str().unwrap().to_owned()).collect();
            Kept { sql: json["query"].as_str().unwrap().to_owned(), types }
        })
        .collect();
    all.sort_by(|a, b| a.sql.cmp(&b.sql));
    all
}

/// A value of each type such that a list begins at its first page: the planner looks at it.
fn value(kind: &str) -> &'static str {
    match kind {
        "Bool" => "true",
        "ByteaArray" | "DateArray" => "'{}'",
        "Bytea" => "'\\x00'",
        "Date" => "current_date",
        "Int4" | "Int8" => "51",
        "Jsonb" => "'{}'",
        "Numeric" => "1",
        "Text" => "''",
        "TextArray" => "'{%nom199%}'",
        "Timestamptz" => "now()",
        "Uuid" => "'ffffffff-ffff-ffff-ffff-ffffffffffff'",
        "UuidArray" => "'{01900000-0000-7000-8000-000000000001}'",
        "Int4Array" | "Int8Array" | "NumericArray" => "'{1}'",
        other => panic!("no value yet for a parameter of type {other}"),
    }
}

/// Every statement of crm, whether a page asks it or a job, as the app's own login within its garage: planned without
/// knowing the values, once a connection (`Access::app`), and with them, as a server that drops our settings would.
#[test]
fn every_statement_of_crm_goes_by_an_index() {
    run(async {
        let garage = &filled().await.garage;
        let (mut wrong, mut looked_at) = (Vec::new(), 0);
        for kept in kept().iter().filter(|kept| !is_meant(&kept.sql)) {
            for mode in ["custom", "generic"] {
                let plan = explain(garage, kept, mode).await;
                looked_at += 1;
                wrong.extend(
                    plan.reads_whole_tables(&BIG).into_iter().map(|why| format!("{why} ({mode}): {}", kept.sql)),
                );
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
        assert!(looked_at > 250, "{looked_at}");
    });
}

async fn explain(garage: &Garage, kept: &Kept, mode: &str) -> Plan {
    let mut tx = garage.town.app.begin().await.unwrap();
    let values: Vec<&str> = kept.types.iter().map(|kind| value(kind)).collect();
    let values = if values.is_empty() { String::new() } else { format!("({})", values.join(", ")) };
    ask(&mut tx, &format!("set local app.current_tenant = '{}'", garage.tenant)).await;
    ask(&mut tx, &format!("set local plan_cache_mode = force_{mode}_plan")).await;
    ask(&mut tx, &format!("prepare kept as {}", kept.sql)).await;
    let explain = format!("explain (format json) execute kept{values}");
    let row = sqlx::raw_sql(AssertSqlSafe(explain)).fetch_one(&mut *tx).await;
    let row = row.unwrap_or_else(|e| panic!("{e}: {}", kept.sql));
    ask(&mut tx, "deallocate kept").await;
    Plan::of(&row.get::<serde_json::Value, _>(0))
}

async fn ask(conn: &mut PgConnection, sql: &str) {
    let done = sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(conn).await;
    done.unwrap_or_else(|e| panic!("{e}: {sql}"));
}

fn later() -> DateTime<Utc> {
    crm::cx::now()
}

/// Rows of big tables that one statement of a page may touch: fifty on the page, with what hangs on them.
const MOST_ROWS: f64 = 600.0;

/// The pages themselves, with the values they really ask for, and what functions do inside. `auto_explain` writes each
/// plan with the rows it touched into the server's log; it comes with the extensions we need anyway.
#[test]
fn no_page_reads_more_than_it_shows() {
    run(async {
        let filled = filled().await;
        let mut marc = watched(filled).await.marc().await;
        let begun = std::fs::metadata(Town::log()).unwrap().len();
        let id = |n: u32| format!("01900000-0000-7000-8000-{n:012x}");
        let (sealed, draft, middle) = (id(19_999), id(20_000), id(10_000));
        let paths = [
            "/".to_owned(),
            "/contacts".into(),
            format!("/contacts?after=nom5&after_id={middle}"),
            "/contacts?q=nom1999".into(),
            "/contacts?q=0600019999".into(),
            "/contacts?q=aa-19999-bb".into(),
            "/contacts/pick?q=nom1999&to=/vehicles/new?owner=".into(),
            "/contacts?sort=created".into(),
            "/contacts?sort=seen".into(),
            format!("/contacts?tag={}", id(1)),
            format!("/contacts?tag={}", id(2)),
            format!("/contacts?field_{}=rare", id(1)),
            "/contacts?quiet=600".into(),
            "/contacts?make=lada".into(),
            "/contacts?kind=administration".into(),
            "/contacts?q=nom19998&sort=created".into(),
            "/contacts?inspection=30".into(),
            format!("/contacts/{middle}/timeline?kind=by_hand"),
            format!("/vehicles/{middle}/timeline"),
            "/duplicates".into(),
            format!("/duplicates/{}", id(19_971)),
            format!("/merges/new?contact={middle}&with={}", id(10_001)),
            format!("/merges/{}", id(200)),
            format!("/duplicates?score=60&before={middle}"),
            "/settings/fields".into(),
            "/search?q=aa-19999".into(),
            "/search?q=19999".into(),
            "/search?q=nmo19999".into(),
            format!("/contacts/{middle}"),
            "/vehicles".into(),
            format!("/vehicles?before=2026-01-01T00:00:00Z&before_id={middle}"),
            "/vehicles?q=nom1999".into(),
            "/vehicles?q=aa-19999-bb".into(),
            format!("/vehicles/{middle}"),
            format!("/vehicles/{middle}/mileage"),
            format!("/vehicles/{middle}/history"),
            format!("/vehicles/{middle}/files"),
            "/repair-orders".into(),
            "/repair-orders?state=done".into(),
            format!("/repair-orders?state=done&before={middle}"),
            format!("/repair-orders/{middle}"),
            "/quotes".into(),
            format!("/quotes?before={middle}"),
            format!("/quotes/{middle}"),
            format!("/quotes/new?contact={middle}"),
            "/invoices".into(),
            format!("/invoices?before={middle}"),
            "/invoices?filter=drafts".into(),
            "/invoices?filter=unpaid".into(),
            format!("/invoices?filter=unpaid&before={middle}"),
            "/invoices?filter=overdue".into(),
            format!("/invoices/{sealed}"),
            format!("/invoices/{draft}"),
            "/messages".into(),
            format!("/messages?before={middle}"),
            "/jobs".into(),
            "/scans/new".into(),
            "/account".into(),
            "/settings/team".into(),
        ];
        for path in &paths {
            marc.get(path).await.is(200);
        }
        list_as_a_program(filled).await;
        list_vehicles_as_a_program(filled).await;
        let plans = Plan::logged(&Town::log(), begun);
        // Inside the functions too: jobs and search texts are read by nothing else.
        assert!(
            plans.iter().any(|plan| plan.reads("jobs")) && plans.iter().any(|plan| plan.sql.contains("m.search_text"))
        );
        assert!(plans.len() > paths.len() * 3, "{} plans of {} pages", plans.len(), paths.len());
        let much = plans.iter().filter(|plan| !is_meant(&plan.sql) && plan.touched(&BIG) > MOST_ROWS);
        let much: Vec<String> = much.map(|plan| format!("{} rows: {plan}", plan.touched(&BIG))).collect();
        assert_eq!(much, Vec::<String>::new());
    });
}

/// The lists of the API, and their second pages.
async fn list_as_a_program(filled: &Filled) {
    let program = watched(filled).await.program().await;
    for query in ["", "q=nom1999", "kind=administration", "kind=particulier", "q=nom199&kind=particulier"] {
        let page = program.get(&format!("/api/contacts?{query}&limit=50")).await.is(200).json();
        if let Some(cursor) = page["next_cursor"].as_str() {
            program.get(&format!("/api/contacts?{query}&limit=50&cursor={cursor}")).await.is(200);
        }
    }
}

async fn list_vehicles_as_a_program(filled: &Filled) {
    let program = watched(filled).await.program().await;
    let owner = "owner=01900000-0000-7000-8000-000000002710";
    for query in ["", owner, "plate=AA-19999-BB", "vin=VF100000000019999"] {
        let page = program.get(&format!("/api/vehicles?{query}&limit=50")).await.is(200).json();
        if let Some(cursor) = page["next_cursor"].as_str() {
            program.get(&format!("/api/vehicles?{query}&limit=50&cursor={cursor}")).await.is(200);
        }
    }
}

/// The same garage through a connection that explains itself: a superuser's login, for `auto_explain`'s settings, in
/// the app's role.
async fn watched(filled: &Filled) -> Garage {
    let town = filled.garage.town;
    let login = town.access.admin().options([
        ("plan_cache_mode", "force_generic_plan"),
        ("session_preload_libraries", "auto_explain"),
        ("auto_explain.log_min_duration", "0"),
        ("auto_explain.log_analyze", "on"),
        ("auto_explain.log_timing", "off"),
        ("auto_explain.log_nested_statements", "on"),
        ("auto_explain.log_format", "json"),
        ("role", migrations::roles::APP),
    ]);
    let town = Box::leak(Box::new(Town::of(login, town.access.clone(), filled.keys.clone()).await));
    let garage = Garage { town, ..filled.garage.clone() };
    garage.at(later)
}
