//! Reads every card of the given folders and compares with what is printed (`NAME.json` beside each picture):
//! `measure [--errors] [--table] [--only NAME] [--remember FOLDER] [--values FILE] DIR...`. Fails if what is asked of it is not met.

mod compare;
mod memory;
mod remember;
mod report;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use memory::Peak;
use remember::Remembering;
use report::{CORE, Tier};
use scanner::{Engine, Picture, Tesseract};

#[derive(Default)]
struct Options {
    errors: bool,
    table: bool,
    only: Option<String>,
    remember: Option<PathBuf>,
    /// Where each value goes: tier, code, confidence, sure, right.
    values: Option<PathBuf>,
    folders: Vec<PathBuf>,
}

fn main() -> ExitCode {
    let options = options();
    let engine: Box<dyn Engine> = match &options.remember {
        Some(folder) => Box::new(Remembering { engine: Tesseract::default(), folder: folder.clone() }),
        None => Box::new(Tesseract::default()),
    };
    let mut tiers: BTreeMap<String, Tier> = BTreeMap::new();
    let wanted = |truth: &PathBuf| options.only.as_ref().is_none_or(|o| truth.to_string_lossy().contains(o.as_str()));
    let ((), peak_mb) = Peak::of(|| {
        for truth in options.folders.iter().flat_map(|f| truths(f)).filter(wanted) {
            measure(&truth, &mut tiers, engine.as_ref(), &options);
        }
    });
    for (name, tier) in &tiers {
        tier.print(name);
    }
    if let Some(path) = &options.values {
        let lines: String =
            tiers.iter().flat_map(|(name, t)| t.values.iter().map(move |v| format!("{name}\t{v}\n"))).collect();
        if let Err(error) = fs::write(path, lines) {
            eprintln!("{}: {error}", path.display());
        }
    }
    if options.table {
        report::table(&tiers);
    }
    println!("\npeak memory {peak_mb} MB, engines included");
    let unmet = report::unmet(&tiers, peak_mb);
    unmet.iter().for_each(|goal| println!("NOT MET {goal}"));
    if unmet.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn options() -> Options {
    let mut options = Options::default();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--errors" => options.errors = true,
            "--table" => options.table = true,
            "--only" => options.only = arguments.next(),
            "--values" => options.values = arguments.next().map(PathBuf::from),
            "--remember" => options.remember = arguments.next().map(PathBuf::from),
            folder => options.folders.push(PathBuf::from(folder)),
        }
    }
    options
}

fn truths(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).map(|entries| entries.flatten().map(|e| e.path()).collect()).unwrap_or_default();
    let mut paths: Vec<PathBuf> = entries;
    paths.retain(|p| p.extension().is_some_and(|e| e == "json"));
    paths.sort();
    paths
}

fn measure(path: &Path, tiers: &mut BTreeMap<String, Tier>, engine: &dyn Engine, options: &Options) {
    let Some(truth) = fs::read(path).ok().and_then(|b| serde_json::from_slice::<serde_json::Value>(&b).ok()) else {
        return eprintln!("{}: not read", path.display());
    };
    let (name, tier) = (truth["file"].as_str().unwrap_or_default(), truth["meta"]["tier"].as_str().unwrap_or("all"));
    let started = Instant::now();
    let bytes = fs::read(path.with_file_name(name)).unwrap_or_default();
    let read = |p: Picture| scanner::read_within(&p, engine, Duration::from_secs(120));
    let reading = match Picture::open(&bytes).map(read) {
        Ok(Ok(reading)) => reading,
        Ok(Err(error)) => return eprintln!("{name}: {error}"),
        Err(error) => return eprintln!("{name}: {error}"),
    };
    let tier = tiers.entry(tier.to_string()).or_default();
    let (wall, cpu) = (started.elapsed().as_secs_f64(), reading.cpu_ms as f64 / 1000.0);
    tier.wall.push(wall);
    tier.cpu.push(cpu);
    let wrong = tier.count(name, &reading, &truth);
    let core = CORE.iter().filter(|c| wrong.iter().all(|w| w.code != **c)).count();
    let reason = reading.reason.map_or("", |r| r.as_str());
    let codes: Vec<&str> = wrong.iter().map(|w| w.code.as_str()).collect();
    println!("{name} core {core}/14 {wall:.1}s cpu {cpu:.1}s {reason} {}", codes.join(" "));
    if options.errors {
        wrong.iter().for_each(|w| println!("    {}", w.line));
    }
}
