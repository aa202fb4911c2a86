//! The first page of the day.

use crm::{activities::Activity, dashboard::Dashboard, money::Cents, policy::Act, repair_orders::RepairOrderRow};
use maud::{Markup, html};
use rust_decimal::Decimal;

use crate::{
    Ui, activities,
    components::{Button, Column, ListRow, PageHeader, Stat, bars, card, card_plain, icons::Icon, list, money, tiles},
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
    let figures = figures(ui, page.figures);
    let content = html! {
        (header)
        @if !figures.is_empty() { (tiles(&figures)) }
        div.split {
            div.stack { (to_do(ui, page)) @if ui.may(Act::SeeRepairOrders) { (workshop(ui, page.orders)) } }
            div.stack { @if ui.may(Act::SeeInvoices) { (months(ui, page.figures)) } (activities::card_of(ui, page.activities)) }
        }
    };
    ui.page(t::title(l), content)
}

/// Those of the pages that who looks may open.
fn figures(ui: &Ui, f: &Dashboard) -> Vec<Stat<'static>> {
    let l = ui.lang;
    let count = |n: i64| format::integer(l, n);
    // Zero says all in its figure; a note under it would say it twice.
    let note = |n: i64, stat: Stat<'static>, says: String| if n > 0 { stat.note(says) } else { stat };
    let quotes = Stat::new(t::waiting(l), count(f.waiting_quotes)).icon(Icon::Quote).href("/quotes");
    let unpaid = Stat::new(t::unpaid(l), format::round_euros(l, f.unpaid_balance)).icon(Icon::Euro);
    let month = Stat::new(t::month(l), format::round_euros(l, f.month_net)).icon(Icon::Chart).href("/invoices");
    let month = match f.months.iter().rev().nth(1) {
        Some((day, net)) if net.0 != 0 => {
            month.note(t::month_before(l, format::month(l, *day), format::round_euros(l, *net)))
        }
        _ => month,
    };
    let workshop = Stat::new(t::workshop_count(l), count(f.open_orders)).icon(Icon::Wrench).href("/repair-orders");
    let quotes = note(f.waiting_quotes, quotes, t::gross(l, format::round_euros(l, f.waiting_quotes_gross)));
    let unpaid = note(f.unpaid, unpaid.href("/invoices?filter=unpaid"), t::invoices(l, f.unpaid));
    let all = [
        (Act::SeeRepairOrders, workshop),
        (Act::SeeQuotes, quotes),
        (Act::SeeInvoices, unpaid),
        (Act::SeeInvoices, month),
    ];
    all.into_iter().filter(|(act, _)| ui.may(*act)).map(|(_, stat)| stat).collect()
}

/// What waits for someone of the garage; nothing is drawn when nothing does.
fn to_do(ui: &Ui, page: &Page) -> Markup {
    let (l, f) = (ui.lang, page.figures);
    let mut rows = Vec::new();
    if f.accepted_to_invoice > 0 && ui.may(Act::SeeQuotes) {
        rows.push(ListRow::new(t::to_invoice(l, f.accepted_to_invoice)).href("/quotes").icon(Icon::Invoice));
    }
    if f.overdue > 0 && ui.may(Act::SeeInvoices) {
        let amount = html! { span.strong { (money(&format::round_euros(l, f.overdue_balance))) } };
        rows.push(
            ListRow::new(t::overdue(l, f.overdue)).href("/invoices?filter=overdue").icon(Icon::Clock).end(amount),
        );
    }
    if page.failed_jobs > 0 {
        rows.push(ListRow::new(t::failed(l, page.failed_jobs)).href("/jobs").icon(Icon::Alert));
    }
    html! { @if !rows.is_empty() { (card_plain(t::to_do(l), None, list(&rows))) } }
}

fn workshop(ui: &Ui, orders: &[RepairOrderRow]) -> Markup {
    let l = ui.lang;
    let all = html! { (Button::link(t::see_all(l), "/repair-orders").as_link()) };
    let rows: Vec<_> = orders.iter().take(8).map(|order| repair_orders::line(ui, order)).collect();
    let more = (!rows.is_empty()).then_some(all);
    let content = html! {
        @if rows.is_empty() { div.card-body { p.quiet { (t::workshop_empty(l)) } } } @else { (list(&rows)) }
    };
    card_plain(t::workshop(l), more, content)
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
