use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use uuid::Uuid;

use super::{Counts, Fault, Import, ImportState, MatchKey, NewImport, Sample, Setting};
use crate::{
    db::TenantTx,
    error::{Error, Result, Why},
    ids::{FileId, ImportId},
};

fn context(id: ImportId) -> String {
    format!("imports.sample:{id}")
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
pub(super) type StoredFault = (i32, Vec<(String, String)>);

impl From<StoredFault> for Fault {
    fn from((line, reasons): StoredFault) -> Fault {
        let read = |(field, word): (String, String)| (field, Why::of_word(&word).unwrap_or(Why::BadChoice));
        Fault { line, reasons: reasons.into_iter().map(read).collect() }
    }
}

pub(super) fn stored(reasons: &[(String, Why)]) -> Vec<(String, String)> {
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
