use std::collections::HashMap;

use rust_decimal::Decimal;
use uuid::Uuid;

use super::{NewPackage, Package, PackagePart};
use crate::{
    db::{OnConstraint, TenantTx},
    document::{LabourRate, LineKind, PartOrigin, Unit},
    error::{Error, Result, Why},
    ids::PackageId,
    money::{Quantity, UnitPrice, VatRate},
};

pub async fn insert(tx: &mut TenantTx, p: &NewPackage) -> Result<PackageId> {
    let id = PackageId::new();
    sqlx::query!(
        "insert into packages (id, code, label, labour_rate, hours, fixed_price, vat_rate) values ($1, $2, $3, $4, $5, $6, $7)",
        id.0,
        p.code,
        p.label,
        p.labour_rate.as_str(),
        p.hours,
        p.fixed_price.map(UnitPrice::get),
        p.vat_rate.hundredths()
    )
    .execute(tx.conn())
    .await
    .on_constraint("packages_code", || Error::invalid("code", Why::Taken))?;
    insert_parts(tx, id, &p.parts).await?;
    Ok(id)
}

async fn insert_parts(tx: &mut TenantTx, id: PackageId, parts: &[PackagePart]) -> Result<()> {
    let ids: Vec<Uuid> = parts.iter().map(|_| Uuid::now_v7()).collect();
    let labels: Vec<String> = parts.iter().map(|p| p.label.clone()).collect();
    let quantities: Vec<Decimal> = parts.iter().map(|p| p.quantity.get()).collect();
    let units: Vec<String> = parts.iter().map(|p| p.unit.as_str().to_owned()).collect();
    let prices: Vec<Decimal> = parts.iter().map(|p| p.unit_price.get()).collect();
    let kinds: Vec<String> = parts.iter().map(|p| p.kind.as_str().to_owned()).collect();
    let origins: Vec<String> = parts.iter().map(|p| p.origin.as_str().to_owned()).collect();
    sqlx::query!(
        "insert into package_parts (id, package_id, position, label, quantity, unit, unit_price, kind, part_origin)
         select p.id, $1, p.position, p.label, p.quantity, p.unit, p.price, p.kind, case when p.kind = 'part' then p.origin end
         from unnest($2::uuid[], $3::text[], $4::numeric[], $5::text[], $6::numeric[], $7::text[], $8::text[])
              with ordinality p(id, label, quantity, unit, price, kind, origin, position)",
        id.0,
        &ids,
        &labels,
        &quantities,
        &units,
        &prices,
        &kinds,
        &origins
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn update(tx: &mut TenantTx, id: PackageId, p: &NewPackage, version: i32) -> Result<bool> {
    let done = sqlx::query!(
        "update packages set code = $3, label = $4, labour_rate = $5, hours = $6, fixed_price = $7, vat_rate = $8
         where id = $1 and version = $2 and deleted_at is null",
        id.0,
        version,
        p.code,
        p.label,
        p.labour_rate.as_str(),
        p.hours,
        p.fixed_price.map(UnitPrice::get),
        p.vat_rate.hundredths()
    )
    .execute(tx.conn())
    .await
    .on_constraint("packages_code", || Error::invalid("code", Why::Taken))?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query!("delete from package_parts where package_id = $1", id.0).execute(tx.conn()).await?;
    insert_parts(tx, id, &p.parts).await?;
    Ok(true)
}

pub async fn delete(tx: &mut TenantTx, id: PackageId) -> Result<()> {
    // Lines already on quotes are copies: a forfait can go.
    let done = sqlx::query!("delete from packages where id = $1", id.0).execute(tx.conn()).await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::NotFound) }
}

pub async fn get(tx: &mut TenantTx, id: PackageId) -> Result<Package> {
    find(tx, Some(id)).await?.pop().ok_or(Error::NotFound)
}

pub async fn all(tx: &mut TenantTx) -> Result<Vec<Package>> {
    find(tx, None).await
}

async fn find(tx: &mut TenantTx, only: Option<PackageId>) -> Result<Vec<Package>> {
    let only = only.map(|id| id.0);
    let rows = sqlx::query!(
        "select id as \"id: PackageId\", version, code, label, labour_rate as \"labour_rate: LabourRate\", hours,
                fixed_price as \"fixed_price: UnitPrice\", vat_rate as \"vat_rate: VatRate\"
         from packages where deleted_at is null and ($1::uuid is null or id = $1)
         order by label, id",
        only
    )
    .fetch_all(tx.conn())
    .await?;
    let parts = sqlx::query!(
        "select package_id as \"package: PackageId\", label, quantity as \"quantity: Quantity\", unit as \"unit: Unit\",
                unit_price as \"unit_price: UnitPrice\", kind as \"kind: LineKind\", part_origin as \"origin: PartOrigin\"
         from package_parts where $1::uuid is null or package_id = $1
         order by package_id, position",
        only
    )
    .fetch_all(tx.conn())
    .await?;
    let mut by_package: HashMap<PackageId, Vec<PackagePart>> = HashMap::new();
    for p in parts {
        let origin = p.origin.unwrap_or(PartOrigin::New);
        let part = PackagePart {
            label: p.label,
            quantity: p.quantity,
            unit: p.unit,
            unit_price: p.unit_price,
            kind: p.kind,
            origin,
        };
        by_package.entry(p.package).or_default().push(part);
    }
    Ok(rows
        .into_iter()
        .map(|r| Package {
            id: r.id,
            version: r.version,
            is: NewPackage {
                code: r.code,
                label: r.label,
                labour_rate: r.labour_rate,
                hours: r.hours,
                fixed_price: r.fixed_price,
                vat_rate: r.vat_rate,
                parts: by_package.remove(&r.id).unwrap_or_default(),
            },
        })
        .collect())
}
