use super::{Garage, LabourMethod, Sign};
use crate::{
    cx::Lang,
    db::{OnConstraint, TenantTx},
    document::Address,
    error::{Error, Result, Why},
    identity::{Iban, Siret},
    money::{Cents, UnitPrice, VatRate},
    totals::Entry,
};

const IBAN: &str = "garages.iban";

pub async fn insert_tenant(tx: &mut TenantTx, subdomain: &str, demo: bool) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!("insert into tenants (id, subdomain, demo) values ($1, $2, $3)", tenant.0, subdomain, demo)
        .execute(tx.conn())
        .await
        .on_constraint("tenants_subdomain_key", || Error::invalid("subdomain", Why::Taken))?;
    Ok(())
}

/// The row is made with the identity alone, then saved whole by the one statement that knows all the columns.
pub async fn insert(tx: &mut TenantTx, g: &Garage) -> Result<()> {
    sqlx::query!(
        "insert into garages (name, legal_form, siret, street, postcode, town, phone, email, labour_t1, labour_t2, labour_t3)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        g.name,
        g.legal_form,
        g.siret.as_str(),
        g.address.street,
        g.address.postcode,
        g.address.town,
        g.phone,
        g.email,
        g.labour_t1.get(),
        g.labour_t2.get(),
        g.labour_t3.get()
    )
    .execute(tx.conn())
    .await?;
    save(tx, g, 1).await?;
    Ok(())
}

pub async fn save(tx: &mut TenantTx, g: &Garage, version: i32) -> Result<bool> {
    let key = tx.garage_key().await?;
    let iban = g.iban.as_ref().map(|i| key.seal(i.as_str().as_bytes(), IBAN));
    let done = sqlx::query!(
        "update garages set name = $2, trade_name = $3, legal_form = $4, capital_cents = $5, siret = $6, vat_number = $7,
                rcs_town = $8, ape = $9, street = $10, extra = $11, postcode = $12, town = $13, phone = $14, email = $15,
                iban_sealed = $16, bic = $17, time_zone = $18, lang = $19, vat_on_debits = $20, default_vat_rate = $21,
                default_entry = $22, seal_on_acceptance = $23, payment_days = $24, quote_days = $25, labour_t1 = $26,
                labour_t2 = $27, labour_t3 = $28, labour_method = $29, mediator_name = $30, mediator_address = $31,
                mediator_url = $32, insurance = $33, late_penalty_percent = $34, extra_mention = $35
         where version = $1",
        version,
        g.name,
        g.trade_name,
        g.legal_form,
        g.capital.map(|c| c.0),
        g.siret.as_str(),
        g.vat_number,
        g.rcs_town,
        g.ape,
        g.address.street,
        g.address.extra,
        g.address.postcode,
        g.address.town,
        g.phone,
        g.email,
        iban,
        g.bic,
        g.zone.name(),
        g.lang.as_str(),
        g.vat_on_debits,
        g.vat_rate.hundredths(),
        g.entry.as_str(),
        g.seal_on_acceptance,
        g.payment_days,
        g.quote_days,
        g.labour_t1.get(),
        g.labour_t2.get(),
        g.labour_t3.get(),
        g.labour_method.as_str(),
        g.mediator_name,
        g.mediator_address,
        g.mediator_url,
        g.insurance,
        g.late_penalty_percent,
        g.extra_mention
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

pub async fn version(tx: &mut TenantTx) -> Result<i32> {
    Ok(sqlx::query_scalar!("select version from garages").fetch_one(tx.conn()).await?)
}

pub async fn sign(tx: &mut TenantTx) -> Result<Sign> {
    let row = sqlx::query!(
        "select coalesce(g.trade_name, g.name) as \"name!\", t.subdomain, g.time_zone, g.lang as \"lang: Lang\", t.demo,
                t.suspended_at is not null as \"suspended!\"
         from garages g join tenants t on t.id = g.tenant_id"
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)?;
    Ok(Sign {
        name: row.name,
        subdomain: row.subdomain,
        zone: zone(&row.time_zone)?,
        lang: row.lang,
        demo: row.demo,
        suspended: row.suspended,
    })
}

pub async fn get(tx: &mut TenantTx) -> Result<Garage> {
    let key = tx.garage_key().await?;
    let r = sqlx::query!(
        "select name, trade_name, legal_form, capital_cents as \"capital: Cents\", siret, vat_number, rcs_town, ape, street, extra,
                postcode, town, phone, email, iban_sealed, bic, time_zone, lang as \"lang: Lang\", vat_on_debits,
                default_vat_rate as \"vat_rate: VatRate\", default_entry as \"entry: Entry\", seal_on_acceptance,
                payment_days, quote_days, labour_t1 as \"labour_t1: UnitPrice\", labour_t2 as \"labour_t2: UnitPrice\",
                labour_t3 as \"labour_t3: UnitPrice\", labour_method as \"labour_method: LabourMethod\",
                mediator_name, mediator_address, mediator_url, insurance, late_penalty_percent, extra_mention
         from garages"
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)?;
    let broken = |what: &str| Error::Internal(format!("garage: {what} unreadable"));
    let iban = match r.iban_sealed {
        Some(sealed) => {
            let plain = String::from_utf8(key.open(&sealed, IBAN)?).map_err(|_| broken("iban"))?;
            Some(Iban::parse(&plain).map_err(|_| broken("iban"))?)
        }
        None => None,
    };
    Ok(Garage {
        name: r.name,
        trade_name: r.trade_name,
        legal_form: r.legal_form,
        capital: r.capital,
        siret: Siret::parse(&r.siret).map_err(|_| broken("siret"))?,
        vat_number: r.vat_number,
        rcs_town: r.rcs_town,
        ape: r.ape,
        address: Address { street: r.street, extra: r.extra, postcode: r.postcode, town: r.town, country: "FR".into() },
        phone: r.phone,
        email: r.email,
        iban,
        bic: r.bic,
        zone: zone(&r.time_zone)?,
        lang: r.lang,
        vat_on_debits: r.vat_on_debits,
        vat_rate: r.vat_rate,
        entry: r.entry,
        seal_on_acceptance: r.seal_on_acceptance,
        payment_days: r.payment_days,
        quote_days: r.quote_days,
        labour_t1: r.labour_t1,
        labour_t2: r.labour_t2,
        labour_t3: r.labour_t3,
        labour_method: r.labour_method,
        mediator_name: r.mediator_name,
        mediator_address: r.mediator_address,
        mediator_url: r.mediator_url,
        insurance: r.insurance,
        late_penalty_percent: r.late_penalty_percent,
        extra_mention: r.extra_mention,
    })
}

fn zone(name: &str) -> Result<chrono_tz::Tz> {
    name.parse().map_err(|_| Error::Internal(format!("unknown time zone {name}")))
}
