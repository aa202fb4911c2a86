//! Who may go where: every route, asked by everyone; and no page that draws what who looks may not do.

mod drawn;

use crm::policy::{Permission, Rights, Role};

use crate::support::{Client, Garage, Nouns, operations_of, paths_of, run};

/// What the garage's own role of these tests is made of: reception that makes quotes.
const CUSTOM: [Permission; 3] = [Permission::EditContacts, Permission::EditQuotes, Permission::SendQuotes];

fn custom() -> Rights {
    Rights::of(&CUSTOM).for_colleague()
}

/// Method, path, and who may: o owner, m manager, u user, k mechanic, a accountant, c a role that the garage made (`CUSTOM`),
/// s all of these, v visitor, t a program whose token has all scopes. A session or a token of another garage is a
/// visitor's. The batch of these tests is an export.
#[rustfmt::skip]
const TABLE: &[(&str, &str, &str)] = &[
    ("GET", "/", "s"),
    ("GET", "/sign-up", "sv"), ("POST", "/sign-up", "sv"), ("POST", "/choose", "sv"),
    ("GET", "/sign-in", "sv"), ("POST", "/sign-in", "sv"),
    ("GET", "/links/new", "sv"), ("POST", "/links", "sv"), ("GET", "/links/sent", "sv"),
    ("GET", "/links/:token", "sv"), ("POST", "/links/:token", "sv"),
    ("POST", "/sign-out", "s"), ("POST", "/sign-out-everywhere", "s"),
    ("GET", "/contacts", "s"), ("GET", "/contacts/filter", "s"), ("GET", "/contacts/new", "omc"), ("POST", "/contacts", "omc"),
    ("GET", "/contacts/:id", "s"), ("GET", "/contacts/:id/edit", "omc"), ("POST", "/contacts/:id", "omc"),
    ("POST", "/contacts/:id/delete", "om"), ("POST", "/contacts/:id/restore", "om"),
    ("GET", "/contacts/:id/timeline", "s"), ("POST", "/contacts/:id/activities", "omc"),
    ("POST", "/contacts/:id/consents", "omc"), ("POST", "/activities/:id/delete", "omc"),
    ("GET", "/vehicles/:id/timeline", "s"), ("POST", "/vehicles/:id/activities", "omk"),
    ("GET", "/stop/:token", "sv"), ("POST", "/stop/:token", "sv"),
    ("GET", "/imports/new", "om"), ("POST", "/imports", "om"), ("GET", "/imports/:id", "om"), ("POST", "/imports/:id", "om"),
    ("POST", "/imports/:id/run", "om"), ("POST", "/imports/:id/undo", "om"), ("GET", "/imports/:id/refused", "om"),
    ("POST", "/batches", "omac"), ("GET", "/batches/:id", "oma"), ("POST", "/batches/:id/undo", "oma"),
    ("GET", "/duplicates", "omc"), ("GET", "/duplicates/:id", "omc"), ("GET", "/merges/new", "omc"), ("POST", "/merges", "omc"),
    ("GET", "/merges/:id", "omc"), ("POST", "/merges/:id/undo", "omc"), ("POST", "/duplicates/:id/dismiss", "omc"),
    ("GET", "/batches/:id/file", "oma"), ("POST", "/saved-views", "omc"), ("POST", "/saved-views/:id/delete", "omc"),
    ("GET", "/settings/tags", "omc"), ("POST", "/settings/tags/:id", "omc"), ("POST", "/settings/tags/:id/delete", "omc"),
    ("GET", "/settings/fields", "omc"), ("POST", "/settings/fields", "omc"), ("GET", "/settings/fields/:id", "omc"),
    ("POST", "/settings/fields/:id", "omc"), ("POST", "/settings/fields/:id/delete", "omc"),
    ("GET", "/search", "s"), ("GET", "/contacts/pick", "s"),
    ("GET", "/vehicles", "s"), ("GET", "/vehicles/new", "om"), ("POST", "/vehicles", "om"),
    ("GET", "/vehicles/:id", "s"), ("GET", "/vehicles/:id/edit", "om"), ("POST", "/vehicles/:id", "om"),
    ("POST", "/vehicles/:id/delete", "om"), ("POST", "/vehicles/:id/restore", "om"),
    ("GET", "/vehicles/:id/owner", "om"), ("POST", "/vehicles/:id/owner", "om"), ("POST", "/vehicles/:id/owner/undo", "om"),
    ("GET", "/vehicles/:id/mileage", "s"), ("POST", "/vehicles/:id/mileage", "omk"),
    ("POST", "/mileage-readings/:id/strike", "omk"), ("POST", "/vehicles/:id/recalls", "omk"),
    ("POST", "/recalls/:id/finish", "omk"), ("POST", "/recalls/:id/reopen", "omk"),
    ("GET", "/vehicles/:id/files", "s"), ("POST", "/vehicles/:id/files", "omk"),
    ("GET", "/vehicle-files/:id", "s"), ("GET", "/vehicle-files/:id/thumb", "s"), ("GET", "/vehicle-files/:id/photo", "s"),
    ("GET", "/vehicle-files/:id/pdf", "s"), ("POST", "/vehicle-files/:id", "omk"),
    ("POST", "/vehicle-files/:id/delete", "om"), ("POST", "/vehicle-files/:id/restore", "om"),
    ("GET", "/vehicles/:id/history", "omuka"), ("GET", "/vehicles/:id/carnet.pdf", "omuka"),
    ("GET", "/vehicles/:id/deferred-works/new", "omk"), ("POST", "/vehicles/:id/deferred-works", "omk"),
    ("GET", "/deferred-works/:id/edit", "omk"), ("POST", "/deferred-works/:id", "omk"),
    ("POST", "/deferred-works/:id/finish", "omk"), ("POST", "/deferred-works/:id/reopen", "omk"),
    ("GET", "/repair-orders", "omuka"), ("GET", "/repair-orders/new", "omk"), ("POST", "/repair-orders", "omk"),
    ("GET", "/repair-orders/:id", "omuka"), ("GET", "/repair-orders/:id/edit", "omk"),
    ("POST", "/repair-orders/:id", "omk"), ("POST", "/repair-orders/:id/finish", "omk"),
    ("GET", "/scans/new", "omk"), ("GET", "/scans/accuracy", "omuk"), ("POST", "/scans", "omk"), ("GET", "/scans/:id", "omuk"),
    ("POST", "/scans/:id/adopt", "omk"), ("POST", "/scans/:id/retry", "omk"),
    ("GET", "/scans/:id/photo", "omuk"), ("GET", "/scans/:id/strips/:code", "omuk"),
    ("GET", "/reception", "omk"), ("POST", "/reception", "omk"),
    ("GET", "/quotes", "omuac"), ("GET", "/quotes/new", "omc"), ("POST", "/quotes", "omc"),
    ("GET", "/quotes/:id", "omuac"), ("POST", "/quotes/:id", "omc"), ("POST", "/quotes/:id/totals", "omc"),
    ("GET", "/quotes/:id/pdf", "omuac"), ("POST", "/quotes/:id/withdraw", "omc"), ("POST", "/quotes/:id/copy", "omc"),
    ("POST", "/quotes/:id/delete", "omc"), ("POST", "/quotes/:id/invoice", "oma"),
    ("GET", "/a/:token", "sv"), ("POST", "/a/:token", "sv"), ("GET", "/a/:token/pdf", "sv"),
    ("GET", "/invoices", "omua"), ("GET", "/invoices/new", "oma"), ("POST", "/invoices", "oma"),
    ("GET", "/invoices/:id", "omua"), ("POST", "/invoices/:id", "oma"), ("POST", "/invoices/:id/totals", "oma"),
    ("POST", "/invoices/:id/seal", "oma"), ("POST", "/invoices/:id/cancel", "oma"),
    ("POST", "/invoices/:id/delete", "oma"), ("GET", "/invoices/:id/pdf", "omua"),
    ("POST", "/invoices/:id/payments", "oma"), ("POST", "/payments/:id/cancel", "oma"),
    ("GET", "/packages", "omuac"), ("GET", "/packages/new", "om"), ("POST", "/packages", "om"),
    ("GET", "/packages/:id/edit", "om"), ("POST", "/packages/:id", "om"), ("POST", "/packages/:id/delete", "om"),
    ("POST", "/usual-packages", "om"),
    ("GET", "/messages", "oma"), ("GET", "/messages/:id", "oma"), ("GET", "/messages/:id/body", "oma"),
    ("GET", "/messages/:id/files/:n", "oma"), ("POST", "/messages/:id/send", "om"),
    ("GET", "/jobs", "om"), ("POST", "/jobs/:id/retry", "om"),
    ("GET", "/settings", "oma"), ("POST", "/settings", "o"),
    ("GET", "/settings/team", "o"), ("POST", "/settings/team", "o"), ("POST", "/settings/team/:id/delete", "o"),
    ("GET", "/settings/team/:id", "o"), ("POST", "/settings/team/:id", "o"),
    ("POST", "/settings/team/:id/link", "o"),
    ("GET", "/settings/tokens", "o"), ("POST", "/settings/tokens", "o"), ("POST", "/settings/tokens/:id/delete", "o"),
    // Personal data.
    ("GET", "/contacts/:id/personal-data", "om"), ("POST", "/contacts/:id/rights-requests", "om"),
    ("POST", "/contacts/:id/archive", "om"), ("GET", "/contacts/:id/erasure", "om"), ("POST", "/contacts/:id/erasure", "om"),
    ("GET", "/rights-requests", "om"), ("POST", "/rights-requests/:id/answer", "om"),
    ("GET", "/archives/:id", "om"), ("GET", "/archives/:id/file", "om"),
    ("GET", "/settings/register", "oma"), ("GET", "/settings/retention", "oma"), ("POST", "/settings/retention", "o"),
    ("GET", "/settings/retention/notices", "oma"), ("POST", "/settings/retention/notices/:id", "om"),
    ("GET", "/settings/leaving", "o"), ("POST", "/settings/leaving", "o"),
    ("POST", "/settings/leaving/archive", "o"), ("POST", "/settings/leaving/stay", "o"),
    ("POST", "/account/archive", "s"), ("POST", "/account/leave", "s"), ("POST", "/account/stay", "s"),
    ("POST", "/settings/team/:id/return", "o"),
    ("GET", "/settings/roles", "s"), ("GET", "/settings/roles/new", "o"), ("POST", "/settings/roles", "o"),
    ("GET", "/settings/roles/:id", "o"), ("POST", "/settings/roles/:id", "o"), ("POST", "/settings/roles/:id/delete", "o"),
    ("POST", "/settings/origins", "o"), ("POST", "/settings/origins/:id/delete", "o"),
    ("GET", "/settings/support", "o"), ("POST", "/settings/support", "o"), ("POST", "/settings/support/end", "o"),
    ("GET", "/support-entry/:token", "sv"), ("POST", "/support-entry/:token", "sv"), ("POST", "/support/leave", ""),
    // On the common address, where a garage's people are nobody (`tests/platform.rs`).
    ("GET", "/platform/sign-in", "sv"), ("POST", "/platform/sign-in", "sv"), ("POST", "/platform/sign-out", ""), ("GET", "/platform", ""),
    ("GET", "/platform/garages/:id", ""), ("POST", "/platform/garages/:id/plan", ""), ("POST", "/platform/garages/:id/suspend", ""),
    ("POST", "/platform/garages/:id/resume", ""), ("POST", "/platform/garages/:id/enter", ""),
    ("GET", "/changes", "om"), ("GET", "/changes/:noun/:id", "om"), ("POST", "/restored-values", "om"), ("GET", "/security-events", "o"),
    ("GET", "/account", "s"), ("POST", "/account/language", "s"), ("POST", "/account/password", "s"),
    ("GET", "/sign-in/code", "sv"), ("POST", "/sign-in/code", "sv"),
    ("POST", "/sign-in/passkey/challenge", "sv"), ("POST", "/sign-in/passkey", "sv"),
    ("POST", "/sign-in/google", "sv"), ("GET", "/sign-in/google/callback", "sv"), ("GET", "/sign-in/google/finish", "sv"),
    ("GET", "/account/security", "s"), ("POST", "/account/proof", "s"), ("GET", "/account/totp", "s"),
    ("POST", "/account/totp", "s"), ("POST", "/account/totp/confirm", "s"), ("POST", "/account/totp/delete", "s"),
    ("POST", "/account/recovery-codes", "s"), ("POST", "/account/passkeys/challenge", "s"),
    ("POST", "/account/passkeys", "s"), ("POST", "/account/passkeys/:id/delete", "s"),
    ("POST", "/account/google", "s"), ("POST", "/account/google/delete", "s"),
    ("POST", "/settings/second-step", "o"), ("POST", "/settings/team/:id/factors/delete", "o"),
    ("POST", "/account/password-link", "s"), ("POST", "/account/name", "s"), ("POST", "/account/email", "s"),
    ("POST", "/account/sessions/:id/delete", "s"),
    ("GET", "/api/openapi.json", "svt"),
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
fn a_mechanic_may_go_where_the_workshop_is() {
    run(ask_everything('k'));
}

#[test]
fn an_accountant_may_go_where_the_money_is() {
    run(ask_everything('a'));
}

#[test]
fn a_role_of_the_garages_own_may_what_it_is_made_of() {
    run(ask_everything('c'));
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

fn may(row: &str, who: char) -> bool {
    row.contains(who) || (row.contains('s') && "omukac".contains(who))
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
                let may = may(row(route.method.as_str(), route.path), who);
                let right = if may { ![401, 403].contains(&status) && status < 500 } else { status == 401 };
                if !right {
                    wrong.push(format!("{} {path} by {who}: {status}, though {may}", route.method));
                }
            }
        }
        for (route, path) in paths_of(&nouns, "GET") {
            let status = program.get(&path).await.status.as_u16();
            let may = may(row("GET", route.path), 'v');
            // The platform is on another address.
            let nowhere = route.path.starts_with("/platform") && status == 404;
            if !may && status != 303 && !nowhere {
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
            let platform = route.path.starts_with("/platform");
            let home = if platform || matches!(route.path, "/sign-up" | "/choose") {
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
            let door = if platform { "/platform/sign-in?next=" } else { "/sign-in?next=" };
            let to_sign_in = status == 303 && leads.starts_with(door);
            let may = may(row(method, route.path), if who == 'n' { 'v' } else { who });
            let right = match (may, platform || "vn".contains(who)) {
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
        'k' => garage.hired(Role::Mechanic.into()).await,
        'a' => garage.hired(Role::Accountant.into()).await,
        'c' => garage.with_rights(custom()).await,
        'n' => {
            let mut nadia = other.marc().await;
            nadia.host = garage.host();
            nadia
        }
        _ => garage.visitor(),
    }
}
