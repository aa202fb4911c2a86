//! What hangs on a contact's row: its other phones and e-mails, the values of the garage's own fields.

use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use super::{Labelled, More, NewContact};
use crate::{
    custom_fields::CustomValue,
    db::TenantTx,
    document::Address,
    error::Result,
    ids::{ContactId, CustomFieldId},
    reach::{Email, show_phone},
};

#[derive(Debug, Deserialize)]
pub struct StoredReach {
    kind: String,
    label: String,
    shown: String,
    key: String,
}

#[derive(Debug, Deserialize)]
pub struct StoredValue {
    field: CustomFieldId,
    shown: String,
    key: Option<String>,
    number: Option<i64>,
    day: Option<NaiveDate>,
    /// Hexadecimal.
    sealed: Option<String>,
}

pub fn more(reaches: Vec<StoredReach>, addresses: Vec<Labelled<Address>>) -> More {
    let mut more = More { addresses, ..More::default() };
    for reach in reaches {
        match reach.kind.as_str() {
            "phone" => more.phones.push(Labelled { label: reach.label, value: reach.key }),
            _ => {
                more.emails.extend(Email::parse(&reach.shown).ok().map(|value| Labelled { label: reach.label, value }))
            }
        }
    }
    more
}

fn context(contact: ContactId, field: CustomFieldId) -> String {
    format!("contact_values:{contact}:{field}")
}

pub async fn open_values(tx: &mut TenantTx, contact: ContactId, stored: Vec<StoredValue>) -> Result<Vec<CustomValue>> {
    let mut values = Vec::with_capacity(stored.len());
    for v in stored {
        let sealed = v.sealed.and_then(|hex| hex::decode(hex).ok());
        let shown = match &sealed {
            Some(sealed) => tx.garage_key().await?.open_json(sealed, &context(contact, v.field))?,
            None => v.shown,
        };
        values.push(CustomValue {
            field: v.field,
            shown,
            key: v.key,
            number: v.number,
            day: v.day,
            private: sealed.is_some(),
        });
    }
    Ok(values)
}

/// Kind, label, as shown, key: phones first.
pub fn reaches(c: &NewContact) -> Vec<(&'static str, String, String, String)> {
    let phones = c.more.phones.iter().map(|p| ("phone", p.label.clone(), show_phone(&p.value), p.value.clone()));
    let emails = c.more.emails.iter().map(|e| ("email", e.label.clone(), e.value.as_str().to_owned(), e.value.key()));
    phones.chain(emails).collect()
}

/// What a private value is kept as; nothing for another.
pub async fn sealed(tx: &mut TenantTx, contact: ContactId, value: &CustomValue) -> Result<Option<Vec<u8>>> {
    match value.private {
        true => Ok(Some(tx.garage_key().await?.seal_json(&value.shown, &context(contact, value.field))?)),
        false => Ok(None),
    }
}

pub async fn insert_reaches(tx: &mut TenantTx, id: ContactId, c: &NewContact) -> Result<()> {
    let all = reaches(c);
    if all.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = all.iter().map(|_| Uuid::now_v7()).collect();
    let kinds: Vec<String> = all.iter().map(|r| r.0.to_owned()).collect();
    let labels: Vec<String> = all.iter().map(|r| r.1.clone()).collect();
    let shown: Vec<String> = all.iter().map(|r| r.2.clone()).collect();
    let keys: Vec<String> = all.iter().map(|r| r.3.clone()).collect();
    sqlx::query!(
        "insert into contact_reaches (id, contact_id, kind, position, label, shown, key)
         select r.id, $1, r.kind, r.position, r.label, r.shown, r.key
         from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[]) with ordinality
              as r(id, kind, label, shown, key, position)",
        id.0,
        &ids,
        &kinds,
        &labels,
        &shown,
        &keys
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn insert_values(tx: &mut TenantTx, id: ContactId, values: &[CustomValue]) -> Result<()> {
    if values.is_empty() {
        return Ok(());
    }
    let mut columns = Columns::default();
    for value in values {
        let sealed = sealed(tx, id, value).await?;
        columns.push(value, sealed);
    }
    sqlx::query!(
        "insert into contact_values (id, contact_id, field_id, shown, key, number, day, sealed)
         select v.id, $1, v.field, v.shown, v.key, v.number, v.day, v.sealed
         from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::bigint[], $7::date[], $8::bytea[])
              as v(id, field, shown, key, number, day, sealed)",
        id.0,
        &columns.ids,
        &columns.fields,
        &columns.shown,
        &columns.keys as &[Option<String>],
        &columns.numbers as &[Option<i64>],
        &columns.days as &[Option<NaiveDate>],
        &columns.sealed as &[Option<Vec<u8>>]
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// One array a column, for `unnest`. A private value says nothing outside its seal.
#[derive(Default)]
struct Columns {
    ids: Vec<Uuid>,
    fields: Vec<Uuid>,
    shown: Vec<String>,
    keys: Vec<Option<String>>,
    numbers: Vec<Option<i64>>,
    days: Vec<Option<NaiveDate>>,
    sealed: Vec<Option<Vec<u8>>>,
}

impl Columns {
    fn push(&mut self, value: &CustomValue, sealed: Option<Vec<u8>>) {
        let open = sealed.is_none();
        self.ids.push(Uuid::now_v7());
        self.fields.push(value.field.0);
        self.shown.push(if open { value.shown.clone() } else { String::new() });
        self.keys.push(value.key.clone().filter(|_| open));
        self.numbers.push(value.number.filter(|_| open));
        self.days.push(value.day.filter(|_| open));
        self.sealed.push(sealed);
    }
}

pub async fn delete_reaches(tx: &mut TenantTx, id: ContactId) -> Result<()> {
    sqlx::query!("delete from contact_reaches where contact_id = $1", id.0).execute(tx.conn()).await?;
    Ok(())
}

pub async fn delete_values(tx: &mut TenantTx, id: ContactId) -> Result<()> {
    sqlx::query!("delete from contact_values where contact_id = $1", id.0).execute(tx.conn()).await?;
    Ok(())
}
