//! The odometer: what it shows, every reading, those that were wrong.

use crm::{
    Fields,
    ids::MileageReadingId,
    policy::Act,
    vehicles::{self, MileageReading, MileageSource, StrikeForm, Vehicle},
};
use maud::{Markup, html};

use super::Page;
use crate::{
    Ui,
    components::{Button, Form, ListRow, PageHeader, Tone, badge, card, card_plain, field, form_end, list},
    format,
    text::{common as c, odometer as t, vehicles as v},
    why,
};

/// Readings shown on the vehicle's own page.
const FEW: usize = 4;

pub(super) fn mileage_card(ui: &Ui, page: &Page) -> Markup {
    let l = ui.lang;
    let vehicle = page.vehicle;
    let form = why::over(
        ui,
        page.errors,
        html! {
            (mileage_fields(ui, &page.mileage.mileage_km, &page.mileage.mileage_reason, page.errors))
            (form_end(&[Button::submit(v::note_mileage(l))]))
        },
    );
    let rows: Vec<ListRow> = page.readings.iter().take(FEW).map(|r| row(ui, r)).collect();
    let all = html! { (Button::link(t::all(l), format!("/vehicles/{}/mileage", vehicle.id)).as_link()) };
    let content = html! {
        div.card-body.stack {
            (now(ui, vehicle, page.readings))
            @if ui.may(Act::LookAfterVehicles) && vehicle.deleted_at.is_none() {
                (Form::post(format!("/vehicles/{}/mileage", vehicle.id)).draw(ui.hidden(), form))
            }
        }
        @if !rows.is_empty() { (list(&rows)) }
    };
    card_plain(v::mileage(l), (!rows.is_empty()).then_some(all), content)
}

/// The last right reading, and what the readings let one expect.
fn now(ui: &Ui, vehicle: &Vehicle, readings: &[MileageReading]) -> Markup {
    let l = ui.lang;
    let Some(known) = vehicle.mileage_km else { return html! { p.quiet { (v::mileage_unknown(l)) } } };
    let estimate = vehicles::estimate(readings, ui.today);
    html! {
        p { span.heading { (km(ui, known)) } @if let Some(day) = vehicle.mileage_on { " " span.quiet { (v::read_on(l, format::date(l, day))) } } }
        @if let Some(e) = estimate { p.quiet { (t::estimate(l, km(ui, e.km_a_year), km(ui, e.km_today))) } }
    }
}

pub(super) fn km(ui: &Ui, km: i32) -> String {
    v::km(ui.lang, format::integer(ui.lang, i64::from(km)))
}

fn row<'a>(ui: &Ui, reading: &MileageReading) -> ListRow<'a> {
    let l = ui.lang;
    let day = format::date(l, reading.read_on);
    let says = [Some(day), Some(source(ui, reading.source).to_owned()), reading.by.clone()];
    let says = says.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let struck = reading.struck.as_ref().map(|s| {
        let when = format::moment(l, s.at, ui.zone);
        match &s.by {
            Some(by) => t::struck_by(l, by, when),
            None => t::struck_on(l, when),
        }
    });
    let below = html! {
        (says)
        @if !reading.reason.is_empty() { br; (t::went_back(l, reading.reason.as_str())) }
        @if let (Some(says), Some(struck)) = (&struck, &reading.struck) { br; (says) " " (struck.reason) }
    };
    let shown = km(ui, reading.km);
    let row = match reading.struck {
        Some(_) => ListRow::new(html! { s { (shown) } }).end(badge(Tone::Neutral, t::struck(l))),
        None => ListRow::new(html! { span.number { (shown) } }),
    };
    row.below(below)
}

fn source(ui: &Ui, source: MileageSource) -> &'static str {
    let l = ui.lang;
    match source {
        MileageSource::Reception => t::source_reception(l),
        MileageSource::Manual => t::source_manual(l),
        MileageSource::Import => t::source_import(l),
        MileageSource::Invoice => t::source_invoice(l),
        MileageSource::Api => t::source_api(l),
    }
}

/// Every reading.
pub struct Readings<'a> {
    pub vehicle: &'a Vehicle,
    pub readings: &'a [MileageReading],
    /// The one about to be struck out, and why.
    pub striking: Option<MileageReadingId>,
    pub form: &'a StrikeForm,
    pub errors: &'a Fields,
}

pub fn page(ui: &Ui, page: &Readings) -> Markup {
    let l = ui.lang;
    let back = format!("/vehicles/{}", page.vehicle.id);
    let may = ui.may(Act::LookAfterVehicles) && page.vehicle.deleted_at.is_none();
    let rows: Vec<ListRow> = page
        .readings
        .iter()
        .map(|reading| {
            let row = row(ui, reading).id(format!("reading-{}", reading.id));
            let strike = format!("{back}/mileage?strike={}#strike", reading.id);
            if may && reading.struck.is_none() { row.end(Button::link(t::strike(l), strike).as_link()) } else { row }
        })
        .collect();
    let striking = page.readings.iter().find(|r| may && r.struck.is_none() && Some(r.id) == page.striking);
    let content = html! {
        (PageHeader::new(t::title(l)).back(c::back(l), back.as_str()).beside(super::plate_of(ui, page.vehicle.is.plate_shown())))
        (card(v::mileage(l), None, html! { div.stack { (now(ui, page.vehicle, page.readings)) } }))
        @if let Some(reading) = striking { (strike_form(ui, page, reading)) }
        @if rows.is_empty() { p.quiet { (v::mileage_unknown(l)) } } @else { (card_plain(t::readings(l), None, list(&rows))) }
    };
    ui.page(t::title(l), content)
}

fn strike_form(ui: &Ui, page: &Readings, reading: &MileageReading) -> Markup {
    let l = ui.lang;
    let back = format!("/vehicles/{}/mileage", page.vehicle.id);
    let inside = why::over(
        ui,
        page.errors,
        html! {
            p { (t::strike_text(l)) }
            (field::text("strike_reason", t::strike_reason(l)).value(page.form.strike_reason.as_str()).required().autofocus()
                .hint(t::strike_hint(l)).error(why::beside(l, page.errors, "strike_reason")))
            (form_end(&[Button::submit(t::strike(l)).primary(), Button::link(c::cancel(l), back.as_str()).ghost()]))
        },
    );
    let title = t::strike_title(l, km(ui, reading.km), format::date(l, reading.read_on));
    let form = Form::post(format!("/mileage-readings/{}/strike", reading.id)).id("strike").draw(ui.hidden(), inside);
    card(&title, None, form)
}

/// Kilometres, and why they went back once they did; also used at reception.
pub fn mileage_fields(ui: &Ui, km: &str, reason: &str, errors: &Fields) -> Markup {
    let l = ui.lang;
    let goes_back = errors.get("mileage_km") == Some(crm::Why::MileageGoesBack);
    let asked = goes_back || !reason.is_empty() || errors.get("mileage_reason").is_some();
    html! {
        (field::integer("mileage_km", v::mileage_read(l)).value(km).unit("km").error(why::beside(l, errors, "mileage_km")))
        @if asked {
            (field::text("mileage_reason", v::mileage_reason(l)).value(reason).hint(v::mileage_reason_hint(l))
                .error(why::beside(l, errors, "mileage_reason")))
        }
    }
}
