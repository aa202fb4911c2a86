//! Links that prove an e-mail: asking for one, what it opens, and that it is over.

use crm::{
    Fields, Why,
    links::{Link, LinkKind},
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{Alert, Button, Empty, Form, PageHeader, Text, empty, field, form_end, icons::Icon},
    text::{account, links as t},
    why,
};

/// A link to come in, or one to choose a password.
pub struct Asking<'a> {
    pub kind: LinkKind,
    pub email: &'a str,
    pub next: &'a str,
    pub errors: &'a Fields,
    pub refused: Option<Why>,
}

pub fn new(ui: &Ui, p: &Asking) -> Markup {
    let l = ui.lang;
    let (title, says) = match p.kind {
        LinkKind::Password => (t::password_title(l), t::password_text(l)),
        _ => (t::sign_in_title(l), t::sign_in_text(l)),
    };
    let inside = html! {
        input type="hidden" name="kind" value=(p.kind.as_str());
        input type="hidden" name="next" value=(p.next);
        (field::email("email", crate::text::sign_in::email(l)).value(p.email).error(why::beside(l, p.errors, "email")).autocomplete("username").required())
        (form_end(&[Button::submit(t::send(l)).primary().wide()]))
    };
    let content = html! {
        (PageHeader::new(title).below(html! { (says) }))
        @if let Some(refused) = p.refused { (Alert::bad(why::say(l, refused))) }
        (Form::post("/links").draw(ui.hidden(), why::over(ui, p.errors, inside)))
        p { (Button::link(t::to_sign_in(l), "/sign-in").ghost()) }
    };
    ui.plain(title, content, true)
}

/// Says the same whether or not anybody has the address. `mail`: letters leave this machine.
pub fn sent(ui: &Ui, kind: LinkKind, mail: bool) -> Markup {
    let l = ui.lang;
    let title = if mail { t::sent_title(l) } else { t::no_mail_title(l) };
    let content = html! {
        (PageHeader::new(title))
        div.stack {
            @if mail { p { (t::sent_text(l, kind.life().num_minutes())) } p.quiet { (t::sent_nothing(l)) } }
            @else { p { (t::no_mail(l)) } }
            p { (Button::link(t::to_sign_in(l), "/sign-in")) }
        }
    };
    ui.plain(title, content, true)
}

fn action(token: &str) -> String {
    format!("/links/{token}")
}

/// One button: a program that fetches the links of a letter signs nobody in.
pub fn enter(ui: &Ui, token: &str, link: &Link, at_home: bool) -> Markup {
    let l = ui.lang;
    let inside = html! { (shared(ui)) (form_end(&[Button::submit(t::enter(l)).primary().wide()])) };
    let content = html! {
        (PageHeader::new(t::enter_title(l)).below(html! { (t::enter_text(l, &link.user.name)) }))
        @if !at_home { (Alert::warning(t::elsewhere(l))) }
        (Form::post(action(token)).draw(ui.hidden(), inside))
    };
    ui.plain(t::enter_title(l), content, true)
}

/// The box of a machine that several people use.
pub fn shared(ui: &Ui) -> Markup {
    use crate::text::sign_in as s;
    html! { (field::checkbox("shared", s::shared(ui.lang)).hint(s::shared_hint(ui.lang))) }
}

/// A password to choose: forgotten, or the first.
pub fn choose(ui: &Ui, token: &str, link: &Link, errors: &Fields) -> Markup {
    let l = ui.lang;
    let user = &link.user;
    let (title, says) = match link.kind {
        LinkKind::Invitation => {
            (Text::from(t::welcome_title(l, &ui.garage)), t::welcome_text(l, &user.name, &user.email))
        }
        _ => (Text::from(t::choose_title(l)), t::choose_text(l, &user.name, &user.email)),
    };
    let inside = html! {
        // For programs that keep passwords.
        input.hide type="text" name="email" value=(user.email) autocomplete="username" readonly hidden;
        (field::password("password", t::password(l), account::show(l)).hint(account::password_hint(l)).error(why::beside(l, errors, "password")).autocomplete("new-password").required())
        (form_end(&[Button::submit(t::choose(l)).primary().wide()]))
    };
    let content = html! {
        (PageHeader::new(title.clone()).below(html! { (says) }))
        (Form::post(action(token)).draw(ui.hidden(), why::over(ui, errors, inside)))
    };
    ui.plain(&title, content, true)
}

pub fn confirm(ui: &Ui, token: &str, link: &Link) -> Markup {
    let l = ui.lang;
    let email = link.email.as_deref().unwrap_or_default();
    let content = html! {
        (PageHeader::new(t::confirm_title(l)).below(html! { (t::confirm_text(l, &link.user.name, email)) }))
        (Form::post(action(token)).draw(ui.hidden(), form_end(&[Button::submit(t::confirm(l)).primary().wide()])))
    };
    ui.plain(t::confirm_title(l), content, true)
}

/// One page for used, expired, unknown and foreign.
pub fn gone(ui: &Ui) -> Markup {
    let l = ui.lang;
    over(ui, t::gone_title(l), t::gone_text(l))
}

/// A colleague took the address meanwhile.
pub fn taken(ui: &Ui) -> Markup {
    let l = ui.lang;
    over(ui, t::taken_title(l), t::taken_text(l))
}

fn over(ui: &Ui, title: &'static str, says: &'static str) -> Markup {
    let l = ui.lang;
    let actions = vec![
        Button::link(t::gone_sign_in(l), "/links/new").primary(),
        Button::link(t::gone_password(l), "/links/new?kind=password"),
    ];
    let empty = empty(&Empty { icon: Icon::Clock, title: title.into(), text: says.into(), actions });
    ui.plain(title, html! { h1.sr { (title) } (empty) }, true)
}
