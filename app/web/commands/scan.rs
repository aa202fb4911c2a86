//! `visioncrm scan FILE…`: reads cartes grises without any database.

use std::{path::PathBuf, process::ExitCode};

use scanner::{Picture, Reading, Tesseract};

pub fn run(files: &[PathBuf], json: bool) -> anyhow::Result<ExitCode> {
    let engine = Tesseract::default();
    let mut failed = false;
    for file in files {
        let name = file.display().to_string();
        match read(file, &engine) {
            Ok(reading) if json => println!("{}", reading.to_json(&name)),
            Ok(reading) => print(&name, &reading),
            Err(error) => {
                failed = true;
                eprintln!("{name} : {error:#}");
            }
        }
    }
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn read(file: &PathBuf, engine: &Tesseract) -> anyhow::Result<Reading> {
    let bytes = std::fs::read(file)?;
    let picture = Picture::open(&bytes)?;
    Ok(scanner::read(&picture, engine)?)
}

fn print(name: &str, reading: &Reading) {
    let outcome = match reading.reason {
        Some(reason) => format!("illisible ({})", reason.as_str()),
        None => "lue".into(),
    };
    println!("{name} : {outcome}, {} ms de processeur", reading.cpu_ms);
    for (code, field) in &reading.fields {
        if let Some(value) = &field.value {
            let sure = if field.sure { "sûr" } else { "à vérifier" };
            println!("  {:<8} {:<40} {:>3} %  {sure}", code.as_str(), value.text(), (field.confidence * 100.0).round());
        }
    }
}
