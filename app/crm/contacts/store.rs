use chrono::{DateTime, NaiveDate, Utc};
use sqlx::types::Json;
use uuid::Uuid;

use super::{
    Channel, Civility, Contact, ContactRow, NewContact,
    parts::{self, StoredReach, StoredValue},
};
use crate::{
    cx::Lang,
    db::TenantTx,
    document::BuyerKind,
    error::{Error, Result},
    ids::ContactId,
    reach::Email,
    tags, text,
};

pub fn address_context(id: ContactId) -> String {
    format!("contacts.address:{id}")
}

fn addresses_context(id: ContactId) -> String {
    format!("contacts.addresses:{id}")
}

/// Sealed: the first address, and the list of the others.
pub async fn seal_addresses(tx: &mut TenantTx, id: ContactId, new: &NewContact) -> Result<[Option<Vec<u8>>; 2]> {
    let mut sealed = [None, None];
    if let Some(address) = &new.address {
        sealed[0] = Some(tx.garage_key().await?.seal_json(address, &address_context(id))?);
    }
    if !new.more.addresses.is_empty() {
        sealed[1] = Some(tx.garage_key().await?.seal_json(&new.more.addresses, &addresses_context(id))?);
    }
    Ok(sealed)
}

pub async fn insert(tx: &mut TenantTx, id: ContactId, c: &NewContact) -> Result<()> {
    let [address, addresses] = seal_addresses(tx, id, c).await?;
    let today = tx.cx().today();
    sqlx::query!(
        "insert into contacts (id, kind, civility, first_name, last_name, company, siren, siret, vat_number, service_code,
                               email, email_key, phone, phone_key, lang, address_sealed, notes, name_key, search_text, last_contact_on,
                               code, code_key, channel, order_required, addresses_sealed)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)",
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
        c.search_text(c.values.as_deref().unwrap_or_default()),
        today,
        c.code,
        text::key(&c.code),
        c.channel.as_str(),
        c.order_required,
        addresses
    )
    .execute(tx.conn())
    .await?;
    parts::insert_reaches(tx, id, c).await?;
    if !c.tags.is_empty() {
        tags::set(tx, id, &c.tags).await?;
    }
    parts::insert_values(tx, id, c.values.as_deref().unwrap_or_default()).await
}

/// `now`: as it is, of which only what differs is written anew.
pub async fn update(tx: &mut TenantTx, now: &Contact, c: &NewContact, version: i32) -> Result<bool> {
    let id = now.id;
    let [address, addresses] = seal_addresses(tx, id, c).await?;
    let values = c.values.as_ref().or(now.is.values.as_ref()).map_or(&[][..], Vec::as_slice);
    let done = sqlx::query!(
        "update contacts
         set kind = $3, civility = $4, first_name = $5, last_name = $6, company = $7, siren = $8, siret = $9, vat_number = $10,
             service_code = $11, email = $12, email_key = $13, phone = $14, phone_key = $14, lang = $15, address_sealed = $16,
             notes = $17, name_key = $18, search_text = $19, code = $20, code_key = $21, channel = $22, order_required = $23,
             addresses_sealed = $24
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
        c.search_text(values),
        c.code,
        text::key(&c.code),
        c.channel.as_str(),
        c.order_required,
        addresses
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() != 1 {
        return Ok(false);
    }
    if now.is.more != c.more {
        parts::delete_reaches(tx, id).await?;
        parts::insert_reaches(tx, id, c).await?;
    }
    if c.values.as_ref().is_some_and(|new| Some(new) != now.is.values.as_ref()) {
        parts::delete_values(tx, id).await?;
        parts::insert_values(tx, id, values).await?;
    }
    if now.is.tags != c.tags {
        tags::set(tx, id, &c.tags).await?;
    }
    Ok(true)
}

/// A contact as it is stored.
struct Stored {
    id: ContactId,
    version: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    deleted_at: Option<DateTime<Utc>>,
    last_contact_on: Option<NaiveDate>,
    visits: i32,
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
    code: String,
    channel: Channel,
    order_required: bool,
    addresses_sealed: Option<Vec<u8>>,
    tags: Vec<String>,
    reaches: Option<Json<Vec<StoredReach>>>,
    values: Option<Json<Vec<StoredValue>>>,
}

async fn open(tx: &mut TenantTx, r: Stored) -> Result<Contact> {
    let address = match r.address_sealed {
        Some(sealed) => Some(tx.garage_key().await?.open_json(&sealed, &address_context(r.id))?),
        None => None,
    };
    let addresses = match r.addresses_sealed {
        Some(sealed) => tx.garage_key().await?.open_json(&sealed, &addresses_context(r.id))?,
        None => Vec::new(),
    };
    let more = parts::more(r.reaches.map_or_else(Vec::new, |r| r.0), addresses);
    let values = parts::open_values(tx, r.id, r.values.map_or_else(Vec::new, |v| v.0)).await?;
    Ok(Contact {
        id: r.id,
        version: r.version,
        created_at: r.created_at,
        updated_at: r.updated_at,
        deleted_at: r.deleted_at,
        last_contact_on: r.last_contact_on,
        visits: r.visits,
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
            order_required: r.order_required,
            code: r.code,
            channel: r.channel,
            more,
            tags: r.tags,
            values: Some(values),
        },
    })
}

