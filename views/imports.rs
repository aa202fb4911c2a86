//! Customers brought from a list: the file, its columns, what it would do, what it did.

use crm::{
    Fields,
    custom_fields::CustomField,
    imports::{Counts, Fault, Import, ImportRow, ImportState, MatchKey, Setting, mapping, presets},
    policy::Act,
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{
        Alert, Button, Choice, Col, Form, ListRow, PageHeader, Row, Tone, badge, card, card_plain, field, fold,
        form_end, icons::Icon, list, progress_bar, table,
    },
    confirm::{self, Question},
    format,
    text::{common as c, contacts as ct, imports as t},
    why,
};

pub fn new(ui: &Ui, all: &[ImportRow], wrong: Option<&str>) -> Markup {
    let l = ui.lang;
    let inside = html! {
        (field::file("file", t::file(l)).accept(".csv,.tsv,.txt,.xlsx,.vcf,text/csv,text/vcard").hint(t::file_hint(l)).error(wrong.map(|w| t::unreadable(l, w))))
        (form_end(&[Button::submit(t::read(l)).primary()]))
    };
    let rows: Vec<ListRow> = all.iter().map(|row| past(ui, row)).collect();
    let content = html! {
        (PageHeader::new(t::title(l)).back(ct::title(l), "/contacts").below(html! { (t::text(l)) }))
        (card("", None, Form::post("/imports").files().draw(ui.hidden(), inside)))
        @if !rows.is_empty() { (card_plain(t::past(l), None, list(&rows))) }
    };
    ui.page(t::title(l), content)
}

fn past<'a>(ui: &Ui, row: &'a ImportRow) -> ListRow<'a> {
    let l = ui.lang;
    let day = format::date(l, row.created_at.with_timezone(&ui.zone).date_naive());
    let tone = match row.state {
        ImportState::Done => Tone::Good,
        ImportState::Undone => Tone::Neutral,
        _ => Tone::Info,
    };
    ListRow::new(row.name.as_str())
        .below(t::past_line(l, day, i64::from(row.total)))
        .href(format!("/imports/{}", row.id))
        .icon(Icon::Import)
        .end(badge(tone, &t::state(l, row.state.as_str())))
}

/// The columns of a file, being mapped.
pub struct Mapping<'a> {
    pub import: &'a Import,
    pub setting: &'a Setting,
    pub fields: &'a [CustomField],
    /// Names of kept mappings.
    pub kept: &'a [String],
    pub errors: &'a Fields,
}

pub fn mapping(ui: &Ui, m: &Mapping) -> Markup {
    let l = ui.lang;
    let import = m.import;
    let wrong = |name: &str| why::beside(l, m.errors, name);
    let keys = MatchKey::ALL.iter().map(|k| Choice::new(k.as_str(), t::match_key_of(l, k.as_str())));
    let fills = [
        Choice::new("no", t::fill(l)).hint(t::fill_hint(l)),
        Choice::new("yes", t::overwrite(l)).hint(t::overwrite_hint(l)),
    ];
    let inside = html! {
        @if let Some(why) = wrong("mapping") { (Alert::bad(why)) }
        (columns_table(ui, m))
        (field::select("match_key", t::match_key(l), keys).value(m.setting.match_key.as_str()).hint(t::match_key_hint(l)).error(wrong("match_key")))
        (field::radios("overwrite", t::known(l), fills).value(if m.setting.overwrite { "yes" } else { "no" }).beside())
        (field::checkbox("keep_odd", t::keep_odd(l)).hint(t::keep_odd_hint(l)).checked(m.setting.keep_odd))
        (field::text("keep_as", t::keep_as(l)).hint(t::keep_as_hint(l)).value(m.setting.keep_as.as_str()).error(wrong("keep_as")).maxlength(60))
        (form_end(&[Button::submit(t::try_it(l)).primary(), Button::link(c::cancel(l), "/imports/new").ghost()]))
    };
    let about = t::about(l, i64::from(import.total), &import.format, &import.encoding);
    let content = html! {
        (PageHeader::new(import.name.as_str()).back(t::title(l), "/imports/new").below(html! { (about) }))
        (fold(Icon::Template, t::by(l), false, by(ui, m)))
        (Form::post(format!("/imports/{}", import.id)).draw(ui.hidden(), inside))
    };
    ui.page(t::title(l), content)
}

