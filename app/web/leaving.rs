//! Who leaves: a colleague closes his account, an owner takes the garage away.

use crm::{
    Fields, TenantTx, Why,
    archives::{self, Whose},
    leaving,
};
use maud::Markup;
use views::leaving::Page;

use crate::{
    account,
    answer::Answer,
    ask::Ask,
    fault::{Fault, Result, Sent, sent},
};

pub async fn show(mut ask: Ask) -> Result<Answer> {
    let mut tx = ask.look().await?;
    let page = draw(&ask, &mut tx, &Fields::default()).await?;
    tx.commit().await?;
    ask.page(page)
}

async fn draw(ask: &Ask, tx: &mut TenantTx, errors: &Fields) -> Result<Markup> {
    let page = Page {
        leaving: &leaving::garage(tx).await?,
        archives: &archives::list(tx, Whose::Garage).await?,
        now: ask.cx.now,
        name: ask.posted.get("name").unwrap_or_default(),
        without_archive: ask.posted.get("without_archive").is_some(),
        errors,
    };
    Ok(views::leaving::show(&ask.ui, &page))
}

pub async fn archive(ask: Ask) -> Result<Answer> {
    let mut tx = ask.start().await?;
    let archive = archives::begin(&mut tx, Whose::Garage).await?;
    ask.done(tx, &format!("/archives/{archive}")).await
}

/// The name of the garage typed and the password of who asks: no dialog says it better.
pub async fn create(ask: Ask) -> Result<Answer> {
    let get = |name: &str| ask.posted.get(name).unwrap_or_default().to_owned();
    if !account::verify(&ask, get("password")).await? {
        return redraw(&ask, &wrong_password()).await;
    }
    let mut tx = ask.start().await?;
    let without = ask.posted.get("without_archive").is_some();
    match sent(leaving::ask_garage(&mut tx, &get("name"), without, &ask.address).await)? {
        Sent::Done(()) => ask.done(tx, "/settings/leaving").await,
        Sent::Wrong(errors) => redraw(&ask, &errors).await,
        Sent::Stale => Err(Fault::OutdatedForm),
    }
}

fn wrong_password() -> Fields {
    Fields(vec![("password".into(), Why::WrongOldPassword)])
}

async fn redraw(ask: &Ask, errors: &Fields) -> Result<Answer> {
    let mut tx = ask.app.db.look(&ask.cx).await?;
    let page = draw(ask, &mut tx, errors).await?;
    ask.again(page)
}

pub async fn stay(ask: Ask) -> Result<Answer> {
    let mut tx = ask.start().await?;
    leaving::stay_garage(&mut tx, &ask.address).await?;
    ask.done(tx, "/settings/leaving").await
}

/// One's own data, as a file.
pub async fn archive_user(ask: Ask) -> Result<Answer> {
    let mut tx = ask.start().await?;
    let archive = archives::begin(&mut tx, Whose::User(ask.user()?.id)).await?;
    ask.done(tx, &format!("/archives/{archive}")).await
}

pub async fn leave_user(ask: Ask) -> Result<Answer> {
    let typed = ask.posted.get("leave_password").unwrap_or_default().to_owned();
    if !account::verify(&ask, typed).await? {
        let errors = Fields(vec![("leave_password".into(), Why::WrongOldPassword)]);
        let tx = ask.app.db.look(&ask.cx).await?;
        return ask.again(account::draw(&ask, tx, &errors).await?);
    }
    let mut tx = ask.start().await?;
    leaving::ask_user(&mut tx, ask.user()?.id, &ask.address).await?;
    ask.done(tx, "/account").await
}

pub async fn stay_user(ask: Ask) -> Result<Answer> {
    let mut tx = ask.start().await?;
    leaving::stay_user(&mut tx, ask.user()?.id, &ask.address).await?;
    ask.done(tx, "/account").await
}
