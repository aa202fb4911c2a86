use maud::{Markup, Render, html};

use super::{
    Text,
    button::Confirm,
    icons::{self, Icon},
};

/// A list that opens below its button. It is a `<details>`, so it opens without JavaScript.
#[derive(Clone, Debug)]
pub struct Menu<'a> {
    label: Text<'a>,
    icon: Option<Icon>,
    icon_only: bool,
    start: bool,
    items: Vec<Markup>,
}

impl<'a> Menu<'a> {
    #[must_use]
    pub fn new(label: impl Into<Text<'a>>) -> Menu<'a> {
        Menu { label: label.into(), icon: None, icon_only: false, start: false, items: Vec::new() }
    }
    /// Three dots; the label is only read aloud.
    #[must_use]
    pub fn more(label: impl Into<Text<'a>>) -> Menu<'a> {
        Menu { icon: Some(Icon::More), icon_only: true, ..Menu::new(label) }
    }
    #[must_use]
    pub fn icon(mut self, icon: Icon) -> Menu<'a> {
        self.icon = Some(icon);
        self
    }
    /// Opens from the side where lines begin, for a menu at the beginning of a line.
    #[must_use]
    pub fn from_start(mut self) -> Menu<'a> {
        self.start = true;
        self
    }
    #[must_use]
    pub fn item(mut self, item: MenuItem<'_>) -> Menu<'a> {
        self.items.push(item.render());
        self
    }
    /// A form with one button, or anything else that fills a line of the menu.
    #[must_use]
    pub fn part(mut self, part: Markup) -> Menu<'a> {
        self.items.push(part);
        self
    }
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

impl Render for Menu<'_> {
    fn render(&self) -> Markup {
        let summary = html! {
            @if let Some(icon) = self.icon { (icons::icon(icon)) }
            @if self.icon_only { span.sr { (self.label) } } @else { span { (self.label) } (icons::chevron()) }
        };
        html! {
            details.menu.menu-start[self.start] {
                summary.button.button-secondary.button-icon[self.icon_only] title=[self.icon_only.then_some(&self.label)] { (summary) }
                (menu(&self.items))
            }
        }
    }
}

/// The list alone, for a `<details class="menu">` with another kind of button.
#[must_use]
pub fn menu(items: &[Markup]) -> Markup {
    html! { ul.menu-list { @for item in items { li { (item) } } } }
}

/// One line of a menu: a link, or a button that sends the form around it.
#[derive(Clone, Debug)]
pub struct MenuItem<'a> {
    label: Text<'a>,
    href: Option<Text<'a>>,
    name: Option<(Text<'a>, Text<'a>)>,
    icon: Option<Icon>,
    danger: bool,
    form: Option<Text<'a>>,
    confirm: Option<Confirm<'a>>,
}

impl<'a> MenuItem<'a> {
    #[must_use]
    pub fn link(label: impl Into<Text<'a>>, href: impl Into<Text<'a>>) -> MenuItem<'a> {
        MenuItem { href: Some(href.into()), ..MenuItem::submit(label) }
    }
    #[must_use]
    pub fn submit(label: impl Into<Text<'a>>) -> MenuItem<'a> {
        MenuItem { label: label.into(), href: None, name: None, icon: None, danger: false, form: None, confirm: None }
    }
    #[must_use]
    pub fn named(mut self, name: impl Into<Text<'a>>, value: impl Into<Text<'a>>) -> MenuItem<'a> {
        self.name = Some((name.into(), value.into()));
        self
    }
    #[must_use]
    pub fn icon(mut self, icon: Icon) -> MenuItem<'a> {
        self.icon = Some(icon);
        self
    }
    #[must_use]
    pub fn danger(mut self) -> MenuItem<'a> {
        self.danger = true;
        self
    }
    /// The id of the form it sends.
    #[must_use]
    pub fn form(mut self, id: impl Into<Text<'a>>) -> MenuItem<'a> {
        self.form = Some(id.into());
        self
    }
    /// Asks first, as `Button::confirm`.
    #[must_use]
    pub fn confirm(
        mut self,
        question: impl Into<Text<'a>>,
        text: impl Into<Text<'a>>,
        cancel: impl Into<Text<'a>>,
    ) -> MenuItem<'a> {
        self.confirm = Some(Confirm { question: question.into(), text: text.into(), cancel: cancel.into() });
        self
    }
}

impl Render for MenuItem<'_> {
    fn render(&self) -> Markup {
        let inside = html! { @if let Some(icon) = self.icon { (icons::icon(icon)) } (self.label) };
        let confirm = self.confirm.as_ref();
        html! {
            @if let Some(href) = &self.href { a.menu-item.menu-danger[self.danger] href=(href) { (inside) } }
            @else {
                button.menu-item.menu-danger[self.danger] type="submit" form=[&self.form]
                    name=[self.name.as_ref().map(|(name, _)| name)] value=[self.name.as_ref().map(|(_, value)| value)]
                    data-confirm=[confirm.map(|c| &c.question)] data-confirm-text=[confirm.map(|c| &c.text)]
                    data-confirm-cancel=[confirm.map(|c| &c.cancel)] data-confirm-ok=[confirm.map(|_| &self.label)] { (inside) }
            }
        }
    }
}
