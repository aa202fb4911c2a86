//! One box for everything.

use crm::{plate::Plate, search, vehicles::VehicleRow, vin::Vin};
use serde::Deserialize;

use crate::{answer::Answer, ask::Ask, fault::Result};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Query {
    q: String,
}

pub async fn index(mut ask: Ask) -> Result<Answer> {
    let query: Query = ask.query();
    let typed = query.q.trim();
    let mut tx = ask.look().await?;
    let found = search::all(&mut tx, typed).await?;
    tx.commit().await?;
    if let Some(vehicle) = only(typed, &found.vehicles).filter(|_| !ask.partial) {
        return Ok(ask.go(&format!("/vehicles/{}", vehicle.id)));
    }
    if ask.partial {
        return ask.page(views::search::results(&ask.ui, typed, &found));
    }
    ask.page(views::search::page(&ask.ui, typed, &found))
}

/// A whole plate or VIN typed, and one vehicle that has it: its page is what was meant.
fn only<'a>(typed: &str, vehicles: &'a [VehicleRow]) -> Option<&'a VehicleRow> {
    let [one] = vehicles else { return None };
    let plate = Plate::parse(typed).is_ok_and(|plate| plate.shown() == one.plate);
    let vin = Vin::parse(typed).is_ok_and(|vin| Some(vin.as_str()) == one.vin.as_deref());
    (plate || vin).then_some(one)
}
