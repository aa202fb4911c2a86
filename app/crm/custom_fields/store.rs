use super::{CustomField, FieldKind, NewCustomField};
use crate::{
    db::{OnConstraint, TenantTx},
    error::{Error, Result, Why},
    ids::CustomFieldId,
    text,
};

pub async fn list(tx: &mut TenantTx) -> Result<Vec<CustomField>> {
    let rows = sqlx::query_as!(
        CustomField,
        "select id as \"id: CustomFieldId\", version, name, kind as \"kind: FieldKind\", choices, private
         from custom_fields
         where deleted_at is null
         order by position, id"
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

pub async fn insert(tx: &mut TenantTx, id: CustomFieldId, new: &NewCustomField) -> Result<()> {
    sqlx::query!(
        "insert into custom_fields (id, name, key, kind, choices, private, position)
         values ($1, $2, $3, $4, $5, $6, (select coalesce(max(position), 0) + 1 from custom_fields))",
        id.0,
        new.name,
        text::key(&new.name),
        new.kind.as_str(),
        &new.choices,
        new.private
    )
    .execute(tx.conn())
    .await
    .on_constraint("custom_fields_key", || Error::invalid("name", Why::Taken))?;
    Ok(())
}

pub async fn update(tx: &mut TenantTx, id: CustomFieldId, new: &NewCustomField, version: i32) -> Result<bool> {
    let done = sqlx::query!(
        "update custom_fields
         set name = $3, key = $4, choices = case when kind = 'choice' then $5::text[] else choices end
         where id = $1 and version = $2",
        id.0,
        version,
        new.name,
        text::key(&new.name),
        &new.choices
    )
    .execute(tx.conn())
    .await
    .on_constraint("custom_fields_key", || Error::invalid("name", Why::Taken))?;
    Ok(done.rows_affected() == 1)
}

pub async fn delete(tx: &mut TenantTx, id: CustomFieldId) -> Result<()> {
    let done = sqlx::query!("delete from custom_fields where id = $1", id.0).execute(tx.conn()).await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::NotFound) }
}
