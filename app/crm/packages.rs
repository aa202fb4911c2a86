//! Forfaits: an operation quoted in one gesture, at a price known in advance, with the list of what it includes.

mod store;

use rust_decimal::Decimal;

use crate::{
    db::TenantTx,
    document::{LabourRate, LineKind, Nature, PartOrigin, Unit},
    error::{Error, Fields, Result, Why},
    garages::Garage,
    ids::PackageId,
    lines::{NewLine, convert},
    money::{Cents, Discount, Quantity, UnitPrice, VatRate, decimal},
    text::required,
    totals::{Entry, Exemption},
};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug)]
pub struct NewPackage {
    pub code: String,
    pub label: String,
    pub labour_rate: LabourRate,
    /// Zero: parts only.
    pub hours: Decimal,
    /// HT for the whole; none: labour and parts are detailed.
    pub fixed_price: Option<UnitPrice>,
    pub vat_rate: VatRate,
    pub parts: Vec<PackagePart>,
}

#[derive(Clone, Debug)]
pub struct PackagePart {
    pub label: String,
    pub quantity: Quantity,
    pub unit: Unit,
    /// HT.
    pub unit_price: UnitPrice,
    pub kind: LineKind,
    pub origin: PartOrigin,
}

#[derive(Clone, Debug)]
pub struct Package {
    pub id: PackageId,
    pub version: i32,
    pub is: NewPackage,
}

/// A line of the list, with the price a particulier pays.
#[derive(Clone, Debug)]
pub struct PackageRow {
    pub id: PackageId,
    pub code: String,
    pub label: String,
    pub net: Cents,
    pub gross: Cents,
}

impl NewPackage {
    /// HT and TTC, as a quote would add it up today.
    pub fn price(&self, garage: &Garage) -> (Cents, Cents) {
        let (sum, _) = crate::lines::add_up(&self.lines(garage, Entry::Ht), Entry::Ht);
        (sum.net, sum.gross)
    }

    /// The lines it becomes on a quote.
    pub fn lines(&self, garage: &Garage, entry: Entry) -> Vec<NewLine> {
        let (rate, exemption) = match garage.is_in_franchise() {
            true => (VatRate::ZERO, Some(Exemption::Franchise)),
            false => (self.vat_rate, None),
        };
        let line = |kind, nature, label: &str, quantity, unit, price| NewLine {
            kind,
            nature,
            operation: String::new(),
            reference: String::new(),
            label: label.to_owned(),
            details: String::new(),
            quantity,
            unit,
            unit_price: convert(price, rate, Entry::Ht, entry),
            discount: Discount::NONE,
            vat_rate: rate,
            exemption,
            labour_rate: None,
            part_origin: None,
        };
        if let Some(price) = self.fixed_price {
            let mut whole = line(LineKind::Package, Nature::Service, &self.label, Quantity::one(), Unit::Piece, price);
            whole.reference = self.code.clone();
            whole.details = self.parts.iter().map(|p| p.label.as_str()).collect::<Vec<_>>().join(", ");
            return vec![whole];
        }
        let mut lines = Vec::new();
        if let Ok(hours) = Quantity::new(self.hours) {
            let price = garage.labour_price(self.labour_rate);
            let mut labour = line(LineKind::Labour, Nature::Service, &self.label, hours, Unit::Hour, price);
            labour.reference = self.code.clone();
            labour.labour_rate = Some(self.labour_rate);
            lines.push(labour);
        }
        for part in &self.parts {
            let mut l = line(part.kind, Nature::Goods, &part.label, part.quantity, part.unit, part.unit_price);
            l.part_origin = (part.kind == LineKind::Part).then_some(part.origin);
            lines.push(l);
        }
        // Labour and parts are ordered together or not at all.
        if lines.len() > 1 {
            lines.iter_mut().for_each(|line| line.operation.clone_from(&self.label));
        }
        lines
    }
}

pub async fn list(tx: &mut TenantTx, garage: &Garage) -> Result<Vec<PackageRow>> {
    let all = store::all(tx).await?;
    let row = |p: Package| {
        let (net, gross) = p.is.price(garage);
        PackageRow { id: p.id, code: p.is.code, label: p.is.label, net, gross }
    };
    Ok(all.into_iter().map(row).collect())
}

