//! What was done to a vehicle: repair orders and sealed invoices told as one visit each, and what they cost a year.

mod store;

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, NaiveDate};

use super::MileageReading;
use crate::{
    db::TenantTx,
    error::Result,
    ids::{InvoiceId, RepairOrderId, VehicleId},
    money::Cents,
};

/// One visit to the workshop, or an invoice without one.
#[derive(Clone, Debug)]
pub struct Work {
    pub on: NaiveDate,
    pub km: Option<i32>,
    /// Kilometres since the visit before, where both are known.
    pub km_since: Option<i32>,
    pub order: Option<WorkOrder>,
    pub invoices: Vec<WorkInvoice>,
    /// What was done, as invoiced.
    pub operations: Vec<WorkOperation>,
    pub net: Cents,
    pub gross: Cents,
}

impl Work {
    /// Invoiced, or a visit whose work is done.
    pub fn is_done(&self) -> bool {
        !self.invoices.is_empty() || self.order.as_ref().is_some_and(|o| o.done)
    }
}

#[derive(Clone, Debug)]
pub struct WorkOrder {
    pub id: RepairOrderId,
    pub number: String,
    /// The work is done.
    pub done: bool,
    pub requested: String,
}

#[derive(Clone, Debug)]
pub struct WorkInvoice {
    pub id: InvoiceId,
    pub number: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkOperation {
    pub title: String,
    pub net: Cents,
    pub gross: Cents,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct YearOfWorks {
    pub year: i32,
    pub visits: usize,
    pub net: Cents,
    pub gross: Cents,
    /// Between the readings of the odometer, each counted in the year of the later one.
    pub km: Option<i32>,
}

/// The whole of it, the newest first.
#[derive(Clone, Debug, Default)]
pub struct History {
    pub works: Vec<Work>,
    pub years: Vec<YearOfWorks>,
    pub net: Cents,
    pub gross: Cents,
}

/// Invoices cancelled by a credit note are left out, as that credit note is: nothing of them was paid in the end.
pub async fn history(tx: &mut TenantTx, vehicle: VehicleId) -> Result<History> {
    super::get(tx, vehicle).await?;
    let orders = store::orders(tx, vehicle).await?;
    let invoices = store::invoices(tx, vehicle).await?;
    let ids: Vec<uuid::Uuid> = invoices.iter().map(|i| i.id.0).collect();
    let lines = store::lines(tx, &ids).await?;
    let readings = super::readings(tx, vehicle).await?;
    Ok(told(orders, &invoices, &lines, &readings))
}

/// Rows as they are read.
struct OrderRow {
    id: RepairOrderId,
    number: String,
    on: NaiveDate,
    done: bool,
    km: Option<i32>,
    requested: String,
}

struct InvoiceRow {
    id: InvoiceId,
    number: String,
    order: Option<RepairOrderId>,
    on: NaiveDate,
    net: Cents,
    gross: Cents,
}

struct LineRow {
    invoice: InvoiceId,
    operation: String,
    label: String,
    net: Cents,
    gross: Cents,
}

fn told(orders: Vec<OrderRow>, invoices: &[InvoiceRow], lines: &[LineRow], readings: &[MileageReading]) -> History {
    let known: Vec<RepairOrderId> = orders.iter().map(|o| o.id).collect();
    let mut by_order: HashMap<RepairOrderId, Vec<&InvoiceRow>> = HashMap::new();
    let mut works = Vec::new();
    for invoice in invoices {
        match invoice.order.filter(|order| known.contains(order)) {
            Some(order) => by_order.entry(order).or_default().push(invoice),
            None => works.push(work(invoice.on, km_at(readings, invoice.on), None, &[invoice], lines)),
        }
    }
    for order in orders {
        let of = by_order.remove(&order.id).unwrap_or_default();
        let km = order.km.or_else(|| km_at(readings, order.on));
        let about = WorkOrder { id: order.id, number: order.number, done: order.done, requested: order.requested };
        works.push(work(order.on, km, Some(about), &of, lines));
    }
    works.sort_by_key(|w| std::cmp::Reverse((w.on, w.km)));
    for at in 0..works.len() {
        let before = works.iter().skip(at + 1).find_map(|w| w.km);
        works[at].km_since = works[at].km.zip(before).map(|(now, then)| now - then).filter(|km| *km >= 0);
    }
    let years = years(&works, readings);
    let (net, gross) = (works.iter().map(|w| w.net).sum(), works.iter().map(|w| w.gross).sum());
    History { works, years, net, gross }
}

fn work(on: NaiveDate, km: Option<i32>, order: Option<WorkOrder>, invoices: &[&InvoiceRow], lines: &[LineRow]) -> Work {
    let of = |i: &InvoiceRow| lines.iter().filter(|l| l.invoice == i.id).collect::<Vec<_>>();
    Work {
        on,
        km,
        km_since: None,
        order,
        invoices: invoices.iter().map(|i| WorkInvoice { id: i.id, number: i.number.clone() }).collect(),
        operations: invoices.iter().flat_map(|i| operations(&of(i))).collect(),
        net: invoices.iter().map(|i| i.net).sum(),
        gross: invoices.iter().map(|i| i.gross).sum(),
    }
}

/// Lines of one operation are one, as on the paper.
fn operations(lines: &[&LineRow]) -> Vec<WorkOperation> {
    let mut all: Vec<(&str, WorkOperation)> = Vec::new();
    for line in lines {
        let name = line.operation.as_str();
        match all.iter_mut().find(|(known, _)| !name.is_empty() && *known == name) {
            Some((_, operation)) => {
                operation.net += line.net;
                operation.gross += line.gross;
            }
            None => {
                let title = if name.is_empty() { &line.label } else { name };
                all.push((name, WorkOperation { title: title.to_owned(), net: line.net, gross: line.gross }));
            }
        }
    }
    all.into_iter().map(|(_, operation)| operation).collect()
}

/// The last right reading of that day or before, as the invoice prints it.
fn km_at(readings: &[MileageReading], day: NaiveDate) -> Option<i32> {
    readings.iter().find(|r| r.struck.is_none() && r.read_on <= day).map(|r| r.km)
}

fn years(works: &[Work], readings: &[MileageReading]) -> Vec<YearOfWorks> {
    let mut all: BTreeMap<i32, YearOfWorks> = BTreeMap::new();
    for work in works {
        let year = all.entry(work.on.year()).or_default();
        year.visits += 1;
        year.net += work.net;
        year.gross += work.gross;
    }
    let right: Vec<&MileageReading> = readings.iter().filter(|r| r.struck.is_none()).collect();
    for pair in right.windows(2) {
        let [later, earlier] = pair else { continue };
        // An odometer that went back was replaced: what lies between is not known.
        if let (Some(year), true) = (all.get_mut(&later.read_on.year()), later.km >= earlier.km) {
            year.km = Some(year.km.unwrap_or(0) + later.km - earlier.km);
        }
    }
    all.into_iter().rev().map(|(year, of)| YearOfWorks { year, ..of }).collect()
}
