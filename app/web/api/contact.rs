//! A contact as programs see it and send it.

mod more;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use crm::{
    Fields, Lang, Why,
    contacts::{self, Channel, Civility, ContactForm, NewContact},
    custom_fields::{self, CustomField},
};
use poem_openapi::{Enum, Object};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{
    Trouble,
    body::Members,
    problem::{Says, Wrong},
};

/// A particulier has a name, a professionnel a company and a SIREN, an administration a company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "lowercase")]
pub enum ContactKind {
    Particulier,
    Professionnel,
    Administration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "lowercase")]
pub enum ContactCivility {
    Mme,
    M,
}

/// The language the customer is written to in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "lowercase")]
pub enum ContactLang {
    Fr,
    En,
}

/// How the customer likes to be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "lowercase")]
pub enum ContactChannel {
    Phone,
    Sms,
    Whatsapp,
    Email,
    Post,
}

/// A phone (E.164) or an e-mail beside the first, and whose or where it is.
#[derive(Clone, Debug, Object)]
pub struct OtherReach {
    #[oai(validator(max_length = 40))]
    pub label: Option<String>,
    pub value: String,
}

/// In France. Street, postcode and town go together.
#[derive(Clone, Debug, Object)]
pub struct ContactAddress {
    #[oai(validator(max_length = 120))]
    pub street: String,
    /// Building, floor, place called.
    #[oai(validator(max_length = 120))]
    pub extra: Option<String>,
    #[oai(validator(pattern = "^[0-9]{5}$"))]
    pub postcode: String,
    #[oai(validator(max_length = 80))]
    pub town: String,
}

