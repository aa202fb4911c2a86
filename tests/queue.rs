//! Jobs by the real runner, with the product's own handler: one database a test, since a runner takes every garage's.
//! What concerns the runner alone (order, panics, payloads, clean-up) is asked in `jobs/runner/tests`.

use std::{
    path::Path,
    process::Stdio,
    sync::{Arc, Condvar, Mutex},
    time::{Duration, Instant},
};

use chrono::{DateTime, Utc};
use crm::{
    ids::{InvoiceId, ScanId},
    invoices, messages,
    queue::{self, Job, JobState},
    scans::{self, ScanState},
};
use jobs::{
    Works,
    runner::{Delivery, Lane, Pace, Runner},
    schedule::Scheduler,
};
use migrations::Access;
use scanner::{Answer, Engine, EngineError};

use crate::support::{Garage, PACE, Town, another_process, at_work, run, until, works};

async fn has_pdf(garage: &Garage, id: InvoiceId) -> bool {
    invoices::get(&mut garage.begin().await, id).await.unwrap().has_pdf()
}

async fn scan_state(garage: &Garage, id: ScanId) -> ScanState {
    scans::get(&mut garage.begin().await, id).await.unwrap().state
}

fn photo() -> Vec<u8> {
    let mut png = std::io::Cursor::new(Vec::new());
    let blank = image::RgbImage::from_pixel(1200, 800, image::Rgb([236, 232, 224]));
    blank.write_to(&mut png, image::ImageFormat::Png).unwrap();
    png.into_inner()
}

/// An engine that waits for a sign, or fails.
#[derive(Default)]
struct Told {
    orders: Mutex<Orders>,
    changed: Condvar,
}

#[derive(Clone, Copy, Default)]
struct Orders {
    begun: usize,
    open: bool,
    fails: bool,
}

impl Told {
    fn set(&self, change: impl FnOnce(&mut Orders)) {
        change(&mut self.orders.lock().unwrap());
        self.changed.notify_all();
    }
    fn begun(&self) -> usize {
        self.orders.lock().unwrap().begun
    }
}

impl Engine for Told {
    fn words(&self, images: &[image::GrayImage], _: &scanner::Ask) -> Result<Answer, EngineError> {
        self.set(|orders| orders.begun += 1);
        let told = self.changed.wait_while(self.orders.lock().unwrap(), |orders| !orders.open).unwrap();
        if told.fails {
            return Err(EngineError::Failed("told to".into()));
        }
        Ok(Answer { words: vec![vec![]; images.len()], ..Answer::default() })
    }
}

#[test]
fn a_job_starts_when_its_transaction_commits_and_never_without() {
    run(async {
        let town = Town::beside("queue_commit").await;
        let garage = Garage::open_in(town, crm::cx::now).await;
        let (contact, never) = (garage.contact().await, garage.contact_at("jamais@client.test").await);
        let runner = at_work(town, PACE, works(town));
        let mut rolled_back = garage.begin().await;
        queue::enqueue(&mut rolled_back, Job::SendWelcome { contact: never }).await.unwrap();
        let mut tx = garage.begin().await;
        queue::enqueue(&mut tx, Job::SendWelcome { contact }).await.unwrap();
        tokio::time::sleep(Duration::from_millis(300)).await; // three looks at the queue
        let written = async || messages::list(&mut garage.begin().await, None).await.unwrap().rows;
        assert!(written().await.is_empty(), "before the commit");
        drop(rolled_back);
        tx.commit().await.unwrap();
        until("the message", || async { !written().await.is_empty() }).await;
        runner.stop(Duration::from_secs(5)).await;
        let recipients: Vec<String> = written().await.into_iter().map(|row| row.recipient).collect();
        assert_eq!(recipients, ["jean.dupont@client.test"]);
    });
}

