//! Quotes and invoices as they are listed on the pages of a customer, a vehicle, a repair order.

use chrono::{DateTime, NaiveDate, Utc};
use crm::{
    invoices::{InvoiceKind, InvoiceRow, InvoiceStatus},
    money::Cents,
    policy::Act,
    quotes::{QuoteRow, QuoteStatus},
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{ListRow, Preview, Tone, badge, card_plain, icons::Icon, list, money},
    format,
    text::documents as t,
};

/// One document in such a list.
#[derive(Clone, Debug)]
pub struct DocumentLine {
    pub href: String,
    pub icon: Icon,
    pub title: String,
    pub gross: Cents,
    pub status: (Tone, &'static str),
    pub on: NaiveDate,
    pub made_at: DateTime<Utc>,
}

impl DocumentLine {
    pub fn quote(ui: &Ui, row: &QuoteRow) -> DocumentLine {
        DocumentLine {
            href: format!("/quotes/{}", row.id),
            icon: Icon::Quote,
            title: row.number.clone().unwrap_or_else(|| t::draft_quote(ui.lang).to_owned()),
            gross: row.gross,
            status: quote_status(ui, row.status(ui.today)),
            on: row.issued_on.unwrap_or_else(|| row.created_at.with_timezone(&ui.zone).date_naive()),
            made_at: row.created_at,
        }
    }

    pub fn invoice(ui: &Ui, row: &InvoiceRow) -> DocumentLine {
        DocumentLine {
            href: format!("/invoices/{}", row.id),
            icon: Icon::Invoice,
            title: row.number.clone().unwrap_or_else(|| t::draft_invoice(ui.lang).to_owned()),
            gross: if row.kind == InvoiceKind::CreditNote { -row.gross } else { row.gross },
            status: invoice_status(ui, row.status(ui.today)),
            on: row.issued_on.unwrap_or_else(|| row.created_at.with_timezone(&ui.zone).date_naive()),
            made_at: row.created_at,
        }
    }

    /// Quotes and invoices together, the newest first; only those that who looks may see.
    pub fn together(ui: &Ui, quotes: &[QuoteRow], invoices: &[InvoiceRow]) -> Vec<DocumentLine> {
        let mut all = Vec::new();
        if ui.may(Act::SeeQuotes) {
            all.extend(quotes.iter().map(|q| DocumentLine::quote(ui, q)));
        }
        if ui.may(Act::SeeInvoices) {
            all.extend(invoices.iter().map(|i| DocumentLine::invoice(ui, i)));
        }
        all.sort_by_key(|line| std::cmp::Reverse(line.made_at));
        all
    }
}

/// Nothing for those who may see neither.
pub fn card_of(ui: &Ui, all: &[DocumentLine]) -> Markup {
    let l = ui.lang;
    if !(ui.may(Act::SeeQuotes) || ui.may(Act::SeeInvoices)) {
        return html! {};
    }
    let rows: Vec<ListRow> = all
        .iter()
        .map(|d| {
            let end = html! { (money(&format::euros(l, d.gross))) " " (badge(d.status.0, d.status.1)) };
            ListRow::new(d.title.as_str()).href(d.href.as_str()).icon(d.icon).below(format::date(l, d.on)).end(end)
        })
        .collect();
    card_plain(
        t::title(l),
        None,
        html! { @if rows.is_empty() { div.card-body { p.quiet { (t::none(l)) } } } @else { (list(&rows)) } },
    )
}

/// The paper beside its page.
pub fn preview<'a>(ui: &Ui, title: &'a str, src: String) -> Preview<'a> {
    let l = ui.lang;
    Preview {
        src: src.into(),
        title: title.into(),
        open: t::open_pdf(l).into(),
        elsewhere: t::elsewhere(l).into(),
        id: "preview".into(),
    }
}

pub fn quote_status(ui: &Ui, status: QuoteStatus) -> (Tone, &'static str) {
    let l = ui.lang;
    match status {
        QuoteStatus::Draft => (Tone::Neutral, t::draft(l)),
        QuoteStatus::Sent => (Tone::Info, t::sent(l)),
        QuoteStatus::Expired => (Tone::Warning, t::expired(l)),
        QuoteStatus::Accepted => (Tone::Good, t::accepted(l)),
        QuoteStatus::PartlyAccepted => (Tone::Good, t::partly_accepted(l)),
        QuoteStatus::Refused => (Tone::Bad, t::refused(l)),
        QuoteStatus::Withdrawn => (Tone::Neutral, t::withdrawn(l)),
    }
}

pub fn invoice_status(ui: &Ui, status: InvoiceStatus) -> (Tone, &'static str) {
    let l = ui.lang;
    match status {
        InvoiceStatus::Draft => (Tone::Neutral, t::draft(l)),
        InvoiceStatus::Due => (Tone::Info, t::due(l)),
        InvoiceStatus::PartlyPaid => (Tone::Warning, t::partly_paid(l)),
        InvoiceStatus::Paid => (Tone::Good, t::paid(l)),
        InvoiceStatus::Overdue => (Tone::Bad, t::overdue(l)),
        InvoiceStatus::Cancelled => (Tone::Neutral, t::cancelled(l)),
        InvoiceStatus::ToRefund => (Tone::Warning, t::to_refund(l)),
        InvoiceStatus::Settled => (Tone::Good, t::settled(l)),
    }
}
