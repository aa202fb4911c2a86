//! Signing in with Google, against a provider that signs real tokens: who comes in, and every way not to.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use web::App;

use crate::support::{CLIENT, Client, Garage, Lie, PASSWORD, Provider, SECRET, Town, YES, run};

fn in_two_minutes() -> DateTime<Utc> {
    crm::cx::now() + TimeDelta::minutes(2)
}

const FINISH: &str = "/sign-in/google/finish?";

/// A garage whose program knows the provider.
async fn garage_with(provider: &Provider) -> Garage {
    Garage::open_with(Town::get().await, &app_with(provider, crm::cx::now).await).await
}

async fn app_with(provider: &Provider, clock: fn() -> DateTime<Utc>) -> Arc<App> {
    let settings = web::Settings {
        google_client_id: Some(CLIENT.into()),
        google_client_secret: Some(SECRET.into()),
        google_issuer: provider.url.clone(),
        ..Town::settings()
    };
    App::with(Town::get().await.db.clone(), settings, crm::password::Cost::Tests, clock)
}

/// From the button to the provider.
async fn leaves(client: &mut Client) -> String {
    client.get("/sign-in?next=/contacts").await.is(200).sees("main button", "Continuer avec Google");
    client.post("/sign-in/google", &[]).await.leads()
}

/// From the provider over the common address to the garage's door.
async fn handed_on(garage: &Garage, back: &str) -> String {
    let mut common = Client::new(garage.site.clone(), "localhost");
    let on = common.get(back).await.leads();
    let path = on.strip_prefix(&format!("http://{}", garage.host())).expect("the garage's address");
    assert!(path.starts_with(FINISH), "{path}");
    path.to_owned()
}

async fn comes_back(garage: &Garage, client: &mut Client, back: &str) -> String {
    let path = handed_on(garage, back).await;
    client.get(&path).await.leads()
}

/// The whole way of a visitor.
async fn enters(garage: &Garage, provider: &Provider, subject: &str, email: &str) -> (Client, String) {
    let mut client = garage.visitor();
    let away = leaves(&mut client).await;
    let back = provider.approves(&away, subject, email, true);
    let led = comes_back(garage, &mut client, &back).await;
    (client, led)
}

async fn link(garage: &Garage, provider: &Provider, client: &mut Client, subject: &str) -> String {
    client.get("/account/security").await.is(200);
    let away = client.post("/account/google", &[]).await.leads();
    let back = provider.approves(&away, subject, "quelquun@gmail.test", false);
    comes_back(garage, client, &back).await
}

#[test]
fn an_account_that_was_linked_signs_in() {
    run(async {
        let provider = Provider::open().await;
        let garage = garage_with(&provider).await;
        let mut marc = garage.marc().await;
        assert_eq!(link(&garage, &provider, &mut marc, "sub-marc").await, "/account/security");
        marc.get("/account/security").await.is(200).sees("main", "quelquun@gmail.test");
        let (mut client, led) = enters(&garage, &provider, "sub-marc", "autre@gmail.test").await;
        assert_eq!(led, "/contacts");
        client.get("/account").await.is(200).sees("main", "Marc Lefèvre");
        // Keys and addresses are asked once.
        assert_eq!((provider.asked("/keys"), provider.asked("/token")), (1, 2));
        // No longer linked, it is nobody's.
        marc.get("/account/security").await.is(200);
        marc.post("/account/google/delete", &[]).await.is(200).sees("main", "mot de passe");
        assert_eq!(marc.post("/account/google/delete", &[YES]).await.leads(), "/account/security");
        assert_eq!(enters(&garage, &provider, "sub-marc", "autre@gmail.test").await.1, "/sign-in?google=unknown");
    });
}

/// An e-mail opens nothing, verified or not, ours or another garage's: only what was linked by a person signed in.
#[test]
fn an_e_mail_that_google_names_opens_nothing() {
    run(async {
        let provider = Provider::open().await;
        let garage = garage_with(&provider).await;
        let other = Garage::open_with(garage.town, &garage.app).await;
        link(&garage, &provider, &mut garage.marc().await, "sub-marc").await;
        for (subject, verified) in [("sub-stranger", true), ("sub-stranger", false), ("", true)] {
            let mut client = garage.visitor();
            let away = leaves(&mut client).await;
            let back = provider.approves(&away, subject, "marc@garage.test", verified);
            let led = comes_back(&garage, &mut client, &back).await;
            assert!(led == "/sign-in?google=unknown" || led == "/sign-in?google=refused", "{led}");
            client.get(&led).await.is(200).sees("main", "Google");
            assert!(client.get("/contacts").await.leads().starts_with("/sign-in"));
        }
        // Marc's own account, at the garage where it was never linked.
        assert_eq!(enters(&other, &provider, "sub-marc", "marc@garage.test").await.1, "/sign-in?google=unknown");
        // A colleague may not take it.
        let mut sophia = garage.sophia().await;
        assert_eq!(link(&garage, &provider, &mut sophia, "sub-marc").await, "/account/security?google=taken");
    });
}

