//! A child process on a leash: CPU time, memory, wall time and output are limited, and what it cost is known.

use std::io::{self, Read};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub cpu_seconds: u64,
    pub memory_mb: u64,
    pub output_mb: u64,
    /// When the child is killed, whatever it is doing.
    pub deadline: Instant,
}

#[derive(Debug)]
pub(crate) struct Ran {
    pub end: End,
    pub out: Vec<u8>,
    /// The end of what it said on the error channel, for the log.
    pub complaint: String,
    pub cpu: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Well,
    Status(i32),
    Signal(i32),
    CpuSpent,
    TimedOut,
    /// It wrote more than `output_mb`.
    TooMuch,
}

/// Runs to the end or to a limit. The error is only that the program could not be started.
pub(crate) fn run(command: &mut Command, limits: Limits) -> io::Result<Ran> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    clean_environment(command);
    leash(command, limits);
    let mut child = command.spawn()?;
    let pid = pid_of(&child);
    let (out, err) = (child.stdout.take(), child.stderr.take());
    Ok(thread::scope(|scope| {
        let (done, finished) = mpsc::channel();
        let reader = scope.spawn(move || {
            let read = read_some(out, limits.output_mb << 20);
            // Nobody listens any more only when the time is up, which the caller knows.
            let _ = done.send(());
            read
        });
        let grumbler = scope.spawn(move || read_and_drain(err, 64 << 10));
        let in_time = finished.recv_timeout(limits.deadline.saturating_duration_since(Instant::now())).is_ok();
        let (status, cpu, killed) = reap(pid, in_time, limits.deadline);
        let (out, too_much) = reader.join().unwrap_or_default();
        let complaint = grumbler.join().unwrap_or_default();
        let end = if too_much { End::TooMuch } else { end_of(status, killed, cpu, limits) };
        Ran { end, out, complaint: tail(&complaint), cpu }
    }))
}

/// The child needs to find its files, not our secrets.
fn clean_environment(command: &mut Command) {
    command.env_clear();
    for name in ["PATH", "HOME", "TMPDIR", "TESSDATA_PREFIX", "LD_LIBRARY_PATH"] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    // More than one OpenMP thread makes Tesseract wait busily: four times the CPU for the same page.
    command.env("OMP_THREAD_LIMIT", "1").env("LC_ALL", "C");
}

fn leash(command: &mut Command, limits: Limits) {
    let (cpu, memory) = (limits.cpu_seconds, limits.memory_mb << 20);
    let tie = move || {
        limit(libc::RLIMIT_CPU, cpu, cpu + 1)?;
        limit(libc::RLIMIT_AS, memory, memory)?;
        limit(libc::RLIMIT_CORE, 0, 0)?;
        // SAFETY: a plain system call with integers; it only asks that the child dies with the thread waiting for it.
        unsafe { libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL) };
        Ok(())
    };
    // SAFETY: between fork and exec only setrlimit and prctl are called, which are async-signal-safe; nothing allocates.
    unsafe { command.pre_exec(tie) };
}

fn limit(resource: libc::__rlimit_resource_t, soft: u64, hard: u64) -> io::Result<()> {
    let bounds = libc::rlimit { rlim_cur: soft, rlim_max: hard };
    // SAFETY: `bounds` lives for the whole call and setrlimit only reads it.
    if unsafe { libc::setrlimit(resource, &raw const bounds) } == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}

fn pid_of(child: &Child) -> libc::pid_t {
    libc::pid_t::try_from(child.id()).unwrap_or(libc::pid_t::MAX)
}

/// Reads up to `most` bytes, and says whether there was more.
fn read_some(from: Option<impl Read>, most: u64) -> (Vec<u8>, bool) {
    let mut read = Vec::new();
    if let Some(from) = from {
        // A broken pipe is the child's end; what came before it is still good.
        let _ = from.take(most + 1).read_to_end(&mut read);
    }
    let too_much = read.len() as u64 > most;
    read.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    (read, too_much)
}

/// A child whose complaints nobody reads would stop, or die of it.
fn read_and_drain(from: Option<impl Read>, most: u64) -> Vec<u8> {
    let Some(mut from) = from else { return Vec::new() };
    let (read, _) = read_some(Some(&mut from), most);
    let _ = io::copy(&mut from, &mut io::sink());
    read
}

