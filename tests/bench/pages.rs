//! Signed-in pages, whole, as a browser asks for them; `wrk` is the browser.

use std::{
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};

use crate::{
    fill::{Garage, WITH_PDF},
    machine::{resident, spent},
    program::Program,
};

const SECONDS: u32 = 6;

/// Prints what the report needs, in one line: requests, of which bad, p50 and p95 in ms, seconds.
const REPORT: &str = r#"done = function(s, l, r)
  io.write(string.format("RESULT %d %d %.3f %.3f %.3f\n", s.requests,
    s.errors.status + s.errors.connect + s.errors.read + s.errors.write + s.errors.timeout,
    l:percentile(50) / 1000, l:percentile(95) / 1000, s.duration / 1e6))
end
"#;

pub async fn measure(binary: &Path, garage: &Garage) -> anyhow::Result<()> {
    let program = Program::start(binary, &garage.data)?;
    typeset(&program, garage)?;
    let (idle, idle_postgres) = resident(program.pid());
    let pages = [
        ("contacts, 50 rows", "/contacts".to_owned(), false),
        ("live search, a name", "/search?q=baroba".to_owned(), true),
        ("live search, a plate", "/search?q=aa-123".to_owned(), true),
        ("contact", format!("/contacts/{}", garage.contact), false),
        ("vehicle", format!("/vehicles/{}", garage.vehicle()), false),
        ("its history", format!("/vehicles/{}/history", garage.vehicle()), false),
        ("invoices, 50 rows", "/invoices".to_owned(), false),
        ("invoice", format!("/invoices/{}", garage.invoice), false),
        ("dashboard", "/".to_owned(), false),
    ];
    println!("## Pages of the big garage, signed in, whole, gzip\n");
    println!(
        "| page | 1 client: median ms | p95 ms | 8 clients: requests/s | p95 ms | CPU ms a request: program + Postgres | bytes raw / gzip |"
    );
    println!("|---|---|---|---|---|---|---|");
    let script = garage.data.join("report.lua");
    std::fs::write(&script, REPORT)?;
    for (name, path, fragment) in pages {
        let load = Load { program: &program, garage, script: &script, path, fragment };
        let bytes = load.bytes()?;
        load.run(1, 1)?;
        let one = load.run(1, SECONDS)?;
        let before = spent(program.pid());
        let eight = load.run(8, SECONDS)?;
        let cpu = spent(program.pid()).since(before);
        let each = |ms: f64| ms / eight.requests;
        println!(
            "| {name} | {:.2} | {:.2} | {:.0} | {:.1} | {:.2} + {:.2} | {} / {} |",
            one.median,
            one.p95,
            eight.requests / eight.seconds,
            eight.p95,
            each(cpu.own),
            each(cpu.others),
            bytes.0,
            bytes.1,
        );
    }
    let (busy, busy_postgres) = resident(program.pid());
    println!(
        "\nMemory of the program: {idle} MB idle, {busy} MB after the load (its Postgres: {idle_postgres} and {busy_postgres} MB).\n"
    );
    program.stop()?;
    Ok(())
}

/// The PDFs that wait, made by the program itself.
fn typeset(program: &Program, garage: &Garage) -> anyhow::Result<()> {
    let begun = Instant::now();
    let before = spent(program.pid());
    let headers = [("host", host(garage)), ("cookie", cookie(garage))];
    let headers: Vec<(&str, &str)> = headers.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let path = format!("/invoices/{}/pdf", garage.invoice);
    while !program.get(&path, &headers)?.body.starts_with(b"%PDF") {
        ensure!(begun.elapsed() < Duration::from_secs(300), "no PDF after five minutes");
        std::thread::sleep(Duration::from_millis(50));
    }
    let cpu = spent(program.pid()).since(before);
    let took = begun.elapsed().as_secs_f64();
    let n = WITH_PDF as f64;
    println!("## PDF by the job runner\n");
    println!(
        "{WITH_PDF} invoices: {:.0} a second, {:.1} ms of CPU each (and {:.1} of Postgres); {} MB.\n",
        n / took,
        cpu.own / n,
        cpu.others / n,
        resident(program.pid()).0
    );
    Ok(())
}

fn host(garage: &Garage) -> String {
    format!("{}.localhost", garage.subdomain)
}

fn cookie(garage: &Garage) -> String {
    format!("session={}", garage.cookie)
}

struct Load<'a> {
    program: &'a Program,
    garage: &'a Garage,
    script: &'a Path,
    path: String,
    fragment: bool,
}

struct Result {
    requests: f64,
    median: f64,
    p95: f64,
    seconds: f64,
}

impl Load<'_> {
    fn headers(&self, gzip: bool) -> Vec<(&'static str, String)> {
        let mut headers = vec![("host", host(self.garage)), ("cookie", cookie(self.garage))];
        if gzip {
            headers.push(("accept-encoding", "gzip".into()));
        }
        if self.fragment {
            headers.push(("hx-request", "true".into()));
            headers.push(("hx-request-type", "partial".into()));
        }
        headers
    }

    fn bytes(&self) -> anyhow::Result<(usize, usize)> {
        let size = |gzip| {
            let headers = self.headers(gzip);
            let headers: Vec<(&str, &str)> = headers.iter().map(|(n, v)| (*n, v.as_str())).collect();
            let answer = self.program.get(&self.path, &headers)?;
            ensure!(answer.status == 200, "{} answers {}", self.path, answer.status);
            Ok(answer.body.len())
        };
        Ok((size(false)?, size(true)?))
    }

    fn run(&self, clients: u32, seconds: u32) -> anyhow::Result<Result> {
        let mut wrk = Command::new("wrk");
        wrk.args(["-t1", &format!("-c{clients}"), &format!("-d{seconds}s"), "--latency", "-s"]).arg(self.script);
        for (name, value) in self.headers(true) {
            // It knows `Host` by that spelling alone, and would send its own beside ours.
            let name = if name == "host" { "Host" } else { name };
            wrk.args(["-H", &format!("{name}: {value}")]);
        }
        let out = wrk.arg(format!("http://{}{}", self.program.address, self.path)).output().context("wrk")?;
        let text = String::from_utf8_lossy(&out.stdout).into_owned();
        let line = text.lines().find_map(|l| l.strip_prefix("RESULT ")).with_context(|| format!("wrk said: {text}"))?;
        let n: Vec<f64> = line.split(' ').filter_map(|n| n.parse().ok()).collect();
        let [requests, bad, median, p95, seconds] = n[..] else { anyhow::bail!("wrk said: {text}") };
        ensure!(bad == 0.0, "{bad} bad answers of {requests} at {}", self.path);
        Ok(Result { requests, median, p95, seconds })
    }
}
