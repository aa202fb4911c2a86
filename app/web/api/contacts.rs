//! `/api/contacts`.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::NaiveDate;
use crm::{
    TenantTx,
    contacts::{
        self, ContactForm,
        filter::Filter,
        list::{self, Position, Sort},
    },
    custom_fields,
    ids::{ContactId, TagId},
    policy::Permission,
    tags, text,
};
use poem::web::Data;
use poem_openapi::{
    ApiResponse, Enum, Object, OpenApi,
    param::{Header, Path, Query},
    payload::Json,
    types::{ParseFromJSON, ToJSON},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::{
    Call, Trouble,
    body::JsonBody,
    contact::{Contact, ContactInput, ContactKind, over},
    once::{self, Turn},
};
use crate::fault::Fault;

pub struct Contacts;

/// A page of the list, by name.
#[derive(Debug, Object)]
pub struct ContactPage {
    pub data: Vec<Contact>,
    /// Give it as `cursor`, with the same filters, for the next page; `null` on the last one.
    pub next_cursor: Option<String>,
}

#[derive(ApiResponse)]
pub enum FoundContact {
    #[oai(status = 200)]
    Found(Json<Box<Contact>>, #[oai(header = "ETag")] String, #[oai(header = "Cache-Control")] String),
    /// Unchanged since the ETag given in `If-None-Match`.
    #[oai(status = 304)]
    Unchanged(#[oai(header = "ETag")] String, #[oai(header = "Cache-Control")] String),
}

#[derive(ApiResponse)]
pub enum MadeContact {
    #[oai(status = 201)]
    Made(Json<Contact>, #[oai(header = "Location")] String, #[oai(header = "ETag")] String),
}

#[derive(ApiResponse)]
pub enum ChangedContact {
    #[oai(status = 200)]
    Changed(Json<Contact>, #[oai(header = "ETag")] String),
}

#[derive(ApiResponse)]
pub enum DeletedContact {
    #[oai(status = 204)]
    Deleted,
}

fn most() -> i32 {
    50
}

/// May be kept by the program, and asked about before it is used again.
pub(super) const ASK_AGAIN: &str = "private, no-cache";

#[expect(clippy::too_many_arguments, reason = "each is a condition that the document describes")]
#[OpenApi(prefix_path = "/api")]
impl Contacts {
    /// List contacts
    ///
    /// A page at a time, by name unless `sort` says otherwise. All conditions hold at once.
    #[oai(path = "/contacts", method = "get", operation_id = "listContacts")]
    async fn list(
        &self,
        call: Data<&Call>,
        /// As in the search box: name, company, e-mail, phone, plate, VIN.
        q: Query<Option<String>>,
        kind: Query<Option<ContactKind>>,
        /// The name of a tag.
        tag: Query<Option<String>>,
        /// Created on this day or later.
        created_from: Query<Option<NaiveDate>>,
        created_to: Query<Option<NaiveDate>>,
        /// Last contact on this day or later.
        seen_from: Query<Option<NaiveDate>>,
        seen_to: Query<Option<NaiveDate>>,
        /// At least so many sealed invoices.
        #[oai(validator(minimum(value = "1"), maximum(value = "10000")))]
        visits: Query<Option<i32>>,
        /// Only those who owe money.
        unpaid: Query<Option<bool>>,
        /// One of the vehicles is of this make,
        #[oai(validator(max_length = 60))]
        make: Query<Option<String>>,
        /// has this energy (code P.3 of the carte grise),
        #[oai(validator(max_length = 4))]
        energy: Query<Option<String>>,
        /// and is due for its contrôle technique within so many days.
        #[oai(validator(minimum(value = "1"), maximum(value = "3650")))]
        inspection: Query<Option<u32>>,
        sort: Query<Option<ContactSort>>,
        /// `next_cursor` of the page before.
        cursor: Query<Option<String>>,
        #[oai(default = "most", validator(minimum(value = "1"), maximum(value = "100")))] limit: Query<i32>,
    ) -> Result<Json<ContactPage>, Trouble> {
        // Words that cannot be searched find nobody, rather than everybody.
        if q.0.as_ref().is_some_and(|q| !q.trim().is_empty() && text::patterns(q).is_empty()) {
            return Ok(Json(ContactPage { data: Vec::new(), next_cursor: None }));
        }
        let mut tx = call.look().await?;
        let fields = custom_fields::list(&mut tx).await?;
        let tag = match &tag.0 {
            Some(name) => Some(tags::find(&mut tx, name).await?.unwrap_or(TagId(Uuid::nil())).to_string()),
            None => None,
        };
        let day = |d: &Query<Option<NaiveDate>>| d.0.map(|d| d.to_string());
        let sort = sort.0.map(Sort::from).unwrap_or_default();
        let asked = Asked::of([
            ("q", q.0),
            ("kind", kind.0.map(|k| crm_kind(k).to_owned())),
            ("tag", tag),
            ("created_from", day(&created_from)),
            ("created_to", day(&created_to)),
            ("seen_from", day(&seen_from)),
            ("seen_to", day(&seen_to)),
            ("visits", visits.0.map(|n| n.to_string())),
            ("unpaid", unpaid.0.filter(|yes| *yes).map(|_| "yes".to_owned())),
            ("make", make.0),
            ("energy", energy.0),
            ("inspection", inspection.0.map(|n| n.to_string())),
            ("sort", Some(sort.as_str().to_owned())),
        ]);
        let filter = Filter::of(&asked.0, &fields);
        // Who owes is told to those who may see invoices, who drives what to those who may see vehicles.
        let open = filter.clone().open_to(&call.cx);
        if open.unpaid != filter.unpaid {
            return Err(Trouble::from(Fault::ScopeMissing(Permission::SeeInvoices)));
        }
        if open != filter {
            return Err(Trouble::from(Fault::ScopeMissing(Permission::SeeVehicles)));
        }
        let after = match &cursor.0 {
            Some(cursor) => Some(open_cursor(&mut tx, cursor, &asked).await?),
            None => None,
        };
        let limit = usize::try_from(limit.0).unwrap_or_default();
        let mut rows = list::page(&mut tx, &filter, sort, after.as_ref(), limit as i64 + 1).await?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next_cursor = match rows.last().filter(|_| more) {
            Some((_, at)) => Some(seal_cursor(&mut tx, Cursor { asked, after: at.clone() }).await?),
            None => None,
        };
        tx.commit().await?;
        Ok(Json(ContactPage { data: rows.into_iter().map(|(c, _)| Contact::of(c, &fields)).collect(), next_cursor }))
    }

    /// Create a contact
    ///
    /// With an `Idempotency-Key`, the same request sent again within a day gets the same answer and makes nothing.
    #[oai(path = "/contacts", method = "post", operation_id = "createContact")]
    async fn create(
        &self,
        call: Data<&Call>,
        #[oai(name = "Idempotency-Key", validator(min_length = 1, max_length = 255))] key: Header<Option<String>>,
        body: JsonBody<ContactInput, false>,
    ) -> Result<MadeContact, Trouble> {
        let mut tx = call.begin().await?;
        let own = custom_fields::list(&mut tx).await?;
        let new = over(ContactForm::fresh(), &own, body.members)?;
        let turn = once::turn(&mut tx, key.0.as_deref(), "createContact", &body.bytes).await?;
        if let Turn::Again(answer) = turn {
            return made(Contact::parse_from_json(Some(answer)).map_err(|_| unreadable())?);
        }
        let id = contacts::create(&mut tx, &new).await?;
        let contact = Contact::of(contacts::get(&mut tx, id).await?, &own);
        once::settle(&mut tx, &turn, &contact.to_json().unwrap_or(Value::Null)).await?;
        tx.commit().await?;
        made(contact)
    }

    /// Read a contact
    #[oai(path = "/contacts/:id", method = "get", operation_id = "getContact")]
    async fn show(
        &self,
        call: Data<&Call>,
        id: Path<Uuid>,
        #[oai(name = "If-None-Match")] known: Header<Option<String>>,
    ) -> Result<FoundContact, Trouble> {
        let mut tx = call.look().await?;
        let contact = contacts::alive(contacts::get(&mut tx, ContactId(id.0)).await?)?;
        let own = custom_fields::list(&mut tx).await?;
        tx.commit().await?;
        let etag = etag(contact.version);
        if known.0.is_some_and(|tags| names(&tags, contact.version)) {
            return Ok(FoundContact::Unchanged(etag, ASK_AGAIN.to_owned()));
        }
        Ok(FoundContact::Found(Json(Box::new(Contact::of(contact, &own))), etag, ASK_AGAIN.to_owned()))
    }

    /// Change a contact
    ///
    /// A merge patch (RFC 7396): what is left out stays, `null` empties.
    #[oai(path = "/contacts/:id", method = "patch", operation_id = "changeContact")]
    async fn update(
        &self,
        call: Data<&Call>,
        id: Path<Uuid>,
        /// The ETag of the contact as it was read.
        #[oai(name = "If-Match")]
        condition: Header<Option<String>>,
        body: JsonBody<ContactInput, true>,
    ) -> Result<ChangedContact, Trouble> {
        let condition = condition.0.ok_or(Trouble::ConditionMissing)?;
        let mut tx = call.begin().await?;
        let now = contacts::hold(&mut tx, ContactId(id.0)).await?;
        if !names(&condition, now.version) {
            return Err(Trouble::Stale);
        }
        let own = custom_fields::list(&mut tx).await?;
        let new = over(ContactForm::of(&now), &own, body.members)?;
        contacts::update(&mut tx, now.id, &new, now.version).await?;
        let contact = contacts::get(&mut tx, now.id).await?;
        tx.commit().await?;
        let etag = etag(contact.version);
        Ok(ChangedContact::Changed(Json(Contact::of(contact, &own)), etag))
    }

    /// Delete a contact
    ///
    /// It can be brought back in the application for 30 days; its documents stay.
    #[oai(path = "/contacts/:id", method = "delete", operation_id = "deleteContact")]
    async fn delete(
        &self,
        call: Data<&Call>,
        id: Path<Uuid>,
        /// The ETag of the contact as it was read.
        #[oai(name = "If-Match")]
        condition: Header<Option<String>>,
    ) -> Result<DeletedContact, Trouble> {
        let condition = condition.0.ok_or(Trouble::ConditionMissing)?;
        let mut tx = call.begin().await?;
        let now = contacts::hold(&mut tx, ContactId(id.0)).await?;
        if !names(&condition, now.version) {
            return Err(Trouble::Stale);
        }
        contacts::delete(&mut tx, now.id).await?;
        tx.commit().await?;
        Ok(DeletedContact::Deleted)
    }
}

fn made(contact: Contact) -> Result<MadeContact, Trouble> {
    let (location, etag) = (format!("/api/contacts/{}", contact.id), etag(contact.version));
    Ok(MadeContact::Made(Json(contact), location, etag))
}

pub(super) fn unreadable() -> Trouble {
    crm::Error::Internal("a kept answer no longer reads".into()).into()
}

fn crm_kind(kind: ContactKind) -> &'static str {
    crm::document::BuyerKind::from(kind).as_str()
}

pub(super) fn etag(version: i32) -> String {
    format!("\"{version}\"")
}

/// Whether a list of ETags names this version. A proxy that compresses marks ours as weak: it is the same row.
pub(super) fn names(tags: &str, version: i32) -> bool {
    let ours = etag(version);
    tags.split(',').map(str::trim).any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == ours)
}

/// What a list was asked for: a cursor belongs to it.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Asked(Vec<(String, String)>);

impl Asked {
    fn of<const N: usize>(all: [(&str, Option<String>); N]) -> Asked {
        let said =
            all.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value.filter(|v| !v.is_empty())?)));
        Asked(said.collect())
    }
}

