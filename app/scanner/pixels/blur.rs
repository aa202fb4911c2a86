//! Smoothing: Gaussian means and medians.

use image::GrayImage;

/// A Gaussian mean, cut at three sigmas, the border mirrored.
pub(crate) fn gaussian(from: &GrayImage, sigma: f32) -> GrayImage {
    gaussian_within(from, sigma, (sigma * 3.0).round() as usize)
}

/// The same, cut at `radius`.
pub(crate) fn gaussian_within(from: &GrayImage, sigma: f32, radius: usize) -> GrayImage {
    let (w, h) = (from.width() as usize, from.height() as usize);
    let weights = bell(sigma, radius);
    let mut to = GrayImage::new(from.width(), from.height());
    let mut mixed = vec![0f32; w];
    let mut padded = vec![0f32; w + 2 * radius];
    for (y, out) in to.chunks_exact_mut(w.max(1)).enumerate() {
        mixed.fill(0.0);
        for (i, &weight) in weights.iter().enumerate() {
            let row = mirrored(y as isize + i as isize - radius as isize, h);
            add(&mut mixed, &from.as_raw()[row * w..(row + 1) * w], weight);
        }
        for (x, p) in padded.iter_mut().enumerate() {
            *p = mixed[mirrored(x as isize - radius as isize, w)];
        }
        mixed.fill(0.0);
        for (i, &weight) in weights.iter().enumerate() {
            for (m, &p) in mixed.iter_mut().zip(&padded[i..i + w]) {
                *m += weight * p;
            }
        }
        for (o, &m) in out.iter_mut().zip(&mixed) {
            *o = (m + 0.5) as u8;
        }
    }
    to
}

fn add(sum: &mut [f32], row: &[u8], weight: f32) {
    for (s, &p) in sum.iter_mut().zip(row) {
        *s += weight * f32::from(p);
    }
}

fn bell(sigma: f32, radius: usize) -> Vec<f32> {
    let raw = |i: usize| (-((i as f32 - radius as f32) / sigma).powi(2) / 2.0).exp();
    let sum: f32 = (0..=2 * radius).map(raw).sum();
    (0..=2 * radius).map(|i| raw(i) / sum).collect()
}

/// An index outside comes back inside, without repeating the edge: dcb|abcd|cba.
fn mirrored(i: isize, n: usize) -> usize {
    let last = n as isize - 1;
    if last <= 0 {
        return 0;
    }
    let i = i.rem_euclid(2 * last);
    (if i > last { 2 * last - i } else { i }) as usize
}

/// The median of each pixel's 3x3 neighbours, the border repeated.
pub(crate) fn median3(from: &GrayImage) -> GrayImage {
    let (w, h) = (from.width() as usize, from.height() as usize);
    let row = |y: usize| &from.as_raw()[y * w..(y + 1) * w];
    let mut to = GrayImage::new(from.width(), from.height());
    // Of each column of three: the least, the middle and the greatest, with one more at either end.
    let (mut low, mut mid, mut high) = (vec![0u8; w + 2], vec![0u8; w + 2], vec![0u8; w + 2]);
    for (y, out) in to.chunks_exact_mut(w.max(1)).enumerate() {
        let (above, here, below) = (row(y.saturating_sub(1)), row(y), row((y + 1).min(h - 1)));
        for x in 0..w {
            let (a, b, c) = (above[x], here[x], below[x]);
            low[x + 1] = a.min(b).min(c);
            mid[x + 1] = middle(a, b, c);
            high[x + 1] = a.max(b).max(c);
        }
        for ends in [&mut low, &mut mid, &mut high] {
            ends[0] = ends[1];
            ends[w + 1] = ends[w];
        }
        for x in 0..w {
            let lows = low[x].max(low[x + 1]).max(low[x + 2]);
            let highs = high[x].min(high[x + 1]).min(high[x + 2]);
            out[x] = middle(lows, middle(mid[x], mid[x + 1], mid[x + 2]), highs);
        }
    }
    to
}

fn middle(a: u8, b: u8, c: u8) -> u8 {
    a.min(b).max(a.max(b).min(c))
}

/// The median of the 5x5 neighbours of one pixel, the border repeated.
pub(crate) fn median5_at(from: &GrayImage, x: u32, y: u32) -> u8 {
    let (w, h) = (i64::from(from.width()), i64::from(from.height()));
    let mut near = [0u8; 25];
    for (i, n) in near.iter_mut().enumerate() {
        let nx = (i64::from(x) + i as i64 % 5 - 2).clamp(0, w - 1);
        let ny = (i64::from(y) + i as i64 / 5 - 2).clamp(0, h - 1);
        *n = from.as_raw()[(ny * w + nx) as usize];
    }
    *near.select_nth_unstable(12).1
}

pub(crate) fn median5(from: &GrayImage) -> GrayImage {
    GrayImage::from_fn(from.width(), from.height(), |x, y| image::Luma([median5_at(from, x, y)]))
}

#[cfg(test)]
mod tests {
    use image::Luma;

    use super::*;

    #[test]
    fn a_flat_picture_stays_flat() {
        let flat = GrayImage::from_pixel(31, 17, Luma([123]));
        assert_eq!(gaussian(&flat, 3.0), flat);
        assert_eq!(median3(&flat), flat);
        assert_eq!(median5(&flat), flat);
    }

    #[test]
    fn a_speck_spreads_or_goes() {
        let mut speck = GrayImage::from_pixel(21, 21, Luma([0]));
        speck.put_pixel(10, 10, Luma([255]));
        let blurred = gaussian(&speck, 1.0);
        assert_eq!(blurred.get_pixel(10, 10).0, [41]);
        assert_eq!(blurred.get_pixel(11, 10).0, [25]);
        assert_eq!(median3(&speck).get_pixel(10, 10).0, [0]);
    }

    #[test]
    fn medians_agree_with_sorting() {
        let noise = GrayImage::from_fn(13, 9, |x, y| Luma([((x * 7919 + y * 104_729) % 251) as u8]));
        for (x, y) in [(0, 0), (5, 4), (12, 8), (12, 0)] {
            let around = |r: i64| {
                let at = |d: i64, c: u32, n: u32| (i64::from(c) + d).clamp(0, i64::from(n) - 1) as u32;
                let mut near: Vec<u8> = (-r..=r)
                    .flat_map(|dy| (-r..=r).map(move |dx| (dx, dy)))
                    .map(|(dx, dy)| noise.get_pixel(at(dx, x, 13), at(dy, y, 9)).0[0])
                    .collect();
                near.sort_unstable();
                near[near.len() / 2]
            };
            assert_eq!(median3(&noise).get_pixel(x, y).0, [around(1)]);
            assert_eq!(median5_at(&noise, x, y), around(2));
        }
    }

    #[test]
    fn tiny_pictures_are_no_trouble() {
        for (w, h) in [(1, 1), (2, 1), (1, 5), (3, 2)] {
            let tiny = GrayImage::from_pixel(w, h, Luma([50]));
            assert_eq!((gaussian(&tiny, 7.0), median3(&tiny)), (tiny.clone(), tiny));
        }
    }
}
