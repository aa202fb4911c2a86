//! Everything that was read of one card, by slot: what the verdict is drawn from.

use std::collections::BTreeMap;

use image::GrayImage;

use crate::ballot::{Ballot, LOOK_ALIKES};
use crate::code::Code;
use crate::fields::{Eye, Read, Reads, Strips, Target};
use crate::grammar::mrz::{self, Mrz};
use crate::grammar::vin;
use crate::place::{Placed, PlacedWord};
use crate::shapes::{self, Alphabet};
use crate::sheet::PX_PER_MM;
use crate::template::{MARGIN_MM, SLOTS, Slot, mm};
use crate::trusted;

pub(crate) struct Evidence {
    /// From the look at the whole page.
    page: BTreeMap<Slot, Read>,
    reads: Reads,
    strips: Strips,
    alphabet: Alphabet,
    pub mrz: Mrz,
}

impl Evidence {
    pub(crate) fn new(placed: &Placed, reads: Reads, strips: Strips) -> Evidence {
        let page = words_by_slot(&placed.words);
        let mut evidence = Evidence { page, reads, strips, alphabet: Alphabet::default(), mrz: Mrz::default() };
        evidence.add_page_to_address(&placed.words);
        evidence.prepared()
    }

    fn add_page_to_address(&mut self, words: &[PlacedWord]) {
        let (left, right) = (mm(83.0, 0.0).0 - 2.0, mm(735.0, 0.0).0);
        for ((middle, _), reads) in self.strips.address.iter().zip(&mut self.reads.address) {
            let y = middle / PX_PER_MM - MARGIN_MM.1;
            let on_line = |w: &&PlacedWord| (w.at.1 - y).abs() < 1.8 && (left..right).contains(&w.at.0);
            let found: Vec<&PlacedWord> = words.iter().filter(on_line).collect();
            if !found.is_empty() {
                reads.push(in_order(found));
            }
        }
    }

    fn prepared(mut self) -> Evidence {
        self.mrz = self.read_mrz();
        let mut alphabet = Alphabet::default();
        for (slot, text) in trusted::texts(&self) {
            if let Some(strip) = self.strips.slots.get(&slot) {
                alphabet.learn(strip, &text);
            }
        }
        self.alphabet = alphabet;
        self.learn_new_letters();
        self
    }

    /// Rare letters may only stand in the codes.
    fn learn_new_letters(&mut self) {
        for slot in [Slot::E, Slot::CouponVin, Slot::D21, Slot::D2, Slot::A, Slot::CouponPlate] {
            let Some(strip) = self.strips.slots.get(&slot) else { continue };
            let width = shapes::width(strip);
            let readings = self.texts(slot).map(|text| text.chars().collect::<Vec<char>>());
            let readings: Vec<Vec<char>> = readings.filter(|read| read.len() == width).collect();
            self.alphabet.learn_new(strip, &readings);
        }
    }

    pub(crate) fn page(&self, slot: Slot) -> &str {
        self.page.get(&slot).map_or("", |r| r.text.as_str())
    }

    pub(crate) fn first(&self, slot: Slot) -> &str {
        self.of(slot).first().map_or("", |r| r.text.as_str())
    }

    /// The readings of each line of the address, the page's last, and how it looks.
    pub(crate) fn address(&self) -> impl Iterator<Item = (&[Read], Option<&GrayImage>)> {
        let strips = self.strips.address.iter().map(|(_, strip)| Some(strip)).chain(std::iter::repeat(None));
        self.reads.address.iter().map(Vec::as_slice).zip(strips)
    }

    pub(crate) fn strip(&self, slot: Slot) -> Option<&GrayImage> {
        self.strips.slots.get(&slot)
    }

    /// The lines a field was read from.
    pub(crate) fn lines_of(&self, code: Code) -> Vec<(Target, &GrayImage)> {
        if code == Code::C3 {
            return self.strips.address.iter().enumerate().map(|(i, (_, line))| (Target::Address(i), line)).collect();
        }
        let slot = Slot::of(code);
        slot.and_then(|slot| Some((Target::Slot(slot), self.strip(slot)?))).into_iter().collect()
    }

    pub(crate) fn add(&mut self, target: Target, read: Read) {
        self.reads.of(target).push(read);
    }

