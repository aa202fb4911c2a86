use maud::{Markup, Render, html};

use super::icons::{self, Icon};

/// A box with a title. `more` stands at the end of its head: a link, a small button. The content brings its own edges
/// (a list, a table); use [`card`] for text and forms.
#[must_use]
pub fn card_plain(title: &str, more: Option<Markup>, content: Markup) -> Markup {
    html! {
        section.card {
            @if !title.is_empty() { div.card-head { h2 { (title) } @if let Some(more) = more { (more) } } }
            (content)
        }
    }
}

/// A box with a title and room around its content. An empty title draws no head.
#[must_use]
pub fn card(title: &str, more: Option<Markup>, content: Markup) -> Markup {
    card_plain(title, more, html! { div.card-body { (content) } })
}

/// Something rarely needed, behind a line that opens it.
#[must_use]
pub fn fold(icon: Icon, label: &str, open: bool, content: Markup) -> Markup {
    html! { details.fold open[open] { summary { (icons::icon(icon)) span { (label) } } (content) } }
}

/// How a list of facts is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Facts {
    /// Label above value, one under the other.
    #[default]
    Stacked,
    /// Label beside value where there is room.
    Lines,
    /// As many columns as there is room for.
    Columns,
}

/// Labels and values. A fact without value is left out.
#[must_use]
pub fn facts(how: Facts, all: &[(&str, Markup)]) -> Markup {
    let class = match how {
        Facts::Stacked => "facts",
        Facts::Lines => "facts facts-lines",
        Facts::Columns => "facts facts-columns",
    };
    html! {
        dl class=(class) {
            @for (label, value) in all.iter().filter(|(_, value)| !value.0.is_empty()) {
                // A stack is never wider than its place, whatever long word a person typed.
                div { dt { (label) } dd.stack { div { (value.render()) } } }
            }
        }
    }
}
