//! Carnet d'entretien: what was done to a vehicle here, for who buys it. It names no owner: neither today's nor those
//! before, nor what they asked for in their words.

use chrono::NaiveDate;

use super::{Basis, Vehicle, Warranty, history, inspection, recalls};
use crate::{db::TenantTx, deferred_works, document::Seller, error::Result, garages, ids::VehicleId, money::Cents};

#[derive(Clone, Debug)]
pub struct Booklet {
    pub seller: Seller,
    /// A demo garage: it says FACTICE.
    pub demo: bool,
    /// The day it is made.
    pub on: NaiveDate,
    pub vehicle: BookletVehicle,
    /// The oldest first, as in a paper booklet.
    pub works: Vec<BookletWork>,
    pub next: Vec<Next>,
    pub with_prices: bool,
}

#[derive(Clone, Debug)]
pub struct BookletVehicle {
    pub plate: String,
    pub name: String,
    pub vin: Option<String>,
    pub energy: String,
    pub first_registered_on: Option<NaiveDate>,
    pub mileage: Option<(i32, NaiveDate)>,
}

#[derive(Clone, Debug)]
pub struct BookletWork {
    pub on: NaiveDate,
    pub km: Option<i32>,
    /// Empty: a visit that was not invoiced.
    pub operations: Vec<(String, Cents)>,
    pub gross: Cents,
}

/// What comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    Inspection { before: NaiveDate, typed: bool },
    Warranty { maker: bool, until: NaiveDate, km: Option<i32> },
    Recall { label: String, stop_drive: bool },
    Work { label: String, before: Option<NaiveDate>, km: Option<i32> },
}

pub async fn booklet(tx: &mut TenantTx, id: VehicleId, with_prices: bool) -> Result<Booklet> {
    let vehicle = super::get(tx, id).await?;
    let (garage, sign) = (garages::get(tx).await?, garages::sign(tx).await?);
    let today = tx.cx().today();
    let history = history(tx, id).await?;
    let works = history.works.into_iter().rev().filter(|w| w.is_done()).map(|w| BookletWork {
        on: w.on,
        km: w.km,
        gross: w.gross,
        operations: w.operations.into_iter().map(|o| (o.title, o.gross)).collect(),
    });
    let works = works.collect();
    let next = next(tx, &vehicle).await?;
    let is = &vehicle.is;
    Ok(Booklet {
        seller: garage.seller(),
        demo: sign.demo,
        on: today,
        vehicle: BookletVehicle {
            plate: is.plate_shown().to_owned(),
            name: is.name(),
            vin: is.vin.as_ref().map(|v| v.as_str().to_owned()),
            energy: is.energy.clone(),
            first_registered_on: is.first_registered_on,
            mileage: vehicle.mileage_km.zip(vehicle.mileage_on),
        },
        works,
        next,
        with_prices,
    })
}

async fn next(tx: &mut TenantTx, vehicle: &Vehicle) -> Result<Vec<Next>> {
    let (id, is, today) = (vehicle.id, &vehicle.is, tx.cx().today());
    let due = inspection::due(is);
    let mut next: Vec<Next> = Vec::new();
    next.extend(due.on.map(|before| Next::Inspection { before, typed: due.basis == Basis::Typed }));
    let left = recalls(tx, id).await?.into_iter().filter(|r| r.done_on.is_none());
    next.extend(left.map(|r| Next::Recall { label: r.label, stop_drive: r.stop_drive }));
    let warranty = is.warranty_until.filter(|until| is.warranty != Warranty::None && *until >= today);
    next.extend(warranty.map(|until| Next::Warranty {
        maker: is.warranty == Warranty::Maker,
        until,
        km: is.warranty_km,
    }));
    let deferred = deferred_works::of_vehicle(tx, id).await?;
    next.extend(deferred.into_iter().map(|w| Next::Work { label: w.is.label, before: w.is.due_on, km: w.is.due_km }));
    Ok(next)
}
