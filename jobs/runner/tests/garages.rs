//! What a garage may see and do with jobs, and what it may not: its own, and no others'.

use super::*;

type Listed = (String, String, String, i32, Option<String>, Option<String>);

async fn listed(bench: &Bench, tenant: Uuid) -> Vec<Listed> {
    let mut tx = bench.tx_of(tenant).await;
    sqlx::query_as("select id, kind, status, attempts, error, subject from garage_jobs(50)")
        .fetch_all(&mut *tx)
        .await
        .unwrap()
}

async fn retried(bench: &Bench, tenant: Uuid, id: &str) -> bool {
    let mut tx = bench.tx_of(tenant).await;
    let done = sqlx::query_scalar("select retry_garage_job($1)").bind(id).fetch_one(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    done
}

#[tokio::test]
async fn a_garage_lists_counts_and_retries_its_own_jobs_only() {
    let bench = Bench::new().await;
    let runner = bench.run(|d| async move {
        match (d.payload.as_slice(), d.attempt) {
            (b"bad", 1) if d.max_attempts == 3 => Err(Failure::GiveUp("no such number".into())),
            _ => Ok(()),
        }
    });
    let done = bench.enqueue(job("good")).await;
    bench.until(&done, "Done").await;
    let dead = bench.enqueue(NewJob { max_attempts: 3, ..job("bad") }).await;
    bench.until(&dead, "Killed").await;
    runner.stop(Duration::from_secs(5)).await;
    let waiting = bench.enqueue(NewJob { delay: 3600.0, ..job("later") }).await;

    let marc = listed(&bench, bench.tenant).await;
    let ids: Vec<&str> = marc.iter().map(|l| l.0.as_str()).collect();
    assert_eq!(ids, [waiting.as_str(), dead.as_str(), done.as_str()], "newest first");
    let (_, kind, status, attempts, error, subject) = &marc[1];
    assert_eq!((kind.as_str(), status.as_str(), *attempts), ("test", "failed", 1));
    assert_eq!((error.as_deref(), subject.as_deref()), (Some("no such number"), Some("/tests/1")));
    let mut tx = bench.tx().await;
    let failed: i64 = sqlx::query_scalar("select count_failed_garage_jobs()").fetch_one(&mut *tx).await.unwrap();
    assert_eq!(failed, 1);
    let troubled: Vec<String> =
        sqlx::query_scalar("select id from garage_troubled_jobs(50)").fetch_all(&mut *tx).await.unwrap();
    assert_eq!(troubled, [dead.as_str()]);
    drop(tx);

    let nadia = Uuid::new_v4();
    assert!(listed(&bench, nadia).await.is_empty());
    assert!(!retried(&bench, nadia, &dead).await, "another garage's job is not found");
    assert_eq!(bench.row(&dead).await.status, "Killed");
    assert!(!retried(&bench, bench.tenant, &done).await, "what is done is done");
    assert!(retried(&bench, bench.tenant, &dead).await);
    let row = bench.row(&dead).await;
    assert_eq!((row.status.as_str(), row.attempts, row.done), ("Pending", 0, false));
}

#[tokio::test]
async fn without_a_garage_there_are_no_jobs() {
    let bench = Bench::new().await;
    let id = bench.enqueue(NewJob { delay: 3600.0, ..job("x") }).await;
    let count: i64 = sqlx::query_scalar("select count(*) from garage_jobs(50)").fetch_one(&bench.app).await.unwrap();
    assert_eq!(count, 0);
    let retried: bool =
        sqlx::query_scalar("select retry_garage_job($1)").bind(&id).fetch_one(&bench.app).await.unwrap();
    assert!(!retried);
}

#[tokio::test]
async fn the_app_cannot_read_a_payload_nor_write_in_anothers_name() {
    let bench = Bench::new().await;
    bench.enqueue(NewJob { delay: 3600.0, ..job("secret") }).await;
    let mut tx = bench.tx().await;
    let refused = sqlx::query("select job from apalis.jobs").fetch_all(&mut *tx).await.unwrap_err();
    assert!(refused.to_string().contains("permission denied"), "{refused}");
    let mut tx = bench.tx_of(Uuid::new_v4()).await;
    let seen: i64 = sqlx::query_scalar("select count(id) from apalis.jobs").fetch_one(&mut *tx).await.unwrap();
    assert_eq!(seen, 0, "not even the id of another garage's job");
    let refused = bench.write(&mut tx, job("forged")).await.unwrap_err();
    assert!(refused.to_string().contains("row-level security"), "{refused}");
    let mut tx = bench.tx().await;
    for sql in [
        "update apalis.jobs set run_at = now()",
        "delete from apalis.jobs",
        "select * from apalis.workers",
        "select clean_jobs()",
    ] {
        let mut inner = sqlx::Acquire::begin(&mut *tx).await.unwrap();
        let refused = sqlx::query(sql).execute(&mut *inner).await.unwrap_err();
        assert!(refused.to_string().contains("permission denied"), "{sql}: {refused}");
    }
}

#[tokio::test]
async fn a_row_that_would_end_every_worker_is_refused() {
    let bench = Bench::new().await;
    for (what, id, metadata) in [
        ("an id that is no ULID", "'x'", "hstore('tenant', $1)"),
        ("metadata with a null", "apalis.generate_ulid()", "hstore(array['tenant', 'kind'], array[$1, null])"),
    ] {
        let mut tx = bench.tx().await;
        let sql = format!(
            "insert into apalis.jobs (id, job_type, job, status, attempts, max_attempts, run_at, priority, metadata)
             values ({id}, 'test', 'x'::bytea, 'Pending', 0, 1, now(), 0, {metadata})"
        );
        let insert = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(bench.tenant.to_string());
        let refused = insert.execute(&mut *tx).await.unwrap_err();
        assert!(refused.to_string().contains("jobs_readable"), "{what}: {refused}");
    }
}

#[tokio::test]
async fn old_jobs_are_cleaned_and_young_ones_stay() {
    let bench = Bench::new().await;
    let insert = sqlx::query(
        "insert into apalis.jobs (id, job_type, job, status, attempts, max_attempts, run_at, priority, metadata, done_at)
         select apalis.generate_ulid(), $1, '', status, attempts, 2, now(), 0, '', now() - age
         from (values ('Done', 1, interval '8 days'), ('Done', 1, interval '6 days'),
                      ('Killed', 1, interval '91 days'), ('Killed', 1, interval '89 days'),
                      ('Failed', 2, interval '91 days'), ('Failed', 1, null), ('Pending', 0, null)) v (status, attempts, age)",
    );
    insert.bind(bench.lane.name).execute(&bench.worker).await.unwrap();
    sqlx::query("select clean_jobs()").execute(&bench.worker).await.unwrap();
    let left = sqlx::query_scalar("select array_agg(status order by status) from apalis.jobs where job_type = $1");
    let left: Vec<String> = left.bind(bench.lane.name).fetch_one(&bench.worker).await.unwrap();
    assert_eq!(left, ["Done", "Failed", "Killed", "Pending"]);
}
