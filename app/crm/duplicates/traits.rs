//! What tells one customer from another, cleaned of all that does not: accents, capitals, writings of a plate, values typed
//! only because a field had to be filled.

use crate::{
    contacts::{Civility, NewContact},
    document::BuyerKind,
    reach::Email,
    text,
};

/// A customer as the rules see him.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traits {
    /// A company or an administration.
    pub firm: bool,
    pub civility: Civility,
    /// Keys (`text::key`), as are the two below.
    pub first: String,
    pub last: String,
    pub company: String,
    pub siren: Option<String>,
    /// E.164, all of them.
    pub phones: Vec<String>,
    /// In lower case, all of them.
    pub emails: Vec<String>,
    /// Upper case letters and digits, O and I made digits where a plate has none of them.
    pub plates: Vec<String>,
    /// Without spaces, « St » written out; empty when unknown.
    pub town: String,
}

impl Traits {
    /// `plates`: keys of the vehicles he has.
    pub fn of(c: &NewContact, plates: &[String]) -> Traits {
        let firm = c.kind != BuyerKind::Particulier;
        let traits = Traits {
            firm,
            civility: c.civility,
            first: text::key(&c.first_name),
            last: text::key(&c.last_name),
            company: if firm { text::key(&c.company) } else { String::new() },
            siren: c.siren.clone(),
            phones: c.phone.iter().chain(c.more.phones.iter().map(|p| &p.value)).cloned().collect(),
            emails: c.email.iter().chain(c.more.emails.iter().map(|e| &e.value)).map(Email::key).collect(),
            plates: plates.iter().map(|p| plate(p)).collect(),
            town: town(c.address.as_ref().map_or("", |a| a.town.as_str())),
        };
        traits.true_ones()
    }

    /// Without what was typed only to fill a field.
    pub fn true_ones(mut self) -> Traits {
        self.phones.retain(|p| !is_filler_phone(p));
        self.emails.retain(|e| !is_filler_email(e));
        self.plates.retain(|p| !p.is_empty());
        self
    }

    /// The name under which lists have him: `NewContact::name_key`, from keys.
    pub fn name_key(&self) -> String {
        if self.firm { self.company.clone() } else { format!("{} {}", self.last, self.first).trim().to_owned() }
    }
}

/// Neither O nor I stands in a SIV plate: typed, they are digits.
pub fn plate(key: &str) -> String {
    let key: String = key.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    key.replace('O', "0").replace('I', "1")
}

/// The ways in which a plate may have been typed, to be looked for as they are stored.
pub fn plate_writings(plate: &str) -> Vec<String> {
    let digits = |zero: char, one: char| -> String {
        let siv = plate.len() == 7;
        let meant = |(place, c): (usize, char)| match c {
            '0' if siv && (2..5).contains(&place) => zero,
            '1' if siv && (2..5).contains(&place) => one,
            c => c,
        };
        plate.chars().enumerate().map(meant).collect()
    };
    let mut all = vec![digits('0', '1'), digits('O', '1'), digits('0', 'I'), digits('O', 'I')];
    all.sort();
    all.dedup();
    all
}

/// « St-Prest », « SAINT PREST » and « Saint-Prest » are one.
pub fn town(typed: &str) -> String {
    let word = |w: &str| match w {
        "st" => "saint".to_owned(),
        "ste" => "sainte".to_owned(),
        w => w.to_owned(),
    };
    text::key(typed).split(' ').map(word).collect()
}

/// 06 00 00 00 00, 01 02 03 04 05, 06 12 34 56 78: nobody's.
fn is_filler_phone(e164: &str) -> bool {
    let digits: Vec<u8> = e164.bytes().filter(u8::is_ascii_digit).collect();
    let end = &digits[digits.len().saturating_sub(6)..];
    let all_same = end.windows(2).all(|w| w[0] == w[1]);
    let text = String::from_utf8_lossy(&digits);
    all_same || ["12345678", "23456789", "102030405", "87654321"].iter().any(|run| text.ends_with(run))
}

/// What people type when there is no e-mail.
fn is_filler_email(key: &str) -> bool {
    const NOBODY: &[&str] = &[
        "aucun",
        "aucune",
        "pasdemail",
        "pasmail",
        "pasdadresse",
        "sans",
        "sansmail",
        "sansemail",
        "nomail",
        "noemail",
        "no",
        "non",
        "none",
        "neant",
        "rien",
        "vide",
        "inconnu",
        "na",
        "nc",
        "nr",
        "test",
        "mail",
        "email",
        "client",
        "azerty",
        "noreply",
        "pasdemel",
        "exemple",
        "example",
    ];
    let (local, domain) = key.split_once('@').unwrap_or((key, ""));
    let plain = |s: &str| s.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let one_letter = |s: &str| s.bytes().all(|b| Some(b) == s.bytes().next());
    let (local, site) = (plain(local), domain.split('.').next().unwrap_or_default());
    NOBODY.contains(&local.as_str()) || one_letter(&local) || local == site && NOBODY.contains(&site)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_fills_a_field_is_no_trait() {
        for phone in ["+33600000000", "+33237000000", "+33612345678", "+33102030405", "+33999999999"] {
            assert!(is_filler_phone(phone), "{phone}");
        }
        assert!(!is_filler_phone("+33612345679") && !is_filler_phone("+33237214563"));
        for email in
            ["aucun@aucun.fr", "pasdemail@nomail.com", "x@x.fr", "xxx@gmail.com", "sans@mail.fr", "test@test.fr"]
        {
            assert!(is_filler_email(email), "{email}");
        }
        for email in ["jean.dupont@free.fr", "contact@garage-martin.fr", "client28@free.fr", "anna@orange.fr"] {
            assert!(!is_filler_email(email), "{email}");
        }
    }

    #[test]
    fn towns_and_plates_have_one_writing() {
        assert_eq!(town("St Prest"), town("SAINT-PREST"));
        assert_eq!(town("Ste-Geneviève"), "saintegenevieve");
        assert_eq!(plate("ab-1O3-cd"), "AB103CD");
        assert_eq!(plate_writings("AB103CD"), ["AB103CD", "AB1O3CD", "ABI03CD", "ABIO3CD"]);
        assert_eq!(plate_writings("1234AB75"), ["1234AB75"]);
    }
}
