//! One act on many customers: by a job, with its progress, undone when asked.

use crm::contacts::ContactForm;

use super::{made, named};
use crate::support::{Client, Garage, YES, run};

async fn count(garage: &Garage, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).bind(garage.tenant.0).fetch_one(&garage.town.admin).await.unwrap()
}

/// Ten customers, an e-mail each but the last.
async fn ten(garage: &Garage) {
    for n in 0..10 {
        let email = if n < 9 { format!("client{n}@client.test") } else { String::new() };
        made(garage, ContactForm { email, ..named(&format!("Nom {n}")) }).await;
    }
}

/// « Tout choisir », two boxes unticked, this act: the page of the batch.
async fn all_but_two(garage: &Garage, client: &mut Client, act: &str, typed: &[(&str, &str)]) -> String {
    let page = client.get("/contacts?pick=all").await.is(200);
    let ids = page.attributes("input[name='id'][checked]", "value");
    assert_eq!(ids.len(), 10);
    let mut form = client.form("/batches", &[("act", act)]);
    form.retain(|(name, value)| name != "id" || (*value != ids[0] && *value != ids[1]));
    client.post_form("/batches", &form).await.is(200).sees("main", "8 clients");
    let asked = client.form("/batches", typed);
    let batch = client.post_form("/batches", &asked).await.leads();
    garage.run_jobs().await;
    batch
}

const TAGGED: &str = "select count(*) from contact_tags where tenant_id = $1";
const ALIVE: &str = "select count(*) from contacts where tenant_id = $1 and deleted_at is null";

#[test]
fn all_but_two_are_tagged_and_untagged_again() {
    run(async {
        let garage = Garage::open().await;
        ten(&garage).await;
        let mut sophia = garage.sophia().await;
        let batch = all_but_two(&garage, &mut sophia, "tag", &[("tag", "Été 2027")]).await;
        sophia.get(&batch).await.is(200).sees("main", "8 clients étiquetés");
        assert_eq!(count(&garage, TAGGED).await, 8);
        // One is tagged by hand meanwhile elsewhere: tagged twice is tagged once.
        let again = all_but_two(&garage, &mut sophia, "tag", &[("tag", "ete 2027")]).await;
        sophia.get(&again).await.is(200).sees("main", "0 client étiqueté");
        sophia.get(&batch).await.is(200);
        sophia.post(&format!("{batch}/undo"), &[]).await.leads();
        garage.run_jobs().await;
        sophia.get(&batch).await.is(200).sees("main", "remis comme avant");
        assert_eq!(count(&garage, TAGGED).await, 0);
    });
}

#[test]
fn what_was_deleted_comes_back() {
    run(async {
        let garage = Garage::open().await;
        ten(&garage).await;
        let mut sophia = garage.sophia().await;
        let batch = all_but_two(&garage, &mut sophia, "delete", &[]).await;
        assert_eq!(count(&garage, ALIVE).await, 2);
        sophia.get(&batch).await.is(200).sees("main", "8 clients supprimés");
        sophia.post(&format!("{batch}/undo"), &[]).await.leads();
        garage.run_jobs().await;
        assert_eq!(count(&garage, ALIVE).await, 10);
    });
}

#[test]
fn an_export_opens_in_excel_and_leaves_out_what_is_private() {
    run(async {
        let garage = Garage::open().await;
        ten(&garage).await;
        made(
            &garage,
            ContactForm {
                tags: "Fidèle".into(),
                phone: "06 12 34 56 78".into(),
                notes: "=1+1".into(),
                ..named("Étienne")
            },
        )
        .await;
        let mut sophia = garage.sophia().await;
        for (format, kind) in [("csv", "text/csv"), ("xlsx", "application/vnd")] {
            sophia.get("/contacts?pick=all&q=%C3%A9tienne").await.is(200);
            sophia.post("/batches", &[("act", "export")]).await.is(200).sees("main", "1 client");
            let batch = sophia.post("/batches", &[("format", format)]).await.leads();
            garage.run_jobs().await;
            sophia.get(&batch).await.is(200).sees("main", "1 client dans le fichier");
            let file = sophia.get(&format!("{batch}/file")).await.is(200);
            assert!(file.header("content-type").starts_with(kind));
            let sheet = sheets::read(&file.bytes).unwrap();
            let cell = |name: &str| sheet.rows[0].cells[sheet.header.iter().position(|h| h == name).unwrap()].clone();
            assert_eq!(sheet.rows.len(), 1);
            let cells = [cell("Nom"), cell("Téléphone"), cell("Étiquettes"), cell("Notes")];
            assert_eq!(cells, ["Étienne", "06 12 34 56 78", "Fidèle", "=1+1"]);
            if format == "csv" {
                assert!(String::from_utf8_lossy(&file.bytes).contains("'=1+1"));
            }
        }
        garage.karim().await.get("/contacts").await.is(200).does_not_see("main", "Exporter");
    });
}

#[test]
fn an_offer_goes_only_to_those_who_allow_it() {
    run(async {
        let garage = Garage::open().await;
        ten(&garage).await;
        let willing = made(&garage, ContactForm { email: "oui@client.test".into(), ..named("Oui") }).await;
        let mut sophia = garage.sophia().await;
        sophia.get(&format!("/contacts/{willing}")).await.is(200);
        let said = [("purpose", "email_offers"), ("given", "yes"), ("source", "counter")];
        sophia.post(&format!("/contacts/{willing}/consents"), &said).await.leads();
        let write = async |offer: &'static str| {
            let mut sophia = garage.sophia().await;
            sophia.get("/contacts?pick=all").await.is(200);
            sophia.post("/batches", &[("act", "send")]).await.is(200).sees("main", "11 clients");
            // Nothing typed: said beside each field.
            let form = sophia.form("/batches", &[YES]);
            sophia.post_form("/batches", &form).await.is(422).refuses("subject").refuses("text");
            let typed =
                [("offer", offer), ("subject", "Fermeture"), ("text", "Nous fermons du 1er au 15.\n\nBonnes fêtes.")];
            let batch = sophia.post("/batches", &typed).await.leads();
            garage.run_jobs().await;
            sophia.get(&batch).await.is(200)
        };
        write("yes")
            .await
            .sees("main", "1 message écrit")
            .sees("main", "9 clients n’ont pas accepté")
            .sees("main", "1 client sans e-mail");
        let recipients: Vec<String> =
            sqlx::query_scalar("select recipient from messages where tenant_id = $1 and kind = 'offer'")
                .bind(garage.tenant.0)
                .fetch_all(&garage.town.admin)
                .await
                .unwrap();
        assert_eq!(recipients, ["oui@client.test"]);
        write("no").await.sees("main", "10 messages écrits").does_not_see("main", "Remettre comme avant");
    });
}

#[test]
fn nobody_chosen_is_said_and_another_garage_is_not_reached() {
    run(async {
        let (garage, other) = (Garage::open().await, Garage::open().await);
        ten(&garage).await;
        let theirs = other.contact().await.to_string();
        let mut sophia = garage.sophia().await;
        sophia.get("/contacts").await.is(200);
        sophia.post("/batches", &[("act", "tag")]).await.is(409).sees("main", "Choisissez d’abord");
        sophia.get("/contacts").await.is(200);
        sophia.post("/batches", &[("act", "delete"), ("id", &theirs), YES]).await.is(409);
        assert_eq!(count(&other, ALIVE).await, 1);
    });
}
