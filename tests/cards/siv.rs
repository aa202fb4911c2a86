//! The filled side of a card of the SIV (2009 and later). Places are in millimetres from the left of the tinted area
//! and from 3 mm above the title, after the ministry's published specimen.

use anyhow::Result;
use tiny_skia::PathBuilder;

use crate::dice::Dice;
use crate::ink::{Font, Print, Sheet};
use crate::truth::Truth;

pub struct Fonts {
    pub values: Vec<Font>,
    pub labels: Vec<Font>,
    pub plain: Vec<Font>,
    pub zone: Vec<Font>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Foot {
    Whole,
    /// The coupon was cut off when the vehicle was sold.
    CutOff,
}

const MM: f32 = 0.1661;
/// Label, where it begins, its middle.
const LABELS: [(&str, f32, f32); 44] = [
    ("A.", 36., 86.),
    ("B", 235., 86.),
    ("C.1", 36., 111.),
    ("C.4a", 36., 227.),
    ("C.4.1", 36., 256.),
    ("C.3", 36., 287.),
    ("D.1", 34., 438.),
    ("D.2", 34., 468.),
    ("D.2.1", 442., 492.),
    ("D.3", 34., 526.),
    ("E.", 485., 528.),
    ("F.1", 34., 550.),
    ("F.2", 215., 550.),
    ("F.3", 397., 550.),
    ("G", 34., 577.),
    ("G.1", 215., 577.),
    ("J", 34., 601.),
    ("J.1", 215., 601.),
    ("J.2", 397., 601.),
    ("J.3", 530., 601.),
    ("K", 34., 624.),
    ("P.1", 34., 647.),
    ("P.2", 215., 647.),
    ("P.3", 397., 647.),
    ("P.6", 530., 647.),
    ("Q", 34., 671.),
    ("S.1", 215., 671.),
    ("S.2", 397., 671.),
    ("U.1", 530., 671.),
    ("U.2", 34., 697.),
    ("V.7", 215., 697.),
    ("V.9", 397., 697.),
    ("X.1", 34., 720.),
    ("Y.1", 34., 743.),
    ("Y.2", 215., 743.),
    ("Y.3", 34., 767.),
    ("Y.4", 215., 767.),
    ("Y.5", 34., 791.),
    ("Y.6", 215., 791.),
    ("H", 34., 846.),
    ("I", 34., 870.),
    ("Z.1", 34., 892.),
    ("Z.2", 34., 916.),
    ("Z.3", 34., 943.),
];
const VALUES: [(&str, f32, f32); 44] = [
    ("A", 68., 86.),
    ("B", 265., 86.),
    ("C.1", 82., 111.),
    ("C.1p", 82., 155.),
    ("C.4a", 97., 227.),
    ("C.4.1", 98., 256.),
    ("D.1", 82., 438.),
    ("D.2", 82., 468.),
    ("D.2.1", 501., 492.),
    ("D.3", 82., 526.),
    ("E", 517., 528.),
    ("F.1", 82., 550.),
    ("F.2", 261., 550.),
    ("F.3", 442., 550.),
    ("G", 82., 577.),
    ("G.1", 261., 577.),
    ("J", 82., 601.),
    ("J.1", 261., 601.),
    ("J.2", 442., 601.),
    ("J.3", 576., 601.),
    ("K", 82., 624.),
    ("P.1", 82., 647.),
    ("P.2", 261., 647.),
    ("P.3", 442., 647.),
    ("P.6", 576., 647.),
    ("Q", 82., 671.),
    ("S.1", 261., 671.),
    ("S.2", 442., 671.),
    ("U.1", 576., 671.),
    ("U.2", 82., 697.),
    ("V.7", 261., 697.),
    ("V.9", 442., 697.),
    ("Y.1", 82., 743.),
    ("Y.2", 261., 743.),
    ("Y.3", 82., 767.),
    ("Y.4", 261., 767.),
    ("Y.5", 82., 791.),
    ("Y.6", 261., 791.),
    ("H", 82., 846.),
    ("I", 82., 870.),
    ("Z.1", 82., 892.),
    ("Z.2", 82., 916.),
    ("Z.3", 82., 943.),
    ("Z.4", 82., 967.),
];
const COUPON: [(&str, f32, f32); 7] = [
    ("A", 50., 1170.),
    ("I", 215., 1170.),
    ("formule", 50., 1200.),
    ("E", 50., 1228.),
    ("D.1", 50., 1258.),
    ("C.1", 50., 1304.),
    ("C.1p", 50., 1342.),
];

fn mm(x: f32, y: f32) -> (f32, f32) {
    ((x - 20.0) * MM, y * MM)
}

/// The looks of one card: they vary from card to card as they do in life.
struct Looks<'a> {
    value: Print<'a>,
    label: Print<'a>,
    small: Print<'a>,
    zone: Print<'a>,
    pitch: f32,
    /// How far the values were printed from where the form has their places.
    off: (f32, f32),
}

