use maud::{Markup, html};
use views::components::{
    Button, Col, Facts, Form, Icon, ListRow, Menu, MenuItem, Moment, PageHeader, Row, SearchBox, Sorted, Tab, Tone,
    badge, bulk, card, card_plain, facts, filters, list as rows_of, money, pagination, plate, quick, segments, table,
    tabs, tag, tag_link, tags, timeline,
};

use crate::frame::{euros, framed};

const FIRST: [&str; 10] =
    ["Sylvie", "Karim", "Hugo", "Aïcha", "Étienne", "Maëlys", "José", "Noémie", "Jean-Baptiste", "Françoise"];
const LAST: [&str; 10] =
    ["Roux", "Benali", "Delmas", "Fabre", "Lacombe", "Cazals", "Da Silva", "Vidal", "Puech", "Rouquette"];
const CARS: [(&str, &str); 5] = [
    ("FG-482-KL", "Renault Clio IV"),
    ("CX-907-TR", "Peugeot 208"),
    ("BZ-118-QD", "Peugeot Partner"),
    ("GH-350-MN", "Toyota Yaris"),
    ("1234 AB 12", "Volkswagen Golf 7"),
];

pub fn list() -> Markup {
    let cols = [
        Col::check("Tout choisir"),
        Col::title("Client").sort("?tri=nom", Sorted::Up),
        Col::text("Téléphone"),
        Col::text("Véhicule"),
        Col::wide("Dernier passage").sort("?tri=passage", Sorted::No),
        Col::number("À payer"),
        Col::badge("État"),
    ];
    let rows = html! { @for at in 0..50 { (row(&cols, at)) } };
    let bulk = bulk(
        "Choisis :",
        &[
            Button::submit("Étiqueter").named("do", "tag").icon(Icon::Tag).ghost(),
            Button::submit("Exporter").named("do", "export").icon(Icon::Download).ghost(),
        ],
    );
    let content = html! {
        (PageHeader::new("Clients").below(html! { "312 fiches" }).primary(Button::link("Nouveau client", "#").icon(Icon::Plus))
            .menu(Menu::more("Autres actions").item(MenuItem::link("Importer un fichier", "#").icon(Icon::Import)).item(MenuItem::link("Exporter", "#").icon(Icon::Download))))
        (filters(html! {
            (SearchBox::new("Chercher un client", "contacts.html").live("#contacts"))
            (segments("Filtrer les clients", &[
                Tab::new("Tous", "#", true), Tab::new("Professionnels", "#", false).count(41), Tab::new("À relancer", "#", false).count(7),
            ]))
        }))
        div #contacts { (Form::post("/contacts/selection").plain().draw(html! {}, html! { (table("Clients", &cols, rows)) (bulk) })) }
        (pagination("Pages de la liste", "Clients 1 à 50 sur 312", None, Some(("Suivants", "?apres=50"))))
    };
    framed("contacts", "Clients", content)
}

