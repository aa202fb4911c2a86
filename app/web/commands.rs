//! What the program does when it is called, one file a command.

pub mod check;
pub mod database;
pub mod demo;
pub mod doctor;
pub mod factors;
pub mod keys;
pub mod link;
pub mod log;
pub mod platform;
pub mod scan;
pub mod serve;
