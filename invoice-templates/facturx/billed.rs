//! The amounts as the XML must carry them: before tax, positive prices, discounts apart.

use crm::{
    document::{Document, DocumentKind, Line, LineKind, MentionCode},
    money::{Cents, VatRate},
    totals::{Entry, Exemption},
};
use rust_decimal::{Decimal, RoundingStrategy::MidpointAwayFromZero};

use crate::text::xml as words;

/// A line that costs something (BG-25).
pub struct Billed<'a> {
    /// Where the line stands in the document, from 0.
    pub index: usize,
    pub line: &'a Line,
    /// BT-146: before tax and before discount, at most six decimals, never zero (BR-FR-DEC-03).
    pub price: Decimal,
    pub allowance: Option<Allowance>,
}

/// A discount (BG-27): a negative price is not allowed.
pub struct Allowance {
    pub percent: Decimal,
    pub basis: Cents,
    pub amount: Cents,
}

/// Words, and what is offered at no price: on paper only, the XML says them in a note.
pub fn is_said_only(line: &Line) -> bool {
    line.kind == LineKind::Text || line.unit_price.get().is_zero()
}

/// The lines that cost something, in order.
pub fn billed(document: &Document) -> Vec<Billed<'_>> {
    let lines = document.lines.iter().enumerate().filter(|(_, line)| !is_said_only(line));
    lines.map(|(index, line)| bill(index, line, document.entry)).collect()
}

/// The price of a line before tax, as the XML gives it.
pub fn price(line: &Line, entry: Entry) -> Decimal {
    bill(0, line, entry).price
}

fn bill(index: usize, line: &Line, entry: Entry) -> Billed<'_> {
    let typed = line.unit_price.get();
    let price = match entry {
        Entry::Ht => typed,
        Entry::Ttc => six_decimals(typed / (Decimal::ONE + line.vat_rate.factor())),
    };
    let basis = Cents::round(line.quantity.get() * price);
    let amount = basis - line.net;
    if !line.discount.is_none() && amount > Cents::ZERO {
        let allowance = Allowance { percent: line.discount.get(), basis, amount };
        return Billed { index, line, price, allowance: Some(allowance) };
    }
    // Typed with tax, a cent of rounding may separate quantity × price from the line's net: the price gives way, so
    // that who multiplies again finds the net.
    let exact = six_decimals(line.net.euros() / line.quantity.get());
    let price = if amount != Cents::ZERO && exact > Decimal::ZERO { exact } else { price };
    Billed { index, line, price, allowance: None }
}

fn six_decimals(price: Decimal) -> Decimal {
    price.round_dp_with_strategy(6, MidpointAwayFromZero).normalize()
}

/// Paid in full before issue: frames B2, S2 and M2 (BR-FR-CO-09).
pub fn is_fully_prepaid(document: &Document) -> bool {
    let gross = document.totals.gross;
    document.kind != DocumentKind::CreditNote && gross > Cents::ZERO && document.prepaid == gross
}

/// VAT of one rate (BG-23).
pub struct Tax {
    pub rate: VatRate,
    pub base: Cents,
    pub vat: Cents,
    /// BT-120 and BT-121, at rate zero.
    pub exemption: Option<Reason>,
}

pub struct Reason {
    pub text: String,
    /// From the European list VATEX, where one code says it all.
    pub code: Option<&'static str>,
}

/// VAT per rate, for the rates of lines that cost something (BR-S-01, BR-E-01: no rate without a line).
pub fn taxes(document: &Document) -> Vec<Tax> {
    let billed = billed(document);
    let rates = document.totals.by_rate.iter().filter(|total| billed.iter().any(|b| b.line.vat_rate == total.rate));
    rates
        .map(|total| Tax {
            rate: total.rate,
            base: total.base,
            vat: total.vat,
            exemption: (total.rate == VatRate::ZERO).then(|| reason(document, &billed)),
        })
        .collect()
}

/// Why there is no VAT. EN 16931 allows one line of category E (BR-E-01), so two reasons share it, and then no code
/// fits both.
fn reason(document: &Document, billed: &[Billed]) -> Reason {
    let has = |exemption| billed.iter().any(|b| b.line.exemption == Some(exemption));
    let (text, code) = match (has(Exemption::Franchise), has(Exemption::Debours)) {
        (true, false) => (words::exempt_franchise().into(), Some("VATEX-FR-FRANCHISE")),
        // Directive 2006/112/EC art. 79 c: repayment of what was spent in the customer's name.
        (false, true) => (words::exempt_debours().into(), Some("VATEX-EU-79-C")),
        (true, true) => (format!("{} ; {}", words::exempt_franchise(), words::exempt_debours()), None),
        (false, false) => (String::new(), None),
    };
    // The law's words change (CIBS): the document's own sentences win where it gives one for each reason.
    let said: Vec<&str> =
        document.mentions.iter().filter(|m| m.code == MentionCode::Exemption).map(|m| m.text.as_str()).collect();
    let reasons = usize::from(has(Exemption::Franchise)) + usize::from(has(Exemption::Debours));
    let text = if !said.is_empty() && said.len() >= reasons { said.join(" ; ") } else { text };
    Reason { text, code }
}
