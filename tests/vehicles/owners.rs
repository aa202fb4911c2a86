//! Selling a vehicle, and what stays with whom.

use chrono::{DateTime, TimeDelta, Utc};
use crm::{
    ids::{ContactId, VehicleId},
    scans::{self, Party},
    vehicles::{self, NewVehicle},
};

use crate::support::{Garage, YES, run};

fn last_year() -> DateTime<Utc> {
    crm::cx::now() - TimeDelta::days(400)
}

async fn day(garage: &Garage, days: i64) -> String {
    (garage.cx().today() - TimeDelta::days(days)).to_string()
}

/// Owners of a vehicle, the newest first, as (name, since, until).
async fn told(garage: &Garage, vehicle: VehicleId) -> Vec<(Option<ContactId>, bool, bool)> {
    let mut tx = garage.begin().await;
    let all = vehicles::owners(&mut tx, vehicle).await.unwrap();
    all.into_iter().map(|o| (o.owner, o.since.is_some(), o.until.is_some())).collect()
}

#[test]
fn a_sale_is_told_on_the_vehicle_and_on_both_customers() {
    run(async {
        let garage = Garage::open().await;
        let jean = garage.contact().await;
        let anne = garage.contact_at("anne@client.test").await;
        let vehicle = garage.vehicle(jean, "AB-123-CD").await;
        let order = garage.order(jean, vehicle).await;
        let mut marc = garage.marc().await;
        let path = format!("/vehicles/{vehicle}/owner");
        marc.get(&format!("/vehicles/{vehicle}"))
            .await
            .is(200)
            .sees("main", "Vendu")
            .does_not_see("main", "Propriétaires");
        // Whom first: through the page where one chooses.
        let page = marc.get(&path).await.is(200);
        assert!(page.attributes("form[action='/contacts/pick'] input[name='to']", "value")[0].ends_with("owner="));
        marc.get(&format!("{path}?owner={anne}")).await.is(200).sees("main", "Dupont Jean");
        marc.post(&path, &[("sold_on", &day(&garage, 30).await)]).await.leads();
        let shown = marc.get(&format!("/vehicles/{vehicle}")).await.is(200).sees("main", "Propriétaires");
        assert_eq!(shown.attributes(&format!("main a[href='/contacts/{anne}']"), "href").len(), 1);
        assert_eq!(told(&garage, vehicle).await, [(Some(anne), true, false), (Some(jean), false, true)]);
        marc.get(&format!("/contacts/{jean}")).await.sees("main", "Anciens véhicules").sees("main", "AB-123-CD");
        marc.get(&format!("/contacts/{anne}"))
            .await
            .does_not_see("main", "Anciens véhicules")
            .sees("main", "AB-123-CD");
        // What was ordered before the sale is still Jean's.
        marc.get(&format!("/repair-orders/{order}")).await.is(200);
        let mut tx = garage.begin().await;
        assert_eq!(crm::repair_orders::get(&mut tx, order).await.unwrap().contact, jean);
    });
}

#[test]
fn a_wrong_day_is_said_beside_it() {
    run(async {
        let garage = Garage::open().await;
        let jean = garage.contact().await;
        let (anne, paul) = (garage.contact_at("anne@client.test").await, garage.contact_at("paul@client.test").await);
        let vehicle = garage.vehicle(jean, "AB-123-CD").await;
        let path = format!("/vehicles/{vehicle}/owner");
        let mut marc = garage.marc().await;
        marc.get(&format!("{path}?owner={anne}")).await.is(200);
        for wrong in ["", "demain", "31/02/2026", &day(&garage, -1).await, "1850-01-01"] {
            marc.post(&path, &[("sold_on", wrong), ("owner", &anne.to_string())]).await.is(422).refuses("sold_on");
        }
        marc.get(&format!("{path}?owner={anne}")).await.is(200);
        marc.post(&path, &[("sold_on", &day(&garage, 30).await)]).await.leads();
        marc.get(&format!("{path}?owner={paul}")).await.is(200);
        marc.post(&path, &[("sold_on", &day(&garage, 31).await)]).await.is(422).refuses("sold_on");
        assert_eq!(told(&garage, vehicle).await.len(), 2);
        // Nobody was chosen, or nobody there is.
        marc.get(&path).await.is(200);
        marc.post(&path, &[("sold_on", &day(&garage, 0).await)]).await.is(422);
        let nobody = uuid::Uuid::now_v7().to_string();
        marc.post(&path, &[("owner", &nobody), ("sold_on", &day(&garage, 0).await)]).await.is(404);
    });
}

