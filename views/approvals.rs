//! The customer's page: on a phone, without account, without JavaScript.

use crm::{
    Fields,
    document::{LineKind, Unit},
    ids::LineId,
    lines::{Answer, StoredLine},
    money::Quantity,
    operations::{Operation, operations},
    quotes::{
        QuoteState,
        approval::{Approval, Reply},
    },
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{
        Alert, Ask, Button, Empty, Form, Text, Tone, badge, card, card_plain, empty, field, group, icons::Icon, money,
        one_ask, plate_large,
    },
    format,
    lines::amount,
    text::{approvals as t, documents as d, lines},
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
    let asked = html! {
        div.stack {
            @for operation in operations(&found.quote.lines) {
                @match operation.leader() {
                    Some(leader) => (one_ask(t::accept(l), t::refuse(l), &ask(ui, &operation, leader, reply, errors))),
                    // Words between the operations: said, not asked.
                    None => { @for line in &operation.lines { (words(line)) } }
                }
            }
        }
    };
    let fields = html! {
        (group(t::lines(l), Some(t::lines_hint(l)), asked))
        (card(t::total(l), None, html! {
            p.row.row-spread { span { (t::total_if_all(l)) } strong { (money(&format::euros(l, found.quote.totals.gross))) } }
        }))
        (group(t::conditions(l), None, conditions(ui, found, reply, errors)))
        (group(t::sign(l), Some(t::sign_hint(l)), html! {
            (field::text("signer", t::your_name(l)).value(reply.signer.as_str()).error(why::beside(l, errors, "signer")).autocomplete("name").required())
        }))
        (Button::submit(t::send(l)).primary().wide().icon(Icon::Signature))
    };
    Form::post(format!("/a/{token}")).no_validate().draw(ui.hidden(), why::over(ui, errors, fields))
}

fn words(line: &StoredLine) -> Markup {
    html! { p { strong { (line.is.label) } @if !line.is.details.is_empty() { br; span.quiet.preserve { (line.is.details) } } } }
}

fn ask<'a>(ui: &Ui, operation: &Operation<'a>, leader: LineId, reply: &Reply, errors: &Fields) -> Ask<'a> {
    let l = ui.lang;
    let name = format!("line-{leader}");
    let (text, parts) = match operation.is_loose() {
        true => (operation.priced().map(|line| described(ui, line)).collect(), vec![]),
        false => (String::new(), operation.lines.iter().map(|line| part(ui, operation, line)).collect()),
    };
    Ask {
        error: why::beside(l, errors, &name).map(Into::into),
        name: name.into(),
        title: operation.title.into(),
        text: text.into(),
        parts,
        price: format::euros(l, operation.gross()).into(),
        answer: reply.answers.get(&leader).map(|a| *a == Answer::Accepted),
        ..Ask::default()
    }
}

/// `Huile 5W30 C3 · 5 L`, and what it costs. The labour of a forfait bears its name: said as what it is.
fn part<'a>(ui: &Ui, operation: &Operation, line: &'a StoredLine) -> (Text<'a>, Text<'a>) {
    let l = ui.lang;
    let label = match line.is.kind {
        LineKind::Text => return (line.is.label.as_str().into(), "".into()),
        LineKind::Labour if line.is.label == operation.title => lines::labour(l),
        _ => line.is.label.as_str(),
    };
    let what = if is_one_piece(line) { label.to_owned() } else { t::part(l, label, amount(ui, line)) };
    (what.into(), format::euros(l, line.amounts.gross).into())
}

fn is_one_piece(line: &StoredLine) -> bool {
    line.is.quantity == Quantity::one() && line.is.unit == Unit::Piece
}

fn described(ui: &Ui, line: &StoredLine) -> String {
    let l = ui.lang;
    let quantity = (!is_one_piece(line)).then(|| t::quantity(l, amount(ui, line)));
    let details = Some(line.is.details.clone()).filter(|d| !d.is_empty());
    details.into_iter().chain(quantity).collect::<Vec<_>>().join(" · ")
}

/// « Ne plus recevoir d’offres », behind the link of a message.
pub fn stop(ui: &Ui, token: &str, stopped: bool) -> Markup {
    let l = ui.lang;
    let button = Button::submit(t::stop_offers(l)).primary().wide();
    let content = html! {
        @if stopped { (Alert::good(t::stopped(l))) }
        @else { (card("", None, html! { div.stack { p { (t::stop_text(l, &ui.garage)) } (Form::post(format!("/stop/{token}")).draw(ui.hidden(), html! { (button) })) } })) }
    };
    ui.plain(t::stop_title(l), html! { h1 { (t::stop_title(l)) } (content) }, false)
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
            ul.sheet {
                @for operation in operations(&quote.lines).iter().filter(|o| o.answer().is_some()) {
                    li.sheet-whole {
                        div.sheet-line {
                            span { (operation.title) }
                            @if operation.answer() == Some(Answer::Accepted) { (badge(Tone::Good, d::accepted(l))) } @else { (badge(Tone::Bad, d::refused(l))) }
                            (money(&format::euros(l, operation.gross())))
                        }
                    }
                }
                li.sheet-whole { div.sheet-line { strong { (t::total_accepted(l)) } strong { (money(&accepted)) } } }
            }
        }))
    }
}
