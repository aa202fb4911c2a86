//! The form of a customer.

use crm::{
    Fields,
    contacts::{ContactForm, MORE, MORE_ADDRESSES},
    custom_fields::CustomField,
    duplicates::Twin,
    ids::ContactId,
    proposals::{From, Proposal},
};
use maud::{Markup, html};

use super::{own_fields, state::address};
use crate::{
    Ui,
    components::{
        Alert, Button, Form, ListRow, PageHeader, columns, field, fold, form_end, group, icons::Icon, list,
        required_note,
    },
    duplicates,
    text::{common as c, contacts as t},
    why,
};

/// A form, for a new contact or an old one.
pub struct Editing<'a> {
    pub form: &'a ContactForm,
    pub errors: &'a Fields,
    /// Id and version of an existing contact.
    pub of: Option<(ContactId, i32)>,
    /// Somebody else saved meanwhile.
    pub stale: bool,
    /// Contacts that may be the same person, to be opened instead of making a twin.
    pub twins: &'a [Twin],
    /// The garage's own fields, and the names of its tags.
    pub own: &'a [CustomField],
    pub tags: &'a [String],
    /// What may be missing, to be taken or left.
    pub proposals: &'a [Proposal],
    /// What one was doing; a new contact's id is added to it. Empty: nothing.
    pub to: &'a str,
}

pub fn edit(ui: &Ui, editing: &Editing) -> Markup {
    let l = ui.lang;
    let (title, back, action) = match editing.of {
        Some((id, _)) => (t::edit_title(l), format!("/contacts/{id}"), format!("/contacts/{id}")),
        None => (t::new_title(l), "/contacts".to_owned(), "/contacts".to_owned()),
    };
    let back = if editing.to.is_empty() { back } else { editing.to.to_owned() };
    let (hidden, draft) = match editing.of {
        Some((id, version)) => (ui.hidden_version(version), format!("contact-{id}-v{version}")),
        None => (ui.hidden(), "contact-new".to_owned()),
    };
    let hidden = html! { (hidden) @if !editing.to.is_empty() { input type="hidden" name="to" value=(editing.to); } };
    let twins = editing.twins;
    let confirm = (!twins.is_empty()).then(|| html! { input type="hidden" name="twin_seen" value="yes"; });
    let inside = why::over(
        ui,
        editing.errors,
        html! {
            (confirm.unwrap_or_default())
            (fields(ui, editing.form, editing.errors))
            (more_fields(ui, editing))
            (required_note(t::required(l)))
            (form_end(&[Button::submit(c::save(l)).primary(), Button::link(c::cancel(l), back.as_str()).ghost()]))
        },
    );
    let content = html! {
        (PageHeader::new(title).back(c::back(l), back.as_str()))
        @if editing.stale { (why::stale(ui, &action)) }
        @if !twins.is_empty() { (twins_notice(ui, twins, editing.to)) }
        (proposals(ui, editing))
        (Form::post(action).draft(draft).draw(hidden, inside))
    };
    ui.page(title, content)
}

/// Each is a link to the same form with it filled in: nothing is kept until the form is saved.
fn proposals(ui: &Ui, editing: &Editing) -> Markup {
    let l = ui.lang;
    let Some((id, _)) = editing.of.filter(|_| !editing.proposals.is_empty()) else { return html! {} };
    let links = editing.proposals.iter().map(|p| {
        let value = if p.field == "civility" { crate::text::sheets::civility_of(l, &p.value) } else { p.value.clone() };
        let pairs = [("use".to_owned(), p.field.to_owned()), ("value".to_owned(), p.value.clone())];
        let from = match p.from {
            From::EmailDomain => t::from_email(l),
            From::FirstName => t::from_first_name(l),
            From::Postcode => t::from_postcode(l),
        };
        html! { li { a href=(address(&format!("/contacts/{id}/edit"), &pairs)) { (t::take_proposal(l, t::proposed_field(l, p.field), value)) } " " span.small.quiet { (from) } } }
    });
    let list = html! { ul { @for link in links { (link) } } };
    html! { (Alert::info(t::proposals_text(l)).title(t::proposals(l)).more(list)) }
}

