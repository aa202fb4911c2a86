//! Where each field lies on the sheet, given how the card is bent near it.

use std::collections::BTreeMap;

use crate::anchors::Anchor;
use crate::crops::Region;
use crate::geometry::Point;
use crate::place::{Placed, PlacedWord};
use crate::sheet::PX_PER_MM;
use crate::template::{MARGIN_MM, SLOTS, Slot, mm};

/// Half the height of a field: a line of print and what lies between two.
const HALF_HEIGHT_MM: f64 = 2.7;
/// The machine-readable lines are further apart, and further from any label that tells where they are.
const HALF_ZONE_MM: f64 = 3.6;

pub(crate) struct Regions {
    pub slots: BTreeMap<Slot, Region>,
    /// The lines of the address, which are closer together when there are many.
    pub address: Region,
}

pub(crate) fn regions(placed: &Placed) -> Regions {
    let labels: Vec<Anchor> = placed.anchors.iter().filter(|a| !a.loose).copied().collect();
    let bends = [values(&labels, &placed.words), labels].concat();
    let mut slots = BTreeMap::new();
    for (slot, left, y, right) in SLOTS {
        slots.insert(slot, region(slot, mm(left, y), mm(right, y), &bends));
    }
    let (first, last) = (slots[&Slot::Address1], slots[&Slot::Address3]);
    let address = Region { top: first.top - 0.3 * PX_PER_MM, bottom: last.bottom + PX_PER_MM, ..first };
    Regions { slots, address }
}

/// The values that were read at the beginning of their place: they tell how the card is bent there, and how far it
/// was printed from where the form has it.
fn values(labels: &[Anchor], words: &[PlacedWord]) -> Vec<Anchor> {
    const NEAR_MM: (f64, f64) = (2.2, 1.7);
    let found = |&(_, left, y, _): &(Slot, f64, f64, f64)| {
        let printed = mm(left, y);
        let (dx, dy) = bend_at(printed, labels);
        let off = |w: &PlacedWord| (w.at.0 - printed.0 - dx, w.at.1 - printed.1 - dy);
        let fits = |w: &&PlacedWord| {
            let (x, y) = off(w);
            let print = w.text.chars().filter(char::is_ascii_alphanumeric).count();
            w.confidence > 0.3 && print >= 2 && x.abs() < NEAR_MM.0 && y.abs() < NEAR_MM.1
        };
        let nearest = words.iter().filter(fits).min_by(|a, b| off(a).1.abs().total_cmp(&off(b).1.abs()))?;
        Some(Anchor { name: "value", printed, seen: nearest.at, loose: false })
    };
    SLOTS.iter().filter_map(found).collect()
}

fn region(slot: Slot, start: Point, end: Point, bends: &[Anchor]) -> Region {
    let (dx, dy) = bend_at(start, bends);
    // The machine-readable lines are alone on white paper.
    let zone = matches!(slot, Slot::Mrz1 | Slot::Mrz2);
    let (before, after) = if zone { (3.0, 4.0) } else { (1.3, 0.0) };
    let half = if zone { HALF_ZONE_MM } else { HALF_HEIGHT_MM };
    let middle = start.1 + dy + MARGIN_MM.1;
    Region {
        left: (start.0 + dx + MARGIN_MM.0 - before) * PX_PER_MM,
        top: (middle - half) * PX_PER_MM,
        right: (end.0 + dx + MARGIN_MM.0 + after) * PX_PER_MM,
        bottom: (middle + half) * PX_PER_MM,
    }
}

/// How far the near labels are from where they should be: folds, crumple, stretch. Nearer ones weigh more, and those
/// on the same line still more.
fn bend_at(place: Point, bends: &[Anchor]) -> Point {
    let (mut sum, mut x, mut y) = (0.0, 0.0, 0.0);
    for bend in bends {
        let away = (bend.printed.0 - place.0).hypot((bend.printed.1 - place.1) * 1.6) + 3.0;
        if away <= 60.0 {
            let weight = away.powi(-2);
            sum += weight;
            x += weight * (bend.seen.0 - bend.printed.0);
            y += weight * (bend.seen.1 - bend.printed.1);
        }
    }
    if sum > 0.0 { ((x / sum).clamp(-2.0, 2.0), (y / sum).clamp(-2.0, 2.0)) } else { (0.0, 0.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Homography;

    fn placed(bends: &[(Point, Point)]) -> Placed {
        let anchor = |&(printed, seen): &(Point, Point)| Anchor { name: "D1", printed, seen, loose: false };
        Placed { map: Homography::scale(10.0), anchors: bends.iter().map(anchor).collect(), words: Vec::new() }
    }

    #[test]
    fn a_flat_card_has_its_fields_in_their_place() {
        let plate = regions(&placed(&[])).slots[&Slot::A];
        let (x, y) = mm(68.0, 86.0);
        assert!((plate.left - (x + 4.0 - 1.3) * 12.0).abs() < 1e-9);
        assert!(((plate.top + plate.bottom) / 2.0 - (y + 6.0) * 12.0).abs() < 1e-9);
    }

    #[test]
    fn a_bent_card_moves_the_fields_near_the_bend() {
        let at = mm(34.0, 438.0);
        let bent = regions(&placed(&[(at, (at.0 + 1.0, at.1 + 0.5)), (mm(34.0, 967.0), mm(34.0, 967.0))]));
        let flat = regions(&placed(&[]));
        let moved = |slot| (bent.slots[&slot].left - flat.slots[&slot].left) / 12.0;
        assert!(moved(Slot::D1) > 0.95 && moved(Slot::I) < 0.1 && moved(Slot::Mrz1) == 0.0);
    }

    #[test]
    fn a_value_printed_beside_its_place_is_followed() {
        let at = mm(50.0, 1228.0);
        let word = |text: &str, x: f64, y: f64| PlacedWord { text: text.into(), confidence: 0.8, at: (x, y) };
        let mut card = placed(&[]);
        card.words = vec![word("VF1RJA00067123456", at.0 + 0.8, at.1 - 1.2), word("--", at.0, at.1)];
        let (found, flat) = (regions(&card).slots[&Slot::CouponVin], regions(&placed(&[])).slots[&Slot::CouponVin]);
        assert!((found.left - flat.left - 0.8 * 12.0).abs() < 0.1 && (found.top - flat.top + 1.2 * 12.0).abs() < 0.1);
    }
}
