//! Levels a line of print that climbs, falls or sags: the card is never quite flat, and far from the labels its place
//! is known less well. Of all slopes and sags, the one under which the ink gathers in the fewest rows.

use image::{GrayImage, Luma};

use crate::pixels::level;

/// Columns looked at together, about three letters.
const BLOCK: u32 = 64;
/// The steepest slope, and the deepest sag as a share of the length.
const SLOPE: f64 = 0.035;
const SAG: f64 = 0.012;
/// A gain in sharpness below this may be the letters' own doing.
const GAIN: f64 = 1.04;

/// How far the ink at a column has moved down from where the line should run: `across` from -1 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Bend {
    slope: f64,
    sag: f64,
}

const FLAT: Bend = Bend { slope: 0.0, sag: 0.0 };

impl Bend {
    /// Nothing at the left end, beside the label that places the line.
    fn at(self, across: f64) -> f64 {
        self.slope * (across + 1.0) / 2.0 + self.sag * (1.0 - across * across)
    }
}

pub(crate) fn unbend(image: &GrayImage) -> GrayImage {
    let blocks = blocks(image);
    let bend = bend_of(&blocks, image);
    let waves = waves(&blocks, bend, image.height() as usize);
    if bend == FLAT && waves.iter().all(|w| *w == 0.0) {
        return image.clone();
    }
    let (w, h) = image.dimensions();
    let paper = level::percentile(image, 80.0) as u8;
    let moved: Vec<f64> = (0..w).map(|x| bend.at(across(x, w)) + between(&waves, x)).collect();
    GrayImage::from_fn(w, h, |x, y| {
        let from = f64::from(y) + moved[x as usize];
        let (above, part) = (from.floor(), from - from.floor());
        let at = |y: f64| {
            let inside = y >= 0.0 && y < f64::from(h);
            f64::from(if inside { image.get_pixel(x, y as u32).0[0] } else { paper })
        };
        Luma([(at(above) * (1.0 - part) + at(above + 1.0) * part).round() as u8])
    })
}

/// What is left at each block once the bend is taken out, where it sharpens the rows; a small wave at most.
fn waves(blocks: &[(f64, Vec<f64>)], bend: Bend, height: usize) -> Vec<f64> {
    const HIGHEST: isize = 5;
    if blocks.len() < 6 {
        return vec![0.0; blocks.len()];
    }
    let all = rows(blocks, bend, height);
    let best = |(across, ink): &(f64, Vec<f64>)| {
        let moved = bend.at(*across).round() as isize;
        let fit = |off: isize| -> f64 { all.iter().enumerate().map(|(y, a)| a * row_at(ink, y, moved + off)).sum() };
        let flat = fit(0);
        let best = (-HIGHEST..=HIGHEST).max_by(|a, b| fit(*a).total_cmp(&fit(*b))).unwrap_or(0);
        if fit(best) > flat * GAIN { best as f64 } else { 0.0 }
    };
    let found: Vec<f64> = blocks.iter().map(best).collect();
    // One block alone may be led astray by its letters.
    let near = |i: usize| &found[i.saturating_sub(1)..(i + 2).min(found.len())];
    (0..found.len()).map(|i| near(i).iter().sum::<f64>() / near(i).len() as f64).collect()
}

/// The waves at a column, from the middles of the blocks beside it.
fn between(waves: &[f64], x: u32) -> f64 {
    let at = (f64::from(x) / f64::from(BLOCK) - 0.5).max(0.0);
    let (first, part) = (at as usize, at - at.floor());
    let wave = |i: usize| waves.get(i).or(waves.last()).copied().unwrap_or(0.0);
    wave(first) * (1.0 - part) + wave(first + 1) * part
}

fn across(x: u32, w: u32) -> f64 {
    2.0 * f64::from(x) / f64::from(w.max(2) - 1) - 1.0
}

fn bend_of(blocks: &[(f64, Vec<f64>)], image: &GrayImage) -> Bend {
    let (w, h) = (f64::from(image.width()), image.height() as usize);
    let sharpness = |bend: Bend| rows(blocks, bend, h).iter().map(|r| r * r).sum::<f64>();
    let mut best = (FLAT, GAIN * sharpness(FLAT));
    let (steepest, deepest) = ((SLOPE * w).min(24.0), (SAG * w).min(10.0));
    // Whole pixels: finer steps change no letter.
    for slope in (-(steepest as i32)..=steepest as i32).map(f64::from) {
        for sag in (-(deepest as i32)..=deepest as i32).map(f64::from) {
            let bend = Bend { slope, sag };
            let found = sharpness(bend);
            if found > best.1 {
                best = (bend, found);
            }
        }
    }
    best.0
}

/// For each block of columns, where it is and how much ink each of its rows has.
fn blocks(image: &GrayImage) -> Vec<(f64, Vec<f64>)> {
    let paper = level::percentile(image, 70.0) - 30.0;
    let (w, h) = image.dimensions();
    let ink = |x: u32, y: u32| (paper - f64::from(image.get_pixel(x, y).0[0])).max(0.0);
    let block = |from: u32| {
        let to = (from + BLOCK).min(w);
        let rows = (0..h).map(|y| (from..to).map(|x| ink(x, y)).sum()).collect();
        (across((from + to) / 2, w), rows)
    };
    (0..w).step_by(BLOCK as usize).map(block).collect()
}

/// The ink of each row once the bend is taken out.
fn rows(blocks: &[(f64, Vec<f64>)], bend: Bend, height: usize) -> Vec<f64> {
    let mut rows = vec![0.0; height];
    for (across, ink) in blocks {
        let moved = bend.at(*across).round() as isize;
        for (y, row) in rows.iter_mut().enumerate() {
            *row += row_at(ink, y, moved);
        }
    }
    rows
}

fn row_at(ink: &[f64], y: usize, moved: isize) -> f64 {
    usize::try_from(y as isize + moved).ok().and_then(|y| ink.get(y)).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "Letters" along a bent line.
    fn line(bend: Bend) -> GrayImage {
        GrayImage::from_fn(900, 70, |x, y| {
            let middle = 24.0 + bend.at(across(x, 900));
            let inked = x % 24 < 15 && (f64::from(y) - middle).abs() < 11.0 && x % 24 / 4 != 1;
            Luma([if inked { 40 } else { 235 }])
        })
    }

    fn rows_with_ink(image: &GrayImage) -> usize {
        let inked = |row: &&[u8]| row.iter().any(|p| *p < 120);
        image.chunks_exact(image.width() as usize).filter(inked).count()
    }

    #[test]
    fn a_bent_line_is_levelled() {
        for bend in [Bend { slope: 18.0, sag: 0.0 }, Bend { slope: -10.0, sag: 6.0 }, Bend { slope: 0.0, sag: -5.0 }] {
            let bent = line(bend);
            assert!(rows_with_ink(&bent) > 25, "{bend:?}");
            assert!(rows_with_ink(&unbend(&bent)) <= 25, "{bend:?}: {}", rows_with_ink(&unbend(&bent)));
        }
    }

    #[test]
    fn a_level_line_is_left_alone() {
        let level = line(FLAT);
        assert!(unbend(&level) == level);
        let blank = GrayImage::from_pixel(60, 30, Luma([235]));
        assert!(unbend(&blank) == blank);
    }
}
