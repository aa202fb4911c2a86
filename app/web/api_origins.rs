//! Sites whose pages may speak to the API from a browser; they are shown with the tokens.

use crm::{api_origins, ids::ApiOriginId};

use crate::{
    answer::Answer,
    api_tokens::{self, HERE},
    ask::Ask,
    fault::{Fault, Result, Sent, sent},
};

pub async fn create(ask: Ask) -> Result<Answer> {
    let mut tx = ask.start().await?;
    match sent(api_origins::add(&mut tx, ask.posted.get("origin").unwrap_or_default()).await)? {
        Sent::Done(()) => ask.done(tx, HERE).await,
        Sent::Wrong(errors) => api_tokens::again(&ask, &errors).await,
        Sent::Stale => Err(Fault::OutdatedForm),
    }
}

pub async fn delete(ask: Ask) -> Result<Answer> {
    let id: ApiOriginId = ask.id("id")?;
    let mut tx = ask.start().await?;
    let all = api_origins::list(&mut tx).await?;
    let origin = all.iter().find(|origin| origin.id == id).ok_or(Fault::not_found())?;
    if !ask.confirmed() {
        return ask.page(views::api_tokens::forget_origin(&ask.ui, origin));
    }
    api_origins::remove(&mut tx, id).await?;
    ask.done(tx, HERE).await
}
