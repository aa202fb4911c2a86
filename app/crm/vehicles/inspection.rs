//! When the contrôle technique is due, and why: a pure rule, without the clock. docs/legal.md, "Contrôle technique".
//!
//! - What a person typed wins.
//! - Cars and vans (VP, CTTE; a genre left empty is taken for one of them): within the six months before the fourth
//!   anniversary of the first registration, then every two years after the last inspection (C. route R323-22).
//! - A major or critical defect: the contre-visite within two months. A critical one forbids driving from the next day.
//! - Taxi, VTC, ambulance, auto-école: every year (marked by hand). Collection: five years, none before 1960 (marked by
//!   hand, to be confirmed). Motorcycles, quads and voiturettes (catégorie L) follow a table of their own and other
//!   genres other texts: no day is given rather than a false one.

use chrono::{Datelike, Months, NaiveDate};

use super::NewVehicle;

/// What a person says of the vehicle's use: the carte grise does not tell it apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InspectionRegime {
    #[default]
    Usual,
    /// Taxi, VTC, ambulance, auto-école.
    Yearly,
    Collection,
}

crate::text_enum!(InspectionRegime { Usual => "usual", Yearly => "yearly", Collection => "collection" });

/// The result of the last inspection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InspectionResult {
    #[default]
    Favorable,
    /// Défavorable pour défaillance majeure.
    Major,
    Critical,
}

crate::text_enum!(InspectionResult { Favorable => "favorable", Major => "major", Critical => "critical" });

/// Where the day comes from, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    Typed,
    /// Fourth anniversary of the first registration.
    First,
    /// Two years after the last one.
    Periodic,
    /// Two months after a major or critical defect.
    Repeat,
    /// One year after the last one, or after the first registration.
    Yearly,
    /// Five years after the last one.
    Collection,
    // No day:
    CollectionUnknown,
    /// Registered before 1960.
    TooOld,
    CategoryL,
    OtherGenre,
    Unknown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// To be passed at the latest.
    pub on: Option<NaiveDate>,
    pub basis: Basis,
    /// The first inspection may be passed from this day on.
    pub from: Option<NaiveDate>,
    /// A van's complementary pollution check, one year after the inspection (to be confirmed).
    pub pollution_by: Option<NaiveDate>,
}

/// J.1 of two- and three-wheelers and quadricycles: cyclomoteur, motocyclettes, tricycle, quadricycles.
const CATEGORY_L: [&str; 9] = ["CL", "CYCL", "MTL", "MTT1", "MTT2", "MTTE", "TM", "QM", "QLEM"];

/// The rule.
pub fn due(vehicle: &NewVehicle) -> Due {
    let (basis, on) = basis(vehicle);
    let from = on.filter(|_| basis == Basis::First).and_then(|day| day.checked_sub_months(Months::new(6)));
    let checked = vehicle.inspected_on.filter(|_| vehicle.inspection_result == InspectionResult::Favorable);
    // Electric vans emit nothing to be checked.
    let pollutes = vehicle.genre == "CTTE" && !["EL", "H2"].contains(&vehicle.energy.as_str());
    let pollution_by = checked.filter(|_| pollutes).and_then(|day| years_after(day, 1));
    Due { on, basis, from, pollution_by }
}

fn basis(v: &NewVehicle) -> (Basis, Option<NaiveDate>) {
    if v.inspection_due_on.is_some() {
        return (Basis::Typed, v.inspection_due_on);
    }
    if let Some(day) = v.inspected_on.filter(|_| v.inspection_result != InspectionResult::Favorable) {
        return (Basis::Repeat, day.checked_add_months(Months::new(2)));
    }
    match v.inspection_regime {
        InspectionRegime::Collection if v.first_registered_on.is_some_and(|day| day.year() < 1960) => {
            (Basis::TooOld, None)
        }
        InspectionRegime::Collection => match v.inspected_on {
            Some(day) => (Basis::Collection, years_after(day, 5)),
            None => (Basis::CollectionUnknown, None),
        },
        InspectionRegime::Yearly => known(Basis::Yearly, v.inspected_on.or(v.first_registered_on), 1),
        InspectionRegime::Usual if CATEGORY_L.contains(&v.genre.as_str()) => (Basis::CategoryL, None),
        InspectionRegime::Usual if !["", "VP", "CTTE"].contains(&v.genre.as_str()) => (Basis::OtherGenre, None),
        InspectionRegime::Usual if v.inspected_on.is_some() => known(Basis::Periodic, v.inspected_on, 2),
        InspectionRegime::Usual => known(Basis::First, v.first_registered_on, 4),
    }
}