fn row<'a>(cols: &'a [Col<'a>], at: usize) -> Row<'a> {
    let (plate_text, car) = CARS[at % 5];
    let name = format!("{} {}", LAST[(at * 7 + at / 10) % 10], FIRST[(at * 3) % 10]);
    let (tone, word) = match at % 6 {
        0 => (Tone::Info, "Devis envoyé"),
        1 => (Tone::Good, "À jour"),
        2 => (Tone::Warning, "Rappel CT"),
        3 => (Tone::Bad, "Impayé"),
        _ => (Tone::Good, "À jour"),
    };
    let due = if at % 6 == 3 {
        money(&euros(12_040 + 711 * at as i64))
    } else {
        html! {}
    };
    Row::new(cols)
        .id(format!("contact-{at}"))
        .check("chosen", &at.to_string(), &format!("Choisir {name}"), false)
        .link(&name, "contact.html")
        .cell(html! { span.ltr { "06 " (12 + at) " 45 " (30 + at) " 18" } })
        .cell(html! { span.pair { (plate(plate_text)) span.quiet { (car) } } })
        .cell(html! { span.number { (1 + at % 28) " oct. 2026" } })
        .cell(due)
        .cell(badge(tone, word))
}

pub fn show() -> Markup {
    let about = facts(
        Facts::Stacked,
        &[
            ("Téléphone", html! { a href="tel:+33612453018" { span.ltr { "06 12 45 30 18" } } }),
            ("E-mail", html! { a href="mailto:sylvie.roux@exemple.fr" { "sylvie.roux@exemple.fr" } }),
            ("Adresse", html! { "8 impasse du Moulin" br; "12850 Onet-le-Château" }),
            ("Préfère", html! { "WhatsApp, l’après-midi" }),
            ("Étiquettes", tags(&[tag_link("Fidèle", "#"), tag_link("Pneus chez nous", "#"), tag("CT en mars")])),
            ("Client depuis", html! { "mars 2019" }),
        ],
    );
    let content = html! {
        (PageHeader::new("Sylvie Roux").back("Clients", "contacts.html").beside(badge(Tone::Info, "Devis envoyé"))
            .below(html! { "Particulier · " (euros(214_360)) " de travaux en 3 ans" })
            .secondary(Button::link("Modifier", "#").icon(Icon::Edit)).primary(Button::link("Nouveau devis", "quote.html").icon(Icon::Plus))
            .menu(Menu::more("Autres actions").item(MenuItem::link("Fusionner avec une autre fiche", "#").icon(Icon::Copy))
                .item(MenuItem::link("Exporter ses données", "#").icon(Icon::Download)).item(MenuItem::link("Supprimer la fiche", "confirm.html").icon(Icon::Trash).danger())))
        div.split.split-side {
            div.stack {
                (card("", None, html! { div.stack {
                    (quick(&[(Icon::Phone, "Appeler", "tel:+33612453018"), (Icon::Messages, "WhatsApp", "#"), (Icon::Mail, "E-mail", "mailto:sylvie.roux@exemple.fr")]))
                    (about)
                } }))
            }
            div.stack {
                (tabs("Parties de la fiche", &[Tab::new("Fil", "#", true), Tab::new("Véhicules", "#", false).count(2), Tab::new("Documents", "#", false).count(9), Tab::new("Messages", "#", false)]))
                (card_plain("Véhicules", Some(Button::link("Ajouter", "#").ghost().icon(Icon::Plus)).map(|b| html! { (b) }), rows_of(&[
                    ListRow::new("Renault Clio IV 0.9 TCe").below("98 400 km · CT le 12 mars 2027").start(plate("FG-482-KL")).href("vehicle.html").end(badge(Tone::Warning, "Freins")),
                    ListRow::new("Fiat 500 1.2").below("61 230 km · CT le 4 juin 2028").start(plate("DB-711-ZE")).href("vehicle.html"),
                ])))
                (card_plain("Devis et factures", Some(html! { a.link href="#" { "Tout voir" } }), rows_of(&documents())))
                (card("Fil", None, timeline(&moments())))
            }
        }
    };
    framed("contacts", "Sylvie Roux", content)
}

fn documents() -> Vec<ListRow<'static>> {
    vec![
        ListRow::new("Devis D-2026-0148")
            .below("Freins avant, purge · hier")
            .icon(Icon::Quote)
            .href("quote.html")
            .end(html! { span.strong { (euros(49_920)) } (badge(Tone::Info, "Envoyé")) }),
        ListRow::new("Facture F-2026-0290")
            .below("Révision générale · 3 octobre")
            .icon(Icon::Invoice)
            .href("invoice.html")
            .end(html! { span.strong { (euros(35_160)) } (badge(Tone::Good, "Payée")) }),
    ]
}

fn moments() -> Vec<Moment<'static>> {
    vec![
        Moment::new(Icon::Send, "Devis D-2026-0148 envoyé par WhatsApp", "hier, 18:04", "2026-11-22T18:04")
            .tone(Tone::Info)
            .who("Marc"),
        Moment::new(Icon::Messages, html! { "Message reçu" }, "hier, 16:40", "2026-11-22T16:40")
            .more(html! { p.measure { "« Bonjour, ça grince quand je freine, vous pouvez regarder ? »" } }),
        Moment::new(
            Icon::Euro,
            html! { "Paiement de " (euros(35_160)) " par carte" },
            "3 octobre, 17:20",
            "2026-10-03T17:20",
        )
        .tone(Tone::Good)
        .who("Sophia"),
        Moment::new(Icon::Wrench, "Révision générale, 97 950 km", "3 octobre, 15:10", "2026-10-03T15:10").who("Karim"),
    ]
}
