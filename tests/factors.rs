//! The second step of signing in: codes good once, recovery codes, what stands between the two steps, the owner's wish.

use chrono::{DateTime, TimeDelta, Utc};
use crm::{
    factors::{self, totp, totp::Secret},
    ids::UserId,
    sessions,
};

use crate::support::{Answer, Client, Garage, PASSWORD, Server, Village, YES, run};

const MARC: [(&str, &str); 2] = [("email", "marc@garage.test"), ("password", PASSWORD)];

fn in_a_minute() -> DateTime<Utc> {
    crm::cx::now() + TimeDelta::seconds(60)
}

fn in_eleven_minutes() -> DateTime<Utc> {
    crm::cx::now() + TimeDelta::minutes(11)
}

/// Sets the application up by the pages; gives its secret and the recovery codes.
async fn set_up(client: &mut Client) -> (Secret, Vec<String>) {
    client.get("/account/security").await.is(200).sees("main", "Pas encore");
    assert_eq!(client.post("/account/totp", &[]).await.leads(), "/account/totp");
    let page = client.get("/account/totp").await.is(200);
    assert!(page.html().contains("<svg class=\"qr\""), "no picture to scan");
    let secret = Secret::of_letters(&page.texts("p.code")[0].replace(' ', "")).unwrap();
    client.post("/account/totp/confirm", &[("code", "000 00")]).await.is(422).refuses("code");
    let code = secret.code(totp::step(crm::cx::now()));
    let page = client.post("/account/totp/confirm", &[("code", &code)]).await.is(200);
    let codes = page.value("codes").split('\n').map(|line| line.trim().replace(' ', "")).collect::<Vec<_>>();
    // The text was read with its spaces made one.
    let digits: String = codes.concat();
    let codes = digits.as_bytes().chunks(12).map(|code| String::from_utf8_lossy(code).into_owned()).collect();
    (secret, codes)
}

/// With the right password, before the code.
async fn halfway(garage: &Garage) -> Client {
    let mut client = garage.visitor();
    client.get("/sign-in?next=/contacts").await.is(200);
    assert_eq!(client.post("/sign-in", &MARC).await.leads(), "/sign-in/code");
    client.get("/sign-in/code").await.is(200);
    client
}

fn is_in(client: &Client) -> bool {
    client.cookies.get("session").is_some_and(|session| !session.is_empty())
}

async fn send(client: &mut Client, code: &str) -> Answer {
    client.post("/sign-in/code", &[("code", code)]).await
}

/// The code of so many steps from a garage's now.
fn code(secret: &Secret, garage: &Garage, steps: i64) -> String {
    secret.code(totp::step((garage.app.clock)()) + steps)
}

async fn journal(garage: &Garage, kind: &str) -> i64 {
    sqlx::query_scalar("select count(*) from security_events where tenant_id = $1 and kind = $2")
        .bind(garage.tenant.0)
        .bind(kind)
        .fetch_one(&garage.town.admin)
        .await
        .unwrap()
}

async fn letters_to(garage: &Garage, email: &str) -> Vec<String> {
    let all = crm::messages::list(&mut garage.begin().await, None).await.unwrap().rows;
    all.into_iter().filter(|m| m.recipient == email).map(|m| m.subject).collect()
}

#[test]
fn a_code_is_asked_after_the_password_and_no_session_is_there_before() {
    run(async {
        let garage = Garage::open().await;
        let (secret, codes) = set_up(&mut garage.marc().await).await;
        assert_eq!(codes.len(), 10, "{codes:?}");
        let mut client = halfway(&garage).await;
        assert!(!is_in(&client));
        for path in ["/", "/contacts", "/account", "/account/security", "/account/totp", "/settings/team"] {
            assert!(client.get(path).await.leads().starts_with("/sign-in?next="), "{path}");
        }
        // What stands between the two steps is no session, whatever it is called.
        let pending = client.cookies["second_step"].clone();
        let mut thief = garage.visitor().with_cookie("session", &pending);
        assert!(thief.get("/contacts").await.leads().starts_with("/sign-in"));
        client.get("/sign-in/code").await.is(200);
        send(&mut client, "12").await.is(422).refuses("code");
        send(&mut client, "abcdef").await.is(422).refuses("code");
        assert_eq!(send(&mut client, &code(&secret, &garage, 1)).await.leads(), "/contacts");
        assert!(is_in(&client) && client.cookies["second_step"].is_empty());
        client.get("/contacts").await.is(200);
        // It was good for one entrance.
        let mut again = garage.visitor().with_cookie("second_step", &pending);
        assert_eq!(again.get("/sign-in/code").await.leads(), "/sign-in");
        assert_eq!(journal(&garage, "second_step_failed").await, 2);
    });
}

