//! How long until the first page.

use std::{fs, path::Path};

use crate::program::Program;

pub async fn measure(binary: &Path, folder: &Path) -> anyhow::Result<()> {
    let data = folder.join("start");
    let _ = fs::remove_dir_all(&data);
    println!("## Start, from nothing running to `/readyz`\n\n| | s |\n|---|---|");
    let line = |what: &str, seconds: f64| println!("| {what} | {seconds:.2} |");
    let program = Program::start(binary, &data)?;
    line("first start: database made and brought up to date", program.took.as_secs_f64());
    line("stop", program.stop()?.as_secs_f64());
    let mut again = Vec::new();
    for _ in 0..5 {
        let program = Program::start(binary, &data)?;
        again.push(program.took.as_secs_f64());
        program.stop()?;
    }
    again.sort_by(f64::total_cmp);
    line("second start, median of 5", again[2]);
    let program = Program::start(binary, &data)?;
    program.kill()?;
    let program = Program::start(binary, &data)?;
    line("start after kill -9", program.took.as_secs_f64());
    program.stop()?;
    println!();
    Ok(())
}
