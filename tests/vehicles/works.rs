//! What was done to a vehicle, and what is to be foreseen.

use chrono::{DateTime, Datelike, TimeDelta, Utc};
use crm::{
    invoices,
    money::Cents,
    repair_orders::{self, Intake},
    vehicles::{self, MileageSource},
};

use crate::support::{Garage, run};

fn last_year() -> DateTime<Utc> {
    crm::cx::now() - TimeDelta::days(366)
}

async fn cancel(garage: &Garage, invoice: crm::ids::InvoiceId) {
    let mut tx = garage.begin().await;
    invoices::cancel(&mut tx, invoice, "Erreur", jobs::check).await.unwrap();
    tx.commit().await.unwrap();
}

#[test]
fn the_history_tells_visits_kilometres_and_cost() {
    run(async {
        let garage = Garage::open().await;
        let before = garage.at(last_year);
        let contact = before.contact().await;
        let vehicle = before.vehicle(contact, "AB-123-CD").await;
        let mut tx = before.begin().await;
        let intake =
            Intake { mileage_km: Some(40_000), requested_work: "Bruit à l’avant".into(), ..Intake::default() };
        repair_orders::open(&mut tx, contact, vehicle, &intake).await.unwrap();
        tx.commit().await.unwrap();
        before.sealed(contact, Some(vehicle), "240").await;
        let mut tx = garage.begin().await;
        vehicles::note_mileage(&mut tx, vehicle, 52_000, MileageSource::Manual, "").await.unwrap();
        tx.commit().await.unwrap();
        garage.sealed(contact, Some(vehicle), "119,40").await;
        // A mistake that was taken back, and a draft: neither was done.
        cancel(&garage, garage.sealed(contact, Some(vehicle), "999").await).await;
        garage.draft(contact, Some(vehicle), "777").await;

        let mut tx = garage.begin().await;
        let history = vehicles::history(&mut tx, vehicle).await.unwrap();
        let (then, now) = (before.cx().today().year(), garage.cx().today().year());
        let years: Vec<_> = history.years.iter().map(|y| (y.year, y.visits, y.gross, y.net, y.km)).collect();
        let expected = [(now, 1, Cents(11940), Cents(9950), Some(12_000)), (then, 2, Cents(24000), Cents(20000), None)];
        assert_eq!(years, expected);
        assert_eq!((history.gross, history.net), (Cents(35940), Cents(29950)));
        let works: Vec<_> = history.works.iter().map(|w| (w.km, w.km_since, w.gross.0)).collect();
        assert_eq!(works[0], (Some(52_000), Some(12_000), 11940));
        assert_eq!(history.works[0].operations[0].title, "Plaquettes avant");
        drop(tx);

        let mut marc = garage.marc().await;
        let path = format!("/vehicles/{vehicle}/history");
        let page = marc.get(&path).await.is(200).sees("main", "359,40").sees("main", "Bruit à l’avant");
        let page = page
            .sees("main", "Coût par an")
            .sees("main table", "12 000 km")
            .sees("main", "soit 12 000 km depuis")
            .does_not_see("main", "999")
            .does_not_see("main", "777");
        assert_eq!(page.texts("main .timeline > li").len(), 3);
        let page = marc.get(&format!("{path}?year={now}")).await.is(200);
        assert_eq!(page.texts("main .timeline > li").len(), 1);
        for odd in ["1999", "x", ""] {
            let page = marc.get(&format!("{path}?year={odd}")).await.is(200);
            assert_eq!(page.texts("main .timeline > li").len(), 3, "{odd}");
        }
    });
}

/// An order and its invoice are one visit, told with the lines of a forfait as one operation.
#[test]
fn an_order_and_its_invoice_are_one_visit() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let vehicle = garage.vehicle(contact, "AB-123-CD").await;
        let mut marc = garage.marc().await;
        marc.get(&format!("/repair-orders/new?vehicle={vehicle}&contact={contact}")).await.is(200);
        let order =
            marc.post("/repair-orders", &[("requested_work", "Révision"), ("mileage_km", "61 000")]).await.leads();
        let id = order.rsplit('/').next().unwrap().parse().unwrap();
        let mut tx = garage.begin().await;
        let of_garage = crm::garages::get(&mut tx).await.unwrap();
        let package = crm::packages::list(&mut tx, &of_garage).await.unwrap()[0].id;
        let new =
            crm::quotes::NewQuote { contact, vehicle: Some(vehicle), repair_order: Some(id), packages: vec![package] };
        let quote = crm::quotes::create(&mut tx, &new).await.unwrap();
        tx.commit().await.unwrap();
        garage.answered(quote, &[]).await;
        let mut tx = garage.begin().await;
        let invoice = invoices::draft_from_quote(&mut tx, quote).await.unwrap();
        tx.commit().await.unwrap();
        garage.seal(invoice).await.unwrap();
        let mut tx = garage.begin().await;
        let history = vehicles::history(&mut tx, vehicle).await.unwrap();
        assert_eq!(history.works.len(), 1);
        let work = &history.works[0];
        assert_eq!((work.km, work.invoices.len(), work.operations.len()), (Some(61_000), 1, 1));
        assert_eq!((work.operations[0].net, work.operations[0].gross), (work.net, work.gross));
    });
}

#[test]
fn work_to_foresee_is_written_changed_done_and_taken_back() {
    run(async {
        let garage = Garage::open().await;
        let vehicle = garage.vehicle(garage.contact().await, "AB-123-CD").await;
        let mut marc = garage.marc().await;
        let page = format!("/vehicles/{vehicle}");
        marc.get(&format!("{page}/deferred-works/new")).await.is(200);
        let act = format!("{page}/deferred-works");
        let wrong = [("due_on", "jamais"), ("due_km", "loin"), ("gross", "-3")];
        let refused = marc.post(&act, &wrong).await.is(422);
        refused.refuses("label").refuses("due_on").refuses("due_km").refuses("gross");
        let soon = (garage.cx().today() + TimeDelta::days(20)).to_string();
        let typed = [("label", "Plaquettes arrière"), ("due_on", &soon), ("due_km", "60 000"), ("gross", "159,60")];
        marc.get(&format!("{page}/deferred-works/new")).await.is(200);
        marc.post(&act, &typed).await.leads();
        let shown = marc.get(&page).await.is(200).sees("main", "159,60").sees("main .badge", "Bientôt");
        let edit = shown.attributes("main a[href^='/deferred-works/']", "href").remove(0);
        let act = edit.trim_end_matches("/edit").to_owned();
        let old = marc.get(&edit).await.is(200);
        assert_eq!((old.value("gross").as_str(), old.value("due_km").as_str()), ("159,60", "60000"));
        let mut sophia = garage.sophia().await;
        sophia.get(&edit).await.is(200);
        marc.post(&act, &[("due_on", ""), ("notes", "3 mm")]).await.leads();
        sophia.post(&act, &[("gross", "150")]).await.is(409).sees("main", "Quelqu’un d’autre");
        marc.get(&page).await.sees("main", "à 60 000 km").sees("main", "3 mm").does_not_see("main .badge", "Bientôt");
        // By the odometer.
        marc.post(&format!("{page}/mileage"), &[("mileage_km", "60001")]).await.leads();
        marc.get(&page).await.sees("main .badge", "Dépassé");
        marc.post(&format!("{act}/finish"), &[]).await.leads();
        marc.get(&page).await.sees("main", "Fait le").does_not_see("main .badge", "Dépassé");
        marc.post(&format!("{act}/reopen"), &[]).await.leads();
        marc.get(&page).await.sees("main .badge", "Dépassé");
    });
}
