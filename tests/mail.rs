//! E-mail against a server that speaks SMTP: what arrives, and what the garage sees when it does not.

use std::time::Duration;

use crm::{
    ids::MessageId,
    messages::{self, Body, MessageKind, MessageState, NewMessage},
};
use gateways::mail::MailServer;
use jobs::{Works, runner::Runner};
use mailparse::{MailHeaderMap, ParsedMail, parse_mail};
use tokio::sync::OnceCell;

use crate::support::{Client, Garage, PACE, Smtp, Town, at_work, run, until, works};

const FROM: &str = "VisionCRM <factures@visioncrm.test>";

/// A town with a post office: its own database, because its runner takes every garage's jobs.
struct Post {
    town: &'static Town,
    server: Smtp,
    _runner: Runner,
}

async fn post() -> &'static Post {
    static POST: OnceCell<Post> = OnceCell::const_new();
    POST.get_or_init(|| async {
        let (town, server) = (Town::beside("mail").await, Smtp::open().await);
        // The product waits 20 s for an answer.
        let mail = MailServer::patient(&server.url, FROM, Duration::from_millis(700)).unwrap();
        let runner = at_work(town, PACE, Works { mail: Some(mail), ..works(town) });
        Post { town, server, _runner: runner }
    })
    .await
}

impl Post {
    async fn garage(&self) -> Garage {
        Garage::open_in(self.town, crm::cx::now).await
    }
}

/// A word of the garage to somebody.
async fn write_to(garage: &Garage, recipient: &str) -> MessageId {
    let mut tx = garage.begin().await;
    let new = NewMessage {
        kind: MessageKind::Welcome,
        once_key: format!("welcome:{recipient}"),
        contact: None,
        recipient: recipient.into(),
        subject: "Bienvenue".into(),
        body: Body { text: "Bonjour".into(), html: "<p>Bonjour</p>".into() },
        about: "/contacts".into(),
        files: vec![],
    };
    let id = messages::write(&mut tx, &new).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    id
}

async fn state(garage: &Garage, id: MessageId) -> MessageState {
    messages::get(&mut garage.begin().await, id).await.unwrap().state
}

async fn until_sent(garage: &Garage, id: MessageId) {
    until("sent", || async { state(garage, id).await == MessageState::Sent }).await;
}

/// Waits until the message's page says it.
async fn until_page_says(marc: &Client, id: MessageId, words: &str) {
    until(words, || async {
        let page = marc.clone().get(&format!("/messages/{id}")).await.is(200);
        page.texts("main").iter().any(|text| text.contains(words))
    })
    .await;
}

fn message_id(mail: &ParsedMail) -> String {
    mail.headers.get_first_value("Message-ID").unwrap()
}

