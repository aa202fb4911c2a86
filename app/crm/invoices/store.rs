use chrono::NaiveDate;

use super::{Account, Invoice, InvoiceKind};
use crate::{
    db::TenantTx,
    document::{Document, LabourRate, LineKind, Nature, PartOrigin, Unit},
    error::{Error, Result, Why},
    ids::{ContactId, FileId, InvoiceId, LineId, QuoteId, RepairOrderId, VehicleId},
    line_rows::{Columns, LineRow},
    lines::{Answer, NewLine, StoredLine, add_up},
    money::{Cents, Discount, Quantity, UnitPrice, VatRate},
    quotes::NewQuote,
    totals::{Entry, Exemption},
};

pub fn snapshot_context(id: InvoiceId) -> String {
    format!("invoices.snapshot:{id}")
}

pub async fn lock_quote(tx: &mut TenantTx, quote: QuoteId) -> Result<()> {
    sqlx::query_scalar!("select id from quotes where id = $1 and deleted_at is null for update", quote.0)
        .fetch_optional(tx.conn())
        .await?
        .ok_or(Error::NotFound)?;
    Ok(())
}

pub async fn by_quote(tx: &mut TenantTx, quote: QuoteId) -> Result<Option<InvoiceId>> {
    let id = sqlx::query_scalar!("select id as \"id: InvoiceId\" from invoices where quote_id = $1", quote.0)
        .fetch_optional(tx.conn())
        .await?;
    Ok(id)
}

