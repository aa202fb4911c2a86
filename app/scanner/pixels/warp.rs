//! Redrawing a picture as seen from elsewhere.

use image::{GrayImage, Rgb, RgbImage};

use super::scale::cubic;
use crate::geometry::Homography;
use crate::work;

/// A picture of `w` by `h`, where `back` tells where each of its pixels comes from. The border is repeated outside.
pub(crate) fn straight(from: &GrayImage, back: &Homography, w: u32, h: u32) -> GrayImage {
    let (raw, width, height) = (from.as_raw(), from.width() as isize, from.height() as isize);
    draw(w, h, back, |x, y| {
        let (left, top) = (x.floor(), y.floor());
        let (tx, ty) = ((x - left) as f32, (y - top) as f32);
        let x = [0, 1].map(|d| (left as isize + d).clamp(0, width - 1));
        let y = [0, 1].map(|d| (top as isize + d).clamp(0, height - 1) * width);
        let p = |i: usize, j: usize| f32::from(raw[(y[j] + x[i]) as usize]);
        let above = p(0, 0) + (p(1, 0) - p(0, 0)) * tx;
        let below = p(0, 1) + (p(1, 1) - p(0, 1)) * tx;
        above + (below - above) * ty
    })
}

/// The same along curves, sharper.
pub(crate) fn curved(from: &GrayImage, back: &Homography, w: u32, h: u32) -> GrayImage {
    let (raw, width, height) = (from.as_raw(), from.width() as isize, from.height() as isize);
    draw(w, h, back, |x, y| {
        let (left, top) = (x.floor(), y.floor());
        let (wx, wy) = (cubic((x - left) as f32), cubic((y - top) as f32));
        let x = [-1, 0, 1, 2].map(|d| (left as isize + d).clamp(0, width - 1));
        let y = [-1, 0, 1, 2].map(|d| (top as isize + d).clamp(0, height - 1) * width);
        let row = |j: usize| (0..4).map(|i| wx[i] * f32::from(raw[(y[j] + x[i]) as usize])).sum::<f32>();
        (0..4).map(|j| wy[j] * row(j)).sum()
    })
}

/// One half by each of two threads.
fn draw(w: u32, h: u32, back: &Homography, value: impl Fn(f64, f64) -> f32 + Sync) -> GrayImage {
    let (width, half) = (w.max(1) as usize, h as usize / 2);
    let rows = |first: usize, rows: &mut [u8]| {
        for (y, row) in rows.chunks_exact_mut(width).enumerate() {
            for (x, p) in row.iter_mut().enumerate() {
                let (sx, sy) = back.apply((x as f64, (first + y) as f64));
                *p = (value(sx, sy) + 0.5).clamp(0.0, 255.0) as u8;
            }
        }
    };
    let mut to = GrayImage::new(w, h);
    let (above, below) = to.split_at_mut(half * w as usize);
    work::both(|| rows(0, above), || rows(half, below));
    to
}

pub(crate) fn colour(from: &RgbImage, back: &Homography, w: u32, h: u32) -> RgbImage {
    let (width, height) = (i64::from(from.width()), i64::from(from.height()));
    let at = |x: i64, y: i64| from.get_pixel(x.clamp(0, width - 1) as u32, y.clamp(0, height - 1) as u32).0;
    RgbImage::from_fn(w, h, |x, y| {
        let (x, y) = back.apply((f64::from(x), f64::from(y)));
        let (left, top) = (x.floor(), y.floor());
        let (tx, ty) = ((x - left) as f32, (y - top) as f32);
        let (left, top) = (left as i64, top as i64);
        let [a, b, c, d] = [at(left, top), at(left + 1, top), at(left, top + 1), at(left + 1, top + 1)];
        let mix = |i: usize| {
            let above = f32::from(a[i]) * (1.0 - tx) + f32::from(b[i]) * tx;
            let below = f32::from(c[i]) * (1.0 - tx) + f32::from(d[i]) * tx;
            (above * (1.0 - ty) + below * ty + 0.5) as u8
        };
        Rgb([mix(0), mix(1), mix(2)])
    })
}

#[cfg(test)]
mod tests {
    use image::Luma;

    use super::*;

    #[test]
    fn a_picture_moves_as_it_is_told() {
        let from = GrayImage::from_fn(8, 6, |x, y| Luma([(x * 10 + y * 3) as u8]));
        let back = Homography::shift(2.0, 1.0);
        for to in [straight(&from, &back, 4, 3), curved(&from, &back, 4, 3)] {
            assert_eq!(to.get_pixel(0, 0), from.get_pixel(2, 1));
            assert_eq!(to.get_pixel(3, 2), from.get_pixel(5, 3));
        }
        let half = straight(&from, &Homography::shift(0.5, 0.0), 2, 1);
        assert_eq!(half.as_raw(), &[5, 15]);
        let outside = colour(&RgbImage::from_pixel(3, 3, Rgb([4, 5, 6])), &Homography::shift(-50.0, 90.0), 2, 2);
        assert_eq!(outside.get_pixel(1, 1), &Rgb([4, 5, 6]));
    }

    #[test]
    fn a_place_at_infinity_is_no_trouble() {
        let from = GrayImage::new(4, 4);
        let mad = Homography([[0.0; 3]; 3]);
        assert_eq!(straight(&from, &mad, 3, 3), GrayImage::new(3, 3));
        assert_eq!(curved(&from, &mad, 3, 3), GrayImage::new(3, 3));
    }
}
