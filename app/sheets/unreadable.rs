//! Why a file was not read. The words for people are the screens'; these are for logs.

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// No bytes, or nothing but blanks.
    #[error("nothing in it")]
    Empty,
    /// A picture, a PDF, a letter, a program.
    #[error("not a table")]
    NotATable,
    /// An Excel of before 2007 (`.xls`): to be saved again as XLSX.
    #[error("an old Excel")]
    OldExcel,
    /// A spreadsheet of another make (`.ods`, `.xlsb`, `.numbers`, a web page named `.xls`): to be saved again as XLSX.
    #[error("another spreadsheet")]
    OtherSpreadsheet,
    /// A workbook behind a password.
    #[error("encrypted")]
    Encrypted,
    #[error("too many rows")]
    TooManyRows,
    #[error("too many columns")]
    TooManyColumns,
    /// The line on which the row begins.
    #[error("a cell too long on line {line}")]
    CellTooLong { line: u32 },
    /// A quote opened on this line swallows the rest of the file.
    #[error("a quote never closed on line {line}")]
    OpenQuote { line: u32 },
    /// Cells or text beyond the bounds, or a zip that unfolds to more than it may.
    #[error("too big")]
    TooBig,
    /// Known by its first bytes, but cut or damaged.
    #[error("broken")]
    Broken,
}
