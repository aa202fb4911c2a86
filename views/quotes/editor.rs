//! Writing a quote: its lines, then what is said around them, the PDF beside.

use crm::{
    Fields,
    ids::QuoteId,
    lines::LineForm,
    packages::PackageRow,
    policy::Act,
    quotes::Quote,
    totals::{Entry, Totals as Sums},
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{
        Button, Form, Menu, MenuItem, PageHeader, badge, card, columns, field, form_end, icons::Icon, with_preview,
    },
    confirm::{self, Question},
    documents::{self, quote_status},
    lines::{Writing, write},
    text::{common as c, quotes as t},
    why,
};

pub struct Editing<'a> {
    pub quote: &'a Quote,
    pub version: i32,
    pub contact: &'a str,
    pub vehicle: Option<String>,
    pub packages: &'a [PackageRow],
    pub lines: &'a [LineForm],
    /// What each line is worth, where it could be computed.
    pub worth: &'a [Option<crm::money::Cents>],
    pub sums: &'a Sums,
    pub entry: Entry,
    pub note: &'a str,
    pub valid_until: &'a str,
    pub errors: &'a Fields,
    pub stale: bool,
}

pub fn page(ui: &Ui, e: &Editing) -> Markup {
    let l = ui.lang;
    let at = format!("/quotes/{}", e.quote.id);
    let (tone, word) = quote_status(ui, e.quote.status(ui.today));
    let delete = Form::post(format!("{at}/delete")).id("delete-quote").plain().draw(ui.hidden(), html! {});
    let below = html! { (e.contact) @if let Some(v) = &e.vehicle { " · " (v) } };
    let remove = MenuItem::submit(t::delete_draft(l)).form("delete-quote").icon(Icon::Trash).danger();
    let header = PageHeader::new(t::draft_title(l))
        .back(t::title(l), "/quotes")
        .beside(badge(tone, word))
        .below(below)
        .menu(Menu::more(c::more(l)).item(remove.confirm(t::delete_question(l), t::delete_text(l), c::back(l))));
    let form = Form::post(at.as_str())
        .id("lines-form")
        .draft(format!("quote-{}-v{}", e.quote.id, e.version))
        .no_validate()
        .draw(ui.hidden_version(e.version), why::over(ui, e.errors, fields(ui, e, &at)));
    let preview = documents::preview(ui, t::preview(l), format!("{at}/pdf?v={}", e.version));
    let content = html! {
        (header)
        @if e.stale { (why::stale(ui, &format!("{at}/pdf"))) }
        (with_preview(form, &preview))
        (delete)
    };
    ui.page(t::draft_title(l), content)
}

fn fields(ui: &Ui, e: &Editing, at: &str) -> Markup {
    let l = ui.lang;
    let writing = Writing {
        at,
        packages: e.packages,
        lines: e.lines,
        worth: e.worth,
        sums: e.sums,
        entry: e.entry,
        errors: e.errors,
    };
    let mut buttons = vec![Button::submit(c::save(l)).named("then", "save")];
    if ui.may(Act::SendQuotes) {
        buttons.insert(0, Button::submit(t::send(l)).primary().named("then", "send").icon(Icon::Send));
    }
    html! {
        (write(ui, &writing))
        (card(t::rest(l), None, columns(html! {
            (field::date("valid_until", t::valid_until(l)).value(e.valid_until).error(why::beside(l, e.errors, "valid_until")))
            (field::textarea("note", t::note(l), 2).value(e.note).hint(t::note_hint(l)).error(why::beside(l, e.errors, "note")).whole())
        })))
        (form_end(&buttons))
    }
}

/// The question, on a page of its own.
pub fn ask_delete(ui: &Ui, id: QuoteId) -> Markup {
    let l = ui.lang;
    let (back, action) = (format!("/quotes/{id}"), format!("/quotes/{id}/delete"));
    let (question, text, label) = (t::delete_question(l), t::delete_text(l), t::delete_draft(l));
    confirm::page(ui, &Question { question, text, action: &action, label, back: &back, ..Question::default() })
}
