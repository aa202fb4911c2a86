//! Tables for Excel, written row by row.

mod csv;
mod xlsx;

pub use csv::Csv;
pub use xlsx::{Unwritten, Xlsx};
