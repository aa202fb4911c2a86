use maud::{Markup, Render, html};

use super::{Choice, described, error, field_id, hint};
use crate::components::{Hx, Text};

/// A box to tick; the whole line can be touched.
#[derive(Clone, Debug)]
pub struct Checkbox<'a> {
    id: Option<Text<'a>>,
    name: Text<'a>,
    value: Text<'a>,
    label: Text<'a>,
    hint: Option<Text<'a>>,
    error: Option<Text<'a>>,
    checked: bool,
    required: bool,
}

/// Sends `name=yes` when ticked.
pub fn checkbox<'a>(name: impl Into<Text<'a>>, label: impl Into<Text<'a>>) -> Checkbox<'a> {
    Checkbox {
        id: None,
        name: name.into(),
        value: Text::Borrowed("yes"),
        label: label.into(),
        hint: None,
        error: None,
        checked: false,
        required: false,
    }
}

impl<'a> Checkbox<'a> {
    #[must_use]
    pub fn value(mut self, value: impl Into<Text<'a>>) -> Checkbox<'a> {
        self.value = value.into();
        self
    }
    /// When a form has several boxes of one name.
    #[must_use]
    pub fn id(mut self, id: impl Into<Text<'a>>) -> Checkbox<'a> {
        self.id = Some(id.into());
        self
    }
    #[must_use]
    pub fn checked(mut self, checked: bool) -> Checkbox<'a> {
        self.checked = checked;
        self
    }
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Text<'a>>) -> Checkbox<'a> {
        self.hint = Some(hint.into());
        self
    }
    #[must_use]
    pub fn error(mut self, error: Option<impl Into<Text<'a>>>) -> Checkbox<'a> {
        self.error = error.map(Into::into);
        self
    }
    #[must_use]
    pub fn required(mut self) -> Checkbox<'a> {
        self.required = true;
        self
    }
}

impl Render for Checkbox<'_> {
    fn render(&self) -> Markup {
        let id = self.id.as_deref().map_or_else(|| field_id(&self.name), field_id);
        html! {
            div.field {
                (error(&id, self.error.as_ref()))
                label.check {
                    input id=(id) type="checkbox" name=(self.name) value=(self.value) checked[self.checked] required[self.required]
                        aria-describedby=[described(&id, &[("error", self.error.is_some())])]
                        aria-invalid=[self.error.as_ref().map(|_| "true")];
                    span { (self.label) @if self.required { " " span.mark aria-hidden="true" { "*" } }
                        @if let Some(hint) = &self.hint { small { (hint) } } }
                }
            }
        }
    }
}

/// A few choices as cards, all seen at once. For more than six, a select.
#[derive(Clone, Debug)]
pub struct Radios<'a> {
    name: Text<'a>,
    legend: Text<'a>,
    choices: Vec<Choice<'a>>,
    value: Text<'a>,
    hint: Option<Text<'a>>,
    error: Option<Text<'a>>,
    required: bool,
    beside: bool,
    whole: bool,
    hx: Hx,
}

pub fn radios<'a>(
    name: impl Into<Text<'a>>,
    legend: impl Into<Text<'a>>,
    choices: impl IntoIterator<Item = Choice<'a>>,
) -> Radios<'a> {
    Radios {
        name: name.into(),
        legend: legend.into(),
        choices: choices.into_iter().collect(),
        value: Text::Borrowed(""),
        hint: None,
        error: None,
        required: false,
        beside: false,
        whole: false,
        hx: Hx::default(),
    }
}

impl<'a> Radios<'a> {
    #[must_use]
    pub fn value(mut self, value: impl Into<Text<'a>>) -> Radios<'a> {
        self.value = value.into();
        self
    }
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Text<'a>>) -> Radios<'a> {
        self.hint = Some(hint.into());
        self
    }
    #[must_use]
    pub fn error(mut self, error: Option<impl Into<Text<'a>>>) -> Radios<'a> {
        self.error = error.map(Into::into);
        self
    }
    #[must_use]
    pub fn required(mut self) -> Radios<'a> {
        self.required = true;
        self
    }
    /// Beside each other where there is room.
    #[must_use]
    pub fn beside(mut self) -> Radios<'a> {
        self.beside = true;
        self
    }
    /// Takes the whole width inside `columns`.
    #[must_use]
    pub fn whole(mut self) -> Radios<'a> {
        self.whole = true;
        self
    }
    #[must_use]
    pub fn hx(mut self, hx: Hx) -> Radios<'a> {
        self.hx = hx;
        self
    }
}

impl Render for Radios<'_> {
    fn render(&self) -> Markup {
        let id = field_id(&self.name);
        let hx = &self.hx;
        let described = described(&id, &[("error", self.error.is_some()), ("hint", self.hint.is_some())]);
        html! {
            fieldset.whole[self.whole] role="radiogroup" aria-describedby=[described] aria-invalid=[self.error.as_ref().map(|_| "true")]
                aria-required=[self.required.then_some("true")] {
                legend.legend { span id={ (id) "-legend" } { (self.legend) } @if self.required { " " span.mark aria-hidden="true" { "*" } } }
                div.field {
                    (hint(&id, self.hint.as_ref()))
                    (error(&id, self.error.as_ref()))
                    div.choices.choices-beside[self.beside] {
                        @for (at, choice) in self.choices.iter().enumerate() {
                            @let own = if at == 0 { id.clone() } else { format!("{id}-{at}") };
                            div.choice {
                                input id=(own) type="radio" name=(self.name) value=(choice.value) required[self.required]
                                    checked[choice.value == self.value] hx-get=[&hx.get] hx-post=[&hx.post]
                                    hx-target=[&hx.target] hx-swap=[&hx.swap] hx-include=[&hx.include];
                                label for=(own) { (choice.label) @if let Some(hint) = &choice.hint { small { (hint) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}
