//! Lines of a quote or of an invoice: written in the editor, read on their page.

mod editor;
mod sheet;

use crm::lines::StoredLine;

pub use self::{
    editor::{Writing, input_name, totals, write},
    sheet::{sheet, sums},
};
use crate::{Ui, format, text::lines as t};

/// `1,5 h`, `2 L`, `4`.
pub fn amount(ui: &Ui, line: &StoredLine) -> String {
    t::amount(ui.lang, line.is.unit.as_str(), format::decimal(ui.lang, line.is.quantity.get()))
}
