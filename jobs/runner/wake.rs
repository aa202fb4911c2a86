//! When a lane looks for jobs: at once when one is announced, and every second for what is due later.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use apalis_core::backend::ext::poll_strategy::{PollSnapshot, PollStrategy};
use futures::StreamExt;
use futures::channel::mpsc::{Receiver, Sender, channel};
use serde::Deserialize;
use sqlx::PgPool;
use sqlx::postgres::{PgListener, PgPoolOptions};
use tokio::time::{Interval, MissedTickBehavior, Sleep};

/// The channel of apalis's trigger on inserts.
const CHANNEL: &str = "apalis::job::insert";

/// The bells of the lanes. One listening connection rings them all; apalis's own would take one a worker.
#[derive(Clone, Default)]
pub struct Wakeups(Arc<Mutex<HashMap<&'static str, Sender<()>>>>);

#[derive(Deserialize)]
struct Announced {
    job_type: String,
}

impl Wakeups {
    pub async fn listen(self, pool: PgPool) {
        loop {
            if let Err(e) = self.listen_once(&pool).await {
                tracing::debug!("not listening for jobs, polling only: {e}");
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }

    async fn listen_once(&self, pool: &PgPool) -> sqlx::Result<()> {
        // A connection beside the pool: inside, it would be missing there for ever.
        let options = (*pool.connect_options()).clone();
        let own =
            PgPoolOptions::new().max_connections(1).max_lifetime(None).idle_timeout(None).connect_lazy_with(options);
        let mut listener = PgListener::connect_with(&own).await?;
        listener.listen(CHANNEL).await?;
        self.ring(None); // what was announced before we listened
        loop {
            match listener.try_recv().await? {
                Some(note) => {
                    if let Ok(announced) = serde_json::from_str::<Announced>(note.payload()) {
                        self.ring(Some(&announced.job_type));
                    }
                }
                // The connection was lost and is there again; announcements in between are lost.
                None => self.ring(None),
            }
        }
    }

    fn ring(&self, lane: Option<&str>) {
        let mut bells = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (name, bell) in bells.iter_mut() {
            if lane.is_none_or(|lane| lane == *name) {
                let _ = bell.try_send(()); // full: it rings already
            }
        }
    }

    /// The bell of a new worker of the lane, in place of its predecessor's.
    pub fn strategy(&self, lane: &'static str, every: Duration) -> Steady {
        let (bell, rings) = channel(1);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(lane, bell);
        let mut ticks = tokio::time::interval(every);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Steady { ticks, rings, again: None }
    }
}

/// apalis's `IntervalStrategy` replaces its timer without polling it, so nobody wakes the worker when a fetch completes
/// in the same poll: it slept until the next heartbeat (apalis-sqlite#58; 0 of 100 jobs got through). This one polls
/// every source until it is pending, which is what registers the waker.
#[derive(Debug)]
pub struct Steady {
    ticks: Interval,
    rings: Receiver<()>,
    again: Option<Pin<Box<Sleep>>>,
}

impl PollStrategy for Steady {
    fn poll_drive(&mut self, cx: &mut Context<'_>, _: &PollSnapshot) -> Poll<Option<()>> {
        let (mut due, mut rung) = (false, false);
        while self.ticks.poll_tick(cx).is_ready() {
            due = true;
        }
        while let Poll::Ready(Some(())) = self.rings.poll_next_unpin(cx) {
            rung = true;
        }
        if rung {
            // It may have rung while a fetch was under way that does not see the new row yet: look once more.
            self.again = Some(Box::pin(tokio::time::sleep(Duration::from_millis(20))));
            due = true;
        }
        if self.again.as_mut().is_some_and(|again| again.as_mut().poll(cx).is_ready()) {
            self.again = None;
            due = true;
        }
        if due { Poll::Ready(Some(())) } else { Poll::Pending }
    }
}
