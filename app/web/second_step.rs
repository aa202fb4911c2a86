//! The second step of signing in. What the browser holds meanwhile is no session: it opens this page and no other.

use crm::{
    Error, Fields, Why, factors,
    factors::pending::{self, Pending},
    sessions, users,
};
use views::factors::Step;

use crate::{
    answer::{self, Answer},
    ask::Ask,
    cookies, factors as mine,
    fault::{Fault, Result},
    sign_in,
};

/// The first proof is given and another is owed.
pub(crate) async fn owe(ask: &Ask, mut tx: crm::TenantTx, user: &users::User, next: &str) -> Result<Answer> {
    let token = pending::begin(&mut tx, user, next, &ask.address).await?;
    tx.commit().await?;
    let cookie = cookies::write_for(&ask.app.settings, cookies::SECOND_STEP, &token, pending::LIFE);
    Ok(answer::with_cookie(ask.go("/sign-in/code"), &cookie))
}

pub async fn new(mut ask: Ask) -> Result<Answer> {
    let mut tx = ask.look().await?;
    match known(&ask, &mut tx).await? {
        Some(_) => draw(&ask, &Fields::default(), None),
        None => Ok(ask.go("/sign-in")),
    }
}

pub async fn create(ask: Ask) -> Result<Answer> {
    let mut tx = ask.begin().await?;
    let Some((token, pending)) = known(&ask, &mut tx).await? else { return Ok(ask.go("/sign-in")) };
    // The attempt counts whatever comes next.
    let counted = sessions::count_second_step(&mut tx, pending.user.id, &ask.address).await;
    tx.commit().await?;
    match counted {
        Err(Error::Refused(why)) => return draw(&ask, &Fields::default(), Some(why)),
        counted => counted?,
    }
    let mut tx = ask.begin().await?;
    match factors::accept(&mut tx, pending.user.id, ask.posted.get("code").unwrap_or_default()).await {
        Ok(code) if pending::take(&mut tx, &token).await? => {
            if code == factors::Code::Recovery {
                mine::tell(&mut tx, &pending.user, "recovery_code_used").await?;
            }
            sessions::forget_second_steps(&mut tx, pending.user.id).await?;
            let answer = sign_in::enter(&ask, tx, &pending.user, &pending.next).await?;
            Ok(answer::with_cookie(answer, &cookies::drop(&ask.app.settings, cookies::SECOND_STEP)))
        }
        Ok(_) => Ok(ask.go("/sign-in")),
        Err(Error::Invalid(errors)) => {
            drop(tx);
            let mut tx = ask.begin().await?;
            sessions::log(&mut tx, "second_step_failed", Some(pending.user.id), &ask.address).await?;
            tx.commit().await?;
            draw(&ask, &errors, None)
        }
        Err(other) => Err(Fault::Crm(other)),
    }
}

async fn known(ask: &Ask, tx: &mut crm::TenantTx) -> Result<Option<(String, Pending)>> {
    let Some(token) = ask.cookie(cookies::SECOND_STEP) else { return Ok(None) };
    Ok(pending::find(tx, &token).await?.map(|pending| (token, pending)))
}

fn draw(ask: &Ask, errors: &Fields, refused: Option<Why>) -> Result<Answer> {
    let page = views::factors::step(&ask.ui, &Step { errors, refused });
    if errors.is_empty() && refused.is_none() { ask.page(page) } else { ask.again(page) }
}
