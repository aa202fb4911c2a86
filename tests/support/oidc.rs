//! A provider of OpenID Connect, as documented, on a port of this machine: it signs real tokens, and lies when told to.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
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
use ring::{
    digest::{SHA256, digest},
    hmac,
    rand::SystemRandom,
    signature::{KeyPair, RSA_PKCS1_SHA256, RsaKeyPair, RsaPublicKeyComponents},
};
use serde_json::{Value, json};

pub const CLIENT: &str = "garage-essai.apps.test";
pub const SECRET: &str = "secret-d-essai";

/// What is wrong with its tokens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Lie {
    None,
    Audience,
    /// Made for two, and not for us first.
    SharedAudience,
    Issuer,
    Expired,
    FromTomorrow,
    Nonce,
    NoNonce,
    AlgorithmNone,
    /// HS256 under the public key, which everybody has.
    PublicKeyAsSecret,
    /// Signed by a key it does not publish.
    OtherKey,
    /// Claims changed after signing.
    Changed,
}

#[derive(Clone)]
pub struct Provider {
    pub url: String,
    inner: Arc<Mutex<Inner>>,
}

struct Inner {
    lie: Lie,
    /// The key in use, and the only one published.
    key: usize,
    codes: HashMap<String, Grant>,
    /// Path of every request.
    asked: Vec<String>,
}

struct Grant {
    challenge: String,
    redirect: String,
    nonce: String,
    subject: String,
    email: String,
    verified: bool,
}

fn key(n: usize) -> RsaKeyPair {
    let text = [include_str!("../oidc/first.key"), include_str!("../oidc/second.key")][n].replace('\n', "");
    RsaKeyPair::from_pkcs8(&STANDARD.decode(text).expect("base 64")).expect("a key")
}

fn public(n: usize) -> RsaPublicKeyComponents<Vec<u8>> {
    RsaPublicKeyComponents::from(key(n).public_key())
}

fn names(n: usize) -> String {
    format!("clef-{n}")
}

/// Of a query or a form.
fn pairs(text: &str) -> HashMap<String, String> {
    serde_urlencoded::from_str(text).expect("pairs")
}

impl Provider {
    pub async fn open() -> Provider {
        // The program does this when it starts.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let listener = TcpListener::bind("127.0.0.1:0").into_acceptor().await.expect("a port");
        let address = listener.local_addr().remove(0);
        let port = address.as_socket_addr().expect("an address").port();
        let inner = Inner { lie: Lie::None, key: 0, codes: HashMap::new(), asked: vec![] };
        let provider = Provider { url: format!("http://127.0.0.1:{port}"), inner: Arc::new(Mutex::new(inner)) };
        tokio::spawn(Server::new_with_acceptor(listener).run(provider.endpoint()));
        provider
    }

    pub fn lies(&self, lie: Lie) {
        self.inner.lock().unwrap().lie = lie;
    }

    /// From now on another key signs, and the old one is gone.
    pub fn changes_key(&self) {
        self.inner.lock().unwrap().key = 1;
    }

    pub fn asked(&self, path: &str) -> usize {
        self.inner.lock().unwrap().asked.iter().filter(|asked| asked.as_str() == path).count()
    }

    /// The person who was sent here says yes: where the browser goes then, on the common address.
    pub fn approves(&self, url: &str, subject: &str, email: &str, verified: bool) -> String {
        let (page, query) = url.split_once('?').expect("a query");
        assert_eq!(page, format!("{}/authorize", self.url));
        let asked = pairs(query);
        for (name, value) in [("response_type", "code"), ("client_id", CLIENT), ("code_challenge_method", "S256")] {
            assert_eq!(asked[name], value);
        }
        assert!(asked["scope"].split(' ').any(|scope| scope == "openid"));
        let code = uuid::Uuid::new_v4().to_string();
        let grant = Grant {
            challenge: asked["code_challenge"].clone(),
            redirect: asked["redirect_uri"].clone(),
            nonce: asked["nonce"].clone(),
            subject: subject.to_owned(),
            email: email.to_owned(),
            verified,
        };
        let path = grant.redirect.strip_prefix("http://localhost:8080").expect("the common address").to_owned();
        self.inner.lock().unwrap().codes.insert(code.clone(), grant);
        let query =
            serde_urlencoded::to_string([("code", code.as_str()), ("state", &asked["state"])]).expect("a query");
        format!("{path}?{query}")
    }

