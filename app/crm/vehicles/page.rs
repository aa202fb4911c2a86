//! Vehicles whole: one, or a page of them for a program.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{InspectionRegime, InspectionResult, NewVehicle, RecallState, Vehicle, Warranty};
use crate::{
    db::TenantTx,
    error::{Error, Result},
    ids::{ContactId, VehicleId},
    plate::Plate,
    vin::Vin,
};

/// Which vehicles; nothing asked is all of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter<'a> {
    pub owner: Option<ContactId>,
    pub plate: Option<&'a Plate>,
    pub vin: Option<&'a Vin>,
}

/// Where a page begins: after this row.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct After {
    pub at: DateTime<Utc>,
    pub id: VehicleId,
}

/// A page holds 100 at most, and one more is read to know whether another follows.
const READ: usize = 101;

struct Row {
    id: VehicleId,
    version: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    deleted_at: Option<DateTime<Utc>>,
    mileage_km: Option<i32>,
    mileage_on: Option<NaiveDate>,
    recall: RecallState,
    owner: Option<ContactId>,
    plate: String,
    vin: Option<String>,
    make: String,
    model: String,
    variant: String,
    cnit: String,
    genre: String,
    energy: String,
    first_registered_on: Option<NaiveDate>,
    registered_on: Option<NaiveDate>,
    fiscal_power: Option<i32>,
    power_kw: Option<i32>,
    inspection_due_on: Option<NaiveDate>,
    inspection_regime: InspectionRegime,
    inspected_on: Option<NaiveDate>,
    inspection_result: InspectionResult,
    warranty: Warranty,
    warranty_until: Option<NaiveDate>,
    warranty_km: Option<i32>,
    notes: String,
}

macro_rules! stored {
    ($which:literal, $($value:expr),+) => {
        sqlx::query_as!(
            Row,
            "select id as \"id: VehicleId\", version, created_at, updated_at, deleted_at, mileage_km, mileage_on,
                    recall as \"recall: RecallState\", owner_id as \"owner: ContactId\", plate, vin, make, model, variant, cnit,
                    genre, energy, first_registered_on, registered_on, fiscal_power, power_kw, inspection_due_on,
                    inspection_regime as \"inspection_regime: InspectionRegime\", inspected_on,
                    inspection_result as \"inspection_result: InspectionResult\", warranty as \"warranty: Warranty\",
                    warranty_until, warranty_km, notes
             from vehicles "
                + $which,
            $($value),+
        )
    };
}

impl From<Row> for Vehicle {
    fn from(r: Row) -> Vehicle {
        Vehicle {
            id: r.id,
            version: r.version,
            created_at: r.created_at,
            updated_at: r.updated_at,
            deleted_at: r.deleted_at,
            mileage_km: r.mileage_km,
            mileage_on: r.mileage_on,
            recall: r.recall,
            is: NewVehicle {
                owner: r.owner,
                plate: Plate::parse(&r.plate).ok(),
                vin: r.vin.and_then(|v| Vin::parse(&v).ok()),
                make: r.make,
                model: r.model,
                variant: r.variant,
                cnit: r.cnit,
                genre: r.genre,
                energy: r.energy,
                first_registered_on: r.first_registered_on,
                registered_on: r.registered_on,
                fiscal_power: r.fiscal_power,
                power_kw: r.power_kw,
                inspection_due_on: r.inspection_due_on,
                inspection_regime: r.inspection_regime,
                inspected_on: r.inspected_on,
                inspection_result: r.inspection_result,
                warranty: r.warranty,
                warranty_until: r.warranty_until,
                warranty_km: r.warranty_km,
                notes: r.notes,
            },
        }
    }
}

pub async fn get(tx: &mut TenantTx, id: VehicleId) -> Result<Vehicle> {
    let row = stored!("where id = $1", id.0).fetch_optional(tx.conn()).await?;
    row.map(Into::into).ok_or(Error::NotFound)
}

/// Newest first, a hundred and one at most: a caller who shows fewer knows whether there are more. What is rarest of
/// what is asked names the index.
pub async fn page(tx: &mut TenantTx, filter: Filter<'_>, after: Option<&After>) -> Result<Vec<Vehicle>> {
    let owner = filter.owner.map(|o| o.0);
    let plate = filter.plate.map(Plate::key);
    let rows = match (filter.vin, plate, owner) {
        (Some(vin), ..) => by_vin(tx, vin).await?,
        (None, Some(plate), _) => {
            stored!("where deleted_at is null and plate_key = $1", plate).fetch_all(tx.conn()).await?
        }
        (None, None, Some(owner)) => {
            stored!("where deleted_at is null and owner_id = $1", owner).fetch_all(tx.conn()).await?
        }
        (None, None, None) => recent(tx, after).await?,
    };
    let wanted = |r: &Row| {
        plate.is_none_or(|key| Plate::parse(&r.plate).is_ok_and(|p| p.key() == key))
            && owner.is_none_or(|o| r.owner.map(|c| c.0) == Some(o))
            && after.is_none_or(|a| (r.created_at, std::cmp::Reverse(r.id)) < (a.at, std::cmp::Reverse(a.id)))
    };
    let mut rows: Vec<Row> = rows.into_iter().filter(wanted).collect();
    rows.sort_by_key(|r| (std::cmp::Reverse(r.created_at), r.id));
    rows.truncate(READ);
    Ok(rows.into_iter().map(Into::into).collect())
}

async fn by_vin(tx: &mut TenantTx, vin: &Vin) -> Result<Vec<Row>> {
    Ok(stored!("where deleted_at is null and vin = $1", vin.as_str()).fetch_all(tx.conn()).await?)
}

async fn recent(tx: &mut TenantTx, after: Option<&After>) -> Result<Vec<Row>> {
    // No vehicle was made after the year 2100.
    let far = DateTime::from_timestamp(4_102_444_800, 0).unwrap_or(DateTime::<Utc>::MAX_UTC);
    let (at, id) = after.map_or((far, uuid::Uuid::nil()), |a| (a.at, a.id.0));
    let rows = stored!(
        "where deleted_at is null and created_at <= $1 and (created_at < $1 or id > $2)
         order by created_at desc, id
         limit 101",
        at,
        id
    );
    Ok(rows.fetch_all(tx.conn()).await?)
}
