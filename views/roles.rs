//! « Qui peut quoi »: the roles as they are, and the garage's own.

use crm::{
    Fields, Lang,
    ids::RoleId,
    policy::{Act, Group, Permission, Rights, Role},
    roles::{CustomRole, RoleForm},
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{
        Alert, Button, Col, Form, ListRow, PageHeader, Row, card_plain, field, form_end, group,
        icons::{self, Icon},
        list, table,
    },
    confirm::{self, Question},
    garages::{Part, head},
    text::{common as c, roles as t, users as u},
    why,
};

pub struct Matrix<'a> {
    /// The garage's own roles.
    pub own: &'a [CustomRole],
}

pub fn matrix(ui: &Ui, page: &Matrix) -> Markup {
    let l = ui.lang;
    let made = Role::STAFF.map(|role| (u::role_name(l, role.as_str()), role.rights()));
    let own_roles = page.own.iter().map(|role| (role.name.clone(), role.rights));
    let roles: Vec<(String, Rights)> = made.into_iter().chain(own_roles).collect();
    let content = html! {
        (head(ui, Part::Roles))
        p.quiet.measure { (t::text(l)) }
        @if ui.may(Act::EditTeam) { (own(ui, page.own)) }
        @for group in Group::ALL { (card_plain(&t::group(l, group.as_str()), None, of_group(ui, group, &roles))) }
        p.quiet.measure { (t::own_account(l)) }
    };
    ui.page(t::title(l), content)
}

fn of_group(ui: &Ui, group: Group, roles: &[(String, Rights)]) -> Markup {
    let l = ui.lang;
    let mut cols = vec![Col::title(t::may(l))];
    cols.extend(roles.iter().map(|(name, _)| Col::text(name.as_str())));
    // A tick by itself would say nothing to who does not see it.
    let yes = html! { (icons::small(Icon::Check)) span.sr { (t::yes(l)) } };
    let row = |permission: Permission| {
        roles.iter().fold(Row::new(&cols).cell(name(l, permission)), |row, (_, rights)| {
            row.cell(if rights.has(permission) {
                yes.clone()
            } else {
                html! {}
            })
        })
    };
    table(&t::group(l, group.as_str()), &cols, html! { @for permission in group.permissions() { (row(permission)) } })
}

/// What a permission is called on screen.
pub fn name(l: Lang, permission: Permission) -> String {
    t::permission(l, &permission.as_str().replace(':', "_"))
}

fn own(ui: &Ui, own: &[CustomRole]) -> Markup {
    let l = ui.lang;
    let rows: Vec<ListRow> = own
        .iter()
        .map(|role| {
            ListRow::new(role.name.as_str())
                .below(t::held_by(l, role.held_by))
                .href(format!("/settings/roles/{}", role.id))
                .icon(Icon::Shield)
        })
        .collect();
    let add = html! { (Button::link(t::new(l), "/settings/roles/new").icon(Icon::Plus).as_link()) };
    card_plain(
        t::own(l),
        Some(add),
        html! {
            @if rows.is_empty() { div.card-body { p.quiet { (t::none(l)) } } } @else { (list(&rows)) }
        },
    )
}

pub struct Editing<'a> {
    /// Id and version of one that exists.
    pub of: Option<(RoleId, i32)>,
    pub form: &'a RoleForm,
    pub errors: &'a Fields,
    /// Somebody else saved meanwhile.
    pub stale: bool,
}

pub fn edit(ui: &Ui, editing: &Editing) -> Markup {
    let l = ui.lang;
    let (title, action, hidden) = match editing.of {
        Some((id, version)) => (t::edit_title(l), format!("/settings/roles/{id}"), ui.hidden_version(version)),
        None => (t::new(l), "/settings/roles".to_owned(), ui.hidden()),
    };
    let inside = html! {
        (field::text("name", t::name(l)).value(editing.form.name.as_str()).hint(t::name_hint(l)).maxlength(40).required().autocomplete("off")
            .error(why::beside(l, editing.errors, "name")))
        p.hint { (t::closure(l)) }
        (ticks(ui, Permission::is_for_colleagues, &editing.form.permissions, editing.errors))
        (form_end(&[Button::submit(c::save(l)).primary(), Button::link(c::cancel(l), "/settings/roles").ghost()]))
    };
    let delete = Button::submit(t::delete(l)).danger().icon(Icon::Trash);
    let content = html! {
        (PageHeader::new(title).back(t::title(l), "/settings/roles"))
        @if editing.stale { (Alert::warning(why::say(l, crm::Why::Stale))) }
        (Form::post(action.as_str()).draw(hidden, why::over(ui, editing.errors, inside)))
        @if editing.of.is_some() { (ui.post_button(&format!("{action}/delete"), &delete)) }
    };
    ui.page(title, content)
}

/// A box for each permission that who looks may give, by group. The first one bears what is wrong with all.
pub fn ticks(ui: &Ui, shown: impl Fn(Permission) -> bool, ticked: &[String], errors: &Fields) -> Markup {
    let l = ui.lang;
    let all = Permission::ALL.iter().copied().filter(|p| shown(*p) && ui.rights.has(*p));
    let first = all.clone().next();
    let tick = |permission: Permission| {
        let word = permission.as_str();
        let tick = field::checkbox("permissions", name(l, permission)).value(word);
        let tick = tick.checked(ticked.iter().any(|t| t == word));
        match first == Some(permission) {
            true => tick.error(why::beside(l, errors, "permissions")),
            false => tick.id(format!("permission-{}", word.replace([':', '_'], "-"))),
        }
    };
    html! {
        @for of in Group::ALL {
            @let mut its = all.clone().filter(move |permission| permission.group() == of).peekable();
            @if its.peek().is_some() { (group(&t::group(l, of.as_str()), None, html! { @for permission in its { (tick(permission)) } })) }
        }
    }
}

/// Asked before a role goes.
pub fn delete(ui: &Ui, role: &CustomRole) -> Markup {
    let l = ui.lang;
    let back = format!("/settings/roles/{}", role.id);
    let (question, action) = (t::delete_question(l, &role.name), format!("{back}/delete"));
    let (text, label) = (t::delete_text(l), t::delete(l));
    confirm::page(
        ui,
        &Question { question: &question, text, action: &action, label, back: &back, ..Question::default() },
    )
}
