//! A QR code, drawn as one path: no picture to fetch, nothing given to anybody.

use std::fmt::Write as _;

use maud::{Markup, html};
use qrcode::{Color, EcLevel, QrCode};

/// White around it, in modules (ISO/IEC 18004 §9.1).
const QUIET: usize = 4;

/// `says` is read to those who do not see it. What is too long for a code draws nothing: the words beside it stay.
#[must_use]
pub fn draw(content: &str, says: &str) -> Markup {
    let Ok(code) = QrCode::with_error_correction_level(content, EcLevel::M) else { return html! {} };
    let (width, colors) = (code.width(), code.to_colors());
    let (side, mut path) = (width + 2 * QUIET, String::new());
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|color| **color == Color::Dark).count();
            if run > 0 {
                // Writing to a string does not fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    html! {
        svg.qr viewBox={ "0 0 " (side) " " (side) } role="img" aria-label=(says) shape-rendering="crispEdges" {
            path fill="#fff" d={ "M0 0h" (side) "v" (side) "h-" (side) "z" } {}
            path fill="#000" d=(path) {}
        }
    }
}
