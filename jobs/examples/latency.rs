//! From the start of the enqueueing transaction to the first line of the handler, and how many jobs a second go through.
//!
//! `cargo run --release -p jobs --example latency [jobs] [lane concurrency]`; a private cluster in /tmp, fsync on.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use jobs::runner::{Delivery, Lane, Runner};
use migrations::{Cluster, Options, migrate};
use sqlx::PgPool;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let number = |n: usize, default: usize| std::env::args().nth(n).and_then(|a| a.parse().ok()).unwrap_or(default);
    let (count, concurrency) = (number(1, 500), number(2, 8));
    let dir = std::env::temp_dir().join(format!("visioncrm-latency-{}", std::process::id()));
    let cluster = Cluster::start(&dir, Options::default()).await?;
    migrate(cluster.access().admin()).await?;
    let pool = PgPool::connect_with(cluster.access().worker()).await?;
    latency(&cluster, &pool, count).await?;
    throughput(&cluster, &pool, count * 10, concurrency).await?;
    pool.close().await;
    cluster.stop().await;
    std::fs::remove_dir_all(dir)?;
    Ok(())
}

/// One job at a time, with pauses, as clicks come.
async fn latency(cluster: &Cluster, pool: &PgPool, count: usize) -> anyhow::Result<()> {
    let (begun, waits) = (Arc::new(Mutex::new(Instant::now())), Arc::new(Mutex::new(Vec::new())));
    let (begin, wait) = (begun.clone(), waits.clone());
    let lane = Lane { name: "latency", concurrency: 4, timeout: Duration::from_secs(10) };
    let runner = Runner::start(
        Runner::pool(cluster.access().worker(), std::slice::from_ref(&lane)),
        vec![lane],
        move |_: Delivery| {
            let took = begin.lock().map(|b| b.elapsed()).unwrap_or_default();
            let _ = wait.lock().map(|mut w| w.push(took));
            async { Ok(()) }
        },
    );
    for n in 0..count {
        tokio::time::sleep(Duration::from_millis(10 + (n % 23) as u64)).await;
        begun.lock().map(|mut b| *b = Instant::now()).ok();
        enqueue(pool, "latency", 1).await?;
        while waits.lock().map(|w| w.len()).unwrap_or_default() <= n {
            tokio::time::sleep(Duration::from_micros(200)).await;
        }
    }
    runner.stop(Duration::from_secs(10)).await;
    let mut waits = waits.lock().map(|w| w.clone()).unwrap_or_default();
    waits.sort();
    let at = |share: usize| waits[(waits.len() * share / 100).min(waits.len() - 1)];
    println!("enqueue to start, {count} jobs: p50 {:?}, p90 {:?}, p99 {:?}, max {:?}", at(50), at(90), at(99), at(100));
    Ok(())
}

/// All at once, doing nothing.
async fn throughput(cluster: &Cluster, pool: &PgPool, count: usize, concurrency: usize) -> anyhow::Result<()> {
    enqueue(pool, "throughput", i32::try_from(count)?).await?;
    let ran = Arc::new(AtomicUsize::new(0));
    let counter = ran.clone();
    let lane = Lane { name: "throughput", concurrency, timeout: Duration::from_secs(10) };
    let begun = Instant::now();
    let runner = Runner::start(
        Runner::pool(cluster.access().worker(), std::slice::from_ref(&lane)),
        vec![lane],
        move |_: Delivery| {
            counter.fetch_add(1, Ordering::Relaxed);
            async { Ok(()) }
        },
    );
    while ran.load(Ordering::Relaxed) < count {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let took = begun.elapsed();
    runner.stop(Duration::from_secs(10)).await;
    println!("{count} jobs, concurrency {concurrency}: {took:?} = {:.0} jobs/s", count as f64 / took.as_secs_f64());
    Ok(())
}

async fn enqueue(pool: &PgPool, lane: &str, count: i32) -> sqlx::Result<()> {
    let insert = sqlx::query(
        "insert into apalis.jobs (id, job_type, job, status, attempts, max_attempts, run_at, priority, metadata)
         select apalis.generate_ulid(), $1, '{}', 'Pending', 0, 5, now(), 0, '' from generate_series(1, $2)",
    );
    insert.bind(lane).bind(count).execute(pool).await.map(drop)
}
