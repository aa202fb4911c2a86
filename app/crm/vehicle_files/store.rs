use chrono::{DateTime, Utc};

use super::{VehicleFile, VehicleFileKind, VehicleFileState};
use crate::{
    db::TenantTx,
    error::{Error, Result},
    ids::{FileId, ScanId, VehicleFileId, VehicleId},
};

pub async fn insert(
    tx: &mut TenantTx,
    id: VehicleFileId,
    vehicle: VehicleId,
    (kind, caption): (VehicleFileKind, &str),
    file: FileId,
) -> Result<()> {
    sqlx::query!(
        "insert into vehicle_files (id, vehicle_id, kind, caption, file_id) values ($1, $2, $3, $4, $5)",
        id.0,
        vehicle.0,
        kind.as_str(),
        caption,
        file.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn insert_scan(tx: &mut TenantTx, vehicle: VehicleId, scan: ScanId) -> Result<()> {
    sqlx::query!(
        "insert into vehicle_files (id, vehicle_id, kind, state, file_id, shown_file_id)
         select $1, $2, 'carte_grise', 'ready', file_id, shown_file_id from scans where id = $3 and shown_file_id is not null",
        VehicleFileId::new().0,
        vehicle.0,
        scan.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn lock(tx: &mut TenantTx, id: VehicleFileId) -> Result<VehicleFileState> {
    sqlx::query_scalar!("select state as \"state: VehicleFileState\" from vehicle_files where id = $1 for update", id.0)
        .fetch_optional(tx.conn())
        .await?
        .ok_or(Error::NotFound)
}

pub async fn get(tx: &mut TenantTx, id: VehicleFileId) -> Result<VehicleFile> {
    sqlx::query_as!(
        VehicleFile,
        "select v.id as \"id: VehicleFileId\", v.version, v.vehicle_id as \"vehicle: VehicleId\",
                v.kind as \"kind: VehicleFileKind\", v.caption, v.state as \"state: VehicleFileState\", v.file_id as \"file: FileId\",
                f.content_type, v.shown_file_id as \"shown: FileId\", v.thumb_file_id as \"thumb: FileId\", v.created_at, v.deleted_at
         from vehicle_files v join files f on f.tenant_id = v.tenant_id and f.id = v.file_id
         where v.id = $1",
        id.0
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)
}

pub async fn of_vehicle(tx: &mut TenantTx, vehicle: VehicleId) -> Result<Vec<VehicleFile>> {
    let rows = sqlx::query_as!(
        VehicleFile,
        "select v.id as \"id: VehicleFileId\", v.version, v.vehicle_id as \"vehicle: VehicleId\",
                v.kind as \"kind: VehicleFileKind\", v.caption, v.state as \"state: VehicleFileState\", v.file_id as \"file: FileId\",
                f.content_type, v.shown_file_id as \"shown: FileId\", v.thumb_file_id as \"thumb: FileId\", v.created_at, v.deleted_at
         from vehicle_files v join files f on f.tenant_id = v.tenant_id and f.id = v.file_id
         where v.vehicle_id = $1 and v.deleted_at is null
         order by v.id desc
         limit 200",
        vehicle.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

pub async fn finish(tx: &mut TenantTx, id: VehicleFileId, shown: FileId, thumb: FileId) -> Result<()> {
    sqlx::query!(
        "update vehicle_files set state = 'ready', shown_file_id = $2, thumb_file_id = $3 where id = $1",
        id.0,
        shown.0,
        thumb.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn fail(tx: &mut TenantTx, id: VehicleFileId) -> Result<()> {
    sqlx::query!("update vehicle_files set state = 'unreadable' where id = $1 and state = 'preparing'", id.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn update(
    tx: &mut TenantTx,
    id: VehicleFileId,
    kind: VehicleFileKind,
    caption: &str,
    version: i32,
) -> Result<bool> {
    let done = sqlx::query!(
        "update vehicle_files set kind = $3, caption = $4 where id = $1 and version = $2 and deleted_at is null",
        id.0,
        version,
        kind.as_str(),
        caption
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

pub async fn set_deleted(tx: &mut TenantTx, id: VehicleFileId, deleted: bool) -> Result<VehicleId> {
    let vehicle = get(tx, id).await?.vehicle;
    let at: Option<DateTime<Utc>> = deleted.then_some(tx.cx().now);
    sqlx::query!(
        "update vehicle_files set deleted_at = $2 where id = $1 and (deleted_at is null) = $3",
        id.0,
        at,
        deleted
    )
    .execute(tx.conn())
    .await?;
    Ok(vehicle)
}
