//! `Idempotency-Key`.

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::support::{Garage, Program, run};

async fn count(program: &Program) -> usize {
    program.get("/api/contacts").await.is(200).json()["data"].as_array().unwrap().len()
}

#[test]
fn the_same_request_again_gets_the_same_answer() {
    run(async {
        let garage = Garage::open().await;
        let program = garage.program().await;
        let (keyed, contact) = (program.with("idempotency-key", "order-4711"), json!({ "last_name": "Dupont" }));
        let first = keyed.post("/api/contacts", &contact).await.is(201);
        let path = first.header("location");
        program.with("if-match", "*").patch(&path, &json!({ "last_name": "Durand" })).await.is(200);
        let second = keyed.post("/api/contacts", &contact).await.is(201);
        assert_eq!(
            (second.json(), second.header("location"), second.header("etag")),
            (first.json(), path, first.header("etag"))
        );
        assert_eq!(count(&program).await, 1);

        keyed.post("/api/contacts", &json!({ "last_name": "Dupond" })).await.problem(422, "key-reused");
        assert_eq!(count(&program).await, 1);
        // Another program may have had the same idea of a key.
        let other = garage.program().await.with("idempotency-key", "order-4711");
        other.post("/api/contacts", &contact).await.is(201);
        program.post("/api/contacts", &contact).await.is(201);
        program.post("/api/contacts", &contact).await.is(201);
        assert_eq!(count(&program).await, 4);
    });
}

#[test]
fn what_failed_may_be_mended_under_the_same_key() {
    run(async {
        let garage = Garage::open().await;
        let program = garage.program().await.with("idempotency-key", "order-1");
        program.post("/api/contacts", &json!({ "email": "x" })).await.problem(422, "invalid");
        program.post("/api/contacts", &json!({ "last_name": "Dupont" })).await.is(201);
        for bad in ["", &"k".repeat(256)] {
            let problem = program
                .with("idempotency-key", bad)
                .post("/api/contacts", &json!({ "last_name": "D" }))
                .await
                .problem(400, "bad-parameter");
            assert_eq!(problem["errors"][0]["parameter"], "Idempotency-Key");
        }
        program
            .with("idempotency-key", "clé")
            .post("/api/contacts", &json!({ "last_name": "D" }))
            .await
            .problem(400, "bad-parameter");
        assert_eq!(count(&program).await, 1);
    });
}

#[test]
fn ten_at_once_make_one() {
    run(async {
        let garage = Garage::open().await;
        let program = garage.program().await;
        let keyed = program.with("idempotency-key", "parallel");
        let sent = (0..10).map(|_| {
            let keyed = keyed.clone();
            async move { keyed.post("/api/contacts", &json!({ "last_name": "Dupont" })).await.is(201).json() }
        });
        let answers: Vec<Value> = futures::future::join_all(sent).await;
        assert!(answers.iter().all(|answer| *answer == answers[0]));
        assert_eq!(count(&program).await, 1);
    });
}

static LATER: AtomicI64 = AtomicI64::new(0);

fn clock() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap() + TimeDelta::hours(LATER.load(Ordering::SeqCst))
}

#[test]
fn a_key_is_kept_for_a_day_and_sealed() {
    run(async {
        let garage = Garage::open_at(clock).await;
        let program = garage.program().await;
        let (keyed, contact) =
            (program.with("idempotency-key", "zebulon@client.test"), json!({ "last_name": "Zebulon" }));
        keyed.post("/api/contacts", &contact).await.is(201);
        LATER.store(23, Ordering::SeqCst);
        keyed.post("/api/contacts", &contact).await.is(201);
        assert_eq!(count(&program).await, 1);
        let rows: Vec<String> = sqlx::query_scalar("select to_jsonb(r)::text from api_replies r where tenant_id = $1")
            .bind(garage.tenant.0)
            .fetch_all(&garage.town.admin)
            .await
            .unwrap();
        assert_eq!(rows.len(), 1);
        let hex = |text: &str| text.bytes().map(|b| format!("{b:02x}")).collect::<String>();
        assert!(
            !rows[0].contains("zebulon") && !rows[0].contains(&hex("Zebulon")) && !rows[0].contains(&hex("zebulon"))
        );
        LATER.store(25, Ordering::SeqCst);
        keyed.post("/api/contacts", &contact).await.is(201);
        assert_eq!(count(&program).await, 2);
        // At night what is older goes.
        LATER.store(60, Ordering::SeqCst);
        let mut tx = garage.begin().await;
        assert_eq!(crm::api_replies::forget_old(&mut tx).await.unwrap(), 1);
    });
}
