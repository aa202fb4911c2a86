//! Writing lines: a small form each, totals computed by the server.

use crm::{
    Fields,
    document::Unit,
    lines::LineForm,
    money::Cents,
    packages::PackageRow,
    totals::{Entry, Totals as Sums},
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{Button, Choice, Hx, LineInputs, LineMore, LineWords, card, columns, field, icons::Icon, line, lines},
    format,
    text::lines as t,
    why,
};

/// The lines of a document in its editor.
pub struct Writing<'a> {
    /// Where the form goes, `/quotes/{id}`; its id is `lines-form`.
    pub at: &'a str,
    pub packages: &'a [PackageRow],
    pub lines: &'a [LineForm],
    /// What each line is worth, where it could be computed.
    pub worth: &'a [Option<Cents>],
    pub sums: &'a Sums,
    pub entry: Entry,
    pub errors: &'a Fields,
}

/// The card of the lines and their totals; the form around it has the id `lines-form`.
pub fn write(ui: &Ui, w: &Writing) -> Markup {
    let l = ui.lang;
    html! {
        // Enter in a field saves; it neither sends nor removes.
        button.sr type="submit" name="then" value="save" tabindex="-1" aria-hidden="true" {}
        input type="hidden" name="entry" value=(w.entry.as_str());
        (card(t::lines(l), Some(entry_switch(ui, w.entry)), html! {
            (lines("f-lines", html! { @for (n, form) in w.lines.iter().enumerate() { (heading(ui, w.lines, n)) (one(ui, w, n, form)) } }))
            @if w.lines.is_empty() { p.quiet { (t::no_line(l)) } }
            (add(ui, w))
        }))
        (totals(ui, w.at, w.sums))
    }
}

/// HT or TTC: prices already typed are converted.
fn entry_switch(ui: &Ui, entry: Entry) -> Markup {
    let (label, to) = match entry {
        Entry::Ht => (t::switch_to_ttc(ui.lang), "entry:ttc"),
        Entry::Ttc => (t::switch_to_ht(ui.lang), "entry:ht"),
    };
    html! { (Button::submit(label).named("then", to).as_link()) }
}

/// Said where an operation begins.
fn heading(ui: &Ui, all: &[LineForm], n: usize) -> Markup {
    let name = all[n].operation.as_str();
    let begins = !name.is_empty() && (n == 0 || all[n - 1].operation != name);
    html! { @if begins { p.lines-operation { (t::of_operation(ui.lang, name)) } } }
}

fn add(ui: &Ui, w: &Writing) -> Markup {
    let l = ui.lang;
    let kinds = [
        (t::add_labour(l), "add:labour"),
        (t::add_part(l), "add:part"),
        (t::add_supply(l), "add:supply"),
        (t::add_debours(l), "add:debours"),
        (t::add_text(l), "add:text"),
    ];
    let choices = w
        .packages
        .iter()
        .map(|p| Choice::new(p.id.to_string(), format!("{} · {}", p.label, format::euros(l, p.gross))));
    html! {
        div.lines-add { @for (label, to) in kinds { (Button::submit(label).named("then", to).icon(Icon::Plus).ghost()) } }
        div.lines-tools {
            @if !w.packages.is_empty() {
                div.lines-tool data-no-draft {
                    (field::select("package", t::package(l), choices))
                    (Button::submit(t::add_package(l)).named("then", "package").icon(Icon::Package))
                }
            }
            div.lines-tool.lines-tool-small data-no-draft {
                (field::decimal("discount_all", t::discount_all(l)).unit("%"))
                (Button::submit(t::apply(l)).named("then", "discount"))
            }
        }
    }
}

/// What crm calls a part of a line, and what the form calls it.
const PARTS: [(&str, &str); 8] = [
    ("label", "what"),
    ("quantity", "quantity"),
    ("unit_price", "price"),
    ("discount", "discount"),
    ("vat_rate", "vat"),
    ("operation", "operation"),
    ("reference", "reference"),
    ("details", "details"),
];
/// Those behind the fold.
const FOLDED: [&str; 3] = ["operation", "reference", "details"];

/// The input that mends `lines.2.unit_price` is `lines-3-price`; any other field has its own name.
pub fn input_name(field: &str) -> String {
    let named = field.strip_prefix("lines.").and_then(|rest| {
        let (n, of) = rest.split_once('.')?;
        let part = PARTS.iter().find(|(name, _)| *name == of).map_or(of, |(_, part)| part);
        Some(format!("lines-{}-{part}", n.parse::<usize>().ok()? + 1))
    });
    named.unwrap_or_else(|| field.to_owned())
}

