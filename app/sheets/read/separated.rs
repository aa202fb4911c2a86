//! CSV and its relatives.

use csv::StringRecord;

use super::{Encoding, separator};
use crate::sheet::Gathered;
use crate::{Format, Sheet, Unreadable, formula};

/// The `csv` crate forgives what programs write: quotes in the middle of a cell, rows of any width, mixed line ends.
pub fn read(text: &str, encoding: Encoding) -> Result<Sheet, Unreadable> {
    let (separator, text, first_line) = match separator::told(text) {
        Some((sign, rest)) => (Some(sign), rest, 2),
        None => (separator::guessed(text), text, 1),
    };
    let mut lines = Lines { text, seen: 0, line: first_line };
    let mut reader = separator::reader(text, separator.unwrap_or(';'));
    let mut record = StringRecord::new();
    let mut gathered = Gathered::default();
    let mut last = Last { start: 0, line: first_line, spans_lines: false };
    while reader.read_record(&mut record).map_err(|_| Unreadable::Broken)? {
        let start = record.position().and_then(|p| usize::try_from(p.byte()).ok()).unwrap_or(last.start);
        let spans_lines = record.iter().next_back().is_some_and(|cell| cell.contains('\n'));
        last = Last { start, line: lines.of(start), spans_lines };
        gathered.add(last.line, record.iter().map(|cell| formula::restored(cell).to_owned()).collect())?;
    }
    if last.is_swallowed(text) {
        return Err(Unreadable::OpenQuote { line: last.line });
    }
    gathered.sheet(Format::Text { encoding, separator })
}

/// The row read last.
struct Last {
    start: usize,
    line: u32,
    /// Does its last cell go over several lines?
    spans_lines: bool,
}

impl Last {
    /// Did an open quote take the end of the file into the last cell? An odd number of quotes alone may be an inch sign.
    fn is_swallowed(&self, text: &str) -> bool {
        let row = text.as_bytes().get(self.start..).unwrap_or_default();
        self.spans_lines && row.iter().filter(|b| **b == b'"').count() % 2 == 1
    }
}

/// Counts the lines of the file. The reader's own count stands where the row before ended, blank lines not yet passed.
struct Lines<'a> {
    text: &'a str,
    seen: usize,
    line: u32,
}

impl Lines<'_> {
    /// The line of the first sign at or after this place that ends no line. Places must grow.
    fn of(&mut self, place: usize) -> u32 {
        let bytes = self.text.as_bytes();
        let rest = bytes.get(place..).unwrap_or_default();
        let start = place + rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        let passed = bytes.get(self.seen..start).unwrap_or_default().iter().filter(|b| **b == b'\n').count();
        self.line = self.line.saturating_add(u32::try_from(passed).unwrap_or(u32::MAX));
        self.seen = start.max(self.seen);
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Row;

    fn sheet(text: &str) -> Sheet {
        read(text, Encoding::Utf8).unwrap()
    }

    fn row(line: u32, cells: &[&str]) -> Row {
        Row { line, cells: cells.iter().map(|c| (*c).to_owned()).collect(), extra: vec![] }
    }

    #[test]
    fn a_file_from_a_french_excel_is_read() {
        let bytes = b"Nom;Pr\xE9nom;Solde\r\nL\xE9v\xEAque;No\xEBl;-12,50\r\nDupont;\"Jean \"\"Jo\"\"\";\r\n";
        let sheet = crate::read(bytes).unwrap();
        let format = Format::Text { encoding: Encoding::Windows1252, separator: Some(';') };
        assert_eq!((sheet.format, &sheet.header[..]), (format, &["Nom", "Prénom", "Solde"].map(str::to_owned)[..]));
        assert_eq!(sheet.rows, [row(2, &["Lévêque", "Noël", "-12,50"]), row(3, &["Dupont", "Jean \"Jo\"", ""])]);
    }

    #[test]
    fn lines_are_those_of_the_file() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["", "a;b", "", "1;\"x", "y\"", ";", " ", "2;z", "", "", "3;w"].join(end);
            let sheet = crate::read(text.as_bytes()).unwrap();
            let lines: Vec<u32> = sheet.rows.iter().map(|row| row.line).collect();
            assert_eq!(lines, [4, 8, 11], "{}", end.escape_default());
        }
        assert_eq!(sheet("sep=,\r\na,b\r\n1,2").rows, [row(3, &["1", "2"])]);
    }

    #[test]
    fn stray_quotes_are_letters() {
        let sheet = sheet("a;b\n12\" jante;x\n\"Chez \"Max\" SARL\";y\n");
        assert_eq!(sheet.rows[0], row(2, &["12\" jante", "x"]));
        assert_eq!(sheet.rows[1].cells[1], "y");
    }

    #[test]
    fn an_open_quote_says_its_line() {
        let text = "a;b\n1;2\n\"3;4\n5;6\n7;8\n";
        assert_eq!(read(text, Encoding::Utf8), Err(Unreadable::OpenQuote { line: 3 }));
        let long = format!("a;b\n1;2\n\"3;4\n{}", "5;6\n".repeat(2000));
        assert_eq!(read(&long, Encoding::Utf8), Err(Unreadable::CellTooLong { line: 3 }));
    }

    #[test]
    fn a_row_with_a_separator_too_many_is_told() {
        let sheet = sheet("nom,ville\nDupont,Lyon\nMax, fils,Nice\n");
        assert_eq!((sheet.rows[1].line, &sheet.rows[1].extra[..]), (3, &["Nice".to_owned()][..]));
    }

    #[test]
    fn one_column_needs_no_separator() {
        let sheet = sheet("email\na@b.fr\nc@d.fr\n");
        assert_eq!(sheet.format, Format::Text { encoding: Encoding::Utf8, separator: None });
        assert_eq!(sheet.rows, [row(2, &["a@b.fr"]), row(3, &["c@d.fr"])]);
    }

    #[test]
    fn tabs_in_utf16_are_read_as_excel_writes_them() {
        let text = "\u{feff}Nom\tVille\r\nNoël\tLyon\r\n";
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let sheet = crate::read(&bytes).unwrap();
        assert_eq!(sheet.format, Format::Text { encoding: Encoding::Utf16, separator: Some('\t') });
        assert_eq!(sheet.rows, [row(2, &["Noël", "Lyon"])]);
    }
}
