//! `/api/contacts/import`: a list of customers. It makes an import, as the page does, which a person finds there and can
//! undo.

use crm::{
    ids::ImportId,
    imports::{self, Import, ImportState, MatchKey, Setting},
};
use poem::{Request, RequestBody, web::Data};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ApiResponse, Enum, ExtractParamOptions, Object, OpenApi,
    param::{Header, Path, Query},
    payload::Json,
    registry::MetaRequest,
};
use serde_json::json;
use uuid::Uuid;

use super::{
    Call, Trouble,
    once::{self, Turn},
    upload::{self, MULTIPART},
};
use crate::{
    imports::{arrived, unreadable},
    posted::Upload,
};

pub struct Imports;

/// What a customer of the list is recognised by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "lowercase")]
pub enum MatchBy {
    None,
    Code,
    Plate,
    Phone,
    Email,
}

impl From<MatchBy> for MatchKey {
    fn from(by: MatchBy) -> MatchKey {
        match by {
            MatchBy::None => MatchKey::None,
            MatchBy::Code => MatchKey::Code,
            MatchBy::Plate => MatchKey::Plate,
            MatchBy::Phone => MatchKey::Phone,
            MatchBy::Email => MatchKey::Email,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "lowercase")]
pub enum ImportProgress {
    Draft,
    Checking,
    Checked,
    Running,
    Done,
    Undoing,
    Undone,
}

/// A list that was sent, and what it came to.
#[derive(Debug, Object)]
pub struct ContactImport {
    pub id: Uuid,
    pub state: ImportProgress,
    /// Lines of the list, and those gone through.
    pub lines: i32,
    pub reached: i32,
    /// Of a tried one: what it would come to.
    pub created: i32,
    pub updated: i32,
    pub unchanged: i32,
    pub refused: i32,
    pub vehicles: i32,
    /// Column by column, the field it fills; empty: none.
    pub mapping: Vec<String>,
    /// The first refused lines.
    pub faults: Vec<LineFault>,
}

#[derive(Debug, Object)]
pub struct LineFault {
    /// As a person counts the lines of the file.
    pub line: i32,
    pub reasons: Vec<String>,
}

#[derive(ApiResponse)]
pub enum TakenImport {
    /// Taken: ask at `Location` how far it is.
    #[oai(status = 202)]
    Taken(Json<ContactImport>, #[oai(header = "Location")] String),
}

#[expect(clippy::too_many_arguments, reason = "each is a choice that the document describes")]
#[OpenApi(prefix_path = "/api")]
impl Imports {
    /// Import contacts
    ///
    /// CSV, XLSX or vCard, 48 MB and 200,000 lines at most, as the body or as the one file of a form. Columns are mapped
    /// by their names. Tried dry (`dry_run=true`, the default), nothing is written until a person says so in the application.
    #[oai(path = "/contacts/import", method = "post", operation_id = "importContacts")]
    async fn create(
        &self,
        call: Data<&Call>,
        #[oai(name = "Idempotency-Key", validator(min_length = 1, max_length = 255))] key: Header<Option<String>>,
        /// By default what the columns offer first: code, plate, phone, e-mail.
        #[oai(name = "match")]
        by: Query<Option<MatchBy>>,
        /// Over what is there; otherwise only into what is empty.
        overwrite: Query<Option<bool>>,
        /// What cannot be read goes to the notes instead of refusing its line.
        keep_odd: Query<Option<bool>>,
        dry_run: Query<Option<bool>>,
        list: List,
    ) -> Result<TakenImport, Trouble> {
        let fingerprint = list.0.bytes.clone();
        let read = tokio::task::spawn_blocking(move || (sheets::read(&list.0.bytes), list.0)).await;
        let (sheet, upload) = read.map_err(|e| crm::Error::Internal(format!("a list was not read: {e}")))?;
        let new = arrived(sheet.map_err(|why| Trouble::File(unreadable(&why)))?, upload);
        let mut tx = call.begin().await?;
        let id = match once::turn(&mut tx, key.0.as_deref(), "importContacts", &fingerprint).await? {
            Turn::Again(id) => serde_json::from_value(id).map_err(|e| crm::Error::Internal(e.to_string()))?,
            turn => {
                let id = imports::start(&mut tx, &new).await?;
                let import = imports::get(&mut tx, id).await?;
                let setting = Setting {
                    mapping: import.mapping,
                    match_key: by.0.map_or(import.match_key, Into::into),
                    overwrite: overwrite.0.unwrap_or_default(),
                    keep_odd: keep_odd.0.unwrap_or_default(),
                    keep_as: String::new(),
                };
                imports::set(&mut tx, id, &setting).await?;
                if dry_run.0 == Some(false) {
                    imports::run_untried(&mut tx, id).await?;
                }
                once::settle(&mut tx, &turn, &json!(id)).await?;
                id
            }
        };
        let import = imports::get(&mut tx, id).await?;
        tx.commit().await?;
        Ok(TakenImport::Taken(Json(shown(&call, &import)), format!("/api/contacts/import/{id}")))
    }

    /// Ask how far an import is
    #[oai(path = "/contacts/import/:id", method = "get", operation_id = "getContactImport")]
    async fn show(&self, call: Data<&Call>, id: Path<Uuid>) -> Result<Json<ContactImport>, Trouble> {
        let mut tx = call.look().await?;
        let import = imports::get(&mut tx, ImportId(id.0)).await?;
        tx.commit().await?;
        Ok(Json(shown(&call, &import)))
    }
}

fn shown(call: &Call, import: &Import) -> ContactImport {
    let lang = call.cx.lang;
    let one = |(field, why): &(String, crm::Why)| format!("{field}: {}", views::why::say(lang, *why));
    let fault = |f: &imports::Fault| LineFault { line: f.line, reasons: f.reasons.iter().map(one).collect() };
    let counts = import.counts;
    ContactImport {
        id: import.id.0,
        state: progress(import.state),
        lines: import.total,
        reached: import.reached,
        created: counts.created,
        updated: counts.updated,
        unchanged: counts.unchanged,
        refused: counts.refused,
        vehicles: counts.vehicles,
        mapping: import.mapping.clone(),
        faults: import.faults.iter().map(fault).collect(),
    }
}

fn progress(state: ImportState) -> ImportProgress {
    match state {
        ImportState::Draft => ImportProgress::Draft,
        ImportState::Checking => ImportProgress::Checking,
        ImportState::Checked => ImportProgress::Checked,
        ImportState::Running => ImportProgress::Running,
        ImportState::Done => ImportProgress::Done,
        ImportState::Undoing => ImportProgress::Undoing,
        ImportState::Undone => ImportProgress::Undone,
    }
}

/// The list as a program sends it.
pub struct List(Upload);

const MEDIA: &[&str] = &[
    "text/csv",
    "text/tab-separated-values",
    "text/vcard",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    MULTIPART,
];

impl<'a> ApiExtractor<'a> for List {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn request_meta() -> Option<MetaRequest> {
        Some(upload::meta(MEDIA))
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        Ok(List(upload::read(request, body, MEDIA).await?))
    }
}
