//! A person erased leaves nothing but what the law wants kept.

use std::collections::BTreeSet;

use crm::{
    activities::{self, About, ActivityKind, NewEntry},
    archives::{self, Whose},
    consents::{self, Purpose, Source},
    contacts::ContactForm,
    custom_fields::{self, CustomFieldForm},
    erasure, fiscal,
    ids::ContactId,
    invoices,
    rights_requests::{self, RightsKind},
    sealed,
    vehicles::{self, VehicleForm},
};
use sqlx::Row;

use super::{named, places, table, tables};
use crate::support::{Garage, Nouns, Town, YES, run};

const WORDS: [&str; 15] = [
    "quincampoix",
    "zéphyrin",
    "zephyrin",
    "33711223344",
    "07 11 22 33 44",
    "0711223344",
    "33798877665",
    "chardonneret",
    "ruelle du geai",
    "ZQ-417-KV",
    "ZQ417KV",
    "VF1ZQ417KV0000042",
    "goûte le thé",
    "membre 7731",
    "jante rayée zq",
];

/// Somebody of whom the garage knows everything: all of it holds one of the words.
struct Somebody {
    id: ContactId,
    accepted: String,
    invoice: String,
}

async fn somebody(garage: &Garage) -> Somebody {
    let mut tx = garage.begin().await;
    let field = CustomFieldForm {
        name: "Carte".into(),
        kind: "text".into(),
        private: "yes".into(),
        ..CustomFieldForm::default()
    };
    let field = custom_fields::create(&mut tx, &field.parse(&mut crm::Fields::default()).unwrap()).await.unwrap();
    tx.commit().await.unwrap();
    let mut form = ContactForm {
        email: "zephyrin@quincampoix.test".into(),
        phone: "07 11 22 33 44".into(),
        street: "17 impasse du Chardonneret".into(),
        postcode: "01000".into(),
        town: "Bourg-en-Bresse".into(),
        notes: "Goûte le thé".into(),
        code: "QUINCAMPOIX7".into(),
        ..named("Zéphyrin", "Quincampoix")
    };
    for (name, value) in
        [("phone_2", "07 98 87 76 65"), ("street_2", "2 ruelle du Geai"), ("postcode_2", "01000"), ("town_2", "Viriat")]
    {
        form.more.insert(name.into(), value.into());
    }
    let id = garage.person(form.clone()).await;
    let car = VehicleForm {
        owner: id.to_string(),
        plate: "ZQ-417-KV".into(),
        vin: "VF1ZQ417KV0000042".into(),
        make: "RENAULT".into(),
        model: "CLIO".into(),
        ..VehicleForm::default()
    };
    let mut tx = garage.begin().await;
    let car = vehicles::create(&mut tx, &car.parse(&mut crm::Fields::default()).unwrap()).await.unwrap();
    tx.commit().await.unwrap();
    garage
        .by_hand(&format!(
            "insert into contact_values (tenant_id, id, contact_id, field_id, shown, key)
             values ('{0}', gen_random_uuid(), '{id}', '{field}', 'membre 7731', 'membre 7731')",
            garage.tenant
        ))
        .await;
    papers(garage, id, car).await
}

