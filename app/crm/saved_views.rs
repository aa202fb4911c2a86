//! Lists of customers as somebody left them: a name and an address. One's own, or the whole garage's.

use crate::{
    db::TenantTx,
    error::{Error, Result, Why},
    ids::{SavedViewId, UserId},
    text,
};

#[derive(Clone, Debug)]
pub struct SavedView {
    pub id: SavedViewId,
    pub name: String,
    /// What follows the `?`.
    pub query: String,
    pub shared: bool,
}

/// Views a person sees on top of the list: beyond this they are found by nobody.
const MOST: i64 = 30;

/// A person's own and the shared ones, by name.
pub async fn list(tx: &mut TenantTx, me: Option<UserId>) -> Result<Vec<SavedView>> {
    let me = me.map(|UserId(id)| id);
    let views = sqlx::query_as!(
        SavedView,
        "select id as \"id: SavedViewId\", name, query, user_id is null as \"shared!\"
         from saved_views
         where deleted_at is null and (user_id is null or user_id = $1)
         order by name, id",
        me
    );
    Ok(views.fetch_all(tx.conn()).await?)
}

/// A view of this name that is there already shows this from now on.
pub async fn keep(tx: &mut TenantTx, name: &str, query: &str, shared: bool) -> Result<()> {
    let name = text::required(name, 60).map_err(|why| Error::invalid("name", why))?;
    let query = text::bounded(query.to_owned(), 2000).map_err(|why| Error::invalid("name", why))?;
    let me = tx.cx().actor.user();
    let owner = me.map(|UserId(id)| id).filter(|_| !shared);
    let known = sqlx::query!(
        "update saved_views set query = $2
         where name = $1 and user_id is not distinct from $3 and deleted_at is null",
        name,
        query,
        owner
    )
    .execute(tx.conn())
    .await?;
    if known.rows_affected() > 0 {
        return Ok(());
    }
    if i64::try_from(list(tx, me).await?.len()).unwrap_or(MOST) >= MOST {
        return Err(Error::invalid("name", Why::TooMany));
    }
    sqlx::query!(
        "insert into saved_views (id, name, query, user_id) values ($1, $2, $3, $4)",
        SavedViewId::new().0,
        name,
        query,
        owner
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// One's own, or a shared one; somebody else's is not found.
pub async fn delete(tx: &mut TenantTx, id: SavedViewId) -> Result<()> {
    let me = tx.cx().actor.user().map(|UserId(id)| id);
    let done = sqlx::query!("delete from saved_views where id = $1 and (user_id is null or user_id = $2)", id.0, me)
        .execute(tx.conn())
        .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::NotFound) }
}
