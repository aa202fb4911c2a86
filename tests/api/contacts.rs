//! `/api/contacts`.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use poem::http::Method;
use serde_json::{Value, json};

use crate::support::{Garage, Nouns, Program, run};

fn company() -> Value {
    json!({
        "kind": "professionnel", "company": "Transports Lévêque", "siret": "732 829 320 00074", "civility": "mme",
        "first_name": "Anne", "last_name": "Lévêque", "email": "Anne@Leveque.fr", "phone": "06 12 34 56 78", "lang": "en",
        "address": { "street": "12 rue des Ateliers", "postcode": "92000", "town": "Nanterre" }, "notes": "Livrer\nderrière",
    })
}

async fn made(program: &Program, contact: &Value) -> (String, Value) {
    let answer = program.post("/api/contacts", contact).await.is(201);
    (answer.header("location"), answer.json())
}

#[test]
fn a_contact_is_made_read_changed_and_deleted() {
    run(async {
        let garage = Garage::open().await;
        let program = garage.program().await;
        let made = program.post("/api/contacts", &company()).await.is(201);
        let (path, etag) = (made.header("location"), made.header("etag"));
        let contact = made.json();
        let expected = json!({
            "id": contact["id"], "version": 1, "kind": "professionnel", "civility": "mme", "first_name": "Anne",
            "last_name": "Lévêque", "company": "Transports Lévêque", "siren": "732829320", "siret": "73282932000074",
            "vat_number": "FR44732829320", "service_code": null, "email": "Anne@Leveque.fr", "phone": "+33612345678",
            "lang": "en", "notes": "Livrer\nderrière",
            "address": { "street": "12 rue des Ateliers", "extra": null, "postcode": "92000", "town": "Nanterre" },
            "channel": null, "code": null, "fields": {}, "order_required": false, "other_emails": [], "other_phones": [],
            "tags": [], "visits": 0,
            "last_contact_on": contact["last_contact_on"], "created_at": contact["created_at"], "updated_at": contact["updated_at"],
        });
        assert_eq!(contact, expected);
        assert_eq!(
            (path.as_str(), etag.as_str()),
            (format!("/api/contacts/{}", contact["id"].as_str().unwrap()).as_str(), "\"1\"")
        );
        let read = program.get(&path).await.is(200);
        assert_eq!((read.json(), read.header("etag")), (contact, etag.clone()));
        program.with("if-none-match", &etag).get(&path).await.is(304);
        let head = program.send(Method::HEAD, &path, None, vec![]).await.is(200);
        assert_eq!(head.header("etag"), etag);

        let change = json!({ "phone": null, "address": { "extra": "Quai 4" } });
        let changed = program.with("if-match", &etag).patch(&path, &change).await.is(200);
        let now = changed.json();
        assert_eq!(
            (&now["phone"], &now["version"], changed.header("etag").as_str()),
            (&Value::Null, &json!(2), "\"2\"")
        );
        assert_eq!(
            now["address"],
            json!({ "street": "12 rue des Ateliers", "extra": "Quai 4", "postcode": "92000", "town": "Nanterre" })
        );
        program.with("if-none-match", &etag).get(&path).await.is(200);

        // The page sees the same contact.
        garage.marc().await.get(path.strip_prefix("/api").unwrap()).await.is(200).sees("main", "Quai 4");
        let gone = program.with("if-match", "\"2\"").delete(&path).await.is(204);
        assert!(gone.bytes.is_empty());
        program.get(&path).await.problem(404, "not-found");
        program.with("if-match", "*").delete(&path).await.problem(404, "not-found");
        program.with("if-match", "*").patch(&path, &change).await.problem(404, "not-found");
        assert_eq!(program.get("/api/contacts").await.json()["data"], json!([]));
        garage.marc().await.get(path.strip_prefix("/api").unwrap()).await.is(200);
    });
}

