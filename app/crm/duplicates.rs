//! Customers who may be one and the same: found when one is typed in, when many come from a file, and at night among all.
//!
//! Two steps: candidates come cheaply, by what is equal or nearly so in an index (`store`); then a rule without a database
//! says of each pair how likely it is, and why (`likeness`).

mod known;
mod likeness;
pub mod merge;
pub mod moves;
mod names;
mod night;
mod pairs;
mod store;
mod traits;
pub mod union;

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    contacts::{self, ContactRow, NewContact},
    db::TenantTx,
    error::Result,
    ids::ContactId,
};

pub use likeness::{Likeness, MAYBE, Reason, SAME, Verdict, likeness};
pub use night::step;
pub use pairs::{After, Pair, PairRow, PairState, dismiss, get, list};
pub use traits::Traits;

/// Someone who may be the one being typed in, and why.
#[derive(Clone, Debug)]
pub struct Twin {
    pub row: ContactRow,
    pub likeness: Likeness,
}

/// Who is already there like each of these, the likest first; verdicts of `Maybe` and `Same` only. Few statements, however
/// many they are.
pub async fn alike(tx: &mut TenantTx, asked: &[Traits]) -> Result<Vec<Vec<(ContactId, Likeness)>>> {
    let candidates = store::candidates(tx, asked).await?;
    let ids: BTreeSet<ContactId> = candidates.iter().map(|(_, id)| *id).collect();
    let known: BTreeMap<ContactId, Traits> = store::traits(tx, &ids).await?.into_iter().collect();
    let mut found = vec![Vec::new(); asked.len()];
    for (place, id) in candidates {
        let (Some(one), Some(other)) = (asked.get(place), known.get(&id)) else { continue };
        let likeness = likeness(one, other);
        if likeness.verdict != Verdict::Different {
            found[place].push((id, likeness));
        }
    }
    for twins in &mut found {
        twins.sort_by_key(|(id, likeness)| (std::cmp::Reverse(likeness.score), *id));
    }
    Ok(found)
}

/// Shown at once when a customer is typed in.
const SHOWN: usize = 5;

/// Who the customer being typed in may be, the likest first.
pub async fn at_entry(tx: &mut TenantTx, new: &NewContact, plates: &[String]) -> Result<Vec<Twin>> {
    let found = alike(tx, &[Traits::of(new, plates)]).await?;
    let found: Vec<(ContactId, Likeness)> = found.into_iter().flatten().take(SHOWN).collect();
    let ids: Vec<ContactId> = found.iter().map(|(id, _)| *id).collect();
    let rows = contacts::rows(tx, &ids).await?;
    let why: BTreeMap<ContactId, Likeness> = found.into_iter().collect();
    let twin = |row: ContactRow| why.get(&row.id).cloned().map(|likeness| Twin { row, likeness });
    Ok(rows.into_iter().filter_map(twin).collect())
}
