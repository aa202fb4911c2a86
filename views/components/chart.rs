use maud::{Markup, html};

use super::{Text, icons};

/// One column of a chart.
#[derive(Clone, Debug)]
pub struct Column<'a> {
    /// « janv. »
    pub label: Text<'a>,
    /// « 12 400 € », read aloud and shown in the table.
    pub value: Text<'a>,
    /// « 12,4 », above the column; the title says the unit.
    pub short: Text<'a>,
    /// What the height follows, in any unit.
    pub amount: i64,
    /// The month that runs.
    pub now: bool,
}

/// Columns in plain SVG; no script, and the same figures in a table for those who prefer it.
/// `title` says what they are, `table` is the word that opens the table, `heads` its two columns.
#[must_use]
pub fn bars(title: &str, table: &str, heads: (&str, &str), columns: &[Column]) -> Markup {
    let top = columns.iter().map(|column| column.amount).max().unwrap_or(0).max(1);
    html! {
        figure {
            ul.chart aria-hidden="true" {
                @for column in columns {
                    // 88 %: the value stands above the highest one.
                    @let height = (column.amount.max(0) * 88 / top).max(1);
                    li.is-now[column.now] {
                        span.chart-space {
                            span.chart-value { (column.short) }
                            svg height={ (height) "%" } {}
                        }
                        span.chart-label { (column.label) }
                    }
                }
            }
            figcaption {
                details.fold {
                    summary.link { (table) span.sr { " " (title) } (icons::chevron()) }
                    table.table { caption { span.sr { (title) } }
                        thead { tr { th scope="col" { (heads.0) } th.cell-end scope="col" { (heads.1) } } }
                        tbody { @for column in columns { tr { td { (column.label) } td.cell-end { (column.value) } } } }
                    }
                }
            }
        }
    }
}

/// A small line without axes, beside a figure that says the same in words.
#[must_use]
pub fn spark(values: &[i64]) -> Markup {
    let top = values.iter().copied().max().unwrap_or(0).max(1);
    let step = 100 / i64::try_from(values.len().saturating_sub(1)).unwrap_or(1).max(1);
    let points: Vec<String> =
        (0..).zip(values).map(|(at, value): (i64, &i64)| format!("{},{}", at * step, 28 - value * 26 / top)).collect();
    html! {
        svg.spark viewBox="0 0 100 30" preserveAspectRatio="none" aria-hidden="true" { polyline points=(points.join(" ")) {} }
    }
}
