//! Answers: pages, redirects, files.

use maud::Markup;
use poem::{
    Body, Response,
    http::{HeaderValue, StatusCode, header},
};

pub type Answer = Response;

pub fn page(markup: Markup) -> Answer {
    html(StatusCode::OK, markup)
}

/// The form again, with its errors; nothing typed is lost. htmx 4 swaps it like any answer.
pub fn again(markup: Markup) -> Answer {
    html(StatusCode::UNPROCESSABLE_ENTITY, markup)
}

/// Somebody else was faster.
pub fn conflict(markup: Markup) -> Answer {
    html(StatusCode::CONFLICT, markup)
}

pub fn html(status: StatusCode, markup: Markup) -> Answer {
    Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, "text/html; charset=utf-8")
        .header(header::CACHE_CONTROL, "no-store")
        .body(Body::from_string(markup.into_string()))
}

/// For a script of ours.
pub fn json(value: &serde_json::Value) -> Answer {
    Response::builder()
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::CACHE_CONTROL, "no-store")
        .body(Body::from_string(value.to_string()))
}

/// After a POST: look at the result there.
pub fn see_other(to: &str) -> Answer {
    let to = HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/"));
    let mut response =
        Response::builder().status(StatusCode::SEE_OTHER).header(header::CACHE_CONTROL, "no-store").finish();
    response.headers_mut().insert(header::LOCATION, to);
    response
}

/// The same, asked by htmx: the whole page goes there.
pub fn redirect_htmx(to: &str) -> Answer {
    Response::builder()
        .status(StatusCode::OK)
        .header("HX-Redirect", to)
        .header(header::CACHE_CONTROL, "no-store")
        .finish()
}

pub fn wrong_method(allowed: &str) -> Answer {
    Response::builder().status(StatusCode::METHOD_NOT_ALLOWED).header(header::ALLOW, allowed).finish()
}

/// A document shown in the browser or saved. `name` comes from us or was cleaned; only its plain letters are used.
pub fn file(content_type: &str, name: &str, bytes: Vec<u8>, save: bool) -> Answer {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '-' }).collect();
    let how = if save { "attachment" } else { "inline" };
    Response::builder()
        .header(header::CONTENT_TYPE, content_type)
        .header(header::CONTENT_DISPOSITION, format!("{how}; filename=\"{plain}\""))
        .header(header::CACHE_CONTROL, "private, no-store")
        .body(bytes)
}

/// A fragment, and the address that now stands for the whole page.
pub fn at(mut answer: Answer, address: &str) -> Answer {
    if let Ok(value) = HeaderValue::from_str(address) {
        answer.headers_mut().insert("HX-Replace-Url", value);
    }
    answer
}

pub fn with_cookie(mut answer: Answer, cookie: &str) -> Answer {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        answer.headers_mut().append(header::SET_COOKIE, value);
    }
    answer
}
