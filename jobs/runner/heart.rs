//! Tells the database that our workers live, and takes the jobs of those that do not, whatever ours are doing. apalis
//! does both from its poll loop, which stands still while fetched jobs wait for a free place (`State::Buffered`) and
//! during shutdown: just when jobs take long.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use apalis::prelude::BoxDynError;
use apalis_postgres::queries::reenqueue_orphaned;
use sqlx::PgPool;

use super::{Pace, rows};

pub struct Heart {
    pool: PgPool,
    pace: Pace,
    lanes: Vec<&'static str>,
    inner: Mutex<Inner>,
}

struct Inner {
    /// Workers of ours that hold jobs or may take some.
    names: Vec<String>,
    last_beat: Instant,
}

impl Heart {
    pub fn new(pool: PgPool, pace: Pace, lanes: Vec<&'static str>) -> Heart {
        Heart { pool, pace, lanes, inner: Mutex::new(Inner { names: Vec::new(), last_beat: Instant::now() }) }
    }

    pub fn add(&self, name: &str) {
        self.lock(|inner| inner.names.push(name.to_owned()));
    }

    /// Once nothing of the worker is left: gives back what it holds, and removes its row.
    pub async fn bury(&self, name: &str) -> sqlx::Result<()> {
        rows::give_back(&self.pool, name, &[]).await?;
        rows::forget_worker(&self.pool, name).await?;
        self.lock(|inner| inner.names.retain(|n| n != name));
        Ok(())
    }

    pub async fn give_all_back(&self) {
        for name in self.lock(|inner| inner.names.clone()) {
            if let Err(e) = self.bury(&name).await {
                tracing::warn!(worker = name, "jobs not given back: {e}");
            }
        }
    }

    pub async fn beat_for_ever(self: Arc<Self>) {
        let mut ticks = tokio::time::interval(self.pace.heartbeat);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            // In this order: after an outage we all seem dead.
            if let Err(e) = async {
                self.beat().await?;
                self.take_over().await
            }
            .await
            {
                tracing::debug!("no heartbeat: {e}");
            }
        }
    }

    /// apalis deletes nothing. A few times a day is often enough, and no schedule has to remember it.
    pub async fn clean_for_ever(self: Arc<Self>) {
        loop {
            tokio::time::sleep(Duration::from_secs(60)).await;
            match rows::clean(&self.pool).await {
                Ok(jobs) => tracing::info!(jobs, "old jobs cleaned away"),
                Err(e) => tracing::debug!("old jobs not cleaned away: {e}"),
            }
            tokio::time::sleep(Duration::from_secs(6 * 3600)).await;
        }
    }

    async fn take_over(&self) -> Result<(), BoxDynError> {
        let mut conn = self.pool.acquire().await?;
        for lane in &self.lanes {
            reenqueue_orphaned(&mut *conn, lane, self.pace.silence().as_secs()).await?;
        }
        Ok(())
    }

    async fn beat(&self) -> sqlx::Result<()> {
        let names = self.lock(|inner| inner.names.clone());
        rows::beat(&self.pool, &names).await?;
        self.lock(|inner| inner.last_beat = Instant::now());
        Ok(())
    }

    /// Returns when the database answers and knows that we live: a new worker, when it registers, takes the jobs of all
    /// that seem dead, and after an outage we all do. Then the other processes get one heartbeat to speak up too.
    pub async fn wait_for_database(&self) {
        let silent_since = self.lock(|inner| inner.last_beat);
        let mut pause = Duration::from_millis(100);
        while let Err(e) = self.beat().await {
            tracing::warn!("the job queue is out of reach: {e}");
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(Duration::from_secs(2)).min(self.pace.heartbeat);
        }
        if silent_since.elapsed() > self.pace.silence() {
            tokio::time::sleep(self.pace.heartbeat).await;
        }
    }

    fn lock<T>(&self, f: impl FnOnce(&mut Inner) -> T) -> T {
        // Names and a moment: whole after any panic.
        f(&mut self.inner.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
