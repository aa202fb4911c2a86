//! Cutting a field out of the sheet so that the reader sees one line and nothing else.

use image::{GrayImage, Luma, imageops};

use crate::pixels::{level, scale};
use crate::sheet::PX_PER_MM;
use crate::unbend::unbend;

/// A rectangle of the sheet, in its pixels; it may pass its edges.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Region {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

/// The printed line nearest to the middle of the region.
pub(crate) fn line(sheet: &GrayImage, region: &Region) -> GrayImage {
    match cut(sheet, region) {
        Some(cut) => first_run(&nearest_band(&unbend(&cut))),
        None => GrayImage::from_pixel(44, 12, Luma([235])),
    }
}

/// The lines of a block, from the top, and the middle of each on the sheet.
pub(crate) fn lines(sheet: &GrayImage, region: &Region) -> Vec<(f64, GrayImage)> {
    let Some(block) = cut(sheet, region).map(|block| unbend(&block)) else { return Vec::new() };
    let ink = ink_by_row(&block);
    // Dotted rules are too thin to count.
    let rows: Vec<bool> = smooth(&ink, 3).iter().map(|i| *i > 4.0).collect();
    let bands = runs(&rows).into_iter().filter(|(s, e)| (mm(1.3)..=mm(4.6)).contains(&((e - s) as f64)));
    let middle = |s: usize, e: usize| region.top.max(0.0) + (s + e) as f64 / 2.0;
    bands.take(6).map(|(s, e)| (middle(s, e), first_run(&rows_of(&block, s, e, mm(0.7))))).collect()
}

/// A line as the reader likes it: enlarged, with a border of paper.
pub(crate) fn framed(line: &GrayImage, enlarged: f64) -> GrayImage {
    let side = |s: u32| ((f64::from(s) * enlarged).round() as u32).max(1);
    let large = scale::enlarge(line, side(line.width()), side(line.height()));
    let paper = level::percentile(&large, 80.0) as u8;
    let mut framed = GrayImage::from_pixel(large.width() + 36, large.height() + 28, Luma([paper]));
    imageops::replace(&mut framed, &large, 18, 14);
    framed
}

/// Whether there is anything dark enough to be print.
pub(crate) fn has_ink(line: &GrayImage) -> bool {
    let threshold = level::percentile(line, 70.0) - 60.0;
    let dark = line.iter().filter(|p| f64::from(**p) < threshold).count();
    dark as f64 > 0.012 * line.len() as f64
}

fn mm(mm: f64) -> f64 {
    mm * PX_PER_MM
}

fn cut(sheet: &GrayImage, region: &Region) -> Option<GrayImage> {
    let (left, top) = (region.left.max(0.0) as u32, region.top.max(0.0) as u32);
    let right = (region.right.max(0.0) as u32).min(sheet.width());
    let bottom = (region.bottom.max(0.0) as u32).min(sheet.height());
    if right < left + 8 || bottom < top + 8 {
        return None;
    }
    Some(imageops::crop_imm(sheet, left, top, right - left, bottom - top).to_image())
}

fn ink_by_row(image: &GrayImage) -> Vec<f64> {
    let threshold = (level::percentile(image, 70.0) - 55.0).max(60.0);
    let dark = |row: &[u8]| row.iter().filter(|p| f64::from(**p) < threshold).count() as f64;
    image.chunks_exact(image.width() as usize).map(dark).collect()
}

/// Keeps the band of text closest to the middle, preferring the higher ones.
fn nearest_band(image: &GrayImage) -> GrayImage {
    let ink = smooth(&ink_by_row(image), 5);
    let most = ink.iter().copied().fold(0.0, f64::max);
    let on: Vec<bool> = ink.iter().map(|i| *i > (0.12 * most).max(1.2)).collect();
    let middle = ink.len() as f64 / 2.0;
    let off = |(s, e): &(usize, usize)| ((s + e) as f64 / 2.0 - middle).abs() - 0.15 * (e - s) as f64;
    let bands = runs(&on).into_iter().filter(|(s, e)| (e - s) as f64 >= mm(0.9));
    match bands.min_by(|a, b| off(a).total_cmp(&off(b))) {
        Some((s, e)) if ((e - s) as f64) < mm(4.2) => rows_of(image, s, e, mm(0.75)),
        _ => image.clone(),
    }
}

fn rows_of(image: &GrayImage, start: usize, end: usize, margin: f64) -> GrayImage {
    let margin = margin as u32;
    let top = (start as u32).saturating_sub(margin);
    let bottom = (end as u32 + margin).min(image.height());
    imageops::crop_imm(image, 0, top, image.width(), bottom - top).to_image()
}

