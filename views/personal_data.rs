//! What a customer may ask about his own data, and what becomes of it when he is erased.

use chrono::{DateTime, Utc};
use crm::{
    Fields,
    archives::Archive,
    contacts::Contact,
    erasure::{Kept, Preview},
    ids::ContactId,
    policy::Act,
    rights_requests::{RightsKind, RightsRequest},
};
use maud::{Markup, html};

use crate::{
    Ui, archives,
    components::{
        Alert, Button, Choice, Col, Form, ListRow, PageHeader, Row, card, card_plain, field, form_end, icons::Icon,
        list, table,
    },
    format, rights_requests,
    text::{common as c, personal_data as t},
    why,
};

pub struct Page<'a> {
    pub contact: &'a Contact,
    pub requests: &'a [RightsRequest],
    pub archives: &'a [Archive],
    pub now: DateTime<Utc>,
    /// Being noted.
    pub kind: &'a str,
    pub asked_on: &'a str,
    pub errors: &'a Fields,
}

fn at(id: ContactId) -> String {
    format!("/contacts/{id}")
}

pub fn show(ui: &Ui, page: &Page) -> Markup {
    let l = ui.lang;
    let (id, name) = (page.contact.id, page.contact.is.name());
    let made: Vec<ListRow> = page.archives.iter().map(|a| archives::row(ui, a, page.now)).collect();
    let content = html! {
        (PageHeader::new(t::title(l)).back(name.as_str(), at(id)).below(html! { (t::text(l)) }))
        div.split {
            div.stack {
                (card(t::noted_title(l), None, noting(ui, page)))
                (card_plain(t::requests(l), None, rights_requests::list_of(ui, page.requests, false)))
            }
            div.stack {
                @if !made.is_empty() { (card_plain(t::files(l), None, list(&made))) }
                (card(t::acts(l), None, acts(ui, id)))
            }
        }
    };
    ui.page(t::title(l), content)
}

fn noting(ui: &Ui, page: &Page) -> Markup {
    let l = ui.lang;
    let wrong = |name: &str| why::beside(l, page.errors, name);
    let kinds: Vec<Choice> = RightsKind::ALL
        .iter()
        .map(|k| Choice::new(k.as_str(), t::kind(l, k.as_str())).hint(t::kind_hint(l, k.as_str())))
        .collect();
    let inside = why::over(
        ui,
        page.errors,
        html! {
            (field::radios("kind", t::what(l), kinds).value(page.kind).error(wrong("kind")).required())
            (field::date("asked_on", t::asked_on(l)).value(page.asked_on).error(wrong("asked_on")).hint(t::asked_on_hint(l)).required())
            (form_end(&[Button::submit(c::save(l)).primary()]))
        },
    );
    Form::post(format!("{}/rights-requests", at(page.contact.id))).draw(ui.hidden(), inside)
}

fn acts(ui: &Ui, id: ContactId) -> Markup {
    let l = ui.lang;
    let export = Button::submit(t::export(l)).icon(Icon::Download);
    html! {
        div.stack {
            p.quiet { (t::acts_text(l)) }
            (ui.post_button(&format!("{}/archive", at(id)), &export))
            (Button::link(t::mend(l), format!("{}/edit", at(id))).icon(Icon::Edit))
            @if ui.may(Act::ErasePersons) { (Button::link(t::erase(l), format!("{}/erasure", at(id))).danger().icon(Icon::Trash)) }
        }
    }
}

/// What goes, what stays, why and until when: read before anything is confirmed.
pub fn erasure(ui: &Ui, contact: &Contact, preview: &Preview) -> Markup {
    let l = ui.lang;
    let (id, name) = (contact.id, contact.is.name());
    let back = format!("{}/personal-data", at(id));
    let goes = html! { ul { @for (what, many) in &preview.goes { li { (t::goes(l, what, *many)) } } } p.quiet { (t::goes_more(l)) } };
    let confirm = Form::post(format!("{}/erasure", at(id))).draw(
        ui.hidden(),
        html! {
            input type="hidden" name="confirmed" value="yes";
            (form_end(&[Button::submit(t::erase_now(l)).danger().icon(Icon::Trash), Button::link(c::cancel(l), back.as_str()).ghost()]))
        },
    );
    let content = html! {
        (PageHeader::new(t::erase_title(l, name.as_str())).back(t::title(l), back.as_str()))
        @if preview.in_workshop { (Alert::warning(why::say(l, crm::Why::OrderOpen))) }
        (card(t::goes_title(l), None, goes))
        @if preview.stays.is_empty() { (card(t::stays_title(l), None, html! { p.quiet { (t::stays_none(l)) } })) }
        @else { (card_plain(t::stays_title(l), None, stays(ui, &preview.stays))) }
        @if !preview.in_workshop { (Alert::warning(t::erase_text(l))) (confirm) }
    };
    ui.page(&t::erase_title(l, &name), content)
}

fn stays(ui: &Ui, all: &[Kept]) -> Markup {
    let l = ui.lang;
    let cols = [Col::title(t::document(l)), Col::text(t::law(l)), Col::text(t::until(l))];
    let rows = html! {
        @for kept in all {
            (Row::new(&cols)
                .cell(html! { a href=(kept.path) { (t::kept(l, kept.kind.as_str(), &kept.number)) } })
                .cell(t::kept_law(l, kept.kind.as_str()))
                .cell(format::long_date(l, kept.until)))
        }
    };
    table(t::stays_title(l), &cols, rows)
}
