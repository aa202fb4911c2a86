//! Table by table. Many at once, so that a night of a thousand costs what one does; each statement is followed by the
//! audit log's: it would remember what has just been forgotten.

use uuid::Uuid;

use super::{NAME, Scope};
use crate::{db::TenantTx, error::Result, files, rights_requests, sealed};

/// Deletes rows and what the audit log kept of them; gives their ids.
macro_rules! gone {
    ($tx:expr, $table:literal, $rest:literal, $($value:expr),+) => {{
        let ids = sqlx::query_scalar!("delete from " + $table + " t where " + $rest + " returning t.id::text as \"id!\"", $($value),+)
            .fetch_all($tx.conn())
            .await?;
        audit($tx, $table, &ids).await?;
        ids
    }};
}

/// Changes rows, the same way.
macro_rules! nameless {
    ($tx:expr, $table:literal, $rest:literal, $($value:expr),+) => {{
        let ids = sqlx::query_scalar!("update " + $table + " t set " + $rest + " returning t.id::text as \"id!\"", $($value),+)
            .fetch_all($tx.conn())
            .await?;
        audit($tx, $table, &ids).await?;
        ids
    }};
}

async fn audit(tx: &mut TenantTx, table: &str, rows: &[String]) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    sqlx::query_scalar!("select forget_audit($1, $2)", table, rows).fetch_one(tx.conn()).await?;
    Ok(())
}

/// Of these, who has a car in the workshop.
pub async fn in_workshop(tx: &mut TenantTx, contacts: &[Uuid]) -> Result<Vec<Uuid>> {
    let busy = sqlx::query_scalar!(
        "select distinct contact_id from repair_orders where contact_id = any ($1) and state = 'open' and deleted_at is null",
        contacts
    );
    Ok(busy.fetch_all(tx.conn()).await?)
}

/// Who is meant: these and whoever was merged into them.
struct Person {
    ids: Vec<Uuid>,
    emails: Vec<String>,
    /// Theirs now.
    vehicles: Vec<Uuid>,
    /// Theirs once: another's now.
    sold: Vec<Uuid>,
}

async fn person(tx: &mut TenantTx, contacts: &[Uuid]) -> Result<Person> {
    let ids = sqlx::query_scalar!(
        "with recursive same as (
             select id from contacts where id = any ($1)
             union
             select c.id from contacts c join same on c.merged_into = same.id)
         select id as \"id!\" from same order by id",
        contacts
    )
    .fetch_all(tx.conn())
    .await?;
    sqlx::query!("select 1 as \"one!\" from contacts where id = any ($1) order by id for update", &ids)
        .fetch_all(tx.conn())
        .await?;
    let emails = sqlx::query_scalar!(
        "select email as \"email!\" from contacts where id = any ($1) and email is not null
         union select shown from contact_reaches where contact_id = any ($1) and kind = 'email'",
        &ids
    );
    let emails = emails.fetch_all(tx.conn()).await?;
    let vehicles = sqlx::query_scalar!("select id from vehicles where owner_id = any ($1)", &ids);
    let vehicles = vehicles.fetch_all(tx.conn()).await?;
    let sold = sqlx::query_scalar!(
        "select distinct vehicle_id from vehicle_owners where owner_id = any ($1) and until is not null and vehicle_id <> all ($2)",
        &ids,
        &vehicles
    );
    let sold = sold.fetch_all(tx.conn()).await?;
    Ok(Person { ids, emails, vehicles, sold })
}

pub async fn all(tx: &mut TenantTx, contacts: &[Uuid]) -> Result<Scope> {
    let who = person(tx, contacts).await?;
    let mut scope = Scope { contacts: contacts.len(), vehicles: who.vehicles.len(), ..Scope::default() };
    let files = files_of(tx, &who).await?;
    scope.messages = pictures_and_messages(tx, &who).await?;
    documents(tx, &who, &mut scope).await?;
    lists(tx, &who).await?;
    owned(tx, &who).await?;
    cars(tx, &who.vehicles).await?;
    scope.activities = activities(tx, &who).await?;
    page(tx, &who).await?;
    scope.files = forget_files(tx, &files).await?;
    Ok(scope)
}