/// What failed together does not come back together.
#[test]
fn attempts_come_later_and_later_and_not_all_at_once() {
    run(async {
        let town = Town::get().await;
        for (failures, least, most) in [(1, 1.5, 2.5), (3, 6.0, 10.0), (6, 48.0, 80.0), (30, 2700.0, 4500.0)] {
            let (min, max, different): (f64, f64, i64) = sqlx::query_as(
                "select min(s)::float8, max(s)::float8, count(distinct s)
                 from (select extract(epoch from retry_pause($1)) as s from generate_series(1, 200)) p",
            )
            .bind(failures)
            .fetch_one(&town.admin)
            .await
            .unwrap();
            assert!(least <= min && max <= most, "after {failures}: {min} to {max} s");
            assert!(different > 150 && max - min > (most - least) / 2.0, "after {failures}: {different} pauses");
        }
    });
}

/// Not a test: the other process of the next one. It takes a job and never ends it.
#[test]
fn as_a_worker() {
    let (Ok(socket), Ok(database)) = (std::env::var("WORKER_SOCKET"), std::env::var("WORKER_DATABASE")) else { return };
    run(async {
        let access = Access::private(Path::new(&socket)).on(&database);
        let lanes = jobs::lanes();
        let pool = Runner::pool(access.worker(), &lanes);
        let _runner = Runner::start_at(QUICK, pool, lanes, |_: Delivery| async { std::future::pending().await });
        tokio::time::sleep(Duration::from_secs(60)).await;
    });
}

/// Dead after 2 s of silence instead of 20.
const QUICK: Pace = Pace { heartbeat: Duration::from_millis(500), missed: 4, poll: Duration::from_millis(100) };

#[test]
fn the_pdf_a_killed_worker_was_making_is_made_by_another_once() {
    run(async {
        let town = Town::beside("queue_killed").await;
        let garage = Garage::open_in(town, crm::cx::now).await;
        let contact = garage.contact().await;
        let socket = town.access.app().get_socket().unwrap().clone();
        let mut other = another_process("queue::as_a_worker");
        other.env("WORKER_SOCKET", socket).env("WORKER_DATABASE", "queue_killed");
        let mut other = other.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let invoice = garage.sealed(contact, None, "240").await;
        let running = async || {
            let rows = queue::list(&mut garage.begin().await, 9).await.unwrap();
            rows.iter().any(|job| job.kind == "typeset_invoice" && job.state == JobState::Running)
        };
        until("the other process is at it", running).await;
        other.kill().unwrap(); // -9
        other.wait().unwrap();
        let killed = Instant::now();
        let runner = at_work(town, QUICK, works(town));
        until("the PDF", || has_pdf(&garage, invoice)).await;
        assert!(killed.elapsed() < Duration::from_secs(20), "{:?}", killed.elapsed());
        runner.stop(Duration::from_secs(10)).await;
        let pdfs: i64 = sqlx::query_scalar("select count(*) from files where kind = 'invoice'")
            .fetch_one(&town.admin)
            .await
            .unwrap();
        assert_eq!(pdfs, 1);
    });
}

#[test]
fn a_polite_stop_finishes_what_runs_and_takes_no_more() {
    run(async {
        let town = Town::beside("queue_stop").await;
        let garage = Garage::open_in(town, crm::cx::now).await;
        let engine = Arc::new(Told::default());
        let runner = at_work(town, PACE, Works { engine: engine.clone(), ..works(town) });
        let running = garage.scan(&photo()).await;
        until("the reading has begun", || async { engine.begun() > 0 }).await;
        let waiting = garage.scan(&photo()).await;
        let stopping = tokio::spawn(runner.stop(Duration::from_secs(30)));
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert!(!stopping.is_finished(), "it waits for what runs");
        engine.set(|orders| orders.open = true);
        assert!(stopping.await.unwrap(), "nothing was cut short");
        assert_ne!(scan_state(&garage, running).await, ScanState::Reading);
        assert_eq!(scan_state(&garage, waiting).await, ScanState::Reading);
        let rows = queue::list(&mut garage.begin().await, 9).await.unwrap();
        let left = rows.iter().find(|job| job.subject == Some(format!("/scans/{waiting}"))).unwrap();
        assert_eq!((left.state, left.attempts), (JobState::Waiting, 0), "it keeps its attempts for the next program");
    });
}

