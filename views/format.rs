//! Money, numbers and dates as each language writes them.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use chrono_tz::Tz;
use crm::{Lang, money::Cents};
use rust_decimal::Decimal;

use crate::text;

/// `1 234,56 €` in French (narrow no-break spaces), `€1,234.56` in English.
pub fn euros(lang: Lang, cents: Cents) -> String {
    let sign = if cents.0 < 0 { "−" } else { "" };
    let whole = cents.0.unsigned_abs() / 100;
    let rest = cents.0.unsigned_abs() % 100;
    match lang {
        Lang::Fr => format!("{sign}{},{rest:02}\u{a0}€", grouped(whole, "\u{202f}")),
        Lang::En => format!("{sign}€{}.{rest:02}", grouped(whole, ",")),
    }
}

/// A unit price, with the decimals it has: `91,20 €`, `0,1234 €`.
pub fn price(lang: Lang, price: Decimal) -> String {
    let price = price.normalize();
    if price.scale() <= 2 {
        return euros(lang, Cents::round(price));
    }
    match lang {
        Lang::Fr => format!("{}\u{a0}€", decimal(lang, price)),
        Lang::En => format!("€{}", decimal(lang, price)),
    }
}

/// Without cents, for tiles and charts: `12 480 €`.
pub fn round_euros(lang: Lang, cents: Cents) -> String {
    let sign = if cents.0 < 0 { "−" } else { "" };
    let whole = (cents.0.unsigned_abs() + 50) / 100;
    match lang {
        Lang::Fr => format!("{sign}{}\u{a0}€", grouped(whole, "\u{202f}")),
        Lang::En => format!("{sign}€{}", grouped(whole, ",")),
    }
}

/// `98 400`.
pub fn integer(lang: Lang, n: i64) -> String {
    let sign = if n < 0 { "−" } else { "" };
    let separator = if lang == Lang::Fr { "\u{202f}" } else { "," };
    format!("{sign}{}", grouped(n.unsigned_abs(), separator))
}

/// `1,8` in French, `1.8` in English, without useless zeros.
pub fn decimal(lang: Lang, d: Decimal) -> String {
    let text = d.normalize().to_string();
    if lang == Lang::Fr { text.replace('.', ",") } else { text }
}

fn grouped(n: u64, separator: &str) -> String {
    let digits = n.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|g| std::str::from_utf8(g).unwrap_or("")).collect();
    groups.join(separator)
}

/// `22/11/2026`.
pub fn date(lang: Lang, date: NaiveDate) -> String {
    match lang {
        Lang::Fr => date.format("%d/%m/%Y").to_string(),
        Lang::En => date.format("%d/%m/%Y").to_string(),
    }
}

/// `22 novembre 2026`.
pub fn long_date(lang: Lang, date: NaiveDate) -> String {
    text::format::long_date(lang, i64::from(date.day()), month(lang, date), date.year().to_string())
}

/// `nov.`, under a column of the chart.
pub fn short_month(lang: Lang, date: NaiveDate) -> String {
    text::format::short_month(lang, i64::from(date.month()))
}

/// `novembre`.
pub fn month(lang: Lang, date: NaiveDate) -> String {
    text::format::month(lang, i64::from(date.month()))
}

/// `22/11/2026 à 08:05`, on the garage's clock.
pub fn moment(lang: Lang, at: DateTime<Utc>, zone: Tz) -> String {
    let local = at.with_timezone(&zone);
    text::format::moment(lang, date(lang, local.date_naive()), local.format("%H:%M"))
}

/// For `<time datetime>`.
pub fn machine(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_written_as_each_language_does() {
        assert_eq!(euros(Lang::Fr, Cents(123456)), "1\u{202f}234,56\u{a0}€");
        assert_eq!(euros(Lang::Fr, Cents(-5)), "−0,05\u{a0}€");
        assert_eq!(euros(Lang::En, Cents(123456789)), "€1,234,567.89");
        let price_of = |text: &str| price(Lang::Fr, text.parse().unwrap());
        assert_eq!((price_of("91.2"), price_of("0.12345")), ("91,20\u{a0}€".into(), "0,12345\u{a0}€".into()));
        assert_eq!(round_euros(Lang::Fr, Cents(1_248_050)), "12\u{202f}481\u{a0}€");
        assert_eq!(integer(Lang::Fr, 98400), "98\u{202f}400");
    }

    #[test]
    fn dates_are_spoken() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();
        assert_eq!(long_date(Lang::Fr, day), "1er novembre 2026");
        assert_eq!(long_date(Lang::En, day), "1 November 2026");
        assert_eq!(short_month(Lang::Fr, day), "nov.");
    }
}
