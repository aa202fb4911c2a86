//! Devis: written line by line or from a forfait, sent for approval, answered by the customer.

pub mod approval;
mod store;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::{
    activities::{self, ActivityKind, NewActivity, Told},
    contacts,
    db::TenantTx,
    document::{Document, DocumentKind, LineKind},
    error::{Error, Fields, Result, Why},
    files, garages,
    garages::Garage,
    ids::{ContactId, PackageId, QuoteId, RepairOrderId, VehicleId},
    lines::{Answer, NewLine, StoredLine, add_up},
    listed::Listed,
    mentions,
    money::Cents,
    operations, packages,
    queue::{self, Job},
    repair_orders,
    series::{self, Series},
    totals::{Entry, Totals},
    vehicles,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteState {
    Draft,
    Sent,
    Answered,
    Withdrawn,
}

crate::text_enum!(QuoteState { Draft => "draft", Sent => "sent", Answered => "answered", Withdrawn => "withdrawn" });

/// What people call its state: derived, never stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteStatus {
    Draft,
    Sent,
    Expired,
    Accepted,
    PartlyAccepted,
    Refused,
    Withdrawn,
}

#[derive(Clone, Debug)]
pub struct Quote {
    pub id: QuoteId,
    pub version: i32,
    pub number: Option<String>,
    pub contact: ContactId,
    pub vehicle: Option<VehicleId>,
    pub repair_order: Option<RepairOrderId>,
    pub state: QuoteState,
    pub entry: Entry,
    pub note: String,
    pub valid_until: Option<NaiveDate>,
    pub totals: Totals,
    pub accepted: Option<Cents>,
    pub issued_on: Option<NaiveDate>,
    pub sent_at: Option<DateTime<Utc>>,
    pub answered_at: Option<DateTime<Utc>>,
    pub lines: Vec<StoredLine>,
}

#[derive(Clone, Debug)]
pub struct QuoteRow {
    pub id: QuoteId,
    pub number: Option<String>,
    pub contact: String,
    pub plate: Option<String>,
    pub vehicle: Option<String>,
    pub gross: Cents,
    pub accepted: Option<Cents>,
    pub state: QuoteState,
    pub valid_until: Option<NaiveDate>,
    pub issued_on: Option<NaiveDate>,
    pub created_at: DateTime<Utc>,
}

pub fn status(
    state: QuoteState,
    valid_until: Option<NaiveDate>,
    accepted: Option<Cents>,
    gross: Cents,
    today: NaiveDate,
) -> QuoteStatus {
    match state {
        QuoteState::Draft => QuoteStatus::Draft,
        QuoteState::Withdrawn => QuoteStatus::Withdrawn,
        QuoteState::Sent if valid_until.is_some_and(|until| until < today) => QuoteStatus::Expired,
        QuoteState::Sent => QuoteStatus::Sent,
        QuoteState::Answered => match accepted.unwrap_or_default() {
            Cents(0) if gross.0 > 0 => QuoteStatus::Refused,
            some if some == gross => QuoteStatus::Accepted,
            _ => QuoteStatus::PartlyAccepted,
        },
    }
}

impl Quote {
    pub fn status(&self, today: NaiveDate) -> QuoteStatus {
        status(self.state, self.valid_until, self.accepted, self.totals.gross, today)
    }
    /// Waiting for the customer, and still in time.
    pub fn is_open(&self, today: NaiveDate) -> bool {
        self.status(today) == QuoteStatus::Sent
    }
    pub fn is_draft(&self) -> bool {
        self.state == QuoteState::Draft
    }
    pub fn has_accepted_lines(&self) -> bool {
        self.lines.iter().any(|l| l.answer == Some(Answer::Accepted))
    }
}

impl QuoteRow {
    pub fn status(&self, today: NaiveDate) -> QuoteStatus {
        status(self.state, self.valid_until, self.accepted, self.gross, today)
    }
}

/// For whom, on what, with what lines to begin with.
#[derive(Clone, Debug)]
pub struct NewQuote {
    pub contact: ContactId,
    pub vehicle: Option<VehicleId>,
    pub repair_order: Option<RepairOrderId>,
    pub packages: Vec<PackageId>,
}

/// What the editor saves.
#[derive(Clone, Debug)]
pub struct Draft {
    pub entry: Entry,
    pub note: String,
    pub valid_until: Option<NaiveDate>,
    pub lines: Vec<NewLine>,
}

