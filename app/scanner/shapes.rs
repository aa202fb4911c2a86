//! Tells letters by their shape, from other letters of the same card. The values of a card are all printed in one font
//! at one pitch; digits of dates and letters of names, where the reader is at ease, show what a 5 and an S look like on
//! this card, in this light. That settles most doubts in the codes, where nothing else helps.

use std::collections::BTreeMap;

use image::GrayImage;

use crate::pixels::level;
use crate::sheet::PX_PER_MM;
use crate::template::PITCH_MM;

/// The window around a letter, and how far two letters may be moved against each other.
const WIDTH: usize = 26;
const HEIGHT: usize = 34;
const MOVED: usize = 3;

/// How a letter is unlike paper, in its window.
type Shape = Vec<f32>;

/// The mean shape of each letter met so far.
#[derive(Default)]
pub(crate) struct Alphabet {
    letters: BTreeMap<char, Mean>,
}

struct Mean {
    sum: Shape,
    count: usize,
}

impl Alphabet {
    /// Learns the letters of a line, of which the text is known for sure.
    pub(crate) fn learn(&mut self, line: &GrayImage, text: &str) {
        let count = text.chars().count();
        let Some(shapes) = shapes(line, count).filter(|_| width(line) == count) else { return };
        for (letter, shape) in text.chars().zip(shapes) {
            if letter.is_ascii_alphanumeric() && shape.iter().sum::<f32>() > 300.0 {
                self.letters.entry(letter).or_insert_with(Mean::new).add(&shape);
            }
        }
    }

    /// For each letter of a line, how alike it is to each letter known, from -1 to 1.
    pub(crate) fn likenesses(&self, line: &GrayImage, count: usize) -> Option<Vec<BTreeMap<char, f32>>> {
        let shapes = shapes(line, count)?;
        let of = |shape: &Shape| {
            let core = Core::of(shape);
            self.letters.iter().map(|(letter, mean)| (*letter, core.likeness(&mean.sum).0)).collect()
        };
        Some(shapes.iter().map(of).collect())
    }

    /// A line read by its shapes alone, blanks included; `?` where no letter known is plainly the best. Punctuation is
    /// not known.
    pub(crate) fn read(&self, line: &GrayImage) -> Option<String> {
        let count = width(line);
        let shapes = shapes(line, count)?;
        let inks: Vec<f32> = shapes.iter().map(|s| s.iter().sum()).collect();
        let usual = share_of(&inks, 0.6);
        let letter = |(shape, ink): (&Shape, &f32)| if *ink < 0.2 * usual { ' ' } else { self.plainest(shape) };
        Some(shapes.iter().zip(&inks).map(letter).collect())
    }

    fn plainest(&self, shape: &Shape) -> char {
        let core = Core::of(shape);
        let mut alike: Vec<(char, f32)> =
            self.letters.iter().map(|(c, mean)| (*c, core.likeness(&mean.sum).0)).collect();
        alike.sort_by(|a, b| b.1.total_cmp(&a.1));
        let second = alike.get(1).map_or(0.0, |(_, likeness)| *likeness);
        let plain = alike.first().filter(|(_, likeness)| *likeness > 0.9 && likeness - second > 0.04);
        plain.map_or('?', |(letter, _)| *letter)
    }

    /// Learns letters not known yet, from readings which all agree on them where no letter known fits.
    pub(crate) fn learn_new(&mut self, line: &GrayImage, readings: &[Vec<char>]) {
        let [first, others @ ..] = readings else { return };
        let Some(shapes) = shapes(line, first.len()).filter(|_| others.len() >= 2 && width(line) == first.len()) else {
            return;
        };
        for (i, shape) in shapes.iter().enumerate() {
            let letter = first[i];
            let agreed = letter.is_ascii_uppercase() && others.iter().all(|o| o.get(i) == Some(&letter));
            let core = Core::of(shape);
            let fits = |mean: &Mean| core.likeness(&mean.sum).0 > 0.9;
            if agreed && !self.letters.contains_key(&letter) && !self.letters.values().any(fits) {
                let mut mean = Mean::new();
                mean.add(shape);
                self.letters.insert(letter, mean);
            }
        }
    }

