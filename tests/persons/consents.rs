//! Offers go to those who allow them, by one way, and stop at one click.

use crm::{
    batches::{self, BatchAct, Chosen, Detail},
    consents::{self, Purpose, Source},
    contacts::ContactForm,
    erasure,
    ids::ContactId,
    messages::{self, Body, MessageKind, NewMessage},
};
use gateways::mail::MailServer;
use jobs::Works;

use super::named;
use crate::support::{Garage, Smtp, run, works};

async fn agreed(garage: &Garage, email: &str) -> ContactId {
    let id = garage.person(ContactForm { email: email.into(), ..named("Lucie", "Offrande") }).await;
    let mut tx = garage.begin().await;
    consents::say(&mut tx, id, Purpose::EmailOffers, true, Source::Counter).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn offer(garage: &Garage, to: &[ContactId]) {
    let mut tx = garage.begin().await;
    let chosen = Chosen { only: Some(to.to_vec()), ..Chosen::default() };
    let detail = Detail { subject: "Pneus hiver".into(), text: "−20 %".into(), offer: true, ..Detail::default() };
    batches::begin(&mut tx, BatchAct::Send, &chosen, &detail).await.unwrap();
    tx.commit().await.unwrap();
}

async fn allows(garage: &Garage, id: ContactId, purpose: Purpose) -> bool {
    let mut tx = garage.begin().await;
    !consents::allowing(&mut tx, &[id], purpose).await.unwrap().is_empty()
}

#[test]
fn an_offer_carries_one_click_and_one_click_stops_it() {
    run(async {
        let garage = Garage::open().await;
        let smtp = Smtp::open().await;
        let id = agreed(&garage, "lucie@offrande.test").await;
        offer(&garage, &[id]).await;
        let mail = Some(MailServer::new(&smtp.url, "VisionCRM <factures@exemple.test>").unwrap());
        let works = Works { mail, ..works(garage.town) };
        garage.run_with(&works).await;
        let raw = String::from_utf8(smtp.taken("lucie@offrande.test").remove(0).raw).unwrap();
        let parsed = mailparse::parse_mail(raw.as_bytes()).unwrap();
        let header = |name: &str| parsed.headers.iter().find(|h| h.get_key() == name).map(|h| h.get_value()).unwrap();
        assert_eq!(header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
        let url = header("List-Unsubscribe");
        let path = url.split_once("/stop/").map(|(_, token)| format!("/stop/{}", token.trim_end_matches('>'))).unwrap();
        // The mail program asks by itself: no cookie, no token, no page before.
        let mut program = garage.visitor();
        let body = b"List-Unsubscribe=One-Click".to_vec();
        let kind = "application/x-www-form-urlencoded";
        program.send(poem::http::Method::POST, &path, kind, body).await.is(200);
        assert!(!allows(&garage, id, Purpose::EmailOffers).await);
        assert!(allows(&garage, id, Purpose::EmailService).await, "his invoices still come");
    });
}

#[test]
fn who_stops_offers_meanwhile_gets_none_and_no_other_way_sends_one() {
    run(async {
        let garage = Garage::open().await;
        let (id, never) = (agreed(&garage, "paul@offrande.test").await, garage.contact().await);
        offer(&garage, &[id, never]).await;
        // Written, not yet sent.
        let mut tx = garage.begin().await;
        let allowed = consents::allowing(&mut tx, &[id, never], Purpose::EmailOffers).await.unwrap();
        assert_eq!(allowed.len(), 1);
        let letter = |kind| NewMessage {
            kind,
            once_key: "by hand".into(),
            contact: Some(never),
            recipient: "jean.dupont@client.test".into(),
            subject: "−20 %".into(),
            body: Body { text: String::new(), html: String::new() },
            about: String::new(),
            files: vec![],
        };
        assert!(messages::write(&mut tx, &letter(MessageKind::Offer)).await.is_err());
        assert!(messages::write_all(&mut tx, &[letter(MessageKind::Offer)]).await.is_err());
        messages::write_offers(&mut tx, vec![(allowed[0], letter(MessageKind::Offer))]).await.unwrap();
        consents::say(&mut tx, id, Purpose::EmailOffers, false, Source::Link).await.unwrap();
        tx.commit().await.unwrap();
        garage.run_jobs().await;
        let sent = super::table(&garage, "messages").await;
        let offers: Vec<&str> =
            sent.iter().filter(|m| m["kind"] == "offer").map(|m| m["state"].as_str().unwrap()).collect();
        assert!(!offers.is_empty() && offers.iter().all(|state| *state == "failed"), "{offers:?}");
        // To nobody but who was asked, whatever the letter said.
        assert!(sent.iter().all(|m| m["kind"] != "offer" || m["contact_id"] == id.to_string()));
    });
}

#[test]
fn a_no_outlives_the_page_and_a_list_brought_later() {
    run(async {
        let garage = Garage::open().await;
        let id = agreed(&garage, "anna@offrande.test").await;
        let mut tx = garage.begin().await;
        erasure::erase(&mut tx, id).await.unwrap();
        tx.commit().await.unwrap();
        // The same address, with a consent that a list says was given.
        let again =
            garage.person(ContactForm { email: "Anna@offrande.test".into(), ..named("Anna", "Offrande") }).await;
        let say = async |source| {
            let mut tx = garage.begin().await;
            consents::say(&mut tx, again, Purpose::EmailOffers, true, source).await.unwrap();
            tx.commit().await.unwrap();
        };
        say(Source::Import).await;
        assert!(!allows(&garage, again, Purpose::EmailOffers).await);
        // She says so herself.
        say(Source::Counter).await;
        assert!(allows(&garage, again, Purpose::EmailOffers).await);
        assert_eq!(garage.count("oppositions where true").await, 0);
    });
}

#[test]
fn a_yes_is_kept_with_the_text_and_service_goes_unasked() {
    run(async {
        let garage = Garage::open().await;
        let id = garage.contact().await;
        for (purpose, goes) in [
            (Purpose::EmailService, true),
            (Purpose::SmsService, true),
            (Purpose::WhatsappService, false),
            (Purpose::EmailOffers, false),
            (Purpose::Analytics, false),
        ] {
            assert_eq!(allows(&garage, id, purpose).await, goes, "{purpose:?}");
        }
        let mut sophia = garage.sophia().await;
        let page = format!("/contacts/{id}");
        sophia.get(&page).await.is(200);
        let typed = [("purpose", "whatsapp_service"), ("given", "yes"), ("source", "counter")];
        sophia.post(&format!("{page}/consents"), &typed).await.leads();
        sophia.get(&page).await.is(200).sees("main", "Texte accepté, version 1");
        sophia
            .get("/settings/register")
            .await
            .is(200)
            .sees("#whatsapp_service", "J’accepte que le garage m’écrive sur WhatsApp");
        assert!(allows(&garage, id, Purpose::WhatsappService).await);
    });
}
