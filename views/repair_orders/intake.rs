//! What is noted when a car comes in: a new order, and its correction.

use crm::{
    Fields,
    contacts::Contact,
    ids::RepairOrderId,
    repair_orders::{IntakeForm, PiecChoice},
    vehicles::Vehicle,
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{Button, Choice, Form, ListRow, PageHeader, card_plain, columns, field, form_end, icons::Icon, list},
    format, pick,
    text::{common as c, repair_orders as t, vehicles as v},
    vehicles::{mileage_fields, plate_of, upkeep::recall_alert},
    why,
};

/// A new order: for whom, on what.
pub struct Opening<'a> {
    pub contact: &'a Contact,
    pub vehicle: &'a Vehicle,
    pub form: &'a IntakeForm,
    pub errors: &'a Fields,
}

pub fn new(ui: &Ui, opening: &Opening) -> Markup {
    let l = ui.lang;
    let (contact, vehicle) = (opening.contact, opening.vehicle);
    let back = format!("/vehicles/{}", vehicle.id);
    let inside = why::over(
        ui,
        opening.errors,
        html! {
            input type="hidden" name="vehicle" value=(vehicle.id);
            input type="hidden" name="contact" value=(contact.id);
            (intake_fields(ui, opening.form, opening.errors))
            (form_end(&[Button::submit(t::open_order(l)).primary(), Button::link(c::cancel(l), back.as_str()).ghost()]))
        },
    );
    let draft = format!("repair-order-new-{}", vehicle.id);
    let content = html! {
        (PageHeader::new(t::new_title(l)).back(c::back(l), back.as_str()))
        (recall_alert(ui, vehicle.id, vehicle.recall))
        (who(ui, contact, vehicle))
        (Form::post("/repair-orders").draft(draft).draw(ui.hidden(), inside))
    };
    ui.page(t::new_title(l), content)
}

fn who(ui: &Ui, contact: &Contact, vehicle: &Vehicle) -> Markup {
    let l = ui.lang;
    let known = vehicle.mileage_km.map(|km| t::known_mileage(l, format::integer(l, i64::from(km)))).unwrap_or_default();
    let name = Some(vehicle.is.name()).filter(|n| !n.is_empty()).unwrap_or_else(|| v::unnamed(l).to_owned());
    let to = format!("/repair-orders/new?vehicle={}&contact=", vehicle.id);
    let change = html! { (Button::link(t::other_contact(l), pick::url(&to)).as_link()) };
    let rows = [
        ListRow::new(name).below(known).start(plate_of(ui, vehicle.is.plate_shown())),
        ListRow::new(contact.is.name()).icon(Icon::User),
    ];
    card_plain(t::who(l), Some(change), list(&rows))
}

/// The intake of an order in hand, corrected.
pub struct Editing<'a> {
    pub id: RepairOrderId,
    pub number: &'a str,
    pub version: i32,
    pub form: &'a IntakeForm,
    pub errors: &'a Fields,
    /// Somebody else saved meanwhile.
    pub stale: bool,
}

pub fn edit(ui: &Ui, editing: &Editing) -> Markup {
    let l = ui.lang;
    let back = format!("/repair-orders/{}", editing.id);
    let inside = why::over(
        ui,
        editing.errors,
        html! {
            (intake_fields(ui, editing.form, editing.errors))
            (form_end(&[Button::submit(c::save(l)).primary(), Button::link(c::cancel(l), back.as_str()).ghost()]))
        },
    );
    let draft = format!("repair-order-{}-v{}", editing.id, editing.version);
    let content = html! {
        (PageHeader::new(t::edit(l)).back(editing.number, back.as_str()))
        @if editing.stale { (why::stale(ui, &back)) }
        (Form::post(back.as_str()).draft(draft).draw(ui.hidden_version(editing.version), inside))
    };
    ui.page(t::edit(l), content)
}

/// Kilometres, fuel, work asked for, choice of parts: the fields alone, also used at reception.
pub fn intake_fields(ui: &Ui, form: &IntakeForm, errors: &Fields) -> Markup {
    let l = ui.lang;
    let wrong = |name: &str| why::beside(l, errors, name);
    let levels = (0..=8).map(|eighths: i32| Choice::new(eighths.to_string(), fuel(ui, eighths)));
    let parts = [
        PiecChoice::NewParts,
        PiecChoice::Piec,
        PiecChoice::GarageProposes,
        PiecChoice::NotConcerned,
        PiecChoice::NotAsked,
    ];
    let parts = parts.map(|choice| Choice::new(choice.as_str(), piec(ui, choice)));
    let chosen = if form.piec_choice.is_empty() { PiecChoice::NotAsked.as_str() } else { form.piec_choice.as_str() };
    html! {
        (field::textarea("requested_work", t::requested_work(l), 4).value(form.requested_work.as_str())
            .hint(t::requested_work_hint(l)).error(wrong("requested_work")))
        (columns(html! {
            (mileage_fields(ui, &form.mileage_km, &form.mileage_reason, errors))
            (field::select("fuel_eighths", t::fuel(l), levels).placeholder(t::fuel_unknown(l)).value(form.fuel_eighths.as_str())
                .error(wrong("fuel_eighths")))
            (field::text("key_tag", t::key_tag(l)).value(form.key_tag.as_str()).error(wrong("key_tag")).autocomplete("off"))
        }))
        (field::radios("piec_choice", t::piec(l), parts).value(chosen).hint(t::piec_hint(l)).error(why::beside(l, errors, "piec_choice")).beside())
        (field::checkbox("keep_old_parts", t::keep_old_parts(l)).checked(!form.keep_old_parts.is_empty()))
    }
}

pub(super) fn fuel(ui: &Ui, eighths: i32) -> String {
    t::fuel_level(ui.lang, i64::from(eighths))
}

pub(super) fn piec(ui: &Ui, choice: PiecChoice) -> &'static str {
    let l = ui.lang;
    match choice {
        PiecChoice::NotAsked => t::piec_not_asked(l),
        PiecChoice::NewParts => t::piec_new(l),
        PiecChoice::Piec => t::piec_used(l),
        PiecChoice::GarageProposes => t::piec_garage(l),
        PiecChoice::NotConcerned => t::piec_none(l),
    }
}
