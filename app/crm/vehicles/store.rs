use chrono::{DateTime, Utc};

pub use super::page::get;
use super::{NewVehicle, RecallState, VehicleRow, inspection};
use crate::{
    db::TenantTx,
    error::{Error, Result},
    ids::{ContactId, VehicleId},
    listed::Listed,
    vin::Vin,
};

pub async fn insert(tx: &mut TenantTx, id: VehicleId, v: &NewVehicle) -> Result<()> {
    sqlx::query!(
        "insert into vehicles (id, owner_id, plate, plate_key, vin, make, model, variant, cnit, genre, energy, first_registered_on,
                               registered_on, fiscal_power, power_kw, inspection_due_on, notes, search_text, inspection_regime,
                               inspected_on, inspection_result, inspection_next_on, warranty, warranty_until, warranty_km)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)",
        id.0,
        v.owner.map(|o| o.0),
        v.plate_shown(),
        v.plate_key(),
        v.vin.as_ref().map(Vin::as_str),
        v.make,
        v.model,
        v.variant,
        v.cnit,
        v.genre,
        v.energy,
        v.first_registered_on,
        v.registered_on,
        v.fiscal_power,
        v.power_kw,
        v.inspection_due_on,
        v.notes,
        v.search_text(),
        v.inspection_regime.as_str(),
        v.inspected_on,
        v.inspection_result.as_str(),
        inspection::due(v).on,
        v.warranty.as_str(),
        v.warranty_until,
        v.warranty_km
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn update(tx: &mut TenantTx, id: VehicleId, v: &NewVehicle, version: i32) -> Result<bool> {
    let done = sqlx::query!(
        "update vehicles
         set owner_id = $3, plate = $4, plate_key = $5, vin = $6, make = $7, model = $8, variant = $9, cnit = $10, genre = $11,
             energy = $12, first_registered_on = $13, registered_on = $14, fiscal_power = $15, power_kw = $16,
             inspection_due_on = $17, notes = $18, search_text = $19, inspection_regime = $20, inspected_on = $21,
             inspection_result = $22, inspection_next_on = $23, warranty = $24, warranty_until = $25, warranty_km = $26
         where id = $1 and version = $2 and deleted_at is null",
        id.0,
        version,
        v.owner.map(|o| o.0),
        v.plate_shown(),
        v.plate_key(),
        v.vin.as_ref().map(Vin::as_str),
        v.make,
        v.model,
        v.variant,
        v.cnit,
        v.genre,
        v.energy,
        v.first_registered_on,
        v.registered_on,
        v.fiscal_power,
        v.power_kw,
        v.inspection_due_on,
        v.notes,
        v.search_text(),
        v.inspection_regime.as_str(),
        v.inspected_on,
        v.inspection_result.as_str(),
        inspection::due(v).on,
        v.warranty.as_str(),
        v.warranty_until,
        v.warranty_km
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

pub async fn set_deleted(tx: &mut TenantTx, id: VehicleId, deleted: bool) -> Result<bool> {
    let at: Option<DateTime<Utc>> = deleted.then_some(tx.cx().now);
    let done = sqlx::query!(
        "update vehicles set deleted_at = $2 where id = $1 and (deleted_at is null) = $3",
        id.0,
        at,
        deleted
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The row locked; gives what the odometer showed last.
pub async fn lock(tx: &mut TenantTx, id: VehicleId) -> Result<Option<i32>> {
    sqlx::query_scalar!("select mileage_km from vehicles where id = $1 for update", id.0)
        .fetch_optional(tx.conn())
        .await?
        .ok_or(Error::NotFound)
}

pub async fn set_owner(tx: &mut TenantTx, id: VehicleId, owner: Option<ContactId>) -> Result<()> {
    sqlx::query!("update vehicles set owner_id = $2 where id = $1", id.0, owner.map(|o| o.0))
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn list(tx: &mut TenantTx, before: Option<(DateTime<Utc>, VehicleId)>) -> Result<Listed<VehicleRow>> {
    let (at, id) = before.unwrap_or((DateTime::<Utc>::MAX_UTC, VehicleId(uuid::Uuid::nil())));
    // Postgres holds no date after 294276.
    let at = at.min(DateTime::from_timestamp(32_503_680_000, 0).unwrap_or(at));
    let rows = sqlx::query_as!(
        VehicleRow,
        "select v.id as \"id: VehicleId\", v.plate, trim(v.make || ' ' || v.model) as \"name!\", v.vin, v.mileage_km,
                v.owner_id as \"owner: ContactId\", v.recall as \"recall: RecallState\",
                nullif(coalesce(nullif(c.company, ''), trim(c.last_name || ' ' || c.first_name)), '') as \"owner_name?\", v.created_at
         from vehicles v left join contacts c on c.tenant_id = v.tenant_id and c.id = v.owner_id
         where v.deleted_at is null and v.created_at <= $1 and (v.created_at < $1 or v.id > $2)
         order by v.created_at desc, v.id
         limit 51",
        at,
        id.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(Listed::of(rows))
}

pub async fn of_contact(tx: &mut TenantTx, contact: ContactId) -> Result<Vec<VehicleRow>> {
    let rows = sqlx::query_as!(
        VehicleRow,
        "select v.id as \"id: VehicleId\", v.plate, trim(v.make || ' ' || v.model) as \"name!\", v.vin, v.mileage_km,
                v.owner_id as \"owner: ContactId\", v.recall as \"recall: RecallState\", null::text as \"owner_name?\", v.created_at
         from vehicles v
         where v.owner_id = $1 and v.deleted_at is null
         order by v.created_at desc, v.id",
        contact.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

pub async fn search(tx: &mut TenantTx, patterns: &[String], limit: i32) -> Result<Vec<VehicleRow>> {
    let rows = sqlx::query_as!(
        VehicleRow,
        "select v.id as \"id: VehicleId\", v.plate, trim(v.make || ' ' || v.model) as \"name!\", v.vin, v.mileage_km,
                v.owner_id as \"owner: ContactId\", v.recall as \"recall: RecallState\",
                nullif(coalesce(nullif(c.company, ''), trim(c.last_name || ' ' || c.first_name)), '') as \"owner_name?\", v.created_at
         from vehicles v left join contacts c on c.tenant_id = v.tenant_id and c.id = v.owner_id
         where v.id = any (array(select search_vehicles($1, $2)))
         order by v.created_at desc, v.id",
        patterns,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

pub async fn known_as(tx: &mut TenantTx, plate_key: &str, vin: Option<&str>) -> Result<Vec<VehicleRow>> {
    let rows = sqlx::query_as!(
        VehicleRow,
        "select v.id as \"id: VehicleId\", v.plate, trim(v.make || ' ' || v.model) as \"name!\", v.vin, v.mileage_km,
                v.owner_id as \"owner: ContactId\", v.recall as \"recall: RecallState\",
                nullif(coalesce(nullif(c.company, ''), trim(c.last_name || ' ' || c.first_name)), '') as \"owner_name?\", v.created_at
         from vehicles v left join contacts c on c.tenant_id = v.tenant_id and c.id = v.owner_id
         where v.deleted_at is null and v.id in (
             select id from vehicles where plate_key = $1 and plate_key <> ''
             union all select id from vehicles where vin = $2)
         order by v.created_at desc
         limit 5",
        plate_key,
        vin
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

pub async fn plates_of(tx: &mut TenantTx, owners: &[ContactId]) -> Result<Vec<(ContactId, String)>> {
    let ids: Vec<uuid::Uuid> = owners.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        "select owner_id as \"owner!: ContactId\", plate from vehicles
         where owner_id = any ($1) and deleted_at is null and plate <> ''
         order by created_at",
        &ids
    );
    Ok(rows.fetch_all(tx.conn()).await?.into_iter().map(|r| (r.owner, r.plate)).collect())
}
