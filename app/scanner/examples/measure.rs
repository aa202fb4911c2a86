//! Reads every card of the given folders and compares with what is printed (`NAME.json` beside each picture):
//! `measure [--errors] [--only NAME] DIR...`

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use scanner::{Code, Picture, Reading, Tesseract, Value};

const CORE: [Code; 14] = [
    Code::A,
    Code::B,
    Code::C1,
    Code::C1GivenNames,
    Code::C3,
    Code::D1,
    Code::D2,
    Code::D21,
    Code::D3,
    Code::E,
    Code::J1,
    Code::P3,
    Code::P6,
    Code::X1,
];

#[derive(Default)]
struct Tier {
    pictures: usize,
    right: BTreeMap<Code, usize>,
    total: BTreeMap<Code, usize>,
    sure: usize,
    sure_but_wrong: Vec<String>,
    refused: BTreeMap<String, usize>,
    cpu: Vec<f64>,
    wall: Vec<f64>,
    /// For each tenth of confidence: how many values, and how many of them right.
    believed: [(usize, usize); 10],
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let lists_errors = arguments.iter().any(|a| a == "--errors");
    let only = arguments.iter().position(|a| a == "--only").and_then(|i| arguments.get(i + 1)).cloned();
    let folders = arguments.iter().filter(|a| !a.starts_with("--") && Some(*a) != only.as_ref());
    let mut tiers: BTreeMap<String, Tier> = BTreeMap::new();
    for truth in folders.flat_map(|f| truths(Path::new(f))) {
        if only.as_ref().is_none_or(|o| truth.to_string_lossy().contains(o.as_str())) {
            measure(&truth, &mut tiers, lists_errors);
        }
    }
    for (name, tier) in &tiers {
        tier.print(name);
    }
    println!("peak memory {} MB (this process, without the engine's)", peak_mb());
}

fn truths(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).map(|entries| entries.flatten().map(|e| e.path()).collect()).unwrap_or_default();
    let mut paths: Vec<PathBuf> = entries;
    paths.retain(|p| p.extension().is_some_and(|e| e == "json"));
    paths.sort();
    paths
}

fn measure(path: &Path, tiers: &mut BTreeMap<String, Tier>, lists_errors: bool) {
    let Some(truth) = fs::read(path).ok().and_then(|b| serde_json::from_slice::<serde_json::Value>(&b).ok()) else {
        return eprintln!("{}: not read", path.display());
    };
    let (name, tier) = (truth["file"].as_str().unwrap_or_default(), truth["meta"]["tier"].as_str().unwrap_or("all"));
    let started = Instant::now();
    let bytes = fs::read(path.with_file_name(name)).unwrap_or_default();
    let reading = match Picture::open(&bytes)
        .map(|p| scanner::read_within(&p, &Tesseract::default(), Duration::from_secs(120)))
    {
        Ok(Ok(reading)) => reading,
        Ok(Err(error)) => return eprintln!("{name}: {error}"),
        Err(error) => return eprintln!("{name}: {error}"),
    };
    let tier = tiers.entry(tier.to_string()).or_default();
    tier.wall.push(started.elapsed().as_secs_f64());
    tier.cpu.push(reading.cpu_ms as f64 / 1000.0);
    let wrong = tier.count(name, &reading, &truth["fields"], lists_errors);
    let core = CORE.iter().filter(|c| !wrong.contains(c)).count();
    let reason = reading.reason.map_or("", |r| r.as_str());
    println!(
        "{name} core {core}/14 {:.1}s cpu {:.1}s {reason} {wrong:?}",
        tier.wall.last().unwrap_or(&0.0),
        tier.cpu.last().unwrap_or(&0.0)
    );
}

