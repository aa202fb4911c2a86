//! A database from nothing, and one that an older program has filled. Roles and less than a superuser: `migrations/tests.rs`.

use std::collections::BTreeSet;

use crm::{contacts, fiscal, fiscal::Chain, invoices, password::Cost, policy::Role, users};
use sqlx::{AssertSqlSafe, PgPool};
use web::App;

use crate::support::{Client, Town, run};

/// Numbers of the files beside the crate.
fn files() -> BTreeSet<i64> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../migrations");
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.ends_with(".sql")).map(|name| name.split('_').next().unwrap().parse().unwrap()).collect()
}

#[test]
fn a_fresh_database_gets_everything_and_a_second_run_nothing() {
    run(async {
        let access = Town::get().await.access.on("fresh");
        let first = migrations::migrate(access.admin()).await.unwrap();
        assert_eq!(first.applied.iter().copied().collect::<BTreeSet<_>>(), files());
        assert!(first.made.contains(&"hstore".to_owned()), "{:?}", first.made);
        let second = migrations::migrate(access.admin()).await.unwrap();
        assert_eq!((second.applied, second.made, second.unknown), (vec![], vec![], vec![]));
    });
}

/// What an update finds: garages' rows, under a row security that binds the owner of the tables too, so that a careless
/// `update` of a migration would change none of them and say nothing.
#[test]
fn an_update_reaches_the_rows_of_every_garage() {
    run(async {
        let access = Town::get().await.access.on("yesterday");
        let old = migrations::migrate_up_to(access.admin(), 899).await.unwrap();
        assert!(old.applied.contains(&600) && !old.applied.contains(&900), "{:?}", old.applied);
        let pool = PgPool::connect_with(access.admin()).await.unwrap();
        sqlx::raw_sql(
            "set session_replication_role = replica;
             insert into tenants (id, subdomain) select ('01900000-0000-7000-8000-00000000000' || t)::uuid, 'garage-' || t from generate_series(1, 2) t;
             insert into quotes (tenant_id, id, number, contact_id, state, entry, accepted_cents, issued_on, snapshot_sealed)
             select t.id, ('01900000-0000-7000-8000-00000000000' || n)::uuid, 'DE-2026-00000' || n, t.id, 'answered', 'ttc', 100, '2026-05-04', '\\x00'
             from tenants t, generate_series(1, 3) n;
             insert into invoices (tenant_id, id, kind, number, contact_id, quote_id, entry, issued_on, sealed_at, snapshot_sealed, snapshot_sha256)
             select tenant_id, id, 'invoice', case when number like '%1' then 'FA-2026-000001' end, contact_id, id, 'ttc',
                    '2026-05-04', case when number like '%1' then now() end, '\\x00', '\\x00'
             from quotes where number not like '%3';
             set session_replication_role = origin;",
        )
        .execute(&pool)
        .await
        .unwrap();
        migrations::migrate(access.admin()).await.unwrap();
        let invoiced: Vec<(String, i64)> =
            sqlx::query_as("select number, count(*) from quotes where invoiced group by 1")
                .fetch_all(&pool)
                .await
                .unwrap();
        assert_eq!(invoiced, [("DE-2026-000001".to_owned(), 2)], "sealed in both garages; a draft and none are not");
        let forced: i64 = sqlx::query_scalar(
            "select count(*) from pg_class where relname in ('quotes', 'invoices') and relrowsecurity and relforcerowsecurity",
        )
        .fetch_one(&pool)
        .await
        .unwrap();
        let asleep: i64 = sqlx::query_scalar("select count(*) from pg_trigger where tgenabled <> 'O'")
            .fetch_one(&pool)
            .await
            .unwrap();
        assert_eq!((forced, asleep), (2, 0), "and the guards are back");
        pool.close().await;
    });
}

#[test]
fn the_demo_garage_is_made_once_and_holds_together() {
    run(async {
        let town = Town::beside("demo").await;
        let app = App::with(town.db.clone(), Town::settings(), Cost::Tests, crm::cx::now);
        web::commands::demo::make_if_empty(&app).await.unwrap();
        web::commands::demo::make_if_empty(&app).await.unwrap();
        let tenants: Vec<uuid::Uuid> =
            sqlx::query_scalar("select id from tenants where demo").fetch_all(&town.admin).await.unwrap();
        let [tenant] = tenants[..] else { panic!("{tenants:?}") };
        // Its last day is that of two hours ago.
        let now = crm::cx::now() - chrono::TimeDelta::hours(2);
        let cx = crm::Cx::system(crm::ids::TenantId(tenant), crm::Lang::Fr, now, chrono_tz::Europe::Paris, 0);
        let mut tx = town.db.begin(&cx).await.unwrap();
        assert_eq!(contacts::count(&mut tx).await.unwrap(), 40);
        let Chain::Whole { links } = fiscal::verify(&mut tx).await.unwrap() else { panic!("the chain is broken") };
        assert!(links > 50, "{links} links");
        let found = invoices::list(&mut tx, invoices::InvoiceFilter::All, None).await.unwrap().rows;
        let states: BTreeSet<String> = found.iter().map(|row| format!("{:?}", row.status(cx.today()))).collect();
        for state in ["Draft", "Due", "PartlyPaid", "Paid", "Overdue", "Cancelled"] {
            assert!(states.contains(state), "no invoice is {state}: {states:?}");
        }
        let owner = users::list(&mut tx).await.unwrap().into_iter().find(|user| user.role == Role::Owner).unwrap();
        let token = crm::sessions::start(&mut tx, owner.id, "tests", "192.0.2.1").await.unwrap();
        tx.commit().await.unwrap();
        let site = std::sync::Arc::new(web::routes::site(&app));
        let mut marc = Client::new(site, "garage-martin.localhost").with_cookie("session", &token);
        for path in ["/", "/contacts", "/vehicles", "/repair-orders", "/quotes", "/invoices", "/packages", "/jobs"] {
            marc.get(path).await.is(200);
        }
        // Every document is marked as invented.
        let sealed = "select count(*) from fiscal_events where not test_mode";
        let real: i64 = sqlx::query_scalar(AssertSqlSafe(sealed)).fetch_one(&town.admin).await.unwrap();
        assert_eq!(real, 0);
    });
}
