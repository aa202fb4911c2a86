//! Réception: a photo of a carte grise, the reading followed, the form to confirm. The same form serves by hand.

mod accuracy;

pub use accuracy::accuracy;
use chrono::{DateTime, Utc};
use crm::{
    Fields, Lang,
    contacts::ContactForm,
    duplicates::Twin,
    ids::ScanId,
    policy::Act,
    repair_orders::IntakeForm,
    scans::{
        Reading, Scan, ScanState,
        prefill::{FIELDS, code_of},
    },
    vehicles::{VehicleForm, VehicleRow},
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{
        Alert, Button, Choice, Doubt, Field, Form, ListRow, PageHeader, Progress, card, card_plain, columns, field,
        form_end, group, icons::Icon, list,
    },
    duplicates, format, repair_orders,
    text::{common as c, contacts as ct, scans as t, vehicles as vt},
    vehicles::upkeep::recall_alert,
    why,
};

pub const BOX: &str = "scan";

pub fn new(ui: &Ui, recent: &[(ScanId, ScanState, DateTime<Utc>)], error: Option<crm::Why>) -> Markup {
    let l = ui.lang;
    let photo = html! {
        (field::file("photo", t::photo(l)).accept("image/jpeg,image/png,application/pdf").camera().photo(t::photo_alt(l))
            .hint(t::photo_hint(l)).error(error.map(|w| why::say(l, w))))
        (form_end(&[Button::submit(t::read(l)).primary().icon(Icon::Scan)]))
    };
    let rows: Vec<ListRow> = recent
        .iter()
        .map(|(id, state, at)| {
            ListRow::new(state_word(l, *state))
                .href(format!("/scans/{id}"))
                .icon(Icon::Scan)
                .below(format::moment(l, *at, ui.zone))
        })
        .collect();
    let content = html! {
        (PageHeader::new(t::title(l)).secondary(Button::link(t::by_hand(l), "/reception").icon(Icon::Edit)))
        div.split {
            div.stack {
                (card(t::photo_title(l), None, html! {
                    div.stack {
                        p.measure { (t::photo_text(l)) }
                        (Form::post("/scans").files().draw(ui.hidden(), photo))
                    }
                }))
            }
            div.stack {
                @if ui.demo { (samples(ui)) }
                @if !rows.is_empty() { (card_plain(t::recent(l), None, list(&rows))) }
                p.small { a href="/scans/accuracy" { (t::accuracy_link(l)) } }
            }
        }
    };
    ui.page(t::title(l), content)
}

/// In the demo garage: a carte grise to try the reading with.
fn samples(ui: &Ui) -> Markup {
    let l = ui.lang;
    let buttons = html! {
        @for (n, label) in [("1", t::sample_1(l)), ("2", t::sample_2(l))] {
            (Button::submit(label).named("sample", n).icon(Icon::Car).wide())
        }
    };
    card(
        t::samples(l),
        None,
        html! {
            div.stack {
                p.quiet { (t::samples_text(l)) }
                (Form::post("/scans").plain().draw(ui.hidden(), html! { div.stack.stack-close { (buttons) } }))
            }
        },
    )
}

fn state_word(l: Lang, state: ScanState) -> &'static str {
    match state {
        ScanState::Reading => t::state_reading(l),
        ScanState::Read => t::state_read(l),
        ScanState::Unreadable => t::state_unreadable(l),
        ScanState::Failed => t::state_failed(l),
        ScanState::Adopted => t::state_adopted(l),
    }
}

/// The box that asks again every second until the reading is over; it then becomes the form.
pub fn reading(ui: &Ui, scan: &Scan, slow: bool) -> Markup {
    let l = ui.lang;
    let here = format!("/scans/{}", scan.id);
    let progress = Progress {
        id: BOX.into(),
        poll: here.clone().into(),
        title: t::reading_title(l).into(),
        text: if slow { t::reading_slow(l) } else { t::reading_text(l) }.into(),
        steps: vec![],
        again: (t::refresh(l).into(), here.into()),
    };
    html! { (progress) }
}

