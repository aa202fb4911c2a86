//! Passkeys, with an authenticator made of software: what signs in, and all that must not.

use chrono::{DateTime, TimeDelta, Utc};
use crm::{factors, passkeys};
use serde_json::Value;
use web::App;

use crate::support::{Answer, Authenticator, Client, Garage, PASSWORD, Town, YES, run};

/// How an authenticator is bent.
type Lie = fn(&mut Authenticator);

fn in_six_minutes() -> DateTime<Utc> {
    crm::cx::now() + TimeDelta::minutes(6)
}

fn origin(garage: &Garage) -> String {
    format!("http://{}", garage.host())
}

async fn asked(client: &mut Client, path: &str) -> Value {
    client.post(path, &[]).await.is(200).json()
}

fn pairs<'a>(answered: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    answered.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

/// Adds the authenticator's passkey by the pages.
async fn add(client: &mut Client, with: &mut Authenticator) -> Answer {
    client.get("/account/security").await.is(200);
    let asked = asked(client, "/account/passkeys/challenge").await;
    let answered = with.create(&asked);
    let form = [pairs(&answered), vec![("name", "Téléphone de Marc")]].concat();
    client.post("/account/passkeys", &form).await
}

/// Signs in with it; gives where that led.
async fn show(client: &mut Client, with: &mut Authenticator) -> String {
    client.get("/sign-in?next=/contacts").await.is(200);
    let asked = asked(client, "/sign-in/passkey/challenge").await;
    let answered = with.get(&asked);
    client.post("/sign-in/passkey", &pairs(&answered)).await.leads()
}

async fn registered(garage: &Garage) -> Authenticator {
    let mut with = Authenticator::at(&origin(garage));
    let mut marc = garage.marc().await;
    assert_eq!(add(&mut marc, &mut with).await.leads(), "/account/security");
    with
}

#[test]
fn a_passkey_signs_in_alone_and_is_both_proofs() {
    run(async {
        let garage = Garage::open().await;
        let (mut marc, mut with) = (garage.marc().await, Authenticator::at(&origin(&garage)));
        let before = marc.clone();
        assert_eq!(add(&mut marc, &mut with).await.leads(), "/account/security");
        assert_ne!(marc.cookies["session"], before.cookies["session"], "the session was not renewed");
        before.clone().get("/account/security").await.is(200).sees("main", "Confirmez que c’est vous");
        marc.get("/account/security")
            .await
            .is(200)
            .sees("main", "Téléphone de Marc")
            .sees("main", "pas encore utilisée");
        // Even where a second step is demanded, for it is one.
        let mut tx = garage.begin().await;
        factors::set_demand(&mut tx, factors::Demand::Everybody).await.unwrap();
        tx.commit().await.unwrap();
        with.count += 1;
        let mut visitor = garage.visitor();
        assert_eq!(show(&mut visitor, &mut with).await, "/contacts");
        visitor.get("/contacts").await.is(200);
        visitor.get("/account/security").await.is(200).sees("main", "vue le");
        // The password alone no longer is: its second step is the passkey.
        let mut other = garage.visitor();
        other.get("/sign-in").await.is(200);
        let hers = [("email", "marc@garage.test"), ("password", PASSWORD)];
        assert_eq!(other.post("/sign-in", &hers).await.leads(), "/sign-in/code");
        let page = other.get("/sign-in/code").await.is(200);
        assert_eq!(page.attributes("form[data-passkey='get']", "action"), ["/sign-in/passkey"]);
        with.count += 1;
        assert_eq!(show(&mut other, &mut with).await, "/contacts");
    });
}

