//! One's own account: name, address, language, password, where one is signed in.

use chrono::NaiveDate;
use crm::{Fields, Lang, Network, factors::Factors, sessions::SessionRow, users::User};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{
        Alert, Button, Choice, Form, ListRow, PageHeader, Tone, avatar, badge, card, card_plain, field, fold, form_end,
        icons::Icon, list,
    },
    confirm::{self, Question},
    factors, format,
    text::{self, account as t, common as c},
    users::role,
    why,
};

pub struct Account<'a> {
    pub user: &'a User,
    pub sessions: &'a [SessionRow],
    /// The session of this browser.
    pub here: Option<&'a [u8]>,
    /// A new address that waits to be confirmed.
    pub new_email: Option<&'a str>,
    pub has_password: bool,
    pub typed: Typed<'a>,
    /// The account goes on this day.
    pub leaves_on: Option<NaiveDate>,
    pub errors: &'a Fields,
    pub factors: &'a Factors,
}

/// What was typed in the form that is drawn again.
#[derive(Clone, Copy, Default)]
pub struct Typed<'a> {
    pub name: Option<&'a str>,
    pub email: Option<&'a str>,
}

pub fn page(ui: &Ui, account: &Account) -> Markup {
    let l = ui.lang;
    let user = account.user;
    let who = ListRow::new(user.name.as_str())
        .below(user.email.as_str())
        .start(avatar(user.name.as_str()))
        .end(badge(Tone::Neutral, &role(ui, user)));
    let roles = ListRow::new(text::roles::title(l)).href("/settings/roles").icon(Icon::Shield);
    let content = html! {
        (PageHeader::new(t::title(l)))
        div.split {
            div.stack { (card_plain("", None, list(&[who, roles]))) (name(ui, account)) (language(ui, user.lang)) (sessions(ui, account)) }
            div.stack {
                (factors::summary(ui, account.factors))
                @if account.has_password { (password(ui, account.errors)) (email(ui, account)) } @else { (no_password(ui)) }
                (leaving(ui, account))
            }
        }
    };
    ui.page(t::title(l), content)
}

fn name(ui: &Ui, account: &Account) -> Markup {
    let l = ui.lang;
    let value = account.typed.name.unwrap_or(&account.user.name);
    let inside = of_form(
        ui,
        account.errors,
        &["name"],
        html! {
            (field::text("name", t::name(l)).value(value).error(why::beside(l, account.errors, "name")).autocomplete("name").required())
            (form_end(&[Button::submit(t::save_name(l))]))
        },
    );
    card(t::me(l), None, Form::post("/account/name").draw(ui.hidden(), inside))
}

/// The password is asked again: who has the address has the account.
fn email(ui: &Ui, account: &Account) -> Markup {
    let l = ui.lang;
    let wrong = |name: &str| why::beside(l, account.errors, name);
    let waits = account.new_email.map(|email| t::email_waits(l, email));
    let inside = of_form(
        ui,
        account.errors,
        &["email", "email_password"],
        html! {
            @if let Some(waits) = waits { p.quiet { (waits) } }
            (field::email("email", t::new_email(l)).value(account.typed.email.unwrap_or_default()).hint(t::email_hint(l)).error(wrong("email")).required())
            (field::password("email_password", t::old_password(l), t::show(l)).error(wrong("email_password")).required())
            (form_end(&[Button::submit(t::change_email(l))]))
        },
    );
    card(t::email(l), None, Form::post("/account/email").draw(ui.hidden(), inside))
}

/// The summary of errors stands over the form they are of.
fn of_form(ui: &Ui, errors: &Fields, names: &[&str], form: Markup) -> Markup {
    let mine = errors.0.iter().filter(|(name, _)| names.contains(&name.as_str())).cloned().collect();
    why::over(ui, &Fields(mine), form)
}

fn no_password(ui: &Ui) -> Markup {
    let l = ui.lang;
    let content = html! {
        div.stack { p { (t::no_password(l)) } (ui.post_button("/account/password-link", &Button::submit(t::choose_password(l)))) }
    };
    card(t::password(l), None, content)
}

fn language(ui: &Ui, lang: Lang) -> Markup {
    let l = ui.lang;
    let choices = [Choice::new("fr", c::french(l)), Choice::new("en", c::english(l))];
    let inside = html! {
        (field::select("lang", t::language_label(l), choices).value(lang.as_str()))
        (form_end(&[Button::submit(t::change_language(l))]))
    };
    card(t::language(l), None, Form::post("/account/language").draw(ui.hidden(), inside))
}

fn password(ui: &Ui, errors: &Fields) -> Markup {
    let l = ui.lang;
    let wrong = |name: &str| why::beside(l, errors, name);
    let inside = of_form(
        ui,
        errors,
        &["old_password", "password"],
        html! {
            (field::password("old_password", t::old_password(l), t::show(l)).error(wrong("old_password")).required())
            (field::password("password", t::new_password(l), t::show(l)).hint(t::password_hint(l)).error(wrong("password")).autocomplete("new-password").required())
            (form_end(&[Button::submit(t::change_password(l))]))
        },
    );
    card(t::password(l), None, Form::post("/account/password").draw(ui.hidden(), inside))
}