impl Tier {
    fn count(&mut self, name: &str, reading: &Reading, truth: &serde_json::Value, lists_errors: bool) -> Vec<Code> {
        self.pictures += 1;
        if let Some(reason) = reading.reason {
            *self.refused.entry(reason.as_str().to_string()).or_default() += 1;
        }
        let mut wrong = Vec::new();
        for (code, field) in &reading.fields {
            let Some(printed) = printed(&truth[code.as_str()]) else { continue };
            let read = field.value.as_ref().map(comparable).unwrap_or_default();
            let right = read == printed;
            *self.total.entry(*code).or_default() += 1;
            *self.right.entry(*code).or_default() += usize::from(right);
            if field.value.is_some() {
                let tenth = &mut self.believed[((field.confidence * 10.0) as usize).min(9)];
                tenth.0 += 1;
                tenth.1 += usize::from(right);
            }
            self.sure += usize::from(field.sure);
            if field.sure && !right {
                self.sure_but_wrong.push(format!("{name} {code}: {read} | {printed}"));
            }
            if !right {
                wrong.push(*code);
                if lists_errors {
                    println!("    {code}: {read} | {printed}  ({:.2})", field.confidence);
                }
            }
        }
        wrong
    }

    fn print(&self, name: &str) {
        let percent = |codes: &[Code]| {
            let sum = |map: &BTreeMap<Code, usize>| codes.iter().filter_map(|c| map.get(c)).sum::<usize>() as f64;
            100.0 * sum(&self.right) / sum(&self.total).max(1.0)
        };
        println!(
            "\n{name}: {} pictures, core {:.1} %, all {:.1} %",
            self.pictures,
            percent(&CORE),
            percent(&Code::ALL)
        );
        let fields: Vec<String> = Code::ALL.iter().map(|c| format!("{c} {:.0}", percent(&[*c]))).collect();
        println!("  {}", fields.join(", "));
        let sure = 100.0 * self.sure as f64 / self.total.values().sum::<usize>().max(1) as f64;
        println!("  sure {sure:.0} %, of them wrong {}: {:?}", self.sure_but_wrong.len(), self.sure_but_wrong);
        println!("  refused {:?}", self.refused);
        let tenths = self.believed.iter().enumerate().filter(|(_, (n, _))| *n > 0);
        let tenths: Vec<String> = tenths.map(|(i, (n, r))| format!(".{i}: {r}/{n}")).collect();
        println!("  right by confidence {}", tenths.join("  "));
        println!(
            "  median cpu {:.2} s, wall {:.2} s; longest {:.2} s",
            median(&self.cpu),
            median(&self.wall),
            self.wall.iter().fold(0.0f64, |a, b| a.max(*b))
        );
    }
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(0.0)
}

/// The truth in the form of `comparable`; none for what the truth does not tell.
fn printed(truth: &serde_json::Value) -> Option<String> {
    match truth {
        serde_json::Value::String(text) => Some(iso(&plain(text))),
        serde_json::Value::Array(lines) => {
            let lines: Vec<String> = lines.iter().filter_map(|l| l.as_str()).map(str::to_string).collect();
            Some(address(&lines))
        }
        _ => None,
    }
}

fn comparable(value: &Value) -> String {
    match value {
        Value::Text(text) => plain(text),
        Value::Lines(lines) => address(lines),
    }
}

/// Compared without a final FRANCE.
fn address(lines: &[String]) -> String {
    let mut lines: Vec<String> = lines.iter().map(|l| plain(l)).filter(|l| !l.is_empty()).collect();
    if lines.last().is_some_and(|l| l == "FRANCE") {
        lines.pop();
    }
    lines.join(" / ")
}

fn plain(text: &str) -> String {
    let accents = "ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸ".chars().zip("AAACEEEEIIOOUUUY".chars());
    let accents: BTreeMap<char, char> = accents.collect();
    let upper: String = text.to_uppercase().chars().map(|c| accents.get(&c).copied().unwrap_or(c)).collect();
    upper.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// dd/mm/yyyy as yyyy-mm-dd.
fn iso(text: &str) -> String {
    let parts: Vec<&str> = text.split('/').collect();
    match parts[..] {
        [day, month, year] if text.len() == 10 => format!("{year}-{month}-{day}"),
        _ => text.to_string(),
    }
}

fn peak_mb() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1024
}
