//! Names and other plain texts: of several readings, the one that most of them and the engine believe.

use crate::evidence::Evidence;
use crate::fields::{Eye, Read};
use crate::grammar::letters::{plain, tidy};
use crate::template::Slot;

/// A text, how far it is believed from 0 to 1, and how many readings say it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Text {
    pub text: String,
    pub confidence: f32,
    pub readings: usize,
    eyes: Vec<Eye>,
}

impl Text {
    /// Tesseract and our own reader say it, who do not err alike.
    pub fn by_both(&self) -> bool {
        [Eye::Engine, Eye::Ours].iter().all(|eye| self.eyes.contains(eye))
    }
}

pub(crate) fn of(evidence: &Evidence, slot: Slot) -> Text {
    best(evidence.all(slot).chain(&evidence.read_by_shape(evidence.strip(slot))))
}

/// The text with the most confidence of all the readings that have it, accents apart; the first of those is shown.
pub(crate) fn best<'a>(reads: impl Iterator<Item = &'a Read>) -> Text {
    let mut groups: Vec<(Text, f32)> = Vec::new();
    for read in reads {
        let text = tidy(&read.text);
        if text.is_empty() {
            continue;
        }
        let weight = read.confidence + 0.05;
        match groups.iter_mut().find(|(group, _)| compared(&group.text) == compared(&text)) {
            Some((group, sum)) => {
                *sum += weight;
                group.readings += 1;
                group.eyes.push(read.eye);
                group.confidence = group.confidence.max(read.confidence);
            }
            None => {
                let first = Text { text, confidence: read.confidence, readings: 1, eyes: vec![read.eye] };
                groups.push((first, weight));
            }
        }
    }
    // The first of equals.
    groups
        .into_iter()
        .reduce(|best, next| if next.1 > best.1 { next } else { best })
        .map(|(text, _)| text)
        .unwrap_or_default()
}

fn compared(text: &str) -> String {
    plain(text).trim_end_matches('.').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_believed_most_is_taken() {
        let read = |text: &str, confidence| Read { text: text.into(), confidence, eye: Eye::Engine };
        let reads = [read("LERIE", 0.6), read("SERIE 3", 0.4), read(" SÉRIE 3.", 0.5)];
        let found = best(reads.iter());
        assert_eq!((found.text.as_str(), found.confidence, found.readings), ("SERIE 3", 0.5, 2));
        assert!(!found.by_both());
        let ours = Read { eye: Eye::Ours, ..read("SERIE 3", 0.7) };
        assert!(best(reads.iter().chain([&ours])).by_both());
        assert_eq!(best([].iter()), Text::default());
    }
}
