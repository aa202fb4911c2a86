//! How alike two texts are, from 0 to 1: twice what they share in order, over their lengths (Ratcliff and Obershelp).

pub(crate) fn ratio(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let total = a.len() + b.len();
    if total == 0 { 1.0 } else { 2.0 * shared(&a, &b) as f64 / total as f64 }
}

/// The longest common run, then what is shared before it and after it.
fn shared(a: &[char], b: &[char]) -> usize {
    let (mut start_a, mut start_b, mut length) = (0, 0, 0);
    for i in 0..a.len() {
        for j in 0..b.len() {
            let same = a[i..].iter().zip(&b[j..]).take_while(|(x, y)| x == y).count();
            if same > length {
                (start_a, start_b, length) = (i, j, same);
            }
        }
    }
    if length == 0 {
        return 0;
    }
    length + shared(&a[..start_a], &b[..start_b]) + shared(&a[start_a + length..], &b[start_b + length..])
}

/// The most alike of a list, the first of equals, if it is alike enough.
pub(crate) fn closest<'a>(text: &str, list: impl IntoIterator<Item = &'a str>, enough: f64) -> Option<(&'a str, f64)> {
    let mut best: Option<(&str, f64)> = None;
    for candidate in list {
        let alike = ratio(text, candidate);
        if alike >= enough && best.is_none_or(|(_, b)| alike > b) {
            best = Some((candidate, alike));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_more_or_less_alike() {
        for (a, b, alike) in [
            ("RENAULT", "RENAULT", 1.0),
            ("RENAULT", "RENAULI", 12.0 / 14.0),
            ("VP", "VASP", 4.0 / 6.0),
            ("ABC", "XYZ", 0.0),
            ("", "", 1.0),
        ] {
            assert!((ratio(a, b) - alike).abs() < 1e-9, "{a} {b}");
        }
        assert_eq!(closest("CITR0EN", ["RENAULT", "CITROEN"], 0.6).unwrap().0, "CITROEN");
        assert_eq!(closest("????", ["RENAULT"], 0.6), None);
    }
}
