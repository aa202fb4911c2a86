//! One's own account: language, password, where one is signed in.

use crm::{Fields, Lang, factors::Factors, sessions::SessionRow, users::User};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{
        Button, Choice, Form, ListRow, PageHeader, Tone, avatar, badge, card, card_plain, field, form_end, icons::Icon,
        list,
    },
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
    pub errors: &'a Fields,
    pub factors: &'a Factors,
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
            div.stack { (card_plain("", None, list(&[who, roles]))) (language(ui, user.lang)) (sessions(ui, account)) }
            div.stack { (factors::summary(ui, account.factors)) (password(ui, account.errors)) }
        }
    };
    ui.page(t::title(l), content)
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
    let inside = why::over(
        ui,
        errors,
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
    let rows: Vec<ListRow> = account.sessions.iter().map(|row| session(ui, row, account.here)).collect();
    let out = Button::submit(t::sign_out_everywhere(l)).icon(Icon::SignOut);
    let content = html! {
        (list(&rows))
        div.card-foot { (Form::post("/sign-out-everywhere").sign_out().draw(ui.hidden(), html! { (out) })) }
    };
    card_plain(t::sessions(l), None, content)
}

fn session(ui: &Ui, row: &SessionRow, here: Option<&[u8]>) -> ListRow<'static> {
    let l = ui.lang;
    let seen = t::seen(l, format::moment(l, row.seen_at, ui.zone));
    let name = device(&row.agent).unwrap_or_else(|| t::unknown_device(l).to_owned());
    let line = ListRow::new(name).below(seen).icon(Icon::Globe);
    if here == Some(row.token_hash.as_slice()) { line.end(badge(Tone::Good, t::here(l))) } else { line }
}

/// `Firefox, Windows`: what a browser says of itself, in two words. The names are their makers'.
fn device(agent: &str) -> Option<String> {
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