#[test]
fn an_invoice_arrives_whole_under_the_garages_name() {
    run(async {
        let post = post().await;
        let garage = post.garage().await;
        let recipient = format!("jean-{}@client.test", garage.tenant);
        let contact = garage.contact_at(&recipient).await;
        garage.sealed(contact, None, "240").await;
        let attached = || {
            let mut taken = post.server.taken(&recipient);
            taken.retain(|taken| String::from_utf8_lossy(&taken.raw).contains("application/pdf"));
            taken
        };
        until("the letter", || async { !attached().is_empty() }).await;
        let rows = messages::list(&mut garage.begin().await, None).await.unwrap().rows;
        let row = rows.into_iter().find(|row| row.kind == MessageKind::Invoice).unwrap();
        until_sent(&garage, row.id).await;
        let message = messages::get(&mut garage.begin().await, row.id).await.unwrap();

        let taken = attached();
        assert_eq!((taken.len(), taken[0].sender.as_str()), (1, "factures@visioncrm.test"));
        assert!(taken[0].raw.is_ascii(), "what is not ASCII is encoded");
        assert!(taken[0].raw.split(|b| *b == b'\n').all(|line| line.len() <= 998), "RFC 5322, 2.1.1");
        let mail = parse_mail(&taken[0].raw).unwrap();
        let header = |name: &str| mail.headers.get_first_value(name).unwrap_or_default();
        assert_eq!(message_id(&mail), format!("<{}@visioncrm.test>", row.id));
        assert_eq!(header("Subject"), message.subject);
        assert!(message.subject.contains("FA-"), "{}", message.subject);
        assert!(header("From").contains("Garage Martin") && header("From").contains("<factures@visioncrm.test>"));
        assert!(header("Reply-To").contains("<contact@garage-martin.test>"), "{}", header("Reply-To"));
        assert_eq!((header("To").contains(&recipient), header("MIME-Version").as_str()), (true, "1.0"));
        assert!(mailparse::dateparse(&header("Date")).is_ok());
        // Written to one person about their own affairs: nothing to unsubscribe from.
        assert!(mail.headers.get_first_value("List-Unsubscribe").is_none());

        assert_eq!(mail.ctype.mimetype, "multipart/mixed");
        let [both, pdf] = &mail.subparts[..] else { panic!("{} parts", mail.subparts.len()) };
        assert_eq!(both.ctype.mimetype, "multipart/alternative");
        let [text, html] = &both.subparts[..] else { panic!("{} bodies", both.subparts.len()) };
        assert_eq!((text.ctype.mimetype.as_str(), html.ctype.mimetype.as_str()), ("text/plain", "text/html"));
        assert_eq!(text.get_body().unwrap().replace("\r\n", "\n").trim(), message.body.text.trim());
        assert!(html.get_body().unwrap().contains("</html>"));
        assert_eq!(pdf.ctype.mimetype, "application/pdf");
        let name = pdf.get_content_disposition().params.get("filename").cloned();
        assert_eq!(name.as_deref(), Some(message.files[0].1.as_str()));
        let stored = messages::attachment(&mut garage.begin().await, row.id, 0).await.unwrap();
        assert!(pdf.get_body_raw().unwrap() == stored.bytes, "the PDF of the letter is not the stored one");
    });
}

#[test]
fn a_busy_server_is_asked_again_later() {
    run(async {
        let (post, garage) = (post().await, post().await.garage().await);
        let recipient = format!("occupe-{}@client.test", garage.tenant);
        let id = write_to(&garage, &recipient).await;
        let marc = garage.marc().await;
        until_page_says(&marc, id, "Le serveur de messagerie ne prend pas ce message pour l’instant.").await;
        until_page_says(&marc, id, "un nouvel essai suit").await;
        let (status, due_in): (String, f64) = sqlx::query_as(
            "select status, extract(epoch from run_at - now())::float8 from apalis.jobs where metadata -> 'subject' = $1",
        )
        .bind(format!("/messages/{id}"))
        .fetch_one(&garage.town.worker)
        .await
        .unwrap();
        assert!(status == "Failed" && due_in < 2.6, "{status}, due in {due_in} s");
        until_sent(&garage, id).await;
        assert_eq!((post.server.taken(&recipient).len(), post.server.asked(&recipient)), (1, 2));
    });
}

#[test]
fn what_a_server_refuses_is_given_up_and_tried_again_by_hand() {
    run(async {
        let (post, garage) = (post().await, post().await.garage().await);
        let recipient = format!("inconnu-{}@client.test", garage.tenant);
        let id = write_to(&garage, &recipient).await;
        let mut marc = garage.marc().await;
        until_page_says(&marc, id, "Le serveur de messagerie refuse ce message").await;
        marc.get("/messages").await.is(200).sees(".badge", "Pas parti");
        let jobs = marc.get("/jobs").await.is(200).sees("main", "Abandonnée").sees("main", "refuse ce message");
        let retry = jobs.attributes("form[action^='/jobs/']", "action").remove(0);
        assert_eq!((post.server.taken(&recipient).len(), post.server.asked(&recipient)), (0, 1));
        // Sophia reads English.
        let mut sophia = garage.sophia().await;
        sophia.get("/account").await.is(200);
        sophia.post("/account/language", &[("lang", "en")]).await;
        sophia.get("/jobs").await.is(200).sees("main", "The mail server refuses this message");

        post.server.forgive(&recipient);
        marc.get("/jobs").await.is(200);
        marc.post(&retry, &[]).await.leads();
        until_sent(&garage, id).await;
        assert_eq!(post.server.taken(&recipient).len(), 1);
        marc.get(&format!("/messages/{id}")).await.is(200).does_not_see("main", "refuse").sees(".badge", "Envoyé");
        until("the job is done", || async { marc.clone().get("/jobs").await.texts("main")[0].contains("Faite") }).await;
    });
}

