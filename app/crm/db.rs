//! The doors to Postgres. `TenantTx` is the only one to a garage's data: row security does the rest.

use sqlx::{
    AssertSqlSafe, PgConnection, PgPool, Postgres, Transaction,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use std::{sync::Arc, time::Duration};

use crate::{
    cx::Cx,
    error::Result,
    ids::TenantId,
    keys::{GarageKey, Keys},
};

#[derive(Clone)]
pub struct Db {
    pool: PgPool,
    keys: Arc<Keys>,
}

impl Db {
    /// `options` are those of the program's own login, which owns nothing and bypasses nothing.
    pub async fn connect(options: PgConnectOptions, connections: u32, keys: Arc<Keys>) -> Result<Db> {
        let pool = PgPoolOptions::new()
            .max_connections(connections)
            .min_connections(1)
            .acquire_timeout(Duration::from_secs(8))
            // Saves a round trip a request; a connection lost since is noticed by its first query and retried (`begin`).
            .test_before_acquire(false)
            .connect_with(options)
            .await?;
        Ok(Db { pool, keys })
    }

    /// Opens the door to one garage for one act. Dropped without `commit`, nothing has happened.
    pub async fn begin(&self, cx: &Cx) -> Result<TenantTx> {
        self.open("BEGIN", cx).await
    }

    /// The same for looking only: Postgres refuses any change, so a GET cannot make one.
    pub async fn look(&self, cx: &Cx) -> Result<TenantTx> {
        self.open("BEGIN READ ONLY", cx).await
    }

    async fn open(&self, begin: &'static str, cx: &Cx) -> Result<TenantTx> {
        // All three are made of hexadecimal digits, dashes and fixed words (`Display` of ids, of a parsed address): nothing
        // to escape. One round trip for BEGIN and the settings.
        let Cx { tenant, actor, origin, .. } = cx;
        let statement = format!(
            "{begin}; SET LOCAL app.current_tenant = '{tenant}'; SET LOCAL app.actor = '{actor}'; SET LOCAL app.origin = '{origin}'"
        );
        let tx = match self.pool.begin_with(AssertSqlSafe(statement.clone())).await {
            Ok(tx) => tx,
            // After a restart of Postgres each idle connection fails once: take new ones until one answers.
            Err(error) if is_broken_connection(&error) => self.begin_afresh(&statement, error).await?,
            Err(error) => return Err(error.into()),
        };
        Ok(TenantTx { tx, cx: cx.clone(), keys: self.keys.clone() })
    }

    async fn begin_afresh(&self, statement: &str, first: sqlx::Error) -> Result<Transaction<'static, Postgres>> {
        let mut last = first;
        for _ in 0..=self.pool.size() {
            match self.pool.begin_with(AssertSqlSafe(statement.to_owned())).await {
                Ok(tx) => return Ok(tx),
                Err(error) if is_broken_connection(&error) => last = error,
                Err(error) => return Err(error.into()),
            }
        }
        Err(last.into())
    }

    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// For the few named functions that answer without a garage: host lookup, readiness.
    pub(crate) fn without_tenant(&self) -> &PgPool {
        &self.pool
    }

    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// Does Postgres answer?
    pub async fn ping(&self) -> Result<()> {
        sqlx::query("select 1").execute(&self.pool).await?;
        Ok(())
    }

    /// Connections open and idle, for /metrics.
    pub fn connections(&self) -> (u32, usize) {
        (self.pool.size(), self.pool.num_idle())
    }
}

fn is_broken_connection(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::Protocol(_) | sqlx::Error::WorkerCrashed => true,
        // 57P01 admin_shutdown, 57P02 crash_shutdown, 57P03 cannot_connect_now
        sqlx::Error::Database(db) => matches!(db.code().as_deref(), Some("57P01" | "57P02" | "57P03")),
        _ => false,
    }
}

/// A transaction bound to one garage and one actor.
pub struct TenantTx {
    tx: Transaction<'static, Postgres>,
    cx: Cx,
    keys: Arc<Keys>,
}

impl TenantTx {
    pub fn cx(&self) -> &Cx {
        &self.cx
    }
    pub fn tenant(&self) -> TenantId {
        self.cx.tenant
    }
    /// The garage is the same, and who asks is known now: a page is read in the transaction that found its session.
    pub fn known(&mut self, cx: &Cx) {
        if cx.tenant == self.cx.tenant {
            self.cx = cx.clone();
        }
    }
    /// The garage's own key, unwrapped once a process.
    pub async fn garage_key(&mut self) -> Result<GarageKey> {
        let keys = self.keys.clone();
        keys.garage(self).await
    }
    pub(crate) fn keys(&self) -> &Keys {
        &self.keys
    }
    pub(crate) fn keys_handle(&self) -> Arc<Keys> {
        self.keys.clone()
    }
    pub(crate) fn conn(&mut self) -> &mut PgConnection {
        &mut self.tx
    }
    pub async fn commit(self) -> Result<()> {
        self.tx.commit().await?;
        Ok(())
    }
}

/// A constraint becomes a sentence where it is known.
pub trait OnConstraint<T> {
    fn on_constraint(self, name: &str, why: impl FnOnce() -> crate::Error) -> Result<T>;
}

impl<T> OnConstraint<T> for std::result::Result<T, sqlx::Error> {
    fn on_constraint(self, name: &str, why: impl FnOnce() -> crate::Error) -> Result<T> {
        self.map_err(|error| match &error {
            sqlx::Error::Database(db) if db.constraint() == Some(name) => why(),
            _ => error.into(),
        })
    }
}
