//! At night: who came or changed since the last one is compared with all, some at a time.

use std::collections::BTreeMap;

use super::{
    Likeness, Traits, alike,
    store::{self, Found},
};
use crate::{db::TenantTx, error::Result, ids::ContactId};

/// Customers a step looks at: well under a second, since who saves one of them waits for it.
const STEP: i64 = 100;

/// Looks at some; whether there may be more.
pub async fn step(tx: &mut TenantTx) -> Result<bool> {
    let due = store::take_due(tx, STEP).await?;
    if due.is_empty() {
        return Ok(false);
    }
    let (ids, traits): (Vec<ContactId>, Vec<Traits>) = store::traits(tx, &due).await?.into_iter().unzip();
    let mut pairs: BTreeMap<(ContactId, ContactId), Likeness> = BTreeMap::new();
    for (one, twins) in ids.iter().zip(alike(tx, &traits).await?) {
        for (other, likeness) in twins.into_iter().filter(|(other, _)| other != one) {
            pairs.insert(((*one).min(other), (*one).max(other)), likeness);
        }
    }
    let found: Vec<Found> = pairs.into_iter().map(|((a, b), likeness)| found(a, b, &likeness)).collect();
    store::keep(tx, &due, &found).await?;
    Ok(true)
}

fn found(a: ContactId, b: ContactId, likeness: &Likeness) -> Found {
    let reasons: Vec<&str> = likeness.reasons.iter().map(|r| r.as_str()).collect();
    Found { a, b, score: likeness.score, reasons: reasons.join(",") }
}
