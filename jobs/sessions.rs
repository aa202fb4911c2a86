use crm::{Error, garages, links, messages, security_events, users};
use views::mails::accounts::{self, Told};

use crate::{links::letter, works::At};

/// Tells a person what happened to their account: a new password, another device, another address.
pub async fn tell(at: &At<'_>, event: i64) -> crm::Result<()> {
    let mut tx = at.begin().await?;
    let news = security_events::news(&mut tx, event).await?;
    // Gone meanwhile: nobody to tell.
    let user = match users::get(&mut tx, news.user).await {
        Ok(user) => user,
        Err(Error::NotFound) => return Ok(()),
        Err(other) => return Err(other),
    };
    let old_email = links::replaced_email(&mut tx, user.id, news.at).await?;
    let garage = garages::get(&mut tx).await?;
    let (zone, forgotten) = (at.cx.zone, at.url("/links/new?kind=password"));
    let told = Told { news: &news, zone, forgotten: &forgotten };
    let Some(mail) = accounts::news(&garage, &user, &told) else { return Ok(()) };
    let recipient = old_email.filter(|_| news.kind == "email_changed").unwrap_or(user.email);
    messages::write(&mut tx, &letter(format!("event:{event}"), recipient, mail)).await?;
    tx.commit().await
}
