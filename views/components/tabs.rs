use maud::{Markup, html};

use super::Text;

/// A part of a page, or a filter: a link, because each has its own address.
#[derive(Clone, Debug)]
pub struct Tab<'a> {
    pub label: Text<'a>,
    pub href: Text<'a>,
    pub current: bool,
    pub count: Option<u32>,
}

impl<'a> Tab<'a> {
    #[must_use]
    pub fn new(label: impl Into<Text<'a>>, href: impl Into<Text<'a>>, current: bool) -> Tab<'a> {
        Tab { label: label.into(), href: href.into(), current, count: None }
    }
    #[must_use]
    pub fn count(mut self, count: u32) -> Tab<'a> {
        self.count = Some(count);
        self
    }
}

/// Parts of one thing: the vehicles, documents, messages of a customer.
#[must_use]
pub fn tabs(label: &str, all: &[Tab]) -> Markup {
    html! { nav.tabs aria-label=(label) { (links(all, "page")) } }
}

/// The same list, seen in a few ways: all, drafts, overdue.
#[must_use]
pub fn segments(label: &str, all: &[Tab]) -> Markup {
    html! { nav.segments aria-label=(label) { (links(all, "true")) } }
}

fn links(all: &[Tab], current: &str) -> Markup {
    html! {
        @for tab in all {
            a href=(tab.href) aria-current=[tab.current.then_some(current)] {
                (tab.label) @if let Some(count) = tab.count { " " span.count { (count) } }
            }
        }
    }
}
