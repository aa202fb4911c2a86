//! A garage that leaves: first its archive, then its name typed and its password, then 30 days.

use chrono::{DateTime, Utc};
use crm::{Fields, archives::Archive, leaving::GarageLeaving};
use maud::{Markup, html};

use crate::{
    Ui, archives,
    components::{Alert, Button, Form, ListRow, PageHeader, card, card_plain, field, form_end, icons::Icon, list},
    format,
    text::{account, leaving as t},
    why,
};

pub struct Page<'a> {
    pub leaving: &'a GarageLeaving,
    pub archives: &'a [Archive],
    pub now: DateTime<Utc>,
    pub name: &'a str,
    pub without_archive: bool,
    pub errors: &'a Fields,
}

pub fn show(ui: &Ui, page: &Page) -> Markup {
    let l = ui.lang;
    let made: Vec<ListRow> = page.archives.iter().map(|a| archives::row(ui, a, page.now)).collect();
    let make = Button::submit(t::make(l)).primary().icon(Icon::Archive);
    let content = html! {
        (PageHeader::new(t::title(l)).back(t::back(l), "/settings/register").below(html! { (t::text(l)) }))
        @if let Some(day) = page.leaving.on {
            (Alert::warning(t::leaves_text(l)).title(t::leaves_on(l, format::long_date(l, day))).more(html! {
                (ui.post_button("/settings/leaving/stay", &Button::submit(t::stay(l)).primary()))
            }))
        }
        (card(t::archive(l), None, html! { div.stack { p.quiet { (t::archive_text(l)) } (ui.post_button("/settings/leaving/archive", &make)) } }))
        @if !made.is_empty() { (card_plain(t::archives(l), None, list(&made))) }
        @if page.leaving.on.is_none() { (card(t::leave(l), None, form(ui, page))) }
    };
    ui.page(t::title(l), content)
}

fn form(ui: &Ui, page: &Page) -> Markup {
    let l = ui.lang;
    let wrong = |name: &str| why::beside(l, page.errors, name);
    let inside = why::over(
        ui,
        page.errors,
        html! {
            p { (t::leave_text(l)) }
            (field::text("name", t::name(l)).value(page.name).hint(t::name_hint(l)).error(wrong("name")).autocomplete("off").required())
            (field::password("password", account::old_password(l), account::show(l)).error(wrong("password")).required())
            @if !page.leaving.exported {
                (field::checkbox("without_archive", t::without(l)).checked(page.without_archive).hint(t::without_hint(l)).error(wrong("without_archive")))
            }
            (form_end(&[Button::submit(t::leave_now(l)).danger().icon(Icon::Trash)]))
        },
    );
    Form::post("/settings/leaving").draw(ui.hidden(), inside)
}
