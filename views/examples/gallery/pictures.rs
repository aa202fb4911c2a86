//! Drawn pictures: what the scanner read, a worn brake disc, a document.

use maud::{DOCTYPE, Markup, html};

pub fn all() -> Vec<(&'static str, Markup)> {
    vec![
        ("strip-name.svg", strip("C.1", "ROUX SYLVIE", "4")),
        ("strip-vin.svg", strip("E", "VF17R5A0H5G238417", "0")),
        ("strip-date.svg", strip("B", "14/O9/2O16", "5")),
        ("disc.svg", disc()),
        ("carte-grise.svg", carte_grise()),
        ("devis.html", paper()),
    ]
}

fn strip(code: &str, text: &str, turn: &str) -> Markup {
    html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 520 64" width="520" height="64" {
            rect width="520" height="64" fill="#dfe7e4" {}
            rect y="0" width="520" height="64" fill="#c9d6d0" opacity=".5" {}
            g transform={ "rotate(-" (turn) ".6 200 32)" } font-family="DejaVu Sans Mono, monospace" {
                text x="14" y="40" font-size="18" fill="#3b5a52" { "(" (code) ")" }
                text x="78" y="43" font-size="27" fill="#25302d" letter-spacing="2" { (text) }
            }
            path d="M300 0l60 64h60L360 0z" fill="#fff" opacity=".45" {}
        }
    }
}

fn disc() -> Markup {
    html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360" width="640" height="360" {
            rect width="640" height="360" fill="#2a2f36" {}
            rect y="250" width="640" height="110" fill="#1d2127" {}
            circle cx="310" cy="185" r="140" fill="#8d949c" {}
            @for radius in [132, 122, 111, 103, 94, 86] {
                circle cx="310" cy="185" r=(radius) fill="none" stroke="#5f666e" stroke-width="3" {}
            }
            circle cx="310" cy="185" r="66" fill="#7a4a2f" {}
            circle cx="310" cy="185" r="52" fill="#3a4048" {}
            @for (x, y) in [(310, 150), (343, 175), (330, 214), (290, 214), (277, 175)] { circle cx=(x) cy=(y) r="7" fill="#15181c" {} }
            path d="M392 70q86 44 84 132l-52 12q-4-66-62-96z" fill="#b3261e" {}
        }
    }
}

fn carte_grise() -> Markup {
    html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 420" width="600" height="420" {
            rect width="600" height="420" fill="#6b5f52" {}
            g transform="rotate(-2 300 210)" {
                rect x="30" y="30" width="540" height="360" rx="6" fill="#d7e4dd" {}
                rect x="30" y="30" width="540" height="46" rx="6" fill="#b9cfc6" {}
                text x="48" y="60" font-size="17" font-family="DejaVu Sans, sans-serif" fill="#27413a" { "CERTIFICAT D’IMMATRICULATION" }
                g font-family="DejaVu Sans Mono, monospace" font-size="17" fill="#25302d" {
                    @for (at, line) in ["(A)    FG-482-KL", "(B)    14/09/2016", "(C.1)  ROUX SYLVIE", "(D.1)  RENAULT", "(D.3)  CLIO IV", "(E)    VF17R5A0H5G238417", "(P.3)  ES", "(J.1)  VP"].iter().enumerate() {
                        text x="56" y=(114 + at * 34) { (line) }
                    }
                }
            }
        }
    }
}

fn paper() -> Markup {
    html! {
        (DOCTYPE)
        html lang="fr" {
            head { meta charset="utf-8"; title { "Devis D-2026-0148" } }
            body {
                h1 { "Devis D-2026-0148" }
                p { "Garage Martin · 12 rue des Ateliers · 12000 Rodez" }
                p { "Mme Sylvie Roux · Renault Clio IV · FG-482-KL" }
                table { tr { td { "Disques + plaquettes avant" } td { "365,00 € HT" } } tr { td { "Purge du liquide de frein" } td { "51,00 € HT" } } }
                p { "Total TTC 499,20 €" }
            }
        }
    }
}
