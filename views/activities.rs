//! What happened, as sentences.

use crm::{
    Fields,
    activities::{About, Activity, ActivityForm, ActivityKind, TimelineFilter},
    ids::{ActivityId, UserId},
    policy::Act,
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{
        Button, Choice, Form, Moment, PageHeader, Tone, badge, card, columns, field, fold, form_end, icons::Icon,
        pagination, timeline,
    },
    confirm::{self, Question},
    format,
    text::{activities as t, common as c},
    why,
};

pub fn card_of(ui: &Ui, all: &[Activity]) -> Markup {
    card(t::title(ui.lang), None, moments(ui, all))
}

/// The last ones, the way to all of them, and a line to note something.
pub fn card_with_entry(
    ui: &Ui,
    about: About,
    all: &[Activity],
    noting: (&ActivityForm, &Fields),
    closed: bool,
) -> Markup {
    let l = ui.lang;
    let more = html! { (Button::link(t::all(l), format!("{}/timeline", path(about))).as_link()) };
    let may = !closed && ui.may(entry_act(about));
    let content = html! {
        div.stack {
            @if may { (entry(ui, about, noting.0, noting.1)) }
            (moments(ui, &all[..all.len().min(20)]))
        }
    };
    card(t::title(l), Some(more), content)
}

fn path(about: About) -> String {
    match about {
        About::Contact(id) => format!("/contacts/{id}"),
        About::Vehicle(id) => format!("/vehicles/{id}"),
    }
}

fn entry_act(about: About) -> Act {
    match about {
        About::Contact(_) => Act::EditContacts,
        About::Vehicle(_) => Act::LookAfterVehicles,
    }
}

fn entry(ui: &Ui, about: About, form: &ActivityForm, errors: &Fields) -> Markup {
    let l = ui.lang;
    let wrong = |name: &str| why::beside(l, errors, name);
    let kinds = ActivityKind::BY_HAND.map(|k| Choice::new(k.as_str(), t::by_hand(l, k.as_str())));
    let kind = if form.kind.is_empty() { "call" } else { form.kind.as_str() };
    let inside = why::over(
        ui,
        errors,
        html! {
            (field::textarea("text", t::what(l), 2).value(form.text.as_str()).error(wrong("text")).required().maxlength(2000))
            (columns(html! {
                (field::select("kind", t::kind(l), kinds).value(kind).error(wrong("kind")))
                (field::date("on", t::on(l)).value(form.on.as_str()).error(wrong("on")).hint(t::on_hint(l)))
            }))
            (form_end(&[Button::submit(t::note(l)).icon(Icon::Plus)]))
        },
    );
    let open = !form.text.is_empty() || !errors.is_empty();
    html! {
        (fold(Icon::Plus, t::note_something(l), open, Form::post(format!("{}/activities", path(about))).draw(ui.hidden(), inside)))
    }
}

/// Kinds a person filters by, and what they hold.
pub const GROUPS: [(&str, &[ActivityKind]); 5] = [
    ("by_hand", &ActivityKind::BY_HAND),
    (
        "workshop",
        &[
            ActivityKind::RepairOrderOpened,
            ActivityKind::VehicleCreated,
            ActivityKind::VehicleDeleted,
            ActivityKind::VehicleRestored,
            ActivityKind::VehicleSold,
            ActivityKind::VehicleBought,
            ActivityKind::SaleUndone,
        ],
    ),
    ("quotes", &[ActivityKind::QuoteSent, ActivityKind::QuoteAnswered]),
    (
        "money",
        &[
            ActivityKind::InvoiceSealed,
            ActivityKind::CreditNoteSealed,
            ActivityKind::PaymentReceived,
            ActivityKind::PaymentCancelled,
        ],
    ),
    ("messages", &[ActivityKind::MailSent]),
];

/// All that happened, a page at a time.
pub struct Timeline<'a> {
    pub about: About,
    /// Whose page it belongs to.
    pub name: &'a str,
    pub all: &'a [Activity],
    pub filter: &'a TimelineFilter,
    /// The word of its kinds (`GROUPS`), or nothing.
    pub group: &'a str,
    /// Colleagues to choose from.
    pub people: &'a [(UserId, String)],
    /// Address of the next page.
    pub next: Option<String>,
}