/// Professionals are quoted before tax, the others as the garage prefers.
fn usual_entry(garage: &Garage, contact: &contacts::Contact) -> Entry {
    if contact.is.kind == crate::document::BuyerKind::Professionnel { Entry::Ht } else { garage.entry }
}

/// The mode and the lines a document begins with; whom and what it names must be the garage's own.
pub(crate) async fn first_lines(tx: &mut TenantTx, new: &NewQuote) -> Result<(Entry, Vec<NewLine>)> {
    let garage = garages::get(tx).await?;
    let contact = contacts::get(tx, new.contact).await?;
    if let Some(vehicle) = new.vehicle {
        vehicles::get(tx, vehicle).await?;
    }
    if let Some(order) = new.repair_order {
        repair_orders::get(tx, order).await?;
    }
    let entry = usual_entry(&garage, &contact);
    let mut lines = Vec::new();
    for package in &new.packages {
        operations::append(&mut lines, packages::get(tx, *package).await?.is.lines(&garage, entry));
    }
    Ok((entry, lines))
}

pub async fn create(tx: &mut TenantTx, new: &NewQuote) -> Result<QuoteId> {
    let (entry, lines) = first_lines(tx, new).await?;
    let days = garages::get(tx).await?.quote_days;
    let id = QuoteId::new();
    let valid_until = tx.cx().today() + TimeDelta::days(i64::from(days));
    store::insert(tx, id, new, entry, valid_until).await?;
    store::replace_lines(tx, id, &lines, entry).await?;
    Ok(id)
}

pub async fn get(tx: &mut TenantTx, id: QuoteId) -> Result<Quote> {
    store::get(tx, id).await
}

/// Saves the editor. `Refused(Stale)` when somebody else saved meanwhile, `Refused(NotDraft)` once it was sent.
pub async fn save(tx: &mut TenantTx, id: QuoteId, version: i32, draft: &Draft) -> Result<()> {
    let quote = store::lock(tx, id).await?;
    if quote.state != QuoteState::Draft {
        return Err(Error::Refused(Why::NotDraft));
    }
    if quote.version != version {
        return Err(Error::Refused(Why::Stale));
    }
    store::replace_lines(tx, id, &draft.lines, draft.entry).await?;
    store::save_head(tx, id, draft).await
}

/// A draft that was never sent leaves no trace to keep; a sent one is withdrawn instead.
pub async fn delete(tx: &mut TenantTx, id: QuoteId) -> Result<()> {
    if store::lock(tx, id).await?.state != QuoteState::Draft {
        return Err(Error::Refused(Why::NotDraft));
    }
    store::delete(tx, id).await
}

/// The quote as a document: the frozen one once sent, otherwise as it would look today.
pub async fn document(tx: &mut TenantTx, id: QuoteId) -> Result<Document> {
    let quote = store::get(tx, id).await?;
    if quote.state == QuoteState::Draft {
        return assemble(tx, &quote, None).await;
    }
    store::snapshot(tx, id).await
}

async fn assemble(tx: &mut TenantTx, quote: &Quote, number: Option<String>) -> Result<Document> {
    let garage = garages::get(tx).await?;
    let sign = garages::sign(tx).await?;
    let contact = contacts::get(tx, quote.contact).await?;
    let vehicle = match quote.vehicle {
        Some(id) => Some(vehicles::get(tx, id).await?.label()),
        None => None,
    };
    let order = match quote.repair_order {
        Some(id) => Some(repair_orders::get(tx, id).await?.number),
        None => None,
    };
    let today = tx.cx().today();
    let lines: Vec<_> = quote.lines.iter().map(|l| l.is.document_line(l.amounts)).collect();
    let mentions = mentions::of_quote(tx, &garage, contact.is.kind, &lines, today).await?;
    Ok(Document {
        kind: DocumentKind::Quote,
        number,
        issued_on: quote.issued_on.unwrap_or(today),
        supplied_on: None,
        due_on: None,
        valid_until: quote.valid_until,
        seller: garage.seller(),
        buyer: contact.is.buyer(),
        vehicle,
        repair_order: order,
        quote: None,
        purchase_order: None,
        corrects: None,
        entry: quote.entry,
        lines,
        totals: quote.totals.clone(),
        prepaid: Cents::ZERO,
        note: Some(quote.note.clone()).filter(|n| !n.is_empty()),
        mentions,
        demo: sign.demo,
    })
}

