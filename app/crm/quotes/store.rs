use chrono::NaiveDate;

use super::{Draft, NewQuote, Quote, QuoteRow, QuoteState, approval::Reply};
use crate::{
    db::TenantTx,
    document::{Document, LabourRate, LineKind, Nature, PartOrigin, Unit},
    error::{Error, Result},
    ids::{ContactId, LineId, QuoteId, RepairOrderId, VehicleId},
    line_rows::{Columns, LineRow},
    lines::{Answer, NewLine, StoredLine, add_up},
    listed::Listed,
    money::{Cents, Discount, Quantity, UnitPrice, VatRate},
    totals::{Entry, Exemption, Totals},
};

fn snapshot_context(id: QuoteId) -> String {
    format!("quotes.snapshot:{id}")
}

pub async fn insert(
    tx: &mut TenantTx,
    id: QuoteId,
    new: &NewQuote,
    entry: Entry,
    valid_until: NaiveDate,
) -> Result<()> {
    sqlx::query!(
        "insert into quotes (id, contact_id, vehicle_id, repair_order_id, entry, valid_until) values ($1, $2, $3, $4, $5, $6)",
        id.0,
        new.contact.0,
        new.vehicle.map(|v| v.0),
        new.repair_order.map(|o| o.0),
        entry.as_str(),
        valid_until
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub struct Locked {
    pub state: QuoteState,
    pub version: i32,
}

/// Locks the row first, then decide.
pub async fn lock(tx: &mut TenantTx, id: QuoteId) -> Result<Locked> {
    sqlx::query_as!(
        Locked,
        "select state as \"state: QuoteState\", version from quotes where id = $1 and deleted_at is null for update",
        id.0
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)
}

pub async fn replace_lines(tx: &mut TenantTx, id: QuoteId, lines: &[NewLine], entry: Entry) -> Result<Totals> {
    let (totals, amounts) = add_up(lines, entry);
    let c = Columns::of(lines.iter().zip(amounts));
    sqlx::query!("delete from quote_lines where quote_id = $1", id.0).execute(tx.conn()).await?;
    sqlx::query!(
        "insert into quote_lines (id, quote_id, position, kind, nature, reference, label, details, quantity, unit, unit_price,
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
        "update quotes set net_cents = $2, vat_cents = $3, gross_cents = $4 where id = $1",
        id.0,
        totals.net.0,
        totals.vat.0,
        totals.gross.0
    )
    .execute(tx.conn())
    .await?;
    Ok(totals)
}

pub async fn save_head(tx: &mut TenantTx, id: QuoteId, draft: &Draft) -> Result<()> {
    sqlx::query!(
        "update quotes set entry = $2, note = $3, valid_until = $4 where id = $1",
        id.0,
        draft.entry.as_str(),
        draft.note,
        draft.valid_until
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn delete(tx: &mut TenantTx, id: QuoteId) -> Result<()> {
    sqlx::query!("delete from quotes where id = $1", id.0).execute(tx.conn()).await?;
    Ok(())
}

pub async fn lines(tx: &mut TenantTx, id: QuoteId) -> Result<Vec<StoredLine>> {
    let rows = sqlx::query_as!(
        LineRow,
        "select id as \"id: LineId\", kind as \"kind: LineKind\", nature as \"nature: Nature\", operation, reference, label, details,
                quantity as \"quantity: Quantity\", unit as \"unit: Unit\", unit_price as \"unit_price: UnitPrice\",
                discount as \"discount: Discount\", vat_rate as \"vat_rate: VatRate\", exemption as \"exemption: Exemption\",
                labour_rate as \"labour_rate: LabourRate\", part_origin as \"part_origin: PartOrigin\",
                discount_cents as \"discount_cents: Cents\", net_cents as \"net_cents: Cents\",
                gross_cents as \"gross_cents: Cents\", answer as \"answer: Answer\"
         from quote_lines where quote_id = $1 order by position",
        id.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

pub async fn get(tx: &mut TenantTx, id: QuoteId) -> Result<Quote> {
    let r = sqlx::query!(
        "select version, number, contact_id as \"contact: ContactId\", vehicle_id as \"vehicle: VehicleId\",
                repair_order_id as \"repair_order: RepairOrderId\", state as \"state: QuoteState\", entry as \"entry: Entry\", note,
                valid_until, accepted_cents as \"accepted: Cents\", issued_on, sent_at, answered_at
         from quotes where id = $1 and deleted_at is null",
        id.0
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)?;
    let lines = lines(tx, id).await?;
    let typed: Vec<NewLine> = lines.iter().map(|l| l.is.clone()).collect();
    Ok(Quote {
        id,
        version: r.version,
        number: r.number,
        contact: r.contact,
        vehicle: r.vehicle,
        repair_order: r.repair_order,
        state: r.state,
        entry: r.entry,
        note: r.note,
        valid_until: r.valid_until,
        totals: add_up(&typed, r.entry).0,
        accepted: r.accepted,
        issued_on: r.issued_on,
        sent_at: r.sent_at,
        answered_at: r.answered_at,
        lines,
    })
}

/// Number, link and snapshot, in the one statement that makes it a sent quote.
pub async fn freeze(tx: &mut TenantTx, id: QuoteId, document: &Document, token: &str) -> Result<()> {
    let (plain, hash) = super::fingerprint(document)?;
    let sealed = tx.garage_key().await?.seal(&plain, &snapshot_context(id));
    let now = tx.cx().now;
    sqlx::query!(
        "update quotes
         set state = 'sent', number = $2, issued_on = $3, sent_at = $4, token_hash = $5, snapshot_sealed = $6, snapshot_sha256 = $7
         where id = $1",
        id.0,
        document.number,
        document.issued_on,
        now,
        crate::files::sha256(token.as_bytes()),
        sealed,
        hash
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn snapshot(tx: &mut TenantTx, id: QuoteId) -> Result<Document> {
    let sealed = sqlx::query_scalar!("select snapshot_sealed from quotes where id = $1", id.0)
        .fetch_optional(tx.conn())
        .await?
        .flatten()
        .ok_or(Error::NotFound)?;
    tx.garage_key().await?.open_json(&sealed, &snapshot_context(id))
}

pub async fn by_token(tx: &mut TenantTx, hash: &[u8]) -> Result<QuoteId> {
    sqlx::query_scalar!("select id as \"id: QuoteId\" from quotes where token_hash = $1 and deleted_at is null", hash)
        .fetch_optional(tx.conn())
        .await?
        .ok_or(Error::NotFound)
}

pub async fn signer(tx: &mut TenantTx, id: QuoteId) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!("select signer_name from approvals where quote_id = $1", id.0)
        .fetch_optional(tx.conn())
        .await?)
}

pub async fn set_withdrawn(tx: &mut TenantTx, id: QuoteId) -> Result<()> {
    sqlx::query!("update quotes set state = 'withdrawn' where id = $1", id.0).execute(tx.conn()).await?;
    Ok(())
}

pub async fn record_answer(
    tx: &mut TenantTx,
    id: QuoteId,
    answered: &[(&StoredLine, Answer)],
    signer: &str,
    reply: &Reply,
    evidence: &serde_json::Value,
    address_hash: &[u8],
) -> Result<()> {
    let now = tx.cx().now;
    let ids: Vec<uuid::Uuid> = answered.iter().map(|(l, _)| l.id.0).collect();
    let words: Vec<String> = answered.iter().map(|(_, a)| a.as_str().to_owned()).collect();
    let accepted: Cents = answered.iter().filter(|(_, a)| *a == Answer::Accepted).map(|(l, _)| l.amounts.gross).sum();
    sqlx::query!(
        "update quote_lines set answer = a.word
         from unnest($2::uuid[], $3::text[]) a(id, word)
         where quote_lines.quote_id = $1 and quote_lines.id = a.id",
        id.0,
        &ids,
        &words
    )
    .execute(tx.conn())
    .await?;
    let agent: String = reply.agent.chars().take(200).collect();
    sqlx::query!(
        "insert into approvals (id, quote_id, answered_at, signer_name, conditions_accepted, document_sha256, lines, address_hash, agent)
         select $1, q.id, $3, $4, $5, q.snapshot_sha256, $6, $7, $8 from quotes q where q.id = $2",
        uuid::Uuid::now_v7(),
        id.0,
        now,
        signer,
        reply.conditions,
        evidence,
        address_hash,
        agent
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "update quotes set state = 'answered', answered_at = $2, accepted_cents = $3 where id = $1",
        id.0,
        now,
        accepted.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Newest first; `before` is the last id of the page before (ids are in the order of time).
pub async fn list(tx: &mut TenantTx, before: Option<QuoteId>) -> Result<Listed<QuoteRow>> {
    let rows = sqlx::query_as!(
        QuoteRow,
        "select q.id as \"id: QuoteId\", q.number, coalesce(nullif(c.company, ''), trim(c.last_name || ' ' || c.first_name)) as \"contact!\",
                v.plate as \"plate?\", trim(v.make || ' ' || v.model) as \"vehicle?\", q.gross_cents as \"gross: Cents\",
                q.accepted_cents as \"accepted: Cents\", q.state as \"state: QuoteState\", q.valid_until, q.issued_on, q.created_at
         from quotes q
         join contacts c on c.tenant_id = q.tenant_id and c.id = q.contact_id
         left join vehicles v on v.tenant_id = q.tenant_id and v.id = q.vehicle_id
         where q.deleted_at is null and q.id < $1
         order by q.id desc
         limit 51",
        before.map_or(uuid::Uuid::max(), |b| b.0)
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(Listed::of(rows))
}

pub async fn of_contact(tx: &mut TenantTx, contact: ContactId) -> Result<Vec<QuoteRow>> {
    of(tx, Some(contact.0), None, None).await
}

pub async fn of_vehicle(tx: &mut TenantTx, vehicle: VehicleId) -> Result<Vec<QuoteRow>> {
    of(tx, None, Some(vehicle.0), None).await
}

pub async fn of_repair_order(tx: &mut TenantTx, order: RepairOrderId) -> Result<Vec<QuoteRow>> {
    of(tx, None, None, Some(order.0)).await
}

async fn of(
    tx: &mut TenantTx,
    contact: Option<uuid::Uuid>,
    vehicle: Option<uuid::Uuid>,
    order: Option<uuid::Uuid>,
) -> Result<Vec<QuoteRow>> {
    let rows = sqlx::query_as!(
        QuoteRow,
        "select q.id as \"id: QuoteId\", q.number, coalesce(nullif(c.company, ''), trim(c.last_name || ' ' || c.first_name)) as \"contact!\",
                v.plate as \"plate?\", trim(v.make || ' ' || v.model) as \"vehicle?\", q.gross_cents as \"gross: Cents\",
                q.accepted_cents as \"accepted: Cents\", q.state as \"state: QuoteState\", q.valid_until, q.issued_on, q.created_at
         from quotes q
         join contacts c on c.tenant_id = q.tenant_id and c.id = q.contact_id
         left join vehicles v on v.tenant_id = q.tenant_id and v.id = q.vehicle_id
         where q.deleted_at is null and (q.contact_id = $1 or q.vehicle_id = $2 or q.repair_order_id = $3)
         order by q.id desc
         limit 50",
        contact,
        vehicle,
        order
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}
