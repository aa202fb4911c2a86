//! Above the list: views to choose, conditions to set, those that hold.

use crm::{
    contacts::{
        filter::{Compared, Filter},
        list::Sort,
    },
    custom_fields::{CustomField, FieldKind},
    policy::Act,
    tags::Tag,
};
use maud::{Markup, html};

use super::{
    list::{List, how_many},
    state::{Column, ListState, address},
};
use crate::{
    Ui,
    components::{
        Button, Choice, Form, PageHeader, SearchBox, Tab, columns, field, filters, fold, form_end, group,
        icons::{self, Icon},
        tabs,
    },
    text::contacts as t,
    vehicles,
};

/// Those every garage has from the first day: the word of its name, and its address.
const READY_MADE: [(&str, &str); 3] =
    [("faithful", "visits=3&active=24"), ("to_call", "quiet=12"), ("inspection", "inspection=60")];

/// Views as tabs: all, the ready-made, the kept ones.
pub fn views(ui: &Ui, list: &List) -> Markup {
    let l = ui.lang;
    let now = list.state.query();
    let href = |query: &str| format!("/contacts?{query}");
    let mut all = vec![Tab::new(t::all(l), "/contacts", now.is_empty())];
    for (word, query) in READY_MADE {
        all.push(Tab::new(t::ready_made(l, word), href(query), now == query));
    }
    all.extend(list.views.iter().map(|v| Tab::new(v.name.as_str(), href(&v.query), v.query == now)));
    tabs(t::views(l), &all)
}

/// The search box, the way to the conditions, and the name this list may be kept under.
pub fn form(ui: &Ui, list: &List) -> Markup {
    let l = ui.lang;
    let pairs = list.state.pairs();
    let others = html! { @for (name, value) in pairs.iter().filter(|(n, _)| n != "q") { input type="hidden" name=(name) value=(value); } };
    let search = SearchBox::new(t::search(l), "/contacts")
        .placeholder(t::search_hint(l))
        .value(list.state.filter.q.as_str())
        .keep(others)
        .live("#contacts")
        .whole();
    let mut button = Button::link(t::filter(l), address("/contacts/filter", &pairs)).icon(Icon::Filter);
    let count = list.state.filter.count();
    if count > 0 {
        button = Button::link(t::filter_count(l, count as i64), address("/contacts/filter", &pairs)).icon(Icon::Filter);
    }
    html! {
        (filters(html! {
            (search)
            (button)
        }))
        @if ui.may(Act::EditContacts) && !pairs.is_empty() { (keep(ui, list)) }
    }
}

/// The conditions, on a page of their own: the list stays light.
pub struct Filtering<'a> {
    pub state: &'a ListState,
    pub fields: &'a [CustomField],
    pub tags: &'a [Tag],
}

pub fn filter(ui: &Ui, on: &Filtering) -> Markup {
    let l = ui.lang;
    let back = on.state.href();
    let inside = html! {
        @if !on.state.filter.q.is_empty() { input type="hidden" name="q" value=(on.state.filter.q); }
        @if on.state.sort != Sort::default() { input type="hidden" name="sort" value=(on.state.sort.as_str()); }
        div.form {
            (conditions(ui, on))
            (form_end(&[Button::submit(t::apply(l)).primary(), Button::link(t::clear(l), "/contacts").ghost()]))
        }
    };
    let content = html! {
        (PageHeader::new(t::filter(l)).back(t::title(l), back.as_str()))
        (Form::get("/contacts").draw(html! {}, inside))
    };
    ui.page(t::filter(l), content)
}

