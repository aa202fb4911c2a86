//! The main path, by the pages that people see: from the first visit of an owner to the customer's last euro.

use crm::{
    deferred_works, fiscal,
    fiscal::Chain,
    ids::{InvoiceId, QuoteId},
    invoices,
    invoices::InvoiceStatus,
    messages, packages, payments, quotes,
    quotes::{QuoteState, approval},
};
use sqlx::AssertSqlSafe;

use crate::support::{Client, Garage, PASSWORD, YES, new_garage, run};

fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(path: &str) -> T {
    path.rsplit('/').next().unwrap_or_default().parse().unwrap()
}

#[test]
fn an_owner_opens_a_garage_and_signs_in() {
    run(async {
        let garage = Garage::open().await;
        let mut owner = garage.visitor();
        owner.host = "localhost".into();
        let page = owner.get("/sign-up").await.is(200);
        // The browser follows this form to the garage's own host only if the policy says so.
        let policy = page.header("content-security-policy");
        assert!(policy.contains("form-action 'self' http://*.localhost:8080;"), "{policy}");
        let subdomain = format!("chez-{}", uuid::Uuid::new_v4().simple());
        let typed = new_garage(&subdomain);
        let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let leads = owner.post("/sign-up", &typed).await.leads();
        assert_eq!(leads, format!("http://{subdomain}.localhost:8080/sign-in?email=ali%40chez-ali.test"));
        owner.host = format!("{subdomain}.localhost");
        owner.get("/sign-in?email=ali%40chez-ali.test").await.is(200);
        owner.post("/sign-in", &[("password", "faux")]).await.is(422);
        assert_eq!(owner.post("/sign-in", &[("password", PASSWORD)]).await.leads(), "/");
        owner.get("/").await.is(200).sees("body", "Ali Benali");
        owner.get("/packages").await.is(200).sees("main", "Vidange");
    });
}

#[test]
fn from_the_customer_at_the_door_to_the_link_in_the_mail() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.visitor();
        marc.get("/sign-in").await.is(200);
        marc.post("/sign-in", &[("email", "marc@garage.test"), ("password", PASSWORD)]).await.leads();

        marc.get("/contacts/new").await.is(200);
        let typed = [("last_name", "Dupont"), ("first_name", "Jean"), ("email", "jean@client.test")];
        let contact = marc.post("/contacts", &typed).await.leads();
        let contact: String = id::<uuid::Uuid>(&contact).to_string();
        marc.get(&format!("/vehicles/new?owner={contact}")).await.is(200);
        let typed = [("owner", contact.as_str()), ("plate", "ab123cd"), ("make", "PEUGEOT"), ("model", "208")];
        let vehicle = marc.post("/vehicles", &typed).await.leads();
        marc.get(&vehicle).await.is(200).sees("main", "AB-123-CD");
        let vehicle = id::<uuid::Uuid>(&vehicle).to_string();
        marc.get(&format!("/repair-orders/new?vehicle={vehicle}&contact={contact}")).await.is(200);
        let typed = [("vehicle", vehicle.as_str()), ("contact", &contact), ("requested_work", "Bruit à l’avant")];
        let order = marc.post("/repair-orders", &typed).await.leads();
        marc.get(&order).await.is(200).sees("main", "Bruit à l’avant");

        // A forfait, then "envoyer": two clicks.
        let package = {
            let mut tx = garage.begin().await;
            let of_garage = crm::garages::get(&mut tx).await.unwrap();
            packages::list(&mut tx, &of_garage).await.unwrap()[0].id.to_string()
        };
        marc.get(&format!("/quotes/new?order={}", id::<uuid::Uuid>(&order))).await.is(200);
        let typed = [("package", package.as_str()), ("contact", &contact), ("vehicle", &vehicle)];
        let quote = marc.post("/quotes", &typed).await.leads();
        marc.get(&quote).await.is(200);
        marc.post(&quote, &[("then", "send")]).await.leads();
        assert_eq!(garage.run_jobs().await, ["send_quote", "send_message"]);

        let mut tx = garage.begin().await;
        let quote: QuoteId = id(&quote);
        let link =
            format!("http://{}.localhost:8080/a/{}", garage.subdomain, approval::token(&mut tx, quote).await.unwrap());
        let row = &messages::list(&mut tx, None).await.unwrap().rows[0];
        assert_eq!((row.state, row.recipient.as_str()), (messages::MessageState::Kept, "jean@client.test"));
        let message = messages::get(&mut tx, row.id).await.unwrap();
        assert!(message.body.text.contains(&link) && message.body.html.contains(&link), "{}", message.body.text);
        marc.get(&format!("/messages/{}", row.id)).await.is(200).sees("main", &link);
        assert_eq!(quotes::get(&mut tx, quote).await.unwrap().repair_order, Some(id(&order)));
    });
}

