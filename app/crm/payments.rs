//! Encaissements: partial, split, never edited. A mistake is answered by a counter-entry with its reason.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    activities::{self, ActivityKind, NewActivity, Told},
    contacts,
    db::TenantTx,
    document::Document,
    error::{Error, Fields, Result, Why},
    fiscal::{self, EventKind, NewEvent},
    ids::{InvoiceId, PaymentId},
    invoices::{self, Account, Invoice, InvoiceKind},
    money::Cents,
    queue::{self, Job},
    text,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    Cash,
    Card,
    BankTransfer,
    Cheque,
    Stripe,
}

crate::text_enum!(Method {
    Cash => "cash",
    Card => "card",
    BankTransfer => "bank_transfer",
    Cheque => "cheque",
    Stripe => "stripe",
});

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaymentKind {
    Payment,
    Refund,
    Reversal,
}

crate::text_enum!(PaymentKind { Payment => "payment", Refund => "refund", Reversal => "reversal" });

/// A debt above 1 000 € is not paid in cash, not even in part (CMF L112-6, D112-3).
const CASH_LIMIT: Cents = Cents(100_000);

#[derive(Clone, Debug)]
pub struct Payment {
    pub id: PaymentId,
    pub kind: PaymentKind,
    pub method: Method,
    pub amount: Cents,
    pub received_on: NaiveDate,
    pub recorded_at: DateTime<Utc>,
    pub reference: String,
    pub reverses: Option<PaymentId>,
    pub reason: String,
    /// A counter-entry answers it.
    pub reversed: bool,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PaymentForm {
    pub method: String,
    pub amount: String,
    pub received_on: String,
    pub reference: String,
}

struct NewPayment {
    method: Method,
    amount: Cents,
    received_on: NaiveDate,
    reference: String,
}

impl PaymentForm {
    /// What is owed, today.
    pub fn fresh(balance: Cents, today: NaiveDate) -> PaymentForm {
        PaymentForm {
            method: "card".into(),
            amount: balance.abs().to_string().replace('.', ","),
            received_on: today.to_string(),
            reference: String::new(),
        }
    }

