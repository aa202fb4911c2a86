//! The one box: what is found, as it was typed and as it was meant, in one's own garage only.

use crm::{invoices, quotes};

use crate::support::{Garage, run};

#[test]
fn documents_are_found_by_their_numbers_in_any_writing() {
    run(async {
        let (garage, other) = (Garage::open().await, Garage::open().await);
        let (contact, stranger) = (garage.contact().await, other.contact().await);
        let vehicle = garage.vehicle(contact, "AB-123-CD").await;
        let order = garage.order(contact, vehicle).await;
        let invoice = garage.sealed(contact, Some(vehicle), "240").await;
        let quote = garage.quote(contact, Some(vehicle), &[("Vidange", "119,40")]).await;
        garage.sent(quote).await;
        let theirs = other.sealed(stranger, None, "99").await;
        let (number, estimate) = {
            let mut tx = garage.begin().await;
            let number = invoices::get(&mut tx, invoice).await.unwrap().number.unwrap();
            (number, quotes::get(&mut tx, quote).await.unwrap().number.unwrap())
        };
        let year = &number[3..7];
        let mut marc = garage.marc().await;
        for typed in [number.clone(), number.to_lowercase(), format!("fa {year} 1"), format!("FA{}-1", &year[2..])] {
            let page = marc.get(&format!("/search?q={}", typed.replace(' ', "+"))).await.is(200);
            let links = page.attributes("main a", "href");
            assert!(links.contains(&format!("/invoices/{invoice}")), "{typed}: {links:?}");
            assert!(!links.contains(&format!("/invoices/{theirs}")) && !links.contains(&format!("/quotes/{quote}")));
        }
        // The first of every series of this year.
        let links = marc.get("/search?q=000001").await.is(200).attributes("main a", "href");
        for expected in [format!("/invoices/{invoice}"), format!("/repair-orders/{order}")] {
            assert!(links.contains(&expected), "{expected} is not among {links:?}");
        }
        marc.get(&format!("/search?q={estimate}")).await.is(200).sees("main", &estimate);
    });
}

#[test]
fn what_was_meant_is_found_where_nothing_is_so_written() {
    run(async {
        let (garage, other) = (Garage::open().await, Garage::open().await);
        let (contact, stranger) = (garage.contact().await, other.contact().await);
        let vehicle = garage.vehicle(contact, "AB-103-CD").await;
        let mut marc = garage.marc().await;
        // An O for the nought: the one vehicle that is meant, and its page at once.
        let links = marc.get("/search?q=ab-1O3-cd").await.is(200).attributes("main a", "href");
        assert!(links.contains(&format!("/vehicles/{vehicle}")), "{links:?}");
        let links = marc.get("/search?q=b1O3").await.is(200).attributes("main a", "href");
        assert!(links.contains(&format!("/vehicles/{vehicle}")), "{links:?}");

        for typed in ["Dupnot", "jean+dupon", "Dupant", "dupontt", "jean.dupond@client.test"] {
            let page = marc.get(&format!("/search?q={typed}")).await.is(200);
            let links = page.attributes("main a", "href");
            assert!(links.contains(&format!("/contacts/{contact}")), "{typed}: {links:?}");
            assert!(!links.contains(&format!("/contacts/{stranger}")), "{typed}: of another garage");
        }
        marc.get("/search?q=Dupnot").await.is(200).sees("main", "Voici ce qui y ressemble");
        let exact = marc.get("/search?q=dupont").await.is(200);
        exact.does_not_see("main", "ressemble");
        for typed in ["Zwickelmann", "xyz", "$$$$zz", "''''zz"] {
            marc.get(&format!("/search?q={typed}")).await.is(200).sees("main", "Rien à ce nom");
        }
    });
}
