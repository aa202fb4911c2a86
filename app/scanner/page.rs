//! Evening out a page: noise and shade.

use image::GrayImage;

use crate::pixels::{blur, level, morph, resize, scale};

/// How noisy a picture is, robustly: the usual distance of a pixel from its neighbours' median.
pub(crate) fn noise(grey: &GrayImage) -> f32 {
    // A quarter of a million places say as much as all of them.
    let pixels = f64::from(grey.width()) * f64::from(grey.height());
    let step = (pixels / 250_000.0).sqrt().ceil().max(1.0) as usize;
    let mut off = Vec::new();
    for y in (0..grey.height()).step_by(step) {
        for x in (0..grey.width()).step_by(step) {
            off.push(grey.get_pixel(x, y).0[0].abs_diff(blur::median5_at(grey, x, y)));
        }
    }
    level::percentile(&off, 50.0) as f32 * 1.48
}

/// Smooths noise away, only where there is some: it would blur thin letters for nothing.
pub(crate) fn denoise(grey: GrayImage) -> GrayImage {
    let noise = noise(&grey);
    if noise < 5.0 {
        return grey;
    }
    blur::gaussian(&blur::median3(&grey), if noise < 12.0 { 0.8 } else { 1.1 })
}

/// Takes shade and tint away: divides by the background, which is the page with its letters closed over.
pub(crate) fn flatten(grey: &GrayImage) -> GrayImage {
    let (w, h) = grey.dimensions();
    let ratio = (w.max(h) / 700).max(1);
    let small = resize::shrink(grey, w / ratio, h / ratio);
    let closed = morph::close(&small, &morph::Kernel::disc(19));
    let background = scale::stretch(&blur::gaussian(&closed, 7.0), w, h);
    let mut flat = grey.clone();
    for (p, &b) in flat.iter_mut().zip(background.iter()) {
        *p = (f32::from(*p) / f32::from(b.max(12)) * 235.0).min(255.0) as u8;
    }
    flat
}

#[cfg(test)]
mod tests {
    use image::Luma;

    use super::*;

    #[test]
    fn shade_goes_and_ink_stays() {
        let page = GrayImage::from_fn(900, 700, |x, y| {
            let paper = 120 + x / 8;
            Luma([if x % 40 < 3 && y % 30 < 20 { paper / 3 } else { paper } as u8])
        });
        let flat = flatten(&page);
        for (x, y) in [(60, 25), (460, 25), (860, 25)] {
            assert!(flat.get_pixel(x, y).0[0].abs_diff(235) < 12, "paper at {x}");
            assert!(flat.get_pixel(x / 40 * 40 + 1, y - 20).0[0] < 100, "ink at {x}");
        }
    }

    #[test]
    fn only_noise_is_smoothed() {
        let clean = GrayImage::from_fn(300, 200, |x, _| Luma([if x % 10 == 0 { 0 } else { 255 }]));
        assert_eq!(denoise(clean.clone()), clean);
        let noisy = GrayImage::from_fn(300, 200, |x, y| Luma([128 + ((x * 7919 + y * 104_729) % 61) as u8]));
        assert!(noise(&noisy) > 12.0);
        assert!(noise(&denoise(noisy)) < 8.0);
    }
}
