//! A person erased (RGPD art. 17): everything held on him goes or loses his name, but what the law obliges the garage to
//! keep (art. 17 § 3 b), and that is told before.

mod forget;
mod preview;

use serde::Serialize;

use crate::{
    db::TenantTx,
    error::{Error, Result, Why},
    fiscal::{self, EventKind, NewEvent},
    garages,
    ids::ContactId,
    money::Cents,
    rights_requests::{self, RightsKind},
    sessions,
};

pub use preview::{Kept, KeptKind, Preview, preview};

/// What stands where the name stood.
pub const NAME: &str = "Client anonymisé";

/// What becomes of the rows that point at a customer or at a vehicle of his. A test holds this list and the database's
/// catalogue together, so that no table is forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The row goes.
    Gone,
    /// The row stays without what tells who it was.
    Nameless,
    /// Documents that the law wants kept stay; drafts and what came to nothing goes.
    ByLaw,
}

/// (table, column) that points at `contacts` or `vehicles`.
pub const FATES: [(&str, &str, Fate); 35] = [
    ("activities", "contact_id", Fate::Gone),
    ("activities", "vehicle_id", Fate::Gone),
    ("archives", "contact_id", Fate::Gone),
    ("batch_items", "contact_id", Fate::Gone),
    ("consents", "contact_id", Fate::Gone),
    ("contact_reaches", "contact_id", Fate::Gone),
    ("contact_tags", "contact_id", Fate::Gone),
    ("contact_values", "contact_id", Fate::Gone),
    ("contacts", "merged_into", Fate::Nameless),
    ("deferred_works", "contact_id", Fate::Nameless),
    ("deferred_works", "vehicle_id", Fate::Gone),
    ("duplicate_dues", "contact_id", Fate::Gone),
    ("duplicate_pairs", "contact_a", Fate::Gone),
    ("duplicate_pairs", "contact_b", Fate::Gone),
    ("import_rows", "contact_id", Fate::Nameless),
    ("import_rows", "vehicle_id", Fate::Nameless),
    ("invoices", "contact_id", Fate::ByLaw),
    ("invoices", "vehicle_id", Fate::ByLaw),
    ("merges", "gone_id", Fate::Gone),
    ("merges", "kept_id", Fate::Gone),
    ("messages", "contact_id", Fate::Gone),
    ("mileage_readings", "vehicle_id", Fate::Gone),
    ("quotes", "contact_id", Fate::ByLaw),
    ("quotes", "vehicle_id", Fate::ByLaw),
    ("repair_orders", "contact_id", Fate::ByLaw),
    ("repair_orders", "vehicle_id", Fate::ByLaw),
    ("retention_notices", "contact_id", Fate::Gone),
    ("rights_requests", "contact_id", Fate::Nameless),
    ("scans", "contact_id", Fate::Gone),
    ("scans", "vehicle_id", Fate::Gone),
    ("vehicle_files", "vehicle_id", Fate::Gone),
    ("vehicle_owners", "owner_id", Fate::Nameless),
    ("vehicle_owners", "vehicle_id", Fate::Nameless),
    ("vehicle_recalls", "vehicle_id", Fate::Gone),
    ("vehicles", "owner_id", Fate::Nameless),
];

/// How many of what went: told in the journal, which holds the scope and never the data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Scope {
    pub contacts: usize,
    pub vehicles: usize,
    pub messages: usize,
    pub files: usize,
    pub quotes: usize,
    pub drafts: usize,
    pub activities: usize,
    /// Sealed documents and accepted quotes that stay, and for how long is the law's.
    pub kept: usize,
}

/// Erases one customer because he asked. A car of his in the workshop is given back first.
pub async fn erase(tx: &mut TenantTx, contact: ContactId) -> Result<Scope> {
    if forget::in_workshop(tx, &[contact.0]).await?.contains(&contact.0) {
        return Err(Error::Refused(Why::OrderOpen));
    }
    let scope = forget::all(tx, &[contact.0]).await?;
    rights_requests::answer_all(tx, contact, &[RightsKind::Erasure]).await?;
    tell(tx, &scope).await?;
    Ok(scope)
}

/// Erases those whose time is over, by the job of the night; those with a car in the workshop are left for another.
pub async fn erase_all(tx: &mut TenantTx, contacts: &[ContactId]) -> Result<Scope> {
    let ids: Vec<uuid::Uuid> = contacts.iter().map(|c| c.0).collect();
    let busy = forget::in_workshop(tx, &ids).await?;
    let ids: Vec<uuid::Uuid> = ids.into_iter().filter(|id| !busy.contains(id)).collect();
    if ids.is_empty() {
        return Ok(Scope::default());
    }
    let scope = forget::all(tx, &ids).await?;
    tell(tx, &scope).await?;
    Ok(scope)
}

/// Vehicles past their time in the bin: photos, papers and readings go with them.
pub async fn vehicles(tx: &mut TenantTx, ids: &[uuid::Uuid]) -> Result<()> {
    forget::only_vehicles(tx, ids).await
}

/// Bytes that nothing points at any more.
pub async fn files(tx: &mut TenantTx, ids: &[uuid::Uuid]) -> Result<()> {
    forget::forget_files(tx, ids).await.map(drop)
}

/// Lists that were brought, emptied.
pub async fn lists(tx: &mut TenantTx, imports: &[uuid::Uuid]) -> Result<()> {
    forget::forget_lists(tx, imports).await
}

async fn tell(tx: &mut TenantTx, scope: &Scope) -> Result<()> {
    if scope.contacts == 0 {
        return Ok(());
    }
    let sign = garages::sign(tx).await?;
    let event = NewEvent {
        kind: EventKind::DataErasure,
        business_date: tx.cx().today(),
        document_number: None,
        test_mode: sign.demo,
        payload: scope,
        turnover: Cents::ZERO,
    };
    fiscal::record(tx, event).await?;
    sessions::log(tx, "person_erased", None, "").await
}
