//! Make, model and the short codes of closed lists.

use super::{field, texts};
use crate::evidence::Evidence;
use crate::grammar::letters::{codes, plain, worded};
use crate::grammar::similar::{closest, ratio};
use crate::grammar::{cnit, lists};
use crate::reading::{Field, Value};
use crate::template::Slot;

/// Printed three times. The known make that is most like all of them.
pub(crate) fn make(evidence: &Evidence) -> Field {
    let zone = evidence.mrz.make.clone().unwrap_or_default();
    let [card, coupon] = [Slot::D1, Slot::CouponMake].map(|slot| texts::of(evidence, slot));
    let reads = [Slot::D1, Slot::CouponMake].into_iter().flat_map(|slot| evidence.all(slot));
    let mut prints: Vec<(String, f64)> = reads.map(|r| (plain(&r.text), 0.3 + f64::from(r.confidence))).collect();
    prints.push((zone.clone(), 1.0));
    let score = |make: &str| -> f64 {
        let alike = prints.iter().map(|(text, weight)| (ratio(text, make), weight)).filter(|(r, _)| *r > 0.55);
        alike.map(|(r, weight)| r * weight).sum()
    };
    // The first of equals.
    let known = lists::makes().map(|m| (m, score(m))).filter(|(_, s)| *s > 0.0);
    let known = known.reduce(|best, next| if next.1 > best.1 { next } else { best });
    let (on_card, on_coupon) = (plain(&card.text), plain(&coupon.text));
    let Some((make, _)) = known.filter(|(m, _)| !is_another_make(m, &on_card, &on_coupon)) else {
        return field(card.text, 0.5 * card.confidence, false);
    };
    // The zone writes blanks for dashes, and only its first fourteen letters.
    let as_in_zone: String = make.replace('-', " ").chars().take(14).collect();
    let said = [on_card == make, on_coupon == make, zone == as_in_zone || zone == make];
    let witnesses = said.iter().filter(|s| **s).count();
    field(make, 0.5 + 0.15 * witnesses as f32 + 0.1 * card.confidence, witnesses >= 2)
}

/// Card and coupon say the same, and it is not what the list has nearest: a make that is not in the list.
fn is_another_make(known: &str, card: &str, coupon: &str) -> bool {
    card == coupon && !card.is_empty() && ratio(card, known) < 0.75
}

/// On the card, and the first thirteen letters in the zone.
pub(crate) fn model(evidence: &Evidence, make: &Field) -> Field {
    let make = make.value.as_ref().filter(|_| make.sure).map(Value::text).unwrap_or_default();
    let zone = evidence.mrz.model.clone().unwrap_or_default();
    let card = texts::of(evidence, Slot::D3);
    let zone_said = evidence.texts(Slot::D3).any(|text| in_zone(&plain(text)) == zone);
    let takes_zone =
        !zone.is_empty() && (card.text.is_empty() || (card.readings < 2 && (zone_said || card.confidence < 0.4)));
    let read = if takes_zone { zone.clone() } else { card.text.clone() };
    let listed = |text: &str| lists::models(&make).any(|m| m == plain(text));
    let model = match known_model(&plain(&read), &make, &zone, card.readings >= 2) {
        Some(known) if !listed(&read) => known.to_string(),
        _ => worded(&read),
    };
    let sure = !zone.is_empty() && in_zone(&plain(&model)) == zone && plain(&card.text) == plain(&model);
    // The zone has a blank for every other sign, so it confirms none of them.
    let sure = sure && (listed(&model) || card.by_both() || model.chars().all(char::is_alphanumeric));
    let agreeing = if card.readings >= 2 { 0.15 } else { 0.0 };
    let base = if listed(&model) { 0.4 } else { 0.2 };
    field(model, base + agreeing + 0.4 * card.confidence, sure)
}

/// As the zone would have it: letters, digits and blanks, thirteen of them.
fn in_zone(model: &str) -> String {
    let letters = model.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' });
    letters.take(13).collect::<String>().trim_end().to_string()
}

/// The model of the make's list (of all, if the make is not sure) which is the same but for letters that look alike, or very nearly the same if the readings do
/// not agree: a MODEL X that both readers see is no MODEL 3.
fn known_model(model: &str, make: &str, zone: &str, agreed: bool) -> Option<&'static str> {
    let same = |text: &str| lists::models(make).find(|m| look(m) == look(text)).filter(|_| !text.is_empty());
    let by_zone = || same(zone).filter(|_| ratio(&look(zone), &look(model)) > 0.6);
    let nearly = || {
        let (known, _) = closest(model, lists::models(make), 0.83)?;
        (!agreed && known.len().abs_diff(model.len()) <= 1 && model.len() > 4).then_some(known)
    };
    same(model).or_else(by_zone).or_else(nearly)
}

/// One sign for all that look alike.
fn look(text: &str) -> String {
    let one = |c: char| match c {
        'O' | 'Q' => '0',
        'I' => '1',
        'Z' => '2',
        'S' => '5',
        'B' => '8',
        'G' => '6',
        c => c,
    };
    codes(text).chars().map(one).collect()
}

