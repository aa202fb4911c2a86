use crm::{
    files,
    ids::VehicleFileId,
    vehicle_files::{self, Copies, VehicleFileState},
};
use scanner::Picture;

use crate::{failure, runner::Failure, scans::ONE, works::At};

/// Longest side of the copy that is shown.
const SHOWN: u32 = 1600;
/// A gallery of twenty must open on a telephone: a thumbnail weighs no more.
pub const THUMB_BYTES: usize = 25_000;
const THUMB_SIDES: [u32; 6] = [360, 300, 240, 180, 120, 80];

/// Makes the copies of a photo or a paper: short transaction, work outside any, second transaction.
pub async fn prepare(at: &At<'_>, id: VehicleFileId) -> Result<(), Failure> {
    let Some(bytes) = load(at, id).await.map_err(failure)? else { return Ok(()) };
    let _one = ONE.acquire().await.map_err(|_| Failure::Retry("stopped: the program ends".into()))?;
    let copies = tokio::task::spawn_blocking(move || copies(&bytes)).await;
    let copies = copies.map_err(|panic| Failure::Retry(format!("the copying stopped: {panic}")))?;
    let mut tx = at.begin().await.map_err(failure)?;
    match copies {
        Some(copies) => vehicle_files::finish(&mut tx, id, copies).await.map_err(failure)?,
        None => vehicle_files::fail(&mut tx, id).await.map_err(failure)?,
    }
    tx.commit().await.map_err(failure)
}

async fn load(at: &At<'_>, id: VehicleFileId) -> crm::Result<Option<Vec<u8>>> {
    let mut tx = at.begin().await?;
    let file = vehicle_files::get(&mut tx, id).await?;
    if file.state != VehicleFileState::Preparing {
        return Ok(None);
    }
    let original = files::load(&mut tx, file.file).await?;
    tx.commit().await?;
    Ok(Some(original.bytes))
}

fn copies(bytes: &[u8]) -> Option<Copies> {
    let picture = Picture::open(bytes).ok()?;
    Some(Copies { shown: picture.shown(SHOWN), thumb: thumbnail(&picture) })
}

/// The largest that is light enough.
pub fn thumbnail(picture: &Picture) -> Vec<u8> {
    let mut all = THUMB_SIDES.iter().map(|side| picture.shown(*side));
    let smallest = all.find(|bytes| bytes.len() <= THUMB_BYTES);
    smallest.unwrap_or_else(|| picture.shown(40))
}
