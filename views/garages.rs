//! Settings of the garage: what documents print, and what they still lack.

use crm::{Fields, garages::GarageForm, policy::Act};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{Alert, Button, Form, PageHeader, Tab, field::field_id, form_end, tabs},
    sign_up::identity,
    text::{self, common as c, garage as g, settings as t},
    why,
};

pub struct Settings<'a> {
    pub form: &'a GarageForm,
    pub version: i32,
    pub errors: &'a Fields,
    /// What legal invoices still lack.
    pub missing: &'a Fields,
    /// Somebody else saved meanwhile.
    pub stale: bool,
}

pub fn edit(ui: &Ui, settings: &Settings) -> Markup {
    let l = ui.lang;
    let may = ui.may(Act::EditSettings);
    let inside = why::over(
        ui,
        settings.errors,
        html! {
            fieldset disabled[!may] { div.form { (identity(ui, settings.form, settings.errors)) } }
            @if may { (form_end(&[Button::submit(c::save(l)).primary()])) }
        },
    );
    ui.page(g::title(l), html! {
        (head(ui, Part::Garage))
        @if settings.stale { (Alert::warning(why::say(l, crm::Why::Stale))) }
        @if !may { (Alert::info(t::owner_only(l))) }
        @if !settings.missing.is_empty() { (missing(ui, settings.missing)) }
        @if may { (Form::post("/settings").draft(format!("settings-v{}", settings.version)).draw(ui.hidden_version(settings.version), inside)) }
        @else { (inside) }
    })
}

fn missing(ui: &Ui, fields: &Fields) -> Markup {
    let l = ui.lang;
    let list = html! {
        ul { @for (name, _) in &fields.0 { li { a href={ "#" (field_id(name)) } { (label(ui, name)) } } } }
    };
    html! { (Alert::warning(t::missing_text(l)).title(t::missing_title(l)).more(list)) }
}

/// The label of a field that invoices need.
fn label<'a>(ui: &Ui, name: &'a str) -> &'a str {
    let l = ui.lang;
    match name {
        "capital" => g::capital(l),
        "rcs_town" => g::rcs_town(l),
        "mediator_name" => g::mediator_name(l),
        "iban" => g::iban(l),
        "vat_number" => g::vat_number(l),
        "insurance" => g::insurance(l),
        name => name,
    }
}

/// Where one is in the settings.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Garage,
    Tags,
    Fields,
    Team,
    Roles,
    Support,
    Tokens,
    Privacy,
    Changes,
    Journal,
}

/// Title and tabs, the same on all its pages.
pub fn head(ui: &Ui, part: Part) -> Markup {
    let l = ui.lang;
    let mut all = Vec::new();
    if ui.may(Act::SeeSettings) {
        all.push(Tab::new(t::garage(l), "/settings", part == Part::Garage));
    }
    if ui.may(Act::EditContacts) {
        all.push(Tab::new(t::tags(l), "/settings/tags", part == Part::Tags));
        all.push(Tab::new(t::fields(l), "/settings/fields", part == Part::Fields));
    }
    if ui.may(Act::EditTeam) {
        all.push(Tab::new(t::team(l), "/settings/team", part == Part::Team));
    }
    if ui.may(Act::SeeRoles) {
        all.push(Tab::new(text::roles::title(l), "/settings/roles", part == Part::Roles));
    }
    if ui.may(Act::GrantSupport) {
        all.push(Tab::new(text::support::title(l), "/settings/support", part == Part::Support));
    }
    if ui.may(Act::EditTokens) {
        all.push(Tab::new(t::tokens(l), "/settings/tokens", part == Part::Tokens));
    }
    if ui.may(Act::SeeRegister) {
        all.push(Tab::new(t::privacy(l), "/settings/register", part == Part::Privacy));
    }
    if ui.may(Act::SeeChanges) {
        all.push(Tab::new(t::changes(l), "/changes", part == Part::Changes));
    }
    if ui.may(Act::SeeJournal) {
        all.push(Tab::new(t::journal(l), "/security-events", part == Part::Journal));
    }
    html! { (PageHeader::new(t::title(l))) @if all.len() > 1 { (tabs(t::title(l), &all)) } }
}
