//! What a person notes by hand: a call, a meeting, a visit, a note.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

use super::{About, Activity, ActivityKind, Told};
use crate::{
    db::TenantTx,
    error::{Error, Fields, Result, Why},
    ids::{ActivityId, ContactId, VehicleId},
    moods::Mood,
    text::{bounded, lines},
    vehicles::parse_date,
};

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ActivityForm {
    pub kind: String,
    pub text: String,
    /// The day it happened; empty: now.
    pub on: String,
}

pub struct NewEntry {
    pub kind: ActivityKind,
    pub text: String,
    pub on: Option<NaiveDate>,
}

impl ActivityForm {
    pub fn parse(&self, today: NaiveDate, fields: &mut Fields) -> Option<NewEntry> {
        let kind = ActivityKind::parse(&self.kind);
        let kind = kind.and_then(|k| if ActivityKind::BY_HAND.contains(&k) { Ok(k) } else { Err(Why::BadChoice) });
        let kind = fields.keep("kind", kind);
        let text = bounded(lines(&self.text), 2000);
        let text = fields.keep("text", text.and_then(|t| if t.is_empty() { Err(Why::Missing) } else { Ok(t) }));
        let on = match self.on.trim() {
            "" => Ok(None),
            typed => parse_date(typed).and_then(|day| if day > today { Err(Why::BadDate) } else { Ok(Some(day)) }),
        };
        Some(NewEntry { kind: kind?, text: text?, on: fields.keep("on", on)? })
    }
}

/// Of another day, it stands at noon there. About a vehicle, it is its owner's too.
pub async fn write(tx: &mut TenantTx, about: About, entry: &NewEntry) -> Result<()> {
    let (contact, vehicle) = match about {
        About::Contact(id) => (Some(crate::contacts::alive(crate::contacts::get(tx, id).await?)?.id), None),
        About::Vehicle(id) => (crate::vehicles::get(tx, id).await?.is.owner, Some(id)),
    };
    let today = tx.cx().today();
    let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or(NaiveTime::MIN);
    let happened_at = entry.on.filter(|day| *day != today).map_or(tx.cx().now, |day| tx.cx().at(day, noon));
    let mood = crate::moods::of(&entry.text);
    let unhappy = mood.filter(|m| m.mood == Mood::Unhappy).map(|m| m.shown);
    let told = Told { what: Some(entry.text.clone()), unhappy, ..Told::default() };
    insert(tx, entry.kind, contact, vehicle, happened_at, told).await?;
    match contact.filter(|_| entry.kind.is_contact()) {
        Some(contact) => super::was_seen(tx, contact, entry.on.unwrap_or(today)).await,
        None => Ok(()),
    }
}

async fn insert(
    tx: &mut TenantTx,
    kind: ActivityKind,
    contact: Option<ContactId>,
    vehicle: Option<VehicleId>,
    happened_at: DateTime<Utc>,
    told: Told,
) -> Result<()> {
    let actor = tx.cx().actor;
    sqlx::query!(
        "insert into activities (id, kind, contact_id, vehicle_id, actor, user_id, happened_at, subject, data)
         values ($1, $2, $3, $4, $5, $6, $7, '', $8)",
        ActivityId::new().0,
        kind.as_str(),
        contact.map(|c| c.0),
        vehicle.map(|v| v.0),
        actor.to_string(),
        actor.user().map(|u| u.0),
        happened_at,
        serde_json::to_value(&told).unwrap_or_default()
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Taken away: only what was written by hand, and where its page is.
pub async fn delete(tx: &mut TenantTx, id: ActivityId) -> Result<String> {
    let by_hand: Vec<String> = ActivityKind::BY_HAND.iter().map(|k| k.as_str().to_owned()).collect();
    let row = sqlx::query!(
        "update activities set deleted_at = coalesce(deleted_at, $2) where id = $1 and kind = any ($3)
         returning contact_id as \"contact: ContactId\", vehicle_id as \"vehicle: VehicleId\"",
        id.0,
        tx.cx().now,
        &by_hand
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)?;
    Ok(match (row.vehicle, row.contact) {
        (Some(vehicle), _) => format!("/vehicles/{vehicle}"),
        (None, Some(contact)) => format!("/contacts/{contact}"),
        (None, None) => "/".into(),
    })
}

impl Activity {
    pub fn is_by_hand(&self) -> bool {
        ActivityKind::BY_HAND.contains(&self.kind)
    }
}
