//! No garage reads, writes or guesses what is another's.

use std::collections::BTreeSet;

use crm::{
    contacts::{
        filter::Filter,
        list::{self, Sort},
    },
    queue::{Envelope, Job},
};
use jobs::runner::Failure;
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row};

use crate::support::{Garage, Nouns, Town, operations_of, paths_of, run};

/// Tables that belong to no garage. A new one is added here knowingly, or gets its `tenant_id`.
const SHARED: [&str; 9] = [
    "_sqlx_migrations",
    "consent_texts",
    "key_fingerprints",
    "legal_mentions",
    "platform_sessions",
    "platform_throttles",
    "platform_users",
    "schedule_ticks",
    "tenants",
];

async fn names(sql: &'static str) -> Vec<String> {
    sqlx::query_scalar(sql).fetch_all(&Town::get().await.admin).await.unwrap()
}

async fn garage_tables() -> Vec<String> {
    names(
        "select c.relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1",
    )
    .await
}

#[test]
fn every_table_is_a_garages_or_is_shared_by_name() {
    run(async {
        let without = names(
            "select c.relname::text from pg_class c
             where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
               and not exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')
             order by 1",
        )
        .await;
        assert_eq!(without, SHARED);
        assert!(garage_tables().await.len() > 20);
    });
}

#[test]
fn every_garage_table_has_the_shape_that_keeps_garages_apart() {
    run(async {
        let wrong = names(
            "with t as (
                 select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity, a.attnum
                 from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
                 where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p'))
             select relname || ': row security not enabled and forced' from t where not (relrowsecurity and relforcerowsecurity)
             union all
             select relname || ': no policy with a check' from t
             where not exists (select 1 from pg_policy p where p.polrelid = t.oid and p.polcmd = '*' and p.polpermissive
                               and pg_get_expr(p.polqual, p.polrelid) = '(tenant_id = current_tenant())'
                               and pg_get_expr(p.polwithcheck, p.polrelid) = '(tenant_id = current_tenant())')
             union all
             select relname || ': a policy that lets the app past its garage: ' || p.polname
             from t join pg_policy p on p.polrelid = t.oid
             where (p.polroles @> '{0}' or p.polroles @> array['visioncrm_app'::regrole::oid])
               and pg_get_expr(p.polqual, p.polrelid) is distinct from '(tenant_id = current_tenant())'
             union all
             select relname || ': primary key does not begin with tenant_id' from t
             where not exists (select 1 from pg_constraint k where k.conrelid = t.oid and k.contype = 'p' and k.conkey[1] = t.attnum)
             union all
             select t.relname || ': ' || k.conname || ' does not carry tenant_id'
             from t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f' join t other on other.oid = k.confrelid
             where not exists (select 1 from unnest(k.conkey, k.confkey) as pair (mine, theirs)
                               where mine = t.attnum and theirs = other.attnum)
             union all
             select t.relname || ': tenant_id is not a garage' from t
             where not exists (select 1 from pg_constraint k where k.conrelid = t.oid and k.contype = 'f'
                               and k.confrelid = 'tenants'::regclass and k.conkey = array[t.attnum])
             union all
             select t.relname || ': ' || i.indexrelid::regclass || ' is unique across garages'
             from t join pg_index i on i.indrelid = t.oid where i.indisunique and not (t.attnum = any (i.indkey::smallint[]))
             union all
             select relname || ': no index begins with tenant_id' from t
             where not exists (select 1 from pg_index i where i.indrelid = t.oid and i.indkey[0] = t.attnum)",
        )
        .await;
        assert_eq!(wrong, Vec::<String>::new());
    });
}

#[test]
fn the_app_owns_nothing_and_bypasses_nothing() {
    run(async {
        let strong = names(
            "select rolname || ' is too strong' from pg_roles
             where rolname like 'visioncrm%' and (rolsuper or rolbypassrls or rolcreaterole)
             union all
             select 'the app owns ' || c.relname from pg_class c where c.relowner = 'visioncrm_app'::regrole
             union all
             select 'the app may be ' || r.rolname from pg_auth_members m join pg_roles r on r.oid = m.roleid
             where m.member = 'visioncrm_app'::regrole and r.rolname <> 'visioncrm_worker'",
        )
        .await;
        assert_eq!(strong, Vec::<String>::new());
    });
}

