//! What happens later. A job is a row written in the caller's transaction: no commit, no job.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    cx::{Actor, Cx, Lang},
    db::TenantTx,
    error::{Error, Result},
    ids::{
        ArchiveId, BatchId, ContactId, ImportId, InvoiceId, LinkId, MessageId, PaymentId, QuoteId, ScanId, TenantId,
        VehicleFileId,
    },
};

/// Everything the program does later: ids only, never copies of data. `jobs/lib.rs` has one `match` over it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Job {
    ReadCarteGrise {
        scan: ScanId,
    },
    TypesetInvoice {
        invoice: InvoiceId,
    },
    DeliverInvoice {
        invoice: InvoiceId,
    },
    SendQuote {
        quote: QuoteId,
    },
    SendReceipt {
        invoice: InvoiceId,
        payment: PaymentId,
    },
    SendWelcome {
        contact: ContactId,
    },
    SendMessage {
        message: MessageId,
    },
    /// One act on many customers, some at a time: it enqueues itself until it is through.
    RunBatch {
        batch: BatchId,
    },
    UndoBatch {
        batch: BatchId,
    },
    /// Everything held on somebody, or by the garage, in one zip: in steps, like a batch.
    MakeArchive {
        archive: ArchiveId,
    },
    /// An import tried dry, written, taken back.
    CheckImport {
        import: ImportId,
    },
    RunImport {
        import: ImportId,
    },
    UndoImport {
        import: ImportId,
    },
    PrepareVehicleFile {
        file: VehicleFileId,
    },
    /// The letter of a link that proves an e-mail; nothing where nobody has the address that was typed.
    SendLink {
        link: LinkId,
    },
    /// Tells a person what happened to their account.
    TellUser {
        event: i64,
    },
    /// Nightly, in each garage: forgotten idempotency keys, expired sessions, old scans.
    CleanGarage,
    /// Nightly, in each garage: customers who may be one and the same; it enqueues itself until it is through.
    FindDuplicates,
    /// At night: what is kept no longer goes.
    KeepRetention,
    /// A garage that left, its 30 days over.
    DeleteGarage,
}

/// Quick: mail and messages, many at once. Heavy: OCR, PDF, import, few at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    Quick,
    Heavy,
}

impl Lane {
    pub fn name(self) -> &'static str {
        match self {
            Lane::Quick => "quick",
            Lane::Heavy => "heavy",
        }
    }
}

impl Job {
    pub fn lane(&self) -> Lane {
        match self {
            Job::ReadCarteGrise { .. }
            | Job::TypesetInvoice { .. }
            | Job::PrepareVehicleFile { .. }
            | Job::RunBatch { .. }
            | Job::UndoBatch { .. }
            | Job::CheckImport { .. }
            | Job::RunImport { .. }
            | Job::UndoImport { .. }
            | Job::MakeArchive { .. }
            | Job::KeepRetention
            | Job::DeleteGarage
            | Job::FindDuplicates => Lane::Heavy,
            _ => Lane::Quick,
        }
    }

