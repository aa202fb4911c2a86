//! Vehicles: plate, VIN, what the carte grise says, the odometer.

mod booklet;
pub mod bulk;
mod form;
mod history;
pub mod inspection;
mod mileage;
mod owners;
mod page;
mod recalls;
mod store;

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    activities::{self, ActivityKind, NewActivity, Told},
    db::TenantTx,
    document::VehicleLabel,
    error::{Error, Result, Why},
    ids::{ContactId, VehicleId},
    listed::Listed,
    plate::Plate,
    text,
    vin::Vin,
};

pub use booklet::{Booklet, BookletVehicle, BookletWork, Next, booklet};
pub use form::{MileageForm, StrikeForm, VehicleForm, date as parse_date};
pub use history::{History, Work, WorkInvoice, WorkOperation, WorkOrder, YearOfWorks, history};
pub use inspection::{Basis, InspectionRegime, InspectionResult};
pub use mileage::{
    Estimate, MileageReading, MileageSource, Struck, estimate, note_mileage, parse_mileage, readings, strike,
    vehicle_of_reading,
};
pub use owners::{FormerVehicle, Ownership, SaleForm, formerly_of, owners, sell, undo_sale};
pub use page::{After, Filter, page};
pub use recalls::{Recall, RecallForm, RecallState, note_recall, recalls, set_recall_done};

#[derive(Clone, Debug, Default)]
pub struct NewVehicle {
    pub owner: Option<ContactId>,
    pub plate: Option<Plate>,
    pub vin: Option<Vin>,
    pub make: String,
    pub model: String,
    /// D.2: type, variant, version.
    pub variant: String,
    /// D.2.1.
    pub cnit: String,
    /// J.1: VP, CTTE…
    pub genre: String,
    /// P.3: ES, GO, EL…
    pub energy: String,
    pub first_registered_on: Option<NaiveDate>,
    pub registered_on: Option<NaiveDate>,
    /// P.6, in CV.
    pub fiscal_power: Option<i32>,
    pub power_kw: Option<i32>,
    /// Contrôle technique: to be passed before, as a person typed it. What follows of the rest is `inspection::due`.
    pub inspection_due_on: Option<NaiveDate>,
    pub inspection_regime: InspectionRegime,
    /// The last one.
    pub inspected_on: Option<NaiveDate>,
    pub inspection_result: InspectionResult,
    pub warranty: Warranty,
    pub warranty_until: Option<NaiveDate>,
    pub warranty_km: Option<i32>,
    pub notes: String,
}

/// Whose guarantee.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Warranty {
    #[default]
    None,
    Maker,
    Garage,
}

crate::text_enum!(Warranty { None => "none", Maker => "maker", Garage => "garage" });

#[derive(Clone, Debug)]
pub struct Vehicle {
    pub id: VehicleId,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub deleted_at: Option<DateTime<Utc>>,
    pub mileage_km: Option<i32>,
    pub mileage_on: Option<NaiveDate>,
    pub recall: RecallState,
    pub updated_at: DateTime<Utc>,
    pub is: NewVehicle,
}

#[derive(Clone, Debug)]
pub struct VehicleRow {
    pub id: VehicleId,
    pub plate: String,
    pub name: String,
    pub vin: Option<String>,
    pub mileage_km: Option<i32>,
    pub owner: Option<ContactId>,
    pub owner_name: Option<String>,
    pub recall: RecallState,
    pub created_at: DateTime<Utc>,
}

impl NewVehicle {
    /// `Renault Clio`, or what is known.
    pub fn name(&self) -> String {
        format!("{} {}", self.make, self.model).trim().to_owned()
    }
    pub fn plate_shown(&self) -> &str {
        self.plate.as_ref().map_or("", Plate::shown)
    }
    fn plate_key(&self) -> &str {
        self.plate.as_ref().map_or("", Plate::key)
    }
    fn search_text(&self) -> String {
        text::searchable([
            self.plate_key().to_lowercase().as_str(),
            &self.vin.as_ref().map(|v| v.as_str().to_lowercase()).unwrap_or_default(),
            &text::key(&self.make),
            &text::key(&self.model),
        ])
    }
}

impl Vehicle {
    pub fn label(&self) -> VehicleLabel {
        VehicleLabel {
            plate: self.is.plate_shown().to_owned(),
            name: self.is.name(),
            vin: self.is.vin.as_ref().map(|v| v.as_str().to_owned()),
            mileage_km: self.mileage_km,
        }
    }
}

