//! What was done to a vehicle, as programs see it.

use chrono::NaiveDate;
use crm::vehicles;
use poem_openapi::Object;

/// One visit to the workshop, or an invoice without one.
#[derive(Debug, Object)]
pub struct Work {
    pub on: NaiveDate,
    pub mileage_km: Option<i32>,
    /// Of the repair order.
    pub order: Option<String>,
    /// Numbers of the sealed invoices.
    pub invoices: Vec<String>,
    /// What the customer asked for.
    pub requested: Option<String>,
    pub operations: Vec<WorkOperation>,
    /// Excluding VAT, `"99.50"`.
    pub net: String,
    /// Including VAT.
    pub gross: String,
}

#[derive(Debug, Object)]
pub struct WorkOperation {
    pub title: String,
    pub net: String,
    pub gross: String,
}

/// Newest first. Invoices cancelled by a credit note are left out.
#[derive(Debug, Object)]
pub struct VehicleHistory {
    pub data: Vec<Work>,
    pub net: String,
    pub gross: String,
}

impl From<vehicles::History> for VehicleHistory {
    fn from(history: vehicles::History) -> VehicleHistory {
        VehicleHistory {
            net: history.net.to_string(),
            gross: history.gross.to_string(),
            data: history.works.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<vehicles::Work> for Work {
    fn from(work: vehicles::Work) -> Work {
        let operation = |o: vehicles::WorkOperation| WorkOperation {
            title: o.title,
            net: o.net.to_string(),
            gross: o.gross.to_string(),
        };
        Work {
            on: work.on,
            mileage_km: work.km,
            invoices: work.invoices.into_iter().map(|i| i.number).collect(),
            requested: work.order.as_ref().map(|o| o.requested.clone()).filter(|text| !text.is_empty()),
            order: work.order.map(|o| o.number),
            operations: work.operations.into_iter().map(operation).collect(),
            net: work.net.to_string(),
            gross: work.gross.to_string(),
        }
    }
}
