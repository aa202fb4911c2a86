//! Whom the keys of a list's lines name already.

use super::MatchKey;
use crate::{db::TenantTx, error::Result, ids::ContactId};

struct Row {
    key: Option<String>,
    id: Option<ContactId>,
}

/// Phone or e-mail, the first or one of the others.
macro_rules! reached {
    ($tx:expr, $keys:expr, $column:literal) => {
        sqlx::query_as!(
            Row,
            "select " + $column + " as \"key?\", id as \"id?: ContactId\" from contacts where " + $column
                + " = any ($1) and deleted_at is null
             union all
             select r.key, c.id from contact_reaches r join contacts c on c.tenant_id = r.tenant_id and c.id = r.contact_id
             where r.key = any ($1) and c.deleted_at is null",
            $keys
        )
        .fetch_all($tx.conn())
        .await?
    };
}

/// Key and customer, of those who bear one of these keys.
pub async fn matching(tx: &mut TenantTx, by: MatchKey, keys: &[String]) -> Result<Vec<(String, ContactId)>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let rows = match by {
        MatchKey::None => Vec::new(),
        MatchKey::Code => {
            sqlx::query_as!(
                Row,
                "select code_key as \"key?\", id as \"id?: ContactId\" from contacts
                 where code_key = any ($1) and code_key <> '' and deleted_at is null",
                keys
            )
            .fetch_all(tx.conn())
            .await?
        }
        MatchKey::Plate => {
            sqlx::query_as!(
                Row,
                "select v.plate_key as \"key?\", c.id as \"id?: ContactId\"
                 from vehicles v join contacts c on c.tenant_id = v.tenant_id and c.id = v.owner_id
                 where v.plate_key = any ($1) and v.deleted_at is null and c.deleted_at is null",
                keys
            )
            .fetch_all(tx.conn())
            .await?
        }
        MatchKey::Phone => reached!(tx, keys, "phone_key"),
        MatchKey::Email => reached!(tx, keys, "email_key"),
    };
    Ok(rows.into_iter().filter_map(|r| Some((r.key?, r.id?))).collect())
}
