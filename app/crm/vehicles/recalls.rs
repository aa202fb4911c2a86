//! Rappels constructeur. One that forbids driving (Takata) is a critical defect at the contrôle technique since
//! 2026-01-01 while it is not done (docs/legal.md).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::store;
use crate::{
    db::TenantTx,
    error::{Error, Fields, Result},
    ids::{RecallId, VehicleId},
    text::required,
};

/// The gravest recall not yet done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RecallState {
    #[default]
    None,
    Open,
    StopDrive,
}

crate::text_enum!(RecallState { None => "none", Open => "open", StopDrive => "stop_drive" });

#[derive(Clone, Debug)]
pub struct Recall {
    pub id: RecallId,
    pub label: String,
    pub stop_drive: bool,
    pub noted_on: NaiveDate,
    pub done_on: Option<NaiveDate>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RecallForm {
    pub recall: String,
    pub stop_drive: String,
}

impl RecallForm {
    pub fn parse(&self, fields: &mut Fields) -> Option<(String, bool)> {
        let label = fields.keep("recall", required(&self.recall, 200));
        Some((label?, !self.stop_drive.is_empty()))
    }
}

/// Those to be done first.
pub async fn recalls(tx: &mut TenantTx, vehicle: VehicleId) -> Result<Vec<Recall>> {
    let rows = sqlx::query_as!(
        Recall,
        "select id as \"id: RecallId\", label, stop_drive, noted_on, done_on
         from vehicle_recalls where vehicle_id = $1 and deleted_at is null
         order by (done_on is null) desc, stop_drive desc, noted_on desc, id
         limit 20",
        vehicle.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

pub async fn note_recall(tx: &mut TenantTx, vehicle: VehicleId, label: &str, stop_drive: bool) -> Result<()> {
    store::lock(tx, vehicle).await?;
    let today = tx.cx().today();
    sqlx::query!(
        "insert into vehicle_recalls (id, vehicle_id, label, stop_drive, noted_on) values ($1, $2, $3, $4, $5)",
        RecallId::new().0,
        vehicle.0,
        label,
        stop_drive,
        today
    )
    .execute(tx.conn())
    .await?;
    sum_up(tx, vehicle).await
}

/// Done by the maker's network; or not after all.
pub async fn set_recall_done(tx: &mut TenantTx, id: RecallId, done: bool) -> Result<VehicleId> {
    let on = done.then(|| tx.cx().today());
    let vehicle = sqlx::query_scalar!(
        "update vehicle_recalls set done_on = case when $2::date is null then null else coalesce(done_on, $2) end
         where id = $1 and deleted_at is null
         returning vehicle_id as \"v: VehicleId\"",
        id.0,
        on
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)?;
    sum_up(tx, vehicle).await?;
    Ok(vehicle)
}

async fn sum_up(tx: &mut TenantTx, vehicle: VehicleId) -> Result<()> {
    let left = recalls(tx, vehicle).await?;
    let left: Vec<&Recall> = left.iter().filter(|r| r.done_on.is_none()).collect();
    let state = match left.as_slice() {
        [] => RecallState::None,
        some if some.iter().any(|r| r.stop_drive) => RecallState::StopDrive,
        _ => RecallState::Open,
    };
    sqlx::query!("update vehicles set recall = $2 where id = $1 and recall <> $2", vehicle.0, state.as_str())
        .execute(tx.conn())
        .await?;
    Ok(())
}
