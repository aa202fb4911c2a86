//! What a form sent: read whole, within its limit, before any transaction opens.

use bytes::Bytes;
use poem::{Body, Request};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::fault::{Fault, Result};

/// Forms without files.
pub const FORM: usize = 512 * 1024;
/// What a program sends: the longest contact, every character written as an escape.
pub const JSON: usize = 128 * 1024;
/// Several photos at once, and the fields beside them.
pub const UPLOADS: usize = 48 * 1024 * 1024;
/// A picture of 15 MB and the fields beside it.
pub const UPLOAD: usize = 15 * 1024 * 1024 + 64 * 1024;

#[derive(Clone, Debug, Default)]
pub struct Posted {
    pub pairs: Vec<(String, String)>,
    pub files: Vec<Upload>,
}

#[derive(Clone, Debug)]
pub struct Upload {
    pub field: String,
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The whole body, within its limit: what says it is longer is not read at all.
pub async fn read_body(request: &Request, body: Body, limit: usize) -> Result<Bytes> {
    let length = request.headers().get("content-length").and_then(|l| l.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|l| l > limit) {
        return Err(Fault::TooLarge);
    }
    body.into_bytes_limit(limit).await.map_err(|_| Fault::TooLarge)
}

impl Posted {
    pub async fn read(request: &Request, body: Body, limit: usize) -> Result<Posted> {
        let bytes = read_body(request, body, limit).await?;
        let kind = request.content_type().unwrap_or_default();
        if kind.to_ascii_lowercase().starts_with("multipart/form-data") {
            return Posted::multipart(kind, bytes).await;
        }
        let pairs = serde_urlencoded::from_bytes(&bytes).map_err(|_| Fault::OutdatedForm)?;
        Ok(Posted { pairs, files: Vec::new() })
    }

    /// poem's multipart has no limit of its own, so the body is read within ours before it is taken apart.
    pub async fn multipart(kind: &str, body: Bytes) -> Result<Posted> {
        let broken = |_| Fault::OutdatedForm;
        let boundary = multer::parse_boundary(kind).map_err(broken)?;
        let stream = futures::stream::once(async { Ok::<_, std::io::Error>(body) });
        let (mut multipart, mut posted) = (multer::Multipart::new(stream, boundary), Posted::default());
        while let Some(field) = multipart.next_field().await.map_err(broken)? {
            let field_name = field.name().unwrap_or_default().to_owned();
            let file = field.file_name().map(str::to_owned);
            let bytes = field.bytes().await.map_err(broken)?;
            match file {
                // A file input left empty sends a file without name or content.
                Some(_) if bytes.is_empty() => {}
                Some(name) => posted.files.push(Upload { field: field_name, name, bytes: bytes.to_vec() }),
                None => posted.pairs.push((field_name, String::from_utf8_lossy(&bytes).into_owned())),
            }
        }
        Ok(posted)
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The fields as a form's type; unknown ones are ignored, missing ones are empty. A field sent twice keeps its last value.
    pub fn form<T: DeserializeOwned>(&self) -> Result<T> {
        let mut last: Vec<(&str, &str)> = Vec::with_capacity(self.pairs.len());
        for (key, value) in &self.pairs {
            match last.iter_mut().find(|(k, _)| k == key) {
                Some(slot) => slot.1 = value,
                None => last.push((key, value)),
            }
        }
        let text = serde_urlencoded::to_string(&last).map_err(|_| Fault::OutdatedForm)?;
        serde_urlencoded::from_str(&text).map_err(|_| Fault::OutdatedForm)
    }

    pub fn once(&self) -> Result<Uuid> {
        self.get("once").and_then(|key| key.parse().ok()).ok_or(Fault::OutdatedForm)
    }

    pub fn version(&self) -> Result<i32> {
        self.get("version").and_then(|v| v.parse().ok()).ok_or(Fault::OutdatedForm)
    }
}
