//! Who may go where: every route, asked by everyone.

use crate::support::{Client, Garage, Nouns, operations_of, paths_of, run};

/// Method, path, and who may: o owner, m manager, u user, v visitor, t a program with a token. A session or a token of
/// another garage is a visitor's.
#[rustfmt::skip]
const TABLE: &[(&str, &str, &str)] = &[
    ("GET", "/", "omu"),
    ("GET", "/sign-up", "omuv"), ("POST", "/sign-up", "omuv"), ("POST", "/choose", "omuv"),
    ("GET", "/sign-in", "omuv"), ("POST", "/sign-in", "omuv"),
    ("POST", "/sign-out", "omu"), ("POST", "/sign-out-everywhere", "omu"),
    ("GET", "/contacts", "omu"), ("GET", "/contacts/filter", "omu"), ("GET", "/contacts/new", "om"), ("POST", "/contacts", "om"),
    ("GET", "/contacts/:id", "omu"), ("GET", "/contacts/:id/edit", "om"), ("POST", "/contacts/:id", "om"),
    ("POST", "/contacts/:id/delete", "om"), ("POST", "/contacts/:id/restore", "om"),
    ("GET", "/contacts/:id/timeline", "omu"), ("POST", "/contacts/:id/activities", "om"),
    ("POST", "/contacts/:id/consents", "om"), ("POST", "/activities/:id/delete", "om"),
    ("GET", "/vehicles/:id/timeline", "omu"), ("POST", "/vehicles/:id/activities", "om"),
    ("GET", "/stop/:token", "omuv"), ("POST", "/stop/:token", "omuv"),
    ("GET", "/imports/new", "om"), ("POST", "/imports", "om"), ("GET", "/imports/:id", "om"), ("POST", "/imports/:id", "om"),
    ("POST", "/imports/:id/run", "om"), ("POST", "/imports/:id/undo", "om"), ("GET", "/imports/:id/refused", "om"),
    ("POST", "/batches", "om"), ("GET", "/batches/:id", "om"), ("POST", "/batches/:id/undo", "om"),
    ("GET", "/duplicates", "om"), ("GET", "/duplicates/:id", "om"), ("GET", "/merges/new", "om"), ("POST", "/merges", "om"),
    ("GET", "/merges/:id", "om"), ("POST", "/merges/:id/undo", "om"), ("POST", "/duplicates/:id/dismiss", "om"),
    ("GET", "/batches/:id/file", "om"), ("POST", "/saved-views", "om"), ("POST", "/saved-views/:id/delete", "om"),
    ("GET", "/settings/tags", "om"), ("POST", "/settings/tags/:id", "om"), ("POST", "/settings/tags/:id/delete", "om"),
    ("GET", "/settings/fields", "om"), ("POST", "/settings/fields", "om"), ("GET", "/settings/fields/:id", "om"),
    ("POST", "/settings/fields/:id", "om"), ("POST", "/settings/fields/:id/delete", "om"),
    ("GET", "/search", "omu"), ("GET", "/contacts/pick", "omu"),
    ("GET", "/vehicles", "omu"), ("GET", "/vehicles/new", "om"), ("POST", "/vehicles", "om"),
    ("GET", "/vehicles/:id", "omu"), ("GET", "/vehicles/:id/edit", "om"), ("POST", "/vehicles/:id", "om"),
    ("POST", "/vehicles/:id/delete", "om"), ("POST", "/vehicles/:id/restore", "om"),
    ("GET", "/vehicles/:id/owner", "om"), ("POST", "/vehicles/:id/owner", "om"), ("POST", "/vehicles/:id/owner/undo", "om"),
    ("GET", "/vehicles/:id/mileage", "omu"), ("POST", "/vehicles/:id/mileage", "om"),
    ("POST", "/mileage-readings/:id/strike", "om"), ("POST", "/vehicles/:id/recalls", "om"),
    ("POST", "/recalls/:id/finish", "om"), ("POST", "/recalls/:id/reopen", "om"),
    ("GET", "/vehicles/:id/files", "omu"), ("POST", "/vehicles/:id/files", "om"),
    ("GET", "/vehicle-files/:id", "omu"), ("GET", "/vehicle-files/:id/thumb", "omu"), ("GET", "/vehicle-files/:id/photo", "omu"),
    ("GET", "/vehicle-files/:id/pdf", "omu"), ("POST", "/vehicle-files/:id", "om"),
    ("POST", "/vehicle-files/:id/delete", "om"), ("POST", "/vehicle-files/:id/restore", "om"),
    ("GET", "/vehicles/:id/history", "omu"), ("GET", "/vehicles/:id/carnet.pdf", "omu"),
    ("GET", "/vehicles/:id/deferred-works/new", "om"), ("POST", "/vehicles/:id/deferred-works", "om"),
    ("GET", "/deferred-works/:id/edit", "om"), ("POST", "/deferred-works/:id", "om"),
    ("POST", "/deferred-works/:id/finish", "om"), ("POST", "/deferred-works/:id/reopen", "om"),
    ("GET", "/repair-orders", "omu"), ("GET", "/repair-orders/new", "om"), ("POST", "/repair-orders", "om"),
    ("GET", "/repair-orders/:id", "omu"), ("GET", "/repair-orders/:id/edit", "om"),
    ("POST", "/repair-orders/:id", "om"), ("POST", "/repair-orders/:id/finish", "om"),
    ("GET", "/scans/new", "om"), ("GET", "/scans/accuracy", "omu"), ("POST", "/scans", "om"), ("GET", "/scans/:id", "omu"),
    ("POST", "/scans/:id/adopt", "om"), ("POST", "/scans/:id/retry", "om"),
    ("GET", "/scans/:id/photo", "omu"), ("GET", "/scans/:id/strips/:code", "omu"),
    ("GET", "/reception", "om"), ("POST", "/reception", "om"),
    ("GET", "/quotes", "omu"), ("GET", "/quotes/new", "om"), ("POST", "/quotes", "om"),
    ("GET", "/quotes/:id", "omu"), ("POST", "/quotes/:id", "om"), ("POST", "/quotes/:id/totals", "om"),
    ("GET", "/quotes/:id/pdf", "omu"), ("POST", "/quotes/:id/withdraw", "om"), ("POST", "/quotes/:id/copy", "om"),
    ("POST", "/quotes/:id/delete", "om"), ("POST", "/quotes/:id/invoice", "om"),
    ("GET", "/a/:token", "omuv"), ("POST", "/a/:token", "omuv"), ("GET", "/a/:token/pdf", "omuv"),
    ("GET", "/invoices", "omu"), ("GET", "/invoices/new", "om"), ("POST", "/invoices", "om"),
    ("GET", "/invoices/:id", "omu"), ("POST", "/invoices/:id", "om"), ("POST", "/invoices/:id/totals", "om"),
    ("POST", "/invoices/:id/seal", "om"), ("POST", "/invoices/:id/cancel", "om"),
    ("POST", "/invoices/:id/delete", "om"), ("GET", "/invoices/:id/pdf", "omu"),
    ("POST", "/invoices/:id/payments", "om"), ("POST", "/payments/:id/cancel", "om"),
    ("GET", "/packages", "omu"), ("GET", "/packages/new", "om"), ("POST", "/packages", "om"),
    ("GET", "/packages/:id/edit", "om"), ("POST", "/packages/:id", "om"), ("POST", "/packages/:id/delete", "om"),
    ("POST", "/usual-packages", "om"),
    ("GET", "/messages", "om"), ("GET", "/messages/:id", "om"), ("GET", "/messages/:id/body", "om"),
    ("GET", "/messages/:id/files/:n", "om"), ("POST", "/messages/:id/send", "om"),
    ("GET", "/jobs", "om"), ("POST", "/jobs/:id/retry", "om"),
    ("GET", "/settings", "om"), ("POST", "/settings", "o"),
    ("GET", "/settings/team", "o"), ("POST", "/settings/team", "o"), ("POST", "/settings/team/:id/delete", "o"),
    ("GET", "/settings/team/:id", "o"), ("POST", "/settings/team/:id", "o"),
    ("GET", "/settings/tokens", "o"), ("POST", "/settings/tokens", "o"), ("POST", "/settings/tokens/:id/delete", "o"),
    ("GET", "/account", "omu"), ("POST", "/account/language", "omu"), ("POST", "/account/password", "omu"),
    // Personal data.
    ("GET", "/contacts/:id/personal-data", "om"), ("POST", "/contacts/:id/rights-requests", "om"),
    ("POST", "/contacts/:id/archive", "om"), ("GET", "/contacts/:id/erasure", "om"), ("POST", "/contacts/:id/erasure", "om"),
    ("GET", "/rights-requests", "om"), ("POST", "/rights-requests/:id/answer", "om"),
    ("GET", "/archives/:id", "om"), ("GET", "/archives/:id/file", "om"),
    ("GET", "/settings/register", "om"), ("GET", "/settings/retention", "om"), ("POST", "/settings/retention", "o"),
    ("GET", "/settings/retention/notices", "om"), ("POST", "/settings/retention/notices/:id", "om"),
    ("GET", "/settings/leaving", "o"), ("POST", "/settings/leaving", "o"),
    ("POST", "/settings/leaving/archive", "o"), ("POST", "/settings/leaving/stay", "o"),
    ("POST", "/account/archive", "omu"), ("POST", "/account/leave", "omu"), ("POST", "/account/stay", "omu"),
    ("GET", "/api/openapi.json", "omuvt"),
    ("GET", "/api/contacts", "t"), ("POST", "/api/contacts", "t"), ("GET", "/api/contacts/:id", "t"),
    ("POST", "/api/contacts/import", "t"), ("GET", "/api/contacts/import/:id", "t"),
    ("PATCH", "/api/contacts/:id", "t"), ("DELETE", "/api/contacts/:id", "t"),
    ("GET", "/api/vehicles", "t"), ("POST", "/api/vehicles", "t"), ("GET", "/api/vehicles/:id", "t"),
    ("PATCH", "/api/vehicles/:id", "t"), ("GET", "/api/vehicles/:id/history", "t"),
    ("PATCH", "/api/vehicles/:id/mileage", "t"),
    ("POST", "/api/vehicles/ocr", "t"), ("GET", "/api/vehicles/ocr/:id", "t"),
];

