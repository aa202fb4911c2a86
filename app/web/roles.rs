//! « Qui peut quoi », and the garage's own roles.

use crm::{
    Fields, TenantTx,
    ids::RoleId,
    roles::{self, RoleForm},
};
use maud::Markup;
use views::roles::{Editing, Matrix};

use crate::{
    answer::Answer,
    ask::Ask,
    fault::{Fault, Result, Sent, sent},
};

const HERE: &str = "/settings/roles";

pub async fn index(mut ask: Ask) -> Result<Answer> {
    let mut tx = ask.look().await?;
    let own = roles::list(&mut tx).await?;
    tx.commit().await?;
    ask.page(views::roles::matrix(&ask.ui, &Matrix { own: &own }))
}

pub async fn new(ask: Ask) -> Result<Answer> {
    ask.page(draw(&ask, None, &RoleForm::default(), &Fields::default(), false))
}

fn form(ask: &Ask) -> RoleForm {
    let ticked = ask.posted.pairs.iter().filter(|(name, _)| name == "permissions");
    RoleForm {
        name: ask.posted.get("name").unwrap_or_default().to_owned(),
        permissions: ticked.map(|(_, word)| word.clone()).collect(),
    }
}

pub async fn create(ask: Ask) -> Result<Answer> {
    let (form, mut errors) = (form(&ask), Fields::default());
    let Some(new) = form.parse(ask.cx.rights, &mut errors) else {
        return ask.again(draw(&ask, None, &form, &errors, false));
    };
    let mut tx = ask.start().await?;
    match sent(roles::create(&mut tx, &new).await)? {
        Sent::Done(_) => ask.done(tx, HERE).await,
        Sent::Wrong(errors) => ask.again(draw(&ask, None, &form, &errors, false)),
        Sent::Stale => Err(Fault::OutdatedForm),
    }
}

pub async fn show(mut ask: Ask) -> Result<Answer> {
    let id: RoleId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let role = roles::get(&mut tx, id).await?;
    tx.commit().await?;
    ask.page(draw(&ask, Some((id, role.version)), &RoleForm::of(&role), &Fields::default(), false))
}

pub async fn update(ask: Ask) -> Result<Answer> {
    let id: RoleId = ask.id("id")?;
    let (form, version) = (form(&ask), ask.posted.version()?);
    let mut tx = ask.start().await?;
    // Another garage's role is not found, whatever was typed.
    let now = roles::get(&mut tx, id).await?.version;
    let saved = save(&mut tx, id, &form, version).await;
    match sent(saved)? {
        Sent::Done(()) => ask.done(tx, HERE).await,
        Sent::Wrong(errors) => ask.again(draw(&ask, Some((id, version)), &form, &errors, false)),
        // What was typed is shown again over the newest version.
        Sent::Stale => ask.stale(draw(&ask, Some((id, now)), &form, &Fields::default(), true)),
    }
}

async fn save(tx: &mut TenantTx, id: RoleId, form: &RoleForm, version: i32) -> crm::Result<()> {
    let mut errors = Fields::default();
    match form.parse(tx.cx().rights, &mut errors) {
        Some(new) => roles::update(tx, id, &new, version).await,
        None => Err(crm::Error::Invalid(errors)),
    }
}

pub async fn delete(ask: Ask) -> Result<Answer> {
    let id: RoleId = ask.id("id")?;
    let mut tx = ask.start().await?;
    let role = roles::get(&mut tx, id).await?;
    if !ask.confirmed() {
        return ask.page(views::roles::delete(&ask.ui, &role));
    }
    roles::delete(&mut tx, id).await?;
    ask.done(tx, HERE).await
}

fn draw(ask: &Ask, of: Option<(RoleId, i32)>, form: &RoleForm, errors: &Fields, stale: bool) -> Markup {
    views::roles::edit(&ask.ui, &Editing { of, form, errors, stale })
}
