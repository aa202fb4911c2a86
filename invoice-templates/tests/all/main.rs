//! The crate asked from outside, as `crm` and `jobs` use it.

#![expect(clippy::expect_used, reason = "a test may stop at once")]

mod check;
mod documents;
mod inspect;
mod paper;
mod xml;
