//! A customer's page.

use crm::{
    activities::{About, Activity, ActivityForm},
    changes::Noun,
    consents::Consent,
    contacts::{Contact, Labelled},
    custom_fields::CustomField,
    document::Address,
    ids::ContactId,
    policy::Act,
    reach::show_phone,
    vehicles::{FormerVehicle, VehicleRow},
};
use maud::{Markup, html};

use super::{consents, kind, own_fields};
use crate::{
    Ui, activities, changes,
    components::{
        Alert, Button, Facts, Form, ListRow, Menu, MenuItem, PageHeader, Tone, avatar, badge, card, card_plain, facts,
        icons::Icon, list, plate, tag_link, tags,
    },
    documents::{self, DocumentLine},
    format, pick,
    text::{common as c, contacts as t, duplicates as d},
};

/// Everything about a customer.
pub struct Page<'a> {
    pub contact: &'a Contact,
    pub vehicles: &'a [VehicleRow],
    pub former: &'a [FormerVehicle],
    pub documents: &'a [DocumentLine],
    pub activities: &'a [Activity],
    /// The garage's own fields.
    pub own: &'a [CustomField],
    /// Name and id, for links to the list.
    pub tags: &'a [crm::tags::Tag],
    pub consents: &'a [Consent],
    /// Being noted, with what is wrong.
    pub noting: (&'a ActivityForm, &'a crm::Fields),
}

pub fn show(ui: &Ui, page: &Page) -> Markup {
    let l = ui.lang;
    let contact = page.contact;
    let (id, name) = (contact.id, contact.is.name());
    let deleted = contact.deleted_at.is_some();
    let mut header = PageHeader::new(name.as_str())
        .back(t::title(l), "/contacts")
        .beside(badge(Tone::Neutral, kind(ui, contact.is.kind)));
    if !deleted && ui.may(Act::EditQuotes) {
        header = header.primary(Button::link(t::new_quote(l), format!("/quotes/new?contact={id}")).icon(Icon::Quote));
    }
    if !deleted && ui.may(Act::EditContacts) {
        header = header.secondary(Button::link(c::edit(l), format!("/contacts/{id}/edit")).icon(Icon::Edit));
    }
    let in_menu = [Act::SeeChanges, Act::EditContacts, Act::EditVehicles, Act::EditInvoices, Act::DeleteContacts];
    if !deleted && in_menu.into_iter().any(|act| ui.may(act)) {
        header = header.menu(menu(ui, id));
    }
    let delete = Form::post(format!("/contacts/{id}/delete")).id("delete-contact").plain().draw(ui.hidden(), html! {});
    let content = html! {
        (header)
        @if deleted { (deleted_notice(ui, id)) }
        div.split {
            div.stack {
                (identity(ui, page))
                @if ui.may(Act::SeeVehicles) {
                    (vehicles_card(ui, id, page.vehicles))
                    (crate::vehicles::owners::former(ui, page.former))
                }
                (consents::card(ui, contact, page.consents))
            }
            div.stack {
                @if let Some(says) = unhappy(page.activities) { (Alert::warning(says.to_owned()).title(t::unhappy(ui.lang))) }
                (documents::card_of(ui, page.documents))
                (activities::card_with_entry(ui, About::Contact(id), page.activities, page.noting, deleted))
            }
        }
        @if ui.may(Act::DeleteContacts) { (delete) }
    };
    ui.page(&name, content)
}

fn menu(ui: &Ui, id: ContactId) -> Menu<'static> {
    let l = ui.lang;
    let mut menu = Menu::more(c::more(l));
    if ui.may(Act::EditVehicles) {
        let add = MenuItem::link(t::add_vehicle(l), format!("/vehicles/new?owner={id}"));
        menu = menu.item(add.icon(Icon::Car));
    }
    if ui.may(Act::EditInvoices) {
        let direct = MenuItem::link(t::direct_invoice(l), format!("/invoices/new?contact={id}"));
        menu = menu.item(direct.icon(Icon::Invoice));
    }
    if ui.may(Act::EditContacts) {
        let with = pick::url(&format!("/merges/new?contact={id}&with="));
        menu = menu.item(MenuItem::link(d::merge_with(l), with).icon(Icon::Users));
    }
    if ui.may(Act::SeePersonalData) {
        let own = MenuItem::link(t::personal_data(l), format!("/contacts/{id}/personal-data"));
        menu = menu.item(own.icon(Icon::Key));
    }
    menu = changes::in_menu(ui, menu, Noun::Contact, id);
    if ui.may(Act::DeleteContacts) {
        menu = menu.item(MenuItem::submit(c::delete(l)).form("delete-contact").icon(Icon::Trash).danger());
    }
    menu
}

fn deleted_notice(ui: &Ui, id: ContactId) -> Markup {
    let l = ui.lang;
    let restore = Button::submit(c::restore(l)).primary();
    let more = html! {
        @if ui.may(Act::DeleteContacts) { (ui.post_button(&format!("/contacts/{id}/restore"), &restore)) }
    };
    html! { (Alert::warning(t::deleted(l)).more(more)) }
}

