//! Growing and shrinking what is bright.

use image::GrayImage;

/// The rows of a kernel: each is an offset from the centre and how far it reaches on both sides.
pub(crate) struct Kernel {
    rows: Vec<(isize, usize)>,
}

impl Kernel {
    /// `side` is odd.
    pub(crate) fn square(side: usize) -> Kernel {
        let r = (side / 2) as isize;
        Kernel { rows: (-r..=r).map(|dy| (dy, side / 2)).collect() }
    }

    pub(crate) fn disc(side: usize) -> Kernel {
        let r = (side / 2) as f64;
        let reach = |dy: isize| (r * r - (dy * dy) as f64).sqrt().round() as usize;
        let half = (side / 2) as isize;
        Kernel { rows: (-half..=half).map(|dy| (dy, reach(dy))).collect() }
    }
}

pub(crate) fn dilate(from: &GrayImage, kernel: &Kernel) -> GrayImage {
    spread(from, kernel, 0, u8::max)
}

pub(crate) fn erode(from: &GrayImage, kernel: &Kernel) -> GrayImage {
    spread(from, kernel, 255, u8::min)
}

/// Fills dark gaps narrower than the kernel.
pub(crate) fn close(from: &GrayImage, kernel: &Kernel) -> GrayImage {
    erode(&dilate(from, kernel), kernel)
}

/// Removes bright spots narrower than the kernel.
pub(crate) fn open(from: &GrayImage, kernel: &Kernel) -> GrayImage {
    dilate(&erode(from, kernel), kernel)
}

/// What lies outside the picture does not count.
fn spread(from: &GrayImage, kernel: &Kernel, start: u8, pick: impl Fn(u8, u8) -> u8) -> GrayImage {
    let (w, h) = (from.width() as usize, from.height() as usize);
    let mut to = GrayImage::new(from.width(), from.height());
    for (y, out) in to.chunks_exact_mut(w.max(1)).enumerate() {
        out.fill(start);
        for &(dy, reach) in &kernel.rows {
            let Some(row) = y.checked_add_signed(dy).filter(|&row| row < h) else { continue };
            let row = &from.as_raw()[row * w..(row + 1) * w];
            join(out, row, &pick);
            for dx in 1..=reach.min(w - 1) {
                join(&mut out[..w - dx], &row[dx..], &pick);
                join(&mut out[dx..], &row[..w - dx], &pick);
            }
        }
    }
    to
}

fn join(out: &mut [u8], row: &[u8], pick: &impl Fn(u8, u8) -> u8) {
    for (o, &p) in out.iter_mut().zip(row) {
        *o = pick(*o, p);
    }
}

#[cfg(test)]
mod tests {
    use image::Luma;

    use super::*;

    #[test]
    fn a_point_grows_into_the_kernel() {
        let mut point = GrayImage::new(11, 11);
        point.put_pixel(5, 5, Luma([9]));
        let bright = |g: &GrayImage| g.iter().filter(|&&p| p == 9).count();
        assert_eq!(bright(&dilate(&point, &Kernel::square(3))), 9);
        // The disc of OpenCV: 1 + 5 + 5 + 5 + 1 pixels.
        assert_eq!(bright(&dilate(&point, &Kernel::disc(5))), 17);
        assert_eq!(bright(&erode(&point, &Kernel::square(3))), 0);
    }

    #[test]
    fn closing_fills_a_thin_line_and_opening_removes_one() {
        let line = GrayImage::from_fn(30, 30, |x, _| Luma([if x == 15 { 40 } else { 200 }]));
        assert!(close(&line, &Kernel::disc(7)).iter().all(|&p| p == 200));
        let bright = GrayImage::from_fn(30, 30, |x, _| Luma([if x == 15 { 200 } else { 40 }]));
        assert!(open(&bright, &Kernel::square(3)).iter().all(|&p| p == 40));
    }
}
