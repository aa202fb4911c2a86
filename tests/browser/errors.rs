//! When something is wrong: the page says what and where, and keeps what was typed.

use super::{look::look, street::Street};
use crate::support::run;

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
        assert_eq!(look(&marc, "contact-edit-stale").await, Vec::<String>::new());
        // Looked at and sent again, it is saved.
        marc.act("main button", "Enregistrer").await;
        marc.sees("Clefs chez le voisin").await;
        marc.close().await;
        sophia.close().await;
    });
}
