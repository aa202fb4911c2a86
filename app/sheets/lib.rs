//! Tables as people exchange them. A list of unknown make comes in (CSV in any writing, XLSX, vCard), a CSV or an XLSX that
//! Excel opens without a question goes out.
//!
//! Knows nothing of contacts: [`read`] says what stands in which column on which line, the caller says what it means. Files
//! are hostile until read: every bound is in [`limits`].

mod formula;
pub mod limits;
mod read;
mod sheet;
mod unreadable;
mod write;

pub use read::{Encoding, VCARD_HEADER, read};
pub use sheet::{Format, Row, Sheet};
pub use unreadable::Unreadable;
pub use write::{Csv, Unwritten, Xlsx};

#[cfg(test)]
mod hostile;
