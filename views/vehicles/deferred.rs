//! Travaux à prévoir: on the vehicle's page, and the form of one.

use crm::{
    Fields,
    deferred_works::{DeferredForm, DeferredWork, Nearness},
    ids::{DeferredWorkId, VehicleId},
    policy::Act,
    vehicles,
};
use maud::{Markup, html};

use super::{Page, odometer::km};
use crate::{
    Ui,
    components::{
        Button, Form, ListRow, PageHeader, Tone, badge, card_plain, columns, field, form_end, icons::Icon, list, money,
    },
    format,
    text::{common as c, deferred as t, vehicles as v},
    why,
};

pub(super) fn deferred_card(ui: &Ui, page: &Page) -> Markup {
    let l = ui.lang;
    let vehicle = page.vehicle;
    let may = ui.may(Act::LookAfterVehicles) && vehicle.deleted_at.is_none();
    // What it shows today, as far as its readings tell.
    let now = vehicles::estimate(page.readings, ui.today).map(|e| e.km_today).or(vehicle.mileage_km);
    let mut rows: Vec<ListRow> = page.deferred.iter().map(|work| row(ui, work, now, may)).collect();
    rows.extend(page.done.iter().map(|work| done_row(ui, work, may)));
    let add =
        Button::link(t::add(l), format!("/vehicles/{}/deferred-works/new", vehicle.id)).icon(Icon::Plus).as_link();
    html! {
        @if may || !rows.is_empty() {
            (card_plain(v::deferred(l), may.then(|| html! { (add) }), html! {
                @if rows.is_empty() { div.card-body { p.quiet { (t::none(l)) } } } @else { (list(&rows)) }
            }))
        }
    }
}

fn row<'a>(ui: &Ui, work: &'a DeferredWork, now: Option<i32>, may: bool) -> ListRow<'a> {
    let l = ui.lang;
    let is = &work.is;
    let when = match (is.due_on, is.due_km) {
        (Some(day), Some(limit)) => t::by_day_or_km(l, format::date(l, day), km(ui, limit)),
        (Some(day), None) => t::by_day(l, format::date(l, day)),
        (None, Some(limit)) => t::by_km(l, km(ui, limit)),
        (None, None) => v::noted_on(l, format::date(l, work.noted_on)),
    };
    let main = html! {
        @if may { a href={ "/deferred-works/" (work.id) "/edit" } { (is.label) } } @else { (is.label) }
    };
    let nearness = match work.nearness(ui.today, now) {
        Nearness::Past => badge(Tone::Bad, t::past(l)),
        Nearness::Soon => badge(Tone::Warning, t::soon(l)),
        Nearness::Later => html! {},
    };
    let done = Button::submit(v::done(l)).icon(Icon::Check);
    ListRow::new(main).below(html! { (when) @if !is.notes.is_empty() { br; span.preserve { (is.notes) } } }).end(
        html! {
            (nearness)
            @if let Some(gross) = is.gross.filter(|_| ui.may(Act::SeeQuotes)) { (money(&format::euros(l, gross))) }
            @if may { (ui.post_button(&format!("/deferred-works/{}/finish", work.id), &done)) }
        },
    )
}

fn done_row<'a>(ui: &Ui, work: &'a DeferredWork, may: bool) -> ListRow<'a> {
    let l = ui.lang;
    let day = work.done_on.map(|day| t::done_on(l, format::date(l, day))).unwrap_or_default();
    let undo = Button::submit(t::not_done(l)).as_link();
    ListRow::new(html! { span.quiet { (work.is.label) } }).below(day).end(html! {
        (badge(Tone::Good, v::done(l)))
        @if may { (ui.post_button(&format!("/deferred-works/{}/reopen", work.id), &undo)) }
    })
}

pub struct Editing<'a> {
    pub vehicle: VehicleId,
    /// Id and version of one that exists.
    pub of: Option<(DeferredWorkId, i32)>,
    pub form: &'a DeferredForm,
    pub errors: &'a Fields,
    /// Somebody else saved meanwhile.
    pub stale: bool,
}

pub fn edit(ui: &Ui, editing: &Editing) -> Markup {
    let l = ui.lang;
    let (form, back) = (editing.form, format!("/vehicles/{}", editing.vehicle));
    let wrong = |name: &str| why::beside(l, editing.errors, name);
    let (title, action, hidden, draft) = match editing.of {
        Some((id, version)) => (
            t::edit_title(l),
            format!("/deferred-works/{id}"),
            ui.hidden_version(version),
            format!("deferred-{id}-v{version}"),
        ),
        None => (
            t::new_title(l),
            format!("{back}/deferred-works"),
            ui.hidden(),
            format!("deferred-new-{}", editing.vehicle),
        ),
    };
    let inside = why::over(
        ui,
        editing.errors,
        html! {
            (field::text("label", t::what(l)).value(form.label.as_str()).required().hint(t::what_hint(l)).error(wrong("label")).autocomplete("off"))
            (columns(html! {
                (field::date("due_on", t::due_on(l)).value(form.due_on.as_str()).error(wrong("due_on")))
                (field::integer("due_km", t::due_km(l)).value(form.due_km.as_str()).unit("km").error(wrong("due_km")))
                @if ui.may(Act::SeeQuotes) { (field::money("gross", t::price(l), t::unit(l)).value(form.gross.as_str()).error(wrong("gross"))) }
            }))
            (field::textarea("notes", v::notes(l), 2).value(form.notes.as_str()).error(wrong("notes")))
            (form_end(&[Button::submit(c::save(l)).primary(), Button::link(c::cancel(l), back.as_str()).ghost()]))
        },
    );
    let content = html! {
        (PageHeader::new(title).back(c::back(l), back.as_str()))
        @if editing.stale { (why::stale(ui, &back)) }
        (Form::post(action).draft(draft).draw(hidden, inside))
    };
    ui.page(title, content)
}
