//! From colours to grey, and to Lab, where distances are what the eye sees.

use image::{GrayImage, RgbImage};

/// The brightest of the three channels: tint and coloured stamps fade, black ink stays.
pub(crate) fn brightest(rgb: &RgbImage) -> GrayImage {
    let pixels = rgb.as_raw().chunks_exact(3).map(|p| p[0].max(p[1]).max(p[2])).collect();
    // One value per pixel, as many as the picture has.
    GrayImage::from_raw(rgb.width(), rgb.height(), pixels).unwrap_or_default()
}

/// Lightness and the two colour axes, each scaled to 0..=255 as bytes would hold them.
pub(crate) fn lab(rgb: &RgbImage) -> Vec<[f32; 3]> {
    let linear: Vec<f32> = (0..=255u8).map(|v| linear(f32::from(v) / 255.0)).collect();
    let at = |v: u8| linear[usize::from(v)];
    let pixel = |p: &[u8]| {
        let (r, g, b) = (at(p[0]), at(p[1]), at(p[2]));
        let x = curve((0.412_453 * r + 0.357_580 * g + 0.180_423 * b) / 0.950_456);
        let y = curve(0.212_671 * r + 0.715_160 * g + 0.072_169 * b);
        let z = curve((0.019_334 * r + 0.119_193 * g + 0.950_227 * b) / 1.088_754);
        let lightness = (116.0 * y - 16.0) * 255.0 / 100.0;
        [lightness, 500.0 * (x - y) + 128.0, 200.0 * (y - z) + 128.0].map(|v| v.round().clamp(0.0, 255.0))
    };
    rgb.as_raw().chunks_exact(3).map(pixel).collect()
}

fn linear(v: f32) -> f32 {
    if v <= 0.040_45 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
}

fn curve(t: f32) -> f32 {
    if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 }
}

#[cfg(test)]
mod tests {
    use image::Rgb;

    use super::*;

    #[test]
    fn lab_knows_white_grey_and_red() {
        let of = |rgb| lab(&RgbImage::from_pixel(1, 1, Rgb(rgb)))[0];
        assert_eq!(of([255, 255, 255]), [255.0, 128.0, 128.0]);
        assert_eq!(of([0, 0, 0]), [0.0, 128.0, 128.0]);
        assert_eq!(of([255, 0, 0]), [136.0, 208.0, 195.0]);
    }

    #[test]
    fn a_blue_stamp_fades_in_the_brightest_channel() {
        let stamp = RgbImage::from_pixel(2, 1, Rgb([40, 60, 220]));
        assert_eq!(brightest(&stamp).as_raw(), &[220, 220]);
    }
}
