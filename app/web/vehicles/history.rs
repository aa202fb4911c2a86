//! What was done to a vehicle, and what it cost.

use crm::{ids::VehicleId, vehicles};
use serde::Deserialize;
use views::vehicles::history::Page;

use crate::{answer::Answer, ask::Ask, fault::Result};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Query {
    year: String,
}

pub async fn show(mut ask: Ask) -> Result<Answer> {
    let id: VehicleId = ask.id("id")?;
    let asked = ask.query::<Query>().year.parse::<i32>().ok();
    let mut tx = ask.look().await?;
    let vehicle = vehicles::get(&mut tx, id).await?;
    let history = vehicles::history(&mut tx, id).await?;
    tx.commit().await?;
    // A year without any work is every year.
    let year = asked.filter(|year| history.years.iter().any(|y| y.year == *year));
    ask.page(views::vehicles::history::show(&ask.ui, &Page { vehicle: &vehicle, history: &history, year }))
}
