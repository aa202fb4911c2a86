//! From a drawn card to a picture of it: where it lies, how it is bent and lit, what the camera does to it.

use image::{Rgb, RgbImage};

use crate::dice::Dice;
use crate::ink::{PX_PER_MM, Sheet};
use crate::scene::Table;

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Tier {
    #[default]
    Scan,
    Photo,
    Hard,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Crop {
    #[default]
    Nothing,
    /// The coupon and the machine-readable zone are out of the picture.
    Foot,
    Left,
    Top,
}

/// How a picture was taken.
#[derive(Clone, Debug, Default)]
pub struct Shot {
    pub tier: Tier,
    pub px_per_mm: f64,
    pub angle: f64,
    pub perspective: (f64, f64),
    pub table: Table,
    pub crop: Crop,
    pub bend: f64,
    pub blur: f64,
    pub motion: f64,
    pub noise: f64,
    pub glare: f64,
    pub shadow: f64,
    pub copied: bool,
    pub grey: bool,
    pub a4: bool,
    /// Quarter turns of the finished picture.
    pub quarters: u32,
    pub quality: u8,
}

impl Shot {
    pub fn new(dice: &mut Dice, tier: Tier) -> Shot {
        let quarters = dice.pick(&[0, 0, 0, 1, 2, 3]);
        match tier {
            Tier::Scan => Shot {
                tier,
                px_per_mm: dice.pick(&[150.0, 200.0, 300.0, 300.0, 300.0]) / 25.4,
                angle: dice.between(-1.8, 1.8),
                noise: dice.between(0.5, 3.0),
                blur: dice.between(0.2, 0.6),
                grey: dice.chance(0.4),
                a4: dice.chance(0.6),
                quarters,
                quality: dice.whole(72, 93) as u8,
                ..Shot::default()
            },
            Tier::Photo => Shot {
                tier,
                px_per_mm: dice.between(7.8, 12.5),
                angle: dice.between(-7.5, 7.5),
                perspective: (dice.between(-0.04, 0.04), dice.between(-0.04, 0.04)),
                table: dice.pick(&Table::ALL),
                crop: if dice.chance(0.08) { Crop::Top } else { Crop::Nothing },
                bend: dice.between(0.0, 0.5),
                blur: dice.between(0.35, 0.85),
                noise: dice.between(1.0, 4.0),
                shadow: if dice.chance(0.3) { dice.between(0.1, 0.3) } else { 0.0 },
                quarters,
                quality: dice.whole(60, 88) as u8,
                ..Shot::default()
            },
            Tier::Hard => Shot {
                tier,
                px_per_mm: dice.between(4.9, 8.6),
                angle: dice.between(-15.0, 15.0),
                perspective: (dice.between(-0.08, 0.08), dice.between(-0.08, 0.08)),
                table: dice.pick(&Table::ALL),
                crop: dice.pick(&[Crop::Nothing, Crop::Nothing, Crop::Nothing, Crop::Foot, Crop::Left]),
                bend: dice.between(0.3, 1.3),
                blur: dice.between(0.7, 1.25),
                motion: if dice.chance(0.25) { dice.between(1.0, 3.0) } else { 0.0 },
                noise: dice.between(3.0, 9.0),
                glare: if dice.chance(0.45) { dice.between(0.4, 1.2) } else { 0.0 },
                shadow: if dice.chance(0.6) { dice.between(0.2, 0.5) } else { 0.0 },
                copied: dice.chance(0.1),
                quarters,
                quality: dice.whole(42, 66) as u8,
                ..Shot::default()
            },
        }
    }

    pub fn take(&self, dice: &mut Dice, sheet: &Sheet) -> RgbImage {
        let frame = Frame::new(self, dice, sheet);
        let table = self.table.draw(dice, frame.w, frame.h);
        let card = Card { sheet, bends: Bends::new(dice, self.bend) };
        let mut picture = Canvas::new(frame.w, frame.h);
        let samples = if self.px_per_mm < 9.0 { 3 } else { 2 };
        for y in 0..frame.h {
            for x in 0..frame.w {
                let under = table.get_pixel(x, y).0.map(f32::from);
                picture.set(x, y, card.at(&frame, (x, y), samples, under));
            }
        }
        self.light(dice, &mut picture);
        picture.blur(self.blur, self.motion, dice.between(0.0, std::f64::consts::PI));
        self.develop(dice, picture)
    }

    fn light(&self, dice: &mut Dice, picture: &mut Canvas) {
        if self.tier == Tier::Scan {
            return;
        }
        let hard = self.tier == Tier::Hard;
        let (w, h) = (f64::from(picture.w), f64::from(picture.h));
        let tilt = (dice.between(-0.2, 0.2), dice.between(-0.2, 0.2));
        let level = if hard { dice.between(0.55, 1.0) } else { dice.between(0.78, 1.0) };
        let cast = [dice.between(0.92, 1.0), dice.between(0.94, 1.0), dice.between(0.86, 1.0)];
        let edge = (dice.between(0.0, std::f64::consts::TAU), dice.between(-0.3, 0.3));
        let soft = dice.between(0.02, 0.12);
        let spot = (dice.between(0.15, 0.85), dice.between(0.15, 0.85), dice.between(0.04, 0.13));
        for y in 0..picture.h {
            for x in 0..picture.w {
                let (u, v) = (f64::from(x) / w - 0.5, f64::from(y) / h - 0.5);
                let across = u * edge.0.cos() + v * edge.0.sin() - edge.1;
                let shade = 1.0 - self.shadow / (1.0 + (-across / soft).exp());
                let even = level * (1.0 + tilt.0 * u + tilt.1 * v) * shade;
                let away = ((u + 0.5 - spot.0).powi(2) + ((v + 0.5 - spot.1) * h / w).powi(2)) / spot.2.powi(2);
                let shine = self.glare * 255.0 * (-away).exp();
                let mut p = picture.get(x, y);
                for (c, k) in p.iter_mut().zip(cast) {
                    *c = (f64::from(*c) * even * k + shine) as f32;
                }
                picture.set(x, y, p);
            }
        }
    }

    fn develop(&self, dice: &mut Dice, picture: Canvas) -> RgbImage {
        let mut out = RgbImage::new(picture.w, picture.h);
        for (x, y, p) in out.enumerate_pixels_mut() {
            let mut rgb = picture.get(x, y);
            if self.grey || self.copied {
                let grey = 0.3 * rgb[0] + 0.59 * rgb[1] + 0.11 * rgb[2];
                let grey = if self.copied { (grey - 120.0) * 2.1 + 110.0 } else { grey };
                rgb = [grey; 3];
            }
            let noise = dice.normal() * self.noise;
            *p = Rgb(rgb.map(|c| (f64::from(c) + noise + dice.normal() * self.noise * 0.3).clamp(0.0, 255.0) as u8));
        }
        match self.quarters {
            1 => image::imageops::rotate90(&out),
            2 => image::imageops::rotate180(&out),
            3 => image::imageops::rotate270(&out),
            _ => out,
        }
    }
}

/// From the picture's pixels to the card's millimetres.
struct Frame {
    w: u32,
    h: u32,
    centre: (f64, f64),
    looked_at: (f64, f64),
    scale: f64,
    turn: (f64, f64),
    lean: (f64, f64),
}

impl Frame {
    fn new(shot: &Shot, dice: &mut Dice, sheet: &Sheet) -> Frame {
        let (sin, cos) = shot.angle.to_radians().sin_cos();
        let mm = |px: u32| f64::from(px) / f64::from(PX_PER_MM);
        let (card_w, card_h) = (mm(sheet.pixmap.width()), mm(sheet.pixmap.height()));
        let (wide, high) = (card_w * cos.abs() + card_h * sin.abs(), card_h * cos.abs() + card_w * sin.abs());
        let room = match shot.tier {
            Tier::Scan => 1.02,
            Tier::Photo => dice.between(1.08, 1.3),
            Tier::Hard => dice.between(1.05, 1.4),
        };
        let (mut w, mut h) = if shot.a4 { (210.0, 297.0) } else { (wide * room, high * room) };
        let (left, top) = (f64::from(sheet.origin.0), f64::from(sheet.origin.1));
        let mut looked_at = (left + card_w / 2.0, top + card_h / 2.0);
        if shot.a4 {
            looked_at = (looked_at.0 + dice.between(0.0, 35.0), looked_at.1 + dice.between(0.0, 15.0));
        }
        match shot.crop {
            Crop::Nothing => {}
            Crop::Foot => {
                h *= 0.74;
                looked_at.1 -= 36.0;
            }
            Crop::Left => {
                w *= 0.9;
                looked_at.0 += 9.0;
            }
            Crop::Top => {
                h *= 0.97;
                looked_at.1 += 6.0;
            }
        }
        let side = |mm: f64| (mm * shot.px_per_mm) as u32;
        let (w, h) = (side(w), side(h));
        let half = f64::from(h) / 2.0;
        Frame {
            w,
            h,
            centre: (f64::from(w) / 2.0, half),
            looked_at,
            scale: shot.px_per_mm,
            turn: (sin, cos),
            lean: (shot.perspective.0 / half, shot.perspective.1 / half),
        }
    }

    fn to_mm(&self, x: f64, y: f64) -> (f64, f64) {
        let (x, y) = (x - self.centre.0, y - self.centre.1);
        let depth = (1.0 + self.lean.0 * x + self.lean.1 * y) * self.scale;
        let (x, y) = (x / depth, y / depth);
        let (sin, cos) = self.turn;
        (x * cos + y * sin + self.looked_at.0, y * cos - x * sin + self.looked_at.1)
    }
}

/// Folds and waves of the paper.
struct Bends {
    waves: Vec<(f64, f64, f64, f64)>,
    /// Where a fold runs, how strong, how its sides catch the light.
    folds: Vec<(f64, f64, f64)>,
}

impl Bends {
    fn new(dice: &mut Dice, strength: f64) -> Bends {
        let mut waves = Vec::new();
        for _ in 0..3 {
            let turn = dice.between(0.0, std::f64::consts::TAU);
            let length = dice.between(60.0, 220.0) / std::f64::consts::TAU;
            waves.push((
                turn.cos() / length,
                turn.sin() / length,
                dice.between(0.0, 6.0),
                strength * dice.between(0.1, 0.4),
            ));
        }
        let folds = [76.0, 157.0]
            .into_iter()
            .filter(|_| strength > 0.0)
            .map(|y| (y, strength * dice.between(0.0, 0.5), dice.sign() * strength * 0.14));
        let folds = folds.collect();
        Bends { waves, folds }
    }

    fn moved(&self, (x, y): (f64, f64)) -> ((f64, f64), f64) {
        let (mut dx, mut dy, mut shade) = (0.0, 0.0, 1.0);
        for (i, (a, b, phase, size)) in self.waves.iter().enumerate() {
            let off = (a * x + b * y + phase).sin() * size;
            if i % 2 == 0 {
                dy += off
            } else {
                dx += off
            }
            shade += off * 0.05;
        }
        for (at, size, light) in &self.folds {
            let away = y - at;
            dy += size * (-away.abs() / 9.0).exp() * away.signum();
            shade += light * (-(away / 7.0).powi(2)).exp() * away.signum();
        }
        ((x + dx, y + dy), shade)
    }
}

struct Card<'a> {
    sheet: &'a Sheet,
    bends: Bends,
}

