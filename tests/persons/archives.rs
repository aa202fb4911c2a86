//! Everything held on somebody, in one zip that any program opens.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use crm::{
    archives::{self, Whose},
    fec,
    ids::ArchiveId,
    queue::{self, Job},
};

use super::named;
use crate::support::{Client, Garage, Nouns, run};

/// Names and bytes of a zip, read by a program that is not ours.
fn opened(bytes: Vec<u8>) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|n| {
            let mut entry = zip.by_index(n).unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            (entry.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

async fn taken(client: &mut Client, archive: &str) -> BTreeMap<String, Vec<u8>> {
    client.get(archive).await.is(200).sees("main", "Le fichier est prêt");
    let file = client.get(&format!("{archive}/file")).await.is(200);
    assert_eq!(file.header("content-type"), "application/zip");
    opened(file.bytes.clone())
}

fn text(all: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    let bytes = all.get(name).unwrap_or_else(|| panic!("{name} is not in {:?}", all.keys().collect::<Vec<_>>()));
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_customer_takes_away_all_that_is_held_on_him_and_nothing_of_others() {
    run(async {
        let (garage, nadia) = (Garage::open().await, Garage::open().await);
        let nouns = Nouns::of(&garage).await;
        garage.person(named("Autre", "Boulicaut")).await;
        let mut sophia = garage.sophia().await;
        let page = format!("/contacts/{}/personal-data", nouns.contact);
        sophia.get(&page).await.is(200);
        let archive =
            sophia.post(&format!("/contacts/{}/rights-requests", nouns.contact), &[("kind", "access")]).await.leads();
        sophia.get(&archive).await.is(200).sees("main", "Préparation en cours");
        garage.run_jobs().await;
        let all = taken(&mut sophia, &archive).await;
        let own = text(&all, "json/contacts.json");
        assert!(own.contains("jean.dupont@client.test") && own.contains("3 rue du Lac"), "{own}");
        assert!(text(&all, "json/vehicles.json").contains("AB-123-CD"));
        assert!(text(&all, "json/quote_lines.json").contains("Balais"));
        assert!(text(&all, "json/messages.json").contains("Bonjour"));
        for wanted in ["json/activities.json", "json/payments.json", "json/mileage_readings.json", "LISEZMOI.txt"] {
            assert!(all.contains_key(wanted), "{wanted}: {:?}", all.keys());
        }
        let pdfs: Vec<_> = all.iter().filter(|(name, _)| name.starts_with("pdf/")).collect();
        assert!(pdfs.len() >= 3 && pdfs.iter().all(|(_, bytes)| bytes.starts_with(b"%PDF")), "{:?}", all.keys());
        assert!(all.keys().any(|name| name.starts_with("photos/") && name.ends_with(".png")), "{:?}", all.keys());
        assert!(!all.values().any(|bytes| String::from_utf8_lossy(bytes).contains("Boulicaut")));
        assert!(!all.values().any(|bytes| String::from_utf8_lossy(bytes).contains("password_hash")));
        assert_eq!(garage.count("security_events where kind = 'person_exported'").await, 1);
        // For those who may, for a while, in this garage.
        garage.karim().await.get(&archive).await.is(403);
        nadia.marc().await.get(&archive).await.is(404);
        let later = garage.at(|| crm::cx::now() + chrono::TimeDelta::days(8));
        let mut tx = later.begin().await;
        archives::forget_old(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        sophia.get(&format!("{archive}/file")).await.is(404);
    });
}

#[test]
fn a_colleague_takes_away_his_own_and_nobody_elses() {
    run(async {
        let garage = Garage::open().await;
        let mut karim = garage.karim().await;
        karim.get("/account").await.is(200);
        let archive = karim.post("/account/archive", &[]).await.leads();
        garage.run_jobs().await;
        let all = taken(&mut karim, &archive).await;
        let own = text(&all, "json/users.json");
        assert!(own.contains("karim@garage.test") && !own.contains("argon2") && !own.contains("sophia@garage.test"));
        assert!(text(&all, "json/security_events.json").contains("signed_in"));
        garage.marc().await.get(&archive).await.is(404);
    });
}

/// Killed anywhere it goes on: each page is committed with where it is, and two jobs about one archive make one.
#[test]
fn an_archive_is_made_once_by_however_many_jobs() {
    run(async {
        let garage = Garage::open().await;
        Nouns::of(&garage).await;
        let mut tx = garage.begin().await;
        let id: ArchiveId = archives::begin(&mut tx, Whose::Garage).await.unwrap();
        queue::enqueue(&mut tx, Job::MakeArchive { archive: id }).await.unwrap();
        tx.commit().await.unwrap();
        let works = garage.works();
        let envelope = |job| queue::Envelope {
            tenant: garage.tenant,
            actor: crm::Actor::System,
            lang: crm::Lang::Fr,
            trace: 0,
            job,
        };
        let two = (
            jobs::run(&works, envelope(Job::MakeArchive { archive: id }), true),
            jobs::run(&works, envelope(Job::MakeArchive { archive: id }), true),
        );
        let (one, other) = tokio::join!(two.0, two.1);
        assert_eq!((one, other), (Ok(()), Ok(())));
        garage.run_jobs().await;
        let mut marc = garage.marc().await;
        let all = taken(&mut marc, &format!("/archives/{id}")).await;
        assert!(text(&all, "csv/contacts.csv").contains("Dupont"));
        assert!(text(&all, "json/invoices.jsonl").contains("Plaquettes avant"));
        assert!(all.keys().any(|name| name.starts_with("fec/732829320FEC")), "{:?}", all.keys());
        assert!(!all.keys().any(|name| name.contains("garage_keys") || name.contains("once_keys")));
        let users = text(&all, "json/users.jsonl");
        assert!(users.contains("marc@garage.test") && !users.contains("argon2"));
        garage.sophia().await.get(&format!("/archives/{id}")).await.is(403);
    });
}

#[test]
fn the_accounts_file_has_its_columns_and_balances() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let invoice = garage.sealed(contact, None, "420,01").await;
        let cancelled = garage.sealed(contact, None, "99,99").await;
        garage.pay(invoice, "card", "400").await.unwrap();
        garage.pay(invoice, "cash", "20,01").await.unwrap();
        let mut tx = garage.begin().await;
        crm::invoices::cancel(&mut tx, cancelled, "Pièce non montée", jobs::check).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = garage.begin().await;
        let years = fec::years(&mut tx).await.unwrap();
        assert_eq!(years.len(), 1);
        let (name, bytes) = fec::of_year(&mut tx, years[0]).await.unwrap();
        assert_eq!(name, format!("732829320FEC{}1231.txt", years[0]));
        // ISO 8859-15, of which these letters are those of Latin-1.
        let text: String = bytes.iter().map(|b| char::from(*b)).collect();
        let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
        assert_eq!(lines[0], fec::COLUMNS);
        assert!(lines.iter().all(|line| line.len() == 18), "{text}");
        let cents = |text: &str| text.replace(',', "").parse::<i64>().unwrap();
        let mut entries: BTreeMap<&str, (i64, Vec<&str>)> = BTreeMap::new();
        for line in &lines[1..] {
            let entry = entries.entry(line[2]).or_default();
            entry.0 += cents(line[11]) - cents(line[12]);
            entry.1.push(line[4]);
            assert!(line[3].len() == 8 && line[9].len() == 8 && line[15].len() == 8 && !line[8].is_empty(), "{line:?}");
        }
        assert!(entries.values().all(|(left, _)| *left == 0), "{text}");
        let numbers: Vec<&str> = entries.keys().copied().collect();
        assert_eq!(numbers, ["BQ000001", "CA000001", "VE000001", "VE000002", "VE000003"]);
        assert_eq!(entries["VE000001"].1, ["411000", "445711", "707000"]);
        assert_eq!(entries["BQ000001"].1, ["511500", "411000"]);
        assert_eq!(entries["CA000001"].1, ["530000", "411000"]);
        assert!(text.contains("Avoir sur FA-") && text.contains("420,01"));
    });
}
