use super::{MileageReading, MileageSource, Struck};
use crate::{
    db::TenantTx,
    error::{Error, Result},
    ids::{MileageReadingId, VehicleId},
};

pub async fn readings(tx: &mut TenantTx, vehicle: VehicleId) -> Result<Vec<MileageReading>> {
    let rows = sqlx::query!(
        "select r.id as \"id: MileageReadingId\", r.km, r.read_on, r.source as \"source: MileageSource\", r.reason,
                u.name as \"by?\", r.struck_at, s.name as \"struck_by?\", r.struck_reason
         from mileage_readings r
         left join users u on u.tenant_id = r.tenant_id and u.id = r.user_id
         left join users s on s.tenant_id = r.tenant_id and s.id = r.struck_by
         where r.vehicle_id = $1 and r.deleted_at is null
         order by r.read_on desc, r.created_at desc, r.id desc
         limit 200",
        vehicle.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| MileageReading {
            id: r.id,
            km: r.km,
            read_on: r.read_on,
            source: r.source,
            reason: r.reason,
            by: r.by,
            struck: r.struck_at.map(|at| Struck { at, by: r.struck_by, reason: r.struck_reason }),
        })
        .collect())
}

pub async fn insert_mileage(
    tx: &mut TenantTx,
    id: VehicleId,
    km: i32,
    source: MileageSource,
    reason: &str,
) -> Result<()> {
    let (today, by) = (tx.cx().today(), tx.cx().actor.user());
    sqlx::query!(
        "insert into mileage_readings (id, vehicle_id, km, read_on, source, reason, user_id) values ($1, $2, $3, $4, $5, $6, $7)",
        uuid::Uuid::now_v7(),
        id.0,
        km,
        today,
        source.as_str(),
        reason,
        by.map(|u| u.0)
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The vehicle shows its last right reading.
pub async fn set_mileage(tx: &mut TenantTx, id: VehicleId) -> Result<()> {
    sqlx::query!(
        "update vehicles v set mileage_km = l.km, mileage_on = l.read_on
         from (select 1) one left join lateral (
             select r.km, r.read_on from mileage_readings r
             where r.vehicle_id = $1 and r.struck_at is null and r.deleted_at is null
             order by r.read_on desc, r.created_at desc, r.id desc limit 1) l on true
         where v.id = $1",
        id.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn vehicle_of_reading(tx: &mut TenantTx, id: MileageReadingId) -> Result<VehicleId> {
    sqlx::query_scalar!(
        "select vehicle_id as \"v: VehicleId\" from mileage_readings where id = $1 and deleted_at is null",
        id.0
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)
}

pub async fn strike(tx: &mut TenantTx, id: MileageReadingId, reason: &str) -> Result<()> {
    let (now, by) = (tx.cx().now, tx.cx().actor.user());
    sqlx::query!(
        "update mileage_readings set struck_at = $2, struck_by = $3, struck_reason = $4 where id = $1 and struck_at is null",
        id.0,
        now,
        by.map(|u| u.0),
        reason
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
