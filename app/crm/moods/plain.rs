//! The sentences of a text, and the words of a sentence as the rules read them.

use super::words;
use crate::text;

/// Sentences as written, without the signs around them. « Mais » begins one: what stands before it seldom says the
/// same.
pub fn sentences(typed: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut from = 0;
    for (at, sign) in typed.char_indices() {
        let after = at + sign.len_utf8();
        let ends = match sign {
            '!' | '?' | ';' | '\n' | '…' => true,
            '.' => ends_sentence(&typed[from..at], &typed[after..]),
            ' ' => typed[after..].get(..5).is_some_and(|next| next.eq_ignore_ascii_case("mais ")),
            _ => false,
        };
        if ends {
            all.push(typed[from..at].trim());
            from = after;
        }
    }
    all.push(typed[from..].trim());
    all.retain(|s| s.chars().any(char::is_alphanumeric));
    all
}

/// Not the full stop of « cl. », of « 2.5 » nor of an initial.
fn ends_sentence(before: &str, after: &str) -> bool {
    let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let number_goes_on =
        last.ends_with(|c: char| c.is_ascii_digit()) && after.starts_with(|c: char| c.is_ascii_digit());
    let begins_small = after.trim_start().starts_with(char::is_lowercase);
    let short = text::key(last);
    let is_short = words::is_in(&short, words::ABBREVIATED) || short.chars().count() == 1 && begins_small;
    !number_goes_on && !is_short
}

/// Words without accents, with the short writings of messages spelt out and a `,` where a clause ends.
pub fn words(sentence: &str) -> Vec<String> {
    let mut all = Vec::new();
    for clause in sentence.replace('€', " euros ").split([',', ':', '(', ')', '«', '»', '"', '–', '—']) {
        for word in text::key(clause).split_whitespace() {
            all.extend(words::spelt(word).split(' ').map(str::to_owned));
        }
        all.push(",".to_owned());
    }
    all
}

/// Signs that show temper and that words do not: they add to a grievance, and are none alone.
pub fn loudness(typed: &str) -> i32 {
    let letters = typed.chars().filter(|c| c.is_alphabetic()).count();
    let shouted = letters > 12 && typed.chars().filter(|c| c.is_uppercase()).count() * 10 > letters * 8;
    let insists = typed.contains("??") || typed.contains("!!") || typed.contains("?!") || typed.contains("!?");
    let grimaces = typed.contains(words::GRIMACES);
    2 * i32::from(shouted) + i32::from(insists) + 3 * i32::from(grimaces)
}
