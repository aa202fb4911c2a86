//! One's own account.

use crm::{Error, Fields, Lang, Why, factors, password, sessions, users};
use views::{account::Account, components::Tone, text};

use crate::{
    answer::Answer,
    ask::Ask,
    fault::{Fault, Result},
};

pub async fn show(mut ask: Ask) -> Result<Answer> {
    if ask.query == "password" {
        ask.say(Tone::Good, text::account::password_changed(ask.ui.lang));
    }
    let tx = ask.look().await?;
    ask.page(draw(&ask, tx, &Fields::default()).await?)
}

async fn draw(ask: &Ask, mut tx: crm::TenantTx, errors: &Fields) -> Result<maud::Markup> {
    let user = ask.user()?;
    let sessions = sessions::list(&mut tx, user.id).await?;
    let factors = factors::of(&mut tx, user.id).await?;
    tx.commit().await?;
    let account = Account { user, sessions: &sessions, here: ask.session.as_deref(), errors, factors: &factors };
    Ok(views::account::page(&ask.ui, &account))
}

pub async fn set_language(ask: Ask) -> Result<Answer> {
    let lang = Lang::parse(ask.posted.get("lang").unwrap_or_default()).map_err(|why| Error::invalid("lang", why))?;
    let mut tx = ask.start().await?;
    users::set_lang(&mut tx, ask.user()?.id, lang).await?;
    ask.done(tx, "/account").await
}

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
        let tx = ask.app.db.look(&ask.cx).await?;
        return ask.again(draw(&ask, tx, &errors).await?);
    }
    let hash = hash(&ask, new).await?;
    let mut tx = ask.start().await?;
    users::set_password(&mut tx, user.id, &hash).await?;
    sessions::end_others(&mut tx, user.id, ask.session.as_deref().unwrap_or_default()).await?;
    ask.done(tx, "/account?password").await
}

/// Is it the password of who is signed in? Attempts are counted like those of signing in: a tablet left open is not a
/// place to guess at leisure.
pub(crate) async fn verify(ask: &Ask, typed: String) -> Result<bool> {
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
