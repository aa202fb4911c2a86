//! Lines of a quote or of a draft invoice: as typed, as checked, as priced.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use crate::{
    document::{LabourRate, Line, LineKind, Nature, PartOrigin, Unit},
    error::{Fields, Why},
    garages::Garage,
    ids::LineId,
    money::{Discount, Quantity, UnitPrice, VatRate},
    text::{bounded, lines, optional, required},
    totals::{Entry, Exemption, LineAmounts, Priced, Totals, totals},
};

/// Above this a document is a mistake, or an attack.
pub const MOST_LINES: usize = 200;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLine {
    pub kind: LineKind,
    pub nature: Nature,
    /// What it belongs to, ordered or refused as one; empty for a line on its own.
    pub operation: String,
    pub reference: String,
    pub label: String,
    pub details: String,
    pub quantity: Quantity,
    pub unit: Unit,
    /// In the document's entry mode.
    pub unit_price: UnitPrice,
    pub discount: Discount,
    pub vat_rate: VatRate,
    pub exemption: Option<Exemption>,
    pub labour_rate: Option<LabourRate>,
    pub part_origin: Option<PartOrigin>,
}

/// A line in the database, with its amounts.
#[derive(Clone, Debug)]
pub struct StoredLine {
    pub id: LineId,
    pub is: NewLine,
    pub amounts: LineAmounts,
    pub answer: Option<Answer>,
}

/// What the customer said of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    Accepted,
    Refused,
}

crate::text_enum!(Answer { Accepted => "accepted", Refused => "refused" });

impl NewLine {
    pub fn priced(&self) -> Priced {
        Priced {
            quantity: self.quantity,
            unit_price: self.unit_price,
            discount: self.discount,
            vat_rate: self.vat_rate,
        }
    }

    pub fn document_line(&self, amounts: LineAmounts) -> Line {
        Line {
            kind: self.kind,
            nature: self.nature,
            operation: self.operation.clone(),
            reference: self.reference.clone(),
            label: self.label.clone(),
            details: self.details.clone(),
            quantity: self.quantity,
            unit: self.unit,
            unit_price: self.unit_price,
            discount: self.discount,
            vat_rate: self.vat_rate,
            exemption: self.exemption,
            labour_rate: self.labour_rate,
            part_origin: self.part_origin,
            discount_amount: amounts.discount,
            net: amounts.net,
            gross: amounts.gross,
        }
    }

    /// The same line with its price in the other entry mode.
    pub fn in_entry(&self, from: Entry, to: Entry) -> NewLine {
        let mut line = self.clone();
        line.unit_price = convert(self.unit_price, self.vat_rate, from, to);
        line
    }
}

/// A price typed without tax, told with tax, or the reverse; six decimals, so that coming back finds the same cents.
pub fn convert(price: UnitPrice, rate: VatRate, from: Entry, to: Entry) -> UnitPrice {
    let factor = Decimal::ONE + rate.factor();
    let value = match (from, to) {
        (Entry::Ht, Entry::Ttc) => price.get() * factor,
        (Entry::Ttc, Entry::Ht) => price.get() / factor,
        _ => return price,
    };
    let value = value.round_dp_with_strategy(6, RoundingStrategy::MidpointAwayFromZero);
    UnitPrice::new(value).unwrap_or(price)
}

/// Totals of lines as typed.
pub fn add_up(lines: &[NewLine], entry: Entry) -> (Totals, Vec<LineAmounts>) {
    let priced: Vec<Priced> = lines.iter().map(NewLine::priced).collect();
    totals(&priced, entry)
}

/// A line as it stands in the form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LineForm {
    pub kind: String,
    pub operation: String,
    pub reference: String,
    pub label: String,
    pub details: String,
    pub quantity: String,
    pub unit: String,
    pub unit_price: String,
    pub discount: String,
    pub vat_rate: String,
    pub labour_rate: String,
    pub part_origin: String,
}

impl LineForm {
    pub fn of(line: &NewLine) -> LineForm {
        let comma = |d: Decimal| d.normalize().to_string().replace('.', ",");
        LineForm {
            kind: line.kind.as_str().into(),
            operation: line.operation.clone(),
            reference: line.reference.clone(),
            label: line.label.clone(),
            details: line.details.clone(),
            quantity: comma(line.quantity.get()),
            unit: line.unit.as_str().into(),
            unit_price: price(line.unit_price),
            discount: if line.discount.is_none() { String::new() } else { comma(line.discount.get()) },
            vat_rate: comma(line.vat_rate.percent()),
            labour_rate: line.labour_rate.map(|r| r.as_str().into()).unwrap_or_default(),
            part_origin: line.part_origin.map(|o| o.as_str().into()).unwrap_or_default(),
        }
    }

