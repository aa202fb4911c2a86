use maud::{Markup, html};
use views::components::{
    Alert, Ask, Button, Facts, Form, Hx, Icon, Sum, Tone, asks, badge_with, card, facts, field, plate_large, signature,
};

use crate::frame::{euros, plain};

pub fn page() -> Markup {
    let content = html! {
        div.stack {
            p.quiet { "Devis D-2026-0148 · 22 novembre 2026" }
            h1 { "Bonjour Sylvie, voici ce que nous proposons pour votre Clio" }
            div.row { (plate_large("FG-482-KL")) span.quiet { "Renault Clio IV · 98 400 km" } }
            p { "Répondez ligne par ligne. Rien n’est fait sans votre accord." }
        }
        (Form::post("approved.html").draw(html! {}, html! {
            (asks("J’accepte", "Je refuse", &lines()))
            (card("Conditions", None, html! { div.stack {
                (facts(Facts::Lines, &[
                    ("Durée", html! { "une demi-journée, voiture rendue le soir" }),
                    ("Pièces", html! { "neuves, garanties 2 ans" }),
                    ("Valable", html! { "jusqu’au 22 décembre 2026" }),
                    ("Total du devis", html! { (euros(49_920)) " TTC, dont TVA 20 % " (euros(8_320)) }),
                ]))
                a.link href="#" { "Lire le devis complet (PDF)" }
                (field::checkbox("terms", "J’ai lu les conditions et le prix").required())
            } }))
            (card("Votre signature", None, html! { div.stack {
                (field::text("signed_name", "Vos nom et prénom").autocomplete("name").required().hint("Votre nom tapé vaut signature."))
                (signature("drawing", "Signature au doigt", "Facultatif.", "Effacer"))
            } }))
            (Sum { id: "sum".into(), label: "Total accepté".into(), value: euros(43_800).into(), note: format!("dont TVA {}", euros(7_300)).into(), button: None })
            (Button::submit("Valider mes réponses").primary().wide().icon(Icon::Check))
            p.small.quiet { "Une question ? Appelez Marc au " a href="tel:+33565420000" { span.ltr { "05 65 42 00 00" } } "." }
        }))
    };
    plain("Votre devis", true, Some(foot()), content)
}

fn lines() -> Vec<Ask<'static>> {
    let ask = |name: &'static str, title: &'static str, text: &'static str, price, badge, answer| Ask {
        name: name.into(),
        title: title.into(),
        text: text.into(),
        price: euros(price).into(),
        photo: (name == "line-1")
            .then(|| ("demo/disc.svg".into(), "Disque avant gauche : rayures profondes sur toute la piste".into())),
        badge,
        answer,
        hx: Hx::post("/a/token/sum")
            .target("#sum")
            .swap("outerHTML")
            .include("closest form")
            .sync("closest form:replace"),
        ..Ask::default()
    };
    vec![
        ask(
            "line-1",
            "Disques + plaquettes avant",
            "Disques à 19,8 mm, la limite est 20 mm. Le freinage s’allonge.",
            43_800,
            Some(badge_with(Tone::Bad, Icon::Alert, "Urgent")),
            Some(true),
        ),
        ask(
            "line-2",
            "Purge du liquide de frein",
            "À faire tous les 2 ans, la dernière date de 2023.",
            6_120,
            Some(badge_with(Tone::Warning, Icon::Clock, "Conseillé")),
            Some(false),
        ),
        ask("line-3", "Filtre d’habitacle", "", 4_440, None, None),
    ]
}

pub fn done() -> Markup {
    let content = html! {
        h1 { "C’est noté, merci Sylvie" }
        (Alert::good("Le garage a reçu vos réponses le 23 novembre à 8 h 31."))
        (card("Ce que vous avez accepté", None, facts(Facts::Lines, &[
            ("Accepté", html! { "Disques + plaquettes avant" }),
            ("Refusé", html! { "Purge du liquide de frein, filtre d’habitacle" }),
            ("Total", html! { span.strong { (euros(43_800)) " TTC" } }),
        ])))
        p.quiet { "Nous vous prévenons dès que la voiture est prête. Une copie vous a été envoyée." }
        (Button::link("Télécharger mon accord", "#").icon(Icon::Download).wide())
    };
    plain("Réponses reçues", true, Some(foot()), content)
}

pub fn foot() -> Markup {
    html! {
        p { "Garage Martin · 12 rue des Ateliers, 12000 Rodez" }
        a href="#" { "Mentions légales" } a href="#" { "Vos données" } a href="#" lang="en" { "English" } a href="#" lang="ar" { "العربية" }
    }
}
