//! What the scanner asks of a character reader. Tesseract is one; another (Google Vision) has only to answer the same.
//! And what it asks of an adviser, who sees only the lines in doubt.

use std::time::{Duration, Instant};

use image::GrayImage;

use crate::code::Code;

/// Reads words in pictures.
pub trait Engine: Sync {
    /// The words of each image, in the order of the images. An image on which the engine spends all it is allowed
    /// reads as no words: that is the picture's fault. Errors are the engine's own.
    fn words(&self, images: &[GrayImage], ask: &Ask) -> Result<Answer, EngineError>;
}

/// How the images are to be read.
#[derive(Clone, Copy, Debug)]
pub struct Ask {
    pub layout: Layout,
    /// The only characters that may come out, or any.
    pub letters: Option<&'static str>,
    /// Whether the engine may lean on a dictionary: not for codes.
    pub dictionary: bool,
    /// CPU seconds allowed for all the images together.
    pub cpu_seconds: u64,
    /// When the answer no longer interests anybody.
    pub deadline: Instant,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A page with text here and there.
    Sparse,
    /// One line of text.
    Line,
    /// One line, taken as it is: finds the very short ones that `Line` drops.
    RawLine,
}

#[derive(Clone, Debug, Default)]
pub struct Answer {
    pub words: Vec<Vec<Word>>,
    /// CPU time spent outside this process.
    pub cpu: Duration,
}

/// A word, its box in the image's pixels, and the engine's confidence from 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    pub text: String,
    pub x: u32,
    pub y: u32,
    pub w: u32,
    pub h: u32,
    pub confidence: f32,
}

/// The engine could not do its work: this says nothing of the picture, and may be tried again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EngineError {
    #[error("no character reader on this machine: {0}")]
    Missing(String),
    #[error("the character reader failed: {0}")]
    Failed(String),
}

/// Somebody who reads lines that are hard to read: an AI model, say.
pub trait Adviser: Sync {
    /// What is printed on each of these, in their order. None, or none left, where it cannot tell or does not answer.
    fn advise(&self, lines: &[Doubt]) -> Vec<Option<String>>;
}

/// A line that is in doubt, and the field it belongs to.
#[derive(Clone, Debug)]
pub struct Doubt {
    pub code: Code,
    pub line: GrayImage,
}
