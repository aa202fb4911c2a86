use maud::{Markup, Render, html};
use views::components::{
    Alert, Dir, Form, Icon, MenuItem, Nav, NavGroup, Plain, Search, Shell, ShellWords, Text, plain_shell, shell,
};

pub const GARAGE: &str = "Garage Martin";

/// « 1 234,50 € » as French people write it.
pub fn euros(cents: i64) -> String {
    let (whole, rest) = (cents.abs() / 100, cents.abs() % 100);
    format!("{}{},{rest:02}\u{a0}€", if cents < 0 { "−" } else { "" }, thousands(whole))
}

pub fn thousands(whole: i64) -> String {
    let digits = whole.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap_or_default()).collect();
    groups.join("\u{202f}")
}

fn nav(current: &str) -> Vec<NavGroup<'static>> {
    let to = |icon, label: &'static str, at: &'static str| {
        Nav::new(icon, label, format!("{at}.html")).current(at == current)
    };
    let group = |title: &'static str, entries| NavGroup { title: title.into(), entries };
    vec![
        group(
            "Atelier",
            vec![
                to(Icon::Home, "Accueil", "dashboard"),
                to(Icon::Arrivals, "Arrivées", "reception").count(6, "voitures attendues"),
                to(Icon::Calendar, "Planning", "planning"),
                to(Icon::Board, "Tableau", "board"),
                to(Icon::Tasks, "Tâches", "tasks").count(3, "à faire"),
                to(Icon::Messages, "Messages", "messages").count(2, "non lus").urgent(),
            ],
        ),
        group("Fichier", vec![to(Icon::Users, "Clients", "contacts"), to(Icon::Car, "Véhicules", "vehicle")]),
        group(
            "Gestion",
            vec![
                to(Icon::Quote, "Devis", "quote").count(4, "sans réponse"),
                to(Icon::Invoice, "Factures", "invoice").count(3, "en retard").urgent(),
                to(Icon::Chart, "Rapports", "reports"),
                to(Icon::Assistant, "Assistant", "assistant"),
                to(Icon::Settings, "Réglages", "settings"),
            ],
        ),
    ]
}

fn bar(current: &str) -> Vec<Nav<'static>> {
    let to = |icon, label: &'static str, at: &'static str| {
        Nav::new(icon, label, format!("{at}.html")).current(at == current)
    };
    vec![
        to(Icon::Home, "Accueil", "dashboard"),
        to(Icon::Arrivals, "Arrivées", "arrivals"),
        to(Icon::Plus, "Réception", "reception").main(),
        to(Icon::Board, "Tableau", "board"),
        to(Icon::Messages, "Messages", "messages"),
    ]
}

pub fn framed(current: &str, title: &str, content: Markup) -> Markup {
    framed_with(current, title, &[], false, content)
}

pub fn framed_with(current: &str, title: &str, flashes: &[Alert], failed: bool, content: Markup) -> Markup {
    let user_menu = [
        html! { div.menu-head { p.strong { "Marc Lefèvre" } p.quiet.small { "Patron" } } },
        MenuItem::link("Mon compte", "#").icon(Icon::User).render(),
        MenuItem::link("Aide", "#").icon(Icon::Help).render(),
        Form::post("sign-in.html")
            .sign_out()
            .draw(html! {}, html! { (MenuItem::submit("Se déconnecter").icon(Icon::SignOut)) }),
    ];
    let page = Shell {
        lang: "fr",
        dir: Dir::Ltr,
        title: Text::Borrowed(title),
        garage: GARAGE.into(),
        words: words(),
        search: Search {
            action: "contacts.html".into(),
            label: "Rechercher dans le garage".into(),
            placeholder: "Plaque, nom, téléphone, n° de facture".into(),
            value: "".into(),
        },
        nav: &nav(current),
        bar: &bar(current),
        user: "Marc Lefèvre".into(),
        user_menu: &user_menu,
        demo: (current == "dashboard").then(|| "Garage de démonstration : tout ce que vous voyez est inventé.".into()),
        flashes,
        user_key: "u1".into(),
        shortcuts: true,
        failed,
    };
    shell(&page, content)
}

fn words() -> ShellWords<'static> {
    ShellWords {
        skip: "Aller au contenu".into(),
        menu: "Menu".into(),
        close: "Fermer".into(),
        navigation: "Navigation principale".into(),
        shortcuts: "Accès rapide".into(),
        account: "Mon compte".into(),
        offline: "Hors ligne. Ce que vous tapez est gardé sur cette tablette.".into(),
        failed: "L’envoi n’a pas abouti. Rien n’est perdu, réessayez.".into(),
    }
}

pub fn plain(title: &str, wide: bool, foot: Option<Markup>, content: Markup) -> Markup {
    let page = Plain {
        lang: "fr",
        title: Text::Borrowed(title),
        name: GARAGE.into(),
        wide,
        skip: "Aller au contenu".into(),
        offline: "Hors ligne. Réessayez quand le réseau revient.".into(),
        failed: "L’envoi n’a pas abouti, réessayez.".into(),
        close: "Fermer".into(),
        foot,
        private: true,
        keep_drafts: true,
        ..Plain::default()
    };
    plain_shell(&page, content)
}
