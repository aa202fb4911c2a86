use std::sync::LazyLock;

use crm::{
    files,
    ids::ScanId,
    scans::{self, Images, ReadField, Reading, ScanState},
};
use scanner::{Code, EngineError, Picture, PictureError, Value};
use tokio::sync::Semaphore;

use crate::{failure, runner::Failure, works::At};

/// A 64-megapixel picture takes 200 MB while it is decoded: one at a time in a process.
pub(crate) static ONE: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(1));

/// Longest side of the copy that is shown.
const SHOWN: u32 = 1600;

/// Reads a carte grise: short transaction, reading outside any, second transaction. Read already: nothing to do.
pub async fn read(at: &At<'_>, id: ScanId, last: bool) -> Result<(), Failure> {
    let Some(bytes) = load(at, id).await.map_err(failure)? else { return Ok(()) };
    let _one = ONE.acquire().await.map_err(|_| Failure::Retry("stopped: the program ends".into()))?;
    let (engine, adviser) = (at.works.engine.clone(), at.works.adviser.clone());
    let read = move || {
        let adviser = adviser.as_ref().map(|adviser| &**adviser as &dyn scanner::Adviser);
        read_picture(&bytes, engine.as_ref(), adviser)
    };
    let read = tokio::task::spawn_blocking(read).await;
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
    let mut tx = at.begin().await?;
    // Given up before, and now tried again from the page of jobs.
    scans::reopen(&mut tx, id).await?;
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

fn read_picture(
    bytes: &[u8],
    engine: &dyn scanner::Engine,
    adviser: Option<&dyn scanner::Adviser>,
) -> Result<(Reading, Images), Broken> {
    let picture = Picture::open(bytes).map_err(|e| {
        Broken::Picture(match e {
            PictureError::TooManyPixels => "too_many_pixels",
            PictureError::Broken => "broken",
            PictureError::Heic => "heic",
            PictureError::Unsupported => "unsupported",
        })
    })?;
    let read = scanner::read_advised(&picture, engine, adviser).map_err(|e| match e {
        EngineError::Missing(what) => Broken::Engine(format!("engine: not installed: {what}")),
        EngineError::Failed(why) => Broken::Engine(format!("engine: {why}")),
    })?;
    Ok((reading_of(&read), Images { shown: Some(picture.shown(SHOWN)), page: read.page }))
}

/// What is kept of what the scanner gave.
fn reading_of(read: &scanner::Reading) -> Reading {
    Reading {
        readable: read.readable,
        reason: read.reason.map(|r| r.as_str().to_owned()),
        fields: read.fields.iter().map(|(code, field)| (code.as_str().to_owned(), kept(field))).collect(),
        cpu_ms: i32::try_from(read.cpu_ms).unwrap_or(i32::MAX),
    }
}

fn kept(field: &scanner::Field) -> ReadField {
    let lines = field.value.as_ref().map(|value| match value {
        Value::Text(text) => vec![text.clone()],
        Value::Lines(lines) => lines.clone(),
    });
    ReadField { lines, confidence: field.confidence, sure: field.sure, strip: field.strip }
}

/// What was kept, as the scanner gave it: the inverse of `kept`, without the picture.
pub fn as_scanned(reading: &Reading) -> scanner::Reading {
    let fields = Code::ALL.into_iter().map(|code| {
        let field = reading.fields.get(code.as_str()).map(|kept| scanned(code, kept));
        (code, field.unwrap_or_default())
    });
    scanner::Reading {
        readable: reading.readable,
        reason: reading.reason.as_deref().and_then(scanner::Reason::parse),
        fields: fields.collect(),
        cpu_ms: u64::try_from(reading.cpu_ms).unwrap_or_default(),
        page: None,
    }
}

fn scanned(code: Code, kept: &ReadField) -> scanner::Field {
    // An address is lines even when it has one.
    let value = kept.lines.as_ref().map(|lines| match code {
        Code::C3 => Value::Lines(lines.clone()),
        _ => Value::Text(lines.join("\n")),
    });
    scanner::Field { value, confidence: kept.confidence, sure: kept.sure, strip: kept.strip }
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use scanner::{Field, Reason};

    use super::*;

    #[test]
    fn what_is_kept_says_the_same_as_what_was_read() {
        let text = |text: &str| Some(Value::Text(text.into()));
        let address = Some(Value::Lines(vec!["3 RUE HAUTE".into()]));
        let mut fields: BTreeMap<Code, Field> = Code::ALL.into_iter().map(|c| (c, Field::default())).collect();
        for (code, value, confidence, sure) in [
            (Code::A, text("AB-123-CD"), 0.99, true),
            (Code::C3, address, 0.7, false),
            (Code::D1, text("RENAULT"), 0.5, false),
        ] {
            fields.insert(code, Field { value, confidence, sure, strip: Some([1, 2, 3, 4]) });
        }
        let read = scanner::Reading { readable: false, reason: Some(Reason::Glare), fields, cpu_ms: 812, page: None };
        let stored = reading_of(&read);
        let back: Reading = serde_json::from_str(&serde_json::to_string(&stored).unwrap()).unwrap();
        assert_eq!(as_scanned(&back).to_json("a.jpg"), read.to_json("a.jpg"));
    }
}
