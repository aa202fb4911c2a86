//! Tags: words a garage puts on its customers, « Fidèle », « Flotte », to find them again.

use uuid::Uuid;

use crate::{
    db::{OnConstraint, TenantTx},
    error::{Error, Result, Why},
    ids::{ContactId, TagId},
    text,
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    pub id: TagId,
    pub name: String,
}

/// A tag and how many customers carry it.
#[derive(Clone, Debug)]
pub struct TagRow {
    pub id: TagId,
    pub name: String,
    pub contacts: i64,
}

/// `Fidèle, flotte`, as typed: names in order, each once, at most twelve.
pub fn parse(typed: &str) -> std::result::Result<Vec<String>, Why> {
    let mut names: Vec<String> = Vec::new();
    for name in typed.split([',', ';', '\n']) {
        let name = text::optional(name, 40)?;
        let key = text::key(&name);
        if !key.is_empty() && !names.iter().any(|n| text::key(n) == key) {
            names.push(name);
        }
    }
    if names.len() > 12 { Err(Why::TooLong) } else { Ok(names) }
}

/// By name.
pub async fn list(tx: &mut TenantTx) -> Result<Vec<Tag>> {
    let tags = sqlx::query_as!(Tag, "select id as \"id: TagId\", name from tags order by key");
    Ok(tags.fetch_all(tx.conn()).await?)
}

pub async fn count_each(tx: &mut TenantTx) -> Result<Vec<TagRow>> {
    let rows = sqlx::query_as!(
        TagRow,
        "select t.id as \"id: TagId\", t.name, count(c.contact_id) as \"contacts!\"
         from tags t left join contact_tags c on c.tenant_id = t.tenant_id and c.tag_id = t.id
         group by t.tenant_id, t.id, t.name, t.key
         order by t.key"
    );
    Ok(rows.fetch_all(tx.conn()).await?)
}

/// The tag of this name, if there is one.
pub async fn find(tx: &mut TenantTx, name: &str) -> Result<Option<TagId>> {
    let tag = sqlx::query_scalar!("select id as \"id: TagId\" from tags where key = $1", text::key(name));
    Ok(tag.fetch_optional(tx.conn()).await?)
}

/// The tags of these names, made where they are new.
pub async fn named(tx: &mut TenantTx, names: &[String]) -> Result<Vec<TagId>> {
    let keys: Vec<String> = names.iter().map(|n| text::key(n)).collect();
    let ids: Vec<Uuid> = names.iter().map(|_| TagId::new().0).collect();
    sqlx::query!(
        "insert into tags (id, name, key)
         select * from unnest($1::uuid[], $2::text[], $3::text[])
         on conflict on constraint tags_key do nothing",
        &ids,
        names,
        &keys
    )
    .execute(tx.conn())
    .await?;
    let tags = sqlx::query_scalar!("select id as \"id: TagId\" from tags where key = any ($1)", &keys);
    Ok(tags.fetch_all(tx.conn()).await?)
}

/// A customer carries these tags and no others.
pub async fn set(tx: &mut TenantTx, contact: ContactId, names: &[String]) -> Result<()> {
    let tags: Vec<Uuid> = named(tx, names).await?.into_iter().map(|t| t.0).collect();
    sqlx::query!("delete from contact_tags where contact_id = $1 and tag_id <> all ($2)", contact.0, &tags)
        .execute(tx.conn())
        .await?;
    sqlx::query!(
        "insert into contact_tags (contact_id, tag_id) select $1, t from unnest($2::uuid[]) t on conflict do nothing",
        contact.0,
        &tags
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn rename(tx: &mut TenantTx, id: TagId, typed: &str) -> Result<()> {
    let name = text::required(typed, 40).map_err(|why| Error::invalid("name", why))?;
    let done = sqlx::query!("update tags set name = $2, key = $3 where id = $1", id.0, name, text::key(&name))
        .execute(tx.conn())
        .await
        .on_constraint("tags_key", || Error::invalid("name", Why::Taken))?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// Off every customer too.
pub async fn delete(tx: &mut TenantTx, id: TagId) -> Result<()> {
    let done = sqlx::query!("delete from tags where id = $1", id.0).execute(tx.conn()).await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::NotFound) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_words_between_commas() {
        assert_eq!(parse(" Fidèle, flotte;fidele ,, ").unwrap(), ["Fidèle", "flotte"]);
        assert_eq!(parse(&"x".repeat(41)), Err(Why::TooLong));
    }
}
