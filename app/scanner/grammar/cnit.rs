//! D.2.1, the national type code (CNIT): fifteen characters `M10` + make + genre + seven, or an older one of twelve.

use super::letters;

/// What was read, with what must be letters or digits made so.
pub(crate) fn shaped(text: &str) -> String {
    let read = letters::codes(text);
    let (head, tail) = match modern(&read) {
        Some((make, genre_and_rest)) => (format!("M10{make}{}", &genre_and_rest[..2]), genre_and_rest[2..].to_string()),
        None => {
            let (head, tail) = read.split_at(read.len().min(3));
            let as_letter = |c: char| match c {
                '0' => 'O',
                '1' => 'I',
                '5' => 'S',
                c => c,
            };
            (head.chars().map(as_letter).collect(), tail.to_string())
        }
    };
    head + &tail.replace(['O', 'Q'], "0")
}

/// What a shape stands for in a code of so many characters, if it can stand there. O, Q and I are used in the make's
/// letters only.
pub(crate) fn name(length: usize, i: usize, letter: char) -> Option<char> {
    let letters = if length == 15 { 3..8 } else { 0..3 };
    if letters.contains(&i) {
        return letter.is_ascii_uppercase().then_some(letter);
    }
    match letter {
        'O' | 'Q' | 'I' => None,
        letter => Some(letter),
    }
}

const GENRES: [&str; 15] = ["VP", "CT", "MT", "VA", "CA", "TR", "RE", "CL", "QL", "QM", "TC", "SR", "CY", "MI", "TM"];

/// A modern code always begins with M10, whatever was read or seen there.
pub(crate) fn with_its_beginning(code: &str) -> String {
    match (code.len(), code.get(3..)) {
        (15, Some(rest)) if code.starts_with('M') && rest.get(3..5).is_some_and(|g| GENRES.contains(&g)) => {
            format!("M10{rest}")
        }
        _ => code.to_string(),
    }
}

/// Make (three letters), and genre with the seven last, where the code has the modern shape. Its M10 is often misread.
fn modern(read: &str) -> Option<(String, String)> {
    (0..read.len()).find_map(|start| {
        let rest = read[start..].strip_prefix('M')?;
        let (ones, rest) = run_of(rest, "1ILT");
        let (zeros, _) = run_of(rest, "0OQD");
        (1..=ones)
            .rev()
            .find_map(|o| (1..=zeros).rev().find_map(|z| body(&read[start + 1 + o + z..])).filter(|_| o == ones))
    })
}

/// How many of the first two characters are in the set, and the rest.
fn run_of<'a>(text: &'a str, set: &str) -> (usize, &'a str) {
    let count = text.chars().take(2).take_while(|c| set.contains(*c)).count();
    (count, &text[count..])
}

fn body(rest: &str) -> Option<(String, String)> {
    let (make, tail) = (rest.get(..3)?, rest.get(3..12)?);
    let is_make = make.chars().all(|c| c.is_ascii_uppercase() || matches!(c, '0' | '1' | '5' | '8'));
    let make = || make.chars().map(letters::as_letter).collect();
    (is_make && GENRES.contains(&&tail[..2])).then(|| (make(), tail.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_code_gets_its_shape() {
        for (text, cnit) in [
            ("M10RENVP61TGRFF", "M10RENVP61TGRFF"),
            ("MIORENVP61TGRFF", "M10RENVP61TGRFF"),
            ("M1ORENVP6OTGRFF", "M10RENVP60TGRFF"),
            ("MTOV0LVP61TGRFF", "M10VOLVP61TGRFF"),
            ("M10D5AVP74CVPHN", "M10DSAVP74CVPHN"),
            (" M1I0RENVP61TGRFF", "M10RENVP61TGRFF"),
            ("MCT5432PY315", "MCT5432PY315"),
            ("C1T992937U7O", "CIT992937U70"),
            ("AB", "AB"),
            ("", ""),
        ] {
            assert_eq!(shaped(text), cnit, "{text}");
        }
        assert_eq!(with_its_beginning("ML0RENVP61TGRFF"), "M10RENVP61TGRFF");
        assert_eq!(with_its_beginning("MCT5432PY315"), "MCT5432PY315");
    }
}