pub(crate) fn genre(evidence: &Evidence) -> Field {
    let zone = evidence.mrz.genre.clone().unwrap_or_default();
    let on_card = evidence.all(Slot::J1).map(|r| (r.text.as_str(), 0.4 + f64::from(r.confidence)));
    // The type code and the category say it too, in their way.
    let told = evidence.texts(Slot::D21).filter_map(|t| genre_in_cnit(&cnit::shaped(t)));
    let category = evidence.texts(Slot::J).find_map(|t| genre_of_category(&codes(t)));
    let told = told.take(1).chain(category).map(|genre| (genre, 0.3));
    let mut tally: Vec<(&str, f64)> = Vec::new();
    for (text, weight) in on_card.chain([(zone.as_str(), 1.0)]).chain(told) {
        let text = text.trim().to_uppercase().replace('0', "O").replace('$', "S");
        let Some((genre, alike)) = closest(&text, lists::genres(), 0.6) else { continue };
        match tally.iter_mut().find(|(g, _)| *g == genre) {
            Some((_, sum)) => *sum += weight * alike,
            None => tally.push((genre, weight * alike)),
        }
    }
    let best = tally.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best });
    let Some((genre, _)) = best else { return Field::default() };
    let exact = exact(evidence, Slot::J1, genre);
    field(genre, 0.35 + 0.25 * exact.len().min(2) as f32, !exact.is_empty() && zone == genre)
}

fn genre_in_cnit(cnit: &str) -> Option<&'static str> {
    match cnit.strip_prefix("M10")?.get(3..5)? {
        "VP" => Some("VP"),
        "CT" => Some("CTTE"),
        "VA" => Some("VASP"),
        "CA" => Some("CAM"),
        _ => None,
    }
}

fn genre_of_category(category: &str) -> Option<&'static str> {
    match category {
        "M1" => Some("VP"),
        "N1" => Some("CTTE"),
        _ => None,
    }
}

/// The fuel with the most votes. Sure when all readings say it and the engine, which had only this to read, has no doubt.
pub(crate) fn fuel(evidence: &Evidence) -> Field {
    let shaped = |text: &str| Some(codes(text)).filter(|code| lists::is_fuel(code)).or_else(|| fuel_in(text));
    let ballot = evidence.ballot(Slot::P3, 2, |text| shaped(text).unwrap_or_default(), |_, c| Some(c));
    let read = evidence.texts(Slot::P3).any(|text| shaped(text).is_some());
    // The commonest fuels come first, and the first of equals is taken.
    let votes = lists::fuels().map(|fuel| (fuel, ballot.votes(fuel)));
    let best = votes.reduce(|best, next| if next.1 > best.1 + 1e-3 { next } else { best });
    let Some((fuel, _)) = best.filter(|(_, votes)| read && *votes > 0.0) else { return Field::default() };
    let exact = exact(evidence, Slot::P3, fuel);
    let all_agree = exact.len() >= 3 && evidence.texts(Slot::P3).all(|text| codes(text) == fuel);
    let doubtless = exact.iter().all(|confidence| *confidence > 0.8) && ballot.lead() > 0.5;
    field(fuel, 0.35 + 0.25 * exact.len().min(2) as f32, all_agree && doubtless)
}

/// The confidences of the readings that say exactly this.
fn exact(evidence: &Evidence, slot: Slot, code: &str) -> Vec<f32> {
    evidence.all(slot).filter(|r| codes(&r.text) == code).map(|r| r.confidence).collect()
}

/// A code of the list in what was read, its letters first as they are and then as what they are mistaken for.
fn fuel_in(text: &str) -> Option<String> {
    // A sentence has a fuel's letters somewhere.
    let read = Some(codes(text)).filter(|read| read.len() <= 6)?;
    let mended = |pairs: &[(char, char)]| {
        let swap = |c: char| pairs.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to);
        read.chars().map(swap).collect::<String>()
    };
    let once = mended(&[('0', 'O'), ('6', 'G'), ('5', 'S'), ('C', 'G'), ('F', 'E'), ('1', 'L')]);
    let twice = mended(&[('B', 'E'), ('8', 'E'), ('5', 'S')]);
    [read.clone(), once, twice].iter().find_map(|text| {
        let pairs = (0..text.len().saturating_sub(1)).filter_map(|i| text.get(i..i + 2));
        pairs.into_iter().find(|pair| lists::is_fuel(pair)).map(str::to_string)
    })
}

/// M1, N1, L3E... Two or three letters that the engine is not at ease with; the genre says which is likely.
pub(crate) fn category(evidence: &Evidence, genre: &Field) -> Field {
    let likely = match genre.value.as_ref().map(Value::text).as_deref() {
        Some("VP") => "M1",
        Some("CTTE") => "N1",
        Some("MTL" | "MTT1" | "MTT2") => "L3E",
        _ => "",
    };
    let read: Vec<(String, f64)> =
        evidence.all(Slot::J).map(|r| (codes(&r.text).replace('I', "1"), 0.3 + f64::from(r.confidence))).collect();
    let votes = |category: &str| -> f64 {
        let alike = read.iter().map(|(text, weight)| ratio(text, category) * weight).sum::<f64>();
        alike + if category == likely { 0.6 } else { 0.0 }
    };
    // The first of equals.
    let best =
        lists::categories().map(|c| (c, votes(c))).reduce(|best, next| if next.1 > best.1 { next } else { best });
    let Some((category, _)) = best.filter(|(_, votes)| *votes > 0.55) else { return Field::default() };
    let exact = read.iter().filter(|(text, _)| text == category).count();
    let base = 0.35 + 0.25 * exact.min(2) as f32;
    field(category, if category == likely { base + 0.1 } else { base }, false)
}

