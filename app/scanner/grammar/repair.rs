//! A value repaired by its check digit.

use super::check;

/// Letters and digits that are taken for one another.
const ALIKE: [&str; 16] =
    ["0ODQUC", "1ILTJ7", "2Z7", "5S", "8B3", "6GE", "4A", "KX", "MNHW", "VYU", "RPBF", "CGO", "EF", "3S8", "9P", "PF"];

/// The value with one character changed so that its check digit holds: for one that another reading has at that place,
/// or else the only one among those that look alike. The readings must not agree already, since the check digit itself
/// may be misread.
pub(crate) fn repair(value: &str, digit: char, is_valid: impl Fn(&str) -> bool, others: &[&str]) -> Option<String> {
    let holds = |v: &String| check::digit(v) == digit && is_valid(v);
    let chars: Vec<char> = value.chars().collect();
    let with = |i: usize, c: char| {
        let mut changed = chars.clone();
        changed[i] = c;
        changed.into_iter().collect::<String>()
    };
    let told = others
        .iter()
        .filter(|o| o.chars().count() == chars.len())
        .flat_map(|o| o.chars().enumerate().collect::<Vec<_>>())
        .filter(|(i, c)| chars[*i] != *c)
        .map(|(i, c)| with(i, c))
        .find(holds);
    if told.is_some() {
        return told;
    }
    let mut guesses: Vec<String> = chars
        .iter()
        .enumerate()
        .flat_map(|(i, c)| alike(*c).into_iter().map(move |a| (i, a)))
        .map(|(i, a)| with(i, a))
        .collect();
    guesses.retain(holds);
    if let [only] = guesses.as_slice() { Some(only.clone()) } else { None }
}

fn alike(c: char) -> Vec<char> {
    let mut found: Vec<char> =
        ALIKE.iter().filter(|g| g.contains(c)).flat_map(|g| g.chars()).filter(|a| *a != c).collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_digit_repairs_one_character() {
        let any = |_: &str| true;
        let plate = |p: &str| super::super::plate::is_valid(p);
        // AB123CD checks with 0.
        assert_eq!(repair("AB123CO", '0', plate, &["AB123CD"]).unwrap(), "AB123CD");
        assert_eq!(repair("AB12ECD", '0', plate, &[]), None);
        // Too many ways to make it hold.
        assert_eq!(repair("1111111", '0', any, &["XX"]), None);
        assert_eq!(repair("980108", '9', |d| d.chars().all(|c| c.is_ascii_digit()), &["980105"]).unwrap(), "980105");
    }
}
