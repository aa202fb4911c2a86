//! Who works here, and what they may do.

use crm::{policy::Role, users};

use crate::support::{Garage, YES, run};

async fn role_of(garage: &Garage, n: usize) -> Role {
    users::get(&mut garage.begin().await, garage.staff[n]).await.unwrap().role
}

#[test]
fn a_colleagues_role_changes_what_he_may_do_at_once() {
    run(async {
        let garage = Garage::open().await;
        let (mut marc, mut karim) = (garage.marc().await, garage.karim().await);
        karim.get("/contacts/new").await.is(403);
        let page = format!("/settings/team/{}", garage.staff[2]);
        marc.get("/settings/team").await.is(200).sees(&format!("a[href='{page}']"), "Karim Haddad");
        marc.get(&page).await.is(200).sees("h1", "Karim Haddad");
        assert_eq!(marc.post(&page, &[("role", "manager")]).await.leads(), "/settings/team");
        // Who may more than before proves who he is.
        assert!(karim.get("/contacts/new").await.leads().starts_with("/sign-in"));
        let mut karim = garage.karim().await;
        karim.get("/contacts/new").await.is(200);
        // Who may less goes on, and may less.
        marc.get(&page).await.is(200);
        marc.post(&page, &[("role", "mechanic")]).await.leads();
        karim.get("/contacts/new").await.is(403);
        karim.get("/repair-orders").await.is(200);
        marc.get(&page).await.is(200);
        marc.post(&page, &[("role", "manager")]).await.leads();
        // Nobody becomes a program or a job by a form.
        marc.get(&page).await.is(200);
        marc.post(&page, &[("role", "system")]).await.is(422).refuses("role");
        assert_eq!(role_of(&garage, 2).await, Role::Manager);
    });
}

#[test]
fn a_garage_keeps_an_owner() {
    run(async {
        let garage = Garage::open().await;
        let (mut marc, me) = (garage.marc().await, format!("/settings/team/{}", garage.staff[0]));
        marc.get(&me).await.is(200);
        marc.post(&me, &[("role", "manager")]).await.is(422).refuses("role").sees("main", "dernier responsable");
        marc.post(&format!("{me}/delete"), &[YES]).await.is(409).sees("main", "dernier responsable");
        assert_eq!(role_of(&garage, 0).await, Role::Owner);
        // With a second owner, the first may step back.
        let hers = format!("/settings/team/{}", garage.staff[1]);
        marc.get(&hers).await.is(200);
        marc.post(&hers, &[("role", "owner")]).await.leads();
        marc.get(&me).await.is(200);
        assert_eq!(marc.post(&me, &[("role", "manager")]).await.leads(), "/account");
        marc.get("/settings/team").await.is(403);
    });
}

/// Each takes the other's role away at the same moment: one is too late.
#[test]
fn two_owners_do_not_demote_each_other() {
    run(async {
        let garage = Garage::open().await;
        let mut tx = garage.begin().await;
        users::set_role(&mut tx, garage.staff[1], "owner", 1).await.unwrap();
        tx.commit().await.unwrap();
        let demote = async |n: usize| {
            let mut tx = garage.begin().await;
            let version = users::get(&mut tx, garage.staff[n]).await?.version;
            users::set_role(&mut tx, garage.staff[n], "user", version).await?;
            tx.commit().await
        };
        let (first, second) = futures::join!(demote(0), demote(1));
        assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    });
}

#[test]
fn who_leaves_is_signed_out_and_may_not_come_back() {
    run(async {
        let garage = Garage::open().await;
        let (mut marc, mut sophia) = (garage.marc().await, garage.sophia().await);
        sophia.get("/contacts").await.is(200);
        let page = format!("/settings/team/{}", garage.staff[1]);
        marc.get(&page).await.is(200);
        marc.post(&format!("{page}/delete"), &[]).await.is(200).sees("main", "déconnectée partout");
        sophia.get("/contacts").await.is(200);
        marc.post(&format!("{page}/delete"), &[]).await.leads();
        assert!(sophia.get("/contacts").await.leads().starts_with("/sign-in"));
        let mut visitor = garage.visitor();
        visitor.get("/sign-in").await.is(200);
        let hers = [("email", "sophia@garage.test"), ("password", crate::support::PASSWORD)];
        visitor.post("/sign-in", &hers).await.is(422);
        // The page of who left offers to invite her back, with a role; the password of before is worth nothing.
        marc.get(&page).await.is(200).sees("main", "n’a plus accès");
        let (first, second) = marc.post_twice(&format!("{page}/return"), &[("role", "mechanic")]).await;
        assert_eq!((first.leads(), second.leads()), (page.clone(), page.clone()));
        assert_eq!(role_of(&garage, 1).await, Role::Mechanic);
        visitor.get("/sign-in").await.is(200);
        visitor.post("/sign-in", &hers).await.is(422);
        let mut tx = garage.begin().await;
        assert!(crm::invitations::is_pending(&mut tx, garage.staff[1]).await.unwrap());
    });
}

