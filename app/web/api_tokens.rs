//! Programs that may speak for the garage.

use crm::{Fields, TenantTx, api_tokens, ids::ApiTokenId};
use maud::Markup;
use views::api_tokens::Tokens;

use crate::{
    answer::Answer,
    ask::Ask,
    fault::{Fault, Result, Sent, sent},
};

const HERE: &str = "/settings/tokens";

pub async fn index(mut ask: Ask) -> Result<Answer> {
    let mut tx = ask.look().await?;
    let page = draw(&ask, &mut tx, None, &Fields::default()).await?;
    tx.commit().await?;
    ask.page(page)
}

/// The secret is on this answer alone, so it is a page and not a redirect; sent again, the form leads to the list.
pub async fn create(ask: Ask) -> Result<Answer> {
    let name = ask.posted.get("name").unwrap_or_default();
    let mut tx = ask.start().await?;
    match sent(api_tokens::create(&mut tx, name).await)? {
        Sent::Done(secret) => {
            let page = draw(&ask, &mut tx, Some(&secret), &Fields::default()).await?;
            ask.done(tx, HERE).await?;
            ask.page(page)
        }
        Sent::Wrong(errors) => ask.again(draw(&ask, &mut tx, None, &errors).await?),
        Sent::Stale => Err(Fault::OutdatedForm),
    }
}

pub async fn delete(ask: Ask) -> Result<Answer> {
    let id: ApiTokenId = ask.id("id")?;
    let mut tx = ask.start().await?;
    if ask.posted.get("confirmed").is_none() {
        let all = api_tokens::list(&mut tx).await?;
        let token = all.iter().find(|token| token.id == id).ok_or(Fault::not_found())?;
        return ask.page(views::api_tokens::revoke(&ask.ui, token));
    }
    api_tokens::revoke(&mut tx, id).await?;
    ask.done(tx, HERE).await
}

async fn draw(ask: &Ask, tx: &mut TenantTx, secret: Option<&str>, errors: &Fields) -> Result<Markup> {
    let tokens = api_tokens::list(tx).await?;
    let name = if secret.is_some() { "" } else { ask.posted.get("name").unwrap_or_default() };
    Ok(views::api_tokens::page(&ask.ui, &Tokens { tokens: &tokens, secret, name, errors }))
}
