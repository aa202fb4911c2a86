//! Customers: list, page, form.

use crm::{
    Fields,
    activities::Activity,
    contacts::{Contact, ContactForm, ContactRow},
    document::BuyerKind,
    ids::ContactId,
    policy::Act,
    reach::show_phone,
    vehicles::{FormerVehicle, VehicleRow},
};
use maud::{Markup, html};

use crate::{
    Ui, activities,
    components::{
        Alert, Button, Col, Empty, Facts, Form, Hx, ListRow, Menu, MenuItem, PageHeader, Row, Tone, avatar, badge,
        card, card_plain, columns, empty, facts, field, form_end, group, icons::Icon, list, pagination, plate,
        required_note, table,
    },
    documents::{self, DocumentLine},
    format,
    text::{common as c, contacts as t},
    why,
};

pub fn kind(ui: &Ui, kind: BuyerKind) -> &'static str {
    match kind {
        BuyerKind::Particulier => t::particulier(ui.lang),
        BuyerKind::Professionnel => t::professionnel(ui.lang),
        BuyerKind::Administration => t::administration(ui.lang),
    }
}

/// One page of the list, or what a search found.
pub struct List<'a> {
    pub rows: &'a [ContactRow],
    pub query: &'a str,
    /// Address of the next page.
    pub next: Option<String>,
    pub first: bool,
}

pub fn index(ui: &Ui, list: &List) -> Markup {
    let l = ui.lang;
    let header = PageHeader::new(t::title(l));
    let header = match ui.may(Act::EditContacts) {
        true => header.primary(Button::link(t::new(l), "/contacts/new").icon(Icon::Plus)),
        false => header,
    };
    let search = Form::get("/contacts").draw(html! {}, html! {
        (field::search("q", t::search(l)).placeholder(t::search_hint(l)).value(list.query).hx(Hx::live_search("/contacts", "#contacts")))
    });
    ui.page(t::title(l), html! { (header) (search) div #contacts aria-live="polite" { (results(ui, list)) } })
}

/// The part that live search replaces; the page draws the same.
pub fn results(ui: &Ui, list: &List) -> Markup {
    let l = ui.lang;
    if list.rows.is_empty() {
        return nothing(ui, list);
    }
    let cols = cols(ui);
    let next = list.next.as_deref().map(|href| (c::next_page(l), href));
    let before = (!list.first).then_some((c::first_page(l), "/contacts"));
    html! {
        (card_plain(t::title(l), None, table(t::title(l), &cols, html! { @for row in list.rows { (line(ui, &cols, row)) } })))
        @if next.is_some() || before.is_some() {
            (pagination(c::pages(l), "", before, next))
        }
    }
}

fn cols(ui: &Ui) -> Vec<Col<'static>> {
    let l = ui.lang;
    vec![
        Col::title(t::name(l)),
        Col::text(t::phone(l)),
        Col::wide(t::email(l)),
        Col::text(t::vehicle(l)),
        Col::wide(t::last_contact(l)),
    ]
}

fn line(ui: &Ui, cols: &[Col], row: &ContactRow) -> Markup {
    let href = format!("/contacts/{}", row.id);
    let more = (row.vehicles > 1).then(|| t::more_vehicles(ui.lang, row.vehicles - 1));
    let vehicle = html! {
        @if let Some(number) = row.plate.as_deref().filter(|p| !p.is_empty()) { (plate(number)) }
        @if let Some(name) = &row.vehicle { " " span.quiet { (name) } }
        @if let Some(more) = more { " " span.small.quiet { (more) } }
    };
    let email = html! { @if let Some(email) = &row.email { span.any { (email) } } };
    let phone = html! { @if let Some(phone) = &row.phone { span.number { (phone) } } };
    html! {
        (Row::new(cols).id(format!("contact-{}", row.id)).link(&row.name, &href).cell(phone).cell(email).cell(vehicle)
            .cell(row.last_contact_on.map(|d| format::date(ui.lang, d)).unwrap_or_default()))
    }
}

fn nothing(ui: &Ui, list: &List) -> Markup {
    let l = ui.lang;
    let (title, says) = match list.query.is_empty() {
        true => (t::none_title(l), t::none_text(l)),
        false => (t::not_found_title(l), t::not_found_text(l)),
    };
    let mut actions = Vec::new();
    // The head of the page holds the primary button, « Nouveau client »: repeated only far from it, after a search.
    if !list.query.is_empty() && ui.may(Act::EditContacts) {
        actions.push(Button::link(t::new(l), "/contacts/new").icon(Icon::Plus));
    }
    if list.query.is_empty() && ui.may(Act::MakeScans) {
        actions.push(Button::link(t::scan(l), "/scans/new").icon(Icon::Camera));
    }
    empty(&Empty { icon: Icon::Users, title: title.into(), text: says.into(), actions })
}

/// Everything about a customer.
pub struct Page<'a> {
    pub contact: &'a Contact,
    pub vehicles: &'a [VehicleRow],
    pub former: &'a [FormerVehicle],
    pub documents: &'a [DocumentLine],
    pub activities: &'a [Activity],
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
        header = header
            .secondary(Button::link(c::edit(l), format!("/contacts/{id}/edit")).icon(Icon::Edit))
            .menu(menu(ui, id));
    }
    let delete = Form::post(format!("/contacts/{id}/delete")).id("delete-contact").plain().draw(ui.hidden(), html! {});
    let content = html! {
        (header)
        @if deleted { (deleted_notice(ui, id)) }
        div.split {
            div.stack { (identity(ui, contact)) (vehicles_card(ui, id, page.vehicles)) (crate::vehicles::owners::former(ui, page.former)) }
            div.stack {
                (documents::card_of(ui, page.documents))
                (activities::card_of(ui, page.activities))
            }
        }
        @if ui.may(Act::DeleteContacts) { (delete) }
    };
    ui.page(&name, content)
}

