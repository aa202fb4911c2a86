use maud::{Markup, Render, html};

use super::{
    Button, Hx, Text,
    field::field_id,
    icons::{self, Icon},
};

/// What the customer decides on in one word: an operation, or a line on its own.
#[derive(Clone, Debug, Default)]
pub struct Ask<'a> {
    /// Of the radio pair; its values are `yes` and `no`.
    pub name: Text<'a>,
    pub title: Text<'a>,
    pub text: Text<'a>,
    pub price: Text<'a>,
    /// What an operation is made of, each with its price.
    pub parts: Vec<(Text<'a>, Text<'a>)>,
    /// Address and description of the photo of the worn part.
    pub photo: Option<(Text<'a>, Text<'a>)>,
    /// How urgent it is.
    pub badge: Option<Markup>,
    /// What is chosen; nothing before the customer answered.
    pub answer: Option<bool>,
    /// What is wrong with the answer.
    pub error: Option<Text<'a>>,
    /// Tells the server, which answers with the sum.
    pub hx: Hx,
}

/// Two words for the two answers, and what is asked, for screen readers.
#[must_use]
pub fn asks(accept: &str, refuse: &str, all: &[Ask]) -> Markup {
    html! { div.stack { @for ask in all { (one_ask(accept, refuse, ask)) } } }
}

#[must_use]
pub fn one_ask(accept: &str, refuse: &str, ask: &Ask) -> Markup {
    let id = field_id(&ask.name);
    let wrong = ask.error.as_ref().map(|_| format!("{id}-error"));
    html! {
        fieldset.ask.ask-wrong[wrong.is_some()] role="radiogroup" aria-invalid=[wrong.as_ref().map(|_| "true")] aria-describedby=[wrong] {
            legend.sr { span id={ (id) "-legend" } { (ask.title) } }
            @if let Some((src, alt)) = &ask.photo { img.ask-photo src=(src) alt=(alt) loading="lazy"; }
            div.stack.stack-close {
                @if let Some(badge) = &ask.badge { div { (badge) } }
                div.ask-head { h3 aria-hidden="true" { (ask.title) } span.ask-price { span.money { (ask.price) } } }
                @if !ask.text.is_empty() { p.quiet { (ask.text) } }
                @if !ask.parts.is_empty() {
                    ul.ask-parts { @for (what, price) in &ask.parts { li { span { (what) } span.money { (price) } } } }
                }
            }
            @if let Some(error) = &ask.error { p.error id={ (id) "-error" } { (icons::icon(Icon::Alert)) span { (error) } } }
            (answers(&ask.name, accept, refuse, ask.answer, &ask.hx))
        }
    }
}

/// The pair of big answers alone.
#[must_use]
pub fn answers(name: &str, accept: &str, refuse: &str, answer: Option<bool>, hx: &Hx) -> Markup {
    let id = field_id(name);
    let pair = [("answer answer-yes", "yes", accept, Some(true)), ("answer answer-no", "no", refuse, Some(false))];
    html! {
        div.answers {
            @for (class, value, label, when) in pair {
                @let own = if value == "yes" { id.clone() } else { format!("{id}-{value}") };
                div class=(class) {
                    input id=(own) type="radio" name=(name) value=(value) required checked[answer == when]
                        hx-post=[&hx.post] hx-get=[&hx.get] hx-target=[&hx.target] hx-swap=[&hx.swap] hx-include=[&hx.include] hx-sync=[&hx.sync];
                    label for=(own) { (label) }
                }
            }
        }
    }
}

/// The sum that stays in sight at the foot of the screen, with the button that goes on.
#[derive(Clone, Debug)]
pub struct Sum<'a> {
    pub id: Text<'a>,
    pub label: Text<'a>,
    pub value: Text<'a>,
    /// « dont TVA 73,00 € »
    pub note: Text<'a>,
    pub button: Option<Button<'a>>,
}

impl Render for Sum<'_> {
    fn render(&self) -> Markup {
        html! {
            div.sum id=(self.id) {
                div.sum-line aria-live="polite" {
                    span { span.strong { (self.label) } @if !self.note.is_empty() { br; span.small.quiet { (self.note) } } }
                    span.sum-value { span.money { (self.value) } }
                }
                @if let Some(button) = &self.button { (button) }
            }
        }
    }
}

/// A finger signs here; shown only with JavaScript. `name` carries the drawing as a PNG in a data address.
#[must_use]
pub fn signature(name: &str, label: &str, hint: &str, clear: &str) -> Markup {
    html! {
        div.sign data-sign hidden {
            p.strong id={ (name) "-label" } { (label) }
            p.hint { (hint) }
            canvas.sign-pad role="img" aria-labelledby={ (name) "-label" } {}
            input type="hidden" name=(name);
            div { button.button.button-link type="button" data-sign-clear { (icons::icon(Icon::Undo)) span { (clear) } } }
        }
    }
}
