//! `/api/vehicles`.

use poem::http::Method;
use serde_json::{Value, json};

use crate::support::{Garage, Program, run};

fn clio(owner: &str) -> Value {
    json!({
        "owner_id": owner, "plate": "ab 123 cd", "vin": "vf1rfb00266123456", "make": "RENAULT", "model": "CLIO",
        "genre": "vp", "energy": "ES", "first_registered_on": "2023-06-15", "fiscal_power": 5, "power_kw": 66,
        "warranty": "maker", "warranty_until": "2030-01-01", "warranty_km": 100000, "notes": "Clefs\nau bureau",
    })
}

async fn made(program: &Program, vehicle: &Value) -> (String, Value) {
    let answer = program.post("/api/vehicles", vehicle).await.is(201);
    (answer.header("location"), answer.json())
}

#[test]
fn a_vehicle_is_made_read_and_changed() {
    run(async {
        let garage = Garage::open().await;
        let program = garage.program().await;
        let owner = garage.contact().await.to_string();
        let made = program.post("/api/vehicles", &clio(&owner)).await.is(201);
        let (path, etag, vehicle) = (made.header("location"), made.header("etag"), made.json());
        let expected = json!({
            "id": vehicle["id"], "version": 1, "owner_id": owner, "plate": "AB-123-CD", "vin": "VF1RFB00266123456",
            "make": "RENAULT", "model": "CLIO", "variant": null, "cnit": null, "genre": "VP", "energy": "ES",
            "first_registered_on": "2023-06-15", "registered_on": null, "fiscal_power": 5, "power_kw": 66,
            "inspection_regime": "usual", "inspected_on": null, "inspection_result": "favorable",
            "inspection_due_on": null, "inspection_next_on": "2027-06-15", "warranty": "maker",
            "warranty_until": "2030-01-01", "warranty_km": 100000, "recall": "none", "mileage_km": null,
            "mileage_on": null, "notes": "Clefs\nau bureau", "created_at": vehicle["created_at"],
            "updated_at": vehicle["updated_at"],
        });
        assert_eq!(vehicle, expected);
        let read = program.get(&path).await.is(200);
        assert_eq!((read.json(), read.header("etag")), (vehicle, etag.clone()));
        program.with("if-none-match", &etag).get(&path).await.is(304);
        assert_eq!(program.send(Method::HEAD, &path, None, vec![]).await.is(200).header("etag"), etag);
        program.patch(&path, &json!({})).await.problem(428, "condition-missing");
        program.with("if-match", "\"9\"").patch(&path, &json!({})).await.problem(412, "stale");
        let change =
            json!({ "inspected_on": "2025-05-04", "warranty": null, "warranty_until": null, "warranty_km": null });
        let now = program.with("if-match", &etag).patch(&path, &change).await.is(200);
        assert_eq!(now.header("etag"), "\"2\"");
        let now = now.json();
        assert_eq!((&now["inspection_next_on"], &now["warranty"]), (&json!("2027-05-04"), &json!("none")));
        // The page sees the same; another owner is a sale.
        let anne = garage.contact_at("anne@client.test").await.to_string();
        program.with("if-match", "*").patch(&path, &json!({ "owner_id": anne })).await.is(200);
        let page = garage.marc().await.get(path.strip_prefix("/api").unwrap()).await.is(200);
        page.sees("main", "2 ans après").sees("main", "Propriétaires");
        let mut tx = garage.begin().await;
        crm::vehicles::delete(&mut tx, now["id"].as_str().unwrap().parse().unwrap()).await.unwrap();
        tx.commit().await.unwrap();
        for gone in [path.clone(), format!("{path}/history")] {
            program.get(&gone).await.problem(404, "not-found");
        }
        program.with("if-match", "*").patch(&path, &json!({})).await.problem(404, "not-found");
    });
}

