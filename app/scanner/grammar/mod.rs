//! What a value can be, whatever was read: the shapes of plates, numbers, dates, and the closed lists.

pub(crate) mod address;
pub(crate) mod approval;
pub(crate) mod check;
pub(crate) mod cnit;
pub(crate) mod dates;
pub(crate) mod formule;
pub(crate) mod letters;
pub(crate) mod lists;
pub(crate) mod mrz;
pub(crate) mod plate;
pub(crate) mod repair;
pub(crate) mod similar;
pub(crate) mod towns;
pub(crate) mod vin;
