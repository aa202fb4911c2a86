//! Vehicles.

pub mod deferred;
pub mod history;
pub mod mileage;
pub mod owners;
pub mod recalls;

use chrono::{DateTime, SecondsFormat, Utc};
use crm::{
    Error, Fields, TenantTx,
    activities::{self, ActivityForm},
    contacts::{self, Contact},
    deferred_works,
    ids::VehicleId,
    invoices,
    listed::{self, Listed},
    quotes, repair_orders, vehicle_files,
    vehicles::{self, MileageForm, NewVehicle, RecallForm, VehicleForm, VehicleRow},
    vin::Vin,
};
use maud::Markup;
use serde::Deserialize;
use views::{
    Ui,
    documents::DocumentLine,
    vehicles::{Editing, List, Page},
};

use crate::{
    answer::Answer,
    ask::Ask,
    fault::{Fault, Result, Sent, sent},
    pick,
};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Query {
    q: String,
    before: String,
    before_id: String,
    /// For a form: an owner chosen meanwhile, or `none`.
    owner: Option<String>,
    /// What one was doing.
    to: String,
}

impl Query {
    fn before(&self) -> Option<(DateTime<Utc>, VehicleId)> {
        Some((self.before.parse().ok()?, self.before_id.parse().ok()?))
    }
    fn choose(self, form: VehicleForm) -> VehicleForm {
        match self.owner.as_deref() {
            Some("none") => VehicleForm { owner: String::new(), ..form },
            Some(id) => VehicleForm { owner: id.to_owned(), ..form },
            None => form,
        }
    }
}

pub async fn index(mut ask: Ask) -> Result<Answer> {
    let query: Query = ask.query();
    let before = query.before();
    let mut tx = ask.look().await?;
    let page = match query.q.trim() {
        "" => vehicles::list(&mut tx, before).await?,
        typed => Listed::whole(vehicles::search(&mut tx, typed, listed::ROWS as i32).await?),
    };
    tx.commit().await?;
    let next = page.last().map(next);
    let list = List { rows: &page.rows, query: query.q.trim(), next, first: before.is_none() };
    ask.page(if ask.partial {
        views::vehicles::results(&ask.ui, &list)
    } else {
        views::vehicles::index(&ask.ui, &list)
    })
}

fn next(last: &VehicleRow) -> String {
    let at = last.created_at.to_rfc3339_opts(SecondsFormat::Micros, true);
    format!("/vehicles?before={at}&before_id={}", last.id)
}

pub async fn show(mut ask: Ask) -> Result<Answer> {
    let id: VehicleId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let page = draw(&ask.ui, &mut tx, id, &Typed::default()).await?;
    tx.commit().await?;
    ask.page(page)
}

/// The page, with what is being noted on it.
pub async fn draw_noting(
    ui: &Ui,
    tx: &mut TenantTx,
    id: VehicleId,
    noting: &ActivityForm,
    errors: &Fields,
) -> Result<Markup> {
    draw_with(ui, tx, id, &Typed::default(), (noting, errors)).await
}

/// What was typed in the small forms of the page, and what was wrong with it.
#[derive(Default)]
struct Typed {
    mileage: MileageForm,
    recall: RecallForm,
    errors: Fields,
}

async fn draw(ui: &Ui, tx: &mut TenantTx, id: VehicleId, typed: &Typed) -> Result<Markup> {
    draw_with(ui, tx, id, typed, (&ActivityForm::default(), &Fields::default())).await
}

async fn draw_with(
    ui: &Ui,
    tx: &mut TenantTx,
    id: VehicleId,
    typed: &Typed,
    noting: (&ActivityForm, &Fields),
) -> Result<Markup> {
    let vehicle = vehicles::get(tx, id).await?;
    let owner = match vehicle.is.owner {
        Some(owner) => Some(contacts::get(tx, owner).await?),
        None => None,
    };
    let orders = repair_orders::of_vehicle(tx, id).await?;
    let quotes = quotes::of_vehicle(tx, id).await?;
    let invoices = invoices::of_vehicle(tx, id).await?;
    let deferred = deferred_works::of_vehicle(tx, id).await?;
    let done = deferred_works::done_lately(tx, id).await?;
    let activities = activities::of_vehicle(tx, id).await?;
    let files = vehicle_files::of_vehicle(tx, id).await?;
    let owners = vehicles::owners(tx, id).await?;
    let recalls = vehicles::recalls(tx, id).await?;
    let readings = vehicles::readings(tx, id).await?;
    let page = Page {
        vehicle: &vehicle,
        owner: owner.as_ref(),
        owners: &owners,
        files: &files,
        recalls: &recalls,
        readings: &readings,
        orders: &orders,
        documents: &DocumentLine::together(ui, &quotes, &invoices),
        deferred: &deferred,
        done: &done,
        activities: &activities,
        mileage: &typed.mileage,
        recall: &typed.recall,
        errors: &typed.errors,
        noting,
    };
    Ok(views::vehicles::show(ui, &page))
}

pub async fn new(mut ask: Ask) -> Result<Answer> {
    let query: Query = ask.query();
    let to = query.to.clone();
    let form = query.choose(VehicleForm::default());
    let mut tx = ask.look().await?;
    let owner = owner_of(&mut tx, &form).await?;
    tx.commit().await?;
    let editing = Editing { to: pick::way_back(&to), ..fresh(&form, owner.as_ref(), None) };
    ask.page(views::vehicles::edit(&ask.ui, &editing))
}