/// "Envoyer pour accord": freezes the quote, gives it its number and its link, and sends it when the customer has an
/// e-mail; otherwise the link is there to be shown or copied. Sent twice is sent once.
pub async fn send(tx: &mut TenantTx, id: QuoteId, version: i32) -> Result<()> {
    let locked = store::lock(tx, id).await?;
    match locked.state {
        QuoteState::Draft => {}
        QuoteState::Sent => return Ok(()),
        _ => return Err(Error::Refused(Why::NotDraft)),
    }
    if locked.version != version {
        return Err(Error::Refused(Why::Stale));
    }
    let mut quote = store::get(tx, id).await?;
    if !quote.lines.iter().any(|l| l.is.kind != LineKind::Text) {
        return Err(Error::Refused(Why::NoLine));
    }
    let today = tx.cx().today();
    if quote.valid_until.is_some_and(|until| until < today) {
        return Err(Error::invalid("valid_until", Why::BadDate));
    }
    quote.issued_on = Some(today);
    let number = series::take(tx, Series::Quote, today).await?;
    let document = assemble(tx, &quote, Some(number.clone())).await?;
    let token = approval::token(tx, id).await?;
    store::freeze(tx, id, &document, &token).await?;
    let contact = contacts::get(tx, quote.contact).await?;
    if contact.is.email.is_some() {
        queue::enqueue(tx, Job::SendQuote { quote: id }).await?;
    }
    let told = Told { number: Some(number), amount: Some(quote.totals.gross), ..Told::default() };
    log(tx, &quote, ActivityKind::QuoteSent, told).await
}

/// The customer's link no longer answers; the quote can be copied into a new draft.
pub async fn withdraw(tx: &mut TenantTx, id: QuoteId) -> Result<()> {
    match store::lock(tx, id).await?.state {
        QuoteState::Sent => store::set_withdrawn(tx, id).await,
        QuoteState::Withdrawn => Ok(()),
        _ => Err(Error::Refused(Why::NotSent)),
    }
}

/// A new draft with the same lines, at the same prices.
pub async fn copy(tx: &mut TenantTx, id: QuoteId) -> Result<QuoteId> {
    let quote = store::get(tx, id).await?;
    let new =
        NewQuote { contact: quote.contact, vehicle: quote.vehicle, repair_order: quote.repair_order, packages: vec![] };
    let copy = create(tx, &new).await?;
    let lines: Vec<NewLine> = quote.lines.into_iter().map(|l| l.is).collect();
    let fresh = store::get(tx, copy).await?;
    store::replace_lines(tx, copy, &lines, quote.entry).await?;
    let draft = Draft { entry: quote.entry, note: quote.note, valid_until: fresh.valid_until, lines };
    store::save_head(tx, copy, &draft).await?;
    Ok(copy)
}

pub async fn list(tx: &mut TenantTx, before: Option<QuoteId>) -> Result<Listed<QuoteRow>> {
    store::list(tx, before).await
}

pub async fn of_contact(tx: &mut TenantTx, contact: ContactId) -> Result<Vec<QuoteRow>> {
    store::of_contact(tx, contact).await
}

pub async fn of_vehicle(tx: &mut TenantTx, vehicle: VehicleId) -> Result<Vec<QuoteRow>> {
    store::of_vehicle(tx, vehicle).await
}

pub async fn of_repair_order(tx: &mut TenantTx, order: RepairOrderId) -> Result<Vec<QuoteRow>> {
    store::of_repair_order(tx, order).await
}

async fn log(tx: &mut TenantTx, quote: &Quote, kind: ActivityKind, told: Told) -> Result<()> {
    let subject = format!("/quotes/{}", quote.id);
    activities::log(
        tx,
        NewActivity { kind, contact: Some(quote.contact), vehicle: quote.vehicle, subject: &subject, told },
    )
    .await
}

/// Totals of lines not saved yet, for the editor.
pub fn preview(lines: &[NewLine], entry: Entry) -> Totals {
    add_up(lines, entry).0
}

/// A draft's date of validity, as typed.
pub fn parse_valid_until(typed: &str, fields: &mut Fields) -> Option<Option<NaiveDate>> {
    if typed.trim().is_empty() {
        return Some(None);
    }
    fields.keep("valid_until", crate::vehicles::parse_date(typed.trim())).map(Some)
}

/// SHA-256 of a document's frozen form.
fn fingerprint(document: &Document) -> Result<(Vec<u8>, Vec<u8>)> {
    let plain = serde_json::to_vec(document).map_err(|e| Error::Internal(format!("document not serialised: {e}")))?;
    let hash = files::sha256(&plain);
    Ok((plain, hash))
}
