//! The API at its door: tokens, limits, and the shape of every refusal.

mod contacts;
mod document;
mod once;
mod scans;
mod scopes;
mod vehicles;

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use crm::policy::Act;
use poem::{
    Endpoint, Request,
    http::{Method, StatusCode},
};
use serde_json::json;
use sqlx::AssertSqlSafe;

use crate::support::{Answer, Garage, Program, run};

#[test]
fn without_a_token_in_force_nothing_is_said() {
    run(async {
        let (garage, other) = (Garage::open().await, Garage::open().await);
        let refused = garage.stranger().get("/api/contacts").await;
        assert_eq!(refused.header("www-authenticate"), "Bearer realm=\"VisionCRM\"");
        refused.problem(401, "unauthorized");
        for wrong in
            ["Bearer", "Bearer ", "Bearer vcrm_0", "Basic dmNybTp4", "vcrm_x", &format!("Bearer {}", "a".repeat(5000))]
        {
            garage.stranger().with("authorization", wrong).get("/api/contacts").await.problem(401, "unauthorized");
        }
        let program = other.program().await;
        program.get("/api/contacts").await.is(200);
        program.at(&garage).get("/api/contacts").await.problem(401, "unauthorized");
    });
}

#[test]
fn a_token_revoked_or_expired_is_refused_at_once() {
    run(async {
        let garage = Garage::open().await;
        let program = garage.program().await;
        program.get("/api/contacts").await.is(200);
        let mut tx = garage.begin().await;
        crm::api_tokens::revoke(&mut tx, garage.tokens().await[0]).await.unwrap();
        tx.commit().await.unwrap();
        program.get("/api/contacts").await.problem(401, "unauthorized");

        let program = garage.program().await;
        program.get("/api/contacts").await.is(200);
        let mut tx = garage.town.app.begin().await.unwrap();
        for change in [
            format!("set local app.current_tenant = '{}'", garage.tenant),
            "update api_tokens set expires_at = now() - interval '1 second'".to_owned(),
        ] {
            sqlx::query(AssertSqlSafe(change)).execute(&mut *tx).await.unwrap();
        }
        tx.commit().await.unwrap();
        program.get("/api/contacts").await.problem(401, "unauthorized");
    });
}

#[test]
fn a_token_is_known_by_its_day_and_its_acts_by_its_id() {
    run(async {
        let garage = Garage::open().await;
        let program = garage.program().await;
        let id = program.post("/api/contacts", &json!({ "last_name": "Dupont" })).await.is(201).json()["id"].clone();
        let mut tx = garage.begin().await;
        let token = crm::api_tokens::list(&mut tx).await.unwrap().remove(0);
        assert_eq!(token.last_used_on, Some(garage.cx().today()));
        let actor: String =
            sqlx::query_scalar("select actor from audit_log where table_name = 'contacts' and row_id = $1")
                .bind(id.as_str().unwrap())
                .fetch_one(&garage.town.admin)
                .await
                .unwrap();
        assert_eq!(actor, format!("token:{}", token.id));
    });
}

#[test]
fn cookies_are_neither_taken_nor_given() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        let refused = marc.send(Method::GET, "/api/contacts", "", vec![]).await.is(401);
        assert!(refused.headers.get("set-cookie").is_none());
        let program = garage.program().await;
        for path in ["/api/contacts", "/api/openapi.json", "/api/nothing"] {
            let answer = program.get(path).await;
            assert!(answer.headers.get("set-cookie").is_none(), "{path}");
            assert!(answer.headers.keys().all(|name| !name.as_str().starts_with("access-control")), "{path}");
        }
    });
}

#[test]
fn what_every_answer_carries() {
    run(async {
        let garage = Garage::open().await;
        let list = garage.program().await.with("accept-encoding", "gzip").get("/api/contacts").await.is(200);
        assert_eq!(list.header("cache-control"), "no-store");
        assert_eq!(list.header("x-content-type-options"), "nosniff");
        assert!(list.header("content-security-policy").starts_with("default-src 'none'"));
        assert!(list.header("vary").contains("authorization") && !list.header("vary").contains("cookie"));
        assert_eq!(list.header("ratelimit-policy"), "\"minute\";q=100;w=60");
        assert!(list.header("ratelimit").starts_with("\"minute\";r=99;t="), "{}", list.header("ratelimit"));
    });
}

static NOON: AtomicI64 = AtomicI64::new(0);

fn stopped_clock() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap() + TimeDelta::seconds(NOON.load(Ordering::SeqCst))
}