fn conditions(ui: &Ui, on: &Filtering) -> Markup {
    let l = ui.lang;
    let f = &on.state.filter;
    let any = || Choice::new("", t::any(l));
    let kinds = [
        any(),
        Choice::new("particulier", t::particulier(l)),
        Choice::new("professionnel", t::professionnel(l)),
        Choice::new("administration", t::administration(l)),
    ];
    let months = |word: fn(crm::Lang, i64) -> String| {
        let some = [1, 3, 6, 12, 18, 24, 36].map(|n| Choice::new(n.to_string(), word(l, n)));
        std::iter::once(any()).chain(some).collect::<Vec<_>>()
    };
    let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
    let day = |d: Option<chrono::NaiveDate>| d.map(|d| d.to_string()).unwrap_or_default();
    let who = columns(html! {
        (field::select("kind", t::kind(l), kinds).value(f.kind.map_or("", |k| k.as_str())))
        (field::select("quiet", t::quiet(l), months(t::months_quiet)).value(number(f.quiet)))
        (field::select("active", t::active(l), months(t::months_active)).value(number(f.active)))
        (field::integer("visits", t::visits_least(l)).value(f.visits.map(|n| n.to_string()).unwrap_or_default()))
        (field::date("created_from", t::created_from(l)).value(day(f.created_from)))
        (field::date("created_to", t::created_to(l)).value(day(f.created_to)))
        (field::date("seen_from", t::seen_from(l)).value(day(f.seen_from)))
        (field::date("seen_to", t::seen_to(l)).value(day(f.seen_to)))
    });
    html! {
        (group(t::who(l), None, html! {
            (who)
            @if ui.may(Act::SeeInvoices) { (field::checkbox("unpaid", t::unpaid(l)).checked(f.unpaid)) }
            (tag_choice(ui, on))
        }))
        @if ui.may(Act::SeeVehicles) { (group(t::vehicle(l), None, vehicle(ui, f))) }
        @if on.fields.iter().any(|field| !field.private) { (group(t::own_fields(l), None, own(ui, on))) }
        (group(t::shown_columns(l), None, column_choice(ui, on)))
    }
}

fn tag_choice(ui: &Ui, on: &Filtering) -> Markup {
    let l = ui.lang;
    let chosen = &on.state.filter.tags;
    html! {
        @if !on.tags.is_empty() {
            fieldset.group { legend { (t::tags(l)) }
                div.row { @for tag in on.tags { (field::checkbox("tag", tag.name.as_str()).value(tag.id.to_string()).checked(chosen.contains(&tag.id)).id(format!("tag-{}", tag.id))) } }
            }
        }
    }
}

fn vehicle(ui: &Ui, f: &Filter) -> Markup {
    let l = ui.lang;
    let v = &f.vehicle;
    let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
    let energies = std::iter::once(Choice::new("", t::any(l)))
        .chain(vehicles::ENERGIES.iter().map(|code| Choice::new(*code, crate::text::vehicles::energy(l, code))));
    let within = std::iter::once(Choice::new("", t::any(l)))
        .chain([30, 60, 90, 180].map(|n: i64| Choice::new(n.to_string(), t::within_days(l, n))));
    columns(html! {
        (field::text("make", t::make(l)).value(v.make.as_str()))
        (field::select("energy", t::energy(l), energies).value(v.energy.as_str()))
        (field::integer("older", t::older(l)).value(number(v.older)).unit(t::years(l)))
        (field::integer("younger", t::younger(l)).value(number(v.younger)).unit(t::years(l)))
        (field::select("inspection", t::inspection(l), within).value(number(v.inspection)))
    })
}

fn own(ui: &Ui, on: &Filtering) -> Markup {
    let fields = on.fields.iter().filter(|field| !field.private);
    columns(html! { @for field in fields { (own_condition(ui, &on.state.filter, field)) } })
}

fn own_condition(ui: &Ui, filter: &Filter, of: &CustomField) -> Markup {
    let l = ui.lang;
    let typed = filter.values.iter().find(|v| v.field == of.id).map(|v| v.typed.clone()).unwrap_or_default();
    let name = of.input();
    let (from, to) = (format!("{name}_from"), format!("{name}_to"));
    match of.kind {
        FieldKind::Text => html! { (field::text(name, of.name.as_str()).value(typed.0)) },
        FieldKind::Choice | FieldKind::YesNo => {
            let choices = std::iter::once(Choice::new("", t::any(l))).chain(super::own_fields::choices(ui, of));
            html! { (field::select(name, of.name.as_str(), choices).value(typed.0)) }
        }
        FieldKind::Number => html! {
            (field::decimal(from, t::at_least(l, &of.name)).value(typed.0))
            (field::decimal(to, t::at_most(l, &of.name)).value(typed.1))
        },
        FieldKind::Date => html! {
            (field::date(from, t::from_day(l, &of.name)).value(typed.0))
            (field::date(to, t::to_day(l, &of.name)).value(typed.1))
        },
    }
}

fn column_choice(ui: &Ui, on: &Filtering) -> Markup {
    html! {
        div.row {
            @for column in Column::all(on.fields) {
                @let word = column.word();
                (field::checkbox("col", column_name(ui, on.fields, column)).value(word.clone()).checked(on.state.columns.contains(&column)).id(format!("col-{word}")))
            }
        }
    }
}

