//! One thread that starts Postgres, waits for its end and starts it again, for as long as the program lives.
//!
//! A thread and not a task: PR_SET_PDEATHSIG, by which the kernel stops Postgres when we are killed with -9, is bound
//! to the *thread* that made the child. A tokio worker or blocking thread may end long before the program does.

use std::os::fd::{AsRawFd, RawFd};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use super::binaries::{Binaries, find_or_explain};
use super::error::{ClusterError, io_error};
use super::home::Home;
use super::settings;

/// What the thread and `Cluster` tell each other.
#[derive(Default)]
pub struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Clone, Copy, Default)]
pub struct State {
    /// None between two lives of Postgres.
    pub pid: Option<i32>,
    /// Ends we did not ask for.
    pub deaths: u32,
    pub stopping: bool,
    /// The thread has ended, and Postgres with it.
    pub over: bool,
}

impl Shared {
    pub fn now(&self) -> State {
        *self.lock()
    }

    pub fn stop(&self) {
        self.change(|s| s.stopping = true);
        self.signal(libc::SIGINT); // fast shutdown: open transactions are rolled back, a checkpoint is written
    }

    pub fn signal(&self, signal: libc::c_int) {
        if let Some(pid) = self.lock().pid {
            // SAFETY: kill takes two integers.
            unsafe { libc::kill(pid, signal) };
        }
    }

    fn change(&self, f: impl FnOnce(&mut State)) {
        f(&mut self.lock());
        self.changed.notify_all();
    }

    fn pause(&self, time: Duration) {
        let waited = self.changed.wait_timeout_while(self.lock(), time, |s| !s.stopping);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // The state is plain numbers, whole after any panic.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

type Ready = oneshot::Sender<Result<Arc<Home>, ClusterError>>;

/// Takes the folder, makes what is missing, then keeps Postgres running. `ready` hears once the first child exists.
pub fn run(dir: &Path, throwaway: bool, shared: &Shared, ready: Ready) {
    match prepare(dir, throwaway) {
        Ok((home, binaries)) => keep(Arc::new(home), &binaries, throwaway, shared, ready),
        Err(e) => drop(ready.send(Err(e))), // nobody listens any more: nothing to tell
    }
    shared.change(|s| s.over = true);
}

fn keep(home: Arc<Home>, binaries: &Binaries, throwaway: bool, shared: &Shared, ready: Ready) {
    let mut ready = Some(ready);
    let mut pause = Duration::from_millis(100);
    while !shared.now().stopping {
        let born = Instant::now();
        match postgres(&home, binaries, throwaway) {
            Ok(child) => {
                shared.change(|s| s.pid = Some(child.id().cast_signed()));
                if let Some(ready) = ready.take() {
                    drop(ready.send(Ok(home.clone())));
                }
                live(child, &home, shared);
            }
            Err(e) => match ready.take() {
                Some(ready) => return drop(ready.send(Err(e))),
                None => tracing::error!("PostgreSQL cannot be started again: {e}"),
            },
        }
        // A long life forgives the deaths before it.
        pause = if born.elapsed() > Duration::from_secs(60) { Duration::from_millis(100) } else { pause };
        shared.pause(pause);
        pause = (pause * 2).min(Duration::from_secs(10));
    }
}

/// One life of Postgres, to its end.
fn live(mut child: Child, home: &Home, shared: &Shared) {
    if shared.now().stopping {
        shared.stop(); // asked while the child was being made
    }
    let end = child.wait();
    let asked = shared.now().stopping;
    shared.change(|s| {
        s.pid = None;
        s.deaths += u32::from(!asked);
    });
    if !asked {
        tracing::error!(?end, log = %home.log.display(), "PostgreSQL ended by itself; starting it again");
    }
}

fn prepare(dir: &Path, throwaway: bool) -> Result<(Home, Binaries), ClusterError> {
    let home = Home::take(dir)?;
    let binaries = find_or_explain(&home.data, home.data_version())?;
    settings::make(&home, &binaries, throwaway, |program| command(program, &home))?;
    settings::write(&home)?;
    Ok((home, binaries))
}

fn postgres(home: &Home, binaries: &Binaries, throwaway: bool) -> Result<Child, ClusterError> {
    let program = binaries.dir.join("postgres");
    let log = home.open_log()?;
    let err = log.try_clone().map_err(io_error("cannot write", &home.log))?;
    let mut command = command(&program, home);
    // On the command line nothing in the folder can open a port: not even postgresql.auto.conf.
    command.arg("-D").arg(&home.data).arg("-k").arg(&home.socket_dir).args(["-h", "", "-p", "5432"]);
    if throwaway {
        command.args(["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]);
    }
    command.stdout(log).stderr(err).spawn().map_err(io_error("cannot start", &program))
}

/// A child that runs as the server's user, knows none of our secrets and dies with us.
fn command(program: &Path, home: &Home) -> Command {
    let mut command = Command::new(program);
    command.env_clear().env("LC_ALL", "C.UTF-8").env("PATH", "/usr/bin:/bin").current_dir("/").stdin(Stdio::null());
    if super::users::effective_uid() == 0 {
        command.uid(home.user.uid).gid(home.user.gid); // std drops the supplementary groups too
    }
    // Its own process group: Ctrl-C is for us first, and we stop it in order.
    command.process_group(0);
    inherit(&mut command, home.postgres_lock.as_raw_fd());
    die_with_parent(&mut command);
    command
}

/// Takes "close on exec" off in this child only; another child made at the same moment does not get the lock.
fn inherit(command: &mut Command, file: RawFd) {
    let keep = move || {
        // SAFETY: fcntl with F_SETFD takes integers only and is async-signal-safe.
        let failed = unsafe { libc::fcntl(file, libc::F_SETFD, 0) } == -1;
        if failed { Err(std::io::Error::last_os_error()) } else { Ok(()) }
    };
    // SAFETY: between fork and exec `keep` makes one system call and allocates nothing; `home` keeps the file open.
    unsafe { command.pre_exec(keep) };
}

#[cfg(target_os = "linux")]
fn die_with_parent(command: &mut Command) {
    let parent = std::process::id().cast_signed();
    let ask = move || {
        // SAFETY: prctl and getppid are async-signal-safe and take integers only.
        let failed = unsafe { libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGINT) } != 0;
        // We may have been killed between fork and prctl: then nobody would ever tell it.
        let orphan = unsafe { libc::getppid() } != parent;
        if failed || orphan { Err(std::io::Error::last_os_error()) } else { Ok(()) }
    };
    // SAFETY: between fork and exec `ask` makes two system calls and allocates nothing. It runs after std has changed
    // the user, which would otherwise clear the wish.
    unsafe { command.pre_exec(ask) };
}

/// Elsewhere (a developer's Mac) Postgres outlives kill -9, and the next start waits for it.
#[cfg(not(target_os = "linux"))]
fn die_with_parent(_: &mut Command) {}