    /// The word under which lists and words know it.
    pub fn kind(&self) -> &'static str {
        match self {
            Job::ReadCarteGrise { .. } => "read_carte_grise",
            Job::TypesetInvoice { .. } => "typeset_invoice",
            Job::DeliverInvoice { .. } => "deliver_invoice",
            Job::SendQuote { .. } => "send_quote",
            Job::SendReceipt { .. } => "send_receipt",
            Job::SendWelcome { .. } => "send_welcome",
            Job::SendMessage { .. } => "send_message",
            Job::RunBatch { .. } => "run_batch",
            Job::UndoBatch { .. } => "undo_batch",
            Job::MakeArchive { .. } => "make_archive",
            Job::CheckImport { .. } => "check_import",
            Job::RunImport { .. } => "run_import",
            Job::UndoImport { .. } => "undo_import",
            Job::PrepareVehicleFile { .. } => "prepare_vehicle_file",
            Job::SendLink { .. } => "send_link",
            Job::TellUser { .. } => "tell_user",
            Job::CleanGarage => "clean_garage",
            Job::FindDuplicates => "find_duplicates",
            Job::KeepRetention => "keep_retention",
            Job::DeleteGarage => "delete_garage",
        }
    }

    /// Path of the thing it is about, for the link on the jobs page.
    pub fn subject(&self) -> Option<String> {
        match self {
            Job::ReadCarteGrise { scan } => Some(format!("/scans/{scan}")),
            Job::TypesetInvoice { invoice } | Job::DeliverInvoice { invoice } | Job::SendReceipt { invoice, .. } => {
                Some(format!("/invoices/{invoice}"))
            }
            Job::SendQuote { quote } => Some(format!("/quotes/{quote}")),
            Job::SendWelcome { contact } => Some(format!("/contacts/{contact}")),
            Job::SendMessage { message } => Some(format!("/messages/{message}")),
            Job::CheckImport { import } | Job::RunImport { import } | Job::UndoImport { import } => {
                Some(format!("/imports/{import}"))
            }
            Job::RunBatch { batch } | Job::UndoBatch { batch } => Some(format!("/batches/{batch}")),
            Job::MakeArchive { archive } => Some(format!("/archives/{archive}")),
            Job::PrepareVehicleFile { file } => Some(format!("/vehicle-files/{file}")),
            // Whose account it is about is not said on the page of jobs.
            Job::SendLink { .. } | Job::TellUser { .. } | Job::CleanGarage | Job::DeleteGarage => None,
            Job::KeepRetention => Some("/settings/retention".into()),
            Job::FindDuplicates => Some("/duplicates".into()),
        }
    }

    /// With back-off doubling from 2 s to an hour, 10 attempts last about 17 minutes, 14 about four hours.
    fn max_attempts(&self) -> i32 {
        match self {
            Job::ReadCarteGrise { .. } | Job::PrepareVehicleFile { .. } => 4,
            Job::TypesetInvoice { .. } => 12,
            _ => 14,
        }
    }
}

/// What the row holds: in whose name the worker will act.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Envelope {
    pub tenant: TenantId,
    pub actor: Actor,
    pub lang: Lang,
    pub trace: u64,
    pub job: Job,
}

/// Writes the job in the caller's transaction; it starts when that commits.
pub async fn enqueue(tx: &mut TenantTx, job: Job) -> Result<()> {
    write(tx, job, None).await
}

/// The same, at most once for this key in this garage. The key is forgotten when the job's row is (a week after it is
/// done): it is for what may be asked twice at about the same time, not for ever.
pub async fn enqueue_once(tx: &mut TenantTx, job: Job, key: &str) -> Result<()> {
    // Unique over all garages, hence the garage in front.
    let key = format!("{}:{key}", tx.tenant());
    write(tx, job, Some(key)).await
}

