//! Who changed what, before and after.

use chrono::NaiveDate;
use crm::{
    changes::{Change, ChangeAction, ChangeFilter, Changed, DAYS, Noun, Shown, Who, restorable},
    ids::UserId,
    listed::Listed,
    money::Cents,
    policy::Act,
};
use maud::{Markup, html};
use rust_decimal::Decimal;

use crate::{
    Ui,
    components::{
        Button, Choice, Facts, Form, Menu, MenuItem, Moment, PageHeader, Tone, card, columns, facts, field, form_end,
        icons::Icon, pagination, timeline,
    },
    format,
    garages::{Part, head},
    text::{changes as t, common as c},
};

/// Columns that people have no word for: keys that follow from others, ids of files, hashes, states of jobs.
pub const UNSAID: [&str; 74] = [
    "entry_hash",
    "session_hash",
    "grant_id",
    "granted_by",
    "address_hash",
    "answered_by",
    "leave_asked_by",
    "listed_on",
    "agent",
    "answer",
    "asked_hash",
    "buyer_name",
    "code_key",
    "columns",
    "corrected",
    "corrects_id",
    "cpu_ms",
    "cancelled_by",
    "detail",
    "document_sha256",
    "email_key",
    "erased_at",
    "faults",
    "field_id",
    "file_id",
    "invoice_id",
    "invoiced",
    "key",
    "last_contact_on",
    "last_used_on",
    "left_over",
    "lines",
    "make_key",
    "mapping",
    "master_key_id",
    "merged_into",
    "moved",
    "name_key",
    "number_key",
    "once_key",
    "operation",
    "package_id",
    "page_file_id",
    "pdf_file_id",
    "pdf_sha256",
    "phone_key",
    "plate_key",
    "position",
    "quote_id",
    "quote_line_id",
    "reached",
    "read_codes",
    "recall",
    "repair_order_id",
    "role_id",
    "reverses_id",
    "search_text",
    "seen_key",
    "selection",
    "sha256",
    "shown_file_id",
    "snapshot_sha256",
    "sure_codes",
    "thumb_file_id",
    "times_used",
    "user_id",
    "visits",
    "inspection_next_on",
    "about",
    "trouble",
    "actor",
    "created_at",
    "updated_at",
    "version",
];

/// Changes of some days.
pub struct Days<'a> {
    pub page: &'a Listed<Change>,
    pub filter: &'a ChangeFilter,
    /// Colleagues to choose from.
    pub people: &'a [(UserId, String)],
    /// Address of the next page.
    pub next: Option<String>,
}

pub fn days(ui: &Ui, days: &Days) -> Markup {
    let l = ui.lang;
    let earlier = days.filter.from().pred_opt().filter(|_| days.next.is_none()).map(|day| earlier(days, day));
    let before = t::earlier(l, DAYS);
    let content = html! {
        (head(ui, Part::Changes))
        p.quiet { (t::says(l)) }
        (filter(ui, days))
        (card(t::title(l), None, moments(ui, &days.page.rows, true)))
        @if let Some(next) = &days.next { (pagination(t::title(l), "", None, Some((c::next_page(l), next.as_str())))) }
        @if let Some(earlier) = &earlier { (pagination(t::title(l), "", None, Some((before.as_str(), earlier.as_str())))) }
    };
    ui.page(t::title(l), content)
}

/// The same list, of the month before.
fn earlier(days: &Days, to: NaiveDate) -> String {
    let noun = days.filter.noun.map_or("", Noun::as_str);
    let by = days.filter.by.map(|u| u.to_string()).unwrap_or_default();
    format!("/changes?noun={noun}&by={by}&to={to}")
}

