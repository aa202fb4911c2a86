//! One's own account.

use crm::{
    Error, Fields, Lang, Why, factors,
    ids::SessionId,
    leaving,
    links::{self, LinkKind},
    password,
    reach::Email,
    security_events, sessions, throttles, users,
};
use views::{
    account::{Account, Typed},
    components::Tone,
    text,
};

use crate::{
    answer::{self, Answer},
    ask::Ask,
    cookies,
    fault::{Fault, Result, Sent, sent},
};

pub async fn show(mut ask: Ask) -> Result<Answer> {
    let l = ask.ui.lang;
    match ask.query.as_str() {
        "password" => ask.say(Tone::Good, text::account::password_changed(l)),
        "name" => ask.say(Tone::Good, text::account::name_saved(l)),
        "email" => ask.say(Tone::Info, text::account::email_asked(l)),
        "email-changed" => ask.say(Tone::Good, text::account::email_changed(l)),
        "session" => ask.say(Tone::Good, text::account::session_ended(l)),
        _ => {}
    }
    let tx = ask.look().await?;
    ask.page(draw(&ask, tx, &Fields::default()).await?)
}

pub async fn draw(ask: &Ask, mut tx: crm::TenantTx, errors: &Fields) -> Result<maud::Markup> {
    let user = ask.user()?;
    let sessions = sessions::list(&mut tx, user.id).await?;
    let has_password = users::password_hash(&mut tx, user.id).await?.is_some();
    let new_email = links::newest(&mut tx, user.id, LinkKind::Email).await?.and_then(|link| link.email);
    let factors = factors::of(&mut tx, user.id).await?;
    let leaves_on = leaving::user_leaves_on(&mut tx, user.id).await?;
    tx.commit().await?;
    let account = Account {
        user,
        sessions: &sessions,
        here: ask.session.as_deref(),
        new_email: new_email.as_deref(),
        has_password,
        typed: Typed { name: ask.posted.get("name"), email: ask.posted.get("email") },
        errors,
        factors: &factors,
        leaves_on,
    };
    Ok(views::account::page(&ask.ui, &account))
}

async fn redraw(ask: &Ask, errors: &Fields) -> Result<Answer> {
    let tx = ask.app.db.look(&ask.cx).await?;
    ask.again(draw(ask, tx, errors).await?)
}

pub async fn set_language(ask: Ask) -> Result<Answer> {
    let lang = Lang::parse(ask.posted.get("lang").unwrap_or_default()).map_err(|why| Error::invalid("lang", why))?;
    let mut tx = ask.start().await?;
    users::set_lang(&mut tx, ask.user()?.id, lang).await?;
    ask.done(tx, "/account").await
}

pub async fn set_name(ask: Ask) -> Result<Answer> {
    let mut tx = ask.start().await?;
    match sent(users::set_name(&mut tx, ask.user()?.id, ask.posted.get("name").unwrap_or_default()).await)? {
        Sent::Done(()) => ask.done(tx, "/account?name").await,
        Sent::Wrong(errors) => {
            drop(tx);
            redraw(&ask, &errors).await
        }
        Sent::Stale => Err(Fault::OutdatedForm),
    }
}

/// The others are signed out, this one takes a new cookie, and the person is told.
pub async fn set_password(ask: Ask) -> Result<Answer> {
    let user = ask.user()?;
    let old = ask.posted.get("old_password").unwrap_or_default().to_owned();
    let new = ask.posted.get("password").unwrap_or_default().to_owned();
    let mut errors = Fields::default();
    errors.keep("password", password::check(&new, &[&user.name, &ask.ui.garage]));
    if !verify(&ask, old).await? {
        errors.0.insert(0, ("old_password".into(), Why::WrongOldPassword));
    }
    if !errors.is_empty() {
        ask.unless_done().await?;
        return redraw(&ask, &errors).await;
    }
    let hash = hash(&ask, new).await?;
    let mut tx = ask.start().await?;
    let here = ask.session.as_deref().unwrap_or_default();
    users::set_password(&mut tx, user.id, &hash).await?;
    sessions::end_others(&mut tx, user.id, here).await?;
    links::end_all(&mut tx, user.id).await?;
    security_events::log_and_tell(&mut tx, "password_changed", user.id, &ask.address).await?;
    let renewed = sessions::renew(&mut tx, here).await?.ok_or(Fault::SignIn)?;
    let answer = ask.done(tx, "/account?password").await?;
    Ok(with_session(&ask, answer, &renewed))
}

