//! Travaux à prévoir: what was refused or put off, kept on the vehicle until it is done.

use chrono::NaiveDate;

use crate::{
    db::TenantTx,
    error::{Error, Result},
    ids::{ContactId, DeferredWorkId, QuoteId, VehicleId},
    money::Cents,
    operations::Operation,
};

#[derive(Clone, Debug)]
pub struct DeferredWork {
    pub id: DeferredWorkId,
    pub label: String,
    pub gross: Option<Cents>,
    pub noted_on: NaiveDate,
}

/// The operations a customer refused become work to foresee on his vehicle, each as a whole.
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

pub async fn of_vehicle(tx: &mut TenantTx, vehicle: VehicleId) -> Result<Vec<DeferredWork>> {
    let rows = sqlx::query_as!(
        DeferredWork,
        "select id as \"id: DeferredWorkId\", label, gross_cents as \"gross: Cents\", noted_on
         from deferred_works where vehicle_id = $1 and done_on is null and deleted_at is null
         order by noted_on desc, id",
        vehicle.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// Done elsewhere, or here: it leaves the list.
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