pub fn draw(dice: &mut Dice, truth: &Truth, fonts: &Fonts, foot: Foot) -> Result<Sheet> {
    let strip = if dice.chance(0.35) { 8.5 } else { 0.0 };
    let height = if foot == Foot::Whole { 254.0 } else { 186.0 };
    let mut sheet = Sheet::new((0.0, -6.0), (125.0 + strip, height))?;
    let white = [250, 250, 248];
    sheet.filled(-1.0, -7.0, 140.0, 260.0, white, 1.0);
    crate::paper::tint(dice, &mut sheet, 125.0, 231.0);
    let grey = dice.whole(15, 60) as u8;
    let value = Print {
        font: &fonts.values[dice.next() as usize % fonts.values.len()],
        capital: dice.between(1.85, 2.2) as f32,
        colour: [grey, grey, grey + 8],
        strength: dice.between(0.75, 1.0) as f32,
    };
    let labels = &fonts.labels[dice.next() as usize % fonts.labels.len()];
    let label = Print { font: labels, capital: dice.between(1.75, 2.1) as f32, colour: [25, 25, 32], strength: 0.95 };
    let plain = &fonts.plain[dice.next() as usize % fonts.plain.len()];
    let small = Print { font: plain, capital: 1.45, colour: [70, 72, 80], strength: 0.95 };
    let zone = Print { font: &fonts.zone[dice.next() as usize % fonts.zone.len()], capital: 2.4, ..value };
    let off = (dice.normal() as f32 * 0.3, dice.normal() as f32 * 0.25);
    let looks = Looks { value, label, small, zone, pitch: 1.988 * dice.between(0.99, 1.01) as f32, off };
    form(dice, &mut sheet, &looks);
    values(&mut sheet, truth, &looks);
    signature(dice, &mut sheet, &looks);
    if foot == Foot::Whole {
        coupon(&mut sheet, truth, &looks);
        hologram(dice, &mut sheet);
    }
    if strip > 0.0 {
        barcode(dice, &mut sheet, &looks);
    }
    if dice.chance(0.12) {
        sheet_word(&mut sheet, &looks);
    }
    Ok(sheet)
}

fn form(dice: &mut Dice, sheet: &mut Sheet, looks: &Looks) {
    let (x, y) = mm(228.0, 18.0);
    sheet.pitched("CERTIFICAT D'IMMATRICULATION", x, y, looks.pitch, looks.value);
    for y in [40.0, 287.0, 418.0, 505.0, 1010.0, 1088.0] {
        let (x, y) = mm(40.0, y);
        sheet.rule((x, y), (118.0, y), 0.16, [120, 120, 125], Some(0.45));
    }
    let (x, y) = mm(42.0, 66.0);
    sheet.text("N° Immatriculation", x, y, looks.small);
    let (x, y) = mm(222.0, 66.0);
    sheet.text("Date de 1ère immatriculation", x, y, looks.small);
    for (label, x, y) in LABELS {
        let (x, y) = mm(x, y);
        let (dx, dy) = (dice.normal() as f32 * 0.05, dice.normal() as f32 * 0.05);
        sheet.text(label, x + dx, y + dy, looks.label);
    }
    let (x, y) = mm(34.0, 967.0);
    sheet.text("Z.4", x, y, looks.label);
    let (x, y) = mm(45.0, 1120.0);
    sheet.text("Certificat d'immatriculation", x, y, Print { capital: 2.0, ..looks.small });
    let (x, y) = mm(650.0, 1100.0);
    sheet.text("COUPON DÉTACHABLE", x, y, Print { capital: 0.9, ..looks.small });
}

