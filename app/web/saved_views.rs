//! Lists of customers kept under a name.

use crm::{ids::SavedViewId, saved_views};

use crate::{answer::Answer, ask::Ask, fault::Result};

pub async fn create(ask: Ask) -> Result<Answer> {
    let get = |name: &str| ask.posted.get(name).unwrap_or_default();
    let (name, query, shared) = (get("name").to_owned(), get("query").to_owned(), get("shared") == "yes");
    let mut tx = ask.start().await?;
    saved_views::keep(&mut tx, &name, &query, shared).await?;
    ask.done(tx, &format!("/contacts?{query}")).await
}

pub async fn delete(ask: Ask) -> Result<Answer> {
    let id: SavedViewId = ask.id("id")?;
    let mut tx = ask.start().await?;
    saved_views::delete(&mut tx, id).await?;
    ask.done(tx, "/contacts").await
}
