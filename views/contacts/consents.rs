//! What a customer allows, and the buttons that note his word.

use crm::{
    consents::{Consent, Purpose},
    contacts::Contact,
    policy::Act,
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{Button, Form, Tone, badge, field, fold, form_end, icons::Icon},
    format,
    text::{common as c, contacts as t},
};

pub fn card(ui: &Ui, contact: &Contact, all: &[Consent]) -> Markup {
    let l = ui.lang;
    let lines = Purpose::ALL.iter().map(|purpose| {
        let said = all.iter().find(|c| c.purpose == *purpose);
        let (tone, word) = match said.map(|c| c.given) {
            Some(true) => (Tone::Good, t::allowed(l)),
            Some(false) => (Tone::Bad, t::refused(l)),
            None => (Tone::Neutral, t::never_asked(l)),
        };
        let when = said.map(|c| t::said_on(l, format::date(l, c.said_at.with_timezone(&ui.zone).date_naive()), c.source.as_str()));
        let text = said.and_then(|c| c.text_version).filter(|_| said.is_some_and(|c| c.given)).map(|v| t::consent_text(l, i64::from(v)));
        html! {
            li.row { span { (t::purpose(l, purpose.as_str())) } (badge(tone, word)) @if let Some(when) = when { span.small.quiet { (when) } } @if let Some(text) = text { a.small href={ "/settings/register#" (purpose.as_str()) } { (text) } } }
        }
    });
    let list = html! { ul.stack { @for line in lines { (line) } } };
    let form = html! {
        @if ui.may(Act::EditContacts) && contact.deleted_at.is_none() {
            (fold(Icon::Edit, t::note_consent(l), false, form(ui, contact)))
        }
    };
    crate::components::card(t::consents(l), None, html! { div.stack { (list) (form) } })
}

fn form(ui: &Ui, contact: &Contact) -> Markup {
    let l = ui.lang;
    let purposes: Vec<_> =
        Purpose::ALL.iter().map(|p| field::Choice::new(p.as_str(), t::purpose(l, p.as_str()))).collect();
    let words = [field::Choice::new("yes", t::allows(l)), field::Choice::new("no", t::refuses(l))];
    let sources = ["counter", "phone", "written"].map(|word| field::Choice::new(word, t::source(l, word)));
    let inside = html! {
        (field::select("purpose", t::what_for(l), purposes))
        (field::radios("given", t::his_word(l), words).required().beside())
        (field::select("source", t::how_said(l), sources))
        (form_end(&[Button::submit(c::save(l))]))
    };
    Form::post(format!("/contacts/{}/consents", contact.id)).draw(ui.hidden(), inside)
}
