//! Travaux à prévoir, written by hand or refused on a quote.

use crm::{
    Fields,
    deferred_works::{self, DeferredForm, NewDeferredWork},
    ids::{DeferredWorkId, VehicleId},
    vehicles,
};
use views::vehicles::deferred::Editing;

use crate::{
    answer::Answer,
    ask::Ask,
    fault::{Result, Sent, sent},
};

pub async fn new(mut ask: Ask) -> Result<Answer> {
    let id: VehicleId = ask.id("id")?;
    let mut tx = ask.look().await?;
    vehicles::get(&mut tx, id).await?;
    tx.commit().await?;
    let (form, errors) = (DeferredForm::default(), Fields::default());
    ask.page(views::vehicles::deferred::edit(&ask.ui, &fresh(id, &form, &errors)))
}

pub async fn create(ask: Ask) -> Result<Answer> {
    let id: VehicleId = ask.id("id")?;
    let form: DeferredForm = ask.form()?;
    let parsed = parse(&form);
    let mut tx = ask.start().await?;
    // Another garage's vehicle is not found, whatever was typed.
    vehicles::get(&mut tx, id).await?;
    match parsed {
        Ok(new) => {
            deferred_works::create(&mut tx, id, &new).await?;
            ask.done(tx, &format!("/vehicles/{id}")).await
        }
        Err(errors) => ask.again(views::vehicles::deferred::edit(&ask.ui, &fresh(id, &form, &errors))),
    }
}

pub async fn edit(mut ask: Ask) -> Result<Answer> {
    let id: DeferredWorkId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let work = deferred_works::get(&mut tx, id).await?;
    tx.commit().await?;
    let (form, errors) = (DeferredForm::of(&work), Fields::default());
    let editing = Editing { of: Some((id, work.version)), ..fresh(work.vehicle, &form, &errors) };
    ask.page(views::vehicles::deferred::edit(&ask.ui, &editing))
}

pub async fn update(ask: Ask) -> Result<Answer> {
    let id: DeferredWorkId = ask.id("id")?;
    let (form, version): (DeferredForm, i32) = (ask.form()?, ask.posted.version()?);
    let parsed = parse(&form);
    let mut tx = ask.start().await?;
    let work = deferred_works::get(&mut tx, id).await?;
    let saved = match parsed {
        Ok(new) => sent(deferred_works::update(&mut tx, id, &new, version).await)?,
        Err(errors) => Sent::Wrong(errors),
    };
    let none = Fields::default();
    match saved {
        Sent::Done(()) => ask.done(tx, &format!("/vehicles/{}", work.vehicle)).await,
        Sent::Wrong(errors) => {
            let editing = Editing { of: Some((id, version)), ..fresh(work.vehicle, &form, &errors) };
            ask.again(views::vehicles::deferred::edit(&ask.ui, &editing))
        }
        // What was typed is shown again over the newest version.
        Sent::Stale => {
            let editing = Editing { of: Some((id, work.version)), stale: true, ..fresh(work.vehicle, &form, &none) };
            ask.stale(views::vehicles::deferred::edit(&ask.ui, &editing))
        }
    }
}

pub async fn finish(ask: Ask) -> Result<Answer> {
    let id: DeferredWorkId = ask.id("id")?;
    let mut tx = ask.start().await?;
    let vehicle = deferred_works::finish(&mut tx, id).await?;
    ask.done(tx, &format!("/vehicles/{vehicle}")).await
}

/// Not done after all.
pub async fn reopen(ask: Ask) -> Result<Answer> {
    let id: DeferredWorkId = ask.id("id")?;
    let mut tx = ask.start().await?;
    let vehicle = deferred_works::reopen(&mut tx, id).await?;
    ask.done(tx, &format!("/vehicles/{vehicle}")).await
}

fn fresh<'a>(vehicle: VehicleId, form: &'a DeferredForm, errors: &'a Fields) -> Editing<'a> {
    Editing { vehicle, of: None, form, errors, stale: false }
}

fn parse(form: &DeferredForm) -> std::result::Result<NewDeferredWork, Fields> {
    let mut fields = Fields::default();
    let parsed = form.parse(&mut fields);
    parsed.filter(|_| fields.is_empty()).ok_or(fields)
}
