//! What a vehicle is due for by law or by contract: contrôle technique, warranty, recalls.

use chrono::NaiveDate;
use crm::{
    Fields,
    ids::VehicleId,
    policy::Act,
    vehicles::{
        InspectionRegime, InspectionResult, Recall, RecallState, Vehicle, VehicleForm, Warranty,
        inspection::{self, Basis, Due},
    },
};
use maud::{Markup, html};

use super::{Page, odometer::km};
use crate::{
    Ui,
    components::{
        Alert, Button, Choice, Facts, Form, ListRow, Tone, badge, card, card_plain, columns, facts, field, form_end,
        group, icons::Icon, list,
    },
    format,
    text::{upkeep as t, vehicles as v},
    why,
};

pub(super) fn upkeep_card(ui: &Ui, vehicle: &Vehicle) -> Markup {
    let l = ui.lang;
    let is = &vehicle.is;
    let due = inspection::due(is);
    let date = |day: NaiveDate| format::date(l, day);
    let last = is.inspected_on.map(|day| html! { (date(day)) " · " (result(ui, is.inspection_result)) });
    // Whether it was passed is not written down: one that is past is not spoken of.
    let pollution =
        due.pollution_by.filter(|day| *day >= ui.today).map(|day| html! { (t::pollution_before(l, date(day))) });
    let all = [
        (t::inspection(l), html! { (inspection_due(ui, &due, is.inspection_result)) }),
        (t::last_inspection(l), last.unwrap_or_default()),
        (t::pollution(l), pollution.unwrap_or_default()),
        (t::warranty(l), warranty(ui, vehicle)),
    ];
    card(t::title(l), None, facts(Facts::Stacked, &all))
}

/// The day, why it is that one, and a word when it is near or past.
fn inspection_due(ui: &Ui, due: &Due, result: InspectionResult) -> Markup {
    let l = ui.lang;
    html! {
        @if let Some(day) = due.on {
            @let left = (day - ui.today).num_days();
            // An old car of which no inspection was ever noted has surely passed some.
            @let unknown = due.basis == Basis::First && left < 0;
            (t::before(l, format::date(l, day)))
            @if unknown { " " (badge(Tone::Warning, t::to_check(l))) }
            @else if left < 0 { " " (badge(Tone::Bad, v::inspection_past(l))) }
            @else if left <= 60 { " " (badge(Tone::Warning, v::inspection_soon(l))) }
            @if due.basis == Basis::Repeat && result == InspectionResult::Critical { " " (badge(Tone::Bad, t::no_driving(l))) }
            br;
        }
        small.quiet { (basis(ui, due)) }
    }
}

fn basis(ui: &Ui, due: &Due) -> String {
    let l = ui.lang;
    match due.basis {
        Basis::Typed => t::basis_typed(l).into(),
        Basis::First => t::basis_first(l, due.from.map(|day| format::date(l, day)).unwrap_or_default()),
        Basis::Periodic => t::basis_periodic(l).into(),
        Basis::Repeat => t::basis_repeat(l).into(),
        Basis::Yearly => t::basis_yearly(l).into(),
        Basis::Collection => t::basis_collection(l).into(),
        Basis::CollectionUnknown => t::basis_collection_unknown(l).into(),
        Basis::TooOld => t::basis_too_old(l).into(),
        Basis::CategoryL => t::basis_category_l(l).into(),
        Basis::OtherGenre => t::basis_other_genre(l).into(),
        Basis::Unknown => t::basis_unknown(l).into(),
    }
}

fn result(ui: &Ui, result: InspectionResult) -> &'static str {
    let l = ui.lang;
    match result {
        InspectionResult::Favorable => t::favorable(l),
        InspectionResult::Major => t::major(l),
        InspectionResult::Critical => t::critical(l),
    }
}

fn warranty(ui: &Ui, vehicle: &Vehicle) -> Markup {
    let l = ui.lang;
    let is = &vehicle.is;
    let (Some(until), false) = (is.warranty_until, is.warranty == Warranty::None) else { return html! {} };
    let over_km = is.warranty_km.zip(vehicle.mileage_km).is_some_and(|(limit, now)| now > limit);
    let day = format::date(l, until);
    html! {
        (whose(ui, is.warranty)) ", "
        @match is.warranty_km { Some(limit) => (t::until_or(l, day, km(ui, limit))), None => (t::until(l, day)) }
        " "
        @if until < ui.today || over_km { (badge(Tone::Neutral, t::warranty_over(l))) } @else { (badge(Tone::Good, t::warranty_runs(l))) }
    }
}

fn whose(ui: &Ui, warranty: Warranty) -> &'static str {
    let l = ui.lang;
    match warranty {
        Warranty::None => t::warranty_none(l),
        Warranty::Maker => t::warranty_maker(l),
        Warranty::Garage => t::warranty_garage(l),
    }
}

/// A word wherever the vehicle is named.
pub fn recall_badge(ui: &Ui, recall: RecallState) -> Markup {
    let l = ui.lang;
    match recall {
        RecallState::None => html! {},
        RecallState::Open => badge(Tone::Warning, t::recall(l)),
        RecallState::StopDrive => badge(Tone::Bad, t::stop_drive(l)),
    }
}