#[test]
fn the_table_has_every_route_and_no_other() {
    let mut routes: Vec<(String, &str)> = web::routes::all().iter().map(|r| (r.method.to_string(), r.path)).collect();
    let mut rows: Vec<(String, &str)> = TABLE.iter().map(|(method, path, _)| ((*method).to_owned(), *path)).collect();
    routes.sort();
    rows.sort();
    assert_eq!(rows, routes);
}

#[test]
fn marc_may_go_where_an_owner_may() {
    run(ask_everything('o'));
}

#[test]
fn sophia_may_go_where_a_manager_may() {
    run(ask_everything('m'));
}

#[test]
fn karim_may_go_where_a_user_may() {
    run(ask_everything('u'));
}

#[test]
fn a_visitor_may_only_enter_and_answer() {
    run(ask_everything('v'));
}

#[test]
fn nadia_of_another_garage_is_a_visitor() {
    run(ask_everything('n'));
}

fn row(method: &str, path: &str) -> &'static str {
    TABLE.iter().find(|(m, p, _)| *m == method && *p == path).expect("a row").2
}

/// Sessions too: a cookie is worth nothing to the API, a token nothing to a page.
#[test]
fn the_api_knows_tokens_of_its_garage_and_nothing_else() {
    run(async {
        let (garage, other) = (Garage::open().await, Garage::open().await);
        let nouns = Nouns::of(&garage).await;
        let (program, foreign) = (garage.program().await, other.program().await.at(&garage));
        let (marc, visitor) = (garage.marc().await, garage.visitor());
        let mut wrong = Vec::new();
        for (route, path) in operations_of(&nouns) {
            let send = |client: &Client| {
                let (mut client, method, path) = (client.clone(), route.method.clone(), path.clone());
                async move { client.send(method, &path, "application/json", b"{}".to_vec()).await.status.as_u16() }
            };
            let ask = |program: &crate::support::Program| {
                let (program, method, path) = (program.clone(), route.method.clone(), path.clone());
                async move { program.send(method, &path, Some("application/json"), b"{}".to_vec()).await.status.as_u16() }
            };
            let asked = [
                ('t', ask(&program).await),
                ('v', ask(&foreign).await),
                ('v', send(&visitor).await),
                ('o', send(&marc).await),
            ];
            for (who, status) in asked {
                let may = row(route.method.as_str(), route.path).contains(who);
                let right = if may { ![401, 403].contains(&status) && status < 500 } else { status == 401 };
                if !right {
                    wrong.push(format!("{} {path} by {who}: {status}, though {may}", route.method));
                }
            }
        }
        for (route, path) in paths_of(&nouns, "GET") {
            let status = program.get(&path).await.status.as_u16();
            let may = row("GET", route.path).contains('v');
            if !may && status != 303 {
                wrong.push(format!("GET {path} with a token: {status}"));
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
    });
}

async fn ask_everything(who: char) {
    let (garage, other) = (Garage::open().await, Garage::open().await);
    let nouns = Nouns::of(&garage).await;
    let mut wrong = Vec::new();
    for method in ["GET", "POST"] {
        for (route, path) in paths_of(&nouns, method) {
            let mut client = client(&garage, &other, who).await;
            let home = if matches!(route.path, "/sign-up" | "/choose") {
                client.host = "localhost".into();
                "/"
            } else if "vn".contains(who) {
                "/sign-in"
            } else {
                "/account"
            };
            let answer = match method {
                "GET" => client.get(&path).await,
                _ => {
                    client.get(home).await.is(200);
                    let (contact, vehicle) = (nouns.contact.to_string(), nouns.vehicle.to_string());
                    let once = uuid::Uuid::now_v7().to_string();
                    let typed =
                        [("once", once.as_str()), ("version", "1"), ("contact", &contact), ("vehicle", &vehicle)];
                    client.post(&path, &typed).await
                }
            };
            let (status, leads) = (answer.status.as_u16(), answer.header("location"));
            let to_sign_in = status == 303 && leads.starts_with("/sign-in?next=");
            let may = row(method, route.path).contains(if who == 'n' { 'v' } else { who });
            let right = match (may, "vn".contains(who)) {
                (true, _) => status != 403 && !to_sign_in && status < 500,
                (false, true) => to_sign_in,
                (false, false) => status == 403,
            };
            if !right {
                wrong.push(format!("{method} {path}: {status} {leads}, though {may}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

async fn client(garage: &Garage, other: &Garage, who: char) -> Client {
    match who {
        'o' => garage.marc().await,
        'm' => garage.sophia().await,
        'u' => garage.karim().await,
        'n' => {
            let mut nadia = other.marc().await;
            nadia.host = garage.host();
            nadia
        }
        _ => garage.visitor(),
    }
}
