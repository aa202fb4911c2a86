//! Bundles, hashes and compresses css/, js/, vendor/, fonts/ and icons/ into a table of `Asset`s that lib.rs includes.

mod minify;

use std::{
    env, fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

/// In this order: what comes later may refine what came before.
const CSS: &[&str] = &[
    "fonts",
    "tokens",
    "base",
    "text",
    "icon",
    "layout",
    "shell",
    "sidebar",
    "bottom-bar",
    "page",
    "button",
    "menu",
    "field",
    "field-choice",
    "field-file",
    "field-doubt",
    "form",
    "search",
    "badge",
    "plate",
    "card",
    "table",
    "table-cards",
    "list",
    "pagination",
    "empty",
    "flash",
    "dialog",
    "timeline",
    "tabs",
    "stat",
    "chart",
    "progress",
    "lines",
    "totals",
    "approval",
    "preview",
    "gallery",
    "preferences",
    "print",
];
/// Scripts of a few pages only, each a file of its own.
const APART: &[&str] = &["passkey"];
const JS: &[&str] = &["start", "draft", "send", "menu", "notice", "confirm", "field", "photo", "signature", "review"];

fn main() -> io::Result<()> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?);
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);
    for watched in ["css", "js", "vendor", "fonts", "icons", "minify.rs", "build.rs"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    let mut table = Table { out, rows: String::new(), names: Vec::new() };
    for (folder, ending) in [("fonts", "woff2"), ("icons", "svg"), ("icons", "png")] {
        for file in files(&here.join(folder), ending)? {
            table.add(&name(&file), fs::read(&file)?)?;
        }
    }
    let css = minify::css(&bundle(&here, "css", CSS)?);
    let css = table
        .names
        .iter()
        .fold(css, |css, (plain, hashed)| css.replace(&format!("url({plain})"), &format!("url({hashed})")));
    table.add("app.css", css.into_bytes())?;
    table.add("app.js", minify::js(&bundle(&here, "js", JS)?).into_bytes())?;
    for name in APART {
        let js = fs::read_to_string(here.join("js/apart").join(name).with_extension("js"))?;
        table.add(&format!("{name}.js"), minify::js(&js).into_bytes())?;
    }
    table.add("htmx.js", fs::read(here.join("vendor/htmx-4.0.1.min.js"))?)?;
    fs::write(table.out.join("table.rs"), format!("pub static ASSETS: &[Asset] = &[\n{}];\n", table.rows))
}

struct Table {
    out: PathBuf,
    rows: String,
    /// Plain name and hashed name, `app.css` and `app.0123456789.css`.
    names: Vec<(String, String)>,
}

impl Table {
    fn add(&mut self, plain: &str, bytes: Vec<u8>) -> io::Result<()> {
        let hash: String = Sha256::digest(&bytes).iter().take(5).map(|byte| format!("{byte:02x}")).collect();
        let (stem, ending) =
            plain.rsplit_once('.').ok_or_else(|| io::Error::other(format!("{plain} has no ending")))?;
        let hashed = format!("{stem}.{hash}.{ending}");
        let (content_type, text) = kind(ending)?;
        let plain_bytes = self.keep(&hashed, &bytes)?;
        let (gzip, br) = if text {
            (
                self.keep(&format!("{hashed}.gz"), &gzipped(&bytes)?)?,
                self.keep(&format!("{hashed}.br"), &brotlied(&bytes)?)?,
            )
        } else {
            Default::default()
        };
        let maybe = |include: String| if include.is_empty() { "None".to_owned() } else { format!("Some({include})") };
        self.rows.push_str(&format!(
            "Asset {{ name: {plain:?}, path: \"/assets/{hashed}\", content_type: {content_type:?}, etag: \"\\\"{hash}\\\"\", \
             bytes: {plain_bytes}, gzip: {}, br: {} }},\n",
            maybe(gzip),
            maybe(br)
        ));
        self.names.push((plain.to_owned(), hashed));
        Ok(())
    }

    /// Writes the bytes beside the table and gives the Rust expression that includes them.
    fn keep(&self, file: &str, bytes: &[u8]) -> io::Result<String> {
        fs::write(self.out.join(file), bytes)?;
        Ok(format!("include_bytes!({file:?})"))
    }
}

/// Content type, and whether compressing it is worth anything.
fn kind(ending: &str) -> io::Result<(&'static str, bool)> {
    Ok(match ending {
        "css" => ("text/css; charset=utf-8", true),
        "js" => ("text/javascript; charset=utf-8", true),
        "svg" => ("image/svg+xml", true),
        "png" => ("image/png", false),
        "woff2" => ("font/woff2", false),
        other => return Err(io::Error::other(format!("no content type for .{other}"))),
    })
}

/// The named files, in the given order. A file nobody named is a mistake and stops the build.
fn bundle(here: &Path, ending: &str, names: &[&str]) -> io::Result<String> {
    let folder = here.join(ending);
    for file in files(&folder, ending)? {
        let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        if !names.contains(&stem) {
            return Err(io::Error::other(format!("{} is not in the list of build.rs", file.display())));
        }
    }
    let mut all = String::new();
    for file in names {
        all.push_str(&fs::read_to_string(folder.join(file).with_extension(ending))?);
        all.push('\n');
    }
    Ok(all)
}

fn files(folder: &Path, ending: &str) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|is| is == ending) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn name(file: &Path) -> String {
    file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn gzipped(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut to = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    to.write_all(bytes)?;
    to.finish()
}

fn brotlied(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut to = brotli::CompressorWriter::new(&mut out, 4096, 11, 22);
    to.write_all(bytes)?;
    to.flush()?;
    drop(to);
    Ok(out)
}
