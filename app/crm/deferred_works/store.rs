use super::{DeferredWork, NewDeferredWork};
use crate::{
    db::TenantTx,
    error::{Error, Result},
    ids::{ContactId, DeferredWorkId, QuoteId, VehicleId},
    money::Cents,
    operations::Operation,
};

pub async fn note_refused(
    tx: &mut TenantTx,
    quote: QuoteId,
    contact: ContactId,
    vehicle: VehicleId,
    refused: &[&Operation<'_>],
) -> Result<()> {
    let today = tx.cx().today();
    let ids: Vec<uuid::Uuid> = refused.iter().map(|_| uuid::Uuid::now_v7()).collect();
    let line_ids: Vec<uuid::Uuid> = refused.iter().filter_map(|o| o.leader()).map(|id| id.0).collect();
    let labels: Vec<String> = refused.iter().map(|o| o.title.to_owned()).collect();
    let amounts: Vec<i64> = refused.iter().map(|o| o.gross().0).collect();
    sqlx::query!(
        "insert into deferred_works (id, vehicle_id, contact_id, quote_id, quote_line_id, label, gross_cents, reason, noted_on)
         select l.id, $1, $2, $3, l.line_id, l.label, l.gross, 'refused', $4
         from unnest($5::uuid[], $6::uuid[], $7::text[], $8::bigint[]) l(id, line_id, label, gross)",
        vehicle.0,
        contact.0,
        quote.0,
        today,
        &ids,
        &line_ids,
        &labels,
        &amounts
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn insert(
    tx: &mut TenantTx,
    vehicle: VehicleId,
    contact: Option<ContactId>,
    new: &NewDeferredWork,
) -> Result<DeferredWorkId> {
    let (id, today) = (DeferredWorkId::new(), tx.cx().today());
    sqlx::query!(
        "insert into deferred_works (id, vehicle_id, contact_id, label, gross_cents, due_on, due_km, notes, reason, noted_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 'noticed', $9)",
        id.0,
        vehicle.0,
        contact.map(|c| c.0),
        new.label,
        new.gross.map(|g| g.0),
        new.due_on,
        new.due_km,
        new.notes,
        today
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

struct Row {
    id: DeferredWorkId,
    version: i32,
    vehicle: VehicleId,
    noted_on: chrono::NaiveDate,
    done_on: Option<chrono::NaiveDate>,
    quote: Option<QuoteId>,
    label: String,
    gross: Option<Cents>,
    due_on: Option<chrono::NaiveDate>,
    due_km: Option<i32>,
    notes: String,
}

impl From<Row> for DeferredWork {
    fn from(r: Row) -> DeferredWork {
        let is = NewDeferredWork { label: r.label, gross: r.gross, due_on: r.due_on, due_km: r.due_km, notes: r.notes };
        DeferredWork {
            id: r.id,
            version: r.version,
            vehicle: r.vehicle,
            noted_on: r.noted_on,
            done_on: r.done_on,
            quote: r.quote,
            is,
        }
    }
}

pub async fn get(tx: &mut TenantTx, id: DeferredWorkId) -> Result<DeferredWork> {
    let row = sqlx::query_as!(
        Row,
        "select id as \"id: DeferredWorkId\", version, vehicle_id as \"vehicle: VehicleId\", noted_on, done_on,
                quote_id as \"quote: QuoteId\", label, gross_cents as \"gross: Cents\", due_on, due_km, notes
         from deferred_works where id = $1 and deleted_at is null",
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    row.map(Into::into).ok_or(Error::NotFound)
}

pub async fn update(tx: &mut TenantTx, id: DeferredWorkId, new: &NewDeferredWork, version: i32) -> Result<bool> {
    let done = sqlx::query!(
        "update deferred_works set label = $3, gross_cents = $4, due_on = $5, due_km = $6, notes = $7
         where id = $1 and version = $2 and deleted_at is null",
        id.0,
        version,
        new.label,
        new.gross.map(|g| g.0),
        new.due_on,
        new.due_km,
        new.notes
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

pub async fn of_vehicle(tx: &mut TenantTx, vehicle: VehicleId) -> Result<Vec<DeferredWork>> {
    let rows = sqlx::query_as!(
        Row,
        "select id as \"id: DeferredWorkId\", version, vehicle_id as \"vehicle: VehicleId\", noted_on, done_on,
                quote_id as \"quote: QuoteId\", label, gross_cents as \"gross: Cents\", due_on, due_km, notes
         from deferred_works where vehicle_id = $1 and done_on is null and deleted_at is null
         order by due_on, due_km, noted_on desc, id
         limit 100",
        vehicle.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

pub async fn done_lately(tx: &mut TenantTx, vehicle: VehicleId) -> Result<Vec<DeferredWork>> {
    let rows = sqlx::query_as!(
        Row,
        "select id as \"id: DeferredWorkId\", version, vehicle_id as \"vehicle: VehicleId\", noted_on, done_on,
                quote_id as \"quote: QuoteId\", label, gross_cents as \"gross: Cents\", due_on, due_km, notes
         from deferred_works where vehicle_id = $1 and done_on is not null and deleted_at is null
         order by done_on desc, id
         limit 5",
        vehicle.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

pub async fn finish(tx: &mut TenantTx, id: DeferredWorkId) -> Result<VehicleId> {
    let today = tx.cx().today();
    sqlx::query_scalar!(
        "update deferred_works set done_on = coalesce(done_on, $2) where id = $1 returning vehicle_id as \"v: VehicleId\"",
        id.0,
        today
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)
}

pub async fn reopen(tx: &mut TenantTx, id: DeferredWorkId) -> Result<VehicleId> {
    sqlx::query_scalar!(
        "update deferred_works set done_on = null where id = $1 returning vehicle_id as \"v: VehicleId\"",
        id.0
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)
}
