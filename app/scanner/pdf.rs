//! The first page of a PDF, drawn by poppler in a child process: a PDF is a program, and not one to run in ours.

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use image::RgbImage;

use crate::child::{self, End, Limits};
use crate::picture::PictureError;

const DPI: f64 = 300.0;
/// Below this nothing can be read any more: the page is a poster.
const LEAST_DPI: f64 = 10.0;

/// At 300 dots per inch, or less where the page is so large that it would pass `most_pixels`: many telephones make
/// PDFs of one point per pixel of the photo.
pub(crate) fn first_page(bytes: &[u8], most_pixels: u64) -> Result<RgbImage, PictureError> {
    let folder = tempfile::tempdir().map_err(|_| PictureError::Broken)?;
    let path = folder.path().join("page.pdf");
    fs::write(&path, bytes).map_err(|_| PictureError::Broken)?;
    let deadline = Instant::now() + Duration::from_secs(10);
    let told = poppler(Command::new("pdfinfo").args(["-f", "1", "-l", "1"]).arg(&path), 1, deadline)?;
    let (width, height) = page_points(&String::from_utf8_lossy(&told)).ok_or(PictureError::Broken)?;
    let dpi = resolution(width, height, most_pixels)?;
    draw(&path, dpi, most_pixels, deadline)
}

fn draw(path: &Path, dpi: f64, most_pixels: u64, deadline: Instant) -> Result<RgbImage, PictureError> {
    let mut command = Command::new("pdftoppm");
    command.args(["-f", "1", "-l", "1", "-singlefile", "-r", &format!("{dpi:.2}")]).arg(path);
    let ppm = poppler(&mut command, most_pixels * 3 / 1_000_000 + 2, deadline)?;
    parse_ppm(ppm).ok_or(PictureError::Broken)
}

fn poppler(command: &mut Command, output_mb: u64, deadline: Instant) -> Result<Vec<u8>, PictureError> {
    let limits = Limits { cpu_seconds: 8, memory_mb: 1024, output_mb, deadline };
    match child::run(command, limits) {
        Ok(ran) if ran.end == End::Well => Ok(ran.out),
        Ok(_) => Err(PictureError::Broken),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Err(PictureError::Unsupported),
        Err(_) => Err(PictureError::Broken),
    }
}

/// From pdfinfo's "Page    1 size:  595.28 x 841.89 pts (A4)".
fn page_points(told: &str) -> Option<(f64, f64)> {
    let line = told.lines().find(|l| l.starts_with("Page") && l.contains("size:"))?;
    let mut words = line.split("size:").nth(1)?.split_whitespace();
    let width: f64 = words.next()?.parse().ok()?;
    let height: f64 = words.nth(1)?.parse().ok()?;
    (width.is_finite() && height.is_finite() && width > 0.0 && height > 0.0).then_some((width, height))
}

fn resolution(width: f64, height: f64, most_pixels: u64) -> Result<f64, PictureError> {
    let square_inches = width / 72.0 * height / 72.0;
    let dpi = (most_pixels as f64 / square_inches).sqrt().min(DPI);
    if dpi < LEAST_DPI { Err(PictureError::TooManyPixels) } else { Ok(dpi) }
}

/// `P6 width height 255`, one white space, then the pixels.
fn parse_ppm(mut bytes: Vec<u8>) -> Option<RgbImage> {
    let mut numbers = [0u32; 3];
    let mut at = if bytes.starts_with(b"P6") { 2 } else { return None };
    for number in &mut numbers {
        at += bytes[at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
        let digits = bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
        *number = std::str::from_utf8(&bytes[at..at + digits]).ok()?.parse().ok()?;
        at += digits;
    }
    let [width, height, 255] = numbers else { return None };
    if width == 0 || height == 0 || at + 1 > bytes.len() {
        return None;
    }
    bytes.drain(..=at);
    RgbImage::from_raw(width, height, bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A PDF of empty pages, whose cross-references poppler rebuilds.
    fn pdf(pages: usize, width: f64, height: f64) -> Vec<u8> {
        let kids: Vec<String> = (0..pages).map(|i| format!("{} 0 R", i + 3)).collect();
        let mut text = format!(
            "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n\
             2 0 obj\n<</Type/Pages/Count {pages}/Kids[{}]>>\nendobj\n",
            kids.join(" ")
        );
        for i in 0..pages {
            let page = format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]>>");
            text += &format!("{} 0 obj\n{page}\nendobj\n", i + 3);
        }
        (text + "trailer\n<</Root 1 0 R>>\n%%EOF\n").into_bytes()
    }

    #[test]
    fn a_page_is_drawn_at_300_dots_per_inch() {
        let page = first_page(&pdf(1, 144.0, 72.0), 16_000_000).unwrap();
        assert_eq!((page.width(), page.height()), (600, 300));
    }

    #[test]
    fn only_the_first_page_is_drawn() {
        let started = Instant::now();
        let page = first_page(&pdf(500, 144.0, 72.0), 16_000_000).unwrap();
        assert_eq!(page.width(), 600);
        assert!(started.elapsed() < Duration::from_secs(4));
    }

    #[test]
    fn a_page_as_large_as_a_photo_is_drawn_smaller() {
        let page = first_page(&pdf(1, 4000.0, 3000.0), 1_000_000).unwrap();
        assert!((990_000..=1_003_000).contains(&(page.width() * page.height())), "{}", page.width());
        assert_eq!(first_page(&pdf(1, 2e6, 2e6), 16_000_000).err(), Some(PictureError::TooManyPixels));
    }

    #[test]
    fn what_only_looks_like_a_pdf_is_broken() {
        for bytes in [b"%PDF-1.7\n".to_vec(), [b"%PDF-1.4\n".as_slice(), &[0x80; 3000]].concat(), pdf(0, 9.0, 9.0)] {
            assert_eq!(first_page(&bytes, 16_000_000).err(), Some(PictureError::Broken));
        }
    }

    #[test]
    fn a_ppm_is_read_or_refused() {
        assert_eq!(parse_ppm(b"P6\n2 1\n255\nabcdef".to_vec()).unwrap().as_raw(), b"abcdef");
        for bad in
            ["", "P6", "P5\n2 1\n255\nabcdef", "P6\n2 1\n255\nabc", "P6\n0 0\n255\n", "P6\n2 1\n65535\nabcdefabcdef"]
        {
            assert!(parse_ppm(bad.as_bytes().to_vec()).is_none(), "{bad}");
        }
    }
}
