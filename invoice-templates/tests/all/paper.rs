//! What stands on the paper, read back with pdftotext.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use crate::documents::{all, consumer, credit_note, four_rates, franchise, invoice, long_names, many_lines, quote};
use crm::document::Document;
use invoice_templates::Error;

fn pdf(document: &Document) -> Vec<u8> {
    invoice_templates::invoice(document).expect("an invoice").bytes
}

#[test]
fn the_lines_of_an_operation_stand_under_its_name() {
    const BRAKES: &str = "Freinage avant";
    let mut document = invoice();
    document.lines[..4].iter_mut().for_each(|line| line.operation = BRAKES.into());
    let under = |document: &Document| {
        let text = text(&pdf(document));
        (text.matches(BRAKES).count(), text.find(BRAKES) < text.find("Disque de frein"))
    };
    assert_eq!(under(&document), (1, true));
    // Named by its first line, or alone, it needs no heading.
    document.lines[0].label = BRAKES.into();
    assert_eq!(under(&document), (1, true));
    for line in &mut document.lines {
        line.operation = line.label.clone();
    }
    assert_eq!(under(&document), (1, true));
}

/// The text of all pages, spaces made plain.
fn text(pdf: &[u8]) -> String {
    let mut child = Command::new("pdftotext")
        .args(["-raw", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pdftotext, of poppler-utils");
    let mut stdin = child.stdin.take().expect("a pipe");
    let bytes = pdf.to_vec();
    let feed = std::thread::spawn(move || stdin.write_all(&bytes));
    let out = child.wait_with_output().expect("pdftotext's answer");
    feed.join().expect("a thread").expect("a reader");
    String::from_utf8(out.stdout).expect("UTF-8").replace(['\u{a0}', '\u{202f}'], " ")
}

fn has(text: &str, parts: &[&str]) {
    // Columns are set apart by several spaces, which say nothing.
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in parts {
        assert!(flat.contains(part), "no {part:?} in\n{text}");
    }
}

#[test]
fn an_invoice_to_a_company_carries_its_mentions() {
    let text = text(&pdf(&invoice()));
    has(&text, &["Facture", "n° FA-2026-000147", "20 novembre 2026", "19 novembre 2026", "20 décembre 2026"]);
    has(
        &text,
        &["SIRET 732 829 320 00074", "RCS Rodez 732 829 320", "SARL au capital de 20 000 €", "N° TVA FR44732829320"],
    );
    has(&text, &["Transports Cévenols SAS", "404 833 048 00022", "BC-4471", "OR-2026-000912"]);
    has(&text, &["GB-482-KL", "VF3CCHMZ6FT123456", "84 512 km", "pièce de réemploi (PIEC)", "0,75 L", "1,8 h"]);
    has(&text, &["20 % 459,27 € 91,85 € 551,12 €", "Net à payer 551,12 €", "−10 %", "−10,98", "98,82"]);
    has(
        &text,
        &[
            "40 €",
            "pénalités",
            "Escompte pour paiement anticipé : néant",
            "IBAN FR76 3000 6000 0112 3456 7890 189",
            "Page 1 / 1",
        ],
    );
}

#[test]
fn a_particulier_reads_prices_with_tax_and_no_word_for_merchants() {
    let text = text(&pdf(&consumer()));
    has(&text, &["PU TTC", "Total TTC", "162,00", "135,00 HT", "Médiateur", "à Millau", "Net à payer 551,13 €"]);
    assert!(
        !text.contains(" 40 €")
            && !text.contains("forfaitaire")
            && !text.contains("pénalités")
            && !text.contains("L441-10")
    );
}

#[test]
fn every_rate_is_on_the_paper() {
    let text = text(&pdf(&four_rates()));
    has(
        &text,
        &[
            "20 % 99,50 €",
            "10 % 45,00 €",
            "5,5 % 18,01 €",
            "Sans TVA 68,76 € 0,00 €",
            "Offert",
            "art. 267 II-2° du CGI",
        ],
    );
    has(&text, &["Entretien annuel", "Véhicule restitué lavé"]);
}

#[test]
fn a_garage_without_vat_says_why() {
    let text = text(&pdf(&franchise()));
    has(&text, &["TVA non applicable, art. 293 B du CGI", "Marc Lefèvre, EI", "Prix unitaire"]);
    assert!(!text.contains("Total TVA") && !text.contains("N° TVA"));
}

#[test]
fn a_credit_note_names_the_invoice_it_cancels() {
    let text = text(&pdf(&credit_note()));
    has(
        &text,
        &["Avoir", "annulant la facture n° FA-2026-000147 du 20 novembre 2026", "Montant de l’avoir TTC 331,40 €"],
    );
    has(&text, &["À déduire d’une prochaine facture ou à rembourser."]);
    assert!(!text.contains("IBAN") && !text.contains("30 jours") && !text.contains("forfaitaire"));
}

#[test]
fn a_quote_asks_for_agreement() {
    let text = text(&invoice_templates::quote(&quote()).expect("a quote"));
    has(
        &text,
        &["Devis", "n° DE-2026-000311", "Valable jusqu’au 20 décembre 2026", "Bon pour accord", "Devis gratuit"],
    );
    let draft = self::text(&invoice_templates::quote(&Document { number: None, ..quote() }).expect("a draft"));
    has(&draft, &["Brouillon"]);
}

#[test]
fn a_demo_says_that_it_counts_for_nothing() {
    let text = text(&pdf(&Document { demo: true, ..consumer() }));
    has(&text, &["Document factice, simulation sans valeur"]);
}

#[test]
fn sixty_lines_lose_nothing() {
    let document = many_lines("FA-2026-000154", 60);
    let made = invoice_templates::invoice(&document).expect("an invoice");
    let text = text(&made.bytes);
    assert_eq!(made.pages, 3);
    assert_eq!(text.matches("Total HT").count(), made.pages + 1, "the header comes back on each page");
    assert_eq!(text.matches("Traitement des déchets dangereux").count(), 7);
    has(&text, &["Page 3 / 3", "Facture FA-2026-000154 · Garage du Viaduc", "Net à payer 4 189,27 €"]);
}

/// Names of operations and lines of words anywhere around the end of a page.
#[test]
fn no_heading_is_in_the_way_of_a_page_end() {
    for count in 12..24 {
        let mut document = many_lines("FA-2026-000154", count);
        for (i, line) in document.lines.iter_mut().enumerate() {
            line.operation = format!("Opération {}", i / 2);
        }
        let text = text(&pdf(&document));
        assert_eq!(text.matches("Opération").count(), count / 2, "{count} lines");
    }
}

#[test]
fn long_names_are_wrapped_not_cut() {
    let document = long_names();
    let text = text(&pdf(&document));
    for part in [
        "Haut-Rouergue",
        "troisième étage",
        "ancienne route nationale 9",
        "trois calculateurs",
        "123 456,789",
        "222 222,22",
    ] {
        has(&text, &[part]);
    }
}

/// Every word of a page lies between its margins (pdftotext gives each word's box).
#[test]
fn nothing_leaves_the_page() {
    let told = ["particulier", "quatre-taux", "noms-longs", "soixante-lignes", "devis-brouillon", "demonstration"];
    for (name, document) in all().into_iter().filter(|(name, _)| told.contains(name)) {
        let bytes = invoice_templates::quote(&document).expect("a document");
        let path = std::env::temp_dir().join(format!("visioncrm-{}-{name}.pdf", std::process::id()));
        std::fs::write(&path, bytes).expect("a file");
        let out = Command::new("pdftotext").arg("-bbox").arg(&path).arg("-").output().expect("pdftotext");
        std::fs::remove_file(&path).expect("the file");
        let boxes = String::from_utf8(out.stdout).expect("UTF-8");
        let words: Vec<&str> = boxes.lines().filter(|l| l.contains("<word ")).collect();
        assert!(words.len() > 50, "{name}");
        for word in words {
            let side = |key: &str| -> f64 {
                let rest = &word[word.find(key).expect("a side") + key.len()..];
                rest[..rest.find('"').expect("its end")].parse().expect("a number")
            };
            let (left, right, top, bottom) = (side("xMin=\""), side("xMax=\""), side("yMin=\""), side("yMax=\""));
            // The watermark alone is that tall.
            let in_margins = bottom - top > 40.0 || (left > 50.0 && right < 545.0 && top > 20.0 && bottom < 825.0);
            assert!(in_margins, "{name}: {word}");
        }
    }
}

#[test]
fn the_same_document_is_the_same_file() {
    assert_eq!(pdf(&invoice()), pdf(&invoice()));
    let quoted = || invoice_templates::quote(&quote()).expect("a quote");
    assert_eq!(quoted(), quoted());
}

#[test]
fn a_draft_is_no_invoice() {
    assert!(matches!(invoice_templates::invoice(&Document { number: None, ..invoice() }), Err(Error::NoNumber)));
    assert!(matches!(invoice_templates::invoice(&quote()), Err(Error::NotAnInvoice)));
}

#[test]
fn typed_text_is_never_markup() {
    let mut document = invoice();
    document.buyer.name = "#emph[x] $y$ *z* _u_ <label> @ref \\ `c`".into();
    document.lines[0].label = "Lavage 🚗 洗車 \u{7}fin".into();
    let text = text(&pdf(&document));
    has(&text, &["#emph[x] $y$ *z* _u_ <label> @ref \\ `c`", "Lavage □ □□ fin"]);
}
