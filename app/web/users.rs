//! The team: who may sign in.

use crm::{
    Fields, factors, google_accounts,
    ids::UserId,
    password, roles,
    users::{self, ColleagueForm, NewUser, Post},
};
use maud::Markup;
use views::{
    components::Tone,
    text,
    users::{Colleague, Former, Team},
};

use crate::{
    account::hash,
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

pub async fn create(ask: Ask) -> Result<Answer> {
    let form: ColleagueForm = ask.form()?;
    let typed = ask.posted.get("password").unwrap_or_default().to_owned();
    let mut errors = Fields::default();
    let parsed = form.parse(&typed, &ask.ui.garage, &mut errors);
    let Some((name, email, post)) = parsed.filter(|_| errors.is_empty()) else {
        return redraw(&ask, &form, &errors).await;
    };
    let user = NewUser { name, email, post, lang: ask.cx.lang, password_hash: hash(&ask, typed).await? };
    let mut tx = ask.start().await?;
    match sent(users::create(&mut tx, &user).await)? {
        Sent::Done(_) => ask.done(tx, "/settings/team").await,
        Sent::Wrong(errors) => redraw(&ask, &form, &errors).await,
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
    let post = user.post().word();
    let page = draw_colleague(&ask, &mut tx, &user, (&post, &Fields::default(), false)).await?;
    tx.commit().await?;
    ask.page(page)
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
    let page = draw_colleague(&ask, &mut tx, &user, (role, &errors, stale)).await?;
    if stale { ask.stale(page) } else { ask.again(page) }
}

/// A colleague who left comes back.
pub async fn take_back(ask: Ask) -> Result<Answer> {
    let id: UserId = ask.id("id")?;
    let role = ask.posted.get("role").unwrap_or_default();
    let typed = ask.posted.get("password").unwrap_or_default().to_owned();
    let mut tx = ask.app.db.look(&ask.cx).await?;
    let (own, former) = (roles::list(&mut tx).await?, users::former(&mut tx).await?);
    tx.commit().await?;
    let Some(user) = former.iter().find(|user| user.id == id) else {
        ask.unless_done().await?;
        return Err(Fault::not_found());
    };
    let mut errors = Fields::default();
    let post = errors.keep("role", Post::parse(role));
    errors.keep("password", password::check(&typed, &[&user.name, &ask.ui.garage]));
    let again = |errors: &Fields| ask.again(views::users::former(&ask.ui, &Former { user, role, own: &own, errors }));
    let Some(post) = post.filter(|_| errors.is_empty()) else { return again(&errors) };
    let hash = hash(&ask, typed).await?;
    let mut tx = ask.start().await?;
    match sent(users::take_back(&mut tx, id, post, &hash).await)? {
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
        return ask.page(views::users::remove(&ask.ui, user));
    }
    users::remove(&mut tx, id).await?;
    ask.done(tx, "/settings/team").await
}

async fn draw_colleague(
    ask: &Ask,
    tx: &mut crm::TenantTx,
    user: &users::User,
    (role, errors, stale): (&str, &Fields, bool),
) -> Result<Markup> {
    let factors = &factors::of(tx, user.id).await?;
    let google = google_accounts::of(tx, user.id).await?.is_some();
    let own = &roles::list(tx).await?;
    let page = Colleague { user, me: ask.user()?.id, role, own, errors, stale, factors, google };
    Ok(views::users::colleague(&ask.ui, &page))
}

async fn redraw(ask: &Ask, form: &ColleagueForm, errors: &Fields) -> Result<Answer> {
    let mut tx = ask.app.db.look(&ask.cx).await?;
    let page = draw(ask, &mut tx, form, errors).await?;
    ask.again(page)
}

async fn draw(ask: &Ask, tx: &mut crm::TenantTx, form: &ColleagueForm, errors: &Fields) -> Result<Markup> {
    let (users, former) = (users::list(tx).await?, users::former(tx).await?);
    let (own, me) = (roles::list(tx).await?, ask.user()?.id);
    let demand = factors::demand(tx).await?;
    let team = Team { users: &users, former: &former, own: &own, me, form, errors, demand };
    Ok(views::users::team(&ask.ui, &team))
}
