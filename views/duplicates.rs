//! Customers who may be one and the same.

use crm::{
    contacts::ContactRow,
    duplicates::{Likeness, PairRow, Verdict},
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{Button, Col, Empty, PageHeader, Row, Tone, badge, card_plain, empty, icons::Icon, pagination, table},
    text::{common as c, duplicates as t},
};

/// « même téléphone · même nom ».
pub fn why(ui: &Ui, likeness: &Likeness) -> String {
    let reasons: Vec<String> = likeness.reasons.iter().map(|r| t::reason(ui.lang, r.as_str())).collect();
    reasons.join(" · ")
}

fn sureness(ui: &Ui, likeness: &Likeness) -> Markup {
    match likeness.verdict {
        Verdict::Same => badge(Tone::Good, t::sure(ui.lang)),
        _ => badge(Tone::Warning, t::maybe(ui.lang)),
    }
}

pub struct List<'a> {
    pub rows: &'a [PairRow],
    /// Address of the next page.
    pub next: Option<String>,
    pub first: bool,
}

pub fn index(ui: &Ui, page: &List) -> Markup {
    let l = ui.lang;
    let cols = [Col::title(t::title(l)), Col::text(t::why(l)), Col::badge(t::sureness(l)), Col::more(c::more(l))];
    let next = page.next.as_deref().map(|href| (c::next_page(l), href));
    let before = (!page.first).then_some((c::first_page(l), "/duplicates"));
    let content = html! {
        (PageHeader::new(t::title(l)).back(t::customers(l), "/contacts").below(html! { (t::text(l)) }))
        @if page.rows.is_empty() {
            (empty(&Empty { icon: Icon::Users, title: t::none_title(l).into(), text: t::none_text(l).into(), actions: vec![] }))
        } @else {
            (card_plain("", None, table(t::title(l), &cols, html! { @for row in page.rows { (line(ui, &cols, row)) } })))
        }
        @if next.is_some() || before.is_some() { (pagination(c::pages(l), "", before, next)) }
    };
    ui.page(t::title(l), content)
}

fn line(ui: &Ui, cols: &[Col], row: &PairRow) -> Markup {
    let l = ui.lang;
    let two = Button::submit(t::two_customers(l));
    let both = html! { div.stack-close { (one(&row.a)) (one(&row.b)) } };
    let dismiss = ui.post_button(&format!("/duplicates/{}/dismiss", row.id), &two);
    let compare = Button::link(t::compare(l), format!("/duplicates/{}", row.id));
    let acts = html! { div.row { (compare) (dismiss) } };
    html! { (Row::new(cols).cell(both).cell(why(ui, &row.likeness)).cell(sureness(ui, &row.likeness)).cell(acts)) }
}

/// The name leads to the page; what tells the two apart stands beside it.
fn one(row: &ContactRow) -> Markup {
    let reach: Vec<&str> =
        [row.phone.as_deref(), row.email.as_deref(), row.plate.as_deref()].into_iter().flatten().collect();
    html! { div { a href={ "/contacts/" (row.id) } { (row.name) } " " span.quiet { (reach.join(" · ")) } } }
}
