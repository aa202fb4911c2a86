//! `/api/openapi.json`: what poem-openapi knows of the operations, and what it cannot know: the door's answers.

use std::sync::LazyLock;

use crm::{
    Lang,
    policy::{Act, Need},
};
use poem_openapi::{
    OpenApi,
    payload::{Json, Response},
    types::Any,
};
use serde_json::{Map, Value, json};
use views::problems::{self, Problem};

use crate::{routes, site::Route};

static DOCUMENT: LazyLock<Value> = LazyLock::new(document);

pub struct Itself;

#[OpenApi(prefix_path = "/api")]
impl Itself {
    #[oai(path = "/openapi.json", method = "get", hidden)]
    async fn show(&self) -> Response<Json<Any<Value>>> {
        Response::new(Json(Any(DOCUMENT.clone()))).header("cache-control", "public, max-age=300")
    }
}

/// Statuses of a refusal, and its kinds.
const REFUSALS: [(&str, &[Problem]); 13] = [
    ("400", &[Problem::Malformed, Problem::BadParameter, Problem::BadCursor, Problem::BadMultipart]),
    ("401", &[Problem::Unauthorized]),
    ("403", &[Problem::Forbidden]),
    ("404", &[Problem::NotFound]),
    ("409", &[Problem::Refused]),
    ("412", &[Problem::Stale]),
    ("413", &[Problem::TooLarge]),
    ("415", &[Problem::UnsupportedType, Problem::BadFile]),
    ("422", &[Problem::Invalid, Problem::KeyReused, Problem::BadFile]),
    ("428", &[Problem::ConditionMissing]),
    ("429", &[Problem::TooManyRequests]),
    ("500", &[Problem::Broken, Problem::NotRead]),
    ("503", &[Problem::Unavailable]),
];

fn document() -> Value {
    let mut document: Value = serde_json::from_str(&super::service().spec()).unwrap_or_default();
    document["info"]["description"] =
        "What a program with a token of the garage may do. Amounts are strings, dates ISO 8601, text UTF-8.".into();
    document["components"]["securitySchemes"]["token"] = json!({ "type": "http", "scheme": "bearer" });
    dates(&mut document);
    schemas(&mut document["components"]["schemas"]);
    document["components"]["responses"] = refusals();
    if let Some(paths) = document["paths"].as_object_mut() {
        links(paths);
        for (path, operations) in paths {
            for (method, operation) in operations.as_object_mut().into_iter().flatten() {
                operation_of_the_door(path, method, operation);
            }
        }
    }
    document
}

/// poem-openapi writes `naive-date`, which no format of OpenAPI is: a reader would take any text for one.
fn dates(value: &mut Value) {
    match value {
        Value::String(format) if format == "naive-date" => "date".clone_into(format),
        Value::Object(members) => members.values_mut().for_each(dates),
        Value::Array(items) => items.iter_mut().for_each(dates),
        _ => {}
    }
}

/// What was made is found at its own address, under the id of the answer.
fn links(paths: &mut Map<String, Value>) {
    let read: Vec<(String, Value)> = paths
        .iter()
        .filter_map(|(path, all)| Some((path.strip_suffix("/{id}")?.to_owned(), all["get"]["operationId"].clone())))
        .collect();
    for (path, operation) in read {
        let responses = paths.get_mut(&path).and_then(|all| all.get_mut("post")?.get_mut("responses"));
        for (_, made) in responses
            .and_then(Value::as_object_mut)
            .into_iter()
            .flatten()
            .filter(|(status, _)| ["201", "202"].contains(&status.as_str()))
        {
            made["links"]["read"] = json!({ "operationId": operation, "parameters": { "id": "$response.body#/id" } });
        }
    }
}

