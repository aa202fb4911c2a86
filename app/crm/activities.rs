//! What happened, on the pages of the customer and of the vehicle. The sentence is made by the view, in its language.

mod entry;
mod timeline;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    cx::Cx,
    db::TenantTx,
    error::Result,
    ids::{ActivityId, ContactId, VehicleId},
    policy::Act,
};

pub use entry::{ActivityForm, NewEntry, delete, write};
pub use timeline::{About, TimelineFilter, of_contact, of_vehicle, timeline};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActivityKind {
    Call,
    Meeting,
    SiteVisit,
    ContactCreated,
    ContactDeleted,
    ContactRestored,
    ContactMerged,
    ContactParted,
    ContactImported,
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
    Call => "call",
    Meeting => "meeting",
    SiteVisit => "site_visit",
    ContactCreated => "contact_created",
    ContactDeleted => "contact_deleted",
    ContactRestored => "contact_restored",
    ContactMerged => "contact_merged",
    ContactParted => "contact_parted",
    ContactImported => "contact_imported",
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

impl ActivityKind {
    /// What a person notes by hand.
    pub const BY_HAND: [ActivityKind; 4] =
        [ActivityKind::Call, ActivityKind::Meeting, ActivityKind::SiteVisit, ActivityKind::Note];

    /// Who may read of it: what is told of an invoice is for those who may see invoices.
    pub fn act(self) -> Act {
        use ActivityKind::*;
        match self {
            QuoteSent | QuoteAnswered => Act::SeeQuotes,
            InvoiceSealed | CreditNoteSealed | PaymentReceived | PaymentCancelled => Act::SeeInvoices,
            RepairOrderOpened => Act::SeeRepairOrders,
            MailSent => Act::SeeMessages,
            VehicleCreated | VehicleDeleted | VehicleRestored | VehicleSold | VehicleBought | SaleUndone => {
                Act::SeeVehicles
            }
            Call | Meeting | SiteVisit | Note | ContactCreated | ContactDeleted | ContactRestored | ContactMerged
            | ContactParted | ContactImported => Act::SeeContacts,
        }
    }

    /// The kinds who asks may read of.
    pub fn open_to(cx: &Cx) -> Vec<ActivityKind> {
        ActivityKind::ALL.iter().copied().filter(|kind| cx.may(kind.act())).collect()
    }

    /// Whether garage and customer had to do with one another: what the garage does with its own files is no contact.
    pub fn is_contact(self) -> bool {
        use ActivityKind::*;
        match self {
            Call | Meeting | SiteVisit | RepairOrderOpened | QuoteSent | QuoteAnswered | InvoiceSealed
            | CreditNoteSealed | PaymentReceived | MailSent => true,
            ContactCreated | ContactDeleted | ContactRestored | ContactMerged | ContactParted | ContactImported
            | VehicleCreated | VehicleDeleted | VehicleRestored | VehicleSold | VehicleBought | SaleUndone
            | PaymentCancelled | Note => false,
        }
    }
}

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
    /// The words of a note that show an unhappy customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unhappy: Option<String>,
}

pub struct NewActivity<'a> {
    pub kind: ActivityKind,
    pub contact: Option<ContactId>,
    pub vehicle: Option<VehicleId>,
    pub subject: &'a str,
    pub told: Told,
}

pub struct Activity {
    pub id: ActivityId,
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
    match new.contact.filter(|_| new.kind.is_contact()) {
        Some(contact) => {
            let today = tx.cx().today();
            was_seen(tx, contact, today).await
        }
        None => Ok(()),
    }
}

/// The same happened to many customers.
pub async fn log_all(tx: &mut TenantTx, kind: ActivityKind, contacts: &[ContactId]) -> Result<()> {
    let (now, actor) = (tx.cx().now, tx.cx().actor);
    let ids: Vec<Uuid> = contacts.iter().map(|_| ActivityId::new().0).collect();
    let contacts: Vec<Uuid> = contacts.iter().map(|c| c.0).collect();
    sqlx::query!(
        "insert into activities (id, kind, contact_id, actor, user_id, happened_at, subject)
         select a.id, $3, a.contact, $4, $5, $6, '/contacts/' || a.contact
         from unnest($1::uuid[], $2::uuid[]) as a (id, contact)",
        &ids,
        &contacts,
        kind.as_str(),
        actor.to_string(),
        actor.user().map(|u| u.0),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Once a day at most, so that a customer's row is not written by everything that happens.
async fn was_seen(tx: &mut TenantTx, contact: ContactId, day: NaiveDate) -> Result<()> {
    sqlx::query!("update contacts set last_contact_on = $2 where id = $1 and seen_key < $2", contact.0, day)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The last things that happened in the garage, of those that who asks may read of. Left out after reading: most read all
/// of them, and a condition on the kinds would be taken for one that leaves few, and all rows read for it.
pub async fn recent(tx: &mut TenantTx) -> Result<Vec<Activity>> {
    let rows = sqlx::query_as!(
        Row,
        "select a.id as \"id: ActivityId\", a.kind as \"kind: ActivityKind\", a.happened_at, u.name as \"by?\", a.subject, a.data
         from activities a left join users u on u.tenant_id = a.tenant_id and u.id = a.user_id
         where a.deleted_at is null
         order by a.happened_at desc, a.id
         limit 40"
    )
    .fetch_all(tx.conn())
    .await?;
    let open = ActivityKind::open_to(tx.cx());
    Ok(rows.into_iter().filter(|row| open.contains(&row.kind)).take(6).map(Into::into).collect())
}

struct Row {
    id: ActivityId,
    kind: ActivityKind,
    happened_at: DateTime<Utc>,
    by: Option<String>,
    subject: String,
    data: Value,
}

impl From<Row> for Activity {
    fn from(r: Row) -> Activity {
        let told = serde_json::from_value(r.data).unwrap_or_default();
        Activity { id: r.id, kind: r.kind, happened_at: r.happened_at, by: r.by, subject: r.subject, told }
    }
}
