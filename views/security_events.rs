//! The journal of security: who came in, who failed, who took data out.

use crm::{
    ids::UserId,
    listed::Listed,
    security_events::{EventFilter, SecurityEvent},
};
use maud::{Markup, html};

use crate::{
    Ui,
    changes::origin,
    components::{Button, Choice, Form, Moment, card, columns, field, form_end, icons::Icon, pagination, timeline},
    format,
    garages::{Part, head},
    text::{common as c, security_events as t},
};

pub struct Journal<'a> {
    pub page: &'a Listed<SecurityEvent>,
    pub filter: &'a EventFilter,
    /// Colleagues to choose from.
    pub people: &'a [(UserId, String)],
    /// Address of the next page.
    pub next: Option<String>,
}

pub fn page(ui: &Ui, journal: &Journal) -> Markup {
    let l = ui.lang;
    let rows = &journal.page.rows;
    let content = html! {
        (head(ui, Part::Journal))
        p.quiet { (t::says(l)) }
        (filter(ui, journal))
        (card(t::title(l), None, html! {
            @if rows.is_empty() { p.quiet { (t::none(l)) } }
            @else { (timeline(&rows.iter().map(|event| moment(ui, event)).collect::<Vec<_>>())) }
        }))
        @if let Some(next) = &journal.next { (pagination(t::title(l), "", None, Some((c::next_page(l), next.as_str())))) }
    };
    ui.page(t::title(l), content)
}

fn filter(ui: &Ui, journal: &Journal) -> Markup {
    let l = ui.lang;
    let people = std::iter::once(Choice::new("", t::everybody(l)))
        .chain(journal.people.iter().map(|(id, name)| Choice::new(id.to_string(), name.as_str())));
    let inside = html! {
        (columns(html! {
            (field::select("by", t::about(l), people).value(journal.filter.user.map(|u| u.to_string()).unwrap_or_default()))
        }))
        (form_end(&[Button::submit(t::apply(l))]))
    };
    Form::get("/security-events").draw(html! {}, html! { div.form { (inside) } })
}

fn moment(ui: &Ui, event: &SecurityEvent) -> Moment<'static> {
    let l = ui.lang;
    let when = format::moment(l, event.at, ui.zone);
    let who = [event.user.clone(), origin(ui, event.origin.as_deref())];
    let who: Vec<String> = who.into_iter().flatten().collect();
    let moment = Moment::new(Icon::Shield, html! { (t::kind(l, &event.kind)) }, when, format::machine(event.at));
    if who.is_empty() { moment } else { moment.who(who.join(", ")) }
}
