//! Carnet d'entretien, given to who buys the vehicle.

use std::{
    io::Write,
    process::{Command, Stdio},
    time::Instant,
};

use chrono::{Months, TimeDelta};
use crm::{
    deferred_works::{self, NewDeferredWork},
    vehicles::{self, MileageSource, NewVehicle, Warranty},
};

use crate::support::{Garage, plain, run};

fn text_of(pdf: &[u8]) -> String {
    let mut read = Command::new("pdftotext");
    let mut read = read.args(["-layout", "-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    read.stdin.take().unwrap().write_all(pdf).unwrap();
    plain(&String::from_utf8(read.wait_with_output().unwrap().stdout).unwrap())
}

/// For people: `CARNET=folder` keeps what the tests made.
fn keep(name: &str, pdf: &[u8]) {
    if let Some(folder) = std::env::var_os("CARNET") {
        std::fs::write(std::path::Path::new(&folder).join(name), pdf).unwrap();
    }
}

#[test]
fn the_booklet_tells_works_and_what_comes_and_names_nobody() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let vehicle = garage.vehicle(contact, "AB-123-CD").await;
        let today = garage.cx().today();
        let mut tx = garage.begin().await;
        let known = vehicles::get(&mut tx, vehicle).await.unwrap();
        let is = NewVehicle {
            genre: "VP".into(),
            energy: "ES".into(),
            vin: crm::vin::Vin::parse("VF1RFB00266123456").ok(),
            first_registered_on: today.checked_sub_months(Months::new(40)),
            warranty: Warranty::Maker,
            warranty_until: Some(today + TimeDelta::days(90)),
            warranty_km: Some(100_000),
            notes: "Dupont est pressé".into(),
            ..known.is.clone()
        };
        vehicles::update(&mut tx, vehicle, &is, known.version).await.unwrap();
        vehicles::note_mileage(&mut tx, vehicle, 48_200, MileageSource::Manual, "").await.unwrap();
        vehicles::note_recall(&mut tx, vehicle, "Airbag Takata", true).await.unwrap();
        let work = NewDeferredWork { label: "Plaquettes arrière".into(), due_km: Some(60_000), ..Default::default() };
        deferred_works::create(&mut tx, vehicle, &work).await.unwrap();
        tx.commit().await.unwrap();
        garage.sealed(contact, Some(vehicle), "119,40").await;
        let order = garage.order(contact, vehicle).await;
        let mut marc = garage.marc().await;
        let path = format!("/vehicles/{vehicle}/carnet.pdf");
        let answer = marc.get(&path).await.is(200);
        assert_eq!(answer.header("content-type"), "application/pdf");
        assert!(answer.header("content-disposition").contains("carnet-AB-123-CD.pdf"));
        keep("carnet.pdf", &answer.bytes);
        let text = text_of(&answer.bytes);
        for told in [
            "Carnet d’entretien",
            "Garage Martin",
            "12 rue des Ateliers",
            "AB-123-CD",
            "VF1RFB00266123456",
            "48 200 km",
            "Plaquettes avant",
            "Contrôle technique (date calculée)",
            "Garantie constructeur",
            "ne pas rouler : Airbag Takata",
            "Plaquettes arrière",
            "à 60 000 km",
        ] {
            assert!(text.contains(told), "no «{told}» in {text}");
        }
        // Neither who owned it nor what he said; no price; no work that is not done.
        for hidden in ["Dupont", "Jean", "pressé", "jean.dupont", "119,40", "Vidange", "OR-"] {
            assert!(!text.contains(hidden), "«{hidden}» in {text}");
        }
        let mut tx = garage.begin().await;
        crm::repair_orders::finish(&mut tx, order).await.unwrap();
        tx.commit().await.unwrap();
        let priced = marc.get(&format!("{path}?prices=yes")).await.is(200).bytes;
        keep("carnet-prix.pdf", &priced);
        let priced = text_of(&priced);
        assert!(priced.contains("119,40 €") && priced.contains("Passage à l’atelier") && !priced.contains("Vidange"));
    });
}

/// Made while one waits: 60 visits of three operations each, some pages.
#[test]
fn a_long_booklet_is_made_at_once_and_nothing_sticks_out() {
    run(async {
        let garage = Garage::open().await;
        let vehicle = garage.vehicle(garage.contact().await, "AB-123-CD").await;
        let mut tx = garage.begin().await;
        let mut booklet = vehicles::booklet(&mut tx, vehicle, true).await.unwrap();
        assert!(booklet.works.is_empty());
        let empty = invoice_templates::booklet(&booklet).unwrap();
        keep("carnet-vide.pdf", &empty);
        assert!(text_of(&empty).contains("Aucun travail"));
        let long = "Remplacement du kit de distribution avec pompe à eau, courroie d’accessoires et galets tendeurs";
        booklet.works = (0..60)
            .map(|n| vehicles::BookletWork {
                on: garage.cx().today() - TimeDelta::days(60 * (60 - n)),
                km: Some(2_500 * n as i32),
                operations: vec![
                    ("Révision générale".into(), crm::money::Cents(35_160)),
                    (long.into(), crm::money::Cents(73_080)),
                    ("Filtre d’habitacle".into(), crm::money::Cents(4_440)),
                ],
                gross: crm::money::Cents(112_680),
            })
            .collect();
        let mut pdf = Vec::new();
        for (visits, with_prices) in [(12, false), (60, false), (60, true)] {
            let some = vehicles::Booklet { works: booklet.works[..visits].to_vec(), with_prices, ..booklet.clone() };
            let started = Instant::now();
            pdf = invoice_templates::booklet(&some).unwrap();
            println!("{visits} visits, prices {with_prices}: {:?}, {} KB", started.elapsed(), pdf.len() / 1024);
        }
        keep("carnet-long.pdf", &pdf);
        let text = text_of(&pdf);
        assert_eq!(text.matches("Révision générale").count(), 60);
        assert_eq!(invoice_templates::booklet(&booklet).unwrap(), pdf, "made again, it is the same");
    });
}
