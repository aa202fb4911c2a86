//! The program attacked: script in every field, paths and hosts that are none, bodies that do not end. What each attack meets
//! elsewhere is listed in docs/security.md.

use std::collections::BTreeSet;

use poem::http::Method;
use scraper::{Html, Selector};

use crate::{
    faults::clicks::table::{By, Click, Extra, clicks},
    support::{Answer, Client, Garage, Nouns, YES, paths_of, run},
};

/// Closes an attribute and an element, opens one that no page of ours has.
const SCRIPT: &str = "x'\"></textarea></title><xss onx=1>";

/// Only what a browser takes for an element or an attribute is script; the same letters as text are harmless.
fn runs(answer: &Answer) -> bool {
    let html = answer.html();
    if !html.contains("xss") || !answer.header("content-type").starts_with("text/html") {
        return false;
    }
    let page = Html::parse_document(&html);
    let bad = Selector::parse("xss, [onx]").expect("a selector");
    page.select(&bad).next().is_some()
}

/// The free text fields of the form that goes to this path, on the page that was drawn last.
fn free_fields(page: &Answer, path: &str) -> Vec<String> {
    let fields = [
        "input:not([type])",
        "[type='text']",
        "[type='search']",
        "[type='email']",
        "[type='tel']",
        "[type='url']",
        "textarea",
    ];
    let all = fields.map(|field| format!("form[action='{path}'] {field}[name]")).join(", ");
    page.attributes(&all, "name")
}

/// What ends the visit or the garage is left to its own tests.
fn is_kept(click: &Click) -> bool {
    let ends = [
        "/sign-out",
        "/sign-out-everywhere",
        "/account/password",
        "/account/leave",
        "/settings/leaving",
        "/account/email",
    ];
    matches!(click.by, By::Marc) && !ends.contains(&click.route)
}

#[test]
fn script_in_any_field_stays_text_on_every_page() {
    run(async {
        let garage = Garage::open().await;
        let extra = Extra::of(&garage).await;
        let mut marc = garage.marc().await;
        let (mut ran, mut tried) = (BTreeSet::new(), 0);
        for click in clicks(&garage, &extra).into_iter().filter(is_kept) {
            let page = marc.get(&click.page).await;
            if page.status != 200 {
                continue;
            }
            let typed: Vec<(&str, &str)> = click.typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
            for field in free_fields(&page, &click.path) {
                marc.get(&click.page).await;
                let mut typed = typed.clone();
                typed.retain(|(name, _)| *name != field);
                typed.extend([(field.as_str(), SCRIPT), YES]);
                let answer = marc.post(&click.path, &typed).await;
                tried += 1;
                assert!(answer.status.as_u16() < 500, "{} {field}: {}", click.route, answer.status);
                if runs(&answer) {
                    ran.insert(format!("{} {field}, shown again", click.route));
                }
            }
        }
        assert!(tried > 60, "only {tried} fields were tried");
        garage.try_jobs().await;
        for (route, path) in paths_of(extra.nouns(), "GET") {
            if runs(&marc.get(&path).await) {
                ran.insert(format!("{} shows it", route.path));
            }
        }
        // Letters too: what was written to customers in their names.
        let letters = crm::messages::list(&mut garage.begin().await, None).await.unwrap().rows;
        for letter in letters {
            if runs(&marc.get(&format!("/messages/{}/body", letter.id)).await) {
                ran.insert(format!("a letter, {}", letter.subject));
            }
        }
        assert_eq!(ran, BTreeSet::new());
    });
}

#[test]
fn script_in_any_address_stays_text() {
    run(async {
        let garage = Garage::open().await;
        let nouns = Nouns::of(&garage).await;
        let mut clients = [garage.marc().await, garage.visitor()];
        let asked =
            ["q", "email", "next", "kind", "by", "to", "from", "noun", "before", "owner", "contact", "name", "sort"];
        let query = serde_urlencoded::to_string(asked.map(|name| (name, SCRIPT))).unwrap();
        let mut ran = Vec::new();
        for (route, path) in paths_of(&nouns, "GET") {
            for client in &mut clients {
                let answer = client.get(&format!("{}?{query}", path.split('?').next().unwrap_or_default())).await;
                assert!(answer.status.as_u16() < 500, "{}: {}", route.path, answer.status);
                if runs(&answer) || answer.header("location").contains("<xss") {
                    ran.push(route.path);
                }
            }
        }
        assert_eq!(ran, Vec::<&str>::new());
    });
}

