//! Scans of cartes grises: the photo, its reading, and what a person makes of it. Nothing is saved in doubt without an act.

pub mod prefill;
mod store;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    contacts::{self, NewContact},
    db::TenantTx,
    error::{Error, Result, Why},
    files::{self, File, FileKind},
    ids::{ContactId, FileId, RepairOrderId, ScanId, VehicleId},
    queue::{self, Job},
    repair_orders::{self, Intake},
    vehicle_files,
    vehicles::{self, NewVehicle},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScanState {
    Reading,
    Read,
    Unreadable,
    /// The engine failed, not the photo: it can be tried again.
    Failed,
    Adopted,
}

crate::text_enum!(ScanState {
    Reading => "reading",
    Read => "read",
    Unreadable => "unreadable",
    Failed => "failed",
    Adopted => "adopted",
});

/// What was read, by official code (`C.1p` for given names). Kept sealed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    pub readable: bool,
    pub reason: Option<String>,
    pub fields: BTreeMap<String, ReadField>,
    pub cpu_ms: i32,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReadField {
    /// One line, or several for C.3; none where unread.
    pub lines: Option<Vec<String>>,
    pub confidence: f32,
    pub sure: bool,
    /// Where it stands on the straightened page: x, y, width, height in its pixels.
    pub strip: Option<[u32; 4]>,
}

impl Reading {
    pub fn text(&self, code: &str) -> String {
        self.fields.get(code).and_then(|f| f.lines.as_ref()).map(|l| l.join("\n")).unwrap_or_default()
    }
    pub fn lines(&self, code: &str) -> Vec<String> {
        self.fields.get(code).and_then(|f| f.lines.clone()).unwrap_or_default()
    }
}

#[derive(Clone, Debug)]
pub struct Scan {
    pub id: ScanId,
    pub state: ScanState,
    pub file: FileId,
    pub shown: Option<FileId>,
    pub page: Option<FileId>,
    pub reading: Option<Reading>,
    pub reason: Option<String>,
    pub created_at: DateTime<Utc>,
    pub contact: Option<ContactId>,
    pub vehicle: Option<VehicleId>,
    pub repair_order: Option<RepairOrderId>,
}

/// Keeps the photo and lets a job read it.
pub async fn start(tx: &mut TenantTx, upload: &File) -> Result<ScanId> {
    let file = files::store(tx, FileKind::Scan, upload).await?;
    let id = ScanId::new();
    store::insert(tx, id, file).await?;
    queue::enqueue(tx, Job::ReadCarteGrise { scan: id }).await?;
    Ok(id)
}

pub async fn get(tx: &mut TenantTx, id: ScanId) -> Result<Scan> {
    store::get(tx, id).await
}

pub async fn recent(tx: &mut TenantTx) -> Result<Vec<(ScanId, ScanState, DateTime<Utc>)>> {
    store::recent(tx).await
}

/// The images a reading leaves: a copy to show, and the page straightened.
pub struct Images {
    pub shown: Option<Vec<u8>>,
    pub page: Option<Vec<u8>>,
}

/// Stores what the job read. Finished already: nothing happens.
pub async fn finish(tx: &mut TenantTx, id: ScanId, reading: &Reading, images: Images) -> Result<()> {
    if store::lock(tx, id).await? != ScanState::Reading {
        return Ok(());
    }
    let shown = store_image(tx, FileKind::ScanShown, images.shown).await?;
    let page = store_image(tx, FileKind::ScanPage, images.page).await?;
    store::finish(tx, id, reading, shown, page).await
}

async fn store_image(tx: &mut TenantTx, kind: FileKind, bytes: Option<Vec<u8>>) -> Result<Option<FileId>> {
    let Some(bytes) = bytes else { return Ok(None) };
    let file = File { name: format!("{}.jpg", kind.as_str()), content_type: "image/jpeg".into(), bytes };
    Ok(Some(files::store(tx, kind, &file).await?))
}