fn known(basis: Basis, from: Option<NaiveDate>, years: u32) -> (Basis, Option<NaiveDate>) {
    match from {
        Some(day) => (basis, years_after(day, years)),
        None => (Basis::Unknown, None),
    }
}

/// 29 February becomes the 28th, as in Postgres.
fn years_after(day: NaiveDate, years: u32) -> Option<NaiveDate> {
    day.checked_add_months(Months::new(years * 12))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<NaiveDate> {
        Some(text).filter(|t| !t.is_empty()).map(|t| t.parse().unwrap())
    }

    fn car(genre: &str, first: &str, inspected: &str) -> NewVehicle {
        NewVehicle {
            genre: genre.into(),
            first_registered_on: day(first),
            inspected_on: day(inspected),
            ..NewVehicle::default()
        }
    }

    #[test]
    fn four_years_then_two() {
        for (genre, first, inspected, expected, basis) in [
            ("VP", "2023-06-15", "", "2027-06-15", Basis::First),
            ("", "2023-06-15", "", "2027-06-15", Basis::First),
            ("CTTE", "2024-02-29", "", "2028-02-29", Basis::First),
            ("VP", "2023-06-15", "2027-03-02", "2029-03-02", Basis::Periodic),
            ("VP", "", "2024-02-29", "2026-02-28", Basis::Periodic),
            ("VP", "", "", "", Basis::Unknown),
            ("MTL", "2020-01-01", "2025-01-01", "", Basis::CategoryL),
            ("VASP", "2020-01-01", "", "", Basis::OtherGenre),
        ] {
            let found = due(&car(genre, first, inspected));
            assert_eq!((found.on, found.basis), (day(expected), basis), "{genre} {first} {inspected}");
        }
        assert_eq!(due(&car("VP", "2023-06-15", "")).from, day("2026-12-15"));
        assert_eq!(due(&car("VP", "2023-06-15", "2027-03-02")).from, None);
    }

    #[test]
    fn what_was_typed_wins() {
        let typed =
            |genre| NewVehicle { inspection_due_on: day("2026-08-01"), ..car(genre, "2023-06-15", "2024-01-01") };
        for genre in ["VP", "MTL", "VASP"] {
            assert_eq!((due(&typed(genre)).on, due(&typed(genre)).basis), (day("2026-08-01"), Basis::Typed));
        }
    }

    #[test]
    fn a_grave_defect_is_seen_again_within_two_months() {
        for result in [InspectionResult::Major, InspectionResult::Critical] {
            let failed = NewVehicle { inspection_result: result, ..car("CTTE", "2015-06-15", "2025-12-31") };
            let found = due(&failed);
            assert_eq!((found.on, found.basis, found.pollution_by), (day("2026-02-28"), Basis::Repeat, None));
        }
    }

    #[test]
    fn other_uses_have_other_terms() {
        let of = |regime, first, inspected| {
            let found = due(&NewVehicle { inspection_regime: regime, ..car("VP", first, inspected) });
            (found.on, found.basis)
        };
        use InspectionRegime::{Collection, Yearly};
        assert_eq!(of(Yearly, "2024-01-10", ""), (day("2025-01-10"), Basis::Yearly));
        assert_eq!(of(Yearly, "2020-01-10", "2026-03-01"), (day("2027-03-01"), Basis::Yearly));
        assert_eq!(of(Collection, "1972-01-10", "2024-03-01"), (day("2029-03-01"), Basis::Collection));
        assert_eq!(of(Collection, "1972-01-10", ""), (None, Basis::CollectionUnknown));
        assert_eq!(of(Collection, "1959-12-31", "2024-03-01"), (None, Basis::TooOld));
    }

    #[test]
    fn a_van_is_smelt_after_a_year() {
        assert_eq!(due(&car("CTTE", "2015-01-01", "2025-05-04")).pollution_by, day("2026-05-04"));
        assert_eq!(due(&car("VP", "2015-01-01", "2025-05-04")).pollution_by, None);
        assert_eq!(due(&NewVehicle { energy: "EL".into(), ..car("CTTE", "", "2025-05-04") }).pollution_by, None);
    }
}
