//! What customers asked about their own data, with the day by which it is to be answered.

use chrono::NaiveDate;
use crm::{
    policy::Act,
    rights_requests::{Outcome, RightsRequest},
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{Button, Col, Empty, PageHeader, Row, Tone, badge, card_plain, empty, icons::Icon, table},
    format,
    text::{common as c, personal_data as p, rights_requests as t},
};

pub fn index(ui: &Ui, open: &[RightsRequest], answered: &[RightsRequest]) -> Markup {
    let l = ui.lang;
    let content = html! {
        (PageHeader::new(t::title(l)).back(t::customers(l), "/contacts").below(html! { (t::text(l)) }))
        @if open.is_empty() && answered.is_empty() {
            (empty(&Empty { icon: Icon::Users, title: t::none_title(l).into(), text: t::none_text(l).into(), actions: vec![] }))
        } @else {
            (card_plain(t::open(l), None, list_of(ui, open, true)))
            @if !answered.is_empty() { (card_plain(t::answered(l), None, list_of(ui, answered, true))) }
        }
    };
    ui.page(t::title(l), content)
}

pub fn list_of(ui: &Ui, all: &[RightsRequest], named: bool) -> Markup {
    let l = ui.lang;
    if all.is_empty() {
        return html! { div.card-body { p.quiet { (t::nothing(l)) } } };
    }
    let mut cols =
        vec![Col::title(t::what(l)), Col::text(t::asked_on(l)), Col::text(t::due_on(l)), Col::more(c::more(l))];
    if named {
        cols.insert(1, Col::text(t::who(l)));
    }
    let rows = html! {
        @for request in all {
            @let row = Row::new(&cols).cell(p::kind(l, request.kind.as_str()));
            @let row = if named { row.cell(who(ui, request)) } else { row };
            (row.cell(format::date(l, request.asked_on)).cell(due(ui, request, ui.today)).cell(answer(ui, request)))
        }
    };
    table(t::title(l), &cols, rows)
}

fn who(ui: &Ui, request: &RightsRequest) -> Markup {
    match request.contact.filter(|_| ui.may(Act::SeeContacts)) {
        Some(id) => html! { a href={ "/contacts/" (id) "/personal-data" } { (request.name) } },
        None => html! { (t::gone(ui.lang)) },
    }
}

fn due(ui: &Ui, request: &RightsRequest, today: NaiveDate) -> Markup {
    let day = format::date(ui.lang, request.due_on);
    match request.is_late(today) {
        true => html! { (day) " " (badge(Tone::Bad, t::late(ui.lang))) },
        false => html! { (day) },
    }
}

fn answer(ui: &Ui, request: &RightsRequest) -> Markup {
    let l = ui.lang;
    let action = format!("/rights-requests/{}/answer", request.id);
    match (request.answered_on, request.outcome) {
        (Some(day), Some(outcome)) => {
            let tone = if outcome == Outcome::Done { Tone::Good } else { Tone::Neutral };
            let by = request.by.as_deref().unwrap_or_default();
            html! { (badge(tone, &t::outcome(l, outcome.as_str()))) " " span.small.quiet { (t::on_by(l, format::date(l, day), by)) } }
        }
        _ => {
            let done = Button::submit(t::done(l)).named("outcome", "done");
            let refused = Button::submit(t::refused(l)).ghost().named("outcome", "refused");
            html! { div.row { (ui.post_button(&action, &done)) (ui.post_button(&action, &refused)) } }
        }
    }
}
