//! Why a picture could not be read, so that the person knows what to do better.

use image::GrayImage;

use crate::picture::Picture;
use crate::place::{ENOUGH_ANCHORS, Placed, Search};
use crate::reading::Reason;

/// Under this many pixels to the millimetre letters run into each other.
const ENOUGH_PX_PER_MM: f64 = 6.0;
/// Printed on the side without fields, and nowhere on the other.
const OTHER_SIDE: [&str; 6] = ["COMMUNAUTE", "EUROPEENNE", "MINISTERE", "INTERIEUR", "ACHETEUR", "VENDEUR"];

/// No label of the card stands where it should.
pub(crate) fn without_card(search: &Search) -> Reason {
    let words = search.looks.iter().flat_map(|look| &look.words);
    let recto = words.filter(|w| OTHER_SIDE.contains(&plain(&w.text).as_str())).count();
    if recto >= 2 {
        return Reason::OtherSide;
    }
    let labels = search.looks.iter().map(|look| look.anchors).max().unwrap_or(0);
    if labels >= ENOUGH_ANCHORS / 2 { Reason::Blur } else { Reason::NotACard }
}

/// The card was found, its number was not.
pub(crate) fn of_card(picture: &Picture, placed: &Placed, sheet: &GrayImage) -> Reason {
    if placed.px_per_mm() < ENOUGH_PX_PER_MM {
        return Reason::TooFar;
    }
    // The middle of the coupon, in the picture or beyond its edge.
    let (x, y) = placed.map.apply((60.0, 225.0));
    if x < 0.0 || y < 0.0 || x > f64::from(picture.width()) || y > f64::from(picture.height()) {
        return Reason::FootMissing;
    }
    if dazzled(sheet) { Reason::Glare } else { Reason::Blur }
}

/// A part of the sheet without any print: a reflection has washed it out.
fn dazzled(sheet: &GrayImage) -> bool {
    let (across, down) = (6, 10);
    let (w, h) = (sheet.width() / across, sheet.height() / down);
    let mut empty = 0;
    for row in 1..7 {
        for column in 0..across - 1 {
            let part = image::imageops::crop_imm(sheet, column * w, row * h, w, h).to_image();
            let dark = part.pixels().filter(|p| p.0[0] < 150).count();
            empty += u32::from(dark * 500 < part.len());
        }
    }
    empty > 8
}

fn plain(text: &str) -> String {
    let letters = text.to_uppercase().replace(['É', 'È'], "E");
    letters.chars().filter(char::is_ascii_uppercase).collect()
}
