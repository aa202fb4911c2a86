//! Photos and papers of a vehicle. The original is sealed as it came; what is shown is a copy without metadata, made by
//! a job.

mod store;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    db::TenantTx,
    error::{Error, Fields, Result, Why},
    files::{self, File, FileKind},
    ids::{FileId, ScanId, VehicleFileId, VehicleId},
    queue::{self, Job},
    text::optional,
    vehicles,
};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VehicleFileKind {
    #[default]
    Photo,
    CarteGrise,
    /// Procès-verbal de contrôle technique.
    Inspection,
    /// Of another garage.
    Invoice,
    Other,
}

crate::text_enum!(VehicleFileKind {
    Photo => "photo",
    CarteGrise => "carte_grise",
    Inspection => "inspection",
    Invoice => "invoice",
    Other => "other",
});

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VehicleFileState {
    Preparing,
    Ready,
    /// It does not open; it can still be deleted.
    Unreadable,
}

crate::text_enum!(VehicleFileState { Preparing => "preparing", Ready => "ready", Unreadable => "unreadable" });

#[derive(Clone, Debug)]
pub struct VehicleFile {
    pub id: VehicleFileId,
    pub version: i32,
    pub vehicle: VehicleId,
    pub kind: VehicleFileKind,
    pub caption: String,
    pub state: VehicleFileState,
    pub file: FileId,
    pub content_type: String,
    pub shown: Option<FileId>,
    pub thumb: Option<FileId>,
    pub created_at: DateTime<Utc>,
    pub deleted_at: Option<DateTime<Utc>>,
}

/// What a person says of it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct VehicleFileForm {
    pub kind: String,
    pub caption: String,
}

impl VehicleFileForm {
    pub fn of(file: &VehicleFile) -> VehicleFileForm {
        VehicleFileForm { kind: file.kind.as_str().to_owned(), caption: file.caption.clone() }
    }

    pub fn parse(&self, fields: &mut Fields) -> Option<(VehicleFileKind, String)> {
        let kind = match self.kind.trim() {
            "" => Ok(VehicleFileKind::Photo),
            typed => VehicleFileKind::parse(typed),
        };
        let (kind, caption) = (fields.keep("kind", kind), fields.keep("caption", optional(&self.caption, 200)));
        Some((kind?, caption?))
    }
}

/// Keeps what was sent; a job makes the copies.
pub async fn add(
    tx: &mut TenantTx,
    vehicle: VehicleId,
    (kind, caption): (VehicleFileKind, &str),
    uploads: &[File],
) -> Result<()> {
    if vehicles::get(tx, vehicle).await?.deleted_at.is_some() {
        return Err(Error::NotFound);
    }
    for upload in uploads {
        let paper = upload.content_type == "application/pdf";
        let original = files::store(tx, if paper { FileKind::Document } else { FileKind::Photo }, upload).await?;
        let id = VehicleFileId::new();
        store::insert(tx, id, vehicle, (kind, caption), original).await?;
        queue::enqueue(tx, Job::PrepareVehicleFile { file: id }).await?;
    }
    Ok(())
}

/// A carte grise that became this vehicle is among its papers: its copy is there already.
pub(crate) async fn add_scan(tx: &mut TenantTx, vehicle: VehicleId, scan: ScanId) -> Result<()> {
    store::insert_scan(tx, vehicle, scan).await
}

pub async fn get(tx: &mut TenantTx, id: VehicleFileId) -> Result<VehicleFile> {
    store::get(tx, id).await
}

/// Newest first.
pub async fn of_vehicle(tx: &mut TenantTx, vehicle: VehicleId) -> Result<Vec<VehicleFile>> {
    store::of_vehicle(tx, vehicle).await
}

/// The copies, as JPEG.
pub struct Copies {
    pub shown: Vec<u8>,
    pub thumb: Vec<u8>,
}

/// Prepared already: nothing happens.
pub async fn finish(tx: &mut TenantTx, id: VehicleFileId, copies: Copies) -> Result<()> {
    if store::lock(tx, id).await? != VehicleFileState::Preparing {
        return Ok(());
    }
    let jpeg = |name: &str, bytes| File { name: name.into(), content_type: "image/jpeg".into(), bytes };
    let shown = files::store(tx, FileKind::Photo, &jpeg("photo.jpg", copies.shown)).await?;
    let thumb = files::store(tx, FileKind::Photo, &jpeg("thumb.jpg", copies.thumb)).await?;
    store::finish(tx, id, shown, thumb).await
}

pub async fn fail(tx: &mut TenantTx, id: VehicleFileId) -> Result<()> {
    store::fail(tx, id).await
}

/// `Refused(Stale)` when somebody else saved meanwhile.
pub async fn update(
    tx: &mut TenantTx,
    id: VehicleFileId,
    (kind, caption): (VehicleFileKind, &str),
    version: i32,
) -> Result<()> {
    if store::update(tx, id, kind, caption, version).await? {
        return Ok(());
    }
    store::get(tx, id).await?;
    Err(Error::Refused(Why::Stale))
}

pub async fn delete(tx: &mut TenantTx, id: VehicleFileId) -> Result<VehicleId> {
    store::set_deleted(tx, id, true).await
}

pub async fn restore(tx: &mut TenantTx, id: VehicleFileId) -> Result<VehicleId> {
    store::set_deleted(tx, id, false).await
}
