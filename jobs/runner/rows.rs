//! The statements on apalis's tables. A job belongs to the worker in `lock_by`; every statement says whose job it means
//! to touch, so that a worker believed dead (a suspended machine) changes nothing when it comes back.

use serde_json::json;
use sqlx::PgPool;

/// Takes a fetched job for running; again if need be, since the first answer may have been lost with its connection.
/// False when the job was taken from us meanwhile.
pub async fn claim(pool: &PgPool, id: &str, worker: &str) -> sqlx::Result<bool> {
    let claimed = sqlx::query(
        "update apalis.jobs set status = 'Running', lock_at = now() where id = $1 and lock_by = $2 and status in ('Queued', 'Running')",
    );
    Ok(claimed.bind(id).bind(worker).execute(pool).await?.rows_affected() == 1)
}

#[derive(Clone, Copy, Debug)]
pub enum End {
    Done,
    Failed,
    Killed,
}

/// Writes how an attempt ended; the trigger `jobs_guard` moves `run_at` of a failed one. `lock_by` is emptied because a
/// worker's row could otherwise not be removed for a week (foreign key). False when the job was taken from us.
pub async fn finish(
    pool: &PgPool,
    id: &str,
    worker: &str,
    attempt: u32,
    end: End,
    error: Option<&str>,
) -> sqlx::Result<bool> {
    let status = match end {
        End::Done => "Done",
        End::Failed => "Failed",
        End::Killed => "Killed",
    };
    let result = error.map_or(json!({ "Ok": null }), |e| json!({ "Err": e }));
    let finished = sqlx::query(
        "update apalis.jobs
         set status = $3, attempts = $4, last_result = $5, done_at = now(), lock_by = null
         where id = $1 and lock_by = $2 and status = 'Running'",
    );
    let attempt = i32::try_from(attempt).unwrap_or(i32::MAX);
    let finished = finished.bind(id).bind(worker).bind(status).bind(attempt).bind(result);
    Ok(finished.execute(pool).await?.rows_affected() == 1)
}

/// Gives back what a worker holds, but for the jobs still in hand. A job not yet started keeps its attempt (trigger).
pub async fn give_back(pool: &PgPool, worker: &str, in_hand: &[String]) -> sqlx::Result<()> {
    let given = sqlx::query(
        "update apalis.jobs
         set status = 'Pending', lock_by = null, lock_at = null, attempts = attempts + 1,
             last_result = case when status = 'Running' then '{\"Err\": \"stopped: its worker stopped\"}' else last_result end
         where lock_by = $1 and status in ('Queued', 'Running') and not id = any ($2)",
    );
    let given = given.bind(worker).bind(in_hand).execute(pool).await?.rows_affected();
    if given > 0 {
        tracing::info!(worker, jobs = given, "jobs given back");
    }
    Ok(())
}

/// The same for every worker there is.
pub async fn give_back_all(pool: &PgPool) -> sqlx::Result<()> {
    let workers: Vec<String> = sqlx::query_scalar("select id from apalis.workers").fetch_all(pool).await?;
    for worker in workers {
        give_back(pool, &worker, &[]).await?;
        forget_worker(pool, &worker).await?;
    }
    Ok(())
}

pub async fn forget_worker(pool: &PgPool, worker: &str) -> sqlx::Result<()> {
    let gone = sqlx::query(
        "delete from apalis.workers w where w.id = $1 and not exists (select from apalis.jobs j where j.lock_by = w.id)",
    );
    gone.bind(worker).execute(pool).await.map(drop)
}

pub async fn beat(pool: &PgPool, workers: &[String]) -> sqlx::Result<()> {
    sqlx::query("update apalis.workers set last_seen = now() where id = any ($1)")
        .bind(workers)
        .execute(pool)
        .await
        .map(drop)
}

/// Finished jobs that nobody will ask for any more (`clean_jobs` says after how long), and workers without jobs.
pub async fn clean(pool: &PgPool) -> sqlx::Result<i64> {
    sqlx::query_scalar("select clean_jobs()").fetch_one(pool).await
}
