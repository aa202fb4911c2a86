//! Finds the card: draws the picture in a few likely ways, reads the page, and keeps the way in which the labels fit.

use image::GrayImage;

use crate::anchors::{Anchor, anchors};
use crate::direction::{self, Direction};
use crate::engine::{EngineError, Word};
use crate::fit::{Fit, fit};
use crate::geometry::{Homography, Point};
use crate::outline;
use crate::page::flatten;
use crate::picture::Picture;
use crate::pixels::{level, morph, resize, warp};
use crate::session::Session;
use crate::sheet::Sheet;

/// As many agreeing labels are no accident.
pub(crate) const ENOUGH_ANCHORS: usize = 9;
/// With fewer, a second look at the straightened page finds more.
const PLENTY_OF_ANCHORS: usize = 26;

/// Where the card lies in the picture.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    /// Millimetres of the card to pixels of the picture.
    pub map: Homography,
    /// The labels found, as seen in millimetres of the card, which tells how far it is bent.
    pub anchors: Vec<Anchor>,
    pub words: Vec<PlacedWord>,
}

/// A word of the page and where its left end is, in millimetres of the card.
#[derive(Clone, Debug)]
pub(crate) struct PlacedWord {
    pub text: String,
    pub confidence: f32,
    pub at: Point,
}

/// What was found of the card, and all that was read on the way: a refusal is explained from it.
#[derive(Debug, Default)]
pub(crate) struct Search {
    pub placed: Option<Placed>,
    pub looks: Vec<Look>,
    pub text: Direction,
    /// The whole picture along its lines was looked at, not only what seems to be the card.
    pub along_text: bool,
}

#[derive(Debug)]
pub(crate) struct Look {
    pub words: Vec<Word>,
    pub anchors: usize,
}

/// A way of drawing the picture: pixels of the picture to those of the view.
struct View {
    map: Homography,
    w: u32,
    h: u32,
}

pub(crate) fn search(session: &Session, picture: &Picture, grey: &GrayImage) -> Result<Search, EngineError> {
    let text = direction::of(grey);
    let mut search = Search { text, ..Search::default() };
    let framed = outline::corners(&picture.rgb).and_then(|q| outline::upright(q, &search.text));
    if let Some(view) = framed.and_then(View::framed) {
        search.look_both_ways(session, grey, &view)?;
    }
    if search.most_anchors() < ENOUGH_ANCHORS - 2 {
        let masked = if framed.is_none() { only_paper(picture, grey) } else { None };
        if let Some(masked) = &masked {
            search.text = direction::of(masked);
        }
        search.look_along_text(session, masked.as_ref().unwrap_or(grey))?;
    }
    search.look_again(session, grey)?;
    Ok(search)
}

/// Another search, where one among corners found a card that could not be read: a few labels may fit wrongly. None if the
/// whole picture was looked at already, or there is nothing to find.
pub(crate) fn search_elsewhere(
    session: &Session,
    grey: &GrayImage,
    before: &Search,
) -> Result<Option<Search>, EngineError> {
    if before.along_text || before.placed.is_none() || !session.may_look_further() {
        return Ok(None);
    }
    let mut search = Search { text: before.text.clone(), ..Search::default() };
    search.look_along_text(session, grey)?;
    search.look_again(session, grey)?;
    Ok(Some(search))
}

/// The picture with all but the paper painted over.
fn only_paper(picture: &Picture, grey: &GrayImage) -> Option<GrayImage> {
    let mask = outline::paper(&picture.rgb)?;
    let inside: Vec<u8> = grey.iter().zip(mask.iter()).filter(|(_, m)| **m > 0).map(|(g, _)| *g).collect();
    let paint = level::percentile(&inside, 80.0) as u8;
    let mut masked = grey.clone();
    masked.iter_mut().zip(mask.iter()).filter(|(_, m)| **m == 0).for_each(|(g, _)| *g = paint);
    Some(masked)
}

impl View {
    const WIDTH: f64 = 1300.0;

    /// The card between its four corners.
    fn framed(corners: [Point; 4]) -> Option<View> {
        const PAD: f64 = 40.0;
        let side = |i: usize| crate::geometry::distance(corners[i], corners[(i + 1) % 4]);
        let (w, h) = (Self::WIDTH, (Self::WIDTH * (side(1) + side(3)) / (side(0) + side(2))).floor());
        let to = [(PAD, PAD), (w - PAD, PAD), (w - PAD, h - PAD), (PAD, h - PAD)];
        Some(View { map: Homography::fit(&corners, &to)?, w: w as u32, h: h as u32 })
    }

    /// The picture turned so that its lines are level, at a size good for reading, cut to where the letters are.
    fn along_text(grey: &GrayImage, text: &Direction) -> View {
        let (turn, w, h) = Homography::turn(grey.width(), grey.height(), text.degrees);
        let longest = f64::from(w.max(h).max(1));
        let scale = text.letter_height.map_or(1.0, |height| 24.0 / height).clamp(0.4, 3.0).min(3600.0 / longest);
        let map = Homography::scale(scale).after(&turn);
        let whole = View { map, w: (f64::from(w) * scale) as u32, h: (f64::from(h) * scale) as u32 };
        whole.cut_to(&text.letters).reduced(2600.0)
    }

    fn cut_to(self, letters: &[Point]) -> View {
        if letters.len() <= 40 {
            return self;
        }
        let (mut xs, mut ys): (Vec<f64>, Vec<f64>) = letters.iter().map(|p| self.map.apply(*p)).unzip();
        let (left, right) = extent(&mut xs, f64::from(self.w));
        let (top, bottom) = extent(&mut ys, f64::from(self.h));
        let map = Homography::shift(-left, -top).after(&self.map);
        View { map, w: (right - left) as u32, h: (bottom - top) as u32 }
    }

