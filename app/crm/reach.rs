//! How a person is reached: e-mail and phone, checked at the door.

use serde::{Deserialize, Serialize};

use crate::error::Why;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Email(String);

impl Email {
    /// As typed but for spaces around; `key` is what two writings of one address share.
    pub fn parse(typed: &str) -> Result<Email, Why> {
        let text = typed.trim();
        let (local, domain) = text.rsplit_once('@').ok_or(Why::BadEmail)?;
        let plain = |s: &str, also: &str| s.chars().all(|c| c.is_ascii_alphanumeric() || also.contains(c));
        let good_local = !local.is_empty()
            && local.len() <= 64
            && plain(local, ".!#$%&'*+/=?^_`{|}~-")
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..");
        let labels: Vec<&str> = domain.split('.').collect();
        let good_domain = labels.len() >= 2
            && domain.len() <= 190
            && labels.iter().all(|l| !l.is_empty() && plain(l, "-") && !l.starts_with('-') && !l.ends_with('-'));
        if good_local && good_domain { Ok(Email(text.to_owned())) } else { Err(Why::BadEmail) }
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

/// A phone number in E.164.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phone(String);

impl Phone {
    /// French writings (`06 12…`, `+33 (0)6…`, `0033…`), overseas departments by their own prefixes, foreign ones with `+`.
    pub fn parse(typed: &str) -> Result<Phone, Why> {
        let mut text: String = typed.chars().filter(|c| !c.is_whitespace() && !".-/()".contains(*c)).collect();
        if typed.contains("(0)") {
            text = text.replacen("0", "", usize::from(text.starts_with("+33") && text[3..].starts_with('0')));
        }
        if let Some(rest) = text.strip_prefix("00") {
            text = format!("+{rest}");
        }
        if let Some(rest) = text.strip_prefix("+330") {
            text = format!("+33{rest}");
        }
        let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        let e164 = if let Some(national) = text.strip_prefix('0').filter(|n| digits(n) && n.len() == 9) {
            format!("+{}{national}", country_of(national))
        } else if let Some(foreign) = text.strip_prefix('+').filter(|n| digits(n) && (8..=15).contains(&n.len())) {
            format!("+{foreign}")
        } else {
            return Err(Why::BadPhone);
        };
        let french_length = !e164.starts_with("+33") || (e164.len() == 12 && !e164[3..].starts_with('0'));
        if french_length { Ok(Phone(e164)) } else { Err(Why::BadPhone) }
    }
    pub fn e164(&self) -> &str {
        &self.0
    }
    /// `06 12 34 56 78` for French numbers, the E.164 text for others.
    pub fn shown(&self) -> String {
        show_phone(&self.0)
    }
    /// `0612345678`: the writing that a search finds.
    pub fn national(&self) -> String {
        ["+33", "+262", "+590", "+594", "+596"]
            .iter()
            .find_map(|prefix| self.0.strip_prefix(prefix).map(|rest| format!("0{rest}")))
            .unwrap_or_else(|| self.0.trim_start_matches('+').to_owned())
    }
}

/// La Réunion and Mayotte, Guadeloupe, Guyane, Martinique share the ten-digit writing with their own country codes.
fn country_of(national: &str) -> &'static str {
    match national.get(..3) {
        Some("692" | "693" | "262" | "263" | "639" | "269") => "262",
        Some("690" | "691" | "590") => "590",
        Some("694" | "594") => "594",
        Some("696" | "697" | "596") => "596",
        _ => "33",
    }
}

pub fn show_phone(e164: &str) -> String {
    let phone = Phone(e164.to_owned());
    let national = phone.national();
    if national.len() != 10 || !national.starts_with('0') {
        return e164.to_owned();
    }
    let pairs: Vec<&str> = (0..5).filter_map(|i| national.get(i * 2..i * 2 + 2)).collect();
    pairs.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_become_e164() {
        for (typed, e164, shown) in [
            ("06 12 34 56 78", "+33612345678", "06 12 34 56 78"),
            ("+33 (0)6 12 34 56 78", "+33612345678", "06 12 34 56 78"),
            ("0033612345678", "+33612345678", "06 12 34 56 78"),
            ("+33612345678", "+33612345678", "06 12 34 56 78"),
            ("0692 12 34 56", "+262692123456", "06 92 12 34 56"),
            ("0690.12.34.56", "+590690123456", "06 90 12 34 56"),
            ("+49 30 1234567", "+49301234567", "+49301234567"),
        ] {
            let phone = Phone::parse(typed).unwrap();
            assert_eq!((phone.e164(), phone.shown().as_str()), (e164, shown), "{typed}");
        }
        for wrong in ["", "12", "061234567", "06123456789", "abc", "+336123"] {
            assert_eq!(Phone::parse(wrong), Err(Why::BadPhone), "{wrong}");
        }
    }

    #[test]
    fn emails_are_checked() {
        assert_eq!(Email::parse(" Jean.Dupont@Mail.FR ").unwrap().key(), "jean.dupont@mail.fr");
        for wrong in ["", "a", "a@b", "a b@c.fr", "a@-c.fr", "a..b@c.fr", "é@c.fr", "a@c..fr"] {
            assert_eq!(Email::parse(wrong), Err(Why::BadEmail), "{wrong}");
        }
    }
}
