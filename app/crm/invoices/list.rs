//! Lists of invoices.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::{Account, InvoiceKind, InvoiceStatus, status};
use crate::{
    db::TenantTx,
    error::Result,
    ids::{ContactId, InvoiceId, QuoteId, RepairOrderId, VehicleId},
    listed::Listed,
    money::Cents,
};

#[derive(Clone, Debug)]
pub struct InvoiceRow {
    pub id: InvoiceId,
    pub kind: InvoiceKind,
    pub number: Option<String>,
    pub contact: String,
    pub gross: Cents,
    pub balance: Option<Cents>,
    pub paid: Option<Cents>,
    pub issued_on: Option<NaiveDate>,
    pub due_on: Option<NaiveDate>,
    pub cancelled: bool,
    pub created_at: DateTime<Utc>,
}

impl InvoiceRow {
    pub fn status(&self, today: NaiveDate) -> InvoiceStatus {
        let account = self.balance.map(|balance| Account {
            gross: self.gross,
            paid: self.paid.unwrap_or_default(),
            balance,
            due_on: self.due_on,
            cancelled_by: self.cancelled.then_some(self.id),
            pdf: None,
            delivered_at: None,
            trouble: None,
        });
        status(self.kind, account.as_ref(), today)
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InvoiceFilter {
    #[default]
    All,
    Drafts,
    Unpaid,
    Overdue,
}

crate::text_enum!(InvoiceFilter { All => "all", Drafts => "drafts", Unpaid => "unpaid", Overdue => "overdue" });

/// Newest first; `before` is the last id of the page before (ids are in the order of time).
pub async fn list(tx: &mut TenantTx, filter: InvoiceFilter, before: Option<InvoiceId>) -> Result<Listed<InvoiceRow>> {
    let before = before.map_or(Uuid::max(), |b| b.0);
    let rows = match filter {
        InvoiceFilter::All => all(tx, before).await,
        InvoiceFilter::Drafts => drafts(tx, before).await,
        InvoiceFilter::Unpaid => unpaid(tx, None, before).await,
        InvoiceFilter::Overdue => {
            let today = tx.cx().today();
            unpaid(tx, Some(today), before).await
        }
    };
    Ok(Listed::of(rows?))
}

async fn all(tx: &mut TenantTx, before: Uuid) -> Result<Vec<InvoiceRow>> {
    let rows = sqlx::query_as!(
        InvoiceRow,
        "select i.id as \"id: InvoiceId\", i.kind as \"kind: InvoiceKind\", i.number,
                coalesce(nullif(i.buyer_name, ''), nullif(c.company, ''), trim(c.last_name || ' ' || c.first_name)) as \"contact!\",
                i.gross_cents as \"gross: Cents\", a.balance_cents as \"balance?: Cents\", a.paid_cents as \"paid?: Cents\",
                i.issued_on, i.due_on, coalesce(a.cancelled_by is not null, false) as \"cancelled!\", i.created_at
         from invoices i
         join contacts c on c.tenant_id = i.tenant_id and c.id = i.contact_id
         left join invoice_accounts a on a.tenant_id = i.tenant_id and a.id = i.id
         where i.deleted_at is null and i.id < $1
         order by i.id desc
         limit 51",
        before
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

async fn drafts(tx: &mut TenantTx, before: Uuid) -> Result<Vec<InvoiceRow>> {
    let rows = sqlx::query_as!(
        InvoiceRow,
        "select i.id as \"id: InvoiceId\", i.kind as \"kind: InvoiceKind\", i.number,
                coalesce(nullif(c.company, ''), trim(c.last_name || ' ' || c.first_name)) as \"contact!\",
                i.gross_cents as \"gross: Cents\", null::bigint as \"balance?: Cents\", null::bigint as \"paid?: Cents\",
                i.issued_on, i.due_on, false as \"cancelled!\", i.created_at
         from invoices i
         join contacts c on c.tenant_id = i.tenant_id and c.id = i.contact_id
         where i.deleted_at is null and i.sealed_at is null and i.id < $1
         order by i.id desc
         limit 51",
        before
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

async fn unpaid(tx: &mut TenantTx, due_before: Option<NaiveDate>, before: Uuid) -> Result<Vec<InvoiceRow>> {
    let rows = sqlx::query_as!(
        InvoiceRow,
        "select i.id as \"id: InvoiceId\", i.kind as \"kind: InvoiceKind\", i.number, i.buyer_name as \"contact!\",
                i.gross_cents as \"gross: Cents\", a.balance_cents as \"balance?: Cents\", a.paid_cents as \"paid?: Cents\",
                i.issued_on, i.due_on, false as \"cancelled!\", i.created_at
         from invoice_accounts a
         join invoices i on i.tenant_id = a.tenant_id and i.id = a.id
         where a.balance_cents > 0 and ($2::date is null or a.due_on < $2) and i.id < $1
         order by i.id desc
         limit 51",
        before,
        due_before
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

pub async fn of_contact(tx: &mut TenantTx, contact: ContactId) -> Result<Vec<InvoiceRow>> {
    of(tx, Some(contact.0), None, None, None).await
}

pub async fn of_vehicle(tx: &mut TenantTx, vehicle: VehicleId) -> Result<Vec<InvoiceRow>> {
    of(tx, None, Some(vehicle.0), None, None).await
}

pub async fn of_repair_order(tx: &mut TenantTx, order: RepairOrderId) -> Result<Vec<InvoiceRow>> {
    of(tx, None, None, Some(order.0), None).await
}

pub async fn of_quote(tx: &mut TenantTx, quote: QuoteId) -> Result<Option<InvoiceRow>> {
    Ok(of(tx, None, None, None, Some(quote.0)).await?.into_iter().next())
}

async fn of(
    tx: &mut TenantTx,
    contact: Option<Uuid>,
    vehicle: Option<Uuid>,
    order: Option<Uuid>,
    quote: Option<Uuid>,
) -> Result<Vec<InvoiceRow>> {
    let rows = sqlx::query_as!(
        InvoiceRow,
        "select i.id as \"id: InvoiceId\", i.kind as \"kind: InvoiceKind\", i.number,
                coalesce(nullif(i.buyer_name, ''), nullif(c.company, ''), trim(c.last_name || ' ' || c.first_name)) as \"contact!\",
                i.gross_cents as \"gross: Cents\", a.balance_cents as \"balance?: Cents\", a.paid_cents as \"paid?: Cents\",
                i.issued_on, i.due_on, coalesce(a.cancelled_by is not null, false) as \"cancelled!\", i.created_at
         from invoices i
         join contacts c on c.tenant_id = i.tenant_id and c.id = i.contact_id
         left join invoice_accounts a on a.tenant_id = i.tenant_id and a.id = i.id
         where i.deleted_at is null and (i.contact_id = $1 or i.vehicle_id = $2 or i.repair_order_id = $3 or i.quote_id = $4)
         order by i.id desc
         limit 50",
        contact,
        vehicle,
        order,
        quote
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}
