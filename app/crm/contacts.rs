//! Customers: a particulier, a professional with a SIREN, an administration.

pub mod bulk;
pub mod filter;
mod form;
pub mod list;
mod parts;
mod reaches;
mod store;

use crate::{
    activities::{self, ActivityKind, NewActivity, Told},
    custom_fields::CustomValue,
    cx::Lang,
    db::TenantTx,
    document::{Address, Buyer, BuyerKind},
    error::{Error, Result, Why},
    ids::ContactId,
    reach::Email,
    text,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

pub use form::ContactForm;
pub use reaches::{Labelled, MORE, MORE_ADDRESSES, More};
pub(crate) use store::address_context;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Civility {
    #[default]
    Unknown,
    Mme,
    M,
}

crate::text_enum!(Civility { Unknown => "", Mme => "mme", M => "m" });

/// How a customer likes to be reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    #[default]
    Any,
    Phone,
    Sms,
    Whatsapp,
    Email,
    Post,
}

crate::text_enum!(Channel {
    Any => "",
    Phone => "phone",
    Sms => "sms",
    Whatsapp => "whatsapp",
    Email => "email",
    Post => "post",
});

/// What a person types, checked.
#[derive(Clone, Debug, Serialize, Deserialize)]
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
    /// An administration that pays no invoice without the number of its order.
    pub order_required: bool,
    /// The number under which the former software knew him; often empty.
    pub code: String,
    pub email: Option<Email>,
    /// E.164.
    pub phone: Option<String>,
    pub lang: Lang,
    pub channel: Channel,
    pub address: Option<Address>,
    /// Phones, e-mails and addresses after the first.
    pub more: More,
    pub tags: Vec<String>,
    /// Of the garage's own fields. None: they stay as they are.
    pub values: Option<Vec<CustomValue>>,
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
    /// Sealed invoices that no credit note took back.
    pub visits: i32,
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
    pub created_at: DateTime<Utc>,
    /// Sealed invoices that no credit note took back.
    pub visits: i32,
    /// Of a page of a list: what it is sorted by, as text.
    pub sort_key: String,
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
    /// `values`: what is kept of the garage's own fields, once this is written.
    fn search_text(&self, values: &[CustomValue]) -> String {
        let phones = self.phone.iter().chain(self.more.phones.iter().map(|p| &p.value));
        let phones = phones.filter_map(|p| crate::reach::Phone::parse(p).ok()).map(|p| p.national());
        let emails = self.email.iter().chain(self.more.emails.iter().map(|e| &e.value)).map(Email::key);
        let named = [text::key(&self.company), text::key(&join(&self.last_name, &self.first_name))];
        let codes = [self.siren.clone().unwrap_or_default(), text::key(&self.code)];
        let kept = values.iter().filter(|v| !v.private).filter_map(|v| v.key.clone());
        let parts: Vec<String> = named.into_iter().chain(emails).chain(phones).chain(codes).chain(kept).collect();
        text::searchable(parts.iter().map(String::as_str))
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
            order_required: self.order_required,
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

/// Held until the transaction ends, deleted or not.
pub(crate) async fn lock(tx: &mut TenantTx, id: ContactId) -> Result<()> {
    store::lock(tx, id).await
}

/// One that was deleted is not found.
pub fn alive(contact: Contact) -> Result<Contact> {
    if contact.deleted_at.is_none() { Ok(contact) } else { Err(Error::NotFound) }
}

/// `Refused(Stale)` when somebody else saved meanwhile.
pub async fn update(tx: &mut TenantTx, id: ContactId, new: &NewContact, version: i32) -> Result<()> {
    let now = store::get(tx, id).await?;
    if store::update(tx, &now, new, version).await? { Ok(()) } else { Err(Error::Refused(Why::Stale)) }
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

/// Whole, in this order.
pub async fn these(tx: &mut TenantTx, ids: &[ContactId]) -> Result<Vec<Contact>> {
    let ids: Vec<uuid::Uuid> = ids.iter().map(|id| id.0).collect();
    store::whole(tx, &ids).await
}

/// Those of them who have an e-mail.
pub async fn with_email(tx: &mut TenantTx, ids: &[ContactId]) -> Result<Vec<ContactId>> {
    store::with_email(tx, ids).await
}

/// Soft, like one alone; those that were not deleted yet.
pub async fn delete_all(tx: &mut TenantTx, ids: &[ContactId]) -> Result<Vec<ContactId>> {
    let deleted = store::set_all_deleted(tx, ids, true).await?;
    activities::log_all(tx, ActivityKind::ContactDeleted, &deleted).await?;
    Ok(deleted)
}

pub async fn restore_all(tx: &mut TenantTx, ids: &[ContactId]) -> Result<()> {
    let restored = store::set_all_deleted(tx, ids, false).await?;
    activities::log_all(tx, ActivityKind::ContactRestored, &restored).await
}

/// An invoice was sealed, or a credit note took one back.
pub async fn count_visit(tx: &mut TenantTx, id: ContactId, change: i32) -> Result<()> {
    store::count_visit(tx, id, change).await
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

/// These as a list shows them, in this order.
pub async fn rows(tx: &mut TenantTx, ids: &[ContactId]) -> Result<Vec<ContactRow>> {
    let ids: Vec<uuid::Uuid> = ids.iter().map(|id| id.0).collect();
    store::rows(tx, &ids).await
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
