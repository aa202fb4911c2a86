//! Customers: a particulier, a professional with a SIREN, an administration.

mod form;
mod store;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    activities::{self, ActivityKind, NewActivity, Told},
    cx::Lang,
    db::TenantTx,
    document::{Address, Buyer, BuyerKind},
    error::{Error, Result, Why},
    ids::ContactId,
    listed::Listed,
    reach::Email,
    text,
};

pub use form::ContactForm;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Civility {
    #[default]
    Unknown,
    Mme,
    M,
}

crate::text_enum!(Civility { Unknown => "", Mme => "mme", M => "m" });

/// What a person types, checked.
#[derive(Clone, Debug)]
pub struct NewContact {
    pub kind: BuyerKind,
    pub civility: Civility,
    pub first_name: String,
    pub last_name: String,
    pub company: String,
    pub siren: Option<String>,
    pub siret: Option<String>,
    pub vat_number: Option<String>,
    pub service_code: Option<String>,
    pub email: Option<Email>,
    /// E.164.
    pub phone: Option<String>,
    pub lang: Lang,
    pub address: Option<Address>,
    pub notes: String,
}

#[derive(Clone, Debug)]
pub struct Contact {
    pub id: ContactId,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub deleted_at: Option<DateTime<Utc>>,
    pub last_contact_on: Option<NaiveDate>,
    pub is: NewContact,
}

/// A line of the list.
#[derive(Clone, Debug)]
pub struct ContactRow {
    pub id: ContactId,
    pub kind: BuyerKind,
    pub name: String,
    pub person: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub vehicles: i64,
    /// Plate and name of the newest vehicle.
    pub plate: Option<String>,
    pub vehicle: Option<String>,
    pub last_contact_on: Option<NaiveDate>,
    /// Where the next page begins.
    pub name_key: String,
}

impl NewContact {
    /// `Dupont Marie`, or the company.
    pub fn name(&self) -> String {
        if self.company.is_empty() { join(&self.last_name, &self.first_name) } else { self.company.clone() }
    }
    /// As one addresses it: `Marie Dupont`, or the company.
    pub fn full_name(&self) -> String {
        if self.company.is_empty() { join(&self.first_name, &self.last_name) } else { self.company.clone() }
    }
    /// The person in a company.
    pub fn person(&self) -> Option<String> {
        Some(join(&self.first_name, &self.last_name)).filter(|p| !p.is_empty() && !self.company.is_empty())
    }
    pub fn name_key(&self) -> String {
        text::key(&self.name())
    }
    fn search_text(&self) -> String {
        let phone = self.phone.as_ref().and_then(|p| crate::reach::Phone::parse(p).ok()).map(|p| p.national());
        text::searchable([
            text::key(&self.company).as_str(),
            &text::key(&join(&self.last_name, &self.first_name)),
            self.email.as_ref().map(|e| e.key()).as_deref().unwrap_or(""),
            phone.as_deref().unwrap_or(""),
            self.siren.as_deref().unwrap_or(""),
        ])
    }

    pub fn buyer(&self) -> Buyer {
        Buyer {
            kind: self.kind,
            name: self.full_name(),
            attention: self.person(),
            address: self.address.clone(),
            siren: self.siren.clone(),
            siret: self.siret.clone(),
            vat_number: self.vat_number.clone(),
            email: self.email.as_ref().map(|e| e.as_str().to_owned()),
            service_code: self.service_code.clone(),
        }
    }
}

fn join(a: &str, b: &str) -> String {
    format!("{a} {b}").trim().to_owned()
}

pub async fn create(tx: &mut TenantTx, new: &NewContact) -> Result<ContactId> {
    let id = ContactId::new();
    store::insert(tx, id, new).await?;
    log(tx, id, ActivityKind::ContactCreated).await?;
    Ok(id)
}

/// The whole contact, also when deleted: its page says so and offers to bring it back.
pub async fn get(tx: &mut TenantTx, id: ContactId) -> Result<Contact> {
    store::get(tx, id).await
}

