//! Who owned a vehicle, from when to when. A sale closes one ownership and opens the next: what was done for the former
//! owner stays his.

pub(super) mod store;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::store as vehicles;
use crate::{
    activities::ActivityKind,
    db::TenantTx,
    error::{Error, Fields, Result, Why},
    ids::{ContactId, VehicleId},
};

/// One ownership. The last one, without an end, is today's.
#[derive(Clone, Debug)]
pub struct Ownership {
    /// `None`: someone who is not a customer.
    pub owner: Option<ContactId>,
    pub owner_name: Option<String>,
    /// `None`: as far back as we know.
    pub since: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
}

/// A vehicle that was once a contact's.
#[derive(Clone, Debug)]
pub struct FormerVehicle {
    pub id: VehicleId,
    pub plate: String,
    pub name: String,
    pub until: NaiveDate,
}

/// A sale, as typed: to whom (empty: outside of the garage's customers) and on what day.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SaleForm {
    pub owner: String,
    pub sold_on: String,
}

impl SaleForm {
    pub fn parse(&self, fields: &mut Fields) -> Option<(Option<ContactId>, NaiveDate)> {
        let owner = match self.owner.trim() {
            "none" => Ok(None),
            "" => Err(Why::Missing),
            id => id.parse().map(Some).map_err(|_| Why::BadChoice),
        };
        let sold_on = match self.sold_on.trim() {
            "" => Err(Why::Missing),
            typed => super::parse_date(typed),
        };
        let (owner, sold_on) = (fields.keep("owner", owner), fields.keep("sold_on", sold_on));
        Some((owner?, sold_on?))
    }
}

/// The newest first; only today's when it never changed hands.
pub async fn owners(tx: &mut TenantTx, vehicle: VehicleId) -> Result<Vec<Ownership>> {
    store::owners(tx, vehicle).await
}

/// Vehicles that were this contact's and are no more.
pub async fn formerly_of(tx: &mut TenantTx, contact: ContactId) -> Result<Vec<FormerVehicle>> {
    store::formerly_of(tx, contact).await
}

/// Sold on that day. To who owns it already: done before, nothing happens. `Invalid` for a day before the last sale or
/// after today.
pub async fn sell(tx: &mut TenantTx, id: VehicleId, to: Option<ContactId>, on: NaiveDate) -> Result<()> {
    if let Some(to) = to {
        crate::contacts::alive(crate::contacts::get(tx, to).await?)?;
    }
    vehicles::lock(tx, id).await?;
    let vehicle = vehicles::get(tx, id).await?;
    if vehicle.deleted_at.is_some() {
        return Err(Error::NotFound);
    }
    if vehicle.is.owner == to {
        return Ok(());
    }
    let since = store::now(tx, id).await?;
    if on > tx.cx().today() {
        return Err(Error::invalid("sold_on", Why::DateInFuture));
    }
    if since.is_some_and(|since| on < since) {
        return Err(Error::invalid("sold_on", Why::BeforeLastSale));
    }
    vehicles::set_owner(tx, id, to).await?;
    hand_over(tx, id, to, on).await?;
    let plate = vehicle.is.plate_shown();
    super::log(tx, id, vehicle.is.owner, ActivityKind::VehicleSold, plate).await?;
    match to {
        Some(_) => super::log(tx, id, to, ActivityKind::VehicleBought, plate).await,
        None => Ok(()),
    }
}

/// What the form of the vehicle, or reception, changes: a sale of today. Changed back on the same day it is a slip of
/// the hand; an owner learnt of for the first time is no sale.
pub(super) async fn changed(
    tx: &mut TenantTx,
    id: VehicleId,
    from: Option<ContactId>,
    to: Option<ContactId>,
) -> Result<()> {
    if from == to {
        return Ok(());
    }
    let today = tx.cx().today();
    let since = store::now(tx, id).await?;
    match store::before(tx, id).await? {
        None if from.is_none() => store::name(tx, id, to).await,
        Some(before) if since == Some(today) && before == to => store::reopen(tx, id).await,
        _ => hand_over(tx, id, to, today).await,
    }
}

async fn hand_over(tx: &mut TenantTx, id: VehicleId, to: Option<ContactId>, on: NaiveDate) -> Result<()> {
    store::close(tx, id, on).await?;
    store::open(tx, id, to, Some(on)).await
}

/// Takes back the last change of owner: a mistaken sale, or a day to be corrected by selling again. Nothing to take
/// back: nothing happens. `Refused(Stale)` when somebody changed the vehicle meanwhile.
pub async fn undo_sale(tx: &mut TenantTx, id: VehicleId, version: i32) -> Result<()> {
    vehicles::lock(tx, id).await?;
    let vehicle = vehicles::get(tx, id).await?;
    if vehicle.version != version {
        return Err(Error::Refused(Why::Stale));
    }
    let Some(before) = store::before(tx, id).await? else { return Ok(()) };
    store::reopen(tx, id).await?;
    vehicles::set_owner(tx, id, before).await?;
    super::log(tx, id, before, ActivityKind::SaleUndone, vehicle.is.plate_shown()).await
}
