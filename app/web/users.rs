//! The team: who may sign in.

use crm::{
    Fields, factors, google_accounts,
    ids::UserId,
    invitations, links,
    policy::Role,
    roles,
    users::{self, ColleagueForm, Post, User},
};
use maud::Markup;
use views::{
    components::Tone,
    text,
    users::{Access, Colleague, Former, Team},
};

use crate::{
    answer::Answer,
    ask::Ask,
    fault::{Fault, Result, Sent, sent},
};

pub async fn index(mut ask: Ask) -> Result<Answer> {
    if ask.query == "second-step" {
        ask.say(Tone::Good, text::factors::demand_saved(ask.ui.lang));
    }
    let mut tx = ask.look().await?;
    let page = draw(&ask, &mut tx, &ColleagueForm::default(), &Fields::default()).await?;
    tx.commit().await?;
    ask.page(page)
}

/// Invites: the colleague chooses the password.
pub async fn create(ask: Ask) -> Result<Answer> {
    let form: ColleagueForm = ask.form()?;
    let mut errors = Fields::default();
    let parsed = form.parse(&mut errors);
    let Some((name, email, post)) = parsed.filter(|_| errors.is_empty()) else {
        return redraw(&ask, &form, &errors).await;
    };
    let mut tx = ask.start().await?;
    match sent(invitations::create(&mut tx, &name, &email, post, ask.cx.lang).await)? {
        Sent::Done(id) => ask.done(tx, &format!("/settings/team/{id}")).await,
        Sent::Wrong(errors) => {
            drop(tx);
            redraw(&ask, &form, &errors).await
        }
        Sent::Stale => Err(Fault::OutdatedForm),
    }
}

pub async fn show(mut ask: Ask) -> Result<Answer> {
    let id: UserId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let former = users::former(&mut tx).await?;
    if let Some(user) = former.iter().find(|user| user.id == id) {
        let own = roles::list(&mut tx).await?;
        let former = Former { user, role: &user.post().word(), own: &own, errors: &Fields::default() };
        return ask.page(views::users::former(&ask.ui, &former));
    }
    let user = users::get(&mut tx, id).await?;
    let page = draw_one(&ask, &mut tx, &user, &user.post().word(), &Fields::default(), false).await?;
    tx.commit().await?;
    ask.page(page)
}

/// Another invitation, or a link to choose a password.
pub async fn send_link(ask: Ask) -> Result<Answer> {
    let id: UserId = ask.id("id")?;
    let mut tx = ask.start().await?;
    invitations::send(&mut tx, id).await?;
    ask.done(tx, &format!("/settings/team/{id}")).await
}

pub async fn update(ask: Ask) -> Result<Answer> {
    let id: UserId = ask.id("id")?;
    let (version, role) = (ask.posted.version()?, ask.posted.get("role").unwrap_or_default());
    let mut tx = ask.start().await?;
    let (errors, stale) = match sent(users::set_role(&mut tx, id, role, version).await)? {
        // Who gave the garage to another no longer sees the team.
        Sent::Done(()) if id == ask.user()?.id && role != "owner" => return ask.done(tx, "/account").await,
        Sent::Done(()) => return ask.done(tx, "/settings/team").await,
        Sent::Wrong(errors) => (errors, false),
        Sent::Stale => (Fields::default(), true),
    };
    let user = users::get(&mut tx, id).await?;
    let page = draw_one(&ask, &mut tx, &user, role, &errors, stale).await?;
    if stale { ask.stale(page) } else { ask.again(page) }
}

