//! Before the first line of a quote or of a direct invoice: for whom, on what, from which forfait.

use crm::{contacts::ContactRow, packages::PackageRow, policy::Act, vehicles::VehicleRow};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{Button, Choice, Form, Hx, ListRow, PageHeader, card, card_plain, field, icons::Icon, list, plate},
    format,
    pick::encoded,
    text::{beginning as t, common as c, contacts as ct, invoices, quotes},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    Quote,
    Invoice,
}

impl Paper {
    fn at(self) -> &'static str {
        match self {
            Paper::Quote => "/quotes",
            Paper::Invoice => "/invoices",
        }
    }
}

pub struct Beginning<'a> {
    pub paper: Paper,
    pub contact: Option<(String, String)>,
    pub vehicles: &'a [VehicleRow],
    pub vehicle: &'a str,
    pub order: &'a str,
    pub packages: &'a [PackageRow],
    /// Customers found, while none is chosen.
    pub found: &'a [ContactRow],
    pub query: &'a str,
}

pub fn page(ui: &Ui, b: &Beginning) -> Markup {
    let l = ui.lang;
    let title = match b.paper {
        Paper::Quote => quotes::new(l),
        Paper::Invoice => invoices::new(l),
    };
    let mut header = PageHeader::new(title).back(c::back(l), b.paper.at());
    if b.contact.is_none() && ui.may(Act::EditContacts) {
        let href = format!("/contacts/new?to={}", encoded(&format!("{}/new?contact=", b.paper.at())));
        header = header.secondary(Button::link(t::new_contact(l), href).icon(Icon::Plus));
    }
    if b.paper == Paper::Invoice {
        header = header.below(html! { (t::direct(l)) });
    }
    let content = html! {
        (header)
        @match &b.contact {
            None => (pick(ui, b)),
            Some((id, name)) => (begin(ui, b, id, name)),
        }
    };
    ui.page(title, content)
}

fn pick(ui: &Ui, b: &Beginning) -> Markup {
    let l = ui.lang;
    let at = format!("{}/new", b.paper.at());
    let search = field::search("q", t::for_whom(l)).placeholder(ct::search_hint(l)).value(b.query).autofocus();
    html! {
        (Form::get(at.clone()).draw(html! {}, html! {
            (search.hx(Hx::live_search(at, "#found")))
            noscript { (Button::submit(c::search(l))) }
        }))
        div #found aria-live="polite" { (found(ui, b)) }
    }
}

/// The part that live search replaces.
pub fn found(ui: &Ui, b: &Beginning) -> Markup {
    let l = ui.lang;
    let rows: Vec<ListRow> = b
        .found
        .iter()
        .map(|row| {
            let end = html! { @if let Some(p) = row.plate.as_deref().filter(|p| !p.is_empty()) { (plate(p)) } };
            let href = format!("{}/new?contact={}", b.paper.at(), row.id);
            ListRow::new(row.name.as_str()).href(href).icon(Icon::User).end(end)
        })
        .collect();
    html! {
        @if !rows.is_empty() { (card_plain(t::for_whom(l), None, list(&rows))) }
        @else if !b.query.is_empty() { p.quiet { (ct::not_found_text(l)) } }
    }
}

fn begin(ui: &Ui, b: &Beginning, contact: &str, name: &str) -> Markup {
    let l = ui.lang;
    let empty = match b.paper {
        Paper::Quote => t::empty_quote(l),
        Paper::Invoice => t::empty_invoice(l),
    };
    let inside = html! {
        input type="hidden" name="contact" value=(contact);
        input type="hidden" name="order" value=(b.order);
        (card(name, add_vehicle(ui, b, contact), vehicle(ui, b)))
        (card(t::from_package(l), Some(html! { (Button::submit(empty).named("package", "").ghost().icon(Icon::Edit)) }), html! {
            @if b.packages.is_empty() { p.quiet { (t::no_package(l)) } }
            div.tiles.tiles-of-buttons {
                @for p in b.packages {
                    (Button::submit(format!("{} · {}", p.label, format::euros(l, p.gross))).named("package", p.id.to_string()).wide())
                }
            }
        }))
    };
    Form::post(b.paper.at()).draw(ui.hidden(), inside)
}

/// Which of the customer's vehicles; none for a sale at the counter.
fn vehicle(ui: &Ui, b: &Beginning) -> Markup {
    let l = ui.lang;
    if b.vehicles.is_empty() {
        return html! { p.quiet { (ct::no_vehicle(l)) } };
    }
    if let ([one], false) = (b.vehicles, b.order.is_empty()) {
        return html! { p { (plate(&one.plate)) " " (one.name) } input type="hidden" name="vehicle" value=(one.id); };
    }
    let mut choices: Vec<Choice> =
        b.vehicles.iter().map(|v| Choice::new(v.id.to_string(), format!("{} {}", v.plate, v.name))).collect();
    choices.push(Choice::new("", t::no_vehicle(l)));
    html! { (field::radios("vehicle", quotes::vehicle(l), choices).value(b.vehicle).beside()) }
}

/// A vehicle the garage does not know yet; then back here with it chosen.
fn add_vehicle(ui: &Ui, b: &Beginning, contact: &str) -> Option<Markup> {
    let to = encoded(&format!("{}/new?contact={contact}&vehicle=", b.paper.at()));
    let button = Button::link(t::add_vehicle(ui.lang), format!("/vehicles/new?owner={contact}&to={to}"));
    (b.order.is_empty() && ui.may(Act::EditVehicles)).then(|| html! { (button.icon(Icon::Plus).as_link()) })
}
