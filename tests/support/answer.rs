//! What came back, read as a person would.

use poem::{
    Response,
    http::{HeaderMap, StatusCode},
};
use scraper::{Html, Selector};

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
    /// Method and path, for a failure's words.
    asked: String,
}

impl Answer {
    pub async fn read(asked: String, mut response: Response) -> Answer {
        let bytes = response.take_body().into_vec().await.unwrap_or_default();
        Answer { status: response.status(), headers: response.headers().clone(), bytes, asked }
    }

    pub fn html(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    #[track_caller]
    pub fn is(self, status: u16) -> Answer {
        assert_eq!(self.status.as_u16(), status, "{}: {}", self.asked, self.main());
        self
    }

    /// Where a 303 leads.
    #[track_caller]
    pub fn leads(&self) -> String {
        assert_eq!(self.status.as_u16(), 303, "{}: {}", self.asked, self.main());
        self.header("location")
    }

    pub fn header(&self, name: &str) -> String {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned()
    }

    /// Texts of what the selector finds, spaces made one.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let selector = Selector::parse(selector).expect("a selector");
        Html::parse_document(&self.html()).select(&selector).map(|e| plain(&e.text().collect::<String>())).collect()
    }

    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let selector = Selector::parse(selector).expect("a selector");
        let page = Html::parse_document(&self.html());
        page.select(&selector).filter_map(|e| e.value().attr(name).map(str::to_owned)).collect()
    }

    #[track_caller]
    pub fn sees(self, selector: &str, text: &str) -> Answer {
        let found = self.texts(selector);
        let seen = found.iter().any(|t| t.contains(text));
        assert!(seen, "{}: no «{text}» in {selector}: {found:?}\n{}", self.asked, self.main());
        self
    }

    #[track_caller]
    pub fn does_not_see(self, selector: &str, text: &str) -> Answer {
        let found = self.texts(selector);
        assert!(!found.iter().any(|t| t.contains(text)), "{}: «{text}» in {selector}: {found:?}", self.asked);
        self
    }

    /// The value typed in a field of the form.
    pub fn value(&self, name: &str) -> String {
        let textarea = self.texts(&format!("textarea[name='{name}']")).pop();
        textarea.or_else(|| self.attributes(&format!("input[name='{name}']"), "value").pop()).unwrap_or_default()
    }

    /// The reason beside a field.
    #[track_caller]
    pub fn refuses(self, field: &str) -> Answer {
        let reasons = self.texts(&format!("[id='f-{}-error']", field.replace('_', "-")));
        assert!(reasons.iter().any(|r| !r.is_empty()), "{}: no reason beside {field}: {}", self.asked, self.main());
        self
    }

    fn main(&self) -> String {
        let mut words = self.texts("main").join(" ");
        if words.is_empty() {
            words = plain(&self.html());
        }
        words.chars().take(1500).collect()
    }
}

/// One space for any white space, also for those that French typography puts in amounts.
pub fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
