//! The database from nothing: a private PostgreSQL when none is given, its roles, apalis's tables, then our SQL.
//!
//! The SQL files beside this one run in the order of their numbers, each once, forward only.

mod access;
pub mod cluster;
pub mod roles;
#[cfg(test)]
mod tests;
mod throwaway;

use std::time::{Duration, Instant};

use apalis_postgres::PostgresStorage;
use sqlx::migrate::{MigrateError as SqlxError, Migrator};
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::{ConnectOptions, Connection};

pub use access::{Access, url_of};
pub use cluster::{Cluster, ClusterError, Options};
pub use roles::print_roles_sql;
pub use throwaway::Throwaway;

// This very folder, by its name: sqlx refuses "." (sqlx-macros-core 0.9 `resolve_path`), and skips what is not `N_name.sql`.
static OURS: Migrator = sqlx::migrate!("../migrations");

#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    #[error("the database does not answer: {0}. Is its address right, and is it running?")]
    NoAnswer(sqlx::Error),
    #[error("DATABASE_ADMIN_URL may not do this ({why}). Let an administrator of the server run:\n\n{sql}")]
    MayNot { why: String, sql: String },
    #[error(
        "the role {0} is a superuser or bypasses row security: garages would see each other. Take that from it (`alter role … nosuperuser nobypassrls`)"
    )]
    RoleTooStrong(String),
    #[error(
        "the PostgreSQL extension {name} is not installed on the server (`apt install postgresql-contrib`, or ask the host to allow it)"
    )]
    NoExtension { name: String },
    #[error(
        "migration {0} was edited after it had run on this database. Put the file back as it was and write a new one"
    )]
    Edited(i64),
    #[error("migration of apalis's tables: {0}")]
    Apalis(#[source] apalis_postgres::Error),
    #[error("migration: {0}")]
    Ours(#[source] SqlxError),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// What a run of `migrate` found to do.
#[derive(Debug, Default)]
pub struct Report {
    /// Roles and extensions.
    pub made: Vec<String>,
    /// Our migrations applied by this run.
    pub applied: Vec<i64>,
    /// Migrations this program does not know: a newer one was here. Ours goes on, since they work with yesterday's code.
    pub unknown: Vec<i64>,
    pub took: Duration,
}

/// Brings the database of `admin` up to date, making it when it is missing. Idempotent; several programs may call it
/// at once, the others wait. `admin` is a superuser, or a member of `visioncrm_owner` once an administrator has run
/// `print_roles_sql`.
pub async fn migrate(admin: PgConnectOptions) -> Result<Report, MigrateError> {
    migrate_up_to(admin, i64::MAX).await
}

/// The same as an older program would, whose newest migration is `newest`: what an upgrade finds.
pub async fn migrate_up_to(admin: PgConnectOptions, newest: i64) -> Result<Report, MigrateError> {
    let started = Instant::now();
    let mut conn = open(&admin).await?;
    // One at a time. The lock goes with the connection, so a killed migration frees it.
    sqlx::query("select pg_advisory_lock(hashtext('visioncrm migrate'))").execute(&mut conn).await?;
    let made = roles::prepare(&mut conn).await?;
    let pool = owner_pool(admin).await?;
    let ran = run(&pool, newest).await;
    pool.close().await;
    conn.close().await?;
    let (applied, unknown) = ran?;
    Ok(Report { made, applied, unknown, took: started.elapsed() })
}

/// Has none of our migrations run here yet? Makes nothing, not even the database.
pub async fn is_new(admin: PgConnectOptions) -> Result<bool, MigrateError> {
    let mut conn = match admin.connect().await {
        Ok(conn) => conn,
        Err(e) if is_missing(&e) => return Ok(true),
        Err(e) => return Err(MigrateError::NoAnswer(e)),
    };
    let has: bool =
        sqlx::query_scalar("select to_regclass('public.key_fingerprints') is not null").fetch_one(&mut conn).await?;
    conn.close().await?;
    Ok(!has)
}

fn is_missing(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(|e| e.code()).is_some_and(|code| code == "3D000")
}

async fn open(admin: &PgConnectOptions) -> Result<PgConnection, MigrateError> {
    match admin.connect().await {
        Ok(conn) => Ok(conn),
        Err(e) if is_missing(&e) => {
            let mut conn = admin.clone().database("postgres").connect().await.map_err(MigrateError::NoAnswer)?;
            roles::make_database(&mut conn, admin.get_database().unwrap_or(roles::DATABASE)).await?;
            conn.close().await?;
            admin.connect().await.map_err(MigrateError::NoAnswer)
        }
        Err(e) => Err(MigrateError::NoAnswer(e)),
    }
}

/// A migration waits 15 s for a busy table and then fails, rather than make every garage wait behind it.
async fn owner_pool(admin: PgConnectOptions) -> Result<PgPool, MigrateError> {
    let options = [("role", roles::OWNER), ("lock_timeout", "15s"), ("client_min_messages", "warning")];
    Ok(PgPoolOptions::new().max_connections(1).connect_with(admin.options(options)).await?)
}

async fn run(pool: &PgPool, newest: i64) -> Result<(Vec<i64>, Vec<i64>), MigrateError> {
    PostgresStorage::setup(pool).await.map_err(MigrateError::Apalis)?;
    let before = versions(pool).await?;
    let mut ours = Migrator::with_migrations(OURS.iter().filter(|m| m.version <= newest).cloned().collect());
    ours.set_ignore_missing(true);
    let pending = ours.iter().any(|m| !before.contains(&m.version));
    if pending {
        roles::let_take_over(pool, true).await?;
    }
    let ran = ours.run(pool).await;
    if pending {
        roles::let_take_over(pool, false).await?;
    }
    ran.map_err(|e| match e {
        SqlxError::VersionMismatch(version) => MigrateError::Edited(version),
        other => MigrateError::Ours(other),
    })?;
    let applied = versions(pool).await?.into_iter().filter(|v| !before.contains(v)).collect();
    let unknown = before.into_iter().filter(|v| !OURS.version_exists(*v)).collect();
    Ok((applied, unknown))
}

async fn versions(pool: &PgPool) -> Result<Vec<i64>, MigrateError> {
    let exists: bool =
        sqlx::query_scalar("select to_regclass('public._sqlx_migrations') is not null").fetch_one(pool).await?;
    if !exists {
        return Ok(Vec::new());
    }
    Ok(sqlx::query_scalar("select version from public._sqlx_migrations order by version").fetch_all(pool).await?)
}
