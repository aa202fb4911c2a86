//! The folder of a private Postgres: `pgdata`, `run` (its socket), `postgres.log`, and two locks, which the kernel lets
//! go of even after kill -9: `visioncrm.lock` is ours, `postgres.lock` is held by every process of Postgres too (they
//! inherit it), so that whoever gets both knows that nobody is in there.

use std::fs::{self, File, OpenOptions, Permissions, TryLockError};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::error::{ClusterError, io_error};
use super::users::{User, effective_uid, first_blocked, server_user};

/// What fits in `sockaddr_un`, its final zero not counted.
const LONGEST_SOCKET_PATH: usize = 107;

pub struct Home {
    pub dir: PathBuf,
    pub data: PathBuf,
    pub socket_dir: PathBuf,
    pub log: PathBuf,
    pub user: User,
    /// For Postgres to inherit.
    pub postgres_lock: File,
    lock: File,
}

impl Home {
    /// Takes the folder for this process alone, and makes what is missing in it.
    pub fn take(dir: &Path) -> Result<Home, ClusterError> {
        make_dir(dir)?;
        let dir = dir.canonicalize().map_err(io_error("cannot find", dir))?;
        let lock = ours(&dir)?;
        let data = dir.join("pgdata");
        let user = server_user(&data)?;
        if let Some(blocked) = first_blocked(&data, &user) {
            return Err(ClusterError::NotTraversable { blocked: blocked.to_owned(), user: user.name });
        }
        let postgres_lock = wait_for_predecessor(&dir, &data)?;
        let socket_dir = socket_dir(&dir);
        make_private(&socket_dir, &user)?;
        forget_zombie(&data, &socket_dir)?;
        let log = dir.join("postgres.log");
        rotate(&log)?;
        Ok(Home { data, socket_dir, log, user, postgres_lock, lock, dir })
    }

    /// The major version that made the data, if there is any.
    pub fn data_version(&self) -> Option<u32> {
        fs::read_to_string(self.data.join("PG_VERSION")).ok()?.trim().parse().ok()
    }

    /// Hands a path to the user Postgres runs as; nothing to do unless we are root.
    pub fn give(&self, path: &Path) -> Result<(), ClusterError> {
        give(path, &self.user)
    }

    pub fn open_log(&self) -> Result<File, ClusterError> {
        let opened = OpenOptions::new().append(true).create(true).mode(0o600).open(&self.log);
        opened.map_err(io_error("cannot write", &self.log))
    }

    /// The last lines of the log, for an error message.
    pub fn log_tail(&self) -> String {
        let text = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(8)..].join("\n")
    }
}

impl Drop for Home {
    /// Said aloud, not left to the closing of the file: a child that another thread is just making (forked, not yet
    /// on its way) has a copy of it for a moment, and the folder would look taken.
    fn drop(&mut self) {
        let _ = self.lock.unlock();
    }
}

/// `DIR/run`, or a short folder beside it in /tmp when the path would not fit in a socket's address.
pub fn socket_dir(dir: &Path) -> PathBuf {
    let near = dir.join("run");
    if near.join(".s.PGSQL.5432").as_os_str().len() <= LONGEST_SOCKET_PATH {
        return near;
    }
    let mut hash = DefaultHasher::new();
    dir.hash(&mut hash);
    PathBuf::from(format!("/tmp/visioncrm-{:016x}", hash.finish()))
}

fn make_dir(dir: &Path) -> Result<(), ClusterError> {
    if dir.exists() {
        return Ok(());
    }
    if let Some(parent) = dir.parent() {
        fs::create_dir_all(parent).map_err(io_error("cannot make", parent))?;
    }
    // As root, Postgres (another user) has to walk through; what is in there has its own 0700 and 0600.
    let mode = if effective_uid() == 0 { 0o711 } else { 0o700 };
    fs::DirBuilder::new().mode(mode).create(dir).map_err(io_error("cannot make", dir))
}