/// A reading may take a minute: mail goes on. Mail may hang: readings go on.
#[test]
fn a_lane_that_is_held_up_does_not_hold_up_the_other() {
    run(async {
        let town = Town::beside("queue_lanes").await;
        let garage = Garage::open_in(town, crm::cx::now).await;
        let engine = Arc::new(Told::default());
        let runner = at_work(town, PACE, Works { engine: engine.clone(), ..works(town) });
        let mut read = Vec::new();
        for _ in 0..6 {
            read.push(garage.scan(&photo()).await);
        }
        until("the heavy lane is busy", || async { engine.begun() > 0 }).await;
        let mut tx = garage.begin().await;
        let contact = garage.contact().await;
        queue::enqueue(&mut tx, Job::SendWelcome { contact }).await.unwrap();
        tx.commit().await.unwrap();
        let kept = async || {
            let rows = messages::list(&mut garage.begin().await, None).await.unwrap().rows;
            rows.iter().any(|row| row.state == messages::MessageState::Kept)
        };
        until("the message beside the readings", kept).await;
        assert_eq!(scan_state(&garage, read[0]).await, ScanState::Reading);
        engine.set(|orders| orders.open = true);
        for id in read {
            until("each is read", || async { scan_state(&garage, id).await == ScanState::Unreadable }).await;
        }
        runner.stop(Duration::from_secs(10)).await;

        // The other way round: every place of the quick lane taken, by jobs that hang.
        let held = Arc::new(tokio::sync::Semaphore::new(0));
        let (lanes, gate) = (jobs::lanes(), held.clone());
        let pool = Runner::pool(town.access.worker(), &lanes);
        let places = lanes.iter().find(|lane: &&Lane| lane.name == "quick").unwrap().concurrency;
        let heavy = Arc::new(Mutex::new(0));
        let seen = heavy.clone();
        let runner = Runner::start_at(PACE, pool, lanes, move |delivery: Delivery| {
            let (gate, seen) = (gate.clone(), seen.clone());
            async move {
                if delivery.lane == "heavy" {
                    *seen.lock().unwrap() += 1;
                } else {
                    drop(gate.acquire().await);
                }
                Ok(())
            }
        });
        let mut tx = garage.begin().await;
        for _ in 0..places * 2 {
            queue::enqueue(&mut tx, Job::CleanGarage).await.unwrap();
        }
        tx.commit().await.unwrap();
        garage.scan(&photo()).await;
        until("a reading beside the mail that hangs", || async { *heavy.lock().unwrap() == 1 }).await;
        held.close();
        runner.stop(Duration::from_secs(10)).await;
    });
}

#[test]
fn a_reading_given_up_is_said_and_read_again_by_hand() {
    run(async {
        let town = Town::beside("queue_given_up").await;
        let garage = Garage::open_in(town, crm::cx::now).await;
        let engine = Arc::new(Told::default());
        engine.set(|orders| (orders.open, orders.fails) = (true, true));
        let works = Works { engine: engine.clone(), ..works(town) };
        let id = garage.scan(&photo()).await;
        // Its four attempts, without their pauses.
        let hurry = "update apalis.jobs set run_at = now() where status = 'Failed'";
        let runner = at_work(town, PACE, works);
        until("given up", || async {
            sqlx::query(hurry).execute(&town.worker).await.unwrap();
            scan_state(&garage, id).await == ScanState::Failed
        })
        .await;
        let mut marc = garage.marc().await;
        marc.get(&format!("/scans/{id}")).await.is(200).sees("main", "Le lecteur n’a pas répondu");
        until("on the page of jobs", || async {
            marc.clone().get("/jobs").await.texts("main")[0].contains("Abandonnée")
        })
        .await;
        let jobs = marc.get("/jobs").await.is(200).sees("main", "Le lecteur de cartes grises n’a pas répondu.");
        let retry = jobs.attributes("form[action^='/jobs/']", "action").remove(0);
        engine.set(|orders| orders.fails = false);
        marc.post(&retry, &[]).await.leads();
        until("read again", || async { scan_state(&garage, id).await == ScanState::Unreadable }).await;
        runner.stop(Duration::from_secs(10)).await;
    });
}