/// The same said aloud where a car is received.
pub fn recall_alert(ui: &Ui, vehicle: VehicleId, recall: RecallState) -> Markup {
    let l = ui.lang;
    let see = html! { a href={ "/vehicles/" (vehicle) } { (t::see_recalls(l)) } };
    match recall {
        RecallState::None => html! {},
        RecallState::Open => html! { (Alert::warning(t::recall_text(l)).title(t::recall(l)).more(see)) },
        RecallState::StopDrive => html! { (Alert::bad(t::stop_drive_text(l)).title(t::stop_drive(l)).more(see)) },
    }
}

pub(super) fn recalls_card(ui: &Ui, page: &Page) -> Markup {
    let l = ui.lang;
    let may = ui.may(Act::LookAfterVehicles) && page.vehicle.deleted_at.is_none();
    let rows: Vec<ListRow> = page.recalls.iter().map(|r| recall_row(ui, r, may)).collect();
    let wrong = page.errors.get("recall").is_some();
    let form = why::over(
        ui,
        if wrong { page.errors } else { const { &Fields(Vec::new()) } },
        html! {
            (field::text("recall", t::recall_what(l)).value(page.recall.recall.as_str()).hint(t::recall_hint(l)).required()
                .error(why::beside(l, page.errors, "recall")).autocomplete("off"))
            (field::checkbox("stop_drive", t::stop_drive_box(l)).checked(!page.recall.stop_drive.is_empty()).hint(t::stop_drive_hint(l)))
            (form_end(&[Button::submit(t::note_recall(l))]))
        },
    );
    let form = Form::post(format!("/vehicles/{}/recalls", page.vehicle.id)).draw(ui.hidden(), form);
    html! {
        @if may || !rows.is_empty() {
            (card_plain(t::recalls(l), None, html! {
                @if !rows.is_empty() { (list(&rows)) }
                @if may { div.card-foot { details.fold open[wrong] { summary.link { (t::add_recall(l)) } (form) } } }
            }))
        }
    }
}

fn recall_row<'a>(ui: &Ui, recall: &'a Recall, may: bool) -> ListRow<'a> {
    let l = ui.lang;
    let noted = v::noted_on(l, format::date(l, recall.noted_on));
    let row = ListRow::new(recall.label.as_str());
    match recall.done_on {
        Some(day) => {
            let undo = Button::submit(t::not_done(l)).as_link();
            let undo = may.then(|| ui.post_button(&format!("/recalls/{}/reopen", recall.id), &undo));
            row.below(t::done_on(l, format::date(l, day)))
                .end(html! { (badge(Tone::Good, v::done(l))) @if let Some(undo) = undo { (undo) } })
        }
        None => {
            let done = Button::submit(v::done(l)).icon(Icon::Check);
            let done = may.then(|| ui.post_button(&format!("/recalls/{}/finish", recall.id), &done));
            let state = if recall.stop_drive { RecallState::StopDrive } else { RecallState::Open };
            row.below(noted).end(html! { (recall_badge(ui, state)) @if let Some(done) = done { (done) } })
        }
    }
}

/// The fields of the vehicle's form.
pub(super) fn upkeep_fields(ui: &Ui, form: &VehicleForm, errors: &Fields) -> Markup {
    let l = ui.lang;
    let wrong = |name: &str| why::beside(l, errors, name);
    let results = InspectionResult::ALL.iter().map(|r| Choice::new(r.as_str(), result(ui, *r)));
    let regimes = InspectionRegime::ALL.iter().map(|r| Choice::new(r.as_str(), regime(ui, *r)));
    let whose = Warranty::ALL.iter().map(|w| Choice::new(w.as_str(), whose(ui, *w)));
    let or = |value: &str, default: &'static str| if value.is_empty() { default.to_owned() } else { value.to_owned() };
    let inspection = columns(html! {
        (field::date("inspected_on", t::last_inspection(l)).value(form.inspected_on.as_str()).hint(t::last_hint(l)).error(wrong("inspected_on")))
        (field::select("inspection_result", t::result(l), results).value(or(&form.inspection_result, "favorable")).error(wrong("inspection_result")))
        (field::date("inspection_due_on", v::inspection_due_on(l)).value(form.inspection_due_on.as_str()).hint(t::typed_hint(l)).error(wrong("inspection_due_on")))
        (field::select("inspection_regime", t::regime(l), regimes).value(or(&form.inspection_regime, "usual")).error(wrong("inspection_regime")))
    });
    let warranty = columns(html! {
        (field::select("warranty", t::warranty(l), whose).value(or(&form.warranty, "none")).error(wrong("warranty")))
        (field::date("warranty_until", t::warranty_until(l)).value(form.warranty_until.as_str()).error(wrong("warranty_until")))
        (field::integer("warranty_km", t::warranty_km(l)).value(form.warranty_km.as_str()).unit("km").error(wrong("warranty_km")))
    });
    html! { (group(t::inspection(l), Some(t::inspection_hint(l)), inspection)) (group(t::warranty(l), None, warranty)) }
}

fn regime(ui: &Ui, regime: InspectionRegime) -> &'static str {
    let l = ui.lang;
    match regime {
        InspectionRegime::Usual => t::regime_usual(l),
        InspectionRegime::Yearly => t::regime_yearly(l),
        InspectionRegime::Collection => t::regime_collection(l),
    }
}
