//! The foot of the card is far from the labels that place it: an error of half a degree there is a whole line. The two
//! machine-readable lines, long and alone on white paper, are found by their ink, and the card is placed once more.

use image::GrayImage;

use crate::anchors::Anchor;
use crate::geometry::{Homography, Point, distance};
use crate::pixels::level;
use crate::place::{Placed, PlacedWord};
use crate::sheet::PX_PER_MM;
use crate::template::{MARGIN_MM, SLOTS, Slot, mm};

/// How far the lines are searched from where they should be, up and down, and from their left to their right end.
const AWAY_MM: f64 = 9.0;
const TILT_MM: f64 = 5.0;
/// Forty-four characters, ten to the inch, without the blank beside the last.
const LENGTH_MM: f64 = 111.4;
/// Nearer than this the lines need not be.
const NEAR_MM: f64 = 0.35;
const BLOCKS: usize = 16;
/// What is looked at above the first line.
const AROUND_MM: f64 = 4.0;

/// The row of the sheet where the foot begins.
pub(crate) fn top() -> u32 {
    px(line_start(Slot::Mrz1).1 + MARGIN_MM.1 - AWAY_MM - TILT_MM - AROUND_MM)
}

/// The card placed by its labels and by these lines, if they are found elsewhere than expected. `foot`: the sheet from
/// `top` on.
pub(crate) fn settled(placed: &Placed, foot: &GrayImage) -> Option<Placed> {
    let ends = ends(foot)?;
    if ends.iter().all(|(expected, seen)| distance(*expected, *seen) < NEAR_MM) {
        return None;
    }
    let labels: Vec<(Point, Point)> = placed.anchors.iter().filter(|a| !a.loose).map(|a| (a.printed, a.seen)).collect();
    // A label counts once and an end three times: there are forty labels.
    let (from, to): (Vec<Point>, Vec<Point>) = labels.iter().chain(ends.iter().cycle().take(12)).copied().unzip();
    let moved = Homography::fit(&from, &to)?;
    let off = |map: &dyn Fn(Point) -> Point| -> f64 {
        labels.iter().map(|(printed, seen)| distance(map(*printed), *seen)).sum::<f64>() / labels.len().max(1) as f64
    };
    // Lines that pull the labels from their places are something else.
    if off(&|p| moved.apply(p)) > off(&|p| p) + 0.8 {
        return None;
    }
    let back = moved.inverse()?;
    let anchors = placed.anchors.iter().map(|a| Anchor { seen: back.apply(a.seen), ..*a }).collect();
    let words = placed.words.iter().map(|w| PlacedWord { at: back.apply(w.at), ..w.clone() }).collect();
    Some(Placed { map: placed.map.after(&moved), anchors, words })
}

/// Where the ends of both lines should be, and where they are.
fn ends(foot: &GrayImage) -> Option<[(Point, Point); 4]> {
    let ink = Ink::of(foot);
    let (down, tilt) = ink.lines()?;
    let [first, second] = [Slot::Mrz1, Slot::Mrz2].map(line_start);
    let (left, right) = ink.sides(first, second, down, tilt)?;
    let seen = |x: f64, y: f64| (x, y + down + tilt * (x - first.0) / LENGTH_MM);
    let ends = |start: Point| [(start, seen(left, start.1)), ((start.0 + LENGTH_MM, start.1), seen(right, start.1))];
    let ([a, b], [c, d]) = (ends(first), ends(second));
    Some([a, b, c, d])
}

fn line_start(slot: Slot) -> Point {
    SLOTS.iter().find(|s| s.0 == slot).map_or((0.0, 0.0), |s| mm(s.1, s.2))
}

/// How much ink lies in each block of columns above each row.
struct Ink<'a> {
    above: Vec<Vec<f64>>,
    grey: &'a GrayImage,
    paper: f64,
}