/// The one who is known already: his page, or what one was doing, with him.
fn twins_notice(ui: &Ui, twins: &[Twin], to: &str) -> Markup {
    let l = ui.lang;
    let rows: Vec<ListRow> = twins
        .iter()
        .map(|Twin { row, likeness }| {
            let below = [row.phone.as_deref(), row.email.as_deref(), row.plate.as_deref()]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" · ");
            let below = html! { (below) br; (duplicates::why(ui, likeness)) };
            let href = if to.is_empty() { format!("/contacts/{}", row.id) } else { format!("{to}{}", row.id) };
            ListRow::new(row.name.as_str()).below(below).href(href).icon(Icon::User)
        })
        .collect();
    html! { (Alert::warning(t::twins_text(l)).title(t::twins_title(l)).more(list(&rows))) }
}

/// The fields alone, also used at reception.
pub fn fields(ui: &Ui, form: &ContactForm, errors: &Fields) -> Markup {
    let l = ui.lang;
    let wrong = |name: &str| why::beside(l, errors, name);
    let kinds = [
        field::Choice::new("particulier", t::particulier(l)),
        field::Choice::new("professionnel", t::professionnel(l)).hint(t::professionnel_hint(l)),
        field::Choice::new("administration", t::administration(l)),
    ];
    let civilities = ["", "mme", "m"].map(|word| field::Choice::new(word, t::civility_of(l, word)));
    let who = html! {
        (field::radios("kind", t::kind(l), kinds.to_vec()).value(form.kind.as_str()).error(wrong("kind")).beside())
        (columns(html! {
            (field::select("civility", t::civility(l), civilities).value(form.civility.as_str()))
            (field::text("last_name", t::last_name(l)).value(form.last_name.as_str()).error(wrong("last_name")).autocomplete("off"))
            (field::text("first_name", t::first_name(l)).value(form.first_name.as_str()).error(wrong("first_name")).autocomplete("off"))
            (field::text("company", t::company(l)).value(form.company.as_str()).error(wrong("company")).hint(t::company_hint(l)))
            (field::code("siren", t::siren(l)).value(form.siren.as_str()).error(wrong("siren")).hint(t::siren_hint(l)).inputmode("numeric"))
            (field::code("vat_number", t::vat_number(l)).value(form.vat_number.as_str()).error(wrong("vat_number")).hint(t::vat_number_hint(l)))
            (field::code("service_code", t::service_code(l)).value(form.service_code.as_str()).error(wrong("service_code")).hint(t::service_code_hint(l)))
        }))
        (field::checkbox("order_required", t::order_required(l)).checked(!form.order_required.is_empty()).hint(t::order_required_hint(l)))
    };
    let reach = columns(html! {
        (field::tel("phone", t::phone(l)).value(form.phone.as_str()).error(wrong("phone")))
        (field::email("email", t::email(l)).value(form.email.as_str()).error(wrong("email")))
    });
    let address = columns(html! {
        (field::text("street", t::street(l)).value(form.street.as_str()).error(wrong("street")).whole())
        (field::text("extra", t::extra(l)).value(form.extra.as_str()).error(wrong("extra")).whole())
        (field::code("postcode", t::postcode(l)).value(form.postcode.as_str()).error(wrong("postcode")).inputmode("numeric"))
        (field::text("town", t::town(l)).value(form.town.as_str()).error(wrong("town")))
    });
    html! {
        (group(t::identity(l), None, who))
        (group(t::reach(l), None, reach))
        (group(t::address(l), Some(t::address_hint(l)), address))
    }
}

