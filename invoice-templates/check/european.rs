//! The XML as it would be sent, read back and held to the 227 rules of EN 16931.

use crm::document::Document;
use en16931::validation::Finding;

use super::Faults;
use crate::{
    check::text::check as words,
    facturx::{billed, facturx_xml},
};

pub fn check(document: &Document, faults: &mut Faults) {
    let read = match en16931_formats::read(&facturx_xml(document)) {
        Ok(read) => read,
        Err(e) => return faults.add("document", "XML", words::european(faults.lang, "XML", e)),
    };
    for finding in en16931::validate(&read.invoice).fatal() {
        faults.add(field(document, finding), "EN 16931", words::european(faults.lang, &finding.rule, &finding.message));
    }
    // What the reader could not place would be lost on the way.
    if let Some(entry) = read.entries.first() {
        faults.add("document", "XML", words::european(faults.lang, &entry.path, &entry.message));
    }
}

/// The field of the form that mends a finding.
fn field(document: &Document, finding: &Finding) -> String {
    let term = finding.path.term.map(|term| term.to_string()).unwrap_or_default();
    if finding.path.to_string().starts_with("BG-25") {
        let line = finding.path.index.and_then(|at| billed(document).get(at).map(|billed| billed.index));
        let part = match term.as_str() {
            "BT-146" => "unit_price",
            "BT-129" => "quantity",
            "BT-131" => "net",
            "BT-151" | "BT-152" => "vat_rate",
            "BT-136" | "BT-137" | "BT-138" => "discount",
            _ => "label",
        };
        return line.map_or("lines".into(), |line| format!("lines.{line}.{part}"));
    }
    match term.as_str() {
        "BT-1" => "number",
        "BT-2" => "issued_on",
        "BT-9" | "BT-20" => "due_on",
        "BT-25" | "BT-26" => "corrects",
        "BT-27" => "seller.name",
        "BT-29" | "BT-30" | "BT-34" => "seller.siret",
        "BT-31" | "BT-32" => "seller.vat_number",
        "BT-35" | "BT-37" | "BT-38" | "BT-40" => "seller.address",
        "BT-84" => "seller.iban",
        "BT-86" => "seller.bic",
        "BT-44" => "buyer.name",
        "BT-46" => "buyer.siret",
        "BT-47" | "BT-49" => "buyer.siren",
        "BT-48" => "buyer.vat_number",
        "BT-50" | "BT-52" | "BT-53" | "BT-55" => "buyer.address",
        "BT-113" => "prepaid",
        _ => "totals",
    }
    .into()
}

#[cfg(test)]
mod tests {
    use crm::money::Cents;

    use super::*;

    /// What the rules say of a document that our own would have stopped before.
    fn found(change: impl FnOnce(&mut Document)) -> Vec<(String, String)> {
        let mut document = serde_json::from_str(include_str!("../tests/all/invoice-2026.json")).unwrap();
        change(&mut document);
        let mut faults = Faults { lang: crm::Lang::Fr, found: vec![] };
        check(&document, &mut faults);
        faults.found.into_iter().map(|missing| (missing.field, missing.message)).collect()
    }

    #[test]
    fn a_good_document_passes_and_each_fault_finds_its_field() {
        assert_eq!(found(|_| {}), []);
        for (field, rule, faults) in [
            ("totals", "BR-CO-10", found(|d| d.totals.net = Cents(1))),
            ("lines.1.label", "BR-25", found(|d| d.lines[1].label.clear())),
            ("seller.vat_number", "BR-CO-09", found(|d| d.seller.vat_number = Some("X".into()))),
            (
                "due_on",
                "BR-CO-25",
                found(|d| {
                    d.due_on = None;
                    d.mentions.clear()
                }),
            ),
        ] {
            assert!(faults.iter().any(|(f, text)| f == field && text.contains(rule)), "{field} {rule}: {faults:?}");
        }
    }
}
