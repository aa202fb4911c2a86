//! What the fields say of one another. Nothing here makes a value: what cannot be true together is in doubt, but for what a
//! check digit or a second print confirms.

use std::collections::BTreeMap;

use crate::code::Code;
use crate::grammar::{lists, vin};
use crate::reading::Field;

/// What a value is believed that another one contradicts.
const CONTRADICTED: f32 = 0.3;

type Fields = BTreeMap<Code, Field>;

pub(crate) fn compare(fields: &mut Fields) {
    // No certificate and no inspection before the vehicle was on the road.
    for later in [Code::I, Code::X1] {
        contradicted_unless(fields, &[Code::B, later], |texts| texts[0] <= texts[1]);
    }
    // Empty, ready for the road, loaded as the law allows, as the maker allows.
    for pair in [[Code::G1, Code::G], [Code::G, Code::F2], [Code::F2, Code::F1], [Code::F2, Code::F3]] {
        contradicted_unless(fields, &pair, |masses| number(&masses[0]) <= number(&masses[1]));
    }
    // From a moped's 3 kW for a fiscal horse to an electric car's hundred.
    contradicted_unless(fields, &[Code::P2, Code::P6], |powers| {
        let (kilowatts, horses) = (number(&powers[0]), number(&powers[1]).max(1.0));
        (2.0..=120.0).contains(&(kilowatts / horses))
    });
    contradicted_unless(fields, &[Code::E, Code::D1], |texts| vin::may_be_of(&texts[0], &texts[1]));
    contradicted_unless(fields, &[Code::D3, Code::D1], |texts| lists::may_be_of(&texts[0], &texts[1]));
}

/// Where all are read and cannot be true together, those of them that are not sure are in doubt.
fn contradicted_unless(fields: &mut Fields, codes: &[Code], may_be: impl Fn(&[String]) -> bool) {
    let texts: Option<Vec<String>> = codes.iter().map(|code| Some(fields.get(code)?.value.as_ref()?.text())).collect();
    if texts.is_none_or(|texts| may_be(&texts)) {
        return;
    }
    for code in codes {
        if let Some(field) = fields.get_mut(code).filter(|field| !field.sure) {
            field.confidence = field.confidence.min(CONTRADICTED);
        }
    }
}

fn number(text: &str) -> f64 {
    text.parse().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Value;

    /// Which of the fields are in doubt, of these: code, value, sure.
    fn doubted(given: &[(Code, &str, bool)]) -> Vec<Code> {
        let field = |(code, text, sure): &(Code, &str, bool)| {
            (*code, Field { value: Some(Value::Text((*text).into())), confidence: 0.9, sure: *sure, strip: None })
        };
        let mut fields: Fields = given.iter().map(field).collect();
        compare(&mut fields);
        fields.into_iter().filter(|(_, field)| field.confidence < 0.5).map(|(code, _)| code).collect()
    }

    #[test]
    fn what_cannot_be_true_together_is_in_doubt() {
        let none: [Code; 0] = [];
        assert_eq!(doubted(&[(Code::B, "2019-03-05", false), (Code::I, "2019-03-05", false)]), none);
        assert_eq!(doubted(&[(Code::B, "2019-03-05", true), (Code::I, "2018-03-05", false)]), [Code::I]);
        assert_eq!(doubted(&[(Code::B, "2019-03-05", false), (Code::X1, "2013-03-05", false)]), [Code::B, Code::X1]);
        assert_eq!(doubted(&[(Code::G, "1436", false), (Code::G1, "1361", false)]), none);
        assert_eq!(doubted(&[(Code::G, "1436", false), (Code::G1, "7361", false)]), [Code::G, Code::G1]);
        assert_eq!(doubted(&[(Code::P2, "74", false), (Code::P6, "5", false)]), none);
        assert_eq!(doubted(&[(Code::P2, "100", false), (Code::P6, "3", false)]), none);
        assert_eq!(doubted(&[(Code::P2, "7", false), (Code::P6, "15", false)]), [Code::P2, Code::P6]);
        assert_eq!(doubted(&[(Code::P6, "15", false)]), none);
    }

    #[test]
    fn a_maker_is_known_by_its_numbers_and_its_models() {
        let none: [Code; 0] = [];
        let of =
            |vin, make, model| doubted(&[(Code::E, vin, false), (Code::D1, make, false), (Code::D3, model, false)]);
        assert_eq!(of("VF1RJA00067123456", "RENAULT", "CLIO"), none);
        assert_eq!(of("UU1RJA00067123456", "DACIA", "DUSTER"), none);
        assert_eq!(of("VF1RJA00067123456", "PEUGEOT", "208"), [Code::D1, Code::E]);
        assert_eq!(of("VF1RJA00067123456", "RENAULT", "208"), [Code::D1, Code::D3]);
        // Not in the lists, which are not closed.
        assert_eq!(of("XYZRJA00067123456", "ZUNDAPP", "KS 125"), none);
        assert_eq!(of("VF1RJA00067123456", "HURTU", "CLIO"), none);
    }
}