pub async fn create(tx: &mut TenantTx, new: &NewVehicle) -> Result<VehicleId> {
    if let Some(owner) = new.owner {
        crate::contacts::get(tx, owner).await?;
    }
    check_days(tx, new)?;
    let id = VehicleId::new();
    store::insert(tx, id, new).await?;
    owners::store::open(tx, id, new.owner, None).await?;
    log(tx, id, new.owner, ActivityKind::VehicleCreated, new.plate_shown()).await?;
    Ok(id)
}

/// One that was deleted is not found.
pub fn alive(vehicle: Vehicle) -> Result<Vehicle> {
    if vehicle.deleted_at.is_none() { Ok(vehicle) } else { Err(Error::NotFound) }
}

/// For a change that depends on what is there: nobody else changes it until the transaction ends.
pub async fn hold(tx: &mut TenantTx, id: VehicleId) -> Result<Vehicle> {
    store::lock(tx, id).await?;
    alive(store::get(tx, id).await?)
}

pub async fn get(tx: &mut TenantTx, id: VehicleId) -> Result<Vehicle> {
    store::get(tx, id).await
}

/// `Refused(Stale)` when somebody else saved meanwhile. Another owner is a sale of today.
pub async fn update(tx: &mut TenantTx, id: VehicleId, new: &NewVehicle, version: i32) -> Result<()> {
    if let Some(owner) = new.owner {
        crate::contacts::get(tx, owner).await?;
    }
    check_days(tx, new)?;
    store::lock(tx, id).await?;
    let before = store::get(tx, id).await?;
    let mut new = new.clone();
    // The day that was typed was that of the inspection before: another inspection makes it void.
    if new.inspected_on > before.is.inspected_on && new.inspection_due_on == before.is.inspection_due_on {
        new.inspection_due_on = None;
    }
    if !store::update(tx, id, &new, version).await? {
        return Err(Error::Refused(Why::Stale));
    }
    owners::changed(tx, id, before.is.owner, new.owner).await
}

fn check_days(tx: &TenantTx, new: &NewVehicle) -> Result<()> {
    match new.inspected_on {
        Some(day) if day > tx.cx().today() => Err(Error::invalid("inspected_on", Why::DateInFuture)),
        _ => Ok(()),
    }
}

pub async fn delete(tx: &mut TenantTx, id: VehicleId) -> Result<()> {
    let vehicle = store::get(tx, id).await?;
    if store::set_deleted(tx, id, true).await? {
        log(tx, id, vehicle.is.owner, ActivityKind::VehicleDeleted, vehicle.is.plate_shown()).await?;
    }
    Ok(())
}

pub async fn restore(tx: &mut TenantTx, id: VehicleId) -> Result<()> {
    let vehicle = store::get(tx, id).await?;
    if store::set_deleted(tx, id, false).await? {
        log(tx, id, vehicle.is.owner, ActivityKind::VehicleRestored, vehicle.is.plate_shown()).await?;
    }
    Ok(())
}

/// Newest first. `before`: the last row of the page before.
pub async fn list(tx: &mut TenantTx, before: Option<(DateTime<Utc>, VehicleId)>) -> Result<Listed<VehicleRow>> {
    store::list(tx, before).await
}

pub async fn of_contact(tx: &mut TenantTx, contact: ContactId) -> Result<Vec<VehicleRow>> {
    store::of_contact(tx, contact).await
}

pub async fn search(tx: &mut TenantTx, typed: &str, limit: i32) -> Result<Vec<VehicleRow>> {
    let patterns = text::patterns(typed);
    if patterns.is_empty() { Ok(Vec::new()) } else { store::search(tx, &patterns, limit).await }
}

/// Plates of these customers' vehicles.
pub async fn plates_of(tx: &mut TenantTx, owners: &[ContactId]) -> Result<Vec<(ContactId, String)>> {
    store::plates_of(tx, owners).await
}

/// The same vehicle already known: same VIN, or same plate. Never unique by law (plates are exchanged), so it is offered.
pub async fn known_as(tx: &mut TenantTx, plate: Option<&Plate>, vin: Option<&Vin>) -> Result<Vec<VehicleRow>> {
    store::known_as(tx, plate.map_or("", Plate::key), vin.map(Vin::as_str)).await
}

async fn log(
    tx: &mut TenantTx,
    id: VehicleId,
    owner: Option<ContactId>,
    kind: ActivityKind,
    plate: &str,
) -> Result<()> {
    let subject = format!("/vehicles/{id}");
    let told = Told { what: Some(plate.to_owned()), ..Told::default() };
    activities::log(tx, NewActivity { kind, contact: owner, vehicle: Some(id), subject: &subject, told }).await
}
