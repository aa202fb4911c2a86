//! Colleagues who may sign in.

use crm::{
    Fields,
    factors::{Demand, Factors},
    ids::UserId,
    policy::Role,
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
    /// Who is looking: nobody removes oneself.
    pub me: UserId,
    pub form: &'a ColleagueForm,
    pub errors: &'a Fields,
    pub demand: Demand,
}

pub fn team(ui: &Ui, team: &Team) -> Markup {
    let l = ui.lang;
    let rows: Vec<ListRow> = team.users.iter().map(|user| line(ui, user, team.me)).collect();
    let content = html! {
        (head(ui, Part::Team))
        (card_plain(t::title(l), None, list(&rows)))
        (card(t::add_title(l), None, add(ui, team)))
        (factors::demand(ui, team.demand))
    };
    ui.page(t::title(l), content)
}

fn line(ui: &Ui, user: &User, me: UserId) -> ListRow<'static> {
    let l = ui.lang;
    let end = html! {
        span { (role(ui, user.role)) }
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
            (field::radios("role", t::role(l), roles(ui)).value(p.role).error(why::beside(l, p.errors, "role")))
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

fn roles(ui: &Ui) -> [Choice<'static>; 3] {
    let l = ui.lang;
    [
        Choice::new("manager", t::manager(l)).hint(t::manager_hint(l)),
        Choice::new("user", t::user(l)).hint(t::user_hint(l)),
        Choice::new("owner", t::owner(l)).hint(t::owner_hint(l)),
    ]
}

pub fn role(ui: &Ui, role: Role) -> &'static str {
    let l = ui.lang;
    match role {
        Role::Owner => t::owner(l),
        Role::Manager => t::manager(l),
        _ => t::user(l),
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
            (field::radios("role", t::role(l), roles(ui)).value(chosen).error(wrong("role")).beside())
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
