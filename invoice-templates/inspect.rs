//! Any Factur-X or ZUGFeRD file -> what it is, what it says, and whether it agrees with itself.

mod container;
mod facts;
mod report;
mod sums;

use std::panic::{AssertUnwindSafe, catch_unwind};

use en16931_formats::zugferd::Limits;

use crate::text::inspect as words;
pub use facts::{Facts, Party, TaxFact};

/// What a file is found to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inspection {
    /// Names of all attached files.
    pub attachments: Vec<String>,
    /// Name of the attached invoice.
    pub file_name: Option<String>,
    /// The attached invoice, as it is.
    pub xml: Option<Vec<u8>>,
    /// `EN 16931`, `BASIC`…: what the XML claims to be (BT-24).
    pub profile: Option<String>,
    pub xmp: Xmp,
    /// What the invoice says, where it can be read.
    pub facts: Option<Facts>,
    pub findings: Vec<Finding>,
}

/// What the PDF's metadata claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Xmp {
    pub document_type: Option<String>,
    pub file_name: Option<String>,
    pub version: Option<String>,
    pub level: Option<String>,
    /// `3`
    pub pdfa_part: Option<String>,
    /// `A`, `B` or `U`
    pub pdfa_conformance: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    Error,
    /// Worth knowing; other programs read the file all the same.
    Warning,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub severity: Severity,
    /// A rule of EN 16931 (`BR-CO-10`) or a word for the place: `XMP`, `PDF/A`, `XML`.
    pub rule: String,
    /// In French; the wording of European rules is the standard's own.
    pub text: String,
}

impl Inspection {
    /// Everything that is stated agrees with everything else.
    pub fn is_consistent(&self) -> bool {
        self.facts.is_some() && self.findings.iter().all(|finding| finding.severity != Severity::Error)
    }

    fn error(&mut self, rule: &str, text: impl Into<String>) {
        self.findings.push(Finding { severity: Severity::Error, rule: rule.into(), text: text.into() });
    }

    fn warning(&mut self, rule: &str, text: impl Into<String>) {
        self.findings.push(Finding { severity: Severity::Warning, rule: rule.into(), text: text.into() });
    }
}

/// Looks at a PDF of any maker. Never fails: what cannot be read is a finding. The caller bounds the size of the file;
/// what it inflates to is bounded here.
pub fn inspect(pdf: &[u8]) -> Inspection {
    let limits = Limits::new().with_max_stream_bytes(32 << 20).with_max_total_bytes(64 << 20);
    // The PDF reader is another's and meets files of anyone: its panics end here.
    catch_unwind(AssertUnwindSafe(|| container::read(pdf, &limits))).unwrap_or_else(|_| {
        let mut inspection = Inspection::default();
        inspection.error("PDF", words::panic());
        inspection
    })
}
