//! Everything held on somebody, in one zip: how far it is, and where it is taken from.

use chrono::{DateTime, NaiveDate, Utc};
use crm::{
    Lang,
    archives::{Archive, ArchiveState, Whose},
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{Alert, Button, ListRow, PageHeader, card, icons::Icon},
    format,
    text::{archives as t, common as c},
};

fn kind(whose: Whose) -> &'static str {
    match whose {
        Whose::Contact(_) => "contact",
        Whose::User(_) => "user",
        Whose::Garage => "garage",
    }
}

/// Where it was asked for.
fn back(whose: Whose) -> String {
    match whose {
        Whose::Contact(id) => format!("/contacts/{id}/personal-data"),
        Whose::User(_) => "/account".into(),
        Whose::Garage => "/settings/leaving".into(),
    }
}

pub fn show(ui: &Ui, archive: &Archive, now: DateTime<Utc>) -> Markup {
    let l = ui.lang;
    let title = t::title(l, kind(archive.whose));
    let content = html! {
        (PageHeader::new(title.as_str()).back(c::back(l), back(archive.whose)).below(html! { (t::text(l, kind(archive.whose))) }))
        (state(ui, archive, now))
    };
    ui.page(&title, content)
}

/// Asks again every second until it is there.
pub fn state(ui: &Ui, archive: &Archive, now: DateTime<Utc>) -> Markup {
    let l = ui.lang;
    let here = format!("/archives/{}", archive.id);
    let moving = archive.state != ArchiveState::Ready;
    let inside = html! {
        div.stack {
            @if moving {
                p.heading { (t::making(l)) }
                p.quiet { (t::so_far(l, i64::from(archive.entries))) }
                noscript { a.button.button-secondary href=(here) { (t::look_again(l)) } }
            } @else if archive.is_ready(now) {
                p.heading { (t::ready(l, size(l, archive.bytes))) }
                p.quiet { (t::until(l, day(ui, archive.expires_at))) }
                (Button::link(c::download(l), format!("{here}/file")).primary().icon(Icon::Download).download())
            } @else { (Alert::warning(t::expired(l))) }
        }
    };
    html! {
        div #archive.stack hx-get=[moving.then_some(&here)] hx-trigger=[moving.then_some("every 1s")] hx-swap=[moving.then_some("outerHTML")] aria-live="polite" {
            (card("", None, inside))
        }
    }
}

/// One made before, in a list.
pub fn row(ui: &Ui, archive: &Archive, now: DateTime<Utc>) -> ListRow<'static> {
    let l = ui.lang;
    let says = match archive.state {
        ArchiveState::Ready if archive.is_ready(now) => t::until(l, day(ui, archive.expires_at)),
        ArchiveState::Ready => t::expired(l).to_owned(),
        _ => t::making(l).to_owned(),
    };
    let row = ListRow::new(t::title(l, kind(archive.whose))).below(says).icon(Icon::Download);
    let row = row.href(format!("/archives/{}", archive.id));
    match archive.downloaded_at {
        Some(at) => row.end(html! { span.small.quiet { (t::taken(l, day(ui, Some(at)))) } }),
        None => row,
    }
}

fn day(ui: &Ui, at: Option<DateTime<Utc>>) -> String {
    at.map(|at| format::long_date(ui.lang, at.with_timezone(&ui.zone).date_naive())).unwrap_or_default()
}

fn size(l: Lang, bytes: i64) -> String {
    match bytes {
        ..1_000_000 => t::kilobytes(l, (bytes / 1000).max(1)),
        _ => t::megabytes(l, bytes / 1_000_000),
    }
}

pub fn readme_name(l: Lang) -> &'static str {
    t::readme_name(l)
}

/// The text that goes with it: what each folder is.
pub fn readme(l: Lang, kind: &str, garage: &str, today: NaiveDate) -> String {
    let lines = [
        t::readme_title(l, kind, garage, format::long_date(l, today)),
        t::readme_json(l).to_owned(),
        if kind == "garage" { t::readme_csv(l).to_owned() } else { String::new() },
        t::readme_pdf(l).to_owned(),
        t::readme_photos(l).to_owned(),
        if kind == "garage" { t::readme_fec(l).to_owned() } else { String::new() },
    ];
    let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    lines.join("\r\n\r\n") + "\r\n"
}
