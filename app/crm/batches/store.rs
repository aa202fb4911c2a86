use sqlx::types::Json;
use uuid::Uuid;

use super::{Batch, BatchAct, BatchState, Chosen, Detail, SkippedFor};
use crate::{
    db::TenantTx,
    error::{Error, Result},
    ids::{BatchId, ContactId, FileId},
};

pub async fn insert(
    tx: &mut TenantTx,
    id: BatchId,
    act: BatchAct,
    chosen: &Chosen,
    detail: &Detail,
    total: i32,
) -> Result<()> {
    let user = tx.cx().actor.user().map(|u| u.0);
    sqlx::query!(
        "insert into batches (id, act, selection, detail, total, user_id) values ($1, $2, $3, $4, $5, $6)",
        id.0,
        act.as_str(),
        Json(chosen) as _,
        Json(detail) as _,
        total,
        user
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

struct Row {
    id: BatchId,
    act: BatchAct,
    selection: Json<Chosen>,
    detail: Json<Detail>,
    state: BatchState,
    total: i32,
    done: i32,
    skipped: i32,
    file_id: Option<FileId>,
    reached: ContactId,
}

impl From<Row> for Batch {
    fn from(r: Row) -> Batch {
        Batch {
            id: r.id,
            act: r.act,
            chosen: r.selection.0,
            detail: r.detail.0,
            state: r.state,
            total: r.total,
            done: r.done,
            skipped: r.skipped,
            file: r.file_id,
            reached: r.reached,
        }
    }
}

pub async fn get(tx: &mut TenantTx, id: BatchId) -> Result<Batch> {
    let row = sqlx::query_as!(
        Row,
        "select id as \"id: BatchId\", act as \"act: BatchAct\", selection as \"selection: Json<Chosen>\",
                detail as \"detail: Json<Detail>\", state as \"state: BatchState\", total, done, skipped,
                file_id as \"file_id: FileId\", reached as \"reached: ContactId\"
         from batches where id = $1",
        id.0
    );
    Ok(row.fetch_optional(tx.conn()).await?.ok_or(Error::NotFound)?.into())
}

/// The same, held until the transaction ends.
pub async fn lock(tx: &mut TenantTx, id: BatchId) -> Result<Batch> {
    let held = sqlx::query_scalar!("select 1 as \"one!\" from batches where id = $1 for update", id.0);
    held.fetch_optional(tx.conn()).await?.ok_or(Error::NotFound)?;
    get(tx, id).await
}

pub async fn set_state(tx: &mut TenantTx, id: BatchId, state: BatchState, reached: ContactId) -> Result<()> {
    let done_at = Some(tx.cx().now).filter(|_| state == BatchState::Done);
    sqlx::query!(
        "update batches set state = $2, reached = $3, done_at = coalesce($4, done_at) where id = $1",
        id.0,
        state.as_str(),
        reached.0,
        done_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Some more were gone through.
pub async fn go_on(tx: &mut TenantTx, id: BatchId, reached: ContactId, done: usize, skipped: usize) -> Result<()> {
    let small = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
    sqlx::query!(
        "update batches set state = 'running', reached = $2, done = done + $3, skipped = skipped + $4 where id = $1",
        id.0,
        reached.0,
        small(done),
        small(skipped)
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn note(tx: &mut TenantTx, id: BatchId, contacts: &[ContactId], skipped: Option<&str>) -> Result<()> {
    let ids: Vec<Uuid> = contacts.iter().map(|c| c.0).collect();
    sqlx::query!(
        "insert into batch_items (batch_id, contact_id, skipped) select $1, c, $3 from unnest($2::uuid[]) c
         on conflict do nothing",
        id.0,
        &ids,
        skipped
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Those it was done to, some at a time.
pub async fn done_items(tx: &mut TenantTx, id: BatchId, after: ContactId) -> Result<Vec<ContactId>> {
    let ids = sqlx::query_scalar!(
        "select contact_id as \"id: ContactId\" from batch_items
         where batch_id = $1 and contact_id > $2 and skipped is null
         order by contact_id
         limit 500",
        id.0,
        after.0
    );
    Ok(ids.fetch_all(tx.conn()).await?)
}

pub async fn skipped_for(tx: &mut TenantTx, id: BatchId) -> Result<SkippedFor> {
    let rows = sqlx::query!(
        "select skipped as \"why!\", count(*) as \"many!\" from batch_items
         where batch_id = $1 and skipped is not null
         group by skipped order by skipped",
        id.0
    );
    Ok(rows.fetch_all(tx.conn()).await?.into_iter().map(|r| (r.why, r.many)).collect())
}

pub async fn set_file(tx: &mut TenantTx, id: BatchId, file: FileId) -> Result<()> {
    sqlx::query!("update batches set file_id = $2 where id = $1", id.0, file.0).execute(tx.conn()).await?;
    Ok(())
}
