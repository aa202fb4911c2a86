//! The odometer: readings, by whom and where from, the wrong ones struck out; what it will show today.

mod store;

use chrono::{DateTime, NaiveDate, Utc};

use super::store as vehicles;
use crate::{
    db::TenantTx,
    error::{Error, Result, Why},
    ids::{MileageReadingId, VehicleId},
    text,
};

/// Where the kilometres come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MileageSource {
    Reception,
    Manual,
    Import,
    Invoice,
    Api,
}

crate::text_enum!(MileageSource {
    Reception => "reception",
    Manual => "manual",
    Import => "import",
    Invoice => "invoice",
    Api => "api",
});

/// One reading of the odometer.
#[derive(Clone, Debug)]
pub struct MileageReading {
    pub id: MileageReadingId,
    pub km: i32,
    pub read_on: NaiveDate,
    pub source: MileageSource,
    /// Why it showed less than before.
    pub reason: String,
    pub by: Option<String>,
    pub struck: Option<Struck>,
}

/// A reading that was wrong: kept, and counted no more.
#[derive(Clone, Debug)]
pub struct Struck {
    pub at: DateTime<Utc>,
    pub by: Option<String>,
    pub reason: String,
}

/// Newest first.
pub async fn readings(tx: &mut TenantTx, vehicle: VehicleId) -> Result<Vec<MileageReading>> {
    store::readings(tx, vehicle).await
}

/// Notes a reading of the odometer. Going backwards is refused without a reason (`MileageGoesBack`).
pub async fn note_mileage(
    tx: &mut TenantTx,
    id: VehicleId,
    km: i32,
    source: MileageSource,
    reason: &str,
) -> Result<()> {
    if !(0..=5_000_000).contains(&km) {
        return Err(Error::invalid("mileage_km", Why::BadMileage));
    }
    let known = vehicles::lock(tx, id).await?;
    if known.is_some_and(|k| km < k) && reason.trim().is_empty() {
        return Err(Error::invalid("mileage_km", Why::MileageGoesBack));
    }
    store::insert_mileage(tx, id, km, source, &text::line(reason)).await?;
    store::set_mileage(tx, id).await
}

/// Whose odometer it was.
pub async fn vehicle_of_reading(tx: &mut TenantTx, id: MileageReadingId) -> Result<VehicleId> {
    store::vehicle_of_reading(tx, id).await
}

/// Strikes out a wrong reading: it stays in sight, and the last right one counts. Struck already: nothing happens.
pub async fn strike(tx: &mut TenantTx, id: MileageReadingId, reason: &str) -> Result<VehicleId> {
    let reason = text::required(reason, 200).map_err(|why| Error::invalid("strike_reason", why))?;
    let vehicle = store::vehicle_of_reading(tx, id).await?;
    vehicles::lock(tx, vehicle).await?;
    store::strike(tx, id, &reason).await?;
    store::set_mileage(tx, vehicle).await?;
    Ok(vehicle)
}

/// `12 345 km`, as typed.
pub fn parse_mileage(typed: &str) -> std::result::Result<Option<i32>, Why> {
    let clean: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '.').collect();
    let clean = clean.to_lowercase().replace("km", "");
    if clean.is_empty() {
        return Ok(None);
    }
    clean.parse().ok().filter(|km| (0..=5_000_000).contains(km)).map(Some).ok_or(Why::BadMileage)
}

/// What the readings let one expect, to the hundred kilometres.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    pub km_a_year: i32,
    pub km_today: i32,
}

/// Least squares over the readings since the odometer last went back; none without two of them 30 days apart, or when
/// the vehicle does not drive. Readings come newest first.
pub fn estimate(readings: &[MileageReading], today: NaiveDate) -> Option<Estimate> {
    let right: Vec<&MileageReading> = readings.iter().filter(|r| r.struck.is_none()).collect();
    let since = right.windows(2).position(|pair| pair[0].km < pair[1].km).map_or(right.len(), |at| at + 1);
    let points = right.get(..since)?;
    let (newest, oldest) = (points.first()?, points.last()?);
    if (newest.read_on - oldest.read_on).num_days() < 30 {
        return None;
    }
    let days = |r: &MileageReading| (r.read_on - oldest.read_on).num_days() as f64;
    let many = points.len() as f64;
    let mean_days = points.iter().map(|r| days(r)).sum::<f64>() / many;
    let mean_km = points.iter().map(|r| f64::from(r.km)).sum::<f64>() / many;
    let rise: f64 = points.iter().map(|r| (days(r) - mean_days) * (f64::from(r.km) - mean_km)).sum();
    let run: f64 = points.iter().map(|r| (days(r) - mean_days).powi(2)).sum();
    let a_day = rise / run;
    if a_day <= 0.0 {
        return None;
    }
    let since_newest = (today - newest.read_on).num_days().max(0) as f64;
    let hundreds = |km: f64| ((km / 100.0).round() * 100.0).clamp(0.0, 5_000_000.0) as i32;
    let km_today = hundreds(f64::from(newest.km) + a_day * since_newest).max(newest.km);
    Some(Estimate { km_a_year: hundreds(a_day * 365.25), km_today })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(on: &str, km: i32) -> MileageReading {
        MileageReading {
            id: MileageReadingId::new(),
            km,
            read_on: on.parse().unwrap(),
            source: MileageSource::Manual,
            reason: String::new(),
            by: None,
            struck: None,
        }
    }

    fn expect(readings: &[MileageReading]) -> Option<(i32, i32)> {
        estimate(readings, "2026-07-01".parse().unwrap()).map(|e| (e.km_a_year, e.km_today))
    }

    #[test]
    fn two_readings_a_month_apart_say_how_much_it_drives() {
        assert_eq!(expect(&[]), None);
        assert_eq!(expect(&[read("2026-06-01", 50_000)]), None);
        assert_eq!(expect(&[read("2026-06-01", 51_000), read("2026-05-20", 50_000)]), None);
        assert_eq!(expect(&[read("2026-01-01", 60_000), read("2025-01-01", 50_000)]), Some((10_000, 65_000)));
        // It stands still.
        assert_eq!(expect(&[read("2026-01-01", 50_000), read("2025-01-01", 50_000)]), None);
    }

    #[test]
    fn what_was_struck_out_or_stood_before_another_odometer_does_not_count() {
        let mut wrong = read("2025-07-01", 560_000);
        wrong.struck = Some(Struck { at: DateTime::UNIX_EPOCH, by: None, reason: "un zéro de trop".into() });
        assert_eq!(expect(&[read("2026-01-01", 60_000), wrong, read("2025-01-01", 50_000)]), Some((10_000, 65_000)));
        let replaced = [read("2026-01-01", 10_000), read("2025-01-01", 0), read("2024-12-01", 180_000)];
        assert_eq!(expect(&replaced), Some((10_000, 15_000)));
    }
}
