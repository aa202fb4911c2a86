//! What goes at night, some at a time: each step is one transaction of its caller's, so that a job killed between two goes on
//! with the next. Sealed documents, payments and the fiscal chain are in none of them.

use uuid::Uuid;

use super::{BIN, Retention, moment_months_before, notices};
use crate::{archives, consents, db::TenantTx, erasure, error::Result, files, ids::ContactId};

/// In the order in which they are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Tells the garage whose time will be over.
    List,
    Inactive,
    BinCustomers,
    BinVehicles,
    BinPictures,
    BinDrafts,
    Cards,
    Lists,
    Messages,
    Security,
    Audit,
    Rest,
}

impl Step {
    pub const ALL: [Step; 12] = [
        Step::List,
        Step::Inactive,
        Step::BinCustomers,
        Step::BinVehicles,
        Step::BinPictures,
        Step::BinDrafts,
        Step::Cards,
        Step::Lists,
        Step::Messages,
        Step::Security,
        Step::Audit,
        Step::Rest,
    ];
}

/// People of a step, each with all that hangs on him; rows of one.
const PEOPLE: i64 = 100;
const ROWS: i64 = 1000;

/// Does some of a step; whether there may be more of it.
pub async fn some(tx: &mut TenantTx, step: Step, r: &Retention) -> Result<bool> {
    match step {
        Step::List => list(tx, r).await,
        Step::Inactive => inactive(tx).await,
        Step::BinCustomers => bin_customers(tx).await,
        Step::BinVehicles => bin_vehicles(tx).await,
        Step::BinPictures => bin_pictures(tx).await,
        Step::BinDrafts => bin_drafts(tx).await,
        Step::Cards => cards(tx, r).await,
        Step::Lists => lists(tx, r).await,
        Step::Messages => messages(tx, r).await,
        Step::Security => security(tx, r).await,
        Step::Audit => audit(tx, r).await,
        Step::Rest => {
            archives::forget_old(tx).await?;
            consents::forget_old_oppositions(tx).await?;
            Ok(false)
        }
    }
}

fn full(many: usize, most: i64) -> bool {
    i64::try_from(many).is_ok_and(|many| many >= most)
}

async fn list(tx: &mut TenantTx, r: &Retention) -> Result<bool> {
    if !notices::is_time(tx, r).await? {
        return Ok(false);
    }
    notices::strike(tx, r).await?;
    if notices::add(tx, r, ROWS).await? > 0 {
        return Ok(true);
    }
    notices::listed(tx).await?;
    Ok(false)
}

async fn inactive(tx: &mut TenantTx) -> Result<bool> {
    let due = notices::due(tx, PEOPLE).await?;
    erasure::erase_all(tx, &due).await?;
    Ok(full(due.len(), PEOPLE))
}

/// Erased, and the row too where no document stands on it. One that went into another's page has nothing of its own left.
async fn bin_customers(tx: &mut TenantTx) -> Result<bool> {
    let before = tx.cx().now - BIN;
    let ids = sqlx::query_scalar!(
        "select c.id as \"id: ContactId\" from contacts c
         where c.deleted_at < $1 and c.erased_at is null and c.merged_into is null
           and not exists (select from repair_orders r where r.contact_id = c.id and r.state = 'open' and r.deleted_at is null)
         order by c.deleted_at limit $2",
        before,
        PEOPLE
    );
    let ids = ids.fetch_all(tx.conn()).await?;
    erasure::erase_all(tx, &ids).await?;
    let gone = sqlx::query_scalar!(
        "delete from contacts where id in (
             select c.id from contacts c
             where c.deleted_at < $1 and (c.erased_at is not null or c.merged_into is not null)
               and not exists (select from repair_orders r where r.contact_id = c.id)
               and not exists (select from quotes q where q.contact_id = c.id)
               and not exists (select from invoices i where i.contact_id = c.id)
             order by c.deleted_at limit $2)
         returning id::text as \"id!\"",
        before,
        ROWS
    );
    let gone = gone.fetch_all(tx.conn()).await?;
    forget_audit(tx, "contacts", &gone).await?;
    Ok(full(ids.len(), PEOPLE) || full(gone.len(), ROWS))
}

