//! What would go and what would stay, with the law and the day: told before anybody confirms.

use chrono::{DateTime, Datelike, Months, NaiveDate, Utc};
use uuid::Uuid;

use crate::{db::TenantTx, error::Result, ids::ContactId, invoices::InvoiceKind};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptKind {
    /// Ten years (C. com. L123-22).
    Invoice,
    CreditNote,
    /// Accepted: evidence of the contract, five years (C. civ. 2224).
    Quote,
    RepairOrder,
}

crate::text_enum!(KeptKind {
    Invoice => "invoice",
    CreditNote => "credit_note",
    Quote => "quote",
    RepairOrder => "repair_order",
});

#[derive(Clone, Debug)]
pub struct Kept {
    pub kind: KeptKind,
    pub number: String,
    pub path: String,
    pub until: NaiveDate,
}

#[derive(Clone, Debug)]
pub struct Preview {
    /// How many, of what is not nothing: (what, how many).
    pub goes: Vec<(&'static str, i64)>,
    pub stays: Vec<Kept>,
    /// A car of his is in the workshop.
    pub in_workshop: bool,
}

pub async fn preview(tx: &mut TenantTx, contact: ContactId) -> Result<Preview> {
    let r = sqlx::query!(
        "select (select count(*) from contact_reaches where contact_id = $1) as \"reaches!\",
                (select count(*) from vehicles where owner_id = $1) as \"vehicles!\",
                (select count(*) from vehicle_files f join vehicles v on v.tenant_id = f.tenant_id and v.id = f.vehicle_id
                 where v.owner_id = $1) as \"photos!\",
                (select count(*) from scans where contact_id = $1) as \"scans!\",
                (select count(*) from messages where contact_id = $1) as \"messages!\",
                (select count(*) from activities where contact_id = $1) as \"activities!\",
                (select count(*) from consents where contact_id = $1) as \"consents!\",
                (select count(*) from contact_values where contact_id = $1) as \"fields!\",
                (select count(*) from quotes where contact_id = $1 and coalesce(accepted_cents, 0) = 0 and not invoiced) as \"quotes!\",
                (select count(*) from invoices where contact_id = $1 and sealed_at is null) as \"drafts!\"",
        contact.0
    )
    .fetch_one(tx.conn())
    .await?;
    let goes = [
        ("identity", 1),
        ("reaches", r.reaches),
        ("fields", r.fields),
        ("vehicles", r.vehicles),
        ("photos", r.photos),
        ("scans", r.scans),
        ("messages", r.messages),
        ("activities", r.activities),
        ("consents", r.consents),
        ("quotes", r.quotes),
        ("drafts", r.drafts),
    ];
    let in_workshop = !super::forget::in_workshop(tx, &[contact.0]).await?.is_empty();
    Ok(Preview {
        goes: goes.into_iter().filter(|(_, many)| *many > 0).collect(),
        stays: kept(tx, contact).await?,
        in_workshop,
    })
}

/// Accounts are kept ten years from the end of the year they are of.
fn ten_years(issued_on: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(issued_on.year() + 10, 12, 31).unwrap_or(issued_on)
}

fn five_years(from: DateTime<Utc>) -> NaiveDate {
    let day = from.date_naive();
    day.checked_add_months(Months::new(60)).unwrap_or(day)
}

async fn kept(tx: &mut TenantTx, contact: ContactId) -> Result<Vec<Kept>> {
    let invoices = sqlx::query!(
        "select id, kind as \"kind: InvoiceKind\", number as \"number!\", issued_on as \"issued_on!\" from invoices
         where contact_id = $1 and sealed_at is not null order by id desc",
        contact.0
    );
    let mut all: Vec<Kept> = invoices
        .fetch_all(tx.conn())
        .await?
        .into_iter()
        .map(|r| Kept {
            kind: if r.kind == InvoiceKind::Invoice { KeptKind::Invoice } else { KeptKind::CreditNote },
            number: r.number,
            path: format!("/invoices/{}", r.id),
            until: ten_years(r.issued_on),
        })
        .collect();
    let quotes = sqlx::query!(
        "select id, number as \"number!\", coalesce(answered_at, sent_at, created_at) as \"at!\" from quotes
         where contact_id = $1 and number is not null and (coalesce(accepted_cents, 0) > 0 or invoiced) order by id desc",
        contact.0
    );
    let line = |kind, number, path: &str, id: Uuid, at| Kept {
        kind,
        number,
        path: format!("{path}/{id}"),
        until: five_years(at),
    };
    let quotes = quotes.fetch_all(tx.conn()).await?;
    all.extend(quotes.into_iter().map(|r| line(KeptKind::Quote, r.number, "/quotes", r.id, r.at)));
    let orders = sqlx::query!(
        "select id, number, opened_at from repair_orders where contact_id = $1 and state <> 'open' order by id desc",
        contact.0
    );
    let orders = orders.fetch_all(tx.conn()).await?;
    all.extend(orders.into_iter().map(|r| line(KeptKind::RepairOrder, r.number, "/repair-orders", r.id, r.opened_at)));
    Ok(all)
}
