use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{InspectionRegime, InspectionResult, NewVehicle, Vehicle, Warranty};
use crate::{
    error::{Fields, Why},
    ids::ContactId,
    plate::Plate,
    text::{bounded, lines, optional},
    vin::Vin,
};

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct VehicleForm {
    pub owner: String,
    pub plate: String,
    pub vin: String,
    pub make: String,
    pub model: String,
    pub variant: String,
    pub cnit: String,
    pub genre: String,
    pub energy: String,
    pub first_registered_on: String,
    pub registered_on: String,
    pub fiscal_power: String,
    pub power_kw: String,
    pub inspection_due_on: String,
    pub inspection_regime: String,
    pub inspected_on: String,
    pub inspection_result: String,
    pub warranty: String,
    pub warranty_until: String,
    pub warranty_km: String,
    pub notes: String,
}

impl VehicleForm {
    pub fn of(vehicle: &Vehicle) -> VehicleForm {
        let v = &vehicle.is;
        let date = |d: Option<NaiveDate>| d.map(|d| d.to_string()).unwrap_or_default();
        let number = |n: Option<i32>| n.map(|n| n.to_string()).unwrap_or_default();
        VehicleForm {
            owner: v.owner.map(|o| o.to_string()).unwrap_or_default(),
            plate: v.plate_shown().to_owned(),
            vin: v.vin.as_ref().map(|v| v.as_str().to_owned()).unwrap_or_default(),
            make: v.make.clone(),
            model: v.model.clone(),
            variant: v.variant.clone(),
            cnit: v.cnit.clone(),
            genre: v.genre.clone(),
            energy: v.energy.clone(),
            first_registered_on: date(v.first_registered_on),
            registered_on: date(v.registered_on),
            fiscal_power: number(v.fiscal_power),
            power_kw: number(v.power_kw),
            inspection_due_on: date(v.inspection_due_on),
            inspection_regime: v.inspection_regime.as_str().to_owned(),
            inspected_on: date(v.inspected_on),
            inspection_result: v.inspection_result.as_str().to_owned(),
            warranty: v.warranty.as_str().to_owned(),
            warranty_until: date(v.warranty_until),
            warranty_km: number(v.warranty_km),
            notes: v.notes.clone(),
        }
    }

    pub fn parse(&self, fields: &mut Fields) -> Option<NewVehicle> {
        let owner = fields.keep("owner", typed(&self.owner, |t| t.parse::<ContactId>().map_err(|_| Why::BadChoice)));
        let plate = fields.keep("plate", typed(&self.plate, Plate::parse));
        let vin = fields.keep("vin", typed(&self.vin, Vin::parse));
        let make = fields.keep("make", optional(&self.make, 60));
        let model = fields.keep("model", optional(&self.model, 80));
        let variant = fields.keep("variant", optional(&self.variant, 60));
        let cnit = fields.keep("cnit", optional(&self.cnit, 20));
        let genre = fields.keep("genre", optional(&self.genre, 6).map(|t| t.to_uppercase()));
        let energy = fields.keep("energy", optional(&self.energy, 4).map(|t| t.to_uppercase()));
        let first_registered_on = fields.keep("first_registered_on", typed(&self.first_registered_on, date));
        let registered_on = fields.keep("registered_on", typed(&self.registered_on, date));
        let fiscal_power = fields.keep("fiscal_power", typed(&self.fiscal_power, |t| number(t, 200)));
        let power_kw = fields.keep("power_kw", typed(&self.power_kw, |t| number(t, 2000)));
        let upkeep = self.upkeep(fields);
        let notes = fields.keep("notes", bounded(lines(&self.notes), 5000));
        let (plate, vin) = (plate?, vin?);
        if plate.is_none() && vin.is_none() {
            fields.add("plate", Why::Missing);
            return None;
        }
        Some(NewVehicle {
            owner: owner?,
            plate,
            vin,
            make: make?,
            model: model?,
            variant: variant?,
            cnit: cnit?,
            genre: genre?,
            energy: energy?,
            first_registered_on: first_registered_on?,
            registered_on: registered_on?,
            fiscal_power: fiscal_power?,
            power_kw: power_kw?,
            notes: notes?,
            ..upkeep?
        })
    }

    /// What it is due for: the rest of the vehicle is left empty.
    fn upkeep(&self, fields: &mut Fields) -> Option<NewVehicle> {
        let inspection_due_on = fields.keep("inspection_due_on", typed(&self.inspection_due_on, date));
        let inspected_on = fields.keep("inspected_on", typed(&self.inspected_on, date));
        let regime = fields.keep("inspection_regime", typed(&self.inspection_regime, InspectionRegime::parse));
        let result = fields.keep("inspection_result", typed(&self.inspection_result, InspectionResult::parse));
        let (warranty, warranty_until, warranty_km) = self.warranty(fields)?;
        Some(NewVehicle {
            inspection_due_on: inspection_due_on?,
            inspection_regime: regime?.unwrap_or_default(),
            inspected_on: inspected_on?,
            inspection_result: result?.unwrap_or_default(),
            warranty,
            warranty_until,
            warranty_km,
            ..NewVehicle::default()
        })
    }

    /// Whose it is and when it ends go together.
    fn warranty(&self, fields: &mut Fields) -> Option<(Warranty, Option<NaiveDate>, Option<i32>)> {
        let whose = fields.keep("warranty", typed(&self.warranty, Warranty::parse));
        let until = fields.keep("warranty_until", typed(&self.warranty_until, date));
        let km = fields.keep("warranty_km", super::parse_mileage(&self.warranty_km));
        let (whose, until, km) = (whose?.unwrap_or_default(), until?, km?);
        match (whose, until) {
            (Warranty::None, None) if km.is_none() => {}
            (Warranty::None, _) => {
                fields.add("warranty", Why::Missing);
                return None;
            }
            (_, None) => {
                fields.add("warranty_until", Why::Missing);
                return None;
            }
            _ => {}
        }
        Some((whose, until, km))
    }
}

/// A reading of the odometer, as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MileageForm {
    pub mileage_km: String,
    /// Why it shows less than before.
    pub mileage_reason: String,
}

impl MileageForm {
    pub fn parse(&self, fields: &mut Fields) -> Option<(i32, String)> {
        let km = super::parse_mileage(&self.mileage_km).and_then(|km| km.ok_or(Why::Missing));
        let km = fields.keep("mileage_km", km);
        let reason = fields.keep("mileage_reason", optional(&self.mileage_reason, 200));
        Some((km?, reason?))
    }
}

/// Why a reading was wrong, as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct StrikeForm {
    pub strike_reason: String,
}

fn typed<T>(value: &str, parse: impl Fn(&str) -> Result<T, Why>) -> Result<Option<T>, Why> {
    if value.trim().is_empty() { Ok(None) } else { parse(value.trim()).map(Some) }
}

/// `2026-11-22` as browsers send it, or `22/11/2026` as people type it.
pub fn date(value: &str) -> Result<NaiveDate, Why> {
    let iso = NaiveDate::parse_from_str(value, "%Y-%m-%d");
    let french = || NaiveDate::parse_from_str(value, "%d/%m/%Y");
    let date = iso.or_else(|_| french()).map_err(|_| Why::BadDate)?;
    let plausible = |y: i32| (1900..=2100).contains(&y);
    if plausible(chrono::Datelike::year(&date)) { Ok(date) } else { Err(Why::BadDate) }
}

fn number(value: &str, max: i32) -> Result<i32, Why> {
    value.parse().ok().filter(|n| (0..=max).contains(n)).ok_or(Why::BadNumber)
}