fn menu(ui: &Ui, id: ContactId) -> Menu<'static> {
    let l = ui.lang;
    let mut menu = Menu::more(c::more(l))
        .item(MenuItem::link(t::add_vehicle(l), format!("/vehicles/new?owner={id}")).icon(Icon::Car));
    if ui.may(Act::EditInvoices) {
        let direct = MenuItem::link(t::direct_invoice(l), format!("/invoices/new?contact={id}"));
        menu = menu.item(direct.icon(Icon::Invoice));
    }
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

fn identity(ui: &Ui, contact: &Contact) -> Markup {
    let l = ui.lang;
    let is = &contact.is;
    let call = is.phone.as_deref().map(|p| html! { a href={ "tel:" (p) } { (show_phone(p)) } });
    let mail = is.email.as_ref().map(|e| html! { a href={ "mailto:" (e.as_str()) } { (e.as_str()) } });
    let address = is.address.as_ref().map(|a| {
        html! {
            span.preserve { (a.street) @if !a.extra.is_empty() { "\n" (a.extra) } "\n" (a.postcode) " " (a.town) }
        }
    });
    let plain = |text: Option<String>| text.map(|t| html! { (t) }).unwrap_or_default();
    let all = [
        (t::person(l), plain(is.person())),
        (t::phone(l), call.unwrap_or_default()),
        (t::email(l), mail.unwrap_or_default()),
        (t::address(l), address.unwrap_or_default()),
        (t::siren(l), plain(is.siret.clone().or_else(|| is.siren.clone()))),
        (t::vat_number(l), plain(is.vat_number.clone())),
        (t::service_code(l), plain(is.service_code.clone())),
        (t::last_contact(l), plain(contact.last_contact_on.map(|d| format::long_date(l, d)))),
        (t::notes(l), html! { @if !is.notes.is_empty() { span.preserve { (is.notes) } } }),
    ];
    card(t::identity(l), Some(avatar(is.full_name())), facts(Facts::Stacked, &all))
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

/// A form, for a new contact or an old one.
pub struct Editing<'a> {
    pub form: &'a ContactForm,
    pub errors: &'a Fields,
    /// Id and version of an existing contact.
    pub of: Option<(ContactId, i32)>,
    /// Somebody else saved meanwhile.
    pub stale: bool,
    /// Contacts that may be the same person, to be opened instead of making a twin.
    pub twins: &'a [ContactRow],
    /// What one was doing; a new contact's id is added to it. Empty: nothing.
    pub to: &'a str,
}

