//! CSS, JavaScript, fonts: embedded, named by their content, kept by browsers for ever.

use poem::{
    Endpoint, Request, Response,
    http::{StatusCode, header},
};

const FOR_EVER: &str = "public, max-age=31536000, immutable";

pub struct Assets;

impl Endpoint for Assets {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let path = request.original_uri().path();
        // Browsers ask for the icon by its plain name.
        let asset = if path == "/favicon.ico" { assets::find(assets::url("favicon.svg")) } else { assets::find(path) };
        let Some(asset) = asset else {
            return Ok(Response::builder().status(StatusCode::NOT_FOUND).finish());
        };
        let known =
            request.header(header::IF_NONE_MATCH).is_some_and(|tags| tags.split(',').any(|t| t.trim() == asset.etag));
        let accepts = |coding: &str| {
            request.header(header::ACCEPT_ENCODING).unwrap_or_default().split(',').any(|c| c.trim() == coding)
        };
        let (bytes, coding) = match (asset.br.filter(|_| accepts("br")), asset.gzip.filter(|_| accepts("gzip"))) {
            (Some(br), _) => (br, Some("br")),
            (None, Some(gzip)) => (gzip, Some("gzip")),
            (None, None) => (asset.bytes, None),
        };
        let mut answer = Response::builder()
            .header(header::CONTENT_TYPE, asset.content_type)
            .header(header::CACHE_CONTROL, FOR_EVER)
            .header(header::ETAG, asset.etag)
            .header(header::VARY, "accept-encoding");
        if known {
            return Ok(answer.status(StatusCode::NOT_MODIFIED).finish());
        }
        if let Some(coding) = coding {
            answer = answer.header(header::CONTENT_ENCODING, coding);
        }
        Ok(answer.body(bytes))
    }
}