    /// A line with each of its letters replaced by the one whose shape it has, where that is plain: any digit for a
    /// digit, and those that are taken for one another.
    pub(crate) fn corrected_by_shape(&self, text: &str, strip: Option<&GrayImage>) -> String {
        let count = text.chars().count();
        let fitting = strip.filter(|strip| shapes::width(strip) == count);
        let Some(likenesses) = fitting.and_then(|strip| self.alphabet.likenesses(strip, count)) else {
            return text.to_string();
        };
        text.chars().zip(&likenesses).map(|(letter, known)| plainly(letter, known)).collect()
    }

    /// What the shapes of a line say, as one more reading.
    pub(crate) fn read_by_shape(&self, strip: Option<&GrayImage>) -> Option<Read> {
        let text = self.alphabet.read(strip?)?;
        let known = text.chars().filter(|c| *c != '?').count();
        // Half known, it would only be in the way.
        (known > 0 && known == text.len()).then_some(Read { text, confidence: 0.9, eye: Eye::Shape })
    }

    /// Of the first reading of a slot.
    pub(crate) fn confidence(&self, slot: Slot) -> f32 {
        self.of(slot).first().map_or(0.0, |r| r.confidence)
    }

    /// All that was read of a slot, the page last.
    pub(crate) fn all(&self, slot: Slot) -> impl Iterator<Item = &Read> {
        self.of(slot).iter().chain(self.page.get(&slot))
    }

    /// The texts of `all`.
    pub(crate) fn texts(&self, slot: Slot) -> impl Iterator<Item = &str> {
        self.all(slot).map(|read| read.text.as_str())
    }

    /// The votes on a value of so many letters: the readings, as `shaped` makes them, by how sure the engine was, and
    /// the shapes of the letters, as far as `name` lets them stand at their place.
    pub(crate) fn ballot(
        &self,
        slot: Slot,
        length: usize,
        shaped: impl Fn(&str) -> String,
        name: impl Fn(usize, char) -> Option<char>,
    ) -> Ballot {
        let mut ballot = Ballot::new(length);
        for read in self.all(slot) {
            let (text, weight) = (shaped(&read.text), read.weight());
            ballot.add_letters(&text, |i, letter| match letter {
                // Where no I can stand it was a 1, or a J of which the hook was lost.
                'I' if name(i, 'I') != Some('I') => vec![('1', 0.6 * weight), ('J', 0.4 * weight)],
                letter => vec![(letter, weight)],
            });
        }
        // A line of which every letter plainly is one of those known needs no reader.
        const PLAINLY_SEEN: f32 = 2.5;
        if let Some(seen) = self.read_by_shape(self.strip(slot)) {
            ballot.add(&shaped(&seen.text), PLAINLY_SEEN);
        }
        if let Some(likenesses) = self.likenesses(slot, length) {
            ballot.add_shapes(&likenesses, name);
        }
        ballot
    }

    /// How alike the letters of a print are to those known. The dashes of a plate do not count.
    fn likenesses(&self, slot: Slot, length: usize) -> Option<Vec<BTreeMap<char, f32>>> {
        let strip = self.strip(slot)?;
        if !matches!(slot, Slot::A | Slot::CouponPlate) {
            return self.alphabet.likenesses(strip, length);
        }
        let all = self.alphabet.likenesses(strip, length + 2)?;
        Some(all.into_iter().enumerate().filter(|(i, _)| *i != 2 && *i != 6).map(|(_, l)| l).collect())
    }

    /// How many letters the print of a slot has, by its width.
    pub(crate) fn width(&self, slot: Slot) -> usize {
        self.strip(slot).map_or(0, shapes::width)
    }

    fn of(&self, slot: Slot) -> &[Read] {
        self.reads.slots.get(&slot).map_or(&[], Vec::as_slice)
    }

    fn read_mrz(&self) -> Mrz {
        let vins: Vec<String> =
            [Slot::E, Slot::CouponVin].into_iter().flat_map(|s| self.texts(s)).map(vin::shaped).collect();
        let vins: Vec<&str> = vins.iter().map(String::as_str).collect();
        let firsts: Vec<String> = self.texts(Slot::Mrz1).map(|t| t.replace(' ', "")).collect();
        let seconds: Vec<String> = self.texts(Slot::Mrz2).map(|t| t.replace(' ', "")).collect();
        let line = |lines: &[String], i: usize| lines.get(i).cloned().unwrap_or_default();
        let readings =
            (0..firsts.len().max(seconds.len())).map(|i| mrz::parse(&line(&firsts, i), &line(&seconds, i), &vins));
        readings.reduce(Mrz::or).unwrap_or_default()
    }
}