impl Card<'_> {
    fn at(&self, frame: &Frame, (x, y): (u32, u32), samples: u32, under: [f32; 3]) -> [f32; 3] {
        let (x, y) = (f64::from(x), f64::from(y));
        let middle = frame.to_mm(x + 0.5, y + 0.5);
        if !self.is_near(middle) {
            return under;
        }
        // The bend hardly changes within a pixel.
        let (moved, shade) = self.bends.moved(middle);
        let mut sum = [0.0; 3];
        for i in 0..samples * samples {
            let at = |k: u32| (f64::from(k) + 0.5) / f64::from(samples);
            let place = frame.to_mm(x + at(i % samples), y + at(i / samples));
            let place = (place.0 + moved.0 - middle.0, place.1 + moved.1 - middle.1);
            let colour = self
                .colour(place)
                .map_or_else(|| under.map(|c| c * self.cast_shadow(place)), |c| c.map(|c| c * shade as f32));
            sum.iter_mut().zip(colour).for_each(|(s, c)| *s += c);
        }
        sum.map(|s| s / (samples * samples) as f32)
    }

    fn is_near(&self, (x, y): (f64, f64)) -> bool {
        let (left, top) = (f64::from(self.sheet.origin.0), f64::from(self.sheet.origin.1));
        let mm = |px: u32| f64::from(px) / f64::from(PX_PER_MM);
        let (w, h) = (mm(self.sheet.pixmap.width()), mm(self.sheet.pixmap.height()));
        (left - 6.0..left + w + 6.0).contains(&x) && (top - 6.0..top + h + 6.0).contains(&y)
    }

    fn colour(&self, (x, y): (f64, f64)) -> Option<[f32; 3]> {
        let px = ((x - f64::from(self.sheet.origin.0)) * f64::from(PX_PER_MM)).floor();
        let py = ((y - f64::from(self.sheet.origin.1)) * f64::from(PX_PER_MM)).floor();
        let (w, h) = (self.sheet.pixmap.width(), self.sheet.pixmap.height());
        if px < 0.0 || py < 0.0 || px >= f64::from(w) || py >= f64::from(h) {
            return None;
        }
        let p = self.sheet.pixmap.pixel(px as u32, py as u32)?;
        Some([p.red(), p.green(), p.blue()].map(f32::from))
    }

    /// The card lies a little above the table.
    fn cast_shadow(&self, (x, y): (f64, f64)) -> f32 {
        if self.colour((x - 1.2, y - 1.2)).is_some() { 0.82 } else { 1.0 }
    }
}

