//! Codes of any letters, printed once: nothing confirms them, so they are never sure.

use super::{commonest, field};
use crate::evidence::Evidence;
use crate::grammar::{approval, cnit as cnits};
use crate::reading::{Field, Value};
use crate::template::Slot;

/// D.2. No reader tells O from 0 in such codes. Their shapes may; else it is a 0 among digits and an O in a word, which
/// some makers write there.
pub(crate) fn variant(evidence: &Evidence) -> Field {
    let shaped = |text: &str| {
        let upper = text.chars().map(|c| c.to_ascii_uppercase());
        let known: String = upper.filter(|c| c.is_ascii_alphanumeric() || "/-*".contains(*c)).collect();
        if known.chars().any(|c| c.is_ascii_digit()) { known.replace('O', "0") } else { known }
    };
    voted(evidence, Slot::D2, shaped, |_| true, |_, _, c| Some(c))
}

/// D.2.1: of twelve or fifteen characters.
pub(crate) fn cnit(evidence: &Evidence) -> Field {
    let field = voted(evidence, Slot::D21, cnits::shaped, |n| matches!(n, 12 | 15), cnits::name);
    let value = field.value.as_ref().map(|v| Value::Text(cnits::with_its_beginning(&v.text())));
    Field { value, ..field }
}

/// The commonest length, the width of the print being one more opinion, then a vote on each letter.
fn voted(
    evidence: &Evidence,
    slot: Slot,
    shaped: impl Fn(&str) -> String + Copy,
    is_length: impl Fn(usize) -> bool,
    name: impl Fn(usize, usize, char) -> Option<char>,
) -> Field {
    let readings: Vec<String> = evidence.texts(slot).map(shaped).filter(|r| !r.is_empty()).collect();
    let lengths: Vec<usize> = readings.iter().map(String::len).chain([evidence.width(slot)]).collect();
    let said = |n: usize| lengths.iter().filter(|l| **l == n).count();
    let length = lengths.iter().rev().copied().filter(|n| is_length(*n)).max_by_key(|n| said(*n));
    let ballot = length.filter(|n| *n > 0).map(|n| evidence.ballot(slot, n, shaped, |i, c| name(n, i, c)));
    let Some((value, ballot)) = ballot.and_then(|b| Some((b.winner()?, b))) else {
        return field(readings.first().cloned().unwrap_or_default(), 0.15, false);
    };
    let agreeing = readings.iter().filter(|r| **r == value).count();
    let base = match agreeing {
        0 => 0.3,
        1 => 0.45,
        2 => 0.6,
        _ => 0.7,
    };
    field(value, base + 0.2 * ballot.lead(), false)
}

/// K: e2*2007/46*0886*38.
pub(crate) fn type_approval(evidence: &Evidence) -> Field {
    let width = evidence.width(Slot::K);
    let fits = |found: &String| found.len() == width;
    // The pitch is fixed: a reading with a figure too many is only taken if there is no other.
    let any = evidence.texts(Slot::K).filter_map(approval::approval).any(|found| fits(&found));
    shaped_as(evidence, Slot::K, |text| approval::approval(text).filter(|found| !any || fits(found)))
}

/// V.9: EURO6, 715/2007*2018/1832EURO6AP...
pub(crate) fn environment(evidence: &Evidence) -> Field {
    let width = evidence.width(Slot::V9);
    shaped_as(evidence, Slot::V9, |text| approval::class(text, width))
}

/// The commonest of the readings that can be brought into a known shape.
fn shaped_as(evidence: &Evidence, slot: Slot, shaped: impl Fn(&str) -> Option<String>) -> Field {
    let read: Vec<String> = evidence.texts(slot).filter_map(shaped).collect();
    match commonest(&read) {
        Some((value, votes)) => field(value, if votes >= 2 { 0.85 } else { 0.55 }, false),
        None => Field::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(field: Field) -> String {
        assert!(!field.sure);
        field.value.map(|v| v.text()).unwrap_or_default()
    }

    #[test]
    fn codes_are_voted() {
        let of = Evidence::of_texts;
        assert_eq!(text(variant(&of(&[(Slot::D2, ["2H5-LLG6", "2H5-LLG6", "2HSLLG6"])]))), "2H5-LLG6");
        assert_eq!(text(variant(&of(&[(Slot::D2, ["VERSION", "", ""])]))), "VERSION");
        assert_eq!(text(variant(&of(&[]))), "");
        assert_eq!(text(cnit(&of(&[(Slot::D21, ["MIORENVP61TGRFF", "M10RENVP61TGRF", ""])]))), "M10RENVP61TGRFF");
        assert_eq!(text(cnit(&of(&[(Slot::D21, ["M1ORENVP", "", ""])]))), "MIORENVP");
        assert_eq!(text(type_approval(&of(&[(Slot::K, ["", "", "e2*2007/46* 0886*38"])]))), "e2*2007/46*0886*38");
        assert_eq!(text(type_approval(&of(&[(Slot::K, ["", "", "e2*2007"])]))), "");
        assert_eq!(text(environment(&of(&[(Slot::V9, ["EUR05", "", "EURO 5"])]))), "EURO5");
    }
}
