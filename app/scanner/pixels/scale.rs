//! Making pictures larger, with smooth edges.

use image::GrayImage;

/// The curve through four neighbours, at `t` between the two in the middle.
pub(crate) fn cubic(t: f32) -> [f32; 4] {
    const A: f32 = -0.75;
    let near = |d: f32| ((A + 2.0) * d - (A + 3.0)) * d * d + 1.0;
    let far = |d: f32| ((A * d - 5.0 * A) * d + 8.0 * A) * d - 4.0 * A;
    [far(1.0 + t), near(t), near(1.0 - t), far(2.0 - t)]
}

/// To `w` by `h` along straight lines: for what is smooth already.
pub(crate) fn stretch(from: &GrayImage, w: u32, h: u32) -> GrayImage {
    resample(from, w, h, |t| [0.0, 1.0 - t, t, 0.0])
}

/// To `w` by `h` along curves: for letters.
pub(crate) fn enlarge(from: &GrayImage, w: u32, h: u32) -> GrayImage {
    resample(from, w, h, cubic)
}

fn resample(from: &GrayImage, w: u32, h: u32, curve: impl Fn(f32) -> [f32; 4]) -> GrayImage {
    let columns = taps(from.width(), w, &curve);
    let rows = taps(from.height(), h, &curve);
    let (width, raw) = (from.width() as usize, from.as_raw());
    let mut to = GrayImage::new(w, h);
    let mut mixed = vec![0f32; width];
    for (row, out) in rows.iter().zip(to.chunks_exact_mut(w.max(1) as usize)) {
        let lines = row.at.map(|y| &raw[y * width..(y + 1) * width]);
        for (x, m) in mixed.iter_mut().enumerate() {
            *m = (0..4).map(|i| row.weights[i] * f32::from(lines[i][x])).sum();
        }
        for (o, column) in out.iter_mut().zip(&columns) {
            let sum: f32 = (0..4).map(|i| column.weights[i] * mixed[column.at[i]]).sum();
            *o = (sum + 0.5).clamp(0.0, 255.0) as u8;
        }
    }
    to
}

struct Tap {
    at: [usize; 4],
    weights: [f32; 4],
}

fn taps(from: u32, to: u32, curve: &impl Fn(f32) -> [f32; 4]) -> Vec<Tap> {
    let step = f64::from(from) / f64::from(to.max(1));
    let last = from as isize - 1;
    let tap = |i: u32| {
        let place = (f64::from(i) + 0.5) * step - 0.5;
        let first = place.floor();
        let at = [-1, 0, 1, 2].map(|d| (first as isize + d).clamp(0, last.max(0)) as usize);
        Tap { at, weights: curve((place - first) as f32) }
    };
    (0..to).map(tap).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ramp_stays_a_ramp() {
        let ramp = GrayImage::from_fn(10, 3, |x, _| image::Luma([(x * 20) as u8]));
        let twice = stretch(&ramp, 20, 6);
        assert_eq!(&twice.as_raw()[..6], &[0, 5, 15, 25, 35, 45]);
        let curved = enlarge(&ramp, 20, 6);
        assert!(
            curved.as_raw()[6..14].iter().zip([55, 65, 75, 85, 95, 105, 115, 125]).all(|(&a, b)| a.abs_diff(b) <= 2)
        );
        assert_eq!(enlarge(&ramp, 10, 3), ramp);
    }
}