fn sessions(ui: &Ui, account: &Account) -> Markup {
    let l = ui.lang;
    let rows: Vec<ListRow> = account.sessions.iter().map(|row| session(ui, row, account)).collect();
    let out = Button::submit(t::sign_out_everywhere(l)).icon(Icon::SignOut);
    let content = html! {
        (list(&rows))
        div.card-foot { (Form::post("/sign-out-everywhere").sign_out().draw(ui.hidden(), html! { (out) })) }
    };
    card_plain(t::sessions(l), None, content)
}

/// One's own data, and the end of the account.
fn leaving(ui: &Ui, account: &Account) -> Markup {
    let l = ui.lang;
    let export = ui.post_button("/account/archive", &Button::submit(t::export(l)).icon(Icon::Download));
    let wrong = why::beside(l, account.errors, "leave_password");
    let form = Form::post("/account/leave").draw(
        ui.hidden(),
        html! {
            p.quiet { (t::leave_text(l)) }
            (field::password("leave_password", t::old_password(l), t::show(l)).error(wrong).required())
            (form_end(&[Button::submit(t::leave(l)).danger()]))
        },
    );
    let inside = match account.leaves_on {
        Some(day) => html! {
            (Alert::warning(t::leaves_text(l)).title(t::leaves_on(l, format::long_date(l, day))))
            (ui.post_button("/account/stay", &Button::submit(t::stay(l)).primary()))
        },
        None => html! { (fold(Icon::Trash, t::leave_title(l), account.errors.get("leave_password").is_some(), form)) },
    };
    card(t::own_data(l), None, html! { div.stack { (export) (inside) } })
}

fn session(ui: &Ui, row: &SessionRow, account: &Account) -> ListRow<'static> {
    let l = ui.lang;
    let is_here = |row: &SessionRow| account.here == Some(row.token_hash.as_slice());
    let here = account.sessions.iter().find(|row| is_here(row)).and_then(|row| row.network.as_ref());
    let name = device_of(ui, row);
    let seen = t::seen(l, format::moment(l, row.seen_at, ui.zone));
    let until = t::until(l, format::moment(l, row.expires_at, ui.zone));
    let line = ListRow::new(name.as_str())
        .below(html! { (place(ui, row.network.as_ref(), here)) br; (seen) ", " (until) })
        .icon(Icon::Globe);
    if is_here(row) {
        return line.end(badge(Tone::Good, t::here(l)));
    }
    let end = Button::submit(t::end_session(l)).confirm(
        t::end_session_question(l, &name),
        t::end_session_text(l),
        t::keep_session(l),
    );
    line.end(ui.post_button(&format!("/account/sessions/{}/delete", row.id), &end))
}

fn device_of(ui: &Ui, row: &SessionRow) -> String {
    device(&row.agent).unwrap_or_else(|| t::unknown_device(ui.lang).to_owned())
}

/// Nothing here knows towns: what can be said is whether it is the garage's network, this one, or another.
fn place(ui: &Ui, network: Option<&Network>, here: Option<&Network>) -> String {
    let l = ui.lang;
    match network {
        None => t::unknown_network(l).to_owned(),
        Some(network) if network.is_local() => t::garage_network(l).to_owned(),
        Some(network) if Some(network) == here => t::here_network(l).to_owned(),
        Some(network) => t::other_network(l, network.to_string()),
    }
}

/// Asked before a device is signed out.
pub fn end_session(ui: &Ui, row: &SessionRow) -> Markup {
    let l = ui.lang;
    let (question, action) =
        (t::end_session_question(l, device_of(ui, row)), format!("/account/sessions/{}/delete", row.id));
    let (text, label) = (t::end_session_text(l), t::end_session(l));
    confirm::page(
        ui,
        &Question { question: &question, text, action: &action, label, back: "/account", ..Question::default() },
    )
}

/// `Firefox, Windows`: what a browser says of itself, in two words. The names are their makers'.
pub fn device(agent: &str) -> Option<String> {
    // Order matters: Edge and Chrome both say Chrome and Safari, Android says Linux.
    const BROWSERS: [(&str, &str); 5] = [
        ("Edg", "Edge"),
        ("Firefox", "Firefox"),
        ("SamsungBrowser", "Samsung"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ];
    const MACHINES: [(&str, &str); 6] = [
        ("iPad", "iPad"),
        ("iPhone", "iPhone"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ];
    let find =
        |names: &[(&str, &'static str)]| names.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name);
    let known: Vec<&str> = [find(&BROWSERS), find(&MACHINES)].into_iter().flatten().collect();
    (!known.is_empty()).then(|| known.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_known_by_two_words() {
        for (agent, says) in [
            (
                "Mozilla/5.0 (Linux; Android 14; SM-X210) AppleWebKit/537.36 Chrome/128.0 Safari/537.36",
                Some("Chrome, Android"),
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/128.0 Safari/537.36 Edg/128.0",
                Some("Edge, Windows"),
            ),
            (
                "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605 Version/17.5 Safari/604",
                Some("Safari, iPad"),
            ),
            ("curl/8.5.0", None),
        ] {
            assert_eq!(device(agent).as_deref(), says, "{agent}");
        }
    }
}
