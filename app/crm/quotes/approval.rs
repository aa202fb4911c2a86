//! The customer's page: a link nobody can guess, an answer line by line, and the evidence of it.

use std::collections::HashMap;

use serde::Serialize;

use super::{Quote, QuoteState, store};
use crate::{
    activities::{ActivityKind, Told},
    db::TenantTx,
    deferred_works,
    document::{Document, LineKind},
    error::{Error, Fields, Result, Why},
    files,
    ids::{LineId, QuoteId},
    lines::{Answer, StoredLine},
    money::Cents,
    sessions,
    text::required,
};

/// 128 bits derived from the garage's key: we can write the link again, a dump of the database cannot.
pub async fn token(tx: &mut TenantTx, quote: QuoteId) -> Result<String> {
    Ok(hex::encode(tx.garage_key().await?.secret(&format!("approval:{quote}"))))
}

/// What the link shows: the frozen document, and the answers where they were given.
pub struct Approval {
    pub quote: Quote,
    pub document: Document,
    pub signer: Option<String>,
}

/// Unknown, expired, withdrawn, another garage's: all `NotFound`, one same page.
pub async fn find(tx: &mut TenantTx, token: &str) -> Result<Approval> {
    let id = store::by_token(tx, &hash(token)).await?;
    let quote = store::get(tx, id).await?;
    let today = tx.cx().today();
    if !(quote.is_open(today) || quote.state == QuoteState::Answered) {
        return Err(Error::NotFound);
    }
    let document = store::snapshot(tx, id).await?;
    let signer = store::signer(tx, id).await?;
    Ok(Approval { quote, document, signer })
}

/// Who signed, once answered.
pub async fn signer(tx: &mut TenantTx, id: QuoteId) -> Result<Option<String>> {
    store::signer(tx, id).await
}

fn hash(token: &str) -> Vec<u8> {
    files::sha256(token.as_bytes())
}

/// What the customer typed and ticked.
#[derive(Clone, Debug, Default)]
pub struct Reply {
    pub answers: HashMap<LineId, Answer>,
    pub signer: String,
    pub conditions: bool,
    pub address: String,
    pub agent: String,
}

#[derive(Serialize)]
struct Evidence<'a> {
    line: LineId,
    label: &'a str,
    gross: Cents,
    answer: Answer,
}

/// Records the answer in one transaction: each line's word, the evidence, refused lines as work to foresee. Answered
/// already: returned as it is, so that twice accepted is once accepted. It seals nothing.
pub async fn answer(tx: &mut TenantTx, token: &str, reply: &Reply) -> Result<Quote> {
    let id = store::by_token(tx, &hash(token)).await?;
    store::lock(tx, id).await?;
    let quote = store::get(tx, id).await?;
    if quote.state == QuoteState::Answered {
        return Ok(quote);
    }
    if !quote.is_open(tx.cx().today()) {
        return Err(Error::NotFound);
    }
    let signer = check(&quote, reply)?;
    let answered: Vec<(&StoredLine, Answer)> =
        quote.lines.iter().filter_map(|l| reply.answers.get(&l.id).map(|a| (l, *a))).collect();
    let evidence: Vec<Evidence> = answered
        .iter()
        .map(|(l, answer)| Evidence { line: l.id, label: &l.is.label, gross: l.amounts.gross, answer: *answer })
        .collect();
    let evidence = serde_json::to_value(&evidence).map_err(|e| Error::Internal(e.to_string()))?;
    let address_hash = sessions::address_hash(tx, &reply.address).await?;
    store::record_answer(tx, id, &answered, &signer, reply, &evidence, &address_hash).await?;
    let refused: Vec<&StoredLine> = answered.iter().filter(|(_, a)| *a == Answer::Refused).map(|(l, _)| *l).collect();
    if let Some(vehicle) = quote.vehicle.filter(|_| !refused.is_empty()) {
        deferred_works::note_refused(tx, id, quote.contact, vehicle, &refused).await?;
    }
    let quote = store::get(tx, id).await?;
    let told = Told { number: quote.number.clone(), amount: quote.accepted, ..Told::default() };
    super::log(tx, &quote, ActivityKind::QuoteAnswered, told).await?;
    Ok(quote)
}

/// Every priced line needs its word; a name signs; the conditions are accepted when something is ordered.
fn check(quote: &Quote, reply: &Reply) -> Result<String> {
    let mut fields = Fields::default();
    for line in quote.lines.iter().filter(|l| l.is.kind != LineKind::Text) {
        if !reply.answers.contains_key(&line.id) {
            fields.add(format!("line-{}", line.id), Why::Missing);
        }
    }
    let signer = fields.keep("signer", required(&reply.signer, 120));
    let orders = reply.answers.values().any(|a| *a == Answer::Accepted);
    if orders && !reply.conditions {
        fields.add("conditions", Why::Missing);
    }
    fields.into_result()?;
    signer.ok_or(Error::NotFound)
}
