//! Many customers at once, by one statement each: what an import writes. The rows travel as one JSON value, which
//! Postgres takes apart by the names of its columns.

use chrono::NaiveDate;
use serde::Serialize;
use sqlx::types::Json;
use uuid::Uuid;

use super::{NewContact, parts, store::seal_addresses};
use crate::{db::TenantTx, error::Result, ids::ContactId, reach::Email, tags, text};

/// A contact's row, hexadecimal where it is sealed.
#[derive(Serialize)]
struct Flat {
    id: Uuid,
    kind: &'static str,
    civility: &'static str,
    first_name: String,
    last_name: String,
    company: String,
    siren: Option<String>,
    siret: Option<String>,
    vat_number: Option<String>,
    service_code: Option<String>,
    email: Option<String>,
    email_key: Option<String>,
    phone: Option<String>,
    lang: &'static str,
    address_sealed: Option<String>,
    addresses_sealed: Option<String>,
    notes: String,
    name_key: String,
    search_text: String,
    code: String,
    code_key: String,
    channel: &'static str,
    order_required: bool,
}

async fn flat(tx: &mut TenantTx, id: ContactId, c: &NewContact) -> Result<Flat> {
    let [address, addresses] = seal_addresses(tx, id, c).await?;
    Ok(Flat {
        id: id.0,
        kind: c.kind.as_str(),
        civility: c.civility.as_str(),
        first_name: c.first_name.clone(),
        last_name: c.last_name.clone(),
        company: c.company.clone(),
        siren: c.siren.clone(),
        siret: c.siret.clone(),
        vat_number: c.vat_number.clone(),
        service_code: c.service_code.clone(),
        email: c.email.as_ref().map(|e| e.as_str().to_owned()),
        email_key: c.email.as_ref().map(Email::key),
        phone: c.phone.clone(),
        lang: c.lang.as_str(),
        address_sealed: address.map(hex::encode),
        addresses_sealed: addresses.map(hex::encode),
        notes: c.notes.clone(),
        name_key: c.name_key(),
        search_text: c.search_text(c.values.as_deref().unwrap_or_default()),
        code: c.code.clone(),
        code_key: text::key(&c.code),
        channel: c.channel.as_str(),
        order_required: c.order_required,
    })
}

async fn all_flat(tx: &mut TenantTx, all: &[(ContactId, NewContact)]) -> Result<Vec<Flat>> {
    let mut rows = Vec::with_capacity(all.len());
    for (id, contact) in all {
        rows.push(flat(tx, *id, contact).await?);
    }
    Ok(rows)
}

/// New ones. When they were last seen is not known: a list does not say it.
pub async fn insert_all(tx: &mut TenantTx, all: &[(ContactId, NewContact)]) -> Result<()> {
    let rows = all_flat(tx, all).await?;
    sqlx::query!(
        "insert into contacts (id, kind, civility, first_name, last_name, company, siren, siret, vat_number, service_code, email,
                               email_key, phone, phone_key, lang, address_sealed, addresses_sealed, notes, name_key, search_text,
                               code, code_key, channel, order_required)
         select r.id, r.kind, r.civility, r.first_name, r.last_name, r.company, r.siren, r.siret, r.vat_number, r.service_code, r.email,
                r.email_key, r.phone, r.phone, r.lang, decode(r.address_sealed, 'hex'), decode(r.addresses_sealed, 'hex'), r.notes,
                r.name_key, r.search_text, r.code, r.code_key, r.channel, r.order_required
         from jsonb_to_recordset($1) as r (id uuid, kind text, civility text, first_name text, last_name text, company text, siren text,
              siret text, vat_number text, service_code text, email text, email_key text, phone text, lang text, address_sealed text,
              addresses_sealed text, notes text, name_key text, search_text text, code text, code_key text, channel text,
              order_required boolean)",
        Json(&rows) as _
    )
    .execute(tx.conn())
    .await?;
    insert_parts(tx, all).await
}

/// Over what there is; gives the versions that follow.
pub async fn update_all(tx: &mut TenantTx, all: &[(ContactId, NewContact)]) -> Result<Vec<(ContactId, i32)>> {
    let rows = all_flat(tx, all).await?;
    let versions = sqlx::query!(
        "update contacts c
         set kind = r.kind, civility = r.civility, first_name = r.first_name, last_name = r.last_name, company = r.company,
             siren = r.siren, siret = r.siret, vat_number = r.vat_number, service_code = r.service_code, email = r.email,
             email_key = r.email_key, phone = r.phone, phone_key = r.phone, lang = r.lang,
             address_sealed = decode(r.address_sealed, 'hex'), addresses_sealed = decode(r.addresses_sealed, 'hex'),
             notes = r.notes, name_key = r.name_key, search_text = r.search_text, code = r.code, code_key = r.code_key,
             channel = r.channel, order_required = r.order_required
         from jsonb_to_recordset($1) as r (id uuid, kind text, civility text, first_name text, last_name text, company text, siren text,
              siret text, vat_number text, service_code text, email text, email_key text, phone text, lang text, address_sealed text,
              addresses_sealed text, notes text, name_key text, search_text text, code text, code_key text, channel text,
              order_required boolean)
         where c.id = r.id and c.id = any ($2)
         returning c.id as \"id: ContactId\", c.version",
        Json(&rows) as _,
        &ids(all)
    )
    .fetch_all(tx.conn())
    .await?;
    delete_parts(tx, &ids(all)).await?;
    insert_parts(tx, all).await?;
    Ok(versions.into_iter().map(|r| (r.id, r.version)).collect())
}