async fn papers(garage: &Garage, id: ContactId, car: crm::ids::VehicleId) -> Somebody {
    let order = garage.order(id, car).await;
    garage.by_hand(&format!("update repair_orders set state = 'done' where id = '{order}'")).await;
    let refused = garage.quote(id, Some(car), &[("Balais", "39,90")]).await;
    garage.answered(refused, &["Balais"]).await;
    garage.quote(id, Some(car), &[("Pneus", "400")]).await;
    let accepted = garage.quote(id, Some(car), &[("Vidange", "119,40")]).await;
    garage.answered(accepted, &[]).await;
    garage
        .by_hand(
            "set session_replication_role = replica; update approvals set signer_name = 'Zéphyrin Quincampoix'
               where tenant_id = current_tenant();
             set session_replication_role = origin",
        )
        .await;
    let invoice = garage.sealed(id, Some(car), "240").await;
    garage.pay(invoice, "card", "100").await.unwrap();
    garage.draft(id, Some(car), "80").await;
    garage.scan(b"\xff\xd8\xff\xe0 quincampoix").await;
    garage
        .by_hand(&format!(
            "update scans set contact_id = '{id}', vehicle_id = '{car}' where tenant_id = current_tenant()"
        ))
        .await;
    let photo = garage.photographed(car).await;
    garage.by_hand(&format!("update vehicle_files set caption = 'Jante rayée ZQ' where id = '{photo}'")).await;
    garage.try_jobs().await;
    garage.imported("Code;Nom;Prénom;Tél\nQUINCAMPOIX7;Quincampoix;Zéphyrin;0711223344\n").await;
    garage.marks(id).await;
    let mut tx = garage.begin().await;
    consents::say(&mut tx, id, Purpose::EmailOffers, true, Source::Counter).await.unwrap();
    let entry = NewEntry { kind: ActivityKind::Call, text: "M. Quincampoix goûte le thé".into(), on: None };
    activities::write(&mut tx, About::Contact(id), &entry).await.unwrap();
    rights_requests::note(&mut tx, id, RightsKind::Erasure, garage.cx().today()).await.unwrap();
    archives::begin(&mut tx, Whose::Contact(id)).await.unwrap();
    tx.commit().await.unwrap();
    let twin = garage.person(ContactForm { phone: "07 11 22 33 44".into(), ..named("Zephyrin", "Quincampoix") }).await;
    garage.merged([id, twin]).await;
    garage.try_jobs().await;
    Somebody { id, accepted: accepted.to_string(), invoice: invoice.to_string() }
}

#[test]
fn nothing_of_a_person_is_left_but_in_the_documents_of_the_law() {
    run(async {
        let garage = Garage::open().await;
        let who = somebody(&garage).await;
        let before = places(&garage, &WORDS).await;
        let known: BTreeSet<&str> = before.keys().map(|(table, _)| table.as_str()).collect();
        for table in [
            "contacts",
            "vehicles",
            "audit_log",
            "messages",
            "activities",
            "imports",
            "merges",
            "approvals",
            "scans",
            "files",
        ] {
            assert!(known.contains(table) || table == "scans", "this proves nothing of {table}: {known:?}");
        }
        let mut marc = garage.marc().await;
        let page = marc.get(&format!("/contacts/{}/erasure", who.id)).await.is(200);
        page.sees("main", "C. com. art. L123-22").sees("main", "C. civ. art. 2224").sees("main", "Devis accepté");
        let done = marc.post(&format!("/contacts/{}/erasure", who.id), &[YES]).await.leads();
        marc.get(&done).await.is(200).sees("h1", erasure::NAME);
        let left = places(&garage, &WORDS).await;
        // The documents themselves, what was answered to the accepted quotes, and the PDF.
        let kept: BTreeSet<(&str, &str)> = left.keys().map(|(t, c)| (t.as_str(), c.as_str())).collect();
        let allowed = BTreeSet::from([
            ("invoices", "snapshot"),
            ("quotes", "snapshot"),
            ("approvals", "signer_name"),
            ("files", "sealed"),
        ]);
        assert!(kept.is_subset(&allowed), "{:?}", kept.difference(&allowed).collect::<Vec<_>>());
        assert_eq!(left[&("invoices".into(), "snapshot".into())], std::slice::from_ref(&who.invoice));
        let pdfs: Vec<String> = table(&garage, "files")
            .await
            .iter()
            .filter(|f| f["kind"] == "invoice")
            .map(|f| f["id"].as_str().unwrap().to_owned())
            .collect();
        let files = left.get(&("files".into(), "sealed".into())).cloned().unwrap_or_default();
        let others: Vec<&String> = files.iter().filter(|id| !pdfs.contains(id)).collect();
        assert_eq!(others, Vec::<&String>::new());
        let quotes = table(&garage, "quotes").await;
        let standing = |id: &str| quotes.iter().any(|q| q["id"] == id && q["accepted_cents"].as_i64() > Some(0));
        let ids = &left[&("quotes".into(), "snapshot".into())];
        assert!(ids.contains(&who.accepted) && ids.iter().all(|id| standing(id)), "{ids:?}");
    });
}

