//! What was done to a vehicle over the years, and what it cost.

use crm::{
    policy::Act,
    vehicles::{History, Vehicle, Work, YearOfWorks},
};
use maud::{Markup, html};

use super::{odometer::km, plate_of};
use crate::{
    Ui,
    components::{
        Button, Col, Column, Empty, Menu, MenuItem, Moment, PageHeader, Row, Stat, Tab, Tone, bars, card, card_plain,
        empty, icons::Icon, money, segments, table, tiles, timeline,
    },
    format,
    text::{common as c, history as t},
};

pub struct Page<'a> {
    pub vehicle: &'a Vehicle,
    pub history: &'a History,
    /// The works of this year only.
    pub year: Option<i32>,
}

pub fn show(ui: &Ui, page: &Page) -> Markup {
    let l = ui.lang;
    let history = page.history;
    let back = format!("/vehicles/{}", page.vehicle.id);
    let booklet = format!("{back}/carnet.pdf");
    let mut menu = Menu::more(c::more(l));
    if ui.may(Act::SeeInvoices) {
        let priced = format!("{booklet}?prices=yes");
        menu = menu.item(MenuItem::link(t::booklet_priced(l), priced).icon(Icon::Euro));
    }
    let header = PageHeader::new(t::title(l))
        .back(c::back(l), back.as_str())
        .beside(plate_of(ui, page.vehicle.is.plate_shown()))
        .secondary(Button::link(t::booklet(l), booklet.as_str()).icon(Icon::Download).new_tab())
        .menu(menu);
    let content = html! {
        (header)
        @if history.works.is_empty() {
            (empty(&Empty { icon: Icon::Wrench, title: t::none_title(l).into(), text: t::none_text(l).into(), actions: vec![] }))
        } @else {
            @if ui.may(Act::SeeInvoices) { (totals(ui, history)) (costs(ui, &history.years)) }
            (years(ui, page))
            (works(ui, page))
        }
    };
    ui.page(t::title(l), content)
}

fn totals(ui: &Ui, history: &History) -> Markup {
    let l = ui.lang;
    let visits = i64::try_from(history.works.len()).unwrap_or_default();
    tiles(&[
        Stat::new(t::visits(l), format::integer(l, visits)),
        Stat::new(t::total_gross(l), format::euros(l, history.gross)),
        Stat::new(t::total_net(l), format::euros(l, history.net)),
    ])
}

/// A bar a year, and the same with the kilometres driven.
fn costs(ui: &Ui, years: &[YearOfWorks]) -> Markup {
    let l = ui.lang;
    let columns: Vec<Column> = years
        .iter()
        .rev()
        .map(|y| Column {
            label: y.year.to_string().into(),
            value: format::euros(l, y.gross).into(),
            short: format::round_euros(l, y.gross).into(),
            amount: y.gross.0,
            now: y.year == chrono::Datelike::year(&ui.today),
        })
        .collect();
    let cols = [
        Col::title(t::year(l)),
        Col::number(t::visits(l)),
        Col::number(t::km_driven(l)),
        Col::number(t::net(l)),
        Col::number(t::gross(l)),
    ];
    let rows = html! {
        @for y in years {
            (Row::new(&cols).cell(y.year).cell(html! { span.number { (y.visits) } })
                .cell(html! { @if let Some(driven) = y.km { span.number { (km(ui, driven)) } } })
                .cell(money(&format::euros(l, y.net))).cell(money(&format::euros(l, y.gross))))
        }
    };
    let chart = html! { @if columns.len() > 1 { (card(t::cost(l), None, bars(t::cost(l), t::figures(l), (t::year(l), t::gross(l)), &columns))) } };
    html! { (chart) (card_plain("", None, table(t::by_year(l), &cols, rows))) }
}

fn years(ui: &Ui, page: &Page) -> Markup {
    let l = ui.lang;
    let here = format!("/vehicles/{}/history", page.vehicle.id);
    let mut tabs = vec![Tab::new(t::every_year(l), here.clone(), page.year.is_none())];
    // As many as stand beside each other on a phone; those before are among all.
    for y in page.history.years.iter().take(4) {
        tabs.push(Tab::new(y.year.to_string(), format!("{here}?year={}", y.year), page.year == Some(y.year)));
    }
    html! { @if page.history.years.len() > 1 { (segments(t::year(l), &tabs)) } }
}

fn works(ui: &Ui, page: &Page) -> Markup {
    let chosen = |w: &&Work| page.year.is_none_or(|year| chrono::Datelike::year(&w.on) == year);
    let moments: Vec<Moment> = page.history.works.iter().filter(chosen).map(|work| moment(ui, work)).collect();
    card(t::works(ui.lang), None, timeline(&moments))
}

fn moment<'a>(ui: &Ui, work: &'a Work) -> Moment<'a> {
    let l = ui.lang;
    let papers = html! {
        @if let Some(order) = &work.order { a href={ "/repair-orders/" (order.id) } { (order.number) } " " }
        @for invoice in &work.invoices {
            @if ui.may(Act::SeeInvoices) { a href={ "/invoices/" (invoice.id) } { (invoice.number) } } @else { (invoice.number) } " "
        }
    };
    let odometer = work.km.map(|now| match work.km_since.filter(|since| *since > 0) {
        Some(since) => t::at_km_since(l, km(ui, now), km(ui, since)),
        None => t::at_km(l, km(ui, now)),
    });
    let when = [Some(format::date(l, work.on)), odometer].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let asked = work.order.as_ref().filter(|_| work.operations.is_empty()).map(|o| o.requested.as_str());
    let more = html! {
        @if !work.operations.is_empty() {
            ul { @for done in &work.operations {
                li { (done.title) @if ui.may(Act::SeeInvoices) { " " (money(&format::euros(l, done.gross))) } }
            } }
            @if ui.may(Act::SeeInvoices) { p.small { (t::sum(l, format::euros(l, work.gross), format::euros(l, work.net))) } }
        } @else if let Some(asked) = asked { p.preserve { (asked) } }
    };
    let tone = if work.invoices.is_empty() { Tone::Neutral } else { Tone::Good };
    Moment::new(Icon::Wrench, papers, when, work.on.to_string()).tone(tone).more(more)
}
