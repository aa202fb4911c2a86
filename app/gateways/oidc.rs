//! Signing in with Google, or any provider of OpenID Connect: the address to send a person to, and who came back
//! (OpenID Connect Core 1.0 §3.1; RFC 7636 for PKCE). Of the answer only the signed token is believed.

use std::time::{Duration, Instant};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use reqwest::Client;
use ring::{
    digest::{SHA256, digest},
    signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents},
};
use serde::Deserialize;
use tokio::sync::Mutex;

use crate::{Failure, http};

pub const GOOGLE: &str = "https://accounts.google.com";

/// Keys and addresses are asked again after this long.
const KEPT: Duration = Duration::from_secs(6 * 3600);
/// A token that names a key we do not know makes us ask, but not more often than this.
const ASK_AGAIN: Duration = Duration::from_secs(30);
/// Seconds that two clocks may differ.
const DRIFT: i64 = 60;

pub struct Oidc {
    issuer: String,
    client_id: String,
    client_secret: String,
    http: Client,
    provider: Mutex<Option<Provider>>,
}

struct Provider {
    asked: Instant,
    /// When an unknown key last made us ask.
    asked_for_key: Option<Instant>,
    authorization: String,
    token: String,
    keys: Vec<Key>,
}

/// A key of the provider (RFC 7517), for RS256 alone.
struct Key {
    id: String,
    n: Vec<u8>,
    e: Vec<u8>,
}

/// Who came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Never changes and is never given to another (Core §2, `sub`).
    pub subject: String,
    /// For the eye only.
    pub email: String,
    pub email_verified: bool,
}

/// What a person takes along.
pub struct Leaving<'a> {
    /// Where they come back to, as registered with the provider.
    pub redirect: &'a str,
    pub state: &'a str,
    pub nonce: &'a str,
    pub verifier: &'a str,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    #[serde(default)]
    kid: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    azp: Option<String>,
    exp: i64,
    iat: i64,
    nonce: Option<String>,
    #[serde(default)]
    email: String,
    #[serde(default)]
    email_verified: bool,
}

fn no(why: &str) -> Failure {
    Failure::Permanent(format!("oidc_token: {why}"))
}

