//! What holds for every component: read in the source, and weighed.

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use maud::html;

use super::{Col, Dir, Icon, Nav, NavGroup, Row, Search, Shell, ShellWords, Tone, badge, money, plate, shell, table};

fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") {
            let code: Vec<String> = fs::read_to_string(&path)
                .unwrap()
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .map(str::to_owned)
                .collect();
            found.push((path.display().to_string(), code.join("\n")));
        }
    }
}

fn all() -> Vec<(String, String)> {
    let mut found = Vec::new();
    sources(Path::new(env!("CARGO_MANIFEST_DIR")), &mut found);
    assert!(found.len() > 20);
    found
}

/// htmx would evaluate these; the policy of the pages refuses them, and so do we.
#[test]
fn no_attribute_holds_code() {
    for (file, code) in all() {
        for word in ["hx-on", "\"js:", "javascript:", "hx-vals", " onclick", " onchange", " style=", " script {"] {
            // A mail has no style sheet, and no policy.
            let mail = word == " style=" && file.ends_with("views/mails.rs");
            assert!(mail || !code.contains(word), "{file} says {word}");
        }
    }
}

/// Markup that is not escaped is a constant of icons.rs.
#[test]
fn only_icons_are_not_escaped() {
    for (file, code) in all() {
        assert!(!code.contains("PreEscaped") || file.ends_with("components/icons.rs"), "{file}");
    }
}

/// The first view of a list, budget of architecture.md: 14 KB. `gzip` is in every Debian.
#[test]
fn a_first_view_of_fifty_rows_fits_in_one_window() {
    let cols =
        [Col::title("Client"), Col::text("Téléphone"), Col::text("Véhicule"), Col::number("Solde"), Col::badge("État")];
    let row = |at: u32| {
        Row::new(&cols)
            .id(format!("contact-019abf20-7c11-7000-8000-{:012x}", at.wrapping_mul(2_654_435_761)))
            .link(
                &format!("Client numéro {}", at * 7919),
                &format!("/contacts/019abf20-7c11-7000-8000-{:012x}", at.wrapping_mul(2_654_435_761)),
            )
            .cell(format!("06 {:02} {:02} {:02} 18", at, at * 37 % 100, at * 53 % 100))
            .cell(html! { span.pair { (plate(&format!("FG-{}-KL", 100 + at * 17))) span.quiet { "Renault Clio IV" } } })
            .cell(money(&format!("{},{:02} €", at * 131, at * 29 % 100)))
            .cell(badge(if at.is_multiple_of(3) { Tone::Bad } else { Tone::Good }, "À jour"))
    };
    let entry = |at: u32| Nav::new(Icon::Car, format!("Entrée {at}"), format!("/place-{at}"));
    let page = shell(
        &Shell {
            lang: "fr",
            dir: Dir::Ltr,
            title: "Clients".into(),
            garage: "Garage Martin".into(),
            words: ShellWords::default(),
            search: Search::default(),
            nav: &[NavGroup { title: "Garage".into(), entries: (0..24).map(entry).collect() }],
            bar: &(0..5).map(entry).collect::<Vec<_>>(),
            user: "Marc Lefèvre".into(),
            user_menu: &[],
            demo: None,
            flashes: &[],
            user_key: "u".into(),
            shortcuts: true,
            failed: false,
        },
        table("Clients", &cols, html! { @for at in 0..50 { (row(at)) } }),
    );
    let bytes = gzip(page.0.as_bytes());
    println!("gzip: shell and 50 rows {bytes}");
    assert!(bytes <= 14 * 1024, "{bytes} bytes");
}

fn gzip(text: &[u8]) -> usize {
    let mut child = Command::new("gzip").arg("-6").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut to = child.stdin.take().unwrap();
    let text = text.to_vec();
    let writer = std::thread::spawn(move || to.write_all(&text));
    let out = child.wait_with_output().unwrap().stdout;
    writer.join().unwrap().unwrap();
    out.len()
}