#[test]
fn a_change_names_the_version_it_changes() {
    run(async {
        let garage = Garage::open().await;
        let program = garage.program().await;
        let (path, _) = made(&program, &company()).await;
        let change = json!({ "notes": "Rappeler" });
        program.patch(&path, &change).await.problem(428, "condition-missing");
        program.delete(&path).await.problem(428, "condition-missing");
        for stale in ["\"0\"", "\"2\"", "W/\"7\"", "1", "nonsense", ""] {
            program.with("if-match", stale).patch(&path, &change).await.problem(412, "stale");
            program.with("if-match", stale).delete(&path).await.problem(412, "stale");
        }
        program.with("if-match", "\"9\", W/\"1\"").patch(&path, &change).await.is(200);
        program.with("if-match", "*").patch(&path, &change).await.is(200);
        assert_eq!(program.get(&path).await.json()["version"], 3);
    });
}

/// Ten programs read the same version and change it at once: one of them does.
#[test]
fn of_ten_changes_of_one_version_one_is_done() {
    run(async {
        let garage = Garage::open().await;
        let program = garage.program().await;
        let (path, _) = made(&program, &company()).await;
        let changes = (0..10).map(|n| {
            let (program, path) = (program.with("if-match", "\"1\""), path.clone());
            async move { program.patch(&path, &json!({ "notes": n.to_string() })).await.status.as_u16() }
        });
        let mut statuses = futures::future::join_all(changes).await;
        statuses.sort_unstable();
        assert_eq!(statuses, [vec![200], vec![412; 9]].concat());
        assert_eq!(program.get(&path).await.json()["version"], 2);
    });
}

#[test]
fn every_error_says_where_it_is() {
    run(async {
        let garage = Garage::open().await;
        let program = garage.program().await;
        for (sent, pointers) in [
            (json!({}), vec!["/last_name"]),
            (json!([1]), vec![""]),
            (json!("Dupont"), vec![""]),
            (
                json!({ "last_name": 12, "email": [], "phone": {}, "notes": true }),
                vec!["/email", "/last_name", "/notes", "/phone"],
            ),
            (json!({ "last_name": "D", "surname": "D", "id": "x", "a/b~c": 1 }), vec!["/a~1b~0c", "/id", "/surname"]),
            (json!({ "last_name": "D", "address": "here" }), vec!["/address"]),
            (json!({ "last_name": "D", "address": { "zip": "1", "town": 3 } }), vec!["/address/town", "/address/zip"]),
            (json!({ "last_name": "D", "address": { "town": "Lyon" } }), vec!["/address/postcode", "/address/street"]),
            (json!({ "last_name": "D", "kind": "martien" }), vec!["/kind"]),
            (json!({ "last_name": "D", "kind": null }), vec!["/kind"]),
            (
                json!({ "last_name": "D", "kind": "", "civility": "", "lang": " fr", "channel": "" }),
                vec!["/channel", "/civility", "/kind", "/lang"],
            ),
            (json!({ "last_name": "D", "civility": "sir", "lang": "de" }), vec!["/civility", "/lang"]),
            (
                json!({ "last_name": "D".repeat(81), "email": "x", "phone": "12" }),
                vec!["/email", "/last_name", "/phone"],
            ),
            (json!({ "kind": "professionnel" }), vec!["/company", "/siren"]),
            (json!({ "kind": "professionnel", "company": "A" }), vec!["/siren"]),
            (json!({ "kind": "professionnel", "company": "A", "siren": "123456789" }), vec!["/siren"]),
            (json!({ "kind": "professionnel", "company": "A", "siret": "732829320" }), vec!["/siret"]),
            (json!({ "kind": "professionnel", "company": "A", "siret": "73282932000075" }), vec!["/siret"]),
            (
                json!({ "kind": "professionnel", "company": "A", "siret": "73282932000074", "siren": "552032534" }),
                vec!["/siren"],
            ),
        ] {
            let problem = program.post("/api/contacts", &sent).await.problem(422, "invalid");
            let errors = problem["errors"].as_array().unwrap();
            let mut said: Vec<&str> = errors.iter().map(|e| e["pointer"].as_str().unwrap()).collect();
            said.sort_unstable();
            assert_eq!(said, pointers, "{sent}: {problem}");
            assert!(errors.iter().all(|e| e["detail"].as_str().is_some_and(|d| !d.is_empty())), "{problem}");
        }
        let nonsense: Value = (0..2000).map(|n| (format!("n{n}"), json!(n))).collect::<serde_json::Map<_, _>>().into();
        assert_eq!(
            program.post("/api/contacts", &nonsense).await.problem(422, "invalid")["errors"].as_array().unwrap().len(),
            50
        );
        assert_eq!(program.get("/api/contacts").await.json()["data"], json!([]));
    });
}