/// A letter is never made a digit: a word would lose more than a number gains.
fn plainly(letter: char, known: &BTreeMap<char, f32>) -> char {
    let Some(own) = known.get(&letter) else { return letter };
    let of = |c: char| known.get(&c).copied().unwrap_or(0.0);
    let rivals = known.keys().copied().filter(|c| {
        let both_digits = letter.is_ascii_digit() && c.is_ascii_digit();
        both_digits
            || (!c.is_ascii_digit() && LOOK_ALIKES.iter().any(|pair| pair.contains(&letter) && pair.contains(c)))
    });
    let best = rivals.max_by(|a, b| of(*a).total_cmp(&of(*b)));
    best.filter(|best| of(*best) > 0.9 && of(*best) > own + 0.04).unwrap_or(letter)
}

/// The page's words that begin on the line of a slot and within it, from left to right.
fn words_by_slot(words: &[PlacedWord]) -> BTreeMap<Slot, Read> {
    let mut by_slot: BTreeMap<Slot, Vec<&PlacedWord>> = BTreeMap::new();
    for word in words {
        if let Some(slot) = slot_of(word) {
            by_slot.entry(slot).or_default().push(word);
        }
    }
    by_slot.into_iter().map(|(slot, words)| (slot, in_order(words))).collect()
}

/// The words of a line, from left to right.
fn in_order(mut words: Vec<&PlacedWord>) -> Read {
    words.sort_by(|a, b| a.at.0.total_cmp(&b.at.0));
    let text = words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ");
    Read {
        text,
        confidence: words.iter().map(|w| w.confidence).sum::<f32>() / words.len().max(1) as f32,
        eye: Eye::Engine,
    }
}

fn slot_of(word: &PlacedWord) -> Option<Slot> {
    let near = SLOTS.iter().filter_map(|&(slot, left, y, right)| {
        let (start, end) = (mm(left, y), mm(right, y));
        let off = (word.at.1 - start.1).abs();
        (off < 2.0 && word.at.0 >= start.0 - 2.0 && word.at.0 <= end.0).then_some((slot, off))
    });
    near.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(slot, _)| slot)
}

#[cfg(test)]
impl Evidence {
    pub(crate) fn with_strip(mut self, slot: Slot, strip: GrayImage) -> Evidence {
        self.strips.slots.insert(slot, strip);
        self
    }

    /// What tests say was read: by Tesseract, by our own reader, and by Tesseract on the page.
    pub(crate) fn of_texts(read: &[(Slot, [&str; 3])]) -> Evidence {
        let given =
            |text: &str, eye| Some(Read { text: text.into(), confidence: 0.9, eye }).filter(|r| !r.text.is_empty());
        let both = |a: &str, b: &str| [given(a, Eye::Engine), given(b, Eye::Ours)].into_iter().flatten().collect();
        let slots = read.iter().map(|(slot, [a, b, _])| (*slot, both(a, b)));
        let page = read.iter().filter_map(|(slot, [_, _, page])| Some((*slot, given(page, Eye::Engine)?)));
        let reads = Reads { slots: slots.collect(), address: Vec::new() };
        let strips = Strips { slots: BTreeMap::new(), address: Vec::new() };
        Evidence { page: page.collect(), reads, strips, alphabet: Alphabet::default(), mrz: Mrz::default() }.prepared()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_go_to_the_slot_they_begin_in() {
        let word = |text: &str, x: f64, y: f64| PlacedWord { text: text.into(), confidence: 0.8, at: mm(x, y) };
        let words = [
            word("GALL", 120.0, 112.0),
            word("LE", 84.0, 109.0),
            word("05/03/2019", 266.0, 88.0),
            word("nowhere", 700.0, 1000.0),
        ];
        let found = words_by_slot(&words);
        assert_eq!(found.len(), 2);
        assert_eq!((found[&Slot::C1].text.as_str(), found[&Slot::B].text.as_str()), ("LE GALL", "05/03/2019"));
    }
}
