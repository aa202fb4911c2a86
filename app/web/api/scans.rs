//! `/api/vehicles/ocr`: reads a carte grise. It makes a scan, as the page of reception does, and the same object as
//! `visioncrm scan --json`.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use crm::{
    Why, files,
    ids::ScanId,
    scans::{self, Scan, ScanState},
};
use poem::web::Data;
use poem_openapi::{
    ApiResponse, Enum, Object, OpenApi, Union,
    param::{Header, Path},
    payload::Json,
    types::ParseFromJSON,
};
use serde_json::json;
use uuid::Uuid;

use super::{
    Call, Trouble,
    card::Card,
    once::{self, Turn},
};

/// From the request's arrival to an answer, at most; `Prefer: wait=…` asks for less.
const PATIENCE: u64 = 20;
const LOOK_AGAIN: Duration = Duration::from_millis(200);
/// What a program is told to wait before it asks again.
const RETRY_AFTER: u32 = 2;

pub struct Scans;

/// What was read of a carte grise.
#[derive(Debug, Object)]
pub struct ReadCard {
    /// The file's name.
    pub file: String,
    /// Whether the fields are worth showing.
    pub readable: bool,
    /// If not: what to do better.
    pub reason: Option<UnreadReason>,
    /// By official code; `C.1p` for the given names, `formule` for the form's number. Every code is there.
    pub fields: BTreeMap<String, CardField>,
    pub cpu_ms: u64,
}

#[derive(Debug, Object)]
pub struct CardField {
    /// Text, or the lines of an address; dates as `YYYY-MM-DD`; `null` where nothing was read.
    pub value: Option<CardValue>,
    /// From 0 to 1.
    pub confidence: f64,
    /// Confirmed by a check digit, a closed list or a second print. What is not sure is to be verified by a person.
    pub sure: bool,
}

#[derive(Debug, Union)]
#[oai(one_of)]
pub enum CardValue {
    Text(String),
    Lines(Vec<String>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum UnreadReason {
    TooFar,
    Glare,
    Blur,
    OtherSide,
    FootMissing,
    NotACard,
}

/// The reading goes on.
#[derive(Debug, Object)]
pub struct ReadingCard {
    pub id: Uuid,
    /// `reading`.
    pub state: String,
}

#[derive(ApiResponse)]
pub enum ScannedCard {
    /// Read, or found unreadable.
    #[oai(status = 200)]
    Read(Json<ReadCard>),
    /// Still being read: ask again at `Location`.
    #[oai(status = 202)]
    Reading(Json<ReadingCard>, #[oai(header = "Location")] String, #[oai(header = "Retry-After")] u32),
}

#[OpenApi(prefix_path = "/api")]
impl Scans {
    /// Read a carte grise
    ///
    /// JPEG, PNG or PDF, 15 MB at most, as the body or as the one file of a form. Answers within 20 seconds: with what
    /// was read, or with where to ask again. With an `Idempotency-Key`, the same file sent again is the same scan.
    #[oai(path = "/vehicles/ocr", method = "post", operation_id = "readCarteGrise")]
    async fn create(
        &self,
        call: Data<&Call>,
        #[oai(name = "Idempotency-Key", validator(min_length = 1, max_length = 255))] key: Header<Option<String>>,
        /// `wait=5`: seconds to wait for the reading, 20 at most; `respond-async`: none.
        #[oai(name = "Prefer")]
        prefer: Header<Option<String>>,
        card: Card,
    ) -> Result<ScannedCard, Trouble> {
        let mut tx = call.begin().await?;
        let id = match once::turn(&mut tx, key.0.as_deref(), "readCarteGrise", &card.0.bytes).await? {
            Turn::Again(scan) => serde_json::from_value(scan).map_err(|e| crm::Error::Internal(e.to_string()))?,
            turn => {
                let id = scans::start(&mut tx, &card.0).await?;
                once::settle(&mut tx, &turn, &json!(id)).await?;
                id
            }
        };
        tx.commit().await?;
        drop(card);
        let until = call.started + Duration::from_secs(prefer.0.as_deref().map_or(PATIENCE, patience));
        wait(&call, id, until).await
    }

    /// Ask again for what was read
    #[oai(path = "/vehicles/ocr/:id", method = "get", operation_id = "getCarteGrise")]
    async fn show(&self, call: Data<&Call>, id: Path<Uuid>) -> Result<ScannedCard, Trouble> {
        wait(&call, ScanId(id.0), call.started).await
    }
}

/// Looks at the row until it is read, holding neither transaction nor connection in between.
async fn wait(call: &Call, id: ScanId, until: Instant) -> Result<ScannedCard, Trouble> {
    loop {
        let mut tx = call.look().await?;
        let scan = scans::get(&mut tx, id).await?;
        if scan.state != ScanState::Reading {
            let file = files::name(&mut tx, scan.file).await?;
            tx.commit().await?;
            return read(&scan, &file);
        }
        tx.commit().await?;
        if Instant::now() + LOOK_AGAIN > until {
            let reading = ReadingCard { id: id.0, state: scan.state.as_str().to_owned() };
            return Ok(ScannedCard::Reading(Json(reading), format!("/api/vehicles/ocr/{id}"), RETRY_AFTER));
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

/// In the words of `visioncrm scan --json`: one serialiser for both.
fn read(scan: &Scan, file: &str) -> Result<ScannedCard, Trouble> {
    let Some(reading) = &scan.reading else { return Err(failed(scan)) };
    let json = jobs::as_scanned(reading).to_json(file);
    let card = ReadCard::parse_from_json(Some(json)).map_err(|e| crm::Error::Internal(e.into_message()))?;
    Ok(ScannedCard::Read(Json(card)))
}

/// The file does not open, or the engine gave up.
fn failed(scan: &Scan) -> Trouble {
    match scan.reason.as_deref() {
        Some("too_many_pixels") => Trouble::File(Why::FileTooManyPixels),
        Some("heic") => Trouble::File(Why::FileHeic),
        Some("unsupported") => Trouble::File(Why::FileUnsupported),
        Some("broken") => Trouble::File(Why::FileUnreadable),
        _ => Trouble::NotRead,
    }
}

/// Seconds of RFC 7240's `wait`; an unknown preference is no preference.
fn patience(prefer: &str) -> u64 {
    let mut preferences = prefer.split([',', ';']).map(str::trim);
    let asked = preferences.find_map(|p| match p.split_once('=') {
        Some((name, seconds)) if name.trim().eq_ignore_ascii_case("wait") => seconds.trim().parse().ok(),
        None if p.eq_ignore_ascii_case("respond-async") => Some(0),
        _ => None,
    });
    asked.unwrap_or(PATIENCE).min(PATIENCE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_may_wait_less_and_not_more() {
        for (prefer, seconds) in [
            ("wait=5", 5),
            ("Wait = 0", 0),
            ("respond-async", 0),
            ("respond-async, wait=10", 0),
            ("return=minimal; wait=3", 3),
            ("wait=600", 20),
            ("wait=soon", 20),
            ("", 20),
        ] {
            assert_eq!(patience(prefer), seconds, "{prefer}");
        }
    }
}
