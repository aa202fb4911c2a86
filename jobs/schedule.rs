//! Ticks: a job at the times of a cron expression, in a time zone, once however many processes run.
//!
//! The table `schedule_ticks` holds the last tick of each schedule; whoever moves it forward writes the job, in the same
//! transaction, under the key "name@tick". A tick missed while nothing ran is fired late, once, for the newest only:
//! the morning's reminders are worth sending at ten, not six times over. The clock is the database's, the same for all.

use std::sync::Arc;
use std::time::Duration;

use chrono::offset::LocalResult;
use chrono::{DateTime, SecondsFormat, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use sqlx::PgPool;
use tokio::task::JoinHandle;

#[cfg(test)]
mod tests;

#[derive(Debug, thiserror::Error)]
#[error(
    "schedule {name}: `{times}` is no cron expression of six fields (second minute hour day month weekday): {source}"
)]
pub struct BadTimes {
    name: String,
    times: String,
    source: cron::error::Error,
}

#[derive(Clone, Debug)]
pub struct Schedule {
    pub name: String,
    times: cron::Schedule,
    zone: Tz,
}

/// A moment of a schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    pub schedule: String,
    pub at: DateTime<Utc>,
}

/// The job a tick becomes.
#[derive(Clone, Debug)]
pub struct TickJob {
    pub lane: &'static str,
    pub kind: &'static str,
    pub payload: Vec<u8>,
    pub max_attempts: i32,
}

impl Schedule {
    /// `times` has six fields, seconds first: "0 30 2 * * *" is half past two each night. When clocks go forward, what
    /// falls in the missing hour happens an hour later; when they go back, in the first of the two hours only. So
    /// what happens several times an hour belongs to `Tz::UTC`.
    pub fn new(name: impl Into<String>, times: &str, zone: Tz) -> Result<Schedule, BadTimes> {
        let name = name.into();
        match times.parse() {
            Ok(parsed) => Ok(Schedule { name, times: parsed, zone }),
            Err(source) => Err(BadTimes { name, times: times.to_owned(), source }),
        }
    }

    /// The newest tick at or before `now`.
    pub fn last(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        // An hour's margin, because in the hour that comes twice a later clock time may be an earlier moment.
        let from = self.clock(now) + TimeDelta::seconds(1) + self.margin();
        self.times.after(&from).rev().filter_map(|clock| self.moment(clock)).find(|at| *at <= now)
    }

    /// The first tick after `now`.
    pub fn next(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let from = self.clock(now) - self.margin();
        self.times.after(&from).filter_map(|clock| self.moment(clock)).find(|at| *at > now)
    }

    /// What the clock on the wall shows, dressed up as UTC: cron's own handling of a zone fires twice in the hour that
    /// comes twice, and not at all in the one that is missing.
    fn clock(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        at.with_timezone(&self.zone).naive_local().and_utc()
    }

    fn moment(&self, clock: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let local = clock.naive_utc();
        let found = match self.zone.from_local_datetime(&local) {
            LocalResult::None => self.zone.from_local_datetime(&(local + TimeDelta::hours(1))),
            found => found,
        };
        found.earliest().map(|at| at.to_utc())
    }

    fn margin(&self) -> TimeDelta {
        if self.zone == Tz::UTC { TimeDelta::zero() } else { TimeDelta::hours(1) }
    }
}

/// Fires schedules until dropped or stopped.
pub struct Scheduler(JoinHandle<()>);

impl Scheduler {
    /// `pool` is the runner's; `job_of` says what a tick becomes.
    pub fn start(
        pool: PgPool,
        schedules: Vec<Schedule>,
        job_of: impl Fn(&Tick) -> TickJob + Send + Sync + 'static,
    ) -> Scheduler {
        Scheduler(tokio::spawn(run(pool, schedules, Arc::new(job_of))))
    }

    pub fn stop(self) {
        self.0.abort();
    }
}

impl Drop for Scheduler {
    fn drop(&mut self) {
        self.0.abort();
    }
}

type JobOf = Arc<dyn Fn(&Tick) -> TickJob + Send + Sync>;

async fn run(pool: PgPool, schedules: Vec<Schedule>, job_of: JobOf) {
    loop {
        let pause = match fire_due(&pool, &schedules, &job_of).await {
            Ok(pause) => pause,
            Err(e) => {
                tracing::warn!("schedules out of reach of the database: {e}");
                Duration::from_secs(2)
            }
        };
        tokio::time::sleep(pause).await;
    }
}

/// Fires what is due; returns how long nothing will be.
async fn fire_due(pool: &PgPool, schedules: &[Schedule], job_of: &JobOf) -> sqlx::Result<Duration> {
    let now: DateTime<Utc> = sqlx::query_scalar("select clock_timestamp()").fetch_one(pool).await?;
    for schedule in schedules {
        if let Some(at) = schedule.last(now) {
            let tick = Tick { schedule: schedule.name.clone(), at };
            if fire(pool, &tick, now, job_of).await? {
                tracing::info!(schedule = tick.schedule, tick = %tick.at, "schedule fired");
            }
        }
    }
    let next = schedules.iter().filter_map(|s| s.next(now)).min();
    let pause = next.and_then(|at| (at - now).to_std().ok()).unwrap_or(Duration::MAX);
    // Not longer, whatever the plan: machines are suspended, and clocks set.
    Ok(pause.clamp(Duration::from_millis(5), Duration::from_secs(30)))
}

/// True if this process moved the schedule forward and wrote the job. A schedule never seen before begins now.
async fn fire(pool: &PgPool, tick: &Tick, now: DateTime<Utc>, job_of: &JobOf) -> sqlx::Result<bool> {
    let last = sqlx::query_scalar("select last_tick from schedule_ticks where name = $1").bind(&tick.schedule);
    let last: Option<DateTime<Utc>> = last.fetch_optional(pool).await?;
    match last {
        Some(last) if tick.at <= last => return Ok(false),
        Some(_) => {}
        None => {
            let begin =
                sqlx::query("insert into schedule_ticks (name, last_tick) values ($1, $2) on conflict do nothing");
            begin.bind(&tick.schedule).bind(now).execute(pool).await?;
            return Ok(false);
        }
    }
    let mut tx = pool.begin().await?;
    let moved = sqlx::query("update schedule_ticks set last_tick = $2 where name = $1 and last_tick < $2");
    let won = moved.bind(&tick.schedule).bind(tick.at).execute(&mut *tx).await?.rows_affected() == 1;
    if won {
        write(&mut tx, tick, &job_of(tick)).await?;
    }
    tx.commit().await?;
    Ok(won)
}

async fn write(conn: &mut sqlx::PgConnection, tick: &Tick, job: &TickJob) -> sqlx::Result<()> {
    let key = format!("{}@{}", tick.schedule, tick.at.to_rfc3339_opts(SecondsFormat::Secs, true));
    let insert = sqlx::query(
        "insert into apalis.jobs (id, job_type, job, status, attempts, max_attempts, run_at, priority, metadata, idempotency_key)
         values (apalis.generate_ulid(), $1, $2, 'Pending', 0, $3, now(), 0, hstore('kind', $4), $5)
         on conflict (job_type, idempotency_key) do nothing",
    );
    let insert = insert.bind(job.lane).bind(&job.payload).bind(job.max_attempts).bind(job.kind).bind(key);
    insert.execute(conn).await.map(drop)
}
