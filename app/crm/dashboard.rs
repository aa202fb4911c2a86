//! The first page of the day: what is in hand, what waits, what is owed, how the months went.

use chrono::{Datelike, NaiveDate};

use crate::{db::TenantTx, error::Result, money::Cents};

#[derive(Clone, Debug, Default)]
pub struct Dashboard {
    pub open_orders: i64,
    pub waiting_quotes: i64,
    pub waiting_quotes_gross: Cents,
    pub accepted_to_invoice: i64,
    pub unpaid: i64,
    pub unpaid_balance: Cents,
    pub overdue: i64,
    pub overdue_balance: Cents,
    /// HT, invoices less credit notes.
    pub month_net: Cents,
    /// The last twelve months, the oldest first: first day, HT.
    pub months: Vec<(NaiveDate, Cents)>,
}

pub async fn get(tx: &mut TenantTx) -> Result<Dashboard> {
    let today = tx.cx().today();
    let this_month = today.with_day(1).unwrap_or(today);
    let first = this_month.checked_sub_months(chrono::Months::new(11)).unwrap_or(this_month);
    let counts = sqlx::query!(
        "select (select count(*) from repair_orders where state = 'open' and deleted_at is null) as \"open_orders!\",
                (select count(*) from quotes where state = 'sent' and deleted_at is null and valid_until >= $1) as \"waiting!\",
                (select coalesce(sum(gross_cents), 0)::bigint from quotes
                 where state = 'sent' and deleted_at is null and valid_until >= $1) as \"waiting_gross!\",
                (select count(*) from quotes where state = 'answered' and not invoiced and accepted_cents > 0
                 and deleted_at is null) as \"to_invoice!\",
                a.unpaid as \"unpaid!\", a.unpaid_balance as \"unpaid_balance!\", a.overdue as \"overdue!\",
                a.overdue_balance as \"overdue_balance!\"
         from (select count(*) as unpaid, coalesce(sum(balance_cents), 0)::bigint as unpaid_balance,
                      count(*) filter (where due_on < $1) as overdue,
                      coalesce(sum(balance_cents) filter (where due_on < $1), 0)::bigint as overdue_balance
               from invoice_accounts where balance_cents > 0) a",
        today
    )
    .fetch_one(tx.conn())
    .await?;
    let rows = sqlx::query!(
        "select issued_on as \"day!\",
                sum(case when kind = 'credit_note' then -net_cents else net_cents end)::bigint as \"net!\"
         from invoices where sealed_at is not null and issued_on >= $1
         group by issued_on",
        first
    )
    .fetch_all(tx.conn())
    .await?;
    // By day, as the index has them; Postgres would take longer to find the month of each invoice.
    let net = |month: NaiveDate| rows.iter().filter(|r| r.day.with_day(1) == Some(month)).map(|r| Cents(r.net)).sum();
    let months: Vec<(NaiveDate, Cents)> = (0..12)
        .filter_map(|n| first.checked_add_months(chrono::Months::new(n)))
        .map(|month| (month, net(month)))
        .collect();
    Ok(Dashboard {
        open_orders: counts.open_orders,
        waiting_quotes: counts.waiting,
        waiting_quotes_gross: Cents(counts.waiting_gross),
        accepted_to_invoice: counts.to_invoice,
        unpaid: counts.unpaid,
        unpaid_balance: Cents(counts.unpaid_balance),
        overdue: counts.overdue,
        overdue_balance: Cents(counts.overdue_balance),
        month_net: net(this_month),
        months,
    })
}