#[test]
fn a_code_is_good_once_even_at_the_same_moment() {
    run(async {
        let garage = Garage::open().await;
        let (secret, _) = set_up(&mut garage.marc().await).await;
        // That of the set-up is used already.
        send(&mut halfway(&garage).await, &code(&secret, &garage, 0)).await.is(422).refuses("code");
        let (mut one, mut two) = (halfway(&garage).await, halfway(&garage).await);
        let next = code(&secret, &garage, 1);
        let (first, second) = futures::join!(send(&mut one, &next), send(&mut two, &next));
        let mut statuses = [first.status.as_u16(), second.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 422]);
        assert!(is_in(&one) != is_in(&two));
        // Nor does a code of an earlier step count after a later one.
        let later = garage.at(in_a_minute);
        send(&mut halfway(&later).await, &code(&secret, &later, 1)).await.leads();
        send(&mut halfway(&later).await, &code(&secret, &later, 0)).await.is(422).refuses("code");
    });
}

#[test]
fn whoever_has_the_password_has_few_guesses_at_the_code() {
    run(async {
        let garage = Garage::open().await;
        let (secret, codes) = set_up(&mut garage.marc().await).await;
        let mut client = halfway(&garage).await;
        for _ in 0..8 {
            send(&mut client, "000000").await.is(422);
        }
        // In another browser, after the password once more, and with a recovery code: the person is counted.
        let mut other = halfway(&garage).await;
        send(&mut other, &code(&secret, &garage, 1)).await.is(422).sees("main", "Trop d’essais");
        send(&mut other, &codes[0]).await.is(422).sees("main", "Trop d’essais");
        assert!(!is_in(&other));
    });
}

#[test]
fn a_recovery_code_is_good_once_and_new_ones_replace_the_old() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        let (_, codes) = set_up(&mut marc).await;
        let spaced = format!("{} {}-{}", &codes[0][..4], &codes[0][4..8], &codes[0][8..]);
        assert_eq!(send(&mut halfway(&garage).await, &spaced).await.leads(), "/contacts");
        send(&mut halfway(&garage).await, &codes[0]).await.is(422).refuses("code");
        let (mut one, mut two) = (halfway(&garage).await, halfway(&garage).await);
        let both = futures::join!(send(&mut one, &codes[1]), send(&mut two, &codes[1]));
        assert!((both.0.status == 303) != (both.1.status == 303), "{} {}", both.0.status, both.1.status);
        assert!(letters_to(&garage, "marc@garage.test").await.len() >= 3);
        marc.get("/account/security").await.is(200).sees("main", "8 codes");
        marc.post("/account/recovery-codes", &[]).await.is(200).sees("main", "ne serviront plus");
        marc.get("/account/security").await.is(200);
        marc.post("/account/recovery-codes", &[YES]).await.is(200);
        send(&mut halfway(&garage).await, &codes[2]).await.is(422).refuses("code");
        // Another person's code is worth nothing, nor the same digits for him.
        let mut sophia = garage.sophia().await;
        set_up(&mut sophia).await;
        let mut tx = garage.begin().await;
        assert!(factors::accept(&mut tx, garage.staff[1], &codes[3]).await.is_err());
    });
}

