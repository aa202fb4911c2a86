use crm::{
    TenantTx,
    activities::{self, ActivityKind, NewActivity, Told},
    consents::{self, Purpose},
    files, garages,
    ids::MessageId,
    messages::{self, Message, MessageKind, MessageState},
};
use gateways::{
    Failure as Gate,
    mail::{Attachment, Mail},
};

use crate::{failure, runner::Failure, works::At};

const NO_CONSENT: &str = "no_consent: the customer stopped offers meanwhile";

/// Sends a message that waits. Without a mail server it is kept in the outbox. The network is used outside any
/// transaction; the message bears its id, so that a server which got it twice can tell.
pub async fn send(at: &At<'_>, id: MessageId, last: bool) -> Result<(), Failure> {
    let (message, mail) = load(at, id).await.map_err(failure)?;
    // One that failed is here again because a person asked for it on the page of jobs.
    let erased = message.kind == MessageKind::Account && message.body.text.is_empty();
    if matches!(message.state, MessageState::Sent | MessageState::Kept) || erased {
        return Ok(());
    }
    // Asked again at the last moment: he may have stopped it since it was written.
    if message.kind == MessageKind::Offer && mail.unsubscribe.is_none() {
        return note(at, id, MessageState::Failed, NO_CONSENT).await.map_err(failure);
    }
    let Some(server) = &at.works.mail else {
        return finish(at, &message, MessageState::Kept, None).await.map_err(failure);
    };
    match server.send(&mail).await {
        Ok(()) => finish(at, &message, MessageState::Sent, None).await.map_err(failure),
        Err(Gate::Temporary(why)) if !last => {
            note(at, id, MessageState::Waiting, &why).await.map_err(failure)?;
            Err(Failure::Retry(why))
        }
        Err(Gate::Temporary(why) | Gate::Permanent(why)) => {
            note(at, id, MessageState::Failed, &why).await.map_err(failure)?;
            Err(Failure::GiveUp(why))
        }
    }
}

async fn load(at: &At<'_>, id: MessageId) -> crm::Result<(Message, Mail)> {
    let mut tx = at.look().await?;
    let message = messages::to_send(&mut tx, id).await?;
    let garage = garages::get(&mut tx).await?;
    let unsubscribe = unsubscribe(at, &mut tx, &message).await?;
    let mut attachments = Vec::new();
    for (file, name) in &message.files {
        let file = files::load(&mut tx, *file).await?;
        attachments.push(Attachment { name: name.clone(), content_type: file.content_type, bytes: file.bytes });
    }
    tx.commit().await?;
    let mail = Mail {
        id: id.to_string(),
        to: message.recipient.clone(),
        from_name: garage.sign().to_owned(),
        reply_to: garage.email.clone(),
        subject: message.subject.clone(),
        text: message.body.text.clone(),
        html: message.body.html.clone(),
        attachments,
        unsubscribe,
    };
    Ok((message, mail))
}

/// The address of one click of an offer, for who still allows it.
async fn unsubscribe(at: &At<'_>, tx: &mut TenantTx, message: &Message) -> crm::Result<Option<String>> {
    if message.kind != MessageKind::Offer {
        return Ok(None);
    }
    let Some(contact) = messages::contact_of(tx, message.id).await? else { return Ok(None) };
    match consents::allowing(tx, &[contact], Purpose::EmailOffers).await?.is_empty() {
        true => Ok(None),
        false => Ok(Some(at.url(&format!("/stop/{}", consents::token(tx, contact).await?)))),
    }
}

async fn note(at: &At<'_>, id: MessageId, state: MessageState, why: &str) -> crm::Result<()> {
    let mut tx = at.begin().await?;
    messages::set_state(&mut tx, id, state, Some(why)).await?;
    tx.commit().await
}

async fn finish(at: &At<'_>, message: &Message, state: MessageState, why: Option<&str>) -> crm::Result<()> {
    let mut tx = at.begin().await?;
    messages::set_state(&mut tx, message.id, state, why).await?;
    // What is written to colleagues about their accounts is no news of the garage.
    if state == MessageState::Sent && message.kind != MessageKind::Account {
        let subject = format!("/messages/{}", message.id);
        let told = Told { what: Some(message.subject.clone()), ..Told::default() };
        let contact = messages::contact_of(&mut tx, message.id).await?;
        let new = NewActivity { kind: ActivityKind::MailSent, contact, vehicle: None, subject: &subject, told };
        activities::log(&mut tx, new).await?;
    }
    tx.commit().await
}
