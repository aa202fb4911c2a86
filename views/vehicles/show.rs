//! Everything about a vehicle.

use crm::{
    Fields,
    activities::{About, Activity, ActivityForm},
    contacts::Contact,
    deferred_works::DeferredWork,
    ids::VehicleId,
    policy::Act,
    reach::show_phone,
    repair_orders::RepairOrder,
    vehicles::{MileageForm, Vehicle},
};
use maud::{Markup, html};

use crate::{
    Ui, activities,
    components::{
        Alert, Button, Facts, Form, ListRow, Menu, MenuItem, PageHeader, avatar, card, card_plain, facts, field,
        form_end, icons::Icon, list, money, plate_large,
    },
    documents::{self, DocumentLine},
    format, repair_orders,
    text::{common as c, vehicles as t},
    why,
};

pub struct Page<'a> {
    pub vehicle: &'a Vehicle,
    pub owner: Option<&'a Contact>,
    pub orders: &'a [RepairOrder],
    pub documents: &'a [DocumentLine],
    /// Travaux à prévoir.
    pub deferred: &'a [DeferredWork],
    pub activities: &'a [Activity],
    /// A reading being typed, and what was wrong with it.
    pub mileage: &'a MileageForm,
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
            div.stack { (owner(ui, page)) (identity(ui, vehicle)) (mileage(ui, page)) }
            div.stack {
                @if !page.deferred.is_empty() { (deferred(ui, page.deferred)) }
                (orders(ui, page.orders))
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
    if let Some(number) = &vehicle.is.plate {
        header = header.beside(plate_large(number.shown()));
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
    header.menu(menu(ui, vehicle))
}

fn menu(ui: &Ui, vehicle: &Vehicle) -> Menu<'static> {
    let l = ui.lang;
    let mut menu = Menu::more(c::more(l));
    if let Some(owner) = vehicle.is.owner.filter(|_| ui.may(Act::EditQuotes)) {
        let href = format!("/quotes/new?contact={owner}&vehicle={}", vehicle.id);
        menu = menu.item(MenuItem::link(t::new_quote(l), href).icon(Icon::Quote));
    }
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

fn owner(ui: &Ui, page: &Page) -> Markup {
    let l = ui.lang;
    let change = html! { (Button::link(t::change(l), format!("/vehicles/{}/edit", page.vehicle.id)).as_link()) };
    let more = ui.may(Act::EditVehicles).then_some(change);
    let Some(contact) = page.owner else {
        return card(t::owner(l), more, html! { p.quiet { (t::no_owner(l)) } });
    };
    let is = &contact.is;
    let phone = is.phone.as_deref().map(show_phone);
    let below =
        [phone.as_deref(), is.email.as_ref().map(|e| e.as_str())].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let row =
        ListRow::new(is.name()).below(below).href(format!("/contacts/{}", contact.id)).start(avatar(is.full_name()));
    card_plain(t::owner(l), more, list(&[row]))
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
        (t::inspection_due_on(l), html! { @if let Some(day) = is.inspection_due_on { (inspection(ui, day)) } }),
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

/// The date before which the contrôle technique must be passed, said aloud when it is near or past.
fn inspection(ui: &Ui, day: chrono::NaiveDate) -> Markup {
    use crate::components::{Tone, badge};
    let l = ui.lang;
    let left = (day - ui.today).num_days();
    html! {
        (format::date(l, day))
        @if left < 0 { " " (badge(Tone::Bad, t::inspection_past(l))) }
        @else if left <= 60 { " " (badge(Tone::Warning, t::inspection_soon(l))) }
    }
}

fn mileage(ui: &Ui, page: &Page) -> Markup {
    let l = ui.lang;
    let vehicle = page.vehicle;
    let known = vehicle.mileage_km.map(|km| t::km(l, format::integer(l, i64::from(km))));
    let form = why::over(
        ui,
        page.errors,
        html! {
            (mileage_fields(ui, &page.mileage.mileage_km, &page.mileage.mileage_reason, page.errors))
            (form_end(&[Button::submit(t::note_mileage(l))]))
        },
    );
    let content = html! {
        div.stack {
            @match known {
                Some(known) => p { span.heading { (known) } @if let Some(day) = vehicle.mileage_on { " " span.quiet { (t::read_on(l, format::date(l, day))) } } },
                None => p.quiet { (t::mileage_unknown(l)) },
            }
            @if ui.may(Act::EditVehicles) && vehicle.deleted_at.is_none() {
                (Form::post(format!("/vehicles/{}/mileage", vehicle.id)).draw(ui.hidden(), form))
            }
        }
    };
    card(t::mileage(l), None, content)
}

/// Kilometres, and why they went back once they did; also used at reception.
pub fn mileage_fields(ui: &Ui, km: &str, reason: &str, errors: &Fields) -> Markup {
    let l = ui.lang;
    let goes_back = errors.get("mileage_km") == Some(crm::Why::MileageGoesBack);
    let asked = goes_back || !reason.is_empty() || errors.get("mileage_reason").is_some();
    html! {
        (field::integer("mileage_km", t::mileage_read(l)).value(km).unit("km").error(why::beside(l, errors, "mileage_km")))
        @if asked {
            (field::text("mileage_reason", t::mileage_reason(l)).value(reason).hint(t::mileage_reason_hint(l))
                .error(why::beside(l, errors, "mileage_reason")))
        }
    }
}

fn deferred(ui: &Ui, all: &[DeferredWork]) -> Markup {
    let l = ui.lang;
    let rows: Vec<ListRow> = all
        .iter()
        .map(|work| {
            let row = ListRow::new(work.label.as_str()).below(t::noted_on(l, format::date(l, work.noted_on)));
            let done = Button::submit(t::done(l)).icon(Icon::Check);
            row.end(html! {
                @if let Some(gross) = work.gross { (money(&format::euros(l, gross))) }
                @if ui.may(Act::EditVehicles) { (ui.post_button(&format!("/deferred-works/{}/finish", work.id), &done)) }
            })
        })
        .collect();
    card_plain(t::deferred(l), None, list(&rows))
}

fn orders(ui: &Ui, all: &[RepairOrder]) -> Markup {
    let l = ui.lang;
    let rows: Vec<ListRow> = all.iter().map(|order| repair_orders::short_line(ui, order)).collect();
    let content = html! {
        @if rows.is_empty() { div.card-body { p.quiet { (t::no_order(l)) } } } @else { (list(&rows)) }
    };
    card_plain(t::orders(l), None, content)
}
