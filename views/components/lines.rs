use maud::{Markup, Render, html};

use super::{
    Choice, Hx, Text,
    field::{self, Field},
    icons::{self, Icon},
};

/// The words of a line being written, the same for every line.
#[derive(Clone, Debug)]
pub struct LineWords<'a> {
    /// « Ligne », followed by its number, for screen readers.
    pub line: Text<'a>,
    pub what: Text<'a>,
    pub kind: Text<'a>,
    pub quantity: Text<'a>,
    pub price: Text<'a>,
    pub discount: Text<'a>,
    pub vat: Text<'a>,
    pub total: Text<'a>,
    pub remove: Text<'a>,
    pub price_unit: Text<'a>,
    pub kinds: Vec<Choice<'a>>,
    pub rates: Vec<Choice<'a>>,
}

/// What stands in a line's inputs. Names are `lines-3-what`, `lines-3-quantity` …
#[derive(Clone, Debug, Default)]
pub struct LineInputs<'a> {
    /// From 1, also in the names.
    pub at: usize,
    pub what: Text<'a>,
    pub kind: Text<'a>,
    pub quantity: Text<'a>,
    pub price: Text<'a>,
    pub discount: Text<'a>,
    pub vat: Text<'a>,
    /// Already written: « 117,00 € ».
    pub total: Text<'a>,
    /// Hidden inputs of the line: its id, its part number.
    pub hidden: Option<Markup>,
    /// Words only: no figures are asked.
    pub words: bool,
    /// What is rarely typed.
    pub more: Option<LineMore<'a>>,
    /// (`what`, `quantity`, `price` …, what is wrong).
    pub errors: Vec<(&'static str, Text<'a>)>,
}

/// Fields behind a fold, which opens without JavaScript.
#[derive(Clone, Debug)]
pub struct LineMore<'a> {
    pub label: Text<'a>,
    /// What is written there, in short.
    pub said: Text<'a>,
    pub open: bool,
    pub fields: Markup,
}

/// The id of a line, for fragments.
#[must_use]
pub fn line_id(at: usize) -> String {
    format!("line-{at}")
}

/// The lines, where a new one is added at the end (`hx-swap="beforeend"` on `id`).
#[must_use]
pub fn lines(id: &str, all: Markup) -> Markup {
    html! { div.lines id=(id) { (all) } }
}

/// One line: a small form of its own, readable on a phone too. Its last button sends `remove=<at>`.
#[must_use]
pub fn line(words: &LineWords, inputs: &LineInputs) -> Markup {
    let at = inputs.at;
    let name = |part: &str| format!("lines-{at}-{part}");
    let wrong = |part: &str| inputs.errors.iter().any(|(of, _)| *of == part).then(|| format!("{}-error", line_id(at)));
    let cell = |class: &str, field: Field| html! { div class=(class) { (field) } };
    html! {
        fieldset.line id=(line_id(at)) {
            legend.sr { (words.line) " " (at) }
            @if let Some(hidden) = &inputs.hidden { (hidden) }
            (cell("line-what", field::text(name("what"), words.what.clone()).value(inputs.what.clone()).wrong(wrong("what"))))
            (cell("line-kind", field::select(name("kind"), words.kind.clone(), words.kinds.clone()).value(inputs.kind.clone())))
            @if !inputs.words {
            (cell("line-quantity", field::decimal(name("quantity"), words.quantity.clone()).value(inputs.quantity.clone()).wrong(wrong("quantity"))))
            (cell("line-price", field::money(name("price"), words.price.clone(), words.price_unit.clone()).value(inputs.price.clone()).wrong(wrong("price"))))
            (cell("line-discount", field::decimal(name("discount"), words.discount.clone()).unit("%").value(inputs.discount.clone()).wrong(wrong("discount"))))
            (cell("line-vat", field::select(name("vat"), words.vat.clone(), words.rates.clone()).value(inputs.vat.clone())))
            }
            div.line-total { @if !inputs.words { span.label { (words.total) } output.money { (inputs.total) } } }
            div.line-remove {
                button.button.button-ghost.button-icon type="submit" name="remove" value=(at) formnovalidate title=(words.remove) {
                    (icons::icon(Icon::Trash)) span.sr { (words.remove) " " (words.line) " " (at) }
                }
            }
            @if let Some(more) = &inputs.more {
                details.line-more open[more.open] {
                    summary { (icons::small(Icon::ChevronDown)) span { (more.label) span.sr { " " (words.line) " " (at) } } span.line-said { (more.said) } }
                    div.line-fields { (more.fields) }
                }
            }
            @if !inputs.errors.is_empty() {
                div.line-wrong id={ (line_id(at)) "-error" } {
                    @for (_, wrong) in &inputs.errors { p.error { (icons::icon(Icon::Alert)) span { (wrong) } } }
                }
            }
        }
    }
}

/// Sums of a document. The last row is the one that counts.
#[derive(Clone, Debug, Default)]
pub struct Totals<'a> {
    pub id: Text<'a>,
    /// Label and amount: total HT, TVA of each rate, acompte.
    pub rows: Vec<(Text<'a>, Text<'a>)>,
    pub main: (Text<'a>, Text<'a>),
    /// Asks for new sums when the form changes: `Hx::post("/quotes/totals").include("closest form")`.
    pub hx: Hx,
}

impl Render for Totals<'_> {
    fn render(&self) -> Markup {
        let hx = &self.hx;
        html! {
            dl.totals id=[(!self.id.is_empty()).then_some(&self.id)] aria-live="polite" hx-get=[&hx.get] hx-post=[&hx.post]
                hx-trigger=[&hx.trigger] hx-target=[&hx.target] hx-swap=[&hx.swap] hx-include=[&hx.include] hx-sync=[&hx.sync] {
                @for (label, amount) in &self.rows { div { dt { (label) } dd { span.money { (amount) } } } }
                div.totals-main { dt { (self.main.0) } dd { span.money { (self.main.1) } } }
            }
        }
    }
}
