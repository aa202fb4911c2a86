//! A sealed invoice or a credit note: its PDF, its payments, what cancels it.

use crm::{
    Fields,
    changes::Noun,
    ids::PaymentId,
    invoices::{Invoice, InvoiceKind, InvoiceStatus},
    payments::{Payment, PaymentForm},
    policy::Act,
};
use maud::{Markup, html};

use super::{draft::lines_card, payments};
use crate::{
    Ui, changes,
    components::{
        Alert, Button, Facts, Form, Menu, MenuItem, PageHeader, badge, card, facts, field, form_end,
        icons::{self, Icon},
        with_preview, with_waiting,
    },
    confirm::{self, Question},
    documents::{self, invoice_status},
    format,
    text::{common as c, invoices as t},
    why,
};

pub struct Page<'a> {
    pub invoice: &'a Invoice,
    pub contact: (String, String),
    pub vehicle: Option<(String, String)>,
    pub quote: Option<(String, String)>,
    pub order: Option<(String, String)>,
    /// The invoice a credit note cancels, or the credit note that cancels it.
    pub other: Option<(String, String)>,
    pub payments: &'a [Payment],
    pub payment: &'a PaymentForm,
    /// A receipt can leave: the customer has an e-mail.
    pub email: Option<&'a str>,
    pub receipt: bool,
    pub errors: &'a Fields,
    /// Why the credit note or the cancelled payment, as typed.
    pub reason: &'a str,
    /// The payment that reason is about.
    pub cancelling: Option<PaymentId>,
}

pub fn page(ui: &Ui, p: &Page) -> Markup {
    let l = ui.lang;
    let i = p.invoice;
    let title = title(ui, i);
    let status = i.status(ui.today);
    let (tone, word) = invoice_status(ui, status);
    let header =
        PageHeader::new(title.as_str()).back(t::title(l), "/invoices").beside(badge(tone, word)).menu(menu(ui, p));
    let left =
        html! { (after_sealing(ui, p, status)) (lines_card(ui, i)) (facts_card(ui, p)) (mistake(ui, p, status)) };
    let beside = if i.has_pdf() {
        let name = if i.kind == InvoiceKind::CreditNote { t::preview_credit_note(l) } else { t::preview(l) };
        with_preview(left, &documents::preview(ui, name, format!("/invoices/{}/pdf", i.id)))
    } else {
        with_waiting(left, "preview", waiting(ui, i))
    };
    ui.page(&title, html! { (header) (beside) })
}

/// Until the job has made the PDF: asks again by itself, or by the link. Given up: says so, and asks no more.
fn waiting(ui: &Ui, i: &Invoice) -> Markup {
    let l = ui.lang;
    let at = format!("/invoices/{}", i.id);
    let late = i.account.as_ref().is_some_and(|a| a.trouble.is_some());
    html! {
        div.preview-wait hx-get=[(!late).then_some(&at)] hx-trigger="every 2s" hx-select="#preview" hx-target="#preview" hx-swap="outerHTML" {
            p.strong { (t::pdf_wait_title(l)) }
            p.quiet { @if late { (t::pdf_late(l)) } @else { (t::pdf_wait_text(l)) } }
            (Button::link(t::refresh(l), at.as_str()).icon(Icon::Refresh))
        }
    }
}

fn title(ui: &Ui, i: &Invoice) -> String {
    let l = ui.lang;
    match (&i.number, i.kind) {
        (Some(number), InvoiceKind::Invoice) => t::invoice_number(l, number),
        (Some(number), InvoiceKind::CreditNote) => t::credit_note_number(l, number),
        (None, _) => t::draft_title(l).to_owned(),
    }
}

fn menu(ui: &Ui, p: &Page) -> Menu<'static> {
    let l = ui.lang;
    let href = format!("/invoices/{}/pdf", p.invoice.id);
    let menu = Menu::more(c::more(l)).item(MenuItem::link(t::open_pdf(l), href).icon(Icon::Download));
    changes::in_menu(ui, menu, Noun::Invoice, p.invoice.id)
}

