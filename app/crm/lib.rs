//! What a garage knows and may do: types, rules, SQL, tenancy, the list of jobs. No HTTP, no HTML, no network.

pub mod activities;
pub mod api_replies;
pub mod api_tokens;
pub mod contacts;
pub mod cx;
pub mod dashboard;
pub mod db;
pub mod deferred_works;
pub mod document;
pub mod error;
pub mod files;
pub mod fiscal;
pub mod garages;
pub mod identity;
pub mod ids;
pub mod invoices;
pub mod keys;
mod line_rows;
pub mod lines;
pub mod listed;
pub mod mentions;
pub mod messages;
pub mod money;
pub mod once;
pub mod operations;
pub mod packages;

pub mod password;
pub mod payments;
pub mod plate;
pub mod policy;
pub mod queue;
pub mod quotes;
pub mod reach;
pub mod repair_orders;
pub mod scans;
pub mod series;
pub mod sessions;
pub mod text;
pub mod totals;
pub mod users;
pub mod vehicles;
pub mod vin;

pub use cx::{Actor, Cx, Lang};
pub use db::{Db, TenantTx};
pub use error::{Error, Fields, Result, Why};