/// The page of the code opens for ten minutes, to the browser that gave the password, as long as that password stands.
#[test]
fn what_stands_between_the_steps_is_bound_and_short() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        let (secret, _) = set_up(&mut marc).await;
        let client = halfway(&garage).await;
        let mut late = client.clone().at(garage.at(in_eleven_minutes).site);
        assert_eq!(late.get("/sign-in/code").await.leads(), "/sign-in");
        assert_eq!(send(&mut late, &code(&secret, &garage, 1)).await.leads(), "/sign-in");
        let mut elsewhere = garage.visitor();
        elsewhere.get("/sign-in").await.is(200);
        assert_eq!(send(&mut elsewhere, &code(&secret, &garage, 1)).await.leads(), "/sign-in");
        // In another garage it is nothing.
        let other = Garage::open().await;
        let mut foreign = client.clone();
        foreign.host = other.host();
        assert_eq!(foreign.get("/sign-in/code").await.leads(), "/sign-in");
        // A new password makes it worth nothing.
        let mut tx = garage.begin().await;
        crm::users::set_password(&mut tx, garage.staff[0], "another").await.unwrap();
        tx.commit().await.unwrap();
        let mut same = client.clone();
        assert_eq!(same.get("/sign-in/code").await.leads(), "/sign-in");
        assert_eq!(send(&mut same, &code(&secret, &garage, 1)).await.leads(), "/sign-in");
        assert!(!is_in(&same) && !is_in(&elsewhere) && !is_in(&late));
    });
}

/// An attacker who put a cookie of his into the browser finds it worth nothing afterwards.
#[test]
fn every_rise_has_a_secret_of_its_own() {
    run(async {
        let garage = Garage::open().await;
        let planted = "00".repeat(32);
        let mut visitor = garage.visitor().with_cookie("session", &planted);
        visitor.get("/sign-in").await.is(200);
        visitor.post("/sign-in", &MARC).await.leads();
        assert_ne!(visitor.cookies["session"], planted);
        // A session that was open in this browser ends when another begins.
        let mut karim = garage.karim().await;
        let before = karim.clone();
        karim.get("/account").await.is(200);
        karim.post("/sign-in", &MARC).await.leads();
        assert_ne!(karim.cookies["session"], before.cookies["session"]);
        assert!(before.clone().get("/account").await.leads().starts_with("/sign-in"));
        // Set-up renews it.
        let mut marc = garage.marc().await;
        let before = marc.clone();
        set_up(&mut marc).await;
        assert_ne!(marc.cookies["session"], before.cookies["session"]);
        marc.get("/contacts").await.is(200);
        // The one before serves a double click, and nothing that protects the account; then it is over.
        before.clone().get("/contacts").await.is(200);
        before.clone().get("/account/security").await.is(200).sees("main", "Confirmez que c’est vous");
        let mut later = before.clone().at(garage.at(|| crm::cx::now() + TimeDelta::seconds(11)).site);
        assert!(later.get("/contacts").await.leads().starts_with("/sign-in"));
    });
}

/// Under https its cookie takes the prefix that binds it to the host, as the session's does.
#[test]
fn under_https_its_cookie_is_the_hosts_own() {
    run(async {
        let garage = Garage::open().await;
        set_up(&mut garage.marc().await).await;
        let settings = web::Settings {
            base_domain: "visioncrm.test".into(),
            public_url: Some("https://{garage}.visioncrm.test".into()),
            ..crate::support::Town::settings()
        };
        let app = web::App::with(garage.town.db.clone(), settings, garage.app.cost, garage.app.clock);
        let mut client = garage.visitor().at(std::sync::Arc::new(web::routes::site(&app)));
        client.host = format!("{}.visioncrm.test", garage.subdomain);
        client.get("/sign-in").await.is(200);
        let answer = client.post("/sign-in", &MARC).await;
        assert_eq!(answer.leads(), "/sign-in/code");
        let cookie = answer.header("set-cookie");
        for word in ["__Host-second_step=", "; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/", "; Max-Age=600"] {
            assert!(cookie.contains(word), "{cookie}");
        }
    });
}

