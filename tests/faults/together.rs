//! Two people on one thing.

use crm::{document::LineKind, quotes};

use crate::support::{Garage, run};

#[test]
fn who_saves_a_quote_second_is_told_and_keeps_what_was_typed() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let quote = garage.quote(contact, None, &[("Vidange", "119,40")]).await;
        let path = format!("/quotes/{quote}");
        let (mut marc, mut sophia) = (garage.marc().await, garage.sophia().await);
        marc.get(&path).await.is(200);
        sophia.get(&path).await.is(200);
        let label = |page: &crate::support::Answer| {
            let names = page.attributes("[name^='lines-'][name$='-what']", "name");
            names.first().cloned().unwrap()
        };
        let line = label(&marc.get(&path).await);
        sophia.post(&path, &[(&line, "Vidange et filtre"), ("then", "save")]).await.leads();
        let stale = marc
            .post(&path, &[(&line, "Vidange longue durée"), ("note", "À rappeler"), ("then", "save")])
            .await
            .is(409);
        assert_eq!((stale.value(&line), stale.value("note")), ("Vidange longue durée".into(), "À rappeler".into()));
        let stale = stale.sees("main", "Quelqu’un d’autre vient de modifier");
        assert!(stale.html().contains("lang=\"fr\""));
        let labels = async || {
            let quote = quotes::get(&mut garage.begin().await, quote).await.unwrap();
            quote.lines.into_iter().map(|line| line.is.label).collect::<Vec<_>>()
        };
        assert_eq!(labels().await, ["Vidange et filtre"], "hers is not overwritten unseen");
        // Seen, and sent again.
        marc.post(&path, &[("then", "save")]).await.leads();
        assert_eq!(labels().await, ["Vidange longue durée"]);
        assert_eq!(quotes::get(&mut garage.begin().await, quote).await.unwrap().note, "À rappeler");
    });
}

/// Sophia sends it while Marc still writes: nothing that left changes, and he is told.
#[test]
fn what_was_sent_meanwhile_no_longer_changes() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let quote = garage.quote(contact, None, &[("Vidange", "119,40")]).await;
        let path = format!("/quotes/{quote}");
        let (mut marc, mut sophia) = (garage.marc().await, garage.sophia().await);
        marc.get(&path).await.is(200);
        sophia.get(&path).await.is(200);
        sophia.post(&path, &[("then", "send")]).await.leads();
        marc.post(&path, &[("note", "Trop tard"), ("then", "save")]).await.is(409).sees("main", "déjà été envoyé");
        let sent = quotes::get(&mut garage.begin().await, quote).await.unwrap();
        assert_eq!((sent.note.as_str(), sent.lines[0].is.kind), ("", LineKind::Part));
    });
}
