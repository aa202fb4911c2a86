//! First views in Chromium with its processor slowed four times: what a cheap tablet sees, and when. The browser and the
//! tab are those of the tests.

#![expect(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a browser written for tests, which do more in it"
)]

#[path = "../browser/chromium.rs"]
mod chromium;
#[path = "../browser/heard.rs"]
mod heard;
#[path = "../browser/tab.rs"]
mod tab;

use std::path::Path;

use serde_json::json;

use crate::{fill::Garage, program::Program};
use heard::Load;
use tab::{Screen, Tab};

/// Views of each page; the median is told.
const TIMES: usize = 7;
const SLOWER: u32 = 4;

/// The time of the largest thing painted, as long as none larger comes.
const WATCH: &str =
    "new PerformanceObserver(seen => { for (const one of seen.getEntries()) window.lcp = one.startTime })
    .observe({ type: 'largest-contentful-paint', buffered: true })";

pub async fn measure(binary: &Path, garage: &Garage) -> anyhow::Result<()> {
    let program = Program::start(binary, &garage.data)?;
    let address = format!("http://{}.localhost:{}", garage.subdomain, program.address.port());
    println!("## First view in Chromium, processor slowed {SLOWER} times, nothing cached\n");
    println!("| page | requests | KB: HTML | CSS + JS | fonts | LCP ms | LCP ms, next page (assets cached) |");
    println!("|---|---|---|---|---|---|---|");
    let pages = [
        ("dashboard", "/".to_owned()),
        ("contacts, 50 rows", "/contacts".to_owned()),
        ("contact", format!("/contacts/{}", garage.contact)),
        ("invoices, 50 rows", "/invoices".to_owned()),
        ("invoice", format!("/invoices/{}", garage.invoice)),
    ];
    // Chromium's own start is not the page's.
    let warm = Tab::open(&address).await;
    lcp(&warm, "/sign-in").await;
    warm.close().await;
    for (name, path) in pages {
        let (mut first, mut next, mut loads) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..TIMES {
            let tab = Tab::open(&address).await;
            tab.on(Screen::Tablet).await;
            tab.cookie("session", &garage.cookie).await;
            tab.ask("Emulation.setCPUThrottlingRate", json!({ "rate": SLOWER })).await;
            tab.heard.loads();
            first.push(lcp(&tab, &path).await);
            loads = tab.heard.loads();
            next.push(lcp(&tab, &path).await);
            tab.close().await;
        }
        let kb = |kinds: &[&str]| {
            let of = loads.iter().filter(|load| kinds.contains(&load.kind.as_str()));
            of.map(|load| load.body).sum::<u64>() as f64 / 1024.0
        };
        let fetched = loads.iter().filter(|load: &&Load| !load.url.starts_with("data:")).count();
        println!(
            "| {name} | {fetched} | {:.1} | {:.1} | {:.1} | {:.0} | {:.0} |",
            kb(&["Document"]),
            kb(&["Stylesheet", "Script"]),
            kb(&["Font"]),
            median(first),
            median(next),
        );
    }
    println!();
    program.stop()?;
    Ok(())
}

async fn lcp(tab: &Tab, path: &str) -> f64 {
    tab.ask("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH })).await;
    tab.go(path).await;
    tab.until("a largest paint", "window.lcp > 0").await;
    tab.eval("window.lcp").await
}

fn median(mut of: Vec<f64>) -> f64 {
    of.sort_by(f64::total_cmp);
    of[of.len() / 2]
}
