//! What a customer may ask about his own data.

use chrono::NaiveDate;
use crm::{
    Fields, TenantTx, Why,
    archives::{self, Whose},
    consents, contacts, erasure,
    ids::ContactId,
    rights_requests::{self, RightsKind},
};
use maud::Markup;
use views::personal_data::Page;

use crate::{answer::Answer, ask::Ask, fault::Result};

pub async fn show(mut ask: Ask) -> Result<Answer> {
    let id: ContactId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let today = ask.cx.today().to_string();
    let page = draw(&ask, &mut tx, id, ("", &today), &Fields::default()).await?;
    tx.commit().await?;
    ask.page(page)
}

async fn draw(ask: &Ask, tx: &mut TenantTx, id: ContactId, typed: (&str, &str), errors: &Fields) -> Result<Markup> {
    let contact = contacts::get(tx, id).await?;
    let page = Page {
        contact: &contact,
        requests: &rights_requests::of_contact(tx, id).await?,
        archives: &archives::list(tx, Whose::Contact(id)).await?,
        now: ask.cx.now,
        kind: typed.0,
        asked_on: typed.1,
        errors,
    };
    Ok(views::personal_data::show(&ask.ui, &page))
}

/// Notes what was asked, and does what can be done at once.
pub async fn request(ask: Ask) -> Result<Answer> {
    let id: ContactId = ask.id("id")?;
    let get = |name: &str| ask.posted.get(name).unwrap_or_default();
    let mut errors = Fields::default();
    let kind = errors.keep("kind", RightsKind::parse(get("kind")).map_err(|_| Why::Missing));
    let day = errors.keep("asked_on", asked_on(get("asked_on"), ask.cx.today()));
    let (Some(kind), Some(day)) = (kind, day) else {
        let mut tx = ask.app.db.look(&ask.cx).await?;
        let page = draw(&ask, &mut tx, id, (get("kind"), get("asked_on")), &errors).await?;
        return ask.again(page);
    };
    let mut tx = ask.start().await?;
    contacts::get(&mut tx, id).await?;
    rights_requests::note(&mut tx, id, kind, day).await?;
    let to = match kind {
        RightsKind::Access | RightsKind::Portability => {
            format!("/archives/{}", archives::begin(&mut tx, Whose::Contact(id)).await?)
        }
        RightsKind::Rectification => format!("/contacts/{id}/edit"),
        RightsKind::Erasure => format!("/contacts/{id}/erasure"),
        RightsKind::Objection => {
            consents::object(&mut tx, id).await?;
            rights_requests::answer_all(&mut tx, id, &[RightsKind::Objection]).await?;
            format!("/contacts/{id}/personal-data")
        }
    };
    ask.done(tx, &to).await
}

fn asked_on(typed: &str, today: NaiveDate) -> std::result::Result<NaiveDate, Why> {
    let day = typed.parse().map_err(|_| Why::BadDate)?;
    if day > today { Err(Why::DateInFuture) } else { Ok(day) }
}

pub async fn archive(ask: Ask) -> Result<Answer> {
    let id: ContactId = ask.id("id")?;
    let mut tx = ask.start().await?;
    contacts::get(&mut tx, id).await?;
    let archive = archives::begin(&mut tx, Whose::Contact(id)).await?;
    ask.done(tx, &format!("/archives/{archive}")).await
}

/// What goes and what stays: a GET changes nothing.
pub async fn erasure_page(mut ask: Ask) -> Result<Answer> {
    let id: ContactId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let contact = contacts::get(&mut tx, id).await?;
    let preview = erasure::preview(&mut tx, id).await?;
    tx.commit().await?;
    ask.page(views::personal_data::erasure(&ask.ui, &contact, &preview))
}

pub async fn erase(ask: Ask) -> Result<Answer> {
    let id: ContactId = ask.id("id")?;
    if !ask.confirmed() {
        return Ok(ask.go(&format!("/contacts/{id}/erasure")));
    }
    let mut tx = ask.start().await?;
    contacts::get(&mut tx, id).await?;
    erasure::erase(&mut tx, id).await?;
    ask.done(tx, &format!("/contacts/{id}")).await
}
