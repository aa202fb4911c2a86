//! Whether a note or a message shows an unhappy customer, and which sentence shows it. Rules alone, in French: cues
//! are counted for and against in every sentence, and the text is unhappy when they come to enough. How well they do
//! is measured on sentences they were not written from (tests/moods).

mod fine;
#[cfg(test)]
mod measure;
mod money;
mod people;
mod phrase;
mod plain;
mod service;
mod threats;
mod words;

use phrase::Cue;

/// What the cues of a text must come to for it to be unhappy: one plain cue, or two or three hints.
const ENOUGH: i32 = 3;

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
    let sentences = plain::sentences(typed);
    let read: Vec<Reading> = sentences.iter().map(|s| read(&plain::words(s))).collect();
    // What follows may take it back: « avait râlé, mais content maintenant ».
    let from = read.iter().rposition(|r| r.calms).map_or(0, |at| at + 1);
    let worst = (from..read.len()).max_by_key(|at| (read[*at].score(), usize::MAX - at));
    let shown = worst.filter(|at| read[*at].against > 0 && total(&read[from..]) + plain::loudness(typed) >= ENOUGH);
    Some(match shown {
        Some(at) => Told { mood: Mood::Unhappy, shown: sentences[at].to_owned() },
        None => Told { mood: Mood::Fine, shown: String::new() },
    })
}

/// What the cues of one sentence come to.
struct Reading {
    /// Against the garage.
    against: i32,
    /// That all is well, or that it is about something else.
    well: i32,
    calms: bool,
}

impl Reading {
    fn score(&self) -> i32 {
        self.against - self.well
    }
}

/// The grievances of a text add up; a kind word takes away from its own sentence fully and from the others a little
/// only: a complaint is often wrapped in « bonjour, merci de… ».
fn total(read: &[Reading]) -> i32 {
    let against: i32 = read.iter().map(|r| r.score().max(0)).sum();
    let well: i32 = read.iter().map(|r| (-r.score()).max(0)).sum();
    against - well / 3
}

fn read(words: &[String]) -> Reading {
    let mut words = words.to_vec();
    let calms = fine::CALMED.are_in(&words);
    // They look like anger and are none: nothing else may be read in them.
    let soothed = fine::SOOTHING.blank(&mut words);
    let of_others = fine::OF_OTHERS.are_in(&words) && !fine::OF_US.are_in(&words);
    let against = if of_others { 0 } else { against(&words) };
    let asides = sum(&words, fine::ASIDES);
    let well = soothed + sum(&words, fine::CUES) + if against > ENOUGH { asides / 2 } else { asides };
    let ironic = against > 0 && people::MOCKING_PRAISE.are_in(&words);
    Reading { against: against + if ironic { 2 } else { 0 }, well: if ironic { soothed } else { well }, calms }
}

fn against(words: &[String]) -> i32 {
    [people::CUES, threats::CUES, service::CUES, money::CUES].iter().map(|cues| sum(words, cues)).sum()
}

/// A cue counts once a sentence: saying the same thing twice shows no more.
fn sum(words: &[String], cues: &[&Cue]) -> i32 {
    cues.iter().filter(|cue| cue.is_in(words)).map(|cue| cue.weight).sum()
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