/// A folder of Postgres alone. In /tmp anybody may have been there first, so what exists is looked at, not trusted.
fn make_private(dir: &Path, user: &User) -> Result<(), ClusterError> {
    let made = fs::DirBuilder::new().mode(0o700).create(dir);
    if made.is_ok() {
        return give(dir, user);
    }
    let meta = dir.symlink_metadata().map_err(io_error("cannot make", dir))?;
    if !meta.is_dir() || (meta.uid() != user.uid && meta.uid() != effective_uid()) {
        return Err(ClusterError::SomeoneElses { dir: dir.to_owned(), owner: meta.uid() });
    }
    fs::set_permissions(dir, Permissions::from_mode(0o700)).map_err(io_error("cannot close to others", dir))?;
    give(dir, user)
}

fn give(path: &Path, user: &User) -> Result<(), ClusterError> {
    if effective_uid() != 0 {
        return Ok(());
    }
    chown(path, Some(user.uid), Some(user.gid)).map_err(io_error("cannot hand over", path))
}

fn ours(dir: &Path) -> Result<File, ClusterError> {
    let path = dir.join("visioncrm.lock");
    let mut file = open_lock(&path)?;
    if !try_lock(&file, &path)? {
        let mut pid = String::new();
        file.read_to_string(&mut pid).map_err(io_error("cannot read", &path))?;
        let (pid, socket_dir) = (pid.trim().to_owned(), socket_dir(dir));
        return Err(ClusterError::AlreadyRunning { dir: dir.to_owned(), pid, socket_dir });
    }
    file.set_len(0).map_err(io_error("cannot write", &path))?;
    writeln!(file, "{}", std::process::id()).map_err(io_error("cannot write", &path))?;
    Ok(file)
}

/// After kill -9 of us the kernel has told Postgres to stop (keeper.rs), but a checkpoint takes its time.
fn wait_for_predecessor(dir: &Path, data: &Path) -> Result<File, ClusterError> {
    let path = dir.join("postgres.lock");
    let file = open_lock(&path)?;
    let started = Instant::now();
    // Started by hand, it has no lock of ours; its number in postmaster.pid has to do.
    while !try_lock(&file, &path)? || named(data).is_some_and(|pid| stands_in(pid, data)) {
        if started.elapsed() > Duration::from_secs(90) {
            return Err(ClusterError::StillThere { dir: data.to_owned(), pid: named(data).unwrap_or_default() });
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(file)
}

/// Killed with -9 and not waited for (in a container whose first process does not do that), the old Postgres is a
/// zombie for ever, and the new one would believe it alive. The locks say that it is not.
fn forget_zombie(data: &Path, socket_dir: &Path) -> Result<(), ClusterError> {
    if !named(data).is_some_and(|pid| Path::new(&format!("/proc/{pid}")).exists()) {
        return Ok(());
    }
    for stale in [socket_dir.join(".s.PGSQL.5432.lock"), data.join("postmaster.pid")] {
        if stale.exists() {
            fs::remove_file(&stale).map_err(io_error("cannot remove", &stale))?;
        }
    }
    Ok(())
}

/// The process of postmaster.pid.
fn named(data: &Path) -> Option<i32> {
    let text = fs::read_to_string(data.join("postmaster.pid")).ok()?;
    text.lines().next()?.trim().parse().ok()
}

/// Every process of Postgres works in its data folder; a zombie, or another program under a reused number, does not.
fn stands_in(pid: i32, data: &Path) -> bool {
    fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|cwd| cwd == data)
}

fn open_lock(path: &Path) -> Result<File, ClusterError> {
    let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(path);
    opened.map_err(io_error("cannot open", path))
}

fn try_lock(file: &File, path: &Path) -> Result<bool, ClusterError> {
    match file.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(source)) => Err(io_error("cannot lock", path)(source)),
    }
}

fn rotate(log: &Path) -> Result<(), ClusterError> {
    if !log.exists() {
        return Ok(());
    }
    fs::rename(log, log.with_extension("log.1")).map_err(io_error("cannot set aside", log))
}
