//! Bad luck, bad files and bad timing: a clear word in the user's language, nothing lost, nothing done twice.

pub mod clicks;
mod keys;
mod killed;
mod midnight;
mod outage;
mod together;
mod uploads;