pub fn reading_page(ui: &Ui, scan: &Scan, slow: bool) -> Markup {
    let l = ui.lang;
    let content = html! {
        @if ui.may(Act::MakeScans) {
            (PageHeader::new(t::title(l)).back(c::back(l), "/scans/new").secondary(Button::link(t::by_hand(l), "/reception").icon(Icon::Edit)))
        } @else { (PageHeader::new(t::title(l)).back(c::back(l), "/")) }
        (reading(ui, scan, slow))
    };
    ui.page(t::title(l), content)
}

/// The form of reception, with or without a scan behind it.
pub struct Review<'a> {
    pub scan: Option<&'a Scan>,
    pub contact: &'a ContactForm,
    pub vehicle: &'a VehicleForm,
    pub intake: &'a IntakeForm,
    pub errors: &'a Fields,
    /// Vehicles we know by this plate or VIN; the first is offered.
    pub known_vehicles: &'a [VehicleRow],
    /// Customers who may be the holder.
    pub known_contacts: &'a [Twin],
    /// `new` or an id.
    pub contact_choice: &'a str,
    pub vehicle_choice: &'a str,
}

pub fn review_page(ui: &Ui, review: &Review) -> Markup {
    let l = ui.lang;
    let header = PageHeader::new(if review.scan.is_some() { t::review_title(l) } else { t::title(l) })
        .back(c::back(l), before(ui));
    ui.page(t::title(l), html! { (header) (review_box(ui, review)) })
}

pub fn review_box(ui: &Ui, review: &Review) -> Markup {
    let action = review.scan.map_or("/reception".to_owned(), |s| format!("/scans/{}/adopt", s.id));
    let draft = review.scan.map_or("reception".to_owned(), |s| format!("scan-{}", s.id));
    let form = match ui.may(Act::MakeScans) {
        true => Form::post(action).draft(draft).draw(ui.hidden(), inside(ui, review)),
        false => html! { fieldset disabled { div.form { (inside(ui, review)) } } },
    };
    html! {
        div.stack.stack-wide id=(BOX) {
            (outcome(ui, review))
            @match review.scan.filter(|s| s.shown.is_some()) {
                Some(scan) => { div.split.split-aside { div.stack { (form) } div.stack.photo-aside { (photo(ui, scan)) } } }
                None => (form),
            }
        }
    }
}

/// How the reading went, and what to do when it did not.
fn outcome(ui: &Ui, review: &Review) -> Markup {
    let l = ui.lang;
    let Some(scan) = review.scan else { return html! {} };
    let again = Button::link(t::again(l), "/scans/new").icon(Icon::Camera);
    let may = ui.may(Act::MakeScans);
    match scan.state {
        ScanState::Read | ScanState::Adopted | ScanState::Reading => html! {},
        ScanState::Unreadable => html! {
            (Alert::warning(advice(l, scan.reason.as_deref().unwrap_or_default())).title(t::unreadable(l)).more(html! { @if may { (again) } }))
        },
        ScanState::Failed => {
            let retry = Button::submit(t::retry(l)).icon(Icon::Refresh);
            let more = html! {
                div.row {
                    @if may && scan.reason.as_deref() == Some("engine") { (ui.post_button(&format!("/scans/{}/retry", scan.id), &retry)) }
                    @if may { (again) }
                }
            };
            html! { (Alert::bad(failure(l, scan.reason.as_deref().unwrap_or_default())).title(t::failed(l)).more(more)) }
        }
    }
}

/// Where cards are read, for those who read them.
fn before(ui: &Ui) -> &'static str {
    if ui.may(Act::MakeScans) { "/scans/new" } else { "/" }
}

fn advice(l: Lang, reason: &str) -> &'static str {
    match reason {
        "too_far" => t::too_far(l),
        "glare" => t::glare(l),
        "blur" => t::blur(l),
        "other_side" => t::other_side(l),
        "foot_missing" => t::foot_missing(l),
        "old_card" => t::old_card(l),
        "foreign_card" => t::foreign_card(l),
        _ => t::not_a_card(l),
    }
}

fn failure(l: Lang, reason: &str) -> String {
    match reason {
        "too_many_pixels" => why::say(l, crm::Why::FileTooManyPixels),
        "broken" => why::say(l, crm::Why::FileUnreadable),
        "heic" => why::say(l, crm::Why::FileHeic),
        "unsupported" => why::say(l, crm::Why::FileUnsupported),
        _ => t::engine(l).to_owned(),
    }
}

