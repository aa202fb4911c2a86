//! Google Cloud Vision: `images:annotate`, `DOCUMENT_TEXT_DETECTION`. A picture in, its words out.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use reqwest::Client;
use serde_json::{Value, json};

use crate::{
    Failure,
    google::{Access, Account},
    http,
};

const SCOPE: &str = "https://www.googleapis.com/auth/cloud-vision";
const NAME: &str = "vision";

pub struct Vision {
    http: Client,
    endpoint: String,
    access: Access,
}

/// A word, its box in the picture's pixels, and how far it is believed, from 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    pub text: String,
    pub x: u32,
    pub y: u32,
    pub w: u32,
    pub h: u32,
    pub confidence: f32,
}

impl Vision {
    /// `url`: `https://eu-vision.googleapis.com` reads within the European Union, `https://vision.googleapis.com` anywhere.
    pub fn with_key(url: &str, key: &str) -> Result<Vision, String> {
        Vision::new(url, Access::Key(key.to_owned()))
    }

    /// `file`: the JSON of a service account.
    pub fn with_account(url: &str, file: &str) -> Result<Vision, String> {
        Vision::new(url, Access::Account(Box::new(Account::new(file, SCOPE)?)))
    }

    fn new(url: &str, access: Access) -> Result<Vision, String> {
        let endpoint = format!("{}/v1/images:annotate", url.trim_end_matches('/'));
        Ok(Vision { http: http::client()?, endpoint, access })
    }

    /// The words of a picture (PNG or JPEG). A picture that Vision cannot open has none.
    pub async fn words(&self, picture: &[u8]) -> Result<Vec<Word>, Failure> {
        let body = json!({ "requests": [{
            "image": { "content": STANDARD.encode(picture) },
            "features": [{ "type": "DOCUMENT_TEXT_DETECTION" }],
            "imageContext": { "languageHints": ["fr"] },
        }]});
        let request = self.access.signed(&self.http, self.http.post(&self.endpoint).json(&body)).await?;
        let answer = http::json(NAME, request).await?;
        let Some(answer) = answer["responses"].get(0) else {
            return Err(Failure::Temporary("vision_answer: without an answer for the picture".into()));
        };
        // Of one picture, in an answer that is well otherwise. 3 is INVALID_ARGUMENT: the picture's fault.
        match answer["error"]["code"].as_i64() {
            None => Ok(words(answer)),
            Some(3) => Ok(Vec::new()),
            Some(code) => Err(Failure::Temporary(format!("vision_refused: code {code} for the picture"))),
        }
    }
}

/// Pages, blocks, paragraphs, words: all words, in their order.
fn words(answer: &Value) -> Vec<Word> {
    let each = |of: &Value, key: &str| of[key].as_array().cloned().unwrap_or_default();
    let pages = each(&answer["fullTextAnnotation"], "pages");
    let blocks = pages.iter().flat_map(|page| each(page, "blocks"));
    let paragraphs = blocks.flat_map(|block| each(&block, "paragraphs"));
    paragraphs.flat_map(|paragraph| each(&paragraph, "words")).filter_map(|found| word(&found)).collect()
}

fn word(found: &Value) -> Option<Word> {
    let symbols = found["symbols"].as_array()?;
    let text: String = symbols.iter().filter_map(|symbol| symbol["text"].as_str()).collect();
    // A coordinate of nought is left out, and one may lie beyond the edge.
    let at = |vertex: &Value, key: &str| u32::try_from(vertex[key].as_i64().unwrap_or(0).max(0)).unwrap_or(u32::MAX);
    let vertices = found["boundingBox"]["vertices"].as_array()?;
    let extent = |key: &str| {
        let places = vertices.iter().map(|vertex| at(vertex, key));
        Some((places.clone().min()?, places.max()?))
    };
    let ((left, right), (top, bottom)) = (extent("x")?, extent("y")?);
    let confidence = found["confidence"].as_f64().unwrap_or(0.5).clamp(0.0, 1.0) as f32;
    (!text.is_empty()).then_some(Word { text, x: left, y: top, w: right - left, h: bottom - top, confidence })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_wherever_they_hang() {
        let symbol = |text: &str| json!({ "text": text, "confidence": 0.9 });
        let word = json!({
            "symbols": [symbol("A"), symbol("B"), symbol("-")],
            "boundingBox": { "vertices": [{ "y": 4 }, { "x": 30, "y": 4 }, { "x": 30, "y": 24 }, { "x": -2, "y": 24 }] },
            "confidence": 0.97,
        });
        let lost = json!({ "symbols": [symbol("X")] });
        let answer = json!({ "fullTextAnnotation": { "pages": [{ "blocks": [
            { "paragraphs": [{ "words": [word, lost] }] }, {}, { "paragraphs": "?" },
        ]}]}});
        let found = words(&answer);
        assert_eq!(found, [Word { text: "AB-".into(), x: 0, y: 4, w: 30, h: 20, confidence: 0.97 }]);
        assert!(words(&json!({})).is_empty());
    }

    #[test]
    fn an_account_that_is_none_is_said() {
        let error = |file: &str| Vision::with_account("https://vision.test", file).err().unwrap_or_default();
        assert!(error("{}").contains("service account"));
        let file = r#"{"client_email":"a@b","private_key_id":"1","private_key":"no","token_uri":"https://t"}"#;
        assert!(error(file).contains("private key"));
    }
}