/// From the message's own page: the same job, so that nothing is left to look at.
#[test]
fn a_message_sent_again_from_its_page_leaves_no_failed_job_behind() {
    run(async {
        let (post, garage) = (post().await, post().await.garage().await);
        let recipient = format!("inconnu-bis-{}@client.test", garage.tenant);
        let id = write_to(&garage, &recipient).await;
        let mut marc = garage.marc().await;
        let failed = async || crm::queue::count_failed(&mut garage.begin().await).await.unwrap();
        until("given up", || async { failed().await == 1 }).await;
        post.server.forgive(&recipient);
        marc.get(&format!("/messages/{id}")).await.is(200);
        marc.post(&format!("/messages/{id}/send"), &[]).await.leads();
        until_sent(&garage, id).await;
        until("nothing to look at", || async { failed().await == 0 }).await;
        assert_eq!((post.server.taken(&recipient).len(), post.server.asked(&recipient)), (1, 2));
        let jobs = crm::queue::list(&mut garage.begin().await, 9).await.unwrap();
        assert_eq!(jobs.len(), 1, "{jobs:?}");
    });
}

#[test]
fn a_server_that_never_answers_costs_an_attempt() {
    run(async {
        let (post, garage) = (post().await, post().await.garage().await);
        let recipient = format!("muet-{}@client.test", garage.tenant);
        let id = write_to(&garage, &recipient).await;
        until_page_says(&garage.marc().await, id, "Le serveur de messagerie ne répond pas.").await;
        until_sent(&garage, id).await;
        assert_eq!((post.server.taken(&recipient).len(), post.server.asked(&recipient)), (1, 2));
    });
}

/// The server has it and we cannot know: it is sent again under the same Message-ID, by which servers tell twins.
#[test]
fn a_connection_lost_after_the_letter_was_taken_sends_a_twin_with_the_same_id() {
    run(async {
        let (post, garage) = (post().await, post().await.garage().await);
        let recipient = format!("coupe-{}@client.test", garage.tenant);
        let id = write_to(&garage, &recipient).await;
        until_sent(&garage, id).await;
        let taken = post.server.taken(&recipient);
        let ids: Vec<String> = taken.iter().map(|taken| message_id(&parse_mail(&taken.raw).unwrap())).collect();
        assert_eq!(ids, vec![format!("<{id}@visioncrm.test>"); 2]);
        assert_eq!(messages::list(&mut garage.begin().await, None).await.unwrap().rows.len(), 1);
    });
}

#[test]
fn without_a_server_what_would_have_left_is_in_the_outbox_with_its_attachment() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        garage.sealed(contact, None, "240").await;
        garage.run_jobs().await;
        let mut marc = garage.marc().await;
        let outbox = marc.get("/messages").await.is(200).sees(".badge", "Gardé ici");
        let message = outbox.attributes("main a[href^='/messages/']", "href").remove(0);
        let page = marc.get(&message).await.is(200).sees("main", "Aucun serveur de messagerie");
        let file = page.attributes("main a[href*='/files/']", "href").remove(0);
        let pdf = marc.get(&file).await.is(200);
        assert_eq!(pdf.header("content-type"), "application/pdf");
        assert!(pdf.bytes.starts_with(b"%PDF") && pdf.header("content-disposition").contains("Facture-FA-"));
        // A server set later: it leaves by hand.
        assert!(page.attributes("form", "action").contains(&format!("{message}/send")));
    });
}
