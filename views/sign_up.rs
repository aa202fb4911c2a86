//! Opening a garage; the same identity fields serve the settings.

use crm::{
    Fields,
    garages::{GarageForm, LEGAL_FORMS},
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{Button, Choice, Form, PageHeader, columns, field, form_end, group},
    text::{common as c, garage as g, sign_up as t},
    why,
};

/// Who opens, and where.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct OwnerForm {
    pub subdomain: String,
    pub owner_name: String,
    pub owner_email: String,
    pub usual_packages: String,
}

pub fn page(ui: &Ui, owner: &OwnerForm, garage: &GarageForm, errors: &Fields, domain: &str) -> Markup {
    let l = ui.lang;
    let wrong = |name: &str| why::beside(l, errors, name);
    let who = columns(html! {
        (field::text("owner_name", t::owner_name(l)).value(owner.owner_name.as_str()).error(wrong("owner_name")).autocomplete("name").required())
        (field::email("owner_email", t::owner_email(l)).value(owner.owner_email.as_str()).error(wrong("owner_email")).autocomplete("username").required())
        (field::password("password", t::password(l), crate::text::sign_in::show(l)).hint(t::password_hint(l)).error(wrong("password")).autocomplete("new-password").required())
        (field::text("subdomain", t::subdomain(l)).value(owner.subdomain.as_str()).unit(format!(".{domain}")).hint(t::subdomain_hint(l)).error(wrong("subdomain")).required())
    });
    let inside = why::over(
        ui,
        errors,
        html! {
            (group(t::who(l), Some(t::who_hint(l)), who))
            (identity(ui, garage, errors))
            (group(t::start(l), None, html! {
                (field::checkbox("usual_packages", t::usual_packages(l)).checked(!owner.usual_packages.is_empty()).hint(t::usual_packages_hint(l)))
            }))
            (form_end(&[Button::submit(t::open(l)).primary()]))
        },
    );
    let content = html! {
        (PageHeader::new(t::title(l)).below(html! { (t::text(l)) }))
        (Form::post("/sign-up").draft("sign-up").draw(ui.hidden(), inside))
    };
    ui.plain_wide(t::title(l), content, html! {})
}

/// Legal identity, prices, habits and mentions: all that documents need.
pub fn identity(ui: &Ui, form: &GarageForm, errors: &Fields) -> Markup {
    let l = ui.lang;
    html! {
        (group(g::identity(l), Some(g::identity_hint(l)), legal(ui, form, errors)))
        (group(g::address(l), None, address(ui, form, errors)))
        (group(g::prices(l), Some(g::prices_hint(l)), prices(ui, form, errors)))
        (group(g::invoicing(l), None, invoicing(ui, form, errors)))
        (group(g::mentions(l), Some(g::mentions_hint(l)), mentions(ui, form, errors)))
    }
}

fn legal(ui: &Ui, f: &GarageForm, errors: &Fields) -> Markup {
    let l = ui.lang;
    let wrong = |name: &str| why::beside(l, errors, name);
    let forms = LEGAL_FORMS.iter().map(|form| Choice::new(*form, legal_form(ui, form)));
    columns(html! {
        (field::text("name", g::name(l)).value(f.name.as_str()).error(wrong("name")).autocomplete("organization").required())
        (field::text("trade_name", g::trade_name(l)).value(f.trade_name.as_str()).error(wrong("trade_name")).hint(g::trade_name_hint(l)))
        (field::select("legal_form", g::legal_form(l), forms).value(f.legal_form.as_str()).error(wrong("legal_form")))
        (field::money("capital", g::capital(l), "€").value(f.capital.as_str()).error(wrong("capital")).hint(g::capital_hint(l)))
        (field::code("siret", g::siret(l)).value(f.siret.as_str()).error(wrong("siret")).hint(g::siret_hint(l)).inputmode("numeric").required())
        (field::text("rcs_town", g::rcs_town(l)).value(f.rcs_town.as_str()).error(wrong("rcs_town")).hint(g::rcs_town_hint(l)))
        (field::code("vat_number", g::vat_number(l)).value(f.vat_number.as_str()).error(wrong("vat_number")).hint(g::vat_number_hint(l)))
        (field::code("ape", g::ape(l)).value(f.ape.as_str()).error(wrong("ape")).hint(g::ape_hint(l)))
        (field::checkbox("franchise", g::franchise(l)).checked(!f.franchise.is_empty()).hint(g::franchise_hint(l)))
    })
}

fn legal_form<'a>(ui: &Ui, form: &'a str) -> &'a str {
    match form {
        "association" => g::association(ui.lang),
        "other" => g::other(ui.lang),
        "EI" => g::ei(ui.lang),
        form => form,
    }
}

