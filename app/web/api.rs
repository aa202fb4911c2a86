//! The public API: what a program with a token may do. Thin operations over the same `crm` functions and forms as the
//! pages, behind the same door. `docs/api.md` is for those who write such a program.

mod body;
mod card;
mod contact;
mod contacts;
mod document;
mod imports;
mod once;
mod problem;
mod scans;
mod upload;
mod vehicle;
mod vehicles;
mod works;

use std::{
    sync::{Arc, LazyLock},
    time::Instant,
};

use crm::{Cx, TenantTx};
use poem::{
    Endpoint, IntoEndpoint, Request, Response,
    endpoint::BoxEndpoint,
    http::{HeaderMap, HeaderValue, StatusCode, header},
};
use poem_openapi::OpenApiService;

use crate::{answer::Answer, app::App, limits::Standing};

use problem::Trouble;
pub use problem::{explain, timed_out};

/// Who calls: the garage, the token, the moment.
#[derive(Clone)]
pub struct Call {
    pub app: Arc<App>,
    pub cx: Cx,
    pub started: Instant,
}

impl Call {
    pub async fn look(&self) -> crm::Result<TenantTx> {
        self.app.db.look(&self.cx).await
    }
    pub async fn begin(&self) -> crm::Result<TenantTx> {
        self.app.db.begin(&self.cx).await
    }
}

type Operations = (contacts::Contacts, imports::Imports, vehicles::Vehicles, scans::Scans, document::Itself);

fn service() -> OpenApiService<Operations, ()> {
    let all = (contacts::Contacts, imports::Imports, vehicles::Vehicles, scans::Scans, document::Itself);
    OpenApiService::new(all, "VisionCRM", env!("CARGO_PKG_VERSION"))
}

/// Operations hold nothing of their own: all they need comes with the call.
static SERVICE: LazyLock<BoxEndpoint<'static, Response>> = LazyLock::new(|| service().into_endpoint());

const KEY: &str = "Idempotency-Key";

/// The secret of `Authorization: Bearer …`.
pub fn bearer(request: &Request) -> Option<String> {
    let (scheme, secret) = request.header(header::AUTHORIZATION)?.split_once(' ')?;
    let secret = secret.trim();
    (scheme.eq_ignore_ascii_case("bearer") && (1..=200).contains(&secret.len())).then(|| secret.to_owned())
}

/// Finds the operation and does it.
pub async fn answer(call: Call, mut request: Request) -> Answer {
    let cx = call.cx.clone();
    // Passed over by poem-openapi as if it were not there: the act would be done twice.
    if request.headers().get(KEY).is_some_and(|key| key.to_str().is_err()) {
        return problem::draw(&cx, Trouble::Parameter(KEY));
    }
    request.set_data(call);
    match SERVICE.call(request).await {
        Ok(answer) => answer,
        Err(error) => problem::of(&cx, error),
    }
}

/// The answer to a browser's question; for how long it need not ask again is Chrome's most.
pub fn preflight(methods: &str) -> Answer {
    Answer::builder()
        .status(StatusCode::NO_CONTENT)
        .header(header::ALLOW, methods)
        .header(header::ACCESS_CONTROL_ALLOW_METHODS, methods)
        .header(
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            "authorization, content-type, idempotency-key, if-match, if-none-match",
        )
        .header(header::ACCESS_CONTROL_MAX_AGE, 7200)
        .finish()
}

/// What a page of another site may read beside the body.
const EXPOSED: &str = "etag, location, ratelimit, ratelimit-policy, retry-after, www-authenticate";

/// What every answer of the API carries. `origin` is that of a site which the garage named: its pages may read the
/// answer. Never `*`, and never with cookies, which are worth nothing here.
pub fn dress(mut answer: Answer, standing: Option<Standing>, origin: Option<&str>) -> Answer {
    let headers = answer.headers_mut();
    let mut unless_there = |name: header::HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    unless_there(header::CACHE_CONTROL, "no-store");
    unless_there(header::VARY, "accept-encoding, accept-language, authorization, origin");
    unless_there(header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'");
    if let Some(origin) = origin.and_then(|origin| HeaderValue::from_str(origin).ok()) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED));
    }
    if let Some(standing) = standing {
        limits(headers, standing);
    }
    answer
}

fn limits(headers: &mut HeaderMap, standing: Standing) {
    let policy = format!("\"minute\";q={};w=60", standing.most);
    let now = format!("\"minute\";r={};t={}", standing.left, standing.seconds);
    for (name, text) in [("ratelimit-policy", policy), ("ratelimit", now)] {
        if let Ok(value) = HeaderValue::from_str(&text) {
            headers.insert(name, value);
        }
    }
}
