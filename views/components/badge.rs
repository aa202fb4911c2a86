use maud::{Markup, html};

use super::{
    Text,
    icons::{self, Icon},
};

/// What a colour means. Each has its own shape too, because one man in twelve does not see the colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Neutral,
    Info,
    Good,
    Warning,
    Bad,
}

impl Tone {
    pub(super) fn name(self) -> &'static str {
        match self {
            Tone::Neutral => "neutral",
            Tone::Info => "info",
            Tone::Good => "good",
            Tone::Warning => "warning",
            Tone::Bad => "bad",
        }
    }
    fn shape(self) -> Icon {
        match self {
            Tone::Neutral => Icon::Dashed,
            Tone::Info => Icon::Dot,
            Tone::Good => Icon::Check,
            Tone::Warning => Icon::Clock,
            Tone::Bad => Icon::Alert,
        }
    }
    /// The larger shape of messages.
    pub(super) fn sign(self) -> Icon {
        match self {
            Tone::Neutral | Tone::Info => Icon::Info,
            Tone::Good => Icon::CheckCircle,
            Tone::Warning => Icon::Alert,
            Tone::Bad => Icon::Stop,
        }
    }
}

/// A state: word, shape, colour.
#[must_use]
pub fn badge(tone: Tone, label: &str) -> Markup {
    badge_with(tone, tone.shape(), label)
}

/// A state with a shape of its own.
#[must_use]
pub fn badge_with(tone: Tone, shape: Icon, label: &str) -> Markup {
    html! { span class={ "badge badge-" (tone.name()) } { (icons::icon(shape)) (label) } }
}

/// A label somebody put on a thing.
#[must_use]
pub fn tag(label: &str) -> Markup {
    html! { span.tag { (label) } }
}

/// A tag that leads to everything that carries it.
#[must_use]
pub fn tag_link(label: &str, href: &str) -> Markup {
    html! { a.tag href=(href) { (label) } }
}

/// A tag inside a form, with a button that takes it off: sends `name=value`.
#[must_use]
pub fn tag_remove(label: &str, name: &str, value: &str, remove: &str) -> Markup {
    html! {
        span.tag { (label)
            button.tag-remove name=(name) value=(value) { (icons::small(Icon::Close)) span.sr { (remove) " " (label) } }
        }
    }
}

#[must_use]
pub fn tags(all: &[Markup]) -> Markup {
    html! { div.tags { @for tag in all { (tag) } } }
}

/// A number plate as it looks on the car. Keeps its order inside Arabic.
#[must_use]
pub fn plate(text: &str) -> Markup {
    html! { span.plate { span { (text) } } }
}

/// The plate at the head of a vehicle's page.
#[must_use]
pub fn plate_large(text: &str) -> Markup {
    html! { span.plate.plate-large { span { (text) } } }
}

/// An amount, already written for the language: `format::euros(cents)`.
#[must_use]
pub fn money(text: &str) -> Markup {
    html! { span.money { (text) } }
}

/// First letters of a name, two at most.
#[must_use]
pub fn initials(name: &str) -> String {
    name.split_whitespace()
        .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()))
        .take(2)
        .flat_map(char::to_uppercase)
        .collect()
}

/// Initials in a disc; decoration, because the name stands beside it.
#[must_use]
pub fn avatar<'a>(name: impl Into<Text<'a>>) -> Markup {
    html! { span.avatar aria-hidden="true" { (initials(&name.into())) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_a_word_and_a_shape_before_a_colour() {
        let badge = badge(Tone::Bad, "En retard").into_string();
        assert!(badge.contains("En retard") && badge.contains("<svg"));
    }

    #[test]
    fn initials_are_two_letters_at_most() {
        for (name, letters) in [("Marc Lefèvre", "ML"), ("élodie", "É"), ("SARL Durand & Fils", "SD"), ("", "")] {
            assert_eq!(initials(name), letters);
        }
    }
}
