use maud::{Markup, html};
use views::components::{
    Alert, Button, Col, Facts, Icon, Menu, MenuItem, Moment, PageHeader, Row, Stat, Tone, badge, card, card_plain,
    facts, money, plate_large, table, tiles, timeline,
};

use crate::frame::{euros, framed, thousands};

pub fn show() -> Markup {
    let cols = [Col::title("Travaux"), Col::text("À prévoir"), Col::number("Estimation"), Col::badge("Urgence")];
    let work = html! {
        (Row::new(&cols).link("Disques + plaquettes avant", "#").cell("maintenant").cell(money(&euros(43_800))).cell(badge(Tone::Bad, "Urgent")))
        (Row::new(&cols).link("Courroie d’accessoires + galet", "#").cell("à 100 000 km").cell(money(&euros(16_380))).cell(badge(Tone::Warning, "À prévoir")))
        (Row::new(&cols).link("4 pneus 205/55 R16", "#").cell("avant l’été").cell(money(&euros(48_336))).cell(badge(Tone::Neutral, "À surveiller")))
    };
    let content = html! {
        (PageHeader::new("Renault Clio IV").back("Véhicules", "#").beside(plate_large("FG-482-KL"))
            .below(html! { "Sylvie Roux · essence · mise en circulation le 14 septembre 2016" })
            .secondary(Button::link("Relever le km", "#").icon(Icon::Gauge)).primary(Button::link("Nouvel ordre", "#").icon(Icon::Wrench))
            .menu(Menu::more("Autres actions").item(MenuItem::link("Carnet d’entretien (PDF)", "#").icon(Icon::File)).item(MenuItem::link("Changer de propriétaire", "#").icon(Icon::Users))))
        (Alert::warning("Le contrôle technique arrive à échéance dans 58 jours, le 20 janvier 2027.").more(html! { a href="#" { "Proposer un rendez-vous" } }))
        (tiles(&[
            Stat::new("Kilométrage", format!("{}\u{a0}km", thousands(98_400))).icon(Icon::Gauge).note("relevé le 3 octobre"),
            Stat::new("Passages", "7").icon(Icon::Calendar).note("depuis mars 2019"),
            Stat::new("Dépensé ici", format!("{}\u{a0}€", thousands(2_144))).icon(Icon::Euro).note("dont 687 € cette année"),
            Stat::new("Garantie pièces", "11 mois").icon(Icon::Warranty).note("batterie, jusqu’à oct. 2027"),
        ]))
        div.split.split-aside {
            div.stack {
                (card_plain("Travaux à prévoir", Some(html! { (Button::link("En faire un devis", "quote.html").ghost().icon(Icon::Quote)) }), table("Travaux à prévoir", &cols, work)))
                (card("Historique", None, timeline(&[
                    Moment::new(Icon::Wrench, html! { span.strong { "Révision générale" } " · 97 950 km" }, "3 octobre 2026", "2026-10-03").tone(Tone::Good).who("Karim").more(html! { p.quiet { "Huile 5W30 C3, 4 filtres. Disques avant marqués, client prévenu." } }),
                    Moment::new(Icon::Wrench, html! { span.strong { "Batterie 70 Ah EFB" } " · 91 200 km" }, "14 janvier 2026", "2026-01-14").who("Karim"),
                    Moment::new(Icon::Shield, html! { span.strong { "Contrôle technique favorable" } " · 84 010 km" }, "20 janvier 2025", "2025-01-20").tone(Tone::Good),
                    Moment::new(Icon::Users, html! { "Achetée à " span.strong { "Hugo Delmas" } }, "2 mars 2019", "2019-03-02"),
                ])))
            }
            (card("Fiche", None, facts(Facts::Stacked, &[
                ("N° de série (VIN)", html! { span.code.ltr { "VF17R5A0H5G238417" } }),
                ("Version", html! { "0.9 TCe 90 Zen" }),
                ("Type mine (D.2)", html! { span.code { "5RDA05" } }),
                ("Énergie", html! { "Essence (ES)" }),
                ("Puissance", html! { "5 CV · 66 kW" }),
                ("Pneus", html! { "205/55 R16 91V" }),
                ("Prochain CT", html! { "20 janvier 2027" }),
                ("Clé", html! { "n° 14" }),
            ])))
        }
    };
    framed("vehicle", "Renault Clio IV", content)
}
