//! Rows of any table as JSON, opened: what the catalogue knows is not forgotten here.

use serde_json::Value;
use uuid::Uuid;

use crate::{db::TenantTx, error::Result, sealed};

/// Tables of no interest to who leaves: keys and hashes, counters of attempts, what the program notes for itself; the
/// bytes of files, which stand in the archive as files.
const WITHOUT: [&str; 8] =
    ["api_replies", "archive_parts", "archives", "duplicate_dues", "files", "garage_keys", "once_keys", "throttles"];

/// Every table of a garage but these.
pub async fn tables(tx: &mut TenantTx) -> Result<Vec<String>> {
    let all = sqlx::query_scalar!(
        "select c.relname::text as \"name!\" from pg_class c
         join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and has_table_privilege(c.oid, 'select')
         order by c.relname"
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(all.into_iter().filter(|name| !WITHOUT.contains(&name.as_str())).collect())
}

/// (table, column) of all that points at the rows of a table.
pub async fn pointing_at(tx: &mut TenantTx, table: &str) -> Result<Vec<(String, String)>> {
    let rows = sqlx::query!(
        "select c.relname::text as \"table!\", a.attname::text as \"column!\"
         from pg_constraint k join pg_class c on c.oid = k.conrelid
         join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey) and a.attname not in ('tenant_id', 'id')
         where k.contype = 'f' and k.confrelid = (select oid from pg_class where relnamespace = 'public'::regnamespace and relname::text = $1)
         order by 1, 2",
        table
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|r| (r.table, r.column)).filter(|(t, _)| !WITHOUT.contains(&t.as_str())).collect())
}

/// A page of a table after this row, and the row to go on from: none after a short page, for a table that is written
/// meanwhile would have no last one.
pub async fn page(
    tx: &mut TenantTx,
    table: &str,
    after: Option<&Value>,
    most: i32,
) -> Result<(Vec<Value>, Option<Value>)> {
    let rows = sqlx::query_scalar!("select rows_of($1, $2, $3) as \"row!\"", table, after as Option<&Value>, most);
    let mut rows = rows.fetch_all(tx.conn()).await?;
    let full = i32::try_from(rows.len()).is_ok_and(|many| many >= most);
    let last = rows.last().filter(|_| full).map(keys_only);
    for row in &mut rows {
        sealed::open_row(tx, table, row).await?;
    }
    Ok((rows, last))
}

/// Where a page ends: ids and names, not the whole row, which may hold what is sealed.
fn keys_only(row: &Value) -> Value {
    let short = |value: &Value| value.as_str().is_none_or(|s| s.len() <= 80);
    let row = row.as_object().into_iter().flatten();
    row.filter(|(_, value)| short(value) && !value.is_object() && !value.is_array())
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// More than one person's rows of one table ever are.
const MOST: i32 = 20_000;

/// The rows of a table whose column names one of these.
pub async fn about(tx: &mut TenantTx, table: &str, column: &str, ids: &[Uuid]) -> Result<Vec<Value>> {
    let rows = sqlx::query_scalar!("select rows_about($1, $2, $3, $4) as \"row!\"", table, column, ids, MOST);
    let mut rows = rows.fetch_all(tx.conn()).await?;
    for row in &mut rows {
        sealed::open_row(tx, table, row).await?;
    }
    Ok(rows)
}

/// Ids of rows.
pub fn ids(rows: &[Value]) -> Vec<Uuid> {
    rows.iter().filter_map(|row| row["id"].as_str()?.parse().ok()).collect()
}