#[test]
fn every_error_says_where_it_is() {
    run(async {
        let garage = Garage::open().await;
        let program = garage.program().await;
        for (sent, pointers) in [
            (json!({}), vec!["/plate"]),
            (json!({ "plate": "A!" }), vec!["/plate"]),
            (
                json!({ "plate": 12, "power_kw": "66", "fiscal_power": 1.5 }),
                vec!["/fiscal_power", "/plate", "/power_kw"],
            ),
            (json!({ "vin": "é", "first_registered_on": "hier" }), vec!["/first_registered_on", "/vin"]),
            (json!({ "plate": "AB-123-CD", "version": 2, "mileage_km": 5 }), vec!["/mileage_km", "/version"]),
            (
                json!({ "plate": "AB-123-CD", "inspection_regime": "x", "warranty": "mine" }),
                vec!["/inspection_regime", "/warranty"],
            ),
            (json!({ "plate": "AB-123-CD", "warranty": "maker" }), vec!["/warranty_until"]),
            (json!({ "plate": "AB-123-CD", "inspected_on": "2099-01-01" }), vec!["/inspected_on"]),
            (json!({ "plate": "AB-123-CD", "owner_id": "x" }), vec!["/owner_id"]),
            // What the page's form forgives; the document promises a date, an id, one of three words.
            (
                json!({ "plate": "AB-123-CD", "inspected_on": "21/11/2025", "registered_on": "2025-1-5",
                        "first_registered_on": "", "warranty_until": " 2030-01-01" }),
                vec!["/first_registered_on", "/inspected_on", "/registered_on", "/warranty_until"],
            ),
            (
                json!({ "plate": "AB-123-CD", "owner_id": "", "inspection_regime": "", "warranty": " maker" }),
                vec!["/inspection_regime", "/owner_id", "/warranty"],
            ),
            (
                json!({ "plate": "AB-123-CD", "fiscal_power": 201, "power_kw": -1, "warranty": "none", "warranty_km": 5_000_001 }),
                vec!["/fiscal_power", "/power_kw", "/warranty_km"],
            ),
            (json!({ "plate": "AB-123-CD", "owner_id": uuid::Uuid::now_v7() }), vec!["/owner_id"]),
        ] {
            let problem = program.post("/api/vehicles", &sent).await.problem(422, "invalid");
            let mut said: Vec<&str> =
                problem["errors"].as_array().unwrap().iter().map(|e| e["pointer"].as_str().unwrap()).collect();
            said.sort_unstable();
            assert_eq!(said, pointers, "{sent}: {problem}");
        }
        assert_eq!(program.get("/api/vehicles").await.json()["data"], json!([]));
    });
}

#[test]
fn the_same_request_again_makes_one_vehicle() {
    run(async {
        let garage = Garage::open().await;
        let program = garage.program().await;
        let owner = garage.contact().await.to_string();
        let keyed = program.with("idempotency-key", "dms-4711");
        let first = keyed.post("/api/vehicles", &clio(&owner)).await.is(201);
        let second = keyed.post("/api/vehicles", &clio(&owner)).await.is(201);
        assert_eq!((first.json(), first.header("location")), (second.json(), second.header("location")));
        keyed.post("/api/vehicles", &json!({ "plate": "CD-456-EF" })).await.problem(422, "key-reused");
        assert_eq!(program.get("/api/vehicles").await.json()["data"].as_array().unwrap().len(), 1);
    });
}

async fn plates(program: &Program, query: &str) -> Vec<String> {
    let (mut all, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = program.get(&format!("/api/vehicles?{query}{cursor}")).await.is(200).json();
        all.extend(page["data"].as_array().unwrap().iter().map(|v| v["plate"].as_str().unwrap_or("-").to_owned()));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return all,
        }
    }
}

#[test]
fn a_list_is_read_to_its_end_page_by_page() {
    run(async {
        let (garage, other) = (Garage::open().await, Garage::open().await);
        let program = garage.program().await;
        let (jean, anne) = (garage.contact().await, garage.contact_at("anne@client.test").await);
        for (n, owner) in [(1, jean), (2, anne), (3, jean), (4, anne), (5, jean)] {
            garage.vehicle(owner, &format!("AB-12{n}-CD")).await;
        }
        made(&program, &json!({ "vin": "VF1RFB00266123456" })).await;
        let all = ["-", "AB-125-CD", "AB-124-CD", "AB-123-CD", "AB-122-CD", "AB-121-CD"];
        for limit in [1, 2, 5, 6, 100] {
            assert_eq!(plates(&program, &format!("limit={limit}")).await, all, "{limit}");
        }
        for (query, expected) in [
            (format!("owner={jean}&limit=1"), vec!["AB-125-CD", "AB-123-CD", "AB-121-CD"]),
            (format!("owner={anne}"), vec!["AB-124-CD", "AB-122-CD"]),
            ("plate=ab123cd".into(), vec!["AB-123-CD"]),
            (format!("plate=ab123cd&owner={anne}"), vec![]),
            ("vin=vf1rfb00266123456".into(), vec!["-"]),
            ("vin=VF1RFB00266123456&plate=ab123cd".into(), vec![]),
            (format!("owner={}", uuid::Uuid::now_v7()), vec![]),
        ] {
            assert_eq!(plates(&program, &query).await, expected, "{query}");
        }
        for (query, parameter) in [("owner=x", "owner"), ("plate=!", "plate"), ("vin=1", "vin"), ("limit=0", "limit")] {
            let problem = program.get(&format!("/api/vehicles?{query}")).await.problem(400, "bad-parameter");
            assert_eq!(problem["errors"][0]["parameter"], parameter, "{problem}");
        }
        let cursor = program.get("/api/vehicles?limit=1").await.json()["next_cursor"].as_str().unwrap().to_owned();
        for query in [format!("owner={jean}&cursor={cursor}"), "cursor=AAAA".into(), "cursor=".into()] {
            program.get(&format!("/api/vehicles?{query}")).await.problem(400, "bad-cursor");
        }
        other.program().await.get(&format!("/api/vehicles?cursor={cursor}")).await.problem(400, "bad-cursor");
        // A cursor of contacts is none of vehicles.
        let foreign = program.get("/api/contacts?limit=1").await.json()["next_cursor"].as_str().unwrap().to_owned();
        program.get(&format!("/api/vehicles?cursor={foreign}")).await.problem(400, "bad-cursor");
    });
}

