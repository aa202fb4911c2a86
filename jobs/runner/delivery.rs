//! One attempt: claim the row, call the handler within its time, write what came out.

use std::any::Any;
use std::collections::HashSet;
use std::panic::AssertUnwindSafe;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use futures::FutureExt;
use sqlx::PgPool;
use tokio::sync::{Semaphore, watch};
use tracing::Instrument;

use super::worker::Ticket;
use super::{Delivery, Failure, Handler, Lane, rows};

/// What the workers of a lane share, one after the other.
pub struct Crew {
    pub lane: Lane,
    pub pool: PgPool,
    handler: Handler,
    /// Jobs of a worker that lost the database go on beside its successor's; together they keep to the concurrency.
    places: Semaphore,
    abandoning: watch::Receiver<bool>,
}

/// What one worker has in hand.
pub struct Hand {
    pub worker: String,
    jobs: Mutex<HashSet<String>>,
}

impl Hand {
    pub fn new(worker: String) -> Hand {
        Hand { worker, jobs: Mutex::default() }
    }

    pub fn jobs(&self) -> Vec<String> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    fn take<'a>(&'a self, id: &'a str) -> InHand<'a> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner).insert(id.to_owned());
        InHand { hand: self, id }
    }
}

struct InHand<'a> {
    hand: &'a Hand,
    id: &'a str,
}

impl Drop for InHand<'_> {
    fn drop(&mut self) {
        self.hand.jobs.lock().unwrap_or_else(PoisonError::into_inner).remove(self.id);
    }
}

impl Crew {
    pub fn new(lane: Lane, pool: PgPool, handler: Handler, abandoning: watch::Receiver<bool>) -> Crew {
        let places = Semaphore::new(lane.concurrency);
        Crew { lane, pool, handler, places, abandoning }
    }

    /// Never fails towards apalis: what came out is in the row. When everything is abandoned (the process stops), the
    /// work is dropped where it stands, and the row given back by whoever stops us.
    pub async fn deliver(&self, hand: &Hand, payload: Vec<u8>, ticket: Ticket) {
        let _in_hand = hand.take(&ticket.id);
        let mut abandoning = self.abandoning.clone();
        let span = tracing::info_span!("job", id = ticket.id, lane = self.lane.name, attempt = ticket.attempt);
        tokio::select! {
            () = self.work(hand, payload, &ticket).instrument(span) => {}
            _ = abandoning.wait_for(|abandoned| *abandoned) => {}
        }
    }

    async fn work(&self, hand: &Hand, payload: Vec<u8>, ticket: &Ticket) {
        let _place = self.places.acquire().await;
        if !self.insist(|| rows::claim(&self.pool, &ticket.id, &hand.worker)).await {
            return tracing::info!("taken by another worker before it started");
        }
        let Ticket { id, attempt, max_attempts } = ticket;
        let delivery = Delivery {
            id: id.clone(),
            lane: self.lane.name,
            payload,
            attempt: *attempt,
            max_attempts: *max_attempts,
            last: attempt >= max_attempts,
        };
        let (end, error) = match self.call(delivery).await {
            Ok(()) => (rows::End::Done, None),
            Err(Failure::Retry(why)) => (rows::End::Failed, Some(shortened(why))),
            Err(Failure::GiveUp(why)) => (rows::End::Killed, Some(shortened(why))),
        };
        if let Some(error) = &error {
            tracing::warn!(?end, max_attempts, "job failed: {error}");
        }
        let written = self.insist(|| rows::finish(&self.pool, id, &hand.worker, *attempt, end, error.as_deref())).await;
        if !written {
            tracing::warn!("believed dead and taken over by another worker while it ran");
        }
    }

    /// apalis's own layers for both leave the row Running for ever (its LifecycleService is inside them, and never
    /// hears of the end).
    async fn call(&self, delivery: Delivery) -> Result<(), Failure> {
        let handler = self.handler.clone();
        let call = AssertUnwindSafe(async move { handler(delivery).await }).catch_unwind();
        match tokio::time::timeout(self.lane.timeout, call).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(panic)) => Err(Failure::Retry(format!("panic: {}", words_of(&*panic)))),
            Err(_) => Err(Failure::Retry(format!("slow: not done after {:?}", self.lane.timeout))),
        }
    }

    /// Until the database answers: a result not written would mean doing the work again.
    async fn insist<T, F: Future<Output = sqlx::Result<T>>>(&self, statement: impl Fn() -> F) -> T {
        let mut pause = Duration::from_millis(50);
        loop {
            match statement().await {
                Ok(answer) => return answer,
                Err(e) => tracing::debug!("job row not written: {e}"),
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(Duration::from_secs(5));
        }
    }
}

fn words_of(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("(no words)")
}

/// A row is read by people; a partner's whole error page is not for them.
fn shortened(mut why: String) -> String {
    if let Some((end, _)) = why.char_indices().nth(1000) {
        why.truncate(end);
        why.push('…');
    }
    why
}
