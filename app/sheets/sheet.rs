//! A table as it was read, and the gathering of its rows within the limits.

use crate::limits::{MAX_CELL_CHARS, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_TEXT_BYTES};
use crate::{Encoding, Unreadable};

/// A header and rows. Blank rows are left out, and so are columns without name or value at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub format: Format,
    /// As written: a name may be empty or stand twice. For a vCard, [`crate::VCARD_HEADER`].
    pub header: Vec<String>,
    pub rows: Vec<Row>,
}

/// How the file was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// CSV, TSV and the like; no separator when there is one column only.
    Text {
        encoding: Encoding,
        separator: Option<char>,
    },
    Xlsx,
    VCard {
        encoding: Encoding,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where it begins in the file, counted from 1: a line of text, Excel's row number, the `BEGIN:VCARD`.
    pub line: u32,
    /// As many as the header has; what a short row lacks is empty.
    pub cells: Vec<String>,
    /// What stood beyond the header, for the caller to refuse: most often a separator inside a cell without quotes.
    pub extra: Vec<String>,
}

/// Takes rows in the order of the file. The first that is not blank becomes the header.
#[derive(Default)]
pub(crate) struct Gathered {
    header: Option<Vec<String>>,
    rows: Vec<Row>,
    /// Columns up to the last that has a value.
    used: usize,
    cells: usize,
    text_bytes: usize,
}

impl Gathered {
    pub fn under(header: &[&str]) -> Gathered {
        Gathered { header: Some(header.iter().map(|name| (*name).to_owned()).collect()), ..Gathered::default() }
    }

    pub fn is_empty(&self) -> bool {
        self.header.is_none()
    }

    pub fn add(&mut self, line: u32, cells: Vec<String>) -> Result<(), Unreadable> {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        self.weigh(line, &cells)?;
        match &self.header {
            None => self.add_header(cells),
            Some(header) => {
                let width = header.len();
                self.add_row(line, cells, width)
            }
        }
    }

    fn weigh(&mut self, line: u32, cells: &[String]) -> Result<(), Unreadable> {
        for cell in cells {
            self.text_bytes += cell.len();
            // Bytes are counted first: almost no cell has so many.
            if cell.len() > MAX_CELL_CHARS && cell.chars().count() > MAX_CELL_CHARS {
                return Err(Unreadable::CellTooLong { line });
            }
        }
        if self.text_bytes > MAX_TEXT_BYTES { Err(Unreadable::TooBig) } else { Ok(()) }
    }

    fn add_header(&mut self, mut cells: Vec<String>) -> Result<(), Unreadable> {
        while cells.len() > MAX_COLUMNS && cells.pop_if(|cell| cell.is_empty()).is_some() {}
        if cells.len() > MAX_COLUMNS {
            return Err(Unreadable::TooManyColumns);
        }
        self.header = Some(cells);
        Ok(())
    }

    fn add_row(&mut self, line: u32, mut cells: Vec<String>, width: usize) -> Result<(), Unreadable> {
        while cells.pop_if(|cell| cell.is_empty()).is_some() {}
        self.cells += width.max(cells.len());
        if cells.len() > MAX_COLUMNS {
            return Err(Unreadable::TooManyColumns);
        }
        if self.rows.len() == MAX_ROWS {
            return Err(Unreadable::TooManyRows);
        }
        if self.cells > MAX_CELLS {
            return Err(Unreadable::TooBig);
        }
        let extra = if cells.len() > width { cells.split_off(width) } else { Vec::new() };
        self.used = self.used.max(cells.len());
        cells.resize(width, String::new());
        self.rows.push(Row { line, cells, extra });
        Ok(())
    }

    /// For a header that is fixed: all its columns, used or not.
    pub fn sheet_of_all(self, format: Format) -> Result<Sheet, Unreadable> {
        let header = self.header.filter(|_| !self.rows.is_empty()).ok_or(Unreadable::Empty)?;
        Ok(Sheet { format, header, rows: self.rows })
    }

    pub fn sheet(self, format: Format) -> Result<Sheet, Unreadable> {
        let mut header = self.header.ok_or(Unreadable::Empty)?;
        let mut rows = self.rows;
        let named = header.iter().rposition(|name| !name.trim().is_empty()).map_or(0, |last| last + 1);
        let width = named.max(self.used);
        if width < header.len() {
            header.truncate(width);
            rows.iter_mut().for_each(|row| row.cells.truncate(width));
        }
        Ok(Sheet { format, header, rows })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<String> {
        text.split(';').map(str::to_owned).collect()
    }

    fn gathered(rows: &[&str]) -> Result<Sheet, Unreadable> {
        let mut gathered = Gathered::default();
        for (line, row) in (1..).zip(rows) {
            gathered.add(line, cells(row))?;
        }
        gathered.sheet(Format::Xlsx)
    }

    #[test]
    fn blank_rows_and_nameless_empty_columns_are_left_out() {
        let sheet = gathered(&["", " ; ", "a;b;;", ";;", "1;2;3", "4"]).unwrap();
        assert_eq!(sheet.header, ["a", "b", ""]);
        assert_eq!(sheet.rows[0], Row { line: 5, cells: cells("1;2;3"), extra: vec![] });
        assert_eq!(sheet.rows[1], Row { line: 6, cells: cells("4;;"), extra: vec![] });
        assert_eq!(gathered(&["", ";"]), Err(Unreadable::Empty));
    }

    #[test]
    fn what_stands_beyond_the_header_is_kept_apart() {
        let sheet = gathered(&["a;b", "1;2;;x;", "3;4;;"]).unwrap();
        assert_eq!(sheet.rows[0], Row { line: 2, cells: cells("1;2"), extra: cells(";x") });
        assert!(sheet.rows[1].extra.is_empty());
    }

    #[test]
    fn each_limit_has_its_cause() {
        let long = "é".repeat(MAX_CELL_CHARS);
        assert!(gathered(&["a", &long]).is_ok());
        assert_eq!(gathered(&["a", &format!("{long}é")]), Err(Unreadable::CellTooLong { line: 2 }));
        assert_eq!(gathered(&["a", &format!("{}1", ";".repeat(MAX_COLUMNS))]), Err(Unreadable::TooManyColumns));
        assert_eq!(gathered(&[&"a;".repeat(MAX_COLUMNS + 1)]), Err(Unreadable::TooManyColumns));
        assert!(gathered(&[&format!("a{}", ";".repeat(MAX_COLUMNS + 1))]).is_ok());
        let mut rows = vec!["a"; MAX_ROWS + 1];
        assert!(gathered(&rows).is_ok());
        rows.push("a");
        assert_eq!(gathered(&rows), Err(Unreadable::TooManyRows));
    }

    #[test]
    fn a_wide_header_over_many_short_rows_is_refused() {
        let wide = "a;".repeat(MAX_COLUMNS);
        let mut rows = vec![&wide[..wide.len() - 1]];
        rows.resize(MAX_CELLS / MAX_COLUMNS + 1, "1");
        assert!(gathered(&rows).is_ok());
        rows.push("1");
        assert_eq!(gathered(&rows), Err(Unreadable::TooBig));
    }
}
