//! Two customers side by side, to be made one; what was done, and the way back.

use chrono::NaiveDate;
use crm::{
    contacts::{Contact, NewContact},
    duplicates::{
        Likeness,
        merge::{DAYS, Merge},
        union::{self, Choice},
    },
    ids::PairId,
    policy::Act,
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{
        self, Alert, Button, Facts, Form, PageHeader, Tone, badge, card, facts, field, form_end, icons::Icon,
    },
    duplicates, format,
    text::{common as c, duplicates as t},
};

/// One of the two.
pub struct One<'a> {
    pub contact: &'a Contact,
    pub plates: &'a [String],
}

pub struct Comparing<'a> {
    /// The older one, which stays.
    pub kept: One<'a>,
    pub gone: One<'a>,
    /// Of a pair that the night found.
    pub pair: Option<(PairId, &'a Likeness)>,
    /// What hangs on the one that goes: (table, how many).
    pub moves: &'a [(&'static str, i64)],
}

pub fn compare(ui: &Ui, page: &Comparing) -> Markup {
    let l = ui.lang;
    let (kept, gone) = (page.kept.contact, page.gone.contact);
    let header = PageHeader::new(t::merge_title(l)).back(t::title(l), "/duplicates");
    let hidden = html! {
        (ui.hidden_version(kept.version))
        input type="hidden" name="kept" value=(kept.id);
        input type="hidden" name="gone" value=(gone.id);
        input type="hidden" name="gone_version" value=(gone.version);
    };
    let buttons = [Button::submit(t::merge(l)).primary(), Button::link(c::cancel(l), "/duplicates").ghost()];
    let inside = html! {
        (card(t::what_differs(l), None, html! { div.stack { (choices(ui, page)) p.quiet { (t::lists_text(l)) } } }))
        (card(t::moves_title(l), None, moves(ui, page.moves)))
        (form_end(&buttons))
    };
    let content = html! {
        (header.below(html! { (t::merge_text(l)) }))
        @if let Some((pair, likeness)) = page.pair { (found(ui, pair, likeness)) }
        div.split { (side(ui, &page.kept, t::stays(l), Tone::Good)) (side(ui, &page.gone, t::goes(l), Tone::Neutral)) }
        (Form::post("/merges").draw(hidden, inside))
    };
    ui.page(t::merge_title(l), content)
}

/// Why the two were put side by side, and the word that they are two.
fn found(ui: &Ui, pair: PairId, likeness: &Likeness) -> Markup {
    let two = Button::submit(t::two_customers(ui.lang));
    let dismiss = ui.post_button(&format!("/duplicates/{pair}/dismiss"), &two);
    html! { (Alert::info(duplicates::why(ui, likeness)).more(dismiss)) }
}

fn side(ui: &Ui, one: &One, word: &str, tone: Tone) -> Markup {
    let (l, is) = (ui.lang, &one.contact.is);
    let plain = |text: String| html! { (text) };
    let mut all: Vec<(String, Markup)> =
        Choice::ALL.iter().map(|choice| (t::field(l, choice.as_str()), plain(shown(ui, *choice, is)))).collect();
    let more = is.more.phones.iter().map(|p| crm::reach::show_phone(&p.value));
    let more: Vec<String> = more.chain(is.more.emails.iter().map(|e| e.value.as_str().to_owned())).collect();
    all.push((t::field(l, "more"), plain(more.join(" · "))));
    all.push((t::field(l, "plates"), plain(one.plates.join(" · "))));
    all.push((t::field(l, "tags"), plain(is.tags.join(" · "))));
    all.push((t::field(l, "notes"), html! { span.preserve { (is.notes) } }));
    let all: Vec<(&str, Markup)> = all.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    let name = html! { a href={ "/contacts/" (one.contact.id) } { (is.name()) } };
    card(word, Some(badge(tone, word)), html! { div.stack { p.heading { (name) } (facts(Facts::Lines, &all)) } })
}

