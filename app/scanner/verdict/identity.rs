//! What identifies the vehicle and the form. It is printed up to three times: on the card, on the coupon, in the
//! machine-readable zone, there with a check digit.

use super::field;
use crate::ballot::Ballot;
use crate::evidence::Evidence;
use crate::fields::Eye;
use crate::grammar::mrz::Checked;
use crate::grammar::repair::repair;
use crate::grammar::{check, formule as forms, plate as plates, vin as vins};
use crate::reading::Field;
use crate::template::Slot;

/// How one of these numbers is made.
struct Kind {
    length: usize,
    shaped: fn(&str) -> String,
    /// What is voted on, in which an I may still be a 1 or a J.
    voted: fn(&str) -> String,
    is_valid: fn(&str) -> bool,
    /// Which letter a shape stands for at a place, if it can stand there.
    name: fn(usize, char) -> Option<char>,
}

const PLATE: Kind = Kind {
    length: 7,
    shaped: |text| plates::shaped(text).unwrap_or_default(),
    voted: |text| plates::shaped(text).unwrap_or_default(),
    is_valid: plates::is_valid,
    name: plates::name,
};

const VIN: Kind = Kind {
    length: vins::LENGTH,
    shaped: vins::shaped,
    voted: vins::shaped_but_for_i,
    is_valid: vins::is_valid,
    name: vins::name,
};

const FORMULE: Kind = Kind {
    length: 11,
    shaped: |text| forms::shaped(text).unwrap_or_default(),
    voted: |text| forms::shaped(text).unwrap_or_default(),
    is_valid: forms::is_valid,
    name: forms::name,
};

pub(crate) fn plate(evidence: &Evidence) -> Field {
    let prints = Prints::new(evidence, &PLATE, &[Slot::A, Slot::CouponPlate], evidence.mrz.plate.as_ref());
    let field = prints.verdict();
    let dashed = field.value.as_ref().map(|v| plates::dashed(&v.text())).map(crate::reading::Value::Text);
    Field { value: dashed, ..field }
}

pub(crate) fn vin(evidence: &Evidence) -> Field {
    let mut prints = Prints::new(evidence, &VIN, &[Slot::E, Slot::CouponVin], evidence.mrz.vin.as_ref());
    prints.prints.iter_mut().for_each(|p| p.ballot.favour(vins::makers()));
    let field = prints.verdict();
    if field.value.is_some() {
        return field;
    }
    // Numbers of before 1981 are shorter; the longest reading is the least wrong.
    let longest = evidence.texts(Slot::E).map(vins::shaped).max_by_key(String::len);
    super::field(longest.unwrap_or_default(), 0.1, false)
}

/// Not on the card itself: on the coupon and in the zone. A zone whose check digit does not hold has most often lost or
/// gained a `<`, and says anything.
pub(crate) fn formule(evidence: &Evidence) -> Field {
    let zone = evidence.mrz.formule.as_ref().filter(|f| f.holds);
    Prints::new(evidence, &FORMULE, &[Slot::CouponFormule], zone).verdict()
}

/// What was printed in one place.
struct Print {
    ballot: Ballot,
    /// The readings of the right length.
    readings: Vec<String>,
    eyes: Vec<Eye>,
    engine: f32,
}

struct Prints<'a> {
    kind: &'a Kind,
    prints: Vec<Print>,
    zone: Option<&'a Checked>,
}

