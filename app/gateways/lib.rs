//! The outside world, one file a partner. No tenant, no database, no HTML.

pub mod mail;

/// How an attempt failed: worth another, or not.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    #[error("{0}")]
    Temporary(String),
    #[error("{0}")]
    Permanent(String),
}
