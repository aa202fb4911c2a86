//! Who runs the installation: what he sees of garages, and when he may enter one.

use crm::{platform, support};
use sqlx::{AssertSqlSafe, Row};

use crate::support::{Client, Garage, PASSWORD, PLATFORM, YES, run};

#[test]
fn one_signs_in_on_the_common_address_and_sees_the_garages() {
    run(async {
        let garage = Garage::open().await;
        garage.platform().await;
        let mut client = Client::new(garage.site.clone(), "localhost");
        assert_eq!(client.get("/platform").await.leads(), "/platform/sign-in?next=%2Fplatform");
        client.get("/platform/sign-in").await.is(200);
        let wrong = [("email", PLATFORM), ("password", "pas-celui-la")];
        client.post("/platform/sign-in", &wrong).await.is(422);
        client.get("/platform/sign-in").await.is(200);
        let right = [("email", PLATFORM), ("password", PASSWORD)];
        assert_eq!(client.post("/platform/sign-in", &right).await.leads(), "/platform");
        client.get("/platform").await.is(200).sees("main", &garage.subdomain);
        let page = format!("/platform/garages/{}", garage.tenant);
        client.get(&page).await.is(200).sees("main", "ne laisse entrer personne");
        client.post(&format!("{page}/plan"), &[("plan", "enterprise")]).await.leads();
        client.get(&page).await.is(200).sees("option[selected]", "Enterprise");
        // Not at a garage's address, and not with a garage's session.
        let mut there = client.clone();
        there.host = garage.host();
        there.get("/platform").await.is(404);
        let mut marc = garage.marc().await;
        marc.host = "localhost".into();
        assert!(marc.get(&page).await.leads().starts_with("/platform/sign-in"));
        client.get("/platform").await.is(200);
        client.post("/platform/sign-out", &[]).await.leads();
        assert!(client.get("/platform").await.leads().starts_with("/platform/sign-in"));
    });
}

#[test]
fn attempts_are_counted_here_too() {
    run(async {
        let garage = Garage::open().await;
        let db = &garage.town.db;
        let nobody = format!("{}@visioncrm.test", uuid::Uuid::new_v4().simple());
        let now = crm::cx::now();
        for _ in 0..8 {
            platform::count_attempt(db, &nobody, "198.51.100.7", now).await.unwrap();
        }
        let refused = platform::count_attempt(db, &nobody, "198.51.100.7", now).await;
        assert!(matches!(refused, Err(crm::Error::Refused(crm::Why::TooManyAttempts { .. }))), "{refused:?}");
        let later = now + chrono::TimeDelta::minutes(16);
        platform::count_attempt(db, &nobody, "198.51.100.7", later).await.unwrap();
    });
}

#[test]
fn a_suspended_garage_says_so_and_loses_nothing() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let (mut marc, program) = (garage.marc().await, garage.program().await);
        let mut platform = garage.platform().await;
        let page = format!("/platform/garages/{}", garage.tenant);
        platform.get(&page).await.is(200);
        platform.post(&format!("{page}/suspend"), &[]).await.is(200).sees("main", "Rien n’est perdu");
        marc.get("/contacts").await.is(200);
        platform.post(&format!("{page}/suspend"), &[YES]).await.leads();
        marc.get("/contacts").await.is(403).sees("main", "Rien n’est perdu");
        garage.visitor().get("/sign-in").await.is(403);
        program.get("/api/contacts").await.problem(403, "forbidden");
        platform.get(&page).await.is(200);
        platform.post(&format!("{page}/resume"), &[]).await.leads();
        marc.get(&format!("/contacts/{contact}")).await.is(200);
        program.get("/api/contacts").await.is(200);
    });
}

