//! The platform's people in a garage: its owner lets them in and sees who came; they come in by a key, once, and leave.

use chrono::TimeDelta;
use crm::{Fields, support};
use views::support::Support;

use crate::{
    answer::{self, Answer},
    ask::Ask,
    cookies,
    fault::{Fault, Result, Sent, sent},
};

const HERE: &str = "/settings/support";

pub async fn index(mut ask: Ask) -> Result<Answer> {
    let mut tx = ask.look().await?;
    let (until, visits) = (support::open_until(&mut tx).await?, support::visits(&mut tx).await?);
    tx.commit().await?;
    ask.page(views::support::page(&ask.ui, &Support { until, visits: &visits, errors: &Fields::default() }))
}

pub async fn create(ask: Ask) -> Result<Answer> {
    let mut tx = ask.start().await?;
    match sent(support::grant(&mut tx, ask.posted.get("lasts").unwrap_or_default()).await)? {
        Sent::Done(()) => ask.done(tx, HERE).await,
        Sent::Wrong(errors) => {
            let (until, visits) = (support::open_until(&mut tx).await?, support::visits(&mut tx).await?);
            ask.again(views::support::page(&ask.ui, &Support { until, visits: &visits, errors: &errors }))
        }
        Sent::Stale => Err(Fault::OutdatedForm),
    }
}

pub async fn end(ask: Ask) -> Result<Answer> {
    let mut tx = ask.start().await?;
    support::end(&mut tx).await?;
    ask.done(tx, HERE).await
}

/// Where the platform's page leads: looking changes nothing, so the key is spent by the button.
pub async fn entry(mut ask: Ask) -> Result<Answer> {
    let mut tx = ask.look().await?;
    let secret = ask.param("token").unwrap_or_default();
    support::asked(&mut tx, secret).await?;
    ask.page(views::support::entry(&ask.ui, secret))
}

pub async fn enter(ask: Ask) -> Result<Answer> {
    let mut tx = ask.begin().await?;
    let token = support::enter(&mut tx, ask.param("token").unwrap_or_default(), &ask.address).await?;
    tx.commit().await?;
    Ok(answer::with_cookie(
        ask.go("/"),
        &cookies::write(&ask.app.settings, cookies::SUPPORT, &token, TimeDelta::days(7)),
    ))
}

pub async fn leave(ask: Ask) -> Result<Answer> {
    let mut tx = ask.begin().await?;
    support::leave(&mut tx, ask.session.as_deref().unwrap_or_default()).await?;
    tx.commit().await?;
    Ok(answer::with_cookie(ask.go("/sign-in"), &cookies::drop(&ask.app.settings, cookies::SUPPORT)))
}
