//! Many vehicles at once, by one statement each: what an import writes.

use chrono::NaiveDate;
use serde::Serialize;
use sqlx::types::Json;
use uuid::Uuid;

use super::{MileageSource, NewVehicle, inspection};
use crate::{
    db::TenantTx,
    error::Result,
    ids::{ContactId, VehicleId},
    vin::Vin,
};

#[derive(Serialize)]
struct Flat {
    id: Uuid,
    owner: Option<Uuid>,
    plate: String,
    plate_key: String,
    vin: Option<String>,
    make: String,
    model: String,
    variant: String,
    energy: String,
    first_registered_on: Option<NaiveDate>,
    inspection_due_on: Option<NaiveDate>,
    inspection_next_on: Option<NaiveDate>,
    search_text: String,
    mileage_km: Option<i32>,
    mileage_on: Option<NaiveDate>,
    reading: Uuid,
    owning: Uuid,
}

/// New ones, each with its owner and with what its odometer shows, if a list says so.
pub async fn insert_all(tx: &mut TenantTx, all: &[(VehicleId, NewVehicle, Option<i32>)]) -> Result<()> {
    if all.is_empty() {
        return Ok(());
    }
    let today = tx.cx().today();
    let flat = |(id, v, km): &(VehicleId, NewVehicle, Option<i32>)| Flat {
        id: id.0,
        owner: v.owner.map(|o| o.0),
        plate: v.plate_shown().to_owned(),
        plate_key: v.plate_key().to_owned(),
        vin: v.vin.as_ref().map(|vin| vin.as_str().to_owned()),
        make: v.make.clone(),
        model: v.model.clone(),
        variant: v.variant.clone(),
        energy: v.energy.clone(),
        first_registered_on: v.first_registered_on,
        inspection_due_on: v.inspection_due_on,
        inspection_next_on: inspection::due(v).on,
        search_text: v.search_text(),
        mileage_km: *km,
        mileage_on: km.map(|_| today),
        reading: Uuid::now_v7(),
        owning: Uuid::now_v7(),
    };
    let rows: Vec<Flat> = all.iter().map(flat).collect();
    let user = tx.cx().actor.user().map(|u| u.0);
    sqlx::query!(
        "with r as materialized (
             select * from jsonb_to_recordset($1) as r (id uuid, owner uuid, plate text, plate_key text, vin text, make text, model text,
                 variant text, energy text, first_registered_on date, inspection_due_on date, inspection_next_on date, search_text text,
                 mileage_km integer, mileage_on date, reading uuid, owning uuid)),
         made as (
             insert into vehicles (id, owner_id, plate, plate_key, vin, make, model, variant, energy, first_registered_on,
                                   inspection_due_on, inspection_next_on, search_text, mileage_km, mileage_on)
             select id, owner, plate, plate_key, vin, make, model, variant, energy, first_registered_on, inspection_due_on,
                    inspection_next_on, search_text, mileage_km, mileage_on from r),
         owned as (insert into vehicle_owners (id, vehicle_id, owner_id) select owning, id, owner from r)
         insert into mileage_readings (id, vehicle_id, km, read_on, source, user_id)
         select reading, id, mileage_km, mileage_on, $2, $3 from r where mileage_km is not null",
        Json(&rows) as _,
        MileageSource::Import.as_str(),
        user
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A vehicle that is known already, and whose it is.
#[derive(Clone, Debug)]
pub struct Known {
    pub id: VehicleId,
    pub plate_key: String,
    pub vin: Option<String>,
    pub owner: Option<ContactId>,
}

/// Those that bear one of these plates or VINs.
pub async fn known(tx: &mut TenantTx, plates: &[String], vins: &[String]) -> Result<Vec<Known>> {
    let rows = sqlx::query_as!(
        Known,
        "select id as \"id: VehicleId\", plate_key, vin, owner_id as \"owner: ContactId\" from vehicles
         where deleted_at is null and id in (
             select id from vehicles where plate_key = any ($1)
             union all select id from vehicles where vin = any ($2))",
        plates,
        vins
    );
    Ok(rows.fetch_all(tx.conn()).await?)
}

impl NewVehicle {
    /// What it is known by: plate and VIN as they are compared.
    pub fn keys(&self) -> (Option<String>, Option<String>) {
        let plate = Some(self.plate_key().to_owned()).filter(|p| !p.is_empty());
        (plate, self.vin.as_ref().map(Vin::as_str).map(str::to_owned))
    }
}