#[test]
fn support_enters_only_while_it_is_let_in_and_changes_nothing() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let (mut marc, mut platform) = (garage.marc().await, garage.platform().await);
        let page = format!("/platform/garages/{}", garage.tenant);
        platform.get(&page).await.is(200);
        platform.post(&format!("{page}/enter"), &[]).await.is(404);
        marc.get("/settings/support").await.is(200);
        marc.post("/settings/support", &[("lasts", "hour")]).await.leads();
        platform.get(&page).await.is(200);
        let to = platform.post(&format!("{page}/enter"), &[]).await.leads();
        let entry = to.split_once(&garage.host()).unwrap().1;
        let entry = &entry[entry.find('/').unwrap()..];
        let mut there = garage.visitor();
        // Looking spends nothing.
        there.get(entry).await.is(200);
        there.get(entry).await.is(200);
        assert_eq!(there.post(entry, &[]).await.leads(), "/");
        let banner = "Vous êtes dans ce garage pour l’assistance";
        there.get("/").await.is(200).sees("main", banner);
        let shown = there.get(&format!("/contacts/{contact}")).await.is(200).sees("main", banner);
        assert_eq!(shown.attributes("main form[method='post']", "action"), ["/support/leave"]);
        for refused in
            ["/contacts/new", "/settings/team", "/settings/tokens", "/settings/support", "/account", "/security-events"]
        {
            there.get(refused).await.is(403);
        }
        there.get("/").await.is(200);
        there.post(&format!("/contacts/{contact}/delete"), &[YES]).await.is(403);
        // The owner sees who came, in two places, and shows the door.
        marc.get("/settings/support").await.is(200).sees("main", PLATFORM);
        let journal = marc.get("/security-events").await.is(200).sees("main", "L’assistance est entrée");
        journal.sees("main", "Ouvert à l’assistance");
        marc.get("/settings/support").await.is(200);
        marc.post("/settings/support/end", &[]).await.leads();
        assert!(there.get("/contacts").await.leads().starts_with("/sign-in"));
        // The key is spent, and another garage never heard of it.
        garage.visitor().get(entry).await.is(404);
        garage.lets_support_in().await;
        let other = Garage::open().await;
        other.visitor().get(&format!("/support-entry/{}", garage.entry().await)).await.is(404);
        let mut stolen = garage.support().await;
        stolen.host = other.host();
        assert!(stolen.get("/contacts").await.leads().starts_with("/sign-in"));
        // After an hour nobody is in.
        let late = garage.at(|| crm::cx::now() + chrono::TimeDelta::minutes(61));
        let mut stayed = garage.support().await;
        stayed.get("/contacts").await.is(200);
        assert!(stayed.at(late.site.clone()).get("/contacts").await.leads().starts_with("/sign-in"));
    });
}

/// Two who come with one key: one visit, one session.
#[test]
fn a_key_clicked_twice_is_one_visit() {
    run(async {
        let garage = Garage::open().await;
        garage.lets_support_in().await;
        let entry = format!("/support-entry/{}", garage.entry().await);
        let mut there = garage.visitor();
        there.get(&entry).await.is(200);
        let (first, second) = there.post_twice(&entry, &[]).await;
        assert_eq!((first.leads(), second.leads()), ("/".into(), "/".into()));
        assert_eq!(support::visits(&mut garage.begin().await).await.unwrap().len(), 1);
        // Later it opens nothing.
        let later = garage.at(|| crm::cx::now() + chrono::TimeDelta::seconds(10));
        let mut thief = garage.visitor().at(later.site.clone());
        thief.get("/account").await;
        thief.get("/sign-in").await.is(200);
        thief.post(&entry, &[]).await.is(404);
    });
}

/// As the program's own login, without a session of the platform: its functions give nothing and change nothing, and its
/// tables cannot be asked at all.
#[test]
fn the_functions_of_the_platform_give_nothing_without_its_session() {
    run(async {
        let garage = Garage::open().await;
        garage.platform().await;
        let app = &garage.town.app;
        let forged = "sha256('nobody'::bytea)";
        let none = format!("select count(*) from platform_garages({forged}, now())");
        assert_eq!(sqlx::query(AssertSqlSafe(none)).fetch_one(app).await.unwrap().get::<i64, _>(0), 0);
        for change in [
            format!("platform_set_plan({forged}, now(), '{}', 'pro')", garage.tenant),
            format!("platform_suspend({forged}, now(), '{}', now())", garage.tenant),
        ] {
            let done = sqlx::query(AssertSqlSafe(format!("select {change}"))).fetch_one(app).await.unwrap();
            assert!(!done.get::<bool, _>(0), "{change}");
        }
        for table in ["platform_users", "platform_sessions", "platform_throttles"] {
            let refused = sqlx::query(AssertSqlSafe(format!("select * from {table}"))).fetch_all(app).await;
            assert!(refused.is_err(), "{table}");
        }
        // The role itself sees of garages what the list shows, and no other column.
        let columns: Vec<String> = sqlx::query_scalar(
            "select table_name || '.' || column_name from information_schema.column_privileges
             where grantee = 'visioncrm_platform' and table_name in ('garages', 'users', 'sessions', 'support_grants')
             order by 1",
        )
        .fetch_all(&garage.town.admin)
        .await
        .unwrap();
        let may = [
            "garages.name",
            "garages.tenant_id",
            "sessions.seen_at",
            "sessions.tenant_id",
            "support_grants.ended_at",
            "support_grants.expires_at",
            "support_grants.tenant_id",
            "users.deleted_at",
            "users.tenant_id",
        ];
        assert_eq!(columns, may);
    });
}
