//! A PostgreSQL of our own, as a child process, for the garage that has no server: started with us, stopped with us,
//! reachable only through a socket in a closed folder.
//!
//! Survives kill -9 of us (the kernel stops it; the next start waits for that), kill -9 of itself (it is started
//! again and recovers), Ctrl-C, root and ordinary users. The parts: `binaries` finds it, `users` says as whom it runs,
//! `home` owns the folder, `settings` makes and sets it, `keeper` keeps it running.

mod binaries;
mod error;
mod home;
mod keeper;
mod settings;
#[cfg(test)]
mod tests;
mod users;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use sqlx::postgres::PgConnection;
use sqlx::{ConnectOptions, Connection};
use tokio::sync::oneshot;

pub use binaries::{Binaries, MIN_MAJOR};
pub use error::ClusterError;

use crate::access::Access;
use home::Home;
use keeper::Shared;

#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// For tests: nothing survives a power cut, everything is several times faster.
    pub throwaway: bool,
}

pub struct Cluster {
    home: Arc<Home>,
    shared: Arc<Shared>,
    access: Access,
}

impl Cluster {
    /// The programs we would use for a new folder: `doctor` shows them.
    pub fn find() -> Result<Binaries, ClusterError> {
        binaries::find_or_explain(Path::new(""), None)
    }

    /// Starts the Postgres of `dir`, made at the first call, and returns when it answers. If it dies while we run, it
    /// is started again (pauses from 0.1 s to 10 s).
    pub async fn start(dir: &Path, options: Options) -> Result<Cluster, ClusterError> {
        let shared = Arc::new(Shared::default());
        let (ready, prepared) = oneshot::channel();
        let thread = std::thread::Builder::new().name("postgres".into());
        let (theirs, dir) = (shared.clone(), dir.to_owned());
        let at = dir.clone();
        let started = thread.spawn(move || keeper::run(&dir, options.throwaway, &theirs, ready));
        started.map_err(error::io_error("cannot start a thread for", &at))?;
        let home = prepared.await.unwrap_or_else(|_| {
            Err(ClusterError::NotStarted { log: at.join("postgres.log"), tail: "(our own thread panicked)".into() })
        })?;
        let access = Access::private(&home.socket_dir);
        let cluster = Cluster { home, shared, access };
        cluster.answers().await?;
        Ok(cluster)
    }

    /// How to connect, as whom.
    pub fn access(&self) -> &Access {
        &self.access
    }

    pub fn dir(&self) -> &Path {
        &self.home.dir
    }

    pub fn socket_dir(&self) -> PathBuf {
        self.home.socket_dir.clone()
    }

    /// The process now running; None for the moment between a death and the next start.
    pub fn pid(&self) -> Option<i32> {
        self.shared.now().pid
    }

    /// How often Postgres died by itself and was started again.
    pub fn deaths(&self) -> u32 {
        self.shared.now().deaths
    }

    /// Fast shutdown: open transactions are rolled back, everything committed is on disk. Returns when it has ended.
    pub async fn stop(self) {
        self.shared.stop();
        let asked = Instant::now();
        while !self.shared.now().over {
            if asked.elapsed() > Duration::from_secs(60) {
                // Immediate shutdown: the next start recovers from the journal. Better than never ending.
                self.shared.signal(libc::SIGQUIT);
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Waits for the first answer. Crash recovery may take minutes, and is no error; an early end is one.
    async fn answers(&self) -> Result<(), ClusterError> {
        loop {
            match self.access.superuser().connect().await {
                Ok(conn) => {
                    let _ = PgConnection::close(conn).await;
                    return Ok(());
                }
                Err(e) => tracing::trace!("PostgreSQL does not answer yet: {e}"),
            }
            // After kill -9 Postgres leaves children that hold its memory for a moment: a few deaths are no verdict.
            let state = self.shared.now();
            if state.over || state.deaths >= 5 {
                self.shared.stop();
                return Err(ClusterError::NotStarted { log: self.home.log.clone(), tail: self.home.log_tail() });
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

impl Drop for Cluster {
    /// Asks Postgres to stop, without waiting: `stop` is for that.
    fn drop(&mut self) {
        self.shared.stop();
    }
}
