//! The customer's page. A GET changes nothing, because link previews fetch it; unknown, expired and another garage's
//! links are one same page.

use crm::{
    Error, invoices,
    quotes::{QuoteState, approval},
};

use crate::{
    answer::Answer,
    ask::Ask,
    fault::{Result, Sent, sent},
    quotes::{answers, quote_pdf},
};

pub async fn show(mut ask: Ask) -> Result<Answer> {
    let token = ask.param("token").unwrap_or_default().to_owned();
    let mut tx = ask.look().await?;
    let found = match approval::find(&mut tx, &token).await {
        Ok(found) => found,
        Err(Error::NotFound) => return gone(&ask),
        Err(other) => return Err(other.into()),
    };
    tx.commit().await?;
    ask.page(views::approvals::page(&ask.ui, &token, &found, &Default::default(), &Default::default()))
}

fn gone(ask: &Ask) -> Result<Answer> {
    Ok(crate::answer::html(poem::http::StatusCode::NOT_FOUND, views::approvals::gone(&ask.ui)))
}

/// Accepts, refuses, signs. Answered before: the page as it stands.
pub async fn create(ask: Ask) -> Result<Answer> {
    let token = ask.param("token").unwrap_or_default().to_owned();
    let reply = approval::Reply {
        answers: answers(&ask.posted.pairs),
        signer: ask.posted.get("signer").unwrap_or_default().to_owned(),
        conditions: ask.posted.get("conditions").is_some(),
        address: ask.address.clone(),
        agent: ask.agent.clone(),
    };
    let mut tx = ask.begin().await?;
    let done = match sent(approval::answer(&mut tx, &token, &reply).await) {
        Ok(done) => done,
        Err(crate::fault::Fault::Crm(Error::NotFound)) => return gone(&ask),
        Err(other) => return Err(other),
    };
    match done {
        Sent::Done(quote) => {
            let garage = crm::garages::get(&mut tx).await?;
            // "Facture à l'accord", where the garage chose it: in the same transaction, or not at all.
            if garage.seal_on_acceptance && quote.state == QuoteState::Answered && quote.has_accepted_lines() {
                let invoice = invoices::draft_from_quote(&mut tx, quote.id).await?;
                invoices::seal(&mut tx, invoice, jobs::check).await?;
            }
            tx.commit().await?;
            Ok(ask.go(&format!("/a/{token}")))
        }
        Sent::Wrong(fields) => {
            drop(tx);
            let mut tx = ask.app.db.look(&ask.cx).await?;
            let found = approval::find(&mut tx, &token).await?;
            ask.again(views::approvals::page(&ask.ui, &token, &found, &reply, &fields))
        }
        Sent::Stale => Ok(ask.go(&format!("/a/{token}"))),
    }
}

pub async fn pdf(mut ask: Ask) -> Result<Answer> {
    let token = ask.param("token").unwrap_or_default().to_owned();
    let mut tx = ask.look().await?;
    let found = approval::find(&mut tx, &token).await?;
    tx.commit().await?;
    quote_pdf(found.document).await
}
