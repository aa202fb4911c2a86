//! What only a browser can tell of the second step: a passkey made and shown by Chromium's own authenticator, and how the
//! pages look that stand between the password and the garage.

use crm::factors::totp::{self, Secret};
use serde_json::json;

use super::{look::look, street::Street, tab::Tab};
use crate::support::{Garage, PASSWORD, run};

/// A finger that is always right.
async fn with_finger(tab: &Tab) {
    tab.ask("WebAuthn.enable", json!({})).await;
    let options = json!({
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": true, "hasUserVerification": true,
        "isUserVerified": true, "automaticPresenceSimulation": true,
    });
    tab.ask("WebAuthn.addVirtualAuthenticator", json!({ "options": options })).await;
}

async fn enter_with_password(tab: &Tab) {
    tab.go("/sign-in").await;
    tab.fill("email", "marc@garage.test").await;
    tab.fill("password", PASSWORD).await;
    tab.follow("main button", "Entrer").await;
}

#[test]
fn a_finger_signs_in_without_a_password() {
    run(async {
        let garage = Street::garage().await;
        let tab = garage.tab(&garage.marc().await).await;
        with_finger(&tab).await;
        tab.go("/account/security").await;
        tab.fill("name", "Téléphone de Marc").await;
        tab.follow("main button", "Ajouter une clé d’accès").await;
        tab.sees("Téléphone de Marc").await;
        tab.ask("Network.clearBrowserCookies", json!({})).await;
        tab.go("/sign-in?next=/contacts").await;
        tab.follow("main button", "Entrer avec une clé d’accès").await;
        assert_eq!(tab.path().await, "/contacts");
        tab.go("/account/security").await;
        tab.sees("vue le").await;
        tab.is_well();
        tab.close().await;
    });
}

/// Without JavaScript too: the application is set up, its code asked for, the garage opens. The pages are looked at.
#[test]
fn a_code_leads_in_with_javascript_and_without() {
    run(async {
        for script in [true, false] {
            let garage = Street::garage().await;
            let secret = set_up(&garage, script).await;
            let tab = garage.passer_by().await;
            if !script {
                tab.without_javascript().await;
            }
            enter_with_password(&tab).await;
            assert_eq!(tab.path().await, "/sign-in/code");
            if script {
                assert_eq!(look(&tab, "sign-in-code").await, Vec::<String>::new());
            }
            tab.fill("code", "000000").await;
            tab.heard.expect(&[422]);
            tab.follow("main button", "Continuer").await;
            tab.sees("n’est pas le bon").await;
            tab.fill("code", &secret.code(totp::step(crm::cx::now()) + 1)).await;
            tab.follow("main button", "Continuer").await;
            assert_eq!(tab.path().await, "/");
            tab.is_well();
            tab.close().await;
        }
    });
}

async fn set_up(garage: &Garage, script: bool) -> Secret {
    let tab = garage.tab(&garage.marc().await).await;
    if !script {
        tab.without_javascript().await;
    }
    tab.go("/account/security").await;
    tab.follow("main button", "Mettre en place").await;
    let letters: String = tab.eval("document.querySelector('p.code').textContent.replace(/ /g, '')").await;
    let secret = Secret::of_letters(&letters).unwrap();
    tab.fill("code", &secret.code(totp::step(crm::cx::now()))).await;
    tab.follow("main button", "Confirmer").await;
    tab.sees("Notez-les maintenant").await;
    if script {
        assert_eq!(look(&tab, "recovery-codes").await, Vec::<String>::new());
    }
    tab.follow("main a", "Je les ai notés").await;
    tab.sees("10 codes").await;
    if script {
        assert_eq!(look(&tab, "security-with-application").await, Vec::<String>::new());
    }
    tab.close().await;
    secret
}
