//! Signing in to Google's services: by a key, or as a service account (RFC 7523: a signed token for an access token).

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use reqwest::{Client, RequestBuilder};
use ring::{
    rand::SystemRandom,
    signature::{RSA_PKCS1_SHA256, RsaKeyPair},
};
use rustls::pki_types::{PrivatePkcs8KeyDer, pem::PemObject};
use serde::Deserialize;
use serde_json::json;
use tokio::sync::Mutex;

use crate::{Failure, http};

/// A token is renewed so long before it ends.
const BEFORE_THE_END: Duration = Duration::from_secs(60);
/// The longest a signed token may live.
const LIFE: Duration = Duration::from_secs(3600);

pub enum Access {
    Key(String),
    Account(Box<Account>),
}

pub struct Account {
    email: String,
    key_id: String,
    token_url: String,
    key: RsaKeyPair,
    scope: &'static str,
    token: Mutex<Option<Token>>,
}

struct Token {
    value: String,
    until: SystemTime,
}

/// The file that Google gives for a service account.
#[derive(Deserialize)]
struct AccountFile {
    client_email: String,
    private_key_id: String,
    private_key: String,
    token_uri: String,
}

impl Access {
    /// The request with what lets it in. The key goes into a header: addresses end up in logs.
    pub(crate) async fn signed(&self, http: &Client, request: RequestBuilder) -> Result<RequestBuilder, Failure> {
        match self {
            Access::Key(key) => Ok(request.header("x-goog-api-key", key)),
            Access::Account(account) => Ok(request.bearer_auth(account.token(http).await?)),
        }
    }
}

impl Account {
    /// `file`: the JSON of the service account. The error is for the person who set it.
    pub fn new(file: &str, scope: &'static str) -> Result<Account, String> {
        let file: AccountFile = serde_json::from_str(file).map_err(|e| format!("not a service account's file: {e}"))?;
        let der = PrivatePkcs8KeyDer::from_pem_slice(file.private_key.as_bytes())
            .map_err(|e| format!("the service account's private key: {e}"))?;
        let key = RsaKeyPair::from_pkcs8(der.secret_pkcs8_der())
            .map_err(|e| format!("the service account's private key: {e}"))?;
        let (email, key_id, token_url) = (file.client_email, file.private_key_id, file.token_uri);
        Ok(Account { email, key_id, token_url, key, scope, token: Mutex::new(None) })
    }

    async fn token(&self, http: &Client) -> Result<String, Failure> {
        let mut kept = self.token.lock().await;
        let now = SystemTime::now();
        if let Some(token) = kept.as_ref().filter(|t| t.until > now) {
            return Ok(token.value.clone());
        }
        let assertion = self.assertion(now).map_err(Failure::Permanent)?;
        let form = [("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", &assertion)];
        let answer = http::json("google", http.post(&self.token_url).form(&form)).await?;
        let Some(value) = answer["access_token"].as_str() else {
            return Err(Failure::Temporary("google_answer: no token".into()));
        };
        let life = Duration::from_secs(answer["expires_in"].as_u64().unwrap_or(0)).saturating_sub(BEFORE_THE_END);
        *kept = Some(Token { value: value.to_owned(), until: now + life });
        Ok(value.to_owned())
    }

    /// A JSON web token, RS256 (RFC 7515).
    fn assertion(&self, now: SystemTime) -> Result<String, String> {
        let from = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let header = json!({ "alg": "RS256", "typ": "JWT", "kid": self.key_id });
        let claims = json!({
            "iss": self.email, "scope": self.scope, "aud": self.token_url, "iat": from, "exp": from + LIFE.as_secs(),
        });
        let part = |value: &serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(&header), part(&claims));
        let mut signature = vec![0; self.key.public().modulus_len()];
        self.key
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), signed.as_bytes(), &mut signature)
            .map_err(|_| "google_key: the service account's key does not sign".to_owned())?;
        Ok(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}
