use maud::{Markup, html};

use super::{
    Button, Text,
    icons::{self, Icon},
};

/// The document beside its form. Under 1024 px, and where a browser shows no PDF inside a page, a card leads to it.
#[derive(Clone, Debug, Default)]
pub struct Preview<'a> {
    pub src: Text<'a>,
    /// « Aperçu du devis », read aloud as the name of the frame.
    pub title: Text<'a>,
    /// « Ouvrir le PDF »
    pub open: Text<'a>,
    /// Said where the browser cannot draw it here.
    pub elsewhere: Text<'a>,
    pub id: Text<'a>,
}

#[must_use]
pub fn with_preview(form: Markup, preview: &Preview) -> Markup {
    let frame = html! {
        object.preview-frame data=(preview.src) type="application/pdf" aria-label=(preview.title) {
            div.preview-none { (icons::icon(Icon::File)) p { (preview.elsewhere) } }
        }
    };
    beside(form, preview, frame)
}

/// The same for what was written elsewhere: the frame may do nothing at all.
#[must_use]
pub fn with_sandbox(form: Markup, preview: &Preview) -> Markup {
    let frame = html! { iframe.preview-frame src=(preview.src) title=(preview.title) loading="lazy" sandbox {} };
    beside(form, preview, frame)
}

fn beside(form: Markup, preview: &Preview, frame: Markup) -> Markup {
    html! {
        div.with-preview {
            div.stack.stack-wide { (form) }
            aside.preview id=(preview.id) aria-label=(preview.title) {
                (frame)
                div.preview-open {
                    span.preview-name { (icons::icon(Icon::File)) span { (preview.title) } }
                    (Button::link(preview.open.clone(), preview.src.clone()).icon(Icon::External).new_tab())
                }
            }
        }
    }
}

/// The place of a document that is being made: `waiting` asks for this part of the page again.
#[must_use]
pub fn with_waiting(form: Markup, id: &str, waiting: Markup) -> Markup {
    html! {
        div.with-preview {
            div.stack.stack-wide { (form) }
            aside.preview id=(id) aria-live="polite" { (waiting) }
        }
    }
}
