//! Colleagues who are invited: a letter, a link that serves once, a password of their own.

use crm::ids::UserId;

use crate::support::{Client, Garage, Letters, PASSWORD, YES, run};

const ZOE: &str = "zoe@garage.test";
const HERS: &str = "Trois-bougies-7";

/// Marc invites Zoé; gives the path of her page.
async fn invite(marc: &mut Client) -> String {
    marc.get("/settings/team").await.is(200);
    let typed = [("name", "Zoé Petit"), ("email", ZOE), ("role", "manager")];
    marc.post("/settings/team", &typed).await.leads()
}

#[test]
fn who_is_invited_chooses_a_password_and_is_in() {
    run(async {
        let (garage, letters) = (Garage::open().await, Letters::open().await);
        let mut marc = garage.marc().await;
        invite(&mut marc).await;
        marc.get("/settings/team").await.is(200).sees(".badge", "Invité");
        let letter = letters.to(&garage, ZOE).await.remove(0);
        assert_eq!(letter.subject, "Garage Martin vous invite");
        let path = letter.path();
        let mut zoe = garage.visitor();
        zoe.get(&path).await.is(200).sees("h1", "Bienvenue chez Garage Martin").sees("main", ZOE);
        zoe.post(&path, &[("password", "Zoé-Petit-2026")]).await.is(422).refuses("password");
        assert_eq!(zoe.post(&path, &[("password", HERS)]).await.leads(), "/");
        zoe.get("/contacts/new").await.is(200);
        garage.visitor().get(&path).await.is(404);
        marc.get("/settings/team").await.is(200).does_not_see(".badge", "Invité");
        let mut again = garage.visitor();
        again.get("/sign-in").await.is(200);
        again.post("/sign-in", &[("email", ZOE), ("password", HERS)]).await.leads();
    });
}

/// Without a mail server the owner hands the link over; some minutes later it is shown to nobody.
#[test]
fn the_link_is_shown_to_who_made_it_for_some_minutes() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        let page = invite(&mut marc).await;
        let link = marc.get(&page).await.is(200).value("link");
        let (_, path) = link.split_once("8080").expect("an address");
        garage.visitor().get(path).await.is(200).sees("main", "Zoé Petit");
        let later = garage.at(|| crm::cx::now() + chrono::TimeDelta::minutes(11));
        assert_eq!(later.marc().await.get(&page).await.is(200).value("link"), "");
        // Another one ends the first.
        marc.get(&page).await.is(200);
        marc.post(&format!("{page}/link"), &[]).await.leads();
        assert_ne!(marc.get(&page).await.is(200).value("link"), link);
        garage.visitor().get(path).await.is(404);
        // Of a colleague who comes in by herself, only the owner sees one, and only where no letter leaves.
        let sophia = format!("/settings/team/{}", garage.staff[1]);
        marc.get(&sophia).await.is(200);
        marc.post(&format!("{sophia}/link"), &[]).await.leads();
        assert!(marc.get(&sophia).await.is(200).value("link").contains("/links/"));
        let with_mail = garage
            .with(web::Settings { smtp_url: Some("smtp://127.0.0.1:9".into()), ..crate::support::Town::settings() });
        assert_eq!(with_mail.marc().await.get(&sophia).await.is(200).value("link"), "");
        // Nor one that she asked for herself.
        let mut asking = garage.visitor();
        asking.get("/links/new?kind=password").await.is(200);
        asking.post("/links", &[("email", "sophia@garage.test")]).await.leads();
        assert_eq!(marc.get(&sophia).await.is(200).value("link"), "");
    });
}

#[test]
fn an_invitation_is_withdrawn_and_one_that_is_over_is_renewed() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        let page = invite(&mut marc).await;
        let old = marc.get(&page).await.is(200).value("link");
        let (_, path) = old.split_once("8080").expect("an address");
        let later = garage.at(|| crm::cx::now() + chrono::TimeDelta::days(8));
        later.visitor().get(path).await.is(404);
        let mut then = later.marc().await;
        then.get("/settings/team").await.is(200).sees(".badge", "Invitation expirée");
        then.get(&page).await.is(200);
        then.post(&format!("{page}/link"), &[]).await.leads();
        let new = then.get(&page).await.is(200).value("link");
        let (_, path) = new.split_once("8080").expect("an address");
        later.visitor().get(path).await.is(200);
        then.post(&format!("{page}/delete"), &[]).await.is(200).sees("main", "Le lien ne servira plus");
        then.post(&format!("{page}/delete"), &[YES]).await.leads();
        later.visitor().get(path).await.is(404);
        then.get(&page).await.is(404);
        // The address is free again.
        then.get("/settings/team").await.is(200);
        let typed = [("name", "Zoé Petit"), ("email", ZOE), ("role", "user")];
        then.post("/settings/team", &typed).await.leads();
    });
}

#[test]
fn an_invitation_wants_a_name_an_address_of_nobody_and_a_role() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        marc.get("/settings/team").await.is(200);
        let typed = [("name", ""), ("email", "zoe"), ("role", "system")];
        let answer = marc.post("/settings/team", &typed).await.is(422).refuses("name").refuses("email").refuses("role");
        assert_eq!(answer.value("email"), "zoe");
        let taken = [("name", "Zoé"), ("email", "Sophia@garage.test"), ("role", "user")];
        marc.post("/settings/team", &taken).await.is(422).refuses("email");
        assert!(garage.jobs().await.is_empty());
    });
}

/// Before coming there is no password that could be guessed, and letters to one address are few.
#[test]
fn who_has_not_come_cannot_be_signed_in_and_is_not_flooded() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        let page = invite(&mut marc).await;
        let mut visitor = garage.visitor();
        visitor.get("/sign-in").await.is(200);
        for password in ["", PASSWORD] {
            visitor.post("/sign-in", &[("email", ZOE), ("password", password)]).await.is(422);
        }
        for _ in 0..2 {
            marc.get(&page).await.is(200);
            marc.post(&format!("{page}/link"), &[]).await.leads();
        }
        marc.get(&page).await.is(200);
        marc.post(&format!("{page}/link"), &[]).await.is(409).sees("main", "minutes");
        let id: UserId = page.rsplit('/').next().unwrap().parse().unwrap();
        let open: i64 = sqlx::query_scalar("select count(*) from links where user_id = $1 and used_at is null")
            .bind(id.0)
            .fetch_one(&garage.town.admin)
            .await
            .unwrap();
        assert_eq!(open, 1, "one link serves");
    });
}
