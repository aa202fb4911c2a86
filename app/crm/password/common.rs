//! Passwords that everybody chooses. The policy of twelve characters of four kinds lets `Motdepasse2026!` through, and
//! it is among the first that are tried: what counts is the word that is left when the ornaments are taken off.
//!
//! `common.txt` holds the cores of 49,000 leaked passwords, French first names and the commonest French words, from
//! zxcvbn-ts (MIT, LICENSE-zxcvbn-ts; docs/decisions.md): without capitals and accents, sorted.

use std::{collections::HashSet, sync::LazyLock};

use crate::text::key;

static KNOWN: LazyLock<HashSet<&'static str>> = LazyLock::new(|| include_str!("common.txt").lines().collect());

/// Rows of keys as they lie, French and English, and what one counts by.
const WALKS: [&str; 5] = [
    "azertyuiopqsdfghjklmwxcvbn",
    "qwertyuiopasdfghjklzxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "12345678901234567890",
    "09876543210987654321",
];

/// One known word, however decorated or repeated; a run of keys; few characters over and over.
pub fn is_common(password: &str) -> bool {
    let plain = plain(password);
    let ends = |c: char| !c.is_ascii_alphanumeric();
    KNOWN.contains(plain.trim_matches(ends))
        || is_few(&plain)
        || is_one_known(words(&plain))
        || is_one_known(disguised(&plain))
}

/// Lower case, without accents, signs kept.
fn plain(password: &str) -> String {
    password.chars().map(|c| if c.is_alphanumeric() { key(&c.to_string()) } else { c.to_string() }).collect()
}

/// What hardly varies, or counts: `Aa1!Aa1!Aa1!`, `Aa123456789!`.
fn is_few(plain: &str) -> bool {
    let different: HashSet<char> = plain.chars().collect();
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    let letters = plain.chars().filter(char::is_ascii_alphabetic).count();
    different.len() < 6 || (letters < 4 && digits.len() > 3 && WALKS.iter().any(|walk| walk.contains(&digits)))
}

/// Runs of letters: `soleil-2026!` is `soleil`.
fn words(plain: &str) -> Vec<String> {
    plain.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() >= 3).map(str::to_owned).collect()
}

/// The same where digits and signs stand for letters: `m0tdep@sse-2026` is `motdepasse`.
fn disguised(plain: &str) -> Vec<String> {
    let parts = plain.split(|c: char| c.is_whitespace() || "-_.,;:/+*#=?&()".contains(c));
    let cores = parts.map(|part| part.trim_matches(|c: char| !c.is_alphabetic() && c != '@' && c != '$'));
    cores.flat_map(|core| words(&core.chars().map(meant).collect::<String>())).collect()
}

fn meant(c: char) -> char {
    match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' | '€' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        c => c,
    }
}

/// Of the words that are long enough to count there is one, and everybody knows it.
fn is_one_known(mut words: Vec<String>) -> bool {
    words.sort();
    words.dedup();
    matches!(&words[..], [one] if KNOWN.contains(one.as_str()) || is_walk(one) || is_twice_known(one))
}

fn is_walk(word: &str) -> bool {
    let back: String = word.chars().rev().collect();
    word.len() >= 4 && WALKS.iter().any(|walk| walk.contains(word) || walk.contains(&back))
}

/// `azertyazerty`.
fn is_twice_known(word: &str) -> bool {
    let half = word.split_at_checked(word.len() / 2);
    half.is_some_and(|(a, b)| a == b && (KNOWN.contains(a) || is_walk(a)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_chooses_is_known_in_any_dress() {
        for known in [
            "Motdepasse2026!",
            "M0tdep@sse2026!",
            "P@ssw0rd12345",
            "Azertyuiop123!",
            "AzertyAzerty1!",
            "Azerty-Azerty-1",
            "Qwertyuiop12!",
            "Marseille13!!",
            "2024!Bonjour!2024",
            "Sébastien-1984",
            "Soleil**Soleil1",
            "1Q2w3e4r5t6y!",
            "Aa1!Aa1!Aa1!",
            "Aa123456789!",
            "Abcdefghijk1!",
            "Poiuytreza12!",
        ] {
            assert!(is_common(known), "{known}");
        }
    }

    #[test]
    fn what_one_makes_up_is_not() {
        for own in [
            "Clef-de-12-plate",
            "Une-autre-clef-15",
            "Vidange!2026ok",
            "Soleil-et-rouille-12",
            "kT7#vQ2!mZ9p",
            "Xy!8402759136",
            "Trois.Bougies.Grillées.2",
        ] {
            assert!(!is_common(own), "{own}");
        }
    }

    #[test]
    fn the_list_is_clean() {
        let lines: Vec<&str> = include_str!("common.txt").lines().collect();
        assert!(lines.len() > 40_000 && lines.is_sorted());
        assert!(lines.iter().all(|line| line.len() >= 4 && plain(line) == **line));
    }
}
