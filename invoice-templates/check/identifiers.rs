//! Numbers that carry their own check.

/// Nine digits with their Luhn key.
pub fn is_siren(text: &str) -> bool {
    text.len() == 9 && digits(text).is_some_and(|digits| luhn(&digits))
}

/// Fourteen digits with their Luhn key; La Poste's own are a multiple of five instead.
pub fn is_siret(text: &str) -> bool {
    text.len() == 14
        && digits(text).is_some_and(|digits| {
            luhn(&digits) || (text.starts_with("356000000") && digits.iter().sum::<u32>().is_multiple_of(5))
        })
}

/// `FR`, a key of two characters, the SIREN.
pub fn is_vat_number(text: &str, siren: &str) -> bool {
    let key = text.strip_prefix("FR").and_then(|rest| rest.strip_suffix(siren));
    key.is_some_and(|key| key.len() == 2 && key.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// ISO 13616: the first four characters moved to the end, letters as numbers, modulo 97 is one.
pub fn is_iban(text: &str) -> bool {
    let plain: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    if !(15..=34).contains(&plain.len()) || !plain.iter().all(char::is_ascii_alphanumeric) {
        return false;
    }
    let (head, tail) = plain.split_at(4);
    let mut rest = 0u32;
    for c in tail.iter().chain(head) {
        let value = c.to_digit(36).unwrap_or_default();
        rest = (rest * if value > 9 { 100 } else { 10 } + value) % 97;
    }
    rest == 1
}

/// BR-FR-01 and BR-FR-02: what a platform accepts as the number of an invoice.
pub fn is_number(text: &str) -> bool {
    (1..=35).contains(&text.len()) && text.chars().all(|c| c.is_ascii_alphanumeric() || "+-_/".contains(c))
}

fn digits(text: &str) -> Option<Vec<u32>> {
    text.chars().map(|c| c.to_digit(10)).collect()
}

fn luhn(digits: &[u32]) -> bool {
    let doubled = digits.iter().rev().enumerate().map(|(i, digit)| match (i % 2, digit * 2) {
        (0, _) => *digit,
        (_, twice) if twice > 9 => twice - 9,
        (_, twice) => twice,
    });
    doubled.sum::<u32>().is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_checked() {
        for good in ["732829320", "552032534", "404833048", "356000000"] {
            assert!(is_siren(good), "{good}");
        }
        for good in ["73282932000074", "55203253400646", "35600000000048", "35600000000001"] {
            assert!(is_siret(good), "{good}");
        }
        assert!(!is_siren("732829321") && !is_siren("73282932") && !is_siren("73282932é"));
        assert!(!is_siret("12345678901234") && !is_siret("35600000000016"));
        assert!(is_iban("FR14 2004 1010 0505 0001 3M02 606") && is_iban("FR7630006000011234567890189"));
        assert!(!is_iban("FR7630006000011234567890188") && !is_iban("FR76"));
        assert!(is_vat_number("FR44732829320", "732829320") && !is_vat_number("FR44732829321", "732829320"));
        assert!(is_number("FA-2026-000147") && !is_number("FA 2026") && !is_number("") && !is_number(&"A".repeat(36)));
    }
}
