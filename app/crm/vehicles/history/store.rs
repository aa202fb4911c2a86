use super::{InvoiceRow, LineRow, OrderRow};
use crate::{
    db::TenantTx,
    error::Result,
    ids::{InvoiceId, RepairOrderId, VehicleId},
    money::Cents,
};

pub async fn orders(tx: &mut TenantTx, vehicle: VehicleId) -> Result<Vec<OrderRow>> {
    let zone = tx.cx().zone;
    let rows = sqlx::query!(
        "select id as \"id: RepairOrderId\", number, opened_at, state = 'done' as \"done!\", mileage_km, requested_work
         from repair_orders
         where vehicle_id = $1 and state <> 'cancelled' and deleted_at is null
         order by opened_at desc
         limit 300",
        vehicle.0
    )
    .fetch_all(tx.conn())
    .await?;
    let order = rows.into_iter().map(|r| OrderRow {
        id: r.id,
        number: r.number,
        on: r.opened_at.with_timezone(&zone).date_naive(),
        done: r.done,
        km: r.mileage_km,
        requested: r.requested_work,
    });
    Ok(order.collect())
}

pub async fn invoices(tx: &mut TenantTx, vehicle: VehicleId) -> Result<Vec<InvoiceRow>> {
    let rows = sqlx::query_as!(
        InvoiceRow,
        "select i.id as \"id: InvoiceId\", i.number as \"number!\", i.repair_order_id as \"order: RepairOrderId\",
                i.issued_on as \"on!\", i.net_cents as \"net: Cents\", i.gross_cents as \"gross: Cents\"
         from invoices i join invoice_accounts a on a.tenant_id = i.tenant_id and a.id = i.id
         where i.vehicle_id = $1 and i.kind = 'invoice' and i.sealed_at is not null and a.cancelled_by is null
         order by i.id desc
         limit 300",
        vehicle.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// What was invoiced, without the words between the lines.
pub async fn lines(tx: &mut TenantTx, invoices: &[uuid::Uuid]) -> Result<Vec<LineRow>> {
    let rows = sqlx::query_as!(
        LineRow,
        "select invoice_id as \"invoice: InvoiceId\", operation, label, net_cents as \"net: Cents\", gross_cents as \"gross: Cents\"
         from invoice_lines
         where invoice_id = any ($1) and kind <> 'text'
         order by invoice_id, position",
        invoices
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}
