//! Links that prove an e-mail: come in without a password, choose one, change one's address.

use crm::{
    Cx,
    links::{self, LinkKind},
    users,
};

use crate::support::{Answer, Client, Garage, Letters, PASSWORD, run};

const MARC: &str = "marc@garage.test";
const NEW_PASSWORD: &str = "Trois-bougies-7";

/// Asks for a link as the page does.
async fn ask(browser: &mut Client, kind: &str, email: &str) -> Answer {
    browser.get(&format!("/links/new?kind={kind}")).await.is(200);
    browser.post("/links", &[("email", email)]).await
}

async fn is_in(browser: &mut Client) -> bool {
    browser.get("/contacts").await.status == 200
}

/// The link of the only one that serves.
async fn link_of(garage: &Garage, n: usize, kind: LinkKind) -> String {
    let mut tx = garage.begin().await;
    let link = links::newest(&mut tx, garage.staff[n], kind).await.unwrap().expect("a link");
    format!("/links/{}", links::token(&mut tx, link.id).await.unwrap())
}

#[test]
fn a_link_by_mail_lets_in_once() {
    run(async {
        let (garage, letters) = (Garage::open().await, Letters::open().await);
        let mut browser = garage.visitor();
        browser.get("/links/new?next=%2Fvehicles").await.is(200);
        let sent = browser.post("/links", &[("email", "Marc@Garage.test")]).await.leads();
        let with_mail =
            web::Settings { smtp_url: Some("smtp://127.0.0.1:9".into()), ..crate::support::Town::settings() };
        let mut told = browser.clone().at(garage.with(with_mail).site);
        told.get(&sent).await.is(200).sees("main", "un lien vient de partir");
        browser.get(&sent).await.is(200).sees("main", "n’envoie pas d’e-mails");
        let got = letters.to(&garage, MARC).await;
        let [letter] = &got[..] else { panic!("{got:?}") };
        assert_eq!(letter.subject, "Votre lien pour entrer chez Garage Martin");
        let path = letter.path();
        // A program that looks at letters opens it, twice: nobody is in, and it still serves.
        for _ in 0..2 {
            garage.visitor().get(&path).await.is(200);
        }
        browser.get(&path).await.is(200).sees("main", "Marc Lefèvre").does_not_see("main", "autre appareil");
        assert!(!browser.cookies.contains_key("session"));
        assert_eq!(browser.post(&path, &[]).await.leads(), "/vehicles");
        assert!(is_in(&mut browser).await);
        // Used: for anybody the page that offers a new one.
        let mut other = garage.visitor();
        other.get(&path).await.is(404).sees("main", "ne sert plus").sees("a", "Recevoir un lien pour entrer");
        other.get("/sign-in").await.is(200);
        other.post(&path, &[]).await.is(404).sees("main", "ne sert plus");
        assert!(!is_in(&mut other).await);
    });
}

#[test]
fn another_browser_is_told_so_before_it_enters() {
    run(async {
        let garage = Garage::open().await;
        ask(&mut garage.visitor(), "sign_in", MARC).await.leads();
        let path = link_of(&garage, 0, LinkKind::SignIn).await;
        let mut phone = garage.visitor();
        phone.get(&path).await.is(200).sees("main", "demandé depuis un autre appareil");
        assert!(!is_in(&mut phone).await);
        phone.get(&path).await.is(200);
        phone.post(&path, &[]).await.leads();
        assert!(is_in(&mut phone).await);
    });
}

