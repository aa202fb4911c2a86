//! Where the card lies in the picture: its four corners where they show, else the bright paper.

use image::{GrayImage, RgbImage};

use crate::direction::{Direction, turn_between};
use crate::geometry::{Point, distance};
use crate::pixels::components::{Patch, patches};
use crate::pixels::contour::outline;
use crate::pixels::morph::{self, Kernel};
use crate::pixels::polygon;
use crate::pixels::{blur, colour, level, resize, scale};

/// The four corners of what differs in colour from the picture's border, in the picture's pixels, if they make
/// something like a card.
pub(crate) fn corners(picture: &RgbImage) -> Option<[Point; 4]> {
    let (w, h) = resize::within(picture.width(), picture.height(), 700);
    let small = smooth(&resize::shrink(picture, w, h));
    let lab = colour::lab(&small);
    let border = border_colour(&lab, w as usize, h as usize);
    let mut best: Option<(f64, [Point; 4])> = None;
    // Lightness and colours together; mostly colours, against shadows; lightness alone.
    for weights in [[1.0, 1.6, 1.6], [0.25, 2.2, 2.2], [1.0, 0.0, 0.0]] {
        let away = away_from(&lab, border, weights, w, h);
        let threshold = f64::from(level::otsu(&away));
        for factor in [1.0, 0.7, 1.25] {
            let found = largest_card(&level::above(&away, threshold * factor));
            best = found.into_iter().chain(best).max_by(|a, b| a.0.total_cmp(&b.0));
        }
    }
    let ratio = f64::from(picture.width()) / f64::from(w);
    best.map(|(_, corners)| corners.map(|(x, y)| (x * ratio, y * ratio)))
}

fn smooth(picture: &RgbImage) -> RgbImage {
    let channel = |c: usize| {
        let one =
            GrayImage::from_fn(picture.width(), picture.height(), |x, y| image::Luma([picture.get_pixel(x, y).0[c]]));
        blur::gaussian(&one, 3.0)
    };
    let [r, g, b] = [channel(0), channel(1), channel(2)];
    let pixel = |x, y| image::Rgb([r.get_pixel(x, y).0[0], g.get_pixel(x, y).0[0], b.get_pixel(x, y).0[0]]);
    RgbImage::from_fn(picture.width(), picture.height(), pixel)
}

/// The median colour of a narrow ring along the picture's edge.
fn border_colour(lab: &[[f32; 3]], w: usize, h: usize) -> [f32; 3] {
    let width = (w.max(h) as f64 * 0.025) as usize;
    let in_ring = |i: usize| {
        let (x, y) = (i % w, i / w);
        x < width || y < width || x + width >= w || y + width >= h
    };
    let ring: Vec<&[f32; 3]> = lab.iter().enumerate().filter(|(i, _)| in_ring(*i)).map(|(_, p)| p).collect();
    [0, 1, 2].map(|c| {
        let channel: Vec<u8> = ring.iter().map(|p| p[c] as u8).collect();
        level::percentile(&channel, 50.0) as f32
    })
}

/// How far each pixel is from a colour, doubled to use the whole range.
fn away_from(lab: &[[f32; 3]], from: [f32; 3], weights: [f32; 3], w: u32, h: u32) -> GrayImage {
    let away = |p: &[f32; 3]| {
        let sum: f32 = (0..3).map(|c| ((p[c] - from[c]) * weights[c]).powi(2)).sum();
        (sum.sqrt() * 2.0).min(255.0) as u8
    };
    // One value per pixel, as many as the picture has.
    GrayImage::from_raw(w, h, lab.iter().map(away).collect()).unwrap_or_default()
}

/// The largest patch's four corners, with a score, if it looks like a card.
fn largest_card(mask: &GrayImage) -> Option<(f64, [Point; 4])> {
    let square = Kernel::square(9);
    let mask = morph::open(&morph::close(mask, &square), &square);
    let picture = f64::from(mask.width()) * f64::from(mask.height());
    let (area, edge) = largest_outline(&mask, picture * 0.13)?;
    if !(picture * 0.13..=picture * 0.96).contains(&area) {
        return None;
    }
    let hull = polygon::hull(&edge);
    let slack = polygon::perimeter(&hull);
    let simple =
        (0..14).map(|i| polygon::simplify(&hull, (0.01 + 0.005 * f64::from(i)) * slack)).find(|q| q.len() <= 4)?;
    let corners: [Point; 4] = simple.try_into().ok()?;
    let shape = polygon::area(&corners);
    let fill = (area / shape).min(shape / area);
    let side = |i: usize| distance(corners[i], corners[(i + 1) % 4]);
    let (a, b) = (side(0) + side(2), side(1) + side(3));
    let aspect = a.max(b) / a.min(b);
    (fill >= 0.9 && (1.15..2.4).contains(&aspect)).then(|| (fill - 0.05 * (aspect - 1.9).abs(), corners))
}

