//! The fiscal core: append-only events in one keyed chain a garage, and the perpetual total that never goes back.
//! CGI art. 286 I 3° bis; BOI-TVA-DECLA-30-10-30 §§50-200. Kept small: only this file writes the chain.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde::Serialize;

use crate::{
    db::TenantTx,
    error::{Error, Result},
    money::Cents,
};

/// Name and version that a control asks for.
pub const SOFTWARE: &str = concat!("VisionCRM ", env!("CARGO_PKG_VERSION"));

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    InvoiceIssued,
    CreditNoteIssued,
    Payment,
    PaymentCancel,
    Refund,
}

impl EventKind {
    pub fn as_str(self) -> &'static str {
        match self {
            EventKind::InvoiceIssued => "INVOICE_ISSUED",
            EventKind::CreditNoteIssued => "CREDIT_NOTE_ISSUED",
            EventKind::Payment => "PAYMENT",
            EventKind::PaymentCancel => "PAYMENT_CANCEL",
            EventKind::Refund => "REFUND",
        }
    }
}

pub struct NewEvent<'a, P: Serialize> {
    pub kind: EventKind,
    pub business_date: NaiveDate,
    pub document_number: Option<&'a str>,
    pub test_mode: bool,
    /// Integers in cents, texts, no floats. Written with its keys in order.
    pub payload: &'a P,
    /// What it adds to the perpetual total: sales plus, credit notes minus, payments nothing.
    pub turnover: Cents,
}

/// Makes the counter of a new garage.
pub async fn open_chain(tx: &mut TenantTx) -> Result<()> {
    sqlx::query!("insert into fiscal_counters default values").execute(tx.conn()).await?;
    Ok(())
}

/// Adds a link. Locks the garage's counter until the transaction ends, so that links follow each other without a gap.
pub async fn record<P: Serialize>(tx: &mut TenantTx, event: NewEvent<'_, P>) -> Result<()> {
    let payload = canonical(event.payload)?;
    let last = sqlx::query!("select last_seq, last_hmac from fiscal_counters for update").fetch_one(tx.conn()).await?;
    let link = Link {
        seq: last.last_seq + 1,
        kind: event.kind.as_str().to_owned(),
        occurred_at: tx.cx().now,
        business_date: event.business_date,
        document_number: event.document_number.map(str::to_owned),
        operator: Some(tx.cx().actor.to_string()),
        software: SOFTWARE.to_owned(),
        test_mode: event.test_mode,
        payload,
    };
    let (key_id, hmac) = tx.keys().fiscal_hmac(&link.signed_text(&last.last_hmac)?);
    sqlx::query!(
        "with event as (
             insert into fiscal_events (seq, kind, occurred_at, business_date, operator, software, test_mode, document_number, payload,
                                        key_id, previous_hmac, hmac)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12))
         update fiscal_counters
         set last_seq = $1, last_hmac = $12, perpetual_cents = perpetual_cents + $13,
             perpetual_absolute_cents = perpetual_absolute_cents + abs($13)",
        link.seq,
        link.kind,
        link.occurred_at,
        link.business_date,
        link.operator,
        link.software,
        link.test_mode,
        link.document_number,
        link.payload,
        key_id,
        last.last_hmac,
        hmac,
        event.turnover.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// One event, as it is signed.
struct Link {
    seq: i64,
    kind: String,
    occurred_at: DateTime<Utc>,
    business_date: NaiveDate,
    document_number: Option<String>,
    operator: Option<String>,
    software: String,
    test_mode: bool,
    payload: String,
}

impl Link {
    /// `hex(previous)|{"business_date":…}`: everything the row says, keys in order.
    fn signed_text(&self, previous: &[u8]) -> Result<Vec<u8>> {
        let body = serde_json::json!({
            "seq": self.seq,
            "type": self.kind,
            // Postgres keeps microseconds, and so does the signature.
            "occurred_at": self.occurred_at.to_rfc3339_opts(SecondsFormat::Micros, true),
            "business_date": self.business_date,
            "document_number": self.document_number,
            "operator": self.operator,
            "software": self.software,
            "test_mode": self.test_mode,
            "payload": self.payload,
        });
        Ok(format!("{}|{}", hex::encode(previous), canonical(&body)?).into_bytes())
    }
}

/// JSON with sorted keys and no white space (`serde_json::Value` keeps its keys sorted).
fn canonical<T: Serialize>(value: &T) -> Result<String> {
    let value = serde_json::to_value(value).map_err(|e| Error::Internal(format!("not serialised: {e}")))?;
    Ok(value.to_string())
}

/// What a verification of the chain finds.
#[derive(Debug, PartialEq, Eq)]
pub enum Chain {
    Whole {
        links: i64,
    },
    /// The first link that does not hold.
    Broken {
        seq: i64,
    },
}

/// Walks the garage's chain from its first link.
pub async fn verify(tx: &mut TenantTx) -> Result<Chain> {
    let counter = sqlx::query!("select last_seq, last_hmac from fiscal_counters").fetch_one(tx.conn()).await?;
    let (mut previous, mut expected) = (Vec::new(), 1i64);
    loop {
        let page = sqlx::query!(
            "select seq, kind, occurred_at, business_date, operator, software, test_mode, document_number, payload, key_id,
                    previous_hmac, hmac
             from fiscal_events where seq >= $1 order by seq limit 1000",
            expected
        )
        .fetch_all(tx.conn())
        .await?;
        if page.is_empty() {
            break;
        }
        for r in page {
            let link = Link {
                seq: r.seq,
                kind: r.kind,
                occurred_at: r.occurred_at,
                business_date: r.business_date,
                document_number: r.document_number,
                operator: r.operator,
                software: r.software,
                test_mode: r.test_mode,
                payload: r.payload,
            };
            let text = link.signed_text(&previous)?;
            let good = tx.keys().fiscal_hmac_with(&r.key_id, &text).is_some_and(|hmac| hmac == r.hmac);
            if r.seq != expected || r.previous_hmac != previous || !good {
                return Ok(Chain::Broken { seq: expected });
            }
            (previous, expected) = (r.hmac, expected + 1);
        }
    }
    // A chain cut short, or an older state restored, ends before its counter.
    if counter.last_seq != expected - 1 || (counter.last_seq > 0 && counter.last_hmac != previous) {
        return Ok(Chain::Broken { seq: expected });
    }
    Ok(Chain::Whole { links: counter.last_seq })
}

/// Perpetual total of sales since the garage opened.
pub async fn perpetual_total(tx: &mut TenantTx) -> Result<Cents> {
    let cents = sqlx::query_scalar!("select perpetual_cents from fiscal_counters").fetch_one(tx.conn()).await?;
    Ok(Cents(cents))
}
