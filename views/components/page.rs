use maud::{Markup, Render, html};

use super::{
    Button, Menu, Text,
    icons::{self, Icon},
};

/// Title of a page: where one came from, what it is, the ONE thing to do, the rest in a menu.
#[derive(Clone, Debug)]
pub struct PageHeader<'a> {
    title: Text<'a>,
    back: Option<(Text<'a>, Text<'a>)>,
    beside: Option<Markup>,
    below: Option<Markup>,
    primary: Option<Markup>,
    secondary: Vec<Markup>,
    menu: Option<Markup>,
}

impl<'a> PageHeader<'a> {
    #[must_use]
    pub fn new(title: impl Into<Text<'a>>) -> PageHeader<'a> {
        PageHeader {
            title: title.into(),
            back: None,
            beside: None,
            below: None,
            primary: None,
            secondary: Vec::new(),
            menu: None,
        }
    }
    #[must_use]
    pub fn back(mut self, label: impl Into<Text<'a>>, href: impl Into<Text<'a>>) -> PageHeader<'a> {
        self.back = Some((label.into(), href.into()));
        self
    }
    /// A badge or a plate beside the title.
    #[must_use]
    pub fn beside(mut self, part: Markup) -> PageHeader<'a> {
        self.beside = Some(part);
        self
    }
    /// A quiet line under the title.
    #[must_use]
    pub fn below(mut self, part: Markup) -> PageHeader<'a> {
        self.below = Some(part);
        self
    }
    /// The one thing to do here; drawn as primary whatever its look was.
    #[must_use]
    pub fn primary(mut self, button: Button<'_>) -> PageHeader<'a> {
        self.primary = Some(button.primary().render());
        self
    }
    /// Beside the primary one, on wide screens at most two.
    #[must_use]
    pub fn secondary(mut self, button: Button<'_>) -> PageHeader<'a> {
        self.secondary.push(button.render());
        self
    }
    #[must_use]
    pub fn menu(mut self, menu: Menu<'_>) -> PageHeader<'a> {
        self.menu = (!menu.is_empty()).then(|| menu.render());
        self
    }
    /// A form with one button instead of the primary button: `POST` acts such as « Sceller ».
    #[must_use]
    pub fn primary_form(mut self, form: Markup) -> PageHeader<'a> {
        self.primary = Some(form);
        self
    }
}

impl Render for PageHeader<'_> {
    fn render(&self) -> Markup {
        let few = self.primary.is_none() && self.secondary.is_empty();
        let actions = self.primary.is_some() || !self.secondary.is_empty() || self.menu.is_some();
        html! {
            div.page-head {
                @if let Some((label, href)) = &self.back {
                    a.back href=(href) { (icons::icon(Icon::ChevronStart)) (label) }
                }
                div.page-row.page-row-few[few] {
                    div.page-title {
                        div.page-title-line { h1 { (self.title) } @if let Some(part) = &self.beside { (part) } }
                        @if let Some(part) = &self.below { div.quiet { (part) } }
                    }
                    @if actions {
                        div.page-actions {
                            @for button in &self.secondary { (button) }
                            @if let Some(button) = &self.primary { (button) }
                            @if let Some(menu) = &self.menu { (menu) }
                        }
                    }
                }
            }
        }
    }
}

/// Where one is, from the garage's home; the last one is this page. `label` names the list for screen readers.
#[must_use]
pub fn crumbs(label: &str, steps: &[(&str, &str)]) -> Markup {
    html! {
        nav aria-label=(label) {
            ol.crumbs {
                @for (at, (name, href)) in steps.iter().enumerate() {
                    li {
                        @if at + 1 == steps.len() { span aria-current="page" { (name) } }
                        @else { a href=(href) { (name) } (icons::small(Icon::ChevronEnd)) }
                    }
                }
            }
        }
    }
}
