//! What is taken, when, in which order; and a polite stop.

use super::*;

#[tokio::test]
async fn a_job_is_taken_after_the_commit_and_never_after_a_rollback() {
    let bench = Bench::new().await;
    let runner = bench.run(|_| async { Ok(()) });
    let mut rolled_back = bench.tx().await;
    bench.write(&mut rolled_back, job("never")).await.unwrap();
    let mut tx = bench.tx().await;
    let id = bench.write(&mut tx, job("kept")).await.unwrap().unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await; // several polls see neither
    assert_eq!(bench.seen.count(), 0);
    rolled_back.rollback().await.unwrap();
    tx.commit().await.unwrap();
    let row = bench.until(&id, "Done").await;
    assert_eq!((row.attempts, row.error, bench.seen.bodies()), (1, None, vec!["kept".into()]));
    assert!(runner.stop(Duration::from_secs(5)).await);
}

#[tokio::test]
async fn a_second_key_is_quietly_left_out() {
    let bench = Bench::new().await;
    let runner = bench.run(|_| async { Ok(()) });
    let mut tx = bench.tx().await;
    let first = bench.write(&mut tx, NewJob { key: Some("once"), ..job("a") }).await.unwrap();
    let second = bench.write(&mut tx, NewJob { key: Some("once"), ..job("b") }).await.unwrap();
    assert!(first.is_some() && second.is_none());
    sqlx::query("select 1").execute(&mut *tx).await.expect("the transaction goes on");
    tx.commit().await.unwrap();
    bench.until(&first.unwrap(), "Done").await;
    assert_eq!(bench.seen.bodies(), ["a"]);
    runner.stop(Duration::from_secs(5)).await;
}

#[tokio::test]
async fn urgent_jobs_go_first_and_none_before_its_time() {
    let mut bench = Bench::new().await;
    bench.lane.concurrency = 1;
    let mut last = String::new();
    for (body, priority, delay) in
        [("low", 0, 0.0), ("later", 9, 0.7), ("high", 9, 0.0), ("low too", 0, 0.0), ("high too", 9, 0.0)]
    {
        let id = bench.enqueue(NewJob { priority, delay, ..job(body) }).await;
        if body == "later" {
            last = id;
        }
    }
    let enqueued = Instant::now();
    let runner = bench.run(|_| async { Ok(()) });
    bench.until(&last, "Done").await;
    assert_eq!(bench.seen.bodies(), ["high", "high too", "low", "low too", "later"]);
    let late = bench.seen.all()[4].1.duration_since(enqueued);
    assert!(late < Duration::from_millis(1500), "due after 0.7 s, started after {late:?}");
    runner.stop(Duration::from_secs(5)).await;
}

#[tokio::test]
async fn two_hundred_jobs_one_by_one_each_start_at_once() {
    let bench = Bench::new().await;
    // A poll so rare that only the announcement can be what wakes the lane.
    let seen = bench.seen.clone();
    let pace = Pace { poll: Duration::from_secs(60), ..QUICK };
    let runner = Runner::start_at(pace, bench.worker.clone(), vec![bench.lane.clone()], move |delivery| {
        seen.add(&delivery);
        async { Ok(()) }
    });
    bench.enqueue(job("warm")).await;
    bench.until_seen(1).await;
    let mut slowest = Duration::ZERO;
    for n in 0..200_usize {
        let begun = Instant::now();
        bench.enqueue(job("next")).await;
        bench.until_seen(n + 2).await;
        slowest = slowest.max(bench.seen.all()[n + 1].1.duration_since(begun));
    }
    println!("slowest of 200: {slowest:?}");
    assert!(slowest < Duration::from_millis(250), "{slowest:?}");
    runner.stop(Duration::from_secs(5)).await;
}

#[tokio::test]
async fn no_more_at_once_than_the_lane_allows_and_no_less() {
    let mut bench = Bench::new().await;
    bench.lane.concurrency = 3;
    let (now, most) = (Arc::new(Mutex::new(0)), Arc::new(Mutex::new(0)));
    let counts = (now.clone(), most.clone());
    let runner = bench.run(move |_| {
        let (now, most) = counts.clone();
        async move {
            let running = {
                *now.lock().unwrap() += 1;
                *now.lock().unwrap()
            };
            let record = (*most.lock().unwrap()).max(running);
            *most.lock().unwrap() = record;
            tokio::time::sleep(Duration::from_millis(30)).await;
            *now.lock().unwrap() -= 1;
            Ok(())
        }
    });
    for _ in 0..20 {
        bench.enqueue(job("x")).await;
    }
    bench.until_seen(20).await;
    assert!(runner.stop(Duration::from_secs(5)).await);
    assert_eq!(*most.lock().unwrap(), 3);
}