    fn parse(&self, today: NaiveDate) -> Result<NewPayment> {
        let mut fields = Fields::default();
        let method = fields.keep("method", Method::parse(&self.method));
        let amount = fields
            .keep("amount", Cents::parse(&self.amount).and_then(|c| if c.0 > 0 { Ok(c) } else { Err(Why::BadAmount) }));
        let on = crate::vehicles::parse_date(self.received_on.trim())
            .and_then(|d| if d <= today { Ok(d) } else { Err(Why::BadDate) });
        let received_on = fields.keep("received_on", on);
        let reference = fields.keep("reference", text::optional(&self.reference, 120));
        fields.into_result()?;
        match (method, amount, received_on, reference) {
            (Some(method), Some(amount), Some(received_on), Some(reference)) => {
                Ok(NewPayment { method, amount, received_on, reference })
            }
            _ => Err(Error::NotFound),
        }
    }
}

/// Records money received on an invoice, or given back on a credit note.
pub async fn record(tx: &mut TenantTx, invoice: InvoiceId, form: &PaymentForm) -> Result<PaymentId> {
    let new = form.parse(tx.cx().today())?;
    let (account, invoice) = lock(tx, invoice).await?;
    let refund = invoice.kind == InvoiceKind::CreditNote;
    if new.method == Method::Cash && !refund && invoice.totals.gross > CASH_LIMIT {
        return Err(Error::invalid("method", Why::CashOverLimit));
    }
    let owed = if refund { -account.balance } else { account.balance };
    if new.amount > owed {
        return Err(Error::invalid("amount", Why::OverBalance));
    }
    let (kind, event, amount) = match refund {
        true => (PaymentKind::Refund, EventKind::Refund, -new.amount),
        false => (PaymentKind::Payment, EventKind::Payment, new.amount),
    };
    let id = PaymentId::new();
    let entry = Entry { id, kind, amount, reverses: None, reason: "" };
    insert(tx, invoice.id, &entry, &new).await?;
    chain(tx, &invoice, event, &entry, &new).await?;
    tell(tx, &invoice, ActivityKind::PaymentReceived, amount).await?;
    Ok(id)
}

/// A word to the customer: what was received or given back, and what remains. Without an e-mail, none.
pub async fn send_receipt(tx: &mut TenantTx, payment: PaymentId) -> Result<()> {
    let invoice = invoice_of(tx, payment).await?;
    let contact = invoices::get(tx, invoice).await?.contact;
    if contacts::get(tx, contact).await?.is.email.is_some() {
        queue::enqueue(tx, Job::SendReceipt { invoice, payment }).await?;
    }
    Ok(())
}

/// Cancels a payment by a counter-entry. Cancelled already: nothing more happens.
pub async fn cancel(tx: &mut TenantTx, payment: PaymentId, reason: &str) -> Result<InvoiceId> {
    let reason = text::required(reason, 300).map_err(|why| Error::invalid("reason", why))?;
    let of = invoice_of(tx, payment).await?;
    let (_, invoice) = lock(tx, of).await?;
    let (old, _) = get(tx, payment).await?;
    if old.reversed {
        return Ok(invoice.id);
    }
    if old.kind == PaymentKind::Reversal {
        return Err(Error::Refused(Why::NotAllowed));
    }
    let today = tx.cx().today();
    let new =
        NewPayment { method: old.method, amount: old.amount, received_on: today, reference: old.reference.clone() };
    let entry = Entry {
        id: PaymentId::new(),
        kind: PaymentKind::Reversal,
        amount: -old.amount,
        reverses: Some(payment),
        reason: &reason,
    };
    insert(tx, invoice.id, &entry, &new).await?;
    chain(tx, &invoice, EventKind::PaymentCancel, &entry, &new).await?;
    tell(tx, &invoice, ActivityKind::PaymentCancelled, old.amount).await?;
    Ok(invoice.id)
}

async fn invoice_of(tx: &mut TenantTx, payment: PaymentId) -> Result<InvoiceId> {
    sqlx::query_scalar!("select invoice_id as \"invoice: InvoiceId\" from payments where id = $1", payment.0)
        .fetch_optional(tx.conn())
        .await?
        .ok_or(Error::NotFound)
}

/// A payment, and what it pays.
pub async fn get(tx: &mut TenantTx, id: PaymentId) -> Result<(Payment, InvoiceId)> {
    let invoice = invoice_of(tx, id).await?;
    let all = of_invoice(tx, invoice).await?;
    Ok((all.into_iter().find(|p| p.id == id).ok_or(Error::NotFound)?, invoice))
}

pub async fn of_invoice(tx: &mut TenantTx, invoice: InvoiceId) -> Result<Vec<Payment>> {
    let rows = sqlx::query_as!(
        Payment,
        "select p.id as \"id: PaymentId\", p.kind as \"kind: PaymentKind\", p.method as \"method: Method\",
                p.amount_cents as \"amount: Cents\", p.received_on, p.recorded_at, p.reference,
                p.reverses_id as \"reverses: PaymentId\", p.reason,
                exists (select 1 from payments r where r.reverses_id = p.id) as \"reversed!\"
         from payments p where p.invoice_id = $1
         order by p.recorded_at, p.id",
        invoice.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

async fn lock(tx: &mut TenantTx, id: InvoiceId) -> Result<(Account, Invoice)> {
    let account = invoices::lock_account(tx, id).await?;
    if account.cancelled_by.is_some() {
        return Err(Error::Refused(Why::AlreadyCancelled));
    }
    Ok((account, invoices::get(tx, id).await?))
}

struct Entry<'a> {
    id: PaymentId,
    kind: PaymentKind,
    amount: Cents,
    reverses: Option<PaymentId>,
    reason: &'a str,
}

async fn insert(tx: &mut TenantTx, invoice: InvoiceId, entry: &Entry<'_>, new: &NewPayment) -> Result<()> {
    let (now, actor) = (tx.cx().now, tx.cx().actor.to_string());
    sqlx::query!(
        "insert into payments (id, invoice_id, kind, method, amount_cents, received_on, recorded_at, reference, reverses_id, reason, actor)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        entry.id.0,
        invoice.0,
        entry.kind.as_str(),
        new.method.as_str(),
        entry.amount.0,
        new.received_on,
        now,
        new.reference,
        entry.reverses.map(|r| r.0),
        entry.reason,
        actor
    )
    .execute(tx.conn())
    .await?;
    invoices::add_paid(tx, invoice, entry.amount).await
}

#[derive(Serialize)]
struct Chained<'a> {
    payment: PaymentId,
    invoice: &'a str,
    amount_cents: i64,
    means: Method,
    received_on: NaiveDate,
    /// Rate in hundredths of a percent, and the part of the amount that bears it: what 212 and e-reporting will ask.
    by_rate: Vec<(i32, i64)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reverses: Option<PaymentId>,
    #[serde(skip_serializing_if = "str::is_empty")]
    reason: &'a str,
}

async fn chain(
    tx: &mut TenantTx,
    invoice: &Invoice,
    kind: EventKind,
    entry: &Entry<'_>,
    new: &NewPayment,
) -> Result<()> {
    let document = invoices::document(tx, invoice.id).await?;
    let number = document.number.clone().unwrap_or_default();
    let payload = Chained {
        payment: entry.id,
        invoice: &number,
        amount_cents: entry.amount.0,
        means: new.method,
        received_on: new.received_on,
        by_rate: share_by_rate(&document, entry.amount),
        reverses: entry.reverses,
        reason: entry.reason,
    };
    let event = NewEvent {
        kind,
        business_date: tx.cx().today(),
        document_number: Some(&number),
        test_mode: document.demo,
        payload: &payload,
        turnover: Cents::ZERO,
    };
    fiscal::record(tx, event).await
}

/// The amount shared between the rates in proportion to their TTC; the last rate takes what rounding leaves.
fn share_by_rate(document: &Document, amount: Cents) -> Vec<(i32, i64)> {
    let gross = document.totals.gross.0;
    if gross == 0 {
        return Vec::new();
    }
    let mut left = amount.0;
    let rates = &document.totals.by_rate;
    rates
        .iter()
        .enumerate()
        .map(|(i, r)| {
            let whole = i128::from(r.base.0 + r.vat.0) * i128::from(amount.0) / i128::from(gross);
            let share = if i + 1 == rates.len() { left } else { i64::try_from(whole).unwrap_or_default() };
            left -= share;
            (r.rate.hundredths(), share)
        })
        .collect()
}

async fn tell(tx: &mut TenantTx, invoice: &Invoice, kind: ActivityKind, amount: Cents) -> Result<()> {
    let told = Told { number: invoice.number.clone(), amount: Some(amount), ..Told::default() };
    let subject = format!("/invoices/{}", invoice.id);
    let new = NewActivity { kind, contact: Some(invoice.contact), vehicle: invoice.vehicle, subject: &subject, told };
    activities::log(tx, new).await
}
