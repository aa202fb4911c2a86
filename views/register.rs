//! Registre des traitements (RGPD art. 30), made from what is really set: nothing in it is promised, all of it is so.

use crm::{consents::Text, garages::Garage, policy::Act, retention::Retention};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{Button, Facts, card, facts, icons::Icon},
    format,
    garages::{Part, head},
    text::{contacts, register as t},
};

/// Whom the program talks to, where somebody set it up.
pub struct Partners {
    pub mail: bool,
    pub vision: bool,
    pub gemini: bool,
}

pub struct Register<'a> {
    pub garage: &'a Garage,
    pub retention: &'a Retention,
    pub partners: &'a Partners,
    pub texts: &'a [Text],
    pub people: usize,
}

const ACTIVITIES: [&str; 8] = ["customers", "documents", "cards", "messages", "offers", "team", "security", "rights"];

const MEASURES: [&str; 7] = ["rows", "sealed", "passwords", "roles", "journals", "photos", "nightly"];

pub fn show(ui: &Ui, page: &Register) -> Markup {
    let l = ui.lang;
    let content = html! {
        (head(ui, Part::Privacy))
        div.row.no-print {
            (Button::link(t::retention(l), "/settings/retention").icon(Icon::Clock))
            @if ui.may(Act::SeePersonalData) { (Button::link(t::requests(l), "/rights-requests").icon(Icon::Users)) }
            @if ui.may(Act::LeaveGarage) { (Button::link(t::leave(l), "/settings/leaving").icon(Icon::SignOut)) }
        }
        (card(t::title(l), None, controller(ui, page)))
        @for activity in ACTIVITIES { (card(&t::name(l, activity), None, record(ui, page, activity))) }
        (card(t::measures(l), None, html! { ul { @for what in MEASURES { li { (t::measure(l, what)) } } } }))
        (card(t::texts(l), None, texts(ui, page.texts)))
    };
    ui.page(t::title(l), content)
}

fn controller(ui: &Ui, page: &Register) -> Markup {
    let l = ui.lang;
    let g = page.garage;
    let address = format!("{}, {} {}", g.address.street, g.address.postcode, g.address.town);
    let none = !(page.partners.mail || page.partners.vision || page.partners.gemini);
    let partners = html! {
        ul {
            @if page.partners.mail { li { (t::partner_mail(l)) } }
            @if page.partners.vision { li { (t::partner_vision(l)) } }
            @if page.partners.gemini { li { (t::partner_gemini(l)) } }
            @if none { li { (t::partner_none(l)) } }
        }
    };
    html! {
        div.stack {
            p.quiet { (t::text(l, format::long_date(l, ui.today))) }
            (facts(Facts::Lines, &[
                (t::controller(l), html! { (g.name) }),
                (t::address(l), html! { (address) }),
                (t::siret(l), html! { (g.siret.as_str()) }),
                (t::contact(l), html! { (g.email) }),
                (t::people(l), html! { (t::people_many(l, i64::try_from(page.people).unwrap_or_default())) }),
                (t::partners(l), partners),
            ]))
        }
    }
}

fn record(ui: &Ui, page: &Register, activity: &str) -> Markup {
    let l = ui.lang;
    let r = page.retention;
    let kept = match activity {
        "customers" => t::kept_customers(l, i64::from(r.inactive_months)),
        "documents" => t::kept_documents(l).to_owned(),
        "cards" => t::kept_cards(l, i64::from(r.scan_days)),
        "messages" => t::kept_messages(l, i64::from(r.message_months)),
        "offers" => t::kept_offers(l).to_owned(),
        "team" => t::kept_team(l).to_owned(),
        "security" => t::kept_security(l, i64::from(r.security_months), i64::from(r.audit_months)),
        _ => t::kept_rights(l).to_owned(),
    };
    let mut to = vec![t::recipient_staff(l)];
    match activity {
        "documents" => to.push(t::recipient_accountant(l)),
        "cards" if page.partners.vision || page.partners.gemini => to.push(t::recipient_readers(l)),
        "messages" | "offers" if page.partners.mail => to.push(t::recipient_mail(l)),
        _ => {}
    }
    facts(
        Facts::Lines,
        &[
            (t::purpose(l), html! { (t::purpose_of(l, activity)) }),
            (t::basis(l), html! { (t::basis_of(l, activity)) }),
            (t::persons(l), html! { (t::persons_of(l, activity)) }),
            (t::data(l), html! { (t::data_of(l, activity)) }),
            (t::recipients(l), html! { (to.join(" ; ")) }),
            (t::kept(l), html! { (kept) }),
        ],
    )
}

fn texts(ui: &Ui, texts: &[Text]) -> Markup {
    let l = ui.lang;
    html! {
        dl.facts {
            @for text in texts {
                div id=(text.purpose.as_str()) {
                    dt { (contacts::purpose(l, text.purpose.as_str())) " · " (t::version(l, i64::from(text.version), format::date(l, text.valid_from))) }
                    dd { (text.text) }
                }
            }
        }
    }
}
