//! A forfait is ordered or refused as one, whatever it is made of.

use crm::{
    deferred_works, garages,
    ids::{QuoteId, VehicleId},
    invoices,
    lines::Answer,
    packages,
    quotes::{self, NewQuote, QuoteState},
};

use crate::support::{Garage, run};

/// Sent: a forfait of several lines, and the same once more.
async fn two_forfaits(garage: &Garage) -> (QuoteId, VehicleId, String) {
    let contact = garage.contact().await;
    let vehicle = garage.vehicle(contact, "AB-123-CD").await;
    let mut tx = garage.begin().await;
    let of_garage = garages::get(&mut tx).await.unwrap();
    let all = packages::list(&mut tx, &of_garage).await.unwrap();
    let full_service = all.iter().find(|p| p.code == "REV").unwrap().id;
    let packages = vec![full_service, full_service];
    let new = NewQuote { contact, vehicle: Some(vehicle), repair_order: None, packages };
    let quote = quotes::create(&mut tx, &new).await.unwrap();
    tx.commit().await.unwrap();
    let token = garage.sent(quote).await;
    (quote, vehicle, format!("/a/{token}"))
}

#[test]
fn a_forfait_is_one_question_and_its_refusal_one_work_to_foresee() {
    run(async {
        let garage = Garage::open().await;
        let (quote, vehicle, link) = two_forfaits(&garage).await;
        let mut visitor = garage.visitor();
        let page = visitor.get(&link).await.is(200).sees("main", "Huile 5W30");
        let asked = page.attributes("input[type='radio'][value='yes']", "name");
        assert_eq!(asked.len(), 2, "{asked:?}");
        let typed = [(asked[0].as_str(), "yes"), (&asked[1], "no"), ("signer", "Jean Dupont"), ("conditions", "yes")];
        visitor.post(&link, &typed).await.leads();

        let mut tx = garage.begin().await;
        let answered = quotes::get(&mut tx, quote).await.unwrap();
        let of = |answer| answered.lines.iter().filter(|l| l.answer == Some(answer)).count();
        assert_eq!((answered.lines.len(), of(Answer::Accepted), of(Answer::Refused)), (14, 7, 7));
        assert_eq!(answered.accepted.unwrap().0 * 2, answered.totals.gross.0);
        let deferred = deferred_works::of_vehicle(&mut tx, vehicle).await.unwrap();
        assert_eq!(deferred.len(), 1);
        assert!(deferred[0].is.label.starts_with("Révision générale") && deferred[0].is.label.ends_with("(2)"));
        assert_eq!(deferred[0].is.gross, answered.accepted);
        let invoice = invoices::draft_from_quote(&mut tx, quote).await.unwrap();
        assert_eq!(invoices::get(&mut tx, invoice).await.unwrap().lines.len(), 7);
        visitor.get(&link).await.is(200).sees(".badge", "Accepté").sees(".badge", "Refusé");
    });
}

#[test]
fn half_a_forfait_is_no_answer() {
    run(async {
        let garage = Garage::open().await;
        let (quote, _, link) = two_forfaits(&garage).await;
        let lines = quotes::get(&mut garage.begin().await, quote).await.unwrap().lines;
        let name = |n: usize| format!("line-{}", lines[n].id);
        let (first, inside, second) = (name(0), name(3), name(7));
        let mut visitor = garage.visitor();
        visitor.get(&link).await.is(200);
        let signed = [("signer", "Jean Dupont"), ("conditions", "yes"), (&second, "yes")];
        // The labour without the oil; then the oil alone.
        let split = visitor.post(&link, &[&signed[..], &[(&first, "yes"), (&inside, "no")]].concat()).await.is(422);
        split.refuses(&first).sees("main", "s’accepte ou se refuse en entier");
        visitor.get(&link).await.is(200);
        visitor.post(&link, &[&signed[..], &[(&inside, "yes")]].concat()).await.is(422).refuses(&first);
        assert_eq!(quotes::get(&mut garage.begin().await, quote).await.unwrap().state, QuoteState::Sent);
    });
}

#[test]
fn a_long_form_left_empty_is_summed_up_in_a_few_lines() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let labels: Vec<String> = (1..=60).map(|n| format!("Pièce {n}")).collect();
        let lines: Vec<(&str, &str)> = labels.iter().map(|label| (label.as_str(), "10")).collect();
        let quote = garage.quote(contact, None, &lines).await;
        let link = format!("/a/{}", garage.sent(quote).await);
        let mut visitor = garage.visitor();
        visitor.get(&link).await.is(200);
        let wrong = visitor.post(&link, &[]).await.is(422);
        let said = wrong.texts(".alert-bad li");
        assert_eq!((said.len(), said[0].as_str()), (9, "Pièce 1 : Acceptez ou refusez."));
        assert_eq!(said[8], "et 53 autres, plus bas.");
        assert_eq!(wrong.texts(".ask .error").len(), 60);
    });
}
