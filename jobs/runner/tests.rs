//! The real apalis, a real Postgres, real kills: one test a trap. Each test has a lane of its own in one database.

mod deaths;
mod garages;
mod lanes;
mod retries;
mod ticks;

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use migrations::{Access, Throwaway};
use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::{Postgres, Row, Transaction};
use tokio::sync::OnceCell;
use uuid::Uuid;

use super::*;

/// Dead after 2 s instead of 20.
pub const QUICK: Pace = Pace { heartbeat: Duration::from_millis(500), missed: 4, poll: Duration::from_millis(100) };

/// A lane, the database, and what the handler saw.
pub struct Bench {
    pub access: Access,
    pub lane: Lane,
    pub worker: PgPool,
    pub app: PgPool,
    pub tenant: Uuid,
    pub seen: Seen,
}

/// What a handler was given, and when.
#[derive(Clone, Default)]
pub struct Seen(Arc<Mutex<Vec<(Delivery, Instant)>>>);

impl Seen {
    pub fn add(&self, delivery: &Delivery) {
        self.0.lock().unwrap().push((delivery.clone(), Instant::now()));
    }

    pub fn bodies(&self) -> Vec<String> {
        self.0.lock().unwrap().iter().map(|(d, _)| String::from_utf8(d.payload.clone()).unwrap()).collect()
    }

    pub fn count(&self) -> usize {
        self.0.lock().unwrap().len()
    }

    pub fn all(&self) -> Vec<(Delivery, Instant)> {
        self.0.lock().unwrap().clone()
    }
}

#[derive(Debug)]
pub struct JobRow {
    pub status: String,
    pub attempts: i32,
    pub due_in: f64,
    pub error: Option<String>,
    pub done: bool,
}

pub struct NewJob<'a> {
    pub body: &'a str,
    pub max_attempts: i32,
    pub delay: f64,
    pub priority: i32,
    pub key: Option<&'a str>,
}

pub fn job(body: &str) -> NewJob<'_> {
    NewJob { body, max_attempts: 5, delay: 0.0, priority: 0, key: None }
}

impl Bench {
    pub async fn new() -> Bench {
        static DATABASE: OnceCell<Throwaway> = OnceCell::const_new();
        let _ = tracing_subscriber::fmt().with_env_filter(tracing_subscriber::EnvFilter::from_default_env()).try_init();
        let throwaway = DATABASE.get_or_init(|| async { Throwaway::start().await.unwrap() }).await;
        Self::on(throwaway.access().clone()).await
    }

    pub async fn on(access: Access) -> Bench {
        let name = format!("test-{}", Uuid::new_v4().simple()).leak();
        let lane = Lane { name, concurrency: 2, timeout: Duration::from_secs(30) };
        let worker = Runner::pool(access.worker(), std::slice::from_ref(&lane));
        let app = PgPoolOptions::new().max_connections(4).connect_lazy_with(access.app());
        Bench { access, lane, worker, app, tenant: Uuid::new_v4(), seen: Seen::default() }
    }

    /// A transaction of the garage, as `TenantTx` opens it.
    pub async fn tx(&self) -> Transaction<'static, Postgres> {
        self.tx_of(self.tenant).await
    }

    pub async fn tx_of(&self, tenant: Uuid) -> Transaction<'static, Postgres> {
        let mut tx = self.app.begin().await.unwrap();
        let set = sqlx::query("select set_config('app.current_tenant', $1, true)").bind(tenant.to_string());
        set.execute(&mut *tx).await.unwrap();
        tx
    }

    pub async fn write(
        &self,
        tx: &mut Transaction<'static, Postgres>,
        job: NewJob<'_>,
    ) -> sqlx::Result<Option<String>> {
        let insert = sqlx::query_scalar(
            "insert into apalis.jobs (id, job_type, job, status, attempts, max_attempts, run_at, priority, metadata, idempotency_key)
             values (apalis.generate_ulid(), $1, $2, 'Pending', 0, $3, now() + make_interval(secs => $4), $5,
                     hstore(array['tenant', 'kind', 'subject'], array[$6, 'test', '/tests/1']), $7)
             on conflict (job_type, idempotency_key) do nothing returning id",
        );
        let insert = insert.bind(self.lane.name).bind(job.body.as_bytes()).bind(job.max_attempts).bind(job.delay);
        let insert = insert.bind(job.priority).bind(self.tenant.to_string()).bind(job.key);
        insert.fetch_optional(&mut **tx).await
    }

    pub async fn enqueue(&self, job: NewJob<'_>) -> String {
        let mut tx = self.tx().await;
        let id = self.write(&mut tx, job).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// A runner whose handler notes what it gets and then does as `f` says.
    pub fn run<F, R>(&self, f: F) -> Runner
    where
        F: Fn(Delivery) -> R + Send + Sync + 'static,
        R: Future<Output = Result<(), Failure>> + Send + 'static,
    {
        let seen = self.seen.clone();
        Runner::start_at(QUICK, self.worker.clone(), vec![self.lane.clone()], move |delivery| {
            seen.add(&delivery);
            f(delivery)
        })
    }

    pub async fn row(&self, id: &str) -> JobRow {
        let select = sqlx::query(
            "select status, attempts, extract(epoch from run_at - now())::float8, last_result ->> 'Err', done_at is not null
             from apalis.jobs where id = $1",
        );
        let row = select.bind(id).fetch_one(&self.worker).await.unwrap();
        JobRow { status: row.get(0), attempts: row.get(1), due_in: row.get(2), error: row.get(3), done: row.get(4) }
    }

    /// The row once its status is `status`.
    pub async fn until(&self, id: &str, status: &str) -> JobRow {
        let started = Instant::now();
        loop {
            let row = self.row(id).await;
            if row.status == status {
                return row;
            }
            assert!(started.elapsed() < Duration::from_secs(30), "still not {status} after 30 s: {row:?}");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    pub async fn until_seen(&self, count: usize) {
        until(|| self.seen.count() >= count).await;
    }
}

pub async fn until(mut condition: impl FnMut() -> bool) {
    let started = Instant::now();
    while !condition() {
        assert!(started.elapsed() < Duration::from_secs(30), "still waiting after 30 s");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