    #[cfg(test)]
    fn knows(&self, letter: char) -> bool {
        self.letters.contains_key(&letter)
    }
}

impl Mean {
    /// One so unlike the others is not the same letter.
    const LEAST: f32 = 0.6;

    fn new() -> Mean {
        Mean { sum: vec![0.0; WIDTH * HEIGHT], count: 0 }
    }

    fn add(&mut self, shape: &Shape) {
        let (likeness, moved) = if self.count == 0 { (1.0, (0, 0)) } else { Core::of(shape).likeness(&self.sum) };
        if likeness < Self::LEAST {
            return;
        }
        let size = shape.iter().map(|p| p * p).sum::<f32>().sqrt().max(1e-6);
        for y in 0..HEIGHT {
            for x in 0..WIDTH {
                let (fx, fy) = (x as isize - moved.0, y as isize - moved.1);
                if (0..WIDTH as isize).contains(&fx) && (0..HEIGHT as isize).contains(&fy) {
                    self.sum[y * WIDTH + x] += shape[fy as usize * WIDTH + fx as usize] / size;
                }
            }
        }
        self.count += 1;
    }
}

/// The middle of a shape, which is moved over another one; its mean taken away and its length made 1.
struct Core {
    rows: Vec<[f32; Core::WIDTH]>,
}

impl Core {
    const WIDTH: usize = WIDTH - 2 * MOVED;
    const HEIGHT: usize = HEIGHT - 2 * MOVED;

    fn of(shape: &Shape) -> Core {
        let mut rows = vec![[0.0; Core::WIDTH]; Core::HEIGHT];
        for (y, row) in rows.iter_mut().enumerate() {
            let start = (y + MOVED) * WIDTH + MOVED;
            row.copy_from_slice(&shape[start..start + Core::WIDTH]);
        }
        let count = (Core::WIDTH * Core::HEIGHT) as f32;
        let mean = rows.iter().flatten().sum::<f32>() / count;
        rows.iter_mut().flatten().for_each(|p| *p -= mean);
        let size = rows.iter().flatten().map(|p| p * p).sum::<f32>().sqrt().max(1e-6);
        rows.iter_mut().flatten().for_each(|p| *p /= size);
        Core { rows }
    }

    /// The best correlation with another shape, and by how much this one has to be moved for it.
    fn likeness(&self, other: &Shape) -> (f32, (isize, isize)) {
        let mut best = (-1.0, (0, 0));
        for y in 0..=2 * MOVED {
            for x in 0..=2 * MOVED {
                let likeness = self.at(other, x, y);
                if likeness > best.0 {
                    best = (likeness, (x as isize - MOVED as isize, y as isize - MOVED as isize));
                }
            }
        }
        best
    }

    fn at(&self, other: &Shape, x: usize, y: usize) -> f32 {
        // By column first: so several are reckoned at once.
        let [mut product, mut sum, mut squares] = [[0.0; Core::WIDTH]; 3];
        for (i, row) in self.rows.iter().enumerate() {
            let start = (y + i) * WIDTH + x;
            for (j, (a, b)) in row.iter().zip(&other[start..start + Core::WIDTH]).enumerate() {
                product[j] += a * b;
                sum[j] += b;
                squares[j] += b * b;
            }
        }
        let [product, sum, squares] = [product, sum, squares].map(|columns| columns.iter().sum::<f32>());
        let count = (Core::WIDTH * Core::HEIGHT) as f32;
        product / (squares - sum * sum / count).max(1e-6).sqrt()
    }
}

/// How many letters and blanks a line has, by its width.
pub(crate) fn width(line: &GrayImage) -> usize {
    let ink = Ink::of(line);
    let enough = ink.enough();
    let first = ink.columns.iter().position(|c| *c > enough);
    let last = ink.columns.iter().rposition(|c| *c > enough);
    first.zip(last).map_or(0, |(first, last)| letters_in((last - first + 1) as f64))
}

