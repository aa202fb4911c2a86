use serde::{Deserialize, Serialize};

use super::{DeferredWork, NewDeferredWork};
use crate::{
    error::{Fields, Why},
    money::Cents,
    text::{bounded, lines, required},
    vehicles,
};

/// As typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DeferredForm {
    pub label: String,
    pub gross: String,
    pub due_on: String,
    pub due_km: String,
    pub notes: String,
}

impl DeferredForm {
    pub fn of(work: &DeferredWork) -> DeferredForm {
        let w = &work.is;
        DeferredForm {
            label: w.label.clone(),
            gross: w.gross.map(|g| g.to_string().replace('.', ",")).unwrap_or_default(),
            due_on: w.due_on.map(|d| d.to_string()).unwrap_or_default(),
            due_km: w.due_km.map(|km| km.to_string()).unwrap_or_default(),
            notes: w.notes.clone(),
        }
    }

    pub fn parse(&self, fields: &mut Fields) -> Option<NewDeferredWork> {
        let label = fields.keep("label", required(&self.label, 300));
        let gross = match self.gross.trim() {
            "" => Ok(None),
            typed => Cents::parse(typed).and_then(|c| if c.0 < 0 { Err(Why::BadAmount) } else { Ok(Some(c)) }),
        };
        let gross = fields.keep("gross", gross);
        let due_on = match self.due_on.trim() {
            "" => Ok(None),
            typed => vehicles::parse_date(typed).map(Some),
        };
        let due_on = fields.keep("due_on", due_on);
        let due_km = fields.keep("due_km", vehicles::parse_mileage(&self.due_km));
        let notes = fields.keep("notes", bounded(lines(&self.notes), 1000));
        Some(NewDeferredWork { label: label?, gross: gross?, due_on: due_on?, due_km: due_km?, notes: notes? })
    }
}