/// Two clicks in two browsers at the same moment, many times: one is in, the other is told that it was used.
#[test]
fn of_two_who_redeem_a_link_at_once_one_is_in() {
    run(async {
        for _ in 0..12 {
            let garage = Garage::open().await;
            ask(&mut garage.visitor(), "sign_in", MARC).await.leads();
            let path = link_of(&garage, 0, LinkKind::SignIn).await;
            let mut browsers: Vec<Client> = (0..4).map(|_| garage.visitor()).collect();
            for browser in &mut browsers {
                browser.get(&path).await.is(200);
            }
            let tries = browsers.iter_mut().map(|browser| browser.post(&path, &[]));
            let mut statuses: Vec<u16> =
                futures::future::join_all(tries).await.iter().map(|answer| answer.status.as_u16()).collect();
            statuses.sort_unstable();
            assert_eq!(statuses, [303, 404, 404, 404]);
            let sessions = browsers.iter().filter(|browser| browser.cookies.contains_key("session")).count();
            assert_eq!(sessions, 1);
        }
    });
}

#[test]
fn a_link_lasts_a_quarter_of_an_hour_and_serves_its_own_garage() {
    run(async {
        let (garage, other) = (Garage::open().await, Garage::open().await);
        ask(&mut garage.visitor(), "sign_in", MARC).await.leads();
        let path = link_of(&garage, 0, LinkKind::SignIn).await;
        let gone = garage.visitor().get("/links/00000000000000000000000000000000").await.is(404).texts("main");
        assert_eq!(other.visitor().get(&path).await.is(404).texts("main"), gone);
        let late = garage.at(|| crm::cx::now() + chrono::TimeDelta::minutes(16));
        assert_eq!(late.visitor().get(&path).await.is(404).texts("main"), gone);
        let nearly = garage.at(|| crm::cx::now() + chrono::TimeDelta::minutes(14));
        nearly.visitor().get(&path).await.is(200);
        // A colleague who left meanwhile has none.
        let mut tx = garage.begin().await;
        users::set_role(&mut tx, garage.staff[1], "owner", 1).await.unwrap();
        users::remove(&mut tx, garage.staff[0]).await.unwrap();
        tx.commit().await.unwrap();
        garage.visitor().get(&path).await.is(404);
    });
}

#[test]
fn nobody_is_led_elsewhere_by_a_link() {
    run(async {
        let garage = Garage::open().await;
        let mut browser = garage.visitor();
        browser.get("/links/new?next=https%3A%2F%2Fevil.test").await.is(200);
        browser.post("/links", &[("email", MARC), ("next", "//evil.test")]).await.leads();
        let path = link_of(&garage, 0, LinkKind::SignIn).await;
        browser.get(&path).await.is(200);
        assert_eq!(browser.post(&path, &[]).await.leads(), "/");
    });
}

#[test]
fn a_forgotten_password_is_chosen_anew_and_ends_what_was_open() {
    run(async {
        let (garage, letters) = (Garage::open().await, Letters::open().await);
        let mut thief = garage.marc().await;
        assert!(is_in(&mut thief).await);
        let mut browser = garage.visitor();
        ask(&mut browser, "password", MARC).await.leads();
        let first = letters.to(&garage, MARC).await.remove(0).path();
        ask(&mut browser, "sign_in", MARC).await.leads();
        let magic = link_of(&garage, 0, LinkKind::SignIn).await;
        // The policy holds here too, and nothing is used up by a password it refuses.
        for weak in ["court", "Motdepasse2026!", "Garage-Martin-12", "Marc-Lefèvre-12"] {
            browser.get(&first).await.is(200);
            browser.post(&first, &[("password", weak)]).await.is(422).refuses("password");
        }
        assert_eq!(browser.post(&first, &[("password", NEW_PASSWORD)]).await.leads(), "/");
        assert!(is_in(&mut browser).await && !is_in(&mut thief).await);
        garage.visitor().get(&magic).await.is(404);
        garage.visitor().get(&first).await.is(404);
        let got = letters.to(&garage, MARC).await;
        let told = got.iter().find(|letter| letter.subject.contains("mot de passe a changé")).expect("he is told");
        assert!(told.text.contains("Vos autres appareils sont déconnectés") && told.text.contains("/links/new"));
        // The new one is good, the old one is not.
        let mut visitor = garage.visitor();
        visitor.get("/sign-in").await.is(200);
        visitor.post("/sign-in", &[("email", MARC), ("password", PASSWORD)]).await.is(422);
        visitor.post("/sign-in", &[("email", MARC), ("password", NEW_PASSWORD)]).await.leads();
    });
}

