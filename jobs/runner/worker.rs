//! The one place that spells out apalis's types: they are deeply generic, and slow to compile.

use std::convert::Infallible;
use std::sync::Arc;

use apalis::prelude::{FromRequest, ParallelizeExt, Task, WorkerBuilder, WorkerBuilderExt, WorkerContext, WorkerError};
use apalis_core::backend::codec::Codec;
use apalis_core::backend::ext::BackendExt;
use apalis_postgres::{Config, PostgresStorage};
use futures::FutureExt;
use futures::future::BoxFuture;

use super::Pace;
use super::delivery::{Crew, Hand};
use super::wake::Steady;

/// Bytes as they are. With apalis's JSON codec a payload that does not decode is an error of the *fetch*: it ends the
/// worker, the job comes back after the silence, and ends the next one. A handler that cannot read one gives up.
#[derive(Clone, Debug)]
struct Raw;

impl Codec<Vec<u8>> for Raw {
    type Error = Infallible;
    type Compact = Vec<u8>;

    fn encode(&self, bytes: &Vec<u8>) -> Result<Vec<u8>, Infallible> {
        Ok(bytes.clone())
    }

    fn decode(&self, bytes: &Vec<u8>) -> Result<Vec<u8>, Infallible> {
        Ok(bytes.clone())
    }
}

/// What the row says beside the payload.
pub struct Ticket {
    pub id: String,
    pub attempt: u32,
    pub max_attempts: u32,
}

impl FromRequest<Task<Vec<u8>>> for Ticket {
    type Error = Infallible;

    async fn from_request(task: &Task<Vec<u8>>) -> Result<Ticket, Infallible> {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let id = task.ctx().task_id().map(ToString::to_string).unwrap_or_default();
        let max_attempts = number(task.ctx().max_attempts().unwrap_or(1));
        Ok(Ticket { id, attempt: number(task.ctx().attempt()), max_attempts })
    }
}

/// A worker of `crew`'s lane, until it is stopped through `context` or loses the database.
///
/// Small batches: what waits in the buffer of one process could run in another, and lets nothing more urgent pass. On a
/// lane of one or two, one job a fetch. `parallelize` because otherwise all jobs of a worker share one task, and one
/// thread.
pub fn run(
    context: &WorkerContext,
    crew: &Arc<Crew>,
    hand: &Arc<Hand>,
    pace: Pace,
    strategy: Steady,
) -> BoxFuture<'static, Result<(), WorkerError>> {
    let config = Config::default()
        .queue(crew.lane.name)
        .batch_size((crew.lane.concurrency / 2).max(1))
        .heartbeat_interval(pace.heartbeat)
        .missed_heartbeats(pace.missed as usize)
        .lock_tasks(false)
        .persist_results(false);
    let storage = PostgresStorage::<Vec<u8>>::new(&crew.pool).with_config(config);
    let (crew, hand, at_once) = (crew.clone(), hand.clone(), crew.lane.concurrency);
    let worker = WorkerBuilder::new(context)
        .backend(storage.poll_with_strategy(strategy).with_codec(Raw))
        .concurrency(at_once)
        .parallelize(tokio::spawn)
        .build(move |payload: Vec<u8>, ticket: Ticket| {
            let (crew, hand) = (crew.clone(), hand.clone());
            async move { crew.deliver(&hand, payload, ticket).await }
        });
    worker.run().boxed()
}
