//! Lines as they are read: operation by operation, with what the customer said of each.

use crm::{
    document::LineKind,
    lines::{Answer, StoredLine},
    operations::{Operation, operations},
    totals::{Entry, Totals as Sums},
};
use maud::{Markup, html};

use super::amount;
use crate::{
    Ui,
    components::{Tone, Totals, badge, money},
    format,
    text::{documents as d, lines as t},
};

/// The lines, in the terms they were typed in.
pub fn sheet(ui: &Ui, lines: &[StoredLine], entry: Entry) -> Markup {
    html! {
        ul.sheet {
            @for operation in operations(lines) {
                @if operation.is_loose() {
                    @for line in &operation.lines { li.sheet-whole { (one(ui, line, entry, true)) } }
                } @else {
                    li.sheet-whole {
                        div.sheet-line.sheet-head {
                            span.strong { (operation.title) } (answer(ui, operation.answer()))
                            span.money { (worth(ui, &operation, entry)) }
                        }
                        ul.sheet-parts { @for line in &operation.lines { li { (one(ui, line, entry, false)) } } }
                    }
                }
            }
        }
    }
}

fn worth(ui: &Ui, operation: &Operation, entry: Entry) -> Markup {
    let sum = match entry {
        Entry::Ht => operation.priced().map(|line| line.amounts.net).sum(),
        Entry::Ttc => operation.gross(),
    };
    money(&format::euros(ui.lang, sum))
}

fn one(ui: &Ui, line: &StoredLine, entry: Entry, loose: bool) -> Markup {
    let l = ui.lang;
    let priced = line.is.kind != LineKind::Text;
    let total = if entry == Entry::Ht { line.amounts.net } else { line.amounts.gross };
    html! {
        div.sheet-line {
            span { span.strong[loose] { (line.is.label) } span.sheet-small { (small(ui, line)) } }
            @if loose { (answer(ui, line.answer)) }
            @if priced { span.money { (format::euros(l, total)) } }
        }
    }
}

/// `1,5 h × 90,00 € · Réf. 0986494716`, and what was written below.
fn small(ui: &Ui, line: &StoredLine) -> Markup {
    let l = ui.lang;
    let is = &line.is;
    let price = format::price(l, is.unit_price.get());
    let mut parts = Vec::new();
    if is.kind != LineKind::Text {
        parts.push(t::times(l, amount(ui, line), price));
        if !is.discount.is_none() {
            parts.push(t::less(l, format::decimal(l, is.discount.get())));
        }
        parts.push(t::vat_rate(l, format::decimal(l, is.vat_rate.percent())));
    }
    if !is.reference.is_empty() {
        parts.push(t::reference_is(l, &is.reference));
    }
    html! { (parts.join(" · ")) @if !is.details.is_empty() { span.preserve { @if !parts.is_empty() { "\n" } (is.details) } } }
}

fn answer(ui: &Ui, said: Option<Answer>) -> Markup {
    match said {
        Some(Answer::Accepted) => badge(Tone::Good, d::accepted(ui.lang)),
        Some(Answer::Refused) => badge(Tone::Bad, d::refused(ui.lang)),
        None => html! {},
    }
}

/// Totals, as they stand.
pub fn sums(ui: &Ui, sums: &Sums) -> Totals<'static> {
    let l = ui.lang;
    let mut rows = vec![(t::total_ht(l).into(), format::euros(l, sums.net).into())];
    for rate in &sums.by_rate {
        let label = t::vat_of(l, format::decimal(l, rate.rate.percent()));
        rows.push((label.into(), format::euros(l, rate.vat).into()));
    }
    Totals { rows, main: (t::total_ttc(l).into(), format::euros(l, sums.gross).into()), ..Totals::default() }
}