#[test]
fn what_the_law_wants_is_still_whole_after_an_erasure() {
    run(async {
        let garage = Garage::open().await;
        let who = somebody(&garage).await;
        let mut tx = garage.begin().await;
        let scope = erasure::erase(&mut tx, who.id).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!((scope.contacts, scope.vehicles, scope.drafts), (1, 1, 1));
        let mut tx = garage.begin().await;
        assert!(matches!(fiscal::verify(&mut tx).await.unwrap(), fiscal::Chain::Whole { .. }));
        let invoice = who.invoice.parse().unwrap();
        assert_eq!(invoices::document(&mut tx, invoice).await.unwrap().buyer.name, "Zéphyrin Quincampoix");
        assert_eq!(invoices::get(&mut tx, invoice).await.unwrap().account.unwrap().paid.0, 10_000);
        drop(tx);
        let mut marc = garage.marc().await;
        marc.get(&format!("/invoices/{invoice}")).await.is(200);
        marc.get(&format!("/invoices/{invoice}/pdf")).await.is(200);
        marc.get("/invoices").await.is(200).sees("main", erasure::NAME).does_not_see("main", "Quincampoix");
        // The journal holds the scope, and who did it; the request is answered.
        let events = table(&garage, "fiscal_events").await;
        let told = events.iter().find(|e| e["kind"] == "DATA_ERASURE").unwrap();
        assert!(told["payload"].as_str().unwrap().contains("\"vehicles\":1"));
        let requests = table(&garage, "rights_requests").await;
        assert_eq!(requests[0]["outcome"], "done");
        assert_eq!(garage.count("security_events where kind = 'person_erased'").await, 1);
        // Nobody brings him back.
        marc.get(&format!("/contacts/{}", who.id)).await.is(200);
        let mut tx = garage.begin().await;
        crm::contacts::restore(&mut tx, who.id).await.unwrap();
        assert!(crm::contacts::get(&mut tx, who.id).await.unwrap().deleted_at.is_some());
        drop(tx);
        // A second time changes nothing.
        let mut tx = garage.begin().await;
        erasure::erase(&mut tx, who.id).await.unwrap();
    });
}

#[test]
fn a_car_in_the_workshop_is_given_back_first_and_a_get_erases_nobody() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let vehicle = garage.vehicle(contact, "AB-123-CD").await;
        garage.order(contact, vehicle).await;
        let mut marc = garage.marc().await;
        let page = format!("/contacts/{contact}/erasure");
        marc.get(&page).await.is(200).sees(".alert", "à l’atelier");
        marc.get(&format!("/contacts/{contact}/personal-data")).await.is(200);
        let refused = marc.post(&page, &[YES]).await;
        assert_eq!(refused.status.as_u16(), 409);
        marc.get(&format!("/contacts/{contact}")).await.is(200).sees("h1", "Dupont");
        garage.karim().await.get(&page).await.is(403);
    });
}

/// A car that was sold is another's: it stays, and so does its new owner's history.
#[test]
fn a_car_sold_since_keeps_nothing_of_who_sold_it() {
    run(async {
        let garage = Garage::open().await;
        let (jean, anne) = (garage.contact().await, garage.contact_at("anne@client.test").await);
        let vehicle = garage.vehicle(jean, "AB-123-CD").await;
        let mut marc = garage.marc().await;
        marc.get(&format!("/vehicles/{vehicle}/owner?owner={anne}")).await.is(200);
        marc.post(&format!("/vehicles/{vehicle}/owner"), &[]).await.leads();
        let mut tx = garage.begin().await;
        erasure::erase(&mut tx, jean).await.unwrap();
        tx.commit().await.unwrap();
        marc.get(&format!("/vehicles/{vehicle}")).await.is(200).sees("main", "AB-123-CD");
        assert_eq!(garage.count(&format!("vehicle_owners where owner_id = '{jean}'")).await, 0);
        assert_eq!(garage.count(&format!("vehicles where owner_id = '{anne}'")).await, 1);
    });
}

