//! Beginning a quote or a direct invoice: for whom, on what vehicle, from which forfait. An order answers the first two.

use crm::{
    contacts, garages,
    ids::{ContactId, PackageId, RepairOrderId, VehicleId},
    packages,
    quotes::NewQuote,
    repair_orders, vehicles,
};
use serde::Deserialize;
use views::beginning::{Beginning, Paper};

use crate::{
    answer::Answer,
    ask::Ask,
    fault::{Fault, Result},
};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Query {
    contact: String,
    vehicle: String,
    order: String,
    q: String,
}

pub async fn draw(mut ask: Ask, paper: Paper) -> Result<Answer> {
    let query: Query = ask.query();
    let mut tx = ask.look().await?;
    let order = match query.order.parse::<RepairOrderId>() {
        Ok(id) => Some(repair_orders::get(&mut tx, id).await?),
        Err(_) => None,
    };
    let mut vehicle: Option<VehicleId> = order.as_ref().map(|o| o.vehicle).or(query.vehicle.parse().ok());
    let mut contact: Option<ContactId> = order.as_ref().map(|o| o.contact).or(query.contact.parse().ok());
    if let (None, Some(id)) = (contact, vehicle) {
        contact = vehicles::get(&mut tx, id).await?.is.owner;
    }
    let found = match contact {
        None => contacts::search(&mut tx, &query.q, 12).await?,
        Some(_) => vec![],
    };
    let (mut named, mut cars, mut forfaits) = (None, vec![], vec![]);
    if let Some(id) = contact {
        named = Some((id.to_string(), contacts::get(&mut tx, id).await?.is.name()));
        cars = vehicles::of_contact(&mut tx, id).await?;
        if let Some(id) = vehicle.filter(|_| order.is_some()) {
            cars.retain(|v| v.id == id);
        }
        vehicle = vehicle.or(cars.first().map(|v| v.id));
        let garage = garages::get(&mut tx).await?;
        forfaits = packages::list(&mut tx, &garage).await?;
    }
    tx.commit().await?;
    let beginning = Beginning {
        paper,
        contact: named,
        vehicles: &cars,
        vehicle: &vehicle.map(|v| v.to_string()).unwrap_or_default(),
        order: &query.order,
        packages: &forfaits,
        found: &found,
        query: &query.q,
    };
    ask.page(if ask.partial {
        views::beginning::found(&ask.ui, &beginning)
    } else {
        views::beginning::page(&ask.ui, &beginning)
    })
}

pub fn posted(ask: &Ask) -> Result<NewQuote> {
    let id = |name: &str| ask.posted.get(name).unwrap_or_default().to_owned();
    Ok(NewQuote {
        contact: id("contact").parse().map_err(|_| Fault::not_found())?,
        vehicle: id("vehicle").parse().ok(),
        repair_order: id("order").parse().ok(),
        packages: id("package").parse::<PackageId>().ok().into_iter().collect(),
    })
}
