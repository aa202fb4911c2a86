//! The outline of a patch.

use image::GrayImage;

use super::components::Patch;
use crate::geometry::Point;

/// Clockwise from the east, as seen on a screen.
const AROUND: [(i64, i64); 8] = [(1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1)];

/// The outer edge of a patch, pixel by pixel, clockwise (Moore's walk).
pub(crate) fn outline(mask: &GrayImage, patch: &Patch) -> Vec<Point> {
    let (w, h) = (i64::from(mask.width()), i64::from(mask.height()));
    let filled =
        |(x, y): (i64, i64)| x >= 0 && y >= 0 && x < w && y < h && mask.get_pixel(x as u32, y as u32).0[0] != 0;
    let start = (i64::from(patch.start.0), i64::from(patch.start.1));
    let (mut here, mut facing) = (start, 0);
    let mut edge = vec![point(start)];
    // Nothing can be longer than every pixel passed on each side.
    for _ in 0..4 * w * h {
        // From the left hand behind round to the right, the first filled neighbour is the next step.
        let next = (0..8).map(|i| (facing + 5 + i) % 8).find(|&d| filled(step(here, d)));
        let Some(next) = next else { break };
        // Back where it began and about to take the first step again.
        if here == start && edge.len() > 1 && point(step(here, next)) == edge[1] {
            edge.pop();
            break;
        }
        here = step(here, next);
        facing = next;
        edge.push(point(here));
    }
    edge
}

fn step((x, y): (i64, i64), direction: usize) -> (i64, i64) {
    let (dx, dy) = AROUND[direction];
    (x + dx, y + dy)
}

fn point((x, y): (i64, i64)) -> Point {
    (x as f64, y as f64)
}

#[cfg(test)]
mod tests {
    use super::super::components::patches;
    use super::super::polygon;
    use super::*;

    #[test]
    fn a_walk_round_a_rectangle_comes_back() {
        let mask =
            GrayImage::from_fn(20, 20, |x, y| image::Luma([u8::from((3..13).contains(&x) && (5..10).contains(&y))]));
        let edge = outline(&mask, &patches(&mask)[0]);
        assert_eq!(edge.len(), 2 * 10 + 2 * 5 - 4);
        assert_eq!(polygon::area(&edge), 36.0);
    }

    #[test]
    fn thin_shapes_are_walked_on_both_sides() {
        let mask = GrayImage::from_fn(20, 20, |x, y| {
            image::Luma([u8::from((y == 4 && (2..9).contains(&x)) || (x == 5 && y < 8) || (x, y) == (15, 15))])
        });
        let found = patches(&mask);
        let edge = outline(&mask, &found[0]);
        assert!(edge.contains(&(2.0, 4.0)) && edge.contains(&(8.0, 4.0)) && edge.contains(&(5.0, 7.0)));
        assert_eq!(outline(&mask, &found[1]), vec![(15.0, 15.0)]);
    }
}