pub async fn get(tx: &mut TenantTx, id: PackageId) -> Result<Package> {
    store::get(tx, id).await
}

pub async fn create(tx: &mut TenantTx, new: &NewPackage) -> Result<PackageId> {
    store::insert(tx, new).await
}

pub async fn update(tx: &mut TenantTx, id: PackageId, new: &NewPackage, version: i32) -> Result<()> {
    if store::update(tx, id, new, version).await? {
        return Ok(());
    }
    store::get(tx, id).await?;
    Err(Error::Refused(Why::Stale))
}

pub async fn delete(tx: &mut TenantTx, id: PackageId) -> Result<()> {
    store::delete(tx, id).await
}

/// A forfait as typed. Parts are lines of text: `label ; quantity ; price HT`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PackageForm {
    pub code: String,
    pub label: String,
    pub labour_rate: String,
    pub hours: String,
    pub fixed_price: String,
    pub vat_rate: String,
    pub parts: String,
}

impl PackageForm {
    /// A new one, at the garage's usual VAT rate.
    pub fn fresh(garage: &Garage) -> PackageForm {
        let vat_rate = garage.vat_rate.percent().to_string().replace('.', ",");
        PackageForm { labour_rate: LabourRate::T1.as_str().into(), vat_rate, ..PackageForm::default() }
    }

    pub fn of(package: &NewPackage) -> PackageForm {
        let comma = |d: Decimal| d.normalize().to_string().replace('.', ",");
        let part =
            |p: &PackagePart| format!("{} ; {} ; {}", p.label, comma(p.quantity.get()), comma(p.unit_price.get()));
        PackageForm {
            code: package.code.clone(),
            label: package.label.clone(),
            labour_rate: package.labour_rate.as_str().into(),
            hours: comma(package.hours),
            fixed_price: package.fixed_price.map(|p| comma(p.get())).unwrap_or_default(),
            vat_rate: comma(package.vat_rate.percent()),
            parts: package.parts.iter().map(part).collect::<Vec<_>>().join("\n"),
        }
    }

    pub fn parse(&self, fields: &mut Fields) -> Option<NewPackage> {
        let code: String = self.code.trim().to_uppercase();
        let good = (1..=12).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        let code = fields.keep("code", if good { Ok(code) } else { Err(Why::BadChoice) });
        let label = fields.keep("label", required(&self.label, 160));
        let hours = match self.hours.trim() {
            "" => Ok(Decimal::ZERO),
            typed => decimal(typed).ok().filter(|h| *h >= Decimal::ZERO && *h <= 200.into()).ok_or(Why::BadQuantity),
        };
        let hours = fields.keep("hours", hours);
        let fixed = match self.fixed_price.trim() {
            "" => Ok(None),
            typed => UnitPrice::parse(typed).map(Some),
        };
        let fixed_price = fields.keep("fixed_price", fixed);
        let vat_rate = fields.keep("vat_rate", VatRate::parse(&self.vat_rate));
        let parts: std::result::Result<Vec<PackagePart>, Why> =
            self.parts.lines().filter(|l| !l.trim().is_empty()).map(parse_part).collect();
        let parts = fields.keep("parts", parts);
        let (hours, fixed_price, parts) = (hours?, fixed_price?, parts?);
        if hours.is_zero() && fixed_price.is_none() && parts.is_empty() {
            fields.add("hours", Why::Missing);
            return None;
        }
        let labour_rate = LabourRate::parse(&self.labour_rate).unwrap_or(LabourRate::T1);
        Some(NewPackage { code: code?, label: label?, labour_rate, hours, fixed_price, vat_rate: vat_rate?, parts })
    }
}