#[test]
fn who_never_had_a_password_chooses_one_by_link() {
    run(async {
        let garage = Garage::open().await;
        let never = format!(
            "set app.current_tenant = '{}'; update users set password_hash = null where id = '{}';
             reset app.current_tenant",
            garage.tenant, garage.staff[2]
        );
        sqlx::raw_sql(sqlx::AssertSqlSafe(never)).execute(&garage.town.admin).await.unwrap();
        let mut karim = garage.karim().await;
        karim.get("/account").await.is(200).sees("main", "Vous entrez sans mot de passe");
        karim.post("/account/password-link", &[]).await.leads();
        let path = link_of(&garage, 2, LinkKind::Password).await;
        karim.get(&path).await.is(200);
        karim.post(&path, &[("password", NEW_PASSWORD)]).await.leads();
        assert!(is_in(&mut karim).await);
        karim.get("/account").await.is(200).does_not_see("main", "Vous entrez sans mot de passe");
    });
}

/// The new address is written to and counts when its link is opened; the old one is told.
#[test]
fn an_address_changes_when_the_new_one_answers() {
    run(async {
        let (garage, letters) = (Garage::open().await, Letters::open().await);
        let mut karim = garage.karim().await;
        let new = format!("karim-{}@ailleurs.test", garage.tenant);
        karim.get("/account").await.is(200);
        let to = |email: &str, password: &str| [("email", email.to_owned()), ("email_password", password.to_owned())];
        let typed = to(&new, "faux");
        let typed: Vec<(&str, &str)> = typed.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let again = karim.post("/account/email", &typed).await.is(422).refuses("email_password");
        assert_eq!(again.value("email"), new, "what was typed is kept");
        karim.post("/account/email", &[("email", MARC), ("email_password", PASSWORD)]).await.is(422).refuses("email");
        let asked = karim.post("/account/email", &[("email", &new), ("email_password", PASSWORD)]).await.leads();
        karim.get(&asked).await.is(200).sees("main", &new);
        let path = letters.to(&garage, &new).await.remove(0).path();
        let email = async || users::get(&mut garage.begin().await, garage.staff[2]).await.unwrap().email;
        assert_eq!(email().await, "karim@garage.test", "not before it is confirmed");
        garage.visitor().get(&path).await.is(200).sees("main", &new);
        assert_eq!(email().await, "karim@garage.test", "opening changes nothing");
        // A link that went to the old address dies with it.
        ask(&mut garage.visitor(), "password", "karim@garage.test").await.leads();
        let old_link = link_of(&garage, 2, LinkKind::Password).await;
        karim.get(&path).await.is(200);
        assert_eq!(karim.post(&path, &[]).await.leads(), "/account?email-changed");
        assert_eq!(email().await, new);
        garage.visitor().get(&old_link).await.is(404);
        let told = letters.to(&garage, "karim@garage.test").await;
        assert!(told.iter().any(|letter| letter.subject == "Votre adresse a changé chez Garage Martin"), "{told:?}");
    });
}

#[test]
fn an_address_that_a_colleague_took_meanwhile_is_not_taken_twice() {
    run(async {
        let garage = Garage::open().await;
        let mut karim = garage.karim().await;
        karim.get("/account").await.is(200);
        let typed = [("email", "bureau@garage.test"), ("email_password", PASSWORD)];
        karim.post("/account/email", &typed).await.leads();
        let path = link_of(&garage, 2, LinkKind::Email).await;
        let mut tx = garage.begin().await;
        let email = crm::reach::Email::parse("bureau@garage.test").unwrap();
        users::set_email(&mut tx, garage.staff[1], &email).await.unwrap();
        tx.commit().await.unwrap();
        karim.get(&path).await.is(200);
        karim.post(&path, &[]).await.is(409).sees("main", "Cette adresse est prise");
    });
}

