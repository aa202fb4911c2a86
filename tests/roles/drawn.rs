//! What a page draws, who looks may do: every link, form, picture and part of every page, by the table of routes.

use std::collections::{BTreeMap, BTreeSet};

use crm::policy::{Act, Need, Permission, Rights, Role, allows};
use scraper::{Html, Selector};
use web::site::Route;

use crate::support::{Client, Garage, Nouns, paths_of, run};

/// Method and address of all that a page lets one do.
fn drawn(page: &str) -> BTreeSet<(&'static str, String)> {
    let page = Html::parse_document(page);
    let mut all = BTreeSet::new();
    for (selector, attribute, method) in [
        ("a[href]", "href", "GET"),
        ("img[src], iframe[src], embed[src]", "src", "GET"),
        ("object[data]", "data", "GET"),
        ("[hx-get]", "hx-get", "GET"),
        ("[hx-post]", "hx-post", "POST"),
        ("button[formaction]", "formaction", "POST"),
        ("form[method='get']", "action", "GET"),
        ("form[method='post']", "action", "POST"),
    ] {
        let selector = Selector::parse(selector).expect("a selector");
        for element in page.select(&selector) {
            let to = element.value().attr(attribute).unwrap_or_default();
            let path = to.split(['?', '#']).next().unwrap_or_default();
            if path.starts_with('/') && !path.starts_with("/assets/") {
                all.insert((method, path.to_owned()));
            }
        }
    }
    all
}

/// The route an address leads to: its own words before a name for any.
fn route_of<'a>(routes: &'a [Route], method: &str, path: &str) -> Option<&'a Route> {
    let parts: Vec<&str> = path.split('/').collect();
    let fits = |route: &&Route| {
        let pattern: Vec<&str> = route.path.split('/').collect();
        pattern.len() == parts.len() && pattern.iter().zip(&parts).all(|(p, part)| p.starts_with(':') || p == part)
    };
    let fitting = routes.iter().filter(|r| r.method == method && !r.is_api()).filter(fits);
    fitting.min_by_key(|route| route.path.matches(':').count())
}

/// What the pages he may open draw that he may not do.
async fn too_much(
    (nouns, more): &(Nouns, Vec<String>),
    client: &mut Client,
    role: Role,
    rights: Rights,
) -> Vec<String> {
    let routes = web::routes::all();
    let (mut wrong, mut pages) = (BTreeMap::new(), 0);
    let more = more.iter().filter_map(|path| Some((route_of(&routes, "GET", path)?.clone(), path.clone())));
    for (route, path) in paths_of(nouns, "GET").into_iter().chain(more) {
        let common = matches!(
            route.path,
            "/sign-up" | "/sign-in" | "/platform/sign-in" | "/stop/:token" | "/a/:token" | "/support-entry/:token"
        );
        if common || !allows(role, rights, route.act) {
            continue;
        }
        let answer = client.get(&path).await;
        if answer.status != 200 || !answer.header("content-type").starts_with("text/html") {
            continue;
        }
        pages += 1;
        for (method, to) in drawn(&answer.html()) {
            let act = route_of(&routes, method, &to).map(|route| route.act);
            if !act.is_some_and(|act| allows(role, rights, act)) {
                wrong.entry(format!("{method} {to}")).or_insert(format!("{} draws {method} {to}: {act:?}", route.path));
            }
        }
    }
    assert!(pages >= 2, "{role:?} {rights:?} opened {pages} pages");
    wrong.into_values().collect()
}

/// What a garage holds, and pages of things in another state: drafts, and what was taken away.
async fn everything(garage: &Garage) -> (Nouns, Vec<String>) {
    let nouns = Nouns::of(garage).await;
    let (contact, vehicle) = (nouns.contact, Some(nouns.vehicle));
    let quote = garage.quote(contact, vehicle, &[("Amortisseurs", "400")]).await;
    let sent = garage.quote(contact, vehicle, &[("Courroie", "600")]).await;
    garage.sent(sent).await;
    let invoice = garage.draft(contact, vehicle, "180").await;
    let gone = garage.contact_at("parti@client.test").await;
    let sold = garage.vehicle(gone, "AA-229-AA").await;
    let mut tx = garage.begin().await;
    crm::contacts::delete(&mut tx, gone).await.unwrap();
    crm::vehicles::delete(&mut tx, sold).await.unwrap();
    tx.commit().await.unwrap();
    let more = [
        format!("/quotes/{quote}"),
        format!("/quotes/{sent}"),
        format!("/invoices/{invoice}"),
        format!("/contacts/{gone}"),
        format!("/vehicles/{sold}"),
    ];
    (nouns, more.to_vec())
}

#[test]
fn no_page_draws_what_a_ready_made_role_may_not_do() {
    run(async {
        let garage = Garage::open().await;
        let nouns = everything(&garage).await;
        for role in Role::STAFF {
            let mut client = garage.hired(role.into()).await;
            let wrong = too_much(&nouns, &mut client, role, role.rights()).await;
            assert_eq!(wrong, Vec::<String>::new(), "{role:?}");
        }
    });
}

/// The smallest roles a garage can make: one permission, and what it cannot go without.
#[test]
fn no_page_draws_what_a_small_role_may_not_do() {
    run(async {
        let garage = Garage::open().await;
        let nouns = everything(&garage).await;
        let mut wrong = Vec::new();
        for permission in Permission::ALL.iter().copied().filter(|p| p.is_for_colleagues()) {
            let rights = Rights::of(&[permission]).for_colleague();
            let mut client = garage.with_rights(rights).await;
            let too_much = too_much(&nouns, &mut client, Role::Custom, rights).await;
            wrong.extend(too_much.into_iter().map(|what| format!("{permission}: {what}")));
        }
        assert_eq!(wrong, Vec::<String>::new());
    });
}

/// A page that asks nothing of a role would pass the tests above unseen.
#[test]
fn every_route_asks_for_something_or_is_open_by_name() {
    let open = [
        "/",
        "/sign-up",
        "/choose",
        "/sign-in",
        "/sign-in/code",
        "/sign-in/google",
        "/sign-in/google/callback",
        "/sign-in/google/finish",
        "/sign-in/passkey",
        "/sign-in/passkey/challenge",
        "/links",
        "/links/new",
        "/links/sent",
        "/links/:token",
        "/stop/:token",
        "/a/:token",
        "/a/:token/pdf",
        "/api/openapi.json",
        "/platform/sign-in",
        "/support-entry/:token",
    ];
    let routes = web::routes::all();
    let unasked: BTreeSet<&str> = routes.iter().filter(|r| r.act.need() == Need::Nothing).map(|r| r.path).collect();
    assert_eq!(unasked, BTreeSet::from(open));
    assert!(routes.iter().all(|r| r.act != Act::UseApi), "UseApi is the door's own");
}
