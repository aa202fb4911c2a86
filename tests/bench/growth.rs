//! How a garage's searches, lists and imports grow with its customers: a thousand, ten thousand, a hundred thousand, a
//! million, each in a garage of its own, as crm is asked by the pages, under row security.

use std::{path::Path, time::Instant};

use crm::{
    Cx, Db,
    contacts::{
        filter::Filter,
        list::{self, Sort},
    },
    custom_fields,
    files::File,
    imports::{self, Line, NewImport, Sample, Setting, Step},
    search,
};
use sqlx::{AssertSqlSafe, PgPool};
use web::commands::database::Database;

use crate::fill;

const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];
/// Each question is asked so many times; p50 and p95 are told.
const TIMES: usize = 40;

pub async fn measure(folder: &Path) -> anyhow::Result<()> {
    let data = folder.join("growth");
    let database = Database::open(&fill::settings(&data)).await?;
    let admin = PgPool::connect_with(database.access.admin()).await?;
    println!("## A garage that grows: searches, lists, imports\n");
    println!("p50 / p95 in ms of {TIMES} times, one after another, as `crm` answers the pages.\n");
    println!("| asked | {} |", SIZES.map(|n| format!("{n} customers")).join(" | "));
    println!("|---|{}", "---|".repeat(SIZES.len()));
    let mut garages = Vec::new();
    for size in SIZES {
        let (tenant, owner) = match fill::known(&admin, &format!("croissance-{size}")).await? {
            Some(known) => known,
            None => {
                let known = fill::open(&database.db, &format!("croissance-{size}")).await?;
                let sql = include_str!("growth.sql")
                    .replace("$GARAGE", &known.0.to_string())
                    .replace("$SIZE", &size.to_string());
                sqlx::raw_sql(AssertSqlSafe(sql)).execute(&admin).await?;
                sqlx::query("vacuum analyze").execute(&admin).await?;
                known
            }
        };
        garages.push(fill::cx(tenant, owner, crm::cx::now()));
    }
    for (name, asked) in asked() {
        let mut cells = Vec::new();
        for cx in &garages {
            cells.push(time(&database.db, cx, &asked).await?);
        }
        println!("| {name} | {} |", cells.join(" | "));
    }
    println!("\n| import, one job | lines/s | whole |\n|---|---|---|");
    for (size, cx) in SIZES.into_iter().zip(&garages).take(3) {
        let (tried, written) = import(&database.db, cx, size).await?;
        let per_second = |seconds: f64| size as f64 / seconds;
        println!("| {size} lines into as many customers, tried dry | {:.0} | {tried:.1} s |", per_second(tried));
        println!("| the same, written | {:.0} | {written:.1} s |", per_second(written));
    }
    println!();
    admin.close().await;
    database.close().await;
    Ok(())
}