/// Nothing outside the site is read, and nothing breaks.
#[test]
fn paths_that_are_none_are_not_found() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        for path in [
            "/..%2f..%2fCargo.toml",
            "/assets/..%2f..%2fCargo.toml",
            "/assets/%2e%2e/%2e%2e/etc/passwd",
            "/assets/..%5c..%5ckeys.json",
            "/assets/%00",
            "/contacts/%2e%2e%2fsettings",
            "/contacts/%00",
            "/contacts/01",
            "/vehicle-files/..%2f..%2fetc%2fpasswd/photo",
            "/scans/x'%20or%20'1'='1/photo",
            "/messages/00000000-0000-0000-0000-000000000000/files/99999999999999999999",
            "/changes/contacts/'%20or%201=1--",
            "//evil.test/",
            "/%ff%fe",
        ] {
            let answer = marc.get(path).await;
            assert!([400, 404].contains(&answer.status.as_u16()), "{path}: {}", answer.status);
            assert!(!answer.header("location").contains("evil"), "{path}");
        }
    });
}

/// A host of the attacker's neither enters a page, nor a link, nor a letter.
#[test]
fn a_foreign_host_is_repeated_nowhere() {
    run(async {
        let garage = Garage::open().await;
        let mut foreign = Client::new(garage.site.clone(), "evil.test");
        for path in ["/", "/sign-in", "/links/new", "/contacts", "/sign-up"] {
            let answer = foreign.get(path).await;
            assert!(!answer.html().contains("evil.test"), "{path}");
            assert!(!answer.header("location").contains("evil.test"), "{path}");
        }
        let mut visitor = garage.visitor();
        visitor.referer = "http://evil.test/links/new".into();
        visitor.get("/links/new").await.is(200);
        visitor.post("/links", &[("email", "sophia@garage.test")]).await.leads();
        garage.try_jobs().await;
        let mut tx = garage.begin().await;
        for row in crm::messages::list(&mut tx, None).await.unwrap().rows {
            let letter = crm::messages::get(&mut tx, row.id).await.unwrap();
            assert!(!letter.body.html.contains("evil.test"), "{}", row.subject);
        }
    });
}

/// A garage's own address too is no source for forms of another one: neither its pages nor a stranger's.
#[test]
fn a_form_of_another_page_is_refused() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        marc.get("/contacts/new").await.is(200);
        let mut form = marc.form("/contacts", &[("last_name", "Intrus")]);
        for token in ["", "0", "00000000000000000000000000000000"] {
            form.retain(|(name, _)| name != "csrf");
            form.push(("csrf".into(), token.into()));
            marc.post_form("/contacts", &form).await.is(403);
        }
        // The token of another person's session, and of the same person's other garage.
        for mut other in [garage.sophia().await, Garage::open().await.marc().await] {
            other.get("/contacts/new").await.is(200);
            let theirs = other.form("/contacts", &[]).into_iter().find(|(name, _)| name == "csrf").unwrap();
            form.retain(|(name, _)| name != "csrf");
            form.push(theirs);
            marc.post_form("/contacts", &form).await.is(403);
        }
        let count: i64 = sqlx::query_scalar("select count(*) from contacts where tenant_id = $1")
            .bind(garage.tenant.0)
            .fetch_one(&garage.town.admin)
            .await
            .unwrap();
        assert_eq!(count, 0);
    });
}

/// Nested as deep as it likes, or longer than any form, a body costs us nothing but its refusal.
#[test]
fn bodies_without_end_are_refused() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        let program = garage.program().await;
        let deep = format!("{}{}", "[".repeat(60_000), "]".repeat(60_000));
        let nested = format!("{{\"last_name\": {}}}", deep);
        for body in [deep, nested] {
            let answer = program.send(Method::POST, "/api/contacts", Some("application/json"), body.into_bytes()).await;
            assert!((400..500).contains(&answer.status.as_u16()), "{}", answer.status);
        }
        marc.get("/contacts/new").await.is(200);
        let mut form = marc.form("/contacts", &[]);
        form.push(("notes".into(), "a".repeat(3_000_000)));
        marc.post_form("/contacts", &form).await.is(413);
        // A thousand fields, and the same one a thousand times.
        marc.get("/contacts/new").await.is(200);
        let mut form = marc.form("/contacts", &[("last_name", "Dupont")]);
        form.extend((0..1_000).map(|n| (format!("phone_{n}"), "0612345678".to_owned())));
        form.extend((0..1_000).map(|_| ("last_name".to_owned(), "Durand".to_owned())));
        let answer = marc.post_form("/contacts", &form).await;
        assert!(answer.status.as_u16() < 500, "{}", answer.status);
    });
}
