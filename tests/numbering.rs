//! Numbers of invoices: one series, without gap or twin, by the date on the garage's wall
//! (CGI ann. II art. 242 nonies A, I-7°).

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use crm::{ids::InvoiceId, invoices};
use futures::future::join_all;

use crate::support::{Garage, YES, run};

async fn number(garage: &Garage, id: InvoiceId) -> (String, NaiveDate) {
    let mut tx = garage.begin().await;
    let invoice = invoices::get(&mut tx, id).await.unwrap();
    (invoice.number.unwrap(), invoice.issued_on.unwrap())
}

#[test]
fn forty_sealed_at_once_have_no_gap_and_no_twin() {
    run(async {
        let garage = Garage::open_at(new_years_eve).await;
        let contact = garage.contact().await;
        let mut drafts = Vec::new();
        for _ in 0..40 {
            drafts.push(garage.draft(contact, None, "120").await);
        }
        let sealed = join_all(drafts.iter().map(|id| garage.seal(*id))).await;
        assert!(sealed.iter().all(Result::is_ok), "{sealed:?}");
        let mut numbers = Vec::new();
        for id in drafts {
            numbers.push(number(&garage, id).await.0);
        }
        numbers.sort();
        let expected: Vec<String> = (1..=40).map(|n| format!("FA-2026-{n:06}")).collect();
        assert_eq!(numbers, expected);
    });
}

/// 31 December 2026, 23:59 in Paris.
fn new_years_eve() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 12, 31, 22, 59, 0).unwrap()
}

/// One minute later; in UTC it is still December.
fn new_year() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 12, 31, 23, 0, 0).unwrap()
}

#[test]
fn the_year_changes_at_midnight_in_paris() {
    run(async {
        let before = Garage::open_at(new_years_eve).await;
        let contact = before.contact().await;
        let (first, second) = (before.draft(contact, None, "120").await, before.draft(contact, None, "120").await);
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();

        let mut marc = before.marc().await;
        marc.get(&format!("/invoices/{first}")).await.is(200);
        marc.post(&format!("/invoices/{first}/seal"), &[YES]).await.leads();
        assert_eq!(number(&before, first).await, ("FA-2026-000001".into(), day(2026, 12, 31)));

        let after = before.at(new_year);
        let mut marc = after.marc().await;
        marc.get(&format!("/invoices/{second}")).await.is(200);
        marc.post(&format!("/invoices/{second}/seal"), &[YES]).await.leads();
        assert_eq!(number(&after, second).await, ("FA-2027-000001".into(), day(2027, 1, 1)));
    });
}

#[test]
fn a_sealing_that_fails_gives_its_number_back() {
    run(async {
        let garage = Garage::open_at(new_years_eve).await;
        let contact = garage.contact().await;
        let (first, second) = (garage.draft(contact, None, "120").await, garage.draft(contact, None, "120").await);
        let mut tx = garage.begin().await;
        invoices::seal(&mut tx, first, jobs::check).await.unwrap();
        assert_eq!(invoices::get(&mut tx, first).await.unwrap().number.as_deref(), Some("FA-2026-000001"));
        drop(tx);
        garage.seal(second).await.unwrap();
        assert_eq!(number(&garage, second).await.0, "FA-2026-000001");
        assert!(garage.jobs().await.iter().filter(|kind| **kind == "typeset_invoice").count() == 1);
    });
}
