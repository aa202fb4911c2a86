//! Google's Gemini models: `generateContent`, with an answer of a given shape.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use reqwest::Client;
use serde_json::{Value, json};

use crate::{Failure, http};

const NAME: &str = "gemini";

pub struct Gemini {
    http: Client,
    endpoint: String,
    key: String,
}

pub enum Part {
    Text(String),
    Png(Vec<u8>),
}

impl Gemini {
    pub fn new(url: &str, model: &str, key: &str) -> Result<Gemini, String> {
        let endpoint = format!("{}/v1beta/models/{model}:generateContent", url.trim_end_matches('/'));
        Ok(Gemini { http: http::client()?, endpoint, key: key.to_owned() })
    }

    /// The model's answer, of the shape of `schema`. What it says is data: the caller checks it like any input.
    pub async fn answer(&self, told: &str, asked: &[Part], schema: &Value) -> Result<Value, Failure> {
        let part = |part: &Part| match part {
            Part::Text(text) => json!({ "text": text }),
            Part::Png(bytes) => json!({ "inlineData": { "mimeType": "image/png", "data": STANDARD.encode(bytes) } }),
        };
        // No temperature: models from 3.6 on refuse it.
        let body = json!({
            "systemInstruction": { "parts": [{ "text": told }] },
            "contents": [{ "role": "user", "parts": asked.iter().map(part).collect::<Vec<_>>() }],
            "generationConfig": {
                "maxOutputTokens": 2048, "responseMimeType": "application/json", "responseSchema": schema,
            },
        });
        let request = self.http.post(&self.endpoint).header("x-goog-api-key", &self.key).json(&body);
        let answer = http::json(NAME, request).await?;
        let parts = answer["candidates"][0]["content"]["parts"].as_array().cloned().unwrap_or_default();
        let text: String = parts.iter().filter_map(|part| part["text"].as_str()).collect();
        serde_json::from_str(&text).map_err(|_| Failure::Temporary("gemini_answer: not of the shape asked for".into()))
    }
}
