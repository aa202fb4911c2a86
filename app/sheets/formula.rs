//! Cells that a spreadsheet would take for a formula when it opens a CSV. A customer may be named `=HYPERLINK(…)`.

use std::borrow::Cow;

/// With a `'` in front where a spreadsheet would calculate: it then shows text. Plain numbers are left alone.
pub fn defused(cell: &str) -> Cow<'_, str> {
    if begins_a_formula(cell) && !is_signed_number(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// Takes off the `'` that [`defused`] put, so that what was exported comes back the same.
pub fn restored(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if begins_a_formula(rest) => rest,
        _ => cell,
    }
}

/// Quotes and blanks before the sign count as part of it: a cell that has its own `'` gets a second one, or reading would
/// take the first away. The wide signs are what Japanese and Chinese Excel accept.
fn begins_a_formula(cell: &str) -> bool {
    cell.trim_start_matches(['\'', ' ', '\u{a0}'])
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// `-12,50` and `+33612345678`: after the sign only digits, blanks, dots and commas. Without a letter, a bracket or another
/// sign nothing can be called or referred to, and a `'` in front would spoil amounts and phones for every other program.
fn is_signed_number(cell: &str) -> bool {
    let Some(number) = cell.strip_prefix(['+', '-']) else { return false };
    number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || " .,\u{a0}\u{202f}".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_defused_and_numbers_are_not() {
        for formula in [
            "=1+1",
            "+A1",
            "-",
            "-2+3",
            "+cmd|' /C calc'!A0",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            " =1",
            "'=1",
            "+33(0)6",
            "＝1",
        ] {
            assert_eq!(defused(formula), format!("'{formula}"));
        }
        for plain in ["", "Dupont", "L'Haÿ", "'t Hooft", "-12,50", "+33612345678", "+33 6 12 34 56 78", "a=b", "1-2"] {
            assert_eq!(defused(plain), plain);
        }
    }

    #[test]
    fn a_cell_comes_back_as_it_left() {
        for cell in [
            "=1+1",
            "'=1",
            "''=1",
            " =1",
            "' -x",
            "-12,50",
            "'-12,50",
            "'t Hooft",
            "'",
            "''",
            "\t",
            "-",
            "+33612345678",
        ] {
            assert_eq!(restored(&defused(cell)), cell);
        }
    }
}