/// What the door adds to an operation: the token, the limits, the refusals that it can meet.
fn operation_of_the_door(path: &str, method: &str, operation: &mut Value) {
    let routes = routes::all();
    let written = |r: &&Route| r.is_api() && r.path.replace(":id", "{id}") == path;
    let act = routes.iter().filter(written).find(|r| r.method.as_str().eq_ignore_ascii_case(method)).map(|r| r.act);
    if act != Some(Act::Enter) {
        operation["security"] = json!([{ "token": [] }]);
    }
    // OpenAPI 3.0 has scopes for OAuth only.
    if let Some(Need::Permission(scope)) = act.map(Act::need) {
        operation["x-scope"] = scope.as_str().into();
        let said = operation["description"].as_str().map(|said| format!("{said}\n\n")).unwrap_or_default();
        operation["description"] = format!("{said}Scope of the token: `{scope}`.").into();
    }
    let mut statuses = vec!["401", "403", "429", "500", "503"];
    for parameter in operation.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten() {
        match (parameter["in"].as_str(), parameter["name"].as_str()) {
            (Some("path"), _) => statuses.push("404"),
            (Some("query"), _) => statuses.push("400"),
            (_, Some("Idempotency-Key")) => statuses.extend(["400", "422"]),
            (_, Some("If-Match")) => {
                parameter["required"] = true.into();
                statuses.extend(["412", "428"]);
            }
            _ => {}
        }
    }
    if operation.get("requestBody").is_some() {
        statuses.extend(["400", "413", "415", "422"]);
    }
    let Some(responses) = operation["responses"].as_object_mut() else { return };
    for response in responses.values_mut() {
        limits(response);
    }
    for status in statuses {
        responses.insert(status.to_owned(), json!({ "$ref": format!("#/components/responses/Problem{status}") }));
    }
}

fn refusals() -> Value {
    let all = REFUSALS.iter().map(|(status, kinds)| {
        let titles: Vec<&str> = kinds.iter().map(|kind| problems::title(Lang::En, *kind)).collect();
        let schema = json!({ "$ref": "#/components/schemas/Problem" });
        let mut response = json!({
            "description": titles.join("; "),
            "content": { "application/problem+json": { "schema": schema } },
        });
        limits(&mut response);
        (format!("Problem{status}"), response)
    });
    Value::Object(all.collect())
}

fn limits(response: &mut Value) {
    let text = json!({ "type": "string" });
    response["headers"]["RateLimit-Policy"] = json!({ "description": "Requests a minute.", "schema": text });
    response["headers"]["RateLimit"] =
        json!({ "description": "What is left of them, and for how long.", "schema": text });
}

/// poem-openapi says neither that an optional member may be `null` nor that an unknown one is refused, and that a choice
/// is an object.
fn schemas(schemas: &mut Value) {
    for (name, schema) in schemas.as_object_mut().into_iter().flatten() {
        let required = schema.get("required").cloned().unwrap_or_default();
        let is_required = |name: &str| required.as_array().is_some_and(|all| all.iter().any(|r| r == name));
        // A choice between texts and lists is no object.
        if let Some(choice) = schema.as_object_mut().filter(|members| members.contains_key("oneOf")) {
            choice.remove("type");
        }
        for (member, of) in schema.get_mut("properties").and_then(Value::as_object_mut).into_iter().flatten() {
            // These two have a meaning of their own when nothing is said.
            if is_required(member) || ["kind", "lang"].contains(&member.as_str()) {
                continue;
            }
            match of.get("$ref").cloned() {
                Some(reference) => *of = json!({ "allOf": [{ "$ref": reference }], "nullable": true }),
                None => of["nullable"] = true.into(),
            }
        }
        if name.ends_with("Input") {
            schema["additionalProperties"] = false.into();
        }
    }
    let mut wrong = Map::new();
    for (name, about) in [
        ("pointer", "JSON pointer into the body."),
        ("parameter", "Name of a parameter or a header."),
        ("detail", "Why, and what to do, in the language asked for."),
    ] {
        wrong.insert(name.to_owned(), json!({ "type": "string", "description": about }));
    }
    schemas["Problem"] = json!({
        "type": "object",
        "description": "RFC 9457.",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": { "type": "string", "enum": Problem::ALL.map(|p| format!("urn:problem-type:visioncrm:{}", p.name())) },
            "title": { "type": "string" },
            "status": { "type": "integer" },
            "detail": { "type": "string" },
            "errors": { "type": "array", "items": { "type": "object", "required": ["detail"], "properties": wrong } },
            "scope": { "type": "string", "description": "With `forbidden`: the scope that the token lacks." },
            "trace": { "type": "string", "description": "What to tell the support." },
        },
    });
}
