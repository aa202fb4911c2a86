//! The table of lines: what was done, and its price in the customer's terms.

use crm::{
    document::{BuyerKind, Document, Line, LineKind},
    money::{Cents, VatRate},
    totals::Entry,
};
use rust_decimal::{Decimal, RoundingStrategy::MidpointAwayFromZero};
use serde::Serialize;

use super::format;
use crate::{facturx, text::paper as words};

#[derive(Serialize)]
pub struct Table {
    columns: Vec<String>,
    rows: Vec<Row>,
}

#[derive(Serialize)]
pub struct Row {
    label: String,
    /// Small print below the label.
    small: Vec<String>,
    /// One a column after the first; none on a line of words, which takes the whole width.
    cells: Vec<Cell>,
    /// Belongs to the operation named above it.
    inside: bool,
}

/// A figure and what stands below it in small print.
#[derive(Serialize, Default)]
pub struct Cell {
    main: String,
    small: String,
}

/// Which columns there are and in which terms: a particulier reads prices with tax, with the price before tax below
/// each (CGI ann. II art. 242 nonies A I-8°: the unit price before tax is due to everyone).
struct Terms {
    ttc: bool,
    discounts: bool,
    vat: bool,
    entry: Entry,
}

pub fn table(document: &Document) -> Table {
    let terms = Terms {
        ttc: document.buyer.kind == BuyerKind::Particulier,
        discounts: document.lines.iter().any(|line| line.discount_amount != Cents::ZERO),
        vat: facturx::taxes(document).iter().any(|tax| tax.rate != VatRate::ZERO),
        entry: document.entry,
    };
    let mode = match (terms.vat, terms.ttc) {
        (false, _) => "exempt",
        (true, true) => "ttc",
        (true, false) => "ht",
    };
    let mut columns =
        vec![words::column_label().to_string(), words::column_quantity().to_string(), words::column_price(mode)];
    columns.extend(terms.discounts.then(|| words::column_discount().to_string()));
    columns.extend(terms.vat.then(|| words::column_vat().to_string()));
    columns.push(words::column_total(mode));
    let runs = document.lines.chunk_by(|a, b| a.operation == b.operation);
    Table { columns, rows: runs.flat_map(|run| operation(run, &terms)).collect() }
}

/// The lines of an operation under its name; a line on its own needs none.
fn operation(run: &[Line], terms: &Terms) -> Vec<Row> {
    let name = run[0].operation.as_str();
    let named = !name.is_empty() && run.len() > 1;
    let heading = Row { label: name.into(), small: vec![], cells: vec![], inside: false };
    let heading = (named && run[0].label != name).then_some(heading);
    let first_names = named && heading.is_none();
    let rows =
        run.iter().enumerate().map(|(i, line)| Row { inside: named && !(first_names && i == 0), ..row(line, terms) });
    heading.into_iter().chain(rows).collect()
}

fn row(line: &Line, terms: &Terms) -> Row {
    let mut small: Vec<String> = line.details.lines().map(String::from).collect();
    small.push(origin(line));
    small.retain(|text| !text.trim().is_empty());
    let cells = if line.kind == LineKind::Text { vec![] } else { cells(line, terms) };
    Row { label: line.label.clone(), small, cells, inside: false }
}

/// `Réf. 0986494716 · pièce neuve`
fn origin(line: &Line) -> String {
    let reference = Some(line.reference.trim()).filter(|r| !r.is_empty()).map(words::reference);
    let parts = [
        reference,
        line.part_origin.map(|origin| words::part_origin(origin.as_str())),
        line.labour_rate.map(|rate| words::labour_rate(rate.as_str())),
        (line.kind == LineKind::Debours).then(|| words::debours().to_string()),
    ];
    capitalised(&parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}

fn cells(line: &Line, terms: &Terms) -> Vec<Cell> {
    let plain = |main: String| Cell { main, small: String::new() };
    let mut cells =
        vec![plain(words::quantity(line.unit.as_str(), format::plain(line.quantity.get()))), price(line, terms)];
    if terms.discounts {
        cells.push(discount(line));
    }
    if terms.vat {
        let exempt = line.vat_rate == VatRate::ZERO;
        let rate = words::percent(format::plain(line.vat_rate.percent()));
        cells.push(plain(if exempt { words::no_vat().to_string() } else { rate }));
    }
    cells.push(total(line, terms));
    cells
}

fn price(line: &Line, terms: &Terms) -> Cell {
    let typed = line.unit_price.get();
    if typed.is_zero() {
        return Cell { main: words::offered().into(), small: String::new() };
    }
    let factor = Decimal::ONE + line.vat_rate.factor();
    let (before_tax, with_tax) = match terms.entry {
        Entry::Ht => (typed, cents(typed * factor)),
        // The price the XML gives, so that the two agree to the cent.
        Entry::Ttc => (cents(facturx::price(line, terms.entry)), typed),
    };
    both(format::price(before_tax), format::price(with_tax), line, terms)
}

fn total(line: &Line, terms: &Terms) -> Cell {
    both(format::amount(line.net), format::amount(line.gross), line, terms)
}

/// With tax above and before tax below, or before tax alone.
fn both(before_tax: String, with_tax: String, line: &Line, terms: &Terms) -> Cell {
    if !terms.ttc {
        return Cell { main: before_tax, small: String::new() };
    }
    let small = if line.vat_rate == VatRate::ZERO { String::new() } else { words::before_tax(before_tax) };
    Cell { main: with_tax, small }
}

fn discount(line: &Line) -> Cell {
    if line.discount_amount == Cents::ZERO {
        return Cell::default();
    }
    let percent = words::less(format::plain(line.discount.get()));
    Cell { main: percent, small: format::amount(-line.discount_amount) }
}

fn cents(price: Decimal) -> Decimal {
    price.round_dp_with_strategy(2, MidpointAwayFromZero)
}
