//! A vehicle as programs see it and send it, and what was done to it.

use chrono::{DateTime, NaiveDate, Utc};
use crm::{
    Fields,
    vehicles::{
        self, InspectionRegime, InspectionResult, MileageForm, NewVehicle, RecallState, VehicleForm, Warranty,
        inspection,
    },
};
use poem_openapi::{Enum, Object};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{Trouble, body::Members, problem::Wrong};
use crate::vehicles::with_make;

/// What the vehicle is used for decides when it is inspected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum VehicleRegime {
    Usual,
    /// Taxi, VTC, ambulance, auto-école.
    Yearly,
    Collection,
}

/// Result of the last inspection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum VehicleInspectionResult {
    Favorable,
    /// Défaillance majeure.
    Major,
    Critical,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum VehicleWarranty {
    None,
    Maker,
    Garage,
}

/// The gravest recall of the maker not yet done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum VehicleRecall {
    None,
    Open,
    /// The maker asks not to drive.
    StopDrive,
}

/// A vehicle of a customer.
#[derive(Clone, Debug, Object)]
pub struct Vehicle {
    pub id: Uuid,
    /// Grows with each change; the ETag is made of it.
    pub version: i32,
    /// `null`: nobody, or someone who is not a customer.
    pub owner_id: Option<Uuid>,
    /// `AB-123-CD`, `1234 AB 75`, a foreign one as typed.
    pub plate: Option<String>,
    pub vin: Option<String>,
    pub make: Option<String>,
    pub model: Option<String>,
    /// D.2 of the carte grise.
    pub variant: Option<String>,
    /// D.2.1.
    pub cnit: Option<String>,
    /// J.1: `VP`, `CTTE`…
    pub genre: Option<String>,
    /// P.3: `ES`, `GO`, `EL`…
    pub energy: Option<String>,
    pub first_registered_on: Option<NaiveDate>,
    /// Day of the carte grise.
    pub registered_on: Option<NaiveDate>,
    /// P.6, in CV.
    pub fiscal_power: Option<i32>,
    pub power_kw: Option<i32>,
    pub inspection_regime: VehicleRegime,
    /// The last contrôle technique.
    pub inspected_on: Option<NaiveDate>,
    pub inspection_result: VehicleInspectionResult,
    /// To be passed before this day, as a person typed it.
    pub inspection_due_on: Option<NaiveDate>,
    /// To be passed before this day: what was typed, or else what the rule gives.
    pub inspection_next_on: Option<NaiveDate>,
    pub warranty: VehicleWarranty,
    pub warranty_until: Option<NaiveDate>,
    pub warranty_km: Option<i32>,
    pub recall: VehicleRecall,
    /// The last right reading of the odometer.
    pub mileage_km: Option<i32>,
    pub mileage_on: Option<NaiveDate>,
    pub notes: Option<String>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// What may be written: a plate or a VIN, and what is known. A member left out stays as it is (on creation: empty);
/// `null` empties it. Another owner is a sale of today. `mileage` has an address of its own.
#[derive(Debug, Object)]
pub struct VehicleInput {
    pub owner_id: Option<Uuid>,
    /// Any writing; 4 to 12 letters and digits.
    pub plate: Option<String>,
    pub vin: Option<String>,
    /// What the VIN speaks of if left empty.
    #[oai(validator(max_length = 60))]
    pub make: Option<String>,
    #[oai(validator(max_length = 80))]
    pub model: Option<String>,
    #[oai(validator(max_length = 60))]
    pub variant: Option<String>,
    #[oai(validator(max_length = 20))]
    pub cnit: Option<String>,
    #[oai(validator(max_length = 6))]
    pub genre: Option<String>,
    #[oai(validator(max_length = 4))]
    pub energy: Option<String>,
    pub first_registered_on: Option<NaiveDate>,
    pub registered_on: Option<NaiveDate>,
    #[oai(validator(minimum(value = "0"), maximum(value = "200")))]
    pub fiscal_power: Option<i32>,
    #[oai(validator(minimum(value = "0"), maximum(value = "2000")))]
    pub power_kw: Option<i32>,
    pub inspection_regime: Option<VehicleRegime>,
    /// A later one makes `inspection_due_on` void, unless that is sent too.
    pub inspected_on: Option<NaiveDate>,
    pub inspection_result: Option<VehicleInspectionResult>,
    pub inspection_due_on: Option<NaiveDate>,
    /// Goes with `warranty_until`.
    pub warranty: Option<VehicleWarranty>,
    pub warranty_until: Option<NaiveDate>,
    #[oai(validator(minimum(value = "0"), maximum(value = "5000000")))]
    pub warranty_km: Option<i32>,
    #[oai(validator(max_length = 5000))]
    pub notes: Option<String>,
}

/// A reading of the odometer, of today.
#[derive(Debug, Object)]
pub struct MileageInput {
    #[oai(validator(minimum(value = "0"), maximum(value = "5000000")))]
    pub mileage_km: i32,
    /// Why it shows less than before: asked for then.
    #[oai(validator(max_length = 200))]
    pub reason: Option<String>,
}

impl From<vehicles::Vehicle> for Vehicle {
    fn from(vehicle: vehicles::Vehicle) -> Vehicle {
        let next = inspection::due(&vehicle.is).on;
        let v = vehicle.is;
        let some = |text: String| Some(text).filter(|t| !t.is_empty());
        Vehicle {
            id: vehicle.id.0,
            version: vehicle.version,
            owner_id: v.owner.map(|o| o.0),
            plate: v.plate.map(|p| p.shown().to_owned()),
            vin: v.vin.map(|v| v.as_str().to_owned()),
            make: some(v.make),
            model: some(v.model),
            variant: some(v.variant),
            cnit: some(v.cnit),
            genre: some(v.genre),
            energy: some(v.energy),
            first_registered_on: v.first_registered_on,
            registered_on: v.registered_on,
            fiscal_power: v.fiscal_power,
            power_kw: v.power_kw,
            inspection_regime: v.inspection_regime.into(),
            inspected_on: v.inspected_on,
            inspection_result: v.inspection_result.into(),
            inspection_due_on: v.inspection_due_on,
            inspection_next_on: next,
            warranty: v.warranty.into(),
            warranty_until: v.warranty_until,
            warranty_km: v.warranty_km,
            recall: vehicle.recall.into(),
            mileage_km: vehicle.mileage_km,
            mileage_on: vehicle.mileage_on,
            notes: some(v.notes),
            created_at: vehicle.created_at,
            updated_at: vehicle.updated_at,
        }
    }
}

macro_rules! told_as {
    ($from:ident => $to:ident { $($variant:ident),+ }) => {
        impl From<$from> for $to {
            fn from(known: $from) -> $to {
                match known { $($from::$variant => $to::$variant),+ }
            }
        }
    };
}

told_as!(InspectionRegime => VehicleRegime { Usual, Yearly, Collection });
told_as!(InspectionResult => VehicleInspectionResult { Favorable, Major, Critical });
told_as!(Warranty => VehicleWarranty { None, Maker, Garage });
told_as!(RecallState => VehicleRecall { None, Open, StopDrive });

/// What was sent, laid over a form: an empty one, or that of the vehicle as it is. Then the form's own rules.
pub fn over(mut form: VehicleForm, members: Map<String, Value>) -> Result<NewVehicle, Trouble> {
    let mut wrong = Vec::new();
    lay(&mut form, Members::of(members, &mut wrong));
    if !wrong.is_empty() {
        return Err(Trouble::Wrong(wrong));
    }
    let mut fields = Fields::default();
    let new = with_make(&form).parse(&mut fields).filter(|_| fields.is_empty());
    new.ok_or_else(|| Trouble::Wrong(Wrong::fields(&fields, pointer)))
}

/// Where a field of the form is in the JSON.
pub fn pointer(field: &str) -> String {
    match field {
        "owner" => "/owner_id".to_owned(),
        "mileage_reason" => "/reason".to_owned(),
        field => format!("/{field}"),
    }
}

fn lay(form: &mut VehicleForm, mut members: Members<'_>) {
    for (name, slot) in [
        ("plate", &mut form.plate),
        ("vin", &mut form.vin),
        ("make", &mut form.make),
        ("model", &mut form.model),
        ("variant", &mut form.variant),
        ("cnit", &mut form.cnit),
        ("genre", &mut form.genre),
        ("energy", &mut form.energy),
        ("notes", &mut form.notes),
    ] {
        if let Some(text) = members.text(name) {
            *slot = text;
        }
    }
    for (name, slot) in [
        ("owner_id", &mut form.owner),
        ("inspection_regime", &mut form.inspection_regime),
        ("inspection_result", &mut form.inspection_result),
        ("warranty", &mut form.warranty),
    ] {
        if let Some(text) = members.exact(name) {
            *slot = text;
        }
    }
    for (name, slot) in [
        ("first_registered_on", &mut form.first_registered_on),
        ("registered_on", &mut form.registered_on),
        ("inspected_on", &mut form.inspected_on),
        ("inspection_due_on", &mut form.inspection_due_on),
        ("warranty_until", &mut form.warranty_until),
    ] {
        if let Some(text) = members.date(name) {
            *slot = text;
        }
    }
    for (name, slot) in [
        ("fiscal_power", &mut form.fiscal_power),
        ("power_kw", &mut form.power_kw),
        ("warranty_km", &mut form.warranty_km),
    ] {
        if let Some(number) = members.number(name) {
            *slot = number;
        }
    }
    members.end();
}

/// A reading as sent.
pub fn reading(members: Map<String, Value>) -> Result<(i32, String), Trouble> {
    let (mut wrong, mut form) = (Vec::new(), MileageForm::default());
    let mut members = Members::of(members, &mut wrong);
    form.mileage_km = members.number("mileage_km").unwrap_or_default();
    form.mileage_reason = members.text("reason").unwrap_or_default();
    members.end();
    if !wrong.is_empty() {
        return Err(Trouble::Wrong(wrong));
    }
    let mut fields = Fields::default();
    let parsed = form.parse(&mut fields).filter(|_| fields.is_empty());
    parsed.ok_or_else(|| Trouble::Wrong(Wrong::fields(&fields, pointer)))
}
