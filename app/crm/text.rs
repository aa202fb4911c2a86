//! Text as people type it, made clean, and as machines compare it.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::error::Why;

/// One line: control characters gone, runs of white space made one space, ends trimmed.
pub fn line(typed: &str) -> String {
    typed
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
        .nfc()
        .collect()
}

/// Several lines, ends trimmed, no control characters.
pub fn lines(typed: &str) -> String {
    let clean: Vec<String> = typed.replace("\r\n", "\n").split('\n').map(line).collect();
    clean.join("\n").trim().to_owned()
}

/// A line that must not be empty, of `max` characters at most.
pub fn required(typed: &str, max: usize) -> Result<String, Why> {
    let text = line(typed);
    if text.is_empty() {
        return Err(Why::Missing);
    }
    bounded(text, max)
}

/// A line that may be empty.
pub fn optional(typed: &str, max: usize) -> Result<String, Why> {
    bounded(line(typed), max)
}

pub fn bounded(text: String, max: usize) -> Result<String, Why> {
    if text.chars().count() > max { Err(Why::TooLong) } else { Ok(text) }
}

/// Lower case, without accents, letters and digits kept, the rest made spaces: `D'Été-Noël` is `d ete noel`.
pub fn key(text: &str) -> String {
    let plain: String = text
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(|c| match c {
            'œ' | 'Œ' => vec!['o', 'e'],
            'æ' | 'Æ' => vec!['a', 'e'],
            'ß' => vec!['s', 's'],
            c if c.is_alphanumeric() => c.to_lowercase().collect(),
            _ => vec![' '],
        })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a search finds: each word begins after a space, so that short tokens match the beginning of words only.
pub fn searchable<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for part in parts.into_iter().filter(|p| !p.is_empty()) {
        text.push(' ');
        text.push_str(part);
    }
    text
}

/// LIKE patterns of what was typed in the search box, the most telling first; empty when nothing can be searched.
///
/// A token of one or two characters matches the beginning of a word, a longer one any part. A phone or a plate typed in
/// groups (`06 12 34`, `AA 123 BB`) is one token.
pub fn patterns(typed: &str) -> Vec<String> {
    let mut tokens = tokens(typed);
    tokens.sort_by_key(|t| std::cmp::Reverse(t.chars().count()));
    tokens
        .into_iter()
        .take(6)
        .map(|t| if t.chars().count() < 3 { format!("% {t}%") } else { format!("%{t}%") })
        .collect()
}

/// What was typed with the letters that plates and VINs never have (I, O, Q) made the digits they were meant for, in the
/// words that have a digit. None if nothing changes.
pub fn with_digits(typed: &str) -> Option<String> {
    let meant: Vec<String> = typed
        .split_whitespace()
        .map(|word| {
            let coded = word.chars().any(|c| c.is_ascii_digit());
            let digit = |c: char| match c {
                'o' | 'O' | 'q' | 'Q' if coded => '0',
                'i' | 'I' if coded => '1',
                c => c,
            };
            word.chars().map(digit).collect()
        })
        .collect();
    Some(meant.join(" ")).filter(|meant| *meant != typed.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn tokens(typed: &str) -> Vec<String> {
    let typed: String = typed.chars().take(100).collect();
    if typed.contains('@') {
        // An e-mail keeps its dots and its sign.
        return typed.split_whitespace().map(|t| t.to_lowercase().replace(['%', '_', '\\'], "")).collect();
    }
    let words: Vec<String> = key(&typed).split(' ').filter(|t| !t.is_empty()).map(str::to_owned).collect();
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let phone_like = typed.chars().all(|c| c.is_ascii_digit() || " .-+()/".contains(c));
    if phone_like && digits.len() >= 4 {
        return vec![national_digits(&digits)];
    }
    let joined: String = words.concat();
    if words.len() > 1 && crate::plate::looks_like_plate(&joined) { vec![joined] } else { words }
}

/// `+33 6…` and `0033 6…` are looked for as `06…`, the writing that `searchable` holds.
fn national_digits(digits: &str) -> String {
    let rest = digits.strip_prefix("0033").or_else(|| digits.strip_prefix("33").filter(|r| r.len() == 9));
    rest.map_or(digits.to_owned(), |r| format!("0{r}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_forget_accents_case_and_signs() {
        for (text, expected) in [("Élodie  D’Été-Noël", "elodie d ete noel"), ("Œuf & Cie", "oeuf cie"), ("  ", "")]
        {
            assert_eq!(key(text), expected);
        }
    }

    #[test]
    fn what_is_typed_becomes_patterns() {
        for (typed, expected) in [
            ("Dupont", vec!["%dupont%"]),
            ("du", vec!["% du%"]),
            ("marie DUPONT", vec!["%dupont%", "%marie%"]),
            ("06 12 34 56", vec!["%06123456%"]),
            ("+33 6 12 34 56 78", vec!["%0612345678%"]),
            ("aa 123 bb", vec!["%aa123bb%"]),
            ("AA-123-BB", vec!["%aa123bb%"]),
            ("Jean@Mail.fr", vec!["%jean@mail.fr%"]),
            ("100%_", vec!["%100%"]),
            ("  ", vec![]),
        ] {
            assert_eq!(patterns(typed), expected, "{typed}");
        }
    }

    #[test]
    fn letters_that_plates_never_have_become_digits() {
        assert_eq!(with_digits("ab-1O3-cd").as_deref(), Some("ab-103-cd"));
        assert_eq!(with_digits("VFI RJAOOO67").as_deref(), Some("VFI RJA00067"));
        assert_eq!(with_digits("dupont olivia"), None);
        assert_eq!(with_digits("AB-123-CD"), None);
    }

    #[test]
    fn lines_are_cleaned() {
        assert_eq!(line("  a\u{0} \t b\n"), "a b");
        assert_eq!(lines("a \r\n\r\n b"), "a\n\nb");
        assert_eq!(required(" ", 5), Err(Why::Missing));
        assert_eq!(required("abcdef", 5), Err(Why::TooLong));
    }
}
