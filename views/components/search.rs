use maud::{Markup, Render, html};

use super::{
    Hx, Text,
    icons::{self, Icon},
};

/// Searches one list, while typing when there is JavaScript: `SearchBox::new("Chercher un client", "/contacts").live("#list")`.
#[derive(Clone, Debug)]
pub struct SearchBox<'a> {
    label: Text<'a>,
    action: Text<'a>,
    value: Text<'a>,
    placeholder: Option<Text<'a>>,
    hx: Hx,
    more: Option<Markup>,
}

impl<'a> SearchBox<'a> {
    #[must_use]
    pub fn new(label: impl Into<Text<'a>>, action: impl Into<Text<'a>>) -> SearchBox<'a> {
        let (value, placeholder) = (Text::Borrowed(""), None);
        SearchBox { label: label.into(), action: action.into(), value, placeholder, hx: Hx::default(), more: None }
    }
    #[must_use]
    pub fn value(mut self, value: impl Into<Text<'a>>) -> SearchBox<'a> {
        self.value = value.into();
        self
    }
    #[must_use]
    pub fn placeholder(mut self, text: impl Into<Text<'a>>) -> SearchBox<'a> {
        self.placeholder = Some(text.into());
        self
    }
    /// What the fragment replaces while one types.
    #[must_use]
    pub fn live(mut self, target: impl Into<String>) -> SearchBox<'a> {
        self.hx = Hx::live_search(self.action.clone(), target);
        self
    }
    /// Sends the hidden inputs too while one types; the answer says which address then stands for the page.
    #[must_use]
    pub fn whole(mut self) -> SearchBox<'a> {
        self.hx = Hx { replace_url: None, ..self.hx }.include("closest form");
        self
    }
    /// Hidden inputs that keep the other filters.
    #[must_use]
    pub fn keep(mut self, hidden: Markup) -> SearchBox<'a> {
        self.more = Some(hidden);
        self
    }
}

impl Render for SearchBox<'_> {
    fn render(&self) -> Markup {
        let hx = &self.hx;
        html! {
            form.search.search-framed role="search" aria-label=(self.label) method="get" action=(self.action) {
                @if let Some(hidden) = &self.more { (hidden) }
                div.search-box {
                    (icons::icon(Icon::Search))
                    input type="search" name="q" value=(self.value) aria-label=(self.label) enterkeyhint="search"
                        placeholder=(self.placeholder.as_ref().unwrap_or(&self.label)) autocomplete="off" autocapitalize="off" spellcheck="false"
                        hx-get=[&hx.get] hx-target=[&hx.target] hx-trigger=[&hx.trigger] hx-sync=[&hx.sync] hx-include=[&hx.include] hx-replace-url=[&hx.replace_url];
                }
            }
        }
    }
}

/// A search box and segments side by side, above a list.
#[must_use]
pub fn filters(parts: Markup) -> Markup {
    html! { div.filters { (parts) } }
}