async fn forget_audit(tx: &mut TenantTx, table: &str, rows: &[String]) -> Result<()> {
    sqlx::query_scalar!("select forget_audit($1, $2)", table, rows).fetch_one(tx.conn()).await?;
    Ok(())
}

async fn bin_vehicles(tx: &mut TenantTx) -> Result<bool> {
    let before = tx.cx().now - BIN;
    let ids = sqlx::query_scalar!(
        "select v.id from vehicles v
         where v.deleted_at < $1 and v.plate_key <> 'ANONYME'
           and not exists (select from repair_orders r where r.vehicle_id = v.id and r.state = 'open' and r.deleted_at is null)
         order by v.deleted_at limit $2",
        before,
        PEOPLE
    );
    let ids = ids.fetch_all(tx.conn()).await?;
    erasure::vehicles(tx, &ids).await?;
    Ok(full(ids.len(), PEOPLE))
}

async fn bin_pictures(tx: &mut TenantTx) -> Result<bool> {
    let before = tx.cx().now - BIN;
    let rows = sqlx::query!(
        "delete from vehicle_files where id in (
             select id from vehicle_files where deleted_at < $1 order by deleted_at limit $2)
         returning id::text as \"id!\", file_id, shown_file_id, thumb_file_id",
        before,
        ROWS
    );
    let rows = rows.fetch_all(tx.conn()).await?;
    let files: Vec<Uuid> =
        rows.iter().flat_map(|r| [Some(r.file_id), r.shown_file_id, r.thumb_file_id]).flatten().collect();
    let ids: Vec<String> = rows.into_iter().map(|r| r.id).collect();
    forget_audit(tx, "vehicle_files", &ids).await?;
    erasure::files(tx, &files).await?;
    let told = sqlx::query!(
        "delete from activities where id in (select id from activities where deleted_at < $1 order by deleted_at limit $2)",
        before,
        ROWS
    );
    let told = told.execute(tx.conn()).await?.rows_affected();
    Ok(full(ids.len(), ROWS) || full(usize::try_from(told).unwrap_or_default(), ROWS))
}

/// Drafts only: what was sent or sealed is no matter of the bin.
async fn bin_drafts(tx: &mut TenantTx) -> Result<bool> {
    let before = tx.cx().now - BIN;
    let quotes = sqlx::query!(
        "delete from quotes where id in (
             select q.id from quotes q where q.deleted_at < $1 and q.state = 'draft'
               and not exists (select from invoices i where i.quote_id = q.id)
               and not exists (select from deferred_works d where d.quote_id = q.id)
             order by q.deleted_at limit $2)",
        before,
        ROWS
    );
    let quotes = quotes.execute(tx.conn()).await?.rows_affected();
    let invoices = sqlx::query!(
        "delete from invoices where id in (
             select id from invoices where deleted_at < $1 and sealed_at is null order by deleted_at limit $2)",
        before,
        ROWS
    );
    let invoices = invoices.execute(tx.conn()).await?.rows_affected();
    Ok(full(usize::try_from(quotes.max(invoices)).unwrap_or_default(), ROWS))
}