/// The browser learns the new secret of its session.
pub(crate) fn with_session(ask: &Ask, answer: Answer, renewed: &sessions::Renewed) -> Answer {
    let cookie = cookies::write(&ask.app.settings, cookies::SESSION, &renewed.token, renewed.left);
    answer::with_cookie(answer, &cookie)
}

/// For who comes in without one: the link goes to one's own address.
pub async fn send_password_link(ask: Ask) -> Result<Answer> {
    let user = ask.user()?;
    let key = user.email.to_lowercase();
    let mut tx = ask.start().await?;
    throttles::count(&mut tx, &[(throttles::LETTERS_BY_ACCOUNT, &key), (throttles::LETTERS_BY_ACCOUNT_A_DAY, &key)])
        .await?;
    links::make(&mut tx, LinkKind::Password, user, None).await?;
    ask.done(tx, "/links/sent?kind=password").await
}

/// A new address is written to; it counts when the link is opened.
pub async fn set_email(ask: Ask) -> Result<Answer> {
    let user = ask.user()?;
    let typed = ask.posted.get("email_password").unwrap_or_default().to_owned();
    let mut errors = Fields::default();
    let email = errors.keep("email", Email::parse(ask.posted.get("email").unwrap_or_default()));
    if !verify(&ask, typed).await? {
        errors.add("email_password", Why::WrongOldPassword);
    }
    let key = email.as_ref().map(Email::key).unwrap_or_default();
    let mut look = ask.app.db.look(&ask.cx).await?;
    if users::by_email(&mut look, &key).await?.is_some() {
        errors.add("email", Why::Taken);
    }
    drop(look);
    let Some(email) = email.filter(|_| errors.is_empty()) else {
        ask.unless_done().await?;
        return redraw(&ask, &errors).await;
    };
    let mut tx = ask.start().await?;
    throttles::count(&mut tx, &[(throttles::LETTERS_BY_ACCOUNT, &key), (throttles::LETTERS_BY_ACCOUNT_A_DAY, &key)])
        .await?;
    links::make(&mut tx, LinkKind::Email, user, Some(&email)).await?;
    security_events::log(&mut tx, "email_change_asked", Some(user.id), &ask.address).await?;
    ask.done(tx, "/account?email").await
}

pub async fn end_session(ask: Ask) -> Result<Answer> {
    let (id, user): (SessionId, _) = (ask.id("id")?, ask.user()?.id);
    let mut tx = ask.start().await?;
    if !ask.confirmed() {
        let all = sessions::list(&mut tx, user).await?;
        let row = all.iter().find(|row| row.id == id).ok_or(Fault::not_found())?;
        return ask.page(views::account::end_session(&ask.ui, row));
    }
    sessions::end_one(&mut tx, user, id).await?;
    ask.done(tx, "/account?session").await
}

/// Is it the password of who is signed in? Attempts are counted like those of signing in: a tablet left open is not a
/// place to guess at leisure.
pub async fn verify(ask: &Ask, typed: String) -> Result<bool> {
    let (id, email) = (ask.user()?.id, ask.user()?.email.to_lowercase());
    crate::sign_in::count(ask, &email).await?;
    let mut tx = ask.app.db.look(&ask.cx).await?;
    let hash = users::password_hash(&mut tx, id).await?;
    drop(tx);
    let cost = ask.app.cost;
    let good =
        tokio::task::spawn_blocking(move || password::verify(&typed, hash.as_deref(), cost)).await.unwrap_or(false);
    if good {
        let mut tx = ask.begin().await?;
        sessions::forget_attempts(&mut tx, &email).await?;
        tx.commit().await?;
    }
    Ok(good)
}

/// Slow on purpose, outside any transaction and off the threads that answer.
pub async fn hash(ask: &Ask, typed: String) -> Result<String> {
    let cost = ask.app.cost;
    let hashed = tokio::task::spawn_blocking(move || password::hash(&typed, cost)).await;
    Ok(hashed.map_err(|e| Fault::Crm(Error::Internal(format!("password not hashed: {e}"))))??)
}
