//! The platform's people in a garage: let in for a while, and seen.

use chrono::{DateTime, Utc};
use crm::{
    Fields,
    support::{SupportLasts, SupportVisit},
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{
        Alert, Button, Choice, Form, ListRow, PageHeader, card, card_plain, field, form_end, icons::Icon, list,
    },
    format,
    garages::{Part, head},
    text::support as t,
    why,
};

pub struct Support<'a> {
    /// Until when they are let in.
    pub until: Option<DateTime<Utc>>,
    pub visits: &'a [SupportVisit],
    pub errors: &'a Fields,
}

pub fn page(ui: &Ui, page: &Support) -> Markup {
    let l = ui.lang;
    let content = html! {
        (head(ui, Part::Support))
        p.quiet.measure { (t::text(l)) }
        @match page.until {
            Some(until) => (Alert::warning(t::open_until(l, format::moment(l, until, ui.zone)))
                .more(html! { (ui.post_button("/settings/support/end", &Button::submit(t::end(l)).icon(Icon::Lock))) })),
            None => (card(t::grant_title(l), None, grant(ui, page.errors))),
        }
        (card_plain(t::visits(l), None, visits(ui, page.visits)))
    };
    ui.page(t::title(l), content)
}

fn grant(ui: &Ui, errors: &Fields) -> Markup {
    let l = ui.lang;
    let lasts = SupportLasts::ALL.iter().map(|lasts| Choice::new(lasts.as_str(), t::lasts_of(l, lasts.as_str())));
    let inside = html! {
        (field::radios("lasts", t::lasts(l), lasts).value("hour").error(why::beside(l, errors, "lasts")).beside())
        (form_end(&[Button::submit(t::grant(l)).primary()]))
    };
    Form::post("/settings/support").draw(ui.hidden(), why::over(ui, errors, inside))
}

fn visits(ui: &Ui, visits: &[SupportVisit]) -> Markup {
    let l = ui.lang;
    let row = |visit: &SupportVisit| {
        let last = visit.left_at.unwrap_or(visit.seen_at);
        let when = t::came(l, format::moment(l, visit.came_at, ui.zone), format::moment(l, last, ui.zone));
        ListRow::new(visit.who.clone()).below(when).icon(Icon::User)
    };
    let rows: Vec<ListRow> = visits.iter().map(row).collect();
    html! { @if rows.is_empty() { div.card-body { p.quiet { (t::nobody(l)) } } } @else { (list(&rows)) } }
}

/// What somebody of the platform sees before entering.
pub fn entry(ui: &Ui, secret: &str) -> Markup {
    let l = ui.lang;
    let inside = html! { (form_end(&[Button::submit(t::enter(l)).primary()])) };
    let content = html! {
        (PageHeader::new(t::entry_title(l)))
        p.measure { (t::entry_text(l)) }
        (Form::post(format!("/support-entry/{secret}")).draw(ui.hidden(), inside))
    };
    ui.plain(t::entry_title(l), content, false)
}

/// On top of every page such a person sees.
pub fn banner(ui: &Ui, until: DateTime<Utc>) -> Markup {
    let l = ui.lang;
    let says = t::banner(l, format::moment(l, until, ui.zone));
    let leave = ui.post_button("/support/leave", &Button::submit(t::leave(l)));
    html! { (Alert::warning(says).more(leave)) }
}
