//! A former value put back: through the noun's own form and rules, as if a person had typed it again.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{ChangeAction, Noun};
use crate::{
    contacts::{self, ContactForm},
    db::TenantTx,
    error::{Error, Fields, Result, Why},
    garages::{self, GarageForm},
    policy::Act,
    vehicles::{self, VehicleForm},
};

/// Columns that can be put back, and the field of the form that holds them.
const CONTACT: [(&str, &str); 14] = [
    ("kind", "kind"),
    ("civility", "civility"),
    ("first_name", "first_name"),
    ("last_name", "last_name"),
    ("company", "company"),
    ("siret", "siren"),
    ("vat_number", "vat_number"),
    ("service_code", "service_code"),
    ("email", "email"),
    ("phone", "phone"),
    ("lang", "lang"),
    ("notes", "notes"),
    ("code", "code"),
    ("channel", "channel"),
];

const VEHICLE: [(&str, &str); 20] = [
    ("plate", "plate"),
    ("vin", "vin"),
    ("make", "make"),
    ("model", "model"),
    ("variant", "variant"),
    ("cnit", "cnit"),
    ("genre", "genre"),
    ("energy", "energy"),
    ("first_registered_on", "first_registered_on"),
    ("registered_on", "registered_on"),
    ("fiscal_power", "fiscal_power"),
    ("power_kw", "power_kw"),
    ("inspection_due_on", "inspection_due_on"),
    ("inspection_regime", "inspection_regime"),
    ("inspected_on", "inspected_on"),
    ("inspection_result", "inspection_result"),
    ("warranty", "warranty"),
    ("warranty_until", "warranty_until"),
    ("warranty_km", "warranty_km"),
    ("notes", "notes"),
];

const GARAGE: [(&str, &str); 22] = [
    ("name", "name"),
    ("trade_name", "trade_name"),
    ("legal_form", "legal_form"),
    ("siret", "siret"),
    ("vat_number", "vat_number"),
    ("rcs_town", "rcs_town"),
    ("ape", "ape"),
    ("street", "street"),
    ("extra", "extra"),
    ("postcode", "postcode"),
    ("town", "town"),
    ("phone", "phone"),
    ("email", "email"),
    ("bic", "bic"),
    ("payment_days", "payment_days"),
    ("quote_days", "quote_days"),
    ("labour_method", "labour_method"),
    ("mediator_name", "mediator_name"),
    ("mediator_address", "mediator_address"),
    ("mediator_url", "mediator_url"),
    ("insurance", "insurance"),
    ("extra_mention", "extra_mention"),
];

/// What is put back, and who may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restorable {
    pub noun: Noun,
    pub act: Act,
    field: &'static str,
}

/// None for what follows from something else, is sealed, or is no one's to change.
pub fn restorable(table: &str, column: &str) -> Option<Restorable> {
    let (noun, act, fields): (_, _, &[(&str, &'static str)]) = match table {
        "contacts" => (Noun::Contact, Act::EditContacts, &CONTACT),
        "vehicles" => (Noun::Vehicle, Act::EditVehicles, &VEHICLE),
        "garages" => (Noun::Garage, Act::EditSettings, &GARAGE),
        _ => return None,
    };
    let (_, field) = fields.iter().find(|(name, _)| *name == column)?;
    Some(Restorable { noun, act, field })
}

/// What a change says of a column, and of what record. Not found where it says nothing of it or cannot be put back.
pub struct Former {
    pub what: Restorable,
    pub id: String,
    text: String,
}

/// The value that a change took away.
pub async fn former(tx: &mut TenantTx, change: i64, column: &str) -> Result<Former> {
    let row = sqlx::query!(
        "select table_name, row_id, action as \"action: ChangeAction\", before from audit_log where id = $1",
        change
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)?;
    let what = restorable(&row.table_name, column).filter(|_| row.action == ChangeAction::Update);
    let what = what.ok_or(Error::NotFound)?;
    let value = row.before.as_ref().and_then(|before| before.get(column)).ok_or(Error::NotFound)?;
    Ok(Former { what, id: row.row_id.unwrap_or_default(), text: typed(value) })
}

/// As a form holds it.
fn typed(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Puts it back. `Refused(FormerUnfit)` when it no longer fits the rest.
pub async fn restore(tx: &mut TenantTx, former: &Former) -> Result<()> {
    let mut fields = Fields::default();
    let unread = |_| Error::NotFound;
    match former.what.noun {
        Noun::Contact => {
            let now = contacts::hold(tx, former.id.parse().map_err(unread)?).await?;
            let new = good(with(&ContactForm::of(&now), former)?.parse(&mut fields), fields)?;
            contacts::update(tx, now.id, &new, now.version).await
        }
        Noun::Vehicle => {
            let now = vehicles::hold(tx, former.id.parse().map_err(unread)?).await?;
            let new = good(with(&VehicleForm::of(&now), former)?.parse(&mut fields), fields)?;
            vehicles::update(tx, now.id, &new, now.version).await
        }
        Noun::Garage => {
            let version = garages::version(tx).await?;
            let now = GarageForm::of(&garages::get(tx).await?);
            let new = good(with(&now, former)?.parse(&mut fields), fields)?;
            garages::save(tx, &new, version).await
        }
        _ => Err(Error::Refused(Why::NotAllowed)),
    }
}

/// Refused where it no longer fits the rest: there is no form to show it in.
fn good<T>(parsed: Option<T>, fields: Fields) -> Result<T> {
    parsed.filter(|_| fields.is_empty()).ok_or(Error::Refused(Why::FormerUnfit))
}

/// The form as it is now, but for this field.
fn with<F: Serialize + DeserializeOwned>(form: &F, former: &Former) -> Result<F> {
    let broken = |e: serde_json::Error| Error::Internal(format!("form not read: {e}"));
    let mut value = serde_json::to_value(form).map_err(broken)?;
    if let Some(map) = value.as_object_mut() {
        map.insert(former.what.field.to_owned(), Value::String(former.text.clone()));
    }
    serde_json::from_value(value).map_err(broken)
}
