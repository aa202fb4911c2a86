//! Rappels constructeur.

use crm::{
    Fields,
    ids::{RecallId, VehicleId},
    vehicles::{self, RecallForm},
};

use super::Typed;
use crate::{answer::Answer, ask::Ask, fault::Result};

pub async fn create(ask: Ask) -> Result<Answer> {
    let id: VehicleId = ask.id("id")?;
    let form: RecallForm = ask.form()?;
    let mut errors = Fields::default();
    let parsed = form.parse(&mut errors);
    let mut tx = ask.start().await?;
    let Some((label, stop_drive)) = parsed else {
        let typed = Typed { recall: form, errors, ..Typed::default() };
        return ask.again(super::draw(&ask.ui, &mut tx, id, &typed).await?);
    };
    vehicles::note_recall(&mut tx, id, &label, stop_drive).await?;
    ask.done(tx, &format!("/vehicles/{id}")).await
}

pub async fn finish(ask: Ask) -> Result<Answer> {
    set_done(ask, true).await
}

/// Not done after all.
pub async fn reopen(ask: Ask) -> Result<Answer> {
    set_done(ask, false).await
}

async fn set_done(ask: Ask, done: bool) -> Result<Answer> {
    let id: RecallId = ask.id("id")?;
    let mut tx = ask.start().await?;
    let vehicle = vehicles::set_recall_done(&mut tx, id, done).await?;
    ask.done(tx, &format!("/vehicles/{vehicle}")).await
}
