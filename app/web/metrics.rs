//! Counters for Prometheus: requests by route and class, their times, connections.

use std::{collections::BTreeMap, fmt::Write, sync::Mutex};

/// Upper bounds of the buckets, in seconds.
const BUCKETS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];

#[derive(Default)]
pub struct Metrics {
    requests: Mutex<BTreeMap<(&'static str, u16), Times>>,
}

#[derive(Default)]
struct Times {
    count: u64,
    seconds: f64,
    buckets: [u64; BUCKETS.len()],
}

impl Metrics {
    pub fn request(&self, path: &'static str, status: u16, ms: f64) {
        let Ok(mut requests) = self.requests.lock() else { return };
        let times = requests.entry((path, status)).or_default();
        let seconds = ms / 1e3;
        times.count += 1;
        times.seconds += seconds;
        for (bucket, bound) in times.buckets.iter_mut().zip(BUCKETS) {
            *bucket += u64::from(seconds <= bound);
        }
    }

    /// The text format of Prometheus.
    pub fn draw(&self, connections: (u32, usize)) -> String {
        let mut out = String::from("# TYPE http_request_duration_seconds histogram\n");
        if let Ok(requests) = self.requests.lock() {
            for ((path, status), times) in requests.iter() {
                let labels = format!("path=\"{path}\",status=\"{status}\"");
                for (bound, count) in BUCKETS.iter().zip(times.buckets) {
                    let _ = writeln!(out, "http_request_duration_seconds_bucket{{{labels},le=\"{bound}\"}} {count}");
                }
                let _ = writeln!(out, "http_request_duration_seconds_bucket{{{labels},le=\"+Inf\"}} {}", times.count);
                let _ = writeln!(out, "http_request_duration_seconds_sum{{{labels}}} {:.6}", times.seconds);
                let _ = writeln!(out, "http_request_duration_seconds_count{{{labels}}} {}", times.count);
            }
        }
        let _ = writeln!(out, "# TYPE db_connections gauge\ndb_connections{{state=\"open\"}} {}", connections.0);
        let _ = writeln!(out, "db_connections{{state=\"idle\"}} {}", connections.1);
        if let Some(bytes) = resident_bytes() {
            let _ = writeln!(out, "# TYPE process_resident_memory_bytes gauge\nprocess_resident_memory_bytes {bytes}");
        }
        out
    }
}

fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kb| kb * 1024)
}