#[test]
fn a_tablet_left_open_changes_nothing_of_an_account() {
    run(async {
        let garage = Garage::open().await;
        let mut sophia = garage.sophia().await;
        let (secret, _) = set_up(&mut sophia).await;
        let later = garage.at(in_eleven_minutes);
        let mut tablet = sophia.clone().at(later.site.clone());
        let page = tablet.get("/account/security").await.is(200).sees("main", "Confirmez que c’est vous");
        assert!(page.attributes("form[action^='/account/totp']", "action").is_empty(), "a button that may not be used");
        for path in [
            "/account/totp",
            "/account/totp/confirm",
            "/account/totp/delete",
            "/account/recovery-codes",
            "/account/passkeys",
            "/account/passkeys/challenge",
            "/account/google",
            "/account/google/delete",
        ] {
            assert_eq!(tablet.post(path, &[YES]).await.leads(), "/account/security", "{path}");
        }
        let mut tx = garage.begin().await;
        assert!(factors::of(&mut tx, garage.staff[1]).await.unwrap().totp.is_some());
        drop(tx);
        // The password alone is not enough where there is a code.
        tablet.get("/account/security").await.is(200);
        tablet.post("/account/proof", &[("password", "faux")]).await.is(422).refuses("password");
        tablet.post("/account/proof", &[("password", PASSWORD), ("code", "000000")]).await.is(422).refuses("code");
        let before = tablet.clone();
        let right = [("password", PASSWORD), ("code", &code(&secret, &later, 0))];
        assert_eq!(tablet.post("/account/proof", &right).await.leads(), "/account/security");
        before.clone().get("/account/security").await.is(200).sees("main", "Confirmez que c’est vous");
        tablet.get("/account/security").await.is(200).does_not_see("main", "Confirmez que c’est vous");
        tablet.post("/account/totp/delete", &[]).await.is(200).sees("main", "suffira de nouveau");
        assert_eq!(tablet.post("/account/totp/delete", &[YES]).await.leads(), "/account/security");
        assert!(!letters_to(&garage, "sophia@garage.test").await.is_empty());
    });
}

#[test]
fn whom_the_owner_asks_for_a_second_step_reaches_nothing_else_before() {
    run(async {
        let garage = Garage::open().await;
        let (mut marc, mut sophia) = (garage.marc().await, garage.sophia().await);
        let contact = garage.contact().await;
        let edit = format!("/contacts/{contact}");
        sophia.get(&format!("{edit}/edit")).await.is(200);
        marc.get("/settings/team").await.is(200);
        assert_eq!(
            marc.post("/settings/second-step", &[("second_step", "owners")]).await.leads(),
            "/settings/team?second-step"
        );
        sophia.get("/contacts").await.is(200);
        assert_eq!(marc.get("/contacts").await.leads(), "/account/security");
        set_up(&mut marc).await;
        marc.get("/settings/team").await.is(200);
        marc.post("/settings/second-step", &[("second_step", "everybody")]).await.leads();
        // What was drawn before is not sent either.
        sophia.get("/account/security").await.is(200).sees("main", "Une deuxième étape est demandée");
        assert_eq!(sophia.post(&edit, &[("last_name", "Changé")]).await.leads(), "/account/security");
        for path in ["/", "/contacts", "/account", "/settings", "/search?q=a", "/sign-in"] {
            let leads = sophia.get(path).await.leads();
            assert_eq!(leads, "/account/security", "{path}");
        }
        // Signing in anew leads to the same place.
        let mut fresh = garage.visitor();
        fresh.get("/sign-in").await.is(200);
        fresh.post("/sign-in", &[("email", "sophia@garage.test"), ("password", PASSWORD)]).await.leads();
        assert_eq!(fresh.get("/contacts").await.leads(), "/account/security");
        set_up(&mut fresh).await;
        fresh.get("/contacts").await.is(200);
        // Taking it away closes everything again.
        fresh.get("/account/security").await.is(200);
        fresh.post("/account/totp/delete", &[YES]).await.leads();
        assert_eq!(fresh.get("/contacts").await.leads(), "/account/security");
        fresh.get("/account/security").await.is(200);
        fresh.post("/sign-out", &[]).await.leads();
    });
}

