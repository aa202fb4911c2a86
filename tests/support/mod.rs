//! What every test stands on.

mod answer;
mod client;
mod garage;
mod nouns;
mod program;
mod town;

pub use answer::{Answer, plain};
pub use client::{Client, YES};
pub use garage::{Garage, PASSWORD, identity};
pub use nouns::{Nouns, operations_of, paths_of};
pub use program::Program;
pub use town::{Town, run};
