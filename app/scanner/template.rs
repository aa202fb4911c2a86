//! Where things are printed on the filled side of the card. Measured on the ministry's SPECIMEN, in the pixels of a view
//! 812 wide (scale from the machine-readable zone, 10 characters to the inch), given in millimetres from the top left
//! of the tinted area.

use crate::code::Code;
use crate::geometry::Point;

/// Width and height of what is looked at, and its margin around the tinted area, in millimetres.
pub(crate) const PAGE_MM: (f64, f64) = (134.0, 268.0);
pub(crate) const MARGIN_MM: (f64, f64) = (4.0, 6.0);
/// From one printed character to the next.
pub(crate) const PITCH_MM: f64 = 1.988;

const MM_PER_PX: f64 = 0.1661;

pub(crate) fn mm(x: f64, y: f64) -> Point {
    ((x - 20.0) * MM_PER_PX, y * MM_PER_PX)
}

/// A printed code: its name without dots, and the middle of its left edge.
pub(crate) const LABELS: [(&str, f64, f64); 41] = [
    ("A", 36., 86.),
    ("B", 235., 86.),
    ("C1", 36., 111.),
    ("C4A", 36., 227.),
    ("C41", 36., 256.),
    ("C3", 36., 287.),
    ("D1", 34., 438.),
    ("D2", 34., 468.),
    ("D21", 442., 492.),
    ("D3", 34., 526.),
    ("E", 485., 528.),
    ("F1", 34., 550.),
    ("F2", 215., 550.),
    ("F3", 397., 550.),
    ("G1", 215., 577.),
    ("J1", 215., 601.),
    ("J2", 397., 601.),
    ("J3", 530., 601.),
    ("P1", 34., 647.),
    ("P2", 215., 647.),
    ("P3", 397., 647.),
    ("P6", 530., 647.),
    ("S1", 215., 671.),
    ("S2", 397., 671.),
    ("U1", 530., 671.),
    ("U2", 34., 697.),
    ("V7", 215., 697.),
    ("V9", 397., 697.),
    ("X1", 34., 720.),
    ("Y1", 34., 743.),
    ("Y2", 215., 743.),
    ("Y3", 34., 767.),
    ("Y4", 215., 767.),
    ("Y5", 34., 791.),
    ("Y6", 215., 791.),
    ("Z1", 34., 892.),
    ("Z2", 34., 916.),
    ("Z3", 34., 943.),
    ("Z4", 34., 967.),
    // Words that are always printed serve as well.
    ("CERTIFICAT", 228., 18.),
    ("VISITE", 82., 720.),
];

/// More of these words, whose place depends on the width of the letters: good for the page, not for its details.
pub(crate) const LOOSE_LABELS: [(&str, f64, f64); 3] =
    [("PROPRIETAIRE", 181., 227.), ("VEHICULE", 373., 227.), ("AVANT", 166., 720.)];

/// A place where a value is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Slot {
    A,
    B,
    C1,
    GivenNames,
    C4a,
    C41,
    Address1,
    Address2,
    Address3,
    D1,
    D2,
    D21,
    D3,
    E,
    F1,
    F2,
    F3,
    G,
    G1,
    J,
    J1,
    J3,
    K,
    P1,
    P2,
    P3,
    P6,
    S1,
    U1,
    V7,
    V9,
    X1,
    /// The date at the end of X.1, after "VISITE AVANT LE ".
    X1Date,
    I,
    CouponPlate,
    CouponDate,
    CouponFormule,
    CouponVin,
    CouponMake,
    CouponName,
    CouponGivenNames,
    Mrz1,
    Mrz2,
}

