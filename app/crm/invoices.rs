//! Factures et avoirs: drafted from what was accepted or written directly, sealed once, never changed.

mod list;
mod seal;
mod store;

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    contacts,
    db::TenantTx,
    document::{Document, DocumentKind},
    error::{Error, Fields, Result, Why},
    files::{self, File, FileKind},
    ids::{ContactId, FileId, InvoiceId, QuoteId, RepairOrderId, VehicleId},
    lines::{Answer, NewLine, StoredLine},
    money::Cents,
    operations::{Operation, operations},
    queue::{self, Job},
    quotes::{self, NewQuote, QuoteState},
    text,
    totals::{Entry, Totals},
};

pub use list::{InvoiceFilter, InvoiceRow, list, of_contact, of_quote, of_repair_order, of_vehicle};
pub use seal::{Check, Missing, cancel, seal, why_missing};
pub(crate) use store::snapshot_context;
pub(crate) use store::{add_paid, lock_account};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvoiceKind {
    Invoice,
    CreditNote,
}

crate::text_enum!(InvoiceKind { Invoice => "invoice", CreditNote => "credit_note" });

/// What people call its state: derived from facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvoiceStatus {
    Draft,
    /// Sealed, not due yet, nothing or not all paid.
    Due,
    PartlyPaid,
    Paid,
    Overdue,
    /// Cancelled by a credit note.
    Cancelled,
    /// A credit note with money still to give back.
    ToRefund,
    /// A credit note with nothing to give back.
    Settled,
}

#[derive(Clone, Debug)]
pub struct Invoice {
    pub id: InvoiceId,
    pub version: i32,
    pub kind: InvoiceKind,
    pub number: Option<String>,
    pub contact: ContactId,
    pub vehicle: Option<VehicleId>,
    pub repair_order: Option<RepairOrderId>,
    pub quote: Option<QuoteId>,
    pub corrects: Option<InvoiceId>,
    pub entry: Entry,
    pub purchase_order: String,
    pub note: String,
    pub supplied_on: Option<NaiveDate>,
    pub totals: Totals,
    pub issued_on: Option<NaiveDate>,
    pub sealed_at: Option<DateTime<Utc>>,
    pub lines: Vec<StoredLine>,
    pub account: Option<Account>,
}

/// What has happened since it was sealed.
#[derive(Clone, Debug)]
pub struct Account {
    pub gross: Cents,
    pub paid: Cents,
    pub balance: Cents,
    pub due_on: Option<NaiveDate>,
    pub cancelled_by: Option<InvoiceId>,
    pub pdf: Option<FileId>,
    pub delivered_at: Option<DateTime<Utc>>,
    pub trouble: Option<String>,
}

pub fn status(kind: InvoiceKind, account: Option<&Account>, today: NaiveDate) -> InvoiceStatus {
    let Some(account) = account else { return InvoiceStatus::Draft };
    if kind == InvoiceKind::CreditNote {
        return if account.balance.0 < 0 { InvoiceStatus::ToRefund } else { InvoiceStatus::Settled };
    }
    match account {
        a if a.cancelled_by.is_some() => InvoiceStatus::Cancelled,
        a if a.balance.0 <= 0 => InvoiceStatus::Paid,
        a if a.due_on.is_some_and(|due| due < today) => InvoiceStatus::Overdue,
        a if a.paid.0 > 0 => InvoiceStatus::PartlyPaid,
        _ => InvoiceStatus::Due,
    }
}

impl Invoice {
    pub fn status(&self, today: NaiveDate) -> InvoiceStatus {
        status(self.kind, self.account.as_ref(), today)
    }
    pub fn is_draft(&self) -> bool {
        self.sealed_at.is_none()
    }
    /// Written without a quote: its lines may still be changed.
    pub fn is_direct(&self) -> bool {
        self.kind == InvoiceKind::Invoice && self.quote.is_none()
    }
    pub fn has_pdf(&self) -> bool {
        self.account.as_ref().is_some_and(|a| a.pdf.is_some())
    }
}

/// A draft of what the customer accepted. Asked twice for one quote, the first draft is given again.
pub async fn draft_from_quote(tx: &mut TenantTx, quote: QuoteId) -> Result<InvoiceId> {
    store::lock_quote(tx, quote).await?;
    if let Some(id) = store::by_quote(tx, quote).await? {
        return Ok(id);
    }
    let quote = quotes::get(tx, quote).await?;
    if quote.state != QuoteState::Answered || !quote.has_accepted_lines() {
        return Err(Error::Refused(Why::NothingAccepted));
    }
    // Words on their own stay; those of an operation share its fate.
    let stays = |o: &Operation| o.answer().map_or(o.is_loose(), |answer| answer == Answer::Accepted);
    let accepted = operations(&quote.lines).into_iter().filter(stays).flat_map(|o| o.lines);
    let id = InvoiceId::new();
    let of =
        NewQuote { contact: quote.contact, vehicle: quote.vehicle, repair_order: quote.repair_order, packages: vec![] };
    store::insert_draft(tx, id, &of, Some(quote.id), quote.entry).await?;
    let lines: Vec<_> = accepted.map(|l| l.is.clone()).collect();
    store::insert_lines(tx, id, &lines, quote.entry).await?;
    Ok(id)
}