    fn endpoint(&self) -> impl Endpoint + 'static {
        let provider = self.clone();
        make(move |request| {
            let provider = provider.clone();
            async move { provider.answer(request).await }
        })
    }

    async fn answer(&self, mut request: Request) -> poem::Result<Response> {
        let path = request.uri().path().to_owned();
        self.inner.lock().unwrap().asked.push(path.clone());
        match path.as_str() {
            "/.well-known/openid-configuration" => Ok(Json(json!({
                "issuer": self.url,
                "authorization_endpoint": format!("{}/authorize", self.url),
                "token_endpoint": format!("{}/token", self.url),
                "jwks_uri": format!("{}/keys", self.url),
            }))
            .into_response()),
            "/keys" => {
                let n = self.inner.lock().unwrap().key;
                let (public, text) = (public(n), |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes));
                let key = json!({ "kty": "RSA", "use": "sig", "alg": "RS256", "kid": names(n), "n": text(&public.n), "e": text(&public.e) });
                Ok(Json(json!({ "keys": [key, { "kty": "EC", "kid": "autre" }] })).into_response())
            }
            "/token" => Ok(self.token(&pairs(&request.take_body().into_string().await?))),
            _ => Ok(StatusCode::NOT_FOUND.into_response()),
        }
    }

    /// A code is good once, for the client it was given to, with the secret of its challenge.
    fn token(&self, form: &HashMap<String, String>) -> Response {
        let refuse = |why: &str| Json(json!({ "error": why })).with_status(StatusCode::BAD_REQUEST).into_response();
        let mut inner = self.inner.lock().unwrap();
        let Some(grant) = inner.codes.remove(&form["code"]) else { return refuse("invalid_grant") };
        let right = form["grant_type"] == "authorization_code"
            && form["client_id"] == CLIENT
            && form["client_secret"] == SECRET
            && form["redirect_uri"] == grant.redirect
            && URL_SAFE_NO_PAD.encode(digest(&SHA256, form["code_verifier"].as_bytes())) == grant.challenge;
        if !right {
            return refuse("invalid_client");
        }
        let token = signed(&self.url, inner.lie, inner.key, &grant);
        Json(json!({ "access_token": "at", "token_type": "Bearer", "expires_in": 3599, "id_token": token }))
            .into_response()
    }
}

fn signed(issuer: &str, lie: Lie, n: usize, grant: &Grant) -> String {
    let now = crm::cx::now().timestamp();
    let mut claims = json!({
        "iss": issuer, "aud": CLIENT, "azp": CLIENT, "sub": grant.subject, "iat": now, "exp": now + 3600,
        "nonce": grant.nonce, "email": grant.email, "email_verified": grant.verified,
    });
    let mut header = json!({ "alg": "RS256", "typ": "JWT", "kid": names(n) });
    match lie {
        Lie::Audience => (claims["aud"], claims["azp"]) = ("another.apps.test".into(), Value::Null),
        Lie::SharedAudience => {
            (claims["aud"], claims["azp"]) = (json!([CLIENT, "another.apps.test"]), "another.apps.test".into());
        }
        Lie::Issuer => claims["iss"] = "https://accounts.google.com.evil.test".into(),
        Lie::Expired => (claims["iat"], claims["exp"]) = ((now - 7200).into(), (now - 3600).into()),
        Lie::FromTomorrow => (claims["iat"], claims["exp"]) = ((now + 86_400).into(), (now + 90_000).into()),
        Lie::Nonce => claims["nonce"] = "another".into(),
        Lie::NoNonce => claims["nonce"] = Value::Null,
        Lie::AlgorithmNone => header["alg"] = "none".into(),
        Lie::PublicKeyAsSecret => header["alg"] = "HS256".into(),
        Lie::None | Lie::OtherKey | Lie::Changed => {}
    }
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let text = format!("{}.{}", part(&header), part(&claims));
    let signature = match lie {
        Lie::AlgorithmNone => vec![],
        Lie::PublicKeyAsSecret => {
            let secret = hmac::Key::new(hmac::HMAC_SHA256, &public(n).n);
            hmac::sign(&secret, text.as_bytes()).as_ref().to_vec()
        }
        _ => {
            let pair = key(if lie == Lie::OtherKey { 1 - n } else { n });
            let mut signature = vec![0; pair.public().modulus_len()];
            pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text.as_bytes(), &mut signature).expect("it signs");
            signature
        }
    };
    if lie == Lie::Changed {
        claims["sub"] = "somebody-else".into();
        return format!("{}.{}.{}", part(&header), part(&claims), URL_SAFE_NO_PAD.encode(signature));
    }
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
}