#[test]
fn the_hundred_and_first_request_of_a_minute_waits() {
    run(async {
        let garage = Garage::open_at(stopped_clock).await;
        let (program, other) = (garage.program().await, garage.program().await);
        for left in (0..100).rev() {
            let answer = program.get("/api/contacts").await.is(200);
            assert!(answer.header("ratelimit").starts_with(&format!("\"minute\";r={left};")), "{left}");
        }
        let refused = program.get("/api/contacts").await;
        let wait: i64 = refused.header("retry-after").parse().unwrap();
        assert!(refused.header("ratelimit").starts_with("\"minute\";r=0;"));
        refused.problem(429, "too-many-requests");
        other.get("/api/contacts").await.is(200);
        // Guesses from the same address have a limit of their own, and take nothing from a token.
        let guess = garage.stranger().with("authorization", "Bearer vcrm_guess");
        for _ in 0..100 {
            guess.get("/api/contacts").await.is(401);
        }
        guess.get("/api/contacts").await.problem(429, "too-many-requests");
        garage.stranger().get("/api/openapi.json").await.problem(429, "too-many-requests");
        other.get("/api/contacts").await.is(200);
        NOON.fetch_add(wait, Ordering::SeqCst);
        program.get("/api/contacts").await.is(200);
    });
}

#[test]
fn a_refusal_is_said_in_the_language_asked_for() {
    run(async {
        let garage = Garage::open().await;
        let program = garage.program().await;
        let bad = json!({ "last_name": "Dupont", "email": "nobody" });
        for (lang, title, detail) in [
            ("fr-FR, en;q=0.5", "Quelques champs sont à revoir", "Cette adresse e-mail n’est pas complète"),
            ("en", "Some fields need attention", "This e-mail address is not complete"),
            ("de", "Quelques champs sont à revoir", "Cette adresse e-mail n’est pas complète"),
        ] {
            let answer = program.with("accept-language", lang).post("/api/contacts", &bad).await;
            assert_eq!(answer.header("content-language"), if lang == "en" { "en" } else { "fr" });
            let problem = answer.problem(422, "invalid");
            assert_eq!(problem["title"], title);
            assert_eq!(problem["errors"][0]["pointer"], "/email");
            let said = problem["errors"][0]["detail"].as_str().unwrap().to_owned();
            assert!(said.starts_with(detail), "{said}");
        }
    });
}

#[test]
fn an_address_or_a_method_that_is_not_there() {
    run(async {
        let garage = Garage::open().await;
        let program = garage.program().await;
        for path in ["/api", "/api/", "/api/nothing", "/api/contacts/", "/api/contacts/1/2", "/api/invoices"] {
            for method in [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
                program.send(method, path, None, vec![]).await.problem(404, "not-found");
            }
        }
        let answer = program.send(Method::PUT, "/api/contacts", Some("application/json"), b"{}".to_vec()).await;
        assert_eq!(answer.header("allow"), "GET, POST, HEAD");
        answer.problem(405, "wrong-method");
        program.send(Method::OPTIONS, "/api/contacts", None, vec![]).await.problem(405, "wrong-method");
        // On the common address there is no garage, hence no API but its document.
        let mut lost = program.clone();
        lost.host = "localhost".into();
        lost.get("/api/contacts").await.problem(404, "not-found");
        lost.get("/api/openapi.json").await.is(200);
        lost.host = "no-such-garage.localhost".into();
        lost.get("/api/contacts").await.problem(404, "not-found");
    });
}

