//! The projection of the card that agrees with the most anchors (RANSAC), first affine, then in perspective.

use crate::anchors::Anchor;
use crate::geometry::{Homography, Point, distance};

/// Millimetres of the card to pixels, and the anchors that agree.
#[derive(Clone, Debug)]
pub(crate) struct Fit {
    pub map: Homography,
    pub anchors: Vec<Anchor>,
}

pub(crate) fn fit(anchors: &[Anchor]) -> Option<Fit> {
    let height = spread(anchors);
    let affine =
        search(anchors, 3, (0.012 * height).max(6.0), 4000, |from, to| Homography::affine(from, to).filter(is_sane))?;
    if affine.anchors.len() < 4 {
        return None;
    }
    let enough = (affine.anchors.len() as f64 * 0.8).max(9.0);
    let full = if affine.anchors.len() < 10 {
        None
    } else {
        search(anchors, 4, (0.006 * height).max(5.0), 3000, Homography::fit)
    };
    Some(full.filter(|f| f.anchors.len() as f64 >= enough && keeps_sides(&f.map)).unwrap_or(affine))
}

fn spread(anchors: &[Anchor]) -> f64 {
    let (low, high) = anchors.iter().fold((f64::MAX, f64::MIN), |(l, h), a| (l.min(a.seen.1), h.max(a.seen.1)));
    (high - low).max(0.0)
}

/// Neither a mirror nor out of proportion.
fn is_sane(map: &Homography) -> bool {
    let [[a, b, _], [c, d, _], _] = map.0;
    let (wide, high) = (a.hypot(c), b.hypot(d));
    a * d - b * c > 0.0 && wide > 0.6 * high && wide < 1.6 * high
}

/// The whole card lies in front of the camera.
fn keeps_sides(map: &Homography) -> bool {
    let [gx, gy, one] = map.0[2];
    let depths = [(0.0, 0.0), (125.0, 0.0), (0.0, 254.0), (125.0, 254.0)].map(|(x, y)| gx * x + gy * y + one);
    depths.iter().all(|d| *d > 0.2 * one && *d < 5.0 * one)
}

fn search(
    anchors: &[Anchor],
    sample: usize,
    slack: f64,
    most_tries: u32,
    solve: impl Fn(&[Point], &[Point]) -> Option<Homography>,
) -> Option<Fit> {
    if anchors.len() < sample.max(4) {
        return None;
    }
    let solve_for = |chosen: &[Anchor]| {
        let (from, to): (Vec<Point>, Vec<Point>) = chosen.iter().map(|a| (a.printed, a.seen)).unzip();
        solve(&from, &to)
    };
    let agreeing = |map: &Homography| -> Vec<Anchor> {
        anchors.iter().filter(|a| distance(map.apply(a.printed), a.seen) <= slack).copied().collect()
    };
    let (mut dice, mut best, mut tries) = (Dice(0x2545_F491_4F6C_DD1D), Vec::new(), most_tries);
    let mut tried = 0;
    while tried < tries {
        tried += 1;
        let chosen = dice.choose(anchors, sample);
        let agree = solve_for(&chosen).map(|map| agreeing(&map)).unwrap_or_default();
        if agree.len() > best.len() {
            tries = tries_needed(agree.len() as f64 / anchors.len() as f64, sample).min(most_tries);
            best = agree;
        }
    }
    // All that agree together place the card better than the few of the draw.
    let map = solve_for(&best)?;
    Some(Fit { map, anchors: best })
}

/// How many draws make it nearly sure that one held only good anchors.
fn tries_needed(good: f64, sample: usize) -> u32 {
    let all_good = good.powi(sample as i32);
    if all_good >= 1.0 { 1 } else { (0.001f64.ln() / (1.0 - all_good).ln()).ceil().clamp(1.0, 1e6) as u32 }
}

/// Always the same draws, so that the same picture always reads the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }

    fn choose(&mut self, anchors: &[Anchor], count: usize) -> Vec<Anchor> {
        let mut indexes: Vec<usize> = (0..anchors.len()).collect();
        (0..count.min(anchors.len()))
            .map(|_| indexes.swap_remove(self.below(indexes.len())))
            .map(|i| anchors[i])
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::{LABELS, mm};

    fn seen(map: &Homography, count: usize) -> Vec<Anchor> {
        let label = |&(name, x, y): &(&'static str, f64, f64)| {
            let printed = mm(x, y);
            Anchor { name, printed, seen: map.apply(printed), loose: false }
        };
        LABELS.iter().take(count).map(label).collect()
    }

    fn tilted() -> Homography {
        Homography([[11.0, 0.9, 140.0], [-0.6, 11.6, 90.0], [3e-4, 2e-4, 1.0]])
    }

    #[test]
    fn false_anchors_do_not_count() {
        let mut anchors = seen(&tilted(), 30);
        for (i, anchor) in anchors.iter_mut().enumerate().filter(|(i, _)| i % 4 == 0) {
            anchor.seen = (f64::from(i as u32 * 97 % 1300), f64::from(i as u32 * 61 % 2500));
        }
        let found = fit(&anchors).unwrap();
        assert!((22..=23).contains(&found.anchors.len()), "{}", found.anchors.len());
        for p in [(0.0, 0.0), (120.0, 250.0), (60.0, 100.0)] {
            assert!(distance(found.map.apply(p), tilted().apply(p)) < 2.0);
        }
    }

    #[test]
    fn a_few_anchors_make_an_affine_fit() {
        let flat = Homography([[8.0, 0.3, 40.0], [-0.3, 8.0, 30.0], [0.0, 0.0, 1.0]]);
        let found = fit(&seen(&flat, 6)).unwrap();
        assert_eq!((found.anchors.len(), found.map.0[2]), (6, [0.0, 0.0, 1.0]));
        assert!(fit(&seen(&flat, 3)).is_none());
    }

    #[test]
    fn a_mirrored_card_is_not_a_card() {
        let mirror = Homography([[-9.0, 0.0, 1200.0], [0.0, 9.0, 0.0], [0.0, 0.0, 1.0]]);
        assert!(fit(&seen(&mirror, 25)).is_none_or(|f| f.anchors.len() < 9));
    }
}