/// What is rarely typed while a customer stands at the counter.
fn more_fields(ui: &Ui, editing: &Editing) -> Markup {
    let l = ui.lang;
    let (form, errors) = (editing.form, editing.errors);
    let wrong = |name: &str| why::beside(l, errors, name);
    let langs = vec![field::Choice::new("fr", c::french(l)), field::Choice::new("en", c::english(l))];
    let channels =
        ["", "phone", "sms", "whatsapp", "email", "post"].map(|word| field::Choice::new(word, t::channel_of(l, word)));
    let rest = html! {
        (columns(html! {
            (field::text("tags", t::tags(l)).value(form.tags.as_str()).error(wrong("tags")).hint(t::tags_hint(l)).list("tag-names").autocomplete("off"))
            (field::select("channel", t::channel(l), channels).value(form.channel.as_str()).error(wrong("channel")))
            (field::select("lang", t::lang(l), langs).value(form.lang.as_str()))
            (field::text("code", t::code(l)).value(form.code.as_str()).error(wrong("code")).hint(t::code_hint(l)).autocomplete("off"))
        }))
        datalist #tag-names { @for name in editing.tags { option value=(name); } }
        (field::textarea("notes", t::notes(l), 3).value(form.notes.as_str()).error(wrong("notes")))
    };
    html! {
        (others(ui, form, errors))
        @if !editing.own.is_empty() { (group(t::own_fields(l), None, own_fields::inputs(ui, editing.own, form, errors))) }
        (group(t::rest(l), None, rest))
    }
}

/// Other phones, e-mails and addresses: those there are and an empty one, behind a line of its own when there are none.
fn others(ui: &Ui, form: &ContactForm, errors: &Fields) -> Markup {
    let l = ui.lang;
    let used = |last: usize, name: &dyn Fn(usize) -> String| {
        (2..last).rev().find(|n| !form.more(&name(*n)).is_empty() || errors.get(&name(*n)).is_some()).unwrap_or(1)
    };
    let phones = used(2 + MORE, &|n| format!("phone_{n}"));
    let emails = used(2 + MORE, &|n| format!("email_{n}"));
    let addresses =
        used(2 + MORE_ADDRESSES, &|n| format!("town_{n}")).max(used(2 + MORE_ADDRESSES, &|n| format!("street_{n}")));
    let some = phones.max(emails).max(addresses) > 1;
    let wrong = |name: &str| why::beside(l, errors, name);
    let label_of = |name: &str| {
        let name = format!("{name}_label");
        html! { (field::text(name.clone(), t::whose(l)).value(form.more(&name).to_owned()).error(wrong(&name)).maxlength(40)) }
    };
    html! {
        (fold(Icon::Plus, t::others(l), some, html! {
            div.form {
                @for n in 2..(phones + 2).min(2 + MORE) {
                    @let name = format!("phone_{n}");
                    (columns(html! { (field::tel(name.clone(), t::other_phone(l, n as i64)).value(form.more(&name).to_owned()).error(wrong(&name))) (label_of(&name)) }))
                }
                @for n in 2..(emails + 2).min(2 + MORE) {
                    @let name = format!("email_{n}");
                    (columns(html! { (field::email(name.clone(), t::other_email(l, n as i64)).value(form.more(&name).to_owned()).error(wrong(&name))) (label_of(&name)) }))
                }
                @for n in 2..(addresses + 2).min(2 + MORE_ADDRESSES) { (other_address(ui, form, errors, n)) }
            }
        }))
    }
}

fn other_address(ui: &Ui, form: &ContactForm, errors: &Fields, n: usize) -> Markup {
    let l = ui.lang;
    let input = |part: &str, label: &'static str| {
        let name = format!("{part}_{n}");
        let wrong = why::beside(l, errors, &name);
        field::text(name.clone(), label).value(form.more(&name).to_owned()).error(wrong)
    };
    let label = format!("address_{n}_label");
    let fields = columns(html! {
        (field::text(label.clone(), t::whose(l)).value(form.more(&label).to_owned()).error(why::beside(l, errors, &label)).maxlength(40))
        (input("street", t::street(l)))
        (input("extra", t::extra(l)))
        (input("postcode", t::postcode(l)).inputmode("numeric"))
        (input("town", t::town(l)))
    });
    group(&t::other_address(l, n as i64), None, fields)
}
