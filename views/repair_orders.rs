//! Ordres de réparation: the cars in the workshop, one order, its intake.

mod intake;

use crm::{
    changes::Noun,
    contacts::Contact,
    ids::RepairOrderId,
    policy::Act,
    repair_orders::{RepairOrder, RepairOrderRow, RepairOrderState},
    vehicles::Vehicle,
};
use maud::{Markup, html};

use crate::{
    Ui, changes,
    components::{
        Button, Empty, Facts, Form, ListRow, Menu, MenuItem, PageHeader, Tab, Tone, badge, card, card_plain, empty,
        facts, icons::Icon, list, pagination, segments,
    },
    documents::{self, DocumentLine},
    format,
    text::{common as c, repair_orders as t, vehicles as v},
    vehicles::{plate_of, upkeep::recall_alert},
};

pub use self::intake::{Editing, Opening, edit, intake_fields, new};

/// Orders of one state: those in hand, or one page of those done.
pub struct List<'a> {
    pub rows: &'a [RepairOrderRow],
    pub done: bool,
    /// Address of the next page.
    pub next: Option<String>,
    pub first: bool,
}

pub fn index(ui: &Ui, page: &List) -> Markup {
    let l = ui.lang;
    let mut header = PageHeader::new(t::title(l));
    if ui.may(Act::MakeScans) {
        header = header.primary(Button::link(t::reception(l), "/scans/new").icon(Icon::Camera));
    }
    if ui.may(Act::EditRepairOrders) {
        header = header.secondary(Button::link(t::known_vehicle(l), "/vehicles").icon(Icon::Car));
    }
    let open = Tab::new(t::open_ones(l), "/repair-orders", !page.done);
    let done = Tab::new(t::done_ones(l), "/repair-orders?state=done", page.done);
    let states = segments(t::state(l), &[open, done]);
    let rows: Vec<ListRow> = page.rows.iter().map(|row| numbered(ui, row)).collect();
    let next = page.next.as_deref().map(|href| (c::next_page(l), href));
    let before = (!page.first).then_some((c::first_page(l), "/repair-orders?state=done"));
    let content = html! {
        (header) (states)
        @if rows.is_empty() { (nothing(ui, page.done)) } @else { (card_plain("", None, list(&rows))) }
        @if next.is_some() || before.is_some() { (pagination(c::pages(l), "", before, next)) }
    };
    ui.page(t::title(l), content)
}

fn nothing(ui: &Ui, done: bool) -> Markup {
    let l = ui.lang;
    let (title, says) = match done {
        true => (t::none_done_title(l), t::none_done_text(l)),
        false => (t::none_title(l), t::none_text(l)),
    };
    empty(&Empty { icon: Icon::Wrench, title: title.into(), text: says.into(), actions: vec![] })
}

/// A car in the workshop, on the dashboard.
pub fn line(ui: &Ui, row: &RepairOrderRow) -> ListRow<'static> {
    row_of(ui, row, &[&row.contact, &first_words(&row.requested_work)])
}

/// The same in the list, where one looks for a number too.
fn numbered(ui: &Ui, row: &RepairOrderRow) -> ListRow<'static> {
    row_of(ui, row, &[&row.number, &row.contact, &first_words(&row.requested_work)])
}

fn row_of(ui: &Ui, row: &RepairOrderRow, says: &[&str]) -> ListRow<'static> {
    let l = ui.lang;
    let vehicle = if row.vehicle.is_empty() { v::unnamed(l) } else { row.vehicle.as_str() };
    let below = says.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let since = format::date(l, row.opened_at.with_timezone(&ui.zone).date_naive());
    ListRow::new(vehicle)
        .below(below)
        .href(format!("/repair-orders/{}", row.id))
        .start(plate_of(ui, &row.plate))
        .end(html! { span.small.quiet { (since) } })
}

/// An order on the page of its vehicle.
pub fn short_line(ui: &Ui, order: &RepairOrder) -> ListRow<'static> {
    let day = format::date(ui.lang, order.opened_at.with_timezone(&ui.zone).date_naive());
    let asked = first_words(&order.requested_work);
    let below = if asked.is_empty() { day } else { format!("{day} · {asked}") };
    let (tone, word) = state(ui, order.state);
    ListRow::new(order.number.as_str())
        .below(below)
        .href(format!("/repair-orders/{}", order.id))
        .icon(Icon::Wrench)
        .end(badge(tone, word))
}

/// The beginning of what was asked, for a list.
fn first_words(text: &str) -> String {
    const MANY: usize = 70;
    let line = text.lines().next().unwrap_or_default();
    let cut: String = line.chars().take(MANY).collect();
    if cut.len() < text.len() { format!("{}…", cut.trim_end()) } else { cut }
}

pub fn state(ui: &Ui, state: RepairOrderState) -> (Tone, &'static str) {
    match state {
        RepairOrderState::Open => (Tone::Info, t::open(ui.lang)),
        RepairOrderState::Done => (Tone::Good, t::done(ui.lang)),
        RepairOrderState::Cancelled => (Tone::Neutral, t::cancelled(ui.lang)),
    }
}