/// A draft without a quote: a sale at the counter, a small job.
pub async fn draft_directly(tx: &mut TenantTx, new: &NewQuote) -> Result<InvoiceId> {
    let (entry, lines) = quotes::first_lines(tx, new).await?;
    let id = InvoiceId::new();
    store::insert_draft(tx, id, new, None, entry).await?;
    store::insert_lines(tx, id, &lines, entry).await?;
    Ok(id)
}

/// The lines of a direct draft. What a customer accepted is invoiced as it was accepted: those lines stay.
pub async fn save_lines(tx: &mut TenantTx, id: InvoiceId, entry: Entry, lines: &[NewLine]) -> Result<()> {
    let invoice = store::lock(tx, id).await?;
    if !invoice.is_draft() {
        return Err(Error::Refused(Why::NotDraft));
    }
    if !invoice.is_direct() {
        return Err(Error::Refused(Why::NotAllowed));
    }
    store::replace_lines(tx, id, lines, entry).await
}

pub async fn get(tx: &mut TenantTx, id: InvoiceId) -> Result<Invoice> {
    store::get(tx, id).await
}

/// What a draft may still be told before it is sealed.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct DraftForm {
    pub purchase_order: String,
    pub note: String,
    pub supplied_on: String,
}

impl DraftForm {
    pub fn of(invoice: &Invoice) -> DraftForm {
        DraftForm {
            purchase_order: invoice.purchase_order.clone(),
            note: invoice.note.clone(),
            supplied_on: invoice.supplied_on.map(|d| d.to_string()).unwrap_or_default(),
        }
    }

    /// The customer's order, the end of the work, the printed note.
    pub fn parse(&self, fields: &mut Fields) -> Option<(String, Option<NaiveDate>, String)> {
        let supplied = match self.supplied_on.trim() {
            "" => Ok(None),
            typed => crate::vehicles::parse_date(typed).map(Some),
        };
        let supplied_on = fields.keep("supplied_on", supplied);
        let order = fields.keep("purchase_order", text::optional(&self.purchase_order, 60));
        let note = fields.keep("note", text::bounded(text::lines(&self.note), 3000));
        Some((order?, supplied_on?, note?))
    }
}

/// `Refused(Stale)` when somebody else saved meanwhile.
pub async fn save_draft(tx: &mut TenantTx, id: InvoiceId, version: i32, form: &DraftForm) -> Result<()> {
    let mut fields = Fields::default();
    let Some((order, supplied_on, note)) = form.parse(&mut fields) else { return Err(Error::Invalid(fields)) };
    if store::save_draft(tx, id, version, &order, &note, supplied_on).await? {
        return Ok(());
    }
    let invoice = store::get(tx, id).await?;
    Err(Error::Refused(if invoice.is_draft() { Why::Stale } else { Why::NotDraft }))
}

/// A draft bears no number and may go; a sealed invoice is cancelled by a credit note.
pub async fn delete_draft(tx: &mut TenantTx, id: InvoiceId) -> Result<()> {
    if !store::lock(tx, id).await?.is_draft() {
        return Err(Error::Refused(Why::NotDraft));
    }
    store::delete(tx, id).await
}

/// The invoice as a document: the frozen one once sealed, otherwise as it would be sealed today.
pub async fn document(tx: &mut TenantTx, id: InvoiceId) -> Result<Document> {
    let invoice = store::get(tx, id).await?;
    if invoice.is_draft() { seal::assemble(tx, &invoice, None).await } else { store::snapshot(tx, id).await }
}

/// Stores the PDF, once, and lets it leave. A second call finds it there and does nothing.
pub async fn attach_pdf(tx: &mut TenantTx, id: InvoiceId, name: String, bytes: Vec<u8>) -> Result<()> {
    if store::lock_account(tx, id).await?.pdf.is_some() {
        return Ok(());
    }
    let sha256 = files::sha256(&bytes);
    let file = File { name, content_type: "application/pdf".into(), bytes };
    let file = files::store(tx, FileKind::Invoice, &file).await?;
    store::set_pdf(tx, id, file, &sha256).await?;
    let invoice = store::get(tx, id).await?;
    if contacts::get(tx, invoice.contact).await?.is.email.is_some() {
        queue::enqueue(tx, Job::DeliverInvoice { invoice: id }).await?;
    }
    Ok(())
}

/// The stored bytes, never made again. `None` while the job has not run.
pub async fn pdf(tx: &mut TenantTx, id: InvoiceId) -> Result<Option<File>> {
    let invoice = store::get(tx, id).await?;
    match invoice.account.and_then(|a| a.pdf) {
        Some(file) => Ok(Some(files::load(tx, file).await?)),
        None => Ok(None),
    }
}

pub async fn mark_delivered(tx: &mut TenantTx, id: InvoiceId) -> Result<()> {
    store::mark_delivered(tx, id).await
}

/// What the garage sees on the invoice when typesetting was given up; `None` clears it.
pub async fn note_trouble(tx: &mut TenantTx, id: InvoiceId, trouble: Option<&str>) -> Result<()> {
    store::note_trouble(tx, id, trouble).await
}

/// Name under which the document is sent and downloaded.
pub fn file_name(document: &Document) -> String {
    let word = match document.kind {
        DocumentKind::Quote => "Devis",
        DocumentKind::Invoice => "Facture",
        DocumentKind::CreditNote => "Avoir",
    };
    format!("{word}-{}.pdf", document.number.as_deref().unwrap_or("brouillon"))
}
