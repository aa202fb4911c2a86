use maud::{Markup, Render, html};

use super::{
    Text,
    icons::{self, Icon},
};

/// What a column holds decides how it looks, in the table and on the card of a phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hold {
    Title,
    Text,
    Wide,
    Number,
    Badge,
    More,
    Check,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sorted {
    Up,
    Down,
    No,
}

#[derive(Clone, Debug)]
pub struct Col<'a> {
    label: Text<'a>,
    hold: Hold,
    sort: Option<(Text<'a>, Sorted)>,
}

impl<'a> Col<'a> {
    fn new(label: Text<'a>, hold: Hold) -> Col<'a> {
        Col { label, hold, sort: None }
    }
    /// What the row is: its first link; head of the card.
    #[must_use]
    pub fn title(label: impl Into<Text<'a>>) -> Col<'a> {
        Col::new(label.into(), Hold::Title)
    }
    #[must_use]
    pub fn text(label: impl Into<Text<'a>>) -> Col<'a> {
        Col::new(label.into(), Hold::Text)
    }
    /// Shown from 1024 px only.
    #[must_use]
    pub fn wide(label: impl Into<Text<'a>>) -> Col<'a> {
        Col::new(label.into(), Hold::Wide)
    }
    /// Numbers and amounts, at the end of their cell.
    #[must_use]
    pub fn number(label: impl Into<Text<'a>>) -> Col<'a> {
        Col::new(label.into(), Hold::Number)
    }
    /// A state; beside the title on the card.
    #[must_use]
    pub fn badge(label: impl Into<Text<'a>>) -> Col<'a> {
        Col::new(label.into(), Hold::Badge)
    }
    /// Buttons or a menu of the row; the label is only read aloud.
    #[must_use]
    pub fn more(label: impl Into<Text<'a>>) -> Col<'a> {
        Col::new(label.into(), Hold::More)
    }
    /// Boxes to choose rows (`Row::check`); the label is that of the box that ticks all.
    #[must_use]
    pub fn check(label: impl Into<Text<'a>>) -> Col<'a> {
        Col::new(label.into(), Hold::Check)
    }
    /// The head of the column leads to the list sorted by it.
    #[must_use]
    pub fn sort(mut self, href: impl Into<Text<'a>>, now: Sorted) -> Col<'a> {
        self.sort = Some((href.into(), now));
        self
    }

    fn class(&self) -> Option<&'static str> {
        match self.hold {
            Hold::Title => Some("cell-title"),
            Hold::Text => None,
            Hold::Wide => Some("cell-wide"),
            Hold::Number => Some("cell-end"),
            Hold::Badge => Some("cell-badge"),
            Hold::More => Some("cell-more"),
            Hold::Check => Some("cell-check"),
        }
    }

    fn head(&self) -> Markup {
        let sorted = match self.sort {
            Some((_, Sorted::Up)) => Some("ascending"),
            Some((_, Sorted::Down)) => Some("descending"),
            _ => None,
        };
        html! {
            th class=[self.class()] scope="col" role="columnheader" aria-sort=[sorted] {
                @match self.hold {
                    Hold::Check => { label.tick data-check-all hidden { input type="checkbox" aria-label=(self.label); } },
                    Hold::More => span.sr { (self.label) },
                    _ => @if let Some((href, now)) = &self.sort { a.sort href=(href) { (self.label) (arrow(*now)) } }
                        @else { (self.label) }
                }
            }
        }
    }
}

fn arrow(sorted: Sorted) -> Markup {
    html! {
        @match sorted {
            Sorted::Up => (icons::small(Icon::SortUp)),
            Sorted::Down => (icons::small(Icon::SortDown)),
            Sorted::No => {},
        }
    }
}

/// A list as a table, as cards under 768 px. `caption` says what it is to screen readers. The row goes where its first
/// link goes. `rows` are [`Row`]s, or what a fragment brings later.
#[must_use]
pub fn table(caption: &str, cols: &[Col], rows: Markup) -> Markup {
    html! {
        div.table-box {
            table.table.table-links role="table" {
                caption { span.sr { (caption) } }
                thead role="rowgroup" { tr role="row" { @for col in cols { (col.head()) } } }
                tbody role="rowgroup" { (rows) }
            }
        }
    }
}

/// One row; also what a fragment answers. An empty cell is not shown on a card.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    cols: &'a [Col<'a>],
    id: Option<Text<'a>>,
    cells: Vec<Markup>,
}

impl<'a> Row<'a> {
    #[must_use]
    pub fn new(cols: &'a [Col<'a>]) -> Row<'a> {
        Row { cols, id: None, cells: Vec::with_capacity(cols.len()) }
    }
    #[must_use]
    pub fn id(mut self, id: impl Into<Text<'a>>) -> Row<'a> {
        self.id = Some(id.into());
        self
    }
    /// The next cell.
    #[must_use]
    pub fn cell(mut self, cell: impl Render) -> Row<'a> {
        self.cells.push(cell.render());
        self
    }
    /// The next cell, a link: the title of the row.
    #[must_use]
    pub fn link(self, label: &str, href: &str) -> Row<'a> {
        self.cell(html! { a href=(href) { (label) } })
    }
    /// The next cell, a box that chooses the row.
    #[must_use]
    pub fn check(self, name: &str, value: &str, label: &str, chosen: bool) -> Row<'a> {
        self.cell(html! { label.tick { input type="checkbox" name=(name) value=(value) aria-label=(label) checked[chosen]; } })
    }
}

impl Render for Row<'_> {
    fn render(&self) -> Markup {
        let check = self.cols.iter().any(|col| col.hold == Hold::Check);
        html! {
            tr.has-check[check] id=[&self.id] role="row" {
                @for (col, cell) in self.cols.iter().zip(&self.cells) {
                    @let empty = cell.0.is_empty();
                    @let labelled = matches!(col.hold, Hold::Text | Hold::Number | Hold::Wide);
                    td role="cell" class=[class(col, empty)] data-label=[labelled.then_some(&col.label)] { (cell) }
                }
            }
        }
    }
}

fn class(col: &Col, empty: bool) -> Option<String> {
    match (col.class(), empty) {
        (class, false) => class.map(str::to_owned),
        (None, true) => Some("cell-empty".to_owned()),
        (Some(class), true) => Some(format!("{class} cell-empty")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_on_a_card_what_its_column_says_in_the_table() {
        let cols = [Col::title("Nom"), Col::text("Téléphone"), Col::number("Solde")];
        let row = Row::new(&cols).link("Roux", "/contacts/1").cell("06 12").cell("").render().into_string();
        assert!(row.contains(r#"<a href="/contacts/1">Roux</a>"#) && row.contains(r#"data-label="Téléphone">06 12"#));
        assert!(row.contains("cell-end cell-empty"));
    }
}
