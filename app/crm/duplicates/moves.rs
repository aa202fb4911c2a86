//! What hangs on a customer, table by table. A test holds this list and the database's catalogue together.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::{db::TenantTx, error::Result, ids::ContactId};

/// Ids of what moved, by table.
pub type Moved = BTreeMap<String, Vec<Uuid>>;

/// Tables whose rows move with their customer: (table, column).
pub const MOVES: [(&str, &str); 11] = [
    ("vehicles", "owner_id"),
    ("vehicle_owners", "owner_id"),
    ("activities", "contact_id"),
    ("repair_orders", "contact_id"),
    ("quotes", "contact_id"),
    ("deferred_works", "contact_id"),
    ("invoices", "contact_id"),
    ("scans", "contact_id"),
    ("messages", "contact_id"),
    ("consents", "contact_id"),
    ("rights_requests", "contact_id"),
];

/// Tables whose rows stay: what is of the fields is united (`union`), the rest is history, or the search for twins itself.
pub const STAYS: [(&str, &str); 13] = [
    ("contact_reaches", "contact_id"),
    ("contact_tags", "contact_id"),
    ("contact_values", "contact_id"),
    ("batch_items", "contact_id"),
    ("import_rows", "contact_id"),
    ("contacts", "merged_into"),
    ("duplicate_dues", "contact_id"),
    ("duplicate_pairs", "contact_a"),
    ("duplicate_pairs", "contact_b"),
    ("merges", "kept_id"),
    ("merges", "gone_id"),
    ("archives", "contact_id"),
    ("retention_notices", "contact_id"),
];

/// The ids of a table's rows of `from`, which are `to`'s from now on; `only` these, where it is given.
macro_rules! moves {
    ($tx:expr, $from:expr, $to:expr, $only:expr, $table:literal) => {
        moves!($tx, $from, $to, $only, $table, "contact_id")
    };
    ($tx:expr, $from:expr, $to:expr, $only:expr, $table:literal, $column:literal) => {
        sqlx::query_scalar!(
            "update "
                + $table
                + " set "
                + $column
                + " = $2 where "
                + $column
                + " = $1 and ($3::uuid[] is null or id = any ($3)) returning id",
            $from.0,
            $to.0,
            $only as Option<&[Uuid]>
        )
        .fetch_all($tx.conn())
        .await?
    };
}

/// `only`: what may move, by table; none: all that there is.
pub async fn move_all(tx: &mut TenantTx, from: ContactId, to: ContactId, only: Option<&Moved>) -> Result<Moved> {
    let mut moved = Moved::new();
    for (table, _) in MOVES {
        let of = only.map(|all| all.get(table).map_or(&[][..], Vec::as_slice));
        let ids: Vec<Uuid> = match table {
            "vehicles" => moves!(tx, from, to, of, "vehicles", "owner_id"),
            "vehicle_owners" => moves!(tx, from, to, of, "vehicle_owners", "owner_id"),
            "activities" => moves!(tx, from, to, of, "activities"),
            "repair_orders" => moves!(tx, from, to, of, "repair_orders"),
            "quotes" => moves!(tx, from, to, of, "quotes"),
            "deferred_works" => moves!(tx, from, to, of, "deferred_works"),
            "scans" => moves!(tx, from, to, of, "scans"),
            "messages" => moves!(tx, from, to, of, "messages"),
            "consents" => moves!(tx, from, to, of, "consents"),
            "rights_requests" => moves!(tx, from, to, of, "rights_requests"),
            _ => invoices(tx, from, to, of).await?,
        };
        moved.insert(table.to_owned(), ids);
    }
    Ok(moved)
}

/// Sealed ones too: the row's link is no part of what was issued (docs/legal.md).
async fn invoices(tx: &mut TenantTx, from: ContactId, to: ContactId, only: Option<&[Uuid]>) -> Result<Vec<Uuid>> {
    let ids = sqlx::query_scalar!("select move_invoices($1, $2, $3) as \"id!\"", from.0, to.0, only);
    Ok(ids.fetch_all(tx.conn()).await?)
}

/// How much would move, by table: what the page says before.
pub async fn count(tx: &mut TenantTx, of: ContactId) -> Result<Vec<(&'static str, i64)>> {
    let r = sqlx::query!(
        "select (select count(*) from vehicles where owner_id = $1) as \"vehicles!\",
                (select count(*) from repair_orders where contact_id = $1) as \"orders!\",
                (select count(*) from quotes where contact_id = $1) as \"quotes!\",
                (select count(*) from invoices where contact_id = $1) as \"invoices!\",
                (select count(*) from messages where contact_id = $1) as \"messages!\",
                (select count(*) from activities where contact_id = $1) as \"activities!\",
                (select count(*) from consents where contact_id = $1) as \"consents!\"",
        of.0
    )
    .fetch_one(tx.conn())
    .await?;
    let all = [
        ("vehicles", r.vehicles),
        ("repair_orders", r.orders),
        ("quotes", r.quotes),
        ("invoices", r.invoices),
        ("messages", r.messages),
        ("activities", r.activities),
        ("consents", r.consents),
    ];
    Ok(all.into_iter().filter(|(_, many)| *many > 0).collect())
}
