//! Reads one line of print by a small network of our own, trained on lines drawn as cards print them and photographed as
//! garages do (`reader/`). A second opinion: it errs elsewhere than Tesseract does.

use std::sync::{Arc, OnceLock};

use image::GrayImage;
use image::imageops::{self, FilterType};
use rten::{Model, RunOptions, ThreadPool};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, Tensor};

use crate::crops;
use crate::fields::{Eye, Read};
use crate::pixels::level;

/// What it knows, in the order of its scores; the first score is that of nothing.
const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -/.'<*&+(),:°eÉÈÊËÀÂÇÔÎÏÙÛÜ";
/// The height lines are brought to, in pixels.
const HEIGHT: u32 = 40;
/// Below, it has seen something that is no print.
const LEAST: f32 = 0.6;
/// A line longer than any field.
const WIDEST: u32 = 1600;

pub(crate) struct LineReader {
    model: Model,
    /// One thread: fields are read side by side already.
    run: RunOptions,
}

impl LineReader {
    /// None if the network that is built in cannot be opened: then Tesseract reads alone.
    pub(crate) fn get() -> Option<&'static LineReader> {
        static READER: OnceLock<Option<LineReader>> = OnceLock::new();
        READER.get_or_init(LineReader::open).as_ref()
    }

    fn open() -> Option<LineReader> {
        let model = Model::load_static_slice(include_bytes!("reader/lines.onnx")).ok()?;
        let run = RunOptions::default().with_thread_pool(Some(Arc::new(ThreadPool::with_num_threads(1))));
        Some(LineReader { model, run })
    }

    /// The line, of these letters only. None where nothing seems printed: a letter or two are found in any grain.
    pub(crate) fn read(&self, line: &GrayImage, letters: &str) -> Option<Read> {
        let read = spelled(&self.scores(line)?, letters);
        let long = read.text.chars().count() > 3;
        (!read.text.is_empty() && read.confidence >= LEAST && (long || crops::has_ink(line))).then_some(read)
    }

    /// Scores by step along the line and letter.
    fn scores(&self, line: &GrayImage) -> Option<NdTensor<f32, 2>> {
        let input = prepared(line);
        let scores: Tensor<f32> =
            self.model.run_one(input.view().into(), Some(self.run.clone())).ok()?.try_into().ok()?;
        let scores: NdTensor<f32, 3> = scores.try_into().ok()?;
        Some(scores.slice(0).transposed().to_tensor())
    }
}

/// 0 for paper, 1 for the darkest print.
fn prepared(line: &GrayImage) -> NdTensor<f32, 4> {
    let width = (line.width() * HEIGHT / line.height().max(1)).clamp(12, WIDEST);
    let line = imageops::resize(line, width, HEIGHT, FilterType::CatmullRom);
    let paper = level::percentile(&line, 80.0) as f32;
    let span = (paper - level::percentile(&line, 1.0) as f32).max(40.0);
    let wide = width.next_multiple_of(8) as usize;
    let mut input = NdTensor::zeros([1, 1, HEIGHT as usize, wide]);
    for (x, y, pixel) in line.enumerate_pixels() {
        input[[0, 0, y as usize, x as usize]] = ((paper - f32::from(pixel.0[0])) / span).clamp(-0.5, 1.2);
    }
    input
}

/// The likeliest letter at each step; the same one step after another is one letter.
fn spelled(scores: &NdTensor<f32, 2>, letters: &str) -> Read {
    let allowed: Vec<Option<char>> = std::iter::once(None).chain(LETTERS.chars().map(Some)).collect();
    let may = |i: usize| allowed[i].is_none_or(|c| letters.contains(c));
    let (mut text, mut sure, mut last) = (String::new(), Vec::new(), None);
    for step in 0..scores.size(0) {
        let row = scores.slice(step);
        let fits = || (0..allowed.len().min(row.size(0))).filter(|i| may(*i));
        let Some(best) = fits().max_by(|a, b| row[[*a]].total_cmp(&row[[*b]])) else { continue };
        let sum: f32 = fits().map(|i| (row[[i]] - row[[best]]).exp()).sum();
        let share = 1.0 / sum;
        match allowed[best] {
            Some(letter) if last != Some(best) => {
                text.push(letter);
                sure.push(share);
            }
            Some(_) => {
                if let Some(before) = sure.last_mut() {
                    *before = before.max(share);
                }
            }
            None => {}
        }
        last = Some(best);
    }
    let confidence = sure.iter().sum::<f32>() / sure.len().max(1) as f32;
    Read { text: text.trim().to_owned(), confidence: if sure.is_empty() { 0.0 } else { confidence }, eye: Eye::Ours }
}

#[cfg(test)]
mod tests {
    use image::Luma;

    use super::*;

    const CODES: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-/*e";

    /// Lines in fonts it was not trained on, from a clean scan to a blurred photograph.
    #[test]
    fn lines_of_a_card_are_read() {
        let reader = LineReader::get().unwrap();
        let read = |file: &[u8], letters: &str| {
            reader.read(&image::load_from_memory(file).unwrap().to_luma8(), letters).unwrap().text
        };
        assert_eq!(read(include_bytes!("reader/samples/plate.png"), CODES), "AB-123-CD");
        assert_eq!(read(include_bytes!("reader/samples/date.png"), "0123456789/"), "27/05/2006");
        assert_eq!(read(include_bytes!("reader/samples/approval.png"), CODES), "e2*2007/46*0886*38");
        assert_eq!(read(include_bytes!("reader/samples/vin.png"), CODES), "VF1RJA00067123456");
        assert_eq!(read(include_bytes!("reader/samples/address.png"), LETTERS), "12 RUE DE L'EGLISE");
    }

    #[test]
    fn other_letters_do_not_come_out() {
        let plate = image::load_from_memory(include_bytes!("reader/samples/plate.png")).unwrap().to_luma8();
        let digits = LineReader::get().unwrap().read(&plate, "0123456789");
        assert!(digits.is_none_or(|read| read.text.chars().all(|c| c.is_ascii_digit())));
    }

    #[test]
    fn nothing_printed_is_nothing_read() {
        let reader = LineReader::get().unwrap();
        assert_eq!(reader.read(&GrayImage::from_pixel(300, 42, Luma([235])), CODES), None);
        let grain = GrayImage::from_fn(300, 42, |x, y| Luma([225 + ((x * 7 + y * 13) % 11) as u8]));
        assert_eq!(reader.read(&grain, CODES), None);
        for (w, h) in [(1, 1), (1, 400), (5000, 3), (0, 0)] {
            assert_eq!(reader.read(&GrayImage::from_pixel(w, h, Luma([0])), CODES), None, "{w} x {h}");
        }
    }
}
