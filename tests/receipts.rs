//! The word a customer gets for his money.

use crm::{ids::InvoiceId, messages};

use crate::support::{Garage, YES, run};

/// The newest message: to whom, about what, saying what.
async fn last_message(garage: &Garage) -> (String, String, String) {
    let mut tx = garage.begin().await;
    let row = &messages::list(&mut tx, None).await.unwrap().rows[0];
    let message = messages::get(&mut tx, row.id).await.unwrap();
    let plain = |text: &str| text.replace(['\u{a0}', '\u{202f}'], " ");
    (message.recipient.clone(), plain(&message.subject), plain(&message.body.text))
}

async fn sealed(garage: &Garage) -> InvoiceId {
    let contact = garage.contact().await;
    let invoice = garage.sealed(contact, None, "240").await;
    garage.run_jobs().await;
    invoice
}

#[test]
fn a_receipt_says_what_was_paid_and_what_remains() {
    run(async {
        let garage = Garage::open().await;
        let path = format!("/invoices/{}", sealed(&garage).await);
        let mut marc = garage.marc().await;
        // Proposed, because the customer has an e-mail.
        marc.get(&path).await.is(200).sees("label", "Envoyer un reçu");
        marc.post(&format!("{path}/payments"), &[("amount", "100"), ("method", "cheque")]).await.leads();
        assert_eq!(garage.run_jobs().await, ["send_receipt", "send_message"]);
        let (to, subject, text) = last_message(&garage).await;
        assert_eq!(to, "jean.dupont@client.test");
        assert!(subject.starts_with("Règlement reçu pour la facture FA-"), "{subject}");
        assert!(text.contains("100,00 €") && text.contains("par chèque"), "{text}");
        assert!(text.contains("Il reste 140,00 € à régler."), "{text}");
        marc.get(&path).await.is(200);
        marc.post(&format!("{path}/payments"), &[("method", "card")]).await.leads();
        garage.run_jobs().await;
        assert!(last_message(&garage).await.2.contains("entièrement réglée"));
    });
}

#[test]
fn no_receipt_leaves_unasked_nor_for_a_payment_that_was_cancelled() {
    run(async {
        let garage = Garage::open().await;
        let path = format!("/invoices/{}", sealed(&garage).await);
        let mut marc = garage.marc().await;
        marc.get(&path).await.is(200);
        let mut form = marc.form(&format!("{path}/payments"), &[("amount", "10")]);
        form.retain(|(name, _)| name != "receipt");
        marc.post_form(&format!("{path}/payments"), &form).await.leads();
        assert!(garage.jobs().await.is_empty());
        marc.get(&path).await.is(200);
        marc.post(&format!("{path}/payments"), &[("amount", "20")]).await.leads();
        let page = marc.get(&path).await.is(200);
        let cancel = page.attributes("form[action^='/payments/']", "action").pop().unwrap();
        marc.post(&cancel, &[YES, ("reason", "Erreur de saisie")]).await.leads();
        assert_eq!(garage.run_jobs().await, ["send_receipt"], "the receipt of a cancelled payment was written");
    });
}

#[test]
fn a_refund_and_its_credit_note_are_written_about_too() {
    run(async {
        let garage = Garage::open().await;
        let invoice = sealed(&garage).await;
        garage.pay(invoice, "card", "240").await.unwrap();
        let path = format!("/invoices/{invoice}");
        let mut marc = garage.marc().await;
        marc.get(&path).await.is(200);
        let credit = marc.post(&format!("{path}/cancel"), &[YES, ("reason", "Pièce non montée")]).await.leads();
        garage.run_jobs().await;
        assert!(last_message(&garage).await.1.starts_with("Avoir AV-"));
        marc.get(&credit).await.is(200);
        marc.post(&format!("{credit}/payments"), &[("amount", "200"), ("method", "bank_transfer")]).await.leads();
        garage.run_jobs().await;
        let (_, subject, text) = last_message(&garage).await;
        assert!(subject.starts_with("Remboursement de l’avoir AV-"), "{subject}");
        assert!(
            text.contains("200,00 €") && text.contains("par virement") && text.contains("40,00 € à vous"),
            "{text}"
        );
    });
}
