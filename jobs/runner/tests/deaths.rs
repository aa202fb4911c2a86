//! Ends nobody asked for: kill -9 of a worker, of Postgres, of the worker by its own job. A test that needs a second
//! process runs this very binary again, asking for `as_a_worker`.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::*;

/// Not a test: the other process of the tests below.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn as_a_worker() {
    let (Ok(socket), Ok(lane)) = (std::env::var("WORKER_SOCKET"), std::env::var("WORKER_LANE")) else { return };
    let access = Access::private(Path::new(&socket));
    let lane = Lane { name: lane.leak(), concurrency: 2, timeout: Duration::from_secs(60) };
    let pool = Runner::pool(access.worker(), std::slice::from_ref(&lane));
    let _runner = Runner::start_at(QUICK, pool, vec![lane], |delivery| async move {
        if delivery.payload == b"deadly" {
            std::process::abort();
        }
        tokio::time::sleep(Duration::from_secs(60)).await;
        Ok(())
    });
    tokio::time::sleep(Duration::from_secs(60)).await;
}

fn other_process(bench: &Bench) -> Child {
    let socket = bench.access.app().get_socket().unwrap().clone();
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "runner::tests::deaths::as_a_worker"])
        .env("WORKER_SOCKET", socket)
        .env("WORKER_LANE", bench.lane.name)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[tokio::test]
async fn the_jobs_of_a_killed_process_are_taken_over() {
    let bench = Bench::new().await;
    let mut other = other_process(&bench);
    let id = bench.enqueue(job("held")).await;
    bench.until(&id, "Running").await;
    other.kill().unwrap(); // -9
    other.wait().unwrap();
    let killed = Instant::now();
    let runner = bench.run(|_| async { Ok(()) });
    let row = bench.until(&id, "Done").await;
    println!("taken over after {:?} (silence {:?})", killed.elapsed(), QUICK.silence());
    assert_eq!(row.attempts, 2, "the lost attempt counts");
    assert!(killed.elapsed() < Duration::from_secs(8), "{:?}", killed.elapsed());
    runner.stop(Duration::from_secs(5)).await;
}

#[tokio::test]
async fn a_job_that_kills_its_process_ends_dead() {
    let bench = Bench::new().await;
    let id = bench.enqueue(NewJob { max_attempts: 2, ..job("deadly") }).await;
    let started = Instant::now();
    while bench.row(&id).await.status != "Killed" {
        assert!(started.elapsed() < Duration::from_secs(40), "{:?}", bench.row(&id).await);
        // As a service manager would: start it again, however often it dies.
        let mut other = other_process(&bench);
        while other.try_wait().unwrap().is_none() && bench.row(&id).await.status != "Killed" {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let _ = other.kill();
        other.wait().unwrap();
    }
    assert_eq!(bench.row(&id).await.attempts, 2);
}

#[tokio::test]
async fn a_long_job_is_not_stolen_neither_while_it_runs_nor_while_we_stop() {
    let mut bench = Bench::new().await;
    bench.lane.concurrency = 1;
    let long = || async {
        tokio::time::sleep(Duration::from_secs(5)).await; // more than twice the silence
        Ok(())
    };
    let one = bench.run(move |_| long());
    let id = bench.enqueue(job("long")).await;
    bench.until(&id, "Running").await;
    let two = bench.run(move |_| long());
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(one.stop(Duration::from_secs(20)).await);
    let row = bench.row(&id).await;
    assert_eq!((row.status.as_str(), row.attempts, bench.seen.count()), ("Done", 1, 1));
    two.stop(Duration::from_secs(5)).await;
}

#[tokio::test]
async fn a_restart_of_postgres_is_survived_and_repeats_nothing() {
    let throwaway = Throwaway::start().await.unwrap();
    let bench = Bench::on(throwaway.access().clone()).await;
    let runner = bench.run(|d| async move {
        if d.payload == b"long" {
            tokio::time::sleep(Duration::from_secs(3)).await;
        }
        Ok(())
    });
    let long = bench.enqueue(job("long")).await;
    bench.until(&long, "Running").await;
    // As if the worker had been fetching it when the connection broke.
    let lost = bench.enqueue(NewJob { delay: 3600.0, ..job("lost") }).await;
    let fetched = sqlx::query(
        "update apalis.jobs set status = 'Queued', run_at = now(), lock_by = (select id from apalis.workers where worker_type = $2)
         where id = $1",
    );
    fetched.bind(&lost).bind(bench.lane.name).execute(&bench.worker).await.unwrap();
    unsafe { libc::kill(throwaway.cluster.pid().unwrap(), libc::SIGINT) };
    until(|| throwaway.cluster.deaths() == 1).await;
    let restarted = Instant::now();
    let next = loop {
        let mut tx = match bench.app.begin().await {
            Ok(tx) => tx,
            Err(_) => continue,
        };
        let set = sqlx::query("select set_config('app.current_tenant', $1, true)").bind(bench.tenant.to_string());
        if set.execute(&mut *tx).await.is_err() {
            continue;
        }
        let id = bench.write(&mut tx, job("next")).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        break id;
    };
    bench.until(&next, "Done").await;
    println!("recovered {:?} after the restart", restarted.elapsed());
    assert!(restarted.elapsed() < Duration::from_secs(5), "{:?}", restarted.elapsed());
    assert_eq!(bench.until(&long, "Done").await.attempts, 1);
    assert_eq!(bench.until(&lost, "Done").await.attempts, 1);
    let mut bodies = bench.seen.bodies();
    bodies.sort();
    assert_eq!(bodies, ["long", "lost", "next"], "the long one ran through, once");
    assert!(runner.stop(Duration::from_secs(5)).await);
    assert_eq!(super::lanes::workers_of(&bench).await, 0, "nor does the first worker's row stay behind");
    throwaway.stop().await.unwrap();
}

#[tokio::test]
async fn a_long_absence_of_postgres_is_no_busy_loop_and_no_end() {
    let throwaway = Throwaway::start().await.unwrap();
    let bench = Bench::on(throwaway.access().clone()).await;
    let runner = bench.run(|_| async { Ok(()) });
    let id = bench.enqueue(job("before")).await;
    bench.until(&id, "Done").await;
    let dir = throwaway.cluster.dir().to_owned();
    let Throwaway { cluster, .. } = throwaway;
    cluster.stop().await;
    let cpu = cpu_seconds();
    tokio::time::sleep(Duration::from_secs(4)).await; // longer than the silence
    let spent = cpu_seconds() - cpu;
    println!("{spent:.2} s of processor in 4 s without a database (other tests included)");
    let again = migrations::Cluster::start(&dir, migrations::Options { throwaway: true }).await.unwrap();
    let id = bench.enqueue(job("after")).await;
    bench.until(&id, "Done").await;
    assert_eq!(bench.seen.bodies(), ["before", "after"]);
    runner.stop(Duration::from_secs(5)).await;
    again.stop().await;
    std::fs::remove_dir_all(dir).unwrap();
}

fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<f64> =
        stat.rsplit(')').next().unwrap().split_whitespace().map(|f| f.parse().unwrap_or(0.0)).collect();
    (fields[11] + fields[12]) / 100.0
}
