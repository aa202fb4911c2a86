//! The list of customers: views, filters, rows, what is done with chosen ones.

use crm::{
    contacts::{
        ContactRow,
        list::{Beside, COUNTED, Position, Sort},
    },
    custom_fields::CustomField,
    policy::Act,
    saved_views::SavedView,
    tags::Tag,
};
use maud::{Markup, html};

use super::{
    filters,
    state::{Column, ListState, address},
};
use crate::{
    Ui,
    components::{
        Button, Col, Empty, Form, Menu, MenuItem, PageHeader, Row, Sorted, bulk, card_plain, empty, icons::Icon,
        pagination, plate, table, tag, tags,
    },
    format,
    text::{common as c, contacts as t},
};

/// One page of the list.
pub struct List<'a> {
    pub rows: &'a [ContactRow],
    pub beside: &'a Beside,
    pub state: &'a ListState,
    pub fields: &'a [CustomField],
    pub tags: &'a [Tag],
    pub views: &'a [SavedView],
    /// How many there are, `COUNTED + 1` when there are more; of a list that is narrowed.
    pub total: Option<i64>,
    /// Where the next page begins.
    pub next: Option<Position>,
    pub first: bool,
    /// All that the list holds are chosen, here and on the pages that follow.
    pub all_chosen: bool,
}

pub fn index(ui: &Ui, list: &List) -> Markup {
    let l = ui.lang;
    let mut header = PageHeader::new(t::title(l));
    if ui.may(Act::EditContacts) {
        let mut more = Menu::more(c::more(l));
        if ui.may(Act::ImportContacts) {
            more = more.item(MenuItem::link(t::import(l), "/imports/new").icon(Icon::Upload));
        }
        more = more
            .item(MenuItem::link(t::duplicates(l), "/duplicates").icon(Icon::Users))
            .item(MenuItem::link(t::edit_tags(l), "/settings/tags").icon(Icon::Tag))
            .item(MenuItem::link(t::edit_fields(l), "/settings/fields").icon(Icon::Edit));
        header = header.primary(Button::link(t::new(l), "/contacts/new").icon(Icon::Plus)).menu(more);
    }
    let content = html! {
        (header)
        (filters::views(ui, list))
        (filters::form(ui, list))
        div #contacts aria-live="polite" { (results(ui, list)) }
    };
    ui.page(t::title(l), content)
}

/// The part that live search replaces; the page draws the same.
pub fn results(ui: &Ui, list: &List) -> Markup {
    let l = ui.lang;
    if list.rows.is_empty() {
        return nothing(ui, list);
    }
    let may = ui.may(Act::RunBatches);
    let cols = cols(ui, list, may);
    let rows = html! { @for row in list.rows { (line(ui, list, &cols, row, may)) } };
    let sheet = card_plain("", None, table(t::title(l), &cols, rows));
    html! {
        div.stack {
            (filters::summary(ui, list))
            @if may { (choosing(ui, list, sheet)) } @else { (sheet) }
            (pages(ui, list))
        }
    }
}

fn pages(ui: &Ui, list: &List) -> Markup {
    let l = ui.lang;
    let mut pairs = list.state.pairs();
    let first = address("/contacts", &pairs);
    let next = list.next.as_ref().map(|at| {
        pairs.push(("after".into(), at.key.clone()));
        pairs.push(("after_id".into(), at.id.to_string()));
        address("/contacts", &pairs)
    });
    let before = (!list.first).then_some((c::first_page(l), first.as_str()));
    let next = next.as_deref().map(|href| (c::next_page(l), href));
    html! { @if next.is_some() || before.is_some() { (pagination(c::pages(l), "", before, next)) } }
}

/// The form around the table: what is done with the chosen ones.
fn choosing(ui: &Ui, list: &List, sheet: Markup) -> Markup {
    let l = ui.lang;
    let mut buttons = Vec::new();
    if ui.may(Act::EditContacts) {
        buttons.push(Button::submit(t::batch_tag(l)).named("act", "tag").icon(Icon::Tag));
        buttons.push(Button::submit(t::batch_untag(l)).named("act", "untag"));
        buttons.push(Button::submit(t::batch_merge(l)).named("act", "merge").icon(Icon::Users));
    }
    if ui.may(Act::ExportContacts) {
        buttons.push(Button::submit(t::batch_export(l)).named("act", "export").icon(Icon::Download));
    }
    if ui.may(Act::SendMessages) {
        buttons.push(Button::submit(t::batch_send(l)).named("act", "send").icon(Icon::Mail));
    }
    if ui.may(Act::DeleteContacts) {
        buttons.push(Button::submit(t::batch_delete(l)).named("act", "delete").icon(Icon::Trash).danger());
    }
    let inside = html! {
        input type="hidden" name="query" value=(list.state.query());
        @if list.all_chosen {
            input type="hidden" name="all" value="yes";
            @for row in list.rows { input type="hidden" name="shown" value=(row.id); }
        }
        (sheet)
        (bulk(t::chosen(l), &buttons))
    };
    Form::post("/batches").plain().draw(ui.hidden(), inside)
}

