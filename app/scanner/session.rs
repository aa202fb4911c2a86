//! One reading's dealings with the engine: its deadline, and what it has cost.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use image::GrayImage;

use crate::engine::{Ask, Engine, EngineError, Layout, Word};
use crate::work;

/// When the pages have cost this much, no further one is looked at: the picture is to blame.
const PAGES_CPU: Duration = Duration::from_millis(4500);
/// What both halves of a page see, in pixels: more than a letter's height, so that each is whole in one of them.
const OVERLAP: u32 = 60;
/// On a low page the engine tells print from paper by all of it.
const WORTH_HALVING: u32 = 1800;
/// A page costs 0.8 to 1.6 s; a table's grain has cost 20.
const PAGE_CPU_SECONDS: u64 = 4;
const LINES_CPU_SECONDS: u64 = 6;
/// What one picture may cost altogether: what is asked for beyond stays unread.
const MOST_CPU: Duration = Duration::from_secs(9);

pub(crate) struct Session<'a> {
    engine: &'a dyn Engine,
    deadline: Instant,
    cpu_us: AtomicU64,
}

impl Session<'_> {
    pub(crate) fn new(engine: &dyn Engine, patience: Duration) -> Session<'_> {
        Session { engine, deadline: Instant::now() + patience, cpu_us: AtomicU64::new(0) }
    }

    /// The words of a whole page, of which each of two engines reads one half if it is worth it.
    pub(crate) fn page(&self, page: &GrayImage) -> Result<Vec<Word>, EngineError> {
        if page.height() < WORTH_HALVING {
            return self.rows(page, 0, page.height());
        }
        let middle = page.height() / 2;
        let (above, below) = work::both(
            || self.rows(page, 0, middle + OVERLAP),
            || self.rows(page, middle.saturating_sub(OVERLAP), page.height()),
        );
        let is_above = |word: &Word| word.y + word.h / 2 < middle;
        let above = above?.into_iter().filter(is_above);
        Ok(above.chain(below?.into_iter().filter(|word| !is_above(word))).collect())
    }

    /// The words of some rows of a page, at their place on the page.
    fn rows(&self, page: &GrayImage, top: u32, bottom: u32) -> Result<Vec<Word>, EngineError> {
        let height = bottom.min(page.height()).saturating_sub(top);
        let rows = image::imageops::crop_imm(page, 0, top, page.width(), height).to_image();
        let mut words = self.words(&[rows], &self.ask(Layout::Sparse, None, true, PAGE_CPU_SECONDS))?;
        Ok(words.pop().unwrap_or_default().into_iter().map(|word| Word { y: word.y + top, ..word }).collect())
    }

    /// The words of several one-line pictures, restricted to `letters`.
    pub(crate) fn lines(&self, lines: &[GrayImage], how: Lines) -> Result<Vec<Vec<Word>>, EngineError> {
        self.words(lines, &self.ask(how.layout, Some(how.letters), how.dictionary, LINES_CPU_SECONDS))
    }

    pub(crate) fn may_look_further(&self) -> bool {
        self.cpu() < PAGES_CPU
    }

    /// Work done on other threads than the caller's.
    pub(crate) fn count(&self, cpu: Duration) {
        self.cpu_us.fetch_add(cpu.as_micros() as u64, Ordering::Relaxed);
    }

    /// What the engine has cost so far.
    pub(crate) fn cpu(&self) -> Duration {
        Duration::from_micros(self.cpu_us.load(Ordering::Relaxed))
    }

    fn ask(&self, layout: Layout, letters: Option<&'static str>, dictionary: bool, cpu_seconds: u64) -> Ask {
        Ask { layout, letters, dictionary, cpu_seconds, deadline: self.deadline }
    }

    fn words(&self, images: &[GrayImage], ask: &Ask) -> Result<Vec<Vec<Word>>, EngineError> {
        if self.cpu() >= MOST_CPU {
            return Ok(vec![Vec::new(); images.len()]);
        }
        let mut answer = self.engine.words(images, ask)?;
        self.count(answer.cpu);
        // An engine of somebody else's may forget an image.
        answer.words.resize(images.len(), Vec::new());
        Ok(answer.words)
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Lines {
    pub layout: Layout,
    pub letters: &'static str,
    pub dictionary: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Answer;

    /// Asks that cost five seconds each.
    #[derive(Default)]
    struct Dear(AtomicU64);

    impl Engine for Dear {
        fn words(&self, images: &[GrayImage], _: &Ask) -> Result<Answer, EngineError> {
            self.0.fetch_add(1, Ordering::Relaxed);
            Ok(Answer { words: vec![Vec::new(); images.len()], cpu: Duration::from_secs(5) })
        }
    }

    #[test]
    fn a_picture_costs_no_more_than_it_may() {
        let engine = Dear::default();
        let session = Session::new(&engine, Duration::from_secs(60));
        for _ in 0..4 {
            session.page(&GrayImage::new(8, 8)).unwrap();
        }
        assert_eq!(engine.0.load(Ordering::Relaxed), 2);
        assert_eq!(session.cpu(), Duration::from_secs(10));
    }
}