/// Jobs of a kind that wait, by garage.
async fn waiting(town: &Town, kind: &str) -> Vec<Option<String>> {
    let rows =
        sqlx::query_scalar("select metadata -> 'tenant' from apalis.jobs where metadata -> 'kind' = $1 order by 1");
    rows.bind(kind).fetch_all(&town.worker).await.unwrap()
}

#[test]
fn the_night_comes_once_for_each_garage_however_many_programs_run() {
    run(async {
        let town = Town::beside("queue_night").await;
        let (one, two) = (Garage::open_in(town, crm::cx::now).await, Garage::open_in(town, crm::cx::now).await);
        // The programs were off for three nights.
        sqlx::query("insert into schedule_ticks values ('clean', now() - interval '3 days')")
            .execute(&town.worker)
            .await
            .unwrap();
        let lanes = jobs::lanes();
        let start = || {
            let pool = Runner::pool(town.access.worker(), &lanes);
            Scheduler::start(pool, jobs::schedules().unwrap(), jobs::tick_job)
        };
        let schedulers = [start(), start()];
        until("the tick", || async { !waiting(town, "every_garage").await.is_empty() }).await;
        let last: DateTime<Utc> =
            sqlx::query_scalar("select last_tick from schedule_ticks").fetch_one(&town.worker).await.unwrap();
        assert!(crm::cx::now() - last < chrono::TimeDelta::days(1), "the newest of the three");
        drop(schedulers);
        assert_eq!(waiting(town, "every_garage").await, [None], "once");

        // Killed after it had told the first garage, it begins again: each garage is told once all the same.
        let payload: Vec<u8> = sqlx::query_scalar("select job from apalis.jobs where job_type = 'quick'")
            .fetch_one(&town.worker)
            .await
            .unwrap();
        let handler = jobs::handler(Arc::new(works(town)));
        for attempt in 1..=2 {
            let delivery = Delivery {
                id: String::new(),
                lane: "quick",
                payload: payload.clone(),
                attempt,
                max_attempts: 10,
                last: false,
            };
            assert_eq!(handler(delivery).await, Ok(()));
        }
        let mut both = [one.tenant.to_string(), two.tenant.to_string()].map(Some);
        both.sort();
        assert_eq!(waiting(town, "clean_garage").await, both);
        assert_eq!(one.run_jobs().await, ["clean_garage"]);
    });
}

#[test]
fn the_same_key_of_two_garages_is_two_jobs_and_of_one_garage_one() {
    run(async {
        let (marc, nadia) = (Garage::open().await, Garage::open().await);
        for garage in [&marc, &marc, &nadia] {
            let mut tx = garage.begin().await;
            queue::enqueue_once(&mut tx, Job::CleanGarage, "clean@1").await.unwrap();
            tx.commit().await.unwrap();
        }
        assert_eq!((marc.jobs().await, nadia.jobs().await), (vec!["clean_garage"], vec!["clean_garage"]));
    });
}

#[test]
fn what_is_done_is_forgotten_and_what_waits_or_failed_is_not() {
    run(async {
        let town = Town::beside("queue_clean").await;
        let garage = Garage::open_in(town, crm::cx::now).await;
        let contact = garage.contact().await;
        let mut tx = garage.begin().await;
        for _ in 0..4 {
            queue::enqueue(&mut tx, Job::SendWelcome { contact }).await.unwrap();
        }
        tx.commit().await.unwrap();
        // As if eight days had gone by.
        sqlx::raw_sql(
            "with numbered as (select id, row_number() over (order by id) as n from apalis.jobs)
             update apalis.jobs j set status = case n when 1 then 'Done' when 2 then 'Killed' when 3 then 'Done' else status end,
                                      done_at = case n when 1 then now() - interval '8 days' when 3 then now() - interval '6 days'
                                                       when 2 then now() - interval '8 days' end
             from numbered where numbered.id = j.id",
        )
        .execute(&town.worker)
        .await
        .unwrap();
        sqlx::query("select clean_jobs()").execute(&town.worker).await.unwrap();
        let rows = queue::list(&mut garage.begin().await, 9).await.unwrap();
        let mut states: Vec<&str> = rows.iter().map(|job| job.state.as_str()).collect();
        states.sort_unstable();
        assert_eq!(states, ["done", "failed", "waiting"]);
    });
}
