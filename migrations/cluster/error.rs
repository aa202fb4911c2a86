//! What may go wrong with the private Postgres, each with its remedy: a garage owner's nephew reads these.

use std::io;
use std::path::{Path, PathBuf};

#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    #[error(
        "PostgreSQL {min} or newer was not found on this machine. Install it (`apt install postgresql`), or name the \
         folder that holds `postgres` and `initdb` in PG_BINDIR, or give the address of a server in DATABASE_URL"
    )]
    NoPostgres { min: u32 },

    #[error(
        "the data in {} was made by PostgreSQL {data}, which is not installed here. Install it (`apt install \
         postgresql-{data}`), or name its folder in PG_BINDIR; to change version, restore a backup into a new folder",
        dir.display()
    )]
    OtherVersion { dir: PathBuf, data: u32 },

    #[error("{} is in use by another VisionCRM (process {pid}). Stop that one first, or choose another data folder", dir.display())]
    AlreadyRunning { dir: PathBuf, pid: String, socket_dir: PathBuf },

    #[error(
        "a PostgreSQL that we did not start, or that is very slow to stop (process {pid}), uses {}. Wait, or stop it \
         with `kill -INT {pid}`, then start again",
        dir.display()
    )]
    StillThere { dir: PathBuf, pid: i32 },

    #[error(
        "PostgreSQL refuses to run as root, and there is no user `postgres` or `nobody` to run it as. Make one \
         (`useradd --system postgres`), or start VisionCRM as an ordinary user"
    )]
    NobodyToBe,

    #[error(
        "the user `{user}`, as whom PostgreSQL runs, may not pass through {}. Allow it (`chmod o+x {}`), or put the \
         data elsewhere, for example in /var/lib/visioncrm",
        blocked.display(), blocked.display()
    )]
    NotTraversable { blocked: PathBuf, user: String },

    #[error(
        "{} belongs to user number {owner}, not to you. Start VisionCRM as that user or as root, or choose another \
         data folder",
        dir.display()
    )]
    SomeoneElses { dir: PathBuf, owner: u32 },

    #[error(
        "user number {0} has no name on this machine, which PostgreSQL needs. Add it to /etc/passwd, or start VisionCRM as another user"
    )]
    Nameless(u32),

    #[error("PostgreSQL could not make its folder {}: {output}", dir.display())]
    Initdb { dir: PathBuf, output: String },

    #[error("PostgreSQL did not start; the end of {} says:\n{tail}", log.display())]
    NotStarted { log: PathBuf, tail: String },

    #[error("{what} {}: {source}", path.display())]
    Io { what: &'static str, path: PathBuf, source: io::Error },
}

/// Names the file and the deed in an I/O error: "permission denied" alone helps nobody.
pub(super) fn io_error<'a>(what: &'static str, path: &'a Path) -> impl FnOnce(io::Error) -> ClusterError + 'a {
    move |source| ClusterError::Io { what, path: path.to_owned(), source }
}
