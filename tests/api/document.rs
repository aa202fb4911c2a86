//! `/api/openapi.json`: it is well formed, and it is what the site does.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{Garage, run};

async fn document() -> Value {
    let garage = Garage::open().await;
    let answer = garage.stranger().get("/api/openapi.json").await.is(200);
    assert!(answer.header("content-type").starts_with("application/json"));
    answer.json()
}

fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let mut all = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            all.push((method.to_uppercase(), path.clone(), operation.clone()));
        }
    }
    all
}

#[test]
fn its_operations_are_the_routes() {
    run(async {
        let document = document().await;
        let written: BTreeSet<(String, String)> = operations(&document).into_iter().map(|(m, p, _)| (m, p)).collect();
        let routes: BTreeSet<(String, String)> = web::routes::all()
            .into_iter()
            .filter(|r| r.is_api() && r.path != "/api/openapi.json")
            .map(|r| (r.method.to_string(), r.path.replace(":id", "{id}")))
            .collect();
        assert_eq!(written, routes);
    });
}

/// Every `$ref` leads somewhere, names are as OpenAPI wants them, and nothing is left out that it requires.
#[test]
fn it_is_a_well_formed_openapi_document() {
    run(async {
        let document = document().await;
        assert!(document["openapi"].as_str().unwrap().starts_with("3.0"));
        assert!(document["info"]["title"].is_string() && document["info"]["version"].is_string());
        let mut references = BTreeSet::new();
        gather(&document, &mut references);
        assert!(references.len() > 8, "{references:?}");
        for reference in &references {
            let found = document.pointer(reference.strip_prefix('#').unwrap());
            assert!(found.is_some_and(Value::is_object), "{reference} leads nowhere");
        }
        assert_eq!(odd(&document, String::new()), Vec::<String>::new());
        for (kind, all) in document["components"].as_object().unwrap() {
            for name in all.as_object().unwrap().keys() {
                let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c));
                assert!(plain, "{kind} {name}");
            }
        }
        let mut ids = BTreeSet::new();
        for (method, path, operation) in operations(&document) {
            assert!(ids.insert(operation["operationId"].as_str().unwrap().to_owned()), "{method} {path}");
            assert!(operation["summary"].is_string(), "{method} {path}");
            let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
            for parameter in &parameters {
                assert!(parameter["name"].is_string() && parameter["schema"].is_object(), "{parameter}");
                assert!(["path", "query", "header"].contains(&parameter["in"].as_str().unwrap()), "{parameter}");
            }
            let of_path = parameters.iter().filter(|p| p["in"] == "path" && p["required"] == true).count();
            assert_eq!(of_path, path.matches('{').count(), "{method} {path}");
            for (status, response) in operation["responses"].as_object().unwrap() {
                assert!(status.parse::<u16>().is_ok_and(|s| (200..600).contains(&s)), "{status}");
                assert!(response["$ref"].is_string() || response["description"].is_string(), "{response}");
            }
        }
    });
}

fn gather(value: &Value, references: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (name, inside) in members {
                match inside.as_str().filter(|_| name == "$ref") {
                    Some(reference) => drop(references.insert(reference.to_owned())),
                    None => gather(inside, references),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, references)),
        _ => {}
    }
}

/// What no OpenAPI document holds: a null, or a choice that is also of one type.
fn odd(value: &Value, at: String) -> Vec<String> {
    match value {
        Value::Null => vec![format!("{at} is null")],
        Value::Object(members) => {
            let both = members.contains_key("oneOf") && members.contains_key("type");
            let inside = members.iter().flat_map(|(name, inside)| odd(inside, format!("{at}/{name}")));
            inside.chain(both.then(|| format!("{at} is a choice and a type"))).collect()
        }
        Value::Array(items) => items.iter().enumerate().flat_map(|(n, i)| odd(i, format!("{at}/{n}"))).collect(),
        _ => vec![],
    }
}

#[test]
fn it_says_what_the_door_asks_and_answers() {
    run(async {
        let document = document().await;
        let all = operations(&document);
        let find = |method: &str, path: &str| {
            all.iter().find(|(m, p, _)| m == method && p == path).map(|(_, _, o)| o).unwrap()
        };
        for (method, path, operation) in &all {
            assert_eq!(operation["security"], serde_json::json!([{ "token": [] }]), "{method} {path}");
            for status in ["401", "403", "429", "500", "503"] {
                assert!(operation["responses"][status].is_object(), "{method} {path} {status}");
            }
        }
        let patch = find("PATCH", "/api/contacts/{id}");
        for status in ["200", "400", "404", "412", "413", "415", "422", "428"] {
            assert!(patch["responses"][status].is_object(), "{status}");
        }
        let condition = patch["parameters"].as_array().unwrap().iter().find(|p| p["name"] == "If-Match").unwrap();
        assert_eq!(condition["required"], true);
        let read = find("POST", "/api/vehicles/ocr");
        assert_eq!(read["requestBody"]["content"].as_object().unwrap().len(), 4);
        assert!(
            read["responses"]["202"]["headers"].as_object().unwrap().keys().any(|h| h.eq_ignore_ascii_case("location"))
        );
        let input = &document["components"]["schemas"]["ContactInput"];
        assert_eq!(
            (&input["additionalProperties"], &input["properties"]["email"]["nullable"]),
            (&false.into(), &true.into())
        );
        assert_eq!(document["components"]["schemas"]["Contact"]["properties"]["address"]["nullable"], true);
        let vehicle = &document["components"]["schemas"]["VehicleInput"]["properties"];
        assert_eq!(vehicle["inspected_on"]["format"], "date");
        assert_eq!(
            (&vehicle["fiscal_power"]["minimum"], &vehicle["fiscal_power"]["maximum"]),
            (&0.0.into(), &200.0.into())
        );
        let from =
            find("GET", "/api/contacts")["parameters"].as_array().unwrap().iter().find(|p| p["name"] == "created_from");
        assert_eq!(from.unwrap()["schema"]["format"], "date");
        for (path, status, reads) in [
            ("/api/contacts", "201", "getContact"),
            ("/api/contacts/import", "202", "getContactImport"),
            ("/api/vehicles", "201", "getVehicle"),
            ("/api/vehicles/ocr", "202", "getCarteGrise"),
        ] {
            let link = &find("POST", path)["responses"][status]["links"]["read"];
            assert_eq!(
                (&link["operationId"], &link["parameters"]["id"]),
                (&reads.into(), &"$response.body#/id".into())
            );
        }
    });
}
