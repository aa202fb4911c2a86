//! Vehicles: list, page, form.

pub mod deferred;
mod edit;
pub mod history;
pub mod odometer;
pub mod owners;
mod show;
pub mod upkeep;

use crm::{
    ids::VehicleId,
    policy::Act,
    vehicles::{RecallState, VehicleRow},
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{
        Button, Col, Empty, ListRow, PageHeader, Row, SearchBox, card_plain, empty, icons::Icon, pagination, plate,
        table,
    },
    format,
    text::{common as c, vehicles as t},
};

pub use self::{
    edit::{ENERGIES, Editing, edit},
    odometer::mileage_fields,
    show::{Page, show},
};

/// One page of the list, or what a search found.
pub struct List<'a> {
    pub rows: &'a [VehicleRow],
    pub query: &'a str,
    /// Address of the next page.
    pub next: Option<String>,
    pub first: bool,
}

pub fn index(ui: &Ui, list: &List) -> Markup {
    let l = ui.lang;
    let header = PageHeader::new(t::title(l));
    let header = match ui.may(Act::EditVehicles) {
        true => header.primary(Button::link(t::new(l), "/vehicles/new").icon(Icon::Plus)),
        false => header,
    };
    let search =
        SearchBox::new(t::search(l), "/vehicles").placeholder(t::search_hint(l)).value(list.query).live("#vehicles");
    ui.page(t::title(l), html! { (header) (search) div #vehicles.stack aria-live="polite" { (results(ui, list)) } })
}

/// The part that live search replaces; the page draws the same.
pub fn results(ui: &Ui, list: &List) -> Markup {
    let l = ui.lang;
    if list.rows.is_empty() {
        return nothing(ui, list);
    }
    let cols = [Col::title(t::plate(l)), Col::text(t::name(l)), Col::text(t::owner(l)), Col::number(t::mileage(l))];
    let next = list.next.as_deref().map(|href| (c::next_page(l), href));
    let before = (!list.first).then_some((c::first_page(l), "/vehicles"));
    html! {
        (card_plain("", None, table(t::title(l), &cols, html! { @for row in list.rows { (tr(ui, &cols, row)) } })))
        @if next.is_some() || before.is_some() { (pagination(c::pages(l), "", before, next)) }
    }
}

fn tr(ui: &Ui, cols: &[Col], row: &VehicleRow) -> Markup {
    let title = html! { a href={ "/vehicles/" (row.id) } { (number(ui, row)) } };
    let owner = html! {
        @if let (Some(id), Some(name)) = (row.owner, &row.owner_name) { a href={ "/contacts/" (id) } { (name) } }
    };
    let km = row.mileage_km.map(|km| t::km(ui.lang, format::integer(ui.lang, i64::from(km)))).unwrap_or_default();
    html! {
        (Row::new(cols).id(row_id(row.id)).cell(title).cell(html! { (row.name) @if row.recall != RecallState::None { " " (upkeep::recall_badge(ui, row.recall)) } }).cell(owner).cell(html! { @if !km.is_empty() { span.number { (km) } } }))
    }
}

pub fn row_id(id: VehicleId) -> String {
    format!("vehicle-{id}")
}

/// The plate, or the word that there is none.
pub fn plate_of(ui: &Ui, number: &str) -> Markup {
    html! { @if number.is_empty() { span.quiet { (t::no_plate(ui.lang)) } } @else { (plate(number)) } }
}

/// The plate; a vehicle without one is known by its VIN.
fn number(ui: &Ui, row: &VehicleRow) -> Markup {
    match &row.vin {
        Some(vin) if row.plate.is_empty() => html! { span.code { (vin) } },
        _ => plate_of(ui, &row.plate),
    }
}

/// A vehicle in a short list: what a search found, who may be its twin.
pub fn line(ui: &Ui, row: &VehicleRow) -> ListRow<'static> {
    let name = if row.name.is_empty() { t::unnamed(ui.lang) } else { row.name.as_str() };
    let line = ListRow::new(name)
        .below(row.owner_name.as_deref().unwrap_or(t::no_owner(ui.lang)))
        .href(format!("/vehicles/{}", row.id))
        .start(number(ui, row));
    if row.recall == RecallState::None { line } else { line.end(upkeep::recall_badge(ui, row.recall)) }
}

fn nothing(ui: &Ui, list: &List) -> Markup {
    let l = ui.lang;
    let (title, says) = match list.query.is_empty() {
        true => (t::none_title(l), t::none_text(l)),
        false => (t::not_found_title(l), t::not_found_text(l)),
    };
    let scan = Button::link(t::scan(l), "/scans/new").icon(Icon::Camera);
    let actions = if ui.may(Act::MakeScans) { vec![scan] } else { vec![] };
    empty(&Empty { icon: Icon::Car, title: title.into(), text: says.into(), actions })
}