fn ids(all: &[(ContactId, NewContact)]) -> Vec<Uuid> {
    all.iter().map(|(id, _)| id.0).collect()
}

async fn delete_parts(tx: &mut TenantTx, ids: &[Uuid]) -> Result<()> {
    sqlx::query!("delete from contact_reaches where contact_id = any ($1)", ids).execute(tx.conn()).await?;
    sqlx::query!("delete from contact_values where contact_id = any ($1)", ids).execute(tx.conn()).await?;
    sqlx::query!("delete from contact_tags where contact_id = any ($1)", ids).execute(tx.conn()).await?;
    Ok(())
}

#[derive(Serialize)]
struct FlatReach {
    id: Uuid,
    contact: Uuid,
    kind: &'static str,
    position: usize,
    label: String,
    shown: String,
    key: String,
}

#[derive(Serialize)]
struct FlatValue {
    id: Uuid,
    contact: Uuid,
    field: Uuid,
    shown: String,
    key: Option<String>,
    number: Option<i64>,
    day: Option<NaiveDate>,
    sealed: Option<String>,
}

async fn insert_parts(tx: &mut TenantTx, all: &[(ContactId, NewContact)]) -> Result<()> {
    insert_reaches(tx, all).await?;
    insert_values(tx, all).await?;
    insert_tags(tx, all).await
}

async fn insert_reaches(tx: &mut TenantTx, all: &[(ContactId, NewContact)]) -> Result<()> {
    let of = |(id, contact): &(ContactId, NewContact)| {
        let id = id.0;
        let flat = move |(position, (kind, label, shown, key))| FlatReach {
            id: Uuid::now_v7(),
            contact: id,
            kind,
            position,
            label,
            shown,
            key,
        };
        parts::reaches(contact).into_iter().enumerate().map(flat).collect::<Vec<_>>()
    };
    let rows: Vec<FlatReach> = all.iter().flat_map(of).collect();
    if rows.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "insert into contact_reaches (id, contact_id, kind, position, label, shown, key)
         select r.id, r.contact, r.kind, r.position, r.label, r.shown, r.key
         from jsonb_to_recordset($1) as r (id uuid, contact uuid, kind text, position integer, label text, shown text, key text)",
        Json(&rows) as _
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

async fn insert_values(tx: &mut TenantTx, all: &[(ContactId, NewContact)]) -> Result<()> {
    let mut rows = Vec::new();
    for (id, contact) in all {
        for v in contact.values.iter().flatten() {
            let sealed = parts::sealed(tx, *id, v).await?;
            let open = sealed.is_none();
            rows.push(FlatValue {
                id: Uuid::now_v7(),
                contact: id.0,
                field: v.field.0,
                shown: if open { v.shown.clone() } else { String::new() },
                key: v.key.clone().filter(|_| open),
                number: v.number.filter(|_| open),
                day: v.day.filter(|_| open),
                sealed: sealed.map(hex::encode),
            });
        }
    }
    if rows.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "insert into contact_values (id, contact_id, field_id, shown, key, number, day, sealed)
         select r.id, r.contact, r.field, r.shown, r.key, r.number, r.day, decode(r.sealed, 'hex')
         from jsonb_to_recordset($1) as r (id uuid, contact uuid, field uuid, shown text, key text, number bigint, day date, sealed text)",
        Json(&rows) as _
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

async fn insert_tags(tx: &mut TenantTx, all: &[(ContactId, NewContact)]) -> Result<()> {
    let mut names: Vec<String> = all.iter().flat_map(|(_, c)| c.tags.iter().cloned()).collect();
    names.sort_by_key(|name| text::key(name));
    names.dedup_by_key(|name| text::key(name));
    if names.is_empty() {
        return Ok(());
    }
    tags::named(tx, &names).await?;
    let pairs = all.iter().flat_map(|(id, c)| c.tags.iter().map(|name| (id.0, text::key(name))));
    let (contacts, keys): (Vec<Uuid>, Vec<String>) = pairs.unzip();
    sqlx::query!(
        "insert into contact_tags (contact_id, tag_id)
         select p.contact, t.id from unnest($1::uuid[], $2::text[]) as p (contact, key) join tags t on t.key = p.key
         on conflict do nothing",
        &contacts,
        &keys
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