/// Name: A to Z. Seen: longest without a contact first. Created: newest first. Visits: most invoices first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "lowercase")]
pub enum ContactSort {
    Name,
    Seen,
    Created,
    Visits,
}

impl From<ContactSort> for Sort {
    fn from(sort: ContactSort) -> Sort {
        match sort {
            ContactSort::Name => Sort::Name,
            ContactSort::Seen => Sort::Seen,
            ContactSort::Created => Sort::Created,
            ContactSort::Visits => Sort::Visits,
        }
    }
}

/// Sealed with the garage's key: it holds a customer's name, and goes through logs of proxies.
#[derive(Serialize, Deserialize)]
struct Cursor {
    asked: Asked,
    after: Position,
}

const CURSOR: &str = "api.cursor:contacts";

async fn seal_cursor(tx: &mut TenantTx, cursor: Cursor) -> crm::Result<String> {
    Ok(BASE64_URL_SAFE_NO_PAD.encode(tx.garage_key().await?.seal_json(&cursor, CURSOR)?))
}

async fn open_cursor(tx: &mut TenantTx, cursor: &str, asked: &Asked) -> Result<Position, Trouble> {
    let sealed = BASE64_URL_SAFE_NO_PAD.decode(cursor).map_err(|_| Trouble::BadCursor)?;
    let opened = tx.garage_key().await?.open_json::<Cursor>(&sealed, CURSOR);
    opened.ok().filter(|c| c.asked == *asked).map(|c| c.after).ok_or(Trouble::BadCursor)
}