#[test]
fn without_a_garage_every_table_reads_empty() {
    run(async {
        let garage = Garage::open().await;
        Nouns::of(&garage).await;
        let mut seen_by_marc = 0;
        for table in garage_tables().await {
            let count = format!("select count(*) from {table}");
            let mut tx = garage.town.app.begin().await.unwrap();
            let Ok(nothing) = sqlx::query_scalar::<_, i64>(AssertSqlSafe(count.clone())).fetch_one(&mut *tx).await
            else {
                continue; // not even that may be asked
            };
            assert_eq!(nothing, 0, "{table}");
            set_garage(&mut tx, &garage).await;
            let some: i64 = sqlx::query_scalar(AssertSqlSafe(count)).fetch_one(&mut *tx).await.unwrap();
            seen_by_marc += i64::from(some > 0);
        }
        assert!(seen_by_marc >= 18, "the garage holds too little for this to prove anything: {seen_by_marc} tables");
    });
}

async fn set_garage(tx: &mut PgConnection, garage: &Garage) {
    let set = format!("set local app.current_tenant = '{}'", garage.tenant);
    sqlx::query(AssertSqlSafe(set)).execute(tx).await.unwrap();
}

/// What Nadia's statement did: rows, or the database's refusal.
async fn as_nadia(nadia: &Garage, sql: String) -> Result<u64, String> {
    let mut tx = nadia.town.app.begin().await.unwrap();
    set_garage(&mut tx, nadia).await;
    match sqlx::query(AssertSqlSafe(sql)).execute(&mut *tx).await {
        Ok(done) => Ok(done.rows_affected()),
        Err(sqlx::Error::Database(refused)) => Err(refused.code().unwrap_or_default().into_owned()),
        Err(other) => panic!("{other}"),
    }
}

/// No row touched, or not even allowed to try.
fn harmless(done: &Result<u64, String>) -> bool {
    match done {
        Ok(rows) => *rows == 0,
        Err(code) => code == "42501",
    }
}

#[test]
fn nadia_cannot_write_a_row_of_marc_in_any_table() {
    run(async {
        let (marc, nadia) = (Garage::open().await, Garage::open().await);
        Nouns::of(&marc).await;
        Nouns::of(&nadia).await;
        let (mine, hers) = (marc.tenant, nadia.tenant);
        for table in garage_tables().await {
            let changed =
                as_nadia(&nadia, format!("update {table} set tenant_id = tenant_id where tenant_id = '{mine}'")).await;
            assert!(harmless(&changed), "{table}: {changed:?}");
            let deleted = as_nadia(&nadia, format!("delete from {table} where tenant_id = '{mine}'")).await;
            assert!(harmless(&deleted), "{table}: {deleted:?}");
            // Hers, given to him.
            let given =
                as_nadia(&nadia, format!("update {table} set tenant_id = '{mine}' where tenant_id = '{hers}'")).await;
            assert!(!matches!(given, Ok(1..)), "{table}: {given:?}");
            insert_as_nadia(&marc, &nadia, &table).await;
        }
    });
}

/// A copy of a row of hers under Marc's name.
async fn insert_as_nadia(marc: &Garage, nadia: &Garage, table: &str) {
    let admin = &marc.town.admin;
    let columns: String = sqlx::query_scalar(
        "select string_agg(quote_ident(attname), ', ') from pg_attribute
         where attrelid = $1::text::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = ''",
    )
    .bind(table)
    .fetch_one(admin)
    .await
    .unwrap();
    let row = format!("select to_jsonb(t)::text from {table} t where tenant_id = '{}' limit 1", nadia.tenant);
    let Some(row): Option<String> = sqlx::query_scalar(AssertSqlSafe(row)).fetch_optional(admin).await.unwrap() else {
        return;
    };
    let forged = row.replace(&nadia.tenant.to_string(), &marc.tenant.to_string()).replace('\'', "''");
    let insert = format!(
        "insert into {table} ({columns}) select {columns} from jsonb_populate_record(null::{table}, '{forged}'::jsonb)"
    );
    let done = as_nadia(nadia, insert).await;
    // Lines of what is sealed or sent are refused by their own trigger, which comes first.
    let refused = matches!(&done, Err(code) if ["42501", "VC002", "VC003"].contains(&code.as_str()));
    assert!(refused, "{table}: {done:?}");
}