/// Pictures and readings of cartes grises; what was read right and wrong stays, by code only.
async fn cards(tx: &mut TenantTx, r: &Retention) -> Result<bool> {
    let before = tx.cx().now - chrono::TimeDelta::days(i64::from(r.scan_days));
    let papers = sqlx::query!(
        "delete from vehicle_files where id in (
             select id from vehicle_files where kind = 'carte_grise' and created_at < $1 order by created_at limit $2)
         returning id::text as \"id!\", file_id, shown_file_id, thumb_file_id",
        before,
        PEOPLE
    );
    let papers = papers.fetch_all(tx.conn()).await?;
    let mut files: Vec<Uuid> =
        papers.iter().flat_map(|r| [Some(r.file_id), r.shown_file_id, r.thumb_file_id]).flatten().collect();
    let ids: Vec<String> = papers.into_iter().map(|r| r.id).collect();
    forget_audit(tx, "vehicle_files", &ids).await?;
    let now = tx.cx().now;
    let scans = sqlx::query!(
        "update scans set reading_sealed = null, deleted_at = $3
         where id in (select id from scans where deleted_at is null and updated_at < $1 order by updated_at limit $2)
         returning file_id, shown_file_id, page_file_id",
        before,
        PEOPLE,
        now
    );
    let scans = scans.fetch_all(tx.conn()).await?;
    let of_scans: Vec<Uuid> =
        scans.iter().flat_map(|r| [Some(r.file_id), r.shown_file_id, r.page_file_id]).flatten().collect();
    files::empty(tx, &of_scans).await?;
    files.retain(|file| !of_scans.contains(file));
    erasure::files(tx, &files).await?;
    Ok(full(ids.len().max(scans.len()), PEOPLE))
}

async fn lists(tx: &mut TenantTx, r: &Retention) -> Result<bool> {
    let before = tx.cx().now - chrono::TimeDelta::days(i64::from(r.list_days));
    let exported = sqlx::query_scalar!(
        "select file_id as \"file!\" from batches where file_id is not null and done_at < $1 order by done_at limit $2",
        before,
        ROWS
    );
    let exported = exported.fetch_all(tx.conn()).await?;
    sqlx::query!("update batches set file_id = null where file_id = any ($1)", &exported).execute(tx.conn()).await?;
    erasure::files(tx, &exported).await?;
    let brought = sqlx::query_scalar!(
        "select i.id from imports i join files f on f.tenant_id = i.tenant_id and f.id = i.file_id
         where i.created_at < $1 and i.state in ('draft', 'checked', 'done', 'undone') and f.size > 0 order by i.id limit $2",
        before,
        PEOPLE
    );
    let brought = brought.fetch_all(tx.conn()).await?;
    erasure::lists(tx, &brought).await?;
    Ok(full(exported.len(), ROWS) || full(brought.len(), PEOPLE))
}

async fn messages(tx: &mut TenantTx, r: &Retention) -> Result<bool> {
    let before = moment_months_before(tx.cx().now, r.message_months);
    let files = sqlx::query_scalar!(
        "select distinct f.file_id from message_files f
         where f.message_id in (select id from messages where created_at < $1 order by created_at limit $2)",
        before,
        ROWS
    );
    let files = files.fetch_all(tx.conn()).await?;
    let gone = sqlx::query_scalar!(
        "delete from messages where id in (select id from messages where created_at < $1 order by created_at limit $2)
         returning id::text as \"id!\"",
        before,
        ROWS
    );
    let gone = gone.fetch_all(tx.conn()).await?;
    forget_audit(tx, "messages", &gone).await?;
    erasure::files(tx, &files).await?;
    Ok(full(gone.len(), ROWS))
}

async fn security(tx: &mut TenantTx, r: &Retention) -> Result<bool> {
    let before = moment_months_before(tx.cx().now, r.security_months);
    let gone = sqlx::query_scalar!("select forget_security_events($1, 1000)", before).fetch_one(tx.conn()).await?;
    Ok(gone.unwrap_or_default() >= ROWS)
}

async fn audit(tx: &mut TenantTx, r: &Retention) -> Result<bool> {
    let before = moment_months_before(tx.cx().now, r.audit_months);
    let gone = sqlx::query_scalar!("select forget_old_audit($1, 1000)", before).fetch_one(tx.conn()).await?;
    Ok(gone.unwrap_or_default() >= ROWS)
}
