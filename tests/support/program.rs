//! A program that speaks to the API: a token and headers, no cookie.

use crm::{
    api_tokens::{self, NewToken},
    ids::ApiTokenId,
};
use poem::{
    Body, Endpoint, Request,
    http::{Method, Uri, header},
};
use serde_json::Value;

use super::{Answer, Garage, client::Site};

/// A token that may do all that a program can.
pub fn everything(name: &str) -> NewToken {
    NewToken { name: name.into(), scopes: api_tokens::all_scopes(), expires_at: None }
}

#[derive(Clone)]
pub struct Program {
    site: Site,
    pub host: String,
    headers: Vec<(String, String)>,
}

impl Garage {
    /// Makes a token as its page would.
    pub async fn token(&self) -> String {
        let mut tx = self.begin().await;
        let secret = api_tokens::create(&mut tx, &everything("Site web")).await.expect("a token");
        tx.commit().await.expect("commit");
        secret
    }

    pub async fn tokens(&self) -> Vec<ApiTokenId> {
        let mut tx = self.begin().await;
        api_tokens::list(&mut tx).await.expect("tokens").into_iter().map(|token| token.id).collect()
    }

    /// With a token of its own.
    pub async fn program(&self) -> Program {
        let token = self.token().await;
        self.stranger().with("authorization", &format!("Bearer {token}"))
    }

    /// Without one.
    pub fn stranger(&self) -> Program {
        Program { site: self.site.clone(), host: self.host(), headers: vec![] }
    }
}

impl Program {
    /// The same with a header more, or with another value of it.
    pub fn with(&self, name: &str, value: &str) -> Program {
        let mut program = self.clone();
        program.headers.retain(|(n, _)| n != name);
        program.headers.push((name.to_owned(), value.to_owned()));
        program
    }

    /// At the address of another garage.
    pub fn at(&self, garage: &Garage) -> Program {
        Program { host: garage.host(), site: garage.site.clone(), headers: self.headers.clone() }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None, Vec::new()).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, None, Vec::new()).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, Some("application/json"), body.to_string().into_bytes()).await
    }

    pub async fn patch(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::PATCH, path, Some("application/merge-patch+json"), body.to_string().into_bytes()).await
    }

    pub async fn send(&self, method: Method, path: &str, kind: Option<&str>, body: Vec<u8>) -> Answer {
        let asked = format!("{method} {path}");
        let uri: Uri = path.parse().expect("a path");
        let mut request = Request::builder().method(method).uri(uri).header(header::HOST, &self.host);
        for (name, value) in &self.headers {
            let value = header::HeaderValue::from_bytes(value.as_bytes()).expect("a header");
            request = request.header(name.as_str(), value);
        }
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind).header(header::CONTENT_LENGTH, body.len());
        }
        let answer = self.site.get_response(request.body(Body::from_vec(body))).await;
        Answer::read(asked, answer).await
    }
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|e| panic!("not JSON ({e}): {}", self.html()))
    }

    /// Refused with this status and this kind, in the shape of RFC 9457.
    #[track_caller]
    pub fn problem(self, status: u16, kind: &str) -> Value {
        let answer = self.is(status);
        assert_eq!(answer.header("content-type"), "application/problem+json", "{}", answer.html());
        let problem = answer.json();
        assert_eq!(problem["type"], format!("urn:problem-type:visioncrm:{kind}"), "{problem}");
        assert_eq!(problem["status"], status, "{problem}");
        let said = |name: &str| problem[name].as_str().is_some_and(|text| !text.is_empty());
        assert!(said("title") && said("detail"), "{problem}");
        assert!(!answer.header("content-language").is_empty());
        problem
    }
}
