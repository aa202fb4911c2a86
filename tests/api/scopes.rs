//! What a token may do, for how long, and from which pages.

use crm::{
    api_tokens::{self, NewToken},
    policy::{Need, Permission, Rights},
};
use poem::http::Method;
use serde_json::json;

use crate::support::{Garage, Nouns, Program, operations_of, run};

async fn with(garage: &Garage, scopes: &[Permission]) -> Program {
    let mut tx = garage.begin().await;
    let new = NewToken { name: "Site".into(), scopes: Rights::of(scopes), expires_at: None };
    let secret = api_tokens::create(&mut tx, &new).await.unwrap();
    tx.commit().await.unwrap();
    garage.stranger().with("authorization", &format!("Bearer {secret}"))
}

/// Every operation, by a token without scopes and by one with that scope alone.
#[test]
fn an_operation_outside_the_scope_is_refused_by_its_name() {
    run(async {
        let garage = Garage::open().await;
        let nouns = Nouns::of(&garage).await;
        let nothing = with(&garage, &[]).await;
        for (route, path) in operations_of(&nouns) {
            let Need::Permission(scope) = route.act.need() else { continue };
            let before = format!("{} {path}", route.method);
            let send = |program: &Program| {
                let (program, method, path) = (program.clone(), route.method.clone(), path.clone());
                async move { program.send(method, &path, Some("application/json"), b"{}".to_vec()).await }
            };
            let refused = send(&nothing).await;
            let says = format!("Bearer realm=\"VisionCRM\", error=\"insufficient_scope\", scope=\"{scope}\"");
            assert_eq!(refused.header("www-authenticate"), says, "{before}");
            let problem = refused.problem(403, "forbidden");
            assert_eq!(problem["scope"], scope.as_str(), "{before}");
            assert!(problem["detail"].as_str().unwrap().contains(scope.as_str()), "{before}");
            let status = send(&with(&garage, &[scope]).await).await.status.as_u16();
            assert!(![401, 403].contains(&status) && status < 500, "{before} with {scope}: {status}");
        }
    });
}

#[test]
fn who_owes_is_told_to_a_token_that_sees_invoices() {
    run(async {
        let garage = Garage::open().await;
        let program = with(&garage, &[Permission::SeeContacts]).await;
        program.get("/api/contacts").await.is(200);
        let refused = program.get("/api/contacts?unpaid=true").await.problem(403, "forbidden");
        assert_eq!(refused["scope"], "invoices:read");
        program.get("/api/contacts?make=renault").await.problem(403, "forbidden");
        let more = with(&garage, &[Permission::SeeContacts, Permission::SeeInvoices]).await;
        more.get("/api/contacts?unpaid=true").await.is(200);
    });
}

#[test]
fn a_token_is_made_with_its_scopes_and_its_end() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        let made = async |marc: &mut crate::support::Client, lasts: &str| {
            marc.get("/settings/tokens").await.is(200);
            let typed = [("name", "Site"), ("permissions", "contacts:write"), ("lasts", lasts)];
            let page = marc.post("/settings/tokens", &typed).await.is(200);
            page.value("secret")
        };
        marc.get("/settings/tokens").await.is(200);
        marc.post("/settings/tokens", &[("name", "Rien")]).await.is(422).refuses("permissions");
        for too_much in ["team:write", "invoices:write"] {
            marc.get("/settings/tokens").await.is(200);
            let typed = [("name", "Trop"), ("permissions", too_much)];
            marc.post("/settings/tokens", &typed).await.is(422).refuses("permissions");
        }
        let secret = made(&mut marc, "month").await;
        let program = garage.stranger().with("authorization", &format!("Bearer {secret}"));
        // Who writes reads what it wrote.
        program.get("/api/contacts").await.is(200);
        program.post("/api/contacts", &json!({ "last_name": "Dupont" })).await.is(201);
        program.get("/api/vehicles").await.problem(403, "forbidden");
        let forever = made(&mut marc, "forever").await;
        marc.get("/settings/tokens").await.is(200).sees("main", "Sans fin");
        // A month later.
        let later = garage.at(|| crm::cx::now() + chrono::TimeDelta::days(31));
        program.at(&later).get("/api/contacts").await.problem(401, "unauthorized");
        let program = garage.stranger().with("authorization", &format!("Bearer {forever}"));
        program.at(&later).get("/api/contacts").await.is(200);
        let mut marc = later.marc().await;
        marc.get("/settings/tokens").await.is(200).sees(".badge", "Expiré");
    });
}

#[test]
fn pages_of_another_site_may_ask_only_when_the_garage_named_it() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        let program = garage.program().await;
        const SITE: &str = "https://www.garage-martin.test";
        let ask = async |origin: &str| {
            let from = program.with("origin", origin).with("access-control-request-method", "POST");
            let preflight = from.send(Method::OPTIONS, "/api/contacts", None, Vec::new()).await.is(204);
            let answer = from.get("/api/contacts").await.is(200);
            for headers in [&preflight, &answer] {
                assert!(headers.header("vary").to_lowercase().contains("origin"), "{origin}");
                assert_eq!(headers.header("access-control-allow-credentials"), "", "{origin}");
            }
            assert_eq!(preflight.header("access-control-allow-methods"), "GET, POST");
            let told = |answer: &crate::support::Answer| answer.header("access-control-allow-origin");
            assert_eq!(told(&preflight), told(&answer));
            told(&answer)
        };
        assert_eq!(ask(SITE).await, "");
        marc.get("/settings/tokens").await.is(200);
        for wrong in ["*", "http://www.garage-martin.test", "null", "garage"] {
            marc.post("/settings/origins", &[("origin", wrong)]).await.is(422).refuses("origin");
        }
        marc.get("/settings/tokens").await.is(200);
        marc.post("/settings/origins", &[("origin", "https://www.Garage-Martin.test/rendez-vous")]).await.leads();
        assert_eq!(ask(SITE).await, SITE);
        for foreign in [
            "https://garage-martin.test",
            "https://www.garage-martin.test.evil.test",
            "null",
            "http://www.garage-martin.test",
        ] {
            assert_eq!(ask(foreign).await, "", "{foreign}");
        }
        // A refusal can be read too; a page of the application is never opened to another site.
        let refused = garage.stranger().with("origin", SITE).get("/api/contacts").await;
        assert_eq!(refused.header("access-control-allow-origin"), SITE);
        refused.problem(401, "unauthorized");
        assert_eq!(program.with("origin", SITE).get("/contacts").await.header("access-control-allow-origin"), "");
        // Another garage did not name it.
        let other = Garage::open().await;
        let theirs = other.program().await.with("origin", SITE).get("/api/contacts").await.is(200);
        assert_eq!(theirs.header("access-control-allow-origin"), "");
        // Taken back.
        let page = marc.get("/settings/tokens").await.is(200);
        let forget = page.attributes("form[action^='/settings/origins/']", "action").remove(0);
        marc.post(&forget, &[crate::support::YES]).await.leads();
        assert_eq!(ask(SITE).await, "");
    });
}
