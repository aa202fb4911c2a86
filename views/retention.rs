//! For how long the garage keeps what it need not, and whose time will be over.

use crm::{
    Fields,
    policy::Act,
    retention::{BOUNDS, Retention, RetentionForm, notices::Notice},
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{
        Alert, Button, Col, Empty, Form, PageHeader, Row, card, card_plain, columns, empty, field, form_end,
        icons::Icon, pagination, table,
    },
    format,
    garages::{Part, head},
    text::{common as c, retention as t},
    why,
};

pub struct Page<'a> {
    pub form: &'a RetentionForm,
    pub kept: &'a Retention,
    pub errors: &'a Fields,
    pub stale: bool,
}

pub fn show(ui: &Ui, page: &Page) -> Markup {
    let l = ui.lang;
    let may = ui.may(Act::EditRetention);
    let fields = html! {
        @for (name, least, most) in BOUNDS {
            (field::integer(name, t::field(l, name)).value(page.form.get(name)).hint(t::hint(l, name)).unit(unit(ui, name))
                .between(least.to_string(), most.to_string()).error(why::beside(l, page.errors, name)).required())
        }
    };
    let inside = why::over(
        ui,
        page.errors,
        html! {
            fieldset disabled[!may] { div.form { (columns(fields)) } }
            @if may { (form_end(&[Button::submit(c::save(l)).primary()])) }
        },
    );
    let content = html! {
        (head(ui, Part::Privacy))
        @if page.stale { (Alert::warning(why::say(l, crm::Why::Stale))) }
        (card(t::title(l), None, html! {
            div.stack {
                p.quiet { (t::text(l)) }
                @if may { (Form::post("/settings/retention").draw(ui.hidden_version(page.kept.version), inside)) } @else { (inside) }
            }
        }))
        (card(t::always(l), None, html! { ul { li { (t::always_bin(l)) } li { (t::always_law(l)) } li { (t::always_no(l)) } } }))
        (card(t::notices(l), None, html! {
            div.stack { p.quiet { (t::notices_text(l)) } (Button::link(t::see_notices(l), "/settings/retention/notices").icon(Icon::Users)) }
        }))
    };
    ui.page(t::title(l), content)
}

fn unit(ui: &Ui, name: &str) -> &'static str {
    if name.ends_with("_days") { t::days(ui.lang) } else { t::months(ui.lang) }
}

pub struct Notices<'a> {
    pub rows: &'a [Notice],
    /// Address of the next page.
    pub next: Option<String>,
    pub first: bool,
}

pub fn notices(ui: &Ui, page: &Notices) -> Markup {
    let l = ui.lang;
    let cols =
        [Col::title(t::customer(l)), Col::text(t::last_contact(l)), Col::text(t::erased_on(l)), Col::more(c::more(l))];
    let next = page.next.as_deref().map(|href| (c::next_page(l), href));
    let before = (!page.first).then_some((c::first_page(l), "/settings/retention/notices"));
    let content = html! {
        (PageHeader::new(t::notices(l)).back(t::title(l), "/settings/retention").below(html! { (t::notices_text(l)) }))
        @if page.rows.is_empty() {
            (empty(&Empty { icon: Icon::Users, title: t::none_title(l).into(), text: t::none_text(l).into(), actions: vec![] }))
        } @else {
            (card_plain("", None, table(t::notices(l), &cols, html! { @for row in page.rows { (notice(ui, &cols, row)) } })))
        }
        @if next.is_some() || before.is_some() { (pagination(c::pages(l), "", before, next)) }
    };
    ui.page(t::notices(l), content)
}

fn notice(ui: &Ui, cols: &[Col], row: &Notice) -> Markup {
    let l = ui.lang;
    let seen = row.last_contact_on.map_or_else(|| t::never(l).to_owned(), |day| format::date(l, day));
    let name = html! { @if ui.may(Act::SeeContacts) { a href={ "/contacts/" (row.contact) } { (row.name) } } @else { (row.name) } };
    if !ui.may(Act::ErasePersons) && !row.is_kept(ui.today) {
        return html! { (Row::new(cols).cell(name).cell(seen).cell(format::date(l, row.due_on)).cell(html! {})) };
    }
    match row.kept_until.filter(|_| row.is_kept(ui.today)) {
        Some(until) => {
            let kept = t::kept(l, format::date(l, until), &row.kept_reason);
            html! { (Row::new(cols).cell(name).cell(seen).cell(kept).cell(html! {})) }
        }
        None => {
            let id = format!("reason-{}", row.contact);
            let keep = Form::post(format!("/settings/retention/notices/{}", row.contact)).plain().draw(
                ui.hidden(),
                html! {
                    div.row {
                        (field::text("reason", t::reason(l)).id(id).maxlength(200).required().autocomplete("off"))
                        (Button::submit(t::keep(l)))
                    }
                },
            );
            html! { (Row::new(cols).cell(name).cell(seen).cell(format::date(l, row.due_on)).cell(keep)) }
        }
    }
}
