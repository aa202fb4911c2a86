//! One act on many customers: what is asked before, how far it is, what it did.

use crm::{
    Fields,
    batches::{Batch, BatchAct, BatchState, DetailForm, SkippedFor},
    policy::Act,
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{Alert, Button, Choice, Form, PageHeader, card, field, form_end, icons::Icon, progress_bar},
    text::{batches as t, common as c},
    why,
};

/// What is asked before it begins.
pub struct Asking<'a> {
    pub act: BatchAct,
    pub many: i64,
    /// Whom it is about, as hidden inputs: (name, value).
    pub chosen: &'a [(String, String)],
    pub form: &'a DetailForm,
    pub tags: &'a [String],
    pub errors: &'a Fields,
    pub back: &'a str,
}

pub fn ask(ui: &Ui, asking: &Asking) -> Markup {
    let l = ui.lang;
    let title = t::act(l, asking.act.as_str());
    let go = Button::submit(t::go(l, asking.act.as_str(), asking.many));
    let go = if asking.act == BatchAct::Delete { go.danger() } else { go.primary() };
    let inside = html! {
        input type="hidden" name="confirmed" value="yes";
        input type="hidden" name="act" value=(asking.act.as_str());
        @for (name, value) in asking.chosen { input type="hidden" name=(name) value=(value); }
        (detail(ui, asking))
        (form_end(&[go, Button::link(c::cancel(l), asking.back).ghost()]))
    };
    let content = html! {
        (PageHeader::new(title.as_str()).back(t::list(l), asking.back).below(html! { (t::about(l, asking.many)) }))
        (card("", None, Form::post("/batches").draw(ui.hidden(), why::over(ui, asking.errors, inside))))
    };
    ui.page(&title, content)
}

fn detail(ui: &Ui, asking: &Asking) -> Markup {
    let l = ui.lang;
    let form = asking.form;
    let wrong = |name: &str| why::beside(l, asking.errors, name);
    match asking.act {
        BatchAct::Tag | BatchAct::Untag => html! {
            (field::text("tag", t::tag(l)).value(form.tag.as_str()).error(wrong("tag")).list("tag-names").required().autocomplete("off").maxlength(40))
            datalist #tag-names { @for name in asking.tags { option value=(name); } }
        },
        BatchAct::Export => {
            let formats = [Choice::new("csv", t::csv(l)).hint(t::csv_hint(l)), Choice::new("xlsx", t::xlsx(l))];
            let format = if form.format.is_empty() { "csv" } else { form.format.as_str() };
            html! { (field::radios("format", t::format(l), formats).value(format).beside()) p.quiet { (t::export_text(l)) } }
        }
        BatchAct::Send => {
            let kinds = [
                Choice::new("no", t::information(l)).hint(t::information_hint(l)),
                Choice::new("yes", t::offer(l)).hint(t::offer_hint(l)),
            ];
            html! {
                (field::radios("offer", t::nature(l), kinds).value(form.offer.as_str()).error(wrong("offer")).required().beside())
                (field::text("subject", t::subject(l)).value(form.subject.as_str()).error(wrong("subject")).required().maxlength(120))
                (field::textarea("text", t::text(l), 8).value(form.text.as_str()).error(wrong("text")).hint(t::text_hint(l)).required().maxlength(5000))
            }
        }
        BatchAct::Delete => html! { (Alert::warning(t::delete_text(l))) },
    }
}

pub fn show(ui: &Ui, batch: &Batch, skipped: &SkippedFor) -> Markup {
    let title = t::act(ui.lang, batch.act.as_str());
    let content =
        html! { (PageHeader::new(title.as_str()).back(t::list(ui.lang), "/contacts")) (state(ui, batch, skipped)) };
    ui.page(&title, content)
}

/// Asks again every second until it is through.
pub fn state(ui: &Ui, batch: &Batch, skipped: &SkippedFor) -> Markup {
    let l = ui.lang;
    let moving = batch.state.is_moving();
    let here = format!("/batches/{}", batch.id);
    let gone = batch.done + batch.skipped;
    let words = match batch.state {
        BatchState::Waiting => t::waiting(l).to_owned(),
        BatchState::Running => t::running(l, i64::from(gone), i64::from(batch.total)),
        BatchState::Undoing => t::undoing(l).to_owned(),
        BatchState::Undone => t::undone(l).to_owned(),
        BatchState::Done => t::done(l, batch.act.as_str(), i64::from(batch.done)),
    };
    html! {
        div #batch.stack hx-get=[moving.then_some(&here)] hx-trigger=[moving.then_some("every 1s")] hx-swap=[moving.then_some("outerHTML")] aria-live="polite" {
            (card("", None, html! {
                div.stack {
                    @if moving { (progress_bar(&words, gone.unsigned_abs().into(), batch.total.unsigned_abs().into())) noscript { a.button.button-secondary href=(here) { (t::look_again(l)) } } }
                    @else { p.heading { (words) } }
                    @for (why, many) in skipped { p { (t::skipped(l, why, *many)) } }
                    (after(ui, batch))
                }
            }))
        }
    }
}

fn after(ui: &Ui, batch: &Batch) -> Markup {
    let l = ui.lang;
    let undo =
        batch.state == BatchState::Done && batch.act.can_be_undone() && batch.done > 0 && ui.may(batch.act.needs());
    html! {
        @if batch.file.is_some() && ui.may(Act::ExportContacts) {
            (Button::link(c::download(l), format!("/batches/{}/file", batch.id)).primary().icon(Icon::Download).download())
        }
        @if undo { (ui.post_button(&format!("/batches/{}/undo", batch.id), &Button::submit(t::undo(l)).icon(Icon::Undo))) }
    }
}
