//! Vehicle identification numbers (ISO 3779) and what their first letters say.

use serde::{Deserialize, Serialize};

use crate::error::Why;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vin(String);

impl Vin {
    /// 17 characters without I, O, Q (typed by mistake, they are read 1, 0, 0); shorter serials existed before 1981.
    /// The check digit is not asked for: European makers do not use it.
    pub fn parse(typed: &str) -> Result<Vin, Why> {
        let text: String = typed
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .map(|c| match c.to_ascii_uppercase() {
                'I' => '1',
                'O' | 'Q' => '0',
                c => c,
            })
            .collect();
        let plausible = text.len() == 17 || (5..=16).contains(&text.len());
        if plausible && text.bytes().all(|b| b.is_ascii_alphanumeric()) { Ok(Vin(text)) } else { Err(Why::BadVin) }
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vin_has_no_letter_that_looks_like_a_digit() {
        assert_eq!(Vin::parse("vf1 rja 0006712345o").unwrap().as_str(), "VF1RJA00067123450");
        assert!(
            Vin::parse("VF1RJA000671234567").is_err()
                && Vin::parse("").is_err()
                && Vin::parse("VF1RJA00é67123456").is_err()
                && Vin::parse("VF1RJA/0067123456").is_err()
                && Vin::parse("1234").is_err()
        );
    }
}