/// Nobody's mailbox is filled by others, and the refusal says nothing of whether the account exists.
#[test]
fn the_fourth_letter_in_a_quarter_of_an_hour_waits() {
    run(async {
        let garage = Garage::open().await;
        let mut says = Vec::new();
        for email in [MARC, "personne@garage.test"] {
            let mut browser = garage.visitor();
            for kind in ["sign_in", "password", "sign_in"] {
                ask(&mut browser, kind, email).await.leads();
            }
            let refused = ask(&mut garage.visitor(), "sign_in", email).await.is(429);
            assert!(refused.header("retry-after").parse::<u32>().unwrap() >= 60);
            says.push(refused.texts("main [role=alert]"));
        }
        assert_eq!(says[0], says[1]);
        assert_eq!(garage.jobs().await.iter().filter(|kind| **kind == "send_link").count(), 6);
    });
}

/// `visioncrm link`, on the machine: the last owner forgot his password and there is no mail server.
#[test]
fn who_is_locked_out_gets_a_link_on_the_machine() {
    run(async {
        let garage = Garage::open().await;
        let (settings, town) = (crate::support::Town::settings(), garage.town);
        let make =
            async |email: &str, garage: &str| web::commands::link::make(&town.db, &settings, email, Some(garage)).await;
        assert!(make("personne@garage.test", &garage.subdomain).await.is_err());
        assert!(make(MARC, "aucun-garage").await.is_err());
        let link = make(MARC, &garage.subdomain).await.unwrap();
        let path = link.strip_prefix(&settings.garage_url(&garage.subdomain)).unwrap();
        let mut marc = garage.visitor();
        marc.get(path).await.is(200).sees("main", MARC);
        marc.post(path, &[("password", NEW_PASSWORD)]).await.leads();
        assert!(is_in(&mut marc).await);
    });
}

/// Neither the owner nor a manager reads a colleague's letter, before it leaves, after, or when it cannot leave.
#[test]
fn a_colleagues_link_is_read_by_nobody_else() {
    run(async {
        let (garage, letters) = (Garage::open().await, Letters::open().await);
        ask(&mut garage.visitor(), "sign_in", "karim@garage.test").await.leads();
        let secret = link_of(&garage, 2, LinkKind::SignIn).await;
        let marc = garage.marc().await;
        let nobody_reads = async || {
            let mut marc = marc.clone();
            let outbox = marc.get("/messages").await.is(200).sees("main", "karim@garage.test");
            let message = outbox.attributes("main a[href^='/messages/']", "href").remove(0);
            let page = marc.get(&message).await.is(200).sees("main", "lui seul le lit");
            assert!(!page.html().contains(&secret));
            assert!(page.attributes("form", "action").iter().all(|action| !action.ends_with("/send")));
            marc.get(&format!("{message}/body")).await.is(404);
            marc.post(&format!("{message}/send"), &[]).await.is(409);
        };
        // Written, not yet sent.
        let written = garage.clone();
        let cx = Cx { ..written.cx() };
        let envelope = crm::queue::Envelope {
            tenant: garage.tenant,
            actor: cx.actor,
            lang: cx.lang,
            trace: 0,
            job: crm::queue::Job::SendLink {
                link: links::newest(&mut garage.begin().await, garage.staff[2], LinkKind::SignIn)
                    .await
                    .unwrap()
                    .unwrap()
                    .id,
            },
        };
        jobs::run(&garage.works(), envelope, true).await.unwrap();
        nobody_reads().await;
        assert_eq!(letters.to(&garage, "karim@garage.test").await[0].path(), secret);
        nobody_reads().await;
        let left: i64 = sqlx::query_scalar(
            "select count(*) from messages where tenant_id = $1 and kind = 'account' and length(body_sealed) > 0",
        )
        .bind(garage.tenant.0)
        .fetch_one(&garage.town.admin)
        .await
        .unwrap();
        assert_eq!(left, 0, "what has left is erased");
    });
}
