//! Whether a note or a message shows an unhappy customer, and which words show it. Rules alone, in French: how well they do
//! is measured on sentences they were not written from (tests/moods).

#[cfg(test)]
mod measure;
mod words;

use crate::text;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    Fine,
    Unhappy,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub mood: Mood,
    /// The sentence that shows it, as written; of a fine text, nothing.
    pub shown: String,
}

/// None: nothing is said.
pub fn of(typed: &str) -> Option<Told> {
    if typed.trim().is_empty() {
        return None;
    }
    let sentences = sentences(typed);
    // What follows may take it back: « avait râlé, mais content maintenant ».
    let calmed = sentences.iter().rposition(|s| has(&plain(s), &words::CALMED));
    let angry = sentences.iter().enumerate().filter(|(at, s)| calmed.is_none_or(|calm| *at > calm) && is_angry(s));
    let told = angry.max_by_key(|(at, s)| (weight(&plain(s)), usize::MAX - at));
    Some(match told {
        Some((_, shown)) => Told { mood: Mood::Unhappy, shown: (*shown).to_owned() },
        None => Told { mood: Mood::Fine, shown: String::new() },
    })
}

/// Sentences as written, without the signs around them. « Mais » begins one: what stands before it seldom says the same.
fn sentences(typed: &str) -> Vec<&str> {
    let mut all = Vec::new();
    for part in typed.split(['.', '!', '?', ';', '\n', '…']) {
        let mut rest = part;
        while let Some(at) = rest.find(" mais ").filter(|at| *at > 0) {
            let (before, after) = rest.split_at(at);
            all.push(before.trim());
            rest = after.trim_start();
            if !rest.starts_with("mais ") {
                break;
            }
            let Some(next) = rest.get(5..).and_then(|r| r.find(" mais ")) else { break };
            let (before, after) = rest.split_at(next + 5);
            all.push(before.trim());
            rest = after;
        }
        all.push(rest.trim());
    }
    all.retain(|s| s.chars().any(char::is_alphanumeric));
    all
}

/// Words between single spaces, without accents, with the short writings of messages spelt out.
fn plain(sentence: &str) -> String {
    let mut plain = String::from(" ");
    for word in text::key(sentence).split(' ') {
        let spelt = words::SHORT.iter().find(|(short, _)| *short == word).map_or(word, |(_, spelt)| spelt);
        plain.push_str(spelt);
        plain.push(' ');
    }
    plain
}

fn has(plain: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| begins_in(plain, phrase))
}

/// Whether the phrase stands in the text from the beginning of a word on; `$` at its end asks for the end of a word.
fn begins_in(plain: &str, phrase: &str) -> bool {
    let (words, whole) = phrase.strip_suffix('$').map_or((phrase, false), |words| (words, true));
    let wanted = if whole { format!(" {words} ") } else { format!(" {words}") };
    plain.contains(&wanted)
}

fn is_angry(sentence: &str) -> bool {
    weight(&plain(sentence)) > 0
}

/// How clearly a sentence shows anger at the garage: 0 not at all.
fn weight(plain: &str) -> usize {
    if has(plain, &words::OF_OTHERS) && !has(plain, &words::OF_US) {
        return 0;
    }
    let mut left = plain.to_owned();
    for soothing in words::SOOTHING {
        left = left.replace(&format!(" {soothing}"), " · ");
    }
    let feelings = words::FEELINGS.iter().filter(|word| is_felt(&left, word)).count();
    let says = words::SAYINGS.iter().filter(|phrase| begins_in(&left, phrase)).count();
    let irony = has(&left, &words::PRAISE) && has(&left, &words::GRIEVANCES) && !has(&left, &words::CARED);
    let weak = words::HINTS.iter().filter(|phrase| begins_in(&left, phrase)).count();
    2 * (feelings + says) + usize::from(irony) * 2 + if weak >= 2 { 1 } else { 0 }
}

/// A feeling that no « pas » before it denies.
fn is_felt(plain: &str, word: &str) -> bool {
    let wanted = format!(" {word}");
    let mut from = 0;
    while let Some(at) = plain[from..].find(&wanted).map(|at| from + at) {
        let before: Vec<&str> = plain[..at].split(' ').rev().filter(|w| !w.is_empty()).take(3).collect();
        if !before.iter().any(|w| words::DENYING.contains(w)) {
            return true;
        }
        from = at + 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        of(text).unwrap().shown
    }

    #[test]
    fn the_sentence_that_shows_it_is_told() {
        assert_eq!(
            shown("Bonjour, merci du rappel. Je suis très déçu du délai ! À jeudi."),
            "Je suis très déçu du délai"
        );
        assert_eq!(shown("Bravo pour les 3 semaines d'attente !"), "Bravo pour les 3 semaines d'attente");
        assert_eq!(shown("jen ai marre"), "jen ai marre");
    }

    #[test]
    fn what_is_denied_or_said_of_others_is_fine() {
        for fine in [
            "Pas mécontent du tout",
            "Jamais déçu depuis 10 ans.",
            "Furieux contre son assurance, pas contre nous.",
            "L’ancien garage l’avait arnaqué, content de nous",
            "Avait râlé la dernière fois mais content maintenant",
            "Bruit inquiétant à l’avant, freins morts",
        ] {
            assert_eq!(of(fine).unwrap().mood, Mood::Fine, "{fine}");
        }
        assert_eq!(of(" \n"), None);
    }
}
