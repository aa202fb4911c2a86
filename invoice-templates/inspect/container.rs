//! The PDF: which files it carries, and what its metadata say of them.

use en16931_formats::zugferd::{self, Divergence, Extracted, IsInvoice, Limits, Profile};

use super::{Inspection, Xmp, facts, sums};
use crate::text::inspect as words;

pub fn read(pdf: &[u8], limits: &Limits) -> Inspection {
    let mut inspection = Inspection::default();
    match zugferd::embedded_files(pdf, limits) {
        Ok(files) => inspection.attachments = files.into_keys().collect(),
        Err(e) => {
            inspection.error("PDF", words::unreadable(e));
            return inspection;
        }
    }
    let extracted = match zugferd::extract(pdf, limits) {
        Ok(extracted) => extracted,
        Err(zugferd::Error::NoInvoice { .. }) => {
            inspection.error("XML", words::no_xml(names(&inspection.attachments)));
            return inspection;
        }
        Err(e) => {
            inspection.error("PDF", words::unreadable(e));
            return inspection;
        }
    };
    let xml: Vec<String> = inspection.attachments.iter().filter(|name| is_xml(name)).cloned().collect();
    if xml.len() > 1 {
        inspection.error("XML", words::many_xml(names(&xml)));
    }
    profile(&mut inspection, &extracted);
    metadata(&mut inspection, &extracted);
    invoice(&mut inspection, &extracted);
    inspection.file_name = Some(extracted.filename);
    inspection.xml = Some(extracted.xml);
    inspection
}

fn is_xml(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with(".xml")
}

fn names(names: &[String]) -> String {
    if names.is_empty() { words::none().to_string() } else { names.join(", ") }
}

/// What the XML claims to be.
fn profile(inspection: &mut Inspection, extracted: &Extracted) {
    match (&extracted.specification_id, extracted.profile) {
        (None, _) => inspection.error("BT-24", words::no_profile()),
        (Some(id), Profile::Unknown) => {
            inspection.profile = Some(id.clone());
            inspection.warning("BT-24", words::unknown_profile(id));
        }
        (Some(_), profile) => {
            inspection.profile = Some(profile.as_str().to_string());
            if matches!(profile.is_en16931_invoice(), IsInvoice::No(_)) {
                inspection.warning("BT-24", words::not_an_invoice(profile.as_str()));
            }
        }
    }
}

/// What the metadata claim, and where they disagree with the file.
fn metadata(inspection: &mut Inspection, extracted: &Extracted) {
    let xmp = &extracted.xmp;
    inspection.xmp = Xmp {
        document_type: xmp.document_type.clone(),
        file_name: xmp.document_filename.clone(),
        version: xmp.version.clone(),
        level: xmp.conformance_level.clone(),
        pdfa_part: xmp.pdfa_part.clone(),
        pdfa_conformance: xmp.pdfa_conformance.clone(),
    };
    if let Some(found) = xmp.document_type.as_deref().filter(|found| *found != "INVOICE") {
        inspection.error("XMP", words::xmp_type(found));
    }
    if xmp.pdfa_part.is_some() && xmp.pdfa_conformance.is_none() {
        inspection.error("PDF/A", words::no_conformance());
    }
    for divergence in &extracted.divergence {
        disagreement(inspection, divergence);
    }
}

fn disagreement(inspection: &mut Inspection, divergence: &Divergence) {
    match divergence {
        Divergence::Profile { xmp, payload } => inspection.error("XMP", words::xmp_profile(xmp, payload)),
        Divergence::Filename { xmp, actual } => inspection.error("XMP", words::xmp_file_name(xmp, actual)),
        // Old programs declare every invoice as data; all readers take it.
        Divergence::Relationship { found, profile } => {
            inspection.warning("AFRelationship", words::relationship(found, profile.as_str()));
        }
        Divergence::NoXmp => inspection.error("XMP", words::no_xmp()),
        Divergence::NotAssociated => inspection.error("AF", words::not_associated()),
        Divergence::NotInEmbeddedFiles => inspection.error("EmbeddedFiles", words::not_listed()),
        Divergence::NoRelationship => inspection.error("AFRelationship", words::no_relationship()),
        Divergence::NotPdfA3 { part: Some(part) } => inspection.error("PDF/A", words::other_pdfa(part)),
        Divergence::NotPdfA3 { part: None } => inspection.error("PDF/A", words::not_pdfa()),
        other => inspection.error("PDF", words::container(other)),
    }
}

/// The invoice itself, and its sums.
fn invoice(inspection: &mut Inspection, extracted: &Extracted) {
    let read = match en16931_formats::read(&extracted.xml) {
        Ok(read) => read,
        Err(en16931_formats::Error::NotAnInvoice { found }) if found.starts_with("CrossIndustryDocument") => {
            return inspection.error("XML", words::outdated());
        }
        Err(e) => return inspection.error("XML", words::broken_xml(e)),
    };
    let has_lines = matches!(extracted.profile.is_en16931_invoice(), IsInvoice::Yes);
    sums::check(inspection, &read.invoice);
    if has_lines {
        for finding in en16931::validate(&read.invoice).fatal() {
            inspection.error(&finding.rule, words::rule(&finding.message));
        }
    }
    for entry in &read.entries {
        // An element outside EN 16931 is no fault in a larger profile.
        if entry.kind.level() == en16931::Severity::Fatal {
            inspection.error("XML", words::lost(&entry.path, &entry.message));
        }
    }
    inspection.facts = Some(facts::of(&read.invoice));
}
