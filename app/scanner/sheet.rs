//! The card straightened: every field at its known place, at 12 pixels to the millimetre.

use image::{GrayImage, RgbImage};

use crate::geometry::Homography;
use crate::page::flatten;
use crate::pixels::warp;
use crate::template::{MARGIN_MM, PAGE_MM};

pub(crate) const PX_PER_MM: f64 = 12.0;
/// Of the page that is shown.
const SHOWN_PX_PER_MM: f64 = 8.0;

pub(crate) struct Sheet {
    pub grey: GrayImage,
    /// Its pixels to those of the picture.
    pub back: Homography,
}

impl Sheet {
    /// `map`: millimetres of the card to pixels of the picture, from whose own pixels the sheet is drawn.
    pub(crate) fn of(grey: &GrayImage, map: &Homography) -> Option<Sheet> {
        let back = map.after(&to_mm(PX_PER_MM));
        back.inverse()?;
        let [w, h] = size(PX_PER_MM);
        Some(Sheet { grey: flatten(&warp::curved(grey, &back, w, h)), back })
    }

    /// Only the rows from `top` on.
    pub(crate) fn below(grey: &GrayImage, map: &Homography, top: u32) -> Option<GrayImage> {
        let back = map.after(&to_mm(PX_PER_MM)).after(&Homography::shift(0.0, f64::from(top)));
        back.inverse()?;
        let [w, h] = size(PX_PER_MM);
        Some(flatten(&warp::straight(grey, &back, w, h.saturating_sub(top))))
    }
}

/// The page in colour, to show beside the fields.
pub(crate) fn shown(picture: &RgbImage, map: &Homography) -> RgbImage {
    let [w, h] = size(SHOWN_PX_PER_MM);
    warp::colour(picture, &map.after(&to_mm(SHOWN_PX_PER_MM)), w, h)
}

/// A rectangle of the sheet, in the pixels of the shown page.
pub(crate) fn on_shown(left: f64, top: f64, right: f64, bottom: f64) -> [u32; 4] {
    let ratio = SHOWN_PX_PER_MM / PX_PER_MM;
    let [w, h] = size(SHOWN_PX_PER_MM).map(f64::from);
    let (x, y) = ((left * ratio).clamp(0.0, w - 1.0), (top * ratio).clamp(0.0, h - 1.0));
    let (right, bottom) = ((right * ratio).clamp(x + 1.0, w), (bottom * ratio).clamp(y + 1.0, h));
    [x as u32, y as u32, (right - x).ceil() as u32, (bottom - y).ceil() as u32]
}

fn size(px_per_mm: f64) -> [u32; 2] {
    [(PAGE_MM.0 * px_per_mm) as u32, (PAGE_MM.1 * px_per_mm) as u32]
}

fn to_mm(px_per_mm: f64) -> Homography {
    Homography::shift(-MARGIN_MM.0, -MARGIN_MM.1).after(&Homography::scale(1.0 / px_per_mm))
}
