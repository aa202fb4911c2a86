//! A quote that has left: where it stands, what was answered, what comes next.

use crm::{
    changes::Noun,
    ids::QuoteId,
    invoices::InvoiceRow,
    policy::Act,
    quotes::{Quote, QuoteStatus},
    totals::Entry,
};
use maud::{Markup, html};

use crate::{
    Ui, changes,
    components::{
        Alert, Button, Facts, Form, Menu, MenuItem, PageHeader, badge, card, card_plain, facts, icons::Icon, money,
        with_preview,
    },
    confirm::{self, Question},
    documents::{self, quote_status},
    format,
    lines::{sheet, sums},
    text::{common as c, lines as lt, quotes as t},
};

pub struct Page<'a> {
    pub quote: &'a Quote,
    pub contact: (String, String),
    pub vehicle: Option<(String, String)>,
    /// The customer's link, for who may send it.
    pub link: Option<String>,
    pub email: Option<String>,
    pub signer: Option<String>,
    pub invoice: Option<InvoiceRow>,
}

pub fn page(ui: &Ui, p: &Page) -> Markup {
    let l = ui.lang;
    let q = p.quote;
    let number = q.number.as_deref().unwrap_or_default();
    let status = q.status(ui.today);
    let (tone, word) = quote_status(ui, status);
    let title = if number.is_empty() { t::draft_title(l).to_owned() } else { t::quote_number(l, number) };
    let mut header = PageHeader::new(title.as_str())
        .back(t::title(l), "/quotes")
        .beside(badge(tone, word))
        .menu(menu(ui, p, status));
    if let Some(invoice) = p.invoice.as_ref().filter(|_| ui.may(Act::SeeInvoices)) {
        header =
            header.primary(Button::link(t::see_invoice(l), format!("/invoices/{}", invoice.id)).icon(Icon::Invoice));
    } else if q.has_accepted_lines() && ui.may(Act::EditInvoices) {
        let button = Button::submit(t::invoice(l)).primary().icon(Icon::Invoice);
        header = header.primary_form(ui.post_button(&format!("/quotes/{}/invoice", q.id), &button));
    }
    let preview = documents::preview(ui, t::preview(l), format!("/quotes/{}/pdf", q.id));
    let left = html! { (link_card(ui, p, status)) (facts_card(ui, p)) (lines_card(ui, q)) };
    ui.page(&title, html! { (header) (with_preview(left, &preview)) (forms(ui, p)) })
}

/// Forms behind the menu's lines.
fn forms(ui: &Ui, p: &Page) -> Markup {
    let id = p.quote.id;
    html! {
        @if ui.may(Act::EditQuotes) { (Form::post(format!("/quotes/{id}/copy")).id("copy-quote").plain().draw(ui.hidden(), html! {})) }
        @if ui.may(Act::SendQuotes) {
            (Form::post(format!("/quotes/{id}/withdraw")).id("withdraw-quote").plain().draw(ui.hidden(), html! {}))
        }
    }
}

fn menu(ui: &Ui, p: &Page, status: QuoteStatus) -> Menu<'static> {
    let l = ui.lang;
    let mut menu = Menu::more(c::more(l))
        .item(MenuItem::link(t::open_pdf(l), format!("/quotes/{}/pdf", p.quote.id)).icon(Icon::Download));
    menu = changes::in_menu(ui, menu, Noun::Quote, p.quote.id);
    if ui.may(Act::EditQuotes) {
        menu = menu.item(MenuItem::submit(t::copy(l)).form("copy-quote").icon(Icon::Copy));
    }
    if ui.may(Act::SendQuotes) && matches!(status, QuoteStatus::Sent | QuoteStatus::Expired) {
        let withdraw = MenuItem::submit(t::withdraw(l)).form("withdraw-quote").icon(Icon::Undo).danger();
        menu = menu.item(withdraw.confirm(t::withdraw_question(l), t::withdraw_text(l), c::back(l)));
    }
    menu
}

/// Waiting: the link to give. Answered: who signed.
fn link_card(ui: &Ui, p: &Page, status: QuoteStatus) -> Markup {
    let l = ui.lang;
    match (status, &p.link) {
        (QuoteStatus::Sent, Some(link)) => {
            let says = match &p.email {
                Some(email) => t::sent_to(l, email),
                None => t::no_email(l).to_owned(),
            };
            card(
                t::waiting(l),
                None,
                html! {
                    div.stack {
                        p { (says) }
                        p.code.measure { a href=(link) { (link) } }
                        div { (Button::link(t::show_customer(l), link.as_str()).icon(Icon::Eye)) }
                    }
                },
            )
        }
        (QuoteStatus::Expired, _) => html! { (Alert::warning(t::expired_text(l))) },
        (QuoteStatus::Withdrawn, _) => html! { (Alert::info(t::withdrawn_text(l))) },
        _ => html! {},
    }
}

fn facts_card(ui: &Ui, p: &Page) -> Markup {
    let l = ui.lang;
    let q = p.quote;
    let day = |at: Option<chrono::DateTime<chrono::Utc>>| html! { @if let Some(at) = at { (format::moment(l, at, ui.zone)) } };
    let link = |pair: &(String, String)| html! { a href=(pair.1) { (pair.0) } };
    let accepted = q.accepted.map(|a| format::euros(l, a));
    let all = [
        (t::customer(l), link(&p.contact)),
        (t::vehicle(l), p.vehicle.as_ref().map(link).unwrap_or_default()),
        (t::sent_at(l), day(q.sent_at)),
        (t::valid_until(l), html! { @if let Some(d) = q.valid_until { (format::long_date(l, d)) } }),
        (t::answered_at(l), day(q.answered_at)),
        (t::signed_by(l), html! { @if let Some(name) = &p.signer { (name) } }),
        (t::total_ttc(l), money(&format::euros(l, q.totals.gross))),
        (t::accepted(l), html! { @if let Some(a) = &accepted { (money(a)) } }),
    ];
    card(t::summary(l), None, facts(Facts::Lines, &all))
}

fn lines_card(ui: &Ui, q: &Quote) -> Markup {
    let l = ui.lang;
    let terms = if q.entry == Entry::Ht { lt::all_ht(l) } else { lt::all_ttc(l) };
    let more = html! { span.small.quiet { (terms) } };
    let content = html! { (sheet(ui, &q.lines, q.entry)) div.sheet-sums { (sums(ui, &q.totals)) } };
    card_plain(lt::lines(l), Some(more), content)
}

/// The question, on a page of its own.
pub fn ask_withdraw(ui: &Ui, id: QuoteId) -> Markup {
    let l = ui.lang;
    let (back, action) = (format!("/quotes/{id}"), format!("/quotes/{id}/withdraw"));
    let (question, text, label) = (t::withdraw_question(l), t::withdraw_text(l), t::withdraw(l));
    confirm::page(ui, &Question { question, text, action: &action, label, back: &back, ..Question::default() })
}
