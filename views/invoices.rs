//! Factures et avoirs: list, draft, sealed page with its payments.

pub mod draft;
pub mod payments;
pub mod show;

use crm::{
    ids::InvoiceId,
    invoices::{InvoiceFilter, InvoiceKind, InvoiceRow},
    policy::Act,
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{
        Button, Col, Empty, PageHeader, Row, Tab, badge, card_plain, empty, icons::Icon, money, pagination, segments,
        table,
    },
    documents::invoice_status,
    format,
    text::{common as c, invoices as t},
};

pub fn index(ui: &Ui, filter: InvoiceFilter, rows: &[InvoiceRow], next: Option<InvoiceId>, first: bool) -> Markup {
    let l = ui.lang;
    let filters = [
        (InvoiceFilter::All, t::all(l)),
        (InvoiceFilter::Drafts, t::drafts(l)),
        (InvoiceFilter::Unpaid, t::unpaid(l)),
        (InvoiceFilter::Overdue, t::overdue(l)),
    ];
    let tabs: Vec<Tab> = filters.iter().map(|(f, word)| Tab::new(*word, href(*f, None), *f == filter)).collect();
    let next = next.map(|id| href(filter, Some(id)));
    let start = href(filter, None);
    let mut header = PageHeader::new(t::title(l));
    if ui.may(Act::EditInvoices) {
        header = header.primary(Button::link(t::new(l), "/invoices/new").icon(Icon::Plus));
    }
    let content = html! {
        (header)
        (segments(t::filter(l), &tabs))
        @if rows.is_empty() { (nothing(ui, filter)) } @else { (table_of(ui, rows)) }
        @if next.is_some() || !first {
            (pagination(c::pages(l), "", (!first).then_some((c::first_page(l), start.as_str())), next.as_deref().map(|n| (c::next_page(l), n))))
        }
    };
    ui.page(t::title(l), content)
}

fn href(filter: InvoiceFilter, before: Option<InvoiceId>) -> String {
    match (filter, before) {
        (InvoiceFilter::All, None) => "/invoices".into(),
        (f, None) => format!("/invoices?filter={}", f.as_str()),
        (f, Some(id)) => format!("/invoices?filter={}&before={id}", f.as_str()),
    }
}

fn nothing(ui: &Ui, filter: InvoiceFilter) -> Markup {
    let l = ui.lang;
    let (title, text) = match filter {
        InvoiceFilter::All => (t::none_title(l), t::none_text(l)),
        InvoiceFilter::Drafts => (t::no_draft(l), t::none_text(l)),
        InvoiceFilter::Unpaid | InvoiceFilter::Overdue => (t::all_paid(l), t::all_paid_text(l)),
    };
    let actions = vec![Button::link(t::to_quotes(l), "/quotes").icon(Icon::Quote)];
    empty(&Empty { icon: Icon::Invoice, title: title.into(), text: text.into(), actions })
}

fn table_of(ui: &Ui, rows: &[InvoiceRow]) -> Markup {
    let l = ui.lang;
    let cols = [
        Col::title(t::customer(l)),
        Col::text(t::number(l)),
        Col::wide(t::date(l)),
        Col::number(t::total_ttc(l)),
        Col::number(t::balance(l)),
        Col::badge(t::state(l)),
    ];
    let lines = html! {
        @for i in rows {
            @let (tone, word) = invoice_status(ui, i.status(ui.today));
            @let on = i.issued_on.unwrap_or_else(|| i.created_at.with_timezone(&ui.zone).date_naive());
            @let gross = if i.kind == InvoiceKind::CreditNote { -i.gross } else { i.gross };
            (Row::new(&cols).id(format!("invoice-{}", i.id)).link(&i.contact, &format!("/invoices/{}", i.id))
                .cell(i.number.as_deref().unwrap_or(t::no_number(l)))
                .cell(format::date(l, on))
                .cell(money(&format::euros(l, gross)))
                .cell(html! { @if let Some(b) = i.balance.filter(|b| b.0 != 0) { (money(&format::euros(l, b))) } })
                .cell(badge(tone, word)))
        }
    };
    card_plain(t::title(l), None, table(t::title(l), &cols, lines))
}
