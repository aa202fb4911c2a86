//! Lines in and out of `quote_lines` and `invoice_lines`: the same columns, two tables.

use rust_decimal::Decimal;
use uuid::Uuid;

use crate::{
    document::{LabourRate, LineKind, Nature, PartOrigin, Unit},
    lines::{Answer, NewLine, StoredLine},
    money::{Cents, Discount, Quantity, UnitPrice, VatRate},
    totals::{Exemption, LineAmounts},
};

/// Lines turned into one array a column, for `unnest`: all are written by one statement.
#[derive(Default)]
pub(crate) struct Columns {
    pub ids: Vec<Uuid>,
    pub kinds: Vec<String>,
    pub natures: Vec<String>,
    pub operations: Vec<String>,
    pub references: Vec<String>,
    pub labels: Vec<String>,
    pub details: Vec<String>,
    pub quantities: Vec<Decimal>,
    pub units: Vec<String>,
    pub unit_prices: Vec<Decimal>,
    pub discounts: Vec<Decimal>,
    pub vat_rates: Vec<i32>,
    pub exemptions: Vec<Option<String>>,
    pub labour_rates: Vec<Option<String>>,
    pub part_origins: Vec<Option<String>>,
    pub discount_cents: Vec<i64>,
    pub net_cents: Vec<i64>,
    pub gross_cents: Vec<i64>,
}

impl Columns {
    pub fn of<'a>(lines: impl IntoIterator<Item = (&'a NewLine, LineAmounts)>) -> Columns {
        let mut c = Columns::default();
        for (line, amounts) in lines {
            c.ids.push(Uuid::now_v7());
            c.kinds.push(line.kind.as_str().into());
            c.natures.push(line.nature.as_str().into());
            c.operations.push(line.operation.clone());
            c.references.push(line.reference.clone());
            c.labels.push(line.label.clone());
            c.details.push(line.details.clone());
            c.quantities.push(line.quantity.get());
            c.units.push(line.unit.as_str().into());
            c.unit_prices.push(line.unit_price.get());
            c.discounts.push(line.discount.get());
            c.vat_rates.push(line.vat_rate.hundredths());
            c.exemptions.push(line.exemption.map(|e| e.as_str().into()));
            c.labour_rates.push(line.labour_rate.map(|r| r.as_str().into()));
            c.part_origins.push(line.part_origin.map(|o| o.as_str().into()));
            c.discount_cents.push(amounts.discount.0);
            c.net_cents.push(amounts.net.0);
            c.gross_cents.push(amounts.gross.0);
        }
        c
    }
}

/// A row of either table.
pub(crate) struct LineRow {
    pub id: crate::ids::LineId,
    pub kind: LineKind,
    pub nature: Nature,
    pub operation: String,
    pub reference: String,
    pub label: String,
    pub details: String,
    pub quantity: Quantity,
    pub unit: Unit,
    pub unit_price: UnitPrice,
    pub discount: Discount,
    pub vat_rate: VatRate,
    pub exemption: Option<Exemption>,
    pub labour_rate: Option<LabourRate>,
    pub part_origin: Option<PartOrigin>,
    pub discount_cents: Cents,
    pub net_cents: Cents,
    pub gross_cents: Cents,
    pub answer: Option<Answer>,
}

impl From<LineRow> for StoredLine {
    fn from(r: LineRow) -> StoredLine {
        StoredLine {
            id: r.id,
            amounts: LineAmounts { discount: r.discount_cents, net: r.net_cents, gross: r.gross_cents },
            answer: r.answer,
            is: NewLine {
                kind: r.kind,
                nature: r.nature,
                operation: r.operation,
                reference: r.reference,
                label: r.label,
                details: r.details,
                quantity: r.quantity,
                unit: r.unit,
                unit_price: r.unit_price,
                discount: r.discount,
                vat_rate: r.vat_rate,
                exemption: r.exemption,
                labour_rate: r.labour_rate,
                part_origin: r.part_origin,
            },
        }
    }
}
