//! Signing in and out. The answer never tells whether an account exists, in words or in time.

use crm::{
    Error, TenantTx, Why,
    garages::platform,
    ids::UserId,
    known_browsers, password,
    reach::Email,
    security_events,
    sessions::{self, Stay},
    users,
};
use serde::Deserialize;

use crate::{
    account::hash,
    answer::{self, Answer},
    ask::Ask,
    cookies, factors,
    fault::{Fault, Result},
    second_step,
};

#[derive(Default, Deserialize)]
#[serde(default)]
struct SignIn {
    email: String,
    password: String,
    next: String,
}

pub async fn new(ask: Ask) -> Result<Answer> {
    let asked: SignIn = ask.query();
    if ask.user.is_some() {
        return Ok(ask.go("/"));
    }
    let refused = factors::said(&ask.query);
    ask.page(views::sign_in::page(&ask.ui, &asked.email, &safe_path(&asked.next), refused))
}

pub async fn create(ask: Ask) -> Result<Answer> {
    let form: SignIn = ask.form()?;
    let next = safe_path(&form.next);
    let key = Email::parse(&form.email).map(|e| e.key()).unwrap_or_else(|_| form.email.to_lowercase());
    if let Err(refused) = count(&ask, &key).await {
        return refuse(&ask, &form.email, &next, refused);
    }
    let found = find(&ask, &key).await?;
    let (cost, typed, hash) = (ask.app.cost, form.password.clone(), found.as_ref().and_then(|(_, h)| h.clone()));
    // Slow on purpose, and outside any transaction.
    let good =
        tokio::task::spawn_blocking(move || password::verify(&typed, hash.as_deref(), cost)).await.unwrap_or(false);
    match found {
        Some((user, hash)) if good => {
            renew_hash(&ask, user.id, hash, form.password).await?;
            proved(&ask, &user, &next).await
        }
        found => {
            let mut tx = ask.begin().await?;
            security_events::log(&mut tx, "sign_in_failed", found.map(|(user, _)| user.id), &ask.address).await?;
            tx.commit().await?;
            refuse(&ask, &form.email, &next, Fault::Crm(Error::Refused(Why::WrongPassword)))
        }
    }
}

/// A hash of other days, made with less work than is asked now: this is the one moment when the password is known.
async fn renew_hash(ask: &Ask, user: UserId, old: Option<String>, typed: String) -> Result<()> {
    let Some(old) = old.filter(|old| password::is_outdated(old, ask.app.cost)) else { return Ok(()) };
    let new = hash(ask, typed).await?;
    let mut tx = ask.begin().await?;
    users::renew_hash(&mut tx, user, &old, &new).await?;
    Ok(tx.commit().await?)
}

/// Somebody has given one proof of who he is: a password, a link in a mailbox, Google. Where a second is owed, it is asked
/// for now, and no session begins before. The form may say `shared`.
pub(crate) async fn proved(ask: &Ask, user: &users::User, next: &str) -> Result<Answer> {
    let stay = if ask.posted.get("shared").is_some() { Stay::Shared } else { Stay::Own };
    let mut tx = ask.begin().await?;
    match crm::factors::of(&mut tx, user.id).await?.owed_by(user.role) {
        true => second_step::owe(ask, tx, user, stay, next).await,
        false => enter(ask, tx, user, stay, next).await,
    }
}

/// All that is owed is shown: the one way by which a session begins, always under a secret of its own. A browser that the
/// account does not know is told to its person.
pub(crate) async fn enter(ask: &Ask, mut tx: TenantTx, user: &users::User, stay: Stay, next: &str) -> Result<Answer> {
    let key = Email::parse(&user.email).map(|e| e.key()).unwrap_or_default();
    sessions::forget_attempts(&mut tx, &key).await?;
    // Who was signed in here is not any more.
    if let Some(before) = &ask.session {
        sessions::end(&mut tx, before).await?;
    }
    let token = sessions::start_for(&mut tx, user.id, stay, &ask.agent, &ask.address).await?;
    if known_browsers::note(&mut tx, user.id, &ask.mark).await? {
        security_events::log_and_tell(&mut tx, "new_browser", user.id, &ask.address).await?;
    }
    tx.commit().await?;
    let settings = &ask.app.settings;
    let session = cookies::write(settings, cookies::SESSION, &token, stay.life());
    let mark = cookies::write(settings, cookies::VISITOR, &ask.mark, cookies::KNOWN);
    Ok(answer::with_cookie(answer::with_cookie(ask.go(next), &session), &mark))
}

/// The attempt counts whatever comes next, so it is committed on its own.
pub(crate) async fn count(ask: &Ask, key: &str) -> Result<()> {
    let mut tx = ask.begin().await?;
    let counted = sessions::count_attempt(&mut tx, key, &ask.address).await;
    if counted.is_err() {
        security_events::log(&mut tx, "sign_in_throttled", None, &ask.address).await?;
    }
    tx.commit().await?;
    Ok(counted?)
}

async fn find(ask: &Ask, key: &str) -> Result<Option<(users::User, Option<String>)>> {
    let mut tx = ask.app.db.look(&ask.cx).await?;
    Ok(users::by_email(&mut tx, key).await?)
}

fn refuse(ask: &Ask, email: &str, next: &str, fault: Fault) -> Result<Answer> {
    match fault {
        Fault::Crm(Error::Refused(why)) => {
            Ok(answer::too_many(views::sign_in::page(&ask.ui, email, next, Some(why)), why))
        }
        other => Err(other),
    }
}

pub async fn delete(ask: Ask) -> Result<Answer> {
    if let Some(session) = &ask.session {
        let mut tx = ask.begin().await?;
        sessions::end(&mut tx, session).await?;
        tx.commit().await?;
    }
    signed_out(&ask)
}

pub async fn delete_all(ask: Ask) -> Result<Answer> {
    let user = ask.user()?.id;
    let mut tx = ask.begin().await?;
    sessions::end_all(&mut tx, user).await?;
    tx.commit().await?;
    signed_out(&ask)
}

fn signed_out(ask: &Ask) -> Result<Answer> {
    Ok(answer::with_cookie(ask.go("/sign-in"), &cookies::drop(&ask.app.settings, cookies::SESSION)))
}

/// On the common address: to the garage's own.
pub async fn choose(ask: Ask) -> Result<Answer> {
    let typed = ask.posted.get("garage").unwrap_or_default().trim().to_lowercase();
    match platform::by_subdomain(&ask.app.db, &typed).await? {
        Some(_) => Ok(ask.go(&format!("{}/sign-in", ask.app.settings.garage_url(&typed)))),
        None => ask.again(views::sign_in::choose(&ask.ui, true)),
    }
}

/// Only a path of ours: nobody is led elsewhere after signing in.
pub(crate) fn safe_path(next: &str) -> String {
    let ours = next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\r', '\n']);
    if ours { next.to_owned() } else { "/".to_owned() }
}