/// Bytes that may go: those of his photos, cards and messages, and every list that was exported, for he may be in it.
async fn files_of(tx: &mut TenantTx, who: &Person) -> Result<Vec<Uuid>> {
    let files = sqlx::query_scalar!(
        "select f.file as \"file!\" from (
             select unnest(array[file_id, shown_file_id, page_file_id]) as file from scans
             where contact_id = any ($1) or vehicle_id = any ($2)
             union
             select unnest(array[f.file_id, f.shown_file_id, f.thumb_file_id]) from vehicle_files f
             where f.vehicle_id = any ($2)
             union
             select unnest(array[f.file_id, f.shown_file_id, f.thumb_file_id]) from vehicle_files f
             where f.vehicle_id = any ($3) and exists (select from vehicle_owners o where o.vehicle_id = f.vehicle_id
                                                       and o.owner_id = any ($1) and o.until >= f.created_at::date)
             union
             select f.file_id from message_files f join messages m on m.tenant_id = f.tenant_id and m.id = f.message_id
             where m.contact_id = any ($1) or (m.contact_id is null and m.recipient = any ($4))
             union
             select file_id from batches where file_id is not null and cardinality($1) > 0
         ) f where f.file is not null",
        &who.ids,
        &who.vehicles,
        &who.sold,
        &who.emails
    );
    Ok(files.fetch_all(tx.conn()).await?)
}

async fn pictures_and_messages(tx: &mut TenantTx, who: &Person) -> Result<usize> {
    gone!(tx, "vehicle_files", "t.vehicle_id = any ($1)", &who.vehicles);
    gone!(
        tx,
        "vehicle_files",
        "t.vehicle_id = any ($1) and exists (select from vehicle_owners o
             where o.vehicle_id = t.vehicle_id and o.owner_id = any ($2) and o.until >= t.created_at::date)",
        &who.sold,
        &who.ids
    );
    gone!(tx, "scans", "t.contact_id = any ($1) or t.vehicle_id = any ($2)", &who.ids, &who.vehicles);
    let gone = gone!(
        tx,
        "messages",
        "t.contact_id = any ($1) or (t.contact_id is null and t.recipient = any ($2))",
        &who.ids,
        &who.emails
    );
    // Exported lists can be made again.
    sqlx::query!("update batches set file_id = null where file_id is not null").execute(tx.conn()).await?;
    Ok(gone.len())
}

/// Quotes that came to nothing, drafts of invoices, orders of more than five years that nothing else stands on.
async fn documents(tx: &mut TenantTx, who: &Person, scope: &mut Scope) -> Result<()> {
    let quotes = sqlx::query_scalar!(
        "select q.id from quotes q
         where q.contact_id = any ($1) and coalesce(q.accepted_cents, 0) = 0 and not q.invoiced
           and not exists (select from invoices i where i.quote_id = q.id)",
        &who.ids
    );
    let quotes = quotes.fetch_all(tx.conn()).await?;
    let lines = sqlx::query_scalar!("select id::text as \"id!\" from quote_lines where quote_id = any ($1)", &quotes);
    let lines = lines.fetch_all(tx.conn()).await?;
    let drafts = gone!(tx, "invoices", "t.contact_id = any ($1) and t.sealed_at is null", &who.ids);
    nameless!(tx, "deferred_works", "quote_id = null, quote_line_id = null where t.quote_id = any ($1)", &quotes);
    let answers = sqlx::query_scalar!("select forget_answers($1)::text as \"id!\"", &quotes);
    let answers = answers.fetch_all(tx.conn()).await?;
    audit(tx, "approvals", &answers).await?;
    let quotes = gone!(tx, "quotes", "t.id = any ($1)", &quotes);
    audit(tx, "quote_lines", &lines).await?;
    // The link of what stays opens nothing any more.
    let kept = nameless!(tx, "quotes", "token_hash = null where t.contact_id = any ($1)", &who.ids);
    let sealed = sqlx::query_scalar!("select forget_buyers($1, $2)::text as \"id!\"", &who.ids, NAME);
    let sealed = sealed.fetch_all(tx.conn()).await?;
    audit(tx, "invoices", &sealed).await?;
    let now = tx.cx().now;
    gone!(
        tx,
        "repair_orders",
        "t.contact_id = any ($1) and t.state <> 'open' and t.opened_at < $2::timestamptz - interval '5 years'
           and not exists (select from quotes q where q.repair_order_id = t.id)
           and not exists (select from invoices i where i.repair_order_id = t.id)",
        &who.ids,
        now
    );
    nameless!(tx, "repair_orders", "key_tag = '' where t.contact_id = any ($1)", &who.ids);
    (scope.drafts, scope.quotes, scope.kept) = (drafts.len(), quotes.len(), kept.len() + sealed.len());
    Ok(())
}

