//! `/api/vehicles`.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use crm::{
    Error, TenantTx,
    ids::{ContactId, VehicleId},
    plate::Plate,
    vehicles::{self, After, Filter, MileageSource, VehicleForm},
    vin::Vin,
};
use poem::web::Data;
use poem_openapi::{
    ApiResponse, Object, OpenApi,
    param::{Header, Path, Query},
    payload::Json,
    types::{ParseFromJSON, ToJSON},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::{
    Call, Trouble,
    body::JsonBody,
    contacts::{ASK_AGAIN, etag, names, unreadable},
    once::{self, Turn},
    problem::Wrong,
    vehicle::{MileageInput, Vehicle, VehicleInput, over, pointer, reading},
    works::VehicleHistory,
};

pub struct Vehicles;

/// A page of the list, the newest first.
#[derive(Debug, Object)]
pub struct VehiclePage {
    pub data: Vec<Vehicle>,
    /// Give it as `cursor`, with the same filters, for the next page; `null` on the last one.
    pub next_cursor: Option<String>,
}

#[derive(ApiResponse)]
pub enum FoundVehicle {
    #[oai(status = 200)]
    Found(Json<Box<Vehicle>>, #[oai(header = "ETag")] String, #[oai(header = "Cache-Control")] String),
    /// Unchanged since the ETag given in `If-None-Match`.
    #[oai(status = 304)]
    Unchanged(#[oai(header = "ETag")] String, #[oai(header = "Cache-Control")] String),
}

#[derive(ApiResponse)]
pub enum MadeVehicle {
    #[oai(status = 201)]
    Made(Json<Box<Vehicle>>, #[oai(header = "Location")] String, #[oai(header = "ETag")] String),
}

#[derive(ApiResponse)]
pub enum ChangedVehicle {
    #[oai(status = 200)]
    Changed(Json<Box<Vehicle>>, #[oai(header = "ETag")] String),
}

fn most() -> i32 {
    50
}

#[OpenApi(prefix_path = "/api")]
impl Vehicles {
    /// List vehicles
    ///
    /// The newest first, a page at a time.
    #[oai(path = "/vehicles", method = "get", operation_id = "listVehicles")]
    async fn list(
        &self,
        call: Data<&Call>,
        owner: Query<Option<Uuid>>,
        /// Whole, in any writing.
        plate: Query<Option<String>>,
        /// Whole.
        vin: Query<Option<String>>,
        /// `next_cursor` of the page before.
        cursor: Query<Option<String>>,
        #[oai(default = "most", validator(minimum(value = "1"), maximum(value = "100")))] limit: Query<i32>,
    ) -> Result<Json<VehiclePage>, Trouble> {
        let asked = Asked { owner: owner.0, plate: plate.0, vin: vin.0 };
        let known_plate = parsed("plate", asked.plate.as_deref(), Plate::parse)?;
        let known_vin = parsed("vin", asked.vin.as_deref(), Vin::parse)?;
        let filter = Filter { owner: asked.owner.map(ContactId), plate: known_plate.as_ref(), vin: known_vin.as_ref() };
        let mut tx = call.look().await?;
        let after = match &cursor.0 {
            Some(cursor) => Some(open_cursor(&mut tx, cursor, &asked).await?),
            None => None,
        };
        let mut rows = vehicles::page(&mut tx, filter, after.as_ref()).await?;
        let shown = usize::try_from(limit.0).unwrap_or_default();
        let more = rows.len() > shown;
        rows.truncate(shown);
        let next_cursor = match rows.last().filter(|_| more) {
            Some(last) => {
                let after = After { at: last.created_at, id: last.id };
                Some(seal_cursor(&mut tx, Cursor { asked, after }).await?)
            }
            None => None,
        };
        tx.commit().await?;
        Ok(Json(VehiclePage { data: rows.into_iter().map(Into::into).collect(), next_cursor }))
    }

    /// Create a vehicle
    ///
    /// With an `Idempotency-Key`, the same request sent again within a day gets the same answer and makes nothing.
    #[oai(path = "/vehicles", method = "post", operation_id = "createVehicle")]
    async fn create(
        &self,
        call: Data<&Call>,
        #[oai(name = "Idempotency-Key", validator(min_length = 1, max_length = 255))] key: Header<Option<String>>,
        body: JsonBody<VehicleInput, false>,
    ) -> Result<MadeVehicle, Trouble> {
        let new = over(VehicleForm::default(), body.members)?;
        let mut tx = call.begin().await?;
        let turn = once::turn(&mut tx, key.0.as_deref(), "createVehicle", &body.bytes).await?;
        if let Turn::Again(answer) = turn {
            return Ok(made(Vehicle::parse_from_json(Some(answer)).map_err(|_| unreadable())?));
        }
        let id = vehicles::create(&mut tx, &new).await.map_err(owner_is_a_field)?;
        let vehicle = Vehicle::from(vehicles::get(&mut tx, id).await?);
        once::settle(&mut tx, &turn, &vehicle.to_json().unwrap_or(Value::Null)).await?;
        tx.commit().await?;
        Ok(made(vehicle))
    }

    /// Read a vehicle
    #[oai(path = "/vehicles/:id", method = "get", operation_id = "getVehicle")]
    async fn show(
        &self,
        call: Data<&Call>,
        id: Path<Uuid>,
        #[oai(name = "If-None-Match")] known: Header<Option<String>>,
    ) -> Result<FoundVehicle, Trouble> {
        let mut tx = call.look().await?;
        let vehicle = vehicles::alive(vehicles::get(&mut tx, VehicleId(id.0)).await?)?;
        tx.commit().await?;
        let etag = etag(vehicle.version);
        if known.0.is_some_and(|tags| names(&tags, vehicle.version)) {
            return Ok(FoundVehicle::Unchanged(etag, ASK_AGAIN.to_owned()));
        }
        Ok(FoundVehicle::Found(Json(Box::new(vehicle.into())), etag, ASK_AGAIN.to_owned()))
    }

    /// Change a vehicle
    ///
    /// A merge patch (RFC 7396): what is left out stays, `null` empties.
    #[oai(path = "/vehicles/:id", method = "patch", operation_id = "changeVehicle")]
    async fn update(
        &self,
        call: Data<&Call>,
        id: Path<Uuid>,
        /// The ETag of the vehicle as it was read.
        #[oai(name = "If-Match")]
        condition: Header<Option<String>>,
        body: JsonBody<VehicleInput, true>,
    ) -> Result<ChangedVehicle, Trouble> {
        let (mut tx, now) = hold(&call, id.0, condition.0).await?;
        let new = over(VehicleForm::of(&now), body.members)?;
        vehicles::update(&mut tx, now.id, &new, now.version).await.map_err(owner_is_a_field)?;
        changed(tx, now.id).await
    }

    /// Read what was done to a vehicle
    ///
    /// Repair orders and sealed invoices, the newest first, 300 at most.
    #[oai(path = "/vehicles/:id/history", method = "get", operation_id = "getVehicleHistory")]
    async fn history(&self, call: Data<&Call>, id: Path<Uuid>) -> Result<Json<VehicleHistory>, Trouble> {
        let mut tx = call.look().await?;
        let vehicle = vehicles::alive(vehicles::get(&mut tx, VehicleId(id.0)).await?)?;
        let history = vehicles::history(&mut tx, vehicle.id).await?;
        tx.commit().await?;
        Ok(Json(history.into()))
    }

    /// Note a reading of the odometer
    ///
    /// Less than before is refused without a reason.
    #[oai(path = "/vehicles/:id/mileage", method = "patch", operation_id = "noteVehicleMileage")]
    async fn note_mileage(
        &self,
        call: Data<&Call>,
        id: Path<Uuid>,
        /// The ETag of the vehicle as it was read, or `*`.
        #[oai(name = "If-Match")]
        condition: Header<Option<String>>,
        body: JsonBody<MileageInput, true>,
    ) -> Result<ChangedVehicle, Trouble> {
        let (mut tx, now) = hold(&call, id.0, condition.0).await?;
        let (km, reason) = reading(body.members)?;
        vehicles::note_mileage(&mut tx, now.id, km, MileageSource::Api, &reason).await?;
        changed(tx, now.id).await
    }
}

/// The vehicle that is about to be changed, in the version that was read.
async fn hold(call: &Call, id: Uuid, condition: Option<String>) -> Result<(TenantTx, vehicles::Vehicle), Trouble> {
    let condition = condition.ok_or(Trouble::ConditionMissing)?;
    let mut tx = call.begin().await?;
    let now = vehicles::hold(&mut tx, VehicleId(id)).await?;
    if names(&condition, now.version) { Ok((tx, now)) } else { Err(Trouble::Stale) }
}

async fn changed(mut tx: TenantTx, id: VehicleId) -> Result<ChangedVehicle, Trouble> {
    let vehicle = vehicles::get(&mut tx, id).await?;
    tx.commit().await?;
    let etag = etag(vehicle.version);
    Ok(ChangedVehicle::Changed(Json(Box::new(vehicle.into())), etag))
}

fn made(vehicle: Vehicle) -> MadeVehicle {
    let (location, etag) = (format!("/api/vehicles/{}", vehicle.id), etag(vehicle.version));
    MadeVehicle::Made(Json(Box::new(vehicle)), location, etag)
}

/// The vehicle is there: what is not found is the owner.
fn owner_is_a_field(error: Error) -> Trouble {
    match error {
        Error::NotFound => {
            Trouble::Wrong(Wrong::fields(&crm::Fields(vec![("owner".into(), crm::Why::BadChoice)]), pointer))
        }
        other => other.into(),
    }
}

fn parsed<T>(
    name: &'static str,
    typed: Option<&str>,
    parse: impl Fn(&str) -> Result<T, crm::Why>,
) -> Result<Option<T>, Trouble> {
    typed.map(|typed| parse(typed).map_err(|_| Trouble::Parameter(name))).transpose()
}

/// What a list was asked for: a cursor belongs to it.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Asked {
    owner: Option<Uuid>,
    plate: Option<String>,
    vin: Option<String>,
}

/// Sealed like that of contacts: it holds a plate, and goes through logs of proxies.
#[derive(Serialize, Deserialize)]
struct Cursor {
    asked: Asked,
    after: After,
}

const CURSOR: &str = "api.cursor:vehicles";

async fn seal_cursor(tx: &mut TenantTx, cursor: Cursor) -> crm::Result<String> {
    Ok(BASE64_URL_SAFE_NO_PAD.encode(tx.garage_key().await?.seal_json(&cursor, CURSOR)?))
}

async fn open_cursor(tx: &mut TenantTx, cursor: &str, asked: &Asked) -> Result<After, Trouble> {
    let sealed = BASE64_URL_SAFE_NO_PAD.decode(cursor).map_err(|_| Trouble::BadCursor)?;
    let opened = tx.garage_key().await?.open_json::<Cursor>(&sealed, CURSOR);
    opened.ok().filter(|c| c.asked == *asked).map(|c| c.after).ok_or(Trouble::BadCursor)
}
