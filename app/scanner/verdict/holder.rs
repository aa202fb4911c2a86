//! The holder: surname or company and given names, also on the coupon; the address, printed once.

use image::GrayImage;

use super::texts::{self, Text};
use super::{believed, field};
use crate::evidence::Evidence;
use crate::fields::Read;
use crate::grammar::letters::plain;
use crate::grammar::towns::{self, Town};
use crate::grammar::{address, letters};
use crate::reading::{Field, Value};
use crate::template::Slot;

pub(crate) fn name(evidence: &Evidence) -> Field {
    let (card, coupon) = (texts::of(evidence, Slot::C1), texts::of(evidence, Slot::CouponName));
    seen_twice(card, coupon, 2)
}

/// A company has none, and then nothing but specks is read there.
pub(crate) fn given_names(evidence: &Evidence) -> Field {
    let (card, coupon) = (texts::of(evidence, Slot::GivenNames), texts::of(evidence, Slot::CouponGivenNames));
    if card.text.chars().count() < 2 || card.confidence <= 0.35 {
        return Field::default();
    }
    seen_twice(card, coupon, 2)
}

/// Sure if card and coupon say the same, and both readers of one of them: alone, one would misread the same letters in the
/// same way twice. If they do not, the coupon is only heard when it is far better read.
fn seen_twice(card: Text, coupon: Text, at_least: usize) -> Field {
    let sure = card.text.chars().count() >= at_least && plain(&card.text) == plain(&coupon.text);
    let sure = sure && (card.by_both() || coupon.by_both());
    let merit = |t: &Text| t.confidence + 0.1 * t.readings as f32;
    let best = if card.text.is_empty() || merit(&coupon) > merit(&card) + 0.15 { coupon } else { card };
    let agreeing = if best.readings >= 2 { 0.25 } else { 0.0 };
    field(letters::worded(&best.text), 0.2 + agreeing + 0.45 * best.confidence, sure)
}

pub(crate) fn co_holders(evidence: &Evidence) -> Field {
    let read = texts::of(evidence, Slot::C41);
    let seems_print = read.confidence > 0.35 && read.text.chars().count() >= 3;
    if seems_print { field(read.text, 0.7 * read.confidence, false) } else { Field::default() }
}

/// Read line by line where the lines were found, and at the three usual places: the more complete is taken.
pub(crate) fn address(evidence: &Evidence) -> Field {
    let found: Vec<String> = evidence.address().filter_map(|(reads, strip)| line(evidence, reads, strip)).collect();
    let usual = [Slot::Address1, Slot::Address2, Slot::Address3];
    let reads = usual.map(|slot| evidence.all(slot).cloned().collect::<Vec<_>>());
    let at_usual = usual.iter().zip(&reads).filter_map(|(slot, reads)| line(evidence, reads, evidence.strip(*slot)));
    let (found, at_usual) = (lines(found), lines(at_usual));
    let takes_found = address::completeness(&found) >= address::completeness(&at_usual);
    let (lines, other) = if takes_found { (found, at_usual) } else { (at_usual, found) };
    if lines.is_empty() {
        return Field::default();
    }
    let (town, several) = address::completeness(&lines);
    let share = |said: bool, share: f32| if said { share } else { 0.0 };
    let agreed = share(town && several, 0.2) + share(lines == other, 0.2);
    let confidence = 0.3 + agreed + share(lines.iter().any(|l| towns::town(l) == Town::Known), 0.15);
    Field { value: Some(Value::Lines(lines)), confidence: believed(confidence, false), sure: false, strip: None }
}

fn lines(read: impl IntoIterator<Item = String>) -> Vec<String> {
    let read: Vec<String> = read.into_iter().collect();
    address::lines(read.iter().map(String::as_str)).into_iter().map(mended).collect()
}

/// The town by the list of the post, the words by the letters around a figure.
fn mended(line: String) -> String {
    match towns::town(&line) {
        Town::Mended(town) if address::is_town(&line) => town,
        _ => letters::worded(&line),
    }
}

/// The best reading of a line, looked at once more.
fn line(evidence: &Evidence, reads: &[Read], strip: Option<&GrayImage>) -> Option<String> {
    let by_shape = evidence.read_by_shape(strip);
    let best = texts::best(reads.iter().chain(&by_shape));
    (best.confidence > 0.3).then(|| evidence.corrected_by_shape(&best.text, strip))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(field: Field) -> (String, bool) {
        (field.value.map(|v| v.text()).unwrap_or_default(), field.sure)
    }

    #[test]
    fn a_name_seen_twice_is_sure() {
        let twice = [(Slot::C1, ["LEFÈVRE", "LEFEVRE", ""]), (Slot::CouponName, ["LEFEVRE", "", ""])];
        assert_eq!(told(name(&Evidence::of_texts(&twice))), ("LEFÈVRE".into(), true));
        assert_eq!(told(name(&Evidence::of_texts(&twice[..1]))), ("LEFÈVRE".into(), false));
        // One reader may misread two prints in the same way.
        let alone = [(Slot::C1, ["LEFÈVRE", "", ""]), (Slot::CouponName, ["LEFEVRE", "", ""])];
        assert_eq!(told(name(&Evidence::of_texts(&alone))), ("LEFÈVRE".into(), false));
        let given = [(Slot::GivenNames, ["ZOE -", "ZOE", ""]), (Slot::CouponGivenNames, ["ZOE", "", ""])];
        assert_eq!(told(given_names(&Evidence::of_texts(&given))), ("ZOE".into(), true));
        assert_eq!(
            told(given_names(&Evidence::of_texts(&[(Slot::GivenNames, ["'", "", ""])]))),
            (String::new(), false)
        );
    }

    #[test]
    fn an_address_is_its_lines() {
        let read = [(Slot::Address1, ["52 8D VICTOR HUGO", "", ""]), (Slot::Address2, ["7SO11 PARIS", "", ""])];
        assert_eq!(told(address(&Evidence::of_texts(&read))), ("52 BD VICTOR HUGO, 75011 PARIS".into(), false));
        assert_eq!(told(address(&Evidence::of_texts(&[]))), (String::new(), false));
    }
}
