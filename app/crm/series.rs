//! Document numbers: unique, chronological, without a gap (CGI ann. II art. 242 nonies A, I-7°), taken under a row lock
//! inside the transaction that issues the document. A rollback gives the number back.

use chrono::{Datelike, NaiveDate};

use crate::{
    db::TenantTx,
    error::{Error, Result, Why},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Series {
    Invoice,
    CreditNote,
    Quote,
    RepairOrder,
}

impl Series {
    pub const ALL: [Series; 4] = [Series::Invoice, Series::CreditNote, Series::Quote, Series::RepairOrder];

    /// What its numbers begin with.
    pub fn code(self) -> &'static str {
        match self {
            Series::Invoice => "FA",
            Series::CreditNote => "AV",
            Series::Quote => "DE",
            Series::RepairOrder => "OR",
        }
    }
}

/// `FA-2026-000123`. `Refused(SeriesInFuture)` when the last number bears a later date: the clock went back.
pub async fn take(tx: &mut TenantTx, series: Series, on: NaiveDate) -> Result<String> {
    let (code, year) = (series.code(), on.year());
    let row = sqlx::query!(
        "insert into series (code, year, next, last_on) values ($1, $2, 2, $3)
         on conflict (tenant_id, code, year) do update
         set next = series.next + 1, last_on = greatest(series.last_on, $3)
         returning next - 1 as \"number!\", last_on as \"last_on!\"",
        code,
        year,
        on
    )
    .fetch_one(tx.conn())
    .await?;
    if row.last_on > on {
        return Err(Error::Refused(Why::SeriesInFuture));
    }
    Ok(format!("{code}-{year}-{:06}", row.number))
}
