//! The lines whose text is known well enough to learn the shape of letters from: those on which two readings agree and
//! which are of letters only or digits only as print goes (names, dates, numbers), never the codes, where 5 and S are
//! taken for one another by all readings alike, unless a check digit holds.

use crate::evidence::Evidence;
use crate::grammar::dates::Date;
use crate::grammar::letters::{digits, plain};
use crate::grammar::similar::ratio;
use crate::grammar::{lists, plate};
use crate::template::Slot;

pub(crate) fn texts(evidence: &Evidence) -> Vec<(Slot, String)> {
    let mut texts = Vec::new();
    texts
        .extend([Slot::B, Slot::I, Slot::CouponDate, Slot::X1Date].into_iter().filter_map(|slot| date(evidence, slot)));
    texts.extend(inspection(evidence));
    texts.extend(NUMBERS.into_iter().filter_map(|slot| number(evidence, slot)));
    texts.extend(NAMES.into_iter().filter_map(|slot| name(evidence, slot)));
    texts.extend(owner(evidence));
    texts.extend(plates(evidence));
    texts.extend(vins(evidence));
    texts
}

const NUMBERS: [Slot; 11] =
    [Slot::F1, Slot::F2, Slot::F3, Slot::G, Slot::G1, Slot::P1, Slot::P2, Slot::P6, Slot::S1, Slot::U1, Slot::V7];

const NAMES: [Slot; 10] = [
    Slot::C1,
    Slot::GivenNames,
    Slot::Address1,
    Slot::Address2,
    Slot::Address3,
    Slot::D1,
    Slot::CouponMake,
    Slot::CouponName,
    Slot::CouponGivenNames,
    Slot::C41,
];

/// As printed, when two readings have the same date and the first is nothing else.
fn date(evidence: &Evidence, slot: Slot) -> Option<(Slot, String)> {
    let first = evidence.first(slot);
    let found = Date::find(first)?;
    let agreeing = evidence.texts(slot).filter(|text| Date::find(text) == Some(found)).count();
    (agreeing >= 2 && first == found.printed()).then(|| (slot, first.to_string()))
}

/// The words before the date are always the same.
fn inspection(evidence: &Evidence) -> Option<(Slot, String)> {
    let words = |text: &&str| text.starts_with("VISITE AVANT LE ");
    evidence.texts(Slot::X1).find(words).filter(|text| text.len() == 26).map(|text| (Slot::X1, text.to_string()))
}

fn number(evidence: &Evidence, slot: Slot) -> Option<(Slot, String)> {
    let first = evidence.first(slot);
    let is_number = !first.is_empty() && first == digits(first);
    let agreeing = evidence.texts(slot).filter(|text| *text == first).count();
    (is_number && agreeing >= 2).then(|| (slot, first.to_string()))
}

/// Two readings agree, to the blank.
fn name(evidence: &Evidence, slot: Slot) -> Option<(Slot, String)> {
    let first = evidence.first(slot);
    let agreeing = evidence.texts(slot).filter(|text| *text == first).count();
    let known = slot == Slot::D1 && lists::makes().any(|make| make == first);
    (first.len() >= 3 && (agreeing >= 2 || known)).then(|| (slot, plain(first)))
}

/// One of two sentences, which are known letter by letter.
fn owner(evidence: &Evidence) -> Option<(Slot, String)> {
    let read = plain(evidence.page(Slot::C4a));
    let sentences = ["EST LE PROPRIETAIRE DU VEHICULE", "N'EST PAS LE PROPRIETAIRE DU VEHICULE"];
    let sentence = sentences.into_iter().find(|s| ratio(&read, s) > 0.9 && read.len().abs_diff(s.len()) < 3)?;
    (evidence.width(Slot::C4a) == sentence.len()).then(|| (Slot::C4a, sentence.to_string()))
}

/// Those which the check digit of the machine-readable zone confirms.
fn plates(evidence: &Evidence) -> Vec<(Slot, String)> {
    let zone = evidence.mrz.plate.as_ref().filter(|p| p.holds).map(|p| plate::dashed(&p.value));
    let read = |slot: &Slot| evidence.texts(*slot).find(|text| Some(*text) == zone.as_deref());
    [Slot::A, Slot::CouponPlate].iter().filter_map(|slot| Some((*slot, read(slot)?.to_string()))).collect()
}

/// So are VINs.
fn vins(evidence: &Evidence) -> Vec<(Slot, String)> {
    let zone = evidence.mrz.vin.as_ref().filter(|v| v.holds).map(|v| v.value.clone());
    let read = |slot: &Slot| evidence.texts(*slot).find(|text| Some(*text) == zone.as_deref());
    [Slot::E, Slot::CouponVin].iter().filter_map(|slot| Some((*slot, read(slot)?.to_string()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_agrees_is_trusted() {
        let read = [
            (Slot::B, ["05/03/2019", "", "05/03/2019"]),
            (Slot::I, ["05/03/2019", "", "06/03/2019"]),
            (Slot::G1, ["1336", "", "1336"]),
            (Slot::P2, ["115", "", ""]),
            (Slot::C1, ["LEFÈVRE", "", "LEFÈVRE"]),
            (Slot::D1, ["RENAULT", "", ""]),
            (Slot::A, ["AA-123-BB", "", ""]),
            (Slot::CouponPlate, ["AA-128-BB", "", ""]),
            (Slot::CouponVin, ["VF1RJA00067123455", "", "VF1RJA00067123455"]),
            (Slot::Mrz1, ["CRFRAAA123BB2VF1RJA0006712345631903153VP<<<<", "", ""]),
        ];
        let texts = texts(&Evidence::of_texts(&read));
        let slots: Vec<(Slot, &str)> = texts.iter().map(|(slot, text)| (*slot, text.as_str())).collect();
        let plate = [(Slot::A, "AA-123-BB")];
        let trusted = [(Slot::B, "05/03/2019"), (Slot::G1, "1336"), (Slot::C1, "LEFEVRE"), (Slot::D1, "RENAULT")];
        assert_eq!(slots, [trusted.as_slice(), &plate].concat());
    }
}
