use std::sync::LazyLock;

use crm::{
    files,
    ids::ScanId,
    scans::{self, Images, ReadField, Reading, ScanState},
};
use scanner::{EngineError, Picture, PictureError, Value};
use tokio::sync::Semaphore;

use crate::{failure, runner::Failure, works::At};

/// A 64-megapixel picture takes 200 MB while it is decoded: one at a time in a process.
static ONE: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(1));

/// Longest side of the copy that is shown.
const SHOWN: u32 = 1600;

/// Reads a carte grise: short transaction, reading outside any, second transaction. Read already: nothing to do.
pub async fn read(at: &At<'_>, id: ScanId, last: bool) -> Result<(), Failure> {
    let Some(bytes) = load(at, id).await.map_err(failure)? else { return Ok(()) };
    let _one = ONE.acquire().await.map_err(|_| Failure::Retry("stopping".into()))?;
    let engine = at.works.engine.clone();
    let read = tokio::task::spawn_blocking(move || read_picture(&bytes, engine.as_ref())).await;
    match read {
        Ok(Ok((reading, images))) => finish(at, id, &reading, images).await.map_err(failure),
        Ok(Err(Broken::Picture(reason))) => {
            give_up(at, id, reason).await.map_err(failure)?;
            Ok(())
        }
        Ok(Err(Broken::Engine(why))) => retry(at, id, last, why).await,
        Err(panic) => retry(at, id, last, format!("the reading stopped: {panic}")).await,
    }
}

async fn load(at: &At<'_>, id: ScanId) -> crm::Result<Option<Vec<u8>>> {
    let mut tx = at.look().await?;
    let scan = scans::get(&mut tx, id).await?;
    if scan.state != ScanState::Reading {
        return Ok(None);
    }
    let file = files::load(&mut tx, scan.file).await?;
    tx.commit().await?;
    Ok(Some(file.bytes))
}

enum Broken {
    Picture(&'static str),
    Engine(String),
}

fn read_picture(bytes: &[u8], engine: &dyn scanner::Engine) -> Result<(Reading, Images), Broken> {
    let picture = Picture::open(bytes).map_err(|e| {
        Broken::Picture(match e {
            PictureError::TooManyPixels => "too_many_pixels",
            PictureError::Broken => "broken",
            PictureError::Heic => "heic",
            PictureError::Unsupported => "unsupported",
        })
    })?;
    let read = scanner::read(&picture, engine).map_err(|e| match e {
        EngineError::Missing(what) => Broken::Engine(format!("not installed: {what}")),
        EngineError::Failed(why) => Broken::Engine(why),
    })?;
    let fields = read.fields.iter().map(|(code, field)| (code.as_str().to_owned(), kept(field))).collect();
    let reading = Reading {
        readable: read.readable,
        reason: read.reason.map(|r| r.as_str().to_owned()),
        fields,
        cpu_ms: i32::try_from(read.cpu_ms).unwrap_or(i32::MAX),
    };
    Ok((reading, Images { shown: Some(picture.shown(SHOWN)), page: read.page }))
}

fn kept(field: &scanner::Field) -> ReadField {
    let lines = field.value.as_ref().map(|value| match value {
        Value::Text(text) => vec![text.clone()],
        Value::Lines(lines) => lines.clone(),
    });
    ReadField { lines, confidence: field.confidence, sure: field.sure, strip: field.strip }
}

async fn finish(at: &At<'_>, id: ScanId, reading: &Reading, images: Images) -> crm::Result<()> {
    let mut tx = at.begin().await?;
    scans::finish(&mut tx, id, reading, images).await?;
    tx.commit().await
}

async fn give_up(at: &At<'_>, id: ScanId, reason: &str) -> crm::Result<()> {
    let mut tx = at.begin().await?;
    scans::fail(&mut tx, id, reason).await?;
    tx.commit().await
}

async fn retry(at: &At<'_>, id: ScanId, last: bool, why: String) -> Result<(), Failure> {
    if !last {
        return Err(Failure::Retry(why));
    }
    give_up(at, id, "engine").await.map_err(failure)?;
    Err(Failure::GiveUp(why))
}
