//! Customers: list, page, form.

mod consents;
mod edit;
mod filters;
mod list;
mod own_fields;
mod show;
mod state;

use crm::document::BuyerKind;

use crate::{Ui, text::contacts as t};

pub use self::{
    edit::{Editing, edit, fields},
    filters::{Filtering, filter},
    list::{List, index, results},
    show::{Page, show},
    state::{Column, ListState},
};

pub fn kind(ui: &Ui, kind: BuyerKind) -> &'static str {
    match kind {
        BuyerKind::Particulier => t::particulier(ui.lang),
        BuyerKind::Professionnel => t::professionnel(ui.lang),
        BuyerKind::Administration => t::administration(ui.lang),
    }
}
