//! Documents -> PDF, by Typst, in process.

mod world;
mod xmp;

use chrono::NaiveDate;
use crm::{
    document::{Document, DocumentKind},
    vehicles::Booklet,
};
use serde::Serialize;
use typst::{
    diag::SourceDiagnostic,
    foundations::{Datetime, Smart},
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::{facturx::facturx_xml, glyphs, paper::paper};
pub(crate) use world::fonts;

/// A sealed document on paper, with the XML inside it.
#[derive(Clone, Debug)]
pub struct Pdf {
    pub bytes: Vec<u8>,
    /// The XML as attached.
    pub xml: Vec<u8>,
    pub pages: usize,
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("a document without a number is a draft, not an invoice")]
    NoNumber,
    #[error("a quote is not an invoice")]
    NotAnInvoice,
    /// The template or the PDF standard refused; a defect of ours.
    #[error("typesetting: {0}")]
    Typesetting(String),
    /// The PDF writer changed its layout; a defect of ours.
    #[error("metadata: {0}")]
    Metadata(&'static str),
}

/// An invoice or a credit note: PDF/A-3a and PDF/UA-1 with `factur-x.xml` inside. The same document gives the same
/// bytes. Takes some tens of milliseconds of processor: call it from a blocking thread.
pub fn invoice(document: &Document) -> Result<Pdf, Error> {
    if document.kind == DocumentKind::Quote {
        return Err(Error::NotAnInvoice);
    }
    if document.number.is_none() {
        return Err(Error::NoNumber);
    }
    let xml = facturx_xml(document);
    let (bytes, pages) = compile(document, Some(&xml), &[PdfStandard::A_3a, PdfStandard::Ua_1])?;
    let bytes = xmp::add_facturx(&bytes, xmp::EN_16931).map_err(Error::Metadata)?;
    Ok(Pdf { bytes, xml, pages })
}

/// A quote, or the preview of any draft: a tagged PDF (PDF/UA-1) without XML. Without a number it says "Brouillon".
pub fn quote(document: &Document) -> Result<Vec<u8>, Error> {
    compile(document, None, &[PdfStandard::Ua_1]).map(|(bytes, _)| bytes)
}

fn compile(document: &Document, xml: Option<&[u8]>, standards: &[PdfStandard]) -> Result<(Vec<u8>, usize), Error> {
    let data = clean(paper(document, xml.is_some()))?;
    let job = world::Job::new(data, xml.unwrap_or_default().to_vec());
    let number = document.number.as_deref().unwrap_or_default();
    let ident = format!("{}/{}/{number}", document.seller.siret, document.kind.as_str());
    set(&job, &options(ident, document.issued_on, standards)?)
}

/// A vehicle's carnet d'entretien: a tagged PDF (PDF/UA-1).
pub fn booklet(of: &Booklet) -> Result<Vec<u8>, Error> {
    let job = world::Job::booklet(clean(crate::booklet::booklet(of))?);
    let ident = format!("{}/carnet/{}/{}", of.seller.siret, of.vehicle.plate, of.on);
    set(&job, &options(ident, of.on, &[PdfStandard::Ua_1])?).map(|(bytes, _)| bytes)
}

fn set(job: &world::Job, options: &PdfOptions) -> Result<(Vec<u8>, usize), Error> {
    let result = typst::compile::<PagedDocument>(job).output.map_err(|faults| failed(&faults)).and_then(|pages| {
        let bytes = typst_pdf::pdf(&pages, options).map_err(|faults| failed(&faults))?;
        Ok((bytes, pages.pages().len()))
    });
    // Typst remembers every layout it ever made, 2.6 MB an invoice; no two invoices share one.
    comemo::evict(0);
    result
}

/// The template's data, with nothing in it the fonts cannot show.
fn clean(paper: impl Serialize) -> Result<Vec<u8>, Error> {
    let mut data = serde_json::to_value(paper).map_err(|e| Error::Typesetting(e.to_string()))?;
    glyphs::clean(&mut data);
    serde_json::to_vec(&data).map_err(|e| Error::Typesetting(e.to_string()))
}

/// Everything that varies comes from the document, so that a file made again is the same file.
fn options(ident: String, day: NaiveDate, standards: &[PdfStandard]) -> Result<PdfOptions, Error> {
    use chrono::Datelike;
    let (month, of_month) = (u8::try_from(day.month()).unwrap_or(1), u8::try_from(day.day()).unwrap_or(1));
    Ok(PdfOptions {
        ident: Smart::Custom(ident),
        creator: Smart::Custom(Some("VisionCRM".into())),
        timestamp: Datetime::from_ymd_hms(day.year(), month, of_month, 12, 0, 0).map(Timestamp::new_utc),
        standards: PdfStandards::new(standards).map_err(|e| Error::Typesetting(e.message().to_string()))?,
        ..Default::default()
    })
}

fn failed(faults: &[SourceDiagnostic]) -> Error {
    let said: Vec<String> = faults.iter().map(|fault| fault.message.to_string()).collect();
    Error::Typesetting(said.join("; "))
}
