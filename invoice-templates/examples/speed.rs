//! What a document costs: `cargo run --release -p invoice-templates --example speed`. Processor time, which other
//! programs on the machine do not disturb as they do the clock.

#[path = "../tests/all/documents/mod.rs"]
mod documents;

use std::{fs, hint::black_box};

use crm::{
    document::Document,
    money::Cents,
    vehicles::{Booklet, BookletVehicle, BookletWork},
};
use invoice_templates::{booklet, check, facturx_xml, inspect, invoice, quote};

const ROUNDS: u32 = 200;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (company, person, quoted) = (sample("professionnel"), sample("particulier"), sample("devis"));
    let first = processor_ms()?;
    let pdf = invoice(&company)?;
    println!("first invoice, with its fonts: {:.1} ms", processor_ms()? - first);
    println!("one page: {} KB", pdf.bytes.len() / 1024);
    println!("check(): {}", mean(|| drop(black_box(check(&company, crm::Lang::Fr))))?);
    println!("facturx_xml(): {}", mean(|| drop(black_box(facturx_xml(&company))))?);
    println!("inspect(): {}", mean(|| drop(black_box(inspect(&pdf.bytes))))?);
    println!("invoice(), 7 lines: {}", median(|n| drop(black_box(invoice(&numbered(company.clone(), n)))))?);
    println!("resident after {ROUNDS} invoices: {} MB", resident_mb()?);
    println!("invoice() to a particulier: {}", median(|n| drop(black_box(invoice(&numbered(person.clone(), n)))))?);
    println!("quote(): {}", median(|n| drop(black_box(quote(&numbered(quoted.clone(), n)))))?);
    for (visits, rounds) in [(12, 50), (60, 20)] {
        let made = some(rounds, |n| drop(black_box(booklet(&carnet(visits, n)))))?;
        println!("booklet(), {visits} visits of three operations: {made}");
    }
    let long = sample("sept-pages");
    println!("invoice(), 165 lines, 7 pages: {}", some(10, |n| drop(black_box(invoice(&numbered(long.clone(), n)))))?);
    println!("resident at the end: {} MB", resident_mb()?);
    Ok(())
}

fn sample(name: &str) -> Document {
    documents::all()
        .into_iter()
        .find(|(known, _)| *known == name)
        .map(|(_, document)| document)
        .unwrap_or_else(documents::invoice)
}

/// A vehicle's years, with another odometer each time.
fn carnet(visits: i32, n: u32) -> Booklet {
    let day = documents::day(11, 22);
    let operations = ["Révision générale", "Plaquettes avant", "Remplacement du kit de distribution et pompe à eau"];
    let operations: Vec<_> = operations.map(|title| (title.to_owned(), Cents(35_160))).to_vec();
    let works = (0..visits).map(|v| BookletWork {
        on: day - chrono::TimeDelta::days(i64::from(60 * (visits - v))),
        km: Some(2_500 * v),
        operations: operations.clone(),
        gross: Cents(105_480),
    });
    let vehicle = BookletVehicle {
        plate: "AB-123-CD".into(),
        name: "RENAULT CLIO".into(),
        vin: None,
        energy: "ES".into(),
        first_registered_on: Some(day),
        mileage: Some((180_000 + n as i32, day)),
    };
    let (seller, works) = (documents::garage(), works.collect());
    Booklet { seller, demo: false, on: day, vehicle, works, next: vec![], with_prices: false }
}

/// Another document each time, as in life: nothing is found in a cache.
fn numbered(document: Document, n: u32) -> Document {
    let vehicle =
        document.vehicle.clone().map(|v| crm::document::VehicleLabel { mileage_km: Some(80_000 + n as i32), ..v });
    Document { number: Some(format!("FA-2026-{n:06}")), vehicle, ..document }
}

/// Of what is too short for the kernel's accounts.
fn mean(mut work: impl FnMut()) -> Result<String, Box<dyn std::error::Error>> {
    let before = processor_ms()?;
    (0..ROUNDS).for_each(|_| work());
    Ok(format!("mean {:.2} ms", (processor_ms()? - before) / f64::from(ROUNDS)))
}

fn median(work: impl FnMut(u32)) -> Result<String, Box<dyn std::error::Error>> {
    some(ROUNDS, work)
}

fn some(rounds: u32, mut work: impl FnMut(u32)) -> Result<String, Box<dyn std::error::Error>> {
    let mut times = Vec::new();
    for n in 0..rounds {
        let before = processor_ms()?;
        work(n);
        times.push(processor_ms()? - before);
    }
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times[(times.len() - 1) * share / 100];
    Ok(format!("median {:.2} ms, min {:.2}, 95 % {:.2}", at(50), at(0), at(95)))
}

/// Time on a processor of all threads of this program.
fn processor_ms() -> std::io::Result<f64> {
    let mut nanoseconds = 0.0;
    for task in fs::read_dir("/proc/self/task")? {
        let stat = fs::read_to_string(task?.path().join("schedstat")).unwrap_or_default();
        nanoseconds += stat.split(' ').next().and_then(|n| n.parse::<f64>().ok()).unwrap_or_default();
    }
    Ok(nanoseconds / 1e6)
}

fn resident_mb() -> std::io::Result<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap_or_default();
    Ok(line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or_default() / 1024)
}
