//! Dates as printed (dd/mm/yyyy) and as the machine-readable zone has them (yymmdd).

use std::fmt;

/// A day that exists, between 1950 and 2045. Shown as `2019-03-05`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Date {
    year: u16,
    month: u16,
    day: u16,
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Date {
    pub(crate) fn new(day: u16, month: u16, year: u16) -> Option<Date> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        ((1950..=2045).contains(&year) && (1..=days).contains(&day)).then_some(Date { year, month, day })
    }

    /// As the card has it.
    pub(crate) fn printed(self) -> String {
        format!("{:02}/{:02}/{:04}", self.day, self.month, self.year)
    }

    /// From six digits, year first; up to 45 it is of this century.
    pub(crate) fn from_mrz(text: &str) -> Option<Date> {
        let [y1, y2, m1, m2, d1, d2] = digits_of(text)?;
        let year = y1 * 10 + y2;
        Date::new(d1 * 10 + d2, m1 * 10 + m2, if year > 45 { 1900 + year } else { 2000 + year })
    }

    /// The first date in what was read, the slashes read well or not.
    pub(crate) fn find(text: &str) -> Option<Date> {
        candidates(text).into_iter().find_map(from_printed)
    }

    /// The same when there is none, with the fewest digits changed for such as they are mistaken for.
    pub(crate) fn repaired(text: &str) -> Option<Date> {
        let read = candidates(text).into_iter().next()?;
        let once: Vec<[u16; 8]> = [0, 2, 4, 5].into_iter().flat_map(|i| changed(read, i)).collect();
        let twice: Vec<[u16; 8]> = once.iter().flat_map(|r| [0, 2].into_iter().flat_map(|i| changed(*r, i))).collect();
        once.into_iter().chain(twice).find_map(from_printed)
    }
}

fn digits_of<const N: usize>(text: &str) -> Option<[u16; N]> {
    let digits: Option<Vec<u16>> = text.chars().map(|c| c.to_digit(10).map(|d| d as u16)).collect();
    digits?.try_into().ok()
}

fn from_printed(d: [u16; 8]) -> Option<Date> {
    let year = d[4] * 1000 + d[5] * 100 + d[6] * 10 + d[7];
    Date::new(d[0] * 10 + d[1], d[2] * 10 + d[3], year)
}

/// Eight digits with a slash, or nothing, or any one character between day, month and year.
fn candidates(text: &str) -> Vec<[u16; 8]> {
    let chars: Vec<char> = text.chars().collect();
    let at = |from: usize, gaps: [usize; 2]| {
        let (month, year) = (from + 2 + gaps[0], from + 4 + gaps[0] + gaps[1]);
        let end = year + 4;
        let picked: String = if end <= chars.len() {
            [&chars[from..from + 2], &chars[month..month + 2], &chars[year..end]].concat().into_iter().collect()
        } else {
            String::new()
        };
        let slashes =
            [from + 2, month + 2].into_iter().zip(gaps).all(|(i, gap)| gap == 0 || chars.get(i) == Some(&'/'));
        digits_of::<8>(&picked).map(|digits| (slashes, digits))
    };
    let all: Vec<(bool, [u16; 8])> = (0..chars.len())
        .flat_map(|from| [[1, 1], [1, 0], [0, 1], [0, 0]].into_iter().map(move |gaps| (from, gaps)))
        .filter_map(|(from, gaps)| at(from, gaps))
        .collect();
    // Well-read slashes first, in the order of the text.
    let (well, badly): (Vec<_>, Vec<_>) = all.into_iter().partition(|(slashes, _)| *slashes);
    well.into_iter().chain(badly).map(|(_, digits)| digits).collect()
}

/// What a digit that makes no date may have been.
fn changed(read: [u16; 8], i: usize) -> Vec<[u16; 8]> {
    let others: &[u16] = match read[i] {
        8 => &[0, 3],
        6 | 9 | 5 | 3 => &[0],
        7 | 4 => &[1],
        _ => &[],
    };
    let with = |&other: &u16| {
        let mut copy = read;
        copy[i] = other;
        copy
    };
    others.iter().map(with).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_found() {
        let cases = [
            ("05/03/2019", Some("2019-03-05")),
            ("VISITE AVANT LE 06/07/2011", Some("2011-07-06")),
            ("05032019", Some("2019-03-05")),
            ("05/032019", Some("2019-03-05")),
            ("05703/2019", Some("2019-03-05")),
            ("1 05/03/2019 7", Some("2019-03-05")),
            ("29/02/2019", None),
            ("29/02/2020", Some("2020-02-29")),
            ("31/04/2020", None),
            ("05/13/2019", None),
            ("05/03/1919", None),
            ("05/03/201", None),
            ("", None),
        ];
        for (text, date) in cases {
            assert_eq!(Date::find(text).map(|d| d.to_string()).as_deref(), date, "{text}");
        }
    }

    #[test]
    fn a_date_that_cannot_be_is_repaired() {
        for (text, date) in [("85/03/2019", "2019-03-05"), ("05/83/2019", "2019-03-05"), ("05/03/7019", "")] {
            assert_eq!(Date::repaired(text).map(|d| d.to_string()).unwrap_or_default(), date, "{text}");
        }
    }

    #[test]
    fn the_zone_has_years_of_two_digits() {
        assert_eq!(Date::from_mrz("980105").unwrap().to_string(), "1998-01-05");
        assert_eq!(Date::from_mrz("190315").unwrap().to_string(), "2019-03-15");
        assert!(
            Date::from_mrz("19O315").is_none() && Date::from_mrz("191315").is_none() && Date::from_mrz("").is_none()
        );
    }
}
