//! Forfaits: list, form.

use crm::{
    Fields,
    ids::PackageId,
    money::Cents,
    packages::{PackageForm, PackageRow},
    policy::Act,
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{
        Alert, Button, Choice, Col, Empty, Form, Menu, MenuItem, PageHeader, Row, card_plain, columns, empty, field,
        form_end, group, icons::Icon, money, table,
    },
    confirm::{self, Question},
    format,
    text::{common as c, garage as g, packages as t},
    why,
};

pub fn index(ui: &Ui, all: &[PackageRow]) -> Markup {
    let l = ui.lang;
    let mut header = PageHeader::new(t::title(l)).below(html! { (t::text(l)) });
    if ui.may(Act::EditPackages) {
        header = header.primary(Button::link(t::new(l), "/packages/new").icon(Icon::Plus));
    }
    let cols = [Col::title(t::label(l)), Col::number(t::net(l)), Col::number(t::gross(l))];
    let rows = html! { @for row in all { (tr(ui, &cols, row)) } };
    let content = html! {
        (header)
        @if all.is_empty() { (nothing(ui)) } @else { (card_plain("", None, table(t::title(l), &cols, rows))) }
    };
    ui.page(t::title(l), content)
}

/// A garage that starts may take the usual operations, to be adapted.
fn nothing(ui: &Ui) -> Markup {
    let l = ui.lang;
    let may = ui.may(Act::EditPackages);
    let usual = Button::submit(t::usual(l)).icon(Icon::Package).form("usual-packages");
    let actions = if may { vec![usual] } else { vec![] };
    html! {
        (empty(&Empty { icon: Icon::Package, title: t::none_title(l).into(), text: t::none_text(l).into(), actions }))
        @if may { (Form::post("/usual-packages").id("usual-packages").plain().draw(ui.hidden(), html! {})) }
    }
}

fn tr(ui: &Ui, cols: &[Col], row: &PackageRow) -> Markup {
    let l = ui.lang;
    let price = |cents: Cents| money(&format::euros(l, cents));
    let title = html! {
        @if ui.may(Act::EditPackages) { a href={ "/packages/" (row.id) "/edit" } { (row.label) } } @else { (row.label) }
        " " span.small.quiet { (row.code) }
    };
    html! { (Row::new(cols).cell(title).cell(price(row.net)).cell(price(row.gross))) }
}

/// A form, for a new forfait or an old one.
pub struct Editing<'a> {
    pub form: &'a PackageForm,
    pub errors: &'a Fields,
    pub of: Option<(PackageId, i32)>,
    /// Somebody else saved meanwhile.
    pub stale: bool,
    /// What the saved one costs today, HT and TTC.
    pub price: Option<(Cents, Cents)>,
}

pub fn edit(ui: &Ui, editing: &Editing) -> Markup {
    let l = ui.lang;
    let (title, action) = match editing.of {
        Some((id, _)) => (t::edit_title(l), format!("/packages/{id}")),
        None => (t::new_title(l), "/packages".to_owned()),
    };
    let (hidden, draft) = match editing.of {
        Some((id, version)) => (ui.hidden_version(version), format!("package-{id}-v{version}")),
        None => (ui.hidden(), "package-new".to_owned()),
    };
    let mut header = PageHeader::new(title).back(t::title(l), "/packages");
    if let Some((net, gross)) = editing.price {
        header = header.below(html! { (t::price(l, format::euros(l, net), format::euros(l, gross))) });
    }
    if editing.of.is_some() {
        let delete = MenuItem::submit(c::delete(l)).form("delete-package").icon(Icon::Trash).danger();
        header = header.menu(Menu::more(c::more(l)).item(delete));
    }
    let inside = why::over(
        ui,
        editing.errors,
        html! {
            (fields(ui, editing.form, editing.errors))
            (form_end(&[Button::submit(c::save(l)).primary(), Button::link(c::cancel(l), "/packages").ghost()]))
        },
    );
    let content = html! {
        (header)
        @if editing.stale { (Alert::warning(why::say(l, crm::Why::Stale))) }
        (Form::post(action).draft(draft).draw(hidden, inside))
        @if let Some((id, _)) = editing.of {
            (Form::post(format!("/packages/{id}/delete")).id("delete-package").plain().draw(ui.hidden(), html! {}))
        }
    };
    ui.page(title, content)
}

fn fields(ui: &Ui, form: &PackageForm, errors: &Fields) -> Markup {
    let l = ui.lang;
    let wrong = |name: &str| why::beside(l, errors, name);
    let labour =
        [Choice::new("t1", g::labour_t1(l)), Choice::new("t2", g::labour_t2(l)), Choice::new("t3", g::labour_t3(l))];
    let rates = ["20", "8,5", "10", "5,5", "2,1", "0"].map(|rate| Choice::new(rate, format!("{rate} %")));
    let what = columns(html! {
        (field::text("label", t::label(l)).value(form.label.as_str()).error(wrong("label")).required().autocomplete("off"))
        (field::code("code", t::code(l)).value(form.code.as_str()).error(wrong("code")).hint(t::code_hint(l)).required())
    });
    let price = columns(html! {
        (field::decimal("hours", t::hours(l)).value(form.hours.as_str()).unit("h").error(wrong("hours")).hint(t::hours_hint(l)))
        (field::select("labour_rate", t::labour_rate(l), labour).value(form.labour_rate.as_str()).error(wrong("labour_rate")))
        (field::money("fixed_price", t::fixed_price(l), t::net_unit(l)).value(form.fixed_price.as_str()).error(wrong("fixed_price")).hint(t::fixed_price_hint(l)))
        (field::select("vat_rate", t::vat_rate(l), rates).value(form.vat_rate.as_str()).error(wrong("vat_rate")))
    });
    html! {
        (group(t::what(l), None, what))
        (group(t::price_title(l), None, price))
        (group(t::parts(l), None, html! {
            (field::textarea("parts", t::parts_label(l), 6).value(form.parts.as_str()).error(wrong("parts")).hint(t::parts_hint(l)).placeholder(t::parts_example(l)))
        }))
    }
}

/// Asked before it goes for good.
pub fn delete(ui: &Ui, id: PackageId) -> Markup {
    let l = ui.lang;
    let (action, back) = (format!("/packages/{id}/delete"), format!("/packages/{id}/edit"));
    let (question, text) = (t::delete_question(l), t::delete_text(l));
    confirm::page(
        ui,
        &Question { question, text, action: &action, label: c::delete(l), back: &back, ..Question::default() },
    )
}
