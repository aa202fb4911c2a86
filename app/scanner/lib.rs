//! A picture of a carte grise in, its fields out, each with a confidence. Nothing here knows a garage, a database or
//! the network; the character reader is an argument. `docs/scanner.md`
//! tells how it works and how well.

mod advice;
mod anchors;
mod ballot;
mod calibration;
mod child;
mod code;
mod crops;
mod direction;
mod engine;
mod evidence;
mod fields;
mod fit;
mod foot;
#[cfg(test)]
mod fuzz;
mod geometry;
mod grammar;
mod kind;
mod line_reader;
mod outline;
mod page;
mod pdf;
mod picture;
mod pixels;
mod place;
mod read;
mod reading;
mod refusal;
mod regions;
mod session;
mod shapes;
mod sheet;
mod template;
mod tesseract;
mod trusted;
mod unbend;
mod verdict;
mod work;

use std::time::Duration;

pub use code::Code;
pub use engine::{Adviser, Answer, Ask, Doubt, Engine, EngineError, Layout, Word};
pub use kind::Kind;
pub use picture::{Picture, PictureError};
pub use reading::{Field, Reading, Reason, Value};
pub use tesseract::Tesseract;

/// A picture is held by its processor time (`session.rs`), which is some seconds whatever is on it. By the clock a busy
/// machine takes longer for the same work, and that is no reason to give up a good photo.
const PATIENCE: Duration = Duration::from_secs(45);

/// Reads a card. Synchronous and busy for some seconds: the caller gives it a thread. The error is the engine's, or that
/// the machine is too busy; a picture that cannot be read is a `Reading` with a reason.
pub fn read(picture: &Picture, engine: &dyn Engine) -> Result<Reading, EngineError> {
    read_advised(picture, engine, None)
}

/// The same, with somebody to ask about the lines that stay in doubt.
pub fn read_advised(
    picture: &Picture,
    engine: &dyn Engine,
    adviser: Option<&dyn Adviser>,
) -> Result<Reading, EngineError> {
    read::read(picture, engine, adviser, PATIENCE)
}

/// The same, for those with another patience: an engine that is not done by then has failed.
pub fn read_within(picture: &Picture, engine: &dyn Engine, patience: Duration) -> Result<Reading, EngineError> {
    read::read(picture, engine, None, patience)
}

/// The towns of a postcode, in capitals without accents; often several.
pub fn towns_of(postcode: &str) -> &'static [&'static str] {
    grammar::towns::of(postcode)
}

/// The make that a vehicle identification number speaks of, for who types one and not the make.
pub fn make_of_vin(vin: &str) -> Option<&'static str> {
    grammar::vin::make_of(vin)
}

/// Cuts a field's strip out of a reading's page, as a JPEG.
pub fn strip_jpeg(page: &[u8], strip: [u32; 4]) -> Option<Vec<u8>> {
    picture::strip_jpeg(page, strip)
}
