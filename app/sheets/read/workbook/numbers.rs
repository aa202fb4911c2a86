//! Numbers as people wrote them: phones and SIRETs without point or exponent, dates in ISO.

use chrono::{Days, NaiveDate, TimeDelta};

/// What a cell's `<v>` shows. What is no number stays as it is.
pub fn shown(value: &str, is_date: bool, since_1904: bool) -> String {
    let Some(number) = value.trim().parse::<f64>().ok().filter(|n| n.is_finite()) else { return value.to_owned() };
    if is_date && let Some(date) = date(number, since_1904) {
        return date;
    }
    if number.fract() == 0.0 {
        let digits = value.trim();
        // Digits are kept as they stand: above 2⁵³ the number has already lost some.
        let plain = digits.bytes().all(|b| b.is_ascii_digit());
        return if plain { digits.to_owned() } else { format!("{number}") };
    }
    rounded(number)
}

/// Excel keeps 17 digits and shows 15: `0.1+0.2` is 0.3, not 0.30000000000000004.
fn rounded(number: f64) -> String {
    let fifteen = format!("{number:.14e}").parse::<f64>();
    fifteen.map_or_else(|_| number.to_string(), |number| number.to_string())
}

/// Days since the end of 1899 as `2026-11-23`, with a part of a day as `2026-11-23T08:30:00`, a part alone as `08:30:00`.
fn date(number: f64, since_1904: bool) -> Option<String> {
    // The last day that Excel knows is in 9999.
    if !(0.0..2_958_466.0).contains(&number) {
        return None;
    }
    let seconds = TimeDelta::seconds((number.fract() * 86_400.0).round() as i64);
    let whole = number.trunc() as u64;
    let epoch = match whole {
        _ if since_1904 => NaiveDate::from_ymd_opt(1904, 1, 1)?,
        // Excel believes that 1900 had a 29th of February, day 60: days before it are one behind.
        ..60 => NaiveDate::from_ymd_opt(1899, 12, 31)?,
        _ => NaiveDate::from_ymd_opt(1899, 12, 30)?,
    };
    let moment = epoch.checked_add_days(Days::new(whole))?.and_hms_opt(0, 0, 0)?.checked_add_signed(seconds)?;
    Some(match (whole, seconds.is_zero()) {
        (0, false) if !since_1904 => moment.format("%H:%M:%S").to_string(),
        (_, true) => moment.format("%Y-%m-%d").to_string(),
        _ => moment.format("%Y-%m-%dT%H:%M:%S").to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_and_sirets_keep_their_digits() {
        for (value, text) in [
            ("612345678", "612345678"),
            ("6.12345678E8", "612345678"),
            ("55208131766522", "55208131766522"),
            ("5.5208131766522E13", "55208131766522"),
            ("123456789012345", "123456789012345"),
            ("12.0", "12"),
            ("-12.5", "-12.5"),
            ("0.30000000000000004", "0.3"),
            ("19.989999999999998", "19.99"),
            ("", ""),
            ("NaN", "NaN"),
            ("n/a", "n/a"),
        ] {
            assert_eq!(shown(value, false, false), text);
        }
    }

    #[test]
    fn dates_become_iso() {
        for (value, text) in [
            ("46349", "2026-11-23"),
            ("46349.354166666664", "2026-11-23T08:30:00"),
            ("29221", "1980-01-01"),
            ("59", "1900-02-28"),
            ("61", "1900-03-01"),
            ("0.5", "12:00:00"),
            ("2958465", "9999-12-31"),
            ("2958466", "2958466"),
            ("-1", "-1"),
        ] {
            assert_eq!(shown(value, true, false), text);
        }
        assert_eq!(shown("44887", true, true), "2026-11-23");
    }
}
