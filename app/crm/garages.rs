//! The garage itself: its legal identity, its habits, its opening.

mod form;
mod store;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::{
    cx::{Cx, Lang},
    db::{Db, TenantTx},
    document::{Address, LabourRate, Seller},
    error::{Error, Fields, Result, Why},
    identity::{Iban, Siret},
    ids::{TenantId, UserId},
    money::{Cents, UnitPrice, VatRate},
    once,
    totals::Entry,
    users,
};

pub use form::{GarageForm, LEGAL_FORMS};

/// How labour is counted on the posted prices (arrêté du 27 mars 1987).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LabourMethod {
    TimeSpent,
    Book,
}

crate::text_enum!(LabourMethod { TimeSpent => "time_spent", Book => "book" });

#[derive(Clone, Debug)]
pub struct Garage {
    pub name: String,
    pub trade_name: Option<String>,
    pub legal_form: String,
    pub capital: Option<Cents>,
    pub siret: Siret,
    /// None: franchise en base, nothing bears VAT.
    pub vat_number: Option<String>,
    pub rcs_town: Option<String>,
    pub ape: Option<String>,
    pub address: Address,
    pub phone: String,
    pub email: String,
    pub iban: Option<Iban>,
    pub bic: Option<String>,
    pub zone: Tz,
    pub lang: Lang,
    pub vat_on_debits: bool,
    pub vat_rate: VatRate,
    pub entry: Entry,
    /// "Facture à l'accord": the invoice is sealed when the customer accepts.
    pub seal_on_acceptance: bool,
    pub payment_days: i32,
    pub quote_days: i32,
    /// HT, euros an hour.
    pub labour_t1: UnitPrice,
    pub labour_t2: UnitPrice,
    pub labour_t3: UnitPrice,
    pub labour_method: LabourMethod,
    pub mediator_name: Option<String>,
    pub mediator_address: Option<String>,
    pub mediator_url: Option<String>,
    pub insurance: Option<String>,
    /// Yearly rate in percent; none: the default of the law.
    pub late_penalty_percent: Option<rust_decimal::Decimal>,
    pub extra_mention: Option<String>,
}

impl Garage {
    /// The name customers know.
    pub fn sign(&self) -> &str {
        self.trade_name.as_deref().unwrap_or(&self.name)
    }

    pub fn is_in_franchise(&self) -> bool {
        self.vat_number.is_none()
    }

    pub fn labour_price(&self, rate: LabourRate) -> UnitPrice {
        match rate {
            LabourRate::T1 => self.labour_t1,
            LabourRate::T2 => self.labour_t2,
            LabourRate::T3 => self.labour_t3,
        }
    }

    pub fn seller(&self) -> Seller {
        Seller {
            name: self.name.clone(),
            trade_name: self.trade_name.clone(),
            legal_form: self.legal_form.clone(),
            capital: self.capital,
            siret: self.siret.as_str().to_owned(),
            vat_number: self.vat_number.clone(),
            rcs_town: self.rcs_town.clone(),
            ape: self.ape.clone(),
            address: self.address.clone(),
            phone: crate::reach::show_phone(&self.phone),
            email: self.email.clone(),
            iban: self.iban.as_ref().map(|i| i.as_str().to_owned()),
            bic: self.bic.clone(),
            vat_on_debits: self.vat_on_debits,
        }
    }
}

/// What every request needs to know of the garage before anything else.
#[derive(Clone, Debug)]
pub struct Sign {
    pub name: String,
    /// First word of its address on the web.
    pub subdomain: String,
    pub zone: Tz,
    pub lang: Lang,
    pub demo: bool,
    /// Closed by the platform: nobody enters.
    pub suspended: bool,
}

pub async fn get(tx: &mut TenantTx) -> Result<Garage> {
    store::get(tx).await
}

pub async fn sign(tx: &mut TenantTx) -> Result<Sign> {
    store::sign(tx).await
}

/// Version of the row, for the settings form.
pub async fn version(tx: &mut TenantTx) -> Result<i32> {
    store::version(tx).await
}

/// `Refused(Stale)` when somebody else saved meanwhile.
pub async fn save(tx: &mut TenantTx, garage: &Garage, version: i32) -> Result<()> {
    if store::save(tx, garage, version).await? { Ok(()) } else { Err(Error::Refused(Why::Stale)) }
}

/// What opens a garage: its address on the web, its owner, its identity.
pub struct Opening {
    pub subdomain: String,
    pub owner: users::NewUser,
    pub garage: Garage,
    pub demo: bool,
    pub with_usual_packages: bool,
    /// Key of the form that asked for it.
    pub form: Option<uuid::Uuid>,
}

