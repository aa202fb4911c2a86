//! Sums that every profile must keep, also those without lines.

use en16931::Invoice;
use rust_decimal::{Decimal, RoundingStrategy::MidpointAwayFromZero};

use super::{Inspection, facts};
use crate::{paper::format, text::inspect as words};

pub fn check(inspection: &mut Inspection, invoice: &Invoice) {
    let facts = facts::of(invoice);
    let mut must = |what: String, stated: Decimal, expected: Decimal, tolerance: Decimal| {
        if (stated - expected).abs() > tolerance {
            inspection.error("BT-22", words::sum(what, format::price(stated), format::price(expected)));
        }
    };
    must(words::net_and_vat().into(), facts.gross, facts.net + facts.vat, Decimal::ZERO);
    let rounding = invoice.totals.rounding.unwrap_or_default().into_decimal();
    must(words::due().into(), facts.due, facts.gross - facts.prepaid + rounding, Decimal::ZERO);
    if !facts.taxes.is_empty() {
        must(words::vat_by_rate().into(), facts.vat, facts.taxes.iter().map(|t| t.vat).sum(), Decimal::ZERO);
        must(words::base_by_rate().into(), facts.net, facts.taxes.iter().map(|t| t.base).sum(), Decimal::ZERO);
    }
    for tax in &facts.taxes {
        let Some(rate) = tax.rate else { continue };
        let expected = (tax.base * rate / Decimal::ONE_HUNDRED).round_dp_with_strategy(2, MidpointAwayFromZero);
        // Prices typed with tax leave the VAT by difference: a cent or two.
        must(words::vat_of_rate(format::plain(rate)), tax.vat, expected, Decimal::new(2, 2));
    }
    if !invoice.lines.is_empty() {
        let lines = invoice.lines.iter().map(|line| line.net_amount.into_decimal()).sum();
        must(words::lines().into(), invoice.totals.line_total.into_decimal(), lines, Decimal::ZERO);
    }
}