/// What imports, batches and merges kept of him, and answers kept for programs that may ask again.
async fn lists(tx: &mut TenantTx, who: &Person) -> Result<()> {
    crate::consents::oppose_all(tx, &who.ids).await?;
    sqlx::query!("delete from retention_notices where contact_id = any ($1)", &who.ids).execute(tx.conn()).await?;
    sqlx::query!("delete from batch_items where contact_id = any ($1)", &who.ids).execute(tx.conn()).await?;
    let imports = sqlx::query_scalar!(
        "update import_rows set contact_id = null, contact_version = null, vehicle_id = null, before_sealed = null, faults = null
         where contact_id = any ($1) or vehicle_id = any ($2)
         returning import_id",
        &who.ids,
        &who.vehicles
    );
    let imports = imports.fetch_all(tx.conn()).await?;
    forget_lists(tx, &imports).await?;
    gone!(tx, "merges", "t.kept_id = any ($1) or t.gone_id = any ($1)", &who.ids);
    sqlx::query!("delete from archives where contact_id = any ($1)", &who.ids).execute(tx.conn()).await?;
    replies(tx, who).await
}

/// A list that was brought holds him among others: it is emptied, as what was made of it stays. Unless it is at work.
pub async fn forget_lists(tx: &mut TenantTx, imports: &[Uuid]) -> Result<()> {
    let sample = crate::imports::Sample::default();
    let found = sqlx::query!(
        "select id, file_id from imports where id = any ($1) and state in ('done', 'undone', 'checked', 'draft')",
        imports
    );
    for import in found.fetch_all(tx.conn()).await? {
        files::empty(tx, &[import.file_id]).await?;
        let sealed = tx.garage_key().await?.seal_json(&sample, &format!("imports.sample:{}", import.id))?;
        sqlx::query!("update imports set sample_sealed = $2, faults = '[]' where id = $1", import.id, sealed)
            .execute(tx.conn())
            .await?;
    }
    Ok(())
}

/// Kept for a day only: few, and told apart by what they say.
async fn replies(tx: &mut TenantTx, who: &Person) -> Result<()> {
    let mut after: Option<serde_json::Value> = None;
    loop {
        let page = sqlx::query_scalar!("select rows_of('api_replies', $1, 500) as \"row!\"", after.clone());
        let page = page.fetch_all(tx.conn()).await?;
        let Some(last) = page.last().cloned() else { return Ok(()) };
        for mut row in page {
            let key =
                (row["token_id"].as_str().and_then(|id| id.parse::<Uuid>().ok()), sealed::bytes(&row["key_hash"]));
            sealed::open_row(tx, "api_replies", &mut row).await?;
            let said = row["answer"].to_string();
            let about = |ids: &[Uuid]| ids.iter().any(|id| said.contains(&id.to_string()));
            if let (Some(token), Some(hash)) = key
                && (about(&who.ids) || about(&who.vehicles))
            {
                sqlx::query!("delete from api_replies where token_id = $1 and key_hash = $2", token, hash)
                    .execute(tx.conn())
                    .await?;
            }
        }
        after = Some(last);
    }
}

/// Vehicles alone, with what hangs on them.
pub async fn only_vehicles(tx: &mut TenantTx, vehicles: &[Uuid]) -> Result<()> {
    let who = Person { ids: vec![], emails: vec![], vehicles: vehicles.to_vec(), sold: vec![] };
    let files = files_of(tx, &who).await?;
    gone!(tx, "vehicle_files", "t.vehicle_id = any ($1)", vehicles);
    gone!(tx, "scans", "t.vehicle_id = any ($1)", vehicles);
    sqlx::query!("delete from activities where vehicle_id = any ($1) and contact_id is null", vehicles)
        .execute(tx.conn())
        .await?;
    cars(tx, vehicles).await?;
    forget_files(tx, &files).await.map(drop)
}

/// A car sold since is another's, and keeps nothing of him.
async fn owned(tx: &mut TenantTx, who: &Person) -> Result<()> {
    nameless!(tx, "deferred_works", "contact_id = null, notes = '' where t.contact_id = any ($1)", &who.ids);
    nameless!(tx, "vehicle_owners", "owner_id = null where t.owner_id = any ($1)", &who.ids);
    Ok(())
}

