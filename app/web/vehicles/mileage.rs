//! Readings of the odometer.

use crm::{
    Fields, TenantTx,
    ids::{MileageReadingId, VehicleId},
    vehicles::{self, MileageForm, MileageSource, StrikeForm},
};
use maud::Markup;
use serde::Deserialize;
use views::{Ui, vehicles::odometer::Readings};

use super::Typed;
use crate::{
    answer::Answer,
    ask::Ask,
    fault::{Fault, Result, Sent, sent},
};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Query {
    /// The reading that is about to be struck out.
    strike: String,
}

pub async fn index(mut ask: Ask) -> Result<Answer> {
    let id: VehicleId = ask.id("id")?;
    let striking = ask.query::<Query>().strike.parse().ok();
    let mut tx = ask.look().await?;
    let page = draw(&ask.ui, &mut tx, id, (striking, &StrikeForm::default(), &Fields::default())).await?;
    tx.commit().await?;
    ask.page(page)
}

async fn draw(
    ui: &Ui,
    tx: &mut TenantTx,
    id: VehicleId,
    (striking, form, errors): (Option<MileageReadingId>, &StrikeForm, &Fields),
) -> Result<Markup> {
    let vehicle = vehicles::get(tx, id).await?;
    let readings = vehicles::readings(tx, id).await?;
    let page = Readings { vehicle: &vehicle, readings: &readings, striking, form, errors };
    Ok(views::vehicles::odometer::page(ui, &page))
}

pub async fn create(ask: Ask) -> Result<Answer> {
    let id: VehicleId = ask.id("id")?;
    let form: MileageForm = ask.form()?;
    let mut fields = Fields::default();
    let parsed = form.parse(&mut fields);
    let mut tx = ask.start().await?;
    let noted = match parsed {
        Some((km, reason)) => sent(vehicles::note_mileage(&mut tx, id, km, MileageSource::Manual, &reason).await)?,
        None => Sent::Wrong(fields),
    };
    match noted {
        Sent::Done(()) => ask.done(tx, &format!("/vehicles/{id}")).await,
        Sent::Wrong(errors) => {
            let typed = Typed { mileage: form, errors, ..Typed::default() };
            ask.again(super::draw(&ask.ui, &mut tx, id, &typed).await?)
        }
        Sent::Stale => Err(Fault::OutdatedForm),
    }
}

/// A reading was wrong.
pub async fn strike(ask: Ask) -> Result<Answer> {
    let id: MileageReadingId = ask.id("id")?;
    let form: StrikeForm = ask.form()?;
    let mut tx = ask.start().await?;
    let vehicle = vehicles::vehicle_of_reading(&mut tx, id).await?;
    match sent(vehicles::strike(&mut tx, id, &form.strike_reason).await)? {
        Sent::Done(vehicle) => ask.done(tx, &format!("/vehicles/{vehicle}/mileage")).await,
        Sent::Wrong(errors) => ask.again(draw(&ask.ui, &mut tx, vehicle, (Some(id), &form, &errors)).await?),
        Sent::Stale => Err(Fault::OutdatedForm),
    }
}