pub fn edit(ui: &Ui, editing: &Editing) -> Markup {
    let l = ui.lang;
    let (title, back, action) = match editing.of {
        Some((id, _)) => (t::edit_title(l), format!("/contacts/{id}"), format!("/contacts/{id}")),
        None => (t::new_title(l), "/contacts".to_owned(), "/contacts".to_owned()),
    };
    let back = if editing.to.is_empty() { back } else { editing.to.to_owned() };
    let (hidden, draft) = match editing.of {
        Some((id, version)) => (ui.hidden_version(version), format!("contact-{id}-v{version}")),
        None => (ui.hidden(), "contact-new".to_owned()),
    };
    let hidden = html! { (hidden) @if !editing.to.is_empty() { input type="hidden" name="to" value=(editing.to); } };
    let twins = editing.twins;
    let confirm = (!twins.is_empty()).then(|| html! { input type="hidden" name="twin_seen" value="yes"; });
    let inside = why::over(
        ui,
        editing.errors,
        html! {
            (confirm.unwrap_or_default())
            (fields(ui, editing.form, editing.errors))
            (form_end(&[Button::submit(c::save(l)).primary(), Button::link(c::cancel(l), back.as_str()).ghost()]))
        },
    );
    let content = html! {
        (PageHeader::new(title).back(c::back(l), back.as_str()))
        @if editing.stale { (why::stale(ui, &action)) }
        @if !twins.is_empty() { (twins_notice(ui, twins, editing.to)) }
        (Form::post(action).draft(draft).draw(hidden, inside))
    };
    ui.page(title, content)
}

/// The one who is known already: his page, or what one was doing, with him.
fn twins_notice(ui: &Ui, twins: &[ContactRow], to: &str) -> Markup {
    let l = ui.lang;
    let rows: Vec<ListRow> = twins
        .iter()
        .map(|row| {
            let below = [row.phone.as_deref(), row.email.as_deref(), row.plate.as_deref()]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" · ");
            let href = if to.is_empty() { format!("/contacts/{}", row.id) } else { format!("{to}{}", row.id) };
            ListRow::new(row.name.as_str()).below(below).href(href).icon(Icon::User)
        })
        .collect();
    html! { (Alert::warning(t::twins_text(l)).title(t::twins_title(l)).more(list(&rows))) }
}

/// The fields alone, also used at reception.
pub fn fields(ui: &Ui, form: &ContactForm, errors: &Fields) -> Markup {
    let l = ui.lang;
    let wrong = |name: &str| why::beside(l, errors, name);
    let kinds = [
        field::Choice::new("particulier", t::particulier(l)),
        field::Choice::new("professionnel", t::professionnel(l)).hint(t::professionnel_hint(l)),
        field::Choice::new("administration", t::administration(l)),
    ];
    let who = html! {
        (field::radios("kind", t::kind(l), kinds.to_vec()).value(form.kind.as_str()).error(wrong("kind")).beside())
        (columns(html! {
            (field::text("last_name", t::last_name(l)).value(form.last_name.as_str()).error(wrong("last_name")).autocomplete("off"))
            (field::text("first_name", t::first_name(l)).value(form.first_name.as_str()).error(wrong("first_name")).autocomplete("off"))
            (field::text("company", t::company(l)).value(form.company.as_str()).error(wrong("company")).hint(t::company_hint(l)))
            (field::code("siren", t::siren(l)).value(form.siren.as_str()).error(wrong("siren")).hint(t::siren_hint(l)).inputmode("numeric"))
            (field::code("vat_number", t::vat_number(l)).value(form.vat_number.as_str()).error(wrong("vat_number")).hint(t::vat_number_hint(l)))
            (field::code("service_code", t::service_code(l)).value(form.service_code.as_str()).error(wrong("service_code")).hint(t::service_code_hint(l)))
        }))
    };
    let reach = columns(html! {
        (field::tel("phone", t::phone(l)).value(form.phone.as_str()).error(wrong("phone")))
        (field::email("email", t::email(l)).value(form.email.as_str()).error(wrong("email")))
    });
    let address = columns(html! {
        (field::text("street", t::street(l)).value(form.street.as_str()).error(wrong("street")).whole())
        (field::text("extra", t::extra(l)).value(form.extra.as_str()).error(wrong("extra")).whole())
        (field::code("postcode", t::postcode(l)).value(form.postcode.as_str()).error(wrong("postcode")).inputmode("numeric"))
        (field::text("town", t::town(l)).value(form.town.as_str()).error(wrong("town")))
    });
    let langs = vec![field::Choice::new("fr", c::french(l)), field::Choice::new("en", c::english(l))];
    let rest = html! {
        (field::select("lang", t::lang(l), langs).value(form.lang.as_str()))
        (field::textarea("notes", t::notes(l), 3).value(form.notes.as_str()).error(wrong("notes")))
    };
    html! {
        (group(t::identity(l), None, who))
        (group(t::reach(l), None, reach))
        (group(t::address(l), Some(t::address_hint(l)), address))
        (group(t::rest(l), None, rest))
        (required_note(t::required(l)))
    }
}
