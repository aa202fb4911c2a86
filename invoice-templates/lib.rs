//! A frozen document -> paper and XML: Factur-X invoices and credit notes (PDF/A-3a, PDF/UA-1, EN 16931), quotes as
//! PDF, a vehicle's carnet d'entretien, the check before sealing, and the reading of a Factur-X file of any maker. Knows no database and no network.

mod booklet;
mod check;
mod facturx;
mod glyphs;
mod inspect;
mod paper;
mod typeset;

/// Words made from `text/fr/*.ftl`.
mod text {
    include!(concat!(env!("OUT_DIR"), "/text.rs"));
}

pub use check::{Missing, check};
pub use facturx::facturx_xml;
pub use inspect::{Facts, Finding, Inspection, Party, Severity, TaxFact, Xmp, inspect};
pub use typeset::{Error, Pdf, booklet, invoice, quote};
