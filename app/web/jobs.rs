//! What runs behind the pages.

use crm::queue;
use views::jobs::Jobs;

use crate::{
    answer::Answer,
    ask::Ask,
    fault::{Fault, Result},
};

const MANY: i32 = 30;

pub async fn index(mut ask: Ask) -> Result<Answer> {
    let mut tx = ask.look().await?;
    let rows = queue::list(&mut tx, MANY).await?;
    let troubled = queue::list_troubled(&mut tx).await?;
    tx.commit().await?;
    let jobs = Jobs { troubled: &troubled, rows: &rows };
    ask.page(if ask.partial { views::jobs::results(&ask.ui, &jobs) } else { views::jobs::index(&ask.ui, &jobs) })
}

pub async fn retry(ask: Ask) -> Result<Answer> {
    let id = ask.param("id").ok_or(Fault::not_found())?.to_owned();
    let mut tx = ask.start().await?;
    queue::retry(&mut tx, &id).await?;
    ask.done(tx, "/jobs").await
}
