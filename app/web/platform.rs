//! The platform, on the common address: its people sign in here, see the garages, and enter those that let them.

use chrono::TimeDelta;
use crm::{
    Error, Why,
    ids::TenantId,
    password,
    platform::{self, GarageRow, Plan},
    reach::Email,
    support,
};

use crate::{
    answer::{self, Answer},
    ask::Ask,
    cookies,
    fault::{Fault, Result},
};

const HERE: &str = "/platform";

pub async fn new_session(ask: Ask) -> Result<Answer> {
    ask.page(views::platform::sign_in(&ask.ui, "", None))
}

/// As in a garage: the answer tells neither in words nor in time whether an account exists.
pub async fn create_session(ask: Ask) -> Result<Answer> {
    let email = ask.posted.get("email").unwrap_or_default();
    let typed = ask.posted.get("password").unwrap_or_default().to_owned();
    let again = |why| ask.again(views::platform::sign_in(&ask.ui, email, Some(why)));
    let key = Email::parse(email).map(|e| e.key()).unwrap_or_else(|_| email.to_lowercase());
    let (db, now) = (&ask.app.db, ask.cx.now);
    match platform::count_attempt(db, &key, &ask.address, now).await {
        Err(Error::Refused(why)) => return again(why),
        counted => counted?,
    }
    let found = platform::by_email(db, &key).await?;
    let (cost, hash) = (ask.app.cost, found.as_ref().map(|(_, hash)| hash.clone()));
    let good =
        tokio::task::spawn_blocking(move || password::verify(&typed, hash.as_deref(), cost)).await.unwrap_or(false);
    let Some((user, _)) = found.filter(|_| good) else { return again(Why::WrongPassword) };
    let token = platform::start_session(db, &user, now).await?;
    Ok(answer::with_cookie(
        ask.go(HERE),
        &cookies::write(&ask.app.settings, cookies::PLATFORM, &token, TimeDelta::days(1)),
    ))
}

pub async fn delete_session(ask: Ask) -> Result<Answer> {
    platform::end_session(&ask.app.db, session(&ask)?).await?;
    Ok(answer::with_cookie(ask.go("/platform/sign-in"), &cookies::drop(&ask.app.settings, cookies::PLATFORM)))
}

fn session(ask: &Ask) -> Result<&[u8]> {
    ask.session.as_deref().ok_or(Fault::SignIn)
}

async fn garage(ask: &Ask) -> Result<GarageRow> {
    let id = TenantId(ask.id("id")?);
    Ok(platform::garage(&ask.app.db, session(ask)?, id, ask.cx.now).await?)
}

pub async fn index(ask: Ask) -> Result<Answer> {
    let garages = platform::garages(&ask.app.db, session(&ask)?, ask.cx.now).await?;
    ask.page(views::platform::garages(&ask.ui, &garages))
}

pub async fn show(ask: Ask) -> Result<Answer> {
    let garage = garage(&ask).await?;
    ask.page(views::platform::garage(&ask.ui, &garage))
}

pub async fn set_plan(ask: Ask) -> Result<Answer> {
    let garage = garage(&ask).await?;
    let plan = Plan::parse(ask.posted.get("plan").unwrap_or_default()).map_err(|why| Error::invalid("plan", why))?;
    platform::set_plan(&ask.app.db, session(&ask)?, garage.id, plan, ask.cx.now).await?;
    Ok(ask.go(&format!("{HERE}/garages/{}", garage.id)))
}

pub async fn suspend(ask: Ask) -> Result<Answer> {
    let garage = garage(&ask).await?;
    if !ask.confirmed() {
        return ask.page(views::platform::ask_suspend(&ask.ui, &garage));
    }
    set_suspended(&ask, &garage, true).await
}

pub async fn resume(ask: Ask) -> Result<Answer> {
    let garage = garage(&ask).await?;
    set_suspended(&ask, &garage, false).await
}

async fn set_suspended(ask: &Ask, garage: &GarageRow, yes: bool) -> Result<Answer> {
    platform::suspend(&ask.app.db, session(ask)?, garage.id, yes, ask.cx.now).await?;
    ask.app.hosts.forget(garage.id);
    Ok(ask.go(&format!("{HERE}/garages/{}", garage.id)))
}

/// Into a garage whose owner lets the platform in; without that, not found.
pub async fn enter(ask: Ask) -> Result<Answer> {
    let garage = garage(&ask).await?;
    let user = ask.platform.as_ref().ok_or(Fault::SignIn)?;
    let secret = support::ask_in(&ask.app.db, garage.id, &user.email, ask.cx.now).await?;
    Ok(ask.go(&format!("{}/support-entry/{secret}", ask.app.settings.garage_url(&garage.subdomain))))
}
