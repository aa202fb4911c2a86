//! Readings of the odometer.

use chrono::{DateTime, TimeDelta, Utc};
use crm::vehicles::{self, MileageSource};

use crate::support::{Garage, run};

fn a_year_ago() -> DateTime<Utc> {
    crm::cx::now() - TimeDelta::days(365)
}

fn last_month() -> DateTime<Utc> {
    crm::cx::now() - TimeDelta::days(30)
}

#[test]
fn readings_say_who_when_and_where_from_and_what_to_expect() {
    run(async {
        let garage = Garage::open().await;
        let vehicle = garage.vehicle(garage.contact().await, "AB-123-CD").await;
        for (garage, km) in [(garage.at(a_year_ago), 50_000), (garage.at(last_month), 61_500)] {
            let mut tx = garage.begin().await;
            vehicles::note_mileage(&mut tx, vehicle, km, MileageSource::Reception, "").await.unwrap();
            tx.commit().await.unwrap();
        }
        let mut sophia = garage.sophia().await;
        let page = sophia.get(&format!("/vehicles/{vehicle}")).await.is(200);
        // 11 500 km in 335 days.
        page.sees("main", "12 500 km par an").sees("main", "62 500 km aujourd");
        sophia.post(&format!("/vehicles/{vehicle}/mileage"), &[("mileage_km", "62 700 km")]).await.leads();
        let page = sophia.get(&format!("/vehicles/{vehicle}/mileage")).await.is(200);
        let page = page.sees("main", "Sophia Bernard").sees("main", "noté à la main").sees("main", "à la réception");
        assert_eq!(page.texts("main li.list-row, main .list > li").len(), 3);
        garage.karim().await.get(&format!("/vehicles/{vehicle}/mileage")).await.is(200).does_not_see("main", "Barrer");
    });
}

#[test]
fn a_wrong_reading_is_struck_out_and_stays_in_sight() {
    run(async {
        let garage = Garage::open().await;
        let vehicle = garage.vehicle(garage.contact().await, "AB-123-CD").await;
        let mut marc = garage.marc().await;
        let path = format!("/vehicles/{vehicle}/mileage");
        for km in ["50000", "510000"] {
            marc.get(&format!("/vehicles/{vehicle}")).await.is(200);
            marc.post(&path, &[("mileage_km", km)]).await.leads();
        }
        marc.get(&format!("/vehicles/{vehicle}")).await.is(200);
        marc.post(&path, &[("mileage_km", "51000")]).await.is(422).refuses("mileage_km");
        let strike = marc.get(&path).await.is(200).attributes("a[href*='strike=']", "href").remove(0);
        marc.get(&strike).await.is(200).sees("main", "510 000 km");
        let id = strike.split(['=', '#']).nth(1).unwrap();
        let act = format!("/mileage-readings/{id}/strike");
        marc.post(&act, &[]).await.is(422).refuses("strike_reason");
        marc.get(&strike).await.is(200);
        let (first, second) = marc.post_twice(&act, &[("strike_reason", "Un zéro de trop")]).await;
        assert_eq!(first.leads(), second.leads());
        let page = marc.get(&path).await.is(200).sees("main s", "510 000 km").sees("main", "Un zéro de trop");
        page.sees("main", "Barré par Marc Lefèvre").sees("main .heading", "50 000 km");
        // The right one goes on from there.
        marc.get(&format!("/vehicles/{vehicle}")).await.is(200).sees("main .heading", "50 000 km");
        marc.post(&path, &[("mileage_km", "51000")]).await.leads();
        // Every one struck out: nothing is known.
        let all = marc.get(&path).await.attributes("a[href*='strike=']", "href");
        for strike in all {
            let id = strike.split(['=', '#']).nth(1).unwrap().to_owned();
            marc.get(&strike).await.is(200);
            marc.post(&format!("/mileage-readings/{id}/strike"), &[("strike_reason", "Autre véhicule")]).await.leads();
        }
        marc.get(&path).await.is(200).sees("main", "Aucun relevé");
    });
}
