//! Everything about a vehicle.

use crm::{
    Fields,
    activities::{About, Activity, ActivityForm},
    changes::Noun,
    contacts::Contact,
    deferred_works::DeferredWork,
    ids::VehicleId,
    policy::Act,
    repair_orders::RepairOrder,
    vehicle_files::VehicleFile,
    vehicles::{MileageForm, MileageReading, Ownership, Recall, RecallForm, Vehicle},
};
use maud::{Markup, html};

use super::{
    deferred::deferred_card,
    odometer::mileage_card,
    owners::owners_card,
    upkeep::{recall_badge, recalls_card, upkeep_card},
};
use crate::{
    Ui, activities, changes,
    components::{
        Alert, Button, Facts, Form, ListRow, Menu, MenuItem, PageHeader, card, card_plain, facts, icons::Icon, list,
        plate_large,
    },
    documents::{self, DocumentLine},
    format, repair_orders,
    text::{common as c, history as h, vehicles as t},
    vehicle_files,
};

pub struct Page<'a> {
    pub vehicle: &'a Vehicle,
    pub owner: Option<&'a Contact>,
    pub owners: &'a [Ownership],
    pub files: &'a [VehicleFile],
    pub recalls: &'a [Recall],
    /// Of the odometer, newest first.
    pub readings: &'a [MileageReading],
    pub orders: &'a [RepairOrder],
    pub documents: &'a [DocumentLine],
    /// Travaux à prévoir.
    pub deferred: &'a [DeferredWork],
    /// Those done lately.
    pub done: &'a [DeferredWork],
    pub activities: &'a [Activity],
    /// A reading being typed, and what was wrong with it.
    pub mileage: &'a MileageForm,
    /// A recall being noted.
    pub recall: &'a RecallForm,
    pub errors: &'a Fields,
    /// Being noted by hand, with what is wrong.
    pub noting: (&'a ActivityForm, &'a Fields),
}

pub fn show(ui: &Ui, page: &Page) -> Markup {
    let l = ui.lang;
    let (vehicle, id) = (page.vehicle, page.vehicle.id);
    let deleted = vehicle.deleted_at.is_some();
    let name = Some(vehicle.is.name()).filter(|n| !n.is_empty()).unwrap_or_else(|| t::unnamed(l).to_owned());
    let delete = Form::post(format!("/vehicles/{id}/delete")).id("delete-vehicle").plain().draw(ui.hidden(), html! {});
    let content = html! {
        (header(ui, vehicle, &name))
        @if deleted { (deleted_notice(ui, id)) }
        div.split {
            div.stack { (owners_card(ui, page)) (upkeep_card(ui, vehicle)) (mileage_card(ui, page)) (identity(ui, vehicle)) }
            div.stack {
                (deferred_card(ui, page))
                (recalls_card(ui, page))
                @if ui.may(Act::SeeRepairOrders) { (orders(ui, page)) }
                (vehicle_files::strip(ui, id, page.files))
                (documents::card_of(ui, page.documents))
                (activities::card_with_entry(ui, About::Vehicle(id), page.activities, page.noting, deleted))
            }
        }
        @if ui.may(Act::DeleteVehicles) { (delete) }
    };
    ui.page(&name, content)
}

fn header<'a>(ui: &Ui, vehicle: &'a Vehicle, name: &'a str) -> PageHeader<'a> {
    let l = ui.lang;
    let id = vehicle.id;
    let mut header = PageHeader::new(name).back(t::title(l), "/vehicles");
    let number = vehicle.is.plate.as_ref().map(|number| plate_large(number.shown()));
    let recall = recall_badge(ui, vehicle.recall);
    if number.is_some() || !recall.0.is_empty() {
        header = header.beside(html! { @if let Some(number) = number { (number) " " } (recall) });
    }
    if vehicle.deleted_at.is_some() {
        return header;
    }
    if ui.may(Act::EditRepairOrders) {
        header =
            header.primary(Button::link(t::receive(l), format!("/repair-orders/new?vehicle={id}")).icon(Icon::Wrench));
    }
    if ui.may(Act::EditVehicles) {
        header = header.secondary(Button::link(c::edit(l), format!("/vehicles/{id}/edit")).icon(Icon::Edit));
    }
    let in_menu = [Act::SeeChanges, Act::SeeRepairOrders, Act::EditQuotes, Act::DeleteVehicles];
    if in_menu.into_iter().any(|act| ui.may(act)) { header.menu(menu(ui, vehicle)) } else { header }
}

