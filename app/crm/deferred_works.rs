//! Travaux à prévoir: what was refused, put off or noticed, kept on the vehicle until it is done.

mod form;
mod store;

use chrono::{Months, NaiveDate};

use crate::{
    db::TenantTx,
    error::{Error, Result, Why},
    ids::{ContactId, DeferredWorkId, QuoteId, VehicleId},
    money::Cents,
    operations::Operation,
    policy::Act,
    vehicles,
};

pub use form::DeferredForm;

/// What a person writes of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewDeferredWork {
    pub label: String,
    /// Estimated, TTC.
    pub gross: Option<Cents>,
    pub due_on: Option<NaiveDate>,
    pub due_km: Option<i32>,
    pub notes: String,
}

#[derive(Clone, Debug)]
pub struct DeferredWork {
    pub id: DeferredWorkId,
    pub version: i32,
    pub vehicle: VehicleId,
    pub noted_on: NaiveDate,
    pub done_on: Option<NaiveDate>,
    /// Refused on this quote; none when written by hand.
    pub quote: Option<QuoteId>,
    pub is: NewDeferredWork,
}

/// How near it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    Past,
    /// Within two months, or 2 000 km.
    Soon,
    Later,
}

const SOON_MONTHS: Months = Months::new(2);
const SOON_KM: i32 = 2_000;

impl DeferredWork {
    /// By the day or by the odometer, whichever comes first.
    pub fn nearness(&self, today: NaiveDate, km: Option<i32>) -> Nearness {
        let by_day = self.is.due_on.map(|day| match day {
            day if day < today => Nearness::Past,
            day if today.checked_add_months(SOON_MONTHS).is_some_and(|soon| day <= soon) => Nearness::Soon,
            _ => Nearness::Later,
        });
        let by_km = self.is.due_km.zip(km).map(|(due, now)| match due - now {
            left if left < 0 => Nearness::Past,
            left if left <= SOON_KM => Nearness::Soon,
            _ => Nearness::Later,
        });
        by_day.into_iter().chain(by_km).min().unwrap_or(Nearness::Later)
    }
}

/// The operations a customer refused become work to foresee on his vehicle, each as a whole.
pub async fn note_refused(
    tx: &mut TenantTx,
    quote: QuoteId,
    contact: ContactId,
    vehicle: VehicleId,
    refused: &[&Operation<'_>],
) -> Result<()> {
    store::note_refused(tx, quote, contact, vehicle, refused).await
}

/// Noticed in the workshop, written by hand.
pub async fn create(tx: &mut TenantTx, vehicle: VehicleId, new: &NewDeferredWork) -> Result<DeferredWorkId> {
    let of = vehicles::get(tx, vehicle).await?;
    if of.deleted_at.is_some() {
        return Err(Error::NotFound);
    }
    store::insert(tx, vehicle, of.is.owner, new).await
}

pub async fn get(tx: &mut TenantTx, id: DeferredWorkId) -> Result<DeferredWork> {
    store::get(tx, id).await
}

/// `Refused(Stale)` when somebody else saved meanwhile. Who sees no price changes none.
pub async fn update(tx: &mut TenantTx, id: DeferredWorkId, new: &NewDeferredWork, version: i32) -> Result<()> {
    let mut new = new.clone();
    if !tx.cx().may(Act::SeeQuotes) {
        new.gross = store::get(tx, id).await?.is.gross;
    }
    if store::update(tx, id, &new, version).await? {
        return Ok(());
    }
    store::get(tx, id).await?;
    Err(Error::Refused(Why::Stale))
}

/// What is still to be done, the nearest day first.
pub async fn of_vehicle(tx: &mut TenantTx, vehicle: VehicleId) -> Result<Vec<DeferredWork>> {
    store::of_vehicle(tx, vehicle).await
}

/// What was done lately, so that a slip of the hand can be taken back.
pub async fn done_lately(tx: &mut TenantTx, vehicle: VehicleId) -> Result<Vec<DeferredWork>> {
    store::done_lately(tx, vehicle).await
}

/// Done elsewhere, or here: it leaves the list.
pub async fn finish(tx: &mut TenantTx, id: DeferredWorkId) -> Result<VehicleId> {
    store::finish(tx, id).await
}

/// Not done after all.
pub async fn reopen(tx: &mut TenantTx, id: DeferredWorkId) -> Result<VehicleId> {
    store::reopen(tx, id).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_day_and_odometer_counts() {
        let today: NaiveDate = "2026-11-22".parse().unwrap();
        let work = |day: &str, due_km: Option<i32>| DeferredWork {
            id: DeferredWorkId::new(),
            version: 1,
            vehicle: VehicleId::new(),
            noted_on: today,
            done_on: None,
            quote: None,
            is: NewDeferredWork { due_on: day.parse().ok(), due_km, ..NewDeferredWork::default() },
        };
        for (day, due_km, km, expected) in [
            ("", None, Some(50_000), Nearness::Later),
            ("2026-11-21", None, None, Nearness::Past),
            ("2026-11-22", None, None, Nearness::Soon),
            ("2027-01-22", None, None, Nearness::Soon),
            ("2027-01-23", None, None, Nearness::Later),
            ("2027-06-01", Some(51_000), Some(50_000), Nearness::Soon),
            ("2026-12-01", Some(90_000), Some(50_000), Nearness::Soon),
            ("", Some(49_999), Some(50_000), Nearness::Past),
            ("", Some(49_999), None, Nearness::Later),
        ] {
            assert_eq!(work(day, due_km).nearness(today, km), expected, "{day} {due_km:?} {km:?}");
        }
    }
}
