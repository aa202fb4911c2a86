//! Plates of the SIV (2009 and later): two letters, three digits, two letters.

use super::letters;

/// The seven characters of a plate, letters where letters stand and digits where digits stand, or nothing.
pub(crate) fn shaped(text: &str) -> Option<String> {
    let read: Vec<char> = letters::codes(text).chars().collect();
    let fits =
        |seven: &Vec<char>| seven.iter().enumerate().filter(|(i, c)| c.is_ascii_alphabetic() != is_number(*i)).count();
    let candidates = read.windows(7).map(<[char]>::to_vec).chain(between_dashes(text));
    // The first of the best.
    let best = candidates.collect::<Vec<_>>().into_iter().rev().max_by_key(fits)?;
    Some(
        best.iter().enumerate().map(|(i, &c)| if is_number(i) { letters::as_digit(c) } else { as_letter(c) }).collect(),
    )
}

/// Where one of the two dashes was read as something else, the other tells where it was.
fn between_dashes(text: &str) -> Option<Vec<char>> {
    let read: Vec<char> =
        text.to_ascii_uppercase().chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let dashed = read.len() == 9 && (read[2] == '-' || read[6] == '-');
    let kept: Vec<char> = [0, 1, 3, 4, 5, 7, 8].into_iter().filter_map(|i| read.get(i)).copied().collect();
    (dashed && !kept.contains(&'-')).then_some(kept)
}

/// Whether the seven characters can be a plate: neither I, O nor U, nor SS nor WW, nor 000.
pub(crate) fn is_valid(plate: &str) -> bool {
    let chars: Vec<char> = plate.chars().collect();
    let shape = |(i, c): (usize, &char)| {
        if is_number(i) { c.is_ascii_digit() } else { c.is_ascii_uppercase() && !matches!(c, 'I' | 'O' | 'U') }
    };
    chars.len() == 7
        && chars.iter().enumerate().all(shape)
        && chars[2..5] != ['0'; 3]
        && chars[..2] != ['S', 'S']
        && chars[5..] != ['S', 'S']
        && chars[..2] != ['W', 'W']
}

/// `AB123CD` as `AB-123-CD`.
pub(crate) fn dashed(plate: &str) -> String {
    match (plate.get(..2), plate.get(2..5), plate.get(5..)) {
        (Some(left), Some(number), Some(right)) => format!("{left}-{number}-{right}"),
        _ => plate.to_string(),
    }
}

/// What a shape stands for at a place, if it can stand there.
pub(crate) fn name(i: usize, letter: char) -> Option<char> {
    let fits =
        if is_number(i) { letter.is_ascii_digit() } else { letter.is_ascii_uppercase() && !"IOU".contains(letter) };
    fits.then_some(letter)
}

fn is_number(i: usize) -> bool {
    (2..5).contains(&i)
}

/// On a plate a 0 read for a letter is a D, since O is not used; likewise for I and U.
fn as_letter(c: char) -> char {
    match c {
        '0' | 'O' => 'D',
        '1' | '7' | 'I' => 'T',
        '2' => 'Z',
        '5' => 'S',
        '6' => 'G',
        '8' => 'B',
        '4' => 'A',
        'U' => 'V',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plate_is_found_in_what_was_read() {
        let cases = [
            ("AB-123-CD", Some("AB123CD")),
            ("ab 123 cd", Some("AB123CD")),
            ("A8-I2S-CO", Some("AB125CD")),
            ("SE-9483JP", Some("SE948JP")),
            (". AB-123-CD", Some("AB123CD")),
            ("AB-123-C", None),
            ("", None),
        ];
        for (text, plate) in cases {
            assert_eq!(shaped(text).as_deref(), plate, "{text}");
        }
    }

    #[test]
    fn a_plate_has_its_letters() {
        for (plate, valid) in [
            ("AB123CD", true),
            ("AS123SA", true),
            ("SS123AB", false),
            ("AB123SS", false),
            ("WW123AB", false),
            ("AB000CD", false),
            ("AI123CD", false),
            ("AB12CDE", false),
            ("AB123C", false),
        ] {
            assert_eq!(is_valid(plate), valid, "{plate}");
        }
        assert_eq!(dashed("AB123CD"), "AB-123-CD");
    }
}
