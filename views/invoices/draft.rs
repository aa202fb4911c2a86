//! An invoice before it is sealed: who, what, how much, and what is missing.

use crm::{
    Fields, Why,
    invoices::{DraftForm, Invoice},
    policy::Act,
    totals::Entry,
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{
        Alert, Button, Facts, Form, ListRow, Menu, MenuItem, PageHeader, badge, card, card_plain, columns, facts,
        field, form_end, icons::Icon, list, with_preview,
    },
    confirm::{self, Question},
    documents::{self, invoice_status},
    lines::{Writing, sheet, sums, write},
    text::{common as c, invoices as t, lines as lt},
    why,
};

/// Something to mend before sealing, and where.
pub struct Missing {
    pub why: Why,
    /// What the check says of it, in the language of the law.
    pub says: String,
    pub href: String,
}

pub struct Draft<'a> {
    pub invoice: &'a Invoice,
    pub version: i32,
    pub contact: (String, String),
    pub vehicle: Option<(String, String)>,
    pub quote: Option<(String, String)>,
    pub order: Option<(String, String)>,
    pub missing: &'a [Missing],
    pub form: &'a DraftForm,
    /// The lines of a direct invoice, in their editor.
    pub writing: Option<Writing<'a>>,
    pub errors: &'a Fields,
    pub stale: bool,
}

pub fn page(ui: &Ui, p: &Draft) -> Markup {
    let l = ui.lang;
    let i = p.invoice;
    let at = format!("/invoices/{}", i.id);
    let (tone, word) = invoice_status(ui, i.status(ui.today));
    let mut header =
        PageHeader::new(t::draft_title(l)).back(t::title(l), "/invoices").beside(badge(tone, word)).menu(menu(ui, &at));
    if ui.may(Act::SealInvoices) {
        header = header.primary(seal_button(ui, p));
    }
    let preview = documents::preview(ui, t::preview(l), format!("{at}/pdf?v={}", i.version));
    let left = html! {
        @if p.stale { (why::stale(ui, &format!("{at}/pdf"))) }
        (readiness(ui, p))
        @if ui.may(Act::EditInvoices) { (form(ui, p, &at)) } @else { (lines_card(ui, i)) }
        (facts_card(ui, p))
    };
    let delete = Form::post(format!("{at}/delete")).id("delete-invoice").plain().draw(ui.hidden(), html! {});
    ui.page(
        t::draft_title(l),
        html! { (header) (with_preview(left, &preview)) @if ui.may(Act::EditInvoices) { (delete) } },
    )
}

/// Saves what is typed, then seals.
fn seal_button(ui: &Ui, p: &Draft) -> Button<'static> {
    let l = ui.lang;
    // What is still being typed may mend what is missing: a direct invoice is asked when it is sent.
    let shut = p.writing.is_none() && !p.missing.is_empty();
    let button = Button::submit(t::seal(l)).form("lines-form").named("then", "seal").icon(Icon::Lock).disabled(shut);
    button.confirm(t::seal_question(l), t::seal_text(l), c::back(l))
}

/// The same question on a page of its own.
pub fn ask_seal(ui: &Ui, invoice: &Invoice) -> Markup {
    let (l, at) = (ui.lang, format!("/invoices/{}", invoice.id));
    let action = format!("{at}/seal");
    let (question, text, label) = (t::seal_question(l), t::seal_text(l), t::seal(l));
    confirm::page(ui, &Question { question, text, action: &action, label, back: &at, ..Question::default() })
}

/// Before a draft goes, without JavaScript.
pub fn ask_delete(ui: &Ui, at: &str) -> Markup {
    let l = ui.lang;
    let action = format!("{at}/delete");
    let (question, text, label) = (t::delete_question(l), t::delete_text(l), t::delete_draft(l));
    confirm::page(ui, &Question { question, text, action: &action, label, back: at, ..Question::default() })
}

