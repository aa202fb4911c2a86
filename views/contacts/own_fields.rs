//! The garage's own fields, as they are shown and typed.

use crm::{
    Fields,
    contacts::ContactForm,
    custom_fields::{CustomField, FieldKind},
    vehicles::parse_date,
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{Choice, columns, field},
    format,
    text::common as c,
    why,
};

/// A kept value, in the person's language.
pub fn shown(ui: &Ui, kind: FieldKind, value: &str) -> String {
    match kind {
        FieldKind::Date => parse_date(value).map_or_else(|_| value.to_owned(), |day| format::date(ui.lang, day)),
        FieldKind::YesNo if !value.is_empty() => yes_no(ui, value == "yes").to_owned(),
        _ => value.to_owned(),
    }
}

fn yes_no(ui: &Ui, yes: bool) -> &'static str {
    if yes { c::yes(ui.lang) } else { c::no(ui.lang) }
}

/// What a filter compares with, as a person says it.
pub fn word(ui: &Ui, field: &CustomField, key: &str, typed: &str) -> String {
    if field.kind == FieldKind::YesNo { yes_no(ui, key == "yes").to_owned() } else { typed.to_owned() }
}

pub fn choices<'a>(ui: &Ui, of: &'a CustomField) -> Vec<Choice<'a>> {
    match of.kind {
        FieldKind::YesNo => vec![Choice::new("yes", yes_no(ui, true)), Choice::new("no", yes_no(ui, false))],
        _ => of.choices.iter().map(|choice| Choice::new(choice.as_str(), choice.as_str())).collect(),
    }
}

/// The inputs of a customer's form.
pub fn inputs(ui: &Ui, all: &[CustomField], form: &ContactForm, errors: &Fields) -> Markup {
    columns(html! { @for of in all { (input(ui, of, form, errors)) } })
}

fn input(ui: &Ui, of: &CustomField, form: &ContactForm, errors: &Fields) -> Markup {
    let name = of.input();
    let wrong = why::beside(ui.lang, errors, &name);
    let value = form.more(&name).to_owned();
    let label = of.name.as_str();
    let drawn = match of.kind {
        FieldKind::Text => field::text(name, label),
        FieldKind::Number => field::decimal(name, label),
        FieldKind::Date => field::date(name, label),
        FieldKind::Choice | FieldKind::YesNo => {
            let none = std::iter::once(Choice::new("", c::unsaid(ui.lang)));
            field::select(name, label, none.chain(choices(ui, of)))
        }
    };
    html! { (drawn.value(value).error(wrong)) }
}
