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
        marc.get(&page).await.is(404);
    });
}
