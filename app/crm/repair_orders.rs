//! Ordres de réparation: what was asked, in what state the vehicle came, for whom.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    activities::{self, ActivityKind, NewActivity, Told},
    db::TenantTx,
    error::{Error, Fields, Result, Why},
    ids::{ContactId, RepairOrderId, VehicleId},
    listed::Listed,
    series::{self, Series},
    text::{bounded, lines, optional},
    vehicles::{self, MileageSource},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RepairOrderState {
    Open,
    Done,
    Cancelled,
}

crate::text_enum!(RepairOrderState { Open => "open", Done => "done", Cancelled => "cancelled" });

/// The customer's choice of circular-economy parts (C. conso L224-67).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PiecChoice {
    #[default]
    NotAsked,
    NewParts,
    Piec,
    GarageProposes,
    NotConcerned,
}

crate::text_enum!(PiecChoice {
    NotAsked => "not_asked",
    NewParts => "new_parts",
    Piec => "piec",
    GarageProposes => "garage_proposes",
    NotConcerned => "not_concerned",
});

#[derive(Clone, Debug, Default)]
pub struct Intake {
    pub mileage_km: Option<i32>,
    /// Why the odometer shows less than before.
    pub mileage_reason: String,
    pub fuel_eighths: Option<i32>,
    pub requested_work: String,
    pub piec_choice: PiecChoice,
    pub keep_old_parts: bool,
    pub key_tag: String,
}

#[derive(Clone, Debug)]
pub struct RepairOrder {
    pub id: RepairOrderId,
    pub version: i32,
    pub number: String,
    pub contact: ContactId,
    pub vehicle: VehicleId,
    pub state: RepairOrderState,
    pub opened_at: DateTime<Utc>,
    pub done_on: Option<NaiveDate>,
    pub mileage_km: Option<i32>,
    pub fuel_eighths: Option<i32>,
    pub requested_work: String,
    pub piec_choice: PiecChoice,
    pub keep_old_parts: bool,
    pub key_tag: String,
}

#[derive(Clone, Debug)]
pub struct RepairOrderRow {
    pub id: RepairOrderId,
    pub number: String,
    pub state: RepairOrderState,
    pub opened_at: DateTime<Utc>,
    pub requested_work: String,
    pub plate: String,
    pub vehicle: String,
    pub contact: String,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct IntakeForm {
    pub mileage_km: String,
    pub mileage_reason: String,
    pub fuel_eighths: String,
    pub requested_work: String,
    pub piec_choice: String,
    pub keep_old_parts: String,
    pub key_tag: String,
}

impl IntakeForm {
    pub fn of(order: &RepairOrder) -> IntakeForm {
        let number = |n: Option<i32>| n.map(|n| n.to_string()).unwrap_or_default();
        IntakeForm {
            mileage_km: number(order.mileage_km),
            mileage_reason: String::new(),
            fuel_eighths: number(order.fuel_eighths),
            requested_work: order.requested_work.clone(),
            piec_choice: order.piec_choice.as_str().into(),
            keep_old_parts: if order.keep_old_parts { "on".into() } else { String::new() },
            key_tag: order.key_tag.clone(),
        }
    }

    pub fn parse(&self, fields: &mut Fields) -> Option<Intake> {
        let mileage_km = fields.keep("mileage_km", vehicles::parse_mileage(&self.mileage_km));
        let fuel = match self.fuel_eighths.trim() {
            "" => Ok(None),
            typed => typed.parse().ok().filter(|f| (0..=8).contains(f)).map(Some).ok_or(Why::BadChoice),
        };
        let fuel_eighths = fields.keep("fuel_eighths", fuel);
        let requested_work = fields.keep("requested_work", bounded(lines(&self.requested_work), 5000));
        let key_tag = fields.keep("key_tag", optional(&self.key_tag, 20));
        let mileage_reason = fields.keep("mileage_reason", optional(&self.mileage_reason, 200));
        Some(Intake {
            mileage_km: mileage_km?,
            mileage_reason: mileage_reason?,
            fuel_eighths: fuel_eighths?,
            requested_work: requested_work?,
            piec_choice: PiecChoice::parse(&self.piec_choice).unwrap_or_default(),
            keep_old_parts: !self.keep_old_parts.is_empty(),
            key_tag: key_tag?,
        })
    }
}

/// Opens an order: takes its number, notes the kilometres on the vehicle, tells it.
pub async fn open(tx: &mut TenantTx, contact: ContactId, vehicle: VehicleId, intake: &Intake) -> Result<RepairOrderId> {
    crate::contacts::get(tx, contact).await?;
    vehicles::get(tx, vehicle).await?;
    if let Some(km) = intake.mileage_km {
        vehicles::note_mileage(tx, vehicle, km, MileageSource::Reception, &intake.mileage_reason).await?;
    }
    let id = RepairOrderId::new();
    let (now, today) = (tx.cx().now, tx.cx().today());
    let number = series::take(tx, Series::RepairOrder, today).await?;
    sqlx::query!(
        "insert into repair_orders (id, number, contact_id, vehicle_id, opened_at, mileage_km, fuel_eighths, requested_work,
                                    piec_choice, keep_old_parts, key_tag)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        id.0,
        number,
        contact.0,
        vehicle.0,
        now,
        intake.mileage_km,
        intake.fuel_eighths,
        intake.requested_work,
        intake.piec_choice.as_str(),
        intake.keep_old_parts,
        intake.key_tag
    )
    .execute(tx.conn())
    .await?;
    let subject = format!("/repair-orders/{id}");
    let told = Told { number: Some(number), ..Told::default() };
    let kind = ActivityKind::RepairOrderOpened;
    activities::log(tx, NewActivity { kind, contact: Some(contact), vehicle: Some(vehicle), subject: &subject, told })
        .await?;
    Ok(id)
}

