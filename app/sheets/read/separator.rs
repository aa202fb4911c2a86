//! Which sign stands between the cells of a text.

use csv::{Reader, ReaderBuilder, StringRecord};

const CANDIDATES: [char; 4] = [';', '\t', ',', '|'];

/// Rows and bytes that are looked at.
const SAMPLE_ROWS: usize = 200;
const SAMPLE_BYTES: usize = 256 << 10;

/// `sep=;` on the first line is how Excel is told, and what it hides. Gives the sign and the text after that line.
pub fn told(text: &str) -> Option<(char, &str)> {
    let (first, rest) = text.split_once('\n')?;
    let first = first.trim_end().trim_matches('"');
    let sign = first.strip_prefix("sep=").or_else(|| first.strip_prefix("SEP="))?;
    let mut signs = sign.chars();
    let sign = signs.next().filter(|c| c.is_ascii_punctuation() && *c != '"').or(sign.is_empty().then_some('\t'))?;
    signs.next().is_none().then_some((sign, rest))
}

/// The sign that cuts the most rows to the width of the first. None when no sign cuts any: one column.
///
/// Only signs of the first row count when it has one: `Nom;Adresse` above `Dupont;12, rue X, Paris` is cut by `;`.
pub fn guessed(text: &str) -> Option<char> {
    let sample = sample(text);
    let counted = CANDIDATES.map(|sign| (sign, widths(sample, sign)));
    let by_first = best(&counted, |widths| widths.first().copied());
    by_first.or_else(|| best(&counted, most_common))
}

pub fn reader(text: &str, sign: char) -> Reader<&[u8]> {
    // Every sign that `told` and `guessed` give is ASCII.
    let delimiter = u8::try_from(sign).unwrap_or(b';');
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes())
}

fn best(counted: &[(char, Vec<usize>)], width_of: impl Fn(&[usize]) -> Option<usize>) -> Option<char> {
    let mut best = (None, 0);
    for (sign, widths) in counted {
        let Some(width) = width_of(widths).filter(|width| *width > 1) else { continue };
        let score = widths.iter().filter(|w| **w == width).count() * (width - 1);
        if score > best.1 {
            best = (Some(*sign), score);
        }
    }
    best.0
}

/// How many cells each row of the sample has, blank rows left out.
fn widths(sample: &str, sign: char) -> Vec<usize> {
    let mut reader = reader(sample, sign);
    let mut record = StringRecord::new();
    let mut widths = Vec::new();
    while widths.len() < SAMPLE_ROWS && reader.read_record(&mut record).unwrap_or(false) {
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            widths.push(record.len());
        }
    }
    widths
}

fn most_common(widths: &[usize]) -> Option<usize> {
    widths.iter().copied().max_by_key(|width| (widths.iter().filter(|w| *w == width).count(), *width))
}

/// Whole lines, unless the first alone is longer.
fn sample(text: &str) -> &str {
    if text.len() <= SAMPLE_BYTES {
        return text;
    }
    let start = &text[..text.floor_char_boundary(SAMPLE_BYTES)];
    start.rfind('\n').map_or(start, |end| &start[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_the_one_that_cuts_alike() {
        for (text, sign) in [
            ("Nom;Prénom\nDupont;Jean\n", Some(';')),
            ("Nom,Prénom\nDupont,Jean\n", Some(',')),
            ("Nom\tPrénom\nDupont\tJean\n", Some('\t')),
            ("Nom|Prénom\nDupont|Jean\n", Some('|')),
            ("Nom;Adresse\nDupont;12, rue X, Paris\nBlanc;3, rue Y, Lyon\n", Some(';')),
            ("a;b;c\n1,5;2,5;3,5\n1,5;2,5;3,5\n", Some(';')),
            ("name,note\n\"a;b;c\",\"d;e\"\nx,y\n", Some(',')),
            ("Liste des clients\n\nNom;Ville\nDupont;Lyon\nBlanc;Nice\n", Some(';')),
            ("email\na@b.fr\n", None),
        ] {
            assert_eq!(guessed(text), sign, "{text}");
        }
    }

    #[test]
    fn excel_is_told_on_the_first_line() {
        assert_eq!(told("sep=;\r\na;b"), Some((';', "a;b")));
        assert_eq!(told("\"sep=,\"\na,b"), Some((',', "a,b")));
        assert_eq!(told("sep=\t\na\tb"), Some(('\t', "a\tb")));
        assert_eq!(told("separator;b\n1;2"), None);
        assert_eq!(told("sep=é\n1;2"), None);
    }
}