/// A new table that points at customers or vehicles is to be said what becomes of it, in `crm/erasure.rs`.
#[test]
fn every_table_that_points_at_a_person_has_its_fate() {
    run(async {
        let rows = sqlx::query(
            "select c.conrelid::regclass::text, a.attname::text
             from pg_constraint c
             join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey) and a.attname <> 'tenant_id'
             where c.contype = 'f' and c.confrelid in ('contacts'::regclass, 'vehicles'::regclass)",
        );
        let rows = rows.fetch_all(&Town::get().await.admin).await.unwrap();
        let found: BTreeSet<(String, String)> = rows.iter().map(|r| (r.get(0), r.get(1))).collect();
        let said = erasure::FATES.iter().map(|(t, c, _)| ((*t).to_owned(), (*c).to_owned()));
        assert_eq!(found, said.collect());
    });
}

#[test]
fn everything_sealed_is_known_and_opens() {
    run(async {
        let columns = sqlx::query(
            "select c.relname::text, a.attname::text from pg_class c join pg_attribute a on a.attrelid = c.oid
             where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.atttypid = 'bytea'::regtype
               and (a.attname like '%sealed' or a.attname = 'wrapped') order by 1, 2",
        );
        let columns = columns.fetch_all(&Town::get().await.admin).await.unwrap();
        let found: BTreeSet<(String, String)> = columns.iter().map(|r| (r.get(0), r.get(1))).collect();
        let said: BTreeSet<(String, String)> =
            sealed::COLUMNS.iter().map(|(t, c, _)| ((*t).to_owned(), (*c).to_owned())).collect();
        assert_eq!(found, said);
        let garage = Garage::open().await;
        Nouns::of(&garage).await;
        // Opens all of them, or fails.
        assert!(!places(&garage, &["dupont"]).await.is_empty());
        assert!(tables().await.len() > 40);
    });
}

#[test]
fn what_is_asked_has_its_day_and_an_objection_is_done_at_once() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let mut tx = garage.begin().await;
        consents::say(&mut tx, contact, Purpose::SmsOffers, true, Source::Counter).await.unwrap();
        tx.commit().await.unwrap();
        let mut sophia = garage.sophia().await;
        let (page, ask) =
            (format!("/contacts/{contact}/personal-data"), format!("/contacts/{contact}/rights-requests"));
        sophia.get(&page).await.is(200);
        let tomorrow = (garage.cx().today() + chrono::TimeDelta::days(1)).to_string();
        sophia.post(&ask, &[("kind", "access"), ("asked_on", &tomorrow)]).await.refuses("asked_on");
        sophia.get(&page).await.is(200);
        sophia.post(&ask, &[("kind", "objection")]).await.leads();
        let mut tx = garage.begin().await;
        let said = consents::of_contact(&mut tx, contact).await.unwrap();
        assert!(said.len() == 3 && said.iter().all(|c| !c.given));
        drop(tx);
        sophia.get(&page).await.is(200);
        sophia.post(&ask, &[("kind", "rectification"), ("asked_on", "2026-01-05")]).await.leads();
        let list = sophia.get("/rights-requests").await.is(200).sees("main", "En retard").sees("main", "05/02/2026");
        let action = list.attributes("form[action^='/rights-requests/']", "action").remove(0);
        sophia.post(&action, &[("outcome", "refused")]).await.leads();
        sophia.get("/rights-requests").await.is(200).does_not_see("main", "En retard").sees("main", "Refusé");
    });
}
