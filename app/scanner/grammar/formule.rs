//! The number of the form: year, two letters, five digits, as `2019BC12345`.

use super::letters;

pub(crate) fn shaped(text: &str) -> Option<String> {
    let read = letters::codes(text);
    let shape = |(i, c): (usize, char)| if is_letter(i) { letters::as_letter(c) } else { letters::as_digit(c) };
    (read.len() == 11).then(|| read.chars().enumerate().map(shape).collect())
}

/// What a shape stands for at a place, if it can stand there.
pub(crate) fn name(i: usize, letter: char) -> Option<char> {
    (is_letter(i) == letter.is_ascii_uppercase()).then_some(letter)
}

fn is_letter(i: usize) -> bool {
    i == 4 || i == 5
}

/// The SIV, whose forms these are, began in 2009; a form of before may be dated 2004.
pub(crate) fn is_valid(formule: &str) -> bool {
    let year = formule.get(..4).and_then(|y| y.parse::<u16>().ok());
    let letters = formule.get(4..6).is_some_and(|l| l.chars().all(|c| c.is_ascii_uppercase()));
    let number = formule.get(6..).is_some_and(|n| n.len() == 5 && n.chars().all(|c| c.is_ascii_digit()));
    letters && number && year.is_some_and(|y| (2004..=2045).contains(&y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_has_a_number() {
        assert_eq!(shaped("2O19 8C I2345").as_deref(), Some("2019BC12345"));
        assert_eq!(shaped("2019BC1234"), None);
        assert!(is_valid("2019BC12345"));
        for wrong in ["2065BC12345", "2019B112345", "2019BC1234X", "2019BC123456", ""] {
            assert!(!is_valid(wrong), "{wrong}");
        }
    }
}
