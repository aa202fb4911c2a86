//! Whatever is given to the decoder, to the search for a card and to the grammar, none may panic, and what they let through
//! is well formed.

use proptest::collection::vec;
use proptest::prelude::*;

use crate::engine::{Adviser, Answer, Ask, Doubt, Engine, EngineError, Word};
use crate::evidence::Evidence;
use crate::grammar::dates::Date;
use crate::grammar::{address, approval, check, cnit, formule, letters, mrz, plate, similar, vin};
use crate::picture::Picture;
use crate::template::{LABELS, SLOTS};
use crate::verdict;

/// What a reader gives: mostly what stands on cards, and sometimes anything.
fn read() -> impl Strategy<Value = String> {
    prop_oneof!["[A-Z0-9 /*<'-]{0,60}", "[A-Za-zÉÈÀÇŒ0-9 .,/*<&'\"]{0,30}", any::<String>()]
}

fn picture() -> Vec<u8> {
    let drawn = image::RgbImage::from_fn(48, 36, |x, y| image::Rgb([(x * y) as u8, (x * 5) as u8, y as u8]));
    crate::picture::to_jpeg(&drawn)
}

/// Gives the same words for every image, wherever they lie.
struct Babbles(Vec<Word>);

impl Engine for Babbles {
    fn words(&self, images: &[image::GrayImage], _: &Ask) -> Result<Answer, EngineError> {
        // One list too few: an engine of somebody else's may.
        let words = vec![self.0.clone(); images.len().saturating_sub(1).max(1)];
        Ok(Answer { words, cpu: std::time::Duration::ZERO })
    }
}

impl Adviser for Babbles {
    fn advise(&self, lines: &[Doubt]) -> Vec<Option<String>> {
        let said = self.0.iter().map(|word| Some(word.text.clone()));
        said.take(lines.len() + 1).collect()
    }
}

/// A word anywhere, also beyond the image: now and then one that every card has.
fn word() -> impl Strategy<Value = Word> {
    let label = (0..LABELS.len()).prop_map(|i| LABELS[i].0.to_owned());
    let places = [0u32..3000, 0u32..3000, 0u32..400, 0u32..80];
    (prop_oneof![read(), label], places, 0f32..=1.0).prop_map(|(text, [x, y, w, h], confidence)| Word {
        text,
        x,
        y,
        w,
        h,
        confidence,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_picture_with_any_words_is_read_or_refused(
        grain in any::<u32>(), side in 40u32..500, words in vec(word(), 0..80),
        labels in vec((0usize..LABELS.len(), 0u32..12), 0..41),
    ) {
        let shade = |x: u32, y: u32| (x.wrapping_mul(grain) ^ y.wrapping_mul(grain | 1)).wrapping_mul(2_654_435_761) >> 24;
        let drawn = image::RgbImage::from_fn(side, 2 * side, |x, y| image::Rgb([shade(x, y) as u8; 3]));
        // Some of the labels near their places, so that a card is found now and then.
        let near = labels.into_iter().map(|(i, off)| {
            let (name, x, y) = LABELS[i];
            let (x, y) = crate::template::mm(x, y);
            Word { text: name.into(), x: (x * 11.0) as u32 + 40 + off, y: (y * 11.0) as u32 + 30, w: 30, h: 20, confidence: 0.9 }
        });
        let babble = Babbles(words.into_iter().chain(near).collect());
        let picture = Picture::open(&crate::picture::to_jpeg(&drawn)).unwrap();
        let reading = crate::read_advised(&picture, &babble, Some(&babble)).unwrap();
        prop_assert_eq!(reading.fields.len(), crate::Code::ALL.len());
        prop_assert_eq!(reading.readable, reading.reason.is_none());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_opened_or_refused(start in 0usize..5, bytes in vec(any::<u8>(), 0..600)) {
        let starts: [&[u8]; 5] =
            [b"", b"\xFF\xD8\xFF\xE0", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", b"\0\0\0\x18ftypheic", b"GIF89a"];
        let _ = Picture::open(&[starts[start], &bytes].concat());
    }

    #[test]
    fn a_spoilt_picture_is_opened_or_refused(spoilt in vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut bytes = picture();
        for (at, byte) in spoilt {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(picture) = Picture::open(&bytes) {
            prop_assert!(picture.width() > 0 && picture.height() > 0);
        }
    }

    #[test]
    fn codes_are_well_formed_or_nothing(text in read(), width in 0usize..40) {
        if let Some(plate) = plate::shaped(&text) {
            prop_assert_eq!(plate.chars().count(), 7);
            plate::is_valid(&plate);
            plate::dashed(&plate);
        }
        let number = vin::shaped(&text);
        prop_assert!(number.len() <= vin::LENGTH && number.is_ascii());
        if let Some(form) = formule::shaped(&text) {
            prop_assert_eq!(form.len(), 11);
        }
        if let Some(found) = approval::approval(&text) {
            prop_assert!(found.starts_with('e') && found.matches('*').count() == 3);
        }
        approval::class(&text, width);
        cnit::with_its_beginning(&cnit::shaped(&text));
        prop_assert!(check::digit(&text).is_ascii_digit());
    }

    #[test]
    fn dates_are_days_or_nothing(text in read()) {
        for date in [Date::find(&text), Date::repaired(&text), Date::from_mrz(&text)].into_iter().flatten() {
            prop_assert_eq!(Date::find(&date.printed()), Some(date));
        }
    }

    #[test]
    fn texts_stay_texts(a in read(), b in read()) {
        prop_assert!(address::lines([a.as_str(), b.as_str()]).iter().all(|line| !line.is_empty()));
        address::is_town(&a);
        let tidy = letters::tidy(&a);
        prop_assert_eq!(letters::tidy(&tidy), tidy.clone());
        prop_assert!((0.0..=1.0).contains(&similar::ratio(&a, &b)));
    }

    #[test]
    fn zones_are_read_or_not(first in "[A-Z0-9<]{0,60}", second in read(), number in read()) {
        let zone = mrz::parse(&first, &second, &[number.as_str()]);
        for checked in [zone.plate, zone.vin, zone.formule].into_iter().flatten().filter(|c| c.holds) {
            prop_assert_eq!(check::digit(&checked.value), checked.digit);
        }
    }

    #[test]
    fn any_readings_have_a_verdict(read in vec((0usize..SLOTS.len(), [read(), read(), read()]), 0..40)) {
        let given: Vec<_> = read.iter().map(|(i, texts)| (SLOTS[*i].0, texts.each_ref().map(String::as_str))).collect();
        for (code, field) in verdict::fields(&Evidence::of_texts(&given)) {
            prop_assert!((0.0..=1.0).contains(&field.confidence), "{} {}", code, field.confidence);
            prop_assert!(!field.sure || field.value.is_some() && field.confidence >= 0.97, "{} {:?}", code, field);
        }
    }
}