pub async fn create(ask: Ask) -> Result<Answer> {
    let form: VehicleForm = ask.form()?;
    let new = match parse(&form) {
        Ok(new) => new,
        Err(errors) => return redraw(&ask, &form, &errors, None).await,
    };
    let mut tx = ask.start().await?;
    let twins = vehicles::known_as(&mut tx, new.plate.as_ref(), new.vin.as_ref()).await?;
    if !twins.is_empty() && ask.posted.get("twin_seen").is_none() {
        let owner = owner_of(&mut tx, &form).await?;
        let editing = Editing { twins: &twins, to: sent_from(&ask), ..fresh(&form, owner.as_ref(), None) };
        return ask.again(views::vehicles::edit(&ask.ui, &editing));
    }
    match sent(vehicles::create(&mut tx, &new).await)? {
        Sent::Done(id) => {
            ask.done(tx, &pick::goes_on(sent_from(&ask), id).unwrap_or_else(|| format!("/vehicles/{id}"))).await
        }
        Sent::Wrong(errors) => redraw(&ask, &form, &errors, None).await,
        Sent::Stale => Err(Fault::OutdatedForm),
    }
}

pub async fn edit(mut ask: Ask) -> Result<Answer> {
    let id: VehicleId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let vehicle = vehicles::get(&mut tx, id).await?;
    let form = ask.query::<Query>().choose(VehicleForm::of(&vehicle));
    let owner = owner_of(&mut tx, &form).await?;
    tx.commit().await?;
    ask.page(views::vehicles::edit(&ask.ui, &fresh(&form, owner.as_ref(), Some((id, vehicle.version)))))
}

pub async fn update(ask: Ask) -> Result<Answer> {
    let id: VehicleId = ask.id("id")?;
    let (form, version): (VehicleForm, i32) = (ask.form()?, ask.posted.version()?);
    let new = match parse(&form) {
        Ok(new) => new,
        Err(errors) => return redraw(&ask, &form, &errors, Some((id, version))).await,
    };
    let mut tx = ask.start().await?;
    match sent(vehicles::update(&mut tx, id, &new, version).await)? {
        Sent::Done(()) => ask.done(tx, &format!("/vehicles/{id}")).await,
        Sent::Wrong(errors) => redraw(&ask, &form, &errors, Some((id, version))).await,
        Sent::Stale => {
            // What was typed is shown again over the newest version.
            let now = vehicles::get(&mut tx, id).await?.version;
            let owner = owner_of(&mut tx, &form).await?;
            let editing = Editing { stale: true, ..fresh(&form, owner.as_ref(), Some((id, now))) };
            ask.stale(views::vehicles::edit(&ask.ui, &editing))
        }
    }
}

pub async fn delete(ask: Ask) -> Result<Answer> {
    let id: VehicleId = ask.id("id")?;
    let mut tx = ask.start().await?;
    vehicles::delete(&mut tx, id).await?;
    ask.done(tx, &format!("/vehicles/{id}")).await
}

pub async fn restore(ask: Ask) -> Result<Answer> {
    let id: VehicleId = ask.id("id")?;
    let mut tx = ask.start().await?;
    vehicles::restore(&mut tx, id).await?;
    ask.done(tx, &format!("/vehicles/{id}")).await
}

fn fresh<'a>(form: &'a VehicleForm, owner: Option<&'a Contact>, of: Option<(VehicleId, i32)>) -> Editing<'a> {
    const NONE: &Fields = &Fields(Vec::new());
    Editing { form, errors: NONE, owner, of, stale: false, twins: &[], to: "" }
}

fn sent_from(ask: &Ask) -> &str {
    pick::way_back(ask.posted.get("to").unwrap_or_default())
}

async fn redraw(ask: &Ask, form: &VehicleForm, errors: &Fields, of: Option<(VehicleId, i32)>) -> Result<Answer> {
    let mut tx = ask.app.db.look(&ask.cx).await?;
    let owner = owner_of(&mut tx, form).await?;
    ask.again(views::vehicles::edit(
        &ask.ui,
        &Editing { errors, to: sent_from(ask), ..fresh(form, owner.as_ref(), of) },
    ))
}

/// Whom the form names; an id that is nobody's is as if it were not there.
async fn owner_of(tx: &mut TenantTx, form: &VehicleForm) -> Result<Option<Contact>> {
    let Ok(id) = form.owner.parse() else { return Ok(None) };
    match contacts::get(tx, id).await {
        Ok(contact) => Ok(Some(contact)),
        Err(Error::NotFound) => Ok(None),
        Err(other) => Err(other.into()),
    }
}

/// The form, with the make its VIN speaks of where none was typed. The makers' numbers belong to the scanner, which crm
/// does not see; here both are seen.
pub fn with_make(form: &VehicleForm) -> VehicleForm {
    let make = Vin::parse(form.vin.trim()).ok().filter(|_| form.make.trim().is_empty());
    let make = make.and_then(|vin| scanner::make_of_vin(vin.as_str()));
    let make = make.map_or_else(|| form.make.clone(), str::to_owned);
    VehicleForm { make, ..form.clone() }
}

fn parse(form: &VehicleForm) -> std::result::Result<NewVehicle, Fields> {
    let mut fields = Fields::default();
    let parsed = with_make(form).parse(&mut fields);
    parsed.filter(|_| fields.is_empty()).ok_or(fields)
}
