//! Writes every component in realistic pages into a folder, with the assets, to be looked at in a browser:
//! `cargo run -p views --example gallery -- /tmp/gallery`, then serve that folder.

mod approvals;
mod contacts;
mod dashboard;
mod frame;
mod invoices;
mod kit;
mod pictures;
mod quotes;
mod scans;
mod sessions;
mod states;
mod vehicles;

use std::{fs, io, path::Path};

use maud::{Markup, html};
use views::components::{Dir, Plain, plain_shell};

fn main() -> io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "target/gallery".to_owned());
    let folder = Path::new(&folder);
    fs::create_dir_all(folder.join("assets"))?;
    fs::create_dir_all(folder.join("demo"))?;
    for asset in assets::ASSETS {
        fs::write(folder.join(asset.path.trim_start_matches('/')), asset.bytes)?;
    }
    for (name, picture) in pictures::all() {
        fs::write(folder.join("demo").join(name), picture.into_string())?;
    }
    let pages = pages();
    for (name, page) in &pages {
        fs::write(folder.join(format!("{name}.html")), page.0.as_str())?;
    }
    fs::write(folder.join("index.html"), index(&pages).into_string())
}

fn pages() -> Vec<(&'static str, Markup)> {
    vec![
        ("dashboard", dashboard::page()),
        ("contacts", contacts::list()),
        ("contact", contacts::show()),
        ("vehicle", vehicles::show()),
        ("quote", quotes::edit()),
        ("approval", approvals::page()),
        ("approved", approvals::done()),
        ("invoice", invoices::show()),
        ("sign-in", sessions::sign_in()),
        ("sign-up", sessions::sign_up()),
        ("reception", scans::new()),
        ("reading", scans::reading()),
        ("reading-box", scans::reading_box()),
        ("review", scans::review()),
        ("empty", states::empty_list()),
        ("errors", states::errors()),
        ("not-found", states::not_found()),
        ("confirm", states::confirm()),
        ("kit", kit::page(Dir::Ltr)),
        ("arabic", kit::page(Dir::Rtl)),
    ]
}

fn index(pages: &[(&str, Markup)]) -> Markup {
    let plain = Plain {
        lang: "fr",
        title: "Galerie".into(),
        skip: "Aller au contenu".into(),
        name: "VisionCRM".into(),
        ..Plain::default()
    };
    let list = html! {
        h1 { "Galerie" }
        ul.stack.stack-close { @for (name, _) in pages { li { a.link href={ (name) ".html" } { (name) } } } }
    };
    plain_shell(&plain, list)
}
