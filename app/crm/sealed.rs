//! Every sealed column of the database and what binds it to its row: who exports all rows, or looks for what is left of
//! somebody, opens them without knowing the nouns. A test opens one of each and finds none missing.

use serde_json::Value;

use crate::{db::TenantTx, error::Result};

/// Table, column, and the context with the row's own columns in braces (`keys.rs`).
pub const COLUMNS: [(&str, &str, &str); 20] = [
    ("api_replies", "answer_sealed", "api_replies.answer:{token_id}:{key_hash}"),
    ("archive_parts", "sealed", "archives:{archive_id}:{place}:{n}"),
    ("contact_values", "sealed", "contact_values:{contact_id}:{field_id}"),
    ("contacts", "address_sealed", "contacts.address:{id}"),
    ("contacts", "addresses_sealed", "contacts.addresses:{id}"),
    ("files", "sealed", "files:{id}"),
    ("garages", "iban_sealed", "garages.iban"),
    ("google_accounts", "email_sealed", "google_accounts.email:{user_id}"),
    // These open doors and are nobody's data: not opened here, as the key itself.
    ("google_trips", "verifier_sealed", ""),
    ("totps", "sealed", ""),
    ("totps", "next_sealed", ""),
    ("import_rows", "before_sealed", "import_rows.before:{import_id}:{line}"),
    ("imports", "sample_sealed", "imports.sample:{id}"),
    ("invoices", "snapshot_sealed", "invoices.snapshot:{id}"),
    ("merges", "before_sealed", "merges:{id}"),
    ("messages", "body_sealed", "messages.body:{id}"),
    ("quotes", "snapshot_sealed", "quotes.snapshot:{id}"),
    ("scans", "reading_sealed", "scans.reading:{id}"),
    ("sessions", "network_sealed", "sessions.network:{id}"),
    ("garage_keys", "wrapped", ""),
];

/// Opens what is sealed in a row read as JSON, and takes off what is no data: hashes, secrets, the garage's own id.
pub async fn open_row(tx: &mut TenantTx, table: &str, row: &mut Value) -> Result<()> {
    let key = tx.garage_key().await?;
    let Some(columns) = row.as_object_mut() else { return Ok(()) };
    let mut opened = Vec::new();
    for (_, column, context) in COLUMNS.iter().filter(|(of, _, context)| *of == table && !context.is_empty()) {
        let Some(sealed) = columns.get(*column).and_then(bytes).filter(|b| !b.is_empty()) else {
            continue; // never written, or erased
        };
        let plain = key.open(&sealed, &filled(context, columns))?;
        opened.push(((*column).trim_end_matches("_sealed").to_owned(), readable(plain)));
    }
    columns.retain(|name, value| bytes(value).is_none() && !SECRET.contains(&name.as_str()));
    columns.extend(opened);
    Ok(())
}

/// Columns in clear that are no data of anybody: they open doors.
const SECRET: [&str; 2] = ["password_hash", "tenant_id"];

fn filled(context: &str, row: &serde_json::Map<String, Value>) -> String {
    row.iter().fold(context.to_owned(), |text, (name, value)| {
        let value = value.as_str().map_or_else(|| value.to_string(), |s| s.trim_start_matches("\\x").to_owned());
        text.replace(&format!("{{{name}}}"), &value)
    })
}

/// As Postgres writes bytes in JSON.
pub fn bytes(value: &Value) -> Option<Vec<u8>> {
    value.as_str().and_then(|text| text.strip_prefix("\\x")).and_then(|digits| hex::decode(digits).ok())
}

/// What was sealed as JSON is JSON again; other text is text.
fn readable(plain: Vec<u8>) -> Value {
    match serde_json::from_slice(&plain) {
        Ok(value) => value,
        Err(_) => Value::String(String::from_utf8_lossy(&plain).into_owned()),
    }
}
