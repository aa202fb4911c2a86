//! B is also in the machine-readable zone, I also on the coupon; X.1 is printed once.

use super::field;
use crate::code::Code;
use crate::evidence::Evidence;
use crate::grammar::dates::Date;
use crate::reading::Field;
use crate::template::Slot;

pub(crate) fn fields(evidence: &Evidence) -> [(Code, Field); 3] {
    [(Code::B, first_registration(evidence)), (Code::I, this_certificate(evidence)), (Code::X1, inspection(evidence))]
}

fn first_registration(evidence: &Evidence) -> Field {
    let card = Found::on(evidence, &[Slot::B]);
    match (evidence.mrz.date, card.date) {
        // Its check digit sees every single misread digit, but not a line of which a character was lost.
        (Some(zone), Some(date)) if zone != date && card.votes >= 3 => dated(date, 0.5, false),
        (Some(zone), date) => dated(zone, if date == Some(zone) { 1.0 } else { 0.7 }, card.was_read(zone)),
        (None, Some(date)) => dated(date, card.confidence(evidence.confidence(Slot::B)), false),
        (None, None) => Field::default(),
    }
}

fn this_certificate(evidence: &Evidence) -> Field {
    let [card, coupon] = [Slot::I, Slot::CouponDate].map(|slot| Found::on(evidence, &[slot]));
    let both = Found::on(evidence, &[Slot::I, Slot::CouponDate]);
    let Some(date) = both.date else { return Field::default() };
    // The two prints are alike, so one reader may misread both; it takes all of them.
    let sure = card.was_read(date) && coupon.was_read(date) && both.unanimous;
    dated(date, both.confidence(evidence.confidence(Slot::I)), sure)
}

fn inspection(evidence: &Evidence) -> Field {
    let found = Found::on(evidence, &[Slot::X1Date, Slot::X1]);
    match found.date {
        Some(date) => dated(date, found.confidence(evidence.confidence(Slot::X1Date)), false),
        None => Field::default(),
    }
}

fn dated(date: Date, confidence: f32, sure: bool) -> Field {
    field(date.to_string(), confidence, sure)
}

/// The date that the readings and the shapes of the digits say, and how many of the readings.
struct Found {
    date: Option<Date>,
    votes: usize,
    unanimous: bool,
}

impl Found {
    fn on(evidence: &Evidence, slots: &[Slot]) -> Found {
        let texts: Vec<&str> = slots.iter().flat_map(|slot| evidence.texts(*slot)).collect();
        let dates: Vec<Date> = texts.iter().filter_map(|t| Date::find(t)).collect();
        let votes = |d: &Date| dates.iter().filter(|o| *o == d).count();
        // The first of equals.
        let commonest = dates.iter().rev().max_by_key(|d| votes(d)).copied();
        let date = by_shape(evidence, slots).or(commonest).or_else(|| texts.iter().find_map(|t| Date::repaired(t)));
        let votes = date.map_or(0, |d| votes(&d));
        Found { date, votes, unanimous: votes == dates.len() }
    }

    /// Whether exactly this was read, not made by a repair or by shapes alone.
    fn was_read(&self, date: Date) -> bool {
        self.date == Some(date) && self.votes > 0
    }

    fn confidence(&self, engine: f32) -> f32 {
        match self.votes {
            0 => 0.3,
            1 => 0.4 + 0.3 * engine,
            _ => 0.6 + 0.3 * engine,
        }
    }
}

/// The vote on the digits; it can make a date that nobody read, so it must be one.
fn by_shape(evidence: &Evidence, slots: &[Slot]) -> Option<Date> {
    let date = |text: &str| Date::find(text).map(Date::printed).unwrap_or_default();
    let mut ballot = crate::ballot::Ballot::new("dd/mm/yyyy".len());
    for slot in slots {
        let name = |i: usize, c: char| (c.is_ascii_digit() && i != 2 && i != 5).then_some(c);
        ballot.join(&evidence.ballot(*slot, "dd/mm/yyyy".len(), date, name));
    }
    Date::find(&ballot.winner()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE1: &str = "CRFRAAA123BB2VF1RJA0006712345631903153VP<<<<";

    fn told(read: &[(Slot, [&str; 3])], code: Code) -> (String, bool) {
        let [b, i, x] = fields(&Evidence::of_texts(read));
        let (_, field) = [b, i, x].into_iter().find(|(c, _)| *c == code).unwrap();
        (field.value.map(|v| v.text()).unwrap_or_default(), field.sure)
    }

    #[test]
    fn dates_are_believed_as_far_as_they_are_confirmed() {
        let zone = (Slot::Mrz1, [LINE1, "", ""]);
        assert_eq!(told(&[(Slot::B, ["15/03/2019", "", ""]), zone], Code::B), ("2019-03-15".into(), true));
        assert_eq!(told(&[(Slot::B, ["15/03/2018", "", ""]), zone], Code::B), ("2019-03-15".into(), false));
        assert_eq!(told(&[(Slot::B, ["15/03/2019", "15/03/2019", ""])], Code::B), ("2019-03-15".into(), false));
        let coupon = (Slot::CouponDate, ["01/02/2020", "", ""]);
        assert_eq!(told(&[(Slot::I, ["01/02/2020", "", ""]), coupon], Code::I), ("2020-02-01".into(), true));
        assert_eq!(told(&[coupon], Code::I), ("2020-02-01".into(), false));
        assert_eq!(told(&[(Slot::X1, ["VISITE AVANT LE 85/07/2021", "", ""])], Code::X1), ("2021-07-05".into(), false));
        assert_eq!(told(&[], Code::X1), (String::new(), false));
    }
}
