//! Encaissements on the page of an invoice.

use crm::{
    Fields,
    ids::InvoiceId,
    invoices::InvoiceKind,
    payments::{Method, Payment, PaymentKind},
    policy::Act,
};
use maud::{Markup, html};

use super::show::Page;
use crate::{
    Ui,
    components::{
        Button, Choice, Facts, Form, ListRow, card, columns, facts, field, form_end, icons::Icon, list, money,
    },
    confirm::{self, Question},
    format,
    text::{common as c, payments as t},
    why,
};

pub fn method(ui: &Ui, method: Method) -> &'static str {
    let l = ui.lang;
    match method {
        Method::Cash => t::cash(l),
        Method::Card => t::card(l),
        Method::BankTransfer => t::bank_transfer(l),
        Method::Cheque => t::cheque(l),
        Method::Stripe => t::stripe(l),
    }
}

pub fn card_of(ui: &Ui, p: &Page) -> Markup {
    let l = ui.lang;
    let Some(account) = &p.invoice.account else { return html! {} };
    let credit = p.invoice.kind == InvoiceKind::CreditNote;
    let sums = [
        (if credit { t::to_refund(l) } else { t::total(l) }, money(&format::euros(l, account.gross))),
        (if credit { t::refunded(l) } else { t::paid(l) }, money(&format::euros(l, account.paid))),
        (t::balance(l), html! { strong { (money(&format::euros(l, account.balance))) } }),
    ];
    let rows: Vec<ListRow> = p.payments.iter().map(|payment| row(ui, p, payment)).collect();
    let open = if credit { account.balance.0 < 0 } else { account.balance.0 > 0 };
    card(
        if credit { t::refunds(l) } else { t::title(l) },
        None,
        html! {
            div.stack.stack-wide {
                (facts(Facts::Lines, &sums))
                @if !rows.is_empty() { div.list-inside { (list(&rows)) } }
                @if open && ui.may(Act::RecordPayments) { (form(ui, p, credit)) }
            }
        },
    )
}

fn row<'a>(ui: &Ui, p: &Page, payment: &'a Payment) -> ListRow<'a> {
    let l = ui.lang;
    let word = match payment.kind {
        PaymentKind::Payment => method(ui, payment.method).to_owned(),
        PaymentKind::Refund => t::refund_by(l, method(ui, payment.method)),
        PaymentKind::Reversal => t::cancelled_because(l, &payment.reason),
    };
    let cancel = (payment.kind != PaymentKind::Reversal && !payment.reversed && ui.may(Act::CancelPayments))
        .then(|| cancel(ui, p, payment));
    let end = html! { (money(&format::euros(l, payment.amount))) @if let Some(cancel) = cancel { (cancel) } };
    let below = [format::date(l, payment.received_on), payment.reference.clone()]
        .into_iter()
        .filter(|t| !t.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    ListRow::new(word).icon(Icon::Euro).below(below).end(end)
}

/// A counter-entry with its reason, never an erasure.
fn cancel(ui: &Ui, p: &Page, payment: &Payment) -> Markup {
    let l = ui.lang;
    let button = Button::submit(t::cancel_it(l)).danger().confirm(t::cancel_question(l), t::cancel_text(l), c::back(l));
    let here = p.cancelling == Some(payment.id);
    let wrong = why::beside(l, p.errors, "reason").filter(|_| here);
    let (reason, open) = (if here { p.reason } else { "" }, wrong.is_some());
    let inside = html! {
        (field::text("reason", t::reason(l)).id(format!("reason-{}", payment.id)).value(reason).error(wrong).required())
        (button)
    };
    let form = Form::post(format!("/payments/{}/cancel", payment.id)).draw(ui.hidden(), inside);
    html! { details open[open] { summary.small { (t::cancel(l)) } (form) } }
}

/// The question, on a page of its own.
pub fn ask_cancel(ui: &Ui, payment: &Payment, invoice: InvoiceId, reason: &str) -> Markup {
    let l = ui.lang;
    let (action, back) = (format!("/payments/{}/cancel", payment.id), format!("/invoices/{invoice}"));
    let text = t::cancel_what(l, format::euros(l, payment.amount), method(ui, payment.method));
    let text = format!("{text} {}", t::cancel_text(l));
    let (question, label, keep) = (t::cancel_question(l), t::cancel_it(l), [("reason", reason)]);
    confirm::page(ui, &Question { question, text: &text, action: &action, label, back: &back, keep: &keep })
}

fn form(ui: &Ui, p: &Page, credit: bool) -> Markup {
    let l = ui.lang;
    let wrong = |name: &str| why::beside(l, p.errors, name);
    let methods: Vec<Choice> = [Method::Card, Method::Cash, Method::Cheque, Method::BankTransfer, Method::Stripe]
        .into_iter()
        .map(|m| Choice::new(m.as_str(), method(ui, m)))
        .collect();
    let fields = html! {
        (field::radios("method", t::how(l), methods).value(p.payment.method.as_str()).beside().error(wrong("method")))
        (columns(html! {
            (field::money("amount", t::amount(l), "€").value(p.payment.amount.as_str()).error(wrong("amount")).required())
            (field::date("received_on", t::received_on(l)).value(p.payment.received_on.as_str()).error(wrong("received_on")).required())
            (field::text("reference", t::reference(l)).value(p.payment.reference.as_str()).error(wrong("reference")).hint(t::reference_hint(l)))
        }))
        @if let Some(email) = p.email { (field::checkbox("receipt", t::receipt(l)).hint(email).checked(p.receipt)) }
        (form_end(&[Button::submit(if credit { t::give_back(l) } else { t::record(l) }).primary().icon(Icon::Euro)]))
    };
    // The reason of a cancellation is another form's.
    let errors = if p.cancelling.is_some() || p.errors.get("reason").is_some() { &Fields::default() } else { p.errors };
    Form::post(format!("/invoices/{}/payments", p.invoice.id)).draw(ui.hidden(), why::over(ui, errors, fields))
}
