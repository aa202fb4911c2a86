//! Every component once, in French or, to see it turn round, in Arabic.

use maud::{Markup, html};
use views::components::{
    Alert, Button, Choice, Col, Dir, Form, Icon, Menu, MenuItem, Nav, NavGroup, PageHeader, Row, Search, Shell,
    ShellWords, Stat, Tab, Tone, badge, card, card_plain, columns, field, form_end, icons, money, pagination, plate,
    plate_large, progress_bar, segments, shell, spark, table, tabs, tag, tag_remove, tags, tiles,
};

struct Words {
    title: &'static str,
    save: &'static str,
    cancel: &'static str,
    delete: &'static str,
    name: &'static str,
    note: &'static str,
    states: [&'static str; 5],
    sentence: &'static str,
    places: [&'static str; 5],
}

const FRENCH: Words = Words {
    title: "Toutes les pièces",
    save: "Enregistrer",
    cancel: "Annuler",
    delete: "Supprimer",
    name: "Nom du client",
    note: "Note",
    states: ["Brouillon", "Envoyé", "Accepté", "En attente", "En retard"],
    sentence: "La facture est prête, le client peut venir.",
    places: ["Accueil", "Arrivées", "Réception", "Tableau", "Messages"],
};

const ARABIC: Words = Words {
    title: "كل العناصر",
    save: "حفظ",
    cancel: "إلغاء",
    delete: "حذف",
    name: "اسم العميل",
    note: "ملاحظة",
    states: ["مسودة", "مرسل", "مقبول", "قيد الانتظار", "متأخر"],
    sentence: "الفاتورة جاهزة، يمكن للعميل الحضور.",
    places: ["الرئيسية", "الوصول", "استقبال", "اللوحة", "الرسائل"],
};

pub fn page(dir: Dir) -> Markup {
    let (lang, words) = if dir == Dir::Rtl { ("ar", &ARABIC) } else { ("fr", &FRENCH) };
    let nav = |at: usize, icon| Nav::new(icon, words.places[at], "#").current(at == 0);
    let entries = vec![
        nav(0, Icon::Home),
        nav(1, Icon::Arrivals).count(4, words.note),
        nav(2, Icon::Plus).main(),
        nav(3, Icon::Board),
        nav(4, Icon::Messages),
    ];
    let frame = Shell {
        lang,
        dir,
        title: words.title.into(),
        garage: "Garage Martin".into(),
        words: ShellWords {
            skip: words.title.into(),
            menu: words.places[0].into(),
            close: words.cancel.into(),
            navigation: words.places[0].into(),
            shortcuts: words.places[3].into(),
            account: words.name.into(),
            offline: words.sentence.into(),
            failed: words.sentence.into(),
        },
        search: Search {
            action: "#".into(),
            label: words.name.into(),
            placeholder: words.name.into(),
            value: "".into(),
        },
        nav: &[NavGroup { title: words.places[3].into(), entries: entries.clone() }],
        bar: &entries,
        user: "Marc Lefèvre".into(),
        user_menu: &[html! { (MenuItem::link(words.save, "#").icon(Icon::User)) }],
        demo: Some(words.sentence.into()),
        flashes: &[],
        user_key: "u1".into(),
        shortcuts: true,
        failed: false,
    };
    shell(&frame, content(words))
}

fn content(words: &Words) -> Markup {
    let tones = [Tone::Neutral, Tone::Info, Tone::Good, Tone::Warning, Tone::Bad];
    let cols = [
        Col::title(words.name),
        Col::text(words.note),
        Col::number("€"),
        Col::badge(words.states[0]),
        Col::more(words.save),
    ];
    html! {
        (PageHeader::new(words.title).back(words.places[0], "#").beside(badge(Tone::Info, words.states[1])).below(html! { (words.sentence) })
            .secondary(Button::link(words.cancel, "#")).primary(Button::link(words.save, "#").icon(Icon::Plus))
            .menu(Menu::more(words.note).item(MenuItem::link(words.save, "#").icon(Icon::Download)).item(MenuItem::link(words.delete, "#").icon(Icon::Trash).danger())))
        (tabs(words.places[2], &[Tab::new(words.places[0], "#", true), Tab::new(words.places[1], "#", false).count(3), Tab::new(words.places[4], "#", false)]))
        (card("Button", None, html! { div.stack {
            div.row {
                (Button::plain(words.save).primary()) (Button::plain(words.save)) (Button::plain(words.save).ghost()) (Button::plain(words.delete).danger()) (Button::plain(words.cancel).as_link())
                (Button::plain(words.save).icon_only(Icon::Edit)) (Button::plain(words.save).primary().disabled(true)) (Menu::new(words.places[3]).from_start().item(MenuItem::link(words.save, "#")).item(MenuItem::link(words.cancel, "#")))
            }
            (Form::post("#").plain().draw(html! {}, html! { (Button::submit(words.delete).danger().icon(Icon::Trash).confirm(words.sentence, words.sentence, words.cancel)) }))
        } }))
        (card("Badge, tag, plate, money", None, html! { div.stack {
            div.row { @for (tone, word) in tones.iter().zip(words.states) { (badge(*tone, word)) } }
            (tags(&[tag(words.note), tag(words.name), tag_remove(words.note, "tag", "1", words.delete)]))
            div.row { (plate("FG-482-KL")) (plate("1234 AB 12")) (plate_large("BZ-118-QD")) }
            p { (words.sentence) " " (plate("FG-482-KL")) " " (money("−1\u{202f}234,50\u{a0}€")) " " (words.name) }
        } }))
        @for tone in [Tone::Info, Tone::Good, Tone::Warning, Tone::Bad] { (Alert::new(tone, words.sentence).title(words.states[2]).closable(words.cancel)) }
        (card("Field", None, Form::post("#").draft("kit").draw(html! {}, html! {
            (columns(html! {
                (field::text("name", words.name).required().hint(words.sentence).value("Roux"))
                (field::email("email", "E-mail").value("a@b.fr").error(Some(words.sentence)))
                (field::money("price", "€", "€ HT").value("1 234,50"))
                (field::date("day", words.note).value("2026-11-23"))
                (field::select("kind", words.name, [Choice::new("a", words.states[0]), Choice::new("b", words.states[1])]))
                (field::password("password", words.note, words.save))
                (field::textarea("note", words.note, 2).whole())
            }))
            (field::radios("state", words.note, [Choice::new("a", words.states[1]).hint(words.sentence), Choice::new("b", words.states[2]), Choice::new("c", words.states[3])]).value("b").beside())
            (field::checkbox("yes", words.sentence).checked(true).hint(words.note))
            (form_end(&[Button::submit(words.save).primary(), Button::submit(words.cancel)]))
        })))
        (segments(words.note, &[Tab::new(words.states[0], "#", false), Tab::new(words.states[1], "#", true).count(12), Tab::new(words.states[4], "#", false)]))
        (table(words.title, &cols, html! { @for (at, tone) in tones.iter().enumerate() {
            (Row::new(&cols).link(words.name, "#").cell(plate("FG-482-KL")).cell(money("438,00 €")).cell(badge(*tone, words.states[at])).cell(Button::link(words.save, "#").ghost().icon(Icon::Edit)))
        } }))
        (pagination(words.title, "1 – 5", Some((words.places[0], "#")), Some((words.places[1], "#"))))
        (tiles(&[Stat::new(words.name, "12").note(words.note), Stat::new(words.note, "28\u{202f}412\u{a0}€").href("#")]))
        (card("Progress, spark", None, html! { div.stack { (progress_bar(words.note, 34, 100)) (spark(&[3, 5, 4, 8, 7, 11, 9, 12])) } }))
        (card_plain("Icon", None, html! { div.card-body { div.row { @for icon in icons::ALL { (icons::large(*icon)) } } } }))
    }
}
