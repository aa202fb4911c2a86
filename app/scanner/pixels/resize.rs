//! Making pictures smaller by the mean of the area each new pixel covers.

use image::{ImageBuffer, Pixel};

/// The size within a square of `max_side`, never larger than it was.
pub(crate) fn within(w: u32, h: u32, max_side: u32) -> (u32, u32) {
    let ratio = f64::from(max_side) / f64::from(w.max(h).max(1));
    if ratio >= 1.0 {
        return (w, h);
    }
    let side = |s: u32| ((f64::from(s) * ratio).round() as u32).max(1);
    (side(w), side(h))
}

/// Reduces to `w` by `h`, which must not be larger than the picture.
pub(crate) fn shrink<P>(from: &ImageBuffer<P, Vec<u8>>, w: u32, h: u32) -> ImageBuffer<P, Vec<u8>>
where
    P: Pixel<Subpixel = u8>,
{
    let channels = usize::from(P::CHANNEL_COUNT);
    let (w, h) = (w.clamp(1, from.width()), h.clamp(1, from.height()));
    let columns = shares(from.width(), w);
    let rows = shares(from.height(), h);
    let stride = from.width() as usize * channels;
    let mut to = ImageBuffer::new(w, h);
    let mut sum = vec![0f32; stride];
    for (row, out) in rows.iter().zip(to.chunks_exact_mut(w as usize * channels)) {
        sum.fill(0.0);
        for (i, share) in row.shares() {
            let source = &from.as_raw()[i * stride..(i + 1) * stride];
            for (s, &p) in sum.iter_mut().zip(source) {
                *s += share * f32::from(p);
            }
        }
        squeeze(&sum, &columns, channels, out);
    }
    to
}

fn squeeze(sum: &[f32], columns: &[Span], channels: usize, out: &mut [u8]) {
    for (column, pixel) in columns.iter().zip(out.chunks_exact_mut(channels)) {
        for (c, value) in pixel.iter_mut().enumerate() {
            let total: f32 = column.shares().map(|(i, share)| share * sum[i * channels + c]).sum();
            *value = (total + 0.5) as u8;
        }
    }
}

/// The old pixels that one new pixel covers, the first and the last only in part.
struct Span {
    first: usize,
    last: usize,
    first_share: f32,
    share: f32,
    last_share: f32,
}

impl Span {
    fn shares(&self) -> impl Iterator<Item = (usize, f32)> {
        (self.first..=self.last).map(|i| {
            let share = if i == self.first {
                self.first_share
            } else if i == self.last {
                self.last_share
            } else {
                self.share
            };
            (i, share)
        })
    }
}

fn shares(from: u32, to: u32) -> Vec<Span> {
    let step = f64::from(from) / f64::from(to);
    let spans = (0..to).map(|i| {
        let (start, end) = (f64::from(i) * step, (f64::from(i + 1) * step).min(f64::from(from)));
        let first = start as usize;
        let last = ((end - 1e-9) as usize).max(first);
        let whole = end - start;
        let first_share = ((first as f64 + 1.0).min(end) - start) / whole;
        let last_share = (end - (last as f64).max(start)) / whole;
        Span {
            first,
            last,
            first_share: first_share as f32,
            share: (1.0 / whole) as f32,
            last_share: last_share as f32,
        }
    });
    spans.collect()
}

#[cfg(test)]
mod tests {
    use image::{GrayImage, Rgb, RgbImage};

    use super::*;

    #[test]
    fn a_picture_shrinks_to_its_means() {
        let from = GrayImage::from_raw(4, 2, vec![0, 100, 50, 50, 200, 100, 50, 50]).unwrap();
        assert_eq!(shrink(&from, 2, 1).as_raw(), &[100, 50]);
        let thirds = GrayImage::from_raw(3, 1, vec![0, 90, 180]).unwrap();
        assert_eq!(shrink(&thirds, 2, 1).as_raw(), &[30, 150]);
        assert_eq!(shrink(&thirds, 3, 1), thirds);
    }

    #[test]
    fn colours_do_not_mix() {
        let from = RgbImage::from_fn(7, 5, |_, _| Rgb([10, 20, 30]));
        assert!(shrink(&from, 3, 2).pixels().all(|p| p == &Rgb([10, 20, 30])));
    }

    #[test]
    fn a_size_fits_in_a_square() {
        assert_eq!(within(4000, 3000, 1000), (1000, 750));
        assert_eq!(within(300, 200, 1000), (300, 200));
        assert_eq!(within(9000, 1, 1000), (1000, 1));
    }
}
