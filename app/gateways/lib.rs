//! The outside world, one file a partner. No tenant, no database, no HTML.

pub mod gemini;
mod google;
mod http;
pub mod mail;
pub mod oidc;
pub mod vision;

/// How an attempt failed: worth another, or not. The words begin with a code and a colon, from which people are told in
/// their language; the rest is for the log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    #[error("{0}")]
    Temporary(String),
    #[error("{0}")]
    Permanent(String),
}
