//! Choosing a customer among thousands: a small search whose results lead back to where one was.

use crm::{contacts::ContactRow, policy::Act};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{Button, Form, Hx, ListRow, PageHeader, card_plain, field, form_end, icons::Icon, list},
    search as found,
    text::{common as c, pick as t},
};

pub struct Picking<'a> {
    pub query: &'a str,
    /// Where a choice leads: the customer's id is added to it.
    pub to: &'a str,
    pub rows: &'a [ContactRow],
}

/// The step as a page of its own: without JavaScript, or from a form that needs a customer first.
pub fn page(ui: &Ui, picking: &Picking) -> Markup {
    let l = ui.lang;
    let mut header = PageHeader::new(t::title(l));
    if ui.may(Act::EditContacts) {
        header = header.secondary(
            Button::link(t::new_contact(l), format!("/contacts/new?to={}", encoded(picking.to))).icon(Icon::Plus),
        );
    }
    ui.page(t::title(l), html! { (header) (draw(ui, picking.to, picking.query, results(ui, picking))) })
}

/// The search box, to stand in another page outside of its form.
pub fn search(ui: &Ui, to: &str, query: &str) -> Markup {
    draw(ui, to, query, html! {})
}

fn draw(ui: &Ui, to: &str, query: &str, found: Markup) -> Markup {
    let l = ui.lang;
    let live = Hx::get(url(to)).target("#picked").trigger("input changed delay:200ms, search").sync("this:replace");
    let keep = html! { input type="hidden" name="to" value=(to); };
    let form = Form::get("/contacts/pick").draw(
        keep,
        html! {
            (field::search("q", t::search(l)).id("f-pick").placeholder(t::hint(l)).value(query).hx(live))
            noscript { (form_end(&[Button::submit(c::search(l))])) }
        },
    );
    html! { div.stack { (form) div #picked aria-live="polite" { (found) } } }
}

/// The step's address.
pub fn url(to: &str) -> String {
    format!("/contacts/pick?to={}", encoded(to))
}

/// An address inside another one's query: its signs are written so that they arrive.
pub fn encoded(to: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"/-_".contains(&b);
    to.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// What live search brings.
pub fn results(ui: &Ui, picking: &Picking) -> Markup {
    let l = ui.lang;
    if picking.query.is_empty() {
        return html! {};
    }
    let rows: Vec<ListRow> =
        picking.rows.iter().map(|row| found::contact(row).href(format!("{}{}", picking.to, row.id))).collect();
    html! { @if rows.is_empty() { p.quiet { (t::none(l)) } } @else { (card_plain("", None, list(&rows))) } }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_way_back_travels_whole() {
        let url = super::url("/repair-orders/new?vehicle=7&contact=");
        assert_eq!(url, "/contacts/pick?to=/repair-orders/new%3Fvehicle%3D7%26contact%3D");
    }
}
