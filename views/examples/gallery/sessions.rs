use maud::{Markup, html};
use views::components::{Button, Choice, Form, Icon, card, columns, draft_note, field, form_end, group, required_note};

use crate::{approvals::foot, frame::plain};

pub fn sign_in() -> Markup {
    let content = html! {
        div.stack.stack-close { h1 { "Bonjour" } p.quiet { "Connectez-vous à Garage Martin." } }
        (card("", None, html! { div.stack {
            (Form::post("dashboard.html").draw(html! {}, html! { div.stack {
                (field::email("email", "E-mail").autocomplete("username").required().autofocus())
                (field::password("password", "Mot de passe", "Afficher le mot de passe").required())
                (field::checkbox("remember", "Rester connecté sur cet appareil").checked(true))
                (Button::submit("Se connecter").primary().wide())
            } }))
            p.or { "ou" }
            (Button::link("Recevoir un lien par e-mail", "#").icon(Icon::Mail).wide())
            (Button::link("Continuer avec Google", "#").icon(Icon::Globe).wide())
        } }))
        p.small { a.link href="#" { "Mot de passe oublié ?" } }
    };
    plain("Connexion", false, Some(foot()), content)
}

pub fn sign_up() -> Markup {
    let you = columns(html! {
        (field::text("first_name", "Prénom").autocomplete("given-name").required())
        (field::text("last_name", "Nom").autocomplete("family-name").required())
        (field::email("email", "E-mail").required().whole().hint("Il servira à vous connecter."))
        (field::tel("phone", "Téléphone").placeholder("06 12 34 56 78"))
        (field::password("password", "Mot de passe", "Afficher le mot de passe").autocomplete("new-password").required().hint("12 caractères ou plus."))
    });
    let garage = columns(html! {
        (field::text("garage", "Nom du garage").autocomplete("organization").required().whole())
        (field::code("siret", "SIRET").inputmode("numeric").required().hint("14 chiffres, sur vos factures."))
        (field::code("vat", "N° de TVA").placeholder("FR…").hint("Laissez vide en franchise."))
        (field::text("street", "Adresse").autocomplete("street-address").required().whole())
        (field::text("postcode", "Code postal").autocomplete("postal-code").inputmode("numeric").required())
        (field::text("city", "Ville").autocomplete("address-level2").required())
        (field::radios("size", "Vous êtes", [
            Choice::new("1", "Seul"), Choice::new("2", "2 à 5"), Choice::new("6", "6 ou plus"),
        ]).value("2").beside().whole())
        (field::text("address", "Adresse de votre espace").required().whole().value("garage-martin").unit(".visioncrm.app"))
    });
    let content = html! {
        div.stack.stack-close { h1 { "Créez votre garage" } p.quiet { "Gratuit jusqu’à 100 clients, sans carte bancaire." } }
        (card("", None, Form::post("sign-up.html").draft("sign-up").draw(html! {}, html! {
            (draft_note("Ce que vous aviez tapé a été repris.", "Tout effacer"))
            (required_note("Champs à remplir"))
            (group("Vous", None, you))
            (group("Votre garage", Some("Ces mentions figureront sur vos devis et factures."), garage))
            (group("Vos taux horaires", None, columns(html! {
                (field::money("t1", "T1, entretien", "€ HT").value("65,00"))
                (field::money("t2", "T2, mécanique", "€ HT").value("75,00"))
            })))
            (field::checkbox("terms", "J’accepte les conditions d’utilisation").required())
            (form_end(&[Button::submit("Créer mon garage").primary()]))
        })))
    };
    plain("Créer un garage", true, Some(foot()), content)
}
