//! What every test stands on.

mod answer;
mod authenticator;
mod client;
mod customers;
mod garage;
mod google;
mod journal;
mod letters;
mod nouns;
mod oidc;
mod platform;
mod program;
mod smtp;
mod town;
mod village;
mod work;

pub use answer::{Answer, plain};
pub use authenticator::Authenticator;
pub use client::{Client, Site, YES};
pub use garage::{Garage, PASSWORD, identity, new_garage};
pub use google::{Google, KEY as GOOGLE_KEY, Mood};
pub use letters::Letters;
pub use nouns::{Nouns, operations_of, paths_of};
pub use oidc::{CLIENT, Lie, Provider, SECRET};
pub use platform::PLATFORM;
pub use program::{Program, everything};
pub use smtp::Smtp;
pub use town::{Town, run};
pub use village::{Server, Village};
pub use work::{PACE, another_process, at_work, until, works};
