use maud::{Markup, html};

use super::{
    Button, Hx, Text,
    field::field_id,
    icons::{self, Icon},
};

/// A form sent by POST. `hidden` carries the CSRF token, the version and the idempotency key.
///
/// `Form::post("/contacts").draft("contact-new").draw(hidden, html! { … })`
#[derive(Clone, Debug)]
pub struct Form<'a> {
    action: Text<'a>,
    method: &'static str,
    id: Option<Text<'a>>,
    draft: Option<Text<'a>>,
    files: bool,
    sign_out: bool,
    plain: bool,
    no_validate: bool,
    hx: Hx,
}

impl<'a> Form<'a> {
    #[must_use]
    pub fn post(action: impl Into<Text<'a>>) -> Form<'a> {
        Form {
            action: action.into(),
            method: "post",
            id: None,
            draft: None,
            files: false,
            sign_out: false,
            plain: false,
            no_validate: false,
            hx: Hx::default(),
        }
    }
    /// Filters and searches.
    #[must_use]
    pub fn get(action: impl Into<Text<'a>>) -> Form<'a> {
        Form { method: "get", plain: true, ..Form::post(action) }
    }
    #[must_use]
    pub fn id(mut self, id: impl Into<Text<'a>>) -> Form<'a> {
        self.id = Some(id.into());
        self
    }
    /// Keeps what is typed in the browser until it is sent. The key of an edited thing carries its version.
    #[must_use]
    pub fn draft(mut self, key: impl Into<Text<'a>>) -> Form<'a> {
        self.draft = Some(key.into());
        self
    }
    /// Carries files.
    #[must_use]
    pub fn files(mut self) -> Form<'a> {
        self.files = true;
        self
    }
    /// Forgets every draft of this browser when it is sent.
    #[must_use]
    pub fn sign_out(mut self) -> Form<'a> {
        self.sign_out = true;
        self.plain()
    }
    /// Without the distances of a form: a form around one button, a menu line, a table.
    #[must_use]
    pub fn plain(mut self) -> Form<'a> {
        self.plain = true;
        self
    }
    /// Lets the server do all the checking.
    #[must_use]
    pub fn no_validate(mut self) -> Form<'a> {
        self.no_validate = true;
        self
    }
    #[must_use]
    pub fn hx(mut self, hx: Hx) -> Form<'a> {
        self.hx = hx;
        self
    }
    #[must_use]
    pub fn draw(&self, hidden: Markup, inside: Markup) -> Markup {
        let hx = &self.hx;
        html! {
            form.form[!self.plain] id=[&self.id] method=(self.method) action=(self.action)
                enctype=[self.files.then_some("multipart/form-data")] data-draft=[&self.draft]
                data-sign-out[self.sign_out] novalidate[self.no_validate]
                hx-get=[&hx.get] hx-post=[&hx.post] hx-target=[&hx.target] hx-swap=[&hx.swap] hx-trigger=[&hx.trigger]
                hx-include=[&hx.include] hx-select=[&hx.select] hx-sync=[&hx.sync] hx-indicator=[&hx.indicator]
                hx-push-url=[&hx.push_url] hx-replace-url=[&hx.replace_url] { (hidden) (inside) }
        }
    }
}

/// Fields that belong together, under a title.
#[must_use]
pub fn group(title: &str, hint: Option<&str>, fields: Markup) -> Markup {
    html! { fieldset.group { legend { (title) } @if let Some(hint) = hint { p.hint { (hint) } } (fields) } }
}

/// Two columns where there is room, inputs on one line.
#[must_use]
pub fn columns(fields: Markup) -> Markup {
    html! { div.columns { (fields) } }
}

/// What the star means.
#[must_use]
pub fn required_note(text: &str) -> Markup {
    html! { p.hint { span.mark aria-hidden="true" { "* " } (text) } }
}

/// Shown by JavaScript when a draft came back, with the button that throws it away.
#[must_use]
pub fn draft_note(text: &str, discard: &str) -> Markup {
    html! {
        div.alert data-draft-note hidden { (icons::icon(Icon::History))
            div.alert-text { p role="status" { (text) } div { button.button.button-link type="button" data-draft-drop { (discard) } } }
        }
    }
}

/// What is wrong in the form, at its head: (name of the field, what is wrong). Each leads to its field, if it has one.
/// The browser's focus goes there, with JavaScript or without.
#[must_use]
pub fn error_summary(title: &str, errors: &[(&str, &str)]) -> Markup {
    html! {
        @if !errors.is_empty() {
            div.alert.alert-bad role="alert" tabindex="-1" autofocus {
                (icons::icon(Icon::Stop))
                div.alert-text { p.strong { (title) }
                    ul { @for (name, wrong) in errors {
                        li { @if name.is_empty() { (wrong) } @else { a href={ "#" (field_id(name)) } { (wrong) } } }
                    } } }
            }
        }
    }
}

/// The buttons at the end of a form: what it does first, then ways out.
#[must_use]
pub fn form_end(all: &[Button]) -> Markup {
    html! { div.form-end { @for button in all { (button) } } }
}

/// The same, always in sight at the foot of the screen, after a few words: the total of a long quote.
#[must_use]
pub fn form_bar(words: Markup, all: &[Button]) -> Markup {
    html! { div.form-bar { div { (words) } @for button in all { (button) } } }
}