#[test]
fn a_lost_telephone_is_the_owners_to_forgive() {
    run(async {
        let garage = Garage::open().await;
        let (mut marc, mut sophia) = (garage.marc().await, garage.sophia().await);
        let (_, codes) = set_up(&mut sophia).await;
        let page = format!("/settings/team/{}", garage.staff[1]);
        let reset = format!("{page}/factors/delete");
        marc.get(&page).await.is(200).sees("main", "Application d’authentification");
        marc.post(&reset, &[]).await.is(200).sees("main", "déconnectée partout");
        sophia.get("/contacts").await.is(200);
        // Not from a tablet left open.
        let mut tablet = marc.clone().at(garage.at(in_eleven_minutes).site);
        assert_eq!(tablet.post(&reset, &[YES]).await.leads(), "/account/security");
        assert_eq!(marc.post(&reset, &[YES]).await.leads(), page);
        assert!(sophia.get("/contacts").await.leads().starts_with("/sign-in"));
        assert_eq!(journal(&garage, "factors_reset").await, 1);
        assert!(letters_to(&garage, "sophia@garage.test").await.iter().any(|s| s.contains("sécurité")));
        let mut visitor = garage.visitor();
        visitor.get("/sign-in").await.is(200);
        let hers = [("email", "sophia@garage.test"), ("password", PASSWORD)];
        assert_eq!(visitor.post("/sign-in", &hers).await.leads(), "/");
        let mut tx = garage.begin().await;
        assert!(factors::accept(&mut tx, garage.staff[1], &codes[0]).await.is_err());
        // Another garage's colleague is nobody.
        let other = Garage::open().await;
        let stranger = format!("/settings/team/{}/factors/delete", other.staff[1]);
        marc.get(&page).await.is(200);
        marc.post(&stranger, &[YES]).await.is(404);
    });
}

/// `visioncrm reset-factors`, for the owner who is alone.
#[test]
fn the_machine_lets_the_last_owner_in_again() {
    run(async {
        let village = Village::new();
        let visit = village.visit().await;
        let garage = visit.garage().await;
        set_up(&mut garage.marc().await).await;
        visit.leave().await;
        let of = |email: &'static str| {
            let garage = garage.subdomain.clone();
            Server::does(&village.dir, &["reset-factors", "--garage", &garage, "--email", email]).0
        };
        assert!(!of("personne@garage.test").success());
        assert!(of("marc@garage.test").success());
        let visit = village.visit().await;
        let garage = Garage { town: visit.town, ..garage };
        let mut tx = garage.begin().await;
        assert!(factors::of(&mut tx, garage.staff[0]).await.unwrap().is_empty());
        drop(tx);
        visit.leave().await;
        village.tidy();
    });
}

/// Whoever has the whole database has no secret, no code and no way between the steps.
#[test]
fn nothing_of_it_lies_open_in_the_database() {
    run(async {
        let garage = Garage::open().await;
        let (secret, codes) = set_up(&mut garage.marc().await).await;
        let client = halfway(&garage).await;
        let mut dump = String::new();
        for table in ["totps", "recovery_codes", "pending_proofs", "audit_log", "security_events", "messages"] {
            let rows = format!(
                "select coalesce(string_agg(t::text, '\n'), '') from {table} t where tenant_id = '{}'",
                garage.tenant
            );
            let rows: String =
                sqlx::query_scalar(sqlx::AssertSqlSafe(rows)).fetch_one(&garage.town.admin).await.unwrap();
            dump.push_str(&rows);
        }
        assert!(dump.len() > 1000);
        let raw = |text: &str| text.bytes().map(|b| format!("{b:02x}")).collect::<String>();
        for hidden in [secret.letters(), codes[0].clone(), client.cookies["second_step"].clone()] {
            assert!(!dump.contains(&hidden) && !dump.contains(&raw(&hidden)), "{hidden}");
        }
        // Who leaves takes all of it along.
        let left: UserId = garage.staff[2];
        set_up(&mut garage.karim().await).await;
        let mut tx = garage.begin().await;
        crm::users::remove(&mut tx, left).await.unwrap();
        assert!(factors::of(&mut tx, left).await.unwrap().is_empty());
        assert!(sessions::list(&mut tx, left).await.unwrap().is_empty());
    });
}