/// One order with its papers.
pub struct Page<'a> {
    pub order: &'a RepairOrder,
    pub contact: &'a Contact,
    pub vehicle: &'a Vehicle,
    pub documents: &'a [DocumentLine],
}

pub fn show(ui: &Ui, page: &Page) -> Markup {
    let order = page.order;
    let finish = Form::post(format!("/repair-orders/{}/finish", order.id)).id("finish").plain();
    let content = html! {
        (header(ui, order))
        (recall_alert(ui, page.vehicle.id, page.vehicle.recall))
        div.split {
            div.stack { (who(ui, page)) (intake(ui, order)) }
            div.stack { (documents::card_of(ui, page.documents)) }
        }
        @if ui.may(Act::EditRepairOrders) { (finish.draw(ui.hidden(), html! {})) }
    };
    ui.page(&order.number, content)
}

fn header<'a>(ui: &Ui, order: &'a RepairOrder) -> PageHeader<'a> {
    let l = ui.lang;
    let id = order.id;
    let (tone, word) = state(ui, order.state);
    let mut header = PageHeader::new(order.number.as_str())
        .back(t::title(l), "/repair-orders")
        .beside(badge(tone, word))
        .below(html! { (t::opened(l, format::moment(l, order.opened_at, ui.zone))) });
    let open = order.state == RepairOrderState::Open;
    let quote = Button::link(t::quote(l), format!("/quotes/new?order={id}")).icon(Icon::Quote);
    if ui.may(Act::EditQuotes) {
        header = if open { header.primary(quote) } else { header.secondary(quote) };
    }
    if open && ui.may(Act::EditRepairOrders) {
        header = header.secondary(Button::submit(t::finish(l)).icon(Icon::Check).form("finish"));
    }
    if (open && ui.may(Act::EditRepairOrders)) || ui.may(Act::EditInvoices) || ui.may(Act::SeeChanges) {
        header = header.menu(menu(ui, id, open));
    }
    header
}

fn menu(ui: &Ui, id: RepairOrderId, open: bool) -> Menu<'static> {
    let l = ui.lang;
    let mut menu = Menu::more(c::more(l));
    if open && ui.may(Act::EditRepairOrders) {
        menu = menu.item(MenuItem::link(t::edit(l), format!("/repair-orders/{id}/edit")).icon(Icon::Edit));
    }
    if ui.may(Act::EditInvoices) {
        let direct = MenuItem::link(t::direct_invoice(l), format!("/invoices/new?order={id}"));
        menu = menu.item(direct.icon(Icon::Invoice));
    }
    changes::in_menu(ui, menu, Noun::RepairOrder, id)
}

fn who(ui: &Ui, page: &Page) -> Markup {
    let l = ui.lang;
    let vehicle = page.vehicle;
    let name = Some(vehicle.is.name()).filter(|n| !n.is_empty()).unwrap_or_else(|| v::unnamed(l).to_owned());
    let phone = page.contact.is.phone.as_deref().map(crm::reach::show_phone).unwrap_or_default();
    let rows = [
        ListRow::new(name).href(format!("/vehicles/{}", vehicle.id)).start(plate_of(ui, vehicle.is.plate_shown())),
        ListRow::new(page.contact.is.name())
            .below(phone)
            .href(format!("/contacts/{}", page.contact.id))
            .icon(Icon::User),
    ];
    card_plain(t::who(l), None, list(&rows))
}

fn intake(ui: &Ui, order: &RepairOrder) -> Markup {
    let l = ui.lang;
    let edit = (order.state == RepairOrderState::Open && ui.may(Act::EditRepairOrders))
        .then(|| html! { (Button::link(c::edit(l), format!("/repair-orders/{}/edit", order.id)).as_link()) });
    let km = order.mileage_km.map(|km| v::km(l, format::integer(l, i64::from(km)))).unwrap_or_default();
    let work = html! { @if order.requested_work.is_empty() { (t::no_work(l)) } @else { span.preserve { (order.requested_work) } } };
    let all = [
        (t::requested_work(l), work),
        (v::mileage(l), html! { (km) }),
        (t::fuel(l), html! { @if let Some(eighths) = order.fuel_eighths { (intake::fuel(ui, eighths)) } }),
        (t::piec(l), html! { (intake::piec(ui, order.piec_choice)) }),
        (
            t::old_parts(l),
            html! { @if order.keep_old_parts { (t::keep_old_parts(l)) } @else { (t::leave_old_parts(l)) } },
        ),
        (t::key_tag(l), html! { (order.key_tag) }),
        (t::done_on(l), html! { @if let Some(day) = order.done_on { (format::long_date(l, day)) } }),
    ];
    card(t::intake(l), edit, facts(Facts::Stacked, &all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_shows_the_first_words_of_what_was_asked() {
        assert_eq!(first_words("Vidange"), "Vidange");
        assert_eq!(first_words("Bruit à l’avant\nVidange"), "Bruit à l’avant…");
        assert!(first_words(&"é".repeat(200)).chars().count() <= 71);
    }
}