fn cols<'a>(ui: &Ui, list: &'a List, check: bool) -> Vec<Col<'a>> {
    let l = ui.lang;
    let by = |col: Col<'a>, sort: Sort| {
        let now = match (list.state.sort == sort, sort) {
            (false, _) => Sorted::No,
            (true, Sort::Name | Sort::Seen) => Sorted::Up,
            (true, Sort::Created | Sort::Visits) => Sorted::Down,
        };
        col.sort(list.state.sorted(sort).href(), now)
    };
    let mut cols = Vec::new();
    if check {
        cols.push(Col::check(t::choose_all(l)));
    }
    cols.push(by(Col::title(t::name(l)), Sort::Name));
    for column in &list.state.columns {
        cols.push(match column {
            Column::Phone => Col::text(t::phone(l)),
            Column::Email => Col::wide(t::email(l)),
            Column::Vehicle => Col::text(t::vehicle(l)),
            Column::Seen => by(Col::wide(t::last_contact(l)), Sort::Seen),
            Column::Created => by(Col::text(t::created(l)), Sort::Created),
            Column::Visits => by(Col::number(t::visits(l)), Sort::Visits),
            Column::Tags => Col::text(t::tags(l)),
            Column::Own(id) => Col::text(list.fields.iter().find(|f| f.id == *id).map_or("", |f| f.name.as_str())),
        });
    }
    cols
}

fn line(ui: &Ui, list: &List, cols: &[Col], row: &ContactRow, check: bool) -> Markup {
    let href = format!("/contacts/{}", row.id);
    let mut drawn = Row::new(cols).id(format!("contact-{}", row.id));
    if check {
        let label = t::choose(ui.lang, &row.name);
        drawn = drawn.check("id", &row.id.to_string(), &label, list.all_chosen);
    }
    drawn = drawn.link(&row.name, &href);
    for column in &list.state.columns {
        drawn = drawn.cell(cell(ui, list, *column, row));
    }
    html! { (drawn) }
}

fn cell(ui: &Ui, list: &List, column: Column, row: &ContactRow) -> Markup {
    let l = ui.lang;
    match column {
        Column::Phone => html! { @if let Some(phone) = &row.phone { span.number { (phone) } } },
        Column::Email => html! { @if let Some(email) = &row.email { span.any { (email) } } },
        Column::Vehicle => vehicle(ui, row),
        Column::Seen => html! { (row.last_contact_on.map(|d| format::date(l, d)).unwrap_or_default()) },
        Column::Created => html! { (format::date(l, row.created_at.with_timezone(&ui.zone).date_naive())) },
        Column::Visits => html! { @if row.visits > 0 { (row.visits) } },
        Column::Tags => {
            let all: Vec<Markup> = list.beside.tags_of(row.id).map(tag).collect();
            html! { @if !all.is_empty() { (tags(&all)) } }
        }
        Column::Own(id) => {
            let field = list.fields.iter().find(|f| f.id == id);
            let shown = list.beside.value_of(row.id, id).unwrap_or_default();
            html! { @if let Some(field) = field { (super::own_fields::shown(ui, field.kind, shown)) } }
        }
    }
}

fn vehicle(ui: &Ui, row: &ContactRow) -> Markup {
    let more = (row.vehicles > 1).then(|| t::more_vehicles(ui.lang, row.vehicles - 1));
    html! {
        @if row.vehicles > 0 {
            span.pair {
                @if let Some(number) = row.plate.as_deref().filter(|p| !p.is_empty()) { (plate(number)) }
                @if let Some(name) = &row.vehicle { span.quiet { (name) } }
                @if let Some(more) = more { span.small.quiet { (more) } }
            }
        }
    }
}

fn nothing(ui: &Ui, list: &List) -> Markup {
    let l = ui.lang;
    let narrowed = !list.state.filter.is_empty();
    let (title, says) = match narrowed {
        false => (t::none_title(l), t::none_text(l)),
        true if list.state.filter.count() > 0 => (t::none_so_title(l), t::none_so_text(l)),
        true => (t::not_found_title(l), t::not_found_text(l)),
    };
    let mut actions = Vec::new();
    // The head of the page holds the primary button, « Nouveau client »: repeated only far from it, after a search.
    if narrowed && ui.may(Act::EditContacts) {
        actions.push(Button::link(t::new(l), "/contacts/new").icon(Icon::Plus));
    }
    if !narrowed && ui.may(Act::MakeScans) {
        actions.push(Button::link(t::scan(l), "/scans/new").icon(Icon::Camera));
    }
    if !narrowed && ui.may(Act::EditContacts) {
        actions.push(Button::link(t::import(l), "/imports/new").icon(Icon::Upload));
    }
    html! {
        (filters::summary(ui, list))
        (empty(&Empty { icon: Icon::Users, title: title.into(), text: says.into(), actions }))
    }
}

/// « 312 clients », or « plus de 10 000 ».
pub(super) fn how_many(ui: &Ui, total: i64) -> String {
    match total > COUNTED {
        true => t::more_than(ui.lang, format::integer(ui.lang, COUNTED)),
        false => t::how_many(ui.lang, total),
    }
}
