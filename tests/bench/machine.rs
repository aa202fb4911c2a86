//! What the measuring machine is, and what processes on it use.

use std::{collections::BTreeMap, fs};

pub fn describe() -> String {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu
        .lines()
        .find_map(|l| l.strip_prefix("model name"))
        .unwrap_or("unknown")
        .trim_start_matches([' ', '\t', ':']);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or_default();
    format!("{cores} cores ({model}), {} GiB; load before: {load}", memory("/proc/meminfo", "MemTotal:") / 1024)
}

/// Processor time of a process and of all it started, ms: its own, and its descendants'.
#[derive(Clone, Copy, Default)]
pub struct Spent {
    pub own: f64,
    pub others: f64,
}

impl Spent {
    pub fn since(self, before: Spent) -> Spent {
        Spent { own: self.own - before.own, others: self.others - before.others }
    }
}

pub fn spent(pid: u32) -> Spent {
    let all = processes();
    let own = all.get(&pid).map_or(0.0, |p| p.ms);
    let others = all.keys().filter(|p| **p != pid && descends(&all, **p, pid)).map(|p| all[p].ms).sum();
    Spent { own, others }
}

/// Resident memory of a process, MB; and of what it started without what is shared (proportional), MB.
pub fn resident(pid: u32) -> (u64, u64) {
    let all = processes();
    let own = memory(&format!("/proc/{pid}/status"), "VmRSS:");
    let others: u64 = all
        .keys()
        .filter(|p| **p != pid && descends(&all, **p, pid))
        .map(|p| memory(&format!("/proc/{p}/smaps_rollup"), "Pss:"))
        .sum();
    (own, others)
}

struct Process {
    parent: u32,
    ms: f64,
}

fn processes() -> BTreeMap<u32, Process> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries
        .filter_map(|entry| {
            let pid: u32 = entry.file_name().to_str()?.parse().ok()?;
            let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
            // The name may hold spaces: what counts comes after its closing bracket.
            let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
            let ticks = fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?;
            Some((pid, Process { parent: fields.get(1)?.parse().ok()?, ms: ticks * 10.0 }))
        })
        .collect()
}

fn descends(all: &BTreeMap<u32, Process>, mut pid: u32, from: u32) -> bool {
    while let Some(process) = all.get(&pid) {
        if process.parent == from {
            return true;
        }
        pid = process.parent;
    }
    false
}

/// A line of a file of /proc, in MB.
fn memory(path: &str, name: &str) -> u64 {
    let text = fs::read_to_string(path).unwrap_or_default();
    let kb =
        text.lines().find_map(|l| l.strip_prefix(name)).and_then(|l| l.split_whitespace().next()?.parse::<u64>().ok());
    kb.unwrap_or_default() / 1024
}
