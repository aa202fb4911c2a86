//! Identifiers of French companies and banks: SIREN, SIRET, VAT number, IBAN, postcode.
//! Source: docs/legal.md, "Identifiants".

use serde::{Deserialize, Serialize};

use crate::error::Why;

fn digits(typed: &str) -> String {
    typed.chars().filter(|c| !c.is_whitespace() && *c != '.' && *c != '-').collect()
}

fn luhn(text: &str) -> bool {
    let sum: u32 = text
        .bytes()
        .rev()
        .enumerate()
        .map(|(i, b)| {
            let d = u32::from(b - b'0') * if i % 2 == 1 { 2 } else { 1 };
            if d > 9 { d - 9 } else { d }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Siren(String);

impl Siren {
    pub fn parse(typed: &str) -> Result<Siren, Why> {
        let text = digits(typed);
        let good = text.len() == 9 && text.bytes().all(|b| b.is_ascii_digit()) && luhn(&text) && text != "000000000";
        if good { Ok(Siren(text)) } else { Err(Why::BadSiren) }
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// `FR` + key + SIREN; key = (12 + 3 × (SIREN mod 97)) mod 97.
    pub fn vat_number(&self) -> String {
        let n: u64 = self.0.parse().unwrap_or_default();
        format!("FR{:02}{}", (12 + 3 * (n % 97)) % 97, self.0)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Siret(String);

impl Siret {
    /// Luhn over 14 digits; the establishments of La Poste have a sum divisible by five instead.
    pub fn parse(typed: &str) -> Result<Siret, Why> {
        let text = digits(typed);
        if text.len() != 14 || !text.bytes().all(|b| b.is_ascii_digit()) || text.starts_with("000000000") {
            return Err(Why::BadSiret);
        }
        let sum: u32 = text.bytes().map(|b| u32::from(b - b'0')).sum();
        let la_poste = text.starts_with("356000000") && sum.is_multiple_of(5);
        if luhn(&text) || la_poste { Ok(Siret(text)) } else { Err(Why::BadSiret) }
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
    pub fn siren(&self) -> Siren {
        Siren(self.0[..9].to_owned())
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VatNumber(String);

impl VatNumber {
    /// French: the SIREN is checked, and the key where it is made of digits (keys with letters: the form only).
    /// Other countries of the Union: the form only.
    pub fn parse(typed: &str) -> Result<VatNumber, Why> {
        let text = digits(typed).to_ascii_uppercase();
        let good = if let Some(rest) = text.strip_prefix("FR") {
            let Some((key, siren)) = rest.split_at_checked(2) else { return Err(Why::BadVatNumber) };
            let siren = Siren::parse(siren).map_err(|_| Why::BadVatNumber)?;
            let key_form = key.bytes().all(|b| b.is_ascii_digit() || (b.is_ascii_uppercase() && !b"IO".contains(&b)));
            key_form && (key.bytes().any(|b| b.is_ascii_uppercase()) || siren.vat_number() == text)
        } else {
            (4..=14).contains(&text.len())
                && text.bytes().take(2).all(|b| b.is_ascii_uppercase())
                && text.bytes().all(|b| b.is_ascii_alphanumeric())
        };
        if good { Ok(VatNumber(text)) } else { Err(Why::BadVatNumber) }
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Iban(String);

impl Iban {
    /// ISO 13616: country, two check digits, mod 97 = 1; a French one has 27 characters.
    pub fn parse(typed: &str) -> Result<Iban, Why> {
        let text = digits(typed).to_ascii_uppercase();
        let form = (15..=34).contains(&text.len())
            && text.bytes().take(2).all(|b| b.is_ascii_uppercase())
            && text.bytes().skip(2).take(2).all(|b| b.is_ascii_digit())
            && text.bytes().all(|b| b.is_ascii_alphanumeric())
            && (!text.starts_with("FR") || text.len() == 27);
        if !form {
            return Err(Why::BadIban);
        }
        let turned = text.bytes().cycle().skip(4).take(text.len());
        let remainder = turned.fold(0u32, |r, b| match b {
            b'0'..=b'9' => (r * 10 + u32::from(b - b'0')) % 97,
            _ => (r * 100 + u32::from(b - b'A') + 10) % 97,
        });
        if remainder == 1 { Ok(Iban(text)) } else { Err(Why::BadIban) }
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// In groups of four, as on paper.
    pub fn shown(&self) -> String {
        let groups: Vec<&str> =
            (0..self.0.len()).step_by(4).filter_map(|i| self.0.get(i..(i + 4).min(self.0.len()))).collect();
        groups.join(" ")
    }
}

/// ISO 9362, eight or eleven characters.
pub fn bic(typed: &str) -> Result<String, Why> {
    let text = digits(typed).to_ascii_uppercase();
    let good = matches!(text.len(), 8 | 11)
        && text.bytes().take(6).all(|b| b.is_ascii_uppercase())
        && text.bytes().all(|b| b.is_ascii_alphanumeric());
    if good { Ok(text) } else { Err(Why::BadBic) }
}

/// Five digits, 01000 to 98999. The town is never derived from it: one code, several communes.
pub fn postcode(typed: &str) -> Result<String, Why> {
    let text = digits(typed);
    let good = text.len() == 5 && text.bytes().all(|b| b.is_ascii_digit());
    match text.parse::<u32>() {
        Ok(1000..=98999) if good => Ok(text),
        _ => Err(Why::BadPostcode),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sirens_and_sirets() {
        for good in ["732829320", "552 032 534", "404833048", "123456782"] {
            assert!(Siren::parse(good).is_ok(), "{good}");
        }
        for good in ["73282932000074", "55203253400646", "35600000000048", "12345678200010", "35600000000001"] {
            assert!(Siret::parse(good).is_ok(), "{good}");
        }
        assert!(Siren::parse("732829321").is_err());
        for wrong in ["12345678901234", "", "1234567820001"] {
            assert_eq!(Siret::parse(wrong), Err(Why::BadSiret), "{wrong}");
        }
    }

    #[test]
    fn vat_numbers_follow_the_siren() {
        for (siren, vat) in [
            ("732829320", "FR44732829320"),
            ("552032534", "FR27552032534"),
            ("404833048", "FR83404833048"),
            ("356000000", "FR39356000000"),
            ("123456782", "FR11123456782"),
        ] {
            assert_eq!(Siren::parse(siren).unwrap().vat_number(), vat);
            assert!(VatNumber::parse(vat).is_ok());
        }
        assert!(VatNumber::parse("FR45732829320").is_err() && VatNumber::parse("DE123456789").is_ok());
    }

    #[test]
    fn ibans() {
        for good in ["FR14 2004 1010 0505 0001 3M02 606", "FR7630006000011234567890189"] {
            assert!(Iban::parse(good).is_ok(), "{good}");
        }
        for wrong in ["FR7630006000011234567890188", "FR76", "XX", ""] {
            assert_eq!(Iban::parse(wrong), Err(Why::BadIban), "{wrong}");
        }
        assert_eq!(bic("agrifrpp").unwrap(), "AGRIFRPP");
        assert!(postcode("75001").is_ok() && postcode("00999").is_err() && postcode("7500").is_err());
    }
}
