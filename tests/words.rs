//! Words stand in views/text, behaviour in assets: neither in the views nor in the pages.

use std::path::{Path, PathBuf};

use crate::support::{Garage, Nouns, paths_of, run};

fn rust_files(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let skipped = ["text", "examples", "tests", "tests.rs", "target"];
        if skipped.iter().any(|name| path.ends_with(name)) {
            continue;
        }
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// String literals of a source, comments and tests apart.
fn literals(source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    let mut found = Vec::new();
    for line in code.lines().filter(|l| !l.trim_start().starts_with("//")) {
        let (mut inside, mut escaped, mut literal) = (false, false, String::new());
        for c in line.chars() {
            match c {
                _ if escaped => escaped = false,
                '\\' if inside => escaped = true,
                '"' if inside => {
                    found.push(std::mem::take(&mut literal));
                    inside = false;
                }
                '"' => inside = true,
                _ if inside => literal.push(c),
                _ => {}
            }
        }
    }
    found
}

#[test]
fn no_french_is_written_in_the_views() {
    let mut files = Vec::new();
    rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../views"), &mut files);
    assert!(files.len() > 30);
    let french = |text: &String| text.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    let wrong: Vec<String> = files
        .iter()
        .flat_map(|file| {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            literals(&std::fs::read_to_string(file).unwrap())
                .into_iter()
                .filter(french)
                .map(move |l| format!("{name}: {l}"))
        })
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn the_scan_for_french_finds_it() {
    assert_eq!(
        literals("let a = \"Véhicule\"; // \"été\" \n// \"commenté\"").first().map(String::as_str),
        Some("Véhicule")
    );
}

/// The policy of the site forbids them all: what is written inline would not work, and is how a script gets in.
#[test]
fn no_page_holds_an_inline_script() {
    run(async {
        let garage = Garage::open().await;
        let nouns = Nouns::of(&garage).await;
        let mut marc = garage.marc().await;
        let (mut pages, mut wrong) = (0, Vec::new());
        for (route, path) in paths_of(&nouns, "GET") {
            let answer = marc.get(&path).await;
            // The page of a message is the mail itself, shut in its own frame and policy.
            if !answer.header("content-type").starts_with("text/html") || route.path == "/messages/:id/body" {
                continue;
            }
            pages += 1;
            let inline = answer.texts("script:not([src]):not([type='application/json'])").len();
            let handlers = answer.attributes("*", "onclick").len() + answer.attributes("*", "style").len();
            let words = ["hx-on", "js:", "javascript:", "onclick=", "onload=", "onerror=", "onchange="];
            let held: Vec<&str> = words.into_iter().filter(|word| answer.html().contains(word)).collect();
            if inline + handlers > 0 || !held.is_empty() {
                wrong.push(format!("{path}: {inline} scripts, {handlers} handlers or styles, {held:?}"));
            }
            assert!(answer.header("content-security-policy").contains("script-src 'self'"), "{path}");
        }
        assert_eq!(wrong, Vec::<String>::new());
        assert!(pages > 30, "{pages}");
    });
}