/// Each lie by itself, after which the truth still signs in.
#[test]
fn what_is_not_wholly_right_signs_nobody_in() {
    run(async {
        let garage = Garage::open().await;
        let with = registered(&garage).await;
        let other = Garage::open().await;
        let lies: [(&str, Lie); 9] = [
            ("another origin", |a| a.origin = "http://garage-martin.evil.test".into()),
            ("the same name by https", |a| a.origin = a.origin.replace("http://", "https://")),
            ("another port", |a| a.origin.push_str(":8081")),
            ("another relying party", |a| a.rp = Some("evil.test".into())),
            ("nobody there", |a| a.flags = 4),
            ("not verified", |a| a.flags = 1),
            ("copied though it may not be", |a| a.flags = 1 | 4 | 16),
            ("made instead of shown", |a| a.kind = Some("webauthn.create")),
            ("another person", |a| a.user = vec![7; 16]),
        ];
        for (name, lie) in lies {
            let mut liar = with.clone();
            lie(&mut liar);
            let mut visitor = garage.visitor();
            assert_eq!(show(&mut visitor, &mut liar).await, "/sign-in?passkey=refused", "{name}");
            assert!(visitor.get("/contacts").await.leads().starts_with("/sign-in"), "{name}");
        }
        // Another key under the same name; nothing at all; somebody else's garage.
        let mut forged =
            Authenticator { id: with.id.clone(), user: with.user.clone(), ..Authenticator::at(&origin(&garage)) };
        assert_eq!(show(&mut garage.visitor(), &mut forged).await, "/sign-in?passkey=refused");
        let mut nobody = garage.visitor();
        nobody.get("/sign-in").await.is(200);
        asked(&mut nobody, "/sign-in/passkey/challenge").await;
        assert_eq!(
            nobody.post("/sign-in/passkey", &[("client_data", "%%%")]).await.leads(),
            "/sign-in?passkey=refused"
        );
        let mut abroad = Authenticator { origin: origin(&other), ..with.clone() };
        assert_eq!(show(&mut other.visitor(), &mut abroad).await, "/sign-in?passkey=refused");
        assert_eq!(show(&mut garage.visitor(), &mut with.clone()).await, "/contacts");
    });
}

#[test]
fn a_challenge_is_of_one_browser_and_good_once_and_soon() {
    run(async {
        let garage = Garage::open().await;
        let mut with = registered(&garage).await;
        let mut visitor = garage.visitor();
        visitor.get("/sign-in").await.is(200);
        let first = asked(&mut visitor, "/sign-in/passkey/challenge").await;
        let answered = with.get(&first);
        // In another browser.
        let mut thief = garage.visitor();
        thief.get("/sign-in").await.is(200);
        asked(&mut thief, "/sign-in/passkey/challenge").await;
        assert_eq!(thief.post("/sign-in/passkey", &pairs(&answered)).await.leads(), "/sign-in?passkey=refused");
        // Too late.
        let mut late = visitor.clone().at(garage.at(in_six_minutes).site);
        assert_eq!(late.post("/sign-in/passkey", &pairs(&answered)).await.leads(), "/sign-in?passkey=refused");
        // A newer one replaces it.
        asked(&mut visitor, "/sign-in/passkey/challenge").await;
        assert_eq!(visitor.post("/sign-in/passkey", &pairs(&answered)).await.leads(), "/sign-in?passkey=refused");
        // Two with the same at one moment: one enters.
        let last = asked(&mut visitor, "/sign-in/passkey/challenge").await;
        let answered = with.get(&last);
        let (mut one, mut two) = (visitor.clone(), visitor.clone());
        let (form_one, form_two) = (pairs(&answered), pairs(&answered));
        let both = futures::join!(one.post("/sign-in/passkey", &form_one), two.post("/sign-in/passkey", &form_two));
        let mut led = [both.0.leads(), both.1.leads()];
        led.sort();
        assert_eq!(led, ["/", "/sign-in?passkey=refused"]);
        // One for adding does not sign in.
        let mut marc = garage.marc().await;
        marc.get("/account/security").await.is(200);
        let made = asked(&mut marc, "/account/passkeys/challenge").await;
        let answered = with.get(&made);
        assert_eq!(marc.post("/sign-in/passkey", &pairs(&answered)).await.leads(), "/sign-in?passkey=refused");
    });
}

#[test]
fn a_passkey_whose_counter_goes_back_is_believed_no_more() {
    run(async {
        let garage = Garage::open().await;
        let mut with = registered(&garage).await;
        // One that does not count may stay at nought.
        assert_eq!(show(&mut garage.visitor(), &mut with).await, "/contacts");
        assert_eq!(show(&mut garage.visitor(), &mut with).await, "/contacts");
        let mut copy = with.clone();
        with.count = 5;
        assert_eq!(show(&mut garage.visitor(), &mut with).await, "/contacts");
        copy.count = 5;
        assert_eq!(show(&mut garage.visitor(), &mut copy).await, "/sign-in?passkey=cloned");
        with.count = 6;
        assert_eq!(show(&mut garage.visitor(), &mut with).await, "/sign-in?passkey=refused");
        garage.marc().await.get("/account/security").await.is(200).sees("main", "Copiée");
        let kinds: Vec<String> = sqlx::query_scalar(
            "select kind from security_events where tenant_id = $1 and kind like 'passkey%' order by id",
        )
        .bind(garage.tenant.0)
        .fetch_all(&garage.town.admin)
        .await
        .unwrap();
        assert_eq!(kinds.last().map(String::as_str), Some("passkey_refused"));
        assert!(kinds.contains(&"passkey_cloned".into()));
    });
}