fn one(ui: &Ui, w: &Writing, n: usize, form: &LineForm) -> Markup {
    let l = ui.lang;
    let errors: Vec<_> = PARTS
        .iter()
        .filter_map(|(of, part)| Some((*part, why::beside(l, w.errors, &format!("lines.{n}.{of}"))?.into())))
        .collect();
    let total = w.worth.get(n).copied().flatten().map(|w| format::euros(l, w)).unwrap_or_default();
    let inputs = LineInputs {
        at: n + 1,
        what: form.label.as_str().into(),
        kind: kind_of(form).into(),
        quantity: form.quantity.as_str().into(),
        price: form.unit_price.as_str().into(),
        discount: form.discount.as_str().into(),
        vat: form.vat_rate.as_str().into(),
        total: total.into(),
        hidden: None,
        words: form.kind == "text",
        more: Some(more(ui, w, n, form)),
        errors,
    };
    line(&words(ui, w.entry), &inputs)
}

/// Reference, particulars, unit and operation: folded, with what is written there said on the fold.
fn more(ui: &Ui, w: &Writing, n: usize, form: &LineForm) -> LineMore<'static> {
    let l = ui.lang;
    let name = |part: &str| format!("lines-{}-{part}", n + 1);
    let wrong = |of: &str| why::beside(l, w.errors, &format!("lines.{n}.{of}"));
    let units = Unit::ALL.iter().map(|u| Choice::new(u.as_str(), t::unit_name(l, u.as_str())));
    let unit = if form.unit.is_empty() { Unit::Piece.as_str() } else { form.unit.as_str() };
    let reference = Some(form.reference.trim()).filter(|r| !r.is_empty()).map(|r| t::reference_is(l, r));
    let details = form.details.lines().next().map(str::to_owned);
    LineMore {
        label: t::more(l).into(),
        said: reference.into_iter().chain(details).collect::<Vec<_>>().join(" · ").into(),
        open: FOLDED.iter().any(|of| wrong(of).is_some()),
        fields: columns(html! {
            (field::text(name("reference"), t::reference(l)).value(form.reference.clone()).error(wrong("reference")).autocomplete("off"))
            (field::select(name("unit"), t::unit(l), units).value(unit.to_owned()))
            (field::text(name("operation"), t::operation(l)).value(form.operation.clone()).error(wrong("operation")).hint(t::operation_hint(l)).autocomplete("off").whole())
            (field::textarea(name("details"), t::details(l), 2).value(form.details.clone()).error(wrong("details")).hint(t::details_hint(l)).whole())
        }),
    }
}

/// Kind and what goes with it in one choice: `labour-t2`, `part-exchange`.
fn kind_of(form: &LineForm) -> String {
    match form.kind.as_str() {
        "labour" => format!("labour-{}", if form.labour_rate.is_empty() { "t1" } else { &form.labour_rate }),
        "part" => format!("part-{}", if form.part_origin.is_empty() { "new" } else { &form.part_origin }),
        kind => kind.to_owned(),
    }
}

fn words(ui: &Ui, entry: Entry) -> LineWords<'static> {
    let l = ui.lang;
    let kinds = [
        ("labour-t1", t::labour_t1(l)),
        ("labour-t2", t::labour_t2(l)),
        ("labour-t3", t::labour_t3(l)),
        ("part-new", t::part_new(l)),
        ("part-piec", t::part_piec(l)),
        ("part-exchange", t::part_exchange(l)),
        ("part-customer", t::part_customer(l)),
        ("package", t::kind_package(l)),
        ("supply", t::supply(l)),
        ("debours", t::debours(l)),
        ("text", t::words(l)),
    ];
    let rates = ["20", "10", "8,5", "5,5", "2,1", "0"].map(|r| Choice::new(r, format!("{r} %")));
    LineWords {
        line: t::line(l).into(),
        what: t::what(l).into(),
        kind: t::kind(l).into(),
        quantity: t::quantity(l).into(),
        price: if entry == Entry::Ht { t::price_ht(l) } else { t::price_ttc(l) }.into(),
        discount: t::discount(l).into(),
        vat: t::vat(l).into(),
        total: if entry == Entry::Ht { t::total_ht(l) } else { t::total_ttc(l) }.into(),
        remove: t::remove(l).into(),
        price_unit: "€".into(),
        kinds: kinds.map(|(value, label)| Choice::new(value, label)).to_vec(),
        rates: rates.to_vec(),
    }
}

/// The sums, asked again while one types. The element stays when its words change: what was typed meanwhile waits in it.
pub fn totals(ui: &Ui, at: &str, sums: &Sums) -> Markup {
    let mut totals = super::sums(ui, sums);
    totals.id = "totals".into();
    totals.hx = Hx::post(format!("{at}/totals"))
        .trigger("input from:#lines-form delay:400ms, change from:#lines-form delay:100ms")
        .include("#lines-form")
        .target("#totals")
        .swap("outerMorph")
        .sync("this:replace");
    html! { (totals) }
}

#[cfg(test)]
mod tests {
    use super::input_name;

    #[test]
    fn an_error_leads_to_the_input_that_mends_it() {
        assert_eq!(input_name("lines.2.unit_price"), "lines-3-price");
        assert_eq!(input_name("lines.0.reference"), "lines-1-reference");
        assert_eq!(input_name("valid_until"), "valid_until");
        assert_eq!(input_name("lines"), "lines");
    }
}
