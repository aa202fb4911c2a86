//! Colleagues who may sign in.

use std::borrow::Cow;

use crm::{
    Fields,
    factors::{Demand, Factors},
    ids::UserId,
    invitations::Pending,
    policy::Role,
    roles::CustomRole,
    users::{ColleagueForm, User},
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{
        Alert, Button, Choice, Form, ListRow, PageHeader, Tone, avatar, badge, card, card_plain, columns, field,
        form_end, icons::Icon, list,
    },
    confirm::{self, Question},
    factors, format,
    garages::{Part, head},
    text::users as t,
    why,
};

pub struct Team<'a> {
    pub users: &'a [User],
    /// Those who were invited and have not come.
    pub pending: &'a [Pending],
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
    let rows: Vec<ListRow> = team.users.iter().map(|user| line(ui, user, team)).collect();
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

fn line(ui: &Ui, user: &User, team: &Team) -> ListRow<'static> {
    let l = ui.lang;
    let pending = team.pending.iter().find(|pending| pending.user == user.id);
    let end = html! {
        span { (role(ui, user)) }
        @if let Some(pending) = pending {
            @if pending.until.is_some() { (badge(Tone::Info, t::invited(l))) } @else { (badge(Tone::Warning, t::invitation_over(l))) }
        }
        @if user.id == team.me { span.small.quiet { (t::me(l)) } }
    };
    let row = ListRow::new(user.name.as_str()).below(user.email.as_str()).start(avatar(user.name.as_str())).end(end);
    row.href(format!("/settings/team/{}", user.id))
}

/// One colleague: what they may do, and the end of their access.
pub struct Colleague<'a> {
    pub user: &'a User,
    pub me: UserId,
    pub access: Access<'a>,
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

/// How a colleague comes in.
pub struct Access<'a> {
    /// Not come yet.
    pub pending: Option<&'a Pending>,
    /// A link made some minutes ago, to be handed over.
    pub link: Option<&'a str>,
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
    let content = html! {
        (PageHeader::new(user.name.as_str()).back(t::title(l), "/settings/team").below(html! { (user.email) }))
        @if p.stale { (Alert::warning(why::say(l, crm::Why::Stale))) }
        @if let Some(link) = p.access.link { (handed_over(ui, user, link)) }
        (card("", None, Form::post(at.as_str()).draw(ui.hidden_version(user.version), inside)))
        @if user.id != p.me {
            (access(ui, p, &at))
            (factors::of_colleague(ui, user, p.factors, p.google))
            (leave(ui, p, &at))
        }
    };
    ui.page(&user.name, content)
}

fn handed_over(ui: &Ui, user: &User, link: &str) -> Markup {
    let l = ui.lang;
    let field = field::textarea("link", t::link(l), 3).value(link).hint(t::link_text(l)).readonly();
    card(&t::link_title(l, &user.name), None, html! { (field) })
}

fn access(ui: &Ui, p: &Colleague, at: &str) -> Markup {
    let l = ui.lang;
    let (title, says, label) = match p.access.pending {
        Some(Pending { invited_at, until, .. }) => {
            let when = format::moment(l, *invited_at, ui.zone);
            let says = match until {
                Some(until) => t::invitation_until(l, when, format::moment(l, *until, ui.zone)),
                None => t::invitation_ended(l, when),
            };
            (t::invitation_title(l), says, t::invite_again(l))
        }
        None => (t::password_link_title(l), t::password_link_text(l).to_owned(), t::password_link(l)),
    };
    let send = Button::submit(label).icon(Icon::Send);
    card(title, None, html! { div.stack { p.quiet { (says) } (ui.post_button(&format!("{at}/link"), &send)) } })
}

fn leave(ui: &Ui, p: &Colleague, at: &str) -> Markup {
    let l = ui.lang;
    let w = words_of_leaving(ui, p.user, p.access.pending.is_some());
    let button = Button::submit(w.label).danger().icon(Icon::Trash).confirm(w.question, w.text, t::keep(l));
    let content = html! { div.stack { p.quiet { (w.text) } (ui.post_button(&format!("{at}/delete"), &button)) } };
    card(t::leave_title(l), None, content)
}

struct Leaving {
    question: String,
    text: &'static str,
    label: &'static str,
}

fn words_of_leaving(ui: &Ui, user: &User, pending: bool) -> Leaving {
    let l = ui.lang;
    match pending {
        true => {
            Leaving { question: t::withdraw_question(l, &user.name), text: t::withdraw_text(l), label: t::withdraw(l) }
        }
        false => Leaving { question: t::remove_question(l, &user.name), text: t::remove_text(l), label: t::remove(l) },
    }
}

/// A colleague who left: with what role they come back. An invitation goes to their address.
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
            p.quiet { (t::add_text(l)) }
            (columns(html! {
                (field::text("name", t::name(l)).value(form.name.as_str()).error(wrong("name")).autocomplete("off").required())
                (field::email("email", t::email(l)).value(form.email.as_str()).error(wrong("email")).autocomplete("off").required())
            }))
            (field::radios("role", t::role(l), roles(ui, team.own)).value(chosen).error(wrong("role")).beside())
            (form_end(&[Button::submit(t::add(l)).primary()]))
        },
    );
    Form::post("/settings/team").draw(ui.hidden(), inside)
}

/// Asked before a colleague can no longer enter, or an invitation no longer serves.
pub fn remove(ui: &Ui, user: &User, pending: bool) -> Markup {
    let (w, action) = (words_of_leaving(ui, user, pending), format!("/settings/team/{}/delete", user.id));
    let asked = Question {
        question: &w.question,
        text: w.text,
        action: &action,
        label: w.label,
        back: "/settings/team",
        ..Question::default()
    };
    confirm::page(ui, &asked)
}