/// Accepts every line but the last, as the customer's thumb does.
async fn accept_all_but_last(visitor: &mut Client, link: &str) -> String {
    let names = visitor.get(link).await.is(200).attributes("input[type='radio'][value='yes']", "name");
    let answer = |n: usize| if n + 1 == names.len() { "no" } else { "yes" };
    let mut typed: Vec<(&str, &str)> = names.iter().enumerate().map(|(n, name)| (name.as_str(), answer(n))).collect();
    typed.extend([("signer", "Jean Dupont"), ("conditions", "on")]);
    visitor.post(link, &typed).await.leads()
}

#[test]
fn the_customer_answers_once_and_what_is_refused_is_not_forgotten() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let vehicle = garage.vehicle(contact, "AB-123-CD").await;
        let lines = [("Vidange", "119,40"), ("Pneus", "400"), ("Balais", "39,90")];
        let quote = garage.quote(contact, Some(vehicle), &lines).await;
        let link = format!("/a/{}", garage.sent(quote).await);
        let state = async || quotes::get(&mut garage.begin().await, quote).await.unwrap().state;

        let mut visitor = garage.visitor();
        visitor.get(&link).await.is(200).sees("main", "Pneus");
        visitor.get(&format!("{link}/pdf")).await.is(200);
        assert_eq!(state().await, QuoteState::Sent, "a link preview fetches the page, and accepts nothing");
        visitor.post(&link, &[("signer", "Jean Dupont")]).await.is(422);
        assert_eq!(state().await, QuoteState::Sent);

        assert_eq!(accept_all_but_last(&mut visitor, &link).await, link);
        assert_eq!(state().await, QuoteState::Answered);
        // The second click says no to everything, and changes nothing.
        visitor.post(&link, &[("signer", "Un autre")]).await.leads();
        visitor.get(&link).await.is(200).sees("main", "Jean Dupont").does_not_see("main", "Un autre");

        let mut tx = garage.begin().await;
        let accepted = quotes::get(&mut tx, quote).await.unwrap().accepted.unwrap();
        assert_eq!(accepted.0, 51_940);
        let deferred = deferred_works::of_vehicle(&mut tx, vehicle).await.unwrap();
        assert_eq!(deferred.iter().map(|d| d.is.label.as_str()).collect::<Vec<_>>(), ["Balais"]);
        let mut marc = garage.marc().await;
        marc.get(&format!("/vehicles/{vehicle}")).await.is(200).sees("main", "Balais");
    });
}

