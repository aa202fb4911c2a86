//! Writes the sample documents to a folder: `cargo run -p invoice-templates --example samples -- /tmp/samples`.

#[path = "../tests/all/documents/mod.rs"]
mod documents;

use std::{fs, path::PathBuf, time::Instant};

use crm::document::DocumentKind;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let folder = PathBuf::from(args.next().unwrap_or("samples".into()));
    let only = args.next();
    fs::create_dir_all(&folder)?;
    for (name, document) in documents::all() {
        if only.as_ref().is_some_and(|only| only != name) {
            continue;
        }
        let started = Instant::now();
        let path = folder.join(format!("{name}.pdf"));
        if document.kind == DocumentKind::Quote || document.number.is_none() {
            fs::write(&path, invoice_templates::quote(&document)?)?;
        } else {
            let pdf = invoice_templates::invoice(&document)?;
            fs::write(folder.join(format!("{name}.xml")), &pdf.xml)?;
            fs::write(&path, &pdf.bytes)?;
        }
        println!("{} {} ms", path.display(), started.elapsed().as_millis());
    }
    Ok(())
}
