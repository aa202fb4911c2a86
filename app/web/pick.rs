//! Choosing a customer for a form that was left for the moment.

use crm::contacts;
use serde::Deserialize;
use views::pick::Picking;

use crate::{
    answer::Answer,
    ask::Ask,
    fault::{Fault, Result},
    sign_in::safe_path,
};

const MANY: i32 = 12;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Query {
    q: String,
    to: String,
}

pub async fn index(mut ask: Ask) -> Result<Answer> {
    let query: Query = ask.query();
    // A page of ours that takes an id at its end, and nothing else.
    if safe_path(&query.to) != query.to || !query.to.ends_with('=') {
        return Err(Fault::not_found());
    }
    let typed = query.q.trim();
    let mut tx = ask.look().await?;
    let rows = contacts::search(&mut tx, typed, MANY).await?;
    tx.commit().await?;
    let picking = Picking { query: typed, to: &query.to, rows: &rows };
    ask.page(if ask.partial { views::pick::results(&ask.ui, &picking) } else { views::pick::page(&ask.ui, &picking) })
}
