//! The pages in a real Chromium, served by the real server: what only a browser can tell. Left out by
//! `cargo test -- --skip browser::`.

mod budgets;
mod chromium;
mod comforts;
mod errors;
mod everything;
mod factors;
mod heard;
mod keyboard;
mod look;
mod pages;
mod path;
mod sign_up;
mod street;
mod tab;
mod vehicle;
mod visits;
