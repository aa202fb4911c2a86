//! Whatever is given to the decoder and to the grammar, neither may panic, and what they let through is well formed.

use proptest::collection::vec;
use proptest::prelude::*;

use crate::grammar::dates::Date;
use crate::grammar::{address, approval, check, cnit, formule, letters, mrz, plate, similar, vin};
use crate::picture::Picture;

/// What a reader gives: mostly what stands on cards, and sometimes anything.
fn read() -> impl Strategy<Value = String> {
    prop_oneof!["[A-Z0-9 /*<'-]{0,60}", "[A-Za-zÉÈÀÇŒ0-9 .,/*<&'\"]{0,30}", any::<String>()]
}

fn picture() -> Vec<u8> {
    let drawn = image::RgbImage::from_fn(48, 36, |x, y| image::Rgb([(x * y) as u8, (x * 5) as u8, y as u8]));
    crate::picture::to_jpeg(&drawn)
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
}
