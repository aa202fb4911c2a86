//! Which cell styles show a number as a date.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::package::Package;
use super::xml::attribute;
use crate::Unreadable;
use crate::limits::MAX_ENTRIES;

#[derive(Default)]
pub struct Styles {
    /// For each style, in the order that cells name them.
    dates: Vec<bool>,
}

impl Styles {
    pub fn read(package: &mut Package, part: Option<&str>) -> Result<Styles, Unreadable> {
        let mut styles = Styles::default();
        let Some(mut xml) = package.part(part.unwrap_or("xl/styles.xml"))? else { return Ok(styles) };
        let mut own = HashMap::new();
        // Conditional formats (`dxfs`) have a `numFmt` and named styles (`cellStyleXfs`) an `xf` of their own.
        let (mut in_formats, mut in_cells) = (false, false);
        loop {
            match xml.next()? {
                Event::Start(e) => match e.local_name().as_ref() {
                    "numFmts" => in_formats = true,
                    "cellXfs" => in_cells = true,
                    "numFmt" if own.len() == MAX_ENTRIES => return Err(Unreadable::TooBig),
                    "numFmt" if in_formats => {
                        let format = attribute(&e, "formatCode").unwrap_or_default();
                        own.insert(attribute(&e, "numFmtId").unwrap_or_default(), shows_a_date(&format));
                    }
                    "xf" if in_cells => {
                        let id = attribute(&e, "numFmtId").unwrap_or_default();
                        styles.dates.push(own.get(&id).copied().unwrap_or_else(|| is_built_in_date(&id)));
                    }
                    _ => {}
                },
                Event::End(e) => match e.local_name().as_ref() {
                    "numFmts" => in_formats = false,
                    "cellXfs" => in_cells = false,
                    _ => {}
                },
                Event::Eof => return Ok(styles),
                _ => {}
            }
        }
    }

    pub fn is_date(&self, style: usize) -> bool {
        self.dates.get(style).copied().unwrap_or(false)
    }
}

/// ECMA-376, part 1, 18.8.30: the formats that every Excel knows by number.
fn is_built_in_date(id: &str) -> bool {
    matches!(id.parse::<u16>(), Ok(14..=22 | 27..=36 | 45..=47 | 50..=58))
}

/// `dd/mm/yyyy`, `[$-40C]d mmmm yyyy;@`: a letter of a date in the first section, outside quotes, brackets and escapes.
fn shows_a_date(format: &str) -> bool {
    let (mut quoted, mut bracketed) = (false, false);
    let mut signs = format.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '"' => quoted = !quoted,
            _ if quoted => {}
            // The next sign is shown as it is, or is a width.
            '\\' | '_' | '*' => _ = signs.next(),
            '[' => bracketed = true,
            ']' => bracketed = false,
            _ if bracketed => {}
            ';' => return false,
            // `j` is how French programs that are not Excel write the day.
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' | 'j' | 'J' => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_dates_are_told_from_those_of_numbers() {
        for date in ["dd/mm/yyyy", "[$-40C]d mmmm yyyy;@", "h:mm", "jj/mm/aaaa", "yyyy\\-mm\\-dd"] {
            assert!(shows_a_date(date), "{date}");
        }
        for number in ["General", "0.00", "# ##0,00\\ \"mois\"", "[Red]0", "0_d", "0;dd", "@", "00\" \"00\" \"00"] {
            assert!(!shows_a_date(number), "{number}");
        }
        assert!(is_built_in_date("14") && !is_built_in_date("2") && !is_built_in_date(""));
    }
}