#[tokio::test]
async fn a_polite_stop_finishes_what_runs_and_takes_no_more() {
    let mut bench = Bench::new().await;
    bench.lane.concurrency = 1;
    let runner = bench.run(|_| async {
        tokio::time::sleep(Duration::from_millis(400)).await;
        Ok(())
    });
    let running = bench.enqueue(job("running")).await;
    bench.until_seen(1).await;
    let waiting = bench.enqueue(job("waiting")).await;
    assert!(runner.stop(Duration::from_secs(5)).await, "nothing was cut short");
    let (running, waiting) = (bench.row(&running).await, bench.row(&waiting).await);
    assert_eq!(running.status, "Done");
    assert_eq!((waiting.status.as_str(), waiting.attempts), ("Pending", 0), "it keeps its attempt");
    assert_eq!(bench.seen.count(), 1);
    let left: i64 = workers_of(&bench).await;
    assert_eq!(left, 0, "no worker's row stays behind");
}

#[tokio::test]
async fn what_was_fetched_and_not_started_keeps_its_attempts_too() {
    let mut bench = Bench::new().await;
    bench.lane.concurrency = 5; // fetched two by two: the sixth waits in the buffer
    let mut ids = Vec::new();
    for _ in 0..12 {
        ids.push(bench.enqueue(job("slow")).await);
    }
    let runner = bench.run(|_| async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        Ok(())
    });
    bench.until_seen(5).await;
    let fetched = || async {
        let queued = sqlx::query_scalar("select count(*) from apalis.jobs where job_type = $1 and status = 'Queued'");
        let queued: i64 = queued.bind(bench.lane.name).fetch_one(&bench.worker).await.unwrap();
        queued
    };
    while fetched().await != 1 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(runner.stop(Duration::from_secs(5)).await);
    for id in ids {
        let row = bench.row(&id).await;
        assert!(matches!((row.status.as_str(), row.attempts), ("Done", 1) | ("Pending", 0)), "{row:?}");
    }
    assert_eq!(bench.seen.count(), 5);
}

#[tokio::test]
async fn only_its_holder_may_claim_or_finish_a_job() {
    let bench = Bench::new().await;
    let id = bench.enqueue(job("x")).await;
    let (we, they) = (format!("we-{}", bench.lane.name), format!("they-{}", bench.lane.name));
    let fetch = sqlx::query("with w as (insert into apalis.workers values ($1, $2, '', '', now())) select").bind(&we);
    fetch.bind(bench.lane.name).execute(&bench.worker).await.unwrap();
    let fetch = sqlx::query("select id from apalis.get_jobs($1, $2, 1)").bind(&we).bind(bench.lane.name);
    fetch.execute(&bench.worker).await.unwrap();
    assert!(!rows::claim(&bench.worker, &id, &they).await.unwrap());
    assert!(rows::claim(&bench.worker, &id, &we).await.unwrap());
    assert!(rows::claim(&bench.worker, &id, &we).await.unwrap(), "as after a lost answer");
    assert!(!rows::finish(&bench.worker, &id, &they, 1, rows::End::Done, None).await.unwrap());
    assert_eq!(bench.row(&id).await.status, "Running");
    assert!(rows::finish(&bench.worker, &id, &we, 1, rows::End::Done, None).await.unwrap());
    rows::forget_worker(&bench.worker, &we).await.unwrap();
    assert_eq!(workers_of(&bench).await, 0);
}

#[tokio::test]
async fn an_impatient_stop_gives_the_rest_back_at_once() {
    let bench = Bench::new().await;
    let slow = bench.run(|_| async {
        tokio::time::sleep(Duration::from_secs(60)).await;
        Ok(())
    });
    let id = bench.enqueue(job("slow")).await;
    bench.until(&id, "Running").await;
    let asked = Instant::now();
    assert!(!slow.stop(Duration::from_millis(200)).await, "it was cut short");
    assert!(asked.elapsed() < Duration::from_secs(2), "{:?}", asked.elapsed());
    let row = bench.row(&id).await;
    assert_eq!((row.status.as_str(), row.attempts), ("Pending", 1));
    let next = bench.run(|_| async { Ok(()) });
    assert_eq!(bench.until(&id, "Done").await.attempts, 2);
    next.stop(Duration::from_secs(5)).await;
}

pub async fn workers_of(bench: &Bench) -> i64 {
    let count = sqlx::query_scalar("select count(*) from apalis.workers where worker_type = $1").bind(bench.lane.name);
    count.fetch_one(&bench.worker).await.unwrap()
}
