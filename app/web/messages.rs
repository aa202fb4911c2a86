//! The outbox.

use crm::{ids::MessageId, messages};
use poem::{Response, http::header};
use serde::Deserialize;
use views::messages::List;

use crate::{
    answer::{self, Answer},
    ask::Ask,
    fault::{Fault, Result},
};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Query {
    before: String,
}

pub async fn index(mut ask: Ask) -> Result<Answer> {
    let query: Query = ask.query();
    let before: Option<MessageId> = query.before.parse().ok();
    let mut tx = ask.look().await?;
    let page = messages::list(&mut tx, before).await?;
    tx.commit().await?;
    let next = page.last().map(|last| format!("/messages?before={}", last.id));
    ask.page(views::messages::index(&ask.ui, &List { rows: &page.rows, next, first: before.is_none() }))
}

pub async fn show(mut ask: Ask) -> Result<Answer> {
    let id: MessageId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let message = messages::get(&mut tx, id).await?;
    tx.commit().await?;
    ask.page(views::messages::show(&ask.ui, &message))
}

/// Mail styles are inline; nothing else of it may do anything, in the frame or opened by itself.
const BODY_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; \
     frame-ancestors 'self'; sandbox";

pub async fn body(mut ask: Ask) -> Result<Answer> {
    let id: MessageId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let message = messages::get(&mut tx, id).await?;
    tx.commit().await?;
    if message.kind == messages::MessageKind::Account {
        return Err(Fault::not_found());
    }
    Ok(Response::builder()
        .header(header::CONTENT_TYPE, "text/html; charset=utf-8")
        .header(header::CONTENT_SECURITY_POLICY, BODY_POLICY)
        .header(header::CACHE_CONTROL, "private, no-store")
        .body(message.body.html))
}

pub async fn file(mut ask: Ask) -> Result<Answer> {
    let (id, n): (MessageId, usize) = (ask.id("id")?, ask.id("n")?);
    let mut tx = ask.look().await?;
    let file = messages::attachment(&mut tx, id, n).await?;
    tx.commit().await?;
    // A PDF is shown; anything else is only saved.
    let save = file.content_type != "application/pdf";
    Ok(answer::file(&file.content_type, &file.name, file.bytes, save))
}

pub async fn send(ask: Ask) -> Result<Answer> {
    let id: MessageId = ask.id("id")?;
    let mut tx = ask.start().await?;
    messages::send_again(&mut tx, id).await?;
    ask.done(tx, &format!("/messages/{id}")).await
}
