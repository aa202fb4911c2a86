//! French number plates: SIV (`AB-123-CD`, since 2009; `WW-123-AB` for a while, `W-123-AB` for trying a car), FNI
//! (`1234 AB 75`, before), foreign ones by their letters and digits.

use serde::{Deserialize, Serialize};

use crate::error::Why;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plate {
    shown: String,
    key: String,
}

impl Plate {
    /// Letters and digits in any writing. What is neither SIV nor FNI is kept as a foreign plate, 4 to 12 characters.
    pub fn parse(typed: &str) -> Result<Plate, Why> {
        let typed: String = typed.chars().map(plain).collect();
        let key: String = typed.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
        let odd = typed.chars().any(|c| !c.is_ascii_alphanumeric() && !c.is_whitespace() && !"-._·".contains(c));
        if odd || !(4..=12).contains(&key.len()) {
            return Err(Why::BadPlate);
        }
        let shown = if is_siv(&key) {
            format!("{}-{}-{}", &key[..2], &key[2..5], &key[5..])
        } else if let Some((number, right)) = garage(&key) {
            format!("W-{number}-{right}")
        } else if let Some((number, letters, department)) = fni(&key) {
            format!("{number} {letters} {department}")
        } else {
            key.clone()
        };
        Ok(Plate { shown, key })
    }
    pub fn shown(&self) -> &str {
        &self.shown
    }
    pub fn key(&self) -> &str {
        &self.key
    }
}

/// SIV: no I, O, U; no SS block; no WW on the left but for temporary plates; 001 to 999.
pub fn is_siv(key: &str) -> bool {
    let Some((left, rest)) = key.split_at_checked(2) else { return false };
    let Some((number, right)) = rest.split_at_checked(3) else { return false };
    let letters =
        |s: &str| s.len() == 2 && s.bytes().all(|b| b.is_ascii_uppercase() && !b"IOU".contains(&b)) && s != "SS";
    letters(left) && letters(right) && number.bytes().all(|b| b.is_ascii_digit()) && number != "000"
}

/// W garage, for trying a car on the road: `W-123-AB`.
fn garage(key: &str) -> Option<(&str, &str)> {
    let (number, right) = key.strip_prefix('W')?.split_at_checked(3)?;
    let letters = right.len() == 2 && right.bytes().all(|b| b.is_ascii_uppercase());
    (letters && number.bytes().all(|b| b.is_ascii_digit())).then_some((number, right))
}

/// The letters German plates have beyond ours.
fn plain(c: char) -> char {
    match c {
        'Ä' | 'ä' => 'A',
        'Ö' | 'ö' => 'O',
        'Ü' | 'ü' => 'U',
        c => c,
    }
}

fn fni(key: &str) -> Option<(&str, &str, &str)> {
    let digits = key.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = key.split_at_checked(digits)?;
    let letters = rest.bytes().take_while(u8::is_ascii_uppercase).count();
    // 2A and 2B begin with a digit, so the letters end where the department begins.
    let (letters, department) = rest.split_at_checked(letters)?;
    let known = match department {
        "2A" | "2B" => true,
        d if d.len() == 2 => matches!(d.parse::<u8>(), Ok(1..=95)),
        d if d.len() == 3 => matches!(d.parse::<u16>(), Ok(971..=976)),
        _ => false,
    };
    ((1..=4).contains(&number.len()) && (1..=3).contains(&letters.len()) && known)
        .then_some((number, letters, department))
}

/// Does what was typed in a search box (already a key, lower case) look like a whole plate, to be searched as one word?
pub fn looks_like_plate(joined: &str) -> bool {
    let upper = joined.to_ascii_uppercase();
    is_siv(&upper) || garage(&upper).is_some() || fni(&upper).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plates_are_read_in_any_writing() {
        for (typed, shown, key) in [
            ("aa123bb", "AA-123-BB", "AA123BB"),
            ("AA 123 BB", "AA-123-BB", "AA123BB"),
            ("1234ab75", "1234 AB 75", "1234AB75"),
            ("123 abc 2a", "123 ABC 2A", "123ABC2A"),
            ("12 AB 971", "12 AB 971", "12AB971"),
            ("B-MW 1234", "BMW1234", "BMW1234"),
            ("WW-123-AB", "WW-123-AB", "WW123AB"),
            ("w 123 ab", "W-123-AB", "W123AB"),
            ("1234 WW 75", "1234 WW 75", "1234WW75"),
            ("4567 ZZ 974", "4567 ZZ 974", "4567ZZ974"),
            ("12ab2b", "12 AB 2B", "12AB2B"),
            ("MÜ-AB 123", "MUAB123", "MUAB123"),
            ("1-ABC-234", "1ABC234", "1ABC234"),
            ("AB 12 CDE", "AB12CDE", "AB12CDE"),
            ("0123 BCD", "0123BCD", "0123BCD"),
        ] {
            let plate = Plate::parse(typed).unwrap();
            assert_eq!((plate.shown(), plate.key()), (shown, key), "{typed}");
        }
        for wrong in ["", "abc", "AA/123", "ABCDEFGHIJKLM", "é123aa"] {
            assert_eq!(Plate::parse(wrong), Err(Why::BadPlate), "{wrong}");
        }
    }

    #[test]
    fn siv_leaves_out_some_letters() {
        assert!(is_siv("AS123SA") && !is_siv("SS123AA") && !is_siv("AI123AA") && !is_siv("AA000AA"));
    }
}
