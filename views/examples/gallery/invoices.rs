use maud::{Markup, Render, html};
use views::components::{
    Button, Col, Facts, Icon, Menu, MenuItem, Moment, PageHeader, Row, Tone, Totals, badge, card, card_plain, crumbs,
    facts, money, plate, table, timeline,
};

use crate::frame::{euros, framed};

pub fn show() -> Markup {
    let cols = [
        Col::title("Désignation"),
        Col::number("Quantité"),
        Col::number("PU HT"),
        Col::number("TVA"),
        Col::number("Total HT"),
    ];
    let line = |what: &str, quantity: &'static str, price, total| {
        Row::new(&cols).cell(what).cell(quantity).cell(money(&euros(price))).cell("20 %").cell(money(&euros(total)))
    };
    let lines = html! {
        (line("Kit de distribution + pompe à eau", "1", 23_800, 23_800))
        (line("Courroie d’accessoires", "1", 4_200, 4_200))
        (line("Liquide de refroidissement, 5 L", "5", 580, 2_900))
        (line("Main-d’œuvre T2, distribution", "4 h", 7_500, 30_000))
    };
    let content = html! {
        (crumbs("Où vous êtes", &[("Factures", "#"), ("Novembre 2026", "#"), ("F-2026-0312", "#")]))
        (PageHeader::new("Facture F-2026-0312").beside(badge(Tone::Bad, "En retard de 21 jours")).below(html! { "Taxi Occitan · scellée le 3 octobre 2026" })
            .secondary(Button::link("PDF", "#").icon(Icon::Download)).primary(Button::link("Encaisser", "#").icon(Icon::Euro))
            .menu(Menu::more("Autres actions").item(MenuItem::link("Relancer le client", "#").icon(Icon::Reminder)).item(MenuItem::link("Envoyer de nouveau", "#").icon(Icon::Send)).item(MenuItem::link("Faire un avoir", "confirm.html").icon(Icon::Undo).danger())))
        div.split.split-aside {
            div.stack {
                (card_plain("Lignes", None, html! {
                    (table("Lignes de la facture", &cols, lines))
                    div.card-foot { (Totals {
                        rows: vec![("Total HT".into(), euros(60_900).into()), ("TVA 20 %".into(), euros(12_180).into()), ("Acompte du 28 septembre".into(), euros(-20_000).into())],
                        main: ("Reste à payer".into(), euros(53_080).into()), ..Totals::default()
                    }) }
                }))
                (card("Suivi", None, timeline(&[
                    Moment::new(Icon::Reminder, "2ᵉ relance envoyée par e-mail", "12 novembre, 9:00", "2026-11-12T09:00").tone(Tone::Warning).who("automatique"),
                    Moment::new(Icon::Eye, "Facture ouverte par le client", "5 octobre, 19:12", "2026-10-05T19:12"),
                    Moment::new(Icon::Lock, "Facture scellée, numéro F-2026-0312", "3 octobre, 17:31", "2026-10-03T17:31").tone(Tone::Good).who("Marc"),
                ])))
            }
            div.stack {
                (card("Règlement", None, facts(Facts::Stacked, &[
                    ("Échéance", html! { "2 novembre 2026" }),
                    ("Mode", html! { "Virement" }),
                    ("Réseau", html! { "Plateforme agréée · " (badge(Tone::Good, "Déposée")) }.render()),
                ])))
                (card("Client et véhicule", None, facts(Facts::Stacked, &[
                    ("Client", html! { a href="contact.html" { "Taxi Occitan" } }),
                    ("SIREN", html! { span.code.ltr { "732 829 320" } }),
                    ("Véhicule", html! { (plate("GH-350-MN")) br; "Toyota Yaris Hybride · 143 870 km" }),
                ])))
            }
        }
    };
    framed("invoice", "Facture F-2026-0312", content)
}
