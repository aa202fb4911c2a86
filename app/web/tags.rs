//! Tags of the garage.

use crm::{Fields, TenantTx, ids::TagId, tags};
use maud::Markup;
use views::tags::Tags;

use crate::{
    answer::Answer,
    ask::Ask,
    fault::{Fault, Result, Sent, sent},
};

const HERE: &str = "/settings/tags";

pub async fn index(mut ask: Ask) -> Result<Answer> {
    let mut tx = ask.look().await?;
    let page = draw(&ask, &mut tx, None, &Fields::default()).await?;
    tx.commit().await?;
    ask.page(page)
}

async fn draw(ask: &Ask, tx: &mut TenantTx, renaming: Option<(TagId, &str)>, errors: &Fields) -> Result<Markup> {
    let all = tags::count_each(tx).await?;
    Ok(views::tags::page(&ask.ui, &Tags { all: &all, renaming, errors }))
}

pub async fn rename(ask: Ask) -> Result<Answer> {
    let id: TagId = ask.id("id")?;
    let name = ask.posted.get("name").unwrap_or_default().to_owned();
    let mut tx = ask.start().await?;
    match sent(tags::rename(&mut tx, id, &name).await)? {
        Sent::Done(()) => ask.done(tx, HERE).await,
        Sent::Wrong(errors) => {
            // A name that is taken ends the transaction.
            drop(tx);
            let mut tx = ask.app.db.look(&ask.cx).await?;
            ask.again(draw(&ask, &mut tx, Some((id, &name)), &errors).await?)
        }
        Sent::Stale => Err(Fault::OutdatedForm),
    }
}

pub async fn delete(ask: Ask) -> Result<Answer> {
    let id: TagId = ask.id("id")?;
    let mut tx = ask.start().await?;
    if !ask.confirmed() {
        let all = tags::count_each(&mut tx).await?;
        let tag = all.iter().find(|tag| tag.id == id).ok_or(Fault::not_found())?;
        return ask.page(views::tags::delete(&ask.ui, tag));
    }
    tags::delete(&mut tx, id).await?;
    ask.done(tx, HERE).await
}