pub async fn insert_draft(
    tx: &mut TenantTx,
    id: InvoiceId,
    new: &NewQuote,
    quote: Option<QuoteId>,
    entry: Entry,
) -> Result<()> {
    sqlx::query!(
        "insert into invoices (id, kind, contact_id, vehicle_id, repair_order_id, quote_id, entry) values ($1, 'invoice', $2, $3, $4, $5, $6)",
        id.0,
        new.contact.0,
        new.vehicle.map(|v| v.0),
        new.repair_order.map(|o| o.0),
        quote.map(|q| q.0),
        entry.as_str()
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn insert_credit_note(tx: &mut TenantTx, id: InvoiceId, of: &Invoice, reason: &str) -> Result<()> {
    sqlx::query!(
        "insert into invoices (id, kind, contact_id, vehicle_id, repair_order_id, corrects_id, entry, note, supplied_on)
         values ($1, 'credit_note', $2, $3, $4, $5, $6, $7, $8)",
        id.0,
        of.contact.0,
        of.vehicle.map(|v| v.0),
        of.repair_order.map(|o| o.0),
        of.id.0,
        of.entry.as_str(),
        reason,
        of.supplied_on
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn replace_lines(tx: &mut TenantTx, id: InvoiceId, lines: &[NewLine], entry: Entry) -> Result<()> {
    sqlx::query!("delete from invoice_lines where invoice_id = $1", id.0).execute(tx.conn()).await?;
    sqlx::query!("update invoices set entry = $2 where id = $1", id.0, entry.as_str()).execute(tx.conn()).await?;
    insert_lines(tx, id, lines, entry).await
}

pub async fn insert_lines(tx: &mut TenantTx, id: InvoiceId, lines: &[NewLine], entry: Entry) -> Result<()> {
    let (totals, amounts) = add_up(lines, entry);
    let c = Columns::of(lines.iter().zip(amounts));
    sqlx::query!(
        "insert into invoice_lines (id, invoice_id, position, kind, nature, reference, label, details, quantity, unit, unit_price,
                                    discount, vat_rate, exemption, labour_rate, part_origin, discount_cents, net_cents, gross_cents,
                                  operation)
         select l.id, $1, l.position, l.kind, l.nature, l.reference, l.label, l.details, l.quantity, l.unit, l.unit_price,
                l.discount, l.vat_rate, l.exemption, l.labour_rate, l.part_origin, l.discount_cents, l.net_cents, l.gross_cents,
                l.operation
         from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::numeric[], $9::text[],
                     $10::numeric[], $11::numeric[], $12::integer[], $13::text[], $14::text[], $15::text[], $16::bigint[],
                     $17::bigint[], $18::bigint[], $19::text[])
              with ordinality l(id, kind, nature, reference, label, details, quantity, unit, unit_price, discount, vat_rate,
                                exemption, labour_rate, part_origin, discount_cents, net_cents, gross_cents, operation, position)",
        id.0,
        &c.ids,
        &c.kinds,
        &c.natures,
        &c.references,
        &c.labels,
        &c.details,
        &c.quantities,
        &c.units,
        &c.unit_prices,
        &c.discounts,
        &c.vat_rates,
        &c.exemptions as &[Option<String>],
        &c.labour_rates as &[Option<String>],
        &c.part_origins as &[Option<String>],
        &c.discount_cents,
        &c.net_cents,
        &c.gross_cents,
        &c.operations
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "update invoices set net_cents = $2, vat_cents = $3, gross_cents = $4 where id = $1",
        id.0,
        totals.net.0,
        totals.vat.0,
        totals.gross.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The row locked, then read: two clicks on "Sceller" follow each other.
pub async fn lock(tx: &mut TenantTx, id: InvoiceId) -> Result<Invoice> {
    sqlx::query_scalar!("select id from invoices where id = $1 and deleted_at is null for update", id.0)
        .fetch_optional(tx.conn())
        .await?
        .ok_or(Error::NotFound)?;
    get(tx, id).await
}

async fn lines(tx: &mut TenantTx, id: InvoiceId) -> Result<Vec<StoredLine>> {
    let rows = sqlx::query_as!(
        LineRow,
        "select id as \"id: LineId\", kind as \"kind: LineKind\", nature as \"nature: Nature\", operation, reference, label, details,
                quantity as \"quantity: Quantity\", unit as \"unit: Unit\", unit_price as \"unit_price: UnitPrice\",
                discount as \"discount: Discount\", vat_rate as \"vat_rate: VatRate\", exemption as \"exemption: Exemption\",
                labour_rate as \"labour_rate: LabourRate\", part_origin as \"part_origin: PartOrigin\",
                discount_cents as \"discount_cents: Cents\", net_cents as \"net_cents: Cents\",
                gross_cents as \"gross_cents: Cents\", null::text as \"answer: Answer\"
         from invoice_lines where invoice_id = $1 order by position",
        id.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

pub async fn get(tx: &mut TenantTx, id: InvoiceId) -> Result<Invoice> {
    let r = sqlx::query!(
        "select version, kind as \"kind: InvoiceKind\", number, contact_id as \"contact: ContactId\",
                vehicle_id as \"vehicle: VehicleId\", repair_order_id as \"repair_order: RepairOrderId\",
                quote_id as \"quote: QuoteId\", corrects_id as \"corrects: InvoiceId\", entry as \"entry: Entry\",
                purchase_order, note, supplied_on, issued_on, sealed_at
         from invoices where id = $1 and deleted_at is null",
        id.0
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)?;
    let lines = lines(tx, id).await?;
    let typed: Vec<NewLine> = lines.iter().map(|l| l.is.clone()).collect();
    let account = if r.sealed_at.is_some() { Some(account(tx, id).await?) } else { None };
    Ok(Invoice {
        id,
        version: r.version,
        kind: r.kind,
        number: r.number,
        contact: r.contact,
        vehicle: r.vehicle,
        repair_order: r.repair_order,
        quote: r.quote,
        corrects: r.corrects,
        entry: r.entry,
        purchase_order: r.purchase_order,
        note: r.note,
        supplied_on: r.supplied_on,
        totals: add_up(&typed, r.entry).0,
        issued_on: r.issued_on,
        sealed_at: r.sealed_at,
        lines,
        account,
    })
}

async fn account(tx: &mut TenantTx, id: InvoiceId) -> Result<Account> {
    let account = sqlx::query_as!(
        Account,
        "select gross_cents as \"gross: Cents\", paid_cents as \"paid: Cents\", balance_cents as \"balance!: Cents\", due_on,
                cancelled_by as \"cancelled_by: InvoiceId\", pdf_file_id as \"pdf: FileId\", delivered_at, trouble
         from invoice_accounts where id = $1",
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    account.ok_or(Error::NotFound)
}

/// The account locked: payments and cancellations of one invoice follow each other. `Refused(NotSealed)` for a draft.
pub async fn lock_account(tx: &mut TenantTx, id: InvoiceId) -> Result<Account> {
    let locked = sqlx::query_scalar!("select id from invoice_accounts where id = $1 for update", id.0)
        .fetch_optional(tx.conn())
        .await?;
    if locked.is_none() {
        get(tx, id).await?;
        return Err(Error::Refused(Why::NotSealed));
    }
    account(tx, id).await
}

pub async fn save_draft(
    tx: &mut TenantTx,
    id: InvoiceId,
    version: i32,
    purchase_order: &str,
    note: &str,
    supplied_on: Option<NaiveDate>,
) -> Result<bool> {
    let done = sqlx::query!(
        "update invoices set purchase_order = $3, note = $4, supplied_on = $5 where id = $1 and version = $2 and sealed_at is null",
        id.0,
        version,
        purchase_order,
        note,
        supplied_on
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

pub async fn delete(tx: &mut TenantTx, id: InvoiceId) -> Result<()> {
    sqlx::query!("delete from invoices where id = $1", id.0).execute(tx.conn()).await?;
    Ok(())
}

/// Number, dates and snapshot in the statement that seals; the account is born with it. Gives the snapshot's SHA-256.
pub async fn freeze(tx: &mut TenantTx, id: InvoiceId, document: &Document) -> Result<Vec<u8>> {
    let plain = serde_json::to_vec(document).map_err(|e| Error::Internal(format!("document not serialised: {e}")))?;
    let sha256 = crate::files::sha256(&plain);
    let sealed = tx.garage_key().await?.seal(&plain, &snapshot_context(id));
    let now = tx.cx().now;
    sqlx::query!(
        "with sealed as (
             update invoices
             set number = $2, issued_on = $3, due_on = $4, sealed_at = $5, supplied_on = $6, buyer_name = $7, snapshot_sealed = $8,
                 snapshot_sha256 = $9
             where id = $1)
         insert into invoice_accounts (id, gross_cents, due_on) values ($1, $10, $4)",
        id.0,
        document.number,
        document.issued_on,
        document.due_on,
        now,
        document.supplied_on,
        document.buyer.name,
        sealed,
        sha256,
        document.totals.gross.0
    )
    .execute(tx.conn())
    .await?;
    Ok(sha256)
}

/// It leaves what is "accepted, to be invoiced".
pub async fn mark_quote_invoiced(tx: &mut TenantTx, quote: QuoteId) -> Result<()> {
    sqlx::query!("update quotes set invoiced = true where id = $1 and not invoiced", quote.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn snapshot(tx: &mut TenantTx, id: InvoiceId) -> Result<Document> {
    let row = sqlx::query!("select snapshot_sealed, snapshot_sha256 from invoices where id = $1", id.0)
        .fetch_optional(tx.conn())
        .await?
        .ok_or(Error::NotFound)?;
    let (Some(sealed), Some(sha256)) = (row.snapshot_sealed, row.snapshot_sha256) else {
        return Err(Error::Refused(Why::NotSealed));
    };
    let plain = tx.garage_key().await?.open(&sealed, &snapshot_context(id))?;
    if crate::files::sha256(&plain) != sha256 {
        return Err(Error::Internal("a snapshot differs from its hash".into()));
    }
    serde_json::from_slice(&plain).map_err(|e| Error::Internal(format!("snapshot not readable: {e}")))
}

pub async fn set_cancelled(tx: &mut TenantTx, id: InvoiceId, by: InvoiceId) -> Result<()> {
    sqlx::query!("update invoice_accounts set cancelled_by = $2 where id = $1", id.0, by.0).execute(tx.conn()).await?;
    Ok(())
}

pub async fn set_account_gross(tx: &mut TenantTx, id: InvoiceId, gross: Cents) -> Result<()> {
    sqlx::query!("update invoice_accounts set gross_cents = $2 where id = $1", id.0, gross.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn add_paid(tx: &mut TenantTx, id: InvoiceId, amount: Cents) -> Result<()> {
    sqlx::query!("update invoice_accounts set paid_cents = paid_cents + $2 where id = $1", id.0, amount.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn set_pdf(tx: &mut TenantTx, id: InvoiceId, file: FileId, sha256: &[u8]) -> Result<()> {
    sqlx::query!(
        "update invoice_accounts set pdf_file_id = $2, pdf_sha256 = $3, trouble = null where id = $1",
        id.0,
        file.0,
        sha256
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn mark_delivered(tx: &mut TenantTx, id: InvoiceId) -> Result<()> {
    let now = tx.cx().now;
    sqlx::query!("update invoice_accounts set delivered_at = coalesce(delivered_at, $2) where id = $1", id.0, now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn note_trouble(tx: &mut TenantTx, id: InvoiceId, trouble: Option<&str>) -> Result<()> {
    sqlx::query!("update invoice_accounts set trouble = $2 where id = $1", id.0, trouble).execute(tx.conn()).await?;
    Ok(())
}
