//! Devis: list, choice of forfait, editor, page of a sent one.

pub mod editor;
pub mod show;

use crm::{
    contacts::ContactRow, ids::QuoteId, packages::PackageRow, policy::Act, quotes::QuoteRow, vehicles::VehicleRow,
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{
        Button, Col, Empty, Form, Hx, ListRow, PageHeader, Row, badge, card, card_plain, empty, field, icons::Icon,
        list, money, pagination, plate, table,
    },
    documents::quote_status,
    format,
    text::{common as c, contacts as ct, quotes as t},
};

pub fn index(ui: &Ui, rows: &[QuoteRow], next: Option<QuoteId>, first: bool) -> Markup {
    let l = ui.lang;
    let mut header = PageHeader::new(t::title(l));
    if ui.may(Act::EditQuotes) {
        header = header.primary(Button::link(t::new(l), "/quotes/new").icon(Icon::Plus));
    }
    let next = next.map(|id| format!("/quotes?before={id}"));
    let content = html! {
        (header)
        @if rows.is_empty() { (nothing(ui)) } @else { (table_of(ui, rows)) }
        @if next.is_some() || !first {
            (pagination(c::pages(l), "", (!first).then_some((c::first_page(l), "/quotes")), next.as_deref().map(|n| (c::next_page(l), n))))
        }
    };
    ui.page(t::title(l), content)
}

fn nothing(ui: &Ui) -> Markup {
    let l = ui.lang;
    let actions = match ui.may(Act::EditQuotes) {
        true => vec![Button::link(t::new(l), "/quotes/new").icon(Icon::Plus)],
        false => vec![],
    };
    empty(&Empty { icon: Icon::Quote, title: t::none_title(l).into(), text: t::none_text(l).into(), actions })
}

fn table_of(ui: &Ui, rows: &[QuoteRow]) -> Markup {
    let l = ui.lang;
    let cols = [
        Col::title(t::customer(l)),
        Col::text(t::number(l)),
        Col::text(t::vehicle(l)),
        Col::wide(t::date(l)),
        Col::number(t::total_ttc(l)),
        Col::badge(t::state(l)),
    ];
    let lines = html! {
        @for q in rows {
            @let (tone, word) = quote_status(ui, q.status(ui.today));
            (Row::new(&cols).id(format!("quote-{}", q.id)).link(&q.contact, &format!("/quotes/{}", q.id))
                .cell(q.number.as_deref().unwrap_or(t::no_number(l)))
                .cell(html! { @if let Some(p) = q.plate.as_deref().filter(|p| !p.is_empty()) { (plate(p)) } })
                .cell(format::date(l, q.issued_on.unwrap_or_else(|| q.created_at.with_timezone(&ui.zone).date_naive())))
                .cell(money(&format::euros(l, q.gross)))
                .cell(badge(tone, word)))
        }
    };
    card_plain(t::title(l), None, table(t::title(l), &cols, lines))
}

/// For whom and on what, before the first line.
pub struct Beginning<'a> {
    pub contact: Option<(String, String)>,
    pub vehicles: &'a [VehicleRow],
    pub vehicle: &'a str,
    pub order: &'a str,
    pub packages: &'a [PackageRow],
    /// Customers found, while none is chosen.
    pub found: &'a [ContactRow],
    pub query: &'a str,
}

pub fn new(ui: &Ui, b: &Beginning) -> Markup {
    let l = ui.lang;
    let content = html! {
        (PageHeader::new(t::new(l)).back(c::back(l), "/quotes"))
        @match &b.contact {
            None => (pick(ui, b)),
            Some((id, name)) => (begin(ui, b, id, name)),
        }
    };
    ui.page(t::new(l), content)
}

fn pick(ui: &Ui, b: &Beginning) -> Markup {
    let l = ui.lang;
    let search = field::search("q", t::for_whom(l)).placeholder(ct::search_hint(l)).value(b.query).autofocus();
    html! {
        (Form::get("/quotes/new").draw(html! {}, html! { (search.hx(Hx::live_search("/quotes/new", "#found"))) }))
        div #found { (found(ui, b)) }
    }
}

/// The part that live search replaces.
pub fn found(ui: &Ui, b: &Beginning) -> Markup {
    let l = ui.lang;
    let rows: Vec<ListRow> = b
        .found
        .iter()
        .map(|row| {
            let end = html! { @if let Some(p) = row.plate.as_deref().filter(|p| !p.is_empty()) { (plate(p)) } };
            ListRow::new(row.name.as_str()).href(format!("/quotes/new?contact={}", row.id)).icon(Icon::User).end(end)
        })
        .collect();
    html! {
        @if !rows.is_empty() { (card_plain(t::for_whom(l), None, list(&rows))) }
        @else if !b.query.is_empty() { p.quiet { (ct::not_found_text(l)) } }
    }
}

fn begin(ui: &Ui, b: &Beginning, contact: &str, name: &str) -> Markup {
    let l = ui.lang;
    let vehicle = html! {
        @match b.vehicles {
            [] => { p.quiet { (ct::no_vehicle(l)) } }
            [one] => { p { (plate(&one.plate)) " " (one.name) } input type="hidden" name="vehicle" value=(one.id); }
            several => (field::radios("vehicle", t::vehicle(l), several.iter().map(|v|
                crate::components::Choice::new(v.id.to_string(), format!("{} {}", v.plate, v.name)))).value(b.vehicle))
        }
    };
    let inside = html! {
        input type="hidden" name="contact" value=(contact);
        input type="hidden" name="order" value=(b.order);
        (card(name, None, vehicle))
        (card(t::from_package(l), Some(html! { (Button::submit(t::empty_quote(l)).named("package", "").ghost().icon(Icon::Edit)) }), html! {
            @if b.packages.is_empty() { p.quiet { (t::no_package(l)) } }
            div.tiles {
                @for p in b.packages {
                    (Button::submit(format!("{} · {}", p.label, format::euros(l, p.gross))).named("package", p.id.to_string()).wide())
                }
            }
        }))
    };
    Form::post("/quotes").draw(ui.hidden(), inside)
}
