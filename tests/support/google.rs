//! Google's Vision, Gemini and token servers, as documented, on a port of this machine. Vision reads with Tesseract.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use poem::{
    Endpoint, IntoResponse, Request, Response, Server,
    endpoint::make,
    http::StatusCode,
    listener::{Acceptor, Listener, TcpListener},
    web::Json,
};
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
use scanner::{Ask, Engine as _, Layout, Tesseract, Word};
use serde_json::{Value, json};

/// The account that may sign in, and the public half of its key.
pub const ACCOUNT: &str = include_str!("../readers/account.json");
const PUBLIC_KEY: &str = include_str!("../readers/account.pub");
pub const KEY: &str = "clé-d-essai";
const TOKEN: &str = "ya29.essai";

/// How it behaves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mood {
    Good,
    /// Answers with this status, and the error's shape.
    Says(u16),
    /// The picture is not one, says Vision in an answer that is well otherwise.
    BadPicture,
    /// Any page of a proxy on the way.
    Nonsense,
    /// The model gives one answer too few.
    Short,
}

#[derive(Clone)]
pub struct Google {
    pub url: String,
    inner: Arc<Mutex<Inner>>,
}

struct Inner {
    mood: Mood,
    /// Path and query of every request.
    asked: Vec<String>,
    /// What the model answers to each line.
    says: String,
    bodies: Vec<Value>,
}

impl Google {
    pub async fn open(mood: Mood) -> Google {
        // The program does this when it starts.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let listener = TcpListener::bind("127.0.0.1:0").into_acceptor().await.expect("a port");
        let address = listener.local_addr().remove(0);
        let port = address.as_socket_addr().expect("an address").port();
        let inner = Inner { mood, asked: vec![], says: String::new(), bodies: vec![] };
        let google = Google { url: format!("http://127.0.0.1:{port}"), inner: Arc::new(Mutex::new(inner)) };
        tokio::spawn(Server::new_with_acceptor(listener).run(google.endpoint()));
        google
    }

    /// The file of the account, whose tokens are given here.
    pub fn account(&self) -> String {
        ACCOUNT.replace("TOKEN_URL", &format!("{}/token", self.url))
    }

    pub fn says(&self, text: &str) {
        self.inner.lock().unwrap().says = text.into();
    }

    pub fn asked(&self) -> Vec<String> {
        self.inner.lock().unwrap().asked.clone()
    }

    pub fn bodies(&self) -> Vec<Value> {
        self.inner.lock().unwrap().bodies.clone()
    }

