//! How well cards are read here: what people corrected, field by field.

use crm::{Lang, policy::Act, scans::Share};
use maud::{Markup, html};

use super::before;
use crate::{
    Ui,
    components::{Button, Col, Empty, PageHeader, Row, Stat, card_plain, empty, icons::Icon, table, tiles},
    format,
    text::{common as c, scans as t},
};

pub fn accuracy(ui: &Ui, shares: &[Share]) -> Markup {
    let l = ui.lang;
    let header = PageHeader::new(t::accuracy(l)).back(c::back(l), before(ui)).below(html! { (t::accuracy_text(l)) });
    let content = html! { (header) @if shares.is_empty() { (nothing(ui)) } @else { (figures(l, shares)) } };
    ui.page(t::accuracy(l), content)
}

fn nothing(ui: &Ui) -> Markup {
    let l = ui.lang;
    let read = Button::link(t::photo_title(l), "/scans/new").primary().icon(Icon::Scan);
    empty(&Empty {
        icon: Icon::Scan,
        title: t::accuracy_none(l).into(),
        text: t::accuracy_none_text(l).into(),
        actions: if ui.may(Act::MakeScans) { vec![read] } else { vec![] },
    })
}

fn figures(l: Lang, shares: &[Share]) -> Markup {
    let sum = |of: fn(&Share) -> i64| shares.iter().map(of).sum::<i64>();
    let right = percent(l, sum(|s| s.read - s.corrected), sum(|s| s.read));
    let sure = percent(l, sum(|s| s.sure - s.sure_corrected), sum(|s| s.sure));
    let cols = [
        Col::title(t::accuracy_field(l)),
        Col::number(t::accuracy_right(l)),
        Col::number(t::accuracy_read(l)),
        Col::number(t::accuracy_corrected(l)),
        Col::number(t::accuracy_typed(l)),
        Col::number(t::accuracy_sure(l)),
    ];
    let rows = html! { @for share in shares { (row(l, &cols, share)) } };
    html! {
        (tiles(&[
            Stat::new(t::accuracy_of(l), right).icon(Icon::Scan),
            Stat::new(t::accuracy_of_sure(l), sure).icon(Icon::CheckCircle),
        ]))
        (card_plain("", None, table(t::accuracy(l), &cols, rows)))
    }
}

fn row<'a>(l: Lang, cols: &'a [Col<'a>], share: &Share) -> Row<'a> {
    let title = html! { (name(l, &share.code)) " " span.small.quiet { (share.code) } };
    // A nought says nothing on a phone, where each has its line.
    let count = |n: i64| html! { @if n > 0 { (format::integer(l, n)) } };
    Row::new(cols)
        .cell(title)
        .cell(html! { (percent(l, share.read - share.corrected, share.read)) })
        .cell(count(share.read))
        .cell(count(share.corrected))
        .cell(count(share.typed))
        .cell(count(share.sure_corrected))
}

/// To the tenth, never rounded up to all: `99,9 %` of a thousand.
fn percent(l: Lang, part: i64, of: i64) -> String {
    if of == 0 {
        return "—".to_owned();
    }
    let tenths = part * 1000 / of;
    let sign = if l == Lang::Fr { "," } else { "." };
    format!("{}{sign}{}\u{a0}%", tenths / 10, tenths % 10)
}

fn name(l: Lang, code: &str) -> &str {
    match code {
        "A" => t::field_a(l),
        "B" => t::field_b(l),
        "C.1" => t::field_c1(l),
        "C.1p" => t::field_c1p(l),
        "C.3" => t::field_c3(l),
        "D.1" => t::field_d1(l),
        "D.2" => t::field_d2(l),
        "D.2.1" => t::field_d21(l),
        "D.3" => t::field_d3(l),
        "E" => t::field_e(l),
        "J.1" => t::field_j1(l),
        "P.3" => t::field_p3(l),
        "P.6" => t::field_p6(l),
        "X.1" => t::field_x1(l),
        code => code,
    }
}