#[test]
fn an_accepted_quote_becomes_an_invoice_with_its_pdf_and_is_paid() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let vehicle = garage.vehicle(contact, "AB-123-CD").await;
        let quote = garage.quote(contact, Some(vehicle), &[("Vidange", "119,40"), ("Balais", "39,90")]).await;
        garage.answered(quote, &["Balais"]).await;
        garage.run_jobs().await;

        let mut marc = garage.marc().await;
        marc.get(&format!("/quotes/{quote}")).await.is(200);
        let path = marc.post(&format!("/quotes/{quote}/invoice"), &[]).await.leads();
        marc.get(&path).await.is(200).sees("main", "119,40");
        let lines = invoices::get(&mut garage.begin().await, id(&path)).await.unwrap().lines;
        assert_eq!(lines.iter().map(|l| l.is.label.as_str()).collect::<Vec<_>>(), ["Vidange"]);
        marc.post(&format!("{path}/seal"), &[YES]).await.leads();
        assert_eq!(garage.run_jobs().await, ["typeset_invoice", "deliver_invoice", "send_message"]);

        let pdf = marc.get(&format!("{path}/pdf")).await.is(200);
        assert_eq!(pdf.header("content-type"), "application/pdf");
        assert!(pdf.bytes.starts_with(b"%PDF"));
        assert!(pdf.bytes.windows(12).any(|w| w == b"factur-x.xml"), "no Factur-X inside");
        assert_eq!(pdf.bytes, marc.get(&format!("{path}/pdf")).await.is(200).bytes);

        let invoice: InvoiceId = id(&path);
        let status = async || {
            let found = invoices::get(&mut garage.begin().await, invoice).await.unwrap();
            (found.status(garage.cx().today()), found.account.unwrap().balance.0)
        };
        assert_eq!(status().await, (InvoiceStatus::Due, 11_940));
        marc.get(&path).await.is(200);
        let too_much = marc.post(&format!("{path}/payments"), &[("amount", "119,41")]).await.is(422).refuses("amount");
        assert_eq!(too_much.value("amount"), "119,41");
        marc.post(&format!("{path}/payments"), &[("amount", "50"), ("method", "card")]).await.leads();
        assert_eq!(status().await, (InvoiceStatus::PartlyPaid, 6_940));
        // What remains is proposed.
        let page = marc.get(&path).await.is(200).sees("main", "69,40");
        assert_eq!(page.value("amount"), "69,40");
        marc.post(&format!("{path}/payments"), &[("method", "cash")]).await.leads();
        assert_eq!(status().await, (InvoiceStatus::Paid, 0));
        assert_eq!(fiscal::verify(&mut garage.begin().await).await.unwrap(), Chain::Whole { links: 3 });
    });
}

/// CMF L112-6: above 1 000 €, no cash, not even in part.
#[test]
fn a_large_invoice_takes_no_cash() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let (large, limit) =
            (garage.sealed(contact, None, "1000,01").await, garage.sealed(contact, None, "1000").await);
        let mut marc = garage.marc().await;
        marc.get(&format!("/invoices/{large}")).await.is(200);
        let cash = [("method", "cash"), ("amount", "10")];
        let refused = marc.post(&format!("/invoices/{large}/payments"), &cash).await.is(422);
        refused.sees("#f-method-error", "ne se paie pas en espèces");
        marc.get(&format!("/invoices/{limit}")).await.is(200);
        marc.post(&format!("/invoices/{limit}/payments"), &cash).await.leads();
    });
}

#[test]
fn a_payment_is_cancelled_by_a_counter_entry() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let invoice = garage.sealed(contact, None, "240").await;
        let payment = garage.pay(invoice, "cheque", "240").await.unwrap();
        let mut marc = garage.marc().await;
        marc.get(&format!("/invoices/{invoice}")).await.is(200);
        let cancel = format!("/payments/{payment}/cancel");
        let (first, second) = marc.post_twice(&cancel, &[YES, ("reason", "Chèque sans provision")]).await;
        assert_eq!(first.leads(), second.leads());
        let mut tx = garage.begin().await;
        let all = payments::of_invoice(&mut tx, invoice).await.unwrap();
        assert_eq!(all.iter().map(|p| p.amount.0).sum::<i64>(), 0);
        assert_eq!((all.len(), all.iter().filter(|p| p.reason == "Chèque sans provision").count()), (2, 1));
        let account = invoices::get(&mut tx, invoice).await.unwrap().account.unwrap();
        assert_eq!((account.paid.0, account.balance.0), (0, 24_000));
        assert_eq!(fiscal::verify(&mut tx).await.unwrap(), Chain::Whole { links: 3 });
    });
}