fn shown(ui: &Ui, choice: Choice, is: &NewContact) -> String {
    let text = choice.shown(is);
    let coded = matches!(choice, Choice::Kind | Choice::Civility | Choice::Channel | Choice::Lang);
    if coded && !text.is_empty() { t::word(ui.lang, &text) } else { text }
}

/// A radio for each field that both fill differently; the one saved last is chosen to begin with.
fn choices(ui: &Ui, page: &Comparing) -> Markup {
    let l = ui.lang;
    let (kept, gone) = (page.kept.contact, page.gone.contact);
    let newer = kept.updated_at >= gone.updated_at;
    let differing: Vec<Choice> = Choice::ALL.iter().copied().filter(|c| c.differs(&kept.is, &gone.is)).collect();
    html! {
        @if differing.is_empty() { p { (t::nothing_differs(l)) } }
        @for choice in differing {
            @let value = if union::preferred(choice, newer, &kept.is, &gone.is) { "gone" } else { "kept" };
            @let both = [
                components::Choice::new("kept", shown(ui, choice, &kept.is)),
                components::Choice::new("gone", shown(ui, choice, &gone.is)),
            ];
            (field::radios(choice.as_str(), t::field(l, choice.as_str()), both).value(value).beside())
        }
    }
}

fn moves(ui: &Ui, all: &[(&'static str, i64)]) -> Markup {
    let words: Vec<String> = all.iter().map(|(what, many)| t::moves(ui.lang, what, *many)).collect();
    html! { @if words.is_empty() { p { (t::moves_none(ui.lang)) } } @else { p { (words.join(" · ")) } } }
}

/// What was done.
pub struct Done<'a> {
    pub merge: &'a Merge,
    pub kept: &'a Contact,
    pub gone: &'a Contact,
    pub until: NaiveDate,
    pub can_be_undone: bool,
}

/// The last day on which it can be undone.
pub fn until(merge: &Merge, ui: &Ui) -> NaiveDate {
    (merge.merged_at + chrono::TimeDelta::days(DAYS)).with_timezone(&ui.zone).date_naive()
}

pub fn show(ui: &Ui, page: &Done) -> Markup {
    let l = ui.lang;
    let (kept, gone) = (page.kept.is.name(), page.gone.is.name());
    let moved = page.merge.moved.iter().filter(|(_, ids)| !ids.is_empty());
    let moved: Vec<String> =
        moved.map(|(what, ids)| t::moves(l, what, i64::try_from(ids.len()).unwrap_or(i64::MAX))).collect();
    let undone = page.merge.undone_at.is_some();
    let undo = Button::submit(t::undo(l)).icon(Icon::Undo);
    let content = html! {
        (PageHeader::new(t::merge_title(l)).back(t::title(l), "/duplicates"))
        (card("", None, html! {
            div.stack {
                p.heading { @if undone { (t::undone(l)) } @else { (t::merged(l, &gone, &kept)) } }
                @if !undone && !moved.is_empty() { p { (moved.join(" · ")) } }
                p { a href={ "/contacts/" (page.kept.id) } { (t::open_kept(l)) } }
                @if undone { p { a href={ "/contacts/" (page.gone.id) } { (t::open_gone(l)) } } }
                @if page.can_be_undone && ui.may(Act::EditContacts) {
                    (ui.post_button(&format!("/merges/{}/undo", page.merge.id), &undo))
                    p.quiet { (t::undo_until(l, format::long_date(l, page.until))) }
                }
            }
        }))
        @if !page.merge.left_over.is_empty() { (left(ui, page, &kept)) }
    };
    ui.page(t::merge_title(l), content)
}

fn left(ui: &Ui, page: &Done, kept: &str) -> Markup {
    let l = ui.lang;
    let names: Vec<String> = page.merge.left_over.iter().map(|name| t::field(l, name)).collect();
    let more = html! { p { (names.join(" · ")) } };
    html! { (Alert::warning(t::left_text(l)).title(t::left_title(l, kept)).more(more)) }
}