#[test]
fn sold_twice_is_sold_once_and_a_mistake_is_taken_back() {
    run(async {
        let garage = Garage::open().await;
        let jean = garage.contact().await;
        let vehicle = garage.vehicle(jean, "AB-123-CD").await;
        let path = format!("/vehicles/{vehicle}/owner");
        let mut marc = garage.marc().await;
        for _ in 0..2 {
            marc.get(&format!("{path}?owner=none")).await.is(200).sees("main", "Hors du garage");
            marc.post(&path, &[]).await.leads();
        }
        assert_eq!(told(&garage, vehicle).await, [(None, true, false), (Some(jean), false, true)]);
        let mut sophia = garage.sophia().await;
        sophia.get(&format!("/vehicles/{vehicle}")).await.is(200);
        marc.get(&format!("/vehicles/{vehicle}")).await.is(200).sees("main", "Hors du garage");
        // Asked first, where there is no script.
        marc.post(&format!("{path}/undo"), &[]).await.is(200).sees("h1", "Annuler le dernier changement");
        assert_eq!(told(&garage, vehicle).await.len(), 2);
        marc.post(&format!("{path}/undo"), &[YES]).await.leads();
        assert_eq!(told(&garage, vehicle).await, [(Some(jean), false, false)]);
        // An old page takes nothing more back.
        sophia.post(&format!("{path}/undo"), &[YES]).await.is(409);
        let mut tx = garage.begin().await;
        assert_eq!(vehicles::get(&mut tx, vehicle).await.unwrap().is.owner, Some(jean));
        assert!(vehicles::formerly_of(&mut tx, jean).await.unwrap().is_empty());
    });
}

/// The form of the vehicle and reception change owners too; a slip of the hand leaves no trace, an owner learnt of is
/// no sale.
#[test]
fn every_way_of_changing_the_owner_is_kept() {
    run(async {
        let garage = Garage::open().await;
        let before = garage.at(last_year);
        let (jean, anne) = (garage.contact().await, garage.contact_at("anne@client.test").await);
        let vehicle = before.vehicle(jean, "AB-123-CD").await;
        let mut marc = garage.marc().await;
        let edit = async |marc: &mut crate::support::Client, owner: &str| {
            marc.get(&format!("/vehicles/{vehicle}/edit?owner={owner}")).await.is(200);
            marc.post(&format!("/vehicles/{vehicle}"), &[]).await.leads();
        };
        edit(&mut marc, &anne.to_string()).await;
        assert_eq!(told(&garage, vehicle).await, [(Some(anne), true, false), (Some(jean), false, true)]);
        edit(&mut marc, &jean.to_string()).await;
        assert_eq!(told(&garage, vehicle).await, [(Some(jean), false, false)]);
        edit(&mut marc, "none").await;
        edit(&mut marc, &anne.to_string()).await;
        let expected = [(Some(anne), true, false), (None, true, true), (Some(jean), false, true)];
        assert_eq!(told(&garage, vehicle).await, expected);

        let mut tx = garage.begin().await;
        let plate = crm::plate::Plate::parse("CD-456-EF").ok();
        let found = vehicles::create(&mut tx, &NewVehicle { plate, ..NewVehicle::default() }).await.unwrap();
        let (party, intake) = (Party::Known(jean), crm::repair_orders::Intake::default());
        scans::receive(&mut tx, &party, &Party::Known(found), &intake).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(told(&garage, found).await, [(Some(jean), false, false)]);
        let mut tx = garage.begin().await;
        scans::receive(&mut tx, &Party::Known(anne), &Party::Known(found), &intake).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(told(&garage, found).await, [(Some(anne), true, false), (Some(jean), false, true)]);
    });
}

/// Bought back, a vehicle is no former one.
#[test]
fn a_vehicle_bought_back_is_no_former_one() {
    run(async {
        let garage = Garage::open().await;
        let (jean, anne) = (garage.contact().await, garage.contact_at("anne@client.test").await);
        let vehicle = garage.vehicle(jean, "AB-123-CD").await;
        let today = garage.cx().today();
        let mut tx = garage.begin().await;
        vehicles::sell(&mut tx, vehicle, Some(anne), today - TimeDelta::days(60)).await.unwrap();
        vehicles::sell(&mut tx, vehicle, Some(jean), today - TimeDelta::days(20)).await.unwrap();
        let of = async |tx: &mut crm::TenantTx, who| vehicles::formerly_of(tx, who).await.unwrap().len();
        assert_eq!((of(&mut tx, jean).await, of(&mut tx, anne).await), (0, 1));
    });
}
