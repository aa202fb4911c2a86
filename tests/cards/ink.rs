//! Drawing on a sheet in millimetres: letters from fonts' outlines, rules, boxes.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tiny_skia::{Color, FillRule, Paint, PathBuilder, Pixmap, Rect, Stroke, StrokeDash, Transform};
use ttf_parser::{Face, OutlineBuilder};

use crate::truth::bare;

pub const PX_PER_MM: f32 = 14.0;

pub struct Font {
    bytes: Vec<u8>,
}

impl Font {
    pub fn read(path: &Path) -> Result<Font> {
        let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
        Face::parse(&bytes, 0).with_context(|| path.display().to_string())?;
        Ok(Font { bytes })
    }

    fn face(&self) -> Option<Face<'_>> {
        Face::parse(&self.bytes, 0).ok()
    }

    pub fn has(&self, text: &str) -> bool {
        self.face().is_some_and(|f| text.chars().all(|c| c == ' ' || f.glyph_index(c).is_some()))
    }
}

/// The fonts of a folder whose names contain one of these.
pub fn fonts(folder: &Path, names: &[&str]) -> Result<Vec<Font>> {
    let mut paths = Vec::new();
    walk(folder, &mut paths);
    paths.sort();
    let named = |p: &&PathBuf| p.file_name().is_some_and(|f| names.iter().any(|n| f.to_string_lossy() == *n));
    let found: Result<Vec<Font>> = paths.iter().filter(named).map(|p| Font::read(p)).collect();
    let found = found?;
    anyhow::ensure!(!found.is_empty(), "no font of {names:?} in {}: see fonts.sh", folder.display());
    Ok(found)
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for path in std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()) {
        if path.is_dir() {
            walk(&path, found);
        } else {
            found.push(path);
        }
    }
}

struct Pen(PathBuilder);

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, -y);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, -y);
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.0.quad_to(x1, -y1, x, -y);
    }
    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.0.cubic_to(x1, -y1, x2, -y2, x, -y);
    }
    fn close(&mut self) {
        self.0.close();
    }
}

/// How letters are made.
#[derive(Clone, Copy)]
pub struct Print<'a> {
    pub font: &'a Font,
    /// Height of a capital, in millimetres.
    pub capital: f32,
    pub colour: [u8; 3],
    pub strength: f32,
}

pub struct Sheet {
    pub pixmap: Pixmap,
    /// Of the top left, in millimetres.
    pub origin: (f32, f32),
}

impl Sheet {
    pub fn new(origin: (f32, f32), size: (f32, f32)) -> Result<Sheet> {
        let (w, h) = ((size.0 * PX_PER_MM) as u32, (size.1 * PX_PER_MM) as u32);
        Ok(Sheet { pixmap: Pixmap::new(w, h).context("no room for a sheet")?, origin })
    }

    fn place(&self) -> Transform {
        Transform::from_translate(-self.origin.0, -self.origin.1).post_scale(PX_PER_MM, PX_PER_MM)
    }

    /// At a fixed pitch; `y` is the middle of the capitals.
    pub fn pitched(&mut self, text: &str, x: f32, y: f32, pitch: f32, print: Print) {
        for (i, c) in text.chars().enumerate() {
            let Some(face) = print.font.face() else { return };
            let c = if print.font.has(&c.to_string()) { c } else { bare(&c.to_string()).chars().next().unwrap_or(c) };
            let Some(glyph) = face.glyph_index(c) else { continue };
            let advance = f32::from(face.glyph_hor_advance(glyph).unwrap_or(600));
            let scale = print.capital / capital(&face);
            // As wide as the pitch asks, within reason.
            let wide = (pitch * 0.97 / (advance * scale)).clamp(0.8, 1.2);
            let left = x + (i as f32 + 0.5) * pitch - advance * scale * wide / 2.0;
            self.glyph(&face, glyph, (left, y + print.capital / 2.0), (scale * wide, scale), print);
        }
    }

    /// In a proportional font; the width it took is given back.
    pub fn text(&mut self, text: &str, x: f32, y: f32, print: Print) -> f32 {
        let Some(face) = print.font.face() else { return 0.0 };
        let scale = print.capital / capital(&face);
        let mut at = x;
        for c in text.chars() {
            let Some(glyph) = face.glyph_index(c) else { continue };
            self.glyph(&face, glyph, (at, y + print.capital / 2.0), (scale, scale), print);
            at += f32::from(face.glyph_hor_advance(glyph).unwrap_or(500)) * scale;
        }
        at - x
    }

    fn glyph(&mut self, face: &Face, glyph: ttf_parser::GlyphId, at: (f32, f32), scale: (f32, f32), print: Print) {
        let mut pen = Pen(PathBuilder::new());
        if face.outline_glyph(glyph, &mut pen).is_none() {
            return;
        }
        let Some(path) = pen.0.finish() else { return };
        let transform = Transform::from_scale(scale.0, scale.1).post_translate(at.0, at.1).post_concat(self.place());
        self.pixmap.fill_path(&path, &paint(print.colour, print.strength), FillRule::Winding, transform, None);
    }

    pub fn rule(&mut self, from: (f32, f32), to: (f32, f32), width: f32, colour: [u8; 3], dash: Option<f32>) {
        let mut path = PathBuilder::new();
        path.move_to(from.0, from.1);
        path.line_to(to.0, to.1);
        self.stroke(path, width, colour, 1.0, dash);
    }

    pub fn stroke(&mut self, path: PathBuilder, width: f32, colour: [u8; 3], strength: f32, dash: Option<f32>) {
        let Some(path) = path.finish() else { return };
        let dash = dash.and_then(|d| StrokeDash::new(vec![d, d], 0.0));
        let stroke = Stroke { width, dash, ..Stroke::default() };
        self.pixmap.stroke_path(&path, &paint(colour, strength), &stroke, self.place(), None);
    }

    pub fn circle(&mut self, centre: (f32, f32), radius: f32, width: f32, colour: [u8; 3], strength: f32) {
        let mut path = PathBuilder::new();
        path.push_circle(centre.0, centre.1, radius);
        self.stroke(path, width, colour, strength, None);
    }

    pub fn filled(&mut self, left: f32, top: f32, w: f32, h: f32, colour: [u8; 3], strength: f32) {
        if let Some(rect) = Rect::from_xywh(left, top, w, h) {
            self.pixmap.fill_rect(rect, &paint(colour, strength), self.place(), None);
        }
    }
}

fn capital(face: &Face) -> f32 {
    let measured = face.glyph_index('H').and_then(|g| face.glyph_bounding_box(g)).map(|b| b.height());
    f32::from(measured.unwrap_or(700)).max(100.0)
}

fn paint(colour: [u8; 3], strength: f32) -> Paint<'static> {
    let [r, g, b] = colour;
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color(Color::from_rgba8(r, g, b, (strength.clamp(0.0, 1.0) * 255.0) as u8));
    paint
}
