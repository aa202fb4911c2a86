//! Shapes given by their corners.

use image::GrayImage;

use crate::geometry::{Point, distance};

pub(crate) fn area(corners: &[Point]) -> f64 {
    let next = corners.iter().cycle().skip(1);
    (corners.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>() / 2.0).abs()
}

pub(crate) fn perimeter(corners: &[Point]) -> f64 {
    let next = corners.iter().cycle().skip(1);
    corners.iter().zip(next).map(|(a, b)| distance(*a, *b)).sum()
}

/// The smallest convex shape around the points.
pub(crate) fn hull(points: &[Point]) -> Vec<Point> {
    let mut sorted = points.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    sorted.dedup();
    if sorted.len() < 3 {
        return sorted;
    }
    let mut hull = half_hull(sorted.iter());
    hull.extend(half_hull(sorted.iter().rev()));
    hull
}

/// One side of the hull, without its last point, which begins the other side.
fn half_hull<'a>(points: impl Iterator<Item = &'a Point>) -> Vec<Point> {
    let mut side: Vec<Point> = Vec::new();
    for &p in points {
        while let [.., a, b] = side[..]
            && (b.0 - a.0) * (p.1 - a.1) - (b.1 - a.1) * (p.0 - a.0) <= 0.0
        {
            side.pop();
        }
        side.push(p);
    }
    side.pop();
    side
}

/// Fewer corners, none of the others being further than `slack` from the new sides (Douglas-Peucker).
pub(crate) fn simplify(corners: &[Point], slack: f64) -> Vec<Point> {
    if corners.len() < 4 {
        return corners.to_vec();
    }
    // Two corners far apart are kept for sure; going there and back finds better ones than the first.
    let furthest = |from: usize| {
        let far = |&i: &usize| distance(corners[from], corners[i]);
        (0..corners.len()).max_by(|a, b| far(a).total_cmp(&far(b))).unwrap_or(from)
    };
    let a = furthest(furthest(0));
    let b = furthest(a);
    let (first, last) = (a.min(b), a.max(b));
    let round: Vec<Point> = corners[last..].iter().chain(&corners[..=first]).copied().collect();
    let mut kept = Vec::new();
    split(&corners[first..=last], slack, &mut kept);
    split(&round, slack, &mut kept);
    kept
}

/// Keeps the first point of a chain and those which matter; the last one begins the next chain.
fn split(chain: &[Point], slack: f64, kept: &mut Vec<Point>) {
    let [first, .., last] = chain else { return };
    let off = |p: &Point| distance_to_line(*p, *first, *last);
    let worst = (1..chain.len() - 1).max_by(|&a, &b| off(&chain[a]).total_cmp(&off(&chain[b])));
    match worst.filter(|&i| off(&chain[i]) > slack) {
        Some(i) => {
            split(&chain[..=i], slack, kept);
            split(&chain[i..], slack, kept);
        }
        None => kept.push(*first),
    }
}

fn distance_to_line(p: Point, a: Point, b: Point) -> f64 {
    let length = distance(a, b);
    if length < 1e-9 {
        return distance(p, a);
    }
    ((b.0 - a.0) * (a.1 - p.1) - (a.0 - p.0) * (b.1 - a.1)).abs() / length
}

/// Paints the inside of a convex shape.
pub(crate) fn fill_convex(mask: &mut GrayImage, corners: &[Point], value: u8) {
    for y in 0..mask.height() {
        let (mut left, mut right) = (f64::MAX, f64::MIN);
        for (a, b) in corners.iter().zip(corners.iter().cycle().skip(1)) {
            let (top, bottom) = if a.1 < b.1 { (a, b) } else { (b, a) };
            let at = f64::from(y);
            if at < top.1 || at > bottom.1 {
                continue;
            }
            let t = if bottom.1 - top.1 < 1e-9 { 0.0 } else { (at - top.1) / (bottom.1 - top.1) };
            let x = top.0 + (bottom.0 - top.0) * t;
            // A level side counts with both its ends.
            let far = if t == 0.0 && bottom.1 - top.1 < 1e-9 { bottom.0 } else { x };
            left = left.min(x.min(far));
            right = right.max(x.max(far));
        }
        let (first, last) = (left.round().max(0.0), right.round().min(f64::from(mask.width()) - 1.0));
        if first <= last {
            (first as u32..=last as u32).for_each(|x| mask.put_pixel(x, y, image::Luma([value])));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: [Point; 4] = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)];

    #[test]
    fn a_square_has_its_area_and_perimeter() {
        assert_eq!((area(&SQUARE), perimeter(&SQUARE)), (100.0, 40.0));
        assert_eq!(area(&[]), 0.0);
    }

    #[test]
    fn a_hull_leaves_out_what_is_inside() {
        let mut points = SQUARE.to_vec();
        points.extend([(5.0, 5.0), (5.0, 0.0), (10.0, 10.0), (2.0, 9.0)]);
        let found = hull(&points);
        assert_eq!((found.len(), area(&found)), (4, 100.0));
        assert_eq!(hull(&[(1.0, 1.0), (1.0, 1.0)]), vec![(1.0, 1.0)]);
    }

    #[test]
    fn a_rough_square_simplifies_to_four_corners() {
        let rough: Vec<Point> = (0..40)
            .map(|i| {
                let t = f64::from(i % 10) * 10.0;
                let wobble = f64::from(i % 3) * 0.4;
                match i / 10 {
                    0 => (t, wobble),
                    1 => (100.0 - wobble, t),
                    2 => (100.0 - t, 100.0 - wobble),
                    _ => (wobble, 100.0 - t),
                }
            })
            .collect();
        let found = simplify(&rough, 3.0);
        assert_eq!(found.len(), 4, "{found:?}");
        assert!((area(&found) - 10_000.0).abs() < 400.0);
    }

    #[test]
    fn a_filled_square_has_its_pixels() {
        let mut mask = GrayImage::new(12, 12);
        fill_convex(&mut mask, &[(2.0, 3.0), (6.0, 3.0), (6.0, 8.0), (2.0, 8.0)], 9);
        assert_eq!(mask.iter().filter(|&&p| p == 9).count(), 5 * 6);
    }
}
