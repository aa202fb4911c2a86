//! A line (BG-25).

use crm::{document::Unit, money::VatRate};

use super::{billed::Billed, writer::Xml};
use crate::text::xml as words;

pub fn write(x: &mut Xml, billed: &Billed) {
    let line = billed.line;
    x.group("ram:IncludedSupplyChainTradeLineItem", |x| {
        x.group("ram:AssociatedDocumentLineDocument", |x| {
            x.text("ram:LineID", &(billed.index + 1).to_string()); // BT-126
        });
        x.group("ram:SpecifiedTradeProduct", |x| {
            x.some("ram:SellerAssignedID", &line.reference); // BT-155
            x.text("ram:Name", &line.label); // BT-153
            x.some("ram:Description", &line.details); // BT-154
        });
        x.group("ram:SpecifiedLineTradeAgreement", |x| {
            x.group("ram:NetPriceProductTradePrice", |x| x.number("ram:ChargeAmount", billed.price)); // BT-146
        });
        x.group("ram:SpecifiedLineTradeDelivery", |x| {
            let quantity = line.quantity.get().normalize().to_string();
            x.with("ram:BilledQuantity", ("unitCode", unit_code(line.unit)), &quantity); // BT-129, BT-130
        });
        x.group("ram:SpecifiedLineTradeSettlement", |x| {
            x.group("ram:ApplicableTradeTax", |x| {
                x.text("ram:TypeCode", "VAT");
                x.text("ram:CategoryCode", category(line.vat_rate)); // BT-151
                x.number("ram:RateApplicablePercent", line.vat_rate.percent()); // BT-152
            });
            if let Some(allowance) = &billed.allowance {
                x.group("ram:SpecifiedTradeAllowanceCharge", |x| {
                    x.group("ram:ChargeIndicator", |x| x.text("udt:Indicator", "false"));
                    x.number("ram:CalculationPercent", allowance.percent); // BT-138
                    x.amount("ram:BasisAmount", allowance.basis); // BT-137
                    x.amount("ram:ActualAmount", allowance.amount); // BT-136
                    x.text("ram:ReasonCode", "95"); // BT-140, discount
                    x.text("ram:Reason", words::discount()); // BT-139
                });
            }
            x.group("ram:SpecifiedTradeSettlementLineMonetarySummation", |x| {
                x.amount("ram:LineTotalAmount", line.net); // BT-131
            });
        });
    });
}

/// Standard or exempt: a garage knows no other category (docs/legal.md, "TVA").
pub fn category(rate: VatRate) -> &'static str {
    if rate == VatRate::ZERO { "E" } else { "S" }
}

/// UN/ECE recommendation 20.
fn unit_code(unit: Unit) -> &'static str {
    match unit {
        Unit::Piece => "C62",
        Unit::Hour => "HUR",
        Unit::Litre => "LTR",
        Unit::Kilogram => "KGM",
        Unit::Metre => "MTR",
    }
}