impl<'a> Prints<'a> {
    fn new(evidence: &Evidence, kind: &'a Kind, slots: &[Slot], zone: Option<&'a Checked>) -> Prints<'a> {
        let print = |slot: &Slot| {
            let read = evidence.all(*slot).map(|r| ((kind.shaped)(&r.text), r.eye));
            let (readings, eyes) = read.filter(|(text, _)| text.len() == kind.length).unzip();
            let ballot = evidence.ballot(*slot, kind.length, kind.voted, kind.name);
            Print { ballot, readings, eyes, engine: evidence.confidence(*slot) }
        };
        Prints { kind, prints: slots.iter().map(print).collect(), zone }
    }

    fn verdict(&self) -> Field {
        let Some(value) = self.value() else { return Field::default() };
        let valid = (self.kind.is_valid)(&value);
        let confidence = if valid { self.confidence(&value) } else { 0.1 };
        field(value.clone(), confidence, valid && self.confirm(&value))
    }

    fn value(&self) -> Option<String> {
        if self.zone.is_none() && self.prints.iter().all(|p| p.readings.is_empty()) {
            return None;
        }
        let mut ballot = Ballot::new(self.kind.length);
        self.prints.iter().for_each(|p| ballot.join(&p.ballot));
        let Some(zone) = self.zone.filter(|z| z.value.len() == self.kind.length) else { return ballot.winner() };
        ballot.add(&zone.value, 0.9);
        let voted = ballot.winner()?;
        if zone.holds {
            return Some(decided(&voted, &zone.value));
        }
        Some(self.repaired(voted, zone.digit, &ballot))
    }

    /// By the zone's check digit. Only when no two prints agree: the digit can be misread too.
    fn repaired(&self, voted: String, digit: char, ballot: &Ballot) -> String {
        let accepted = |v: &str| check::digit(v) == digit && (self.kind.is_valid)(v);
        if accepted(&voted) || self.witnesses(&voted) >= 2 {
            return voted;
        }
        let readings: Vec<&str> = self.prints.iter().flat_map(|p| &p.readings).map(String::as_str).collect();
        ballot.mended(accepted).or_else(|| repair(&voted, digit, self.kind.is_valid, &readings)).unwrap_or(voted)
    }

    /// How many of the prints say it, in any of their readings: looks at the same print are no further witnesses.
    fn witnesses(&self, value: &str) -> usize {
        let said = self.prints.iter().filter(|p| p.readings.iter().any(|r| r == value)).count();
        said + usize::from(self.zone.is_some_and(|z| z.value == value))
    }

    /// Whether Tesseract and our own reader say it, of any print: alone, one misreads the same letter twice.
    fn seen_by_both(&self, value: &str) -> bool {
        let said = || self.prints.iter().flat_map(|p| p.readings.iter().zip(&p.eyes)).filter(|(r, _)| *r == value);
        [Eye::Engine, Eye::Ours].iter().all(|eye| said().any(|(_, by)| by == eye))
    }

    /// The zone says it and its check digit holds, and another print says the same but for letters between which the
    /// digit decides; or two prints say it and the zone's digit, which must have been read, agrees. Without the zone,
    /// two prints are enough where letters and digits cannot be mistaken for one another.
    fn confirm(&self, value: &str) -> bool {
        let agrees = |p: &Print| p.ballot.winner().as_deref() == Some(value) && p.ballot.lead() > 0.3;
        let nearly = |p: &Print| p.readings.iter().any(|r| differs_only_where_checked(r, value));
        let rival = self.prints.len() == 2
            && self.prints[0].readings.iter().any(|r| r != value && self.prints[1].readings.contains(r));
        if self.prints.iter().flat_map(|p| &p.readings).any(|reading| contradicts_unseen(reading, value)) {
            return false;
        }
        match self.zone {
            Some(zone) if zone.holds => zone.value == value && !rival && self.prints.iter().any(nearly),
            Some(zone) => check::digit(value) == zone.digit && self.witnesses(value) >= 2,
            None => {
                let twice = self.witnesses(value) >= 2 && self.seen_by_both(value);
                self.kind.length != vins::LENGTH && twice && self.prints.iter().all(agrees)
            }
        }
    }

    fn confidence(&self, value: &str) -> f32 {
        let engine = self.prints.iter().map(|p| p.engine).fold(0.0, f32::max);
        match self.witnesses(value) {
            3 => 1.0,
            // Both may have the same 5 for an S.
            2 => 0.8,
            1 => 0.4 + 0.4 * engine,
            _ => 0.4,
        }
    }
}

/// The vote and a zone whose check digit holds: where they differ, the zone is right unless its digit could not tell.
fn decided(voted: &str, zone: &str) -> String {
    let choose = |(v, z): (char, char)| if check::tells_apart(v, z) { z } else { v };
    voted.chars().zip(zone.chars()).map(choose).collect()
}

/// At most two characters differ, and each difference would change the check digit.
fn differs_only_where_checked(read: &str, value: &str) -> bool {
    let differences: Vec<(char, char)> = read.chars().zip(value.chars()).filter(|(a, b)| a != b).collect();
    differences.len() <= 2 && differences.iter().all(|(a, b)| check::tells_apart(*a, *b))
}

