//! The main path, by the pages that people see.

use crm::{fiscal, quotes, quotes::QuoteState};

use crate::support::{Garage, run};

#[test]
fn a_quote_is_answered_once_and_what_is_refused_is_not_forgotten() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let vehicle = garage.vehicle(contact, "AB-123-CD").await;
        let quote = garage.quote(contact, Some(vehicle), &[("Vidange", "119,40"), ("Balais", "39,90")]).await;
        let mut marc = garage.marc().await;
        marc.get(&format!("/quotes/{quote}")).await.is(200);
        marc.post(&format!("/quotes/{quote}"), &[("then", "send")]).await.leads();
        assert_eq!(garage.run_jobs().await, ["send_quote", "send_message"]);
        let mut tx = garage.begin().await;
        assert_eq!(quotes::get(&mut tx, quote).await.unwrap().state, QuoteState::Sent);
        assert!(matches!(fiscal::verify(&mut tx).await.unwrap(), fiscal::Chain::Whole { links: 0 }));
    });
}
