//! What is kept of each line of an import: what it came to, how its customer was before, what became of it when it was
//! undone.

use serde::Serialize;
use sqlx::types::Json;
use uuid::Uuid;

use super::{Fault, store::stored, undo::Undone};
use crate::{
    contacts::ContactForm,
    db::TenantTx,
    error::{Result, Why},
    ids::{ContactId, ImportId, VehicleId},
};

fn before_context(id: ImportId, line: i32) -> String {
    format!("import_rows.before:{id}:{line}")
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

pub async fn keep(tx: &mut TenantTx, id: ImportId, kept: &[Kept<'_>]) -> Result<()> {
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