/// A customer of the garage.
#[derive(Clone, Debug, Object)]
pub struct Contact {
    pub id: Uuid,
    /// Grows with each change; the ETag is made of it.
    pub version: i32,
    pub kind: ContactKind,
    pub civility: Option<ContactCivility>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub company: Option<String>,
    pub siren: Option<String>,
    pub siret: Option<String>,
    pub vat_number: Option<String>,
    /// The service that an administration's invoices are addressed to.
    pub service_code: Option<String>,
    pub email: Option<String>,
    /// E.164, `+33612345678`.
    pub phone: Option<String>,
    pub other_phones: Vec<OtherReach>,
    pub other_emails: Vec<OtherReach>,
    pub lang: ContactLang,
    pub channel: Option<ContactChannel>,
    pub address: Option<ContactAddress>,
    pub tags: Vec<String>,
    /// The number under which the former software knew the customer.
    pub code: Option<String>,
    /// An administration that pays no invoice without an order number.
    pub order_required: bool,
    /// The garage's own fields, by name; private ones are left out.
    pub fields: BTreeMap<String, String>,
    pub notes: Option<String>,
    /// Sealed invoices that no credit note took back.
    pub visits: i32,
    /// Day of the last visit, quote or message.
    pub last_contact_on: Option<NaiveDate>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// What may be written. A member left out stays as it is (on creation: empty); `null` empties it.
#[derive(Debug, Object)]
pub struct ContactInput {
    /// `particulier` on creation if left out.
    pub kind: Option<ContactKind>,
    pub civility: Option<ContactCivility>,
    #[oai(validator(max_length = 80))]
    pub first_name: Option<String>,
    #[oai(validator(max_length = 80))]
    pub last_name: Option<String>,
    #[oai(validator(max_length = 120))]
    pub company: Option<String>,
    /// Nine digits, checked.
    pub siren: Option<String>,
    /// Fourteen digits, checked; the SIREN is its beginning.
    pub siret: Option<String>,
    /// Computed from the SIREN if left out.
    pub vat_number: Option<String>,
    #[oai(validator(max_length = 40))]
    pub service_code: Option<String>,
    pub email: Option<String>,
    /// French writings and E.164.
    pub phone: Option<String>,
    /// All of them: those left out go. Four at most.
    #[oai(validator(max_items = 4))]
    pub other_phones: Option<Vec<OtherReach>>,
    #[oai(validator(max_items = 4))]
    pub other_emails: Option<Vec<OtherReach>>,
    pub lang: Option<ContactLang>,
    pub channel: Option<ContactChannel>,
    /// All of them, by name; new ones are made. Twelve at most.
    #[oai(validator(max_items = 12))]
    pub tags: Option<Vec<String>>,
    #[oai(validator(max_length = 40))]
    pub code: Option<String>,
    pub order_required: Option<bool>,
    /// By name: `yes` and `no`, `2026-11-23`, `12,5`; `null` empties. Others stay.
    pub fields: Option<BTreeMap<String, Option<String>>>,
    pub address: Option<ContactAddressInput>,
    #[oai(validator(max_length = 5000))]
    pub notes: Option<String>,
}

#[derive(Debug, Object)]
pub struct ContactAddressInput {
    #[oai(validator(max_length = 120))]
    pub street: Option<String>,
    #[oai(validator(max_length = 120))]
    pub extra: Option<String>,
    pub postcode: Option<String>,
    #[oai(validator(max_length = 80))]
    pub town: Option<String>,
}

impl Contact {
    /// `own`: the garage's fields.
    pub fn of(contact: contacts::Contact, own: &[CustomField]) -> Contact {
        let fields = own_fields(&contact, own);
        let c = contact.is;
        let some = |text: String| Some(text).filter(|t| !t.is_empty());
        Contact {
            id: contact.id.0,
            version: contact.version,
            kind: c.kind.into(),
            civility: match c.civility {
                Civility::Unknown => None,
                Civility::Mme => Some(ContactCivility::Mme),
                Civility::M => Some(ContactCivility::M),
            },
            first_name: some(c.first_name),
            last_name: some(c.last_name),
            company: some(c.company),
            siren: c.siren,
            siret: c.siret,
            vat_number: c.vat_number,
            service_code: c.service_code,
            email: c.email.map(|e| e.as_str().to_owned()),
            phone: c.phone,
            lang: match c.lang {
                Lang::Fr => ContactLang::Fr,
                Lang::En => ContactLang::En,
            },
            address: c.address.map(|a| ContactAddress {
                street: a.street,
                extra: some(a.extra),
                postcode: a.postcode,
                town: a.town,
            }),
            other_phones: c.more.phones.into_iter().map(|p| other(p.label, p.value)).collect(),
            other_emails: c.more.emails.into_iter().map(|e| other(e.label, e.value.as_str().to_owned())).collect(),
            channel: channel(c.channel),
            tags: c.tags,
            code: some(c.code),
            order_required: c.order_required,
            fields,
            visits: contact.visits,
            notes: some(c.notes),
            last_contact_on: contact.last_contact_on,
            created_at: contact.created_at,
            updated_at: contact.updated_at,
        }
    }
}

fn own_fields(contact: &contacts::Contact, own: &[CustomField]) -> BTreeMap<String, String> {
    let open = own.iter().filter(|field| !field.private);
    let named = open.filter_map(|field| {
        let value = contact.is.values.iter().flatten().find(|v| v.field == field.id)?;
        Some((field.name.clone(), value.shown.clone()))
    });
    named.collect()
}

fn other(label: String, value: String) -> OtherReach {
    OtherReach { label: Some(label).filter(|l| !l.is_empty()), value }
}

fn channel(channel: Channel) -> Option<ContactChannel> {
    match channel {
        Channel::Any => None,
        Channel::Phone => Some(ContactChannel::Phone),
        Channel::Sms => Some(ContactChannel::Sms),
        Channel::Whatsapp => Some(ContactChannel::Whatsapp),
        Channel::Email => Some(ContactChannel::Email),
        Channel::Post => Some(ContactChannel::Post),
    }
}

impl From<crm::document::BuyerKind> for ContactKind {
    fn from(kind: crm::document::BuyerKind) -> ContactKind {
        use crm::document::BuyerKind::{Administration, Particulier, Professionnel};
        match kind {
            Particulier => ContactKind::Particulier,
            Professionnel => ContactKind::Professionnel,
            Administration => ContactKind::Administration,
        }
    }
}

impl From<ContactKind> for crm::document::BuyerKind {
    fn from(kind: ContactKind) -> crm::document::BuyerKind {
        use crm::document::BuyerKind::{Administration, Particulier, Professionnel};
        match kind {
            ContactKind::Particulier => Particulier,
            ContactKind::Professionnel => Professionnel,
            ContactKind::Administration => Administration,
        }
    }
}

/// What was sent, laid over a form: a fresh one, or that of the contact as it is. Then the form's own rules.
pub fn over(mut form: ContactForm, own: &[CustomField], members: Map<String, Value>) -> Result<NewContact, Trouble> {
    let mut wrong = Vec::new();
    let by_siret = lay(&mut form, own, members, &mut wrong);
    if !wrong.is_empty() {
        return Err(Trouble::Wrong(wrong));
    }
    let mut fields = Fields::default();
    let new = form.parse(&mut fields);
    let values = custom_fields::values(own, &form.more, &mut fields);
    new.filter(|_| fields.is_empty()).map(|new| NewContact { values, ..new }).ok_or_else(|| {
        Trouble::Wrong(Wrong::fields(&fields, |field| match field {
            field if more::pointer(field, own).is_some() => more::pointer(field, own).unwrap_or_default(),
            "street" | "extra" | "postcode" | "town" => format!("/address/{field}"),
            "siren" if by_siret => "/siret".to_owned(),
            field => format!("/{field}"),
        }))
    })
}

/// Whether the company is told by its SIRET.
fn lay(form: &mut ContactForm, own: &[CustomField], members: Map<String, Value>, wrong: &mut Vec<Wrong>) -> bool {
    let mut members = Members::of(members, wrong);
    for (name, slot) in [
        ("first_name", &mut form.first_name),
        ("last_name", &mut form.last_name),
        ("company", &mut form.company),
        ("service_code", &mut form.service_code),
        ("email", &mut form.email),
        ("phone", &mut form.phone),
        ("code", &mut form.code),
        ("notes", &mut form.notes),
    ] {
        if let Some(text) = members.text(name) {
            *slot = text;
        }
    }
    for (name, slot) in [
        ("kind", &mut form.kind),
        ("civility", &mut form.civility),
        ("lang", &mut form.lang),
        ("channel", &mut form.channel),
    ] {
        if let Some(text) = members.exact(name) {
            *slot = text;
        }
    }
    // The page offers these as a choice, so its form takes anything else for the first one.
    if Civility::parse(&form.civility).is_err() {
        members.note("civility", Says::Why(Why::BadChoice));
    }
    if Lang::parse(&form.lang).is_err() {
        members.note("lang", Says::Why(Why::BadChoice));
    }
    if let Some((mut address, emptied)) = members.object("address") {
        for (name, slot) in [
            ("street", &mut form.street),
            ("extra", &mut form.extra),
            ("postcode", &mut form.postcode),
            ("town", &mut form.town),
        ] {
            match address.text(name) {
                Some(text) => *slot = text,
                None if emptied => slot.clear(),
                None => {}
            }
        }
        address.end();
    }
    more::lay(form, own, &mut members);
    let by_siret = company_ids(form, &mut members);
    members.end();
    by_siret
}

/// The form has one field for SIREN or SIRET. A VAT number that was computed follows the SIREN.
fn company_ids(form: &mut ContactForm, members: &mut Members<'_>) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (siren, siret, vat) = (members.text("siren"), members.text("siret"), members.text("vat_number"));
    let before = digits(&form.siren);
    let by_siret = siret.as_ref().is_some_and(|s| !s.trim().is_empty());
    match (siren, siret) {
        (siren, Some(siret)) if by_siret => {
            if digits(&siret).len() != 14 {
                members.note("siret", Says::Why(Why::BadSiret));
            } else if siren.is_some_and(|s| !digits(&siret).starts_with(&digits(&s))) {
                members.note("siren", Says::Why(Why::SirenOfAnother));
            }
            form.siren = siret;
        }
        (Some(siren), None) if before.len() == 14 && !siren.is_empty() && before.get(..9) == Some(&digits(&siren)) => {}
        (Some(siren), _) => form.siren = siren,
        // The establishment is emptied, the company stays.
        (None, Some(_)) => form.siren = before.get(..9).unwrap_or_default().to_owned(),
        (None, None) => {}
    }
    match vat {
        Some(vat) => form.vat_number = vat,
        None if digits(&form.siren).get(..9) != before.get(..9) => form.vat_number.clear(),
        None => {}
    }
    by_siret
}
