//! What every test stands on.

mod answer;
mod client;
mod garage;
mod nouns;
mod town;

pub use answer::Answer;
pub use client::Client;
pub use garage::{Garage, PASSWORD, identity};
pub use nouns::{Nouns, paths_of};
pub use town::{Town, run};
