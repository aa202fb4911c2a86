//! A carte grise as a program sends it: the file itself, or one file in a multipart form.

use crm::{Why, files::File};
use poem::{Request, RequestBody};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    registry::{MetaMediaType, MetaRequest, MetaSchema, MetaSchemaRef},
};

use super::{Trouble, body::content_type};
use crate::{posted::Posted, scans::accept};

pub struct Card(pub File);

const MULTIPART: &str = "multipart/form-data";
const MEDIA: &[&str] = &["image/jpeg", "image/png", "application/pdf", MULTIPART];

impl<'a> ApiExtractor<'a> for Card {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn request_meta() -> Option<MetaRequest> {
        let binary = || MetaSchemaRef::Inline(Box::new(MetaSchema::new_with_format("string", "binary")));
        let form =
            MetaSchema { required: vec!["file"], properties: vec![("file", binary())], ..MetaSchema::new("object") };
        let form = MetaSchemaRef::Inline(Box::new(form));
        let content = MEDIA.iter().map(|kind| MetaMediaType {
            content_type: kind,
            schema: if *kind == MULTIPART { form.clone() } else { binary() },
        });
        Some(MetaRequest { description: None, content: content.collect(), required: true })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let kind = content_type(request, MEDIA)?;
        let bytes = body.take()?.into_bytes().await.map_err(|_| Trouble::BadMultipart)?;
        let (name, bytes) = if kind == MULTIPART {
            let posted = Posted::multipart(request.content_type().unwrap_or_default(), bytes).await;
            let mut files = posted.map_err(|_| Trouble::BadMultipart)?.files;
            let (Some(file), true) = (files.pop(), files.is_empty()) else { return Err(Trouble::BadMultipart.into()) };
            (file.name, file.bytes)
        } else {
            (String::new(), bytes.to_vec())
        };
        Ok(Card(file(name, bytes).map_err(Trouble::File)?))
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