impl Slot {
    /// Where a field is printed, in one place at least.
    pub(crate) fn of(code: Code) -> Option<Slot> {
        Some(match code {
            Code::A => Slot::A,
            Code::B => Slot::B,
            Code::C1 => Slot::C1,
            Code::C1GivenNames => Slot::GivenNames,
            Code::C41 => Slot::C41,
            Code::D1 => Slot::D1,
            Code::D2 => Slot::D2,
            Code::D21 => Slot::D21,
            Code::D3 => Slot::D3,
            Code::E => Slot::E,
            Code::F1 => Slot::F1,
            Code::F2 => Slot::F2,
            Code::F3 => Slot::F3,
            Code::G => Slot::G,
            Code::G1 => Slot::G1,
            Code::I => Slot::I,
            Code::J => Slot::J,
            Code::J1 => Slot::J1,
            Code::J3 => Slot::J3,
            Code::K => Slot::K,
            Code::P1 => Slot::P1,
            Code::P2 => Slot::P2,
            Code::P3 => Slot::P3,
            Code::P6 => Slot::P6,
            Code::S1 => Slot::S1,
            Code::U1 => Slot::U1,
            Code::V7 => Slot::V7,
            Code::V9 => Slot::V9,
            Code::X1 => Slot::X1,
            Code::Formule => Slot::CouponFormule,
            _ => return None,
        })
    }
}

/// A slot's left end, middle height and right end.
pub(crate) const SLOTS: [(Slot, f64, f64, f64); 43] = [
    (Slot::A, 68., 86., 200.),
    (Slot::B, 265., 86., 420.),
    (Slot::C1, 82., 111., 745.),
    (Slot::GivenNames, 82., 155., 745.),
    (Slot::C4a, 97., 227., 560.),
    (Slot::C41, 98., 256., 600.),
    (Slot::Address1, 83., 308., 735.),
    (Slot::Address2, 83., 353., 735.),
    (Slot::Address3, 83., 397., 735.),
    (Slot::D1, 82., 438., 440.),
    (Slot::D2, 82., 468., 440.),
    (Slot::D21, 501., 492., 750.),
    (Slot::D3, 82., 526., 478.),
    (Slot::E, 517., 528., 752.),
    (Slot::F1, 82., 550., 210.),
    (Slot::F2, 261., 550., 392.),
    (Slot::F3, 442., 550., 570.),
    (Slot::G, 82., 577., 210.),
    (Slot::G1, 261., 577., 390.),
    (Slot::J, 82., 601., 210.),
    (Slot::J1, 261., 601., 392.),
    (Slot::J3, 576., 601., 740.),
    (Slot::K, 82., 624., 440.),
    (Slot::P1, 82., 647., 210.),
    (Slot::P2, 261., 647., 392.),
    (Slot::P3, 442., 647., 525.),
    (Slot::P6, 576., 647., 680.),
    (Slot::S1, 261., 671., 392.),
    (Slot::U1, 576., 671., 680.),
    (Slot::V7, 261., 697., 390.),
    (Slot::V9, 442., 697., 752.),
    (Slot::X1, 82., 720., 440.),
    (Slot::X1Date, 273.5, 720., 440.),
    (Slot::I, 82., 870., 260.),
    (Slot::CouponPlate, 50., 1170., 205.),
    (Slot::CouponDate, 215., 1170., 380.),
    (Slot::CouponFormule, 50., 1200., 260.),
    (Slot::CouponVin, 50., 1228., 300.),
    (Slot::CouponMake, 50., 1258., 300.),
    (Slot::CouponName, 50., 1304., 450.),
    (Slot::CouponGivenNames, 50., 1342., 450.),
    (Slot::Mrz1, 37., 1405., 715.),
    (Slot::Mrz2, 37., 1441., 715.),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_slot_lies_on_the_page_and_only_once() {
        let mut seen = Vec::new();
        for (slot, left, y, right) in SLOTS {
            assert!(!seen.contains(&slot), "{slot:?}");
            seen.push(slot);
            let (start, end) = (mm(left, y), mm(right, y));
            assert!(start.0 > 0.0 && end.0 < PAGE_MM.0 - MARGIN_MM.0 && end.1 < PAGE_MM.1 - MARGIN_MM.1, "{slot:?}");
            assert!(end.0 > start.0 + 5.0, "{slot:?}");
        }
    }
}
