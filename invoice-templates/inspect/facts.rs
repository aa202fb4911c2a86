//! What an invoice says, whoever made it.

use en16931::{Invoice, invoice};
use rust_decimal::Decimal;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    pub number: Option<String>,
    /// BT-3: `380` an invoice, `381` a credit note.
    pub type_code: Option<String>,
    /// Dates as `2026-11-20`.
    pub issued_on: Option<String>,
    pub supplied_on: Option<String>,
    pub due_on: Option<String>,
    pub currency: Option<String>,
    pub seller: Party,
    pub buyer: Party,
    pub lines: usize,
    pub taxes: Vec<TaxFact>,
    pub net: Decimal,
    pub vat: Decimal,
    pub gross: Decimal,
    pub prepaid: Decimal,
    pub due: Decimal,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    pub name: Option<String>,
    /// BT-30 or BT-47: the SIREN in France.
    pub registration: Option<String>,
    pub vat_number: Option<String>,
}

/// VAT of one rate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxFact {
    /// `S` standard, `E` exempt…
    pub category: String,
    pub rate: Option<Decimal>,
    pub base: Decimal,
    pub vat: Decimal,
}

pub fn of(invoice: &Invoice) -> Facts {
    let totals = &invoice.totals;
    let code = |code: &Option<invoice::Code>| code.as_ref().map(|code| code.as_str().to_string());
    let date = |date: Option<en16931::Date>| date.map(|date| date.to_string());
    Facts {
        number: invoice.number.clone(),
        type_code: code(&invoice.type_code),
        issued_on: date(invoice.issue_date),
        supplied_on: date(invoice.delivery.as_ref().and_then(|delivery| delivery.date)),
        due_on: date(invoice.due_date),
        currency: code(&invoice.currency),
        seller: party(&invoice.seller),
        buyer: party(&invoice.buyer),
        lines: invoice.lines.len(),
        taxes: taxes(invoice),
        net: totals.taxable_total.into_decimal(),
        vat: totals.vat_total.unwrap_or_default().into_decimal(),
        gross: totals.gross_total.into_decimal(),
        prepaid: totals.paid.unwrap_or_default().into_decimal(),
        due: totals.due.into_decimal(),
    }
}

fn party(party: &invoice::Party) -> Party {
    Party {
        name: party.name.clone(),
        registration: party.legal_registration.as_ref().map(|id| id.content().to_string()),
        vat_number: party.vat_identifier.clone(),
    }
}

fn taxes(invoice: &Invoice) -> Vec<TaxFact> {
    let taxes = invoice.vat_breakdown.iter().map(|tax| TaxFact {
        category: tax.category.as_str().to_string(),
        rate: tax.rate.map(|rate| rate.into_decimal()),
        base: tax.taxable_amount.into_decimal(),
        vat: tax.tax_amount.into_decimal(),
    });
    taxes.collect()
}
