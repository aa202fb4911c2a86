//! One invoice: as a draft with what is missing before sealing; sealed, with its PDF, payments and credit note.

use crm::{
    Fields,
    invoices::{DraftForm, Invoice, InvoiceKind, InvoiceStatus},
    payments::{Payment, PaymentForm},
    policy::Act,
};
use maud::{Markup, html};

use super::payments;
use crate::{
    Ui,
    components::{
        Alert, Button, Facts, Form, ListRow, Menu, MenuItem, PageHeader, Preview, badge, card, card_plain, columns,
        facts, field, form_end, icons::Icon, list, money, with_preview,
    },
    documents::invoice_status,
    format,
    text::{common as c, invoices as t},
    why,
};

/// Something to mend before sealing, and where.
pub struct Missing {
    pub says: String,
    pub href: String,
}

pub struct Page<'a> {
    pub invoice: &'a Invoice,
    pub contact: (String, String),
    pub vehicle: Option<(String, String)>,
    pub quote: Option<(String, String)>,
    pub order: Option<(String, String)>,
    /// The invoice a credit note cancels, or the credit note that cancels it.
    pub other: Option<(String, String)>,
    pub missing: &'a [Missing],
    pub draft: &'a DraftForm,
    pub payments: &'a [Payment],
    pub payment: &'a PaymentForm,
    pub errors: &'a Fields,
    pub stale: bool,
    /// Why the credit note, as typed.
    pub reason: &'a str,
}

pub fn page(ui: &Ui, p: &Page) -> Markup {
    let l = ui.lang;
    let i = p.invoice;
    let title = title(ui, i);
    let status = i.status(ui.today);
    let (tone, word) = invoice_status(ui, status);
    let mut header =
        PageHeader::new(title.as_str()).back(t::title(l), "/invoices").beside(badge(tone, word)).menu(menu(ui, p));
    if i.is_draft() && ui.may(Act::SealInvoices) {
        header = header.primary_form(seal_form(ui, p));
    }
    let preview = Preview {
        src: format!("/invoices/{}/pdf", i.id).into(),
        title: t::preview(l).into(),
        open: t::open_pdf(l).into(),
        id: "preview".into(),
    };
    let left = html! {
        @if p.stale { (Alert::warning(why::say(l, crm::Why::Stale))) }
        @if i.is_draft() { (before_sealing(ui, p)) } @else { (after_sealing(ui, p, status)) }
        (facts_card(ui, p))
    };
    ui.page(&title, html! { (header) (with_preview(left, &preview)) (hidden_forms(ui, p)) })
}

fn title(ui: &Ui, i: &Invoice) -> String {
    let l = ui.lang;
    match (&i.number, i.kind) {
        (Some(number), InvoiceKind::Invoice) => t::invoice_number(l, number),
        (Some(number), InvoiceKind::CreditNote) => t::credit_note_number(l, number),
        (None, _) => t::draft_title(l).to_owned(),
    }
}

fn seal_form(ui: &Ui, p: &Page) -> Markup {
    let l = ui.lang;
    let button = Button::submit(t::seal(l)).primary().icon(Icon::Lock).disabled(!p.missing.is_empty()).confirm(
        t::seal_question(l),
        t::seal_text(l),
        c::cancel(l),
    );
    Form::post(format!("/invoices/{}/seal", p.invoice.id)).plain().draw(ui.hidden(), html! { (button) })
}

fn hidden_forms(ui: &Ui, p: &Page) -> Markup {
    let id = p.invoice.id;
    html! {
        @if p.invoice.is_draft() { (Form::post(format!("/invoices/{id}/delete")).id("delete-invoice").plain().draw(ui.hidden(), html! {})) }
    }
}

fn menu(ui: &Ui, p: &Page) -> Menu<'static> {
    let l = ui.lang;
    let mut menu = Menu::more(c::more(l))
        .item(MenuItem::link(t::open_pdf(l), format!("/invoices/{}/pdf", p.invoice.id)).icon(Icon::Download));
    if p.invoice.is_draft() && ui.may(Act::EditInvoices) {
        menu = menu.item(MenuItem::submit(t::delete_draft(l)).form("delete-invoice").icon(Icon::Trash).danger());
    }
    menu
}

