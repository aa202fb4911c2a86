use maud::{Markup, Render, html};

use super::{
    Text, Tone,
    icons::{self, Icon},
};

/// How a figure moved; better or worse is the garage's business, not the arrow's.
#[derive(Clone, Debug)]
pub struct Change<'a> {
    pub way: Way,
    pub tone: Tone,
    /// « +12 % », « 3 de plus »
    pub by: Text<'a>,
    /// « par rapport à octobre »
    pub than: Text<'a>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Up,
    Down,
    Same,
}

/// One figure of the dashboard.
#[derive(Clone, Debug)]
pub struct Stat<'a> {
    label: Text<'a>,
    value: Text<'a>,
    href: Option<Text<'a>>,
    icon: Option<Icon>,
    change: Option<Change<'a>>,
    note: Option<Text<'a>>,
}

impl<'a> Stat<'a> {
    #[must_use]
    pub fn new(label: impl Into<Text<'a>>, value: impl Into<Text<'a>>) -> Stat<'a> {
        Stat { label: label.into(), value: value.into(), href: None, icon: None, change: None, note: None }
    }
    #[must_use]
    pub fn href(mut self, href: impl Into<Text<'a>>) -> Stat<'a> {
        self.href = Some(href.into());
        self
    }
    #[must_use]
    pub fn icon(mut self, icon: Icon) -> Stat<'a> {
        self.icon = Some(icon);
        self
    }
    #[must_use]
    pub fn change(mut self, change: Change<'a>) -> Stat<'a> {
        self.change = Some(change);
        self
    }
    /// A quiet line instead of a change.
    #[must_use]
    pub fn note(mut self, note: impl Into<Text<'a>>) -> Stat<'a> {
        self.note = Some(note.into());
        self
    }
}

impl Render for Stat<'_> {
    fn render(&self) -> Markup {
        let inside = html! {
            span.stat-label { @if let Some(icon) = self.icon { (icons::icon(icon)) } (self.label) }
            span.stat-value { (self.value) }
            @if let Some(change) = &self.change {
                span.stat-change {
                    span class={ "row-tight stat-" (change.tone.name()) } { (icons::icon(arrow(change.way))) span.strong { (change.by) } }
                    span { (change.than) }
                }
            }
            @if let Some(note) = &self.note { span.stat-change { (note) } }
        };
        html! { @if let Some(href) = &self.href { a.stat href=(href) { (inside) } } @else { div.stat { (inside) } } }
    }
}

fn arrow(way: Way) -> Icon {
    match way {
        Way::Up => Icon::ArrowUp,
        Way::Down => Icon::ArrowDown,
        Way::Same => Icon::ArrowEqual,
    }
}

#[must_use]
pub fn tiles(all: &[Stat]) -> Markup {
    html! { div.tiles { @for stat in all { (stat) } } }
}