/// The columns mapped by a kept mapping, or as a program names them.
fn by(ui: &Ui, m: &Mapping) -> Markup {
    let l = ui.lang;
    let kept = m.kept.iter().map(|name| Choice::new(name.as_str(), name.as_str()));
    let programs = presets::PRESETS.iter().map(|p| Choice::new(p.name, p.name));
    let inside = html! {
        input type="hidden" name="columns" value="yes";
        (field::select("by", t::by_what(l), kept.chain(programs)))
        (form_end(&[Button::submit(t::map(l))]))
    };
    Form::get(format!("/imports/{}", m.import.id)).draw(html! {}, inside)
}

fn columns_table(ui: &Ui, m: &Mapping) -> Markup {
    let l = ui.lang;
    let cols = [Col::title(t::column(l)), Col::text(t::holds(l)), Col::text(t::becomes(l))];
    let rows = html! {
        @for (at, name) in m.import.sample.header.iter().enumerate() {
            @let shown = if name.is_empty() { t::column_n(l, at as i64 + 1) } else { name.clone() };
            @let cells: Vec<&str> = m.import.sample.rows.iter().filter_map(|r| r.get(at)).map(String::as_str).filter(|c| !c.is_empty()).collect();
            @let chosen = m.setting.mapping.get(at).map_or("", String::as_str);
            (Row::new(&cols).cell(shown.as_str()).cell(html! { span.quiet.any { (cells.join(" · ")) } }).cell(choice(ui, m, at, &shown, chosen)))
        }
    };
    card_plain("", None, table(t::columns(l), &cols, rows))
}

fn choice(ui: &Ui, m: &Mapping, at: usize, column: &str, chosen: &str) -> Markup {
    let l = ui.lang;
    let name = format!("column_{at}");
    html! {
        select.input id=(field::field_id(&name)) name=(name) aria-label=(t::becomes_of(l, column)) {
            option value="" selected[chosen.is_empty()] { (t::nothing(l)) }
            @for target in mapping::targets() { option value=(target) selected[target == chosen] { (target_name(ui, &target)) } }
            @for own in m.fields { @let input = own.input(); option value=(input) selected[input == chosen] { (own.name) } }
        }
    }
}

/// What a field is called.
fn target_name(ui: &Ui, target: &str) -> String {
    let l = ui.lang;
    let (stem, n) =
        target.rsplit_once('_').and_then(|(stem, n)| Some((stem, n.parse::<i64>().ok()?))).unwrap_or((target, 1));
    let name = match stem {
        "code" => ct::code(l),
        "kind" => ct::kind(l),
        "civility" => t::civility(l),
        "full_name" => t::full_name(l),
        "last_name" => ct::last_name(l),
        "first_name" => ct::first_name(l),
        "company" => ct::company(l),
        "siren" => ct::siren(l),
        "vat_number" => ct::vat_number(l),
        "service_code" => ct::service_code(l),
        "phone" => ct::phone(l),
        "email" => ct::email(l),
        "street" => ct::street(l),
        "extra" => ct::extra(l),
        "postcode" => ct::postcode(l),
        "town" => ct::town(l),
        "tags" => ct::tags(l),
        "channel" => ct::channel(l),
        "lang" => ct::lang(l),
        "notes" => ct::notes(l),
        _ => return t::vehicle_field(l, stem.trim_start_matches("vehicle_")),
    };
    if n > 1 { format!("{name} {n}") } else { name.to_owned() }
}

pub struct Showing<'a> {
    pub import: &'a Import,
    /// Of an undone one: reversed or not, why, how many.
    pub undone: &'a [(String, String, i64)],
}

pub fn show(ui: &Ui, showing: &Showing) -> Markup {
    let l = ui.lang;
    let import = showing.import;
    let about = t::about(l, i64::from(import.total), &import.format, &import.encoding);
    let content = html! {
        (PageHeader::new(import.name.as_str()).back(t::title(l), "/imports/new").below(html! { (about) }))
        (state(ui, showing))
    };
    ui.page(t::title(l), content)
}

