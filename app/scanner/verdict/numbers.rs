//! Numbers, printed once: what two readings agree on is likely, never sure.

use super::{commonest, field};
use crate::code::Code;
use crate::evidence::Evidence;
use crate::grammar::letters::{as_digit, digits};
use crate::reading::Field;
use crate::template::Slot;

/// A slot, and what its number can be.
const NUMBERS: [(Code, Slot, u32, u32); 11] = [
    (Code::F1, Slot::F1, 20, 60_000),
    (Code::F2, Slot::F2, 20, 60_000),
    (Code::F3, Slot::F3, 20, 99_000),
    (Code::G, Slot::G, 20, 60_000),
    (Code::G1, Slot::G1, 20, 60_000),
    (Code::P1, Slot::P1, 40, 20_000),
    (Code::P2, Slot::P2, 1, 1_500),
    (Code::P6, Slot::P6, 0, 199),
    (Code::S1, Slot::S1, 1, 99),
    (Code::U1, Slot::U1, 30, 130),
    (Code::V7, Slot::V7, 0, 600),
];

pub(crate) fn fields(evidence: &Evidence) -> impl Iterator<Item = (Code, Field)> {
    NUMBERS.into_iter().map(|(code, slot, least, most)| (code, number(evidence, slot, least, most)))
}

fn number(evidence: &Evidence, slot: Slot, least: u32, most: u32) -> Field {
    let fits = |text: &String| text.parse().is_ok_and(|n: u32| (least..=most).contains(&n));
    let shaped = |text: &str| digits(&text.chars().map(page_digit).collect::<String>());
    let mut reads: Vec<String> = evidence.texts(slot).map(shaped).filter(fits).collect();
    // The pitch is fixed: a reading with a digit too many or too few is only taken if there is no other.
    let width = evidence.width(slot);
    if reads.iter().any(|read| read.len() == width) {
        reads.retain(|read| read.len() == width);
    }
    let by_shape = evidence.read_by_shape(evidence.strip(slot)).map(|read| read.text).filter(fits);
    let Some(read) = commonest(&reads).map(|(read, _)| read.to_string()).or(by_shape.clone()) else {
        return Field::default();
    };
    let length = by_shape.map_or(read.len(), |by_shape| by_shape.len());
    let ballot = evidence.ballot(slot, length, shaped, |_, c| c.is_ascii_digit().then_some(c));
    let value = ballot.winner().filter(fits).unwrap_or(read);
    let agreeing = reads.iter().filter(|r| **r == value).count();
    let base = match agreeing {
        0 => 0.3,
        1 => 0.4,
        _ => 0.6,
    };
    field(value, base + 0.3 * ballot.lead(), false)
}

/// The page is read without being told that these are digits.
fn page_digit(c: char) -> char {
    match c {
        'l' => '1',
        'O' | 'S' | 'I' => as_digit(c),
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_within_reason() {
        let read = [(Slot::P6, ["72", "12", "l2"]), (Slot::P2, ["9999", "", ""]), (Slot::F1, ["", "", "1911"])];
        let evidence = Evidence::of_texts(&read);
        let all: Vec<(Code, Field)> = fields(&evidence).collect();
        let text = |code| all.iter().find(|(c, _)| *c == code).and_then(|(_, f)| f.value.as_ref()).map(|v| v.text());
        assert_eq!(text(Code::P6).as_deref(), Some("12"));
        assert_eq!(text(Code::P2), None);
        assert_eq!(text(Code::F1).as_deref(), Some("1911"));
        assert!(all.iter().all(|(_, f)| !f.sure));
    }
}
