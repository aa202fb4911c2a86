use maud::{Markup, html};

use super::{Button, Text, icons::Icon};

/// The document beside its form. Under 1024 px only the link, because phones do not show PDF inside a page.
#[derive(Clone, Debug)]
pub struct Preview<'a> {
    pub src: Text<'a>,
    /// « Aperçu du devis », read aloud as the name of the frame.
    pub title: Text<'a>,
    /// « Ouvrir le PDF »
    pub open: Text<'a>,
    pub id: Text<'a>,
}

#[must_use]
pub fn with_preview(form: Markup, preview: &Preview) -> Markup {
    draw(form, preview, false)
}

/// The same for what was written elsewhere: the frame may do nothing at all.
#[must_use]
pub fn with_sandbox(form: Markup, preview: &Preview) -> Markup {
    draw(form, preview, true)
}

fn draw(form: Markup, preview: &Preview, sandbox: bool) -> Markup {
    html! {
        div.with-preview {
            div.stack.stack-wide { (form) }
            aside.preview id=(preview.id) aria-label=(preview.title) {
                iframe.preview-frame src=(preview.src) title=(preview.title) loading="lazy" sandbox[sandbox] {}
                (Button::link(preview.open.clone(), preview.src.clone()).icon(Icon::External).new_tab())
            }
        }
    }
}