fn before_sealing(ui: &Ui, p: &Page) -> Markup {
    let l = ui.lang;
    let rows: Vec<ListRow> =
        p.missing.iter().map(|m| ListRow::new(m.says.as_str()).href(m.href.as_str()).icon(Icon::Alert)).collect();
    let wrong = |name: &str| why::beside(l, p.errors, name);
    let inside = html! {
        (why::summary(ui, p.errors))
        (columns(html! {
            (field::date("supplied_on", t::supplied_on(l)).value(p.draft.supplied_on.as_str()).error(wrong("supplied_on")).hint(t::supplied_on_hint(l)))
            (field::text("purchase_order", t::purchase_order(l)).value(p.draft.purchase_order.as_str()).error(wrong("purchase_order")))
            (field::textarea("note", t::note(l), 2).value(p.draft.note.as_str()).error(wrong("note")).whole())
        }))
        (form_end(&[Button::submit(c::save(l))]))
    };
    let form = Form::post(format!("/invoices/{}", p.invoice.id))
        .draft(format!("invoice-{}-v{}", p.invoice.id, p.invoice.version));
    html! {
        @if rows.is_empty() {
            (Alert::good(t::ready(l)))
        } @else {
            (card_plain(t::missing(l), None, list(&rows)))
        }
        @if ui.may(Act::EditInvoices) { (card(t::before(l), None, form.draw(ui.hidden_version(p.invoice.version), inside))) }
    }
}

fn after_sealing(ui: &Ui, p: &Page, status: InvoiceStatus) -> Markup {
    let l = ui.lang;
    let account = p.invoice.account.as_ref();
    let late = account.is_some_and(|a| a.trouble.is_some() && a.pdf.is_none());
    html! {
        @if late { (Alert::bad(t::pdf_late(l)).more(html! { (Button::link(t::see_jobs(l), "/jobs")) })) }
        @if let (InvoiceStatus::Cancelled, Some(other)) = (status, &p.other) {
            (Alert::info(t::cancelled_by(l)).more(html! { a href=(other.1) { (other.0) } }))
        }
        (payments::card_of(ui, p))
        @if p.invoice.kind == InvoiceKind::Invoice && status != InvoiceStatus::Cancelled && ui.may(Act::CancelInvoices) { (cancel_card(ui, p)) }
    }
}

/// An issued invoice is never changed: a mistake is answered by a credit note.
fn cancel_card(ui: &Ui, p: &Page) -> Markup {
    let l = ui.lang;
    let button = Button::submit(t::cancel(l)).danger().confirm(t::cancel_question(l), t::cancel_text(l), c::cancel(l));
    let inside = html! {
        (field::text("reason", t::cancel_reason(l)).value(p.reason).error(why::beside(l, p.errors, "reason")).required())
        (form_end(&[button]))
    };
    let form = Form::post(format!("/invoices/{}/cancel", p.invoice.id)).draw(ui.hidden(), inside);
    html! { details.card { summary.heading { (t::mistake(l)) } p.quiet { (t::mistake_text(l)) } (form) } }
}

fn facts_card(ui: &Ui, p: &Page) -> Markup {
    let l = ui.lang;
    let i = p.invoice;
    let link =
        |pair: &Option<(String, String)>| html! { @if let Some((label, href)) = pair { a href=(href) { (label) } } };
    let day = |d: Option<chrono::NaiveDate>| html! { @if let Some(d) = d { (format::long_date(l, d)) } };
    let account = i.account.as_ref();
    let all = [
        (t::customer(l), html! { a href=(p.contact.1) { (p.contact.0) } }),
        (t::vehicle(l), link(&p.vehicle)),
        (t::order(l), link(&p.order)),
        (t::quote(l), link(&p.quote)),
        (
            t::corrects(l),
            if i.kind == InvoiceKind::CreditNote {
                link(&p.other)
            } else {
                html! {}
            },
        ),
        (t::issued_on(l), day(i.issued_on)),
        (t::due_on(l), day(account.and_then(|a| a.due_on))),
        (
            t::delivered(l),
            html! { @if let Some(at) = account.and_then(|a| a.delivered_at) { (format::moment(l, at, ui.zone)) } },
        ),
        (t::total_ht(l), money(&format::euros(l, i.totals.net))),
        (t::total_vat(l), money(&format::euros(l, i.totals.vat))),
        (t::total_ttc(l), money(&format::euros(l, i.totals.gross))),
    ];
    card(t::summary(l), None, facts(Facts::Lines, &all))
}