fn menu(ui: &Ui, vehicle: &Vehicle) -> Menu<'static> {
    let l = ui.lang;
    let mut menu = Menu::more(c::more(l));
    if let Some(owner) = vehicle.is.owner.filter(|_| ui.may(Act::EditQuotes)) {
        let href = format!("/quotes/new?contact={owner}&vehicle={}", vehicle.id);
        menu = menu.item(MenuItem::link(t::new_quote(l), href).icon(Icon::Quote));
    }
    if ui.may(Act::SeeRepairOrders) {
        let booklet = MenuItem::link(h::booklet(l), format!("/vehicles/{}/carnet.pdf", vehicle.id));
        menu = menu.item(booklet.icon(Icon::Download));
    }
    menu = changes::in_menu(ui, menu, Noun::Vehicle, vehicle.id);
    if ui.may(Act::DeleteVehicles) {
        menu = menu.item(MenuItem::submit(c::delete(l)).form("delete-vehicle").icon(Icon::Trash).danger());
    }
    menu
}

fn deleted_notice(ui: &Ui, id: VehicleId) -> Markup {
    let l = ui.lang;
    let restore = Button::submit(c::restore(l)).primary();
    let more = html! {
        @if ui.may(Act::DeleteVehicles) { (ui.post_button(&format!("/vehicles/{id}/restore"), &restore)) }
    };
    html! { (Alert::warning(t::deleted(l)).more(more)) }
}

fn identity(ui: &Ui, vehicle: &Vehicle) -> Markup {
    let l = ui.lang;
    let is = &vehicle.is;
    let plain = |text: &str| html! { (text) };
    let code = |text: &str| html! { @if !text.is_empty() { span.code { (text) } } };
    let date = |day: Option<chrono::NaiveDate>| html! { @if let Some(day) = day { (format::date(l, day)) } };
    let number = |n: Option<i32>, unit: &str| html! { @if let Some(n) = n { (n) " " (unit) } };
    let energy = match is.energy.as_str() {
        "" => String::new(),
        known => t::energy(l, known),
    };
    let all = [
        (t::vin(l), code(is.vin.as_ref().map_or("", |v| v.as_str()))),
        (t::variant(l), plain(&is.variant)),
        (t::energy_label(l), plain(&energy)),
        (t::genre(l), plain(&is.genre)),
        (t::first_registered_on(l), date(is.first_registered_on)),
        (t::registered_on(l), date(is.registered_on)),
        (t::fiscal_power(l), number(is.fiscal_power, t::cv(l))),
        (t::power_kw(l), number(is.power_kw, t::kw(l))),
        (t::cnit(l), code(&is.cnit)),
        (t::notes(l), html! { @if !is.notes.is_empty() { span.preserve { (is.notes) } } }),
    ];
    let empty = all.iter().all(|(_, value)| value.0.is_empty());
    let content = html! {
        @if empty { p.quiet { (t::no_identity(l)) } } @else { (facts(Facts::Columns, &all)) }
    };
    card(t::identity(l), None, content)
}

fn orders(ui: &Ui, page: &Page) -> Markup {
    let l = ui.lang;
    let history = format!("/vehicles/{}/history", page.vehicle.id);
    let more = html! { (Button::link(h::short(l), history).as_link()) };
    // Those before are in the history.
    let rows: Vec<ListRow> = page.orders.iter().take(10).map(|order| repair_orders::short_line(ui, order)).collect();
    let content = html! {
        @if rows.is_empty() { div.card-body { p.quiet { (t::no_order(l)) } } } @else { (list(&rows)) }
    };
    card_plain(t::orders(l), Some(more), content)
}
