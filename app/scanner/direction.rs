//! Which way the lines of text run, told from how neighbouring letters lie. No reading is needed for that.

use image::GrayImage;

use crate::geometry::{Point, distance};
use crate::page;
use crate::pixels::components::{Patch, patches};
use crate::pixels::{level, resize, scale};

/// The picture is looked at in this size.
const LOOKED_AT: u32 = 1600;
/// Fewer letters than this tell nothing.
const ENOUGH: usize = 60;

#[derive(Clone, Debug, Default)]
pub(crate) struct Direction {
    /// Of the lines, modulo a half turn: up and down look alike.
    pub degrees: f64,
    /// Of a letter, in the picture's pixels. None when there is too little text to tell.
    pub letter_height: Option<f64>,
    /// Where letters stand in company, in the picture's pixels.
    pub letters: Vec<Point>,
}

pub(crate) fn of(grey: &GrayImage) -> Direction {
    let ratio = f64::from(LOOKED_AT) / f64::from(grey.width().max(grey.height()));
    let side = |s: u32| ((f64::from(s) * ratio).round() as u32).max(1);
    let (w, h) = (side(grey.width()), side(grey.height()));
    let sized = if ratio < 1.0 { resize::shrink(grey, w, h) } else { scale::enlarge(grey, w, h) };
    let letters: Vec<Letter> = patches(&level::darker_than_around(&page::flatten(&sized), 18))
        .iter()
        .filter(|p| is_letter(p))
        .map(|p| Letter { at: (f64::from(p.centre.0), f64::from(p.centre.1)), size: f64::from(p.w.max(p.h)) })
        .collect();
    measure(&letters, ratio).unwrap_or_default()
}

#[derive(Clone, Copy)]
struct Letter {
    at: Point,
    size: f64,
}

fn is_letter(p: &Patch) -> bool {
    let shape = f64::from(p.w) / f64::from(p.h);
    let full = f64::from(p.area) / f64::from(p.w * p.h);
    (12..=500).contains(&p.area) && (4..=34).contains(&p.w.max(p.h)) && shape > 0.2 && shape < 5.0 && full < 0.85
}

fn measure(letters: &[Letter], ratio: f64) -> Option<Direction> {
    if letters.len() < ENOUGH {
        return None;
    }
    let grid = Grid::new(letters);
    let pairs: Vec<(usize, usize)> = (0..letters.len())
        .flat_map(|i| grid.nearest_two(i).into_iter().flatten().map(move |j| (i, j)))
        .filter(|&(i, j)| distance(letters[i].at, letters[j].at) < 3.2 * letters[i].size)
        .collect();
    let alike = |&&(i, j): &&(usize, usize)| (0.6..1.6).contains(&(letters[i].size / letters[j].size));
    let angles: Vec<f64> = pairs.iter().filter(alike).map(|&(i, j)| angle(letters[i].at, letters[j].at)).collect();
    if angles.len() < ENOUGH {
        return None;
    }
    let degrees = commonest(&angles);
    let mut aligned: Vec<usize> = pairs
        .iter()
        .filter(|&&(i, j)| turn_between(angle(letters[i].at, letters[j].at), degrees).abs() < 7.0)
        .map(|&(i, _)| i)
        .collect();
    aligned.dedup();
    let kept: Vec<Letter> = aligned.iter().map(|&i| letters[i]).collect();
    let size =
        median(kept.iter().map(|l| l.size).collect()).or_else(|| median(letters.iter().map(|l| l.size).collect()))?;
    let letters = in_company(&kept, 14.0 * size).iter().map(|l| (l.at.0 / ratio, l.at.1 / ratio)).collect();
    Some(Direction { degrees, letter_height: Some(size / ratio), letters })
}

/// From 0 to 180.
fn angle(from: Point, to: Point) -> f64 {
    (to.1 - from.1).atan2(to.0 - from.0).to_degrees().rem_euclid(180.0)
}

/// From -90 to 90.
pub(crate) fn turn_between(a: f64, b: f64) -> f64 {
    (a - b + 90.0).rem_euclid(180.0) - 90.0
}

/// The peak of the angles, and then the median of those near it.
fn commonest(angles: &[f64]) -> f64 {
    let mut counts = [0u32; 180];
    for a in angles {
        counts[(*a as usize).min(179)] += 1;
    }
    let around = |i: usize| (0..5).map(|d| counts[(i + 178 + d) % 180]).sum::<u32>();
    // The first of equal peaks.
    let peak = (0..180).rev().max_by_key(|&i| around(i)).unwrap_or(0) as f64;
    let near = angles.iter().map(|a| turn_between(*a, peak)).filter(|d| d.abs() < 4.0).collect();
    peak + median(near).unwrap_or(0.0)
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let n = values.len();
    if n == 0 { None } else { Some((values[(n - 1) / 2] + values[n / 2]) / 2.0) }
}

