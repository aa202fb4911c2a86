//! Words go in, rustc compiles what comes out, and the compiled program says them.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use std::{fs, path::PathBuf, process::Command};

use words::Lang;

const THREE: Lang = Lang::Enum { path: "crate::Lang", variants: &[("fr", "Fr"), ("en", "En"), ("ar", "Ar")] };

/// A folder of words: `("fr/quotes.ftl", "…")`.
fn text(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&root);
    for (path, content) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    root
}

/// What the program made of the generated words and `main` prints; rustc's warnings are errors.
fn says(name: &str, code: &str, main: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let (source, program) = (folder.join("main.rs"), folder.join("main.out"));
    let lang = "#[derive(Clone, Copy)] pub enum Lang { Fr, En, Ar }";
    let rest = "pub mod text { include!(\"text.rs\"); }";
    fs::write(folder.join("text.rs"), code).unwrap();
    fs::write(&source, format!("#![deny(warnings)]\n#![allow(dead_code)]\n{lang}\n{rest}\nfn main() {{ {main} }}"))
        .unwrap();
    let rustc = std::env::var("RUSTC").unwrap_or("rustc".into());
    let built = Command::new(rustc).args(["--edition=2024", "-o"]).args([&program, &source]).output().unwrap();
    assert!(built.status.success(), "{}\n{code}", String::from_utf8_lossy(&built.stderr));
    String::from_utf8(Command::new(program).output().unwrap().stdout).unwrap()
}

fn faults(name: &str, files: &[(&str, &str)], lang: Lang) -> String {
    words::compile(&text(name, files), lang).unwrap_err().join("\n")
}

#[test]
fn a_garage_speaks_three_languages() {
    let root = text(
        "three",
        &[
            ("fr/brand.ftl", "-brand = VisionCRM"),
            ("en/brand.ftl", "-brand = VisionCRM"),
            ("ar/brand.ftl", "-brand = VisionCRM"),
            (
                "fr/quotes.ftl",
                "# a comment\nhello = Bonjour !\nsent-on = Envoyé le { $date } par { -brand } : { $who }\ntype = Genre\n\
                 days = { $n ->\n    [0] aucun jour\n    [one] { $n } jour\n   *[other] { $n } jours\n}\n\
                 state = { $state ->\n    [draft] Brouillon\n   *[sealed] Scellé\n}\n\
                 two = Une\n    deux { hello }\nquoted = { \"{\" }c'est \"ça\" \\ là{ \"}\" }\nlate = Facture{ $n ->\n [one] { \"\" }\n *[other] s\n}\n",
            ),
            (
                "en/quotes.ftl",
                "hello = Hello!\nsent-on = Sent on { $date } by { $who } ({ -brand })\ntype = Kind\n\
                 days = { $n ->\n    [one] { $n } day\n   *[other] { $n } days\n}\nstate = { $state ->\n    [draft] Draft\n   *[sealed] Sealed\n}\n\
                 two = x\nquoted = '\nlate = Invoice{ $n ->\n [one] { \"\" }\n *[other] s\n}\n",
            ),
            (
                "ar/quotes.ftl",
                "hello = مرحبا\nsent-on = { $date } { $who }\ntype = نوع\n\
                 days = { $n ->\n [zero] z{ $n }\n [one] o\n [two] t\n [few] f\n [many] m\n *[other] x\n}\nstate = { $state }\ntwo = x\nquoted = '\nlate = { $n }\n",
            ),
        ],
    );
    let code = words::compile(&root, THREE).unwrap();
    let out = says(
        "three",
        &code,
        r#"use text::quotes::*; use Lang::*;
        println!("{}|{}|{}", hello(Fr), sent_on(Fr, 3, "Marc"), type_(En));
        for n in [0, 1, 2, 1234567] { print!("{}|", days(Fr, n)); } println!();
        for n in [0, 1, 2, -1234] { print!("{}|", days(En, n)); } println!();
        for n in [0, 1, 2, 3, 11, 100, 102, 103, 111] { print!("{}|", days(Ar, n)); } println!();
        println!("{}|{}|{}", state(Fr, "draft"), state(Fr, "?"), state(Ar, "draft"));
        println!("{}|{}|{}|{}", two(Fr), quoted(Fr), late(Fr, 1), late(Fr, 2));"#,
    );
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines[0], "Bonjour\u{202f}!|Envoyé le 3 par VisionCRM\u{a0}: Marc|Kind");
    assert_eq!(lines[1], "aucun jour|1 jour|2 jours|1\u{202f}234\u{202f}567 jours|");
    assert_eq!(lines[2], "0 days|1 day|2 days|\u{2212}1,234 days|");
    assert_eq!(lines[3], "z0|o|t|f|m|x|x|f|m|");
    assert_eq!(lines[4], "Brouillon|Scellé|draft");
    assert_eq!(lines[5..].join("/"), "Une/deux Bonjour\u{202f}!|{c'est \"ça\" \\ là}|Facture|Factures");
}

