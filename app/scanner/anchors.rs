//! Words of the page that are always printed, at a known place: they tell how the card lies.

use crate::engine::Word;
use crate::geometry::Point;
use crate::template::{LABELS, LOOSE_LABELS, mm};

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Anchor {
    pub name: &'static str,
    /// Where the card has it, in millimetres.
    pub printed: Point,
    /// Where the picture shows it, in pixels.
    pub seen: Point,
    /// Its place varies with the width of the letters.
    pub loose: bool,
}

/// A word may be taken for a label that it is not: the fit sorts those out.
pub(crate) fn anchors(words: &[Word]) -> Vec<Anchor> {
    words.iter().flat_map(|word| names(&word.text).into_iter().map(|name| anchor(&name, word))).flatten().collect()
}

fn anchor(name: &str, word: &Word) -> Option<Anchor> {
    let seen = (f64::from(word.x), f64::from(word.y) + f64::from(word.h) / 2.0);
    let find = |labels: &[(&'static str, f64, f64)]| labels.iter().find(|l| l.0 == name).copied();
    let (label, loose) = find(&LABELS).map(|l| (l, false)).or_else(|| find(&LOOSE_LABELS).map(|l| (l, true)))?;
    Some(Anchor { name: label.0, printed: mm(label.1, label.2), seen, loose })
}

/// What label a word may be. One-letter labels are only believed without any other sign.
fn names(text: &str) -> Option<String> {
    let upper = text.to_uppercase().replace('À', "A");
    let plain: String = upper.chars().filter(char::is_ascii_alphanumeric).collect();
    if is_label(&plain) {
        let alone = matches!(text.trim_matches([' ', '.']), "A" | "B" | "E");
        return (plain.len() >= 2 || alone).then_some(plain);
    }
    if matches!(plain.as_str(), "04A" | "CA4" | "CAA") {
        return Some("C4A".into());
    }
    let [first, rest @ ..] = plain.as_bytes() else { return None };
    if !(1..=2).contains(&rest.len()) {
        return None;
    }
    let first = if matches!(first, b'0' | b'O') { 'O' } else { as_label_digit(*first) };
    let repaired: String = std::iter::once(first).chain(rest.iter().map(|c| as_label_digit(*c))).collect();
    is_label(&repaired).then_some(repaired)
}

fn as_label_digit(c: u8) -> char {
    match c {
        b'O' => '0',
        b'L' | b'I' => '1',
        c => char::from(c),
    }
}

fn is_label(name: &str) -> bool {
    LABELS.iter().chain(&LOOSE_LABELS).any(|l| l.0 == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_taken_for_labels() {
        let cases = [
            ("A.", Some("A")),
            ("A", Some("A")),
            ("(A)", None),
            ("D.2.1", Some("D21")),
            ("D.l", Some("D1")),
            ("DI", Some("D1")),
            ("C.4a", Some("C4A")),
            ("C.4à", Some("C4A")),
            ("04A", Some("C4A")),
            ("VEHICULE", Some("VEHICULE")),
            ("Q", None),
            ("RENAULT", None),
            ("", None),
        ];
        for (text, name) in cases {
            assert_eq!(names(text).as_deref(), name, "{text}");
        }
    }

    #[test]
    fn an_anchor_is_the_middle_of_the_left_edge() {
        let word = Word { text: "B".into(), x: 700, y: 200, w: 18, h: 30, confidence: 0.9 };
        let found = anchors(&[word]);
        assert_eq!((found.len(), found[0].seen, found[0].printed), (1, (700.0, 215.0), mm(235.0, 86.0)));
    }
}
