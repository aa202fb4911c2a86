//! Programs that may speak for the garage.

use crm::{
    Fields, TenantTx, api_origins,
    api_tokens::{self, TokenForm},
    ids::ApiTokenId,
};
use maud::Markup;
use views::api_tokens::Tokens;

use crate::{
    answer::Answer,
    ask::Ask,
    fault::{Fault, Result},
};

pub const HERE: &str = "/settings/tokens";

pub async fn index(mut ask: Ask) -> Result<Answer> {
    let mut tx = ask.look().await?;
    let page = draw(&ask, &mut tx, None, &Fields::default()).await?;
    tx.commit().await?;
    ask.page(page)
}

/// As typed; a fresh one may nothing.
fn form(ask: &Ask) -> TokenForm {
    let ticked = ask.posted.pairs.iter().filter(|(name, _)| name == "permissions");
    TokenForm {
        name: ask.posted.get("name").unwrap_or_default().to_owned(),
        scopes: ticked.map(|(_, word)| word.clone()).collect(),
        lasts: ask.posted.get("lasts").unwrap_or_default().to_owned(),
    }
}

/// The secret is on this answer alone, so it is a page and not a redirect; sent again, the form leads to the list.
pub async fn create(ask: Ask) -> Result<Answer> {
    let mut errors = Fields::default();
    let new = form(&ask).parse(&ask.cx, &mut errors);
    let mut tx = ask.start().await?;
    let Some(new) = new else { return again(&ask, &errors).await };
    let secret = api_tokens::create(&mut tx, &new).await?;
    let page = draw(&ask, &mut tx, Some(&secret), &Fields::default()).await?;
    ask.done(tx, HERE).await?;
    ask.page(page)
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

/// The page with what was typed and what is wrong with it.
pub async fn again(ask: &Ask, errors: &Fields) -> Result<Answer> {
    let mut tx = ask.app.db.look(&ask.cx).await?;
    ask.again(draw(ask, &mut tx, None, errors).await?)
}

async fn draw(ask: &Ask, tx: &mut TenantTx, secret: Option<&str>, errors: &Fields) -> Result<Markup> {
    let (tokens, origins) = (api_tokens::list(tx).await?, api_origins::list(tx).await?);
    let form = if secret.is_some() { TokenForm::default() } else { form(ask) };
    let origin = ask.posted.get("origin").unwrap_or_default();
    let page = Tokens { tokens: &tokens, origins: &origins, now: ask.cx.now, secret, form: &form, origin, errors };
    Ok(views::api_tokens::page(&ask.ui, &page))
}
