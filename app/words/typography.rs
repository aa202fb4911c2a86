//! French spaces: a mark of two parts never begins a line (Imprimerie nationale).

const NO_BREAK: char = '\u{a0}';
const NARROW_NO_BREAK: char = '\u{202f}';

/// Turns the ordinary space before `; : ! ? % € »` and after `«` into the no-break space that belongs there.
pub fn french(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        out.push(match (c, chars.peek()) {
            (' ', Some(';' | '!' | '?')) => NARROW_NO_BREAK,
            (' ', Some(':' | '»' | '%' | '€')) => NO_BREAK,
            (' ', _) if out.ends_with('«') => NO_BREAK,
            _ => c,
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::french;

    #[test]
    fn a_mark_of_two_parts_stays_with_its_word() {
        for (typed, set) in [
            ("Total : 12 %", "Total\u{a0}: 12\u{a0}%"),
            ("Perdu ? Oui !", "Perdu\u{202f}? Oui\u{202f}!"),
            ("Dit « oui » ; non", "Dit «\u{a0}oui\u{a0}»\u{202f}; non"),
            ("déjà\u{a0}: bien", "déjà\u{a0}: bien"),
            ("à 10:30, https://a?b", "à 10:30, https://a?b"),
            ("40 €", "40\u{a0}€"),
        ] {
            assert_eq!(french(typed), set);
        }
    }
}
