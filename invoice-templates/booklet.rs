//! A vehicle's carnet d'entretien -> what its template places.

use chrono::{Datelike, NaiveDate};
use crm::vehicles::{Booklet, BookletWork, Next};
use serde::Serialize;

use crate::{
    paper::{format, identity},
    text::{booklet as words, paper},
};

type Pair = (&'static str, String);

#[derive(Serialize)]
pub struct Paper {
    title: String,
    date: (i32, u32, u32),
    heading: &'static str,
    subheadings: Vec<String>,
    watermark: Option<&'static str>,
    seller: Block,
    foot: Vec<String>,
    running: String,
    plate: String,
    vehicle: Vec<Pair>,
    /// Heads of the columns; a last one for prices, where they were asked for.
    columns: Vec<&'static str>,
    works: Vec<Row>,
    no_work: &'static str,
    next: Vec<(String, String)>,
    notice: &'static str,
    labels: Labels,
}

#[derive(Serialize)]
struct Block {
    name: String,
    lines: Vec<String>,
}

#[derive(Serialize)]
struct Row {
    on: String,
    km: String,
    /// What was done, with its price where it was asked for.
    operations: Vec<(String, String)>,
    total: String,
}

#[derive(Serialize)]
struct Labels {
    page: &'static str,
    works: &'static str,
    next: &'static str,
}

pub fn booklet(of: &Booklet) -> Paper {
    let v = &of.vehicle;
    let name =
        [v.name.as_str(), v.plate.as_str()].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · ");
    let title = words::title(&name);
    let sign = identity::sign(&of.seller);
    let mut columns = vec![words::on(), words::km(), words::done()];
    columns.extend(of.with_prices.then(words::price));
    Paper {
        date: (of.on.year(), of.on.month(), of.on.day()),
        heading: words::heading(),
        subheadings: [Some(words::made_on(format::date(of.on))), of.demo.then(|| paper::demo().to_string())]
            .into_iter()
            .flatten()
            .collect(),
        watermark: of.demo.then(paper::demo_watermark),
        seller: Block { name: sign.to_string(), lines: identity::seller_lines(&of.seller) },
        foot: identity::foot(&of.seller),
        running: format!("{title} · {sign}"),
        plate: v.plate.clone(),
        vehicle: vehicle(of),
        columns,
        works: of.works.iter().map(|work| row(of, work)).collect(),
        no_work: words::no_work(),
        next: of.next.iter().map(next).collect(),
        notice: words::notice(),
        labels: Labels { page: paper::page(), works: words::works(), next: words::next() },
        title,
    }
}

fn vehicle(of: &Booklet) -> Vec<Pair> {
    let v = &of.vehicle;
    let energy = if v.energy.is_empty() { String::new() } else { words::energy_of(&v.energy) };
    let rows = [
        Some((paper::vehicle(), v.name.clone())),
        v.vin.clone().map(|vin| (paper::vin(), vin)),
        v.first_registered_on.map(|day| (words::first_registered_on(), format::date(day))),
        Some((words::energy(), energy)),
        v.mileage.map(|(km, on)| (paper::mileage(), words::km_on(kilometres(km), format::date(on)))),
    ];
    rows.into_iter().flatten().filter(|(_, value)| !value.trim().is_empty()).collect()
}

fn kilometres(km: i32) -> String {
    paper::km(format::count(i64::from(km)))
}

fn row(of: &Booklet, work: &BookletWork) -> Row {
    let price = |amount| if of.with_prices { format::euros(amount) } else { String::new() };
    let mut operations: Vec<(String, String)> =
        work.operations.iter().map(|(title, gross)| (title.clone(), price(*gross))).collect();
    if operations.is_empty() {
        operations.push((words::visit().to_string(), String::new()));
    }
    Row {
        on: short(work.on),
        km: work.km.map(kilometres).unwrap_or_default(),
        operations,
        total: if work.operations.is_empty() { String::new() } else { price(work.gross) },
    }
}

/// `04/05/2026`: a column of them is read at a glance.
fn short(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

fn next(next: &Next) -> (String, String) {
    let by = |before: Option<NaiveDate>, km: Option<i32>| match (before, km) {
        (Some(day), Some(km)) => words::by_day_or_km(format::date(day), kilometres(km)),
        (Some(day), None) => words::by_day(format::date(day)),
        (None, Some(km)) => words::by_km(kilometres(km)),
        (None, None) => String::new(),
    };
    match next {
        Next::Inspection { before, typed } => {
            let how = if *typed { words::inspection() } else { words::inspection_computed() };
            (how.to_string(), by(Some(*before), None))
        }
        Next::Warranty { maker, until, km } => {
            let whose = if *maker { words::warranty_maker() } else { words::warranty_garage() };
            let until = match km {
                Some(km) => words::until_or(format::date(*until), kilometres(*km)),
                None => words::until(format::date(*until)),
            };
            (whose.to_string(), until)
        }
        Next::Recall { label, stop_drive } => {
            let what = if *stop_drive { words::recall_stop_drive(label) } else { words::recall(label) };
            (what, words::not_done().to_string())
        }
        Next::Work { label, before, km } => (label.clone(), by(*before, *km)),
    }
}
