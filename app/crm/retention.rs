//! For how long a garage keeps what no law makes it keep, and whose time will be over (RGPD art. 5 § 1 e; CNIL,
//! référentiel gestion commerciale). Documents of the law's are no matter of this file.

pub mod notices;
pub mod steps;

use chrono::{DateTime, Months, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    db::TenantTx,
    error::{Error, Fields, Result, Why},
};

/// What is deleted stays this long in the bin.
pub const BIN: TimeDelta = TimeDelta::days(30);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    pub inactive_months: i32,
    pub scan_days: i32,
    pub list_days: i32,
    pub message_months: i32,
    pub security_months: i32,
    pub audit_months: i32,
    pub listed_on: Option<NaiveDate>,
    /// For edits by two people.
    pub version: i32,
}

impl Default for Retention {
    fn default() -> Retention {
        Retention {
            inactive_months: 36,
            scan_days: 30,
            list_days: 30,
            message_months: 36,
            security_months: 12,
            audit_months: 36,
            listed_on: None,
            version: 0,
        }
    }
}

/// Field, least, most: what the law or the CNIL allows.
pub const BOUNDS: [(&str, i32, i32); 6] = [
    ("inactive_months", 12, 36),
    ("scan_days", 1, 30),
    ("list_days", 1, 30),
    ("message_months", 6, 36),
    ("security_months", 6, 12),
    ("audit_months", 12, 60),
];

/// As typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RetentionForm {
    pub inactive_months: String,
    pub scan_days: String,
    pub list_days: String,
    pub message_months: String,
    pub security_months: String,
    pub audit_months: String,
}

impl RetentionForm {
    pub fn of(r: &Retention) -> RetentionForm {
        RetentionForm {
            inactive_months: r.inactive_months.to_string(),
            scan_days: r.scan_days.to_string(),
            list_days: r.list_days.to_string(),
            message_months: r.message_months.to_string(),
            security_months: r.security_months.to_string(),
            audit_months: r.audit_months.to_string(),
        }
    }

    /// By the name of its field.
    pub fn get(&self, field: &str) -> &str {
        match field {
            "inactive_months" => &self.inactive_months,
            "scan_days" => &self.scan_days,
            "list_days" => &self.list_days,
            "message_months" => &self.message_months,
            "security_months" => &self.security_months,
            _ => &self.audit_months,
        }
    }

    pub fn parse(&self, fields: &mut Fields) -> Option<Retention> {
        let mut read = |name: &str| {
            let bounds = BOUNDS.iter().find(|(field, _, _)| *field == name).map(|(_, least, most)| *least..=*most);
            let number = self.get(name).trim().parse::<i32>().ok();
            let number = number.filter(|n| bounds.is_some_and(|bounds| bounds.contains(n)));
            fields.keep(name, number.ok_or(Why::BadNumber))
        };
        let inactive_months = read("inactive_months");
        let (scan_days, list_days, message_months) = (read("scan_days"), read("list_days"), read("message_months"));
        let (security_months, audit_months) = (read("security_months"), read("audit_months"));
        Some(Retention {
            inactive_months: inactive_months?,
            scan_days: scan_days?,
            list_days: list_days?,
            message_months: message_months?,
            security_months: security_months?,
            audit_months: audit_months?,
            listed_on: None,
            version: 0,
        })
    }
}

pub async fn get(tx: &mut TenantTx) -> Result<Retention> {
    let row = sqlx::query_as!(
        Retention,
        "select inactive_months, scan_days, list_days, message_months, security_months, audit_months, listed_on, version from retention"
    );
    Ok(row.fetch_optional(tx.conn()).await?.unwrap_or_default())
}

/// `Refused(Stale)` when somebody else saved meanwhile.
pub async fn save(tx: &mut TenantTx, r: &Retention, version: i32) -> Result<()> {
    let done = sqlx::query!(
        "insert into retention (inactive_months, scan_days, list_days, message_months, security_months, audit_months)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (tenant_id) do update
         set inactive_months = $1, scan_days = $2, list_days = $3, message_months = $4, security_months = $5, audit_months = $6
         where retention.version = $7",
        r.inactive_months,
        r.scan_days,
        r.list_days,
        r.message_months,
        r.security_months,
        r.audit_months,
        version
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::Refused(Why::Stale)) }
}

fn months_before(day: NaiveDate, months: i32) -> NaiveDate {
    day.checked_sub_months(Months::new(months.unsigned_abs())).unwrap_or(day)
}

fn moment_months_before(at: DateTime<Utc>, months: i32) -> DateTime<Utc> {
    at.checked_sub_months(Months::new(months.unsigned_abs())).unwrap_or(at)
}
