//! Fluent files -> Rust functions, for build scripts: one function a message, so that a missing message, argument or
//! language does not compile. See README.md.

mod agree;
mod generate;
mod message;
mod plural;
mod read;
mod rust;
mod typography;

use std::{env, fs, path::Path, process};

/// Which languages there are, and how the generated functions are told which one to speak.
#[derive(Clone, Copy, Debug)]
pub enum Lang<'a> {
    /// One language: the functions take no language.
    Only(&'a str),
    /// An enum of the caller: its path, and `("fr", "Fr")` for each language shipped. The first is the reference.
    Enum { path: &'a str, variants: &'a [(&'a str, &'a str)] },
}

impl<'a> Lang<'a> {
    /// The codes, which are also the folders.
    fn codes(&self) -> Vec<&'a str> {
        match self {
            Lang::Only(code) => vec![code],
            Lang::Enum { variants, .. } => variants.iter().map(|(code, _)| *code).collect(),
        }
    }
}

/// Called by a build script: compiles the folder `text` into `$OUT_DIR/text.rs` (`check/text` into `check_text.rs`).
/// Wrong words fail the build, each in a sentence.
pub fn build(text: &str, lang: Lang) {
    println!("cargo::rerun-if-changed={text}");
    let out = env::var("OUT_DIR").map_err(|_| vec!["words::build belongs in a build script".into()]);
    let result = out.and_then(|out| {
        let path = Path::new(&out).join(format!("{}.rs", text.replace('/', "_")));
        let code = compile(Path::new(text), lang)?;
        fs::write(&path, code).map_err(|e| vec![format!("{}: {e}", path.display())])
    });
    if let Err(faults) = result {
        for fault in faults {
            println!("cargo::error={fault}");
        }
        process::exit(1);
    }
}

/// The Rust source for the words below `text/<language>/*.ftl`, or every fault found.
pub fn compile(text: &Path, lang: Lang) -> Result<String, Vec<String>> {
    let languages = read::languages(text, &lang.codes())?;
    agree::check(&languages)?;
    generate::source(&languages, lang)
}