fn largest_outline(mask: &GrayImage, at_least: f64) -> Option<(f64, Vec<Point>)> {
    let large = |p: &Patch| f64::from(p.w) * f64::from(p.h) >= at_least;
    patches(mask)
        .into_iter()
        .filter(large)
        .map(|p| outline(mask, &p))
        .map(|edge| (polygon::area(&edge), edge))
        .max_by(|a, b| a.0.total_cmp(&b.0))
}

/// The corners from the top left, clockwise, of the card standing up, if one of its sides runs along the text.
pub(crate) fn upright(corners: [Point; 4], text: &Direction) -> Option<[Point; 4]> {
    let middle = corners.iter().fold((0.0, 0.0), |m, p| (m.0 + p.0 / 4.0, m.1 + p.1 / 4.0));
    let mut q = corners;
    q.sort_by(|a, b| (a.1 - middle.1).atan2(a.0 - middle.0).total_cmp(&(b.1 - middle.1).atan2(b.0 - middle.0)));
    if distance(q[0], q[1]) + distance(q[2], q[3]) > distance(q[1], q[2]) + distance(q[3], q[0]) {
        q.rotate_left(1);
    }
    for _ in 0..2 {
        let top = (q[1].1 - q[0].1).atan2(q[1].0 - q[0].0).to_degrees();
        if text.letter_height.is_none() || turn_between(top, text.degrees).abs() < 14.0 {
            return Some(q);
        }
        q.rotate_left(1);
    }
    None
}

/// A mask of the bright paper, 255 inside: keeps a table's grain away from the character reader.
pub(crate) fn paper(picture: &RgbImage) -> Option<GrayImage> {
    let (w, h) = resize::within(picture.width(), picture.height(), 500);
    let bright = colour::brightest(&resize::shrink(picture, w, h));
    let bright = blur::gaussian(&blur::median5(&bright), 3.0);
    let threshold = f64::from(level::otsu(&bright));
    let hull = [1.0, 0.75].iter().find_map(|factor| sheet(&level::above(&bright, threshold * factor)))?;
    let mut mask = GrayImage::new(w, h);
    polygon::fill_convex(&mut mask, &hull, 255);
    let mask = morph::dilate(&mask, &Kernel::square(7));
    Some(scale::stretch(&mask, picture.width(), picture.height()))
}

/// The hull of the largest patch, if the patch nearly fills it.
fn sheet(mask: &GrayImage) -> Option<Vec<Point>> {
    let square = Kernel::square(11);
    let mask = morph::open(&morph::close(mask, &square), &square);
    let largest = patches(&mask).into_iter().max_by_key(|p| p.area)?;
    let picture = f64::from(mask.width()) * f64::from(mask.height());
    let share = f64::from(largest.area) / picture;
    let hull = polygon::hull(&outline(&mask, &largest));
    let filled = f64::from(largest.area) / polygon::area(&hull).max(1.0);
    (share > 0.12 && share < 0.85 && filled >= 0.8).then_some(hull)
}

#[cfg(test)]
mod tests {
    use image::Rgb;

    use super::*;

    /// A light card, a little turned, on a dark table.
    fn table() -> RgbImage {
        RgbImage::from_fn(1000, 1400, |x, y| {
            let (u, v) = (f64::from(x) - 500.0, f64::from(y) - 700.0);
            let (u, v) = (u * 0.995 + v * 0.0998, v * 0.995 - u * 0.0998);
            if u.abs() < 250.0 && v.abs() < 500.0 { Rgb([225, 228, 215]) } else { Rgb([96, 70, 50]) }
        })
    }

    #[test]
    fn a_card_on_a_table_has_four_corners() {
        let found = upright(corners(&table()).unwrap(), &Direction::default()).unwrap();
        for (found, near) in found.iter().zip([(301.0, 178.0), (799.0, 228.0), (699.0, 1222.0), (201.0, 1173.0)]) {
            assert!(distance(*found, near) < 12.0, "{found:?} {near:?}");
        }
    }

    #[test]
    fn a_card_whose_text_runs_askew_is_not_believed() {
        let text = Direction { degrees: 45.0, letter_height: Some(20.0), letters: Vec::new() };
        assert!(upright(corners(&table()).unwrap(), &text).is_none());
        let lying = Direction { degrees: 95.0, letter_height: Some(20.0), letters: Vec::new() };
        let found = upright(corners(&table()).unwrap(), &lying).unwrap();
        assert!(distance(found[0], found[1]) > distance(found[1], found[2]));
    }

    #[test]
    fn the_paper_is_brighter_than_the_table() {
        let mask = paper(&table()).unwrap();
        assert_eq!((mask.get_pixel(500, 700).0[0], mask.get_pixel(60, 60).0[0]), (255, 0));
        assert!(paper(&RgbImage::from_pixel(300, 300, Rgb([200; 3]))).is_none());
        assert!(corners(&RgbImage::from_pixel(300, 300, Rgb([200; 3]))).is_none());
    }
}
