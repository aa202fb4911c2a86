use crm::{
    contacts, garages,
    ids::ContactId,
    messages::{self, Body, MessageKind, NewMessage},
};

use crate::works::At;

/// The welcome e-mail, once.
pub async fn welcome(at: &At<'_>, id: ContactId) -> crm::Result<()> {
    let mut tx = at.begin().await?;
    let contact = contacts::get(&mut tx, id).await?;
    let garage = garages::get(&mut tx).await?;
    let Some(email) = &contact.is.email else { return Ok(()) };
    let mail = views::mails::welcome(contact.is.lang, &garage, &contact.is.full_name());
    let message = NewMessage {
        kind: MessageKind::Welcome,
        once_key: format!("welcome:{id}"),
        contact: Some(id),
        recipient: email.as_str().to_owned(),
        subject: mail.subject,
        body: Body { text: mail.text, html: mail.html },
        about: format!("/contacts/{id}"),
        files: vec![],
    };
    messages::write(&mut tx, &message).await?;
    tx.commit().await
}
