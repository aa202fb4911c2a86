//! From what was read to values: which reading to believe, and how far.

mod codes;
mod dates;
mod holder;
mod identity;
mod numbers;
mod texts;
mod together;
mod vehicle;

use std::collections::BTreeMap;

use crate::code::Code;
use crate::evidence::Evidence;
use crate::reading::{Field, Value};

/// Every code, read or not.
pub(crate) fn fields(evidence: &Evidence) -> BTreeMap<Code, Field> {
    let mut fields: BTreeMap<Code, Field> = Code::ALL.into_iter().map(|code| (code, Field::default())).collect();
    let (genre, make) = (vehicle::genre(evidence), vehicle::make(evidence));
    fields.extend([
        (Code::A, identity::plate(evidence)),
        (Code::E, identity::vin(evidence)),
        (Code::Formule, identity::formule(evidence)),
        (Code::C1, holder::name(evidence)),
        (Code::C1GivenNames, holder::given_names(evidence)),
        (Code::C3, holder::address(evidence)),
        (Code::C41, holder::co_holders(evidence)),
        (Code::D3, vehicle::model(evidence, &make)),
        (Code::D1, make),
        (Code::J, vehicle::category(evidence, &genre)),
        (Code::J1, genre),
        (Code::J3, vehicle::body(evidence)),
        (Code::P3, vehicle::fuel(evidence)),
        (Code::K, codes::type_approval(evidence)),
        (Code::V9, codes::environment(evidence)),
        (Code::D2, codes::variant(evidence)),
        (Code::D21, codes::cnit(evidence)),
    ]);
    fields.extend(dates::fields(evidence));
    fields.extend(numbers::fields(evidence));
    together::compare(&mut fields);
    fields
}

/// A value and how far it is believed; nothing at all if it is empty.
fn field(value: impl Into<String>, confidence: f32, sure: bool) -> Field {
    let value = value.into();
    if value.is_empty() {
        return Field::default();
    }
    Field { value: Some(Value::Text(value)), confidence: believed(confidence, sure), sure, strip: None }
}

/// A sure value is believed above all others, and no other as much.
fn believed(confidence: f32, sure: bool) -> f32 {
    if sure { confidence.clamp(0.97, 1.0) } else { confidence.clamp(0.05, 0.95) }
}

/// The commonest of the texts that are not empty, the first of equals, and how many said it.
fn commonest(texts: &[String]) -> Option<(&str, usize)> {
    let count = |text: &str| texts.iter().filter(|t| *t == text).count();
    let all = texts.iter().map(String::as_str).filter(|t| !t.is_empty()).map(|t| (t, count(t)));
    all.rev().max_by_key(|(_, n)| *n)
}
