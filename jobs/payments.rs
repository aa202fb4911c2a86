use crm::{
    contacts, garages,
    ids::{InvoiceId, PaymentId},
    invoices,
    messages::{self, Body, MessageKind, NewMessage},
    payments,
};

use crate::works::At;

/// Writes the receipt of a payment. Cancelled meanwhile: nothing to say.
pub async fn receipt(at: &At<'_>, invoice: InvoiceId, payment: PaymentId) -> crm::Result<()> {
    let mut tx = at.begin().await?;
    let (paid, _) = payments::get(&mut tx, payment).await?;
    let of = invoices::get(&mut tx, invoice).await?;
    let contact = contacts::get(&mut tx, of.contact).await?;
    let (Some(email), Some(account), false) = (&contact.is.email, &of.account, paid.reversed) else { return Ok(()) };
    let garage = garages::get(&mut tx).await?;
    let number = of.number.as_deref().unwrap_or_default();
    let mail = views::mails::receipt(contact.is.lang, &garage, &contact.is.full_name(), number, &paid, account.balance);
    let message = NewMessage {
        kind: MessageKind::Receipt,
        once_key: format!("receipt:{payment}"),
        contact: Some(of.contact),
        recipient: email.as_str().to_owned(),
        subject: mail.subject,
        body: Body { text: mail.text, html: mail.html },
        about: format!("/invoices/{invoice}"),
        files: vec![],
    };
    messages::write(&mut tx, &message).await?;
    tx.commit().await
}
