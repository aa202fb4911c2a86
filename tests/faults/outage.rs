//! Postgres stopped for a while and started again, under a program that goes on.

use std::time::{Duration, Instant};

use crm::contacts;
use futures::future::join_all;

use crate::support::{PACE, Village, at_work, run, until, works};

#[test]
fn while_postgres_is_away_pages_say_so_and_then_go_on() {
    run(async {
        let village = Village::new();
        let visit = village.visit().await;
        let (town, garage) = (visit.town, visit.garage().await);
        let runner = at_work(town, PACE, works(town));
        let mut marc = garage.marc().await;
        marc.get("/contacts/new").await.is(200);
        let form = marc.form("/contacts", &[("last_name", "Durand"), ("email", "durand@client.test")]);
        visit.stop_postgres().await;

        // Somebody who is signed in, a visitor, a form; all at once, since each waits a few seconds for Postgres to come back.
        let asked = Instant::now();
        let (mut page, mut english, mut sending) = (marc.clone(), garage.visitor(), marc.clone());
        english.languages = "en-GB,en;q=0.9".into();
        let (page, english, sent) =
            futures::join!(page.get("/contacts"), english.get("/a/0123"), sending.post_form("/contacts", &form));
        assert!(asked.elapsed() < Duration::from_secs(15), "{:?}", asked.elapsed());
        page.is(503).sees("main", "La base de données redémarre").does_not_see("main", "sqlx");
        english.is(503).sees("main", "The database");
        sent.is(503).sees("main", "ce que vous avez écrit est gardé");
        let mut visitor = garage.visitor();
        visitor.get("/readyz").await.is(503);
        visitor.get("/healthz").await.is(200);

        let visit = village.visit().await;
        until("the page is back", || async { marc.clone().get("/contacts").await.status.as_u16() == 200 }).await;
        // Eight at once: every connection of the pool was lost, and none is met again.
        let pages = join_all((0..8).map(|_| async { marc.clone().get("/contacts").await.status.as_u16() })).await;
        assert_eq!(pages, [200; 8]);
        // What was typed is sent again, as it was: once.
        marc.post_form("/contacts", &form).await.leads();
        marc.post_form("/contacts", &form).await.leads();
        assert_eq!(contacts::count(&mut garage.begin().await).await.unwrap(), 1);
        // And jobs are done again.
        let contact = garage.contact().await;
        let invoice = garage.sealed(contact, None, "240").await;
        until("the PDF", || async { crm::invoices::get(&mut garage.begin().await, invoice).await.unwrap().has_pdf() })
            .await;
        runner.stop(Duration::from_secs(10)).await;
        visit.leave().await;
        village.tidy();
    });
}