/// How many letters so many pixels of the sheet hold. A letter fills about four fifths of its cell.
pub(crate) fn letters_in(width: f64) -> usize {
    (width / (PITCH_MM * PX_PER_MM) + 0.22).round() as usize
}

/// The letters of a line cut at the pitch, blanks among them.
fn shapes(line: &GrayImage, count: usize) -> Option<Vec<Shape>> {
    let ink = Ink::of(line);
    let (start, pitch) = ink.cells(count)?;
    let middle = ink.middle()?;
    let shape = |i: usize| ink.window(start + (i as f64 + 0.5) * pitch, middle);
    Some((0..count).map(shape).collect())
}

/// A line of print, as how much darker than the paper it is.
struct Ink {
    dark: Vec<f32>,
    width: usize,
    columns: Vec<f32>,
    rows: Vec<f32>,
}

impl Ink {
    fn of(line: &GrayImage) -> Ink {
        let paper = level::percentile(line, 80.0) as f32 - 15.0;
        let dark: Vec<f32> = line.iter().map(|p| (paper - f32::from(*p)).max(0.0)).collect();
        let width = line.width() as usize;
        let mut columns = vec![0.0; width];
        for row in dark.chunks_exact(width.max(1)) {
            columns.iter_mut().zip(row).for_each(|(c, d)| *c += d);
        }
        let rows = dark.chunks_exact(width.max(1)).map(|row| row.iter().sum()).collect();
        Ink { dark, width, columns, rows }
    }

    /// Where the first letter's cell begins, and the pitch, such that little ink lies between the cells or outside.
    fn cells(&self, count: usize) -> Option<(f64, f64)> {
        let enough = self.enough();
        let first = self.columns.iter().position(|c| *c > enough)? as f64;
        let mut sums = vec![0.0];
        self.columns.iter().for_each(|c| sums.push(sums[sums.len() - 1] + c));
        let until = |x: f64| sums[(x.max(0.0) as usize).min(self.columns.len())];
        let all = sums[self.columns.len()];
        let usual = PITCH_MM * PX_PER_MM;
        let mut best: Option<(f32, f64, f64)> = None;
        for pitch in steps(usual * 0.955, usual * 1.045, 0.1) {
            for start in steps(first - pitch * 0.5, first + pitch * 0.15, 0.5) {
                let outside = until(start) + all - until(start + count as f64 * pitch);
                let between: f32 = (0..=count).map(|i| self.near(start + i as f64 * pitch)).sum();
                if best.is_none_or(|(cost, ..)| between + outside < cost) {
                    best = Some((between + outside, start, pitch));
                }
            }
        }
        best.filter(|_| count > 0 && self.columns.len() > 3).map(|(_, start, pitch)| (start, pitch))
    }

    /// Above this a column has print in it.
    fn enough(&self) -> f32 {
        (0.06 * share_of(&self.columns, 0.95)).max(40.0)
    }

    /// The ink of the two columns at a border between cells.
    fn near(&self, x: f64) -> f32 {
        let x = (x.max(1.0) as usize).min(self.columns.len().saturating_sub(2)).max(1);
        self.columns.get(x).unwrap_or(&0.0) + self.columns.get(x - 1).unwrap_or(&0.0)
    }

    /// The middle of the rows that have letters.
    fn middle(&self) -> Option<f64> {
        let enough = 0.25 * share_of(&self.rows, 0.9);
        let first = self.rows.iter().position(|r| *r > enough)?;
        let last = self.rows.iter().rposition(|r| *r > enough)?;
        Some((first + last) as f64 / 2.0)
    }

    fn window(&self, x: f64, y: f64) -> Shape {
        let (left, top) = (x - WIDTH as f64 / 2.0, y - HEIGHT as f64 / 2.0);
        let (fx, fy) = ((left - left.floor()) as f32, (top - top.floor()) as f32);
        let (left, top) = (left.floor() as isize, top.floor() as isize);
        let at = |x: isize, y: isize| {
            let inside = x >= 0 && x < self.width as isize && y >= 0;
            if inside { self.dark.get(y as usize * self.width + x as usize).copied().unwrap_or(0.0) } else { 0.0 }
        };
        let mut shape = Vec::with_capacity(WIDTH * HEIGHT);
        for y in top..top + HEIGHT as isize {
            for x in left..left + WIDTH as isize {
                let above = at(x, y) * (1.0 - fx) + at(x + 1, y) * fx;
                let below = at(x, y + 1) * (1.0 - fx) + at(x + 1, y + 1) * fx;
                shape.push(above * (1.0 - fy) + below * fy);
            }
        }
        shape
    }
}

