//! Customers and vehicles brought from a list: columns mapped, tried dry, written some at a time by a job that can be
//! killed, and taken back months later as far as nobody touched them since.

mod lines;
pub mod mapping;
mod matching;
mod plan;
pub mod presets;
mod row;
mod store;
mod undo;
mod write;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    custom_fields,
    db::TenantTx,
    error::{Error, Result, Why},
    files::{self, File, FileKind},
    ids::{FileId, ImportId},
    queue::{self, Job},
    text,
};

pub use lines::{refused, undo_counts};
pub use mapping::Mapping;
pub use plan::Seen;
pub use store::{ImportRow, finish_check, list};
pub use undo::undo_step;
pub use write::{Step, dry_step, step};

/// A line of the file, as a person counts them.
#[derive(Clone, Debug)]
pub struct Line {
    pub number: u32,
    pub cells: Vec<String>,
    /// It has no more cells than the header: one that has is not to be trusted.
    pub whole: bool,
}

/// What a customer of the list is recognised by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MatchKey {
    /// By nothing: every line is a new customer.
    None,
    #[default]
    Code,
    Plate,
    Phone,
    Email,
}

crate::text_enum!(MatchKey { None => "none", Code => "code", Plate => "plate", Phone => "phone", Email => "email" });

impl MatchKey {
    /// The field it is read from.
    pub fn field(self) -> &'static str {
        match self {
            MatchKey::None => "",
            MatchKey::Code => "code",
            MatchKey::Plate => "vehicle_plate",
            MatchKey::Phone => "phone",
            MatchKey::Email => "email",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportState {
    /// Its columns are being mapped.
    Draft,
    Checking,
    /// Tried dry: what it would do is known.
    Checked,
    Running,
    Done,
    Undoing,
    Undone,
}

crate::text_enum!(ImportState {
    Draft => "draft",
    Checking => "checking",
    Checked => "checked",
    Running => "running",
    Done => "done",
    Undoing => "undoing",
    Undone => "undone",
});

impl ImportState {
    pub fn is_moving(self) -> bool {
        matches!(self, ImportState::Checking | ImportState::Running | ImportState::Undoing)
    }
}

/// What the lines came to, or would come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub created: i32,
    pub updated: i32,
    pub unchanged: i32,
    pub refused: i32,
    pub vehicles: i32,
}

/// Header and first lines, to choose columns by.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Sample {
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// Why a line is refused, by its field; an empty field: the line itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub line: i32,
    pub reasons: Vec<(String, Why)>,
}

#[derive(Clone, Debug)]
pub struct Import {
    pub id: ImportId,
    pub version: i32,
    pub name: String,
    pub file: FileId,
    pub format: String,
    pub encoding: String,
    pub separator: String,
    pub sample: Sample,
    pub mapping: Mapping,
    pub match_key: MatchKey,
    pub overwrite: bool,
    pub keep_odd: bool,
    pub state: ImportState,
    pub total: i32,
    /// Lines gone through.
    pub reached: i32,
    pub counts: Counts,
    pub faults: Vec<Fault>,
}

/// A file that was read, to begin with.
pub struct NewImport {
    pub file: File,
    pub format: &'static str,
    pub encoding: &'static str,
    pub separator: String,
    pub sample: Sample,
    pub total: i32,
}

/// Keeps the file, proposes the mapping.
pub async fn start(tx: &mut TenantTx, new: &NewImport) -> Result<ImportId> {
    let fields = custom_fields::list(tx).await?;
    let mapping = mapping::propose(&new.sample.header, &fields, None);
    let has = |field: &str| mapping.iter().any(|m| m == field);
    let match_key = match (has("code"), has("vehicle_plate"), has("phone"), has("email")) {
        (true, ..) => MatchKey::Code,
        (_, true, ..) => MatchKey::Plate,
        (_, _, true, _) => MatchKey::Phone,
        (_, _, _, true) => MatchKey::Email,
        _ => MatchKey::None,
    };
    let file = files::store(tx, FileKind::Import, &new.file).await?;
    let id = ImportId::new();
    store::insert(tx, id, new, file, &mapping, match_key).await?;
    Ok(id)
}