/// Many jobs of one kind by one statement.
pub async fn enqueue_all(tx: &mut TenantTx, jobs: &[Job]) -> Result<()> {
    let Some(first) = jobs.first() else { return Ok(()) };
    let (kind, lane, attempts) = (first.kind(), first.lane().name(), first.max_attempts());
    let cx = tx.cx().clone();
    let (mut payloads, mut subjects) = (Vec::new(), Vec::new());
    for job in jobs {
        payloads.push(payload(&cx, job.clone())?);
        subjects.push(job.subject().unwrap_or_default());
    }
    sqlx::query!(
        "insert into apalis.jobs (id, job_type, job, status, attempts, max_attempts, run_at, priority, metadata)
         select apalis.generate_ulid(), $1, j.payload, 'Pending', 0, $2, now(), 0,
                hstore(array['tenant', 'kind', 'subject'], array[$3, $4, j.subject])
         from unnest($5::bytea[], $6::text[]) as j (payload, subject)",
        lane,
        attempts,
        cx.tenant.to_string(),
        kind,
        &payloads,
        &subjects
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

fn payload(cx: &Cx, job: Job) -> Result<Vec<u8>> {
    let envelope = Envelope { tenant: cx.tenant, actor: cx.actor, lang: cx.lang, trace: cx.trace, job };
    serde_json::to_vec(&envelope).map_err(|e| Error::Internal(format!("job not written: {e}")))
}

/// By hand, once more: the job about this thing that was given up starts again; without one, a new one is written.
pub async fn enqueue_again(tx: &mut TenantTx, job: Job) -> Result<()> {
    let (kind, subject) = (job.kind(), job.subject().unwrap_or_default());
    let again = sqlx::query_scalar!("select retry_garage_job_about($1, $2) as \"again!\"", kind, subject);
    if again.fetch_one(tx.conn()).await? { Ok(()) } else { enqueue(tx, job).await }
}

async fn write(tx: &mut TenantTx, job: Job, key: Option<String>) -> Result<()> {
    let (kind, subject, lane, attempts) = (job.kind(), job.subject(), job.lane().name(), job.max_attempts());
    let cx = tx.cx().clone();
    let payload = payload(&cx, job)?;
    // apalis's own push aborts the transaction on a second key and its SQL function is broken in 1.0.0
    // (docs/decisions.md), hence our own insert.
    sqlx::query!(
        "insert into apalis.jobs (id, job_type, job, status, attempts, max_attempts, run_at, priority, metadata, idempotency_key)
         values (apalis.generate_ulid(), $1, $2, 'Pending', 0, $3, now(), 0,
                 hstore(array['tenant', 'kind', 'subject'], array[$4, $5, $6]), $7)
         on conflict (job_type, idempotency_key) do nothing",
        lane,
        payload,
        attempts,
        cx.tenant.to_string(),
        kind,
        subject.unwrap_or_default(),
        key
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A job as the garage sees it.
#[derive(Clone, Debug)]
pub struct JobRow {
    pub id: String,
    pub kind: String,
    pub state: JobState,
    pub attempts: i32,
    pub max_attempts: i32,
    pub run_at: DateTime<Utc>,
    /// A code of one word, a colon, and what the log and the support want to know (`trouble_code`).
    pub trouble: Option<String>,
    pub subject: Option<String>,
}

/// What people are told of a trouble is made from its code, in their language.
pub fn trouble_code(trouble: &str) -> &str {
    trouble.split_once(':').map_or("other", |(code, _)| code)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobState {
    Waiting,
    Running,
    Retrying,
    Failed,
    Done,
}

crate::text_enum!(JobState {
    Waiting => "waiting",
    Running => "running",
    Retrying => "retrying",
    Failed => "failed",
    Done => "done",
});

/// The garage's own jobs, the newest first.
pub async fn list(tx: &mut TenantTx, limit: i32) -> Result<Vec<JobRow>> {
    let rows = sqlx::query_as!(
        JobRow,
        "select id as \"id!\", coalesce(kind, '') as \"kind!\", status as \"state!: JobState\", attempts as \"attempts!\",
                max_attempts as \"max_attempts!\", run_at as \"run_at!\", error as trouble, subject
         from garage_jobs($1)",
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// Jobs given up or waiting for another attempt, the newest first: what a person may have to look at.
pub async fn list_troubled(tx: &mut TenantTx) -> Result<Vec<JobRow>> {
    let rows = sqlx::query_as!(
        JobRow,
        "select id as \"id!\", coalesce(kind, '') as \"kind!\", status as \"state!: JobState\", attempts as \"attempts!\",
                max_attempts as \"max_attempts!\", run_at as \"run_at!\", error as trouble, subject
         from garage_troubled_jobs(100)"
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// How many the garage should look at.
pub async fn count_failed(tx: &mut TenantTx) -> Result<i64> {
    Ok(sqlx::query_scalar!("select count_failed_garage_jobs() as \"failed!\"").fetch_one(tx.conn()).await?)
}

/// "Réessayer": starts again, now, with all its attempts before it.
pub async fn retry(tx: &mut TenantTx, id: &str) -> Result<()> {
    let found = sqlx::query_scalar!("select retry_garage_job($1) as \"found!\"", id).fetch_one(tx.conn()).await?;
    if found { Ok(()) } else { Err(Error::NotFound) }
}