/// A colleague who left comes back.
pub async fn take_back(ask: Ask) -> Result<Answer> {
    let id: UserId = ask.id("id")?;
    let role = ask.posted.get("role").unwrap_or_default();
    let mut tx = ask.app.db.look(&ask.cx).await?;
    let (own, former) = (roles::list(&mut tx).await?, users::former(&mut tx).await?);
    tx.commit().await?;
    let Some(user) = former.iter().find(|user| user.id == id) else {
        ask.unless_done().await?;
        return Err(Fault::not_found());
    };
    let mut errors = Fields::default();
    let post = errors.keep("role", Post::parse(role));
    let again = |errors: &Fields| ask.again(views::users::former(&ask.ui, &Former { user, role, own: &own, errors }));
    let Some(post) = post.filter(|_| errors.is_empty()) else { return again(&errors) };
    let mut tx = ask.start().await?;
    match sent(users::take_back(&mut tx, id, post).await)? {
        Sent::Done(()) => ask.done(tx, &format!("/settings/team/{id}")).await,
        Sent::Wrong(errors) => again(&errors),
        Sent::Stale => Err(Fault::OutdatedForm),
    }
}

pub async fn delete(ask: Ask) -> Result<Answer> {
    let id: UserId = ask.id("id")?;
    let mut tx = ask.start().await?;
    if ask.posted.get("confirmed").is_none() {
        let all = users::list(&mut tx).await?;
        let user = all.iter().find(|user| user.id == id).ok_or(Fault::not_found())?;
        let pending = invitations::is_pending(&mut tx, id).await?;
        return ask.page(views::users::remove(&ask.ui, user, pending));
    }
    users::remove(&mut tx, id).await?;
    ask.done(tx, "/settings/team").await
}

async fn redraw(ask: &Ask, form: &ColleagueForm, errors: &Fields) -> Result<Answer> {
    let mut tx = ask.app.db.look(&ask.cx).await?;
    let page = draw(ask, &mut tx, form, errors).await?;
    ask.again(page)
}

async fn draw(ask: &Ask, tx: &mut crm::TenantTx, form: &ColleagueForm, errors: &Fields) -> Result<Markup> {
    let (users, former) = (users::list(tx).await?, users::former(tx).await?);
    let pending = invitations::pending(tx).await?;
    let (own, me, demand) = (roles::list(tx).await?, ask.user()?.id, factors::demand(tx).await?);
    let team = Team { users: &users, pending: &pending, former: &former, own: &own, me, form, errors, demand };
    Ok(views::users::team(&ask.ui, &team))
}

async fn draw_one(
    ask: &Ask,
    tx: &mut crm::TenantTx,
    user: &User,
    role: &str,
    errors: &Fields,
    stale: bool,
) -> Result<Markup> {
    let all = invitations::pending(tx).await?;
    let pending = all.iter().find(|pending| pending.user == user.id);
    let link = link_to_hand_over(ask, tx, user, pending.is_some()).await?;
    let access = Access { pending, link: link.as_deref() };
    let own = roles::list(tx).await?;
    let factors = &factors::of(tx, user.id).await?;
    let google = google_accounts::of(tx, user.id).await?.is_some();
    let page = Colleague { user, me: ask.user()?.id, access, role, own: &own, errors, stale, factors, google };
    Ok(views::users::colleague(&ask.ui, &page))
}

/// Shown for some minutes to who made it, if he may himself what it lets do. The link of a colleague who has come in before is theirs alone, unless no
/// letter leaves this machine: then the owner, who could remove the account as well, may hand it over.
async fn link_to_hand_over(ask: &Ask, tx: &mut crm::TenantTx, user: &User, pending: bool) -> Result<Option<String>> {
    let without_mail = ask.app.settings.smtp_url.is_none() && ask.cx.role == Role::Owner;
    let within = user.rights.is_within(ask.cx.rights);
    if user.id == ask.user()?.id || !within || !(pending || without_mail) {
        return Ok(None);
    }
    let Some(link) = invitations::fresh_link(tx, user.id).await? else { return Ok(None) };
    let (token, garage) = (links::token(tx, link.id).await?, crm::garages::sign(tx).await?.subdomain);
    Ok(Some(format!("{}/links/{token}", ask.app.settings.garage_url(&garage))))
}