fn steps(from: f64, to: f64, step: f64) -> impl Iterator<Item = f64> {
    (0..((to - from) / step).ceil() as usize).map(move |i| from + i as f64 * step)
}

/// The value below which this share of the values lies.
fn share_of(values: &[f32], share: f64) -> f32 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f32::total_cmp);
    sorted.get(((sorted.len().max(1) - 1) as f64 * share).round() as usize).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use image::Luma;

    use super::*;

    /// "Letters" of three kinds: a bar, a ring, a cross, at the pitch.
    fn line(text: &str, left: f64) -> GrayImage {
        let pitch = PITCH_MM * PX_PER_MM;
        GrayImage::from_fn((left * 2.0 + pitch * text.len() as f64) as u32, 46, |x, y| {
            let (x, y) = (f64::from(x) - left, f64::from(y) - 22.0);
            let letter = text.as_bytes().get((x / pitch).floor() as usize);
            let u = x.rem_euclid(pitch) - pitch / 2.0;
            let ink = match letter {
                Some(b'I') => u.abs() < 2.0 && y.abs() < 12.0,
                Some(b'O') => (6.0..9.0).contains(&u.hypot(y * 0.7)),
                Some(b'X') => (u.abs() - y.abs() * 0.6).abs() < 2.0 && y.abs() < 12.0,
                _ => false,
            };
            Luma([if x >= 0.0 && ink { 40 } else { 235 }])
        })
    }

    #[test]
    fn letters_are_told_from_those_learnt() {
        let mut alphabet = Alphabet::default();
        alphabet.learn(&line("OIXIO OX", 9.3), "OIXIO OX");
        assert!(alphabet.knows('O') && alphabet.knows('X') && !alphabet.knows(' '));
        let found = alphabet.likenesses(&line("XOOIX", 14.8), 5).unwrap();
        let read: String =
            found.iter().filter_map(|l| l.iter().max_by(|a, b| a.1.total_cmp(b.1))).map(|(c, _)| *c).collect();
        assert_eq!(read, "XOOIX");
        assert!(found.iter().all(|l| l.values().any(|v| *v > 0.9)));
        assert_eq!(alphabet.read(&line("XO IX", 14.8)).as_deref(), Some("XO IX"));
    }

    #[test]
    fn a_letter_on_which_all_agree_is_learnt_if_nothing_known_fits() {
        let mut alphabet = Alphabet::default();
        alphabet.learn(&line("OOIOO", 9.3), "OOIOO");
        assert_eq!(alphabet.read(&line("OIXOIO", 9.3)).as_deref(), Some("OI?OIO"));
        let read = |text: &str| text.chars().collect::<Vec<char>>();
        alphabet.learn_new(&line("OXIO", 9.3), &[read("OXIO"), read("OYIO"), read("OXIO")]);
        assert!(!alphabet.knows('X'));
        // The 1 that all read for an I is not learnt: it looks like the I known.
        alphabet.learn_new(&line("OXIO", 9.3), &[read("OXLO"), read("OXLO"), read("OXLO")]);
        assert!(alphabet.knows('X') && !alphabet.knows('L'));
        assert_eq!(alphabet.read(&line("OIXOIO", 9.3)).as_deref(), Some("OIXOIO"));
    }

    #[test]
    fn a_blank_line_has_no_letters() {
        let blank = GrayImage::from_pixel(200, 40, Luma([235]));
        assert!(Alphabet::default().likenesses(&blank, 5).is_none());
        assert!(shapes(&line("OIX", 9.0), 0).is_none());
        assert!(shapes(&GrayImage::from_pixel(1, 1, Luma([0])), 3).is_none());
    }
}
