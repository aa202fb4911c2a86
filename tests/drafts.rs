//! Drafts: the editor of lines, invoices without a quote, and what is asked before anything that cannot be undone.

use crm::{
    garages,
    ids::{InvoiceId, QuoteId},
    invoices, packages, payments, quotes,
};

use crate::support::{Client, Garage, YES, run};

fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(path: &str) -> T {
    path.split(['?', '#']).next().unwrap().rsplit('/').next().unwrap().parse().unwrap()
}

#[test]
fn reference_and_particulars_of_a_line_are_written_in_the_editor() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let quote = garage.quote(contact, None, &[("Alternateur", "300"), ("Courroie", "40")]).await;
        let path = format!("/quotes/{quote}");
        let mut marc = garage.marc().await;
        marc.get(&path).await.is(200).sees(".line-more summary", "Détails");
        let typed = [
            ("lines-1-reference", "0986049190"),
            ("lines-1-details", "Échange standard\nConsigne comprise"),
            ("lines-1-operation", "Charge"),
            ("lines-2-operation", "Charge"),
            ("lines-2-unit", "metre"),
        ];
        marc.post(&path, &typed).await.leads();
        let page = marc.get(&path).await.is(200).sees(".line-said", "Réf. 0986049190 · Échange standard");
        assert_eq!(page.texts(".lines-operation"), ["Opération : Charge"]);
        let lines = quotes::get(&mut garage.begin().await, quote).await.unwrap().lines;
        assert_eq!(lines[0].is.details, "Échange standard\nConsigne comprise");
        assert_eq!((lines[1].is.unit.as_str(), lines[1].is.operation.as_str()), ("metre", "Charge"));
        // Too long: the fold comes back open, its error beside the field, named in the summary.
        let long = "9".repeat(61);
        let wrong =
            marc.post(&path, &[("lines-2-reference", long.as_str())]).await.is(422).refuses("lines-2-reference");
        assert_eq!(wrong.attributes("details.line-more[open]", "class").len(), 1);
        wrong.sees(".alert-bad a[href='#f-lines-2-reference']", "Ligne 2, Référence");
    });
}

/// Begins a direct invoice for a contact, by the page.
async fn begun(garage: &Garage, marc: &mut Client, package: &str) -> String {
    let contact = garage.contact().await;
    marc.get(&format!("/invoices/new?contact={contact}")).await.is(200).sees("main", "Dupont Jean");
    marc.post("/invoices", &[("package", package)]).await.leads()
}

#[test]
fn a_sale_at_the_counter_is_written_and_sealed_without_a_quote() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        let path = begun(&garage, &mut marc, "").await;
        marc.get(&path).await.is(200).sees("#missing", "au moins une ligne");
        let to = marc.post(&path, &[("then", "add:part")]).await.leads();
        marc.get(&to).await.is(200);
        let bulb = [("lines-1-what", "Ampoule H7"), ("lines-1-price", "12,90"), ("lines-1-quantity", "2")];
        // While one types, the server adds up and stores nothing.
        let form = marc.form(&path, &bulb);
        marc.post_form(&format!("{path}/totals"), &form).await.is(200).sees("dl", "25,80");
        marc.get(&to).await.is(200);
        marc.post(&path, &bulb).await.leads();
        marc.get(&path).await.is(200).sees(".totals-main", "25,80").sees(".alert-good", "Tout y est");

        // Sealing saves what was typed last; without JavaScript it is asked on a page, and nothing is lost by saying no.
        let asked = marc.post(&path, &[("then", "seal"), ("lines-1-price", "13")]).await.is(200);
        asked.sees("h1", "Sceller cette facture");
        let invoice: InvoiceId = id(&path);
        let draft = invoices::get(&mut garage.begin().await, invoice).await.unwrap();
        assert_eq!((draft.totals.gross.0, draft.is_draft()), (2_600, true));
        assert_eq!(marc.post(&format!("{path}/seal"), &[]).await.leads(), path);
        let sealed = invoices::get(&mut garage.begin().await, invoice).await.unwrap();
        assert_eq!((sealed.totals.gross.0, sealed.is_draft(), sealed.quote), (2_600, false, None));
        assert_eq!(garage.run_jobs().await, ["typeset_invoice", "deliver_invoice", "send_message"]);
        let page = marc.get(&path).await.is(200).sees(".sheet", "Ampoule H7");
        assert!(page.attributes("object", "data").contains(&format!("{path}/pdf")));
        // Sealed, its lines no longer change.
        marc.post(&path, &[&bulb[..], &[("version", "1"), ("entry", "ttc")]].concat()).await.is(409);
    });
}