impl Oidc {
    /// The error is for the person who set it up.
    pub fn new(issuer: &str, client_id: &str, client_secret: &str) -> Result<Oidc, String> {
        let issuer = issuer.trim_end_matches('/').to_owned();
        let (client_id, client_secret) = (client_id.to_owned(), client_secret.to_owned());
        Ok(Oidc { issuer, client_id, client_secret, http: http::client()?, provider: Mutex::new(None) })
    }

    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Where to send a person.
    pub async fn leave(&self, leaving: &Leaving<'_>) -> Result<String, Failure> {
        let mut kept = self.provider.lock().await;
        let provider = self.known(&mut kept).await?;
        let challenge = URL_SAFE_NO_PAD.encode(digest(&SHA256, leaving.verifier.as_bytes()));
        let mut url = reqwest::Url::parse(&provider.authorization)
            .map_err(|_| Failure::Permanent("oidc_answer: no authorization address".into()))?;
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.client_id)
            .append_pair("redirect_uri", leaving.redirect)
            .append_pair("scope", "openid email")
            .append_pair("state", leaving.state)
            .append_pair("nonce", leaving.nonce)
            .append_pair("code_challenge", &challenge)
            .append_pair("code_challenge_method", "S256")
            // On a garage's tablet several people have an account: let them choose.
            .append_pair("prompt", "select_account");
        Ok(url.into())
    }

    /// Redeems the code of who came back. `now`: seconds since 1970.
    pub async fn arrive(&self, code: &str, leaving: &Leaving<'_>, now: i64) -> Result<Person, Failure> {
        let token = {
            let mut kept = self.provider.lock().await;
            self.known(&mut kept).await?.token.clone()
        };
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", leaving.redirect),
            ("client_id", &self.client_id),
            ("client_secret", &self.client_secret),
            ("code_verifier", leaving.verifier),
        ];
        let answer = http::json("oidc", self.http.post(&token).form(&form)).await?;
        let id_token = answer["id_token"].as_str().ok_or_else(|| no("none"))?;
        self.person(id_token, leaving.nonce, now).await
    }

    /// Addresses and keys, asked of the provider when there are none or they are old.
    async fn known<'a>(&self, kept: &'a mut Option<Provider>) -> Result<&'a Provider, Failure> {
        if kept.as_ref().is_none_or(|provider| provider.asked.elapsed() > KEPT) {
            *kept = Some(self.discover().await?);
        }
        kept.as_ref().ok_or_else(|| Failure::Temporary("oidc_answer: no provider".into()))
    }

    /// OpenID Connect Discovery 1.0 §4. Its issuer must be the one asked, its addresses as safe as that one.
    async fn discover(&self) -> Result<Provider, Failure> {
        let page =
            http::json("oidc", self.http.get(format!("{}/.well-known/openid-configuration", self.issuer))).await?;
        if page["issuer"].as_str() != Some(self.issuer.as_str()) {
            return Err(Failure::Permanent("oidc_answer: another issuer".into()));
        }
        let address = |name: &str| {
            let safe = |url: &&str| url.starts_with("https://") || self.issuer.starts_with("http://");
            let found = page[name].as_str().filter(safe).map(str::to_owned);
            found.ok_or_else(|| Failure::Permanent(format!("oidc_answer: no {name}")))
        };
        let keys = http::json("oidc", self.http.get(address("jwks_uri")?)).await?;
        let keys = keys["keys"].as_array().into_iter().flatten().filter_map(Key::read).collect();
        let (authorization, token) = (address("authorization_endpoint")?, address("token_endpoint")?);
        Ok(Provider { asked: Instant::now(), asked_for_key: None, authorization, token, keys })
    }

    /// Core §3.1.3.7. One algorithm, ours, not the one the token would like: neither `none` nor an HMAC under a public key
    /// is ever tried.
    async fn person(&self, token: &str, nonce: &str, now: i64) -> Result<Person, Failure> {
        let (signed, signature) = token.rsplit_once('.').ok_or_else(|| no("no signature"))?;
        let (header, claims) = signed.split_once('.').ok_or_else(|| no("no claims"))?;
        let bytes = |part: &str| URL_SAFE_NO_PAD.decode(part).map_err(|_| no("not base 64"));
        let header: Header = serde_json::from_slice(&bytes(header)?).map_err(|_| no("header"))?;
        if header.alg != "RS256" {
            return Err(no("algorithm"));
        }
        if !self.signed(&header.kid, signed.as_bytes(), &bytes(signature)?).await? {
            return Err(no("signature"));
        }
        let claims: Claims = serde_json::from_slice(&bytes(claims)?).map_err(|_| no("claims"))?;
        let claims = self.check(claims, nonce, now)?;
        Ok(Person { subject: claims.sub, email: claims.email, email_verified: claims.email_verified })
    }

    fn check(&self, claims: Claims, nonce: &str, now: i64) -> Result<Claims, Failure> {
        // Google says its name with or without its scheme.
        let short = self.issuer == GOOGLE && claims.iss == "accounts.google.com";
        let mine = match &claims.aud {
            Audience::One(aud) => *aud == self.client_id,
            // Several: it must have been made for us (§3.1.3.7, 4 and 5).
            Audience::Many(all) => {
                all.contains(&self.client_id) && (all.len() == 1 || claims.azp.as_ref() == Some(&self.client_id))
            }
        };
        let azp = claims.azp.as_ref().is_none_or(|azp| *azp == self.client_id);
        match () {
            _ if claims.iss != self.issuer && !short => Err(no("issuer")),
            _ if !mine || !azp => Err(no("audience")),
            _ if claims.exp + DRIFT <= now => Err(no("expired")),
            _ if claims.iat - DRIFT > now => Err(no("not yet")),
            _ if claims.nonce.as_deref() != Some(nonce) => Err(no("nonce")),
            _ if claims.sub.is_empty() || claims.sub.len() > 255 => Err(no("subject")),
            _ => Ok(claims),
        }
    }

    async fn signed(&self, key: &str, text: &[u8], signature: &[u8]) -> Result<bool, Failure> {
        let mut kept = self.provider.lock().await;
        let known = self.known(&mut kept).await?;
        // Keys are changed every few weeks; one we do not know may be new.
        let lately = known.asked_for_key.is_some_and(|at| at.elapsed() < ASK_AGAIN);
        if !lately && !known.keys.iter().any(|known| known.id == key) {
            *kept = Some(Provider { asked_for_key: Some(Instant::now()), ..self.discover().await? });
        }
        let keys = kept.iter().flat_map(|provider| &provider.keys);
        Ok(keys.filter(|known| known.id == key).any(|known| known.verifies(text, signature)))
    }
}

impl Key {
    fn read(json: &serde_json::Value) -> Option<Key> {
        let text = |name: &str| json[name].as_str();
        let rsa = text("kty") == Some("RSA") && text("use").is_none_or(|used| used == "sig");
        if !rsa || text("alg").is_some_and(|alg| alg != "RS256") {
            return None;
        }
        let number = |name: &str| URL_SAFE_NO_PAD.decode(text(name)?).ok();
        Some(Key { id: text("kid").unwrap_or_default().to_owned(), n: number("n")?, e: number("e")? })
    }

    fn verifies(&self, text: &[u8], signature: &[u8]) -> bool {
        let key = RsaPublicKeyComponents { n: &self.n, e: &self.e };
        key.verify(&RSA_PKCS1_2048_8192_SHA256, text, signature).is_ok()
    }
}