fn photo(ui: &Ui, scan: &Scan) -> Markup {
    let src = format!("/scans/{}/photo", scan.id);
    let l = ui.lang;
    let tool =
        |act: &str, label: &str| html! { button.button.button-secondary type="button" data-act=(act) { (label) } };
    let zoom = html! {
        div data-zoom {
            div.zoom-tools hidden {
                (tool("larger", t::photo_larger(l))) (tool("smaller", t::photo_smaller(l))) (tool("turn", t::photo_turn(l)))
            }
            div.zoom-pane { a href=(src) { img.photo src=(src) alt=(t::photo_alt(l)); } }
        }
    };
    card(t::the_photo(l), None, zoom)
}

/// How much of the reading is sure, and the key that accepts all of that.
fn accept(ui: &Ui, review: &Review) -> Markup {
    let l = ui.lang;
    let Some(reading) = review.scan.and_then(|scan| scan.reading.as_ref()) else { return html! {} };
    let shown = reading.fields.iter().filter(|(code, _)| FIELDS.iter().any(|(_, known)| known == code));
    let read = shown.filter(|(_, field)| field.lines.is_some());
    let (sure, doubts) = read.fold(
        (0, 0),
        |(sure, doubts), (_, field)| {
            if field.sure { (sure + 1, doubts) } else { (sure, doubts + 1) }
        },
    );
    html! {
        @if sure > 0 {
            div.review-bar data-review {
                p.measure { (t::accept_text(l, doubts)) }
                button.button.button-secondary type="button" aria-keyshortcuts="F2" hidden {
                    (t::accept_sure(l, sure)) " " kbd { (t::accept_key(l)) }
                }
            }
        }
    }
}

fn inside(ui: &Ui, review: &Review) -> Markup {
    let l = ui.lang;
    let fields = html! {
        @if !(review.known_vehicles.is_empty() && review.known_contacts.is_empty()) { input type="hidden" name="seen" value="yes"; }
        (accept(ui, review))
        (group(t::vehicle(l), None, html! { (vehicle_choice(ui, review)) (vehicle_fields(ui, review)) }))
        (group(t::customer(l), None, html! { (contact_choice(ui, review)) (contact_fields(ui, review)) }))
        (group(t::arrival(l), None, repair_orders::intake_fields(ui, review.intake, review.errors)))
        @if ui.may(Act::MakeScans) {
            (form_end(&[Button::submit(t::confirm(l)).primary(), Button::link(c::cancel(l), "/").ghost()]))
        }
    };
    why::over(ui, review.errors, fields)
}

fn vehicle_choice(ui: &Ui, review: &Review) -> Markup {
    let l = ui.lang;
    if review.known_vehicles.is_empty() {
        return html! { input type="hidden" name="vehicle_choice" value="new"; };
    }
    let mut choices: Vec<Choice> = review
        .known_vehicles
        .iter()
        .map(|v| {
            let owner = v.owner_name.as_deref().unwrap_or(t::nobody(l));
            Choice::new(v.id.to_string(), format!("{} {}", v.plate, v.name)).hint(t::known_vehicle(l, owner))
        })
        .collect();
    choices.push(Choice::new("new", t::new_vehicle(l)).hint(t::new_vehicle_hint(l)));
    html! {
        @for v in review.known_vehicles { (recall_alert(ui, v.id, v.recall)) }
        (field::radios("vehicle_choice", t::which_vehicle(l), choices).value(review.vehicle_choice).error(why::beside(l, review.errors, "vehicle_choice")))
    }
}

fn contact_choice(ui: &Ui, review: &Review) -> Markup {
    let l = ui.lang;
    if review.known_contacts.is_empty() {
        return html! { input type="hidden" name="contact_choice" value="new"; };
    }
    let mut choices: Vec<Choice> = review
        .known_contacts
        .iter()
        .map(|Twin { row, likeness }| {
            let reach = [row.phone.as_deref(), row.email.as_deref(), row.plate.as_deref()].into_iter().flatten();
            let hint: Vec<String> = reach.map(str::to_owned).chain([duplicates::why(ui, likeness)]).collect();
            Choice::new(row.id.to_string(), row.name.as_str()).hint(hint.join(" · "))
        })
        .collect();
    choices.push(Choice::new("new", t::new_customer(l)).hint(t::new_customer_hint(l)));
    html! { (field::radios("contact_choice", t::which_customer(l), choices).value(review.contact_choice).error(why::beside(l, review.errors, "contact_choice"))) }
}

