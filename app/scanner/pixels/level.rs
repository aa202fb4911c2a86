//! How dark, how bright: histograms and what is drawn from them.

use image::GrayImage;

pub(crate) fn histogram(pixels: &[u8]) -> [u32; 256] {
    let mut counts = [0; 256];
    for &p in pixels {
        counts[usize::from(p)] += 1;
    }
    counts
}

/// The value under which `percent` of the pixels lie, between two values if need be.
pub(crate) fn percentile(pixels: &[u8], percent: f64) -> f64 {
    if pixels.is_empty() {
        return 0.0;
    }
    let counts = histogram(pixels);
    let rank = (pixels.len() - 1) as f64 * percent / 100.0;
    let (below, above) = (value_at(&counts, rank.floor() as u64), value_at(&counts, rank.ceil() as u64));
    below + (above - below) * rank.fract()
}

fn value_at(counts: &[u32; 256], rank: u64) -> f64 {
    let mut seen = 0;
    for (value, &count) in counts.iter().enumerate() {
        seen += u64::from(count);
        if seen > rank {
            return value as f64;
        }
    }
    255.0
}

/// The threshold that best parts the pixels in two (Otsu): the upper part is above it.
pub(crate) fn otsu(pixels: &[u8]) -> u8 {
    let counts = histogram(pixels);
    let total = pixels.len() as f64;
    let sum: f64 = counts.iter().enumerate().map(|(v, &n)| v as f64 * f64::from(n)).sum();
    let (mut low, mut low_sum, mut best) = (0.0, 0.0, (0.0, 0));
    for (value, &count) in counts.iter().enumerate() {
        low += f64::from(count);
        low_sum += value as f64 * f64::from(count);
        let high = total - low;
        if low == 0.0 || high == 0.0 {
            continue;
        }
        let apart = low_sum / low - (sum - low_sum) / high;
        let between = low * high * apart * apart;
        if between > best.0 {
            best = (between, value as u8);
        }
    }
    best.1
}

/// 1 where the picture is above the threshold, 0 elsewhere.
pub(crate) fn above(from: &GrayImage, threshold: f64) -> GrayImage {
    let mut mask = from.clone();
    for p in mask.iter_mut() {
        *p = u8::from(f64::from(*p) > threshold);
    }
    mask
}

/// 1 where a picture is darker than its surroundings (a Gaussian mean 25 pixels wide) by `offset`.
pub(crate) fn darker_than_around(from: &GrayImage, offset: u8) -> GrayImage {
    let mean = super::blur::gaussian_within(from, 4.1, 12);
    let mut mask = from.clone();
    for (p, &m) in mask.iter_mut().zip(mean.iter()) {
        *p = u8::from(p.saturating_add(offset) <= m);
    }
    mask
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_fall_between_pixels() {
        let pixels: Vec<u8> = (0..=10).rev().collect();
        assert_eq!(percentile(&pixels, 50.0), 5.0);
        assert_eq!(percentile(&pixels, 25.0), 2.5);
        assert_eq!(percentile(&pixels, 100.0), 10.0);
        assert_eq!(percentile(&[], 50.0), 0.0);
    }

    #[test]
    fn otsu_parts_dark_from_bright() {
        let mut pixels = vec![40; 300];
        pixels.extend(vec![50; 300]);
        pixels.extend(vec![200; 500]);
        assert!((50..200).contains(&otsu(&pixels)));
        assert_eq!(otsu(&[7; 9]), 0);
    }

    #[test]
    fn a_stroke_is_darker_than_around_it() {
        let page = GrayImage::from_fn(60, 40, |x, _| image::Luma([if x == 30 { 90 } else { 220 }]));
        let mask = darker_than_around(&page, 18);
        assert_eq!(mask.iter().map(|&p| u32::from(p)).sum::<u32>(), 40);
        assert_eq!(mask.get_pixel(30, 20).0, [1]);
    }
}
