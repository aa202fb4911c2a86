//! 31 December, 23:59 on the garage's wall. What invoices do then is in `numbering.rs`.

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use crm::{Fields, dashboard, garages, ids::InvoiceId, invoices, quotes, repair_orders};
use sqlx::AssertSqlSafe;

use crate::support::{Garage, Town, YES, identity, run};

/// 31 December 2026, 23:59 in Paris; on La Réunion it is 1 January, 02:59.
fn before() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 12, 31, 22, 59, 0).unwrap()
}

/// One minute later; in UTC it is still December.
fn after() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 12, 31, 23, 0, 0).unwrap()
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

#[test]
fn every_series_and_every_date_turns_at_midnight_on_the_wall() {
    run(async {
        let old = Garage::open_at(before).await;
        let new = old.at(after);
        let contact = old.contact().await;
        let vehicle = old.vehicle(contact, "AB-123-CD").await;
        for (garage, year, today) in [(&old, 2026, day(2026, 12, 31)), (&new, 2027, day(2027, 1, 1))] {
            let order = garage.order(contact, vehicle).await;
            let quote = garage.quote(contact, Some(vehicle), &[("Vidange", "120")]).await;
            garage.sent(quote).await;
            let invoice = garage.sealed(contact, Some(vehicle), "240").await;
            let paid = garage.pay(invoice, "card", "240").await.unwrap();
            let mut tx = garage.begin().await;
            let credit = invoices::cancel(&mut tx, invoice, "Erreur", jobs::check).await.unwrap();
            let order = repair_orders::get(&mut tx, order).await.unwrap();
            let quote = quotes::get(&mut tx, quote).await.unwrap();
            let (invoice, credit) =
                (invoices::get(&mut tx, invoice).await.unwrap(), invoices::get(&mut tx, credit).await.unwrap());
            let number = |code: &str| format!("{code}-{year}-000001");
            assert_eq!(order.number, number("OR"));
            assert_eq!((quote.number.unwrap(), quote.issued_on), (number("DE"), Some(today)));
            assert_eq!(quote.valid_until, Some(today + chrono::TimeDelta::days(30)));
            assert_eq!(
                (invoice.number.unwrap(), invoice.issued_on, invoice.supplied_on),
                (number("FA"), Some(today), Some(today))
            );
            assert_eq!(invoice.account.unwrap().due_on, Some(today));
            assert_eq!((credit.number.unwrap(), credit.issued_on), (number("AV"), Some(today)));
            let received: NaiveDate = sqlx::query_scalar("select received_on from payments where id = $1")
                .bind(paid.0)
                .fetch_one(&garage.town.admin)
                .await
                .unwrap();
            assert_eq!(received, today);
            tx.commit().await.unwrap();
        }
        // The month's turnover: one invoice and its credit note on each side.
        let third = new.sealed(contact, Some(vehicle), "120").await;
        assert!(invoices::get(&mut new.begin().await, third).await.unwrap().number.unwrap().ends_with("2027-000002"));
        let (then, now) = (
            dashboard::get(&mut old.begin().await).await.unwrap(),
            dashboard::get(&mut new.begin().await).await.unwrap(),
        );
        assert_eq!((then.months[11].0, now.months[11].0), (day(2026, 12, 1), day(2027, 1, 1)));
        assert_eq!((now.months[10].1.0, now.months[11].1.0), (0, 10_000));
    });
}

/// A garage on La Réunion is three hours ahead: by its wall the year is over.
#[test]
fn the_wall_is_the_garages_own() {
    run(async {
        let garage = Garage::open_at(before).await;
        let mut tx = garage.begin().await;
        let mut form = identity();
        form.time_zone = "Indian/Reunion".into();
        let reunion = form.parse(&mut Fields::default()).unwrap();
        let version = garages::version(&mut tx).await.unwrap();
        garages::save(&mut tx, &reunion, version).await.unwrap();
        tx.commit().await.unwrap();
        let contact = garage.contact().await;
        let draft = garage.draft(contact, None, "120").await;
        let mut marc = garage.marc().await;
        marc.get(&format!("/invoices/{draft}")).await.is(200);
        marc.post(&format!("/invoices/{draft}/seal"), &[YES]).await.leads();
        let sealed = invoices::get(&mut garage.begin().await, draft).await.unwrap();
        assert_eq!((sealed.number.as_deref(), sealed.issued_on), (Some("FA-2027-000001"), Some(day(2027, 1, 1))));
    });
}

async fn mentions(garage: &Garage, invoice: InvoiceId) -> Vec<String> {
    let document = invoices::document(&mut garage.begin().await, invoice).await.unwrap();
    document.mentions.into_iter().map(|mention| mention.text).collect()
}

/// A law that changes on 1 January is a row: the old sentence until midnight, the new one after, and what was sealed
/// keeps its own. In a database of its own, since the law is everybody's.
#[test]
fn a_sentence_of_the_law_changes_at_midnight_too() {
    run(async {
        let town = Town::beside("midnight").await;
        let law = "insert into legal_mentions (code, valid_from, text, source)
                   values ('early_discount', '2027-01-01', 'Escompte : la phrase de 2027.', 'test')";
        sqlx::query(AssertSqlSafe(law)).execute(&town.admin).await.unwrap();
        let old = Garage::open_in(town, before).await;
        let new = old.at(after);
        let contact = company(&old).await;
        let (first, second) = (old.draft(contact, None, "120").await, old.draft(contact, None, "120").await);
        old.seal(first).await.unwrap();
        new.seal(second).await.unwrap();
        let has = |all: &[String], words: &str| all.iter().any(|text| text.contains(words));
        let (then, now) = (mentions(&new, first).await, mentions(&new, second).await);
        assert!(has(&then, "néant") && !has(&then, "la phrase de 2027"), "{then:?}");
        assert!(has(&now, "la phrase de 2027") && !has(&now, "néant"), "{now:?}");
    });
}

/// Between professionals the early discount must be told.
async fn company(garage: &Garage) -> crm::ids::ContactId {
    let form = crm::contacts::ContactForm {
        kind: "professionnel".into(),
        company: "Taxis du Lac".into(),
        siren: "732 829 320".into(),
        street: "3 rue du Lac".into(),
        postcode: "92000".into(),
        town: "Nanterre".into(),
        ..crm::contacts::ContactForm::fresh()
    };
    let new = form.parse(&mut Fields::default()).unwrap();
    let mut tx = garage.begin().await;
    let id = crm::contacts::create(&mut tx, &new).await.unwrap();
    tx.commit().await.unwrap();
    id
}