/// Waits for the child by hand, since only `wait4` tells the CPU time of one child among others.
fn reap(pid: libc::pid_t, closed: bool, deadline: Instant) -> (ExitStatus, Duration, bool) {
    let mut killed = false;
    loop {
        if !killed && (!closed || Instant::now() >= deadline) {
            // SAFETY: the child has not been waited for, so its number still is its own.
            unsafe { libc::kill(pid, libc::SIGKILL) };
            killed = true;
        }
        let (mut status, mut usage) = (0, std::mem::MaybeUninit::<libc::rusage>::zeroed());
        let flags = if killed { 0 } else { libc::WNOHANG };
        // SAFETY: both pointers are to live locals of the right type; the child is ours.
        let got = unsafe { libc::wait4(pid, &raw mut status, flags, usage.as_mut_ptr()) };
        if got == 0 {
            thread::sleep(Duration::from_millis(1));
            continue;
        }
        if got < 0 && io::Error::last_os_error().kind() == io::ErrorKind::Interrupted {
            continue;
        }
        // SAFETY: zeroed above, which is a valid rusage, and perhaps filled by wait4.
        let usage = unsafe { usage.assume_init() };
        return (ExitStatus::from_raw(status), time(usage.ru_utime) + time(usage.ru_stime), killed);
    }
}

fn time(t: libc::timeval) -> Duration {
    Duration::from_secs(t.tv_sec.unsigned_abs()) + Duration::from_micros(t.tv_usec.unsigned_abs())
}

fn end_of(status: ExitStatus, killed: bool, cpu: Duration, limits: Limits) -> End {
    match (status.code(), status.signal()) {
        (Some(0), _) => End::Well,
        (Some(code), _) => End::Status(code),
        (None, Some(libc::SIGXCPU)) => End::CpuSpent,
        (None, Some(libc::SIGKILL)) if cpu.as_secs() >= limits.cpu_seconds => End::CpuSpent,
        (None, Some(libc::SIGKILL)) if killed => End::TimedOut,
        (None, signal) => End::Signal(signal.unwrap_or(0)),
    }
}

fn tail(complaint: &[u8]) -> String {
    let text = String::from_utf8_lossy(complaint);
    text.lines().rev().take(2).collect::<Vec<_>>().join(" / ").chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sh(script: &str, limits: Limits) -> Ran {
        run(Command::new("sh").args(["-c", script]), limits).unwrap()
    }

    fn limits() -> Limits {
        Limits { cpu_seconds: 5, memory_mb: 512, output_mb: 1, deadline: Instant::now() + Duration::from_secs(20) }
    }

    #[test]
    fn a_child_that_ends_well_gives_what_it_wrote() {
        let ran = sh("echo hello; echo oh >&2", limits());
        assert_eq!((ran.end, ran.out.as_slice(), ran.complaint.as_str()), (End::Well, b"hello\n".as_slice(), "oh"));
        assert_eq!(sh("exit 3", limits()).end, End::Status(3));
    }

    #[test]
    fn a_child_that_sleeps_is_killed() {
        let started = Instant::now();
        let ran = sh("exec sleep 30", Limits { deadline: Instant::now() + Duration::from_millis(200), ..limits() });
        assert_eq!(ran.end, End::TimedOut);
        assert!(started.elapsed() < Duration::from_secs(5));
    }

    #[test]
    fn a_child_that_closes_its_output_and_stays_is_killed() {
        let ran =
            sh("exec sleep 30 >&- 2>&-", Limits { deadline: Instant::now() + Duration::from_millis(200), ..limits() });
        assert_eq!(ran.end, End::TimedOut);
    }

    #[test]
    fn a_child_that_spins_loses_its_cpu() {
        let ran = sh("while :; do :; done", Limits { cpu_seconds: 1, ..limits() });
        assert_eq!(ran.end, End::CpuSpent);
        assert!(ran.cpu >= Duration::from_millis(500), "{:?}", ran.cpu);
    }

    #[test]
    fn a_child_that_talks_too_much_is_cut() {
        let ran = sh("exec yes", limits());
        assert_eq!((ran.end, ran.out.len()), (End::TooMuch, 1 << 20));
    }

    #[test]
    fn a_missing_program_is_an_error_and_not_an_end() {
        let error = run(&mut Command::new("no-such-program-here"), limits()).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn a_child_does_not_see_our_environment() {
        assert!(std::env::var_os("CARGO_MANIFEST_DIR").is_some());
        assert_eq!(sh("printf %s \"$CARGO_MANIFEST_DIR\"", limits()).out, b"");
    }
}
