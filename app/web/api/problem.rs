//! Every refusal of the API, as RFC 9457 wants it: `application/problem+json`, in the program's language.

use std::fmt;

use crm::{Cx, Error, Fields, Lang, Why, policy::Permission};
use poem::http::{HeaderValue, StatusCode, header};
use poem_openapi::{
    ApiResponse,
    error::{ParseParamError, ParsePathError},
    registry::{MetaResponses, Registry},
};
use serde_json::{Value, json};
use views::problems::{self, Problem};

use crate::{
    answer::Answer,
    fault::Fault,
    visit::{hex, is_unavailable, note_broken},
};

/// Errors listed at most: an object of nonsense has thousands.
const LISTED: usize = 50;

/// How an operation ends when it does not end well.
#[derive(Debug)]
pub enum Trouble {
    /// As a page would.
    Fault(Fault),
    Malformed,
    BadMultipart,
    BadCursor,
    /// A parameter of the query, or a header.
    Parameter(&'static str),
    /// What is accepted instead.
    UnsupportedType(&'static [&'static str]),
    Wrong(Vec<Wrong>),
    File(Why),
    KeyReused,
    Stale,
    ConditionMissing,
    /// The engine gave up.
    NotRead,
}

/// One thing to mend: where, and why.
#[derive(Debug)]
pub struct Wrong {
    at: At,
    says: Says,
}

#[derive(Debug)]
enum At {
    /// A JSON pointer into the body.
    Pointer(String),
    Parameter(&'static str),
}

#[derive(Clone, Copy, Debug)]
pub enum Says {
    /// The same words as beside the field of the page.
    Why(Why),
    UnknownMember,
    ExpectedText,
    ExpectedObject,
    ExpectedTruth,
    ExpectedTexts,
    ExpectedList,
    ExpectedNumber,
    BadValue,
}

impl Wrong {
    pub fn at(pointer: impl Into<String>, says: Says) -> Wrong {
        Wrong { at: At::Pointer(pointer.into()), says }
    }

    /// The fields of a form, at their place in the JSON.
    pub fn fields(fields: &Fields, pointer: impl Fn(&str) -> String) -> Vec<Wrong> {
        fields.0.iter().map(|(field, why)| Wrong::at(pointer(field), Says::Why(*why))).collect()
    }

