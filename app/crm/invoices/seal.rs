//! Sealing: checked first, then number, frozen snapshot and fiscal event in one transaction. Nobody waits for the PDF.

use chrono::{NaiveDate, TimeDelta};
use serde::Serialize;

use super::{Account, Invoice, InvoiceKind, store};
use crate::{
    activities::{self, ActivityKind, NewActivity, Told},
    contacts,
    db::TenantTx,
    document::{BuyerKind, Corrected, Document, DocumentKind, LineKind},
    error::{Error, Fields, Result, Why},
    fiscal::{self, EventKind, NewEvent},
    garages,
    ids::InvoiceId,
    mentions,
    money::Cents,
    queue::{self, Job},
    quotes, repair_orders,
    series::{self, Series},
    vehicles,
};

/// Something the law or the format wants and the document lacks, by the field where it is mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    pub field: String,
    pub rule: String,
}

/// What a person is told of a field that the check wants, `buyer.address` or `lines.2.label`.
pub fn why_missing(field: &str) -> Why {
    match field {
        "buyer.address" => Why::BuyerAddressMissing,
        "buyer.siren" => Why::BuyerSirenMissing,
        "buyer.siret" => Why::BuyerSiretMissing,
        "purchase_order" => Why::OrderRequired,
        "lines" => Why::NoLine,
        field if field.starts_with("seller.") => Why::GarageIncomplete,
        _ => Why::Unsealable,
    }
}

/// The in-process check of the XML, given by the caller because this crate renders nothing.
pub type Check = fn(&Document) -> std::result::Result<(), Vec<Missing>>;

/// Seals a draft. Sealed already: done, so that a double click is one invoice. What is missing is refused beside its
/// field before any number is taken.
pub async fn seal(tx: &mut TenantTx, id: InvoiceId, check: Check) -> Result<()> {
    let invoice = store::lock(tx, id).await?;
    if !invoice.is_draft() {
        return Ok(());
    }
    if !invoice.lines.iter().any(|l| l.is.kind != LineKind::Text) {
        return Err(Error::Refused(Why::NoLine));
    }
    let document = assemble(tx, &invoice, None).await?;
    issue(tx, &invoice, document, check).await
}

/// "Avoir total": a credit note for the whole invoice, quoting its number and date (CGI art. 289 I-5). What was paid
/// becomes money to give back.
pub async fn cancel(tx: &mut TenantTx, id: InvoiceId, reason: &str, check: Check) -> Result<InvoiceId> {
    let account = store::lock_account(tx, id).await?;
    if let Some(credit_note) = account.cancelled_by {
        return Ok(credit_note);
    }
    let invoice = store::get(tx, id).await?;
    if invoice.kind != InvoiceKind::Invoice {
        return Err(Error::Refused(Why::NotSealed));
    }
    let reason = crate::text::required(reason, 300).map_err(|why| Error::invalid("reason", why))?;
    let original = store::snapshot(tx, id).await?;
    let credit_id = InvoiceId::new();
    store::insert_credit_note(tx, credit_id, &invoice, &reason).await?;
    let lines: Vec<_> = invoice.lines.iter().map(|l| l.is.clone()).collect();
    store::insert_lines(tx, credit_id, &lines, invoice.entry).await?;
    let credit_note = store::get(tx, credit_id).await?;
    let today = tx.cx().today();
    let document = Document {
        kind: DocumentKind::CreditNote,
        number: None,
        issued_on: today,
        due_on: None,
        note: Some(reason),
        corrects: Some(Corrected {
            number: original.number.clone().unwrap_or_default(),
            issued_on: original.issued_on,
        }),
        // Who sold and who bought are those of the invoice; the totals too, to the cent.
        ..original
    };
    issue(tx, &credit_note, document, check).await?;
    store::set_cancelled(tx, id, credit_id).await?;
    store::set_account_gross(tx, credit_id, -account.paid).await?;
    Ok(credit_id)
}