/// Her address was given to another meanwhile.
#[test]
fn who_comes_back_does_not_take_an_address_that_is_taken() {
    run(async {
        let garage = Garage::open().await;
        let mut tx = garage.begin().await;
        users::remove(&mut tx, garage.staff[1]).await.unwrap();
        let hash = crm::password::hash(crate::support::PASSWORD, crm::password::Cost::Tests).unwrap();
        let email = crm::reach::Email::parse("sophia@garage.test").unwrap();
        let other = users::NewUser {
            name: "Sophie".into(),
            email,
            post: Role::User.into(),
            lang: crm::Lang::Fr,
            password_hash: hash,
        };
        users::create(&mut tx, &other).await.unwrap();
        tx.commit().await.unwrap();
        let (mut marc, page) = (garage.marc().await, format!("/settings/team/{}", garage.staff[1]));
        marc.get(&page).await.is(200);
        let again = [("role", "user"), ("password", "Une-clef-de-13")];
        marc.post(&format!("{page}/return"), &again).await.is(422).sees("main", "déjà");
    });
}

#[test]
fn a_role_of_the_garages_own_is_made_given_changed_and_kept_while_held() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        marc.get("/settings/roles/new").await.is(200);
        marc.post("/settings/roles", &[("name", "")]).await.is(422).refuses("name").refuses("permissions");
        // What it needs besides comes with it.
        marc.get("/settings/roles/new").await.is(200);
        marc.post("/settings/roles", &[("name", "Magasin"), ("permissions", "packages:write")]).await.leads();
        let role = marc.get("/settings/roles").await.is(200).sees("th", "Magasin");
        let role = role.attributes("main a[href*='/settings/roles/0']", "href").remove(0);
        let ticked = marc.get(&role).await.is(200).attributes("input[name='permissions'][checked]", "value");
        assert_eq!(ticked, ["packages:read", "packages:write"]);
        marc.get("/settings/roles/new").await.is(200);
        let twin = [("name", "magasin"), ("permissions", "quotes:read")];
        marc.post("/settings/roles", &twin).await.is(422).refuses("name");
        // Given.
        let (id, page) = (role.rsplit('/').next().unwrap().to_owned(), format!("/settings/team/{}", garage.staff[2]));
        marc.get(&page).await.is(200);
        marc.post(&page, &[("role", &id)]).await.leads();
        marc.get("/settings/team").await.is(200).sees("main", "Magasin");
        let mut karim = garage.karim().await;
        karim.get("/packages/new").await.is(200);
        karim.get("/contacts").await.is(403);
        karim.get("/").await.is(200).does_not_see("nav a", "Clients");
        // A role that gains something: who has it proves who he is. One that loses something: from the next page on.
        marc.get(&role).await.is(200);
        marc.post(&role, &[("permissions", "packages:read")]).await.leads();
        karim.get("/packages/new").await.is(403);
        marc.get(&role).await.is(200);
        marc.post(&role, &[("permissions", "invoices:read")]).await.leads();
        assert!(karim.get("/packages").await.leads().starts_with("/sign-in"));
        // Held, it stays.
        marc.get(&role).await.is(200);
        marc.post(&format!("{role}/delete"), &[YES]).await.is(409).sees("main", "Des collègues ont ce rôle");
        marc.get(&page).await.is(200);
        marc.post(&page, &[("role", "user")]).await.leads();
        marc.get(&role).await.is(200);
        assert_eq!(marc.post(&format!("{role}/delete"), &[YES]).await.leads(), "/settings/roles");
        marc.get(&role).await.is(404);
    });
}

/// What is the owner's is in no role of the garage's own, however the form is written; nor is another garage's role given.
#[test]
fn nobody_makes_or_gets_a_role_that_may_too_much() {
    run(async {
        let (garage, other) = (Garage::open().await, Garage::open().await);
        let mut marc = garage.marc().await;
        for owners in ["team:write", "settings:write", "tokens:write", "journal:read"] {
            marc.get("/settings/roles/new").await.is(200);
            marc.post("/settings/roles", &[("name", "Chef"), ("permissions", owners)])
                .await
                .is(422)
                .refuses("permissions");
        }
        let (theirs, _) = other.rules().await;
        let page = format!("/settings/team/{}", garage.staff[2]);
        marc.get(&page).await.is(200);
        marc.post(&page, &[("role", &theirs.to_string())]).await.is(422).refuses("role");
        // A manager who reached the function all the same gives no more than she has, not even to herself.
        let sophia = crm::Cx {
            actor: crm::Actor::User(garage.staff[1]),
            role: Role::Manager,
            rights: Role::Manager.rights(),
            ..garage.cx()
        };
        for who in [garage.staff[1], garage.staff[2]] {
            let mut tx = garage.town.db.begin(&sophia).await.unwrap();
            let refused = users::set_role(&mut tx, who, "owner", 1).await;
            assert!(matches!(refused, Err(crm::Error::Invalid(_))), "{refused:?}");
        }
    });
}