fn values(sheet: &mut Sheet, truth: &Truth, looks: &Looks) {
    let (dx, dy) = looks.off;
    let mut put = |text: &str, x: f32, y: f32| {
        let (x, y) = mm(x, y);
        sheet.pitched(text, x + dx, y + dy, looks.pitch, looks.value);
    };
    for (code, x, y) in VALUES {
        put(truth.get(code), x, y);
    }
    // More than three lines are set closer.
    let (first, step) = if truth.address.len() > 3 { (304.0, 32.0) } else { (308.0, 44.5) };
    for (i, line) in truth.address.iter().enumerate() {
        put(line, 83.0, first + step * i as f32);
    }
    if !truth.get("X.1").is_empty() {
        put(&format!("VISITE AVANT LE {}", truth.get("X.1")), 82.0, 720.0);
    }
}

fn coupon(sheet: &mut Sheet, truth: &Truth, looks: &Looks) {
    let (dx, dy) = looks.off;
    for (code, x, y) in COUPON {
        let (x, y) = mm(x, y);
        sheet.pitched(truth.get(code), x + dx, y + dy, looks.pitch, looks.value);
    }
    for (code, y) in [("mrz1", 1405.0), ("mrz2", 1441.0)] {
        let (x, y) = mm(37.0, y);
        sheet.pitched(truth.get(code), x + dx, y + dy, 2.54, looks.zone);
    }
}

fn signature(dice: &mut Dice, sheet: &mut Sheet, looks: &Looks) {
    let words = ["Pour le ministre et par délégation,", "la sous-directrice de la", "sécurité routière"];
    for (line, y) in words.iter().zip([752.0, 770.0, 788.0]) {
        let (x, y) = mm(560.0, y);
        sheet.text(line, x, y, Print { capital: 1.2, ..looks.small });
    }
    let mut path = PathBuilder::new();
    let (x, y) = mm(600.0, 850.0);
    path.move_to(x, y);
    for i in 1..12 {
        path.line_to(x + i as f32 * 1.7, y + dice.normal() as f32 * 2.2);
    }
    sheet.stroke(path, 0.3, [40, 40, 90], 0.9, None);
}

fn hologram(dice: &mut Dice, sheet: &mut Sheet) {
    let (x, y) = mm(470.0, 1030.0);
    let tone = |dice: &mut Dice| [dice.whole(30, 130) as u8, dice.whole(50, 140) as u8, dice.whole(80, 170) as u8];
    let first = tone(dice);
    sheet.filled(x, y, 20.0, 24.0, first, 1.0);
    for i in 0..6 {
        let band = tone(dice);
        sheet.filled(x + 1.0 + 3.0 * i as f32, y + 1.0 + dice.unit() as f32 * 8.0, 2.4, 13.0, band, 0.8);
    }
    sheet.circle((x + 10.0, y + 12.0), 5.0, 1.2, [210, 215, 225], 0.9);
}

fn barcode(dice: &mut Dice, sheet: &mut Sheet, looks: &Looks) {
    let mut y = 28.0;
    while y < 98.0 {
        let bar = dice.between(0.2, 0.8) as f32;
        sheet.filled(128.0, y, 4.0, bar, [20, 20, 22], 1.0);
        y += bar + dice.between(0.25, 0.9) as f32;
    }
    for (i, c) in format!("2M{:011}", dice.whole(0, 99_999_999_999)).chars().enumerate() {
        sheet.text(&c.to_string(), 128.5, 150.0 - 1.9 * i as f32, Print { capital: 1.6, ..looks.small });
    }
}

/// Some specimens are stamped so, right through the values.
fn sheet_word(sheet: &mut Sheet, looks: &Looks) {
    let print = Print { capital: 9.0, colour: [150, 60, 70], strength: 0.22, ..looks.label };
    sheet.text("SPECIMEN", 28.0, 118.0, print);
}