/// A picture in the making.
struct Canvas {
    w: u32,
    h: u32,
    pixels: Vec<[f32; 3]>,
}

impl Canvas {
    fn new(w: u32, h: u32) -> Canvas {
        Canvas { w, h, pixels: vec![[0.0; 3]; w as usize * h as usize] }
    }

    fn get(&self, x: u32, y: u32) -> [f32; 3] {
        self.pixels[y as usize * self.w as usize + x as usize]
    }

    fn set(&mut self, x: u32, y: u32, p: [f32; 3]) {
        self.pixels[y as usize * self.w as usize + x as usize] = p;
    }

    fn blur(&mut self, sigma: f64, motion: f64, turn: f64) {
        let weight = |i: i32| (-f64::from(i * i) / (2.0 * sigma * sigma)).exp() as f32;
        let kernel: Vec<(i32, f32)> = (-3..=3).map(|i| (i, weight(i))).collect();
        let across: Vec<_> = kernel.iter().map(|(i, k)| ((*i, 0), *k)).collect();
        let down: Vec<_> = kernel.iter().map(|(i, k)| ((0, *i), *k)).collect();
        self.convolve(&across);
        self.convolve(&down);
        if motion > 0.0 {
            let steps = motion.ceil() as i32 * 2;
            let at = |i: i32| f64::from(i) / f64::from(steps) * motion - motion / 2.0;
            let place = |i: i32| ((at(i) * turn.cos()).round() as i32, (at(i) * turn.sin()).round() as i32);
            let smear: Vec<_> = (0..=steps).map(|i| (place(i), 1.0)).collect();
            self.convolve(&smear);
        }
    }

    fn convolve(&mut self, kernel: &[((i32, i32), f32)]) {
        let whole: f32 = kernel.iter().map(|(_, k)| k).sum();
        let from = self.pixels.clone();
        let (w, h) = (self.w as i32, self.h as i32);
        for y in 0..h {
            for x in 0..w {
                let mut sum = [0.0; 3];
                for ((dx, dy), k) in kernel {
                    let at = ((y + dy).clamp(0, h - 1) * w + (x + dx).clamp(0, w - 1)) as usize;
                    sum.iter_mut().zip(from[at]).for_each(|(s, c)| *s += c * k);
                }
                self.set(x as u32, y as u32, sum.map(|s| s / whole));
            }
        }
    }
}
