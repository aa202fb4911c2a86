//! What lies around the card.

use image::RgbImage;

use crate::dice::Dice;
use crate::paper::clouds;

#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Table {
    #[default]
    Lid,
    Wood,
    Stone,
    Cloth,
    Bench,
    Desk,
    Papers,
}

impl Table {
    pub const ALL: [Table; 6] = [Table::Wood, Table::Stone, Table::Cloth, Table::Bench, Table::Desk, Table::Papers];

    pub fn draw(self, dice: &mut Dice, w: u32, h: u32) -> RgbImage {
        let size = (w, h);
        match self {
            Table::Lid => {
                let shades = shades(dice, [247, 247, 248], 2);
                clouds(dice, &shades, (4, 4), size)
            }
            Table::Wood => {
                let base = [[120, 84, 52], [176, 132, 88], [74, 52, 38], [198, 172, 138]];
                let shades = shades(dice, base[(w as usize + h as usize) % 4], 22);
                let cells = (3 + w / 900, h / dice.whole(5, 22) as u32 + 4);
                clouds(dice, &shades, cells, size)
            }
            Table::Stone => {
                let shades = shades(dice, [92, 94, 96], 28);
                let mut stone = clouds(dice, &shades, (w / 9 + 2, h / 9 + 2), size);
                grain(dice, &mut stone, 14.0);
                stone
            }
            Table::Cloth => {
                let shades = shades(dice, [44, 58, 92], 10);
                let mut cloth = clouds(dice, &shades, (6, 8), size);
                weave(&mut cloth, dice.whole(4, 9) as u32);
                cloth
            }
            Table::Bench => {
                let shades = shades(dice, [128, 134, 140], 30);
                let mut bench = clouds(dice, &shades, (w / 3 + 2, 6), size);
                grain(dice, &mut bench, 6.0);
                bench
            }
            Table::Desk => {
                let shades = shades(dice, [226, 224, 220], 8);
                clouds(dice, &shades, (5, 5), size)
            }
            Table::Papers => {
                let shades = shades(dice, [70, 66, 62], 10);
                let mut desk = clouds(dice, &shades, (5, 5), size);
                for _ in 0..dice.whole(1, 3) {
                    paper(dice, &mut desk);
                }
                desk
            }
        }
    }
}

/// Six shades near a colour.
fn shades(dice: &mut Dice, base: [i64; 3], by: i64) -> Vec<[u8; 3]> {
    let mut near = || {
        let shift = dice.whole(-by, by);
        base.map(|c| (c + shift + dice.whole(-4, 4)).clamp(0, 255) as u8)
    };
    (0..6).map(|_| near()).collect()
}

fn grain(dice: &mut Dice, picture: &mut RgbImage, by: f64) {
    for p in picture.pixels_mut() {
        let off = dice.normal() * by;
        p.0 = p.0.map(|c| (f64::from(c) + off).clamp(0.0, 255.0) as u8);
    }
}

fn weave(picture: &mut RgbImage, step: u32) {
    for (x, y, p) in picture.enumerate_pixels_mut() {
        if (x / step + y / step).is_multiple_of(2) {
            p.0 = p.0.map(|c| c.saturating_add(18));
        }
    }
}

/// Another sheet lies on the table, with lines as of print on it.
fn paper(dice: &mut Dice, picture: &mut RgbImage) {
    let (w, h) = (i64::from(picture.width()), i64::from(picture.height()));
    let (left, top) = (dice.whole(-w / 3, w / 2), dice.whole(-h / 3, h / 2));
    let (right, bottom) = (left + w / 2, top + h / 2);
    let line = dice.whole(14, 26);
    for (x, y, p) in picture.enumerate_pixels_mut() {
        let (x, y) = (i64::from(x), i64::from(y));
        if (left..right).contains(&x) && (top..bottom).contains(&y) {
            let inked = (y - top) % line < line / 3 && (x - left) % 37 > 8 && (x - left) > 40 && (right - x) > 40;
            p.0 = if inked { [96, 98, 104] } else { [236, 236, 232] };
        }
    }
}