/// A reading that differs, and only by letters between which the check digit cannot tell: M and W, 6 and G.
fn contradicts_unseen(read: &str, value: &str) -> bool {
    read != value && read.chars().zip(value.chars()).all(|(a, b)| !check::tells_apart(a, b))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE1: &str = "CRFRAAA123BB2VF1RJA0006712345631903153VP<<<<";
    const LINE2: &str = "CI<<RENAULT<<<<<<<CLIO<<<<<<<<<2019BC1234522";
    const TRUE_VIN: &str = "VF1RJA00067123456";

    fn told(field: &Field) -> (String, bool) {
        (field.value.as_ref().map(|v| v.text()).unwrap_or_default(), field.sure)
    }

    #[test]
    fn plates_are_believed_as_far_as_they_are_confirmed() {
        let zone = (Slot::Mrz1, [LINE1, "", ""]);
        let coupon = (Slot::CouponPlate, ["AA-123-BB", "AA-123-BB", ""]);
        let by_one = (Slot::CouponPlate, ["AA-123-BB", "", ""]);
        type Case<'a> = (&'a [(Slot, [&'a str; 3])], &'a str, bool);
        let cases: [Case; 8] = [
            (&[(Slot::A, ["AA-123-BB", "", ""])], "AA-123-BB", false),
            (&[(Slot::A, ["AA-123-BB", "AA-123-BB", ""])], "AA-123-BB", false),
            (&[(Slot::A, ["AA-123-BB", "", ""]), coupon], "AA-123-BB", true),
            (&[(Slot::A, ["AA-123-BB", "", ""]), by_one], "AA-123-BB", false),
            (&[(Slot::A, ["AA-123-BB", "", ""]), zone], "AA-123-BB", true),
            // The zone's digit decides between 8 and 3.
            (&[(Slot::A, ["AA-128-BB", "", ""]), zone], "AA-123-BB", true),
            (&[zone], "AA-123-BB", false),
            (&[(Slot::A, ["lost", "", ""])], "", false),
        ];
        for (read, value, sure) in cases {
            assert_eq!(told(&plate(&Evidence::of_texts(read))), (value.to_string(), sure), "{read:?}");
        }
    }

    #[test]
    fn a_zone_that_speaks_against_agreement_leaves_a_doubt() {
        let read = [Slot::A, Slot::CouponPlate].map(|slot| (slot, ["AA-128-BB", "", ""]));
        let zone = (Slot::Mrz1, [LINE1, "", ""]);
        assert!(!plate(&Evidence::of_texts(&[read[0], read[1], zone])).sure);
    }

    #[test]
    fn vins_are_voted_and_repaired() {
        let vin = |read: &[(Slot, [&str; 3])]| told(&vin(&Evidence::of_texts(read)));
        let card = (Slot::E, [TRUE_VIN, "", ""]);
        let spoilt = (Slot::CouponVin, ["VF1RJA00O67I234S6", "", ""]);
        let zone = (Slot::Mrz1, [LINE1, "", ""]);
        // Both may have the same 5 for an S: without the zone two prints are not enough.
        assert_eq!(vin(&[card, spoilt]), (TRUE_VIN.to_string(), false));
        assert_eq!(vin(&[card, zone]), (TRUE_VIN.to_string(), true));
        assert_eq!(vin(&[(Slot::E, ["VF7RJA00067123456", "", ""]), zone]), (TRUE_VIN.to_string(), true));
        // Between B and 1 the check digit cannot tell.
        assert!(!vin(&[(Slot::E, ["VFBRJA00067123456", "", ""]), zone]).1);
        assert_eq!(vin(&[(Slot::E, ["VF1RJA", "", ""])]), ("VF1RJA".to_string(), false));
    }

    #[test]
    fn a_misread_zone_still_checks() {
        let spoilt = LINE1.replace("VF1RJA00067", "VE1RJA00067");
        let zone = (Slot::Mrz1, [spoilt.as_str(), "", ""]);
        let card = (Slot::E, [TRUE_VIN, "", ""]);
        let coupon = (Slot::CouponVin, [TRUE_VIN, "", ""]);
        assert_eq!(told(&vin(&Evidence::of_texts(&[card, coupon, zone]))), (TRUE_VIN.to_string(), true));
        let with_s = (Slot::E, ["VF1RJA0006712345S", "VF7RJA00067123456", ""]);
        assert_eq!(told(&vin(&Evidence::of_texts(&[with_s, zone]))).0, TRUE_VIN);
    }

    #[test]
    fn the_formule_of_a_broken_zone_is_not_heard() {
        let formule = |read: &[(Slot, [&str; 3])]| told(&formule(&Evidence::of_texts(read)));
        let coupon = (Slot::CouponFormule, ["2019BC12345", "", ""]);
        assert_eq!(formule(&[coupon, (Slot::Mrz2, [LINE2, "", ""])]), ("2019BC12345".into(), true));
        let broken = LINE2.replace("2019BC", "2O65WV");
        let zone = (Slot::Mrz2, [broken.as_str(), "", ""]);
        assert_eq!(formule(&[coupon, zone]), ("2019BC12345".into(), false));
        assert_eq!(formule(&[zone]), (String::new(), false));
    }
}
