//! The garage's own fields: list, form.

use crm::{
    Fields,
    custom_fields::{CustomField, CustomFieldForm, FieldKind},
    ids::CustomFieldId,
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{
        Alert, Button, Choice, Form, ListRow, PageHeader, Tone, badge, card, card_plain, field, form_end, list,
    },
    confirm::{self, Question},
    garages::{Part, head},
    text::{common as c, custom_fields as t},
    why,
};

pub fn page(ui: &Ui, all: &[CustomField], form: &CustomFieldForm, errors: &Fields) -> Markup {
    let l = ui.lang;
    let rows: Vec<ListRow> = all.iter().map(|f| line(ui, f)).collect();
    let inside = html! { (inputs(ui, form, errors, true)) (form_end(&[Button::submit(t::create(l)).primary()])) };
    let content = html! {
        (head(ui, Part::Fields))
        p.quiet { (t::text(l)) }
        (card_plain(t::title(l), None, html! {
            @if rows.is_empty() { div.card-body { p.quiet { (t::none(l)) } } } @else { (list(&rows)) }
        }))
        (card(t::create_title(l), None, Form::post("/settings/fields").draw(ui.hidden(), why::over(ui, errors, inside))))
    };
    ui.page(t::title(l), content)
}

fn line<'a>(ui: &Ui, field: &'a CustomField) -> ListRow<'a> {
    let l = ui.lang;
    let row = ListRow::new(field.name.as_str())
        .below(t::kind_of(l, field.kind.as_str()))
        .href(format!("/settings/fields/{}", field.id));
    if field.private { row.end(badge(Tone::Info, t::private(l))) } else { row }
}

/// The kind is chosen once: what is kept would mean something else.
fn inputs(ui: &Ui, form: &CustomFieldForm, errors: &Fields, fresh: bool) -> Markup {
    let l = ui.lang;
    let wrong = |name: &str| why::beside(l, errors, name);
    let kinds = FieldKind::ALL.iter().map(|k| Choice::new(k.as_str(), t::kind_of(l, k.as_str())));
    let kind = if form.kind.is_empty() { "text" } else { form.kind.as_str() };
    html! {
        (field::text("name", t::name(l)).value(form.name.as_str()).error(wrong("name")).required().maxlength(60))
        @if fresh { (field::select("kind", t::kind(l), kinds).value(kind).error(wrong("kind"))) }
        @else { input type="hidden" name="kind" value=(kind); }
        @if fresh || kind == "choice" {
            (field::textarea("choices", t::choices(l), 4).value(form.choices.as_str()).hint(t::choices_hint(l)).error(wrong("choices")))
        }
        @if fresh { (field::checkbox("private", t::private(l)).hint(t::private_hint(l)).checked(!form.private.is_empty())) }
    }
}

pub struct Editing<'a> {
    pub id: CustomFieldId,
    pub version: i32,
    pub form: &'a CustomFieldForm,
    pub errors: &'a Fields,
    /// Somebody else saved meanwhile.
    pub stale: bool,
}

pub fn edit(ui: &Ui, editing: &Editing) -> Markup {
    let l = ui.lang;
    let action = format!("/settings/fields/{}", editing.id);
    let inside =
        html! { (inputs(ui, editing.form, editing.errors, false)) (form_end(&[Button::submit(c::save(l)).primary()])) };
    let delete = Button::submit(t::delete(l)).danger().confirm(t::delete_question(l), t::delete_text(l), c::cancel(l));
    let content = html! {
        (PageHeader::new(t::edit_title(l)).back(t::title(l), "/settings/fields"))
        @if editing.stale { (Alert::warning(why::say(l, crm::Why::Stale))) }
        (Form::post(action.clone()).draw(ui.hidden_version(editing.version), why::over(ui, editing.errors, inside)))
        (ui.post_button(&format!("{action}/delete"), &delete))
    };
    ui.page(t::edit_title(l), content)
}

/// Asked before a field goes, with what was noted in it.
pub fn delete(ui: &Ui, id: CustomFieldId) -> Markup {
    let l = ui.lang;
    let (action, back) = (format!("/settings/fields/{id}/delete"), format!("/settings/fields/{id}"));
    let (question, text, label) = (t::delete_question(l), t::delete_text(l), t::delete(l));
    confirm::page(ui, &Question { question, text, action: &action, label, back: &back, ..Question::default() })
}
