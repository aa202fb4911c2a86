//! What happened, as sentences.

use crm::activities::{Activity, ActivityKind};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{Moment, Tone, card, icons::Icon, timeline},
    format,
    text::activities as t,
};

pub fn card_of(ui: &Ui, all: &[Activity]) -> Markup {
    let l = ui.lang;
    card(
        t::title(l),
        None,
        html! {
            @if all.is_empty() { p.quiet { (t::none(l)) } } @else { (timeline(&all.iter().map(|a| moment(ui, a)).collect::<Vec<_>>())) }
        },
    )
}

fn moment<'a>(ui: &Ui, activity: &'a Activity) -> Moment<'a> {
    let (icon, tone) = look(activity.kind);
    let says = sentence(ui, activity);
    let what = html! {
        @if activity.subject.is_empty() { (says) } @else { a href=(activity.subject) { (says) } }
    };
    let when = format::moment(ui.lang, activity.happened_at, ui.zone);
    let moment = Moment::new(icon, what, when, format::machine(activity.happened_at)).tone(tone);
    match &activity.by {
        Some(who) => moment.who(who.as_str()),
        None => moment,
    }
}

fn look(kind: ActivityKind) -> (Icon, Tone) {
    use ActivityKind::*;
    match kind {
        ContactCreated | ContactRestored => (Icon::User, Tone::Neutral),
        VehicleCreated | VehicleRestored | VehicleSold | VehicleBought | SaleUndone => (Icon::Car, Tone::Neutral),
        ContactDeleted | VehicleDeleted => (Icon::Trash, Tone::Warning),
        RepairOrderOpened => (Icon::Wrench, Tone::Info),
        QuoteSent => (Icon::Send, Tone::Info),
        QuoteAnswered => (Icon::Signature, Tone::Good),
        InvoiceSealed => (Icon::Invoice, Tone::Info),
        CreditNoteSealed => (Icon::Invoice, Tone::Warning),
        PaymentReceived => (Icon::Euro, Tone::Good),
        PaymentCancelled => (Icon::Euro, Tone::Warning),
        MailSent => (Icon::Mail, Tone::Neutral),
        Note => (Icon::Edit, Tone::Neutral),
    }
}

fn sentence(ui: &Ui, activity: &Activity) -> String {
    use ActivityKind::*;
    let l = ui.lang;
    let number = activity.told.number.as_deref().unwrap_or("");
    let amount = activity.told.amount.map(|a| format::euros(l, a)).unwrap_or_default();
    let what = activity.told.what.as_deref().unwrap_or("");
    match activity.kind {
        ContactCreated => t::contact_created(l).into(),
        ContactDeleted => t::contact_deleted(l).into(),
        ContactRestored => t::contact_restored(l).into(),
        VehicleCreated => t::vehicle_created(l, what),
        VehicleDeleted => t::vehicle_deleted(l, what),
        VehicleRestored => t::vehicle_restored(l, what),
        VehicleSold => t::vehicle_sold(l, what),
        VehicleBought => t::vehicle_bought(l, what),
        SaleUndone => t::sale_undone(l, what),
        RepairOrderOpened => t::repair_order_opened(l, number),
        QuoteSent => t::quote_sent(l, number, amount),
        QuoteAnswered => t::quote_answered(l, number, amount),
        InvoiceSealed => t::invoice_sealed(l, number, amount),
        CreditNoteSealed => t::credit_note_sealed(l, number, amount),
        PaymentReceived => t::payment_received(l, amount, number),
        PaymentCancelled => t::payment_cancelled(l, amount, number),
        MailSent => t::mail_sent(l, what),
        Note => what.to_owned(),
    }
}
