//! What customers asked about their own data.

use crm::{
    Error,
    ids::RightsRequestId,
    rights_requests::{self, Outcome},
};

use crate::{answer::Answer, ask::Ask, fault::Result};

pub async fn index(mut ask: Ask) -> Result<Answer> {
    let mut tx = ask.look().await?;
    let open = rights_requests::open(&mut tx).await?;
    let answered = rights_requests::answered(&mut tx).await?;
    tx.commit().await?;
    ask.page(views::rights_requests::index(&ask.ui, &open, &answered))
}

pub async fn answer(ask: Ask) -> Result<Answer> {
    let id: RightsRequestId = ask.id("id")?;
    let outcome = ask.posted.get("outcome").unwrap_or_default();
    let outcome = Outcome::parse(outcome).map_err(|why| Error::invalid("outcome", why))?;
    let mut tx = ask.start().await?;
    rights_requests::answer(&mut tx, id, outcome).await?;
    ask.done(tx, "/rights-requests").await
}
