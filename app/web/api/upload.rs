//! One file as a program sends it: the body itself, or the one file of a multipart form.

use poem::{Request, RequestBody};
use poem_openapi::registry::{MetaMediaType, MetaRequest, MetaSchema, MetaSchemaRef};

use super::{Trouble, body::content_type};
use crate::posted::{Posted, Upload};

pub const MULTIPART: &str = "multipart/form-data";

/// As the document describes it; `media`: what is accepted, `MULTIPART` among it.
pub fn meta(media: &[&'static str]) -> MetaRequest {
    let binary = || MetaSchemaRef::Inline(Box::new(MetaSchema::new_with_format("string", "binary")));
    let form = MetaSchema { required: vec!["file"], properties: vec![("file", binary())], ..MetaSchema::new("object") };
    let form = MetaSchemaRef::Inline(Box::new(form));
    let content = media.iter().map(|kind| MetaMediaType {
        content_type: kind,
        schema: if *kind == MULTIPART { form.clone() } else { binary() },
    });
    MetaRequest { description: None, content: content.collect(), required: true }
}

/// The file; of a body itself the name is empty.
pub async fn read(request: &Request, body: &mut RequestBody, media: &'static [&'static str]) -> poem::Result<Upload> {
    let kind = content_type(request, media)?;
    let bytes = body.take()?.into_bytes().await.map_err(|_| Trouble::BadMultipart)?;
    if kind != MULTIPART {
        return Ok(Upload { field: "file".into(), name: String::new(), bytes: bytes.to_vec() });
    }
    let posted = Posted::multipart(request.content_type().unwrap_or_default(), bytes).await;
    let mut files = posted.map_err(|_| Trouble::BadMultipart)?.files;
    match (files.pop(), files.is_empty()) {
        (Some(file), true) => Ok(file),
        _ => Err(Trouble::BadMultipart.into()),
    }
}
