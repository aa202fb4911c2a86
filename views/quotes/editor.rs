//! Writing a quote: lines in a form, totals computed by the server, the PDF beside.

use crm::{
    Fields,
    garages::Garage,
    lines::LineForm,
    packages::PackageRow,
    quotes::Quote,
    totals::{Entry, Totals as Sums},
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{
        Alert, Button, Choice, Form, Hx, LineInputs, LineWords, Menu, MenuItem, PageHeader, Preview, Totals, badge,
        card, columns, field, form_end, icons::Icon, line, lines, with_preview,
    },
    documents::quote_status,
    format,
    text::{common as c, quotes as t},
    why,
};

pub struct Editing<'a> {
    pub quote: &'a Quote,
    pub version: i32,
    pub garage: &'a Garage,
    pub contact: &'a str,
    pub vehicle: Option<String>,
    pub packages: &'a [PackageRow],
    pub lines: &'a [LineForm],
    /// What each line is worth, where it could be computed.
    pub worth: &'a [Option<crm::money::Cents>],
    pub sums: &'a Sums,
    pub entry: Entry,
    pub note: &'a str,
    pub valid_until: &'a str,
    pub errors: &'a Fields,
    pub stale: bool,
}

pub fn page(ui: &Ui, e: &Editing) -> Markup {
    let l = ui.lang;
    let id = e.quote.id;
    let (tone, word) = quote_status(ui, e.quote.status(ui.today));
    let delete = Form::post(format!("/quotes/{id}/delete")).id("delete-quote").plain().draw(ui.hidden(), html! {});
    let below = html! { (e.contact) @if let Some(v) = &e.vehicle { " · " (v) } };
    let header =
        PageHeader::new(t::draft_title(l)).back(t::title(l), "/quotes").beside(badge(tone, word)).below(below).menu(
            Menu::more(c::more(l))
                .item(MenuItem::submit(t::delete_draft(l)).form("delete-quote").icon(Icon::Trash).danger()),
        );
    let form = Form::post(format!("/quotes/{id}"))
        .id("quote")
        .draft(format!("quote-{id}-v{}", e.version))
        .no_validate()
        .draw(ui.hidden_version(e.version), inside(ui, e));
    let preview = Preview {
        src: format!("/quotes/{id}/pdf?v={}", e.version).into(),
        title: t::preview(l).into(),
        open: t::open_pdf(l).into(),
        id: "preview".into(),
    };
    let content = html! {
        (header)
        @if e.stale { (Alert::warning(why::say(l, crm::Why::Stale))) }
        (with_preview(form, &preview))
        (delete)
    };
    ui.page(t::draft_title(l), content)
}

fn inside(ui: &Ui, e: &Editing) -> Markup {
    let l = ui.lang;
    html! {
        // Enter in a field saves; it neither sends nor removes.
        button.sr type="submit" name="then" value="save" tabindex="-1" aria-hidden="true" { (c::save(l)) }
        input type="hidden" name="entry" value=(e.entry.as_str());
        (why::summary(ui, e.errors))
        (card(t::lines(l), Some(entry_switch(ui, e)), html! {
            (lines("lines", html! { @for (n, form) in e.lines.iter().enumerate() { (one(ui, e, n, form)) } }))
            @if e.lines.is_empty() { p.quiet { (t::no_line(l)) } }
            (add(ui, e))
        }))
        (totals(ui, e.quote.id.to_string().as_str(), e.sums, e.entry))
        (card(t::rest(l), None, columns(html! {
            (field::date("valid_until", t::valid_until(l)).value(e.valid_until).error(why::beside(l, e.errors, "valid_until")))
            (field::textarea("note", t::note(l), 2).value(e.note).hint(t::note_hint(l)).error(why::beside(l, e.errors, "note")).whole())
        })))
        (form_end(&[
            Button::submit(t::send(l)).primary().named("then", "send").icon(Icon::Send),
            Button::submit(c::save(l)).named("then", "save"),
        ]))
    }
}

