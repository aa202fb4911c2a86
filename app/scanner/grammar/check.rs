//! The check digits of the machine-readable zone: ICAO 9303, weights 7, 3, 1.

/// The check digit of a text of digits, capital letters and `<`; anything else counts for nothing.
pub(crate) fn digit(text: &str) -> char {
    let value = |c: char| match c {
        '0'..='9' => c as u32 - '0' as u32,
        'A'..='Z' => c as u32 - 'A' as u32 + 10,
        _ => 0,
    };
    let sum: u32 = text.chars().zip([7, 3, 1].into_iter().cycle()).map(|(c, weight)| value(c) * weight).sum();
    char::from_digit(sum % 10, 10).unwrap_or('0')
}

/// Whether reading one of two letters for the other changes the check digit, wherever it stands. It does not for 6 and
/// G, nor for 8 and S: their values differ by ten or twenty.
pub(crate) fn tells_apart(a: char, b: char) -> bool {
    digit(&a.to_string()) != digit(&b.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ministry_s_specimen_checks() {
        let cases = [("AB123CD", '0'), ("VFSIV2009ASIV2009", '2'), ("980105", '9'), ("2009AS05284", '0')];
        for (text, expected) in cases {
            assert_eq!(digit(text), expected, "{text}");
        }
        // Its composite digit is the 2 that ends the second line.
        assert_eq!(digit("AB123CD0VFSIV2009ASIV200929801059"), '2');
    }

    #[test]
    fn some_confusions_escape_the_check_digit() {
        assert!(tells_apart('5', 'S') && tells_apart('8', 'B') && tells_apart('1', 'I'));
        assert!(!tells_apart('6', 'G') && !tells_apart('8', 'S') && !tells_apart('1', 'L'));
    }
}
