//! Colleagues who may sign in.

use std::borrow::Cow;

use crm::{
    Fields,
    factors::{Demand, Factors},
    ids::UserId,
    policy::Role,
    roles::CustomRole,
    users::{ColleagueForm, User},
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{
        Alert, Button, Choice, Form, ListRow, PageHeader, avatar, card, card_plain, columns, field, form_end,
        icons::Icon, list,
    },
    confirm::{self, Question},
    factors,
    garages::{Part, head},
    text::{account, users as t},
    why,
};

pub struct Team<'a> {
    pub users: &'a [User],
    /// Colleagues who left, and may come back.
    pub former: &'a [User],
    /// The garage's own roles.
    pub own: &'a [CustomRole],
    /// Who is looking: nobody removes oneself.
    pub me: UserId,
    pub form: &'a ColleagueForm,
    pub errors: &'a Fields,
    pub demand: Demand,
}

pub fn team(ui: &Ui, team: &Team) -> Markup {
    let l = ui.lang;
    let rows: Vec<ListRow> = team.users.iter().map(|user| line(ui, user, team.me)).collect();
    let left = |user: &User| {
        let row = ListRow::new(user.name.clone()).below(user.email.clone()).start(avatar(user.name.as_str()));
        row.href(format!("/settings/team/{}", user.id))
    };
    let former: Vec<ListRow> = team.former.iter().map(left).collect();
    let content = html! {
        (head(ui, Part::Team))
        (card_plain(t::title(l), None, list(&rows)))
        (card(t::add_title(l), None, add(ui, team)))
        @if !former.is_empty() { (card_plain(t::former_title(l), None, list(&former))) }
        (factors::demand(ui, team.demand))
    };
    ui.page(t::title(l), content)
}

fn line(ui: &Ui, user: &User, me: UserId) -> ListRow<'static> {
    let l = ui.lang;
    let end = html! {
        span { (role(ui, user)) }
        @if user.id == me { span.small.quiet { (t::me(l)) } }
    };
    let row = ListRow::new(user.name.as_str()).below(user.email.as_str()).start(avatar(user.name.as_str())).end(end);
    row.href(format!("/settings/team/{}", user.id))
}

/// One colleague: what they may do, and the end of their access.
pub struct Colleague<'a> {
    pub user: &'a User,
    pub me: UserId,
    /// As chosen.
    pub role: &'a str,
    /// The garage's own roles.
    pub own: &'a [CustomRole],
    pub errors: &'a Fields,
    pub stale: bool,
    pub factors: &'a Factors,
    /// Tied to an account with Google.
    pub google: bool,
}

pub fn colleague(ui: &Ui, p: &Colleague) -> Markup {
    let l = ui.lang;
    let (user, at) = (p.user, format!("/settings/team/{}", p.user.id));
    let inside = why::over(
        ui,
        p.errors,
        html! {
            (field::radios("role", t::role(l), roles(ui, p.own)).value(p.role).error(why::beside(l, p.errors, "role")))
            (form_end(&[Button::submit(t::save_role(l)).primary()]))
        },
    );
    let remove = Button::submit(t::remove(l)).danger().icon(Icon::Trash).confirm(
        t::remove_question(l, &user.name),
        t::remove_text(l),
        t::keep(l),
    );
    let content = html! {
        (PageHeader::new(user.name.as_str()).back(t::title(l), "/settings/team").below(html! { (user.email) }))
        @if p.stale { (Alert::warning(why::say(l, crm::Why::Stale))) }
        (card("", None, Form::post(at.as_str()).draw(ui.hidden_version(user.version), inside)))
        @if user.id != p.me {
            (factors::of_colleague(ui, user, p.factors, p.google))
            (card(t::leave_title(l), None, html! {
                div.stack { p.quiet { (t::remove_text(l)) } (ui.post_button(&format!("{at}/delete"), &remove)) }
            }))
        }
    };
    ui.page(&user.name, content)
}

/// A colleague who left: with what role, and with what first password, they come back.
pub struct Former<'a> {
    pub user: &'a User,
    /// As chosen.
    pub role: &'a str,
    pub own: &'a [CustomRole],
    pub errors: &'a Fields,
}

pub fn former(ui: &Ui, p: &Former) -> Markup {
    let (l, user) = (ui.lang, p.user);
    let wrong = |name: &str| why::beside(l, p.errors, name);
    let inside = html! {
        (field::radios("role", t::role(l), roles(ui, p.own)).value(p.role).error(wrong("role")))
        (field::password("password", t::password(l), account::show(l)).hint(t::password_hint(l)).error(wrong("password")).autocomplete("new-password").required())
        (form_end(&[Button::submit(t::take_back(l)).primary()]))
    };
    let taken = why::beside(l, p.errors, "email");
    let content = html! {
        (PageHeader::new(user.name.as_str()).back(t::title(l), "/settings/team").below(html! { (user.email) }))
        @if let Some(taken) = taken { (Alert::bad(taken)) }
        (Alert::info(t::former_text(l)))
        (card("", None, Form::post(format!("/settings/team/{}/return", user.id)).draw(ui.hidden(), why::over(ui, p.errors, inside))))
    };
    ui.page(&user.name, content)
}

/// Ready-made ones, the usual first, then the garage's own.
fn roles<'a>(ui: &Ui, own: &'a [CustomRole]) -> Vec<Choice<'a>> {
    let l = ui.lang;
    let made = [Role::Manager, Role::Mechanic, Role::Accountant, Role::User, Role::Owner];
    let made = made
        .map(|role| Choice::new(role.as_str(), t::role_name(l, role.as_str())).hint(t::role_hint(l, role.as_str())));
    made.into_iter().chain(own.iter().map(|role| Choice::new(role.id.to_string(), role.name.as_str()))).collect()
}

/// The name of a colleague's role.
pub fn role<'a>(ui: &Ui, user: &'a User) -> Cow<'a, str> {
    match &user.own_role {
        Some((_, name)) => name.as_str().into(),
        None => t::role_name(ui.lang, user.role.as_str()).into(),
    }
}

fn add(ui: &Ui, team: &Team) -> Markup {
    let l = ui.lang;
    let (form, wrong) = (team.form, |name: &str| why::beside(l, team.errors, name));
    let chosen = if form.role.is_empty() { "manager" } else { form.role.as_str() };
    let inside = why::over(
        ui,
        team.errors,
        html! {
            (columns(html! {
                (field::text("name", t::name(l)).value(form.name.as_str()).error(wrong("name")).autocomplete("off").required())
                (field::email("email", t::email(l)).value(form.email.as_str()).error(wrong("email")).autocomplete("off").required())
            }))
            (field::radios("role", t::role(l), roles(ui, team.own)).value(chosen).error(wrong("role")).beside())
            (field::password("password", t::password(l), account::show(l)).hint(t::password_hint(l)).error(wrong("password")).autocomplete("new-password").required())
            (form_end(&[Button::submit(t::add(l)).primary()]))
        },
    );
    Form::post("/settings/team").draw(ui.hidden(), inside)
}

/// Asked before a colleague can no longer enter.
pub fn remove(ui: &Ui, user: &User) -> Markup {
    let l = ui.lang;
    let (question, action) = (t::remove_question(l, &user.name), format!("/settings/team/{}/delete", user.id));
    let (text, label) = (t::remove_text(l), t::remove(l));
    confirm::page(
        ui,
        &Question { question: &question, text, action: &action, label, back: "/settings/team", ..Question::default() },
    )
}