pub async fn get(tx: &mut TenantTx, id: ImportId) -> Result<Import> {
    store::get(tx, id).await
}

/// How it is to be done, as a person set it.
pub struct Setting {
    pub mapping: Mapping,
    pub match_key: MatchKey,
    pub overwrite: bool,
    pub keep_odd: bool,
    /// A name to keep the mapping under; empty: none.
    pub keep_as: String,
}

/// Keeps the setting and tries it dry. Written already, it is set no more.
pub async fn set(tx: &mut TenantTx, id: ImportId, setting: &Setting) -> Result<()> {
    let import = store::lock(tx, id).await?;
    if !matches!(import.state, ImportState::Draft | ImportState::Checked | ImportState::Checking) {
        return Err(Error::Refused(Why::AlreadyImported));
    }
    let fields = custom_fields::list(tx).await?;
    let mapping = mapping::clean(&setting.mapping, import.sample.header.len(), &fields);
    let named = ["last_name", "full_name", "company", "first_name"];
    if !mapping.iter().any(|field| named.contains(&field.as_str())) {
        return Err(Error::invalid("mapping", Why::NameUnmapped));
    }
    if setting.match_key != MatchKey::None && !mapping.iter().any(|field| field == setting.match_key.field()) {
        return Err(Error::invalid("match_key", Why::KeyUnmapped));
    }
    let name = text::optional(&setting.keep_as, 60).map_err(|why| Error::invalid("keep_as", why))?;
    if !name.is_empty() {
        let columns: BTreeMap<String, String> =
            import.sample.header.iter().map(|h| text::key(h)).zip(mapping.iter().cloned()).collect();
        store::keep_mapping(tx, &name, &columns).await?;
    }
    store::set(tx, id, setting, &mapping).await?;
    store::begin(tx, id, ImportState::Checking).await?;
    queue::enqueue(tx, Job::CheckImport { import: id }).await
}

/// Written without being tried first: a program asked for it.
pub async fn run_untried(tx: &mut TenantTx, id: ImportId) -> Result<()> {
    store::begin(tx, id, ImportState::Running).await?;
    queue::enqueue(tx, Job::RunImport { import: id }).await
}

/// « Importer »: what was tried is now written.
pub async fn run(tx: &mut TenantTx, id: ImportId) -> Result<()> {
    let import = store::lock(tx, id).await?;
    match import.state {
        ImportState::Checked => {}
        ImportState::Running | ImportState::Done => return Ok(()),
        _ => return Err(Error::Refused(Why::NotChecked)),
    }
    store::begin(tx, id, ImportState::Running).await?;
    queue::enqueue(tx, Job::RunImport { import: id }).await
}

/// Taken back, as far as nobody touched it since. Months later too: what it did is kept with it.
pub async fn undo(tx: &mut TenantTx, id: ImportId) -> Result<()> {
    let import = store::lock(tx, id).await?;
    match import.state {
        ImportState::Done => {}
        ImportState::Undoing | ImportState::Undone => return Ok(()),
        _ => return Err(Error::Refused(Why::NotUndoable)),
    }
    store::set_state(tx, id, ImportState::Undoing).await?;
    queue::enqueue(tx, Job::UndoImport { import: id }).await
}

/// The names mappings were kept under.
pub async fn kept_mappings(tx: &mut TenantTx) -> Result<Vec<String>> {
    store::kept_mappings(tx).await
}

/// The columns mapped by a kept mapping, or as a program names them; anything else: as they are.
pub async fn remap(tx: &mut TenantTx, id: ImportId, name: &str) -> Result<Mapping> {
    let import = store::get(tx, id).await?;
    let fields = custom_fields::list(tx).await?;
    if let Some(kept) = store::kept_mapping(tx, name).await? {
        return Ok(mapping::propose(&import.sample.header, &fields, Some(&kept)));
    }
    let Some(preset) = presets::PRESETS.iter().find(|p| p.name == name) else { return Ok(import.mapping) };
    let said = |key: String| {
        let field = preset.field(&key).or_else(|| presets::word(&key)).unwrap_or_default();
        (key, field.to_owned())
    };
    let columns = import.sample.header.iter().map(|h| said(text::key(h))).collect();
    Ok(mapping::propose(&import.sample.header, &fields, Some(&columns)))
}
