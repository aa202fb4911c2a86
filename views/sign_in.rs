//! Signing in, and the choice of garage on the common address.

use crm::Why;
use maud::{Markup, html};

use crate::{
    Ui,
    components::{Alert, Button, Form, PageHeader, field, form_end},
    passkeys,
    text::sign_in as t,
    why,
};

pub fn page(ui: &Ui, email: &str, next: &str, refused: Option<Why>) -> Markup {
    let l = ui.lang;
    let inside = html! {
        input type="hidden" name="next" value=(next);
        (field::email("email", t::email(l)).value(email).autocomplete("username").required())
        (field::password("password", t::password(l), t::show(l)).autocomplete("current-password").required())
        (form_end(&[Button::submit(t::enter(l)).primary().wide()]))
    };
    let content = html! {
        (PageHeader::new(t::title(l)))
        @if let Some(refused) = refused { (Alert::bad(why::say(l, refused))) }
        (Form::post("/sign-in").draw(ui.hidden(), inside))
        (other_ways(ui, next))
    };
    ui.plain(t::title(l), content, true)
}

/// Without a password: a passkey, Google. Each only where it works.
fn other_ways(ui: &Ui, next: &str) -> Markup {
    let l = ui.lang;
    let google = html! {
        input type="hidden" name="next" value=(next);
        (form_end(&[Button::submit(t::with_google(l)).wide()]))
    };
    html! {
        @if ui.ways.google {
            p.or { (t::or(l)) }
            (Form::post("/sign-in/google").draw(ui.hidden(), google))
        }
        (passkeys::way_in(ui, next))
    }
}

/// On the common address: which garage, or a new one.
pub fn choose(ui: &Ui, unknown: bool) -> Markup {
    let l = ui.lang;
    let inside = html! {
        (field::text("garage", t::garage(l)).hint(t::garage_hint(l)).error(unknown.then(|| t::unknown_garage(l))).required())
        (form_end(&[Button::submit(t::go(l)).primary()]))
    };
    let content = html! {
        (PageHeader::new(t::choose_title(l)).below(html! { (t::choose_text(l)) }))
        (Form::post("/choose").draw(ui.hidden(), inside))
        p { (Button::link(t::open_garage(l), "/sign-up")) }
    };
    ui.plain(t::choose_title(l), content, true)
}
