//! Contrôle technique, warranty, recalls.

use chrono::{Months, NaiveDate, TimeDelta};
use crm::{
    ids::VehicleId,
    vehicles::{self, VehicleForm},
};

use crate::support::{Client, Garage, run};

async fn save(marc: &mut Client, vehicle: VehicleId, typed: &[(&str, &str)]) -> crate::support::Answer {
    marc.get(&format!("/vehicles/{vehicle}/edit")).await.is(200);
    marc.post(&format!("/vehicles/{vehicle}"), typed).await
}

async fn stored(garage: &Garage, vehicle: VehicleId) -> (Option<NaiveDate>, Option<NaiveDate>) {
    sqlx::query_as("select inspection_due_on, inspection_next_on from vehicles where id = $1")
        .bind(vehicle.0)
        .fetch_one(&garage.town.admin)
        .await
        .unwrap()
}

#[test]
fn the_inspection_is_computed_typed_and_computed_again() {
    run(async {
        let garage = Garage::open().await;
        let vehicle = garage.vehicle(garage.contact().await, "AB-123-CD").await;
        let mut marc = garage.marc().await;
        let today = garage.cx().today();
        let first = today - Months::new(47);
        save(&mut marc, vehicle, &[("genre", "VP"), ("first_registered_on", &first.to_string())]).await.leads();
        assert_eq!(stored(&garage, vehicle).await, (None, Some(first + Months::new(48))));
        let page = marc.get(&format!("/vehicles/{vehicle}")).await.is(200);
        page.sees("main", "4 ans après la 1re mise en circulation").sees("main .badge", "Bientôt");
        // Typed: it wins.
        let typed = today + TimeDelta::days(200);
        save(&mut marc, vehicle, &[("inspection_due_on", &typed.to_string())]).await.leads();
        assert_eq!(stored(&garage, vehicle).await, (Some(typed), Some(typed)));
        marc.get(&format!("/vehicles/{vehicle}")).await.sees("main", "Date saisie à la main");
        // Inspected since: what was typed was about the one before.
        save(&mut marc, vehicle, &[("inspected_on", &today.to_string())]).await.leads();
        assert_eq!(stored(&garage, vehicle).await, (None, Some(today + Months::new(24))));
        marc.get(&format!("/vehicles/{vehicle}")).await.sees("main", "2 ans après le dernier contrôle");
        save(&mut marc, vehicle, &[("inspection_result", "critical")]).await.leads();
        assert_eq!(stored(&garage, vehicle).await, (None, Some(today + Months::new(2))));
        marc.get(&format!("/vehicles/{vehicle}"))
            .await
            .sees("main", "Contre-visite")
            .sees("main .badge", "Ne doit plus rouler");
        let tomorrow = (today + TimeDelta::days(1)).to_string();
        save(&mut marc, vehicle, &[("inspected_on", &tomorrow)]).await.is(422).refuses("inspected_on");
        save(&mut marc, vehicle, &[("inspection_result", "mauvais")]).await.is(422);
    });
}

#[test]
fn a_motorcycle_gets_no_false_day() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        marc.get("/vehicles/new").await.is(200);
        let typed = [("plate", "AB-123-CD"), ("genre", "mtl"), ("first_registered_on", "2015-03-04")];
        let page = marc.post("/vehicles", &typed).await.leads();
        marc.get(&page).await.is(200).sees("main", "saisissez la date");
        let vehicle = page.rsplit('/').next().unwrap().parse().unwrap();
        assert_eq!(stored(&garage, vehicle).await, (None, None));
    });
}

#[test]
fn a_warranty_says_whose_until_when_and_how_far() {
    run(async {
        let garage = Garage::open().await;
        let vehicle = garage.vehicle(garage.contact().await, "AB-123-CD").await;
        let mut marc = garage.marc().await;
        let until = (garage.cx().today() + TimeDelta::days(100)).to_string();
        save(&mut marc, vehicle, &[("warranty", "maker")]).await.is(422).refuses("warranty_until");
        save(&mut marc, vehicle, &[("warranty_until", &until)]).await.is(422).refuses("warranty");
        let typed = [("warranty", "maker"), ("warranty_until", until.as_str()), ("warranty_km", "100 000")];
        save(&mut marc, vehicle, &typed).await.leads();
        marc.get(&format!("/vehicles/{vehicle}")).await.sees("main", "Constructeur").sees("main .badge", "En cours");
        marc.post(&format!("/vehicles/{vehicle}/mileage"), &[("mileage_km", "100001")]).await.leads();
        marc.get(&format!("/vehicles/{vehicle}")).await.sees("main .badge", "Terminée");
        let mut tx = garage.begin().await;
        let kept = VehicleForm::of(&vehicles::get(&mut tx, vehicle).await.unwrap());
        assert_eq!((kept.warranty.as_str(), kept.warranty_km.as_str()), ("maker", "100000"));
    });
}

#[test]
fn a_recall_is_seen_wherever_the_vehicle_is_until_it_is_done() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let vehicle = garage.vehicle(contact, "AB-123-CD").await;
        let mut marc = garage.marc().await;
        let page = format!("/vehicles/{vehicle}");
        marc.get(&page).await.is(200);
        marc.post(&format!("{page}/recalls"), &[]).await.is(422).refuses("recall");
        marc.get(&page).await.is(200);
        marc.post(&format!("{page}/recalls"), &[("recall", "Faisceau moteur")]).await.leads();
        marc.get(&page).await.is(200).sees("main .badge", "Rappel constructeur");
        marc.post(&format!("{page}/recalls"), &[("recall", "Airbag Takata"), ("stop_drive", "on")]).await.leads();
        let order = garage.order(contact, vehicle).await;
        let new = format!("/repair-orders/new?vehicle={vehicle}&contact={contact}");
        for path in [page.as_str(), "/vehicles", &new, &format!("/repair-orders/{order}")] {
            marc.get(path).await.is(200).sees("main", "Ne pas rouler");
        }
        // At reception too, once the plate is known.
        marc.get("/reception").await.is(200);
        let typed = [("last_name", "Durand"), ("plate", "AB-123-CD"), ("phone", "06 98 76 54 32")];
        marc.post("/reception", &typed).await.is(422).sees("main", "Ne pas rouler");
        let finish = marc.get(&page).await.attributes("form[action$='/finish'][action^='/recalls']", "action");
        assert_eq!(finish.len(), 2);
        for act in &finish {
            marc.get(&page).await.is(200);
            marc.post(act, &[]).await.leads();
        }
        marc.get("/vehicles").await.is(200).does_not_see("main", "Ne pas rouler");
        marc.get(&new).await.is(200).does_not_see("main", "Rappel");
        marc.get(&page).await.is(200).sees("main", "Fait le");
        let reopen = finish[0].replace("/finish", "/reopen");
        marc.post(&reopen, &[]).await.leads();
        marc.get("/vehicles").await.is(200).sees("main .badge", "Ne pas rouler");
    });
}
