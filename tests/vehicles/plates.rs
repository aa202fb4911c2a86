//! What is typed of a plate and of a VIN.

use serde_json::json;

use crate::support::{Garage, run};

#[test]
fn the_vin_says_the_make_that_was_not_typed() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        for (n, (vin, typed, make)) in [
            ("VF1RFB00266123456", "", "RENAULT"),
            ("vf3 8hbhw6ls012345", "", "PEUGEOT"),
            ("VR1UCYHYJLW123456", "", "DS"),
            ("VF1RFB00266123457", "DACIA", "DACIA"),
            // A maker we do not know, and a serial of before 1981.
            ("XX9RFB00266123456", "", ""),
            ("VF1234567", "", ""),
        ]
        .into_iter()
        .enumerate()
        {
            marc.get("/vehicles/new").await.is(200);
            let plate = format!("AB-{}-CD", 200 + n);
            let page = marc.post("/vehicles", &[("plate", &plate), ("vin", vin), ("make", typed)]).await.leads();
            let edit = marc.get(&format!("{page}/edit")).await.is(200);
            assert_eq!(edit.value("make"), make, "{vin}");
        }
        let made = garage.program().await.post("/api/vehicles", &json!({ "vin": "UU1DJF00566123456" })).await.is(201);
        assert_eq!(made.json()["make"], "DACIA");
        marc.get("/vehicles/new").await.is(200);
        marc.post("/vehicles", &[("vin", "VF1RFB002661234567")]).await.is(422).refuses("vin");
    });
}

#[test]
fn plates_of_every_kind_are_taken_and_found() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        for (typed, shown, searched) in [
            ("ab 321 cd", "AB-321-CD", "ab321cd"),
            ("1234AB75", "1234 AB 75", "1234 ab 75"),
            ("ww 123 ab", "WW-123-AB", "ww-123"),
            ("W123CD", "W-123-CD", "w-123-cd"),
            ("MÜ-AB 123", "MUAB123", "muab123"),
        ] {
            marc.get("/vehicles/new").await.is(200);
            let page = marc.post("/vehicles", &[("plate", typed)]).await.leads();
            marc.get(&page).await.is(200).sees("h1, .plate, main", shown);
            marc.get(&format!("/vehicles?q={}", searched.replace(' ', "+"))).await.is(200).sees("main", shown);
        }
        for wrong in ["a1", "AB/123/CD", "ABCDEFGHIJ1234"] {
            marc.get("/vehicles/new").await.is(200);
            marc.post("/vehicles", &[("plate", wrong)]).await.is(422).refuses("plate");
        }
    });
}
