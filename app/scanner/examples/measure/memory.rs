//! How much memory the reading takes at its peak: this process and the engines it runs, together, looked at often.

use std::fs;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

const EVERY: Duration = Duration::from_millis(8);

#[derive(Default)]
pub struct Peak {
    kb: AtomicU64,
    over: AtomicBool,
}

impl Peak {
    /// Does the work while the memory is looked at, and gives its peak in megabytes too.
    pub fn of<T>(work: impl FnOnce() -> T) -> (T, u64) {
        let peak = Peak::default();
        thread::scope(|scope| {
            scope.spawn(|| peak.watch());
            let done = work();
            peak.over.store(true, Ordering::Relaxed);
            (done, peak.kb.load(Ordering::Relaxed) / 1024)
        })
    }

    fn watch(&self) {
        while !self.over.load(Ordering::Relaxed) {
            // What a child has in common with us is counted twice until it runs its own program.
            let kb = resident("self") + children().iter().map(|pid| resident(pid)).sum::<u64>();
            self.kb.fetch_max(kb, Ordering::Relaxed);
            thread::sleep(EVERY);
        }
    }
}

fn children() -> Vec<String> {
    let threads = fs::read_dir("/proc/self/task").map(|tasks| tasks.flatten().collect()).unwrap_or_else(|_| Vec::new());
    let of = |task: &fs::DirEntry| fs::read_to_string(task.path().join("children")).unwrap_or_default();
    let pids = threads.iter().map(of).collect::<String>();
    let ours =
        |pid: &&str| fs::read_to_string(format!("/proc/{pid}/comm")).is_ok_and(|name| !name.starts_with("measure"));
    pids.split_whitespace().filter(ours).map(str::to_owned).collect()
}

fn resident(pid: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse().ok()).unwrap_or(0)
}
