//! One box for everything: customers, vehicles and documents, grouped.

use crm::{
    contacts::ContactRow,
    search::{Found, Paper, PaperKind},
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{Button, Empty, ListRow, PageHeader, SearchBox, avatar, card_plain, empty, icons::Icon, list, plate},
    format,
    text::search as t,
    vehicles,
};
use crm::{policy::Act, reach::show_phone};

pub fn page(ui: &Ui, typed: &str, found: &Found) -> Markup {
    let l = ui.lang;
    let search = SearchBox::new(t::label(l), "/search").placeholder(t::hint(l)).value(typed).live("#found");
    let content = html! {
        (PageHeader::new(t::title(l))) (search)
        div #found.stack data-walk aria-live="polite" { (results(ui, typed, found)) }
    };
    ui.page(t::title(l), content)
}

/// The part that live search replaces.
pub fn results(ui: &Ui, typed: &str, found: &Found) -> Markup {
    let l = ui.lang;
    if typed.is_empty() {
        return html! { p.quiet { (t::what(l)) } };
    }
    if found.contacts.is_empty() && found.vehicles.is_empty() && found.papers.is_empty() {
        return nothing(ui);
    }
    let contacts: Vec<ListRow> = found.contacts.iter().map(contact).collect();
    let vehicles: Vec<ListRow> = found.vehicles.iter().map(|v| vehicles::line(ui, v)).collect();
    let papers: Vec<ListRow> = found.papers.iter().map(|p| paper(ui, p)).collect();
    html! {
        @if found.nearly { p { (t::nearly(l)) } }
        @if !papers.is_empty() { (card_plain(t::documents(l), None, list(&papers))) }
        @if !contacts.is_empty() { (card_plain(t::contacts(l), None, list(&contacts))) }
        @if !vehicles.is_empty() { (card_plain(t::vehicles(l), None, list(&vehicles))) }
    }
}

fn paper(ui: &Ui, paper: &Paper) -> ListRow<'static> {
    let (icon, path) = match paper.kind {
        PaperKind::Quote => (Icon::Quote, "quotes"),
        PaperKind::Invoice | PaperKind::CreditNote => (Icon::Invoice, "invoices"),
        PaperKind::RepairOrder => (Icon::Wrench, "repair-orders"),
    };
    let on = format::date(ui.lang, paper.at.with_timezone(&ui.zone).date_naive());
    ListRow::new(paper.number.clone())
        .below(format!("{} · {on}", paper.contact))
        .href(format!("/{path}/{}", paper.id))
        .icon(icon)
}

pub fn contact(row: &ContactRow) -> ListRow<'static> {
    let phone = row.phone.as_deref().map(show_phone);
    let reach = phone.or_else(|| row.email.clone()).unwrap_or_default();
    let line = ListRow::new(row.name.as_str())
        .below(reach)
        .href(format!("/contacts/{}", row.id))
        .start(avatar(row.name.as_str()));
    match row.plate.as_deref().filter(|p| !p.is_empty()) {
        Some(number) => line.end(plate(number)),
        None => line,
    }
}

fn nothing(ui: &Ui) -> Markup {
    let l = ui.lang;
    let mut actions = Vec::new();
    if ui.may(Act::MakeScans) {
        actions.push(Button::link(t::scan(l), "/scans/new").icon(Icon::Camera));
    }
    if ui.may(Act::EditContacts) {
        actions.push(Button::link(t::new_contact(l), "/contacts/new").icon(Icon::Plus));
    }
    empty(&Empty { icon: Icon::Search, title: t::none_title(l).into(), text: t::none_text(l).into(), actions })
}
