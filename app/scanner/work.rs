//! Two pieces of work side by side, their processor time counted together.

use std::cell::Cell;
use std::panic::resume_unwind;
use std::thread;
use std::time::Duration;

thread_local! {
    /// What other threads have worked for this one.
    static ELSEWHERE: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

/// The second piece on a thread of its own.
pub(crate) fn both<A, B: Send>(first: impl FnOnce() -> A, second: impl FnOnce() -> B + Send) -> (A, B) {
    thread::scope(|scope| {
        let other = scope.spawn(|| (second(), cpu()));
        let first = first();
        let (second, cost) = other.join().unwrap_or_else(|panic| resume_unwind(panic));
        ELSEWHERE.set(ELSEWHERE.get() + cost);
        (first, second)
    })
}

/// Processor time of this thread so far, and of those that worked for it.
pub(crate) fn cpu() -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: `time` lives for the whole call, which only writes to it.
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &raw mut time) };
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec.unsigned_abs() as u32) + ELSEWHERE.get()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_work_is_counted() {
        let busy = || (0..30_000_000u64).fold(0, |sum, i| std::hint::black_box(sum ^ i));
        let cost = |work: &dyn Fn()| {
            let before = cpu();
            work();
            cpu() - before
        };
        let (here, elsewhere) = (cost(&|| _ = busy()), cost(&|| _ = both(|| (), busy)));
        assert!(elsewhere > here / 4, "{here:?} here, {elsewhere:?} elsewhere");
    }
}
