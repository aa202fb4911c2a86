//! Draws invented cartes grises, and pictures of them as garages take them, with the truth beside each, to measure the
//! scanner on values it was never tuned to: `cards OUT --fonts DIR --scan 40 --photo 40 --hard 40 --other 20 --seed 1`.
//! `fonts.sh DIR` fetches the fonts. The same seed always draws the same cards.

mod camera;
mod dice;
mod files;
mod ink;
mod others;
mod paper;
mod scene;
mod siv;
mod tables;
mod truth;

use std::fs;
use std::path::PathBuf;

use anyhow::Result;
use clap::Parser;
use image::RgbImage;
use serde_json::json;

use camera::{Crop, Shot, Tier};
use dice::Dice;
use ink::{Print, Sheet, fonts};
use others::Other;
use siv::{Fonts, Foot};
use truth::Truth;

#[derive(Parser)]
struct Options {
    out: PathBuf,
    #[arg(long)]
    fonts: PathBuf,
    #[arg(long, default_value_t = 0)]
    scan: u64,
    #[arg(long, default_value_t = 0)]
    photo: u64,
    #[arg(long, default_value_t = 0)]
    hard: u64,
    #[arg(long, default_value_t = 0)]
    other: u64,
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn main() -> Result<()> {
    let options = Options::parse();
    fs::create_dir_all(&options.out)?;
    let fonts = Fonts {
        values: fonts(&options.fonts, &VALUE_FONTS)?,
        labels: fonts(&options.fonts, &LABEL_FONTS)?,
        plain: fonts(&options.fonts, &PLAIN_FONTS)?,
        zone: fonts(&options.fonts, &["OCRB.otf"])?,
    };
    for (tier, count) in [(Tier::Scan, options.scan), (Tier::Photo, options.photo), (Tier::Hard, options.hard)] {
        for i in 0..count {
            let mut dice = Dice::new(options.seed, i * 4 + tier as u64);
            card(&mut dice, tier, i, &fonts, &options)?;
        }
    }
    for i in 0..options.other {
        other(&mut Dice::new(options.seed, i * 4 + 3), i, &fonts, &options)?;
    }
    Ok(())
}

const VALUE_FONTS: [&str; 11] = [
    "OCRB.otf",
    "OCRBL.otf",
    "B612Mono-Regular.otf",
    "NotoSansMono-Regular.ttf",
    "Courier Prime Sans.otf",
    "Courier Prime Bold.otf",
    "FreeMonoBold.ttf",
    "Anonymous Pro B.ttf",
    "Hack-Regular.ttf",
    "DejaVuSansMono.ttf",
    "agave-r-autohinted.ttf",
];
const LABEL_FONTS: [&str; 5] = [
    "FreeSansBoldOblique.ttf",
    "OpenSans-BoldItalic.ttf",
    "Lato-BoldItalic.ttf",
    "B612-BoldItalic.otf",
    "OpenSans-ExtraBoldItalic.ttf",
];
const PLAIN_FONTS: [&str; 4] = ["OpenSans-Semibold.ttf", "Lato-Medium.ttf", "FreeSans.ttf", "B612-Regular.otf"];

fn card(dice: &mut Dice, tier: Tier, number: u64, fonts: &Fonts, options: &Options) -> Result<()> {
    let truth = truth::invent(dice);
    let foot = if dice.chance(0.1) { Foot::CutOff } else { Foot::Whole };
    let mut sheet = siv::draw(dice, &truth, fonts, foot)?;
    let shot = Shot::new(dice, tier);
    if tier != Tier::Scan && dice.chance(0.25) {
        stamp(dice, &mut sheet, fonts);
    }
    let picture = shot.take(dice, &sheet);
    let missing = foot == Foot::CutOff || shot.crop == Crop::Foot;
    let truth = if missing { truth.without(&["formule", "mrz1", "mrz2"]) } else { truth };
    let name = format!("{}_{number:04}", format!("{tier:?}").to_lowercase());
    write(dice, &name, &picture, &shot, Some(&truth), None, options)
}

/// The stamps of garages and inspections are in colour, and do not ask what they cover.
fn stamp(dice: &mut Dice, sheet: &mut Sheet, fonts: &Fonts) {
    let centre = (dice.between(60.0, 110.0) as f32, dice.between(30.0, 175.0) as f32);
    let colour = dice.pick(&[[180u8, 40, 60], [40, 60, 150], [60, 120, 90]]);
    for radius in [11.0, 8.5] {
        sheet.circle(centre, radius, 0.5, colour, 0.6);
    }
    let font = &fonts.labels[dice.next() as usize % fonts.labels.len()];
    let print = Print { font, capital: 1.7, colour, strength: 0.65 };
    sheet.text(dice.pick(&["VENDU LE", "CESSION", "CONTROLE", "GARAGE"]), centre.0 - 7.0, centre.1, print);
}

fn other(dice: &mut Dice, number: u64, fonts: &Fonts, options: &Options) -> Result<()> {
    let kind = Other::ALL[number as usize % Other::ALL.len()];
    let sheet = kind.draw(dice, fonts)?;
    let tier = if dice.chance(0.3) { Tier::Scan } else { Tier::Photo };
    let shot = Shot::new(dice, tier);
    let shot = Shot { px_per_mm: shot.px_per_mm.min(9.0), crop: Crop::Nothing, a4: false, ..shot };
    let picture = shot.take(dice, &sheet);
    write(dice, &format!("other_{number:04}"), &picture, &shot, None, Some(kind.reason()), options)
}

fn write(
    dice: &mut Dice,
    name: &str,
    picture: &RgbImage,
    shot: &Shot,
    truth: Option<&Truth>,
    reason: Option<&str>,
    options: &Options,
) -> Result<()> {
    let quality = shot.quality;
    let (bytes, kind) = match (shot.tier, dice.whole(0, 9)) {
        (Tier::Scan, 0..=1) => (files::pdf(picture, quality, shot.px_per_mm)?, "pdf"),
        (Tier::Scan, 2) => (files::png(picture)?, "png"),
        (Tier::Photo | Tier::Hard, 0..=3) => {
            let orientation = dice.pick(&[3, 6, 8]);
            (files::turned_jpeg(picture, quality, orientation)?, "jpg")
        }
        _ => (files::jpeg(picture, quality)?, "jpg"),
    };
    let file = format!("{name}.{kind}");
    fs::write(options.out.join(&file), bytes)?;
    let tier = if truth.is_some() { format!("{:?}", shot.tier).to_lowercase() } else { "other".into() };
    let meta = json!({ "tier": tier, "reason": reason, "shot": format!("{shot:?}"), "size": [picture.width(), picture.height()] });
    let truth = json!({ "file": file, "meta": meta, "fields": truth.map_or_else(|| json!({}), Truth::json) });
    fs::write(options.out.join(format!("{name}.json")), serde_json::to_vec_pretty(&truth)?)?;
    println!("{file}");
    Ok(())
}
