//! The platform's own pages, on the common address: the garages, and who pays what.

use crm::{
    Why,
    platform::{GarageRow, Plan},
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{
        Alert, Button, Choice, Facts, Form, ListRow, PageHeader, Tone, badge, card, card_plain, facts, field, form_end,
        icons::Icon, list,
    },
    confirm::{self, Question},
    format,
    text::platform as t,
    why,
};

pub fn sign_in(ui: &Ui, email: &str, refused: Option<Why>) -> Markup {
    let l = ui.lang;
    let inside = html! {
        (field::email("email", t::email(l)).value(email).autocomplete("username").required())
        (field::password("password", t::password(l), t::show(l)).autocomplete("current-password").required())
        (form_end(&[Button::submit(t::enter(l)).primary().wide()]))
    };
    let content = html! {
        (PageHeader::new(t::sign_in_title(l)).below(html! { (t::sign_in_text(l)) }))
        @if let Some(refused) = refused { (Alert::bad(why::say(l, refused))) }
        (Form::post("/platform/sign-in").draw(ui.hidden(), inside))
    };
    ui.plain(t::sign_in_title(l), content, false)
}

pub fn garages(ui: &Ui, garages: &[GarageRow]) -> Markup {
    let l = ui.lang;
    let row = |garage: &GarageRow| {
        let seen =
            garage.seen_at.map_or_else(|| t::never_seen(l).to_owned(), |at| t::seen(l, format::moment(l, at, ui.zone)));
        let below = format!("{} · {} · {seen}", garage.subdomain, t::users(l, garage.users));
        let end = html! {
            (badge(Tone::Neutral, &t::plan_of(l, garage.plan.as_str())))
            @if garage.suspended_at.is_some() { (badge(Tone::Bad, t::suspended(l))) }
            @if garage.support_until.is_some() { (badge(Tone::Info, t::lets_in(l))) }
        };
        ListRow::new(garage.name.clone()).below(below).href(format!("/platform/garages/{}", garage.id)).end(end)
    };
    let rows: Vec<ListRow> = garages.iter().map(row).collect();
    let content = html! {
        (PageHeader::new(t::title(l)))
        (card_plain(t::garages(l), None, html! {
            @if rows.is_empty() { div.card-body { p.quiet { (t::none(l)) } } } @else { (list(&rows)) }
        }))
        (ui.post_button("/platform/sign-out", &Button::submit(t::sign_out(l)).icon(Icon::SignOut)))
    };
    ui.plain_wide(t::title(l), content, html! {})
}

pub fn garage(ui: &Ui, garage: &GarageRow) -> Markup {
    let l = ui.lang;
    let at = format!("/platform/garages/{}", garage.id);
    let moment = |at: Option<chrono::DateTime<chrono::Utc>>| html! { @if let Some(at) = at { (format::moment(l, at, ui.zone)) } };
    let known = [
        (t::address(l), html! { (garage.subdomain) }),
        (t::made(l), moment(Some(garage.created_at))),
        (t::people(l), html! { (garage.users) }),
        (t::last_seen(l), moment(garage.seen_at)),
        (t::suspended_since(l), moment(garage.suspended_at)),
        (t::lets_in_until(l), moment(garage.support_until)),
    ];
    let plans = Plan::ALL.iter().map(|plan| Choice::new(plan.as_str(), t::plan_of(l, plan.as_str())));
    let plan = html! {
        (field::select("plan", t::plan(l), plans).value(garage.plan.as_str()))
        (form_end(&[Button::submit(t::save(l)).primary()]))
    };
    let content = html! {
        (PageHeader::new(garage.name.as_str()).back(t::title(l), "/platform"))
        (card("", None, facts(Facts::Stacked, &known)))
        (card(t::plan(l), None, Form::post(format!("{at}/plan")).draw(ui.hidden(), plan)))
        div.row {
            @if garage.support_until.is_some() {
                (ui.post_button(&format!("{at}/enter"), &Button::submit(t::enter_garage(l)).icon(Icon::Eye)))
            }
            @if garage.suspended_at.is_some() { (ui.post_button(&format!("{at}/resume"), &Button::submit(t::resume(l)))) }
            @else { (ui.post_button(&format!("{at}/suspend"), &Button::submit(t::suspend(l)).danger())) }
        }
        @if garage.support_until.is_none() { p.quiet { (t::closed(l)) } }
    };
    ui.plain_wide(&garage.name, content, html! {})
}

/// Asked before nobody enters a garage any more.
pub fn ask_suspend(ui: &Ui, garage: &GarageRow) -> Markup {
    let l = ui.lang;
    let back = format!("/platform/garages/{}", garage.id);
    let (question, action) = (t::suspend_question(l, &garage.name), format!("{back}/suspend"));
    let (text, label) = (t::suspend_text(l), t::suspend(l));
    confirm::page(
        ui,
        &Question { question: &question, text, action: &action, label, back: &back, ..Question::default() },
    )
}
