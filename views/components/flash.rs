use maud::{Markup, Render, html};

use super::{
    Text, Tone,
    icons::{self, Icon},
};

/// A message: `Alert::good("Devis envoyé.").closable("Fermer")`.
#[derive(Clone, Debug)]
pub struct Alert<'a> {
    tone: Tone,
    title: Option<Text<'a>>,
    text: Text<'a>,
    more: Option<Markup>,
    close: Option<Text<'a>>,
    loud: bool,
}

impl<'a> Alert<'a> {
    #[must_use]
    pub fn new(tone: Tone, text: impl Into<Text<'a>>) -> Alert<'a> {
        Alert { tone, title: None, text: text.into(), more: None, close: None, loud: false }
    }
    #[must_use]
    pub fn info(text: impl Into<Text<'a>>) -> Alert<'a> {
        Alert::new(Tone::Info, text)
    }
    #[must_use]
    pub fn good(text: impl Into<Text<'a>>) -> Alert<'a> {
        Alert::new(Tone::Good, text)
    }
    #[must_use]
    pub fn warning(text: impl Into<Text<'a>>) -> Alert<'a> {
        Alert::new(Tone::Warning, text)
    }
    /// Interrupts a screen reader.
    #[must_use]
    pub fn bad(text: impl Into<Text<'a>>) -> Alert<'a> {
        Alert { loud: true, ..Alert::new(Tone::Bad, text) }
    }
    #[must_use]
    pub fn title(mut self, title: impl Into<Text<'a>>) -> Alert<'a> {
        self.title = Some(title.into());
        self
    }
    /// A link or a button after the text.
    #[must_use]
    pub fn more(mut self, more: Markup) -> Alert<'a> {
        self.more = Some(more);
        self
    }
    /// Closable when there is JavaScript; the word is that of the button.
    #[must_use]
    pub fn closable(mut self, close: impl Into<Text<'a>>) -> Alert<'a> {
        self.close = Some(close.into());
        self
    }
}

impl Render for Alert<'_> {
    fn render(&self) -> Markup {
        html! {
            div class={ "alert alert-" (self.tone.name()) } role=[self.loud.then_some("alert")] {
                (icons::icon(self.tone.sign()))
                div.alert-text {
                    @if let Some(title) = &self.title { p.strong { (title) } }
                    @if !self.text.is_empty() { p { (self.text) } }
                    @if let Some(more) = &self.more { (more) }
                }
                @if let Some(close) = &self.close {
                    button.alert-close type="button" data-dismiss { (icons::icon(Icon::Close)) span.sr { (close) } }
                }
            }
        }
    }
}

/// Where the messages of a page appear and are read aloud. A fragment adds to it with `hx-swap-oob="beforeend:#flash"`.
#[must_use]
pub fn flash_region(alerts: &[Alert]) -> Markup {
    html! { div #flash .flashes role="status" aria-live="polite" { @for alert in alerts { (alert) } } }
}

/// Shown by JavaScript when the network is away or an answer did not come.
#[must_use]
pub fn notice(offline: &str, failed: &str, close: &str) -> Markup {
    html! {
        div.notice data-notice data-offline=(offline) data-failed=(failed) role="alert" hidden {
            div.notice-box { (icons::icon(Icon::Offline)) p {}
                button.alert-close type="button" data-dismiss { (icons::icon(Icon::Close)) span.sr { (close) } }
            }
        }
    }
}

/// The page that asks again, when there is no JavaScript to ask in a dialog. `form` carries `confirmed`.
#[must_use]
pub fn confirm_page(question: &str, text: &str, form: Markup) -> Markup {
    html! {
        section.card.card-narrow { div.card-body.stack { h1 { (question) } p.quiet { (text) } (form) } }
    }
}
