//! Failures: again later, never again, no more.

use super::*;

#[tokio::test]
async fn a_failed_job_comes_back_later_and_later() {
    let bench = Bench::new().await;
    let runner = bench.run(|d| async move { if d.attempt < 3 { Err(Failure::Retry("busy".into())) } else { Ok(()) } });
    let id = bench.enqueue(job("x")).await;
    let row = bench.until(&id, "Failed").await;
    assert_eq!((row.attempts, row.error.as_deref(), row.done), (1, Some("busy"), false));
    assert!((1.0..2.6).contains(&row.due_in), "about 2 s, not {}", row.due_in);
    let row = bench.until(&id, "Done").await;
    assert_eq!((row.attempts, row.error), (3, None));
    let at: Vec<Instant> = bench.seen.all().into_iter().map(|(_, at)| at).collect();
    let (first, second) = (at[1] - at[0], at[2] - at[1]);
    println!("pauses {first:?} {second:?}");
    assert!(first >= Duration::from_millis(1500) && first < Duration::from_millis(3000), "{first:?}");
    assert!(second >= Duration::from_millis(3000) && second < Duration::from_millis(5600), "{second:?}");
    runner.stop(Duration::from_secs(5)).await;
}

#[tokio::test]
async fn giving_up_is_for_good() {
    let bench = Bench::new().await;
    let runner = bench.run(|_| async { Err(Failure::GiveUp("no such number".into())) });
    let id = bench.enqueue(job("x")).await;
    let row = bench.until(&id, "Killed").await;
    assert_eq!((row.attempts, row.error.as_deref(), row.done), (1, Some("no such number"), true));
    make_due(&bench, &id).await;
    tokio::time::sleep(Duration::from_millis(400)).await; // several polls
    assert_eq!(bench.seen.count(), 1);
    runner.stop(Duration::from_secs(5)).await;
}

#[tokio::test]
async fn the_last_attempt_knows_that_it_is_the_last() {
    let bench = Bench::new().await;
    let runner = bench.run(|_| async { Err(Failure::Retry("still busy".into())) });
    let id = bench.enqueue(NewJob { max_attempts: 2, ..job("x") }).await;
    bench.until_seen(1).await;
    bench.until(&id, "Failed").await;
    make_due(&bench, &id).await;
    bench.until_seen(2).await;
    let lasts: Vec<(u32, u32, bool)> =
        bench.seen.all().iter().map(|(d, _)| (d.attempt, d.max_attempts, d.last)).collect();
    assert_eq!(lasts, [(1, 2, false), (2, 2, true)]);
    let row = bench.until(&id, "Failed").await;
    until_done(&bench, &id).await;
    make_due(&bench, &id).await;
    tokio::time::sleep(Duration::from_millis(400)).await; // several polls
    assert_eq!(bench.seen.count(), 2, "dead: {row:?}");
    runner.stop(Duration::from_secs(5)).await;
}

#[tokio::test]
async fn a_panic_is_a_failure_like_another() {
    let bench = Bench::new().await;
    let runner = bench.run(|d| async move {
        assert!(d.attempt > 1, "boom at {}", d.attempt);
        Ok(())
    });
    let id = bench.enqueue(job("x")).await;
    let row = bench.until(&id, "Failed").await;
    assert_eq!(row.error.as_deref(), Some("panic: boom at 1"));
    make_due(&bench, &id).await;
    assert_eq!(bench.until(&id, "Done").await.attempts, 2);
    runner.stop(Duration::from_secs(5)).await;
}

#[tokio::test]
async fn what_takes_too_long_is_dropped_and_tried_again() {
    struct NotesItsDrop(Arc<Mutex<bool>>);
    impl Drop for NotesItsDrop {
        fn drop(&mut self) {
            *self.0.lock().unwrap() = true;
        }
    }
    let mut bench = Bench::new().await;
    bench.lane.timeout = Duration::from_millis(150);
    let dropped = Arc::new(Mutex::new(false));
    let note = dropped.clone();
    let runner = bench.run(move |d| {
        let guard = NotesItsDrop(note.clone());
        async move {
            if d.attempt == 1 {
                tokio::time::sleep(Duration::from_secs(60)).await;
            }
            drop(guard);
            Ok(())
        }
    });
    let id = bench.enqueue(job("x")).await;
    let row = bench.until(&id, "Failed").await;
    assert_eq!(row.error.as_deref(), Some("slow: not done after 150ms"));
    assert!(*dropped.lock().unwrap(), "it does not go on in secret");
    make_due(&bench, &id).await;
    bench.until(&id, "Done").await;
    runner.stop(Duration::from_secs(5)).await;
}

#[tokio::test]
async fn a_payload_that_is_no_json_reaches_the_handler_and_hurts_nobody() {
    let bench = Bench::new().await;
    let runner = bench.run(|d| async move {
        match serde_json::from_slice::<serde_json::Value>(&d.payload) {
            Ok(_) => Ok(()),
            Err(_) => Err(Failure::GiveUp("unreadable".into())),
        }
    });
    let bad = bench.enqueue(job("{ not json")).await;
    let good = bench.enqueue(job("{}")).await;
    assert_eq!(bench.until(&bad, "Killed").await.error.as_deref(), Some("unreadable"));
    bench.until(&good, "Done").await;
    runner.stop(Duration::from_secs(5)).await;
}

/// What time would do.
pub async fn make_due(bench: &Bench, id: &str) {
    let update = sqlx::query("update apalis.jobs set run_at = now() - interval '1 second' where id = $1").bind(id);
    update.execute(&bench.worker).await.unwrap();
}

async fn until_done(bench: &Bench, id: &str) {
    let started = Instant::now();
    while !bench.row(id).await.done {
        assert!(started.elapsed() < Duration::from_secs(10));
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
