//! When something is wrong: the page says what and where, and keeps what was typed.

use super::{
    look::{look, look_on},
    street::Street,
    tab::{Screen, Tab},
};
use crate::support::{Nouns, run};

#[test]
fn a_refused_form_says_why_and_loses_nothing() {
    run(async {
        let garage = Street::garage().await;
        let tab = garage.tab(&garage.marc().await).await;
        tab.heard.expect(&[422]);
        tab.go("/contacts/new").await;
        let typed = [
            ("last_name", "Lefort"),
            ("siren", "123"),
            ("phone", "06 11"),
            ("town", "Nîmes"),
            ("notes", "Deux lignes\nici"),
        ];
        for (name, text) in typed {
            tab.fill(name, text).await;
        }
        tab.choose("kind", "professionnel").await;
        tab.act("main button", "Enregistrer").await;
        tab.sees("Quelques champs sont à revoir").await;
        for (name, text) in typed {
            assert_eq!(tab.value(name).await, text);
        }
        assert!(tab.eval::<bool>("document.querySelector('[name=kind][value=professionnel]').checked").await);
        tab.until("the summary to have the focus", "document.activeElement.matches('[role=alert]')").await;
        // Each reason leads to its field, and stands beside it.
        for name in ["siren", "phone"] {
            let said = format!(
                "field('{name}').getAttribute('aria-invalid') === 'true' &&
                 document.getElementById(field('{name}').getAttribute('aria-describedby').split(' ')[0]).innerText.length > 5 &&
                 document.querySelector('[role=alert] a[href=\"#' + field('{name}').id + '\"]')"
            );
            tab.until(name, &said).await;
        }
        assert_eq!(look(&tab, "contact-new-refused").await, Vec::<String>::new());
        tab.close().await;
    });
}

#[test]
fn two_people_on_one_customer_both_keep_their_words() {
    run(async {
        let garage = Street::garage().await;
        let contact = garage.contact().await;
        let (marc, sophia) = (garage.tab(&garage.marc().await).await, garage.tab(&garage.sophia().await).await);
        let path = format!("/contacts/{contact}/edit");
        marc.go(&path).await;
        sophia.go(&path).await;
        sophia.fill("notes", "Rappeler lundi").await;
        sophia.act("main button", "Enregistrer").await;
        sophia.sees("Rappeler lundi").await;
        marc.heard.expect(&[409]);
        marc.fill("notes", "Clefs chez le voisin").await;
        marc.act("main button", "Enregistrer").await;
        marc.sees("vient de modifier cette fiche").await;
        assert_eq!(marc.value("notes").await, "Clefs chez le voisin");
        // His words in the form, hers one touch away, in a tab of their own.
        let saved: String = marc.eval("find('main .alert a[target=_blank]').getAttribute('href')").await;
        garage.marc().await.get(&saved).await.is(200).sees("main", "Rappeler lundi");
        assert_eq!(look(&marc, "contact-edit-stale").await, Vec::<String>::new());
        // Looked at and sent again, it is saved.
        marc.act("main button", "Enregistrer").await;
        marc.sees("Clefs chez le voisin").await;
        marc.close().await;
        sophia.close().await;
    });
}

/// A form, what is typed in it, and its button.
type Wrong<'a> = (String, &'a [(&'a str, &'a str)], &'a str);

/// Sends it past the browser's own checks, which older ones do not make.
async fn refused(tab: &Tab, (path, typed, button): &Wrong<'_>) -> Vec<String> {
    tab.go(path).await;
    for (name, text) in *typed {
        tab.fill(name, text).await;
    }
    tab.eval::<bool>("(document.querySelectorAll('form').forEach(form => { form.noValidate = true; }), true)").await;
    tab.act("main button", button).await;
    let mut wrong = Vec::new();
    let summed: usize = tab.eval("all('main [role=alert] a').length").await;
    let beside: usize = tab.eval("all('main .error').length").await;
    let leads = "all('main [role=alert] a').every(link => document.querySelector(link.getAttribute('href')))";
    if summed == 0 || beside == 0 || !tab.eval::<bool>(leads).await {
        wrong.push(format!("{path}: {summed} reasons in the summary, {beside} beside their fields"));
    }
    for (name, text) in typed.iter().filter(|(name, _)| !name.contains("password")) {
        let now = tab.value(name).await;
        if now != *text {
            wrong.push(format!("{path}: {name} was {text}, is {now}"));
        }
    }
    wrong.extend(look_on(tab, &format!("refused{}", path.replace('/', "-")), &[Screen::Phone]).await);
    wrong
}

#[test]
fn every_form_refuses_with_reasons_that_lead_to_their_fields() {
    run(async {
        let garage = Street::garage().await;
        let nouns = Nouns::of(&garage).await;
        let tab = garage.tab(&garage.marc().await).await;
        tab.heard.expect(&[422]);
        let forms: [Wrong; 10] = [
            ("/vehicles/new".into(), &[("plate", "!"), ("model", "Clio")], "Enregistrer"),
            ("/reception".into(), &[("plate", "!"), ("town", "Nîmes")], "Confirmer"),
            (format!("/repair-orders/{}/edit", nouns.order), &[("mileage_km", "beaucoup")], "Enregistrer"),
            (format!("/invoices/{}", nouns.invoice), &[("amount", "100000")], "Encaisser"),
            ("/packages/new".into(), &[("code", "A B C D E F G")], "Enregistrer"),
            ("/settings".into(), &[("siret", "123"), ("iban", "FR00")], "Enregistrer"),
            ("/settings/team".into(), &[("email", "personne")], "Inviter"),
            ("/links/new".into(), &[("email", "personne")], "Envoyer le lien"),
            ("/settings/tokens".into(), &[], "Créer le jeton"),
            ("/account".into(), &[("password", "court")], "Changer le mot de passe"),
        ];
        let mut wrong = Vec::new();
        for form in &forms {
            wrong.extend(refused(&tab, form).await);
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        tab.close().await;
    });
}