/// The reason is the one beside the field of the page.
#[test]
fn the_words_are_those_of_the_page() {
    run(async {
        let garage = Garage::open().await;
        let problem = garage
            .program()
            .await
            .post("/api/contacts", &json!({ "last_name": "D", "phone": "12" }))
            .await
            .problem(422, "invalid");
        let mut marc = garage.marc().await;
        marc.get("/contacts/new").await.is(200);
        let page = marc.post("/contacts", &[("last_name", "D"), ("phone", "12")]).await.is(422);
        page.sees("[id='f-phone-error']", &crate::support::plain(problem["errors"][0]["detail"].as_str().unwrap()));
    });
}

#[test]
fn a_company_keeps_its_numbers_together() {
    run(async {
        let garage = Garage::open().await;
        let program = garage.program().await.with("if-match", "*");
        let (path, _) = made(&program, &company()).await;
        let ids =
            |contact: &Value| ["siren", "siret", "vat_number"].map(|n| contact[n].as_str().unwrap_or("-").to_owned());
        for (change, expected) in [
            // The same SIREN again loses nothing.
            (json!({ "siren": "732829320" }), ["732829320", "73282932000074", "FR44732829320"]),
            (json!({ "siret": null }), ["732829320", "-", "FR44732829320"]),
            // Another company has another VAT number.
            (json!({ "siren": "552 032 534" }), ["552032534", "-", "FR27552032534"]),
            (json!({ "siret": "73282932000074" }), ["732829320", "73282932000074", "FR44732829320"]),
            (json!({ "siren": "404833048", "vat_number": "DE123456789" }), ["404833048", "-", "DE123456789"]),
            (json!({ "notes": "x" }), ["404833048", "-", "DE123456789"]),
            (json!({ "vat_number": null }), ["404833048", "-", "FR83404833048"]),
            (json!({ "kind": "administration", "siren": null }), ["-", "-", "-"]),
        ] {
            let contact = program.patch(&path, &change).await.is(200).json();
            assert_eq!(ids(&contact), expected, "{change}");
        }
        let contact =
            program.patch(&path, &json!({ "address": null, "civility": null, "lang": "fr" })).await.is(200).json();
        assert_eq!(
            (&contact["address"], &contact["civility"], &contact["lang"]),
            (&Value::Null, &Value::Null, &json!("fr"))
        );
    });
}

async fn crowd(garage: &Garage, program: &Program) {
    // Two of one name: the id decides between them.
    for name in ["Dupont", "Durand", "Dupont", "Éloi", "Abel", "Dumas", "Zola"] {
        made(program, &json!({ "last_name": name })).await;
    }
    made(program, &company()).await;
    let owner = garage.contact().await;
    garage.vehicle(owner, "AB-123-CD").await;
}

async fn names(program: &Program, query: &str) -> Vec<String> {
    let (mut all, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = program.get(&format!("/api/contacts?{query}{cursor}")).await.is(200).json();
        for contact in page["data"].as_array().unwrap() {
            let company = contact["company"].as_str();
            all.push(company.unwrap_or(contact["last_name"].as_str().unwrap()).to_owned());
        }
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return all,
        }
    }
}

