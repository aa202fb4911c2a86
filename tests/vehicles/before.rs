//! Vehicles that were there before the program knew of sales and inspections.

use sqlx::PgPool;

use crate::support::{Town, run};

#[test]
fn vehicles_of_before_keep_their_owner_and_get_their_days() {
    run(async {
        let access = Town::get().await.access.on("vehicles-of-before");
        migrations::migrate_up_to(access.admin(), 1099).await.unwrap();
        let pool = PgPool::connect_with(access.admin()).await.unwrap();
        sqlx::raw_sql(
            "set session_replication_role = replica;
             insert into tenants (id, subdomain) select ('01900000-0000-7000-8000-00000000000' || t)::uuid, 'garage-' || t from generate_series(1, 2) t;
             insert into users (tenant_id, id, name, email, email_key, role, lang, password_hash) select id, id, 'Marc', 'm@g.test', 'm@g.test', 'owner', 'fr', '' from tenants;
             insert into contacts (tenant_id, id, kind, last_name, name_key, search_text) select id, id, 'particulier', 'Dupont', 'dupont', '' from tenants;
             insert into vehicles (tenant_id, id, owner_id, vin, genre, first_registered_on, inspection_due_on, search_text)
             select t.id, gen_random_uuid(), case when v.vin = 'TYPED' then t.id end, v.vin, v.genre, v.first, v.typed, ''
             from tenants t, (values ('TYPED', 'VP', '2020-01-01'::date, '2026-05-04'::date), ('COMPUTED', 'VP', '2024-02-29', null),
                                     ('MOTO', 'MTL', '2024-02-29', null), ('UNKNOWN', '', null, null)) v (vin, genre, first, typed);
             insert into mileage_readings (tenant_id, id, vehicle_id, km, read_on, source)
             select tenant_id, id, id, 1000, '2026-01-01', 'manual' from vehicles where vin = 'TYPED';
             insert into audit_log (tenant_id, actor, table_name, row_id, action)
             select tenant_id, 'user:' || tenant_id, 'mileage_readings', id::text, 'insert' from vehicles where vin = 'TYPED';
             set session_replication_role = origin;",
        )
        .execute(&pool)
        .await
        .unwrap();
        migrations::migrate(access.admin()).await.unwrap();
        let due: Vec<(String, Option<String>, i64)> =
            sqlx::query_as("select vin, inspection_next_on::text, count(*) from vehicles group by 1, 2 order by 1")
                .fetch_all(&pool)
                .await
                .unwrap();
        let expected =
            [("COMPUTED", Some("2028-02-29")), ("MOTO", None), ("TYPED", Some("2026-05-04")), ("UNKNOWN", None)];
        assert_eq!(due, expected.map(|(vin, on)| (vin.to_owned(), on.map(str::to_owned), 2)));
        let owned: (i64, i64) = sqlx::query_as(
            "select count(*), count(*) filter (where o.owner_id is not distinct from v.owner_id and o.until is null)
             from vehicle_owners o join vehicles v on v.tenant_id = o.tenant_id and v.id = o.vehicle_id",
        )
        .fetch_one(&pool)
        .await
        .unwrap();
        assert_eq!(owned, (8, 8));
        let read_by: i64 = sqlx::query_scalar("select count(*) from mileage_readings where user_id = tenant_id")
            .fetch_one(&pool)
            .await
            .unwrap();
        let guards: i64 = sqlx::query_scalar(
            "select (select count(*) from pg_trigger where tgenabled <> 'O')
                  + (select count(*) from pg_class where relname in ('vehicles', 'mileage_readings', 'audit_log', 'users', 'vehicle_owners')
                     and not (relrowsecurity and relforcerowsecurity))",
        )
        .fetch_one(&pool)
        .await
        .unwrap();
        assert_eq!((read_by, guards), (2, 0), "who read is known, and the guards are back");
        pool.close().await;
    });
}
