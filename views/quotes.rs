//! Devis: list, editor, page of a sent one.

pub mod editor;
pub mod show;

use crm::{ids::QuoteId, policy::Act, quotes::QuoteRow};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{
        Button, Col, Empty, PageHeader, Row, badge, card_plain, empty, icons::Icon, money, pagination, plate, table,
    },
    documents::quote_status,
    format,
    text::{common as c, quotes as t},
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
