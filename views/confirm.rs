//! The page that asks again before a dangerous act, where no dialog could: without JavaScript.

use maud::{Markup, html};

use crate::{
    Ui,
    components::{Button, Form, confirm_page, form_end},
    text::common as c,
};

#[derive(Default)]
pub struct Question<'a> {
    pub question: &'a str,
    /// What will happen.
    pub text: &'a str,
    /// Where the answer goes, and the word on its button.
    pub action: &'a str,
    pub label: &'a str,
    pub back: &'a str,
    /// What was typed in the form that asked, sent along.
    pub keep: &'a [(&'a str, &'a str)],
}

pub fn page(ui: &Ui, asked: &Question) -> Markup {
    let buttons = [Button::submit(asked.label).danger(), Button::link(c::back(ui.lang), asked.back)];
    let form = Form::post(asked.action).draw(
        ui.hidden(),
        html! {
            input type="hidden" name="confirmed" value="yes";
            @for (name, value) in asked.keep { input type="hidden" name=(name) value=(value); }
            (form_end(&buttons))
        },
    );
    ui.page(asked.question, confirm_page(asked.question, asked.text, form))
}
