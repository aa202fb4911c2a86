use std::collections::BTreeSet;

use uuid::Uuid;

use super::{Traits, traits};
use crate::{
    contacts::{self, Civility},
    db::TenantTx,
    document::{Address, BuyerKind},
    error::Result,
    ids::ContactId,
    text,
};

/// Places and keys, one array a column.
#[derive(Default)]
struct Keys {
    places: Vec<i32>,
    keys: Vec<String>,
}

impl Keys {
    fn of<'a>(asked: &'a [Traits], keys: impl Fn(&'a Traits) -> Vec<String>) -> Keys {
        let mut all = Keys::default();
        for (place, traits) in (0..).zip(asked) {
            for key in keys(traits) {
                all.places.push(place);
                all.keys.push(key);
            }
        }
        all
    }
}

/// Who has a phone, an e-mail, a SIREN, a plate or nearly the name of each, by its place. Of what very many share (a
/// switchboard that no rule knows for one) some are enough.
pub async fn candidates(tx: &mut TenantTx, asked: &[Traits]) -> Result<BTreeSet<(usize, ContactId)>> {
    let reach = Keys::of(asked, |t| t.phones.iter().chain(&t.emails).cloned().collect());
    let sirens = Keys::of(asked, |t| t.siren.iter().cloned().collect());
    let plates = Keys::of(asked, |t| t.plates.iter().flat_map(|p| traits::plate_writings(p)).collect());
    let by_keys = sqlx::query!(
        "select k.place as \"place!\", c.id as \"id!: ContactId\"
         from unnest($1::int[], $2::text[]) as k (place, key)
         cross join lateral (
             (select id from contacts where phone_key = k.key and deleted_at is null limit 30)
             union all (select id from contacts where email_key = k.key and deleted_at is null limit 30)
             union all (select contact_id from contact_reaches where key = k.key limit 30)
         ) c
         union
         select k.place, c.id from unnest($3::int[], $4::text[]) as k (place, key)
         cross join lateral (select id from contacts where siren = k.key and deleted_at is null limit 30) c
         union
         select k.place, v.owner_id from unnest($5::int[], $6::text[]) as k (place, key)
         cross join lateral (
             select owner_id from vehicles
             where plate_key = k.key and owner_id is not null and deleted_at is null limit 30
         ) v",
        &reach.places,
        &reach.keys,
        &sirens.places,
        &sirens.keys,
        &plates.places,
        &plates.keys
    );
    let mut found: BTreeSet<(usize, ContactId)> =
        by_keys.fetch_all(tx.conn()).await?.into_iter().map(|r| (place(r.place), r.id)).collect();
    found.extend(named_nearly(tx, asked).await?);
    Ok(found)
}

async fn named_nearly(tx: &mut TenantTx, asked: &[Traits]) -> Result<Vec<(usize, ContactId)>> {
    let names: Vec<String> = asked.iter().map(Traits::name_key).collect();
    let rows =
        sqlx::query!("select place as \"place!\", id as \"id!: ContactId\" from contacts_named_nearly($1, 20)", &names);
    // Postgres counts from one.
    Ok(rows.fetch_all(tx.conn()).await?.into_iter().map(|r| (place(r.place - 1), r.id)).collect())
}

fn place(place: i32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}

/// What is compared of these; those deleted are left out.
pub async fn traits(tx: &mut TenantTx, ids: &BTreeSet<ContactId>) -> Result<Vec<(ContactId, Traits)>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        "select c.id as \"id: ContactId\", c.kind as \"kind: BuyerKind\", c.civility as \"civility: Civility\", c.first_name,
                c.last_name, c.company, c.siren, c.email_key, c.phone_key, c.address_sealed,
                array(select r.key from contact_reaches r where r.contact_id = c.id) as \"reaches!\",
                array(select v.plate_key from vehicles v
                      where v.owner_id = c.id and v.deleted_at is null and v.plate_key <> '') as \"plates!\"
         from contacts c
         where c.id = any ($1) and c.deleted_at is null",
        &ids
    );
    let rows = rows.fetch_all(tx.conn()).await?;
    let key = tx.garage_key().await?;
    let mut all = Vec::with_capacity(rows.len());
    for r in rows {
        let town = match r.address_sealed {
            Some(sealed) => key.open_json::<Address>(&sealed, &contacts::address_context(r.id))?.town,
            None => String::new(),
        };
        let (emails, phones): (Vec<String>, Vec<String>) =
            r.reaches.into_iter().chain(r.email_key).chain(r.phone_key).partition(|reach| reach.contains('@'));
        let firm = r.kind != BuyerKind::Particulier;
        let traits = Traits {
            firm,
            civility: r.civility,
            first: text::key(&r.first_name),
            last: text::key(&r.last_name),
            company: if firm { text::key(&r.company) } else { String::new() },
            siren: r.siren,
            phones,
            emails,
            plates: r.plates.iter().map(|p| traits::plate(p)).collect(),
            town: traits::town(&town),
        };
        all.push((r.id, traits.true_ones()));
    }
    Ok(all)
}

/// Whom to look at next; taken from the list in the caller's transaction, so that who changes meanwhile comes back on it.
pub async fn take_due(tx: &mut TenantTx, many: i64) -> Result<BTreeSet<ContactId>> {
    let taken = sqlx::query_scalar!(
        "delete from duplicate_dues
         where contact_id in (select contact_id from duplicate_dues order by contact_id limit $1)
         returning contact_id as \"id: ContactId\"",
        many
    );
    Ok(taken.fetch_all(tx.conn()).await?.into_iter().collect())
}

/// A pair as it was found.
pub struct Found {
    pub a: ContactId,
    pub b: ContactId,
    pub score: i32,
    /// With commas.
    pub reasons: String,
}

/// Open pairs of these that are none any more go; a pair that somebody said are two comes back only when more speaks for
/// it than was shown to him.
pub async fn keep(tx: &mut TenantTx, of: &BTreeSet<ContactId>, found: &[Found]) -> Result<()> {
    let of: Vec<Uuid> = of.iter().map(|id| id.0).collect();
    let a: Vec<Uuid> = found.iter().map(|f| f.a.0).collect();
    let b: Vec<Uuid> = found.iter().map(|f| f.b.0).collect();
    sqlx::query!(
        "delete from duplicate_pairs
         where state = 'open' and (contact_a = any ($1) or contact_b = any ($1))
           and not exists (select 1 from unnest($2::uuid[], $3::uuid[]) as f (a, b) where f.a = contact_a and f.b = contact_b)",
        &of,
        &a,
        &b
    )
    .execute(tx.conn())
    .await?;
    let ids: Vec<Uuid> = found.iter().map(|_| Uuid::now_v7()).collect();
    let scores: Vec<i32> = found.iter().map(|f| f.score).collect();
    let reasons: Vec<String> = found.iter().map(|f| f.reasons.clone()).collect();
    sqlx::query!(
        "insert into duplicate_pairs (id, contact_a, contact_b, score, reasons)
         select f.id, f.a, f.b, f.score, string_to_array(f.reasons, ',')
         from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[], $5::text[]) as f (id, a, b, score, reasons)
         on conflict on constraint duplicate_pairs_once do update
         set score = excluded.score, reasons = excluded.reasons, state = 'open'
         where duplicate_pairs.state = 'open' or (duplicate_pairs.state = 'dismissed' and excluded.score > duplicate_pairs.score)",
        &ids,
        &a,
        &b,
        &scores,
        &reasons
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