/// The document of a draft, dated today in the garage's own time zone.
pub(super) async fn assemble(tx: &mut TenantTx, invoice: &Invoice, number: Option<String>) -> Result<Document> {
    let garage = garages::get(tx).await?;
    let sign = garages::sign(tx).await?;
    let contact = contacts::get(tx, invoice.contact).await?;
    let vehicle = match invoice.vehicle {
        Some(id) => Some(vehicles::get(tx, id).await?.label()),
        None => None,
    };
    let order = match invoice.repair_order {
        Some(id) => Some(repair_orders::get(tx, id).await?),
        None => None,
    };
    let quote = match invoice.quote {
        Some(id) => quotes::get(tx, id).await?.number,
        None => None,
    };
    let today = tx.cx().today();
    let due_on = due_on(today, contact.is.kind, garage.payment_days);
    let lines: Vec<_> = invoice.lines.iter().map(|l| l.is.document_line(l.amounts)).collect();
    let mentions = mentions::of_invoice(tx, &garage, contact.is.kind, &lines, today, due_on).await?;
    Ok(Document {
        kind: DocumentKind::Invoice,
        number,
        issued_on: today,
        supplied_on: invoice.supplied_on.or(order.as_ref().and_then(|o| o.done_on)).or(Some(today)),
        due_on: Some(due_on),
        valid_until: None,
        seller: garage.seller(),
        buyer: contact.is.buyer(),
        vehicle,
        repair_order: order.map(|o| o.number),
        quote,
        purchase_order: Some(invoice.purchase_order.clone()).filter(|o| !o.is_empty()),
        corrects: None,
        entry: invoice.entry,
        lines,
        totals: invoice.totals.clone(),
        prepaid: Cents::ZERO,
        note: Some(invoice.note.clone()).filter(|n| !n.is_empty()),
        mentions,
        demo: sign.demo,
    })
}

/// Consumers pay on receipt; between professionals the garage's own terms, 60 days at most (C. com. L441-10 I).
fn due_on(issued_on: NaiveDate, buyer: BuyerKind, payment_days: i32) -> NaiveDate {
    match buyer {
        BuyerKind::Particulier => issued_on,
        _ => issued_on + TimeDelta::days(i64::from(payment_days)),
    }
}

/// Data in scope of BOI-TVA-DECLA-30-10-30 §50, in the chain.
#[derive(Serialize)]
struct Issued<'a> {
    number: &'a str,
    issued_on: NaiveDate,
    net_cents: i64,
    vat_cents: i64,
    gross_cents: i64,
    by_rate: Vec<(i32, i64, i64)>,
    snapshot_sha256: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    corrects: Option<&'a str>,
}

async fn issue(tx: &mut TenantTx, invoice: &Invoice, mut document: Document, check: Check) -> Result<()> {
    let credit = document.kind == DocumentKind::CreditNote;
    // Checked under a number of the right shape, so that nothing is taken for a document that would be refused.
    document.number = Some(if credit { "AV-2000-000000" } else { "FA-2000-000000" }.to_owned());
    check(&document).map_err(|missing| {
        let mut fields = Fields::default();
        missing.into_iter().for_each(|m| {
            let why = why_missing(&m.field);
            fields.add(m.field, why);
        });
        Error::Invalid(fields)
    })?;
    // From the number to the commit the garage's other sealings wait: what can be written before is.
    queue::enqueue(tx, Job::TypesetInvoice { invoice: invoice.id }).await?;
    if let Some(quote) = invoice.quote {
        store::mark_quote_invoiced(tx, quote).await?;
    }
    let series = if credit { Series::CreditNote } else { Series::Invoice };
    let number = series::take(tx, series, document.issued_on).await?;
    document.number = Some(number.clone());
    let sha256 = store::freeze(tx, invoice.id, &document).await?;
    let sign = if credit { -1 } else { 1 };
    let totals = &document.totals;
    let payload = Issued {
        number: &number,
        issued_on: document.issued_on,
        net_cents: sign * totals.net.0,
        vat_cents: sign * totals.vat.0,
        gross_cents: sign * totals.gross.0,
        by_rate: totals.by_rate.iter().map(|r| (r.rate.hundredths(), sign * r.base.0, sign * r.vat.0)).collect(),
        snapshot_sha256: hex::encode(sha256),
        corrects: document.corrects.as_ref().map(|c| c.number.as_str()),
    };
    let event = NewEvent {
        kind: if credit { EventKind::CreditNoteIssued } else { EventKind::InvoiceIssued },
        business_date: document.issued_on,
        document_number: Some(&number),
        test_mode: document.demo,
        payload: &payload,
        turnover: Cents(sign * totals.gross.0),
    };
    fiscal::record(tx, event).await?;
    tell(tx, invoice, &document).await
}

async fn tell(tx: &mut TenantTx, invoice: &Invoice, document: &Document) -> Result<()> {
    let kind = match document.kind {
        DocumentKind::CreditNote => ActivityKind::CreditNoteSealed,
        _ => ActivityKind::InvoiceSealed,
    };
    let told = Told { number: document.number.clone(), amount: Some(document.totals.gross), ..Told::default() };
    let subject = format!("/invoices/{}", invoice.id);
    let new = NewActivity { kind, contact: Some(invoice.contact), vehicle: invoice.vehicle, subject: &subject, told };
    // Last, after the locks of numbers and of the chain: payments take them in this order too.
    contacts::count_visit(tx, invoice.contact, if kind == ActivityKind::InvoiceSealed { 1 } else { -1 }).await?;
    activities::log(tx, new).await
}

/// So that `Account` is what a cancellation reads under its lock.
impl Account {
    pub fn is_settled(&self) -> bool {
        self.balance == Cents::ZERO
    }
}