/// On the card, and its first four letters in the zone.
pub(crate) fn body(evidence: &Evidence) -> Field {
    let read = texts::of(evidence, Slot::J3);
    let zone = evidence.mrz.body.clone().unwrap_or_default();
    let known = |body: &&str| body.chars().take(4).collect::<String>().trim_end() == zone;
    let nearest = || closest(&plain(&read.text), lists::bodies(), 0.5).map(|(body, _)| body);
    // A short one that is not in the list is one of it that was misread: CT, CL for CI.
    let body = match plain(&read.text) {
        body if body.len() > 4 || body.is_empty() || lists::bodies().any(|b| b == body) => body,
        body => lists::bodies().find(known).or_else(nearest).map_or(body, str::to_string),
    };
    let sure = body.len() >= 2 && body.chars().take(4).collect::<String>().trim_end() == zone;
    // Four letters of a long word prove little of the rest.
    let short = body.len() <= 4;
    field(body, 0.3 + 0.5 * read.confidence, sure && short)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE1: &str = "CRFRAAA123BB2VF1RJA0006712345631903153VP<<<<";
    const LINE2: &str = "CI<<RENAULT<<<<<<<CLIO<<<<<<<<<2019BC1234522";

    fn told(field: Field) -> (String, bool) {
        (field.value.map(|v| v.text()).unwrap_or_default(), field.sure)
    }

    #[test]
    fn a_make_is_the_nearest_of_the_list() {
        let make = |read: &[(Slot, [&str; 3])]| told(make(&Evidence::of_texts(read)));
        assert_eq!(make(&[(Slot::D1, ["RENAULI", "", ""])]), ("RENAULT".into(), false));
        assert_eq!(make(&[(Slot::D1, ["RENAULT", "", ""]), (Slot::Mrz2, [LINE2, "", ""])]), ("RENAULT".into(), true));
        let dashed = LINE2.replace("RENAULT<<<<<<<", "MERCEDES<BENZ<");
        assert_eq!(
            make(&[(Slot::D1, ["MERCEDES-BENZ", "", ""]), (Slot::Mrz2, [&dashed, "", ""])]),
            ("MERCEDES-BENZ".into(), true)
        );
        let rare = [(Slot::D1, ["ZUNDAPP", "", ""]), (Slot::CouponMake, ["ZUNDAPP", "", ""])];
        assert_eq!(make(&rare), ("ZUNDAPP".into(), false));
        assert_eq!(make(&[]), (String::new(), false));
    }

    #[test]
    fn a_model_is_mended_by_the_list_and_confirmed_by_the_zone() {
        let model = |read: &[(Slot, [&str; 3])]| told(model(&Evidence::of_texts(read), &Field::default()));
        assert_eq!(model(&[(Slot::D3, ["5OO", "", ""])]), ("500".into(), false));
        assert_eq!(model(&[(Slot::D3, ["BERL1NGO", "", ""])]), ("BERLINGO".into(), false));
        assert_eq!(model(&[(Slot::D3, ["G740", "", ""])]), ("G740".into(), false));
        assert_eq!(model(&[(Slot::D3, ["CLIO", "", ""]), (Slot::Mrz2, [LINE2, "", ""])]), ("CLIO".into(), true));
        assert_eq!(model(&[(Slot::Mrz2, [LINE2, "", ""])]), ("CLIO".into(), false));
    }

    #[test]
    fn short_codes_come_from_their_lists() {
        let zone = (Slot::Mrz1, [LINE1, "", ""]);
        assert_eq!(told(genre(&Evidence::of_texts(&[(Slot::J1, ["VP", "", ""]), zone]))), ("VP".into(), true));
        assert_eq!(told(genre(&Evidence::of_texts(&[(Slot::J1, ["CTIE", "", ""])]))), ("CTTE".into(), false));
        assert_eq!(told(genre(&Evidence::of_texts(&[(Slot::J1, ["??", "", ""])]))), (String::new(), false));
        assert_eq!(told(genre(&Evidence::of_texts(&[(Slot::D21, ["M10RENVP61TGRFF", "", ""])]))), ("VP".into(), false));
        assert_eq!(told(fuel(&Evidence::of_texts(&[(Slot::P3, ["ES", "ES", "ES"])]))), ("ES".into(), true));
        assert_eq!(told(fuel(&Evidence::of_texts(&[(Slot::P3, ["G0", "", ""])]))), ("GO".into(), false));
        assert_eq!(told(fuel(&Evidence::of_texts(&[(Slot::P3, ["8L", "", ""])]))), ("EL".into(), false));
    }
}