#[test]
fn a_body_that_cannot_be_taken() {
    run(async {
        let garage = Garage::open().await;
        let program = garage.program().await;
        let post = |kind: Option<&'static str>, body: Vec<u8>| program.send(Method::POST, "/api/contacts", kind, body);
        for kind in [
            None,
            Some("text/plain"),
            Some("application/x-www-form-urlencoded"),
            Some("application/merge-patch+json"),
            Some(""),
        ] {
            let answer = post(kind, br#"{"last_name":"Dupont"}"#.to_vec()).await;
            assert_eq!(answer.header("accept"), "application/json", "{kind:?}");
            answer.problem(415, "unsupported-type");
        }
        let bomb = program.with("content-encoding", "gzip");
        bomb.post("/api/contacts", &json!({ "last_name": "Dupont" })).await.problem(415, "unsupported-type");
        for body in ["", "{", "null}", "{\"last_name\": \"\\ud800\"}", "{'a': 1}", "{\"last_name\": \"a\",}"] {
            post(Some("application/json"), body.as_bytes().to_vec()).await.problem(400, "malformed");
        }
        post(Some("application/json"), b"{\"last_name\": \"\xff\"}".to_vec()).await.problem(400, "malformed");
        let nested = format!("{{\"notes\": {}{}}}", "[".repeat(60_000), "]".repeat(60_000));
        post(Some("application/json"), nested.into_bytes()).await.problem(400, "malformed");
        let huge = format!("{{\"notes\": \"{}\"}}", "a".repeat(200_000));
        post(Some("application/json"), huge.into_bytes()).await.problem(413, "too-large");
        post(Some("application/json; charset=utf-8"), br#"{"last_name":"Dupont"}"#.to_vec()).await.is(201);
        assert_eq!(program.get("/api/contacts").await.json()["data"].as_array().unwrap().len(), 1);
    });
}

/// No operation asks today for what a token may not do; the door refuses it all the same.
#[test]
fn what_a_token_may_not_do_is_forbidden() {
    run(async {
        let garage = Garage::open().await;
        let route = web::site::api(Method::GET, "/api/contacts", Act::EditTeam);
        let door = web::site::Door { app: garage.app.clone(), path: "/api/contacts", routes: vec![route] };
        let token = garage.token().await;
        let request = Request::builder()
            .uri("/api/contacts".parse().unwrap())
            .header("host", garage.host())
            .header("authorization", format!("bearer {token}"))
            .finish();
        let answer = Answer::read("GET".into(), door.get_response(request).await).await;
        answer.problem(403, "forbidden");
    });
}

#[test]
fn without_its_database_the_api_says_when_to_come_back() {
    run(async {
        let garage = Garage::open().await;
        let program = garage.program().await;
        program.get("/api/contacts").await.is(200);
        // A pool of its own, closed: what the program sees of a server that is away.
        let db = crm::Db::connect(garage.town.access.app(), 1, std::sync::Arc::new(crm::keys::Keys::generate()))
            .await
            .unwrap();
        db.close().await;
        let app = web::App::with(db, crate::support::Town::settings(), crm::password::Cost::Tests, crm::cx::now);
        let gone = Garage { site: std::sync::Arc::new(web::routes::site(&app)), app, ..garage.clone() };
        let answer = program.at(&gone).get("/api/contacts").await;
        assert_eq!((answer.status, answer.header("retry-after").as_str()), (StatusCode::SERVICE_UNAVAILABLE, "5"));
        answer.problem(503, "unavailable");
    });
}

/// Everything that is logged while this runs on this thread.
#[derive(Clone, Default)]
struct Log(std::sync::Arc<std::sync::Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn no_person_and_no_token_is_in_the_log() {
    run(async {
        let garage = Garage::open().await;
        let token = garage.token().await;
        let program =
            garage.stranger().with("authorization", &format!("Bearer {token}")).with("idempotency-key", "zebulon-key");
        let log = Log::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::DEBUG)
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .finish();
        // While there is one subscriber alone, tracing asks only the thread that comes first to a line, and that may be
        // another test's, where nobody listens. A second one makes it ask both.
        let _second = tracing::Dispatch::new(tracing_subscriber::registry());
        let watched = tracing::subscriber::set_default(subscriber);
        speak_of_zebulon(&program).await;
        drop(watched);
        let said = String::from_utf8(log.0.lock().unwrap().clone()).unwrap().to_lowercase();
        for route in ["/api/contacts", "/api/contacts/:id", "/api/vehicles/ocr"] {
            assert!(said.contains(&format!("path=\"{route}\"")), "nothing was heard of {route}: {said}");
        }
        for secret in ["zebulon", "0612345678", "612345678", "mare aux", "zz-987-zz", &token] {
            assert!(!said.contains(secret), "{secret} is in the log:\n{said}");
        }
    });
}

async fn speak_of_zebulon(program: &Program) {
    let contact = json!({
        "last_name": "Zebulon", "email": "zebulon@client.test", "phone": "06 12 34 56 78",
        "address": { "street": "1 rue de la Mare aux Fées", "postcode": "92000", "town": "Nanterre" },
    });
    let path = program.post("/api/contacts", &contact).await.is(201).header("location");
    program.post("/api/contacts", &json!({ "last_name": "Zebulon 2" })).await.problem(422, "key-reused");
    program.get("/api/contacts?q=zebulon&kind=zebulon").await.problem(400, "bad-parameter");
    program.get("/api/contacts?q=zebulon&cursor=zebulon").await.problem(400, "bad-cursor");
    program.get("/api/contacts/zebulon").await.problem(404, "not-found");
    let wrong = json!({ "email": "zebulon", "zebulon": 1, "phone": ["0612345678"] });
    program.with("if-match", "\"1\"").patch(&path, &wrong).await.problem(422, "invalid");
    program.with("if-match", "\"zebulon\"").delete(&path).await.problem(412, "stale");
    let form = b"--part\r\ncontent-disposition: form-data; name=\"file\"; filename=\"ZZ-987-ZZ.jpg\"\r\n\r\nzebulon\r\n--part--\r\n";
    let kind = Some("multipart/form-data; boundary=part");
    program.send(Method::POST, "/api/vehicles/ocr", kind, form.to_vec()).await.problem(415, "bad-file");
    program.with("authorization", "Bearer vcrm_zebulon").get(&path).await.problem(401, "unauthorized");
}
