//! The customer's page: a link nobody can guess, an answer operation by operation, and the evidence of it.

use std::collections::HashMap;

use serde::Serialize;

use super::{Quote, QuoteState, store};
use crate::{
    activities::{ActivityKind, Told},
    db::TenantTx,
    deferred_works,
    document::Document,
    error::{Error, Fields, Result, Why},
    files,
    ids::{LineId, QuoteId},
    lines::{Answer, StoredLine},
    money::Cents,
    operations::{Operation, operations},
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
    /// By the line that leads its operation.
    pub answers: HashMap<LineId, Answer>,
    pub signer: String,
    pub conditions: bool,
    pub address: String,
    pub agent: String,
}

#[derive(Serialize)]
struct Evidence<'a> {
    line: LineId,
    #[serde(skip_serializing_if = "str::is_empty")]
    operation: &'a str,
    label: &'a str,
    gross: Cents,
    answer: Answer,
}

impl Evidence<'_> {
    fn of(line: &StoredLine, answer: Answer) -> Evidence<'_> {
        let (operation, label) = (line.is.operation.as_str(), line.is.label.as_str());
        Evidence { line: line.id, operation, label, gross: line.amounts.gross, answer }
    }
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
    let operations = operations(&quote.lines);
    let (signer, said) = check(&operations, reply)?;
    let answered: Vec<(&StoredLine, Answer)> =
        said.iter().flat_map(|(operation, answer)| operation.priced().map(|line| (line, *answer))).collect();
    let evidence: Vec<Evidence> = answered.iter().map(|(line, answer)| Evidence::of(line, *answer)).collect();
    let evidence = serde_json::to_value(&evidence).map_err(|e| Error::Internal(e.to_string()))?;
    let address_hash = sessions::address_hash(tx, &reply.address).await?;
    store::record_answer(tx, id, &answered, &signer, reply, &evidence, &address_hash).await?;
    let refused: Vec<&Operation> = said.iter().filter(|(_, a)| *a == Answer::Refused).map(|(o, _)| *o).collect();
    if let Some(vehicle) = quote.vehicle.filter(|_| !refused.is_empty()) {
        deferred_works::note_refused(tx, id, quote.contact, vehicle, &refused).await?;
    }
    let quote = store::get(tx, id).await?;
    let told = Told { number: quote.number.clone(), amount: quote.accepted, ..Told::default() };
    super::log(tx, &quote, ActivityKind::QuoteAnswered, told).await?;
    Ok(quote)
}

/// Every operation needs its word; a name signs; the conditions are accepted when something is ordered.
fn check<'o, 'q>(operations: &'o [Operation<'q>], reply: &Reply) -> Result<(String, Vec<(&'o Operation<'q>, Answer)>)> {
    let (mut fields, mut said) = (Fields::default(), Vec::new());
    for operation in operations {
        let Some(leader) = operation.leader() else { continue };
        match whole_answer(operation, leader, reply) {
            Ok(answer) => said.push((operation, answer)),
            Err(why) => fields.add(format!("line-{leader}"), why),
        }
    }
    let orders = said.iter().any(|(_, answer)| *answer == Answer::Accepted);
    if orders && !reply.conditions {
        fields.add("conditions", Why::Missing);
    }
    let signer = fields.keep("signer", required(&reply.signer, 120));
    fields.into_result()?;
    Ok((signer.ok_or(Error::NotFound)?, said))
}

/// What its leader says holds for the whole; a form that says otherwise of one of its lines is refused.
fn whole_answer(operation: &Operation, leader: LineId, reply: &Reply) -> std::result::Result<Answer, Why> {
    let answer = *reply.answers.get(&leader).ok_or(Why::Unanswered)?;
    let split = operation.priced().any(|line| reply.answers.get(&line.id).is_some_and(|other| *other != answer));
    if split { Err(Why::OperationSplit) } else { Ok(answer) }
}
