//! Who said no for good, by hash: it outlives his page, so that a list brought later does not write to him again. Three
//! years from the day (CNIL, référentiel gestion commerciale).

use chrono::Months;
use uuid::Uuid;

use super::Purpose;
use crate::{db::TenantTx, error::Result, ids::ContactId};

/// By which an address or a number is known again, and by nobody without the garage's key.
async fn hash(tx: &mut TenantTx, key: &str) -> Result<Vec<u8>> {
    Ok(tx.garage_key().await?.secret(&format!("opposition:{key}")).to_vec())
}

/// What a channel reaches these by: e-mails, or phones.
async fn reaches(tx: &mut TenantTx, contacts: &[Uuid], purpose: Purpose) -> Result<Vec<(ContactId, String)>> {
    let kind = if purpose == Purpose::EmailOffers { "email" } else { "phone" };
    let rows = sqlx::query!(
        "select id as \"id!: ContactId\", case when $2 = 'email' then email_key else phone_key end as key
         from contacts where id = any ($1)
         union all
         select contact_id, key from contact_reaches where contact_id = any ($1) and kind = $2",
        contacts,
        kind
    );
    let rows = rows.fetch_all(tx.conn()).await?;
    Ok(rows.into_iter().filter_map(|r| Some((r.id, r.key?))).collect())
}

async fn hashes(tx: &mut TenantTx, contacts: &[Uuid], purpose: Purpose) -> Result<Vec<(ContactId, Vec<u8>)>> {
    let mut all = Vec::new();
    for (contact, key) in reaches(tx, contacts, purpose).await? {
        all.push((contact, hash(tx, &key).await?));
    }
    Ok(all)
}

async fn note(tx: &mut TenantTx, hashes: &[Vec<u8>]) -> Result<()> {
    let today = tx.cx().today();
    sqlx::query!(
        "insert into oppositions (hash, noted_on) select distinct h, $2::date from unnest($1::bytea[]) h
         on conflict (tenant_id, hash) do update set noted_on = excluded.noted_on
         where oppositions.noted_on <> excluded.noted_on",
        hashes,
        today
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A word on advertising: a no is remembered by hash, a yes of his own takes it back.
pub async fn said(tx: &mut TenantTx, contact: ContactId, purpose: Purpose, given: bool) -> Result<()> {
    let hashes: Vec<Vec<u8>> = hashes(tx, &[contact.0], purpose).await?.into_iter().map(|(_, h)| h).collect();
    if !given {
        return note(tx, &hashes).await;
    }
    sqlx::query!("delete from oppositions where hash = any ($1)", &hashes).execute(tx.conn()).await?;
    Ok(())
}

/// On every channel, of these: who is erased is written to no more.
pub async fn note_all(tx: &mut TenantTx, contacts: &[Uuid]) -> Result<()> {
    let mut all = hashes(tx, contacts, Purpose::EmailOffers).await?;
    all.extend(hashes(tx, contacts, Purpose::SmsOffers).await?);
    let all: Vec<Vec<u8>> = all.into_iter().map(|(_, h)| h).collect();
    note(tx, &all).await
}

/// Of these, who said no under this address or number, on whatever page.
pub async fn opposed(tx: &mut TenantTx, contacts: &[ContactId], purpose: Purpose) -> Result<Vec<ContactId>> {
    let ids: Vec<Uuid> = contacts.iter().map(|c| c.0).collect();
    let known = hashes(tx, &ids, purpose).await?;
    let wanted: Vec<Vec<u8>> = known.iter().map(|(_, h)| h.clone()).collect();
    let found = sqlx::query_scalar!("select hash from oppositions where hash = any ($1)", &wanted);
    let found = found.fetch_all(tx.conn()).await?;
    Ok(known.into_iter().filter(|(_, h)| found.contains(h)).map(|(id, _)| id).collect())
}

pub async fn forget_old(tx: &mut TenantTx) -> Result<()> {
    let today = tx.cx().today();
    let before = today.checked_sub_months(Months::new(36)).unwrap_or(today);
    sqlx::query!("delete from oppositions where noted_on < $1", before).execute(tx.conn()).await?;
    Ok(())
}
