use chrono::{DateTime, Utc};

use super::{Outcome, Reading, Scan, ScanState, Share};
use crate::{
    db::TenantTx,
    error::{Error, Result},
    ids::{ContactId, FileId, RepairOrderId, ScanId, VehicleId},
};

fn context(id: ScanId) -> String {
    format!("scans.reading:{id}")
}

pub async fn insert(tx: &mut TenantTx, id: ScanId, file: FileId) -> Result<()> {
    sqlx::query!("insert into scans (id, file_id) values ($1, $2)", id.0, file.0).execute(tx.conn()).await?;
    Ok(())
}

pub async fn lock(tx: &mut TenantTx, id: ScanId) -> Result<ScanState> {
    sqlx::query_scalar!(
        "select state as \"state: ScanState\" from scans where id = $1 and deleted_at is null for update",
        id.0
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)
}

pub async fn get(tx: &mut TenantTx, id: ScanId) -> Result<Scan> {
    let r = sqlx::query!(
        "select state as \"state: ScanState\", file_id as \"file: FileId\", shown_file_id as \"shown: FileId\",
                page_file_id as \"page: FileId\", reading_sealed, reason, created_at, contact_id as \"contact: ContactId\",
                vehicle_id as \"vehicle: VehicleId\", repair_order_id as \"repair_order: RepairOrderId\"
         from scans where id = $1 and deleted_at is null",
        id.0
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)?;
    let reading = match r.reading_sealed {
        Some(sealed) => Some(tx.garage_key().await?.open_json(&sealed, &context(id))?),
        None => None,
    };
    Ok(Scan {
        id,
        state: r.state,
        file: r.file,
        shown: r.shown,
        page: r.page,
        reading,
        reason: r.reason,
        created_at: r.created_at,
        contact: r.contact,
        vehicle: r.vehicle,
        repair_order: r.repair_order,
    })
}

pub async fn recent(tx: &mut TenantTx) -> Result<Vec<(ScanId, ScanState, DateTime<Utc>)>> {
    let rows = sqlx::query!(
        "select id as \"id: ScanId\", state as \"state: ScanState\", created_at
         from scans where deleted_at is null and state <> 'adopted' order by id desc limit 8"
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|r| (r.id, r.state, r.created_at)).collect())
}

pub async fn finish(
    tx: &mut TenantTx,
    id: ScanId,
    reading: &Reading,
    shown: Option<FileId>,
    page: Option<FileId>,
) -> Result<()> {
    let sealed = tx.garage_key().await?.seal_json(reading, &context(id))?;
    let state = if reading.readable { ScanState::Read } else { ScanState::Unreadable };
    let now = tx.cx().now;
    sqlx::query!(
        "update scans
         set state = $2, reading_sealed = $3, reason = $4, cpu_ms = $5, finished_at = $6, shown_file_id = $7, page_file_id = $8
         where id = $1",
        id.0,
        state.as_str(),
        sealed,
        reading.reason,
        reading.cpu_ms,
        now,
        shown.map(|f| f.0),
        page.map(|f| f.0)
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn fail(tx: &mut TenantTx, id: ScanId, reason: &str) -> Result<()> {
    let now = tx.cx().now;
    sqlx::query!(
        "update scans set state = 'failed', reason = $2, finished_at = $3 where id = $1 and state = 'reading'",
        id.0,
        reason,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn set_reading(tx: &mut TenantTx, id: ScanId) -> Result<bool> {
    let done = sqlx::query!(
        "update scans set state = 'reading', reason = null, finished_at = null where id = $1 and state = 'failed'",
        id.0
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

pub async fn adopt(
    tx: &mut TenantTx,
    id: ScanId,
    contact: ContactId,
    vehicle: VehicleId,
    order: RepairOrderId,
    outcome: &Outcome,
) -> Result<()> {
    sqlx::query!(
        "update scans
         set state = 'adopted', contact_id = $2, vehicle_id = $3, repair_order_id = $4,
             read_codes = $5, sure_codes = $6, corrected = $7
         where id = $1",
        id.0,
        contact.0,
        vehicle.0,
        order.0,
        &outcome.read,
        &outcome.sure,
        &outcome.corrected
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Of the thousand readings confirmed last.
pub async fn shares(tx: &mut TenantTx) -> Result<Vec<Share>> {
    let rows = sqlx::query_as!(
        Share,
        "with latest as (
             select read_codes, sure_codes, corrected from scans
             where state = 'adopted' order by id desc limit 1000
         )
         select code as \"code!\",
                count(*) filter (where code = any (read_codes)) as \"read!\",
                count(*) filter (where code = any (read_codes) and code = any (corrected)) as \"corrected!\",
                count(*) filter (where code <> all (read_codes)) as \"typed!\",
                count(*) filter (where code = any (sure_codes)) as \"sure!\",
                count(*) filter (where code = any (sure_codes) and code = any (corrected)) as \"sure_corrected!\"
         from latest, lateral (select distinct unnest(read_codes || corrected) as code) as codes
         group by code order by code"
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}