#[test]
fn the_odometer_goes_back_with_a_reason_only() {
    run(async {
        let garage = Garage::open().await;
        let program = garage.program().await;
        let (path, _) = made(&program, &json!({ "plate": "AB-123-CD" })).await;
        let (mileage, any) = (format!("{path}/mileage"), program.with("if-match", "*"));
        program.patch(&mileage, &json!({ "mileage_km": 5 })).await.problem(428, "condition-missing");
        program.with("if-match", "\"7\"").patch(&mileage, &json!({ "mileage_km": 5 })).await.problem(412, "stale");
        let now = any.patch(&mileage, &json!({ "mileage_km": 62_000 })).await.is(200);
        assert_eq!((&now.json()["mileage_km"], now.header("etag").as_str()), (&json!(62_000), "\"2\""));
        let back = any.patch(&mileage, &json!({ "mileage_km": 6_200 })).await.problem(422, "invalid");
        assert_eq!(back["errors"][0]["pointer"], "/mileage_km");
        for (sent, pointer) in [
            (json!({}), "/mileage_km"),
            (json!({ "mileage_km": "62000" }), "/mileage_km"),
            (json!({ "mileage_km": -1 }), "/mileage_km"),
            (json!({ "mileage_km": 9_000_000 }), "/mileage_km"),
            (json!({ "mileage_km": 63_000, "reason": 1 }), "/reason"),
            (json!({ "mileage_km": 63_000, "reason": "x".repeat(201) }), "/reason"),
            (json!({ "mileage_km": 63_000, "why": "x" }), "/why"),
        ] {
            let problem = any.patch(&mileage, &sent).await.problem(422, "invalid");
            assert_eq!(problem["errors"][0]["pointer"], pointer, "{sent}: {problem}");
        }
        let replaced = json!({ "mileage_km": 12, "reason": "Compteur remplacé" });
        assert_eq!(any.patch(&mileage, &replaced).await.is(200).json()["mileage_km"], 12);
        let page = path.replace("/api", "") + "/mileage";
        garage.marc().await.get(&page).await.is(200).sees("main", "par un programme").sees("main", "Compteur remplacé");
    });
}

#[test]
fn the_history_carries_amounts_as_text() {
    run(async {
        let garage = Garage::open().await;
        let program = garage.program().await;
        let contact = garage.contact().await;
        let vehicle = garage.vehicle(contact, "AB-123-CD").await;
        garage.order(contact, vehicle).await;
        garage.sealed(contact, Some(vehicle), "119,40").await;
        let history = program.get(&format!("/api/vehicles/{vehicle}/history")).await.is(200).json();
        assert_eq!((&history["gross"], &history["net"]), (&json!("119.40"), &json!("99.50")));
        let works = history["data"].as_array().unwrap();
        let invoiced = works.iter().find(|w| w["order"].is_null()).unwrap();
        assert_eq!(invoiced["operations"], json!([{ "title": "Plaquettes avant", "net": "99.50", "gross": "119.40" }]));
        assert!(invoiced["invoices"][0].as_str().unwrap().starts_with("FA-"));
        let ordered = works.iter().find(|w| !w["order"].is_null()).unwrap();
        assert_eq!((&ordered["requested"], &ordered["operations"]), (&json!("Vidange"), &json!([])));
        assert_eq!(program.get("/api/vehicles/x/history").await.status, 404);
    });
}