pub async fn get(tx: &mut TenantTx, id: RepairOrderId) -> Result<RepairOrder> {
    sqlx::query_as!(
        RepairOrder,
        "select id as \"id: RepairOrderId\", version, number, contact_id as \"contact: ContactId\",
                vehicle_id as \"vehicle: VehicleId\", state as \"state: RepairOrderState\", opened_at, done_on, mileage_km,
                fuel_eighths, requested_work, piec_choice as \"piec_choice: PiecChoice\", keep_old_parts, key_tag
         from repair_orders where id = $1 and deleted_at is null",
        id.0
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)
}

/// `Refused(Stale)` when somebody else saved meanwhile, `Refused(WorkDone)` once the work is done.
pub async fn update(tx: &mut TenantTx, id: RepairOrderId, intake: &Intake, version: i32) -> Result<()> {
    let order = get(tx, id).await?;
    if order.state != RepairOrderState::Open {
        return Err(Error::Refused(Why::WorkDone));
    }
    if let Some(km) = intake.mileage_km.filter(|km| Some(*km) != order.mileage_km) {
        vehicles::note_mileage(tx, order.vehicle, km, MileageSource::Reception, &intake.mileage_reason).await?;
    }
    let done = sqlx::query!(
        "update repair_orders
         set mileage_km = $3, fuel_eighths = $4, requested_work = $5, piec_choice = $6, keep_old_parts = $7, key_tag = $8
         where id = $1 and version = $2 and state = 'open'",
        id.0,
        version,
        intake.mileage_km,
        intake.fuel_eighths,
        intake.requested_work,
        intake.piec_choice.as_str(),
        intake.keep_old_parts,
        intake.key_tag
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::Refused(Why::Stale)) }
}

/// The work is done: the date of supply that the invoice will bear.
pub async fn finish(tx: &mut TenantTx, id: RepairOrderId) -> Result<()> {
    let today = tx.cx().today();
    sqlx::query!("update repair_orders set state = 'done', done_on = $2 where id = $1 and state = 'open'", id.0, today)
        .execute(tx.conn())
        .await?;
    get(tx, id).await.map(|_| ())
}

/// Orders in hand, the newest first: all of them, cars in a workshop are counted in dozens.
pub async fn open_ones(tx: &mut TenantTx) -> Result<Vec<RepairOrderRow>> {
    let rows = sqlx::query_as!(
        RepairOrderRow,
        "select r.id as \"id: RepairOrderId\", r.number, r.state as \"state: RepairOrderState\", r.opened_at, r.requested_work,
                v.plate, trim(v.make || ' ' || v.model) as \"vehicle!\",
                coalesce(nullif(c.company, ''), trim(c.last_name || ' ' || c.first_name)) as \"contact!\"
         from repair_orders r
         join vehicles v on v.tenant_id = r.tenant_id and v.id = r.vehicle_id
         join contacts c on c.tenant_id = r.tenant_id and c.id = r.contact_id
         where r.state = 'open' and r.deleted_at is null
         order by r.opened_at desc
         limit 300"
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// Orders whose work is done, the newest first; `before` is the last id of the page before (ids are in the order of time).
pub async fn done_ones(tx: &mut TenantTx, before: Option<RepairOrderId>) -> Result<Listed<RepairOrderRow>> {
    let rows = sqlx::query_as!(
        RepairOrderRow,
        "select r.id as \"id: RepairOrderId\", r.number, r.state as \"state: RepairOrderState\", r.opened_at, r.requested_work,
                v.plate, trim(v.make || ' ' || v.model) as \"vehicle!\",
                coalesce(nullif(c.company, ''), trim(c.last_name || ' ' || c.first_name)) as \"contact!\"
         from repair_orders r
         join vehicles v on v.tenant_id = r.tenant_id and v.id = r.vehicle_id
         join contacts c on c.tenant_id = r.tenant_id and c.id = r.contact_id
         where r.state = 'done' and r.deleted_at is null and r.id < $1
         order by r.id desc
         limit 51",
        before.map_or(uuid::Uuid::max(), |b| b.0)
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(Listed::of(rows))
}

pub async fn of_vehicle(tx: &mut TenantTx, vehicle: VehicleId) -> Result<Vec<RepairOrder>> {
    let rows = sqlx::query_as!(
        RepairOrder,
        "select id as \"id: RepairOrderId\", version, number, contact_id as \"contact: ContactId\",
                vehicle_id as \"vehicle: VehicleId\", state as \"state: RepairOrderState\", opened_at, done_on, mileage_km,
                fuel_eighths, requested_work, piec_choice as \"piec_choice: PiecChoice\", keep_old_parts, key_tag
         from repair_orders where vehicle_id = $1 and deleted_at is null
         order by opened_at desc
         limit 50",
        vehicle.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}
