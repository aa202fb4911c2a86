//! `visioncrm check FILE.pdf`: what a Factur-X file holds, and whether it is consistent.

use std::{path::Path, process::ExitCode};

pub fn run(file: &Path) -> anyhow::Result<ExitCode> {
    let bytes = std::fs::read(file)?;
    let inspection = invoice_templates::inspect(&bytes);
    print!("{inspection}");
    Ok(if inspection.is_consistent() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
