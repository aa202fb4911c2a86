//! XLSX in which every cell is text, so that nothing is calculated and no phone loses its zero.

use rust_xlsxwriter::{Format, IgnoreError, Workbook, Worksheet, XlsxError};

/// Too many rows or a cell too long for Excel (1,048,576 and 32,767), or no place on disk for the rows on their way.
#[derive(Debug, thiserror::Error)]
#[error("workbook not written: {0}")]
pub struct Unwritten(#[from] XlsxError);

/// Rows go to a temporary file without a name as they come; only [`Xlsx::finish`] holds the whole, packed.
pub struct Xlsx {
    workbook: Workbook,
    sheet: Worksheet,
    /// The row that comes next.
    row: u32,
    columns: u16,
}

impl Xlsx {
    /// `name` is on the tab: at most 31 characters, without `[ ] : * ? / \`.
    pub fn new<C: AsRef<str>>(name: &str, header: impl IntoIterator<Item = C>) -> Result<Xlsx, Unwritten> {
        let mut workbook = Workbook::new();
        let mut sheet = workbook.new_worksheet_with_constant_memory()?;
        let bold = Format::new().set_bold();
        sheet.set_name(name)?.set_freeze_panes(1, 0)?;
        let mut columns = 0;
        for title in header {
            let title = title.as_ref();
            sheet.write_string_with_format(0, columns, title, &bold)?;
            sheet.set_column_width(columns, width(title))?;
            columns += 1;
        }
        Ok(Xlsx { workbook, sheet, row: 1, columns })
    }

    pub fn row<C: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = C>) -> Result<(), Unwritten> {
        for (column, cell) in (0..).zip(cells) {
            if !cell.as_ref().is_empty() {
                self.sheet.write_string(self.row, column, cell.as_ref())?;
            }
        }
        self.row += 1;
        Ok(())
    }

    pub fn finish(mut self) -> Result<Vec<u8>, Unwritten> {
        if let Some(last_column) = self.columns.checked_sub(1) {
            let last_row = self.row - 1;
            self.sheet.autofilter(0, 0, last_row, last_column)?;
            // Else Excel puts a green corner on every phone.
            self.sheet.ignore_error_range(0, 0, last_row, last_column, IgnoreError::NumberStoredAsText)?;
        }
        self.workbook.push_worksheet(self.sheet);
        Ok(self.workbook.save_to_buffer()?)
    }
}

/// In characters: room for the title and the arrow of the filter, and for a usual name or phone. Rows are not looked at,
/// they are gone when the width would be known.
fn width(title: &str) -> f64 {
    (title.chars().count() + 4).clamp(14, 40) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;

    #[test]
    fn what_was_exported_comes_back_the_same() {
        let cells =
            ["=1+1", "0612345678", "+33612345678", "L'Haÿ & <b>", " a\r\nb\tc ", "_x000D_", "", "1,5", "\u{1}", "'=x"];
        let mut xlsx = Xlsx::new("Clients", (0..cells.len()).map(|n| format!("c{n}"))).unwrap();
        xlsx.row(cells).unwrap();
        xlsx.row([""; 0]).unwrap();
        xlsx.row(["z"]).unwrap();
        let sheet = read(&xlsx.finish().unwrap()).unwrap();
        assert_eq!((sheet.format, sheet.header.len()), (crate::Format::Xlsx, cells.len()));
        assert_eq!(sheet.rows[0].cells, cells);
        assert_eq!((sheet.rows[1].line, sheet.rows[1].cells[0].as_str()), (4, "z"));
    }

    #[test]
    fn the_header_stays_in_sight_and_filters() {
        let mut xlsx = Xlsx::new("Clients", ["Nom", "Ville"]).unwrap();
        xlsx.row(["Dupont", "=A1"]).unwrap();
        let bytes = xlsx.finish().unwrap();
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let part = zip.by_name("xl/worksheets/sheet1.xml").unwrap();
        let xml = std::io::read_to_string(part).unwrap();
        for expected in ["state=\"frozen\"", "<autoFilter ref=\"A1:B2\"", "numberStoredAsText", "<col min=\"1\""] {
            assert!(xml.contains(expected), "{expected} in {xml}");
        }
        assert!(!xml.contains("<f>"));
    }

    #[test]
    fn a_name_that_excel_refuses_is_refused() {
        assert!(Xlsx::new("a/b", ["x"]).is_err());
    }
}
