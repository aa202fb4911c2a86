//! Who owned a vehicle, and selling it.

use chrono::NaiveDate;
use crm::{
    Fields,
    contacts::Contact,
    policy::Act,
    reach::show_phone,
    vehicles::{FormerVehicle, Ownership, SaleForm, Vehicle},
};
use maud::{Markup, html};

use super::{Page, plate_of};
use crate::{
    Ui,
    components::{
        Alert, Button, Form, ListRow, PageHeader, avatar, buttons, card, card_plain, field, form_end, icons::Icon, list,
    },
    confirm::{self, Question},
    format, pick,
    text::{common as c, owners as t, vehicles as v},
    why,
};

/// Today's owner, then those before.
pub(super) fn owners_card(ui: &Ui, page: &Page) -> Markup {
    let l = ui.lang;
    let vehicle = page.vehicle;
    let may = ui.may(Act::EditVehicles) && vehicle.deleted_at.is_none();
    let sell = html! { (Button::link(t::sell(l), format!("/vehicles/{}/owner", vehicle.id)).as_link()) };
    let more = may.then_some(sell);
    let past = page.owners.iter().any(|o| o.until.is_some());
    if page.owner.is_none() && !past {
        return card(v::owner(l), more, html! { p.quiet { (v::no_owner(l)) } });
    }
    let rows: Vec<ListRow> = page.owners.iter().map(|o| row(ui, o, page.owner)).collect();
    let undo = Button::submit(t::undo(l)).as_link().icon(Icon::Undo).confirm(
        t::undo_question(l),
        t::undo_text(l),
        c::cancel(l),
    );
    let undo = Form::post(format!("/vehicles/{}/owner/undo", vehicle.id))
        .plain()
        .draw(ui.hidden_version(vehicle.version), html! { (undo) });
    let title = if past { t::title(l) } else { v::owner(l) };
    card_plain(title, more, html! { (list(&rows)) @if past && may { div.card-foot { (undo) } } })
}

fn row<'a>(ui: &Ui, own: &'a Ownership, now: Option<&Contact>) -> ListRow<'a> {
    let l = ui.lang;
    let name = own.owner_name.as_deref().unwrap_or(t::outside(l)).to_owned();
    let when = period(ui, own.since, own.until);
    let reach = now.filter(|_| own.until.is_none()).map(|contact| {
        let phone = contact.is.phone.as_deref().map(show_phone);
        let mail = contact.is.email.as_ref().map(|e| e.as_str());
        [phone.as_deref(), mail].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    });
    let below = [reach.unwrap_or_default(), when].into_iter().filter(|part| !part.is_empty());
    let below = below.collect::<Vec<_>>().join(" · ");
    let row = ListRow::new(name.clone()).below(below);
    match own.owner {
        Some(id) => row.href(format!("/contacts/{id}")).start(avatar(name)),
        None => row.icon(Icon::User),
    }
}

fn period(ui: &Ui, since: Option<NaiveDate>, until: Option<NaiveDate>) -> String {
    let l = ui.lang;
    let date = |day| format::date(l, day);
    match (since, until) {
        (Some(since), Some(until)) => t::from_to(l, date(since), date(until)),
        (Some(since), None) => t::since(l, date(since)),
        (None, Some(until)) => t::until(l, date(until)),
        (None, None) => String::new(),
    }
}

/// Vehicles a customer once had, on his page.
pub fn former(ui: &Ui, all: &[FormerVehicle]) -> Markup {
    let l = ui.lang;
    let rows: Vec<ListRow> = all
        .iter()
        .map(|v| {
            let name = if v.name.is_empty() { v::unnamed(l) } else { v.name.as_str() };
            ListRow::new(name)
                .below(t::sold_on(l, format::date(l, v.until)))
                .href(format!("/vehicles/{}", v.id))
                .start(plate_of(ui, &v.plate))
        })
        .collect();
    html! { @if !rows.is_empty() { (card_plain(t::former(l), None, list(&rows))) } }
}

/// The page of a sale.
pub struct Selling<'a> {
    pub vehicle: &'a Vehicle,
    pub buyer: Option<&'a Contact>,
    pub form: &'a SaleForm,
    pub errors: &'a Fields,
}

pub fn sell(ui: &Ui, selling: &Selling) -> Markup {
    let l = ui.lang;
    let id = selling.vehicle.id;
    let back = format!("/vehicles/{id}");
    let inside = why::over(
        ui,
        selling.errors,
        html! {
            input type="hidden" name="owner" value=(selling.form.owner);
            (field::date("sold_on", t::day(l)).value(selling.form.sold_on.as_str()).required()
                .error(why::beside(l, selling.errors, "sold_on")))
            (form_end(&[Button::submit(t::record(l)).primary(), Button::link(c::cancel(l), back.as_str()).ghost()]))
        },
    );
    let outside = selling.form.owner == "none";
    let content = html! {
        (PageHeader::new(t::sell_title(l)).back(c::back(l), back.as_str()).beside(plate_of(ui, selling.vehicle.is.plate_shown())))
        (Alert::info(t::explains(l)))
        (buyer(ui, selling, outside))
        @if outside || selling.buyer.is_some() { (Form::post(format!("/vehicles/{id}/owner")).draw(ui.hidden(), inside)) }
    };
    ui.page(t::sell_title(l), content)
}

/// To whom: a step by itself, so that it works without JavaScript too.
fn buyer(ui: &Ui, selling: &Selling, outside: bool) -> Markup {
    let l = ui.lang;
    let here = format!("/vehicles/{}/owner?owner=", selling.vehicle.id);
    let chosen = match selling.buyer {
        Some(contact) => Some(ListRow::new(contact.is.name()).start(avatar(contact.is.full_name()))),
        None => outside.then(|| ListRow::new(t::outside(l)).icon(Icon::User)),
    };
    let to_nobody = [Button::link(t::sold_outside(l), format!("{here}none"))];
    let fresh = [Button::link(t::new_owner(l), format!("/contacts/new?to={}", pick::encoded(&here))).as_link()];
    let content = html! {
        @if let Some(row) = &chosen {
            (list(std::slice::from_ref(row)))
            div.card-foot { details.fold { summary.link { (t::other(l)) } (pick::search(ui, &here, "")) (buttons(&to_nobody)) } }
        } @else {
            div.card-body.stack { (pick::search(ui, &here, "")) (buttons(&to_nobody)) @if ui.may(Act::EditContacts) { (buttons(&fresh)) } }
        }
    };
    card_plain(t::to_whom(l), None, content)
}

pub fn undo_question(ui: &Ui, vehicle: &Vehicle) -> Markup {
    let l = ui.lang;
    let (action, back) = (format!("/vehicles/{}/owner/undo", vehicle.id), format!("/vehicles/{}", vehicle.id));
    let version = vehicle.version.to_string();
    confirm::page(
        ui,
        &Question {
            question: t::undo_question(l),
            text: t::undo_text(l),
            action: &action,
            label: t::undo(l),
            back: &back,
            keep: &[("version", &version)],
        },
    )
}