#[test]
fn one_language_needs_no_argument() {
    let root = text("one", &[("fr/paper.ftl", "total = Net à payer\ndue = Échéance : { $date }")]);
    let code = words::compile(&root, Lang::Only("fr")).unwrap();
    let out = says("one", &code, r#"print!("{} {}", text::paper::total(), text::paper::due("lundi"));"#);
    assert_eq!(out, "Net à payer Échéance\u{a0}: lundi");
}

#[test]
fn languages_that_differ_do_not_compile() {
    let two = Lang::Enum { path: "crate::Lang", variants: &[("fr", "Fr"), ("en", "En")] };
    let said = faults(
        "differ",
        &[
            ("fr/a.ftl", "here = x\nsame = { $a }\ncount = { $n }"),
            ("en/a.ftl", "same = { $b }\nextra = y\ncount = { $n ->\n [one] x\n *[other] y\n}"),
            ("fr/b.ftl", "b = b"),
            ("ar/a.ftl", "here = x"),
        ],
        two,
    );
    assert_eq!(said, "ar/ has words, but build.rs does not list this language");
    let said = faults(
        "differ",
        &[
            ("fr/a.ftl", "here = x\nsame = { $a }\ncount = { $n }"),
            ("en/a.ftl", "same = { $b }\nextra = y\ncount = { $n ->\n [one] x\n *[other] y\n}"),
            ("fr/b.ftl", "b = b"),
        ],
        two,
    );
    assert_eq!(
        said,
        "en/a.ftl: `here` is missing (it is in fr)\n\
         en/a.ftl: `same` takes $b, in fr it takes $a\n\
         en/a.ftl: `extra` does not exist in fr\n\
         en/b.ftl is missing"
    );
}

#[test]
fn a_wrong_message_is_named() {
    for (content, part) in [
        ("a = x\na = y", "`a` is there twice"),
        ("a = { -nobody }", "the term -nobody does not exist"),
        ("a = { a }", "refers to itself"),
        ("a = { NUMBER($n) }", "not supported"),
        ("a = x\n    .title = y", "attributes are not supported"),
        ("a = { $n ->\n [two] x\n *[other] y\n}", "fr has no plural category Two"),
        ("a = { $n ->\n [1] x\n *[one] y\n}", "must be *[other]"),
        ("a = { $n ->\n *[other] y\n}", "leaves no choice"),
        ("a = { $n ->\n [one] x\n *[other] y\n}{ $n ->\n [x] x\n *[y] y\n}", "by number here and by word there"),
        ("a = x\nb = { $", "fr/a.ftl:2"),
        ("a-b = x\na_b = y", "another message of this file becomes `a_b` too"),
        ("Hello = x", "small letters"),
        ("a = { $lang }", "cannot be called $lang"),
    ] {
        let said = faults("wrong", &[("fr/a.ftl", content)], Lang::Only("fr"));
        assert!(said.contains(part), "{content:?} said {said:?}");
    }
}