/// The last words that show it, unless something was noted since that does not.
fn unhappy(activities: &[Activity]) -> Option<&str> {
    let last = activities.iter().find(|a| a.is_by_hand())?;
    last.told.unhappy.as_deref()
}

fn identity(ui: &Ui, page: &Page) -> Markup {
    let l = ui.lang;
    let contact = page.contact;
    let is = &contact.is;
    let plain = |text: Option<String>| text.map(|t| html! { (t) }).unwrap_or_default();
    let said = |text: &str| Some(text.to_owned()).filter(|t| !t.is_empty());
    let channel = said(is.channel.as_str()).map(|word| t::channel_of(l, &word));
    let order = is.order_required.then(|| t::order_required(l).to_owned());
    let mut all = vec![
        (t::person(l), plain(is.person())),
        (t::phone(l), phones(ui, contact)),
        (t::email(l), emails(contact)),
        (t::channel(l), plain(channel)),
        (t::address(l), addresses(contact)),
        (t::siren(l), plain(is.siret.clone().or_else(|| is.siren.clone()))),
        (t::vat_number(l), plain(is.vat_number.clone())),
        (t::service_code(l), plain(is.service_code.clone())),
        (t::order(l), plain(order)),
        (t::code(l), plain(said(&is.code))),
    ];
    for field in page.own {
        let value = is.values.iter().flatten().find(|v| v.field == field.id);
        let shown = value.map(|v| own_fields::shown(ui, field.kind, &v.shown)).unwrap_or_default();
        all.push((field.name.as_str(), html! { (shown) }));
    }
    all.push((t::last_contact(l), plain(contact.last_contact_on.map(|d| format::long_date(l, d)))));
    all.push((t::notes(l), html! { @if !is.notes.is_empty() { span.preserve { (is.notes) } } }));
    let own_tags = page.tags.iter().filter(|tag| is.tags.contains(&tag.name));
    let links: Vec<Markup> = own_tags.map(|tag| tag_link(&tag.name, &format!("/contacts?tag={}", tag.id))).collect();
    let content = html! { @if !links.is_empty() { (tags(&links)) } (facts(Facts::Stacked, &all)) };
    card(t::identity(l), Some(avatar(is.full_name())), html! { div.stack { (content) } })
}

fn phones(ui: &Ui, contact: &Contact) -> Markup {
    let first = contact.is.phone.iter().map(|p| (p, ""));
    let others = contact.is.more.phones.iter().map(|p| (&p.value, p.label.as_str()));
    let all: Vec<_> = first.chain(others).collect();
    let kind = |phone: &str| if crm::proposals::is_mobile(phone) { t::mobile(ui.lang) } else { t::landline(ui.lang) };
    html! {
        @for (phone, label) in all {
            div { a href={ "tel:" (phone) } { (show_phone(phone)) } " "
                span.small.quiet { @if label.is_empty() { (kind(phone)) } @else { (label) } } }
        }
    }
}

fn emails(contact: &Contact) -> Markup {
    let first = contact.is.email.iter().map(|e| (e, ""));
    let others = contact.is.more.emails.iter().map(|e| (&e.value, e.label.as_str()));
    let all: Vec<_> = first.chain(others).collect();
    html! {
        @for (email, label) in all {
            div { a.any href={ "mailto:" (email.as_str()) } { (email.as_str()) } @if !label.is_empty() { " " span.small.quiet { (label) } } }
        }
    }
}

fn addresses(contact: &Contact) -> Markup {
    let others = contact.is.more.addresses.iter().map(|Labelled { label, value }| (value, label.as_str()));
    let all: Vec<(&Address, &str)> = contact.is.address.iter().map(|a| (a, "")).chain(others).collect();
    html! {
        @for (a, label) in all {
            div { @if !label.is_empty() { span.small.quiet { (label) } br; }
                span.preserve { (a.street) @if !a.extra.is_empty() { "\n" (a.extra) } "\n" (a.postcode) " " (a.town) } }
        }
    }
}

fn vehicles_card(ui: &Ui, id: ContactId, vehicles: &[VehicleRow]) -> Markup {
    let l = ui.lang;
    let add = ui.may(Act::EditVehicles).then(|| {
        html! { (Button::link(t::add_vehicle(l), format!("/vehicles/new?owner={id}")).icon(Icon::Plus).as_link()) }
    });
    let rows: Vec<ListRow> = vehicles
        .iter()
        .map(|v| {
            let km = v.mileage_km.map(|km| t::km(l, format::integer(l, i64::from(km)))).unwrap_or_default();
            ListRow::new(html! { (v.name) })
                .href(format!("/vehicles/{}", v.id))
                .start(plate(&v.plate))
                .end(html! { span.quiet { (km) } })
        })
        .collect();
    card_plain(
        t::vehicles(l),
        add,
        html! {
            @if rows.is_empty() { div.card-body { p.quiet { (t::no_vehicle(l)) } } } @else { (list(&rows)) }
        },
    )
}