#[test]
fn a_list_is_read_to_its_end_page_by_page() {
    run(async {
        let garage = Garage::open().await;
        let program = garage.program().await;
        crowd(&garage, &program).await;
        let all = ["Abel", "Dumas", "Dupont", "Dupont", "Dupont", "Durand", "Éloi", "Transports Lévêque", "Zola"];
        for limit in [1, 2, 3, 9, 100] {
            assert_eq!(names(&program, &format!("limit={limit}")).await, all, "{limit}");
        }
        assert_eq!(names(&program, "").await, all);
        for (query, expected) in [
            ("q=dup&limit=1", vec!["Dupont", "Dupont", "Dupont"]),
            ("q=du&kind=particulier&limit=2", vec!["Dumas", "Dupont", "Dupont", "Dupont", "Durand"]),
            ("kind=professionnel", vec!["Transports Lévêque"]),
            ("kind=administration", vec![]),
            ("q=dup&kind=professionnel", vec![]),
            ("q=leveque&kind=professionnel&limit=1", vec!["Transports Lévêque"]),
            ("q=06+12+34&limit=1", vec!["Dupont", "Transports Lévêque"]),
            // A vehicle finds its owner, as in the search box.
            ("q=ab123cd", vec!["Dupont"]),
            ("q=%25%25", vec![]),
            ("q=nobody", vec![]),
            ("q=%00", vec![]),
            ("q=+", all.to_vec()),
        ] {
            assert_eq!(names(&program, query).await, expected, "{query}");
        }
    });
}

#[test]
fn a_cursor_belongs_to_its_list() {
    run(async {
        let (garage, other) = (Garage::open().await, Garage::open().await);
        let program = garage.program().await;
        crowd(&garage, &program).await;
        let page = program.get("/api/contacts?q=du&limit=1").await.is(200).json();
        let cursor = page["next_cursor"].as_str().unwrap();
        program.get(&format!("/api/contacts?q=du&limit=2&cursor={cursor}")).await.is(200);
        // It goes through logs of proxies: no name is to be read in it.
        let plain = BASE64_URL_SAFE_NO_PAD.decode(cursor).unwrap();
        assert!(!String::from_utf8_lossy(&plain).contains("dumas"));
        let mut broken = cursor.to_owned();
        broken.replace_range(30..31, if &cursor[30..31] == "A" { "B" } else { "A" });
        for query in [
            format!("cursor={cursor}"),
            format!("q=dup&cursor={cursor}"),
            format!("q=du&kind=particulier&cursor={cursor}"),
            format!("q=du&cursor={broken}"),
            "q=du&cursor=".to_owned(),
            "q=du&cursor=AAAA".to_owned(),
            "q=du&cursor=%00%ff".to_owned(),
            format!("q=du&cursor={}", "A".repeat(3000)),
        ] {
            program.get(&format!("/api/contacts?{query}")).await.problem(400, "bad-cursor");
        }
        other.program().await.get(&format!("/api/contacts?q=du&cursor={cursor}")).await.problem(400, "bad-cursor");
        for (query, parameter) in [
            ("limit=0", "limit"),
            ("limit=101", "limit"),
            ("limit=ten", "limit"),
            ("limit=99999999999", "limit"),
            ("kind=martien", "kind"),
        ] {
            let problem = program.get(&format!("/api/contacts?{query}")).await.problem(400, "bad-parameter");
            assert_eq!(problem["errors"][0]["parameter"], parameter, "{problem}");
        }
    });
}

#[test]
fn an_id_that_is_not_one_is_not_found() {
    run(async {
        let garage = Garage::open().await;
        let nouns = Nouns::of(&garage).await;
        let program = garage.program().await.with("if-match", "*");
        for id in
            ["1", "x", "%00", "%ff", "00000000-0000-0000-0000-000000000000", &nouns.vehicle.to_string(), "..%2f.."]
        {
            program.get(&format!("/api/contacts/{id}")).await.problem(404, "not-found");
            program.patch(&format!("/api/contacts/{id}"), &json!({})).await.problem(404, "not-found");
            program.delete(&format!("/api/contacts/{id}")).await.problem(404, "not-found");
            program.get(&format!("/api/vehicles/ocr/{id}")).await.problem(404, "not-found");
        }
    });
}