#[test]
fn an_invoice_is_cancelled_by_a_credit_note_that_gives_back_what_was_paid() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let invoice = garage.sealed(contact, None, "240").await;
        garage.pay(invoice, "card", "100").await.unwrap();
        let path = format!("/invoices/{invoice}");
        let mut marc = garage.marc().await;
        marc.get(&path).await.is(200);
        marc.post(&format!("{path}/cancel"), &[("reason", "")]).await.is(422).refuses("reason");
        let credit = marc.post(&format!("{path}/cancel"), &[YES, ("reason", "Pièce non montée")]).await.leads();
        garage.run_jobs().await;
        marc.get(&credit).await.is(200).sees(".badge", "À rembourser");
        marc.get(&path).await.is(200).sees(".badge", "Annulée");
        assert!(marc.get(&format!("{credit}/pdf")).await.is(200).bytes.starts_with(b"%PDF"));

        let mut tx = garage.begin().await;
        let note = invoices::get(&mut tx, id(&credit)).await.unwrap();
        assert_eq!(note.note, "Pièce non montée");
        assert_eq!(note.number.as_deref().map(|n| &n[..3]), Some("AV-"));
        assert_eq!((note.corrects, note.account.unwrap().balance.0), (Some(invoice), -10_000));
        assert_eq!(fiscal::perpetual_total(&mut tx).await.unwrap().0, 0);
        assert_eq!(fiscal::verify(&mut tx).await.unwrap(), Chain::Whole { links: 3 });
    });
}

/// Someone with the whole machine in hand, triggers off.
async fn tamper(garage: &Garage, sql: &str) {
    let sql = format!("set local session_replication_role = replica; {sql} and tenant_id = '{}'", garage.tenant);
    let mut tx = garage.town.admin.begin().await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

#[test]
fn a_chain_that_was_touched_says_where() {
    run(async {
        for (sql, broken) in [
            ("update fiscal_events set payload = replace(payload, '24000', '23000') where seq = 2", 2),
            ("update fiscal_events set occurred_at = occurred_at - interval '1 day' where seq = 3", 3),
            ("delete from fiscal_events where seq = 2", 2),
            ("delete from fiscal_events where seq = 3", 3),
        ] {
            let garage = Garage::open().await;
            let contact = garage.contact().await;
            for _ in 0..3 {
                garage.sealed(contact, None, "240").await;
            }
            let verify = async || fiscal::verify(&mut garage.begin().await).await.unwrap();
            assert_eq!(verify().await, Chain::Whole { links: 3 });
            tamper(&garage, sql).await;
            assert_eq!(verify().await, Chain::Broken { seq: broken }, "{sql}");
        }
    });
}

/// Even the app's own login cannot rewrite what was issued.
#[test]
fn what_was_sealed_cannot_be_changed() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let invoice = garage.sealed(contact, None, "240").await;
        garage.pay(invoice, "card", "100").await.unwrap();
        for (sql, code) in [
            ("update invoices set gross_cents = 1", "VC003"),
            ("delete from invoices", "VC003"),
            ("update invoice_lines set net_cents = 1", "VC003"),
            ("update fiscal_events set payload = ''", "42501"),
            ("delete from payments", "42501"),
        ] {
            let mut tx = garage.town.app.begin().await.unwrap();
            let set = format!("set local app.current_tenant = '{}'", garage.tenant);
            sqlx::query(AssertSqlSafe(set)).execute(&mut *tx).await.unwrap();
            let Err(sqlx::Error::Database(refused)) = sqlx::query(sql).execute(&mut *tx).await else { panic!("{sql}") };
            assert_eq!(refused.code().as_deref(), Some(code), "{sql}");
        }
    });
}
