//! What left the garage, or waits to leave: the outbox, and one message.

use crm::{
    messages::{Message, MessageKind, MessageRow, MessageState},
    policy::Act,
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{
        Alert, Button, Col, Empty, Facts, Form, ListRow, PageHeader, Preview, Row, Tone, badge, card, card_plain,
        empty, facts, icons::Icon, list, pagination, table, with_sandbox,
    },
    format, jobs,
    text::{common as c, messages as t},
};

/// One page of the outbox.
pub struct List<'a> {
    pub rows: &'a [MessageRow],
    /// Address of the next page.
    pub next: Option<String>,
    pub first: bool,
}

pub fn index(ui: &Ui, page: &List) -> Markup {
    let l = ui.lang;
    let cols = [
        Col::title(t::subject(l)),
        Col::text(t::recipient(l)),
        Col::wide(t::kind(l)),
        Col::text(t::when(l)),
        Col::badge(t::state(l)),
    ];
    let next = page.next.as_deref().map(|href| (c::next_page(l), href));
    let before = (!page.first).then_some((c::first_page(l), "/messages"));
    ui.page(t::title(l), html! {
        (PageHeader::new(t::title(l)).below(html! { (t::text(l)) }))
        @if page.rows.is_empty() {
            (empty(&Empty { icon: Icon::Mail, title: t::none_title(l).into(), text: t::none_text(l).into(), actions: vec![] }))
        } @else {
            (card_plain("", None, table(t::title(l), &cols, html! { @for row in page.rows { (tr(ui, &cols, row)) } })))
        }
        @if next.is_some() || before.is_some() { (pagination(c::pages(l), "", before, next)) }
    })
}

fn tr(ui: &Ui, cols: &[Col], row: &MessageRow) -> Markup {
    let (tone, word) = state(ui, row.state);
    html! {
        (Row::new(cols).link(&row.subject, &format!("/messages/{}", row.id)).cell(row.recipient.as_str()).cell(kind(ui, row.kind))
            .cell(format::moment(ui.lang, row.created_at, ui.zone)).cell(badge(tone, word)))
    }
}

fn kind(ui: &Ui, kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::Welcome => t::welcome(ui.lang),
        MessageKind::Quote => t::quote(ui.lang),
        MessageKind::Receipt => t::receipt(ui.lang),
        MessageKind::Invoice => t::invoice(ui.lang),
        MessageKind::Notice => t::notice(ui.lang),
        MessageKind::Account => t::account(ui.lang),
        MessageKind::Offer => t::offer(ui.lang),
    }
}

/// The way to what it is about.
fn see(ui: &Ui, kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::Welcome | MessageKind::Notice | MessageKind::Account | MessageKind::Offer => {
            t::see_contact(ui.lang)
        }
        MessageKind::Quote => t::see_quote(ui.lang),
        MessageKind::Invoice | MessageKind::Receipt => t::see_invoice(ui.lang),
    }
}

fn state(ui: &Ui, state: MessageState) -> (Tone, &'static str) {
    match state {
        MessageState::Waiting => (Tone::Warning, t::waiting(ui.lang)),
        MessageState::Sent => (Tone::Good, t::sent(ui.lang)),
        MessageState::Kept => (Tone::Neutral, t::kept(ui.lang)),
        MessageState::Failed => (Tone::Bad, t::failed(ui.lang)),
    }
}

pub fn show(ui: &Ui, message: &Message) -> Markup {
    let l = ui.lang;
    let (tone, word) = state(ui, message.state);
    let mut header = PageHeader::new(message.subject.as_str()).back(t::title(l), "/messages").beside(badge(tone, word));
    let is_private = message.kind == MessageKind::Account;
    let again =
        matches!(message.state, MessageState::Failed | MessageState::Kept) && ui.may(Act::RetryJobs) && !is_private;
    if again {
        header = header.primary(Button::submit(t::send_again(l)).icon(Icon::Send).form("send"));
    }
    let send = Form::post(format!("/messages/{}/send", message.id)).id("send").plain().draw(ui.hidden(), html! {});
    let src = format!("/messages/{}/body", message.id);
    let preview = Preview {
        src: src.into(),
        title: t::body(l).into(),
        open: t::open_body(l).into(),
        id: "message-body".into(),
        ..Preview::default()
    };
    let details = html! {
        @if let Some(trouble) = message.trouble.as_deref().filter(|t| !t.is_empty()) {
            @if message.state == MessageState::Waiting { (Alert::warning(jobs::trouble(l, trouble)).title(t::trouble_for_now(l))) }
            @else { (Alert::bad(jobs::trouble(l, trouble)).title(t::trouble(l))) }
        }
        @else if message.state == MessageState::Kept { (Alert::info(t::kept_text(l))) }
        (about(ui, message))
        @if !message.files.is_empty() { (files(ui, message)) }
        @if is_private { (Alert::info(t::account_text(l))) }
        @else { (card(t::text_body(l), None, html! { p.preserve.measure { (message.body.text) } })) }
    };
    if is_private {
        return ui.page(&message.subject, html! { (header) (details) });
    }
    ui.page(&message.subject, html! { (header) (with_sandbox(details, &preview)) @if again { (send) } })
}

fn about(ui: &Ui, message: &Message) -> Markup {
    let l = ui.lang;
    let all = [
        (t::recipient(l), html! { (message.recipient) }),
        (t::kind(l), html! { (kind(ui, message.kind)) }),
        (t::written(l), html! { (format::moment(l, message.created_at, ui.zone)) }),
        (t::sent_at(l), html! { @if let Some(at) = message.sent_at { (format::moment(l, at, ui.zone)) } }),
        (t::about(l), html! { @if ui.opens(&message.about) { a href=(message.about) { (see(ui, message.kind)) } } }),
    ];
    card(t::details(l), None, facts(Facts::Columns, &all))
}

fn files(ui: &Ui, message: &Message) -> Markup {
    let rows: Vec<ListRow> = (0..)
        .zip(&message.files)
        .map(|(n, (_, name)): (usize, _)| {
            ListRow::new(name.as_str()).href(format!("/messages/{}/files/{n}", message.id)).icon(Icon::File)
        })
        .collect();
    card_plain(t::files(ui.lang), None, list(&rows))
}
