//! Sessions: how they begin, what renews and ends them, where one sees them.

use crm::sessions;

use crate::support::{Client, Garage, Letters, PASSWORD, Town, YES, run};

const MARC: &str = "marc@garage.test";

async fn sign_in(browser: &mut Client, typed: &[(&str, &str)]) {
    browser.get("/sign-in").await.is(200);
    let mut all = vec![("email", MARC), ("password", PASSWORD)];
    all.extend(typed);
    browser.post("/sign-in", &all).await.leads();
}

async fn is_in(browser: &mut Client) -> bool {
    browser.get("/contacts").await.status == 200
}

#[test]
fn a_cookie_planted_before_signing_in_is_worth_nothing_after() {
    run(async {
        let garage = Garage::open().await;
        let planted = "0".repeat(64);
        let mut marc = garage.visitor().with_cookie("session", &planted);
        sign_in(&mut marc, &[]).await;
        assert!(is_in(&mut marc).await);
        assert_ne!(marc.cookies["session"], planted);
        assert!(!is_in(&mut garage.visitor().with_cookie("session", &planted)).await);
    });
}

/// Who signs in where somebody was signed in ends that session, as its cookie goes.
#[test]
fn signing_in_again_ends_the_session_of_this_browser() {
    run(async {
        let garage = Garage::open().await;
        let mut browser = garage.karim().await;
        let before = browser.clone();
        browser.get("/account").await.is(200);
        browser.post("/sign-in", &[("email", MARC), ("password", PASSWORD)]).await.leads();
        browser.get("/account").await.is(200).sees("main", MARC);
        assert!(!is_in(&mut before.clone()).await);
    });
}

#[test]
fn a_change_of_password_renews_the_cookie_and_ends_the_others() {
    run(async {
        let (garage, letters) = (Garage::open().await, Letters::open().await);
        let (mut here, mut phone) = (garage.marc().await, garage.marc().await);
        let before = here.clone();
        here.get("/account").await.is(200);
        let typed = [("old_password", PASSWORD), ("password", "Trois-bougies-7")];
        let answer = here.post("/account/password", &typed).await;
        assert_eq!(answer.leads(), "/account?password");
        assert_ne!(here.cookies["session"], before.cookies["session"]);
        assert!(is_in(&mut here).await && !is_in(&mut phone).await);
        // What was under way with the cookie before still ends well, for some seconds.
        let at_once = before.clone().get("/contacts").await.is(200);
        assert!(at_once.header("set-cookie").is_empty(), "and it is given no new one");
        let soon = garage.at(|| crm::cx::now() + chrono::TimeDelta::seconds(11));
        let there = |browser: &Client| browser.clone().at(soon.site.clone());
        assert!(!is_in(&mut there(&before)).await && is_in(&mut there(&here)).await);
        let told = letters.to(&garage, MARC).await;
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].subject, "Votre mot de passe a changé chez Garage Martin");
    });
}

#[test]
fn a_session_ends_after_a_week_without_use_and_after_a_month_in_any_case() {
    run(async {
        let garage = Garage::open().await;
        let marc = garage.marc().await;
        let after = |clock| {
            let (garage, marc) = (garage.at(clock), marc.clone());
            async move { is_in(&mut marc.at(garage.site.clone())).await }
        };
        assert!(after(|| crm::cx::now() + chrono::TimeDelta::days(6)).await);
        // Seen on the sixth day, it lasts until the thirteenth.
        assert!(after(|| crm::cx::now() + chrono::TimeDelta::days(12)).await);
        assert!(after(|| crm::cx::now() + chrono::TimeDelta::days(18)).await);
        assert!(after(|| crm::cx::now() + chrono::TimeDelta::days(24)).await);
        assert!(after(|| crm::cx::now() + chrono::TimeDelta::days(29)).await);
        assert!(!after(|| crm::cx::now() + chrono::TimeDelta::days(31)).await, "a month is the most");
        let idle = garage.marc().await;
        let later = garage.at(|| crm::cx::now() + chrono::TimeDelta::days(8));
        assert!(!is_in(&mut idle.at(later.site.clone())).await, "a week without use");
    });
}