fn filter(ui: &Ui, days: &Days) -> Markup {
    let l = ui.lang;
    let nouns = std::iter::once(Choice::new("", t::everything(l)))
        .chain(Noun::ALL.iter().map(|noun| Choice::new(noun.as_str(), t::record(l, noun.as_str()))));
    let people = std::iter::once(Choice::new("", t::everybody(l)))
        .chain(days.people.iter().map(|(id, name)| Choice::new(id.to_string(), name.as_str())));
    let inside = html! {
        (columns(html! {
            (field::select("noun", t::what(l), nouns).value(days.filter.noun.map_or("", Noun::as_str)))
            (field::select("by", t::by(l), people).value(days.filter.by.map(|u| u.to_string()).unwrap_or_default()))
            (field::date("to", t::to(l)).value(days.filter.to.to_string()).hint(t::to_hint(l, DAYS)))
        }))
        (form_end(&[Button::submit(t::apply(l))]))
    };
    Form::get("/changes").draw(html! {}, html! { div.form { (inside) } })
}

/// Changes of one record.
pub struct OfRecord<'a> {
    pub noun: Noun,
    pub id: &'a str,
    pub name: &'a str,
    pub page: &'a Listed<Change>,
    pub next: Option<String>,
}

pub fn of_record(ui: &Ui, record: &OfRecord) -> Markup {
    let l = ui.lang;
    let back = record.noun.path(record.id);
    let noun = t::record(l, record.noun.as_str());
    let name = if record.name.is_empty() { noun.as_str() } else { record.name };
    let content = html! {
        (PageHeader::new(t::title(l)).back(name, back.as_str()))
        (card("", None, moments(ui, &record.page.rows, false)))
        @if let Some(next) = &record.next { (pagination(t::title(l), "", None, Some((c::next_page(l), next.as_str())))) }
    };
    ui.page(t::title(l), content)
}

/// The way to a record's changes, in the menu of its page.
pub fn in_menu<'a>(ui: &Ui, menu: Menu<'a>, noun: Noun, id: impl std::fmt::Display) -> Menu<'a> {
    if !ui.may(Act::SeeChanges) {
        return menu;
    }
    menu.item(MenuItem::link(t::link(ui.lang), format!("/changes/{}/{id}", noun.as_str())).icon(Icon::History))
}

fn moments(ui: &Ui, all: &[Change], linked: bool) -> Markup {
    html! {
        @if all.is_empty() { p.quiet { (t::none(ui.lang)) } }
        @else { (timeline(&all.iter().filter(|change| says_something(change)).map(|change| moment(ui, change, linked)).collect::<Vec<_>>())) }
    }
}

/// A change of nothing but what follows from something else is told by that.
fn says_something(change: &Change) -> bool {
    change.action != ChangeAction::Update || change.values.iter().any(|v| !UNSAID.contains(&v.column.as_str()))
}

fn moment<'a>(ui: &Ui, change: &'a Change, linked: bool) -> Moment<'a> {
    let l = ui.lang;
    let (icon, tone) = match change.action {
        ChangeAction::Insert => (Icon::Plus, Tone::Good),
        ChangeAction::Update => (Icon::Edit, Tone::Neutral),
        ChangeAction::Delete => (Icon::Trash, Tone::Warning),
    };
    let says = t::happened(l, t::record(l, &change.table), change.action.as_str());
    let to = Noun::parse(&change.about.table).ok().filter(|_| linked);
    let what = html! {
        @match to {
            Some(noun) => a href=(format!("/changes/{}/{}", noun.as_str(), change.about.id)) { (says) },
            None => (says),
        }
    };
    let by = match origin(ui, change.origin.as_deref()) {
        Some(from) => t::who_from(l, who(ui, &change.who), from),
        None => who(ui, &change.who).to_owned(),
    };
    let when = format::moment(l, change.at, ui.zone);
    Moment::new(icon, what, when, format::machine(change.at)).tone(tone).who(by).more(values(ui, change))
}

fn who<'a>(ui: &Ui, who: &'a Who) -> &'a str {
    let l = ui.lang;
    match who {
        Who::Person(name) | Who::Token(name) => name,
        Who::Program => t::program(l),
        Who::Visitor => t::visitor(l),
        Who::Unknown => t::unknown(l),
    }
}