#[test]
fn a_passkey_is_added_only_as_it_was_asked_for() {
    run(async {
        let garage = Garage::open().await;
        let lies: [(&str, Lie); 6] = [
            ("another origin", |a| a.origin = "http://evil.test".into()),
            ("another relying party", |a| a.rp = Some("localhost".into())),
            ("not verified", |a| a.flags = 1),
            ("shown instead of made", |a| a.kind = Some("webauthn.get")),
            ("without a name of its own", |a| a.id = vec![]),
            ("with a name too long", |a| a.id = vec![1; 1024]),
        ];
        for (name, lie) in lies {
            let mut with = Authenticator::at(&origin(&garage));
            lie(&mut with);
            let mut marc = garage.marc().await;
            assert_eq!(add(&mut marc, &mut with).await.leads(), "/account/security?passkey=refused", "{name}");
        }
        let mut with = Authenticator::at(&origin(&garage));
        let mut marc = garage.marc().await;
        add(&mut marc, &mut with).await.leads();
        // The same a second time, by somebody else; one without a name.
        let mut sophia = garage.sophia().await;
        add(&mut sophia, &mut with.clone()).await.is(409);
        marc.get("/account/security").await.is(200);
        let asked = asked(&mut marc, "/account/passkeys/challenge").await;
        assert_eq!(asked["known"].as_array().unwrap().len(), 1);
        let mut second = Authenticator::at(&origin(&garage));
        let answered = second.create(&asked);
        let form = [pairs(&answered), vec![("name", " ")]].concat();
        marc.post("/account/passkeys", &form).await.is(422).refuses("name");
        let mut tx = garage.begin().await;
        assert_eq!(passkeys::list(&mut tx, garage.staff[0]).await.unwrap().len(), 1);
        assert!(passkeys::list(&mut tx, garage.staff[1]).await.unwrap().is_empty());
    });
}

#[test]
fn a_passkey_that_was_removed_opens_nothing() {
    run(async {
        let garage = Garage::open().await;
        let mut with = registered(&garage).await;
        let (mut marc, mut sophia) = (garage.marc().await, garage.sophia().await);
        let page = marc.get("/account/security").await.is(200);
        let path = page.attributes("form[action^='/account/passkeys/']", "action").remove(0);
        sophia.get("/account/security").await.is(200);
        sophia.post(&path, &[YES]).await.is(404);
        marc.post(&path, &[]).await.is(200).sees("main", "n’ouvrira plus rien");
        assert_eq!(marc.post(&path, &[YES]).await.leads(), "/account/security");
        assert_eq!(show(&mut garage.visitor(), &mut with).await, "/sign-in?passkey=refused");
    });
}

/// By an IP address, or a name without https, browsers allow none: the page says so and has no button.
#[test]
fn where_browsers_allow_none_the_page_says_why() {
    run(async {
        let garage = Garage::open().await;
        let settings = web::Settings { default_garage: Some(garage.subdomain.clone()), ..Town::settings() };
        let app = App::with(garage.town.db.clone(), settings, garage.app.cost, garage.app.clock);
        let site = std::sync::Arc::new(web::routes::site(&app));
        for host in ["192.168.1.20:8080", "pc-atelier:8080", "garage.example"] {
            let mut marc = garage.marc().await.at(site.clone());
            marc.host = host.into();
            let page = marc.get("/account/security").await.is(200).sees("main", "demandent une adresse en https");
            assert!(page.attributes("form[data-passkey]", "action").is_empty(), "{host}");
            marc.post("/account/passkeys/challenge", &[]).await.is(404);
            let mut visitor = garage.visitor().at(site.clone());
            visitor.host = host.into();
            let page = visitor.get("/sign-in").await.is(200);
            assert!(page.attributes("form[data-passkey]", "action").is_empty(), "{host}");
            visitor.post("/sign-in/passkey/challenge", &[]).await.is(404);
        }
    });
}
