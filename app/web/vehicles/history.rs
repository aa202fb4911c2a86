//! What was done to a vehicle, and what it cost.

use crm::{Error, ids::VehicleId, policy::Act, vehicles};
use serde::Deserialize;
use views::vehicles::history::Page;

use crate::{
    answer::{self, Answer},
    ask::Ask,
    fault::Result,
};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Query {
    year: String,
    /// `yes`: with prices.
    prices: String,
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

/// Carnet d'entretien, typeset outside any transaction, on a thread of its own. Prices are for who may see invoices.
pub async fn booklet(mut ask: Ask) -> Result<Answer> {
    let id: VehicleId = ask.id("id")?;
    let with_prices = ask.query::<Query>().prices == "yes" && ask.may(Act::SeeInvoices);
    let mut tx = ask.look().await?;
    let booklet = vehicles::booklet(&mut tx, id, with_prices).await?;
    tx.commit().await?;
    let name = format!("carnet-{}.pdf", booklet.vehicle.plate.replace(' ', "-"));
    let broken = |why: String| Error::Internal(format!("booklet not typeset: {why}"));
    let made = tokio::task::spawn_blocking(move || invoice_templates::booklet(&booklet)).await;
    let bytes = made.map_err(|e| broken(e.to_string()))?.map_err(|e| broken(e.to_string()))?;
    Ok(answer::file("application/pdf", &name, bytes, false))
}
