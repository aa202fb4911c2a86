//! Letters and digits that look alike, and the plainest clean-ups.

/// The digit that a letter was, where only a digit can stand.
pub(crate) fn as_digit(c: char) -> char {
    match c {
        'O' | 'Q' | 'D' | 'U' | 'C' => '0',
        'I' | 'L' | 'T' | 'J' => '1',
        'Z' => '2',
        'S' => '5',
        'B' => '8',
        'G' | 'E' => '6',
        'A' => '4',
        'P' => '9',
        c => c,
    }
}

/// The letter that a digit was, where only a letter can stand.
pub(crate) fn as_letter(c: char) -> char {
    match c {
        '0' => 'O',
        '1' => 'I',
        '5' => 'S',
        '8' => 'B',
        '2' => 'Z',
        '6' => 'G',
        '7' => 'T',
        c => c,
    }
}

/// A text with the figures that stand between letters made the letters they look like: LE0N, R0SIERS.
pub(crate) fn worded(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let is_letter = |i: Option<usize>| i.and_then(|i| chars.get(i)).is_some_and(|c| c.is_alphabetic());
    let mend = |(i, c): (usize, &char)| {
        let between = is_letter(i.checked_sub(1)) && is_letter(Some(i + 1));
        if between && matches!(c, '0' | '1' | '5' | '7' | '8') { as_letter(*c) } else { *c }
    };
    chars.iter().enumerate().map(mend).collect()
}

/// Upper case, letters and digits only.
pub(crate) fn codes(text: &str) -> String {
    text.chars().map(|c| c.to_ascii_uppercase()).filter(char::is_ascii_alphanumeric).collect()
}

pub(crate) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Upper case without accents, one space between words: what is compared.
pub(crate) fn plain(text: &str) -> String {
    let upper: String = text.to_uppercase().chars().map(without_accent).collect();
    upper.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_accent(c: char) -> char {
    match c {
        'À' | 'Â' | 'Ä' | 'Á' | 'Ã' => 'A',
        'Ç' => 'C',
        'É' | 'È' | 'Ê' | 'Ë' => 'E',
        'Î' | 'Ï' | 'Í' => 'I',
        'Ñ' => 'N',
        'Ô' | 'Ö' | 'Ó' | 'Õ' => 'O',
        'Ù' | 'Û' | 'Ü' | 'Ú' => 'U',
        'Ÿ' => 'Y',
        c => c,
    }
}

/// A name or a line of address without the specks that the reader saw at its ends.
pub(crate) fn tidy(text: &str) -> String {
    let upper = text.to_uppercase().replace('’', "'");
    let joined = upper.split_whitespace().collect::<Vec<_>>().join(" ");
    let begins = |c: char| !c.is_alphanumeric();
    let ends = |c: char| !c.is_alphanumeric() && c != '.' && c != ')';
    closed(joined.trim_start_matches(begins).trim_end_matches(ends))
}

/// Without the blanks seen around a dash and after an apostrophe between letters: JEAN -CLAUDE, L' OLIVIER.
fn closed(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let signs = |c: &&char| matches!(c, ' ' | '-' | '\'');
    let between_letters = |i: usize| {
        let before = chars[..i].iter().rev().find(|c| !signs(c));
        let after = chars[i..].iter().find(|c| !signs(c));
        [before, after].iter().all(|c| c.is_some_and(|c| c.is_alphabetic()))
    };
    let at = |i: Option<usize>| i.and_then(|i| chars.get(i)).copied().unwrap_or(' ');
    let spare = |i: usize| at(Some(i + 1)) == '-' || matches!(at(i.checked_sub(1)), '-' | '\'');
    let kept = chars.iter().enumerate().filter(|(i, c)| **c != ' ' || !(spare(*i) && between_letters(*i)));
    kept.map(|(_, c)| *c).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_tidied() {
        for (text, tidied) in [(" -’ LE  GALL ,", "LE GALL"), ("É", "É"), ("ST. ", "ST."), ("'--", "")] {
            assert_eq!(tidy(text), tidied);
        }
        assert_eq!(tidy("JEAN -CLAUDE D' ARC - DUPONT"), "JEAN-CLAUDE D'ARC-DUPONT");
        assert_eq!(tidy("12 - 14 RUE DE L' OLIVIER"), "12 - 14 RUE DE L'OLIVIER");
        assert_eq!(worded("12 RUE DES R0SIER5 B1S 8 MAI 1945 A5"), "12 RUE DES ROSIER5 BIS 8 MAI 1945 A5");
        assert_eq!(plain("  François  Œil"), "FRANCOIS ŒIL");
        assert_eq!((codes("ab-12 é"), digits("O1/2")), ("AB12".to_string(), "12".to_string()));
    }
}
