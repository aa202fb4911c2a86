//! Signing in: what is answered never tells whether an account exists, in words or in work.

use std::sync::{Arc, Mutex};

use crm::password::{self, Cost};
use tracing::{
    Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{Layer, layer::Context, prelude::*, registry::LookupSpan};
use web::App;

use crate::support::{Answer, Client, Garage, PASSWORD, Town, run};

const MARC: &str = "marc@garage.test";
const NOBODY: &str = "nobody@garage.test";

/// The statements that this thread asks of Postgres.
#[derive(Clone, Default)]
struct Asked(Arc<Mutex<Vec<String>>>);

struct Words<'a>(&'a Asked);

impl Visit for Words<'_> {
    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "summary" {
            self.0.0.lock().unwrap().push(value.to_owned());
        }
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Asked {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "sqlx::query" {
            event.record(&mut Words(self));
        }
    }
}

/// What this form makes the program ask.
async fn asked(browser: &mut Client, path: &str, typed: &[(&str, &str)]) -> (Answer, Vec<String>) {
    let asked = Asked::default();
    // With one listener alone, tracing asks the thread that first meets a message whether anybody wants it, and believes
    // the answer for all: a neighbour's test would answer no. With two it asks both.
    let _second = tracing::Dispatch::new(tracing_subscriber::registry().with(Asked::default()));
    let listening = tracing::subscriber::set_default(tracing_subscriber::registry().with(asked.clone()));
    let answer = browser.post(path, typed).await;
    drop(listening);
    let statements = asked.0.lock().unwrap().clone();
    (answer, statements)
}

/// The same page but for what each drawing has of its own.
fn words(answer: &Answer, email: &str) -> (u16, String, String) {
    let main = answer.texts("main").join(" ").replace(email, "…");
    (answer.status.as_u16(), answer.header("location"), main)
}

#[test]
fn a_known_and_an_unknown_address_make_the_same_work_and_the_same_answer() {
    run(async {
        for (page, path, password) in
            [("/sign-in", "/sign-in", "faux"), ("/links/new", "/links", ""), ("/links/new?kind=password", "/links", "")]
        {
            let garage = Garage::open().await;
            let mut done = Vec::new();
            // The first of all also opens the garage's key.
            for email in ["warm@garage.test", MARC, NOBODY] {
                let mut browser = garage.visitor();
                browser.get(page).await.is(200);
                let (answer, statements) = asked(&mut browser, path, &[("email", email), ("password", password)]).await;
                assert!(statements.len() > 4, "{statements:?}");
                done.push((words(&answer, email), statements));
            }
            assert_eq!(done[1], done[2], "{page}");
        }
    });
}

/// And the same costly work: where there is no hash to compare with, there is one that is nobody's, made with the same.
#[test]
fn an_unknown_account_costs_what_a_wrong_password_costs() {
    let work = |hash: &str| hash.split('$').take(4).map(str::to_owned).collect::<Vec<_>>();
    for cost in [Cost::Standard, Cost::Tests] {
        let (known, nobodys) = (password::hash(PASSWORD, cost).unwrap(), password::nobodys(cost));
        assert_eq!(work(&known), work(&nobodys));
        assert!(known.starts_with("$argon2id$v=19$m="), "{known}");
        assert!(!password::verify(PASSWORD, None, cost) && password::verify(PASSWORD, Some(&known), cost));
    }
}

#[test]
fn failures_are_in_the_journal_and_attempts_are_refused_with_the_time_to_wait() {
    run(async {
        let garage = Garage::open().await;
        let mut visitor = garage.visitor();
        visitor.get("/sign-in").await.is(200);
        for email in [MARC, NOBODY] {
            visitor.post("/sign-in", &[("email", email), ("password", "faux")]).await.is(422);
        }
        let failed: Vec<Option<uuid::Uuid>> = sqlx::query_scalar(
            "select user_id from security_events where tenant_id = $1 and kind = 'sign_in_failed' order by id",
        )
        .bind(garage.tenant.0)
        .fetch_all(&garage.town.admin)
        .await
        .unwrap();
        assert_eq!(failed, [Some(garage.staff[0].0), None]);
        let mut says = Vec::new();
        for email in [MARC, NOBODY] {
            for _ in 0..7 {
                visitor.post("/sign-in", &[("email", email), ("password", "faux")]).await.is(422);
            }
            let refused = visitor.post("/sign-in", &[("email", email), ("password", PASSWORD)]).await.is(429);
            assert!((60..=960).contains(&refused.header("retry-after").parse::<u32>().unwrap()));
            says.push(refused.texts("main [role=alert]"));
        }
        assert_eq!(says[0], says[1]);
    });
}

/// A hash of other days is made anew by the one who knows the password.
#[test]
fn a_weak_hash_is_renewed_when_its_password_is_typed() {
    run(async {
        let garage = Garage::open().await;
        let strong = App::with(garage.town.db.clone(), Town::settings(), Cost::Standard, crm::cx::now);
        let site: crate::support::Site = Arc::new(web::routes::site(&strong));
        let hash = async || -> String {
            let of_marc = sqlx::query_scalar("select password_hash from users where id = $1").bind(garage.staff[0].0);
            of_marc.fetch_one(&garage.town.admin).await.unwrap()
        };
        let weak = hash().await;
        let mut marc = garage.visitor().at(site);
        marc.get("/sign-in").await.is(200);
        marc.post("/sign-in", &[("email", MARC), ("password", "faux")]).await.is(422);
        assert_eq!(hash().await, weak, "a wrong password renews nothing");
        marc.post("/sign-in", &[("email", MARC), ("password", PASSWORD)]).await.leads();
        let renewed = hash().await;
        assert!(password::is_outdated(&weak, Cost::Standard) && !password::is_outdated(&renewed, Cost::Standard));
        assert!(password::verify(PASSWORD, Some(&renewed), Cost::Standard));
    });
}

/// The name under the door and the commonest words are refused beside their field, at the first garage too.
#[test]
fn a_password_that_everybody_chooses_is_refused_beside_its_field() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        for (weak, says) in [
            ("Motdepasse2026!", "tout le monde choisit"),
            ("Azertyuiop123!", "tout le monde choisit"),
            ("Garage-Martin-12", "votre nom ni celui du garage"),
        ] {
            marc.get("/account").await.is(200);
            let typed = [("old_password", PASSWORD), ("password", weak)];
            let answer = marc.post("/account/password", &typed).await.is(422).refuses("password");
            answer.sees("#f-password-error", says);
        }
    });
}
