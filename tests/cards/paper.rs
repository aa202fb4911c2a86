//! The tint of a card: clouds of a few colours, fine waves and rings.

use image::imageops::{FilterType, resize};
use image::{Rgb, RgbImage};
use tiny_skia::PathBuilder;

use crate::dice::Dice;
use crate::ink::{PX_PER_MM, Sheet};

const PALETTES: [[[u8; 3]; 4]; 7] = [
    [[205, 222, 214], [232, 236, 214], [238, 214, 184], [196, 212, 222]],
    [[226, 214, 228], [240, 226, 206], [206, 226, 236], [236, 236, 226]],
    [[214, 226, 196], [232, 232, 206], [206, 216, 196], [226, 212, 186]],
    [[236, 206, 196], [244, 226, 206], [226, 216, 226], [236, 232, 222]],
    [[196, 216, 232], [216, 226, 236], [206, 206, 226], [232, 232, 236]],
    [[222, 222, 216], [208, 210, 206], [236, 232, 226], [198, 204, 206]],
    [[248, 244, 232], [240, 232, 216], [228, 236, 232], [250, 250, 244]],
];

/// Smooth random colours over so many cells.
pub fn clouds(dice: &mut Dice, colours: &[[u8; 3]], cells: (u32, u32), size: (u32, u32)) -> RgbImage {
    let small = RgbImage::from_fn(cells.0, cells.1, |_, _| Rgb(dice.pick(colours)));
    resize(&small, size.0, size.1, FilterType::CatmullRom)
}

pub fn tint(dice: &mut Dice, sheet: &mut Sheet, w: f32, h: f32) {
    let palette = PALETTES[dice.next() as usize % PALETTES.len()];
    let (across, down) = ((w * PX_PER_MM) as u32, (h * PX_PER_MM) as u32);
    let cells = (dice.whole(4, 8) as u32, dice.whole(7, 14) as u32);
    let clouds = clouds(dice, &palette, cells, (across, down));
    let width = sheet.pixmap.width() as usize;
    let data = sheet.pixmap.data_mut();
    for (x, y, p) in clouds.enumerate_pixels() {
        let at = (y as usize * width + x as usize) * 4;
        if let Some(to) = data.get_mut(at..at + 3).filter(|_| (x as usize) < width) {
            to.copy_from_slice(&p.0);
        }
    }
    waves(dice, sheet, w, h);
}

fn waves(dice: &mut Dice, sheet: &mut Sheet, w: f32, h: f32) {
    let step = dice.between(0.5, 1.4) as f32;
    let (swing, length) = (dice.between(0.2, 1.2) as f32, dice.between(6.0, 40.0) as f32);
    let shade = dice.whole(150, 215) as u8;
    let strength = dice.between(0.12, 0.4) as f32;
    let mut y = -6.0;
    while y < h - 6.0 {
        let mut path = PathBuilder::new();
        path.move_to(0.0, y);
        let mut x = 0.0;
        while x < w {
            x += 1.5;
            path.line_to(x, y + swing * (x / length * std::f32::consts::TAU + y * 0.05).sin());
        }
        sheet.stroke(path, 0.09, [shade, shade, shade], strength, None);
        y += step;
    }
    for _ in 0..dice.whole(0, 3) {
        let centre = (dice.between(-10.0, 130.0) as f32, dice.between(0.0, 220.0) as f32);
        let radius = dice.between(20.0, 60.0) as f32;
        for ring in 0..5 {
            sheet.circle(centre, radius + ring as f32 * 1.1, 0.25, [255, 255, 255], 0.55);
        }
    }
}