/// Makes the tenant, its key, its identity and its owner, in one transaction.
pub async fn open(db: &Db, opening: Opening, now: chrono::DateTime<chrono::Utc>) -> Result<(TenantId, UserId)> {
    let tenant = TenantId::new();
    let zone = opening.garage.zone;
    let cx = Cx::system(tenant, opening.garage.lang, now, zone, 0);
    let mut tx = db.begin(&cx).await?;
    store::insert_tenant(&mut tx, &opening.subdomain, opening.demo).await?;
    let keys = tx.keys_handle();
    keys.make_garage_key(&mut tx).await?;
    store::insert(&mut tx, &opening.garage).await?;
    crate::fiscal::open_chain(&mut tx).await?;
    let owner = users::create(&mut tx, &opening.owner).await?;
    if opening.with_usual_packages {
        crate::packages::add_usual(&mut tx, opening.garage.vat_rate).await?;
    }
    if let Some(form) = opening.form {
        once::claim(&mut tx, form).await?;
    }
    tx.commit().await?;
    Ok((tenant, owner))
}

/// Is the garage of this address what this very form has opened? Then it was sent twice, and the address is not taken
/// by somebody else.
pub async fn was_opened_by(
    db: &Db,
    subdomain: &str,
    form: uuid::Uuid,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<bool> {
    let Some(tenant) = platform::by_subdomain(db, subdomain).await? else { return Ok(false) };
    let mut tx = db.look(&Cx::system(tenant, Lang::Fr, now, chrono_tz::UTC, 0)).await?;
    once::was_sent(&mut tx, form).await
}

/// Address on the web: letters, digits and single dashes; some words are ours.
pub fn subdomain(typed: &str) -> std::result::Result<String, Why> {
    let text = typed.trim().to_lowercase();
    let form = (3..=40).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !text.contains("--");
    const OURS: [&str; 14] = [
        "www",
        "app",
        "api",
        "admin",
        "mail",
        "smtp",
        "static",
        "assets",
        "status",
        "help",
        "aide",
        "support",
        "visioncrm",
        "localhost",
    ];
    match form {
        false => Err(Why::BadSubdomain),
        true if OURS.contains(&text.as_str()) => Err(Why::Reserved),
        true => Ok(text),
    }
}

/// Host lookup and fan-out: the questions asked before a garage is known. Each is a narrow function of the platform role.
pub mod platform {
    use super::*;

    pub async fn by_subdomain(db: &Db, subdomain: &str) -> Result<Option<TenantId>> {
        let id =
            sqlx::query_scalar!("select tenant_of_subdomain($1)", subdomain).fetch_one(db.without_tenant()).await?;
        Ok(id.map(TenantId))
    }
    pub async fn by_host(db: &Db, host: &str) -> Result<Option<TenantId>> {
        let id = sqlx::query_scalar!("select tenant_of_host($1)", host).fetch_one(db.without_tenant()).await?;
        Ok(id.map(TenantId))
    }
    pub async fn only(db: &Db) -> Result<Option<TenantId>> {
        let id = sqlx::query_scalar!("select only_tenant()").fetch_one(db.without_tenant()).await?;
        Ok(id.map(TenantId))
    }
    pub async fn count(db: &Db) -> Result<i64> {
        Ok(sqlx::query_scalar!("select count_tenants()").fetch_one(db.without_tenant()).await?.unwrap_or(0))
    }
    pub async fn after(db: &Db, after: Option<TenantId>, limit: i32) -> Result<Vec<TenantId>> {
        let ids = sqlx::query_scalar!("select tenants_after($1, $2)", after.map(|t| t.0), limit)
            .fetch_all(db.without_tenant())
            .await?;
        Ok(ids.into_iter().flatten().map(TenantId).collect())
    }
}

/// Says what is still missing for legal invoices, by field of the settings form.
pub fn missing_for_invoices(garage: &Garage) -> Fields {
    let mut fields = Fields::default();
    let company = !matches!(garage.legal_form.as_str(), "EI" | "association");
    if company && garage.capital.is_none() && garage.legal_form != "SNC" {
        fields.add("capital", Why::Missing);
    }
    if company && garage.rcs_town.is_none() {
        fields.add("rcs_town", Why::Missing);
    }
    if garage.mediator_name.is_none() {
        fields.add("mediator_name", Why::Missing);
    }
    fields
}
