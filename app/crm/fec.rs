//! Fichier des écritures comptables (LPF art. A47 A-1; BOI-CF-IOR-60-40-20): sales and payments in its layout, a file a
//! calendar year, from what was sealed and paid. Each entry balances to the cent; entries stand in the order in which they
//! were validated, and each journal counts its own without a gap.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::{
    db::TenantTx,
    document::{Document, DocumentKind, LineKind, Nature},
    error::Result,
    garages,
    ids::InvoiceId,
    invoices,
    payments::Method,
    totals::Exemption,
};

/// Names and order are the law's.
pub const COLUMNS: [&str; 18] = [
    "JournalCode",
    "JournalLib",
    "EcritureNum",
    "EcritureDate",
    "CompteNum",
    "CompteLib",
    "CompAuxNum",
    "CompAuxLib",
    "PieceRef",
    "PieceDate",
    "EcritureLib",
    "Debit",
    "Credit",
    "EcritureLet",
    "DateLet",
    "ValidDate",
    "Montantdevise",
    "Idevise",
];

const CUSTOMERS: (&str, &str) = ("411000", "Clients");

struct Line {
    account: (&'static str, &'static str),
    /// Cents; a debit above zero, a credit below.
    amount: i64,
}

struct Entry {
    journal: (&'static str, &'static str),
    day: NaiveDate,
    valid_at: DateTime<Utc>,
    piece: String,
    piece_day: NaiveDate,
    label: String,
    /// Number and name of the customer's own account.
    customer: (String, String),
    lines: Vec<Line>,
}

/// Years in which something was sealed or paid.
pub async fn years(tx: &mut TenantTx) -> Result<Vec<i32>> {
    let years = sqlx::query_scalar!(
        "select distinct extract(year from day)::int as \"year!\"
         from (select issued_on as day from invoices where sealed_at is not null union all select received_on from payments) d
         order by 1"
    );
    Ok(years.fetch_all(tx.conn()).await?)
}

/// The year's file: its name, and its bytes in ISO 8859-15, which A47 A-1 names.
pub async fn of_year(tx: &mut TenantTx, year: i32) -> Result<(String, Vec<u8>)> {
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    let (first, last) = (day(1, 1), day(12, 31));
    let mut entries = sales(tx, first, last).await?;
    entries.extend(paid(tx, first, last).await?);
    entries.sort_by_key(|e| e.valid_at);
    let siret = garages::get(tx).await?.siret;
    let siren = siret.as_str().get(..9).unwrap_or_default().to_owned();
    Ok((format!("{siren}FEC{}.txt", last.format("%Y%m%d")), latin9(&written(&entries))))
}

async fn sales(tx: &mut TenantTx, first: NaiveDate, last: NaiveDate) -> Result<Vec<Entry>> {
    let (mut entries, mut after) = (Vec::new(), Uuid::nil());
    let key = tx.garage_key().await?;
    loop {
        let page = sqlx::query!(
            "select id, contact_id, sealed_at as \"sealed_at!\", snapshot_sealed as \"snapshot!\" from invoices
             where sealed_at is not null and issued_on between $1 and $2 and id > $3 order by id limit 500",
            first,
            last,
            after
        );
        let page = page.fetch_all(tx.conn()).await?;
        let Some(end) = page.last().map(|r| r.id) else { return Ok(entries) };
        for r in page {
            let document: Document = key.open_json(&r.snapshot, &invoices::snapshot_context(InvoiceId(r.id)))?;
            entries.push(sale(&document, r.contact_id, r.sealed_at));
        }
        after = end;
    }
}

fn sale(document: &Document, contact: Uuid, valid_at: DateTime<Utc>) -> Entry {
    let mut accounts: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    for line in document.lines.iter().filter(|line| line.kind != LineKind::Text) {
        let account = match (line.exemption, line.nature) {
            (Some(Exemption::Debours), _) => ("467100", "Débours pour compte de clients"),
            (_, Nature::Service) => ("706000", "Prestations de services"),
            (_, Nature::Goods) => ("707000", "Ventes de marchandises"),
        };
        *accounts.entry(account).or_default() += line.net.0;
    }
    for rate in &document.totals.by_rate {
        *accounts.entry(vat(rate.rate.hundredths())).or_default() += rate.vat.0;
    }
    let gross = document.totals.gross.0;
    // Cents that rounding left: on the first account, so that the entry balances.
    let left = gross - accounts.values().sum::<i64>();
    if let Some(first) = accounts.values_mut().next() {
        *first += left;
    }
    let sign = if document.kind == DocumentKind::CreditNote { -1 } else { 1 };
    let mut lines = vec![Line { account: CUSTOMERS, amount: sign * gross }];
    lines.extend(accounts.into_iter().map(|(account, amount)| Line { account, amount: -sign * amount }));
    let number = document.number.clone().unwrap_or_default();
    let label = match &document.corrects {
        Some(of) => format!("Avoir sur {}", of.number),
        None => format!("Facture {number}"),
    };
    Entry {
        journal: ("VE", "Ventes"),
        day: document.issued_on,
        valid_at,
        piece: number,
        piece_day: document.issued_on,
        label,
        customer: (customer(contact), document.buyer.name.clone()),
        lines,
    }
}