#[test]
fn a_token_that_is_not_wholly_right_opens_nothing() {
    run(async {
        let provider = Provider::open().await;
        let garage = garage_with(&provider).await;
        link(&garage, &provider, &mut garage.marc().await, "sub-marc").await;
        for lie in [
            Lie::Audience,
            Lie::SharedAudience,
            Lie::Issuer,
            Lie::Expired,
            Lie::FromTomorrow,
            Lie::Nonce,
            Lie::NoNonce,
            Lie::AlgorithmNone,
            Lie::PublicKeyAsSecret,
            Lie::OtherKey,
            Lie::Changed,
        ] {
            provider.lies(lie);
            let (mut client, led) = enters(&garage, &provider, "sub-marc", "marc@gmail.test").await;
            assert_eq!(led, "/sign-in?google=refused", "{lie:?}");
            assert!(client.get("/contacts").await.leads().starts_with("/sign-in"), "{lie:?}");
        }
        provider.lies(Lie::None);
        assert_eq!(enters(&garage, &provider, "sub-marc", "marc@gmail.test").await.1, "/contacts");
    });
}

#[test]
fn a_new_key_of_the_provider_is_fetched() {
    run(async {
        let provider = Provider::open().await;
        let garage = garage_with(&provider).await;
        link(&garage, &provider, &mut garage.marc().await, "sub-marc").await;
        provider.changes_key();
        assert_eq!(enters(&garage, &provider, "sub-marc", "marc@gmail.test").await.1, "/contacts");
        assert_eq!(provider.asked("/keys"), 2);
        assert_eq!(enters(&garage, &provider, "sub-marc", "marc@gmail.test").await.1, "/contacts");
        assert_eq!(provider.asked("/keys"), 2);
    });
}

#[test]
fn a_way_back_is_one_browsers_and_good_once_and_soon() {
    run(async {
        let provider = Provider::open().await;
        let garage = garage_with(&provider).await;
        link(&garage, &provider, &mut garage.marc().await, "sub-marc").await;
        let mut client = garage.visitor();
        let away = leaves(&mut client).await;
        let path = handed_on(&garage, &provider.approves(&away, "sub-marc", "m@gmail.test", true)).await;
        // In another browser: whoever is sent a finished way does not enter as somebody else.
        let mut victim = garage.visitor();
        victim.get("/sign-in").await.is(200);
        assert_eq!(victim.get(&path).await.leads(), "/sign-in?google=refused");
        // After the minute of the hand-off.
        let late = Arc::new(web::routes::site(&app_with(&provider, in_two_minutes).await));
        assert_eq!(client.clone().at(late).get(&path).await.leads(), "/sign-in?google=refused");
        // With another code, or another time, than the common address sealed.
        for bent in [path.replace("code=", "code=x"), path.replace("&at=", "&at=1")] {
            assert_eq!(client.clone().get(&bent).await.leads(), "/sign-in?google=refused");
        }
        assert_eq!(client.clone().get(&path).await.leads(), "/contacts");
        // A second time, from the same browser: the state is used.
        assert_eq!(client.get(&path).await.leads(), "/sign-in?google=refused");
        // A code that was redeemed, under a new state.
        let code = path.split("code=").nth(1).unwrap().split('&').next().unwrap().to_owned();
        let mut again = garage.visitor();
        let away = leaves(&mut again).await;
        let back = provider.approves(&away, "sub-marc", "m@gmail.test", true);
        let fresh = back.split("code=").nth(1).unwrap().split('&').next().unwrap().to_owned();
        assert_eq!(comes_back(&garage, &mut again, &back.replace(&fresh, &code)).await, "/sign-in?google=refused");
        // At the same moment twice: one enters.
        let mut twice = garage.visitor();
        let away = leaves(&mut twice).await;
        let path = handed_on(&garage, &provider.approves(&away, "sub-marc", "m@gmail.test", true)).await;
        let (mut one, mut two) = (twice.clone(), twice.clone());
        let both = futures::join!(one.get(&path), two.get(&path));
        let mut led = [both.0.leads(), both.1.leads()];
        led.sort();
        assert_eq!(led, ["/contacts", "/sign-in?google=refused"]);
    });
}

