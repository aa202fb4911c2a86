//! Why a picture could not be read, so that the person knows what to do better.

use image::GrayImage;

use crate::grammar::letters;
use crate::grammar::similar::ratio;
use crate::picture::Picture;
use crate::place::{ENOUGH_ANCHORS, Look, Placed, Search};
use crate::reading::Reason;

/// Under this many pixels to the millimetre letters run into each other.
const ENOUGH_PX_PER_MM: f64 = 6.0;
/// Letters lower than this in the picture cannot be read.
const ENOUGH_LETTER_PX: f64 = 9.0;
/// So many words read with ease: it is another paper.
const MANY_WORDS: usize = 8;
/// So many marks like letters: there is text, if only it could be read.
const MANY_LETTERS: usize = 120;

/// Printed on the side without fields, which says what the codes mean, and nowhere on the other.
const OTHER_SIDE: [&str; 14] = [
    "COMMUNAUTE",
    "EUROPEENNE",
    "MINISTERE",
    "INTERIEUR",
    "ACHETEUR",
    "VENDEUR",
    "TITULAIRE",
    "DENOMINATION",
    "COMMERCIALE",
    "CARROSSERIE",
    "CYLINDREE",
    "PUISSANCE",
    "CARBURANT",
    "ADMINISTRATIVE",
];
/// Printed on the cards of before 2009 only.
const OLD_CARD: [&str; 5] = ["PREFECTURE", "SOUSPREFECTURE", "PREFET", "DOMICILE", "MISE"];
/// Printed on the cards of other countries.
const FOREIGN_CARD: [&str; 24] = [
    // Not CIRCULACION, which a French CIRCULATION may be read as.
    "PERMISO",
    "BUNDESREPUBLIK",
    "DEUTSCHLAND",
    "ZULASSUNGSBESCHEINIGUNG",
    "FAHRZEUGSCHEIN",
    "FAHRZEUGBRIEF",
    "SCHWEIZ",
    "OSTERREICH",
    "BELGIQUE",
    "BELGIE",
    "KONINKRIJK",
    "KENTEKENBEWIJS",
    "NEDERLANDEN",
    "LUXEMBOURG",
    "ESPANA",
    "MATRICULACION",
    "ITALIANA",
    "CIRCOLAZIONE",
    "PORTUGUESA",
    "KINGDOM",
    "REGISTRATION",
    "RZECZPOSPOLITA",
    "REJESTRACYJNY",
    "INMATRICULARE",
];

/// What the words say it is, if not the filled side of one of our cards.
pub(crate) fn another_paper(search: &Search) -> Option<Reason> {
    let words: Vec<String> = search.looks.iter().flat_map(|look| &look.words).map(|w| plain(&w.text)).collect();
    let met = |list: &[&str]| list.iter().filter(|known| words.iter().any(|w| is_word(w, known))).count();
    // A foreign card has the name of its country; ours have the ministry's, and the old ones the prefecture's too.
    match () {
        () if met(&OLD_CARD) >= 2 => Some(Reason::OldCard),
        () if met(&FOREIGN_CARD) >= 1 => Some(Reason::ForeignCard),
        () if met(&OTHER_SIDE) >= 2 => Some(Reason::OtherSide),
        () => None,
    }
}

/// No label of the card stands where it should.
pub(crate) fn without_card(search: &Search) -> Reason {
    if let Some(reason) = another_paper(search) {
        return reason;
    }
    let labels = search.looks.iter().map(|look| look.anchors).max().unwrap_or(0);
    let easy = |look: &Look| look.words.iter().filter(|w| w.confidence > 0.7 && plain(&w.text).len() >= 4).count();
    if labels < ENOUGH_ANCHORS / 2 && search.looks.iter().map(easy).max().unwrap_or(0) >= MANY_WORDS {
        return Reason::NotACard;
    }
    let text = &search.text;
    match text.letter_height {
        Some(height) if height < ENOUGH_LETTER_PX && text.letters.len() >= MANY_LETTERS => Reason::TooFar,
        Some(_) if text.letters.len() >= MANY_LETTERS || labels >= ENOUGH_ANCHORS / 2 => Reason::Blur,
        _ => Reason::NotACard,
    }
}

/// Long words may have been misread a little.
fn is_word(read: &str, known: &str) -> bool {
    read == known || (known.len() >= 8 && read.len().abs_diff(known.len()) <= 1 && ratio(read, known) > 0.87)
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
    letters::plain(text).chars().filter(char::is_ascii_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::direction::Direction;
    use crate::engine::Word;

    fn search(words: &[&str], height: Option<f64>, marks: usize) -> Search {
        let word = |t: &&str| Word { text: (*t).into(), x: 0, y: 0, w: 9, h: 9, confidence: 0.9 };
        let look = Look { words: words.iter().map(word).collect(), anchors: 0 };
        let text = Direction { letter_height: height, letters: vec![(0.0, 0.0); marks], ..Direction::default() };
        Search { looks: vec![look], text, ..Search::default() }
    }

    #[test]
    fn each_picture_has_its_own_reason() {
        let of = |words: &[&str]| without_card(&search(words, Some(20.0), 400));
        assert_eq!(of(&["MINISTÈRE", "DE", "L'INTÉRIEUR", "ACHETEUR"]), Reason::OtherSide);
        assert_eq!(of(&["MINISTÈRE", "L'INTÉRIEUR", "PRÉFECTURE", "DOMICILE"]), Reason::OldCard);
        assert_eq!(of(&["Zulassungsbescheinlgung", "Teil"]), Reason::ForeignCard);
        assert_eq!(
            of(&["Facture", "Vidange", "Total", "Garage", "Filtre", "Huile", "Plaquettes", "Disques"]),
            Reason::NotACard
        );
        assert_eq!(of(&["xx"]), Reason::Blur);
        assert_eq!(without_card(&search(&[], Some(6.0), 400)), Reason::TooFar);
        assert_eq!(without_card(&search(&[], None, 0)), Reason::NotACard);
    }
}