pub fn page(ui: &Ui, timeline: &Timeline) -> Markup {
    let l = ui.lang;
    let back = path(timeline.about);
    let content = html! {
        (PageHeader::new(t::title(l)).back(timeline.name, back.as_str()))
        (filter(ui, timeline))
        (card("", None, moments(ui, timeline.all)))
        @if let Some(next) = &timeline.next { (pagination(t::title(l), "", None, Some((c::next_page(l), next.as_str())))) }
    };
    ui.page(t::title(l), content)
}

fn filter(ui: &Ui, timeline: &Timeline) -> Markup {
    let l = ui.lang;
    let day = |d: Option<chrono::NaiveDate>| d.map(|d| d.to_string()).unwrap_or_default();
    let kinds = std::iter::once(Choice::new("", t::everything(l)))
        .chain(GROUPS.iter().map(|(word, _)| Choice::new(*word, t::group(l, word))));
    let people = std::iter::once(Choice::new("", t::everybody(l)))
        .chain(timeline.people.iter().map(|(id, name)| Choice::new(id.to_string(), name.as_str())));
    let inside = html! {
        (columns(html! {
            (field::select("kind", t::kind(l), kinds).value(timeline.group))
            (field::select("by", t::by(l), people).value(timeline.filter.by.map(|u| u.to_string()).unwrap_or_default()))
            (field::date("from", t::from(l)).value(day(timeline.filter.from)))
            (field::date("to", t::to(l)).value(day(timeline.filter.to)))
        }))
        (form_end(&[Button::submit(t::apply(l))]))
    };
    Form::get(format!("{}/timeline", path(timeline.about))).draw(html! {}, html! { div.form { (inside) } })
}

/// Asked before what somebody noted goes.
pub fn delete(ui: &Ui, id: ActivityId) -> Markup {
    let l = ui.lang;
    let action = format!("/activities/{id}/delete");
    let (question, text, label) = (t::delete_question(l), t::delete_text(l), t::delete(l));
    confirm::page(ui, &Question { question, text, action: &action, label, back: "/contacts", ..Question::default() })
}

fn moments(ui: &Ui, all: &[Activity]) -> Markup {
    html! {
        @if all.is_empty() { p.quiet { (t::none(ui.lang)) } } @else { (timeline(&all.iter().map(|a| moment(ui, a)).collect::<Vec<_>>())) }
    }
}

fn moment<'a>(ui: &Ui, activity: &'a Activity) -> Moment<'a> {
    let (icon, tone) = look(activity.kind);
    let says = sentence(ui, activity);
    let what = html! {
        @if ui.opens(&activity.subject) { a href=(activity.subject) { (says) } } @else { (says) }
    };
    let when = format::moment(ui.lang, activity.happened_at, ui.zone);
    let moment = Moment::new(icon, what, when, format::machine(activity.happened_at)).tone(tone);
    let moment = if activity.is_by_hand() { moment.more(noted(ui, activity)) } else { moment };
    match &activity.by {
        Some(who) => moment.who(who.as_str()),
        None => moment,
    }
}

/// What was written, whether it shows an unhappy customer, and the way to take it back.
fn noted(ui: &Ui, activity: &Activity) -> Markup {
    let l = ui.lang;
    let text = activity.told.what.as_deref().unwrap_or_default();
    let delete = Button::submit(t::delete(l)).ghost().icon_only(Icon::Trash).confirm(
        t::delete_question(l),
        t::delete_text(l),
        c::cancel(l),
    );
    html! {
        p.preserve { (text) }
        div.row {
            @if activity.told.unhappy.is_some() { (badge(Tone::Warning, t::unhappy(l))) }
            @if ui.may(Act::EditContacts) { (ui.post_button(&format!("/activities/{}/delete", activity.id), &delete)) }
        }
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
        ContactMerged | ContactParted => (Icon::Users, Tone::Neutral),
        ContactImported => (Icon::Import, Tone::Neutral),
        Call => (Icon::Phone, Tone::Info),
        Meeting => (Icon::Users, Tone::Info),
        SiteVisit => (Icon::Pin, Tone::Info),
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
        ContactMerged => t::contact_merged(l, what),
        ContactParted => t::contact_parted(l, what),
        ContactImported => t::contact_imported(l).into(),
        Call | Meeting | SiteVisit | Note => t::by_hand(l, activity.kind.as_str()),
    }
}
