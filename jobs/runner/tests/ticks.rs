//! The schedule, over several processes (here: schedulers with pools of their own) and after a stop.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::*;
use crate::schedule::{Schedule, Scheduler, Tick, TickJob};

fn scheduler(bench: &Bench, name: &str, times: &str) -> Scheduler {
    let lane = bench.lane.name;
    let pool = Runner::pool(bench.access.worker(), std::slice::from_ref(&bench.lane));
    let job_of =
        move |tick: &Tick| TickJob { lane, kind: "tick", payload: tick.at.to_rfc3339().into_bytes(), max_attempts: 3 };
    Scheduler::start(pool, vec![Schedule::new(name, times, Tz::UTC).unwrap()], job_of)
}

#[tokio::test]
async fn each_tick_fires_once_however_many_processes_run() {
    let bench = Bench::new().await;
    let runner = bench.run(|_| async { Ok(()) });
    let schedulers: Vec<Scheduler> = (0..3).map(|_| scheduler(&bench, bench.lane.name, "* * * * * *")).collect();
    bench.until_seen(4).await;
    drop(schedulers);
    runner.stop(Duration::from_secs(5)).await;
    let ticks: Vec<DateTime<Utc>> = bench.seen.bodies().iter().map(|b| b.parse().unwrap()).collect();
    for pair in ticks.windows(2) {
        assert_eq!((pair[1] - pair[0]).num_seconds(), 1, "each second once: {ticks:?}");
    }
}

#[tokio::test]
async fn after_a_stop_the_newest_missed_tick_is_fired_once() {
    let bench = Bench::new().await;
    let runner = bench.run(|_| async { Ok(()) });
    let name = bench.lane.name;
    // Fired last five days ago; daily at midnight.
    let before = sqlx::query("insert into schedule_ticks values ($1, now() - interval '5 days')").bind(name);
    before.execute(&bench.worker).await.unwrap();
    let schedulers: Vec<Scheduler> = (0..2).map(|_| scheduler(&bench, name, "0 0 0 * * *")).collect();
    bench.until_seen(1).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(bench.seen.count(), 1, "one of the five, once");
    let today: DateTime<Utc> =
        sqlx::query_scalar("select date_trunc('day', now(), 'UTC')").fetch_one(&bench.worker).await.unwrap();
    assert_eq!(bench.seen.bodies()[0].parse::<DateTime<Utc>>().unwrap(), today);
    drop(schedulers);
    runner.stop(Duration::from_secs(5)).await;
}

#[tokio::test]
async fn a_new_schedule_begins_with_its_next_tick() {
    let bench = Bench::new().await;
    let runner = bench.run(|_| async { Ok(()) });
    let scheduler = scheduler(&bench, bench.lane.name, "0 0 0 * * *");
    let known = || async {
        let known =
            sqlx::query_scalar("select exists (select from schedule_ticks where name = $1)").bind(bench.lane.name);
        known.fetch_one(&bench.worker).await.unwrap()
    };
    while !known().await {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(bench.seen.count(), 0, "nothing to catch up with");
    scheduler.stop();
    runner.stop(Duration::from_secs(5)).await;
}