fn parse_part(line: &str) -> std::result::Result<PackagePart, Why> {
    let mut pieces = line.rsplitn(3, ';').map(str::trim);
    let (price, quantity, label) = (pieces.next(), pieces.next(), pieces.next());
    let (Some(price), Some(quantity), Some(label)) = (price, quantity, label) else { return Err(Why::BadPrice) };
    let label = required(label, 160)?;
    let (unit, kind, origin) = guess(&label);
    Ok(PackagePart {
        quantity: Quantity::parse(quantity)?,
        unit_price: UnitPrice::parse(price)?,
        unit,
        kind,
        origin,
        label,
    })
}

/// What the words of a part say: litres, small supplies, rebuilt parts.
fn guess(label: &str) -> (Unit, LineKind, PartOrigin) {
    let key = crate::text::key(label);
    let unit = if label.contains("(L)") { Unit::Litre } else { Unit::Piece };
    let supply = ["fournitures", "recyclage", "nettoyant", "consigne"].iter().any(|w| key.contains(w));
    let origin = if key.contains("echange standard") { PartOrigin::Exchange } else { PartOrigin::New };
    (unit, if supply { LineKind::Supply } else { LineKind::Part }, origin)
}

/// The operations most garages sell, for a garage that starts: times and prices are a beginning to be adapted.
pub async fn add_usual(tx: &mut TenantTx, vat_rate: VatRate) -> Result<()> {
    for package in usual(vat_rate) {
        store::insert(tx, &package).await?;
    }
    Ok(())
}

/// Reads `packages_usual.csv`: fields between `;`, quoted where they hold one.
pub fn usual(vat_rate: VatRate) -> Vec<NewPackage> {
    include_str!("packages_usual.csv").lines().skip(1).filter_map(|line| usual_package(line, vat_rate)).collect()
}

fn usual_package(line: &str, vat_rate: VatRate) -> Option<NewPackage> {
    let columns = csv_columns(line);
    let column = |n: usize| columns.get(n).map(String::as_str);
    let labour_rate = LabourRate::parse(&column(2)?.to_lowercase()).ok()?;
    let fixed = column(9)? == "oui";
    let parts = column(10)?.split(';').filter_map(|p| usual_part(p.trim())).collect();
    Some(NewPackage {
        code: column(0)?.to_owned(),
        label: column(1)?.to_owned(),
        labour_rate,
        hours: column(3)?.parse().ok()?,
        fixed_price: if fixed { UnitPrice::parse(column(6)?).ok() } else { None },
        vat_rate,
        parts,
    })
}

/// `Huile 5W30 C3 (L) 5×9,60`.
fn usual_part(text: &str) -> Option<PackagePart> {
    let (left, price) = text.rsplit_once('×')?;
    let (label, quantity) = left.rsplit_once(' ')?;
    let (unit, kind, origin) = guess(label);
    Some(PackagePart {
        label: label.to_owned(),
        quantity: Quantity::parse(quantity).ok()?,
        unit_price: UnitPrice::parse(price).ok()?,
        unit,
        kind,
        origin,
    })
}

fn csv_columns(line: &str) -> Vec<String> {
    let (mut columns, mut quoted) = (vec![String::new()], false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ';' if !quoted => columns.push(String::new()),
            c => {
                if let Some(last) = columns.last_mut() {
                    last.push(c);
                }
            }
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_operations_are_all_read() {
        let all = usual(VatRate::NORMAL);
        assert_eq!(all.len(), 33);
        let rev = all.iter().find(|p| p.code == "REV").unwrap();
        assert_eq!((rev.parts.len(), rev.hours.to_string().as_str()), (6, "1.8"));
        let cli = all.iter().find(|p| p.code == "CLI").unwrap();
        assert_eq!(cli.fixed_price, UnitPrice::parse("132.46").ok());
        let alt = all.iter().find(|p| p.code == "ALT").unwrap();
        assert_eq!(alt.parts[0].origin, PartOrigin::Exchange);
    }

    #[test]
    fn parts_are_typed_one_a_line() {
        let part = parse_part("Huile 5W30 (L) ; 4,5 ; 9,60").unwrap();
        assert_eq!((part.label.as_str(), part.unit), ("Huile 5W30 (L)", Unit::Litre));
        assert!(parse_part("Huile 9,60").is_err());
    }
}
