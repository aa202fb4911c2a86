//! Phrases looked for in the words of a sentence, in a small writing of their own, so that one line stands for
//! many turns:
//! `vous|on m avait|aviez dit|promis`. A word is whole unless `*` ends it (`decu*` is « déçue » too), `|` is « or »,
//! `?` before a word lets it be left out, `_` is up to three words, `@` names a class of words (`words::is_of`).

use std::sync::OnceLock;

use super::words;

/// Phrases parted by ` / `, taken apart the first time they are looked for.
pub struct Phrases {
    written: &'static str,
    parsed: OnceLock<Vec<Vec<Part>>>,
}

/// A family of turns that show the same thing.
pub struct Cue {
    /// How much it shows, `moods::ENOUGH` alone being enough.
    pub weight: i32,
    /// Whether a « pas » before it takes it away: it does from « déçu », not from « personne ne répond ».
    pub deniable: bool,
    pub phrases: Phrases,
}

impl Cue {
    pub fn is_in(&self, words: &[String]) -> bool {
        self.phrases.all().iter().any(|parts| {
            (0..words.len()).any(|at| length(parts, &words[at..]).is_some() && !(self.deniable && is_denied(words, at)))
        })
    }
}

/// What stands for one word, or for some.
enum Part {
    /// Up to three words.
    Gap,
    Word {
        optional: bool,
        choices: Vec<Choice>,
    },
}

enum Choice {
    Class(&'static str),
    Beginning(&'static str),
    Whole(&'static str),
}

impl Part {
    fn parse(written: &'static str) -> Part {
        if written == "_" {
            return Part::Gap;
        }
        let (optional, written) = written.strip_prefix('?').map_or((false, written), |rest| (true, rest));
        let choice = |one: &'static str| match (one.strip_prefix('@'), one.strip_suffix('*')) {
            (Some(class), _) => Choice::Class(class),
            (None, Some(beginning)) => Choice::Beginning(beginning),
            (None, None) => Choice::Whole(one),
        };
        Part::Word { optional, choices: written.split('|').map(choice).collect() }
    }
}

impl Choice {
    fn fits(&self, word: &str) -> bool {
        match self {
            Choice::Class(class) => words::is_of(class, word),
            Choice::Beginning(beginning) => word.starts_with(beginning),
            Choice::Whole(whole) => word == *whole,
        }
    }
}

impl Phrases {
    pub const fn new(written: &'static str) -> Phrases {
        Phrases { written, parsed: OnceLock::new() }
    }

    fn all(&self) -> &[Vec<Part>] {
        self.parsed.get_or_init(|| {
            let phrase = |written: &'static str| written.split_whitespace().map(Part::parse).collect::<Vec<Part>>();
            self.written.split('/').map(phrase).filter(|parts| !parts.is_empty()).collect()
        })
    }

    pub fn are_in(&self, words: &[String]) -> bool {
        self.all().iter().any(|parts| find(words, parts).is_some())
    }

    /// Makes them unreadable to whatever looks next, and tells how many there were.
    pub fn blank(&self, words: &mut [String]) -> i32 {
        let mut count = 0;
        for parts in self.all() {
            while let Some((at, length)) = find(words, parts).filter(|(_, length)| *length > 0) {
                words[at..at + length].fill("·".to_owned());
                count += 1;
            }
        }
        count
    }
}

fn find(words: &[String], parts: &[Part]) -> Option<(usize, usize)> {
    (0..words.len()).find_map(|at| length(parts, &words[at..]).map(|length| (at, length)))
}

/// How many words the phrase takes at the beginning of these, if it stands there.
fn length(parts: &[Part], words: &[String]) -> Option<usize> {
    let Some((part, rest)) = parts.split_first() else { return Some(0) };
    match part {
        Part::Gap => {
            let reach = words.iter().take(3).take_while(|w| *w != ",").count();
            (0..=reach).find_map(|skipped| Some(skipped + length(rest, &words[skipped..])?))
        }
        Part::Word { optional, choices } => {
            let with = words.split_first().filter(|(word, _)| choices.iter().any(|c| c.fits(word)));
            let taken = with.and_then(|(_, after)| Some(1 + length(rest, after)?));
            taken.or_else(|| if *optional { length(rest, words) } else { None })
        }
    }
}

/// Whether one of the three words before, in the same clause, says « pas ».
fn is_denied(words: &[String], at: usize) -> bool {
    let before = words[..at].iter().rev().take(3).take_while(|w| !matches!(w.as_str(), "," | "mais" | "et" | "que"));
    before.into_iter().any(|w| words::is_in(w, words::DENYING))
}
