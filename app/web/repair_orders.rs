//! Ordres de réparation.

use crm::{
    Fields, TenantTx, contacts,
    ids::{ContactId, RepairOrderId, VehicleId},
    invoices,
    listed::Listed,
    quotes,
    repair_orders::{self, Intake, IntakeForm},
    vehicles,
};
use maud::Markup;
use serde::Deserialize;
use views::{
    documents::DocumentLine,
    repair_orders::{Editing, List, Opening, Page},
};

use crate::{
    answer::Answer,
    ask::Ask,
    fault::{Fault, Result, Sent, sent},
};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Query {
    state: String,
    before: String,
}

pub async fn index(mut ask: Ask) -> Result<Answer> {
    let query: Query = ask.query();
    let (done, before) = (query.state == "done", query.before.parse().ok());
    let mut tx = ask.look().await?;
    let page = match done {
        true => repair_orders::done_ones(&mut tx, before).await?,
        false => Listed::whole(repair_orders::open_ones(&mut tx).await?),
    };
    tx.commit().await?;
    let next = page.last().map(|last| format!("/repair-orders?state=done&before={}", last.id));
    ask.page(views::repair_orders::index(&ask.ui, &List { rows: &page.rows, done, next, first: before.is_none() }))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    vehicle: String,
    contact: String,
}

pub async fn new(mut ask: Ask) -> Result<Answer> {
    let asked: Asked = ask.query();
    let Ok(id) = asked.vehicle.parse::<VehicleId>() else { return Ok(ask.go("/vehicles")) };
    let mut tx = ask.look().await?;
    let owner = vehicles::get(&mut tx, id).await?.is.owner;
    let Some(contact) = asked.contact.parse().ok().or(owner) else {
        let back = format!("/repair-orders/new?vehicle={id}&contact=");
        return Ok(ask.go(&views::pick::url(&back)));
    };
    let page = opening(&ask, &mut tx, (id, contact), &IntakeForm::default(), &Fields::default()).await?;
    tx.commit().await?;
    ask.page(page)
}

pub async fn create(ask: Ask) -> Result<Answer> {
    let (asked, form): (Asked, IntakeForm) = (ask.form()?, ask.form()?);
    let (Ok(vehicle), Ok(contact)) = (asked.vehicle.parse::<VehicleId>(), asked.contact.parse::<ContactId>()) else {
        return Err(Fault::OutdatedForm);
    };
    let parsed = parse(&form);
    let mut tx = ask.start().await?;
    let opened = match parsed {
        Ok(intake) => sent(repair_orders::open(&mut tx, contact, vehicle, &intake).await)?,
        Err(errors) => Sent::Wrong(errors),
    };
    match opened {
        Sent::Done(id) => ask.done(tx, &format!("/repair-orders/{id}")).await,
        Sent::Wrong(errors) => ask.again(opening(&ask, &mut tx, (vehicle, contact), &form, &errors).await?),
        Sent::Stale => Err(Fault::OutdatedForm),
    }
}

async fn opening(
    ask: &Ask,
    tx: &mut TenantTx,
    whose: (VehicleId, ContactId),
    form: &IntakeForm,
    errors: &Fields,
) -> Result<Markup> {
    let vehicle = vehicles::get(tx, whose.0).await?;
    let contact = contacts::get(tx, whose.1).await?;
    Ok(views::repair_orders::new(&ask.ui, &Opening { contact: &contact, vehicle: &vehicle, form, errors }))
}

pub async fn show(mut ask: Ask) -> Result<Answer> {
    let id: RepairOrderId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let order = repair_orders::get(&mut tx, id).await?;
    let contact = contacts::get(&mut tx, order.contact).await?;
    let vehicle = vehicles::get(&mut tx, order.vehicle).await?;
    let quotes = quotes::of_repair_order(&mut tx, id).await?;
    let invoices = invoices::of_repair_order(&mut tx, id).await?;
    tx.commit().await?;
    let documents = DocumentLine::together(&ask.ui, &quotes, &invoices);
    let page = Page { order: &order, contact: &contact, vehicle: &vehicle, documents: &documents };
    ask.page(views::repair_orders::show(&ask.ui, &page))
}

pub async fn edit(mut ask: Ask) -> Result<Answer> {
    let id: RepairOrderId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let order = repair_orders::get(&mut tx, id).await?;
    tx.commit().await?;
    let (form, errors) = (IntakeForm::of(&order), Fields::default());
    let editing =
        Editing { id, number: &order.number, version: order.version, form: &form, errors: &errors, stale: false };
    ask.page(views::repair_orders::edit(&ask.ui, &editing))
}

pub async fn update(ask: Ask) -> Result<Answer> {
    let id: RepairOrderId = ask.id("id")?;
    let (form, version): (IntakeForm, i32) = (ask.form()?, ask.posted.version()?);
    let parsed = parse(&form);
    let mut tx = ask.start().await?;
    let saved = match parsed {
        Ok(intake) => sent(repair_orders::update(&mut tx, id, &intake, version).await)?,
        Err(errors) => Sent::Wrong(errors),
    };
    let (errors, stale) = match saved {
        Sent::Done(()) => return ask.done(tx, &format!("/repair-orders/{id}")).await,
        Sent::Wrong(errors) => (errors, false),
        Sent::Stale => (Fields::default(), true),
    };
    drop(tx);
    let mut tx = ask.app.db.look(&ask.cx).await?;
    let order = repair_orders::get(&mut tx, id).await?;
    // What was typed is shown again, over the newest version when somebody else saved.
    let version = if stale { order.version } else { version };
    let editing = Editing { id, number: &order.number, version, form: &form, errors: &errors, stale };
    let page = views::repair_orders::edit(&ask.ui, &editing);
    if stale { ask.stale(page) } else { ask.again(page) }
}

pub async fn finish(ask: Ask) -> Result<Answer> {
    let id: RepairOrderId = ask.id("id")?;
    let mut tx = ask.start().await?;
    repair_orders::finish(&mut tx, id).await?;
    ask.done(tx, &format!("/repair-orders/{id}")).await
}

fn parse(form: &IntakeForm) -> std::result::Result<Intake, Fields> {
    let mut fields = Fields::default();
    let parsed = form.parse(&mut fields);
    parsed.filter(|_| fields.is_empty()).ok_or(fields)
}