    fn json(&self, lang: Lang) -> Value {
        let detail = match self.says {
            Says::Why(why) => views::why::say(lang, why),
            Says::UnknownMember => problems::unknown_member(lang).to_owned(),
            Says::ExpectedTruth => problems::expected_truth(lang).to_owned(),
            Says::ExpectedTexts => problems::expected_texts(lang).to_owned(),
            Says::ExpectedList => problems::expected_list(lang).to_owned(),
            Says::ExpectedText => problems::expected_text(lang).to_owned(),
            Says::ExpectedObject => problems::expected_object(lang).to_owned(),
            Says::ExpectedNumber => problems::expected_number(lang).to_owned(),
            Says::BadValue => problems::bad_value(lang).to_owned(),
        };
        match &self.at {
            At::Pointer(pointer) => json!({ "pointer": pointer, "detail": detail }),
            At::Parameter(name) => json!({ "parameter": name, "detail": detail }),
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("refused")
    }
}
impl std::error::Error for Trouble {}

impl From<Trouble> for poem::Error {
    fn from(trouble: Trouble) -> poem::Error {
        // Only carried as far as `of`, which draws it.
        poem::Error::new(trouble, StatusCode::BAD_REQUEST)
    }
}
impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Trouble {
        Trouble::Fault(fault)
    }
}
impl From<Error> for Trouble {
    fn from(error: Error) -> Trouble {
        Trouble::Fault(Fault::Crm(error))
    }
}

/// In the document, refusals are written once for all operations, by `document`.
impl ApiResponse for Trouble {
    fn meta() -> MetaResponses {
        MetaResponses { responses: Vec::new() }
    }
    fn register(_: &mut Registry) {}
}

/// A fault of the door.
pub fn explain(cx: &Cx, fault: Fault) -> Answer {
    draw(cx, Trouble::Fault(fault))
}

/// What came out of an operation, or out of poem before it.
pub fn of(cx: &Cx, error: poem::Error) -> Answer {
    if let Some(bad) = error.downcast_ref::<ParseParamError>() {
        return draw(cx, Trouble::Parameter(bad.name));
    }
    // A malformed id is not found, like an unknown one.
    if error.downcast_ref::<ParsePathError>().is_some() || error.status() == StatusCode::NOT_FOUND {
        return draw(cx, Trouble::Fault(Fault::not_found()));
    }
    match error.downcast::<Trouble>() {
        Ok(trouble) => draw(cx, trouble),
        Err(other) => draw(cx, Error::Internal(format!("outside of any operation: {}", other.status())).into()),
    }
}

/// The whole answer took too long, or could not begin.
pub fn timed_out(lang: Lang) -> Answer {
    let answer = problem(lang, StatusCode::SERVICE_UNAVAILABLE, Problem::Unavailable, Told::default());
    retry_after(super::dress(answer, None, None), 5)
}

/// What a problem says beyond its kind.
#[derive(Default)]
struct Told {
    detail: Option<String>,
    errors: Vec<Value>,
    trace: Option<String>,
    /// What the token lacks.
    scope: Option<Permission>,
}

impl Told {
    fn why(lang: Lang, why: Why) -> Told {
        Told { detail: Some(views::why::say(lang, why)), ..Told::default() }
    }
    fn errors(lang: Lang, wrong: &[Wrong]) -> Told {
        Told { errors: wrong.iter().take(LISTED).map(|w| w.json(lang)).collect(), ..Told::default() }
    }
}

pub fn draw(cx: &Cx, trouble: Trouble) -> Answer {
    let lang = cx.lang;
    let plain = |status: u16, kind: Problem| problem(lang, code(status), kind, Told::default());
    match trouble {
        Trouble::Fault(fault) => draw_fault(cx, fault),
        Trouble::Malformed => plain(400, Problem::Malformed),
        Trouble::BadMultipart => plain(400, Problem::BadMultipart),
        Trouble::BadCursor => plain(400, Problem::BadCursor),
        Trouble::Parameter(name) => {
            let wrong = [Wrong { at: At::Parameter(name), says: Says::BadValue }];
            problem(lang, code(400), Problem::BadParameter, Told::errors(lang, &wrong))
        }
        Trouble::UnsupportedType(accepted) => {
            let mut answer = plain(415, Problem::UnsupportedType);
            if let Ok(value) = HeaderValue::from_str(&accepted.join(", ")) {
                answer.headers_mut().insert(header::ACCEPT, value);
            }
            answer
        }
        Trouble::Wrong(wrong) => problem(lang, code(422), Problem::Invalid, Told::errors(lang, &wrong)),
        Trouble::File(why) => {
            let (status, kind) = match why {
                Why::FileTooLarge => (413, Problem::TooLarge),
                Why::FileHeic | Why::FileUnsupported | Why::ListUnsupported => (415, Problem::BadFile),
                _ => (422, Problem::BadFile),
            };
            problem(lang, code(status), kind, Told::why(lang, why))
        }
        Trouble::KeyReused => plain(422, Problem::KeyReused),
        Trouble::Stale => plain(412, Problem::Stale),
        Trouble::ConditionMissing => plain(428, Problem::ConditionMissing),
        Trouble::NotRead => plain(500, Problem::NotRead),
    }
}

fn draw_fault(cx: &Cx, fault: Fault) -> Answer {
    let lang = cx.lang;
    let plain = |status: u16, kind: Problem| problem(lang, code(status), kind, Told::default());
    match fault {
        Fault::Answer(answer) => *answer,
        Fault::SignIn => unauthorized(plain(401, Problem::Unauthorized)),
        Fault::ScopeMissing(scope) => {
            let told = Told {
                detail: Some(problems::scope_missing(lang, scope.as_str())),
                scope: Some(scope),
                ..Told::default()
            };
            let mut answer = problem(lang, code(403), Problem::Forbidden, told);
            // RFC 6750 §3.1.
            let says = format!("Bearer realm=\"VisionCRM\", error=\"insufficient_scope\", scope=\"{scope}\"");
            if let Ok(value) = HeaderValue::from_str(&says) {
                answer.headers_mut().insert(header::WWW_AUTHENTICATE, value);
            }
            answer
        }
        Fault::Suspended => {
            let detail = Some(problems::suspended(lang).to_owned());
            problem(lang, code(403), Problem::Forbidden, Told { detail, ..Told::default() })
        }
        // The API knows neither forms nor redirects: what asks for them is not for programs.
        Fault::Forbidden | Fault::OutdatedForm | Fault::Again(_) => plain(403, Problem::Forbidden),
        Fault::WrongMethod(allowed) => {
            let mut answer = plain(405, Problem::WrongMethod);
            if let Ok(value) = HeaderValue::from_str(&allowed) {
                answer.headers_mut().insert(header::ALLOW, value);
            }
            answer
        }
        Fault::TooLarge => plain(413, Problem::TooLarge),
        Fault::TooMany { seconds } => retry_after(plain(429, Problem::TooManyRequests), seconds),
        Fault::Crm(Error::NotFound) => plain(404, Problem::NotFound),
        Fault::Crm(Error::Refused(Why::Stale)) => plain(412, Problem::Stale),
        Fault::Crm(Error::Refused(why)) => problem(lang, code(409), Problem::Refused, Told::why(lang, why)),
        Fault::Crm(Error::Invalid(fields)) => {
            let wrong = Wrong::fields(&fields, |field| format!("/{field}"));
            problem(lang, code(422), Problem::Invalid, Told::errors(lang, &wrong))
        }
        Fault::Crm(broken) => {
            note_broken(cx, &broken);
            if is_unavailable(&broken) {
                return retry_after(plain(503, Problem::Unavailable), 5);
            }
            let told = Told { trace: Some(hex(cx.trace)), ..Told::default() };
            problem(lang, code(500), Problem::Broken, told)
        }
    }
}

fn code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

fn problem(lang: Lang, status: StatusCode, kind: Problem, told: Told) -> Answer {
    let mut body = json!({
        "type": format!("urn:problem-type:visioncrm:{}", kind.name()),
        "title": problems::title(lang, kind),
        "status": status.as_u16(),
        "detail": told.detail.as_deref().unwrap_or(problems::detail(lang, kind)),
    });
    if !told.errors.is_empty() {
        body["errors"] = told.errors.into();
    }
    if let Some(scope) = told.scope {
        body["scope"] = scope.as_str().into();
    }
    if let Some(trace) = told.trace {
        body["trace"] = trace.into();
    }
    Answer::builder()
        .status(status)
        .header(header::CONTENT_TYPE, "application/problem+json")
        .header(header::CONTENT_LANGUAGE, lang.as_str())
        .body(body.to_string())
}

fn unauthorized(mut answer: Answer) -> Answer {
    answer.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"VisionCRM\""));
    answer
}

fn retry_after(mut answer: Answer, seconds: u32) -> Answer {
    answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    answer
}
