//! A vehicle's life, as a thumb walks it: sold, its odometer corrected, photographed; once as the pages are meant, once
//! without JavaScript.

use crm::{vehicle_files, vehicles};

use super::{street::Street, tab::Tab};
use crate::support::{Garage, run};

#[test]
fn a_vehicle_changes_hands_and_is_photographed() {
    run(async {
        let garage = Street::garage().await;
        let tab = garage.tab(&garage.marc().await).await;
        walk(&garage, tab, true).await;
    });
}

#[test]
fn a_vehicle_changes_hands_without_javascript() {
    run(async {
        let garage = Street::garage().await;
        let tab = garage.tab(&garage.marc().await).await;
        tab.without_javascript().await;
        walk(&garage, tab, false).await;
    });
}

async fn walk(garage: &Garage, tab: Tab, javascript: bool) {
    let jean = garage.contact().await;
    let firm = super::everything::firm(garage).await;
    let vehicle = garage.vehicle(jean, "AB-123-CD").await;
    tab.go(&format!("/vehicles/{vehicle}")).await;
    tab.follow("main a", "Vendu").await;
    tab.fill("q", "vandenbroucke").await;
    if !javascript {
        tab.follow("main form button", "Rechercher").await;
    }
    tab.until("the buyer", "find('main a', 'Vandenbroucke')").await;
    tab.follow("main a", "Vandenbroucke").await;
    tab.follow("main button", "Enregistrer la vente").await;
    tab.sees("Propriétaires").await;
    assert_eq!(vehicles::get(&mut garage.begin().await, vehicle).await.unwrap().is.owner, Some(firm));
    tab.act("main button", "Annuler le dernier changement").await;
    tab.until("the former owner", "find('main a', 'Dupont')").await;
    assert_eq!(vehicles::get(&mut garage.begin().await, vehicle).await.unwrap().is.owner, Some(jean));

    tab.fill("mileage_km", "481 000").await;
    tab.follow("main button", "Noter le relevé").await;
    tab.follow("main a", "Tous les relevés").await;
    tab.follow("main a", "Barrer").await;
    tab.fill("strike_reason", "Un zéro de trop").await;
    tab.follow("main button", "Barrer").await;
    tab.sees("Un zéro de trop").await;
    photograph(garage, &tab, vehicle, javascript).await;
    tab.is_well();
    tab.close().await;
}

/// The gallery shows the photo by itself when its copy is there.
async fn photograph(garage: &Garage, tab: &Tab, vehicle: crm::ids::VehicleId, javascript: bool) {
    tab.go(&format!("/vehicles/{vehicle}/files")).await;
    let photo = std::env::temp_dir().join(format!("{}.png", uuid::Uuid::now_v7()));
    image::RgbImage::from_pixel(900, 600, image::Rgb([120, 130, 200])).save(&photo).unwrap();
    tab.attach("input[name=files]", &photo).await;
    tab.fill("caption", "Jante avant droite").await;
    tab.follow("main button", "Envoyer").await;
    std::fs::remove_file(&photo).unwrap();
    tab.sees("Bientôt visible").await;
    garage.run_jobs().await;
    if !javascript {
        tab.reload().await;
    }
    tab.until("the photo", "document.querySelector('.gallery img') && document.querySelector('.gallery img').complete")
        .await;
    assert!(tab.eval::<u32>("document.querySelector('.gallery img').naturalWidth").await > 0);
    assert_eq!(vehicle_files::of_vehicle(&mut garage.begin().await, vehicle).await.unwrap().len(), 1);
    tab.follow("main .gallery a", "Jante avant droite").await;
    tab.until(
        "it is large",
        "document.querySelector('.gallery-large') && document.querySelector('.gallery-large').naturalWidth > 600",
    )
    .await;
}