fn menu(ui: &Ui, at: &str) -> Menu<'static> {
    let l = ui.lang;
    let mut menu =
        Menu::more(c::more(l)).item(MenuItem::link(t::open_pdf(l), format!("{at}/pdf")).icon(Icon::Download));
    if ui.may(Act::EditInvoices) {
        let delete = MenuItem::submit(t::delete_draft(l)).form("delete-invoice").icon(Icon::Trash).danger();
        menu = menu.item(delete.confirm(t::delete_question(l), t::delete_text(l), c::back(l)));
    }
    menu
}

fn readiness(ui: &Ui, p: &Draft) -> Markup {
    let l = ui.lang;
    let row = |m: &Missing| {
        let below = match m.why {
            Why::BuyerAddressMissing | Why::BuyerSirenMissing | Why::BuyerSiretMissing => p.contact.0.as_str(),
            // The garage's identity has many parts: which one is said below.
            Why::GarageIncomplete | Why::Unsealable => m.says.as_str(),
            _ => "",
        };
        let row = ListRow::new(why::say(l, m.why)).below(below.to_owned()).icon(Icon::Alert);
        if m.href.starts_with('#') || ui.opens(&m.href) { row.href(m.href.clone()) } else { row }
    };
    let rows: Vec<ListRow> = p.missing.iter().map(row).collect();
    html! {
        @if rows.is_empty() { (Alert::good(t::ready(l))) }
        @else { div #missing .card-warning { (card_plain(t::missing(l), None, list(&rows))) } }
    }
}

fn form(ui: &Ui, p: &Draft, at: &str) -> Markup {
    let l = ui.lang;
    let wrong = |name: &str| why::beside(l, p.errors, name);
    let fields = html! {
        @match &p.writing {
            Some(writing) => (write(ui, writing)),
            None => {
                button.sr type="submit" name="then" value="save" tabindex="-1" aria-hidden="true" {}
                (lines_card(ui, p.invoice))
            }
        }
        (card(t::before(l), None, columns(html! {
            (field::date("supplied_on", t::supplied_on(l)).value(p.form.supplied_on.as_str()).error(wrong("supplied_on")).hint(t::supplied_on_hint(l)))
            (field::text("purchase_order", t::purchase_order(l)).value(p.form.purchase_order.as_str()).error(wrong("purchase_order")))
            (field::textarea("note", t::note(l), 2).value(p.form.note.as_str()).error(wrong("note")).whole())
        })))
        (form_end(&[Button::submit(c::save(l)).named("then", "save")]))
    };
    Form::post(at)
        .id("lines-form")
        .draft(format!("invoice-{}-v{}", p.invoice.id, p.version))
        .no_validate()
        .draw(ui.hidden_version(p.version), why::over(ui, p.errors, fields))
}

/// What was accepted, as it will be invoiced.
pub fn lines_card(ui: &Ui, i: &Invoice) -> Markup {
    let l = ui.lang;
    let terms = if i.entry == Entry::Ht { lt::all_ht(l) } else { lt::all_ttc(l) };
    let more = html! { span.small.quiet { (terms) } };
    let content = html! { (sheet(ui, &i.lines, i.entry)) div.sheet-sums { (sums(ui, &i.totals)) } };
    card_plain(lt::lines(l), Some(more), content)
}

fn facts_card(ui: &Ui, p: &Draft) -> Markup {
    let l = ui.lang;
    let link =
        |pair: &Option<(String, String)>| html! { @if let Some((label, href)) = pair { a href=(href) { (label) } } };
    let all = [
        (t::customer(l), html! { a href=(p.contact.1) { (p.contact.0) } }),
        (t::vehicle(l), link(&p.vehicle)),
        (t::order(l), link(&p.order)),
        (
            t::quote(l),
            if ui.may(Act::SeeQuotes) {
                link(&p.quote)
            } else {
                html! {}
            },
        ),
    ];
    card(t::summary(l), None, facts(Facts::Lines, &all))
}