    /// A fresh line of a kind, with the garage's habits.
    pub fn fresh(kind: LineKind, garage: &Garage, entry: Entry) -> LineForm {
        let mut form = LineForm {
            kind: kind.as_str().into(),
            quantity: "1".into(),
            unit: if kind == LineKind::Labour { "hour" } else { "piece" }.into(),
            vat_rate: garage.vat_rate.percent().to_string().replace('.', ","),
            ..LineForm::default()
        };
        match kind {
            LineKind::Labour => {
                form.labour_rate = "t1".into();
                form.unit_price = price(convert(garage.labour_t1, garage.vat_rate, Entry::Ht, entry));
            }
            LineKind::Part => form.part_origin = "new".into(),
            LineKind::Debours => form.vat_rate = "0".into(),
            _ => {}
        }
        form
    }

    /// Nothing a person typed: such a line is dropped, not refused.
    pub fn is_blank(&self) -> bool {
        [&self.label, &self.details, &self.reference].iter().all(|t| t.trim().is_empty())
            && (self.unit_price.trim().is_empty() || self.kind == "labour")
    }

    /// Errors are named `lines.<n>.<field>`.
    pub fn parse(&self, n: usize, garage: &Garage, fields: &mut Fields) -> Option<NewLine> {
        let at = |field: &str| format!("lines.{n}.{field}");
        let kind = fields.keep(&at("kind"), LineKind::parse(&self.kind))?;
        let label = fields.keep(&at("label"), required(&self.label, 300));
        let details = fields.keep(&at("details"), bounded(lines(&self.details), 1000));
        let reference = fields.keep(&at("reference"), optional(&self.reference, 60));
        let operation = fields.keep(&at("operation"), optional(&self.operation, 200));
        if kind == LineKind::Text {
            return Some(NewLine::words(operation?, label?, details?));
        }
        let quantity = fields.keep(&at("quantity"), Quantity::parse(&self.quantity));
        let unit_price = fields.keep(&at("unit_price"), UnitPrice::parse(&self.unit_price));
        let discount = fields.keep(&at("discount"), Discount::parse(&self.discount));
        let exemption = match kind {
            LineKind::Debours => Some(Exemption::Debours),
            _ if garage.is_in_franchise() => Some(Exemption::Franchise),
            _ => None,
        };
        let vat_rate = match exemption {
            Some(_) => Some(VatRate::ZERO),
            None => fields.keep(&at("vat_rate"), VatRate::parse(&self.vat_rate).and_then(taxed)),
        };
        let part_origin =
            (kind == LineKind::Part).then(|| PartOrigin::parse(&self.part_origin).unwrap_or(PartOrigin::New));
        Some(NewLine {
            kind,
            nature: if matches!(kind, LineKind::Part | LineKind::Supply) { Nature::Goods } else { Nature::Service },
            operation: operation?,
            reference: reference?,
            label: label?,
            details: details?,
            quantity: quantity?,
            unit: Unit::parse(&self.unit).unwrap_or(Unit::Piece),
            unit_price: unit_price?,
            discount: discount?,
            vat_rate: vat_rate?,
            exemption,
            labour_rate: (kind == LineKind::Labour)
                .then(|| LabourRate::parse(&self.labour_rate).unwrap_or(LabourRate::T1)),
            part_origin,
        })
    }
}

/// A rate of zero needs a reason, and only débours and the franchise have one here.
fn taxed(rate: VatRate) -> Result<VatRate, Why> {
    if rate == VatRate::ZERO { Err(Why::BadVatRate) } else { Ok(rate) }
}

impl NewLine {
    /// Words only.
    pub fn words(operation: String, label: String, details: String) -> NewLine {
        NewLine {
            kind: LineKind::Text,
            nature: Nature::Service,
            operation,
            reference: String::new(),
            label,
            details,
            quantity: Quantity::one(),
            unit: Unit::Piece,
            unit_price: UnitPrice::new(Decimal::ZERO).unwrap_or_else(|_| unreachable!("zero is a price")),
            discount: Discount::NONE,
            vat_rate: VatRate::ZERO,
            exemption: None,
            labour_rate: None,
            part_origin: None,
        }
    }
}

/// At least two decimals: `62,00`, and `0,123456` where they are.
fn price(price: UnitPrice) -> String {
    let mut value = price.get().normalize();
    if value.scale() < 2 {
        value.rescale(2);
    }
    value.to_string().replace('.', ",")
}

/// The lines of a form, blank ones dropped; errors under their own number, so that each shows beside its field.
pub fn parse_all(forms: &[LineForm], garage: &Garage, fields: &mut Fields) -> Option<Vec<NewLine>> {
    if forms.len() > MOST_LINES {
        fields.add("lines", Why::TooLong);
        return None;
    }
    let parsed: Vec<Option<NewLine>> = forms
        .iter()
        .enumerate()
        .filter(|(_, form)| !form.is_blank())
        .map(|(n, form)| form.parse(n, garage, fields))
        .collect();
    parsed.into_iter().collect()
}
