//! A browser without a screen: keeps its cookies, and sends a form as the last page drew it.

use std::{collections::BTreeMap, sync::Arc};

use poem::{
    Body, Endpoint, Request, Response,
    endpoint::BoxEndpoint,
    http::{Method, Uri, header},
};
use scraper::{ElementRef, Html, Selector};
use uuid::Uuid;

use super::Answer;

/// What the dialog, or the page that asks again, adds to a dangerous form.
pub const YES: (&str, &str) = ("confirmed", "yes");

pub type Site = Arc<BoxEndpoint<'static, Response>>;

#[derive(Clone)]
pub struct Client {
    site: Site,
    pub host: String,
    pub cookies: BTreeMap<String, String>,
    /// What the browser says its languages are.
    pub languages: String,
    /// The page that a form is sent from; empty, the browser keeps it to itself.
    pub referer: String,
    /// The last page, for its forms.
    page: String,
}

type Pairs = Vec<(String, String)>;

impl Client {
    pub fn new(site: Site, host: &str) -> Client {
        Client {
            site,
            host: host.to_owned(),
            cookies: BTreeMap::new(),
            languages: String::new(),
            referer: String::new(),
            page: String::new(),
        }
    }

    /// The same browser in front of another site.
    pub fn at(mut self, site: Site) -> Client {
        self.site = site;
        self
    }

    pub fn with_cookie(mut self, name: &str, value: &str) -> Client {
        self.cookies.insert(name.to_owned(), value.to_owned());
        self
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        let path = path.split('#').next().unwrap_or(path);
        let answer = self.send(Method::GET, path, "", Vec::new()).await;
        if answer.header("content-type").starts_with("text/html") {
            self.page = answer.html();
        }
        answer
    }

    /// Sends the form of the last page that goes to this path, as drawn, with these fields typed over it. A path that
    /// no form of the page goes to is sent with the page's token and key.
    pub async fn post(&mut self, path: &str, typed: &[(&str, &str)]) -> Answer {
        let form = self.form(path, typed);
        self.post_form(path, &form).await
    }

    /// A double click: the same form twice, the second without waiting for the first.
    pub async fn post_twice(&mut self, path: &str, typed: &[(&str, &str)]) -> (Answer, Answer) {
        let form = self.form(path, typed);
        let (mut first, mut second) = (self.clone(), self.clone());
        futures::join!(first.post_form(path, &form), second.post_form(path, &form))
    }

    /// Exactly these fields.
    pub async fn post_form(&mut self, path: &str, form: &Pairs) -> Answer {
        let body = serde_urlencoded::to_string(form).expect("a form");
        let answer = self.send(Method::POST, path, "application/x-www-form-urlencoded", body.into_bytes()).await;
        if answer.header("content-type").starts_with("text/html") {
            self.page = answer.html();
        }
        answer
    }

    /// Sends a file with the page's token and key.
    pub async fn upload(&mut self, path: &str, field: &str, name: &str, bytes: &[u8]) -> Answer {
        let mut body = Vec::new();
        for (key, value) in self.form(path, &[]) {
            let part = format!("--part\r\ncontent-disposition: form-data; name=\"{key}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!("--part\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--part--\r\n");
        self.send(Method::POST, path, "multipart/form-data; boundary=part", body).await
    }

    pub async fn send(&mut self, method: Method, path: &str, kind: &str, body: Vec<u8>) -> Answer {
        let asked = format!("{method} {path}");
        let mut request = Request::builder()
            .method(method)
            .uri(path.parse::<Uri>().expect("a path"))
            .header(header::HOST, &self.host)
            .header(header::COOKIE, self.cookie())
            .header(header::ACCEPT_LANGUAGE, &self.languages)
            .header(header::REFERER, &self.referer);
        if !kind.is_empty() {
            request = request.header(header::CONTENT_TYPE, kind).header(header::CONTENT_LENGTH, body.len());
        }
        let response = self.site.get_response(request.body(Body::from_vec(body))).await;
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().unwrap_or_default().split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        Answer::read(asked, response).await
    }

    fn cookie(&self) -> String {
        self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    /// What a browser would send.
    pub fn form(&self, path: &str, typed: &[(&str, &str)]) -> Pairs {
        let page = Html::parse_document(&self.page);
        let all = Selector::parse("form[method='post']").expect("a selector");
        let same = |form: &ElementRef| form.value().attr("action") == Some(path);
        let mut pairs = page.select(&all).find(same).map(|form| fields(&form)).unwrap_or_default();
        if pairs.is_empty() {
            let hidden = |name: &str| {
                let selector = Selector::parse(&format!("input[name='{name}']")).expect("a selector");
                page.select(&selector).next().and_then(|input| input.value().attr("value")).map(str::to_owned)
            };
            pairs.extend(hidden("csrf").map(|token| ("csrf".to_owned(), token)));
            let once = hidden("once").unwrap_or_else(|| Uuid::now_v7().to_string());
            pairs.push(("once".to_owned(), once));
        }
        for (name, value) in typed {
            pairs.retain(|(key, _)| key != name);
            pairs.push(((*name).to_owned(), (*value).to_owned()));
        }
        pairs
    }
}

/// The fields of a form that a browser would send; buttons are clicked, hence typed.
fn fields(form: &ElementRef) -> Pairs {
    let controls = Selector::parse("input, textarea, select").expect("a selector");
    let chosen = Selector::parse("option[selected]").expect("a selector");
    let options = Selector::parse("option").expect("a selector");
    let mut pairs = Vec::new();
    for control in form.select(&controls) {
        let attr = |name: &str| control.value().attr(name);
        let Some(name) = attr("name").filter(|_| attr("disabled").is_none()) else { continue };
        let value = match (control.value().name(), attr("type")) {
            ("textarea", _) => control.text().collect(),
            ("select", _) => {
                let option = control.select(&chosen).next().or_else(|| control.select(&options).next());
                option.and_then(|o| o.value().attr("value")).unwrap_or_default().to_owned()
            }
            (_, Some("checkbox" | "radio")) if attr("checked").is_none() => continue,
            (_, Some("checkbox" | "radio")) => attr("value").unwrap_or("on").to_owned(),
            (_, Some("file" | "submit" | "button")) => continue,
            _ => attr("value").unwrap_or_default().to_owned(),
        };
        pairs.push((name.to_owned(), value));
    }
    pairs
}