/// A car whose plate leads to somebody loses plate and number; one that no document needs goes whole.
pub async fn cars(tx: &mut TenantTx, vehicles: &[Uuid]) -> Result<()> {
    gone!(tx, "mileage_readings", "t.vehicle_id = any ($1)", vehicles);
    gone!(tx, "vehicle_recalls", "t.vehicle_id = any ($1)", vehicles);
    gone!(tx, "deferred_works", "t.vehicle_id = any ($1)", vehicles);
    let now = tx.cx().now;
    let cars = nameless!(
        tx,
        "vehicles",
        "owner_id = null, plate = 'Anonymisé', plate_key = 'ANONYME', vin = null, variant = '', cnit = '', notes = '', search_text = '',
             first_registered_on = null, registered_on = null, inspection_due_on = null, inspected_on = null, inspection_next_on = null,
             mileage_km = null, mileage_on = null, deleted_at = coalesce(t.deleted_at, $2)
         where t.id = any ($1)",
        vehicles,
        now
    );
    let owners = sqlx::query_scalar!(
        "delete from vehicle_owners o where o.vehicle_id = any ($1)
           and not exists (select from repair_orders r where r.vehicle_id = o.vehicle_id)
           and not exists (select from quotes q where q.vehicle_id = o.vehicle_id)
           and not exists (select from invoices i where i.vehicle_id = o.vehicle_id)
         returning o.id::text as \"id!\"",
        vehicles
    );
    let owners = owners.fetch_all(tx.conn()).await?;
    audit(tx, "vehicle_owners", &owners).await?;
    gone!(
        tx,
        "vehicles",
        "t.id = any ($1) and not exists (select from repair_orders r where r.vehicle_id = t.id)
           and not exists (select from quotes q where q.vehicle_id = t.id)
           and not exists (select from invoices i where i.vehicle_id = t.id)",
        vehicles
    );
    audit(tx, "vehicles", &cars).await
}

async fn activities(tx: &mut TenantTx, who: &Person) -> Result<usize> {
    let gone = sqlx::query!(
        "delete from activities where contact_id = any ($1) or vehicle_id = any ($2)",
        &who.ids,
        &who.vehicles
    );
    Ok(usize::try_from(gone.execute(tx.conn()).await?.rows_affected()).unwrap_or(usize::MAX))
}

/// His own page, last: what was done above noted him once more for the search for twins.
async fn page(tx: &mut TenantTx, who: &Person) -> Result<()> {
    gone!(tx, "contact_reaches", "t.contact_id = any ($1)", &who.ids);
    gone!(tx, "contact_values", "t.contact_id = any ($1)", &who.ids);
    gone!(tx, "consents", "t.contact_id = any ($1)", &who.ids);
    sqlx::query!("delete from contact_tags where contact_id = any ($1)", &who.ids).execute(tx.conn()).await?;
    let now = tx.cx().now;
    nameless!(
        tx,
        "contacts",
        "kind = 'particulier', civility = '', first_name = '', last_name = $2, company = '', siren = null, siret = null,
             vat_number = null, service_code = null, email = null, email_key = null, phone = null, phone_key = null, address_sealed = null,
             addresses_sealed = null, notes = '', name_key = '', search_text = '', code = '', code_key = '', channel = '',
             last_contact_on = null, visits = 0, order_required = false, erased_at = coalesce(t.erased_at, $3),
             deleted_at = coalesce(t.deleted_at, $3)
         where t.id = any ($1)",
        &who.ids,
        NAME,
        now
    );
    sqlx::query!("delete from duplicate_pairs where contact_a = any ($1)", &who.ids).execute(tx.conn()).await?;
    sqlx::query!("delete from duplicate_pairs where contact_b = any ($1)", &who.ids).execute(tx.conn()).await?;
    sqlx::query!("delete from duplicate_dues where contact_id = any ($1)", &who.ids).execute(tx.conn()).await?;
    let requests = rights_requests::ids_of(tx, &who.ids).await?;
    audit(tx, "rights_requests", &requests).await
}

/// Those that nothing points at any more. The PDF of a sealed invoice is pointed at by its account.
pub async fn forget_files(tx: &mut TenantTx, files: &[Uuid]) -> Result<usize> {
    let gone = gone!(
        tx,
        "files",
        "t.id = any ($1)
           and not exists (select from invoice_accounts a where a.pdf_file_id = t.id)
           and not exists (select from message_files m where m.file_id = t.id)
           and not exists (select from vehicle_files v where v.file_id = t.id)
           and not exists (select from vehicle_files v where v.shown_file_id = t.id)
           and not exists (select from vehicle_files v where v.thumb_file_id = t.id)
           and not exists (select from scans s where s.file_id = t.id)
           and not exists (select from scans s where s.shown_file_id = t.id)
           and not exists (select from scans s where s.page_file_id = t.id)
           and not exists (select from batches b where b.file_id = t.id)
           and not exists (select from imports i where i.file_id = t.id)",
        files
    );
    Ok(gone.len())
}