fn vat(rate: i32) -> (&'static str, &'static str) {
    match rate {
        2000 => ("445711", "TVA collectée 20 %"),
        1000 => ("445712", "TVA collectée 10 %"),
        550 => ("445713", "TVA collectée 5,5 %"),
        210 => ("445714", "TVA collectée 2,1 %"),
        850 => ("445718", "TVA collectée 8,5 %"),
        _ => ("445710", "TVA collectée"),
    }
}

async fn paid(tx: &mut TenantTx, first: NaiveDate, last: NaiveDate) -> Result<Vec<Entry>> {
    let rows = sqlx::query!(
        "select p.method as \"method: Method\", p.amount_cents, p.received_on, p.recorded_at, i.number as \"number!\",
                i.issued_on as \"issued_on!\", i.contact_id, i.buyer_name
         from payments p join invoices i on i.tenant_id = p.tenant_id and i.id = p.invoice_id
         where p.received_on between $1 and $2
         order by p.recorded_at, p.id",
        first,
        last
    );
    let rows = rows.fetch_all(tx.conn()).await?;
    Ok(rows
        .into_iter()
        .map(|r| {
            let amount = r.amount_cents;
            let (journal, account, word) = means(r.method);
            Entry {
                journal,
                day: r.received_on,
                valid_at: r.recorded_at,
                label: format!("{} {word} {}", if amount < 0 { "Remboursement" } else { "Règlement" }, r.number),
                piece: r.number,
                piece_day: r.issued_on,
                customer: (customer(r.contact_id), r.buyer_name),
                lines: vec![Line { account, amount }, Line { account: CUSTOMERS, amount: -amount }],
            }
        })
        .collect())
}

type Names = (&'static str, &'static str);

fn means(method: Method) -> (Names, Names, &'static str) {
    const BANK: Names = ("BQ", "Banque");
    match method {
        Method::Cash => (("CA", "Caisse"), ("530000", "Caisse"), "espèces"),
        Method::Card => (BANK, ("511500", "Cartes bancaires à encaisser"), "carte"),
        Method::Cheque => (BANK, ("511200", "Chèques à encaisser"), "chèque"),
        Method::BankTransfer => (BANK, ("512000", "Banque"), "virement"),
        Method::Stripe => (BANK, ("511500", "Cartes bancaires à encaisser"), "en ligne"),
    }
}

/// Each customer has an account of his own: the same in every file, and not his name.
fn customer(contact: Uuid) -> String {
    let digits = contact.simple().to_string().to_uppercase();
    format!("C{}", digits.get(20..).unwrap_or_default())
}

fn written(entries: &[Entry]) -> String {
    let mut text = COLUMNS.join("\t");
    text.push_str("\r\n");
    let mut counted: BTreeMap<&str, u32> = BTreeMap::new();
    for entry in entries {
        let number = counted.entry(entry.journal.0).or_default();
        *number += 1;
        for line in entry.lines.iter().filter(|line| line.amount != 0) {
            let own = line.account == CUSTOMERS;
            let cells = [
                entry.journal.0.to_owned(),
                entry.journal.1.to_owned(),
                format!("{}{number:06}", entry.journal.0),
                entry.day.format("%Y%m%d").to_string(),
                line.account.0.to_owned(),
                line.account.1.to_owned(),
                if own { entry.customer.0.clone() } else { String::new() },
                if own { entry.customer.1.clone() } else { String::new() },
                entry.piece.clone(),
                entry.piece_day.format("%Y%m%d").to_string(),
                entry.label.clone(),
                euros(line.amount.max(0)),
                euros((-line.amount).max(0)),
                String::new(),
                String::new(),
                entry.valid_at.format("%Y%m%d").to_string(),
                String::new(),
                String::new(),
            ];
            let cells: Vec<String> = cells.iter().map(|cell| clean(cell)).collect();
            text.push_str(&cells.join("\t"));
            text.push_str("\r\n");
        }
    }
    text
}

/// `420,00`: a comma, no thousands, never empty.
fn euros(cents: i64) -> String {
    format!("{},{:02}", cents / 100, cents % 100)
}

/// What separates fields and lines stands in none.
fn clean(cell: &str) -> String {
    cell.chars().map(|c| if c.is_control() || c == '|' { ' ' } else { c }).collect()
}

/// ISO 8859-15: Latin-1 but for eight signs, the euro among them.
fn latin9(text: &str) -> Vec<u8> {
    const OTHERS: [(char, u8); 8] =
        [('€', 0xA4), ('Š', 0xA6), ('š', 0xA8), ('Ž', 0xB4), ('ž', 0xB8), ('Œ', 0xBC), ('œ', 0xBD), ('Ÿ', 0xBE)];
    let byte = |c: char| match OTHERS.iter().find(|(sign, _)| *sign == c) {
        Some((_, byte)) => *byte,
        None if c == '’' => b'\'',
        None => u8::try_from(u32::from(c)).ok().filter(|b| !OTHERS.iter().any(|(_, other)| other == b)).unwrap_or(b'?'),
    };
    text.chars().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_in_iso_8859_15_and_holds_no_separator() {
        assert_eq!(latin9("Œuvre à 3 € ’中"), b"\xBCuvre \xE0 3 \xA4 '?");
        assert_eq!(clean("a\tb|c\r\nd"), "a b c  d");
        assert_eq!((euros(123_405), euros(0), euros(7)), ("1234,05".into(), "0,00".into(), "0,07".into()));
    }
}