#[test]
fn a_forfait_is_invoiced_directly_from_a_repair_order() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let vehicle = garage.vehicle(contact, "AB-123-CD").await;
        let order = garage.order(contact, vehicle).await;
        let mut tx = garage.begin().await;
        let of_garage = garages::get(&mut tx).await.unwrap();
        let full_service =
            packages::list(&mut tx, &of_garage).await.unwrap().into_iter().find(|p| p.code == "REV").unwrap();
        let mut marc = garage.marc().await;
        let page = marc.get(&format!("/repair-orders/{order}")).await.is(200);
        let link = format!("/invoices/new?order={order}");
        assert!(page.attributes("main a", "href").contains(&link), "no way to a direct invoice");
        marc.get(&link).await.is(200).sees("main", "AB-123-CD");
        let path = marc.post("/invoices", &[("package", &full_service.id.to_string())]).await.leads();
        let invoice = invoices::get(&mut tx, id(&path)).await.unwrap();
        assert_eq!(
            (invoice.repair_order, invoice.vehicle, invoice.totals.gross),
            (Some(order), Some(vehicle), full_service.gross)
        );
        marc.get(&path).await.is(200).sees(".lines-operation", "Révision générale");
    });
}

#[test]
fn what_a_customer_accepted_is_invoiced_as_it_was_accepted() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let draft = garage.draft(contact, None, "240").await;
        let path = format!("/invoices/{draft}");
        let mut marc = garage.marc().await;
        let page = marc.get(&path).await.is(200).sees(".sheet", "Plaquettes avant").sees(".totals-main", "240,00");
        assert!(page.attributes("[name^='lines-']", "name").is_empty());
        let typed = [("lines-1-what", "Autre chose"), ("lines-1-price", "1"), ("entry", "ttc"), ("note", "Merci")];
        marc.post(&path, &typed).await.leads();
        let kept = invoices::get(&mut garage.begin().await, draft).await.unwrap();
        assert_eq!(
            (kept.lines[0].is.label.as_str(), kept.totals.gross.0, kept.note.as_str()),
            ("Plaquettes avant", 24_000, "Merci")
        );
    });
}

#[test]
fn two_people_on_one_direct_invoice_lose_nothing() {
    run(async {
        let garage = Garage::open().await;
        let (mut marc, mut sophia) = (garage.marc().await, garage.sophia().await);
        let path = begun(&garage, &mut marc, "").await;
        marc.get(&format!("{path}?add=part")).await.is(200);
        sophia.get(&format!("{path}?add=part")).await.is(200);
        sophia.post(&path, &[("lines-1-what", "Huile"), ("lines-1-price", "50")]).await.leads();
        let stale = marc.post(&path, &[("lines-1-what", "Filtre"), ("lines-1-price", "12")]).await.is(409);
        assert_eq!(stale.value("lines-1-what"), "Filtre");
        let lines = invoices::get(&mut garage.begin().await, id(&path)).await.unwrap().lines;
        assert_eq!(lines.iter().map(|l| l.is.label.as_str()).collect::<Vec<_>>(), ["Huile"]);
    });
}

#[test]
fn the_draft_says_who_lacks_what_and_the_way_to_mend_it_leads_back() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let draft = garage.draft(contact, None, "240").await;
        let (path, edit) = (format!("/invoices/{draft}"), format!("/contacts/{contact}/edit"));
        let mut marc = garage.marc().await;
        marc.get(&edit).await.is(200);
        let company = [("kind", "professionnel"), ("company", "Taxis du Lac"), ("siren", "732 829 320")];
        let nowhere = [("street", ""), ("postcode", ""), ("town", "")];
        marc.post(&format!("/contacts/{contact}"), &[company, nowhere].concat()).await.leads();
        let page = marc
            .get(&path)
            .await
            .is(200)
            .sees("#missing", "L’adresse du client est à compléter")
            .sees("#missing", "Taxis du Lac");
        let way = page.attributes("#missing a", "href").pop().unwrap();
        marc.get(&way).await.is(200);
        let home = [("street", "1 quai du Lac"), ("postcode", "92000"), ("town", "Nanterre")];
        assert_eq!(marc.post(&format!("/contacts/{contact}"), &home).await.leads(), path);
        marc.get(&path).await.is(200).sees(".alert-good", "Tout y est");
    });
}