/// The common address hands on to where we sealed that the person left from, and nowhere else.
#[test]
fn the_common_address_leads_nobody_elsewhere() {
    run(async {
        let provider = Provider::open().await;
        let garage = garage_with(&provider).await;
        let mut common = Client::new(garage.site.clone(), "localhost");
        let evil = "68747470733a2f2f6576696c2e74657374"; // https://evil.test
        for state in ["", "x", "a.b.c", &format!("00.{evil}.00"), &format!("{evil}.{evil}.{}", "0".repeat(32))] {
            common.get(&format!("/sign-in/google/callback?code=1&state={state}")).await.is(404);
        }
        let mut client = garage.visitor();
        let away = leaves(&mut client).await;
        let back = provider.approves(&away, "sub", "m@gmail.test", true);
        let from = garage.host().bytes().map(|b| format!("{b:02x}")).collect::<String>();
        assert!(back.contains(&from));
        common.get(&back.replace(&from, "6576696c")).await.is(404);
        // Whoever gives up at Google comes without a code.
        let state = back.split("state=").nth(1).unwrap();
        let given_up = format!("/sign-in/google/callback?error=access_denied&state={state}");
        assert_eq!(comes_back(&garage, &mut client, &given_up).await, "/sign-in?google=refused");
    });
}

/// Linking asks who one is; what a visitor began is not tied to whoever is signed in later, and the second step stays.
#[test]
fn linking_takes_a_person_who_has_just_shown_who_they_are() {
    run(async {
        let provider = Provider::open().await;
        let garage = garage_with(&provider).await;
        let mut marc = garage.marc().await;
        // A way begun by Sophia ends in no other session.
        let mut sophia = garage.sophia().await;
        sophia.get("/account/security").await.is(200);
        let away = sophia.post("/account/google", &[]).await.leads();
        let path = handed_on(&garage, &provider.approves(&away, "sub-attacker", "a@gmail.test", true)).await;
        assert_eq!(marc.get(&path).await.leads(), "/account/security?google=refused");
        assert!(garage.visitor().get(&path).await.leads().starts_with("/sign-in"));
        assert_eq!(link(&garage, &provider, &mut marc, "sub-marc").await, "/account/security");
        // With an application set up, Google is one proof of two.
        let mut tx = garage.begin().await;
        let user = garage.staff[0];
        crm::factors::totp::begin(&mut tx, user).await.unwrap();
        let secret = crm::factors::totp::awaiting(&mut tx, user).await.unwrap().unwrap();
        let step = crm::factors::totp::step(crm::cx::now());
        crm::factors::totp::confirm(&mut tx, user, &secret.code(step)).await.unwrap();
        tx.commit().await.unwrap();
        let (mut client, led) = enters(&garage, &provider, "sub-marc", "m@gmail.test").await;
        assert_eq!(led, "/sign-in/code");
        assert!(client.get("/contacts").await.leads().starts_with("/sign-in"));
        client.get("/sign-in/code").await.is(200);
        assert_eq!(client.post("/sign-in/code", &[("code", &secret.code(step + 1))]).await.leads(), "/contacts");
    });
}

#[test]
fn without_google_there_is_no_button_and_a_silent_one_is_said() {
    run(async {
        let garage = Garage::open().await;
        let mut visitor = garage.visitor();
        visitor.get("/sign-in").await.is(200).does_not_see("main", "Google");
        assert_eq!(visitor.post("/sign-in/google", &[]).await.leads(), "/sign-in?google=unreachable");
        let mut nowhere = Provider::open().await;
        nowhere.url = "http://127.0.0.1:9".into();
        let garage = garage_with(&nowhere).await;
        let mut visitor = garage.visitor();
        visitor.get("/sign-in").await.is(200);
        assert_eq!(visitor.post("/sign-in/google", &[]).await.leads(), "/sign-in?google=unreachable");
        visitor.get("/sign-in?google=unreachable").await.is(200).sees("main", "ne répond pas");
        // The password still opens.
        let hers = [("email", "marc@garage.test"), ("password", PASSWORD)];
        assert_eq!(visitor.post("/sign-in", &hers).await.leads(), "/");
    });
}
