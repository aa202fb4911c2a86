//! What a customer allows: noted by the garage, or said by himself through the link of a message.

use crm::{
    Error, Why,
    consents::{self, Purpose, Source},
    contacts,
    ids::ContactId,
};

use crate::{answer::Answer, ask::Ask, fault::Result};

pub async fn create(ask: Ask) -> Result<Answer> {
    let id: ContactId = ask.id("id")?;
    let get = |name: &str| ask.posted.get(name).unwrap_or_default();
    let purpose = Purpose::parse(get("purpose")).map_err(|why| Error::invalid("purpose", why))?;
    let source = Source::parse(get("source")).map_err(|why| Error::invalid("source", why))?;
    let given = match get("given") {
        "yes" => true,
        "no" => false,
        _ => return Err(Error::invalid("given", Why::Missing).into()),
    };
    let mut tx = ask.start().await?;
    contacts::alive(contacts::get(&mut tx, id).await?)?;
    consents::say_from(&mut tx, id, purpose, given, source, &ask.address).await?;
    ask.done(tx, &format!("/contacts/{id}")).await
}

/// « Ne plus recevoir d’offres »: a GET changes nothing, because mail programs fetch links.
pub async fn stop_page(mut ask: Ask) -> Result<Answer> {
    let token = ask.param("token").unwrap_or_default().to_owned();
    let mut tx = ask.look().await?;
    let contact = consents::of_token(&mut tx, &token).await?;
    let all = consents::of_contact(&mut tx, contact).await?;
    tx.commit().await?;
    let stopped = all.iter().any(|c| c.purpose == Purpose::EmailOffers && !c.given);
    ask.page(views::approvals::stop(&ask.ui, &token, stopped))
}

pub async fn stop(ask: Ask) -> Result<Answer> {
    let token = ask.param("token").unwrap_or_default().to_owned();
    let mut tx = ask.begin().await?;
    let contact = consents::of_token(&mut tx, &token).await?;
    consents::say_from(&mut tx, contact, Purpose::EmailOffers, false, Source::Link, &ask.address).await?;
    tx.commit().await?;
    // A mail program that asks by itself wants an answer and follows nothing (RFC 8058 § 3.1).
    if ask.posted.get("List-Unsubscribe") == Some("One-Click") {
        return ask.page(views::approvals::stop(&ask.ui, &token, true));
    }
    Ok(ask.go(&format!("/stop/{token}")))
}
