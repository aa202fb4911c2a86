//! What happens later: lanes, retries, schedule. One function a job, in the noun's own file; one `match` over all of them.

mod archives;
mod batches;
mod cleaning;
mod contacts;
mod duplicates;
mod imports;
mod invoices;
mod links;
mod messages;
mod payments;
mod quotes;
pub mod readers;
mod retention;
pub mod runner;
mod scans;
pub mod schedule;
mod sessions;
mod vehicles;
mod works;

use std::{future::Future, sync::Arc, time::Duration};

use chrono_tz::Tz;
use crm::{
    Error,
    queue::{Envelope, Job, Lane as Queue},
};
use tracing::{info, warn};

use crate::{
    runner::{Delivery, Failure, Lane},
    schedule::{Schedule, Tick, TickJob},
};

pub use invoices::check;
pub use scans::as_scanned;
pub use vehicles::{THUMB_BYTES, thumbnail};
pub use works::{At, Works};

/// Quick work side by side; heavy work one at a time on two cores, because each OCR already runs two Tesseracts.
pub fn lanes() -> Vec<Lane> {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    vec![
        Lane { name: Queue::Quick.name(), concurrency: 8, timeout: Duration::from_secs(90) },
        Lane { name: Queue::Heavy.name(), concurrency: (cores / 2).max(1), timeout: Duration::from_secs(60) },
    ]
}

/// What the runner calls for each attempt.
pub fn handler(
    works: Arc<Works>,
) -> impl Fn(Delivery) -> std::pin::Pin<Box<dyn Future<Output = Result<(), Failure>> + Send>> {
    move |delivery| {
        let works = works.clone();
        Box::pin(async move {
            if let Ok(tick) = serde_json::from_slice::<works::EveryGarage>(&delivery.payload) {
                return cleaning::fan_out(&works, &tick).await.map_err(failure);
            }
            let envelope: Envelope = serde_json::from_slice(&delivery.payload)
                .map_err(|e| Failure::GiveUp(format!("version: a job of another version: {e}")))?;
            run(&works, envelope, delivery.last).await
        })
    }
}

/// One attempt at one job, in its garage. `last`: no other attempt follows.
pub async fn run(works: &Works, envelope: Envelope, last: bool) -> Result<(), Failure> {
    let (kind, tenant, trace) = (envelope.job.kind(), envelope.tenant, envelope.trace);
    let done = dispatch(works, &envelope, last).await;
    match &done {
        Ok(()) => info!(kind, %tenant, trace = format!("{trace:016x}"), "job done"),
        Err(Failure::Retry(why)) => warn!(kind, %tenant, trace = format!("{trace:016x}"), last, "job failed: {why}"),
        Err(Failure::GiveUp(why)) => warn!(kind, %tenant, trace = format!("{trace:016x}"), "job given up: {why}"),
    }
    done
}

async fn dispatch(works: &Works, envelope: &Envelope, last: bool) -> Result<(), Failure> {
    let at = works.at(envelope).await.map_err(failure)?;
    match &envelope.job {
        Job::ReadCarteGrise { scan } => scans::read(&at, *scan, last).await,
        Job::TypesetInvoice { invoice } => invoices::typeset(&at, *invoice, last).await,
        Job::DeliverInvoice { invoice } => invoices::deliver(&at, *invoice).await.map_err(failure),
        Job::SendQuote { quote } => quotes::send(&at, *quote).await.map_err(failure),
        Job::SendReceipt { invoice, payment } => payments::receipt(&at, *invoice, *payment).await.map_err(failure),
        Job::SendWelcome { contact } => contacts::welcome(&at, *contact).await.map_err(failure),
        Job::SendMessage { message } => messages::send(&at, *message, last).await,
        Job::RunBatch { batch } => batches::run(&at, *batch).await.map_err(failure),
        Job::UndoBatch { batch } => batches::undo(&at, *batch).await.map_err(failure),
        Job::MakeArchive { archive } => archives::make(&at, *archive).await.map_err(failure),
        Job::CheckImport { import } => imports::check(&at, *import).await.map_err(failure),
        Job::RunImport { import } => imports::run(&at, *import).await.map_err(failure),
        Job::UndoImport { import } => imports::undo(&at, *import).await.map_err(failure),
        Job::PrepareVehicleFile { file } => vehicles::prepare(&at, *file).await,
        Job::SendLink { link } => links::send(&at, *link).await.map_err(failure),
        Job::TellUser { event } => sessions::tell(&at, *event).await.map_err(failure),
        Job::CleanGarage => cleaning::clean(&at).await.map_err(failure),
        Job::KeepRetention => retention::keep(&at).await.map_err(failure),
        Job::DeleteGarage => retention::delete_garage(&at).await.map_err(failure),
        Job::FindDuplicates => duplicates::find(&at).await.map_err(failure),
    }
}

/// The database may come back; what is not there will not.
fn failure(error: Error) -> Failure {
    match error {
        Error::NotFound => Failure::GiveUp("gone: what the job is about no longer exists".into()),
        Error::Invalid(_) | Error::Refused(_) => Failure::GiveUp(error.to_string()),
        Error::Db(_) | Error::Internal(_) => Failure::Retry(error.to_string()),
    }
}

/// What happens by the clock, at night, Paris time, once however many processes run.
pub fn schedules() -> Result<Vec<Schedule>, schedule::BadTimes> {
    Ok(vec![
        Schedule::new("clean", "0 40 2 * * *", Tz::Europe__Paris)?,
        Schedule::new("duplicates", "0 10 3 * * *", Tz::Europe__Paris)?,
        Schedule::new("retention", "0 40 3 * * *", Tz::Europe__Paris)?,
    ])
}

/// A tick becomes one job that visits every garage.
pub fn tick_job(tick: &Tick) -> TickJob {
    let payload = serde_json::to_vec(&works::EveryGarage { every_garage: tick.schedule.clone(), at: tick.at })
        .unwrap_or_default();
    TickJob { lane: Queue::Quick.name(), kind: "every_garage", payload, max_attempts: 10 }
}
