use maud::{Markup, Render, html};

use super::{
    Text,
    icons::{self, Icon},
};

/// Something runs elsewhere: the box asks again every second until it is answered by something else.
/// Without JavaScript `again` is a link that asks.
#[derive(Clone, Debug)]
pub struct Progress<'a> {
    pub id: Text<'a>,
    /// Asked every second; the answer replaces this box.
    pub poll: Text<'a>,
    pub title: Text<'a>,
    pub text: Text<'a>,
    /// Steps done and to do.
    pub steps: Vec<(Text<'a>, bool)>,
    pub again: (Text<'a>, Text<'a>),
}

impl Render for Progress<'_> {
    fn render(&self) -> Markup {
        html! {
            div.progress id=(self.id) hx-get=(self.poll) hx-trigger="every 1s" hx-swap="outerHTML" aria-busy="true" {
                div.spinner aria-hidden="true" {}
                div role="status" { h2 { (self.title) } p.quiet { (self.text) } }
                @if !self.steps.is_empty() {
                    ol.steps {
                        @for (step, done) in &self.steps {
                            li.is-done[*done] { (icons::icon(if *done { Icon::CheckCircle } else { Icon::Dashed })) (step) }
                        }
                    }
                }
                noscript { a.button.button-secondary href=(self.again.1) { (self.again.0) } }
            }
        }
    }
}

/// How far something is: `done` of `of`, with the words that say it.
#[must_use]
pub fn progress_bar(label: &str, done: u64, of: u64) -> Markup {
    html! { div.stack.stack-close { p.small.quiet { (label) } progress value=(done) max=(of.max(1)) aria-label=(label) {} } }
}
