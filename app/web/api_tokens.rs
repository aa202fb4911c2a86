//! Programs that may speak for the garage.

use crm::{
    Error, Fields, TenantTx,
    api_tokens::{self, NewToken},
    ids::ApiTokenId,
    text::required,
};
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
    let name = required(ask.posted.get("name").unwrap_or_default(), 80).map_err(|why| Error::invalid("name", why));
    let new = name.map(|name| NewToken { name, scopes: api_tokens::all_scopes(), expires_at: None });
    let mut tx = ask.start().await?;
    let made = match new {
        Ok(new) => api_tokens::create(&mut tx, &new).await,
        Err(wrong) => Err(wrong),
    };
    match sent(made)? {
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
