//! A carte grise as a program sends it: the file itself, or one file in a multipart form.

use crm::{Why, files::File};
use poem::{Request, RequestBody};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions, registry::MetaRequest};

use super::{
    Trouble,
    upload::{self, MULTIPART},
};
use crate::scans::accept;

pub struct Card(pub File);

const MEDIA: &[&str] = &["image/jpeg", "image/png", "application/pdf", MULTIPART];

impl<'a> ApiExtractor<'a> for Card {
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
        let upload = upload::read(request, body, MEDIA).await?;
        Ok(Card(file(upload.name, upload.bytes).map_err(Trouble::File)?))
    }
}

/// The type by its content, whatever was said of it.
fn file(name: String, bytes: Vec<u8>) -> Result<File, Why> {
    let content_type = accept(&bytes)?;
    let name = match (crm::text::optional(&name, 200)?, content_type) {
        (name, _) if !name.is_empty() => name,
        (_, "application/pdf") => "carte-grise.pdf".to_owned(),
        (_, "image/png") => "carte-grise.png".to_owned(),
        _ => "carte-grise.jpg".to_owned(),
    };
    Ok(File { name, content_type: content_type.to_owned(), bytes })
}
