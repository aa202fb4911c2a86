use maud::{Markup, Render, html};

use super::{
    Button, Text,
    icons::{self, Icon},
};

/// A row that leads somewhere: two lines of text, something at its end.
#[derive(Clone, Debug)]
pub struct ListRow<'a> {
    main: Markup,
    href: Option<Text<'a>>,
    below: Option<Markup>,
    icon: Option<Icon>,
    start: Option<Markup>,
    end: Option<Markup>,
    id: Option<Text<'a>>,
}

impl<'a> ListRow<'a> {
    #[must_use]
    pub fn new(main: impl Render) -> ListRow<'a> {
        ListRow { main: main.render(), href: None, below: None, icon: None, start: None, end: None, id: None }
    }
    #[must_use]
    pub fn href(mut self, href: impl Into<Text<'a>>) -> ListRow<'a> {
        self.href = Some(href.into());
        self
    }
    #[must_use]
    pub fn below(mut self, text: impl Render) -> ListRow<'a> {
        self.below = Some(text.render());
        self
    }
    #[must_use]
    pub fn icon(mut self, icon: Icon) -> ListRow<'a> {
        self.icon = Some(icon);
        self
    }
    /// An avatar or a plate before the text.
    #[must_use]
    pub fn start(mut self, part: Markup) -> ListRow<'a> {
        self.start = Some(part);
        self
    }
    /// An amount, a badge, a date.
    #[must_use]
    pub fn end(mut self, part: impl Render) -> ListRow<'a> {
        self.end = Some(part.render());
        self
    }
    #[must_use]
    pub fn id(mut self, id: impl Into<Text<'a>>) -> ListRow<'a> {
        self.id = Some(id.into());
        self
    }
}

impl Render for ListRow<'_> {
    fn render(&self) -> Markup {
        let inside = html! {
            @if let Some(icon) = self.icon { (icons::icon(icon)) }
            @if let Some(part) = &self.start { (part) }
            span.list-main.stack { span { (self.main) } @if let Some(text) = &self.below { small { (text) } } }
            @if let Some(part) = &self.end { span.list-end { (part) } }
        };
        html! {
            li id=[&self.id] {
                @if let Some(href) = &self.href { a.list-row href=(href) { (inside) } } @else { div.list-row { (inside) } }
            }
        }
    }
}

#[must_use]
pub fn list(rows: &[ListRow]) -> Markup {
    html! { ul.list { @for row in rows { (row) } } }
}

/// Before and after, when there is something there. `label` names it for screen readers, `summary` says how many.
#[must_use]
pub fn pagination(label: &str, summary: &str, before: Option<(&str, &str)>, after: Option<(&str, &str)>) -> Markup {
    html! {
        nav.pages aria-label=(label) {
            p { (summary) }
            @if before.is_some() || after.is_some() {
                div.pages-links {
                    @if let Some((label, href)) = before { (Button::link(label, href).icon(Icon::ChevronStart)) }
                    @if let Some((label, href)) = after {
                        a.button.button-secondary href=(href) rel="next" { span { (label) } (icons::icon(Icon::ChevronEnd)) }
                    }
                }
            }
        }
    }
}

/// Nothing here yet: what this place is for, and the first thing to do.
#[derive(Clone, Debug)]
pub struct Empty<'a> {
    pub icon: Icon,
    pub title: Text<'a>,
    pub text: Text<'a>,
    pub actions: Vec<Button<'a>>,
}

#[must_use]
pub fn empty(empty: &Empty) -> Markup {
    html! {
        div.empty {
            div.empty-icon { (icons::icon(empty.icon)) }
            h2 { (empty.title) }
            p { (empty.text) }
            @if !empty.actions.is_empty() { div.buttons { @for button in &empty.actions { (button) } } }
        }
    }
}

/// What one does most with a person: call, write. Three or four.
#[must_use]
pub fn quick(all: &[(Icon, &str, &str)]) -> Markup {
    html! { div.quick { @for (icon, label, href) in all { a href=(href) { (icons::large(*icon)) span { (label) } } } } }
}

/// What may be done with the chosen rows, at the foot of the screen; inside the form around the table. With JavaScript
/// it shows itself when a row is chosen, after `chosen` and how many there are.
#[must_use]
pub fn bulk(chosen: &str, all: &[Button]) -> Markup {
    html! { div.bulk data-bulk { p { (chosen) " " span data-bulk-count aria-live="polite" {} } @for button in all { (button) } } }
}