/// HT or TTC: prices already typed are converted.
fn entry_switch(ui: &Ui, e: &Editing) -> Markup {
    let l = ui.lang;
    let (label, to) = match e.entry {
        Entry::Ht => (t::switch_to_ttc(l), "entry:ttc"),
        Entry::Ttc => (t::switch_to_ht(l), "entry:ht"),
    };
    html! { (Button::submit(label).named("then", to).as_link()) }
}

fn add(ui: &Ui, e: &Editing) -> Markup {
    let l = ui.lang;
    let kinds = [
        (t::add_labour(l), "add:labour"),
        (t::add_part(l), "add:part"),
        (t::add_supply(l), "add:supply"),
        (t::add_debours(l), "add:debours"),
        (t::add_text(l), "add:text"),
    ];
    let choices = e
        .packages
        .iter()
        .map(|p| Choice::new(p.id.to_string(), format!("{} · {}", p.label, format::euros(l, p.gross))));
    html! {
        div.row { @for (label, to) in kinds { (Button::submit(label).named("then", to).icon(Icon::Plus).ghost()) } }
        @if !e.packages.is_empty() {
            div.row.row-end {
                (field::select("package", t::package(l), choices))
                (Button::submit(t::add_package(l)).named("then", "package").icon(Icon::Package))
            }
            div.row.row-end {
                (field::decimal("discount_all", t::discount_all(l)).unit("%"))
                (Button::submit(t::apply(l)).named("then", "discount"))
            }
        }
    }
}

fn one(ui: &Ui, e: &Editing, n: usize, form: &LineForm) -> Markup {
    let l = ui.lang;
    let words = words(ui, e.entry);
    let at = n + 1;
    let hidden = html! {
        input type="hidden" name={ "lines-" (at) "-reference" } value=(form.reference);
        input type="hidden" name={ "lines-" (at) "-details" } value=(form.details);
        input type="hidden" name={ "lines-" (at) "-unit" } value=(form.unit);
    };
    let parts = [
        ("label", "what"),
        ("quantity", "quantity"),
        ("unit_price", "price"),
        ("discount", "discount"),
        ("vat_rate", "vat"),
    ];
    let errors = parts
        .iter()
        .filter_map(|(field, part)| Some((*part, why::say(l, e.errors.get(&format!("lines.{n}.{field}"))?).into())))
        .collect();
    let total = e.worth.get(n).copied().flatten().map(|w| format::euros(l, w)).unwrap_or_default();
    line(
        &words,
        &LineInputs {
            at,
            what: form.label.as_str().into(),
            kind: kind_of(form).into(),
            quantity: form.quantity.as_str().into(),
            price: form.unit_price.as_str().into(),
            discount: form.discount.as_str().into(),
            vat: form.vat_rate.as_str().into(),
            total: total.into(),
            hidden: Some(hidden),
            errors,
        },
    )
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

/// The sums, asked again while one types.
pub fn totals(ui: &Ui, id: &str, sums: &Sums, entry: Entry) -> Markup {
    let l = ui.lang;
    let mut rows = vec![(t::total_ht(l).into(), format::euros(l, sums.net).into())];
    for rate in &sums.by_rate {
        let label = t::vat_of(l, format::decimal(l, rate.rate.percent()));
        rows.push((label.into(), format::euros(l, rate.vat).into()));
    }
    let _ = entry;
    let totals = Totals {
        id: "totals".into(),
        rows,
        main: (t::total_ttc(l).into(), format::euros(l, sums.gross).into()),
        hx: Hx::post(format!("/quotes/{id}/totals"))
            .trigger("input from:#quote delay:400ms, change from:#quote delay:100ms")
            .include("#quote")
            .target("#totals")
            .swap("outerHTML")
            .sync("this:replace"),
    };
    html! { (totals) }
}
