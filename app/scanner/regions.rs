//! Where each field lies on the sheet, given how the card is bent near it.

use std::collections::BTreeMap;

use crate::anchors::Anchor;
use crate::crops::Region;
use crate::geometry::Point;
use crate::place::Placed;
use crate::sheet::PX_PER_MM;
use crate::template::{MARGIN_MM, SLOTS, Slot, mm};

/// Half the height of a field: a line of print and what lies between two.
const HALF_HEIGHT_MM: f64 = 2.7;

pub(crate) struct Regions {
    pub slots: BTreeMap<Slot, Region>,
    /// The lines of the address, which are closer together when there are many.
    pub address: Region,
}

pub(crate) fn regions(placed: &Placed) -> Regions {
    let bends: Vec<&Anchor> = placed.anchors.iter().filter(|a| !a.loose).collect();
    let mut slots = BTreeMap::new();
    for (slot, left, y, right) in SLOTS {
        slots.insert(slot, region(slot, mm(left, y), mm(right, y), &bends));
    }
    let (first, last) = (slots[&Slot::Address1], slots[&Slot::Address3]);
    let address = Region { top: first.top - 0.3 * PX_PER_MM, bottom: last.bottom + PX_PER_MM, ..first };
    Regions { slots, address }
}

fn region(slot: Slot, start: Point, end: Point, bends: &[&Anchor]) -> Region {
    let (dx, dy) = bend_at(start, bends);
    // The machine-readable lines are alone on white paper.
    let (before, after) = if matches!(slot, Slot::Mrz1 | Slot::Mrz2) { (3.0, 4.0) } else { (1.3, 0.0) };
    let middle = start.1 + dy + MARGIN_MM.1;
    Region {
        left: (start.0 + dx + MARGIN_MM.0 - before) * PX_PER_MM,
        top: (middle - HALF_HEIGHT_MM) * PX_PER_MM,
        right: (end.0 + dx + MARGIN_MM.0 + after) * PX_PER_MM,
        bottom: (middle + HALF_HEIGHT_MM) * PX_PER_MM,
    }
}

/// How far the near labels are from where they should be: folds, crumple, stretch. Nearer ones weigh more, and those
/// on the same line still more.
fn bend_at(place: Point, bends: &[&Anchor]) -> Point {
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
}