/// What is asked of a garage.
enum Asked {
    Search(&'static str),
    List(&'static str, Sort),
    Count(&'static str),
}

fn asked() -> Vec<(&'static str, Asked)> {
    vec![
        ("search: a rare name", Asked::Search("zwickelmann")),
        ("search: a common name", Asked::Search("martin")),
        ("search: first and last name", Asked::Search("jean martin")),
        ("search: a name with a mistake", Asked::Search("zwickelman")),
        ("search: a phone", Asked::Search("06 00 00 07 77")),
        ("search: a plate", Asked::Search("aa-777-aa")),
        ("search: part of a VIN", Asked::Search("vf1rja00000777")),
        ("search: an e-mail", Asked::Search("client777@client.test")),
        ("list: first page, by name", Asked::List("", Sort::Name)),
        ("list: by last contact", Asked::List("", Sort::Seen)),
        ("list: a tag of one in a hundred", Asked::List("tag=01900000-0000-7000-8000-000000000001", Sort::Name)),
        ("list: a tag of one in two", Asked::List("tag=01900000-0000-7000-8000-000000000002", Sort::Name)),
        ("list: no contact for a year", Asked::List("quiet=12", Sort::Name)),
        ("list: a make and an energy", Asked::List("make=tesla&energy=EL", Sort::Name)),
        ("list: inspection within 60 days", Asked::List("inspection=60", Sort::Name)),
        ("list: a common name, newest first", Asked::List("q=martin", Sort::Created)),
        ("count, up to 10,000: a tag of one in a hundred", Asked::Count("tag=01900000-0000-7000-8000-000000000001")),
        ("count, up to 10,000: no contact for a year", Asked::Count("quiet=12")),
    ]
}

async fn time(db: &Db, cx: &Cx, asked: &Asked) -> anyhow::Result<String> {
    let mut took = Vec::with_capacity(TIMES);
    for round in 0..TIMES + 2 {
        let begun = Instant::now();
        let mut tx = db.look(cx).await?;
        match asked {
            Asked::Search(typed) => drop(search::all(&mut tx, typed).await?),
            Asked::List(query, sort) => drop(list::list(&mut tx, &filter(query), *sort, None).await?),
            Asked::Count(query) => drop(list::count_up_to(&mut tx, &filter(query)).await?),
        }
        tx.commit().await?;
        // The first two warm the connection and the pages up.
        if round >= 2 {
            took.push(begun.elapsed().as_secs_f64() * 1000.0);
        }
    }
    took.sort_by(f64::total_cmp);
    Ok(format!("{:.1} / {:.1}", took[TIMES / 2], took[TIMES * 95 / 100]))
}

fn filter(query: &str) -> Filter {
    let pairs: Vec<(String, String)> = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    Filter::of(&pairs, &[])
}

/// As many lines as the garage has customers, half of them known by their e-mail: seconds to try and to write them.
async fn import(db: &Db, cx: &Cx, size: usize) -> anyhow::Result<(f64, f64)> {
    let stamp = cx.now.timestamp();
    let mut csv = String::from("Nom;Prénom;Téléphone;E-mail;Adresse;CP;Ville;Immatriculation;Marque;Modèle\n");
    for n in 0..size {
        let email =
            if n % 2 == 0 { format!("client{n}@client.test") } else { format!("nouveau{n}.{stamp}@client.test") };
        csv.push_str(&format!(
            "Importé {n};Jean;06{:08};{email};{} rue du Lac;69{:03};Lyon;ZZ-{:03}-{};RENAULT;CLIO\n",
            50_000_000 + n,
            n % 300,
            n % 1000,
            n % 999 + 1,
            letters(n / 999)
        ));
    }
    let sheet = sheets::read(csv.as_bytes())?;
    let sample = Sample { header: sheet.header.clone(), rows: vec![] };
    let file = File { name: "liste.csv".into(), content_type: "text/csv".into(), bytes: csv.into_bytes() };
    let total = i32::try_from(size)?;
    let new = NewImport { file, format: "csv", encoding: "UTF-8", separator: ";".into(), sample, total };
    let lines: Vec<Line> =
        sheet.rows.into_iter().map(|r| Line { number: r.line, cells: r.cells, whole: true }).collect();
    let mut tx = db.begin(cx).await?;
    let fields = custom_fields::list(&mut tx).await?;
    let id = imports::start(&mut tx, &new).await?;
    let mapping = imports::mapping::propose(&new.sample.header, &fields, None);
    let setting = Setting {
        mapping,
        match_key: imports::MatchKey::Email,
        overwrite: true,
        keep_odd: true,
        keep_as: String::new(),
    };
    imports::set(&mut tx, id, &setting).await?;
    tx.commit().await?;
    let begun = Instant::now();
    let (mut seen, mut sum, mut from) = (imports::Seen::default(), Default::default(), 0);
    let import = imports::get(&mut db.look(cx).await?, id).await?;
    loop {
        let mut tx = db.look(cx).await?;
        match imports::dry_step(&mut tx, &import, &lines, from, &mut seen, &mut sum).await? {
            Some(reached) => from = reached,
            None => break,
        }
    }
    let tried = begun.elapsed().as_secs_f64();
    let mut tx = db.begin(cx).await?;
    imports::run_untried(&mut tx, id).await?;
    tx.commit().await?;
    let begun = Instant::now();
    loop {
        let mut tx = db.begin(cx).await?;
        let step = imports::step(&mut tx, id, &lines).await?;
        tx.commit().await?;
        if matches!(step, Step::Finished) {
            break;
        }
    }
    let done = imports::get(&mut db.look(cx).await?, id).await?;
    anyhow::ensure!(done.counts.refused == 0, "{:?}", done.counts);
    Ok((tried, begun.elapsed().as_secs_f64()))
}

/// Two letters of a plate.
fn letters(n: usize) -> String {
    const USED: &[u8] = b"ABCDEFGHJKLMNPQRSTVWXYZ";
    let letter = |n: usize| char::from(USED[n % USED.len()]);
    format!("{}{}", letter(n), letter(n / USED.len()))
}
