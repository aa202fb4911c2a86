//! The suite: one database for the run, one garage a test. What keeps tests apart is row security itself.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod support;

mod api;
mod attacks;
mod browser;
mod changes;
mod contacts;
mod drafts;
mod duplicates;
mod factors;
mod faults;
mod forms;
mod google_accounts;
mod invitations;
mod isolation;
mod links;
mod mail;
mod migrations;
mod numbering;
mod operations;
mod passkeys;
mod path;
mod persons;
mod plans;
mod platform;
mod queue;
mod readers;
mod receipts;
mod roles;
mod search;
mod secrets;
mod sessions;
mod sign_in;
mod team;
mod vehicles;
mod words;
