use crm::{
    contacts, garages,
    ids::QuoteId,
    messages::{self, Body, MessageKind, NewMessage},
    quotes::{self, approval},
};

use crate::works::At;

/// Writes the e-mail that carries the quote's link. Answered or withdrawn meanwhile: nothing to send.
pub async fn send(at: &At<'_>, id: QuoteId) -> crm::Result<()> {
    let mut tx = at.begin().await?;
    let quote = quotes::get(&mut tx, id).await?;
    let contact = contacts::get(&mut tx, quote.contact).await?;
    let Some(email) = contact.is.email.as_ref().filter(|_| quote.is_open(at.cx.today())) else { return Ok(()) };
    let garage = garages::get(&mut tx).await?;
    let document = quotes::document(&mut tx, id).await?;
    let link = at.url(&format!("/a/{}", approval::token(&mut tx, id).await?));
    let mail = views::mails::quote(contact.is.lang, &garage, &contact.is.full_name(), &document, &link);
    let message = NewMessage {
        kind: MessageKind::Quote,
        once_key: format!("quote:{id}"),
        contact: Some(quote.contact),
        recipient: email.as_str().to_owned(),
        subject: mail.subject,
        body: Body { text: mail.text, html: mail.html },
        about: format!("/quotes/{id}"),
        files: vec![],
    };
    messages::write(&mut tx, &message).await?;
    tx.commit().await
}