#[test]
fn what_cannot_be_undone_is_asked_on_a_page_first() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let quote: QuoteId = garage.quote(contact, None, &[("Vidange", "119,40")]).await;
        let sent = garage.quote(contact, None, &[("Pneus", "400")]).await;
        garage.sent(sent).await;
        let (draft, sealed) = (garage.draft(contact, None, "10").await, garage.sealed(contact, None, "240").await);
        let payment = garage.pay(sealed, "card", "100").await.unwrap();
        let mut marc = garage.marc().await;
        for (page, action, typed, says) in [
            (format!("/quotes/{quote}"), format!("/quotes/{quote}/delete"), vec![], "disparaît sans laisser de trace"),
            (format!("/quotes/{sent}"), format!("/quotes/{sent}/withdraw"), vec![], "ne répondra plus"),
            (format!("/invoices/{draft}"), format!("/invoices/{draft}/delete"), vec![], "peut être facturé de nouveau"),
            (
                format!("/invoices/{sealed}"),
                format!("/payments/{payment}/cancel"),
                vec![("reason", "Carte d’un autre")],
                "écriture contraire",
            ),
            (
                format!("/invoices/{sealed}"),
                format!("/invoices/{sealed}/cancel"),
                vec![("reason", "Pièce non montée")],
                "son propre numéro",
            ),
        ] {
            marc.get(&page).await.is(200);
            let asked = marc.post(&action, &typed).await.is(200).sees("main", says);
            for (name, value) in &typed {
                assert_eq!(asked.value(name), *value, "{action}");
            }
            assert_eq!(asked.value("confirmed"), "yes");
            // Said yes on that page.
            marc.post(&action, &[]).await.leads();
        }
        let mut tx = garage.begin().await;
        assert!(quotes::get(&mut tx, quote).await.is_err() && invoices::get(&mut tx, draft).await.is_err());
        let cancelled = payments::of_invoice(&mut tx, sealed).await.unwrap();
        assert_eq!(cancelled[1].reason, "Carte d’un autre");
    });
}

#[test]
fn a_payment_is_not_cancelled_without_a_reason() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let sealed = garage.sealed(contact, None, "240").await;
        let payment = garage.pay(sealed, "card", "100").await.unwrap();
        let mut marc = garage.marc().await;
        marc.get(&format!("/invoices/{sealed}")).await.is(200);
        let refused = marc.post(&format!("/payments/{payment}/cancel"), &[YES, ("reason", " ")]).await.is(422);
        refused.sees(&format!("[id='reason-{payment}-error']"), "à remplir");
    });
}

#[test]
fn a_credit_note_and_its_invoice_lead_to_each_other_and_say_why() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let sealed = garage.sealed(contact, None, "240").await;
        let path = format!("/invoices/{sealed}");
        let mut marc = garage.marc().await;
        // The PDF is not there yet: the page waits for it, with a link for who has no JavaScript.
        let waiting = marc.get(&path).await.is(200).sees(".preview-wait", "Le PDF se prépare");
        assert_eq!(waiting.attributes(".preview-wait", "hx-get"), [path.as_str()]);
        assert_eq!(waiting.attributes(".preview-wait a", "href"), [path.as_str()]);
        assert_eq!(marc.get(&format!("{path}/pdf")).await.is(200).header("refresh"), "2");
        marc.get(&path).await.is(200);
        let credit = marc.post(&format!("{path}/cancel"), &[YES, ("reason", "Pièce non montée")]).await.leads();
        garage.run_jobs().await;
        let page = marc.get(&credit).await.is(200).sees("dl", "Pièce non montée");
        assert!(page.attributes("main a", "href").contains(&path));
        assert!(marc.get(&path).await.is(200).attributes("main a", "href").contains(&credit));
    });
}
