//! Customers who may be one and the same.

use crm::{
    duplicates::{self, After},
    ids::PairId,
};
use serde::Deserialize;
use views::duplicates::List;

use crate::{answer::Answer, ask::Ask, fault::Result};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Query {
    score: String,
    before: String,
}

pub async fn index(mut ask: Ask) -> Result<Answer> {
    let query: Query = ask.query();
    let after = query.score.parse().ok().zip(query.before.parse().ok()).map(|(score, id)| After { score, id });
    let mut tx = ask.look().await?;
    let page = duplicates::list(&mut tx, after).await?;
    tx.commit().await?;
    let next = page.last().map(|last| format!("/duplicates?score={}&before={}", last.likeness.score, last.id));
    ask.page(views::duplicates::index(&ask.ui, &List { rows: &page.rows, next, first: after.is_none() }))
}

pub async fn dismiss(ask: Ask) -> Result<Answer> {
    let id: PairId = ask.id("id")?;
    let mut tx = ask.start().await?;
    duplicates::dismiss(&mut tx, id).await?;
    ask.done(tx, "/duplicates").await
}
