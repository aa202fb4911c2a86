//! What happened, on the pages of the customer and of the vehicle. The sentence is made by the view, in its language.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    db::TenantTx,
    error::Result,
    ids::{ActivityId, ContactId, VehicleId},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActivityKind {
    ContactCreated,
    ContactDeleted,
    ContactRestored,
    VehicleCreated,
    VehicleDeleted,
    VehicleRestored,
    /// Told to who owned it before.
    VehicleSold,
    /// Told to who owns it now.
    VehicleBought,
    SaleUndone,
    RepairOrderOpened,
    QuoteSent,
    QuoteAnswered,
    InvoiceSealed,
    CreditNoteSealed,
    PaymentReceived,
    PaymentCancelled,
    MailSent,
    Note,
}

crate::text_enum!(ActivityKind {
    ContactCreated => "contact_created",
    ContactDeleted => "contact_deleted",
    ContactRestored => "contact_restored",
    VehicleCreated => "vehicle_created",
    VehicleDeleted => "vehicle_deleted",
    VehicleRestored => "vehicle_restored",
    VehicleSold => "vehicle_sold",
    VehicleBought => "vehicle_bought",
    SaleUndone => "sale_undone",
    RepairOrderOpened => "repair_order_opened",
    QuoteSent => "quote_sent",
    QuoteAnswered => "quote_answered",
    InvoiceSealed => "invoice_sealed",
    CreditNoteSealed => "credit_note_sealed",
    PaymentReceived => "payment_received",
    PaymentCancelled => "payment_cancelled",
    MailSent => "mail_sent",
    Note => "note",
});

/// What is told with it: only what the sentence needs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Told {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<crate::money::Cents>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub what: Option<String>,
}

pub struct NewActivity<'a> {
    pub kind: ActivityKind,
    pub contact: Option<ContactId>,
    pub vehicle: Option<VehicleId>,
    pub subject: &'a str,
    pub told: Told,
}

pub struct Activity {
    pub kind: ActivityKind,
    pub happened_at: DateTime<Utc>,
    pub by: Option<String>,
    pub subject: String,
    pub told: Told,
}

pub async fn log(tx: &mut TenantTx, new: NewActivity<'_>) -> Result<()> {
    let (now, actor) = (tx.cx().now, tx.cx().actor);
    let data = serde_json::to_value(&new.told).unwrap_or(Value::Null);
    sqlx::query!(
        "insert into activities (id, kind, contact_id, vehicle_id, actor, user_id, happened_at, subject, data)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        ActivityId::new().0,
        new.kind.as_str(),
        new.contact.map(|c| c.0),
        new.vehicle.map(|v| v.0),
        actor.to_string(),
        actor.user().map(|u| u.0),
        now,
        new.subject,
        data
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn of_contact(tx: &mut TenantTx, contact: ContactId) -> Result<Vec<Activity>> {
    let rows = sqlx::query!(
        "select a.kind as \"kind: ActivityKind\", a.happened_at, u.name as \"by?\", a.subject, a.data
         from activities a left join users u on u.tenant_id = a.tenant_id and u.id = a.user_id
         where a.contact_id = $1
         order by a.happened_at desc, a.id
         limit 50",
        contact.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|r| activity(r.kind, r.happened_at, r.by, r.subject, r.data)).collect())
}

pub async fn of_vehicle(tx: &mut TenantTx, vehicle: VehicleId) -> Result<Vec<Activity>> {
    let rows = sqlx::query!(
        "select a.kind as \"kind: ActivityKind\", a.happened_at, u.name as \"by?\", a.subject, a.data
         from activities a left join users u on u.tenant_id = a.tenant_id and u.id = a.user_id
         where a.vehicle_id = $1
         order by a.happened_at desc, a.id
         limit 50",
        vehicle.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|r| activity(r.kind, r.happened_at, r.by, r.subject, r.data)).collect())
}

/// The last things that happened in the garage.
pub async fn recent(tx: &mut TenantTx) -> Result<Vec<Activity>> {
    let rows = sqlx::query!(
        "select a.kind as \"kind: ActivityKind\", a.happened_at, u.name as \"by?\", a.subject, a.data
         from activities a left join users u on u.tenant_id = a.tenant_id and u.id = a.user_id
         order by a.happened_at desc, a.id
         limit 6"
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|r| activity(r.kind, r.happened_at, r.by, r.subject, r.data)).collect())
}

fn activity(
    kind: ActivityKind,
    happened_at: DateTime<Utc>,
    by: Option<String>,
    subject: String,
    data: Value,
) -> Activity {
    Activity { kind, happened_at, by, subject, told: serde_json::from_value(data).unwrap_or_default() }
}
