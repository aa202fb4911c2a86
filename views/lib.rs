//! Pages, fragments and e-mails: typed values in, markup out. No query, no clock, no word outside `text`.

pub mod account;
pub mod activities;
pub mod api_tokens;
pub mod approvals;
pub mod archives;
pub mod batches;
pub mod beginning;
pub mod changes;
pub mod components;
pub mod confirm;
pub mod contacts;
pub mod custom_fields;
pub mod dashboard;
pub mod documents;
pub mod duplicates;
pub mod errors;
pub mod factors;
pub mod format;
pub mod garages;
pub mod imports;
pub mod invoices;
pub mod jobs;
pub mod leaving;
pub mod lines;
pub mod links;
pub mod mails;
pub mod merges;
pub mod messages;
pub mod packages;
pub mod passkeys;
pub mod personal_data;
pub mod pick;
pub mod platform;
pub mod problems;
pub mod qr;
pub mod quotes;
pub mod register;
pub mod repair_orders;
pub mod retention;
pub mod rights_requests;
pub mod roles;
pub mod scans;
pub mod search;
pub mod security_events;
pub mod sheets;
pub mod sign_in;
pub mod sign_up;
pub mod support;
pub mod tags;
pub mod ui;
pub mod users;
pub mod vehicle_files;
pub mod vehicles;
pub mod why;

pub use ui::{Ui, Ways};

/// The words, one function a message, from `text/{fr,en}/*.ftl`.
pub mod text {
    include!(concat!(env!("OUT_DIR"), "/text.rs"));
}
