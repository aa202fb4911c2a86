//! A vehicle changes hands.

use crm::{
    Error, Fields, TenantTx, contacts,
    ids::VehicleId,
    vehicles::{self, SaleForm},
};
use maud::Markup;
use views::{Ui, vehicles::owners::Selling};

use crate::{
    answer::Answer,
    ask::Ask,
    fault::{Fault, Result, Sent, sent},
};

/// Whom it is sold to is in the address, so that the step of choosing works without JavaScript.
pub async fn new(mut ask: Ask) -> Result<Answer> {
    let id: VehicleId = ask.id("id")?;
    let asked: SaleForm = ask.query();
    let sold_on = if asked.sold_on.is_empty() { ask.cx.today().to_string() } else { asked.sold_on };
    let form = SaleForm { owner: asked.owner, sold_on };
    let mut tx = ask.look().await?;
    let page = draw(&ask.ui, &mut tx, id, &form, &Fields::default()).await?;
    tx.commit().await?;
    ask.page(page)
}

pub async fn create(ask: Ask) -> Result<Answer> {
    let id: VehicleId = ask.id("id")?;
    let form: SaleForm = ask.form()?;
    let mut fields = Fields::default();
    let parsed = form.parse(&mut fields);
    let mut tx = ask.start().await?;
    let sold = match parsed {
        Some((to, on)) => sent(vehicles::sell(&mut tx, id, to, on).await)?,
        None => Sent::Wrong(fields),
    };
    match sold {
        Sent::Done(()) => ask.done(tx, &format!("/vehicles/{id}")).await,
        Sent::Wrong(errors) => ask.again(draw(&ask.ui, &mut tx, id, &form, &errors).await?),
        Sent::Stale => Err(Fault::OutdatedForm),
    }
}

async fn draw(ui: &Ui, tx: &mut TenantTx, id: VehicleId, form: &SaleForm, errors: &Fields) -> Result<Markup> {
    let vehicle = vehicles::get(tx, id).await?;
    if vehicle.deleted_at.is_some() {
        return Err(Fault::not_found());
    }
    let buyer = match form.owner.parse() {
        Ok(id) => match contacts::get(tx, id).await.and_then(contacts::alive) {
            Ok(contact) => Some(contact),
            Err(Error::NotFound) => None,
            Err(other) => return Err(other.into()),
        },
        Err(_) => None,
    };
    Ok(views::vehicles::owners::sell(ui, &Selling { vehicle: &vehicle, buyer: buyer.as_ref(), form, errors }))
}

/// The last change of owner was a mistake.
pub async fn undo(ask: Ask) -> Result<Answer> {
    let (id, version): (VehicleId, i32) = (ask.id("id")?, ask.posted.version()?);
    if !ask.confirmed() {
        let mut tx = ask.app.db.look(&ask.cx).await?;
        let vehicle = vehicles::get(&mut tx, id).await?;
        tx.commit().await?;
        return ask.page(views::vehicles::owners::undo_question(&ask.ui, &vehicle));
    }
    let mut tx = ask.start().await?;
    vehicles::undo_sale(&mut tx, id, version).await?;
    ask.done(tx, &format!("/vehicles/{id}")).await
}
