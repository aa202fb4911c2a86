//! The customer's page: on a phone, without account, without JavaScript.

use crm::{
    Fields,
    document::LineKind,
    lines::{Answer, StoredLine},
    quotes::{
        QuoteState,
        approval::{Approval, Reply},
    },
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{
        Alert, Ask, Button, Empty, Form, Hx, Tone, asks, badge, card, card_plain, empty, error_summary, field, group,
        icons::Icon, money, plate_large,
    },
    format,
    text::{approvals as t, common as c, documents as d},
    why,
};

/// One page for unknown, expired, withdrawn.
pub fn gone(ui: &Ui) -> Markup {
    let l = ui.lang;
    let empty = empty(&Empty {
        icon: Icon::Clock,
        title: t::gone_title(l).into(),
        text: t::gone_text(l, &ui.garage).into(),
        actions: vec![],
    });
    ui.plain(t::gone_title(l), html! { h1.sr { (t::gone_title(l)) } (empty) }, false)
}

pub fn page(ui: &Ui, token: &str, found: &Approval, reply: &Reply, errors: &Fields) -> Markup {
    let l = ui.lang;
    let document = &found.document;
    let number = document.number.as_deref().unwrap_or_default();
    let title = t::title(l, number);
    let seller = &document.seller;
    let name = seller.trade_name.as_deref().unwrap_or(&seller.name);
    let content = html! {
        h1 { (title) }
        p { (t::from(l, name, &document.buyer.name)) }
        @if let Some(v) = &document.vehicle { p.row { (plate_large(&v.plate)) span { (v.name) } } }
        @if let Some(note) = &document.note { p.preserve { (note) } }
        p { (Button::link(t::open_pdf(l), format!("/a/{token}/pdf")).icon(Icon::File).new_tab()) }
        @if found.quote.state == QuoteState::Answered { (answered(ui, found)) } @else { (questions(ui, token, found, reply, errors)) }
    };
    let foot = html! {
        p.small.quiet { (name) " · " (seller.address.street) ", " (seller.address.postcode) " " (seller.address.town) " · " a href={ "tel:" (seller.phone.replace(' ', "")) } { (seller.phone) } }
    };
    ui.plain_wide(&title, content, foot)
}

fn questions(ui: &Ui, token: &str, found: &Approval, reply: &Reply, errors: &Fields) -> Markup {
    let l = ui.lang;
    let said: Vec<(String, String)> = errors.0.iter().map(|(name, w)| (name.clone(), why::say(l, *w))).collect();
    let pairs: Vec<(&str, &str)> = said.iter().map(|(n, s)| (n.as_str(), s.as_str())).collect();
    let all: Vec<Ask> = found
        .quote
        .lines
        .iter()
        .filter(|line| line.is.kind != LineKind::Text)
        .map(|line| ask(ui, line, reply))
        .collect();
    let inside = html! {
        @if !pairs.is_empty() { (error_summary(c::errors_title(l), &pairs)) }
        (group(t::lines(l), Some(t::lines_hint(l)), asks(t::accept(l), t::refuse(l), &all)))
        (card(t::total(l), None, html! {
            p.row.row-spread { span { (t::total_if_all(l)) } strong { (money(&format::euros(l, found.quote.totals.gross))) } }
        }))
        (group(t::conditions(l), None, conditions(ui, found, reply, errors)))
        (group(t::sign(l), Some(t::sign_hint(l)), html! {
            (field::text("signer", t::your_name(l)).value(reply.signer.as_str()).error(why::beside(l, errors, "signer")).autocomplete("name").required())
        }))
        (Button::submit(t::send(l)).primary().wide().icon(Icon::Signature))
    };
    Form::post(format!("/a/{token}")).no_validate().draw(ui.hidden(), inside)
}

fn ask<'a>(ui: &Ui, line: &'a StoredLine, reply: &Reply) -> Ask<'a> {
    let l = ui.lang;
    let quantity = format::decimal(l, line.is.quantity.get());
    let text = if line.is.details.is_empty() {
        t::quantity(l, quantity)
    } else {
        format!("{} · {}", line.is.details, t::quantity(l, quantity))
    };
    Ask {
        name: format!("line-{}", line.id).into(),
        title: line.is.label.as_str().into(),
        text: text.into(),
        price: format::euros(l, line.amounts.gross).into(),
        photo: None,
        badge: None,
        answer: reply.answers.get(&line.id).map(|a| *a == Answer::Accepted),
        hx: Hx::default(),
    }
}

/// Conditions stand before the signature, never after.
fn conditions(ui: &Ui, found: &Approval, reply: &Reply, errors: &Fields) -> Markup {
    let l = ui.lang;
    let until = found.document.valid_until.map(|d| format::long_date(l, d)).unwrap_or_default();
    html! {
        p { (t::conditions_text(l, until)) }
        @for mention in &found.document.mentions { p.small.quiet { (mention.text) } }
        (field::checkbox("conditions", t::i_accept(l)).checked(reply.conditions).error(why::beside(l, errors, "conditions")))
    }
}

fn answered(ui: &Ui, found: &Approval) -> Markup {
    let l = ui.lang;
    let quote = &found.quote;
    let when = quote.answered_at.map(|at| format::moment(l, at, ui.zone)).unwrap_or_default();
    let signer = found.signer.as_deref().unwrap_or_default();
    let accepted = format::euros(l, quote.accepted.unwrap_or_default());
    html! {
        (Alert::good(t::answered(l, signer, when)).title(t::thanks(l)))
        (card_plain(t::your_answer(l), None, html! {
            div.stack {
                @for line in quote.lines.iter().filter(|line| line.answer.is_some()) {
                    div.row.row-spread {
                        span { (line.is.label) }
                        span.row {
                            (money(&format::euros(l, line.amounts.gross)))
                            @if line.answer == Some(Answer::Accepted) { (badge(Tone::Good, d::accepted(l))) } @else { (badge(Tone::Bad, d::refused(l))) }
                        }
                    }
                }
                p.row.row-spread { strong { (t::total_accepted(l)) } strong { (money(&accepted)) } }
            }
        }))
    }
}
