//! Reads every field of the sheet: one engine call for each class of fields, two side by side.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Instant;

use image::GrayImage;

use crate::crops;
use crate::engine::{EngineError, Layout, Word};
use crate::line_reader::LineReader;
use crate::regions::Regions;
use crate::session::{Lines, Session};
use crate::shapes;
use crate::template::Slot;
use crate::work;

/// How many readings of the engine's one of ours is worth.
const OURS: f32 = 3.0;

const CODES: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-/";
const TEXT: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 '-./&ÉÈÊËÀÂÇÔÎÏÙÛÜ";
const NUMBERS: &str = "0123456789/";
const MIXED: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/*e ";
const MRZ: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<";

/// The lines of print, cut out of the sheet.
pub(crate) struct Strips {
    pub slots: BTreeMap<Slot, GrayImage>,
    /// Those found in the block of the address, and the middle of each on the sheet.
    pub address: Vec<(f64, GrayImage)>,
}

/// A value as the engine gave it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Read {
    pub text: String,
    pub confidence: f32,
    pub eye: Eye,
}

/// Who read it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Eye {
    #[default]
    Engine,
    /// `advice`: of a line in doubt.
    Adviser,
    /// `line_reader`.
    Ours,
    /// `shapes`: by the other letters of the card.
    Shape,
}

#[derive(Debug, Default)]
pub(crate) struct Reads {
    /// One reading of each slot, and more of those that matter, at other sizes and by another model.
    pub slots: BTreeMap<Slot, Vec<Read>>,
    /// The readings of each line of the address.
    pub address: Vec<Vec<Read>>,
}

impl Read {
    /// In votes. The engine reads a line several times, and errs each time in the same way.
    pub(crate) fn weight(&self) -> f32 {
        let voices = if self.eye == Eye::Ours { OURS } else { 1.0 };
        voices * (0.4 + 0.75 * self.confidence)
    }
}

/// What one picture of a line will become: the reading of a slot, or a line of the address.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Target {
    Slot(Slot),
    Address(usize),
}

struct Batch {
    lines: Lines,
    /// What each image is, and how much it was enlarged.
    targets: Vec<(Target, f64)>,
    images: Vec<GrayImage>,
}

impl Strips {
    pub(crate) fn cut(sheet: &GrayImage, regions: &Regions) -> Strips {
        let cut = |(slot, region): (&Slot, &_)| (*slot, crops::line(sheet, region));
        Strips { slots: regions.slots.iter().map(cut).collect(), address: crops::lines(sheet, &regions.address) }
    }
}

pub(crate) fn read(session: &Session, strips: &Strips) -> Result<Reads, EngineError> {
    let batches = batches(strips);
    let (next, results) = (Mutex::new(batches.iter().enumerate()), Mutex::new(BTreeMap::new()));
    // Two engines side by side: more would only wait for a core.
    let hand = || {
        while let Some((i, batch)) = next.lock().ok().and_then(|mut n| n.next()) {
            let words = batch.read(session);
            if let Ok(mut results) = results.lock() {
                results.insert(i, words);
            }
        }
    };
    let (ours, ()) = work::both(
        || {
            let ours = ours(session, strips, &batches);
            hand();
            ours
        },
        hand,
    );
    // Ours first: what is asked for one reading is asked of the better one.
    let mut reads = Reads::default();
    ours.into_iter().for_each(|(target, read)| reads.of(target).extend(read));
    for (i, words) in results.into_inner().unwrap_or_default() {
        for (&(target, enlarged), words) in batches[i].targets.iter().zip(words?) {
            let read = match target {
                Target::Slot(slot) => read_of(slot, &words, enlarged),
                Target::Address(_) => joined(&words),
            };
            reads.of(target).push(read);
        }
    }
    Ok(reads)
}

/// What our own reader says of the same lines, of the same letters.
fn ours(session: &Session, strips: &Strips, batches: &[Batch]) -> Vec<(Target, Option<Read>)> {
    let Some(reader) = LineReader::get() else { return Vec::new() };
    let begun = Instant::now();
    let strip = |target: &Target| match target {
        Target::Slot(slot) => strips.slots.get(slot),
        Target::Address(line) => strips.address.get(*line).map(|(_, strip)| strip),
    };
    let of = |batch: &Batch, target: &Target| strip(target).and_then(|s| reader.read(s, batch.lines.letters));
    let targets = batches.iter().flat_map(|batch| batch.targets.iter().map(move |(target, _)| (batch, target)));
    let reads = targets.map(|(batch, target)| (*target, of(batch, target))).collect();
    // The network has a thread of its own, for which this one only waits.
    session.count(begun.elapsed());
    reads
}

impl Reads {
    pub(crate) fn of(&mut self, target: Target) -> &mut Vec<Read> {
        match target {
            Target::Slot(slot) => self.slots.entry(slot).or_default(),
            Target::Address(line) => {
                self.address.resize_with(self.address.len().max(line + 1), Vec::new);
                &mut self.address[line]
            }
        }
    }
}

fn joined(words: &[Word]) -> Read {
    let text = words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ");
    let confidence = words.iter().map(|w| w.confidence).sum::<f32>() / words.len().max(1) as f32;
    Read { text, confidence, eye: Eye::Engine }
}

fn read_of(slot: Slot, words: &[Word], enlarged: f64) -> Read {
    let mut read = joined(words);
    if matches!(slot, Slot::Mrz1 | Slot::Mrz2) {
        read.text.retain(|c| !c.is_whitespace());
        read.text = without_doubles(&read.text, 44);
    }
    if matches!(slot, Slot::E | Slot::CouponVin | Slot::D2 | Slot::D21) {
        read.text.retain(|c| !c.is_whitespace());
        let (left, right) = words.iter().fold((u32::MAX, 0), |(l, r), w| (l.min(w.x), r.max(w.x + w.w)));
        let letters = shapes::letters_in(f64::from(right.saturating_sub(left)) / enlarged);
        read.text = without_doubles(&read.text, letters);
    }
    read
}

/// The engine sometimes gives both its readings of one letter ("5S"); the width tells how many letters there are.
fn without_doubles(text: &str, letters: usize) -> String {
    const DOUBLES: [&str; 24] = [
        "5S", "S5", "2Z", "Z2", "0O", "O0", "1I", "I1", "8B", "B8", "6G", "G6", "0D", "D0", "0Q", "Q0", "1T", "OQ",
        "MN", "1O", "JI", "IJ", "J1", "1J",
    ];
    let same = |pair: &[char]| DOUBLES.contains(&pair.iter().collect::<String>().as_str());
    let mut chars: Vec<char> = text.chars().collect();
    if chars.len() > letters + 2 {
        return text.to_string();
    }
    while chars.len() > letters {
        let Some(i) = chars.windows(2).position(same) else { break };
        // The J, or the digit of the two, or else the second: no other letter is ever half a J.
        let first = chars[i] == 'J' || (chars[i + 1] != 'J' && chars[i].is_ascii_digit());
        chars.remove(if first { i + 1 } else { i });
    }
    chars.into_iter().collect()
}

impl Batch {
    fn new(lines: Lines) -> Batch {
        Batch { lines, targets: Vec::new(), images: Vec::new() }
    }

    /// Capital letters are 24 pixels high on the sheet; the reader is at its best between 24 and 48.
    fn with(mut self, strips: &Strips, enlarged: f64, slots: &[Slot]) -> Batch {
        for (slot, strip) in slots.iter().filter_map(|slot| Some((slot, strips.slots.get(slot)?))) {
            self.targets.push((Target::Slot(*slot), enlarged));
            self.images.push(crops::framed(strip, enlarged));
        }
        self
    }

    fn with_address(mut self, strips: &Strips, enlarged: f64) -> Batch {
        for (i, (_, strip)) in strips.address.iter().enumerate() {
            self.targets.push((Target::Address(i), enlarged));
            self.images.push(crops::framed(strip, enlarged));
        }
        self
    }

    /// The engine drops very short lines now and then: those with ink and without words are read again, raw.
    fn read(&self, session: &Session) -> Result<Vec<Vec<Word>>, EngineError> {
        let mut words = session.lines(&self.images, self.lines)?;
        let dropped: Vec<usize> =
            (0..words.len()).filter(|&i| words[i].is_empty() && crops::has_ink(&self.images[i])).collect();
        if !dropped.is_empty() {
            let again: Vec<GrayImage> = dropped.iter().map(|&i| self.images[i].clone()).collect();
            let raw = Lines { layout: Layout::RawLine, dictionary: true, ..self.lines };
            for (i, found) in dropped.into_iter().zip(session.lines(&again, raw)?) {
                words[i] = found;
            }
        }
        Ok(words)
    }
}

/// The longest first, so that both hands finish together. The readings of a slot come in the order of its batches.
fn batches(strips: &Strips) -> Vec<Batch> {
    use Slot::*;
    let batch = |letters, dictionary| Batch::new(Lines { layout: Layout::Line, letters, dictionary });
    let text = [C1, GivenNames, Address1, Address2, Address3, D1, D3, CouponMake, CouponName, CouponGivenNames, C41];
    let codes = [A, D21, E, J, J1, J3, P3, CouponPlate, CouponFormule, CouponVin, D2];
    let numbers = [B, F1, F2, F3, G, G1, P1, P2, P6, S1, U1, V7, I, CouponDate, X1Date];
    vec![
        batch(TEXT, true).with(strips, 1.2, &text).with_address(strips, 1.2),
        batch(CODES, false).with(strips, 1.0, &codes),
        batch(NUMBERS, false).with(strips, 1.0, &numbers),
        // The characters of the zone are a quarter larger.
        batch(MRZ, false).with(strips, 1.0, &[Mrz1, Mrz2]),
        batch(MIXED, true).with(strips, 1.0, &[X1, K, V9]),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_read_twice_is_kept_once() {
        let cases = [
            ("V8YCLCHS5T4V", 11, "V8YCLCH5T4V"),
            ("5SKY", 3, "5KY"),
            ("0O0O", 2, "00"),
            ("5SKY", 4, "5SKY"),
            ("ABCD", 3, "ABCD"),
            ("5SKYXYZ", 3, "5SKYXYZ"),
            ("RNJI5KW", 6, "RNJ5KW"),
            ("RN1J5KW", 6, "RNJ5KW"),
        ];
        for (text, letters, kept) in cases {
            assert_eq!(without_doubles(text, letters), kept, "{text}");
        }
    }

    #[test]
    fn words_of_a_line_are_joined() {
        let word = |text: &str, confidence| Word { text: text.into(), x: 0, y: 0, w: 10, h: 10, confidence };
        let read = joined(&[word("LE", 0.9), word("GALL", 0.7)]);
        assert_eq!(read.text, "LE GALL");
        assert!((read.confidence - 0.8).abs() < 1e-6);
        assert_eq!(joined(&[]), Read::default());
    }
}