#[test]
fn on_a_shared_device_one_is_out_the_next_morning() {
    run(async {
        let garage = Garage::open().await;
        let mut tablet = garage.visitor();
        tablet.get("/sign-in").await.is(200);
        let typed = [("email", MARC), ("password", PASSWORD), ("shared", "yes")];
        let answer = tablet.post("/sign-in", &typed).await;
        assert!(answer.header("set-cookie").contains("Max-Age=43200"), "{}", answer.header("set-cookie"));
        let evening = garage.at(|| crm::cx::now() + chrono::TimeDelta::hours(11));
        assert!(is_in(&mut tablet.clone().at(evening.site.clone())).await);
        let morning = garage.at(|| crm::cx::now() + chrono::TimeDelta::hours(13));
        assert!(!is_in(&mut tablet.at(morning.site.clone())).await);
    });
}

#[test]
fn over_https_the_cookies_are_the_hosts_own() {
    run(async {
        let garage = Garage::open().await;
        let garage = garage
            .with(web::Settings { public_url: Some("https://{garage}.visioncrm.test".into()), ..Town::settings() });
        let mut marc = garage.visitor();
        marc.get("/sign-in").await.is(200);
        let answer = marc.post("/sign-in", &[("email", MARC), ("password", PASSWORD)]).await;
        answer.leads();
        let cookies: Vec<&str> =
            answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap()).collect();
        assert_eq!(cookies.len(), 2);
        for cookie in cookies {
            assert!(cookie.starts_with("__Host-"), "{cookie}");
            for part in ["; Path=/;", "; Secure", "; HttpOnly", "; SameSite=Lax"] {
                assert!(cookie.contains(part), "{cookie}");
            }
            assert!(!cookie.to_lowercase().contains("domain="), "{cookie}");
        }
        assert!(is_in(&mut marc).await);
        // The plain name, which a neighbour under http could have set, is not read.
        let secret = marc.cookies["__Host-session"].clone();
        assert!(!is_in(&mut garage.visitor().with_cookie("session", &secret)).await);
    });
}

#[test]
fn one_sees_where_one_is_signed_in_and_ends_one() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        let phone = "Mozilla/5.0 (Linux; Android 14; SM-X210) AppleWebKit/537.36 Chrome/128.0 Safari/537.36";
        let mut tokens = Vec::new();
        let mut tx = garage.begin().await;
        for address in ["203.0.113.77", "192.168.1.30", "192.0.2.250"] {
            tokens.push(sessions::start(&mut tx, garage.staff[0], phone, address).await.unwrap());
        }
        tx.commit().await.unwrap();
        let page = marc.get("/account").await.is(200).sees("main", "Chrome, Android");
        for place in ["Autre réseau, 203.0.113.0/24", "Réseau du garage", "Même réseau qu’ici"] {
            page.texts("main li").iter().find(|text| text.contains(place)).unwrap_or_else(|| panic!("no {place}"));
        }
        let held: Vec<Vec<u8>> = sqlx::query_scalar("select network_sealed from sessions where user_id = $1")
            .bind(garage.staff[0].0)
            .fetch_all(&garage.town.admin)
            .await
            .unwrap();
        assert!(held.iter().all(|sealed| !String::from_utf8_lossy(sealed).contains("203.0")), "sealed");

        let end = page.attributes("form[action^='/account/sessions/']", "action").remove(0);
        marc.post(&end, &[]).await.is(200).sees("main", "devra entrer de nouveau");
        marc.post(&end, &[YES]).await.leads();
        let mut alive = 0;
        for token in &tokens {
            alive += usize::from(is_in(&mut garage.visitor().with_cookie("session", token)).await);
        }
        assert_eq!(alive, 2);
        assert!(is_in(&mut marc).await);
        // Nobody ends a colleague's.
        let mut karim = garage.karim().await;
        let left = marc.get("/account").await.attributes("form[action^='/account/sessions/']", "action").remove(0);
        karim.get("/account").await.is(200);
        karim.post(&left, &[YES]).await.is(404);
    });
}

#[test]
fn another_device_is_told_by_mail_and_the_first_is_not() {
    run(async {
        let (garage, letters) = (Garage::open().await, Letters::open().await);
        let mut desk = garage.visitor();
        sign_in(&mut desk, &[]).await;
        desk.get("/account").await.is(200);
        desk.post("/sign-out", &[]).await.leads();
        sign_in(&mut desk, &[]).await;
        assert!(letters.to(&garage, MARC).await.is_empty(), "the same browser is known");
        sign_in(&mut garage.visitor(), &[]).await;
        let told = letters.to(&garage, MARC).await;
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].subject, "Nouvel appareil sur votre compte chez Garage Martin");
        assert!(told[0].text.contains("/links/new?kind=password"), "{}", told[0].text);
    });
}
