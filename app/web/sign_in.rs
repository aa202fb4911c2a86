//! Signing in and out. The answer never tells whether an account exists, in words or in time.

use crm::{Error, TenantTx, Why, garages::platform, password, reach::Email, sessions, users};
use serde::Deserialize;

use crate::{
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
    let Some((user, _)) = found.filter(|_| good) else {
        return refuse(&ask, &form.email, &next, Fault::Crm(Error::Refused(Why::WrongPassword)));
    };
    proved(&ask, &user, &next).await
}

/// Somebody has given one proof of who he is: a password, a link in a mailbox, Google. Where a second is owed, it is asked
/// for now, and no session begins before.
pub(crate) async fn proved(ask: &Ask, user: &users::User, next: &str) -> Result<Answer> {
    let mut tx = ask.begin().await?;
    match crm::factors::of(&mut tx, user.id).await?.owed_by(user.role) {
        true => second_step::owe(ask, tx, user, next).await,
        false => enter(ask, tx, user, next).await,
    }
}

/// All that is owed is shown: the one way by which a session begins, always under a secret of its own.
pub(crate) async fn enter(ask: &Ask, mut tx: TenantTx, user: &users::User, next: &str) -> Result<Answer> {
    let key = Email::parse(&user.email).map(|e| e.key()).unwrap_or_default();
    if let Some(old) = &ask.session {
        sessions::end(&mut tx, old).await?;
    }
    sessions::forget_attempts(&mut tx, &key).await?;
    let token = sessions::start(&mut tx, user.id, &ask.agent, &ask.address).await?;
    tx.commit().await?;
    let cookie = cookies::write(&ask.app.settings, cookies::SESSION, &token, 30);
    Ok(answer::with_cookie(ask.go(next), &cookie))
}

/// The attempt counts whatever comes next, so it is committed on its own.
pub(crate) async fn count(ask: &Ask, key: &str) -> Result<()> {
    let mut tx = ask.begin().await?;
    let counted = sessions::count_attempt(&mut tx, key, &ask.address).await;
    if counted.is_err() {
        sessions::log(&mut tx, "sign_in_throttled", None, &ask.address).await?;
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
        Fault::Crm(Error::Refused(why)) => ask.again(views::sign_in::page(&ask.ui, email, next, Some(why))),
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
