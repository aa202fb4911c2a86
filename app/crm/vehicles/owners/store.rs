use chrono::NaiveDate;

use super::{FormerVehicle, Ownership};
use crate::{
    db::TenantTx,
    error::{Error, Result},
    ids::{ContactId, VehicleId},
};

pub async fn owners(tx: &mut TenantTx, vehicle: VehicleId) -> Result<Vec<Ownership>> {
    let rows = sqlx::query_as!(
        Ownership,
        "select o.owner_id as \"owner: ContactId\",
                nullif(coalesce(nullif(c.company, ''), trim(c.last_name || ' ' || c.first_name)), '') as \"owner_name?\",
                o.since, o.until
         from vehicle_owners o left join contacts c on c.tenant_id = o.tenant_id and c.id = o.owner_id
         where o.vehicle_id = $1 and o.deleted_at is null
         order by o.until desc nulls first, o.since desc nulls last, o.created_at desc
         limit 50",
        vehicle.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

pub async fn formerly_of(tx: &mut TenantTx, contact: ContactId) -> Result<Vec<FormerVehicle>> {
    // Bought back since: a vehicle of today, not a former one.
    let rows = sqlx::query_as!(
        FormerVehicle,
        "select v.id as \"id: VehicleId\", v.plate, trim(v.make || ' ' || v.model) as \"name!\", max(o.until) as \"until!\"
         from vehicle_owners o join vehicles v on v.tenant_id = o.tenant_id and v.id = o.vehicle_id
         where o.owner_id = $1 and o.until is not null and o.deleted_at is null and v.deleted_at is null
           and v.owner_id is distinct from $1
         group by v.id, v.plate, v.make, v.model
         order by max(o.until) desc, v.id
         limit 20",
        contact.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// Who owns it and since when: each vehicle has such a row from its first day.
pub async fn now(tx: &mut TenantTx, vehicle: VehicleId) -> Result<Option<NaiveDate>> {
    sqlx::query_scalar!("select since from vehicle_owners where vehicle_id = $1 and until is null", vehicle.0)
        .fetch_optional(tx.conn())
        .await?
        .ok_or(Error::NotFound)
}

/// The owner before today's, if there was one: `Some(None)` was not a customer.
pub async fn before(tx: &mut TenantTx, vehicle: VehicleId) -> Result<Option<Option<ContactId>>> {
    let id = sqlx::query_scalar!(
        "select owner_id as \"owner: ContactId\" from vehicle_owners
         where vehicle_id = $1 and until is not null
         order by until desc, since desc nulls last, created_at desc
         limit 1",
        vehicle.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(id)
}

pub async fn open(
    tx: &mut TenantTx,
    vehicle: VehicleId,
    owner: Option<ContactId>,
    since: Option<NaiveDate>,
) -> Result<()> {
    let now = tx.cx().now;
    sqlx::query!(
        "insert into vehicle_owners (id, vehicle_id, owner_id, since, created_at) values ($1, $2, $3, $4, $5)",
        uuid::Uuid::now_v7(),
        vehicle.0,
        owner.map(|o| o.0),
        since,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// An owner learnt of, where there was none.
pub async fn name(tx: &mut TenantTx, vehicle: VehicleId, owner: Option<ContactId>) -> Result<()> {
    let owner = owner.map(|o| o.0);
    sqlx::query!("update vehicle_owners set owner_id = $2 where vehicle_id = $1 and until is null", vehicle.0, owner)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn close(tx: &mut TenantTx, vehicle: VehicleId, on: NaiveDate) -> Result<()> {
    sqlx::query!("update vehicle_owners set until = $2 where vehicle_id = $1 and until is null", vehicle.0, on)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Today's ownership never was: the one before goes on.
pub async fn reopen(tx: &mut TenantTx, vehicle: VehicleId) -> Result<()> {
    sqlx::query!("delete from vehicle_owners where vehicle_id = $1 and until is null", vehicle.0)
        .execute(tx.conn())
        .await?;
    sqlx::query!(
        "update vehicle_owners set until = null
         where vehicle_id = $1 and id = (
             select o.id from vehicle_owners o where o.vehicle_id = $1
             order by o.until desc, o.since desc nulls last, o.created_at desc
             limit 1)",
        vehicle.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
