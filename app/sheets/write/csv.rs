//! CSV as a French Excel opens it by a double click: UTF-8 with its mark, `;`, CRLF.

use crate::formula;

/// Rows go in by [`Csv::row`], bytes come out by [`Csv::take`], as often as one likes: a list of any length takes the memory
/// of one batch. Cells that Excel would calculate are defused, and [`crate::read`] gives them back as they were.
pub struct Csv {
    bytes: Vec<u8>,
}

impl Csv {
    pub fn new<C: AsRef<str>>(header: impl IntoIterator<Item = C>) -> Csv {
        let mut csv = Csv { bytes: b"\xEF\xBB\xBF".to_vec() };
        csv.row(header);
        csv
    }

    pub fn row<C: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = C>) {
        for (place, cell) in cells.into_iter().enumerate() {
            if place > 0 {
                self.bytes.push(b';');
            }
            self.cell(&formula::defused(cell.as_ref()));
        }
        self.bytes.extend_from_slice(b"\r\n");
    }

    /// What was written since the last time.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.bytes)
    }

    fn cell(&mut self, cell: &str) {
        if cell.contains([';', '"', '\r', '\n', '\t']) {
            self.bytes.push(b'"');
            self.bytes.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
            self.bytes.push(b'"');
        } else {
            self.bytes.extend_from_slice(cell.as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Encoding, Format, read};

    #[test]
    fn a_french_excel_opens_it() {
        let mut csv = Csv::new(["Nom", "Solde"]);
        csv.row(["Léa \"L\"; Max", "-12,50"]);
        csv.row(["=1+1", "+33612345678"]);
        let expected = "\u{feff}Nom;Solde\r\n\"Léa \"\"L\"\"; Max\";-12,50\r\n'=1+1;+33612345678\r\n";
        assert_eq!(String::from_utf8(csv.take()).unwrap(), expected);
    }

    #[test]
    fn rows_may_be_taken_in_batches() {
        let mut csv = Csv::new(["a"]);
        assert_eq!(csv.take(), b"\xEF\xBB\xBFa\r\n");
        csv.row(["1"]);
        assert_eq!(csv.take(), b"1\r\n");
        assert!(csv.take().is_empty());
    }

    #[test]
    fn what_was_exported_comes_back_the_same() {
        let cells = [
            "=cmd|' /C calc'!A0",
            "'=x",
            " +a",
            "@b",
            "\tc",
            "\rd",
            "a\r\nb",
            "\"",
            "L'Haÿ;\"x\"",
            "-12,50",
            "",
            "é,|",
        ];
        let mut csv = Csv::new((0..cells.len()).map(|n| format!("=c{n}")));
        csv.row(cells);
        let sheet = read(&csv.take()).unwrap();
        assert_eq!(sheet.format, Format::Text { encoding: Encoding::Utf8, separator: Some(';') });
        assert_eq!(sheet.header[3], "=c3");
        assert_eq!(sheet.rows[0].cells, cells);
    }
}