fn column_name<'a>(ui: &Ui, fields: &'a [CustomField], column: Column) -> &'a str {
    let l = ui.lang;
    match column {
        Column::Phone => t::phone(l),
        Column::Email => t::email(l),
        Column::Vehicle => t::vehicle(l),
        Column::Seen => t::last_contact(l),
        Column::Created => t::created(l),
        Column::Visits => t::visits(l),
        Column::Tags => t::tags(l),
        Column::Own(id) => fields.iter().find(|f| f.id == id).map_or("", |f| f.name.as_str()),
    }
}

/// « Enregistrer cette vue », or away with it.
fn keep(ui: &Ui, list: &List) -> Markup {
    let l = ui.lang;
    let now = list.state.query();
    let query = html! { input type="hidden" name="query" value=(now); };
    if let Some(view) = list.views.iter().find(|v| v.query == now) {
        let delete = Button::submit(t::forget_view(l)).icon(Icon::Trash).ghost();
        return ui.post_button(&format!("/saved-views/{}/delete", view.id), &delete);
    }
    let inside = html! {
        (query)
        (field::text("name", t::view_name(l)).required().maxlength(60))
        (field::checkbox("shared", t::view_shared(l)))
        (form_end(&[Button::submit(t::keep_view(l))]))
    };
    html! {
        (fold(Icon::Plus, t::keep_view(l), false, Form::post("/saved-views").draw(ui.hidden(), inside)))
    }
}

/// How many there are, what holds, each with the way to take it off, and « tout choisir ».
pub fn summary(ui: &Ui, list: &List) -> Markup {
    let l = ui.lang;
    let Some(total) = list.total else { return html! {} };
    let pairs = list.state.filter.pairs();
    let choose = ui.may(Act::RunBatches) && list.first && total > 0;
    let mut all = list.state.pairs();
    all.push(("pick".into(), "all".into()));
    html! {
        div.row.filter-summary {
            p.strong { (how_many(ui, total)) }
            @for (at, (name, value)) in pairs.iter().enumerate().filter(|(_, (name, _))| name != "q") {
                (chip(ui, list, at, name, value))
            }
            @if choose && !list.all_chosen { a href=(address("/contacts", &all)) { (t::choose_these(l, how_many(ui, total))) } }
            @if list.all_chosen { a href=(list.state.href()) { (t::choose_none(l)) } }
        }
    }
}

fn chip(ui: &Ui, list: &List, at: usize, name: &str, value: &str) -> Markup {
    let l = ui.lang;
    let mut rest = list.state.filter.pairs();
    rest.remove(at);
    let without = ListState { filter: Filter::of(&rest, list.fields), ..list.state.clone() };
    let says = says(ui, list, name, value);
    html! { a.tag href=(without.href()) { (says) (icons::small(Icon::Close)) span.sr { (t::take_off(l)) } } }
}

fn says(ui: &Ui, list: &List, name: &str, value: &str) -> String {
    let l = ui.lang;
    let number: i64 = value.parse().unwrap_or_default();
    let day = || crm::vehicles::parse_date(value).map(|d| crate::format::date(l, d)).unwrap_or_default();
    match name {
        "kind" => crm::document::BuyerKind::parse(value).map(|k| super::kind(ui, k)).unwrap_or_default().to_owned(),
        "tag" => list.tags.iter().find(|t| t.id.to_string() == value).map_or_else(String::new, |t| t.name.clone()),
        "created_from" => format!("{} {}", t::created_from(l), day()),
        "created_to" => format!("{} {}", t::created_to(l), day()),
        "seen_from" => format!("{} {}", t::seen_from(l), day()),
        "seen_to" => format!("{} {}", t::seen_to(l), day()),
        "quiet" => t::months_quiet(l, number),
        "active" => t::months_active(l, number),
        "visits" => t::visits_chip(l, number),
        "unpaid" => t::unpaid(l).to_owned(),
        "make" => value.to_owned(),
        "energy" => crate::text::vehicles::energy(l, value),
        "older" => t::older_chip(l, number),
        "younger" => t::younger_chip(l, number),
        "inspection" => format!("{} : {}", t::inspection(l), t::within_days(l, number)),
        _ => own_says(ui, list, name),
    }
}

fn own_says(ui: &Ui, list: &List, name: &str) -> String {
    let Some(field) = list.fields.iter().find(|f| name.starts_with(&f.input())) else { return String::new() };
    let Some(value) = list.state.filter.values.iter().find(|v| v.field == field.id) else { return String::new() };
    let (from, to) = (&value.typed.0, &value.typed.1);
    match &value.is {
        Compared::Text(key) => format!("{} : {}", field.name, super::own_fields::word(ui, field, key, from)),
        _ if name.ends_with("_to") => format!("{} ≤ {to}", field.name),
        _ => format!("{} ≥ {from}", field.name),
    }
}