/// A contact whole, as `Stored`; given what follows `from contacts`.
macro_rules! stored {
    ($rest:literal, $($value:expr),+ $(,)?) => {
        sqlx::query_as!(
            Stored,
            "select id as \"id: ContactId\", version, created_at, updated_at, deleted_at, last_contact_on, visits, kind as \"kind: BuyerKind\",
                    civility as \"civility: Civility\", first_name, last_name, company, siren, siret, vat_number, service_code,
                    email, phone, lang as \"lang: Lang\", address_sealed, notes, code, channel as \"channel: Channel\", order_required,
                    addresses_sealed,
                    array(select t.name from contact_tags c join tags t on t.tenant_id = c.tenant_id and t.id = c.tag_id
                          where c.contact_id = contacts.id order by t.key) as \"tags!\",
                    (select jsonb_agg(jsonb_build_object('kind', r.kind, 'label', r.label, 'shown', r.shown, 'key', r.key)
                                      order by r.position)
                     from contact_reaches r where r.contact_id = contacts.id) as \"reaches: Json<Vec<StoredReach>>\",
                    (select jsonb_agg(jsonb_build_object('field', v.field_id, 'shown', v.shown, 'key', v.key, 'number', v.number,
                                                         'day', v.day, 'sealed', encode(v.sealed, 'hex'))
                                      order by v.id)
                     from contact_values v where v.contact_id = contacts.id) as \"values: Json<Vec<StoredValue>>\"
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

/// These, in this order.
pub async fn whole(tx: &mut TenantTx, ids: &[Uuid]) -> Result<Vec<Contact>> {
    let rows = stored!("where id = any ($1) order by array_position($1, id)", ids).fetch_all(tx.conn()).await?;
    let mut contacts = Vec::with_capacity(rows.len());
    for row in rows {
        contacts.push(open(tx, row).await?);
    }
    Ok(contacts)
}

pub async fn set_deleted(tx: &mut TenantTx, id: ContactId, deleted: bool) -> Result<bool> {
    let at: Option<DateTime<Utc>> = deleted.then_some(tx.cx().now);
    let done = sqlx::query!(
        "update contacts set deleted_at = $2 where id = $1 and (deleted_at is null) = $3 and merged_into is null and erased_at is null",
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
    created_at: DateTime<Utc>,
    visits: i32,
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
            created_at: r.created_at,
            visits: r.visits,
            sort_key: String::new(),
        }
    }
}

/// What a list shows of these, in this order; vehicles in one pass.
pub async fn rows(tx: &mut TenantTx, ids: &[Uuid]) -> Result<Vec<ContactRow>> {
    let rows = sqlx::query_as!(
        Row,
        "select c.id as \"id: ContactId\", c.kind as \"kind: BuyerKind\", c.first_name, c.last_name, c.company, c.email, c.phone,
                coalesce(v.vehicles, 0) as \"vehicles!\", v.plate as \"plate?\", v.vehicle as \"vehicle?\", c.last_contact_on,
                c.created_at, c.visits
         from unnest($1::uuid[]) with ordinality as these (id, place)
         join contacts c on c.id = these.id
         left join lateral (
             select count(*) over () as vehicles, o.plate, trim(o.make || ' ' || o.model) as vehicle
             from vehicles o where o.owner_id = c.id and o.deleted_at is null
             order by o.created_at desc limit 1
         ) v on true
         order by these.place",
        ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

pub async fn search(tx: &mut TenantTx, patterns: &[String], limit: i32) -> Result<Vec<ContactRow>> {
    let ids = sqlx::query_scalar!("select search_contacts($1, $2) as \"id!\"", patterns, limit);
    let ids = ids.fetch_all(tx.conn()).await?;
    rows(tx, &ids).await
}

pub async fn nearly(tx: &mut TenantTx, typed: &str, limit: i32) -> Result<Vec<ContactRow>> {
    let ids = sqlx::query_scalar!("select search_contacts_nearly($1, $2) as \"id!\"", typed, limit);
    let ids = ids.fetch_all(tx.conn()).await?;
    rows(tx, &ids).await
}

pub async fn count(tx: &mut TenantTx) -> Result<i64> {
    Ok(sqlx::query_scalar!("select count(*) as \"count!\" from contacts where deleted_at is null")
        .fetch_one(tx.conn())
        .await?)
}

pub async fn count_visit(tx: &mut TenantTx, id: ContactId, change: i32) -> Result<()> {
    sqlx::query!("update contacts set visits = greatest(visits + $2, 0) where id = $1", id.0, change)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn with_email(tx: &mut TenantTx, ids: &[ContactId]) -> Result<Vec<ContactId>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let found = sqlx::query_scalar!(
        "select id as \"id: ContactId\" from contacts where id = any ($1) and email is not null and deleted_at is null",
        &ids
    );
    Ok(found.fetch_all(tx.conn()).await?)
}

pub async fn set_all_deleted(tx: &mut TenantTx, ids: &[ContactId], deleted: bool) -> Result<Vec<ContactId>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let at: Option<DateTime<Utc>> = deleted.then_some(tx.cx().now);
    let done = sqlx::query_scalar!(
        "update contacts set deleted_at = $2 where id = any ($1) and (deleted_at is null) = $3 and merged_into is null and erased_at is null
         returning id as \"id: ContactId\"",
        &ids,
        at,
        deleted
    );
    Ok(done.fetch_all(tx.conn()).await?)
}