fn address(ui: &Ui, f: &GarageForm, errors: &Fields) -> Markup {
    let l = ui.lang;
    let wrong = |name: &str| why::beside(l, errors, name);
    let zones = ZONES.iter().map(|zone| Choice::new(*zone, zone.rsplit('/').next().unwrap_or(zone).replace('_', " ")));
    columns(html! {
        (field::text("street", g::street(l)).value(f.street.as_str()).error(wrong("street")).whole().required())
        (field::text("extra", g::extra(l)).value(f.extra.as_str()).error(wrong("extra")).whole())
        (field::code("postcode", g::postcode(l)).value(f.postcode.as_str()).error(wrong("postcode")).inputmode("numeric").required())
        (field::text("town", g::town(l)).value(f.town.as_str()).error(wrong("town")).required())
        (field::tel("phone", g::phone(l)).value(f.phone.as_str()).error(wrong("phone")).required())
        (field::email("email", g::email(l)).value(f.email.as_str()).error(wrong("email")).hint(g::email_hint(l)).required())
        (field::select("time_zone", g::time_zone(l), zones).value(f.time_zone.as_str()).error(wrong("time_zone")))
    })
}

const ZONES: [&str; 7] = [
    "Europe/Paris",
    "Indian/Reunion",
    "America/Guadeloupe",
    "America/Martinique",
    "America/Cayenne",
    "Indian/Mayotte",
    "Pacific/Noumea",
];

fn prices(ui: &Ui, f: &GarageForm, errors: &Fields) -> Markup {
    let l = ui.lang;
    let wrong = |name: &str| why::beside(l, errors, name);
    let methods = [Choice::new("book", g::book(l)), Choice::new("time_spent", g::time_spent(l))];
    let entries = [Choice::new("ttc", g::ttc(l)), Choice::new("ht", g::ht(l))];
    let rates = ["20", "8,5", "10", "5,5", "2,1"].map(|r| Choice::new(r, format!("{r} %")));
    columns(html! {
        (field::money("labour_t1", g::labour_t1(l), g::per_hour(l)).value(f.labour_t1.as_str()).error(wrong("labour_t1")).required())
        (field::money("labour_t2", g::labour_t2(l), g::per_hour(l)).value(f.labour_t2.as_str()).error(wrong("labour_t2")).required())
        (field::money("labour_t3", g::labour_t3(l), g::per_hour(l)).value(f.labour_t3.as_str()).error(wrong("labour_t3")).required())
        (field::select("labour_method", g::labour_method(l), methods).value(f.labour_method.as_str()))
        (field::select("vat_rate", g::vat_rate(l), rates).value(f.vat_rate.as_str()).error(wrong("vat_rate")).hint(g::vat_rate_hint(l)))
        (field::select("entry", g::entry(l), entries).value(f.entry.as_str()).hint(g::entry_hint(l)))
    })
}

fn invoicing(ui: &Ui, f: &GarageForm, errors: &Fields) -> Markup {
    let l = ui.lang;
    let wrong = |name: &str| why::beside(l, errors, name);
    let langs = [Choice::new("fr", c::french(l)), Choice::new("en", c::english(l))];
    html! {
        (columns(html! {
            (field::code("iban", g::iban(l)).value(f.iban.as_str()).error(wrong("iban")).hint(g::iban_hint(l)))
            (field::code("bic", g::bic(l)).value(f.bic.as_str()).error(wrong("bic")))
            (field::integer("payment_days", g::payment_days(l)).value(f.payment_days.as_str()).error(wrong("payment_days")).hint(g::payment_days_hint(l)))
            (field::integer("quote_days", g::quote_days(l)).value(f.quote_days.as_str()).error(wrong("quote_days")))
            (field::decimal("late_penalty_percent", g::late_penalty(l)).value(f.late_penalty_percent.as_str()).unit("%").error(wrong("late_penalty_percent")).hint(g::late_penalty_hint(l)))
            (field::select("lang", g::lang(l), langs).value(f.lang.as_str()))
        }))
        (field::checkbox("vat_on_debits", g::vat_on_debits(l)).checked(!f.vat_on_debits.is_empty()).hint(g::vat_on_debits_hint(l)))
        (field::checkbox("seal_on_acceptance", g::seal_on_acceptance(l)).checked(!f.seal_on_acceptance.is_empty()).hint(g::seal_on_acceptance_hint(l)))
    }
}

fn mentions(ui: &Ui, f: &GarageForm, errors: &Fields) -> Markup {
    let l = ui.lang;
    let wrong = |name: &str| why::beside(l, errors, name);
    html! {
        (columns(html! {
            (field::text("mediator_name", g::mediator_name(l)).value(f.mediator_name.as_str()).error(wrong("mediator_name")))
            (field::text("mediator_url", g::mediator_url(l)).value(f.mediator_url.as_str()).error(wrong("mediator_url")))
            (field::text("mediator_address", g::mediator_address(l)).value(f.mediator_address.as_str()).error(wrong("mediator_address")).whole())
            (field::text("insurance", g::insurance(l)).value(f.insurance.as_str()).error(wrong("insurance")).hint(g::insurance_hint(l)).whole())
        }))
        (field::textarea("extra_mention", g::extra_mention(l), 2).value(f.extra_mention.as_str()).error(wrong("extra_mention")))
    }
}