    fn endpoint(&self) -> impl Endpoint + 'static {
        let google = self.clone();
        make(move |request| {
            let google = google.clone();
            async move { google.answer(request).await }
        })
    }

    async fn answer(&self, mut request: Request) -> poem::Result<Response> {
        let path = request.uri().path().to_owned();
        self.inner.lock().unwrap().asked.push(request.uri().to_string());
        let mood = self.inner.lock().unwrap().mood;
        if path == "/token" {
            let form: Vec<(String, String)> =
                serde_urlencoded::from_str(&request.take_body().into_string().await?).unwrap();
            return Ok(self.token(&form).into_response());
        }
        let header =
            |name: &str| request.headers().get(name).map(|v| String::from_utf8_lossy(v.as_bytes()).into_owned());
        let let_in = header("x-goog-api-key").is_some_and(|key| key == KEY)
            || header("authorization").is_some_and(|bearer| bearer == format!("Bearer {TOKEN}"));
        let status = match mood {
            Mood::Says(status) => StatusCode::from_u16(status).unwrap(),
            _ if !let_in => StatusCode::UNAUTHORIZED,
            Mood::Nonsense => return Ok("<html>Portail captif</html>".into_response()),
            _ => StatusCode::OK,
        };
        if status != StatusCode::OK {
            let error = json!({ "error": { "code": status.as_u16(), "message": "no", "status": "DENIED" } });
            return Ok(Json(error).with_status(status).into_response());
        }
        let body: Value = request.take_body().into_json().await?;
        self.inner.lock().unwrap().bodies.push(body.clone());
        match path.as_str() {
            "/v1/images:annotate" if mood == Mood::BadPicture => {
                Ok(Json(json!({ "responses": [{ "error": { "code": 3, "message": "Bad image data." } }] }))
                    .into_response())
            }
            "/v1/images:annotate" => {
                let answer = tokio::task::spawn_blocking(move || annotated(&body)).await.unwrap();
                Ok(Json(answer).into_response())
            }
            path if path.ends_with(":generateContent") => Ok(Json(self.generated(&body, mood)).into_response()),
            _ => Ok(StatusCode::NOT_FOUND.into_response()),
        }
    }

    /// A token for a signed request (RFC 7523), or what is wrong with it.
    fn token(&self, form: &[(String, String)]) -> Response {
        let value = |name: &str| form.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str()).unwrap_or_default();
        let refuse = |why: &str| {
            let error = json!({ "error": "invalid_grant", "error_description": why });
            Json(error).with_status(StatusCode::BAD_REQUEST).into_response()
        };
        if value("grant_type") != "urn:ietf:params:oauth:grant-type:jwt-bearer" {
            return refuse("grant_type");
        }
        let Some((signed, signature)) = value("assertion").rsplit_once('.') else { return refuse("assertion") };
        let key = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, STANDARD.decode(PUBLIC_KEY.trim()).unwrap());
        if key.verify(signed.as_bytes(), &URL_SAFE_NO_PAD.decode(signature).unwrap()).is_err() {
            return refuse("signature");
        }
        let part = |i: usize| -> Value {
            let part = signed.split('.').nth(i).and_then(|part| URL_SAFE_NO_PAD.decode(part).ok()).unwrap_or_default();
            serde_json::from_slice(&part).unwrap_or_default()
        };
        let (header, claims) = (part(0), part(1));
        let now = crm::cx::now().timestamp();
        let life = claims["exp"].as_i64().unwrap_or(0) - claims["iat"].as_i64().unwrap_or(0);
        let well = header["alg"] == "RS256"
            && header["kid"] == "0f1e2d3c"
            && claims["iss"] == "lecture@garage-essai.test"
            && claims["aud"] == format!("{}/token", self.url)
            && claims["scope"] == "https://www.googleapis.com/auth/cloud-vision"
            && (claims["iat"].as_i64().unwrap_or(0) - now).abs() < 60
            && life <= 3600;
        if !well {
            return refuse("claims");
        }
        Json(json!({ "access_token": TOKEN, "expires_in": 3599, "token_type": "Bearer" })).into_response()
    }

    /// The same answer for each picture.
    fn generated(&self, body: &Value, mood: Mood) -> Value {
        let parts = body["contents"][0]["parts"].as_array().cloned().unwrap_or_default();
        let pictures = parts.iter().filter(|part| part["inlineData"]["mimeType"] == "image/png").count();
        let count = if mood == Mood::Short { pictures - 1 } else { pictures };
        let text = json!(vec![self.inner.lock().unwrap().says.clone(); count]).to_string();
        json!({ "candidates": [{ "content": { "role": "model", "parts": [{ "text": text }] }, "finishReason": "STOP" }] })
    }
}

/// What Vision answers of the picture of a request.
fn annotated(body: &Value) -> Value {
    let request = &body["requests"][0];
    let content = STANDARD.decode(request["image"]["content"].as_str().unwrap_or_default()).unwrap();
    let picture = image::load_from_memory(&content).unwrap().to_luma8();
    let deadline = Instant::now() + Duration::from_secs(60);
    let ask = Ask { layout: Layout::Sparse, letters: None, dictionary: true, cpu_seconds: 30, deadline };
    let words = Tesseract::default().words(&[picture], &ask).unwrap().words.remove(0);
    if words.is_empty() {
        // Of a picture without text, Vision says nothing at all.
        return json!({ "responses": [{}] });
    }
    let words: Vec<Value> = words.iter().map(word).collect();
    let page = json!({ "blocks": [{ "blockType": "TEXT", "paragraphs": [{ "words": words }] }] });
    json!({ "responses": [{ "fullTextAnnotation": { "pages": [page] } }] })
}

/// A coordinate of nought is left out.
fn word(word: &Word) -> Value {
    let vertex = |x: u32, y: u32| {
        let mut vertex = serde_json::Map::new();
        for (name, value) in [("x", x), ("y", y)].into_iter().filter(|(_, value)| *value > 0) {
            vertex.insert(name.into(), value.into());
        }
        Value::Object(vertex)
    };
    let (right, bottom) = (word.x + word.w, word.y + word.h);
    let symbols: Vec<Value> = word.text.chars().map(|c| json!({ "text": c.to_string(), "confidence": 0.9 })).collect();
    json!({
        "confidence": word.confidence,
        "symbols": symbols,
        "boundingBox": { "vertices": [vertex(word.x, word.y), vertex(right, word.y), vertex(right, bottom), vertex(word.x, bottom)] },
    })
}