impl Ink<'_> {
    fn of(foot: &GrayImage) -> Ink<'_> {
        let paper = level::percentile(foot, 70.0) - 30.0;
        let mut ink = Ink { above: Vec::new(), grey: foot, paper };
        ink.above = (0..BLOCKS).map(|b| ink.block(b)).collect();
        ink
    }

    fn dark(&self, x: u32, y: u32) -> bool {
        f64::from(self.grey.get_pixel(x, y).0[0]) < self.paper
    }

    /// The row of the foot at `y` millimetres of the card.
    fn row(&self, y: f64) -> u32 {
        px(y + MARGIN_MM.1).saturating_sub(top()).min(self.grey.height())
    }

    fn block(&self, block: usize) -> Vec<f64> {
        let left = line_start(Slot::Mrz1).0 + MARGIN_MM.0 + LENGTH_MM * block as f64 / BLOCKS as f64;
        let (from, to) = (px(left), px(left + LENGTH_MM / BLOCKS as f64).min(self.grey.width()));
        let mut above = vec![0.0];
        for y in 0..self.grey.height() {
            let row = (from..to).filter(|x| self.dark(*x, y)).count();
            above.push(above[above.len() - 1] + row as f64 / f64::from((to - from).max(1)));
        }
        above
    }

    /// The share of ink in a band of a block, `y` and `half` in millimetres of the card.
    fn share(&self, block: usize, y: f64, half: f64) -> f64 {
        let at = |y: f64| self.above[block].get(self.row(y) as usize).copied().unwrap_or(0.0);
        (at(y + half) - at(y - half)) / (2.0 * half * PX_PER_MM)
    }

    /// How far down both lines begin, and how much further they end.
    fn lines(&self) -> Option<(f64, f64)> {
        let mut best = (0.0, None);
        for tilt in steps(TILT_MM, 0.25) {
            for down in steps(AWAY_MM, 0.15) {
                let score = self.score(down, tilt);
                if score > best.0 {
                    best = (score, Some((down, tilt)));
                }
            }
        }
        best.1.filter(|_| best.0 > 1.5)
    }

    /// Two bands of print, with nothing between them and nothing below.
    fn score(&self, down: f64, tilt: f64) -> f64 {
        let [first, second] = [Slot::Mrz1, Slot::Mrz2].map(|slot| line_start(slot).1);
        let mut score = 0.0;
        for block in 0..BLOCKS {
            let off = down + tilt * (block as f64 + 0.5) / BLOCKS as f64;
            let print = |y: f64| self.share(block, y + off, 1.1);
            let blank = |y: f64| self.share(block, y + off, 0.7);
            let lines = [print(first), print(second)];
            // A dark edge or a table is no print.
            if lines.iter().any(|l| *l > 0.6) {
                return 0.0;
            }
            score += lines[0].min(0.5) + lines[1].min(0.5);
            score -= 2.0 * (blank((first + second) / 2.0) + blank(second + 3.2) + 0.5 * blank(first - 2.6));
        }
        score
    }

    /// The first and the last ink of the lines, in millimetres: beyond them is a gap. Their distance must be that of
    /// forty-four characters.
    fn sides(&self, first: Point, second: Point, down: f64, tilt: f64) -> Option<(f64, f64)> {
        let inked = |x: f64| {
            let column = px(x + MARGIN_MM.0).min(self.grey.width() - 1);
            let rows = [first.1, second.1].into_iter().flat_map(|y| {
                let middle = y + down + tilt * (x - first.0) / LENGTH_MM;
                self.row(middle - 1.1)..self.row(middle + 1.1)
            });
            rows.filter(|y| self.dark(column, *y)).count() >= 3
        };
        let reach = |step: f64| {
            let (mut x, mut last) = (first.0 + LENGTH_MM / 2.0, first.0 + LENGTH_MM / 2.0);
            while (x - last).abs() < 2.1 && x > -MARGIN_MM.0 && x < first.0 + LENGTH_MM + 9.0 {
                x += step;
                if inked(x) {
                    last = x;
                }
            }
            last
        };
        let (left, right) = (reach(-0.1), reach(0.1));
        ((right - left) / LENGTH_MM > 0.95 && (right - left) / LENGTH_MM < 1.05).then_some((left, right))
    }
}

fn px(mm: f64) -> u32 {
    (mm * PX_PER_MM).max(0.0) as u32
}

fn steps(most: f64, step: f64) -> impl Iterator<Item = f64> {
    let count = (most / step) as i32;
    (-count..=count).map(move |i| f64::from(i) * step)
}

#[cfg(test)]
mod tests {
    use image::Luma;

    use super::*;
    use crate::template::{LABELS, PAGE_MM};

    /// A foot with bars of print where the lines are, moved and tilted.
    fn foot(down: f64, tilt: f64) -> GrayImage {
        GrayImage::from_fn(px(PAGE_MM.0), px(PAGE_MM.1) - top(), |x, y| {
            let (x, y) = (f64::from(x) / PX_PER_MM, f64::from(y + top()) / PX_PER_MM);
            let (x, y) = (x - MARGIN_MM.0, y - MARGIN_MM.1);
            let start = line_start(Slot::Mrz1);
            let along = x - start.0;
            let y = y - down - tilt * along / LENGTH_MM;
            let on_line = [Slot::Mrz1, Slot::Mrz2].iter().any(|s| (line_start(*s).1 - y).abs() < 1.2);
            let inked = (0.0..LENGTH_MM).contains(&along) && (along.rem_euclid(2.54) < 1.2 || along > LENGTH_MM - 0.6);
            Luma([if on_line && inked { 30 } else { 235 }])
        })
    }

    fn placed() -> Placed {
        let anchor = |&(name, x, y): &(&'static str, f64, f64)| {
            let at = mm(x, y);
            Anchor { name, printed: at, seen: at, loose: false }
        };
        Placed { map: Homography::scale(10.0), anchors: LABELS.iter().map(anchor).collect(), words: Vec::new() }
    }

    #[test]
    fn a_foot_elsewhere_is_found() {
        for (down, tilt) in [(5.0, 0.0), (-3.0, 2.0), (1.0, -3.0)] {
            let found = settled(&placed(), &foot(down, tilt)).unwrap();
            let (x, y) = line_start(Slot::Mrz1);
            let now = found.map.apply((x, y));
            let off = distance((now.0 / 10.0, now.1 / 10.0), (x, y + down));
            assert!(off < 0.8, "{down} {tilt}: {off}");
        }
    }

    #[test]
    fn a_foot_in_its_place_or_none_changes_nothing() {
        assert!(settled(&placed(), &foot(0.0, 0.0)).is_none());
        for paper in [235, 20] {
            let blank = GrayImage::from_pixel(px(PAGE_MM.0), px(PAGE_MM.1) - top(), Luma([paper]));
            assert!(settled(&placed(), &blank).is_none());
        }
    }
}
