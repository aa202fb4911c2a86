use maud::{Markup, Render, html};
use views::components::{
    Alert, Button, Change, Column, Icon, ListRow, Menu, MenuItem, Moment, PageHeader, Stat, Tone, Way, badge, bars,
    card, card_plain, list, plate, tiles, timeline,
};

use crate::frame::{euros, framed_with, thousands};

pub fn page() -> Markup {
    let content = html! {
        (PageHeader::new("Bonjour Marc").below(html! { "Lundi 23 novembre · 6 arrivées, 4 restitutions" })
            .primary(Button::link("Nouveau devis", "quote.html").icon(Icon::Plus))
            .menu(Menu::more("Autres actions").item(MenuItem::link("Nouveau rendez-vous", "#").icon(Icon::Calendar))
                .item(MenuItem::link("Exporter le mois", "#").icon(Icon::Download))))
        (tiles(&[
            Stat::new("Chiffre d’affaires du mois", format!("{}\u{a0}€", thousands(28_412))).icon(Icon::Euro).href("#")
                .change(change(Way::Up, Tone::Good, "+12 %", "sur octobre")),
            Stat::new("Devis acceptés", "68\u{a0}%").icon(Icon::CheckCircle).href("#").change(change(Way::Down, Tone::Bad, "−4 pts", "sur octobre")),
            Stat::new("Panier moyen", format!("{}\u{a0}€", thousands(386))).icon(Icon::Invoice).href("#").change(change(Way::Same, Tone::Neutral, "stable", "sur octobre")),
            Stat::new("Voitures bloquées", "3").icon(Icon::Pause).href("#").note("2 attendent une pièce"),
        ]))
        div.split.split-level {
            (card_plain("À faire maintenant", None, list(&to_do())))
            (card("Chiffre d’affaires, 12 mois", Some(html! { span.small.quiet { "en milliers d’euros" } }), bars("Chiffre d’affaires par mois", "Voir les chiffres", ("Mois", "CA HT"), &months())))
            (card_plain("Factures en retard", Some(html! { a.link href="#" { "Tout voir" } }), list(&late())))
            (card("Activité récente", None, timeline(&recent())))
        }
    };
    framed_with(
        "dashboard",
        "Accueil",
        &[Alert::good("Devis D-2026-0148 envoyé à Sylvie Roux par WhatsApp.").closable("Fermer")],
        false,
        content,
    )
}

fn change(way: Way, tone: Tone, by: &'static str, than: &'static str) -> Change<'static> {
    Change { way, tone, by: by.into(), than: than.into() }
}

fn to_do() -> Vec<ListRow<'static>> {
    vec![
        ListRow::new("Sylvie Roux a accepté 2 lignes sur 3")
            .below("Clio IV · commander les disques avant")
            .href("#")
            .icon(Icon::CheckCircle)
            .end(plate("FG-482-KL")),
        ListRow::new("Devis sans réponse depuis 3 jours")
            .below(format!("SARL Durand & Fils · {}", euros(91_020)))
            .href("#")
            .icon(Icon::Clock)
            .end(plate("CX-907-TR")),
        ListRow::new("Pièces reçues : kit d’embrayage")
            .below("Le Partner attend sur le pont 2")
            .href("#")
            .icon(Icon::Package)
            .end(plate("BZ-118-QD")),
        ListRow::new("Message de Karim Benali")
            .below("« Est-ce que la voiture est prête ce soir ? »")
            .href("#")
            .icon(Icon::Messages)
            .end(badge(Tone::Info, "Nouveau")),
    ]
}

fn late() -> Vec<ListRow<'static>> {
    vec![
        ListRow::new("F-2026-0312 · Taxi Occitan")
            .below("Échue le 2 novembre")
            .href("invoice.html")
            .end(html! { span.strong { (euros(148_620)) } (badge(Tone::Bad, "21 jours")) }),
        ListRow::new("F-2026-0335 · Boulangerie Vidal")
            .below("Échue le 14 novembre")
            .href("#")
            .end(html! { span.strong { (euros(35_160)) } (badge(Tone::Bad, "9 jours")) }),
        ListRow::new("F-2026-0340 · Hugo Delmas")
            .below("Échue le 18 novembre")
            .href("#")
            .end(html! { span.strong { (euros(13_680)) } (badge(Tone::Warning, "5 jours")) }),
    ]
}

fn months() -> Vec<Column<'static>> {
    let values = [
        ("déc.", 21_300),
        ("janv.", 24_800),
        ("févr.", 22_150),
        ("mars", 26_900),
        ("avr.", 25_400),
        ("mai", 23_700),
        ("juin", 29_600),
        ("juil.", 31_200),
        ("août", 15_900),
        ("sept.", 30_450),
        ("oct.", 25_330),
        ("nov.", 28_412),
    ];
    let column = |(label, whole): (&'static str, i64)| Column {
        label: label.into(),
        value: format!("{}\u{a0}€", thousands(whole)).into(),
        short: format!("{},{}", whole / 1000, whole % 1000 / 100).into(),
        amount: whole,
        now: label == "nov.",
    };
    values.into_iter().map(column).collect()
}

fn recent() -> Vec<Moment<'static>> {
    vec![
        Moment::new(
            Icon::Euro,
            html! { "Encaissement de " (euros(43_800)) " par carte" }.render(),
            "il y a 12 min",
            "2026-11-23T08:31",
        )
        .tone(Tone::Good)
        .who("Sophia"),
        Moment::new(Icon::Camera, "Carte grise lue : Peugeot 208", "il y a 34 min", "2026-11-23T08:09")
            .tone(Tone::Info)
            .who("Sophia"),
        Moment::new(Icon::Send, "Devis D-2026-0148 envoyé", "il y a 1 h", "2026-11-23T07:45").who("Marc"),
        Moment::new(Icon::Wrench, "Freins avant du Kangoo terminés", "hier, 17:52", "2026-11-22T17:52").who("Karim"),
    ]
}