/// The letters that have five others around: a table's grain has not, mostly.
fn in_company(letters: &[Letter], radius: f64) -> Vec<Letter> {
    if letters.len() <= 40 {
        return letters.to_vec();
    }
    let grid = Grid::new(letters);
    let kept: Vec<Letter> = letters.iter().filter(|l| grid.has_near(l.at, radius, 6)).copied().collect();
    if kept.len() > 40 { kept } else { letters.to_vec() }
}

/// Letters by squares of the picture, to find neighbours without looking at all of them.
struct Grid<'a> {
    letters: &'a [Letter],
    columns: usize,
    rows: usize,
    squares: Vec<Vec<usize>>,
}

impl Grid<'_> {
    const SQUARE: f64 = 32.0;
    /// Neighbours further than three letters are of no use, and the largest letter has 34 pixels.
    const FURTHEST: usize = 4;

    fn new(letters: &[Letter]) -> Grid<'_> {
        let most = letters.iter().fold((0.0f64, 0.0f64), |m, l| (m.0.max(l.at.0), m.1.max(l.at.1)));
        let (columns, rows) = ((most.0 / Self::SQUARE) as usize + 1, (most.1 / Self::SQUARE) as usize + 1);
        let mut squares = vec![Vec::new(); columns * rows];
        for (i, l) in letters.iter().enumerate() {
            squares[(l.at.1 / Self::SQUARE) as usize * columns + (l.at.0 / Self::SQUARE) as usize].push(i);
        }
        Grid { letters, columns, rows, squares }
    }

    /// Those in the squares at most `reach` squares away.
    fn around(&self, at: Point, reach: usize) -> impl Iterator<Item = usize> {
        let (x, y) = ((at.0 / Self::SQUARE) as usize, (at.1 / Self::SQUARE) as usize);
        let columns = x.saturating_sub(reach)..(x + reach + 1).min(self.columns);
        let rows = y.saturating_sub(reach)..(y + reach + 1).min(self.rows);
        rows.flat_map(move |r| columns.clone().map(move |c| r * self.columns + c))
            .flat_map(|s| self.squares[s].iter().copied())
    }

    fn nearest_two(&self, i: usize) -> [Option<usize>; 2] {
        let at = self.letters[i].at;
        for reach in 1..=Self::FURTHEST {
            let mut near: [Option<(f64, usize)>; 2] = [None, None];
            for j in self.around(at, reach).filter(|&j| j != i) {
                let found = Some((distance(at, self.letters[j].at), j));
                if near[0].is_none_or(|n| found.is_some_and(|f| f.0 < n.0)) {
                    near = [found, near[0]];
                } else if near[1].is_none_or(|n| found.is_some_and(|f| f.0 < n.0)) {
                    near[1] = found;
                }
            }
            // Nearer ones cannot hide in squares not looked at.
            if reach == Self::FURTHEST || near[1].is_some_and(|n| n.0 <= reach as f64 * Self::SQUARE) {
                return near.map(|n| n.map(|(_, j)| j));
            }
        }
        [None, None]
    }

    fn has_near(&self, at: Point, radius: f64, enough: usize) -> bool {
        let reach = (radius / Self::SQUARE).ceil() as usize;
        self.around(at, reach).filter(|&j| distance(at, self.letters[j].at) <= radius).take(enough).count() == enough
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of little rings, turned by so many degrees.
    fn page(degrees: f64) -> GrayImage {
        let (sin, cos) = (-degrees).to_radians().sin_cos();
        GrayImage::from_fn(1200, 1200, |x, y| {
            let (x, y) = (f64::from(x) - 600.0, f64::from(y) - 600.0);
            let (u, v) = (x * cos - y * sin, x * sin + y * cos);
            let (u, v) = (u.rem_euclid(16.0) - 8.0, v.rem_euclid(48.0) - 24.0);
            let r = (u / 0.75).hypot(v);
            image::Luma([if (4.5..7.0).contains(&r) && u.hypot(v) < 12.0 { 30 } else { 230 }])
        })
    }

    #[test]
    fn the_lines_of_a_turned_page_are_found() {
        for degrees in [0.0, 7.0, 90.0, 171.0] {
            let found = of(&page(degrees));
            assert!(turn_between(found.degrees, degrees).abs() < 0.7, "{degrees}: {}", found.degrees);
            assert!((9.0..18.0).contains(&found.letter_height.unwrap()));
            assert!(found.letters.len() > 500);
        }
    }

    #[test]
    fn an_empty_page_has_no_direction() {
        assert!(of(&GrayImage::from_pixel(800, 600, image::Luma([200]))).letter_height.is_none());
        assert!(of(&GrayImage::from_pixel(3, 2, image::Luma([200]))).letter_height.is_none());
    }
}
