use maud::{Markup, Render, html};

use super::{
    Text,
    hx::Hx,
    icons::{self, Icon},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Primary,
    Secondary,
    Ghost,
    Danger,
    Link,
}

/// A button, or a link that looks like one. At least 48 px each way. One primary a page.
///
/// `Button::submit("Enregistrer").primary()` · `Button::link("Nouveau devis", "/quotes/new").icon(Icon::Plus)`
#[derive(Clone, Debug)]
pub struct Button<'a> {
    label: Text<'a>,
    href: Option<Text<'a>>,
    kind: &'static str,
    look: Look,
    icon: Option<Icon>,
    icon_only: bool,
    wide: bool,
    disabled: bool,
    new_tab: bool,
    download: bool,
    name: Option<(Text<'a>, Text<'a>)>,
    form: Option<Text<'a>>,
    form_action: Option<Text<'a>>,
    form_no_validate: bool,
    id: Option<Text<'a>>,
    confirm: Option<Confirm<'a>>,
    hx: Hx,
}

/// A dangerous act, asked before it is done.
#[derive(Clone, Debug)]
pub(super) struct Confirm<'a> {
    pub question: Text<'a>,
    pub text: Text<'a>,
    pub cancel: Text<'a>,
}

impl<'a> Button<'a> {
    fn new(label: Text<'a>, kind: &'static str, href: Option<Text<'a>>) -> Button<'a> {
        Button {
            label,
            href,
            kind,
            look: Look::Secondary,
            icon: None,
            icon_only: false,
            wide: false,
            disabled: false,
            new_tab: false,
            download: false,
            name: None,
            form: None,
            form_action: None,
            form_no_validate: false,
            id: None,
            confirm: None,
            hx: Hx::default(),
        }
    }
    /// Sends its form.
    #[must_use]
    pub fn submit(label: impl Into<Text<'a>>) -> Button<'a> {
        Button::new(label.into(), "submit", None)
    }
    /// Does nothing by itself: carries htmx attributes.
    #[must_use]
    pub fn plain(label: impl Into<Text<'a>>) -> Button<'a> {
        Button::new(label.into(), "button", None)
    }
    #[must_use]
    pub fn link(label: impl Into<Text<'a>>, href: impl Into<Text<'a>>) -> Button<'a> {
        Button::new(label.into(), "", Some(href.into()))
    }
    #[must_use]
    pub fn primary(mut self) -> Button<'a> {
        self.look = Look::Primary;
        self
    }
    /// Without border, for the third most important thing.
    #[must_use]
    pub fn ghost(mut self) -> Button<'a> {
        self.look = Look::Ghost;
        self
    }
    #[must_use]
    pub fn danger(mut self) -> Button<'a> {
        self.look = Look::Danger;
        self
    }
    #[must_use]
    pub fn as_link(mut self) -> Button<'a> {
        self.look = Look::Link;
        self
    }
    #[must_use]
    pub fn icon(mut self, icon: Icon) -> Button<'a> {
        self.icon = Some(icon);
        self
    }
    /// Only the icon is seen; the label is still read aloud.
    #[must_use]
    pub fn icon_only(mut self, icon: Icon) -> Button<'a> {
        self.icon_only = true;
        self.icon(icon)
    }
    /// As wide as its place.
    #[must_use]
    pub fn wide(mut self) -> Button<'a> {
        self.wide = true;
        self
    }
    #[must_use]
    pub fn disabled(mut self, disabled: bool) -> Button<'a> {
        self.disabled = disabled;
        self
    }
    #[must_use]
    pub fn new_tab(mut self) -> Button<'a> {
        self.new_tab = true;
        self
    }
    #[must_use]
    pub fn download(mut self) -> Button<'a> {
        self.download = true;
        self
    }
    /// Which button of the form was pressed.
    #[must_use]
    pub fn named(mut self, name: impl Into<Text<'a>>, value: impl Into<Text<'a>>) -> Button<'a> {
        self.name = Some((name.into(), value.into()));
        self
    }
    /// The form it sends, when it stands outside of it.
    #[must_use]
    pub fn form(mut self, id: impl Into<Text<'a>>) -> Button<'a> {
        self.form = Some(id.into());
        self
    }
    /// Sends the form elsewhere, without checking it: "add a line", "save as a draft".
    #[must_use]
    pub fn to(mut self, action: impl Into<Text<'a>>) -> Button<'a> {
        self.form_action = Some(action.into());
        self.form_no_validate = true;
        self
    }
    #[must_use]
    pub fn id(mut self, id: impl Into<Text<'a>>) -> Button<'a> {
        self.id = Some(id.into());
        self
    }
    /// Asks first, in a dialog. Without JavaScript the form arrives without `confirmed`: the server then asks on a page.
    #[must_use]
    pub fn confirm(
        mut self,
        question: impl Into<Text<'a>>,
        text: impl Into<Text<'a>>,
        cancel: impl Into<Text<'a>>,
    ) -> Button<'a> {
        self.confirm = Some(Confirm { question: question.into(), text: text.into(), cancel: cancel.into() });
        self
    }
    #[must_use]
    pub fn hx(mut self, hx: Hx) -> Button<'a> {
        self.hx = hx;
        self
    }

    fn class(&self) -> String {
        let look = match self.look {
            Look::Primary => "button button-primary",
            Look::Secondary => "button button-secondary",
            Look::Ghost => "button button-ghost",
            Look::Danger => "button button-danger",
            Look::Link => "button button-link",
        };
        let wide = if self.wide { " button-wide" } else { "" };
        let icon = if self.icon_only { " button-icon" } else { "" };
        format!("{look}{wide}{icon}")
    }

    fn inside(&self) -> Markup {
        html! {
            @if let Some(icon) = self.icon { (icons::icon(icon)) }
            @if self.icon_only { span.sr { (self.label) } } @else { span { (self.label) } }
        }
    }
}

impl Render for Button<'_> {
    fn render(&self) -> Markup {
        let hx = &self.hx;
        let title = self.icon_only.then_some(self.label.as_ref());
        let id = self.id.as_deref();
        if let Some(href) = &self.href {
            return html! {
                a id=[id] class=(self.class()) href=(href) title=[title] target=[self.new_tab.then_some("_blank")]
                    rel=[self.new_tab.then_some("noopener")] download[self.download]
                    hx-get=[&hx.get] hx-target=[&hx.target] hx-swap=[&hx.swap] hx-push-url=[&hx.push_url] { (self.inside()) }
            };
        }
        let confirm = self.confirm.as_ref();
        html! {
            button id=[id] class=(self.class()) type=(self.kind) title=[title] disabled[self.disabled]
                name=[self.name.as_ref().map(|(name, _)| name)] value=[self.name.as_ref().map(|(_, value)| value)]
                form=[&self.form] formaction=[&self.form_action] formnovalidate[self.form_no_validate]
                data-confirm=[confirm.map(|c| &c.question)] data-confirm-text=[confirm.map(|c| &c.text)]
                data-confirm-cancel=[confirm.map(|c| &c.cancel)] data-confirm-ok=[confirm.map(|_| &self.label)]
                hx-get=[&hx.get] hx-post=[&hx.post] hx-target=[&hx.target] hx-swap=[&hx.swap] hx-trigger=[&hx.trigger]
                hx-include=[&hx.include] hx-sync=[&hx.sync] hx-indicator=[&hx.indicator] { (self.inside()) }
        }
    }
}

/// Buttons beside each other, under each other on a phone.
#[must_use]
pub fn buttons(all: &[Button]) -> Markup {
    html! { div.buttons { @for button in all { (button) } } }
}
