//! Runs jobs: rows of `apalis.jobs`, written in the transaction of whoever wants something done later.
//!
//! apalis 1.0 registers the workers, fetches the rows and notices the dead. What it gets wrong is put right here, in
//! `runner/*.rs` and in `migrations/…100_jobs.sql`, and nowhere else; knows neither garages nor nouns:
//!
//! | trap of apalis 1.0.0 / apalis-postgres 1.0.0 | cure |
//! |---|---|
//! | interval polling loses wake-ups (apalis-sqlite#58) | `wake.rs`: a strategy of our own |
//! | a LISTEN connection a worker, for ever | `wake.rs`: one a process |
//! | `.timeout()` and `.catch_panic()` leave a job Running for ever | `delivery.rs`: both inside the handler's call |
//! | acknowledgements wait for the poll loop, at shutdown for the slowest job; "Running" is written after the start | `delivery.rs`: claim and result are our own two statements |
//! | no heartbeat while jobs wait in the buffer, nor during shutdown: live jobs are stolen | `heart.rs` beats for all |
//! | a payload it cannot decode ends the worker, again and again | `worker.rs`: bytes pass as they are |
//! | a name used twice keeps the dead one's jobs for ever (apalis#507) | `lane.rs`: a name a start |
//! | ends when Postgres restarts; `should_restart` cannot wait | `lane.rs`: restarts with pauses |
//! | failed jobs come back at once (apalis#554), poison ones for ever | trigger `jobs_guard` |

mod delivery;
mod heart;
mod lane;
mod rows;
#[cfg(test)]
mod tests;
mod wake;
mod worker;

use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use futures::future::{BoxFuture, join_all};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use heart::Heart;
use wake::Wakeups;

/// A queue and how it is worked on in this process.
#[derive(Clone, Debug)]
pub struct Lane {
    /// `job_type` of the rows.
    pub name: &'static str,
    pub concurrency: usize,
    /// One attempt may take no longer; it is then dropped at its next await, and tried again later.
    pub timeout: Duration,
}

/// One attempt at one job.
#[derive(Clone, Debug)]
pub struct Delivery {
    pub id: String,
    pub lane: &'static str,
    pub payload: Vec<u8>,
    /// 1 for the first.
    pub attempt: u32,
    pub max_attempts: u32,
    /// No other attempt follows: the time to leave a trace that the garage sees.
    pub last: bool,
}

/// The words begin with a code and a colon (`crm::queue::trouble_code`): what a garage reads is made from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The network, a partner, a busy engine: again after 2, 4, 8 … s, an hour at most, until the attempts are used up.
    Retry(String),
    /// It would fail the same way for ever. Waits for a person (`retry_garage_job`).
    GiveUp(String),
}

/// How quickly the runner notices things. The default takes over a killed process's jobs after 20 to 25 s.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    pub heartbeat: Duration,
    /// A worker silent for so many heartbeats is dead. apalis counts in whole seconds: keep the product at 2 s or more.
    pub missed: u32,
    /// Jobs are announced; polling finds what is due later and what an interrupted connection did not announce.
    pub poll: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Pace { heartbeat: Duration::from_secs(5), missed: 4, poll: Duration::from_secs(1) }
    }
}

impl Pace {
    fn silence(&self) -> Duration {
        self.heartbeat * self.missed
    }
}

type Handler = Arc<dyn Fn(Delivery) -> BoxFuture<'static, Result<(), Failure>> + Send + Sync>;

/// Workers of this process, one a lane. Dropping it drops what runs; `stop` is the polite way.
pub struct Runner {
    stopping: watch::Sender<bool>,
    abandoning: watch::Sender<bool>,
    lanes: Vec<JoinHandle<()>>,
    helpers: Vec<JoinHandle<()>>,
    heart: Arc<Heart>,
}

impl Runner {
    /// The pool for `start`, from `Access::worker()`: for what runs at once, its results, and the poll of each lane.
    pub fn pool(options: PgConnectOptions, lanes: &[Lane]) -> PgPool {
        let at_once: usize = lanes.iter().map(|l| l.concurrency + 1).sum();
        let most = u32::try_from(at_once).unwrap_or(u32::MAX).clamp(4, 12);
        PgPoolOptions::new().max_connections(most).acquire_timeout(Duration::from_secs(10)).connect_lazy_with(options)
    }

    /// Gives back what workers of before a kill or a power cut hold, without waiting for their silence. Only before
    /// `start`, and only where no other process can be at work: a private Postgres, whose folder is locked.
    pub async fn bury_all(pool: &PgPool) -> sqlx::Result<()> {
        rows::give_back_all(pool).await
    }

    pub fn start<F, R>(pool: PgPool, lanes: Vec<Lane>, handler: F) -> Runner
    where
        F: Fn(Delivery) -> R + Send + Sync + 'static,
        R: Future<Output = Result<(), Failure>> + Send + 'static,
    {
        Self::start_at(Pace::default(), pool, lanes, handler)
    }

    /// Takes jobs until `stop`, through restarts of Postgres too. Handlers must bear being called twice for one job:
    /// after kill -9, a power cut, or a database away for longer than the silence of `pace`.
    pub fn start_at<F, R>(pace: Pace, pool: PgPool, lanes: Vec<Lane>, handler: F) -> Runner
    where
        F: Fn(Delivery) -> R + Send + Sync + 'static,
        R: Future<Output = Result<(), Failure>> + Send + 'static,
    {
        let handler: Handler = Arc::new(move |delivery| handler(delivery).boxed());
        let (stopping, abandoning) = (watch::Sender::new(false), watch::Sender::new(false));
        let heart = Arc::new(Heart::new(pool.clone(), pace, lanes.iter().map(|l| l.name).collect()));
        let wakeups = Wakeups::default();
        let helpers = vec![
            tokio::spawn(heart.clone().beat_for_ever()),
            tokio::spawn(heart.clone().clean_for_ever()),
            tokio::spawn(wakeups.clone().listen(pool.clone())),
        ];
        let start_lane = |lane: Lane| {
            let crew = delivery::Crew::new(lane, pool.clone(), handler.clone(), abandoning.subscribe());
            let post = lane::Post { crew: Arc::new(crew), pace, heart: heart.clone(), wakeups: wakeups.clone() };
            tokio::spawn(post.keep_manned(stopping.subscribe()))
        };
        let lanes = lanes.into_iter().map(start_lane).collect();
        Runner { stopping, abandoning, lanes, helpers, heart }
    }

    /// Takes no more jobs and waits for those that run. After `patience` the rest is dropped and given back, so that
    /// another process takes it up at once. True if nothing had to be dropped.
    pub async fn stop(mut self, patience: Duration) -> bool {
        self.stopping.send_replace(true);
        let mut lanes = join_all(std::mem::take(&mut self.lanes)).boxed();
        let whole = tokio::time::timeout(patience, &mut lanes).await.is_ok();
        if !whole {
            self.abandoning.send_replace(true);
            // What neither ends nor awaits (a long computation) cannot be dropped; its job is given back all the same.
            let _ = tokio::time::timeout(Duration::from_secs(3), lanes).await;
        }
        let farewell = tokio::time::timeout(Duration::from_secs(5), self.heart.give_all_back()).await;
        if farewell.is_err() {
            tracing::warn!("the database does not answer; our jobs will be taken over after the silence");
        }
        whole
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        for task in self.lanes.iter().chain(&self.helpers) {
            task.abort();
        }
    }
}
