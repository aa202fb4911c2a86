//! Numbers and dates as the French write them: the template only places what is written here.

use chrono::{Datelike, NaiveDate};
use crm::money::Cents;
use rust_decimal::Decimal;

use crate::text::paper as words;

/// Between thousands.
const NARROW: &str = "\u{202f}";
const NO_BREAK: char = '\u{a0}';

/// `1 234,50 €`
pub fn euros(amount: Cents) -> String {
    format!("{}{NO_BREAK}€", decimal(amount.euros(), 2))
}

/// `1 234,50`, where the column says euros.
pub fn amount(amount: Cents) -> String {
    decimal(amount.euros(), 2)
}

/// Two decimals at least, more where the price has more.
pub fn price(price: Decimal) -> String {
    let price = price.normalize();
    decimal(price, price.scale().max(2))
}

/// `2,5`: no more decimals than needed.
pub fn plain(number: Decimal) -> String {
    let number = number.normalize();
    decimal(number, number.scale())
}

/// `84 512`
pub fn count(n: i64) -> String {
    decimal(Decimal::from(n), 0)
}

fn decimal(number: Decimal, places: u32) -> String {
    let mut number = number;
    number.rescale(places);
    let digits = number.abs().to_string();
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let sign = if number.is_sign_negative() && !number.is_zero() { "\u{2212}" } else { "" };
    let comma = if fraction.is_empty() { "" } else { "," };
    format!("{sign}{}{comma}{fraction}", grouped(whole, 3, NARROW))
}

/// `20 novembre 2026`, never cut in two.
pub fn date(day: NaiveDate) -> String {
    let number = if day.day() == 1 { words::first_of_month().to_string() } else { day.day().to_string() };
    words::date(number, i64::from(day.month()), day.year()).replace(' ', "\u{a0}")
}

/// `404 833 048`
pub fn siren(siren: &str) -> String {
    pieces(siren, &[3, 3, 3])
}

/// `404 833 048 00022`
pub fn siret(siret: &str) -> String {
    pieces(siret, &[3, 3, 3, 5])
}

/// `FR76 3000 6000 0112 3456 7890 189`
pub fn iban(iban: &str) -> String {
    let plain: Vec<char> = iban.chars().filter(|c| !c.is_whitespace()).collect();
    let fours: Vec<String> = plain.chunks(4).map(|four| four.iter().collect()).collect();
    fours.join(&NO_BREAK.to_string())
}

/// Cuts into pieces of these lengths; anything of another length is left as it is.
fn pieces(text: &str, lengths: &[usize]) -> String {
    let plain: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    if plain.len() != lengths.iter().sum::<usize>() {
        return text.to_string();
    }
    let mut rest = plain.as_slice();
    let mut out: Vec<String> = Vec::new();
    for length in lengths {
        let (piece, after) = rest.split_at(*length);
        out.push(piece.iter().collect());
        rest = after;
    }
    out.join(&NO_BREAK.to_string())
}

/// Groups digits from the right.
fn grouped(digits: &str, size: usize, separator: &str) -> String {
    let mut out = String::with_capacity(digits.len() * 2);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(size) {
            out.push_str(separator);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_the_french_way() {
        assert_eq!(euros(Cents(123_456_750)), "1\u{202f}234\u{202f}567,50\u{a0}€");
        assert_eq!(euros(Cents(-500)), "\u{2212}5,00\u{a0}€");
        assert_eq!(amount(Cents(0)), "0,00");
        assert_eq!(price("57.5".parse().unwrap()), "57,50");
        assert_eq!(price("0.123456".parse().unwrap()), "0,123456");
        assert_eq!(plain("2.50".parse().unwrap()), "2,5");
        assert_eq!(count(84512), "84\u{202f}512");
    }

    #[test]
    fn dates_and_identifiers_are_written_the_french_way() {
        assert_eq!(date(NaiveDate::from_ymd_opt(2026, 12, 1).unwrap()), "1er décembre 2026".replace(' ', "\u{a0}"));
        assert_eq!(siret("73282932000074"), "732\u{a0}829\u{a0}320\u{a0}00074");
        assert_eq!(siren("12"), "12");
        assert_eq!(iban("FR7630006000011234567890189"), "FR76 3000 6000 0112 3456 7890 189".replace(' ', "\u{a0}"));
    }
}
