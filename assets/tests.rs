use crate::{ASSETS, Asset, find, minify, url};

fn gzip(name: &str) -> usize {
    asset(name).gzip.unwrap().len()
}

fn asset(name: &str) -> &'static Asset {
    find(url(name)).unwrap()
}

fn own(folder: &str) -> Vec<(String, String)> {
    within(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))
}

/// Those of the folders in it too.
fn within(folder: &std::path::Path) -> Vec<(String, String)> {
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let read = |path: std::path::PathBuf| match path.is_dir() {
        true => within(&path),
        false => vec![(path.display().to_string(), std::fs::read_to_string(&path).unwrap())],
    };
    paths.flat_map(read).collect()
}

#[test]
fn a_first_view_stays_within_its_budget() {
    let (css, js) = (gzip("app.css"), gzip("app.js") + gzip("htmx.js"));
    let fonts: usize =
        ASSETS.iter().filter(|asset| asset.name.ends_with(".woff2")).map(|asset| asset.bytes.len()).sum();
    println!("gzip: css {css}, js {js} (own {}), woff2 {fonts}", gzip("app.js"));
    assert!(css <= 12 * 1024, "css is {css} bytes");
    assert!(js <= 24 * 1024, "js is {js} bytes");
    assert!(gzip("app.js") <= 6 * 1024, "our own js is {} bytes", gzip("app.js"));
    assert!(fonts <= 60 * 1024, "fonts are {fonts} bytes");
}

#[test]
fn files_are_found_by_their_hashed_name_only() {
    assert!(url("app.css").starts_with("/assets/app.") && url("app.css").ends_with(".css"));
    assert_eq!(asset("app.css").content_type, "text/css; charset=utf-8");
    assert!(asset("app.css").etag.starts_with('"') && asset("app.css").br.is_some());
    assert!(asset("ibm-plex-sans-400.woff2").gzip.is_none());
    assert_eq!(find("/assets/app.css"), None);
    for asset in ASSETS {
        assert_eq!(find(asset.path), Some(asset));
    }
}

#[test]
fn css_names_fonts_that_exist_and_comes_from_nowhere_else() {
    let css = std::str::from_utf8(asset("app.css").bytes).unwrap();
    for part in css.split("url(").skip(1) {
        let target = part.split(')').next().unwrap();
        assert!(find(&format!("/assets/{target}")).is_some(), "{target}");
    }
}

/// Arabic costs nothing as long as nothing says left or right, and old tablets fall silently over newer syntax.
#[test]
fn css_is_logical_and_plain() {
    for (file, css) in own("css") {
        let css = minify::css(&css);
        for word in ["left", "right", "!important", "@layer", "@container", ":has(", ":is(", ":where(", "inset:"] {
            assert!(!css.contains(word) || allowed(&file, word), "{file} says {word}");
        }
        assert_eq!(css.matches('{').count(), css.matches('}').count(), "{file}");
        for used in css.split("var(--").skip(1) {
            let name = used.split([')', ',']).next().unwrap();
            assert!(own("css").iter().any(|(_, css)| css.contains(&format!("--{name}:"))), "{file}: --{name}");
        }
    }
}

fn allowed(file: &str, word: &str) -> bool {
    word == "!important" && ["preferences.css", "print.css", "base.css"].iter().any(|may| file.ends_with(may))
}

/// The policy of the pages refuses eval and inline code; so do our files.
#[test]
fn js_is_plain_and_evaluates_nothing() {
    for (file, js) in own("js") {
        for word in
            ["eval(", "Function(", "hx-on", "js:", "innerHTML", "document.write", "?.", "??", "setAttribute(\"style"]
        {
            assert!(!js.contains(word), "{file} says {word}");
        }
        assert!(
            js.lines().all(|line| line.matches('`').count() % 2 == 0),
            "{file}: a template string over several lines"
        );
    }
}

#[test]
fn minified_css_means_the_same() {
    let css = "/* a */ .a , .b :hover {\n color: red;\n content: \"; /* kept */\";\n width: calc(1px + 2px);\n}\n\n@media (min-width: 10px) { a { b: c } }";
    assert_eq!(
        minify::css(css),
        ".a,.b :hover{color:red;content:\"; /* kept */\";width:calc(1px + 2px)}@media (min-width:10px){a{b:c}}"
    );
    assert_eq!(minify::js("// no\n  let a = 1; // yes\n/* no\n no */\n\n go()\n"), "let a = 1; // yes\ngo()\n");
}
