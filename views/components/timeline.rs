use maud::{Markup, Render, html};

use super::{
    Text, Tone,
    icons::{self, Icon},
};

/// Something that happened.
#[derive(Clone, Debug)]
pub struct Moment<'a> {
    icon: Icon,
    tone: Tone,
    what: Markup,
    when: Text<'a>,
    /// `2026-11-22T08:12:00+01:00`
    machine: Text<'a>,
    who: Option<Text<'a>>,
    more: Option<Markup>,
}

impl<'a> Moment<'a> {
    #[must_use]
    pub fn new(icon: Icon, what: impl Render, when: impl Into<Text<'a>>, machine: impl Into<Text<'a>>) -> Moment<'a> {
        Moment {
            icon,
            tone: Tone::Neutral,
            what: what.render(),
            when: when.into(),
            machine: machine.into(),
            who: None,
            more: None,
        }
    }
    #[must_use]
    pub fn tone(mut self, tone: Tone) -> Moment<'a> {
        self.tone = tone;
        self
    }
    #[must_use]
    pub fn who(mut self, who: impl Into<Text<'a>>) -> Moment<'a> {
        self.who = Some(who.into());
        self
    }
    /// A note, a link, the text of a message.
    #[must_use]
    pub fn more(mut self, more: Markup) -> Moment<'a> {
        self.more = Some(more);
        self
    }
}

impl Render for Moment<'_> {
    fn render(&self) -> Markup {
        html! {
            li {
                span class={ "timeline-mark timeline-" (self.tone.name()) } { (icons::icon(self.icon)) }
                div.timeline-text {
                    div { (self.what) }
                    small { time datetime=(self.machine) { (self.when) } @if let Some(who) = &self.who { " · " (who) } }
                    @if let Some(more) = &self.more { (more) }
                }
            }
        }
    }
}

/// What happened, the newest first.
#[must_use]
pub fn timeline(moments: &[Moment]) -> Markup {
    html! { ol.timeline { @for moment in moments { (moment) } } }
}