/// The engine gave up, or the file cannot be opened: the photo is kept, the person goes on by hand or tries again.
pub async fn fail(tx: &mut TenantTx, id: ScanId, reason: &str) -> Result<()> {
    store::fail(tx, id, reason).await
}

/// A scan that failed is being read again.
pub async fn reopen(tx: &mut TenantTx, id: ScanId) -> Result<bool> {
    store::set_reading(tx, id).await
}

/// Reads again a scan that failed.
pub async fn retry(tx: &mut TenantTx, id: ScanId) -> Result<()> {
    if reopen(tx, id).await? {
        queue::enqueue_again(tx, Job::ReadCarteGrise { scan: id }).await?;
    }
    store::get(tx, id).await.map(|_| ())
}

/// A customer or a vehicle: one we know, or a new one.
#[derive(Clone, Debug)]
pub enum Party<I, N> {
    Known(I),
    New(Box<N>),
}

/// What one confirmation makes.
pub struct Adoption {
    pub contact: Party<ContactId, NewContact>,
    pub vehicle: Party<VehicleId, NewVehicle>,
    pub intake: Intake,
    pub outcome: Outcome,
}

/// What became of a reading, by code and never by content.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    pub read: Vec<String>,
    /// Those of them that were shown as sure.
    pub sure: Vec<String>,
    /// What a person changed, or typed where nothing was read.
    pub corrected: Vec<String>,
}

/// How a field of the card fared in the garage's own hands, over its last readings.
#[derive(Clone, Debug)]
pub struct Share {
    pub code: String,
    pub read: i64,
    pub corrected: i64,
    /// Typed where nothing was read.
    pub typed: i64,
    pub sure: i64,
    pub sure_corrected: i64,
}

/// The real accuracy of the reader, field by field, over the thousand cards confirmed last.
pub async fn shares(tx: &mut TenantTx) -> Result<Vec<Share>> {
    store::shares(tx).await
}

/// Customer, vehicle, repair order, activity and welcome e-mail in one transaction. Confirmed twice, made once.
pub async fn adopt(tx: &mut TenantTx, id: ScanId, adoption: &Adoption) -> Result<RepairOrderId> {
    let state = store::lock(tx, id).await?;
    let scan = store::get(tx, id).await?;
    match (state, scan.repair_order) {
        (ScanState::Adopted, Some(order)) => return Ok(order),
        (ScanState::Reading, _) => return Err(Error::Refused(Why::ScanNotReady)),
        _ => {}
    }
    let (contact, vehicle, order) = receive(tx, &adoption.contact, &adoption.vehicle, &adoption.intake).await?;
    store::adopt(tx, id, contact, vehicle, order, &adoption.outcome).await?;
    vehicle_files::add_scan(tx, vehicle, id).await?;
    Ok(order)
}

/// Reception, with or without a photo: customer and vehicle found or made, the order opened.
pub async fn receive(
    tx: &mut TenantTx,
    contact: &Party<ContactId, NewContact>,
    vehicle: &Party<VehicleId, NewVehicle>,
    intake: &Intake,
) -> Result<(ContactId, VehicleId, RepairOrderId)> {
    let contact = match contact {
        Party::Known(id) => contacts::get(tx, *id).await?.id,
        Party::New(new) => {
            let id = contacts::create(tx, new).await?;
            if new.email.is_some() {
                queue::enqueue(tx, Job::SendWelcome { contact: id }).await?;
            }
            id
        }
    };
    let vehicle = match vehicle {
        Party::Known(id) => {
            let known = vehicles::get(tx, *id).await?;
            if known.is.owner != Some(contact) {
                // Sold since: the vehicle follows its new owner, its past stays with it.
                let moved = NewVehicle { owner: Some(contact), ..known.is.clone() };
                vehicles::update(tx, *id, &moved, known.version).await?;
            }
            *id
        }
        Party::New(new) => vehicles::create(tx, &NewVehicle { owner: Some(contact), ..(**new).clone() }).await?,
    };
    let order = repair_orders::open(tx, contact, vehicle, intake).await?;
    Ok((contact, vehicle, order))
}
