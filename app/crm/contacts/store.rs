use chrono::{DateTime, NaiveDate, Utc};

use super::{After, Civility, Contact, ContactRow, NewContact};
use crate::{
    cx::Lang,
    db::TenantTx,
    document::BuyerKind,
    error::{Error, Result},
    ids::ContactId,
    listed::Listed,
    reach::Email,
};

fn address_context(id: ContactId) -> String {
    format!("contacts.address:{id}")
}

async fn seal_address(tx: &mut TenantTx, id: ContactId, new: &NewContact) -> Result<Option<Vec<u8>>> {
    match &new.address {
        Some(address) => Ok(Some(tx.garage_key().await?.seal_json(address, &address_context(id))?)),
        None => Ok(None),
    }
}

pub async fn insert(tx: &mut TenantTx, id: ContactId, c: &NewContact) -> Result<()> {
    let address = seal_address(tx, id, c).await?;
    let today = tx.cx().today();
    sqlx::query!(
        "insert into contacts (id, kind, civility, first_name, last_name, company, siren, siret, vat_number, service_code,
                               email, email_key, phone, phone_key, lang, address_sealed, notes, name_key, search_text, last_contact_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $14, $15, $16, $17, $18, $19)",
        id.0,
        c.kind.as_str(),
        c.civility.as_str(),
        c.first_name,
        c.last_name,
        c.company,
        c.siren,
        c.siret,
        c.vat_number,
        c.service_code,
        c.email.as_ref().map(Email::as_str),
        c.email.as_ref().map(Email::key),
        c.phone,
        c.lang.as_str(),
        address,
        c.notes,
        c.name_key(),
        c.search_text(),
        today
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn update(tx: &mut TenantTx, id: ContactId, c: &NewContact, version: i32) -> Result<bool> {
    let address = seal_address(tx, id, c).await?;
    let done = sqlx::query!(
        "update contacts
         set kind = $3, civility = $4, first_name = $5, last_name = $6, company = $7, siren = $8, siret = $9, vat_number = $10,
             service_code = $11, email = $12, email_key = $13, phone = $14, phone_key = $14, lang = $15, address_sealed = $16,
             notes = $17, name_key = $18, search_text = $19
         where id = $1 and version = $2 and deleted_at is null",
        id.0,
        version,
        c.kind.as_str(),
        c.civility.as_str(),
        c.first_name,
        c.last_name,
        c.company,
        c.siren,
        c.siret,
        c.vat_number,
        c.service_code,
        c.email.as_ref().map(Email::as_str),
        c.email.as_ref().map(Email::key),
        c.phone,
        c.lang.as_str(),
        address,
        c.notes,
        c.name_key(),
        c.search_text()
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A contact as it is stored.
struct Stored {
    id: ContactId,
    version: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    deleted_at: Option<DateTime<Utc>>,
    last_contact_on: Option<NaiveDate>,
    kind: BuyerKind,
    civility: Civility,
    first_name: String,
    last_name: String,
    company: String,
    siren: Option<String>,
    siret: Option<String>,
    vat_number: Option<String>,
    service_code: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    lang: Lang,
    address_sealed: Option<Vec<u8>>,
    notes: String,
}

async fn open(tx: &mut TenantTx, r: Stored) -> Result<Contact> {
    let address = match r.address_sealed {
        Some(sealed) => Some(tx.garage_key().await?.open_json(&sealed, &address_context(r.id))?),
        None => None,
    };
    Ok(Contact {
        id: r.id,
        version: r.version,
        created_at: r.created_at,
        updated_at: r.updated_at,
        deleted_at: r.deleted_at,
        last_contact_on: r.last_contact_on,
        is: NewContact {
            kind: r.kind,
            civility: r.civility,
            first_name: r.first_name,
            last_name: r.last_name,
            company: r.company,
            siren: r.siren,
            siret: r.siret,
            vat_number: r.vat_number,
            service_code: r.service_code,
            email: r.email.and_then(|e| Email::parse(&e).ok()),
            phone: r.phone,
            lang: r.lang,
            address,
            notes: r.notes,
        },
    })
}

/// A contact whole, as `Stored`; given what follows `from contacts`.
macro_rules! stored {
    ($rest:literal, $($value:expr),+ $(,)?) => {
        sqlx::query_as!(
            Stored,
            "select id as \"id: ContactId\", version, created_at, updated_at, deleted_at, last_contact_on, kind as \"kind: BuyerKind\",
                    civility as \"civility: Civility\", first_name, last_name, company, siren, siret, vat_number, service_code,
                    email, phone, lang as \"lang: Lang\", address_sealed, notes
             from contacts " + $rest,
            $($value),+
        )
    };
}

pub async fn get(tx: &mut TenantTx, id: ContactId) -> Result<Contact> {
    let row = stored!("where id = $1", id.0).fetch_optional(tx.conn()).await?;
    open(tx, row.ok_or(Error::NotFound)?).await
}

/// Holds the row until the transaction ends.
pub async fn lock(tx: &mut TenantTx, id: ContactId) -> Result<()> {
    let row = sqlx::query_scalar!("select 1 as \"one!\" from contacts where id = $1 for update", id.0);
    row.fetch_optional(tx.conn()).await?.map(|_| ()).ok_or(Error::NotFound)
}

/// Whole contacts by name, after a position; `patterns` empty: all of them.
pub async fn page(
    tx: &mut TenantTx,
    patterns: &[String],
    kind: Option<BuyerKind>,
    after: Option<&After>,
    limit: i32,
) -> Result<Vec<Contact>> {
    let (name, id) = position(after);
    let kind = kind.map(BuyerKind::as_str);
    let rows = match kind {
        _ if !patterns.is_empty() => {
            stored!(
                "where id = any (array(select search_contacts_page($1, $2, $3, $4, $5)))
             order by name_key, id",
                patterns,
                kind,
                name,
                id.0,
                limit
            )
            .fetch_all(tx.conn())
            .await?
        }
        // Its kind stands in the comparison too, so that Postgres, which does not see how rare it is, takes its index.
        Some(kind) => {
            stored!(
                "where deleted_at is null and kind = $3 and (kind, name_key, id) > ($3, $1, $2)
             order by name_key, id
             limit 101",
                name,
                id.0,
                kind
            )
            .fetch_all(tx.conn())
            .await?
        }
        None => {
            stored!(
                "where deleted_at is null and (name_key, id) > ($1, $2)
             order by name_key, id
             limit 101",
                name,
                id.0
            )
            .fetch_all(tx.conn())
            .await?
        }
    };
    let mut contacts = Vec::with_capacity(rows.len());
    for row in rows.into_iter().take(usize::try_from(limit).unwrap_or_default()) {
        contacts.push(open(tx, row).await?);
    }
    Ok(contacts)
}

fn position(after: Option<&After>) -> (String, ContactId) {
    after.map_or((String::new(), ContactId(uuid::Uuid::nil())), |a| (a.name_key.clone(), a.id))
}

pub async fn set_deleted(tx: &mut TenantTx, id: ContactId, deleted: bool) -> Result<bool> {
    let at: Option<DateTime<Utc>> = deleted.then_some(tx.cx().now);
    let done = sqlx::query!(
        "update contacts set deleted_at = $2 where id = $1 and (deleted_at is null) = $3",
        id.0,
        at,
        deleted
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The row of a list, the same for a page, a search and the twins.
struct Row {
    id: ContactId,
    kind: BuyerKind,
    first_name: String,
    last_name: String,
    company: String,
    email: Option<String>,
    phone: Option<String>,
    vehicles: i64,
    plate: Option<String>,
    vehicle: Option<String>,
    last_contact_on: Option<NaiveDate>,
    name_key: String,
}

impl From<Row> for ContactRow {
    fn from(r: Row) -> ContactRow {
        let join = |a: &str, b: &str| format!("{a} {b}").trim().to_owned();
        let person = join(&r.first_name, &r.last_name);
        let company = !r.company.is_empty();
        ContactRow {
            id: r.id,
            kind: r.kind,
            name: if company { r.company } else { join(&r.last_name, &r.first_name) },
            person: if company { person } else { String::new() },
            email: r.email,
            phone: r.phone.map(|p| crate::reach::show_phone(&p)),
            vehicles: r.vehicles,
            plate: r.plate,
            vehicle: r.vehicle,
            last_contact_on: r.last_contact_on,
            name_key: r.name_key,
        }
    }
}

/// Ids first, by the index of names; then what the rows show, vehicles in one pass.
pub async fn list(tx: &mut TenantTx, after: Option<&After>) -> Result<Listed<ContactRow>> {
    let (name, id) = position(after);
    let rows = sqlx::query_as!(
        Row,
        "select c.id as \"id: ContactId\", c.kind as \"kind: BuyerKind\", c.first_name, c.last_name, c.company, c.email, c.phone,
                coalesce(v.vehicles, 0) as \"vehicles!\", v.plate as \"plate?\", v.vehicle as \"vehicle?\", c.last_contact_on, c.name_key
         from contacts c
         left join lateral (
             select count(*) over () as vehicles, o.plate, trim(o.make || ' ' || o.model) as vehicle
             from vehicles o where o.owner_id = c.id and o.deleted_at is null
             order by o.created_at desc limit 1
         ) v on true
         where c.deleted_at is null and (c.name_key, c.id) > ($1, $2)
         order by c.name_key, c.id
         limit 51",
        name,
        id.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(Listed::of(rows.into_iter().map(Into::into).collect()))
}

pub async fn search(tx: &mut TenantTx, patterns: &[String], limit: i32) -> Result<Vec<ContactRow>> {
    let rows = sqlx::query_as!(
        Row,
        "select c.id as \"id: ContactId\", c.kind as \"kind: BuyerKind\", c.first_name, c.last_name, c.company, c.email, c.phone,
                coalesce(v.vehicles, 0) as \"vehicles!\", v.plate as \"plate?\", v.vehicle as \"vehicle?\", c.last_contact_on, c.name_key
         from contacts c
         left join lateral (
             select count(*) over () as vehicles, o.plate, trim(o.make || ' ' || o.model) as vehicle
             from vehicles o where o.owner_id = c.id and o.deleted_at is null
             order by o.created_at desc limit 1
         ) v on true
         where c.id = any (array(select search_contacts($1, $2)))
         order by c.name_key, c.id",
        patterns,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

pub async fn nearly(tx: &mut TenantTx, typed: &str, limit: i32) -> Result<Vec<ContactRow>> {
    let rows = sqlx::query_as!(
        Row,
        "select c.id as \"id: ContactId\", c.kind as \"kind: BuyerKind\", c.first_name, c.last_name, c.company, c.email, c.phone,
                coalesce(v.vehicles, 0) as \"vehicles!\", v.plate as \"plate?\", v.vehicle as \"vehicle?\", c.last_contact_on, c.name_key
         from unnest(array(select search_contacts_nearly($1, $2))) with ordinality as near (id, place)
         join contacts c on c.id = near.id
         left join lateral (
             select count(*) over () as vehicles, o.plate, trim(o.make || ' ' || o.model) as vehicle
             from vehicles o where o.owner_id = c.id and o.deleted_at is null
             order by o.created_at desc limit 1
         ) v on true
         order by near.place",
        typed,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

pub async fn twins(tx: &mut TenantTx, new: &NewContact) -> Result<Vec<ContactRow>> {
    let rows = sqlx::query_as!(
        Row,
        "select c.id as \"id: ContactId\", c.kind as \"kind: BuyerKind\", c.first_name, c.last_name, c.company, c.email, c.phone,
                coalesce(v.vehicles, 0) as \"vehicles!\", v.plate as \"plate?\", v.vehicle as \"vehicle?\", c.last_contact_on, c.name_key
         from contacts c
         left join lateral (
             select count(*) over () as vehicles, o.plate, trim(o.make || ' ' || o.model) as vehicle
             from vehicles o where o.owner_id = c.id and o.deleted_at is null
             order by o.created_at desc limit 1
         ) v on true
         where c.deleted_at is null and c.id in (
             select id from contacts where name_key = $1 and deleted_at is null
             union all select id from contacts where email_key = $2
             union all select id from contacts where phone_key = $3
             union all select id from contacts where siren = $4)
         order by c.id desc
         limit 5",
        new.name_key(),
        new.email.as_ref().map(Email::key),
        new.phone,
        new.siren
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

pub async fn count(tx: &mut TenantTx) -> Result<i64> {
    Ok(sqlx::query_scalar!("select count(*) as \"count!\" from contacts where deleted_at is null")
        .fetch_one(tx.conn())
        .await?)
}
