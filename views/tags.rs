//! Tags of the garage: how many carry each, other names, away with one.

use crm::{Fields, ids::TagId, tags::TagRow};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{Button, Form, ListRow, card_plain, field, form_end, icons::Icon, list},
    confirm::{self, Question},
    garages::{Part, head},
    text::{common as c, tags as t},
    why,
};

pub struct Tags<'a> {
    pub all: &'a [TagRow],
    /// The one being renamed, as typed, and what is wrong with it.
    pub renaming: Option<(TagId, &'a str)>,
    pub errors: &'a Fields,
}

pub fn page(ui: &Ui, page: &Tags) -> Markup {
    let l = ui.lang;
    let rows: Vec<ListRow> = page.all.iter().map(|tag| line(ui, page, tag)).collect();
    let content = html! {
        (head(ui, Part::Tags))
        p.quiet { (t::text(l)) }
        (card_plain(t::title(l), None, html! {
            @if rows.is_empty() { div.card-body { p.quiet { (t::none(l)) } } } @else { (list(&rows)) }
        }))
    };
    ui.page(t::title(l), content)
}

fn line<'a>(ui: &Ui, page: &Tags, tag: &'a TagRow) -> ListRow<'a> {
    let l = ui.lang;
    let typed = page.renaming.filter(|(id, _)| *id == tag.id).map(|(_, typed)| typed);
    let errors = if typed.is_some() { page.errors } else { const { &Fields(Vec::new()) } };
    let id = format!("f-name-{}", tag.id);
    let inside = html! {
        (field::text("name", t::name(l)).id(id).value(typed.unwrap_or(&tag.name).to_owned()).error(why::beside(l, errors, "name")).required().maxlength(40))
        (form_end(&[Button::submit(c::save(l))]))
    };
    let delete =
        Button::submit(t::delete(l)).confirm(t::delete_question(l, &tag.name), t::delete_text(l), c::cancel(l));
    let end = html! {
        details open[typed.is_some()] { summary { (c::edit(l)) }
            (Form::post(format!("/settings/tags/{}", tag.id)).draw(ui.hidden(), inside))
            (ui.post_button(&format!("/settings/tags/{}/delete", tag.id), &delete))
        }
    };
    let main = html! { a href={ "/contacts?tag=" (tag.id) } { (tag.name) } };
    ListRow::new(main).below(t::carried(l, tag.contacts)).icon(Icon::Tag).end(end)
}

/// Asked before a tag leaves all its customers.
pub fn delete(ui: &Ui, tag: &TagRow) -> Markup {
    let l = ui.lang;
    let (question, action) = (t::delete_question(l, &tag.name), format!("/settings/tags/{}/delete", tag.id));
    let (text, label, back) = (t::delete_text(l), t::delete(l), "/settings/tags");
    confirm::page(ui, &Question { question: &question, text, action: &action, label, back, ..Question::default() })
}