/// A field and, when a scan read it, how far it may be believed, beside the strip of the photo it came from.
fn read<'a>(ui: &Ui, review: &Review<'a>, name: &'static str, field: Field<'a>, value: &'a str) -> Field<'a> {
    let l = ui.lang;
    let field = field.value(value).error(why::beside(l, review.errors, name));
    let (Some(scan), Some(code)) = (review.scan, code_of(name)) else { return field };
    let Some(read) = scan.reading.as_ref().and_then(|r: &Reading| r.fields.get(code)) else { return field };
    if read.lines.is_none() || value.is_empty() {
        return field;
    }
    let percent = i64::from((read.confidence * 100.0).round() as i32);
    let label = if read.sure { t::sure(l, code) } else { t::doubt(l, percent) };
    let src = format!("/scans/{}/strips/{code}", scan.id);
    let strip = read.strip.filter(|_| scan.page.is_some()).map(|_| (src.into(), t::strip_alt(l, code).into()));
    field.doubt(Some(Doubt { label: label.into(), sure: read.sure, strip, confirm: None }))
}

fn vehicle_fields(ui: &Ui, review: &Review) -> Markup {
    let l = ui.lang;
    let v = review.vehicle;
    columns(html! {
        (read(ui, review, "plate", field::code("plate", vt::plate(l)), &v.plate))
        (read(ui, review, "vin", field::code("vin", vt::vin(l)), &v.vin))
        (read(ui, review, "make", field::text("make", vt::make(l)), &v.make))
        (read(ui, review, "model", field::text("model", vt::model(l)), &v.model))
        (read(ui, review, "first_registered_on", field::date("first_registered_on", vt::first_registered_on(l)), &v.first_registered_on))
        (read(ui, review, "inspection_due_on", field::date("inspection_due_on", vt::inspection_due_on(l)), &v.inspection_due_on))
        (read(ui, review, "energy", field::code("energy", vt::energy_label(l)), &v.energy))
        (read(ui, review, "genre", field::code("genre", vt::genre(l)), &v.genre))
        (read(ui, review, "fiscal_power", field::integer("fiscal_power", vt::fiscal_power(l)), &v.fiscal_power))
        (read(ui, review, "variant", field::code("variant", vt::variant(l)), &v.variant))
        (read(ui, review, "cnit", field::code("cnit", vt::cnit(l)), &v.cnit))
        input type="hidden" name="registered_on" value=(v.registered_on);
        input type="hidden" name="power_kw" value=(v.power_kw);
    })
}

fn contact_fields(ui: &Ui, review: &Review) -> Markup {
    let l = ui.lang;
    let f = review.contact;
    let kinds = [
        Choice::new("particulier", ct::particulier(l)),
        Choice::new("professionnel", ct::professionnel(l)),
        Choice::new("administration", ct::administration(l)),
    ];
    html! {
        (field::radios("kind", ct::kind(l), kinds).value(f.kind.as_str()).error(why::beside(l, review.errors, "kind")).beside())
        (columns(html! {
            (read(ui, review, "last_name", field::text("last_name", ct::last_name(l)), &f.last_name))
            (read(ui, review, "first_name", field::text("first_name", ct::first_name(l)), &f.first_name))
            (read(ui, review, "company", field::text("company", ct::company(l)), &f.company))
            (read(ui, review, "siren", field::code("siren", ct::siren(l)), &f.siren))
            (read(ui, review, "phone", field::tel("phone", ct::phone(l)), &f.phone))
            (read(ui, review, "email", field::email("email", ct::email(l)), &f.email))
            (read(ui, review, "street", field::text("street", ct::street(l)), &f.street).whole())
            (read(ui, review, "extra", field::text("extra", ct::extra(l)), &f.extra).whole())
            (read(ui, review, "postcode", field::code("postcode", ct::postcode(l)), &f.postcode))
            (read(ui, review, "town", field::text("town", ct::town(l)), &f.town))
        }))
    }
}
