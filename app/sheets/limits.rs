//! What a file may ask of us. A garage's list stays far below; a file made to harm meets these before the memory's end.
//! The caller bounds the bytes themselves: 20 MB are read in the memory these leave.

/// Rows, without the header. The largest garage known has 60,000 customers.
pub const MAX_ROWS: usize = 200_000;

/// Columns. Excel's own contacts have 92.
pub const MAX_COLUMNS: usize = 200;

/// Characters in one cell. More is a quote that was never closed, or a document pasted in.
pub const MAX_CELL_CHARS: usize = 5_000;

/// Cells, padding included: a header of 200 columns above 200,000 rows of one letter is 400 KB, and 40 million cells.
pub const MAX_CELLS: usize = 6_000_000;

/// Bytes of text in all cells together: a workbook may name one long text in a million cells.
pub const MAX_TEXT_BYTES: usize = 100 << 20;

/// Bytes that the XML of a workbook may unfold to: 200,000 rows of 20 columns take about 200 MB.
pub const MAX_UNZIPPED_BYTES: u64 = 400 << 20;

/// How many times its packed size one part of a workbook may have. Real sheets stay below 60; deflate can do 1,000.
pub const MAX_UNZIPPED_RATIO: u64 = 200;

/// Bytes of one tag or one text of a workbook, held in memory while it is read.
pub(crate) const MAX_XML_TOKEN: usize = 1 << 20;

/// Bytes of the texts that a workbook's cells share, and how many there may be.
pub(crate) const MAX_SHARED_BYTES: usize = 100 << 20;
pub(crate) const MAX_SHARED_TEXTS: usize = 4_000_000;

/// Relations or own number formats of a workbook. Excel knows 250 of these; each is small in the file and large in memory.
pub(crate) const MAX_ENTRIES: usize = 10_000;
