//! Pairs that the night found, until somebody says of each what it is.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::{Likeness, MAYBE, Reason, SAME, Verdict};
use crate::{
    contacts::{self, ContactRow},
    db::TenantTx,
    error::{Error, Result},
    ids::{ContactId, PairId},
    listed::Listed,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PairState {
    Open,
    /// Two customers: somebody said so.
    Dismissed,
    Merged,
}

crate::text_enum!(PairState { Open => "open", Dismissed => "dismissed", Merged => "merged" });

#[derive(Clone, Debug)]
pub struct Pair {
    pub id: PairId,
    pub a: ContactId,
    pub b: ContactId,
    pub state: PairState,
    pub likeness: Likeness,
}

/// A line of the list.
#[derive(Clone, Debug)]
pub struct PairRow {
    pub id: PairId,
    pub likeness: Likeness,
    pub a: ContactRow,
    pub b: ContactRow,
}

struct Stored {
    id: PairId,
    a: ContactId,
    b: ContactId,
    state: PairState,
    score: i32,
    reasons: Vec<String>,
}

impl From<Stored> for Pair {
    fn from(r: Stored) -> Pair {
        // A reason of another version says nothing any more.
        let reasons = r.reasons.iter().filter_map(|reason| Reason::parse(reason).ok()).collect();
        let verdict = match r.score {
            SAME.. => Verdict::Same,
            MAYBE.. => Verdict::Maybe,
            _ => Verdict::Different,
        };
        Pair { id: r.id, a: r.a, b: r.b, state: r.state, likeness: Likeness { score: r.score, reasons, verdict } }
    }
}

/// Where the next page begins.
#[derive(Clone, Copy, Debug)]
pub struct After {
    pub score: i32,
    pub id: PairId,
}

/// Open pairs of customers who are both there, the surest first.
pub async fn list(tx: &mut TenantTx, after: Option<After>) -> Result<Listed<PairRow>> {
    let after = after.unwrap_or(After { score: i32::MAX, id: PairId(Uuid::max()) });
    let found = sqlx::query_as!(
        Stored,
        "select p.id as \"id: PairId\", p.contact_a as \"a: ContactId\", p.contact_b as \"b: ContactId\",
                p.state as \"state: PairState\", p.score, p.reasons
         from duplicate_pairs p
         join contacts a on a.id = p.contact_a and a.deleted_at is null
         join contacts b on b.id = p.contact_b and b.deleted_at is null
         where p.state = 'open' and (p.score, p.id) < ($1, $2)
         order by p.score desc, p.id desc
         limit 51",
        after.score,
        after.id.0
    );
    let pairs = Listed::of(found.fetch_all(tx.conn()).await?.into_iter().map(Pair::from).collect());
    let both: Vec<ContactId> = pairs.rows.iter().flat_map(|p: &Pair| [p.a, p.b]).collect();
    let rows = contacts::rows(tx, &both).await?;
    let by_id: BTreeMap<ContactId, ContactRow> = rows.into_iter().map(|row| (row.id, row)).collect();
    let drawn = pairs.rows.into_iter().filter_map(|p| {
        let (a, b) = (by_id.get(&p.a)?.clone(), by_id.get(&p.b)?.clone());
        Some(PairRow { id: p.id, likeness: p.likeness, a, b })
    });
    Ok(Listed { rows: drawn.collect(), more: pairs.more })
}

pub async fn get(tx: &mut TenantTx, id: PairId) -> Result<Pair> {
    let found = sqlx::query_as!(
        Stored,
        "select id as \"id: PairId\", contact_a as \"a: ContactId\", contact_b as \"b: ContactId\", state as \"state: PairState\",
                score, reasons
         from duplicate_pairs where id = $1",
        id.0
    );
    Ok(found.fetch_optional(tx.conn()).await?.ok_or(Error::NotFound)?.into())
}

/// « Ce sont deux clients ». Said twice is said once; of one that was merged it is too late to say.
pub async fn dismiss(tx: &mut TenantTx, id: PairId) -> Result<()> {
    let done = sqlx::query!("update duplicate_pairs set state = 'dismissed' where id = $1 and state = 'open'", id.0);
    if done.execute(tx.conn()).await?.rows_affected() == 0 {
        get(tx, id).await?;
    }
    Ok(())
}
