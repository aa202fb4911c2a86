//! The first page of the day.

use crm::{activities::Activity, dashboard::Dashboard, money::Cents, policy::Act, repair_orders::RepairOrderRow};
use maud::{Markup, html};
use rust_decimal::Decimal;

use crate::{
    Ui, activities,
    components::{Alert, Button, Column, PageHeader, Stat, bars, card, card_plain, icons::Icon, list, tiles},
    format, repair_orders,
    text::dashboard as t,
};

pub struct Page<'a> {
    pub figures: &'a Dashboard,
    /// Cars in the workshop, the newest first.
    pub orders: &'a [RepairOrderRow],
    pub activities: &'a [Activity],
    /// Jobs given up, for those who may try them again.
    pub failed_jobs: i64,
}

pub fn page(ui: &Ui, page: &Page) -> Markup {
    let l = ui.lang;
    let header = PageHeader::new(t::title(l)).below(html! { (format::long_date(l, ui.today)) });
    let header = match ui.may(Act::MakeScans) {
        true => header.primary(Button::link(t::reception(l), "/scans/new").icon(Icon::Camera)),
        false => header,
    };
    let content = html! {
        (header)
        @if page.failed_jobs > 0 { (failed(ui, page.failed_jobs)) }
        (tiles(&figures(ui, page.figures)))
        div.split {
            (workshop(ui, page.orders))
            div.stack { (months(ui, page.figures)) (activities::card_of(ui, page.activities)) }
        }
    };
    ui.page(t::title(l), content)
}

fn failed(ui: &Ui, n: i64) -> Markup {
    let more = html! { (Button::link(t::see_jobs(ui.lang), "/jobs").as_link()) };
    html! { (Alert::warning(t::failed(ui.lang, n)).more(more)) }
}

fn figures(ui: &Ui, f: &Dashboard) -> Vec<Stat<'static>> {
    let l = ui.lang;
    let count = |n: i64| format::integer(l, n);
    // Zero says all in its figure; a note under it would say it twice.
    let note = |n: i64, stat: Stat<'static>, says: String| if n > 0 { stat.note(says) } else { stat };
    let before = f.months.iter().rev().nth(1);
    let month = Stat::new(t::month(l), format::round_euros(l, f.month_net)).icon(Icon::Chart).href("/invoices");
    let month = match before {
        Some((day, net)) => month.note(t::month_before(l, format::month(l, *day), format::round_euros(l, *net))),
        None => month,
    };
    let quotes = Stat::new(t::waiting(l), count(f.waiting_quotes)).icon(Icon::Quote).href("/quotes");
    let unpaid = Stat::new(t::unpaid(l), format::round_euros(l, f.unpaid_balance))
        .icon(Icon::Euro)
        .href("/invoices?filter=unpaid");
    let overdue = Stat::new(t::overdue(l), format::round_euros(l, f.overdue_balance))
        .icon(Icon::Clock)
        .href("/invoices?filter=overdue");
    vec![
        Stat::new(t::workshop_count(l), count(f.open_orders)).icon(Icon::Wrench).href("/repair-orders"),
        note(f.waiting_quotes, quotes, t::gross(l, format::round_euros(l, f.waiting_quotes_gross))),
        Stat::new(t::to_invoice(l), count(f.accepted_to_invoice)).icon(Icon::Invoice).href("/quotes"),
        note(f.unpaid, unpaid, t::invoices(l, f.unpaid)),
        note(f.overdue, overdue, t::invoices(l, f.overdue)),
        month,
    ]
}

fn workshop(ui: &Ui, orders: &[RepairOrderRow]) -> Markup {
    let l = ui.lang;
    let all = html! { (Button::link(t::see_all(l), "/repair-orders").as_link()) };
    let rows: Vec<_> = orders.iter().map(|order| repair_orders::line(ui, order)).collect();
    let more = (!rows.is_empty()).then_some(all);
    card_plain(
        t::workshop(l),
        more,
        html! {
            @if rows.is_empty() { div.card-body { p.quiet { (t::workshop_empty(l)) } } } @else { (list(&rows)) }
        },
    )
}

fn months(ui: &Ui, figures: &Dashboard) -> Markup {
    let l = ui.lang;
    if figures.months.iter().all(|(_, net)| net.0 == 0) {
        return card(t::months(l), None, html! { p.quiet { (t::months_empty(l)) } });
    }
    let last = figures.months.last().map(|(day, _)| *day);
    let columns: Vec<Column> = figures
        .months
        .iter()
        .map(|(day, net)| Column {
            label: format::short_month(l, *day).into(),
            value: format::euros(l, *net).into(),
            short: thousands(ui, *net).into(),
            amount: net.0,
            now: Some(*day) == last,
        })
        .collect();
    let unit = html! { span.small.quiet { (t::months_unit(l)) } };
    card(t::months(l), Some(unit), bars(t::months(l), t::table(l), (t::head_month(l), t::head_net(l)), &columns))
}

/// `12,4` thousands of euros; nothing above an empty month.
fn thousands(ui: &Ui, net: Cents) -> String {
    if net.0 == 0 { String::new() } else { format::decimal(ui.lang, Decimal::new(net.0, 5).round_dp(1)) }
}
