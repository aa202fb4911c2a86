use crm::{
    Error, garages,
    ids::LinkId,
    links::{self, Link, LinkKind},
    messages::{self, Body, MessageKind, NewMessage},
};
use views::mails::{Mail, accounts};

use crate::works::At;

/// Writes the letter of a link. Nobody has the address that was typed, or the link is over: nothing to write.
pub async fn send(at: &At<'_>, id: LinkId) -> crm::Result<()> {
    let mut tx = at.begin().await?;
    let link = match links::open(&mut tx, id).await {
        Ok(link) => link,
        Err(Error::NotFound) => return Ok(()),
        Err(other) => return Err(other),
    };
    let garage = garages::get(&mut tx).await?;
    let url = at.url(&format!("/links/{}", links::token(&mut tx, id).await?));
    let Link { kind, user, .. } = &link;
    let mail = match kind {
        LinkKind::SignIn => accounts::sign_in(&garage, user, &url),
        LinkKind::Password => accounts::password(&garage, user, &url),
        LinkKind::Invitation => accounts::invitation(&garage, user, &url),
        LinkKind::Email => accounts::email(&garage, user, &url),
    };
    let recipient = link.email.as_ref().unwrap_or(&user.email).clone();
    messages::write(&mut tx, &letter(format!("link:{id}"), recipient, mail)).await?;
    tx.commit().await
}

pub(crate) fn letter(once_key: String, recipient: String, mail: Mail) -> NewMessage {
    NewMessage {
        kind: MessageKind::Account,
        once_key,
        contact: None,
        recipient,
        subject: mail.subject,
        body: Body { text: mail.text, html: mail.html },
        about: String::new(),
        files: vec![],
    }
}