/// The same, held until the transaction ends, so that what is read of it is still so when it is changed. One that was
/// deleted is not found.
pub async fn hold(tx: &mut TenantTx, id: ContactId) -> Result<Contact> {
    store::lock(tx, id).await?;
    alive(store::get(tx, id).await?)
}

/// One that was deleted is not found.
pub fn alive(contact: Contact) -> Result<Contact> {
    if contact.deleted_at.is_none() { Ok(contact) } else { Err(Error::NotFound) }
}

/// `Refused(Stale)` when somebody else saved meanwhile.
pub async fn update(tx: &mut TenantTx, id: ContactId, new: &NewContact, version: i32) -> Result<()> {
    if store::update(tx, id, new, version).await? {
        return Ok(());
    }
    store::get(tx, id).await?;
    Err(Error::Refused(Why::Stale))
}

/// Soft: the row stays 30 days and can come back; documents keep their own copy for ever.
pub async fn delete(tx: &mut TenantTx, id: ContactId) -> Result<()> {
    if store::set_deleted(tx, id, true).await? {
        log(tx, id, ActivityKind::ContactDeleted).await?;
        return Ok(());
    }
    // Deleted twice is deleted once.
    store::get(tx, id).await.map(|_| ())
}

pub async fn restore(tx: &mut TenantTx, id: ContactId) -> Result<()> {
    if store::set_deleted(tx, id, false).await? {
        log(tx, id, ActivityKind::ContactRestored).await?;
        return Ok(());
    }
    store::get(tx, id).await.map(|_| ())
}

/// Where a page of the list begins: after this row.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct After {
    pub name_key: String,
    pub id: ContactId,
}

/// One page by name. `limit + 1` rows are read by the caller who wants to know whether there are more.
pub async fn list(tx: &mut TenantTx, after: Option<&After>) -> Result<Listed<ContactRow>> {
    store::list(tx, after).await
}

/// Contacts found by what was typed in the search box, by name, at most `limit`. Empty or unsearchable text: none.
pub async fn search(tx: &mut TenantTx, typed: &str, limit: i32) -> Result<Vec<ContactRow>> {
    let patterns = text::patterns(typed);
    if patterns.is_empty() {
        return Ok(Vec::new());
    }
    store::search(tx, &patterns, limit).await
}

/// Contacts whose name, e-mail or number is much like what was typed, the likest first.
pub async fn nearly(tx: &mut TenantTx, typed: &str, limit: i32) -> Result<Vec<ContactRow>> {
    let key = text::key(typed);
    // Of three letters anything is much like anything.
    if key.chars().count() < 4 { Ok(Vec::new()) } else { store::nearly(tx, &key, limit).await }
}

/// What a program asks for: found by what is typed in a search box (empty: all), of one kind or of all.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter<'a> {
    pub q: &'a str,
    pub kind: Option<BuyerKind>,
}

/// Whole contacts by name, after a position. Text that cannot be searched finds none.
pub async fn page(tx: &mut TenantTx, filter: Filter<'_>, after: Option<&After>, limit: i32) -> Result<Vec<Contact>> {
    let patterns = text::patterns(filter.q);
    if patterns.is_empty() && !filter.q.trim().is_empty() {
        return Ok(Vec::new());
    }
    store::page(tx, &patterns, filter.kind, after, limit).await
}

/// Contacts that may be the same person: same e-mail, phone, SIREN or name. The newest first.
pub async fn likely_twins(tx: &mut TenantTx, new: &NewContact) -> Result<Vec<ContactRow>> {
    store::twins(tx, new).await
}

/// Live contacts, for the dashboard.
pub async fn count(tx: &mut TenantTx) -> Result<i64> {
    store::count(tx).await
}

async fn log(tx: &mut TenantTx, id: ContactId, kind: ActivityKind) -> Result<()> {
    let subject = format!("/contacts/{id}");
    activities::log(
        tx,
        NewActivity { kind, contact: Some(id), vehicle: None, subject: &subject, told: Told::default() },
    )
    .await
}
