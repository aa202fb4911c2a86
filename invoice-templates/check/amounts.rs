//! Amounts that agree: each line with its quantity and price, the totals with the lines. They are computed by
//! `crm::totals`; this catches a document frozen from anything else.

use crm::{
    document::{Document, DocumentKind, Line, LineKind},
    money::{Cents, VatRate},
    totals::Entry,
};
use rust_decimal::Decimal;

use super::Faults;
use crate::check::text::check as words;

pub fn check(document: &Document, faults: &mut Faults) {
    for (i, line) in document.lines.iter().enumerate() {
        let agrees = line.kind == LineKind::Text || line_agrees(line, document.entry);
        faults.must(agrees, format!("lines.{i}.unit_price"), "BT-131", words::line_amount(faults.lang));
    }
    faults.must(totals_agree(document), "totals", "BR-CO-10", words::totals(faults.lang));
    let limit = if document.kind == DocumentKind::CreditNote { Cents::ZERO } else { document.totals.gross };
    let prepaid = document.prepaid >= Cents::ZERO && document.prepaid <= limit;
    faults.must(prepaid, "prepaid", "BR-CO-16", words::prepaid(faults.lang));
}

/// In the mode it was typed in, quantity × price − discount; tax may be a cent apart, as it is shared between lines.
fn line_agrees(line: &Line, entry: Entry) -> bool {
    let before = line.quantity.get() * line.unit_price.get();
    let discount = Cents::round(before * line.discount.get() / Decimal::ONE_HUNDRED);
    let typed = if entry == Entry::Ht { line.net } else { line.gross };
    discount == line.discount_amount && typed == Cents::round(before) - discount && line.net <= line.gross
}

fn totals_agree(document: &Document) -> bool {
    let totals = &document.totals;
    let sum = |of: fn(&Line) -> Cents, rate: Option<VatRate>| -> Cents {
        document.lines.iter().filter(|line| rate.is_none_or(|rate| line.vat_rate == rate)).map(of).sum()
    };
    let by_rate = totals.by_rate.iter().all(|total| {
        let exact = Cents::round(total.base.euros() * total.rate.factor());
        // Typed with tax, the VAT is what remains of the price, at most a cent or two from base × rate.
        total.base == sum(|l| l.net, Some(total.rate)) && (exact - total.vat).abs() <= Cents(2)
    });
    by_rate
        && totals.net == sum(|l| l.net, None)
        && totals.gross == sum(|l| l.gross, None)
        && totals.net + totals.vat == totals.gross
        && totals.net == totals.by_rate.iter().map(|total| total.base).sum()
        && totals.vat == totals.by_rate.iter().map(|total| total.vat).sum()
}
