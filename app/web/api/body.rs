//! A JSON object as a program sends it: read strictly, because a misspelt member would be lost in silence.

use std::marker::PhantomData;

use bytes::Bytes;
use crm::{Why, vehicles::parse_date};
use poem::{Request, RequestBody, http::header};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    registry::{MetaMediaType, MetaRequest, Registry},
    types::Type,
};
use serde_json::{Map, Value};

use super::problem::{Says, Trouble, Wrong};

/// The object, and its bytes as they came. `T` is its schema in the document; `PATCH`: also as a merge patch.
pub struct JsonBody<T, const PATCH: bool> {
    pub members: Map<String, Value>,
    pub bytes: Bytes,
    schema: PhantomData<fn() -> T>,
}

fn media(patch: bool) -> &'static [&'static str] {
    if patch { &["application/json", "application/merge-patch+json"] } else { &["application/json"] }
}

impl<'a, T: Type, const PATCH: bool> ApiExtractor<'a> for JsonBody<T, PATCH> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        let content = media(PATCH).iter().map(|kind| MetaMediaType { content_type: kind, schema: T::schema_ref() });
        Some(MetaRequest { description: None, content: content.collect(), required: true })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        content_type(request, media(PATCH))?;
        let bytes = body.take()?.into_bytes().await.map_err(|_| Trouble::Malformed)?;
        // serde_json stops at 128 levels.
        match serde_json::from_slice(&bytes) {
            Ok(Value::Object(members)) => Ok(JsonBody { members, bytes, schema: PhantomData }),
            Ok(_) => Err(Trouble::Wrong(vec![Wrong::at("", Says::ExpectedObject)]).into()),
            Err(_) => Err(Trouble::Malformed.into()),
        }
    }
}

/// The type of the body, if it is one of these. What is compressed is not opened: a few bytes may become gigabytes.
pub fn content_type(request: &Request, accepted: &'static [&'static str]) -> Result<&'static str, Trouble> {
    let sent = request.header(header::CONTENT_TYPE).unwrap_or_default();
    let sent = sent.split(';').next().unwrap_or_default().trim();
    let plain = request.header(header::CONTENT_ENCODING).is_none_or(|coding| coding.eq_ignore_ascii_case("identity"));
    let known = accepted.iter().find(|kind| plain && kind.eq_ignore_ascii_case(sent));
    known.copied().ok_or(Trouble::UnsupportedType(accepted))
}

/// Takes members out of an object one by one and notes what does not fit; what is left at the end is unknown.
pub struct Members<'w> {
    at: String,
    left: Map<String, Value>,
    wrong: &'w mut Vec<Wrong>,
}

impl<'w> Members<'w> {
    pub fn of(members: Map<String, Value>, wrong: &'w mut Vec<Wrong>) -> Members<'w> {
        Members { at: String::new(), left: members, wrong }
    }

    /// Absent: `None`. `null`: an empty text.
    pub fn text(&mut self, name: &str) -> Option<String> {
        match self.left.remove(name)? {
            Value::String(text) => Some(text),
            Value::Null => Some(String::new()),
            _ => {
                self.note(name, Says::ExpectedText);
                None
            }
        }
    }

    /// A text of which the document says what it looks like: an id, one of a few words. A page's form takes an empty one
    /// for nothing and trims it; here nothing is `null`.
    pub fn exact(&mut self, name: &str) -> Option<String> {
        let text = self.left.get(name).and_then(Value::as_str);
        if text.is_some_and(|text| text.is_empty() || text.trim() != text) {
            self.left.remove(name);
            self.note(name, Says::BadValue);
        }
        self.text(name)
    }

    /// ISO 8601 alone, where a page's form also takes what people type.
    pub fn date(&mut self, name: &str) -> Option<String> {
        let text = self.exact(name)?;
        // `null` came as an empty one. What is no date at all is left to the form, which says everything at once.
        if text.is_empty() || text.len() == 10 && !text.contains('/') || parse_date(&text).is_err() {
            return Some(text);
        }
        self.note(name, Says::Why(Why::BadDate));
        None
    }

    pub fn truth(&mut self, name: &str) -> Option<bool> {
        match self.left.remove(name)? {
            Value::Bool(truth) => Some(truth),
            Value::Null => Some(false),
            _ => {
                self.note(name, Says::ExpectedTruth);
                None
            }
        }
    }

    /// A whole number, as a form would have it typed. Absent: `None`. `null`: an empty text.
    pub fn number(&mut self, name: &str) -> Option<String> {
        match self.left.remove(name)? {
            Value::Number(number) if number.is_i64() => Some(number.to_string()),
            Value::Null => Some(String::new()),
            _ => {
                self.note(name, Says::ExpectedNumber);
                None
            }
        }
    }

    /// A list of texts; `null`: an empty one.
    pub fn texts(&mut self, name: &str) -> Option<Vec<String>> {
        let texts = match self.left.remove(name)? {
            Value::Null => Some(Vec::new()),
            Value::Array(all) => all.into_iter().map(|v| v.as_str().map(str::to_owned)).collect(),
            _ => None,
        };
        if texts.is_none() {
            self.note(name, Says::ExpectedTexts);
        }
        texts
    }

    /// A list of `{"label": …, "value": …}`; `null`: an empty one.
    pub fn labelled(&mut self, name: &str) -> Option<Vec<(String, String)>> {
        let all = match self.left.remove(name)? {
            Value::Null => return Some(Vec::new()),
            Value::Array(all) => all,
            _ => {
                self.note(name, Says::ExpectedList);
                return None;
            }
        };
        let mut pairs = Vec::with_capacity(all.len());
        for (n, one) in all.into_iter().enumerate() {
            let at = format!("{}/{name}/{n}", self.at);
            let Value::Object(left) = one else {
                self.wrong.push(Wrong::at(at, Says::ExpectedObject));
                continue;
            };
            let mut one = Members { at, left, wrong: self.wrong };
            pairs.push((one.text("label").unwrap_or_default(), one.text("value").unwrap_or_default()));
            one.end();
        }
        Some(pairs)
    }

    /// The members of an object inside; `null` gives those of an empty one, each to be emptied.
    pub fn object(&mut self, name: &str) -> Option<(Members<'_>, bool)> {
        let at = format!("{}/{name}", self.at);
        match self.left.remove(name)? {
            Value::Object(left) => Some((Members { at, left, wrong: self.wrong }, false)),
            Value::Null => Some((Members { at, left: Map::new(), wrong: self.wrong }, true)),
            _ => {
                self.note(name, Says::ExpectedObject);
                None
            }
        }
    }

    pub fn note(&mut self, name: &str, says: Says) {
        let name = name.replace('~', "~0").replace('/', "~1");
        self.wrong.push(Wrong::at(format!("{}/{name}", self.at), says));
    }

    pub fn end(mut self) {
        for name in std::mem::take(&mut self.left).keys() {
            self.note(name, Says::UnknownMember);
        }
    }
}
