use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::types::Json;
use uuid::Uuid;

use super::{Counts, Fault, Import, ImportState, MatchKey, NewImport, Sample, Setting, undo::Undone};
use crate::{
    contacts::ContactForm,
    db::TenantTx,
    error::{Error, Result, Why},
    ids::{ContactId, FileId, ImportId, VehicleId},
};

fn context(id: ImportId) -> String {
    format!("imports.sample:{id}")
}

fn before_context(id: ImportId, line: i32) -> String {
    format!("import_rows.before:{id}:{line}")
}

pub async fn insert(
    tx: &mut TenantTx,
    id: ImportId,
    new: &NewImport,
    file: FileId,
    mapping: &[String],
    match_key: MatchKey,
) -> Result<()> {
    let sample = tx.garage_key().await?.seal_json(&new.sample, &context(id))?;
    let user = tx.cx().actor.user().map(|u| u.0);
    sqlx::query!(
        "insert into imports (id, name, file_id, format, encoding, separator, sample_sealed, mapping, match_key, total, user_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        id.0,
        new.file.name.chars().take(200).collect::<String>(),
        file.0,
        new.format,
        new.encoding,
        new.separator,
        sample,
        Json(mapping) as _,
        match_key.as_str(),
        new.total,
        user
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn get(tx: &mut TenantTx, id: ImportId) -> Result<Import> {
    let r = sqlx::query!(
        "select version, name, file_id as \"file: FileId\", format, encoding, separator, sample_sealed,
                mapping as \"mapping: Json<Vec<String>>\", match_key as \"match_key: MatchKey\", overwrite, keep_odd,
                state as \"state: ImportState\", total, reached, created, updated, unchanged, refused, vehicles,
                faults as \"faults: Json<Vec<StoredFault>>\"
         from imports where id = $1",
        id.0
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)?;
    let sample: Sample = tx.garage_key().await?.open_json(&r.sample_sealed, &context(id))?;
    let counts = Counts {
        created: r.created,
        updated: r.updated,
        unchanged: r.unchanged,
        refused: r.refused,
        vehicles: r.vehicles,
    };
    Ok(Import {
        id,
        version: r.version,
        name: r.name,
        file: r.file,
        format: r.format,
        encoding: r.encoding,
        separator: r.separator,
        sample,
        mapping: r.mapping.0,
        match_key: r.match_key,
        overwrite: r.overwrite,
        keep_odd: r.keep_odd,
        state: r.state,
        total: r.total,
        reached: r.reached,
        counts,
        faults: r.faults.0.into_iter().map(Fault::from).collect(),
    })
}

/// The same, held until the transaction ends.
pub async fn lock(tx: &mut TenantTx, id: ImportId) -> Result<Import> {
    let held = sqlx::query_scalar!("select 1 as \"one!\" from imports where id = $1 for update", id.0);
    held.fetch_optional(tx.conn()).await?.ok_or(Error::NotFound)?;
    get(tx, id).await
}

/// Line and reasons, as words.
type StoredFault = (i32, Vec<(String, String)>);

impl From<StoredFault> for Fault {
    fn from((line, reasons): StoredFault) -> Fault {
        let read = |(field, word): (String, String)| (field, Why::of_word(&word).unwrap_or(Why::BadChoice));
        Fault { line, reasons: reasons.into_iter().map(read).collect() }
    }
}

fn stored(reasons: &[(String, Why)]) -> Vec<(String, String)> {
    reasons.iter().map(|(field, why)| (field.clone(), why.word())).collect()
}

pub async fn set(tx: &mut TenantTx, id: ImportId, setting: &Setting, mapping: &[String]) -> Result<()> {
    sqlx::query!(
        "update imports set mapping = $2, match_key = $3, overwrite = $4, keep_odd = $5 where id = $1",
        id.0,
        Json(mapping) as _,
        setting.match_key.as_str(),
        setting.overwrite,
        setting.keep_odd
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// From the first line on.
pub async fn begin(tx: &mut TenantTx, id: ImportId, state: ImportState) -> Result<()> {
    sqlx::query!(
        "update imports set state = $2, reached = 0, created = 0, updated = 0, unchanged = 0, refused = 0, vehicles = 0, faults = '[]'
         where id = $1",
        id.0,
        state.as_str()
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn set_state(tx: &mut TenantTx, id: ImportId, state: ImportState) -> Result<()> {
    let done_at = Some(tx.cx().now).filter(|_| state == ImportState::Done);
    sqlx::query!(
        "update imports set state = $2, done_at = coalesce($3, done_at) where id = $1",
        id.0,
        state.as_str(),
        done_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn go_on(tx: &mut TenantTx, id: ImportId, reached: usize, counts: Counts) -> Result<()> {
    sqlx::query!(
        "update imports set reached = $2, created = created + $3, updated = updated + $4, unchanged = unchanged + $5,
                            refused = refused + $6, vehicles = vehicles + $7
         where id = $1",
        id.0,
        i32::try_from(reached).unwrap_or(i32::MAX),
        counts.created,
        counts.updated,
        counts.unchanged,
        counts.refused,
        counts.vehicles
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What a dry run found. Set anew meanwhile, it is of no more interest.
pub async fn finish_check(
    tx: &mut TenantTx,
    import: &Import,
    reached: usize,
    counts: Counts,
    faults: &[Fault],
) -> Result<bool> {
    let faults: Vec<StoredFault> = faults.iter().map(|f| (f.line, stored(&f.reasons))).collect();
    let done = sqlx::query!(
        "update imports set state = 'checked', reached = $3, created = $4, updated = $5, unchanged = $6, refused = $7, vehicles = $8,
                            faults = $9
         where id = $1 and version = $2 and state = 'checking'",
        import.id.0,
        import.version,
        i32::try_from(reached).unwrap_or(i32::MAX),
        counts.created,
        counts.updated,
        counts.unchanged,
        counts.refused,
        counts.vehicles,
        Json(&faults) as _
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Key and customer, of those who bear one of these keys.
pub async fn matching(tx: &mut TenantTx, by: MatchKey, keys: &[String]) -> Result<Vec<(String, ContactId)>> {
    struct Row {
        key: Option<String>,
        id: Option<ContactId>,
    }
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let rows = match by {
        MatchKey::None => Vec::new(),
        MatchKey::Code => {
            sqlx::query_as!(
                Row,
                "select code_key as \"key?\", id as \"id?: ContactId\" from contacts
                 where code_key = any ($1) and code_key <> '' and deleted_at is null",
                keys
            )
            .fetch_all(tx.conn())
            .await?
        }
        MatchKey::Plate => {
            sqlx::query_as!(
                Row,
                "select v.plate_key as \"key?\", c.id as \"id?: ContactId\"
                 from vehicles v join contacts c on c.tenant_id = v.tenant_id and c.id = v.owner_id
                 where v.plate_key = any ($1) and v.deleted_at is null and c.deleted_at is null",
                keys
            )
            .fetch_all(tx.conn())
            .await?
        }
        MatchKey::Phone => {
            sqlx::query_as!(
                Row,
                "select phone_key as \"key?\", id as \"id?: ContactId\" from contacts where phone_key = any ($1) and deleted_at is null
                 union all
                 select r.key, c.id from contact_reaches r join contacts c on c.tenant_id = r.tenant_id and c.id = r.contact_id
                 where r.key = any ($1) and c.deleted_at is null",
                keys
            )
            .fetch_all(tx.conn())
            .await?
        }
        MatchKey::Email => {
            sqlx::query_as!(
                Row,
                "select email_key as \"key?\", id as \"id?: ContactId\" from contacts where email_key = any ($1) and deleted_at is null
                 union all
                 select r.key, c.id from contact_reaches r join contacts c on c.tenant_id = r.tenant_id and c.id = r.contact_id
                 where r.key = any ($1) and c.deleted_at is null",
                keys
            )
            .fetch_all(tx.conn())
            .await?
        }
    };
    Ok(rows.into_iter().filter_map(|r| Some((r.key?, r.id?))).collect())
}

/// What is kept of a line.
pub struct Kept<'a> {
    pub line: i32,
    pub outcome: &'static str,
    pub faults: &'a [(String, Why)],
    pub contact: Option<ContactId>,
    pub version: Option<i32>,
    pub before: Option<ContactForm>,
    pub vehicle: Option<VehicleId>,
}

impl<'a> Kept<'a> {
    pub fn refused(line: i32, faults: &'a [(String, Why)]) -> Kept<'a> {
        Kept { line, outcome: "refused", faults, contact: None, version: None, before: None, vehicle: None }
    }
}

#[derive(Serialize)]
struct FlatRow {
    line: i32,
    outcome: &'static str,
    faults: Option<Vec<(String, String)>>,
    contact: Option<Uuid>,
    version: Option<i32>,
    before: Option<String>,
    vehicle: Option<Uuid>,
}

pub async fn keep_rows(tx: &mut TenantTx, id: ImportId, kept: &[Kept<'_>]) -> Result<()> {
    let key = tx.garage_key().await?;
    let mut rows = Vec::with_capacity(kept.len());
    for k in kept {
        let sealed = k.before.as_ref().map(|form| key.seal_json(form, &before_context(id, k.line))).transpose()?;
        rows.push(FlatRow {
            line: k.line,
            outcome: k.outcome,
            faults: Some(stored(k.faults)).filter(|f| !f.is_empty()),
            contact: k.contact.map(|c| c.0),
            version: k.version,
            before: sealed.map(hex::encode),
            vehicle: k.vehicle.map(|v| v.0),
        });
    }
    sqlx::query!(
        "insert into import_rows (import_id, line, outcome, faults, contact_id, contact_version, before_sealed, vehicle_id)
         select $1, r.line, r.outcome, r.faults, r.contact, r.version, decode(r.before, 'hex'), r.vehicle
         from jsonb_to_recordset($2) as r (line integer, outcome text, faults jsonb, contact uuid, version integer, before text, vehicle uuid)
         on conflict do nothing",
        id.0,
        Json(&rows) as _
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The refused lines and why, all of them: a file is made of these.
pub async fn refused(tx: &mut TenantTx, id: ImportId) -> Result<Vec<Fault>> {
    let rows = sqlx::query!(
        "select line, faults as \"faults?: Json<Vec<(String, String)>>\" from import_rows
         where import_id = $1 and outcome = 'refused'
         order by line",
        id.0
    );
    let fault =
        |line, faults: Option<Json<Vec<(String, String)>>>| Fault::from((line, faults.map_or_else(Vec::new, |f| f.0)));
    Ok(rows.fetch_all(tx.conn()).await?.into_iter().map(|r| fault(r.line, r.faults)).collect())
}

pub struct ToUndo {
    pub line: i32,
    pub created: bool,
    pub contact: Option<ContactId>,
    pub version: Option<i32>,
    pub before: Option<ContactForm>,
    pub vehicle: Option<VehicleId>,
}

/// The next lines that made or changed something, the last first.
pub async fn to_undo(tx: &mut TenantTx, id: ImportId) -> Result<Vec<ToUndo>> {
    let rows = sqlx::query!(
        "select line, outcome = 'created' as \"created!\", contact_id as \"contact: ContactId\", contact_version, before_sealed,
                vehicle_id as \"vehicle: VehicleId\"
         from import_rows
         where import_id = $1 and outcome in ('created', 'updated') and undone is null
         order by line desc
         limit 500",
        id.0
    )
    .fetch_all(tx.conn())
    .await?;
    let key = tx.garage_key().await?;
    let mut all = Vec::with_capacity(rows.len());
    for r in rows {
        let before = r.before_sealed.map(|sealed| key.open_json(&sealed, &before_context(id, r.line))).transpose()?;
        all.push(ToUndo {
            line: r.line,
            created: r.created,
            contact: r.contact,
            version: r.contact_version,
            before,
            vehicle: r.vehicle,
        });
    }
    Ok(all)
}

/// Those of them that orders, quotes or invoices stand on.
pub async fn with_documents(tx: &mut TenantTx, contacts: &[ContactId]) -> Result<Vec<ContactId>> {
    let ids: Vec<Uuid> = contacts.iter().map(|c| c.0).collect();
    let found = sqlx::query_scalar!(
        "select c.id as \"id!: ContactId\" from unnest($1::uuid[]) as c (id)
         where exists (select from repair_orders o where o.contact_id = c.id)
            or exists (select from quotes q where q.contact_id = c.id)
            or exists (select from invoices i where i.contact_id = c.id)",
        &ids
    );
    Ok(found.fetch_all(tx.conn()).await?)
}

/// Vehicles that nothing was done to.
pub async fn delete_vehicles(tx: &mut TenantTx, vehicles: &[VehicleId]) -> Result<()> {
    let ids: Vec<Uuid> = vehicles.iter().map(|v| v.0).collect();
    sqlx::query!(
        "update vehicles v set deleted_at = $2
         where v.id = any ($1) and v.deleted_at is null and not exists (select from repair_orders o where o.vehicle_id = v.id)",
        &ids,
        tx.cx().now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn note_undone(tx: &mut TenantTx, id: ImportId, done: &[(i32, Undone)]) -> Result<()> {
    let lines: Vec<i32> = done.iter().map(|(line, _)| *line).collect();
    let words: Vec<String> = done.iter().map(|(_, u)| u.words().0.to_owned()).collect();
    let why: Vec<Option<String>> = done.iter().map(|(_, u)| u.words().1.map(str::to_owned)).collect();
    sqlx::query!(
        "update import_rows r set undone = d.word, undone_why = d.why
         from unnest($2::integer[], $3::text[], $4::text[]) as d (line, word, why)
         where r.import_id = $1 and r.line = d.line",
        id.0,
        &lines,
        &words,
        &why as &[Option<String>]
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A customer who was put back has a new version: his earlier lines of this import are compared with it.
pub async fn follow_versions(tx: &mut TenantTx, id: ImportId, versions: &[(ContactId, i32)]) -> Result<()> {
    let (contacts, numbers): (Vec<Uuid>, Vec<i32>) = versions.iter().map(|(c, v)| (c.0, *v)).unzip();
    sqlx::query!(
        "update import_rows r set contact_version = n.version
         from unnest($2::uuid[], $3::integer[]) as n (contact, version)
         where r.import_id = $1 and r.contact_id = n.contact and r.undone is null and r.contact_version is not null",
        id.0,
        &contacts,
        &numbers
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What an undoing came to: reversed or not, why, how many.
pub async fn undo_counts(tx: &mut TenantTx, id: ImportId) -> Result<Vec<(String, String, i64)>> {
    let rows = sqlx::query!(
        "select undone as \"undone!\", coalesce(undone_why, '') as \"why!\", count(*) as \"many!\" from import_rows
         where import_id = $1 and undone is not null
         group by undone, undone_why order by 1, 2",
        id.0
    );
    Ok(rows.fetch_all(tx.conn()).await?.into_iter().map(|r| (r.undone, r.why, r.many)).collect())
}

/// A line of the list of imports.
#[derive(Clone, Debug)]
pub struct ImportRow {
    pub id: ImportId,
    pub name: String,
    pub state: ImportState,
    pub total: i32,
    pub created_at: DateTime<Utc>,
}

/// The last ones.
pub async fn list(tx: &mut TenantTx) -> Result<Vec<ImportRow>> {
    let rows = sqlx::query_as!(
        ImportRow,
        "select id as \"id: ImportId\", name, state as \"state: ImportState\", total, created_at from imports
         order by id desc
         limit 51"
    );
    Ok(rows.fetch_all(tx.conn()).await?)
}

pub async fn keep_mapping(tx: &mut TenantTx, name: &str, columns: &BTreeMap<String, String>) -> Result<()> {
    sqlx::query!(
        "insert into import_mappings (id, name, columns) values ($1, $2, $3)
         on conflict on constraint import_mappings_name do update set columns = excluded.columns",
        Uuid::now_v7(),
        name,
        Json(columns) as _
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn kept_mappings(tx: &mut TenantTx) -> Result<Vec<String>> {
    let names = sqlx::query_scalar!("select name from import_mappings where deleted_at is null order by name");
    Ok(names.fetch_all(tx.conn()).await?)
}

pub async fn kept_mapping(tx: &mut TenantTx, name: &str) -> Result<Option<BTreeMap<String, String>>> {
    let columns = sqlx::query_scalar!(
        "select columns as \"columns: Json<BTreeMap<String, String>>\" from import_mappings where name = $1",
        name
    );
    Ok(columns.fetch_optional(tx.conn()).await?.map(|c| c.0))
}