/// Asks again every second while it runs.
pub fn state(ui: &Ui, showing: &Showing) -> Markup {
    let l = ui.lang;
    let import = showing.import;
    let moving = import.state.is_moving();
    let here = format!("/imports/{}", import.id);
    html! {
        div #import.stack hx-get=[moving.then_some(&here)] hx-trigger=[moving.then_some("every 1s")] hx-swap=[moving.then_some("outerHTML")] aria-live="polite" {
            @if moving {
                (card("", None, html! {
                    (progress_bar(&t::moving(l, import.state.as_str()), import.reached.unsigned_abs().into(), import.total.unsigned_abs().into()))
                    noscript { a.button.button-secondary href=(here) { (t::look_again(l)) } }
                }))
            } @else {
                (result(ui, import))
                @if !import.faults.is_empty() && import.state == ImportState::Checked { (faults(ui, &import.faults)) }
                @if import.state == ImportState::Done && import.counts.created > 0 { p.quiet { (t::twins(l)) " " a href="/duplicates" { (ct::duplicates(l)) } } }
                @if import.state == ImportState::Undone { (undone(ui, showing.undone)) }
                (buttons(ui, import))
            }
        }
    }
}

fn result(ui: &Ui, import: &Import) -> Markup {
    let l = ui.lang;
    let Counts { created, updated, unchanged, refused, vehicles } = import.counts;
    let would = import.state == ImportState::Checked;
    let lines = [
        (Tone::Good, t::created(l, i64::from(created)), created),
        (Tone::Info, t::updated(l, i64::from(updated)), updated),
        (Tone::Neutral, t::unchanged(l, i64::from(unchanged)), unchanged),
        (Tone::Good, t::vehicles(l, i64::from(vehicles)), vehicles),
        (Tone::Bad, t::refused(l, i64::from(refused)), refused),
    ];
    let title = if would { t::would(l) } else { t::did(l) };
    card(
        title,
        None,
        html! {
            ul.stack { @for (tone, words, n) in lines.iter().filter(|(_, _, n)| *n > 0) { li.row { (badge(*tone, &format::integer(l, i64::from(*n)))) span { (words) } } } }
        },
    )
}

fn faults(ui: &Ui, all: &[Fault]) -> Markup {
    let l = ui.lang;
    let rows: Vec<ListRow> = all
        .iter()
        .map(|f| ListRow::new(t::line(l, i64::from(f.line))).below(reasons(ui, f)).icon(Icon::Alert))
        .collect();
    card_plain(t::first_faults(l), None, list(&rows))
}

/// « Téléphone : ce numéro n’en est pas un », joined.
pub fn reasons(ui: &Ui, fault: &Fault) -> String {
    let one = |(field, reason): &(String, crm::Why)| {
        let says = why::say(ui.lang, *reason);
        if field.is_empty() { says } else { format!("{} : {says}", target_name(ui, field)) }
    };
    fault.reasons.iter().map(one).collect::<Vec<_>>().join(" ; ")
}

/// The name of the column that says why, in the file of refused lines.
pub fn column_of_faults(ui: &Ui) -> &'static str {
    t::why_refused(ui.lang)
}

fn undone(ui: &Ui, all: &[(String, String, i64)]) -> Markup {
    let l = ui.lang;
    card(
        t::undone_title(l),
        None,
        html! { ul.stack { @for (word, why, many) in all { li { (t::undone(l, word, *many, why)) } } } },
    )
}

fn buttons(ui: &Ui, import: &Import) -> Markup {
    let l = ui.lang;
    let may = ui.may(Act::ImportContacts);
    let at = |act: &str| format!("/imports/{}/{act}", import.id);
    html! {
        div.row {
            @if may && import.state == ImportState::Checked {
                (ui.post_button(&at("run"), &Button::submit(t::run(l)).primary().icon(Icon::Import)))
                (Button::link(t::columns_again(l), format!("/imports/{}?columns=yes", import.id)))
            }
            @if import.counts.refused > 0 && matches!(import.state, ImportState::Done | ImportState::Undone) {
                (Button::link(t::refused_file(l), at("refused")).icon(Icon::Download).download())
            }
            @if may && import.state == ImportState::Done {
                (ui.post_button(&at("undo"), &Button::submit(t::undo(l)).icon(Icon::Undo).confirm(t::undo_question(l), t::undo_text(l), c::cancel(l))))
                (Button::link(t::see(l), "/contacts?sort=created"))
            }
        }
    }
}

/// Asked before it is taken back.
pub fn ask_undo(ui: &Ui, import: &Import) -> Markup {
    let l = ui.lang;
    let (action, back) = (format!("/imports/{}/undo", import.id), format!("/imports/{}", import.id));
    let (question, text, label) = (t::undo_question(l), t::undo_text(l), t::undo(l));
    confirm::page(ui, &Question { question, text, action: &action, label, back: &back, ..Question::default() })
}