#[test]
fn a_connection_forgets_its_garage() {
    run(async {
        let garage = Garage::open().await;
        garage.contact().await;
        let mut conn = PgConnection::connect_with(&garage.town.access.app()).await.unwrap();
        let mut tx = conn.begin().await.unwrap();
        set_garage(&mut tx, &garage).await;
        let seen: i64 = sqlx::query_scalar("select count(*) from contacts").fetch_one(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        let after =
            sqlx::query("select count(*), current_tenant()::text from contacts").fetch_one(&mut conn).await.unwrap();
        assert_eq!((seen, after.get::<i64, _>(0), after.get::<Option<String>, _>(1)), (1, 0, None));
    });
}

#[test]
fn nadia_finds_nothing_at_the_addresses_of_marc() {
    run(async {
        let (garage, other) = (Garage::open().await, Garage::open().await);
        let nouns = Nouns::of(&garage).await;
        let (mut marc, mut nadia) = (garage.marc().await, other.marc().await);
        let mut found = BTreeSet::new();
        for (route, path) in paths_of(&nouns, "GET") {
            if !route.path.contains(':') {
                continue;
            }
            nadia.get(&path).await.is(404);
            if marc.get(&path).await.status == 200 {
                found.insert(route.path);
            }
        }
        assert!(found.len() >= 16, "Marc himself finds too little: {found:?}");
    });
}

#[test]
fn nadia_changes_nothing_at_the_addresses_of_marc() {
    run(async {
        let (garage, other) = (Garage::open().await, Garage::open().await);
        let nouns = Nouns::of(&garage).await;
        let before = fingerprint(&garage).await;
        let mut nadia = other.marc().await;
        for (route, path) in paths_of(&nouns, "POST") {
            if !route.path.contains(':') {
                continue;
            }
            nadia.get("/account").await.is(200);
            let once = uuid::Uuid::now_v7().to_string();
            let typed = [
                ("once", once.as_str()),
                ("version", "1"),
                ("confirmed", "on"),
                ("last_name", "Dupont"),
                ("kind", "particulier"),
                ("plate", "AB-123-CD"),
                ("reason", "Erreur"),
                ("signer", "Nadia"),
            ];
            let answer = nadia.post(&path, &typed).await;
            assert!([404, 422].contains(&answer.status.as_u16()), "{path}: {}", answer.status);
        }
        assert_eq!(fingerprint(&garage).await, before);
    });
}

#[test]
fn a_program_of_nadia_finds_and_changes_nothing_of_marc() {
    run(async {
        let (garage, other) = (Garage::open().await, Garage::open().await);
        let nouns = Nouns::of(&garage).await;
        let (marcs, nadias) = (garage.program().await, other.program().await.with("if-match", "*"));
        let mut found = 0;
        for (route, path) in operations_of(&nouns).into_iter().filter(|(route, _)| route.path.contains(':')) {
            // What Marc's own program finds there, the scan of a broken picture included.
            found += usize::from(route.method == "GET" && [200, 422].contains(&marcs.get(&path).await.status.as_u16()));
            let before = fingerprint(&garage).await;
            let body = br#"{"last_name": "Nadia"}"#.to_vec();
            nadias.send(route.method, &path, Some("application/json"), body).await.problem(404, "not-found");
            assert_eq!(fingerprint(&garage).await, before, "{path}");
        }
        assert_eq!(found, 5);
        let mut tx = other.begin().await;
        let filter = Filter { q: "dupont".into(), ..Filter::default() };
        assert!(list::page(&mut tx, &filter, Sort::Name, None, 10).await.unwrap().is_empty());
        let mut tx = garage.begin().await;
        assert_eq!(list::page(&mut tx, &filter, Sort::Name, None, 10).await.unwrap().len(), 1);
    });
}

/// Every row of a garage, in one word.
async fn fingerprint(garage: &Garage) -> Vec<String> {
    let mut all = Vec::new();
    for table in garage_tables().await {
        let sql = format!(
            "select '{table} ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from {table} t where tenant_id = '{}'",
            garage.tenant
        );
        all.push(sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&garage.town.admin).await.unwrap());
    }
    all
}

#[test]
fn a_session_of_another_garage_is_a_visitors_here() {
    run(async {
        let (garage, other) = (Garage::open().await, Garage::open().await);
        let mut nadia = other.marc().await;
        nadia.get("/contacts").await.is(200);
        nadia.host = garage.host();
        assert_eq!(nadia.get("/contacts").await.leads(), "/sign-in?next=%2Fcontacts");
    });
}

#[test]
fn a_job_about_another_garages_invoice_finds_nothing() {
    run(async {
        let (garage, other) = (Garage::open().await, Garage::open().await);
        let contact = garage.contact().await;
        let invoice = garage.sealed(contact, None, "120").await;
        let (cx, job) = (other.cx(), Job::TypesetInvoice { invoice });
        let envelope = Envelope { tenant: other.tenant, actor: cx.actor, lang: cx.lang, trace: 0, job };
        let outcome = jobs::run(&garage.works(), envelope, true).await;
        assert!(matches!(outcome, Err(Failure::GiveUp(_))), "{outcome:?}");
    });
}