fn after_sealing(ui: &Ui, p: &Page, status: InvoiceStatus) -> Markup {
    let l = ui.lang;
    let account = p.invoice.account.as_ref();
    let late = account.is_some_and(|a| a.trouble.is_some() && a.pdf.is_none());
    html! {
        @if late { (Alert::bad(t::pdf_late(l)).more(html! { @if ui.may(Act::SeeJobs) { (Button::link(t::see_jobs(l), "/jobs")) } })) }
        @if let (InvoiceStatus::Cancelled, Some(other)) = (status, &p.other) {
            (Alert::info(t::cancelled_by(l)).more(html! { a href=(other.1) { (other.0) } }))
        }
        @if let (InvoiceKind::CreditNote, Some(other)) = (p.invoice.kind, &p.other) {
            (Alert::info(t::cancels(l)).more(html! { a href=(other.1) { (other.0) } }))
        }
        (payments::card_of(ui, p))
    }
}

/// An issued invoice is never changed: a mistake is answered by a credit note.
fn mistake(ui: &Ui, p: &Page, status: InvoiceStatus) -> Markup {
    let l = ui.lang;
    let stands = p.invoice.kind == InvoiceKind::Invoice && status != InvoiceStatus::Cancelled;
    if !(stands && ui.may(Act::CancelInvoices)) {
        return html! {};
    }
    let button = Button::submit(t::cancel(l)).danger().confirm(t::cancel_question(l), t::cancel_text(l), c::back(l));
    let wrong = why::beside(l, p.errors, "reason").filter(|_| p.cancelling.is_none());
    let (reason, open) = (if p.cancelling.is_none() { p.reason } else { "" }, wrong.is_some());
    let inside = html! {
        (field::text("reason", t::cancel_reason(l)).value(reason).error(wrong).required())
        (form_end(&[button]))
    };
    let form = Form::post(format!("/invoices/{}/cancel", p.invoice.id)).draw(ui.hidden(), inside);
    html! {
        details.card.card-fold open[open] {
            summary.card-head { (icons::icon(Icon::ChevronDown)) h2 { (t::mistake(l)) } }
            div.card-body.stack { p.quiet { (t::mistake_text(l)) } (form) }
        }
    }
}

/// The question of the credit note, on a page of its own.
pub fn ask_cancel(ui: &Ui, invoice: &Invoice, reason: &str) -> Markup {
    let (l, at) = (ui.lang, format!("/invoices/{}", invoice.id));
    let (action, keep) = (format!("{at}/cancel"), [("reason", reason)]);
    let (question, text, label) = (t::cancel_question(l), t::cancel_text(l), t::cancel(l));
    confirm::page(ui, &Question { question, text, action: &action, label, back: &at, keep: &keep })
}

fn facts_card(ui: &Ui, p: &Page) -> Markup {
    let l = ui.lang;
    let i = p.invoice;
    let link =
        |pair: &Option<(String, String)>| html! { @if let Some((label, href)) = pair { a href=(href) { (label) } } };
    let day = |d: Option<chrono::NaiveDate>| html! { @if let Some(d) = d { (format::long_date(l, d)) } };
    let account = i.account.as_ref();
    let credit = i.kind == InvoiceKind::CreditNote;
    let all = [
        (t::customer(l), html! { a href=(p.contact.1) { (p.contact.0) } }),
        (t::vehicle(l), link(&p.vehicle)),
        (t::order(l), link(&p.order)),
        (
            t::quote(l),
            if ui.may(Act::SeeQuotes) {
                link(&p.quote)
            } else {
                html! {}
            },
        ),
        (
            t::corrects(l),
            if credit {
                link(&p.other)
            } else {
                html! {}
            },
        ),
        (
            if credit { t::credit_reason(l) } else { t::note(l) },
            html! { @if !i.note.is_empty() { span.preserve { (i.note) } } },
        ),
        (t::issued_on(l), day(i.issued_on)),
        (t::due_on(l), day(account.and_then(|a| a.due_on))),
        (
            t::delivered(l),
            html! { @if let Some(at) = account.and_then(|a| a.delivered_at) { (format::moment(l, at, ui.zone)) } },
        ),
    ];
    card(t::summary(l), None, facts(Facts::Lines, &all))
}