/// Keeps the run of ink that begins the field, up to the first wide gap: beyond it is a neighbour or noise, in which
/// the reader would see letters.
fn first_run(image: &GrayImage) -> GrayImage {
    const GAP_MM: f64 = 5.5;
    let threshold = (level::percentile(image, 70.0) - 60.0).max(60.0);
    let dark = |x: u32| (0..image.height()).filter(|&y| f64::from(image.get_pixel(x, y).0[0]) < threshold).count();
    let inked: Vec<f64> = (0..image.width()).map(|x| f64::from(u8::from(dark(x) >= 2))).collect();
    let columns: Vec<usize> = smooth(&inked, 5).iter().enumerate().filter(|(_, i)| **i > 0.5).map(|(x, _)| x).collect();
    if columns.len() < 4 {
        return image.clone();
    }
    let apart = |a: &usize, b: &usize| (b - a) as f64 <= mm(GAP_MM);
    let wide = |run: &&[usize]| matches!(run, [first, .., last] if (last - first) as f64 >= mm(0.5));
    let found: Vec<&[usize]> = columns.chunk_by(apart).filter(wide).collect();
    let begins = found.first().filter(|run| (run[0] as f64) < mm(12.0));
    let Some(&&[first, .., last]) = begins.or_else(|| found.iter().max_by_key(|run| run.len())) else {
        return image.clone();
    };
    let left = (first as u32).saturating_sub(mm(0.9) as u32);
    let right = (last as u32 + mm(0.9) as u32).min(image.width());
    imageops::crop_imm(image, left, 0, right - left, image.height()).to_image()
}

/// A moving mean over `width` values, nothing being beyond the ends.
fn smooth(values: &[f64], width: usize) -> Vec<f64> {
    let half = width / 2;
    let mean = |i: usize| {
        let near = &values[i.saturating_sub(half)..(i + half + 1).min(values.len())];
        near.iter().sum::<f64>() / width as f64
    };
    (0..values.len()).map(mean).collect()
}

/// Where the values are true: each run's start and the index after its end.
fn runs(on: &[bool]) -> Vec<(usize, usize)> {
    let mut at = 0;
    let mut found = Vec::new();
    for run in on.chunk_by(|a, b| a == b) {
        if run[0] {
            found.push((at, at + run.len()));
        }
        at += run.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Paper with bars of "print": x, y, width, height.
    fn sheet(bars: &[(u32, u32, u32, u32)]) -> GrayImage {
        GrayImage::from_fn(1600, 400, |x, y| {
            let inked = bars.iter().any(|b| (b.0..b.0 + b.2).contains(&x) && (b.1..b.1 + b.3).contains(&y));
            Luma([if inked { 20 } else { 235 }])
        })
    }

    const WHOLE: Region = Region { left: 0.0, top: 100.0, right: 1600.0, bottom: 166.0 };

    #[test]
    fn the_middle_line_is_cut_without_its_neighbours() {
        let drawn = sheet(&[(40, 120, 200, 24), (40, 95, 300, 14), (600, 120, 100, 24)]);
        let found = framed(&line(&drawn, &WHOLE), 1.0);
        // The bar, 0.9 mm on both sides and the border; 0.75 mm above and below and the border.
        assert!((200 + 20 + 36 - 4..=200 + 20 + 36).contains(&found.width()), "{}", found.width());
        assert!((24 + 18 + 28..=24 + 18 + 28 + 4).contains(&found.height()), "{}", found.height());
        assert!(has_ink(&found));
    }

    #[test]
    fn nothing_printed_is_no_trouble() {
        let blank = framed(&line(&sheet(&[]), &WHOLE), 1.5);
        assert!(!has_ink(&blank));
        let outside = Region { left: 2000.0, top: -90.0, right: 2100.0, bottom: -10.0 };
        assert_eq!(framed(&line(&sheet(&[]), &outside), 1.0).dimensions(), (80, 40));
    }

    #[test]
    fn a_block_is_split_into_its_lines() {
        let drawn = sheet(&[(50, 30, 300, 24), (50, 120, 200, 24), (50, 180, 700, 2), (50, 210, 150, 24)]);
        let block = Region { left: 0.0, top: 0.0, right: 1600.0, bottom: 300.0 };
        let widths: Vec<u32> = lines(&drawn, &block).iter().map(|(_, l)| (l.width() + 36) / 50).collect();
        assert_eq!(widths, [7, 5, 4]);
    }

    #[test]
    fn runs_and_means() {
        assert_eq!(runs(&[true, true, false, true]), [(0, 2), (3, 4)]);
        assert_eq!(smooth(&[3.0, 0.0, 3.0, 6.0], 3), [1.0, 2.0, 3.0, 3.0]);
    }
}