/// A page, a program, a job, and the network where one is known.
pub(crate) fn origin(ui: &Ui, origin: Option<&str>) -> Option<String> {
    let origin = origin?;
    let (door, rest) = origin.split_once(' ').unwrap_or((origin, ""));
    Some(match door {
        "job" => crate::text::jobs::kind(ui.lang, rest).to_string(),
        _ => t::origin(ui.lang, door, if rest.is_empty() { "-" } else { rest }).to_string(),
    })
}

/// What differs is told at once; all that a record was born or went with, when asked for.
fn values(ui: &Ui, change: &Change) -> Markup {
    let l = ui.lang;
    let said = change.values.iter().filter(|value| !UNSAID.contains(&value.column.as_str()));
    let labels: Vec<(String, Markup)> = said
        .map(|value| (t::column(l, &value.column).to_string(), one(ui, change, value)))
        .filter(|(_, drawn)| !drawn.0.is_empty())
        .collect();
    let all: Vec<(&str, Markup)> = labels.iter().map(|(label, drawn)| (label.as_str(), drawn.clone())).collect();
    let drawn = facts(Facts::Lines, &all);
    html! {
        @match (all.is_empty(), change.action) {
            (true, _) => {},
            (false, ChangeAction::Update) => (drawn),
            (false, _) => details { summary { (t::details(l)) } (drawn) },
        }
    }
}

/// What it was and what it became; of what was made or went, the value alone.
fn one(ui: &Ui, change: &Change, value: &Changed) -> Markup {
    let l = ui.lang;
    let shown = |v: &Option<Shown>| v.as_ref().map(|v| shown(ui, &value.column, v)).unwrap_or_default();
    let (before, after) = (shown(&value.before), shown(&value.after));
    if change.action != ChangeAction::Update {
        // Of many yes and no, those that say yes tell something.
        return html! { @if value.after != Some(Shown::Flag(false)) { (before) (after) } };
    }
    let nothing = |text: &str| if text.is_empty() { t::nothing(l).to_owned() } else { text.to_owned() };
    let again = restorable(&change.table, &value.column).filter(|what| ui.may(what.act));
    html! {
        del { (nothing(&before)) } " → " ins { (nothing(&after)) }
        @if again.is_some() { (put_back(ui, change.id, &value.column, &nothing(&before))) }
    }
}

fn put_back(ui: &Ui, change: i64, column: &str, value: &str) -> Markup {
    let value: String = value.chars().take(40).collect();
    let button = Button::submit(t::put_back(ui.lang, value)).as_link().icon(Icon::History);
    let hidden = html! {
        (ui.hidden())
        input type="hidden" name="change" value=(change);
        input type="hidden" name="column" value=(column);
    };
    Form::post("/restored-values").plain().draw(hidden, html! { (button) })
}

fn shown(ui: &Ui, column: &str, value: &Shown) -> String {
    let l = ui.lang;
    match value {
        Shown::Flag(yes) => if *yes { t::yes(l) } else { t::no(l) }.to_owned(),
        Shown::Whole(cents) if column.ends_with("_cents") => format::euros(l, Cents(*cents)),
        Shown::Whole(rate) if column.ends_with("vat_rate") => {
            format!("{} %", format::decimal(l, Decimal::new(*rate, 2)))
        }
        Shown::Whole(n) => n.to_string(),
        Shown::Decimal(n) => format::decimal(l, *n),
        Shown::Day(day) => format::date(l, *day),
        Shown::Moment(at) => format::moment(l, *at, ui.zone),
        Shown::Text(text) => word(ui, column, text),
        Shown::Sealed => t::sealed(l).to_owned(),
    }
}

/// What the database calls by a code, people call by a word.
fn word(ui: &Ui, column: &str, text: &str) -> String {
    const CODED: [&str; 13] = [
        "kind",
        "state",
        "role",
        "civility",
        "channel",
        "lang",
        "source",
        "method",
        "purpose",
        "inspection_regime",
        "inspection_result",
        "warranty",
        "labour_method",
    ];
    if CODED.contains(&column) { t::code(ui.lang, text, text).to_string() } else { text.to_owned() }
}
