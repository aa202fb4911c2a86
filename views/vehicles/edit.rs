//! The form, for a new vehicle or an old one.

use crm::{
    Fields,
    contacts::Contact,
    ids::VehicleId,
    vehicles::{VehicleForm, VehicleRow},
};
use maud::{Markup, html};

use super::upkeep::upkeep_fields;
use crate::{
    Ui,
    components::{
        Alert, Button, Form, ListRow, PageHeader, avatar, buttons, card_plain, columns, field, form_end, group, list,
    },
    pick,
    text::{common as c, vehicles as t},
    why,
};

pub struct Editing<'a> {
    pub form: &'a VehicleForm,
    pub errors: &'a Fields,
    /// Whom the form's owner is.
    pub owner: Option<&'a Contact>,
    /// Id and version of an existing vehicle.
    pub of: Option<(VehicleId, i32)>,
    /// Somebody else saved meanwhile.
    pub stale: bool,
    /// Vehicles with the same plate or VIN, to be opened instead of making a twin.
    pub twins: &'a [VehicleRow],
    /// What one was doing; a new vehicle's id is added to it. Empty: nothing.
    pub to: &'a str,
}

pub fn edit(ui: &Ui, editing: &Editing) -> Markup {
    let l = ui.lang;
    let (title, back, action) = match editing.of {
        Some((id, _)) => (t::edit_title(l), format!("/vehicles/{id}"), format!("/vehicles/{id}")),
        None => (t::new_title(l), "/vehicles".to_owned(), "/vehicles".to_owned()),
    };
    let back = if editing.to.is_empty() { back } else { editing.to.to_owned() };
    let (hidden, draft) = match editing.of {
        Some((id, version)) => (ui.hidden_version(version), format!("vehicle-{id}-v{version}")),
        None => (ui.hidden(), "vehicle-new".to_owned()),
    };
    let hidden = html! { (hidden) @if !editing.to.is_empty() { input type="hidden" name="to" value=(editing.to); } };
    let inside = why::over(
        ui,
        editing.errors,
        html! {
            input type="hidden" name="owner" value=(editing.form.owner);
            @if !editing.twins.is_empty() { input type="hidden" name="twin_seen" value="yes"; }
            (fields(ui, editing.form, editing.errors))
            (upkeep_fields(ui, editing.form, editing.errors))
            (field::textarea("notes", t::notes(l), 3).value(editing.form.notes.as_str()).error(why::beside(l, editing.errors, "notes")))
            (form_end(&[Button::submit(c::save(l)).primary(), Button::link(c::cancel(l), back.as_str()).ghost()]))
        },
    );
    let content = html! {
        (PageHeader::new(title).back(c::back(l), back.as_str()))
        @if editing.stale { (why::stale(ui, &action)) }
        @if !editing.twins.is_empty() { (twins_notice(ui, editing.twins, editing.to)) }
        (owner(ui, editing))
        (Form::post(action).draft(draft).draw(hidden, inside))
    };
    ui.page(title, content)
}

/// Who owns it, and a search for another: a step by itself, so that it works without JavaScript too.
fn owner(ui: &Ui, editing: &Editing) -> Markup {
    let l = ui.lang;
    let here = match editing.of {
        Some((id, _)) => format!("/vehicles/{id}/edit?owner="),
        None if editing.to.is_empty() => "/vehicles/new?owner=".to_owned(),
        None => format!("/vehicles/new?to={}&owner=", pick::encoded(editing.to)),
    };
    let row = editing.owner.map(|contact| {
        let person = contact.is.person().unwrap_or_default();
        ListRow::new(contact.is.name()).below(person).start(avatar(contact.is.full_name()))
    });
    let none = [Button::link(t::remove_owner(l), format!("{here}none")).as_link()];
    let search = pick::search(ui, &here, "");
    let content = html! {
        @if let Some(row) = &row {
            (list(std::slice::from_ref(row)))
            div.card-foot { details.fold { summary.link { (t::change_owner(l)) } (search) (buttons(&none)) } }
        } @else { div.card-body { (search) } }
    };
    card_plain(t::owner(l), None, content)
}

/// The one that is known already: its page, or what one was doing, with it.
fn twins_notice(ui: &Ui, twins: &[VehicleRow], to: &str) -> Markup {
    let l = ui.lang;
    let row = |row| {
        let line = super::line(ui, row);
        if to.is_empty() { line } else { line.href(format!("{to}{}", row.id)) }
    };
    let rows: Vec<ListRow> = twins.iter().map(row).collect();
    html! { (Alert::warning(t::twins_text(l)).title(t::twins_title(l)).more(list(&rows))) }
}

/// The fields alone, also used at reception.
pub fn fields(ui: &Ui, form: &VehicleForm, errors: &Fields) -> Markup {
    let l = ui.lang;
    let wrong = |name: &str| why::beside(l, errors, name);
    let who = columns(html! {
        (field::code("plate", t::plate(l)).value(form.plate.as_str()).error(wrong("plate")).hint(t::plate_hint(l)))
        (field::code("vin", t::vin(l)).value(form.vin.as_str()).error(wrong("vin")).hint(t::vin_hint(l)))
        (field::text("make", t::make(l)).value(form.make.as_str()).error(wrong("make")).autocomplete("off"))
        (field::text("model", t::model(l)).value(form.model.as_str()).error(wrong("model")).autocomplete("off"))
    });
    let dates = columns(html! {
        (field::date("first_registered_on", t::first_registered_on(l)).value(form.first_registered_on.as_str()).error(wrong("first_registered_on")))
        (field::date("registered_on", t::registered_on(l)).value(form.registered_on.as_str()).error(wrong("registered_on")))
    });
    let technical = columns(html! {
        (field::text("variant", t::variant(l)).value(form.variant.as_str()).error(wrong("variant")).autocomplete("off"))
        (field::code("cnit", t::cnit(l)).value(form.cnit.as_str()).error(wrong("cnit")).hint(t::cnit_hint(l)))
        (field::code("genre", t::genre(l)).value(form.genre.as_str()).error(wrong("genre")).hint(t::genre_hint(l)))
        (field::code("energy", t::energy_label(l)).value(form.energy.as_str()).error(wrong("energy")).hint(t::energy_hint(l)).list("energies"))
        (field::integer("fiscal_power", t::fiscal_power(l)).value(form.fiscal_power.as_str()).unit(t::cv(l)).error(wrong("fiscal_power")))
        (field::integer("power_kw", t::power_kw(l)).value(form.power_kw.as_str()).unit(t::kw(l)).error(wrong("power_kw")))
    });
    html! {
        (group(t::identity(l), Some(t::required(l)), who))
        (group(t::dates(l), None, dates))
        (group(t::technical(l), Some(t::technical_hint(l)), technical))
        datalist #energies { @for code in ENERGIES { option value=(code) { (t::energy(l, code)) } } }
    }
}

/// P.3 of the carte grise: the codes met every day.
/// Codes P.3 of the carte grise that are met most.
pub const ENERGIES: [&str; 12] = ["ES", "GO", "EL", "EH", "EE", "GH", "GL", "EG", "GP", "FE", "GN", "H2"];
