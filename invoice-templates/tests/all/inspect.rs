//! Factur-X files looked at: our own, spoiled ones, and rubbish.

use std::sync::LazyLock;

use crate::documents::{consumer, credit_note, invoice, quote};
use invoice_templates::{Inspection, Pdf, inspect};
use proptest::{collection::vec, prelude::*};

static INVOICE: LazyLock<Pdf> = LazyLock::new(|| invoice_templates::invoice(&invoice()).expect("an invoice"));

/// The file with one text replaced by another of the same length, wherever it is not compressed.
fn spoiled(from: &str, to: &str) -> Inspection {
    assert_eq!(from.len(), to.len());
    let mut bytes = INVOICE.bytes.clone();
    let at = bytes.windows(from.len()).position(|w| w == from.as_bytes()).expect("the text to spoil");
    bytes[at..at + to.len()].copy_from_slice(to.as_bytes());
    inspect(&bytes)
}

fn rules(inspection: &Inspection) -> Vec<&str> {
    inspection.findings.iter().map(|finding| finding.rule.as_str()).collect()
}

#[test]
fn our_own_invoice_is_consistent() {
    let seen = inspect(&INVOICE.bytes);
    assert!(seen.is_consistent() && seen.findings.is_empty(), "{seen}");
    assert_eq!(seen.attachments, ["factur-x.xml"]);
    assert_eq!(seen.xml.as_deref(), Some(INVOICE.xml.as_slice()));
    assert_eq!((seen.profile.as_deref(), seen.xmp.level.as_deref()), (Some("EN 16931"), Some("EN 16931")));
    assert_eq!((seen.xmp.pdfa_part.as_deref(), seen.xmp.pdfa_conformance.as_deref()), (Some("3"), Some("A")));
    let facts = seen.facts.clone().expect("facts");
    assert_eq!(facts.number.as_deref(), Some("FA-2026-000147"));
    assert_eq!(facts.buyer.registration.as_deref(), Some("404833048"));
    assert_eq!((facts.lines, facts.gross.to_string()), (7, "551.12".into()));
    let report = seen.to_string();
    for part in ["FA-2026-000147", "Transports Cévenols SAS", "7 lignes", "551,12", "La facture est cohérente."] {
        assert!(report.contains(part), "{part} in\n{report}");
    }
}

#[test]
fn a_person_s_invoice_and_a_credit_note_are_consistent_too() {
    for document in [consumer(), credit_note()] {
        let seen = inspect(&invoice_templates::invoice(&document).expect("a document").bytes);
        assert!(seen.is_consistent(), "{seen}");
    }
}

#[test]
fn metadata_that_say_another_thing_are_seen() {
    assert!(rules(&spoiled("<fx:ConformanceLevel>EN 16931", "<fx:ConformanceLevel>EXTENDED")).contains(&"XMP"));
    assert!(rules(&spoiled("<fx:DocumentType>INVOICE", "<fx:DocumentType>ORDERXX")).contains(&"XMP"));
    assert!(rules(&spoiled("<pdfaid:part>3", "<pdfaid:part>1")).contains(&"PDF/A"));
    assert!(rules(&spoiled("/AFRelationship/Alternative", "/AFRelationshiX/Alternative")).contains(&"AFRelationship"));
    assert!(!spoiled("/AFRelationship/Alternative", "/AFRelationshiX/Alternative").is_consistent());
}

#[test]
fn a_pdf_without_invoice_is_told_as_such() {
    let seen = inspect(&invoice_templates::quote(&quote()).expect("a quote"));
    assert!(!seen.is_consistent() && seen.facts.is_none());
    assert_eq!(rules(&seen), ["XML"]);
}

#[test]
fn rubbish_is_a_finding() {
    let nested = [b"%PDF-1.7\n1 0 obj\n".as_slice(), &b"[".repeat(1_000_000)].concat();
    let dictionaries = [b"%PDF-1.7\n1 0 obj\n".as_slice(), &b"<</A ".repeat(300_000)].concat();
    for rubbish in [b"".as_slice(), b"%PDF", b"\0\0\0", b"%PDF-1.7\ntrailer<</Root 1 0 R>>", &nested, &dictionaries] {
        let seen = inspect(rubbish);
        assert!(!seen.is_consistent() && !seen.findings.is_empty());
        assert!(!seen.to_string().is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_file_never_stops_the_program(places in vec((any::<prop::sample::Index>(), any::<u8>()), 1..40), cut in any::<prop::sample::Index>()) {
        let mut bytes = INVOICE.bytes.clone();
        for (place, byte) in places {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = inspect(&bytes).to_string();
        bytes.truncate(cut.index(bytes.len()));
        let _ = inspect(&bytes).to_string();
    }
}
