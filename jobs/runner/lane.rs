//! Keeps a worker on a lane: starts it, starts another when it ends, until we stop.

use std::sync::Arc;
use std::time::{Duration, Instant};

use apalis::prelude::{WorkerContext, WorkerError};
use tokio::sync::watch;
use tokio::task::JoinSet;
use uuid::Uuid;

use super::delivery::{Crew, Hand};
use super::heart::Heart;
use super::wake::Wakeups;
use super::{Pace, rows, worker};

pub struct Post {
    pub crew: Arc<Crew>,
    pub pace: Pace,
    pub heart: Arc<Heart>,
    pub wakeups: Wakeups,
}

impl Post {
    pub async fn keep_manned(self, mut stopping: watch::Receiver<bool>) {
        let mut pause = Duration::from_millis(50);
        let mut retiring = JoinSet::new();
        while !*stopping.borrow() {
            let hand = tokio::select! {
                () = self.heart.wait_for_database() => Arc::new(Hand::new(self.new_name())),
                _ = stopping.wait_for(|stop| *stop) => break,
            };
            let started = Instant::now();
            let ended = self.run_worker(&hand, &mut stopping).await;
            retiring.spawn(retire(self.crew.clone(), self.heart.clone(), hand));
            if *stopping.borrow() {
                break;
            }
            tracing::warn!(lane = self.crew.lane.name, "worker ended, starting another: {ended:?}");
            pause = if started.elapsed() > Duration::from_secs(30) { Duration::from_millis(50) } else { pause };
            tokio::select! {
                () = tokio::time::sleep(pause) => pause = (pause * 2).min(Duration::from_secs(2)),
                _ = stopping.wait_for(|stop| *stop) => {}
            }
        }
        retiring.join_all().await;
    }

    /// Under a name used before, a dead worker's jobs would wait for ever: the living one's heartbeat is theirs too.
    fn new_name(&self) -> String {
        let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
        format!("{}-{}-{}-{}", host.trim(), std::process::id(), self.crew.lane.name, Uuid::new_v4().simple())
    }

    async fn run_worker(
        &self,
        hand: &Arc<Hand>,
        stopping: &mut watch::Receiver<bool>,
    ) -> Option<Result<(), WorkerError>> {
        self.heart.add(&hand.worker);
        let context = WorkerContext::new(&hand.worker);
        let strategy = self.wakeups.strategy(self.crew.lane.name, self.pace.poll);
        // A task of its own: apalis panics where it should not get (`poll_next`), and that must end here. In a set,
        // because a set dropped ends its tasks.
        let mut running = JoinSet::new();
        running.spawn(worker::run(&context, &self.crew, hand, self.pace, strategy));
        tokio::select! {
            ended = running.join_next() => return ended?.ok(),
            _ = stopping.wait_for(|stop| *stop) => {}
        }
        // Not yet polled once, it cannot be stopped; already ended, it need not.
        while context.stop().is_err() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        running.join_next().await?.ok()
    }
}

/// Waits for what the worker has in hand (those tasks are not its own, and survive it), then removes it.
async fn retire(crew: Arc<Crew>, heart: Arc<Heart>, hand: Arc<Hand>) {
    let mut pause = Duration::from_millis(20);
    loop {
        let in_hand = hand.jobs();
        // What was fetched and never got to a task goes back at once, what runs may finish.
        let done = match in_hand.is_empty() {
            true => heart.bury(&hand.worker).await.map(|()| true),
            false => rows::give_back(&crew.pool, &hand.worker, &in_hand).await.map(|()| false),
        };
        match done {
            Ok(true) => return,
            Ok(false) => {}
            Err(e) => tracing::debug!("worker not retired yet: {e}"),
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(Duration::from_secs(1));
    }
}