    fn reduced(self, longest: f64) -> View {
        let ratio = (longest / f64::from(self.w.max(self.h).max(1))).min(1.0);
        let side = |s: u32| ((f64::from(s) * ratio) as u32).max(1);
        View { map: Homography::scale(ratio).after(&self.map), w: side(self.w), h: side(self.h) }
    }

    fn draw(&self, grey: &GrayImage) -> Option<GrayImage> {
        Some(flatten(&warp::straight(grey, &self.map.inverse()?, self.w, self.h)))
    }
}

/// From the first letters to the last but for a few strays, with a margin, within 0 and `most`.
fn extent(places: &mut [f64], most: f64) -> (f64, f64) {
    places.sort_by(f64::total_cmp);
    let at = |share: f64| places[((places.len() - 1) as f64 * share).round() as usize];
    ((at(0.007) - 90.0).max(0.0), (at(0.993) + 90.0).min(most))
}

impl Search {
    fn most_anchors(&self) -> usize {
        self.placed.as_ref().map_or(0, |p| p.anchors.len())
    }

    /// Looks at a view as it is and upside down, the likelier first, until the labels fit.
    fn look_both_ways(&mut self, session: &Session, grey: &GrayImage, view: &View) -> Result<(), EngineError> {
        let Some(mut page) = view.draw(grey) else { return Ok(()) };
        let half_turn = Homography::half_turn(page.width(), page.height());
        let mut turned = looks_upside_down(&page);
        if turned {
            image::imageops::rotate180_in_place(&mut page);
        }
        for _ in 0..2 {
            if !session.may_look_further() {
                return Ok(());
            }
            let map = if turned { half_turn.after(&view.map) } else { view.map };
            self.look(session.page(&page)?, &map);
            if self.most_anchors() >= ENOUGH_ANCHORS {
                return Ok(());
            }
            image::imageops::rotate180_in_place(&mut page);
            turned = !turned;
        }
        Ok(())
    }

    fn look_along_text(&mut self, session: &Session, grey: &GrayImage) -> Result<(), EngineError> {
        self.along_text = true;
        let view = View::along_text(grey, &self.text);
        self.look_both_ways(session, grey, &view)
    }

    /// Fits the labels among the words of a view, and keeps the fit if it is the best so far.
    fn look(&mut self, words: Vec<Word>, view: &Homography) {
        let fit = fit(&anchors(&words));
        let found = fit.as_ref().map_or(0, |f| f.anchors.len());
        if found > self.most_anchors()
            && let Some(placed) = fit.and_then(|f| Placed::new(f, &words, view))
        {
            self.placed = Some(placed);
        }
        self.looks.push(Look { words, anchors: found });
    }

    /// More labels are read on the straightened page.
    fn look_again(&mut self, session: &Session, grey: &GrayImage) -> Result<(), EngineError> {
        let Some(placed) = self.placed.as_ref().filter(|p| p.anchors.len() < PLENTY_OF_ANCHORS) else { return Ok(()) };
        let Some(sheet) = Sheet::of(grey, &placed.map) else { return Ok(()) };
        let Some(view) = sheet.back.inverse() else { return Ok(()) };
        if session.may_look_further() {
            self.look(session.page(&sheet.grey)?, &view);
        }
        Ok(())
    }
}

impl Placed {
    fn new(fit: Fit, words: &[Word], view: &Homography) -> Option<Placed> {
        let to_card = fit.map.inverse()?;
        let place = |w: &Word| PlacedWord {
            text: w.text.clone(),
            confidence: w.confidence,
            at: to_card.apply((f64::from(w.x), f64::from(w.y) + f64::from(w.h) / 2.0)),
        };
        let anchors = fit.anchors.iter().map(|a| Anchor { seen: to_card.apply(a.seen), ..*a }).collect();
        let map = view.inverse()?.after(&fit.map);
        Some(Placed { map, anchors, words: words.iter().map(place).collect() })
    }

    /// How many pixels the picture has for a millimetre, in the middle of the card.
    pub(crate) fn px_per_mm(&self) -> f64 {
        let at = |x, y| self.map.apply((x, y));
        let wide = crate::geometry::distance(at(40.0, 100.0), at(80.0, 100.0)) / 40.0;
        let high = crate::geometry::distance(at(60.0, 80.0), at(60.0, 140.0)) / 60.0;
        (wide * high).sqrt()
    }
}

/// A cheap guess, which only orders the tries: one of the card's sides carries more thin dark strokes than the other.
fn looks_upside_down(page: &GrayImage) -> bool {
    let (w, h) = resize::within(page.width(), page.height(), 900);
    let small = resize::shrink(page, w, h);
    let closed = morph::close(&small, &morph::Kernel::square(9));
    let strokes = small.enumerate_pixels().zip(closed.iter()).filter(|((_, _, p), c)| c.saturating_sub(p.0[0]) > 45);
    let mut columns: Vec<u32> = strokes.map(|((x, _, _), _)| x).collect();
    if columns.len() < 200 {
        return false;
    }
    columns.sort_unstable();
    let at = |share: f64| f64::from(columns[((columns.len() - 1) as f64 * share) as usize]);
    let (left, right) = (at(0.02), at(0.98));
    let third = (right - left) * 0.3;
    let within = |from: f64, to: f64| columns.iter().filter(|x| (from..=to).contains(&f64::from(**x))).count();
    within(right - third, right) * 4 > within(left, left + third) * 5
}
