//! Pages that say what went wrong, and what to do.

use maud::{Markup, html};

use crate::{
    Ui,
    components::{Button, Empty, empty, icons::Icon},
    text::errors as t,
};

pub fn not_found(ui: &Ui) -> Markup {
    page(ui, Icon::Search, t::not_found_title(ui.lang), t::not_found_text(ui.lang))
}

pub fn forbidden(ui: &Ui) -> Markup {
    page(ui, Icon::Lock, t::forbidden_title(ui.lang), t::forbidden_text(ui.lang))
}

/// The act was possible when the page was drawn, and no longer is.
pub fn refused(ui: &Ui, why: &str) -> Markup {
    page(ui, Icon::Alert, t::refused_title(ui.lang), why)
}

/// The platform has closed the garage.
pub fn suspended(ui: &Ui) -> Markup {
    page(ui, Icon::Lock, t::suspended_title(ui.lang), t::suspended_text(ui.lang))
}

/// `number` is in the log: what one tells the support.
pub fn broken(ui: &Ui, number: &str) -> Markup {
    page(ui, Icon::Alert, t::broken_title(ui.lang), &t::broken_text(ui.lang, number))
}

/// Postgres does not answer: it is starting again, or away.
pub fn unavailable(ui: &Ui) -> Markup {
    page(ui, Icon::Clock, t::unavailable_title(ui.lang), t::unavailable_text(ui.lang))
}

/// A form that is too old, or not ours.
pub fn outdated_form(ui: &Ui) -> Markup {
    page(ui, Icon::Clock, t::outdated_title(ui.lang), t::outdated_text(ui.lang))
}

pub fn too_large(ui: &Ui) -> Markup {
    page(ui, Icon::Upload, t::too_large_title(ui.lang), t::too_large_text(ui.lang))
}

/// The address of a PDF that is not made yet.
pub fn pdf_wait(ui: &Ui, invoice: &str, late: bool) -> Markup {
    use crate::text::invoices as i;
    let l = ui.lang;
    let here = format!("/invoices/{invoice}/pdf");
    let actions = vec![
        Button::link(i::refresh(l), here).primary().icon(Icon::Refresh),
        Button::link(i::back_to_invoice(l), format!("/invoices/{invoice}")),
    ];
    let text = if late { i::pdf_late(l) } else { i::pdf_wait_text(l) };
    let title = i::pdf_wait_title(l);
    let content = html! {
        h1.sr { (title) }
        (empty(&Empty { icon: Icon::Clock, title: title.into(), text: text.into(), actions }))
    };
    ui.plain(title, content, true)
}

fn page(ui: &Ui, icon: Icon, title: &str, says: &str) -> Markup {
    let home = Button::link(t::home(ui.lang), "/");
    let content = html! {
        h1.sr { (title) }
        (empty(&Empty { icon, title: title.into(), text: says.into(), actions: vec![home] }))
    };
    ui.error_page(title, content)
}
