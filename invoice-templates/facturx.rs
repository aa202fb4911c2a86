//! A document -> the XML a machine reads: UN/CEFACT CII, Factur-X profile EN 16931, with the French terms (XP Z12-012).
//!
//! The order of the elements is the schema's. Each line names the business term (BT, BG) it carries.

mod billed;
mod lines;
mod notes;
mod parties;
mod settlement;
mod writer;

pub(crate) use billed::{Tax, billed, is_fully_prepaid, is_said_only, price, taxes};
pub(crate) use notes::{Treatment, treatment};
pub(crate) use parties::siren;

use crm::document::{Document, DocumentKind, LineKind, Nature};

use crate::paper::format;
use writer::Xml;

/// BT-24 of the profile.
pub(crate) const EN_16931: &str = "urn:cen.eu:en16931:2017";
/// What stands for the number while there is none: the XML is checked before a number is taken.
pub(crate) const NO_NUMBER: &str = "BROUILLON";

const ROOT: &str = concat!(
    r#"<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100""#,
    r#" xmlns:qdt="urn:un:unece:uncefact:data:standard:QualifiedDataType:100""#,
    r#" xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100""#,
    r#" xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">"#
);

/// The XML of an invoice or a credit note; the same document always gives the same bytes.
pub fn facturx_xml(document: &Document) -> Vec<u8> {
    let mut xml = Xml::new(ROOT);
    xml.group("rsm:ExchangedDocumentContext", |x| {
        x.group("ram:BusinessProcessSpecifiedDocumentContextParameter", |x| x.text("ram:ID", &frame(document))); // BT-23
        x.group("ram:GuidelineSpecifiedDocumentContextParameter", |x| x.text("ram:ID", EN_16931)); // BT-24
    });
    xml.group("rsm:ExchangedDocument", |x| {
        x.text("ram:ID", document.number.as_deref().unwrap_or(NO_NUMBER)); // BT-1
        x.text("ram:TypeCode", if document.kind == DocumentKind::CreditNote { "381" } else { "380" }); // BT-3
        x.group("ram:IssueDateTime", |x| x.date("udt:DateTimeString", document.issued_on)); // BT-2
        notes::write(x, document); // BG-1
    });
    xml.group("rsm:SupplyChainTradeTransaction", |x| {
        for line in billed(document) {
            lines::write(x, &line); // BG-25
        }
        agreement(x, document);
        x.group("ram:ApplicableHeaderTradeDelivery", |x| {
            x.group("ram:ActualDeliverySupplyChainEvent", |x| {
                let supplied_on = document.supplied_on.unwrap_or(document.issued_on);
                x.group("ram:OccurrenceDateTime", |x| x.date("udt:DateTimeString", supplied_on)); // BT-72
            });
        });
        settlement::write(x, document);
    });
    xml.finish("rsm:CrossIndustryInvoice")
}

/// BT-23: goods, services or both (CGI ann. II art. 242 nonies A I-8° bis), to be paid or paid already (BR-FR-08).
fn frame(document: &Document) -> String {
    let natures = natures(document);
    let category = match (natures.goods, natures.services) {
        (true, true) => 'M',
        (true, false) => 'B',
        // Disbursements alone: the garage saw to the formalities.
        (false, _) => 'S',
    };
    format!("{category}{}", if is_fully_prepaid(document) { 2 } else { 1 })
}

pub(crate) struct Natures {
    pub goods: bool,
    pub services: bool,
}

/// What is sold, over the lines that cost something; what was only paid on the customer's behalf is not sold.
pub(crate) fn natures(document: &Document) -> Natures {
    let sold: Vec<Nature> =
        billed(document).iter().filter(|b| b.line.kind != LineKind::Debours).map(|b| b.line.nature).collect();
    Natures { goods: sold.contains(&Nature::Goods), services: sold.contains(&Nature::Service) }
}

/// Who sells to whom, and the papers the invoice goes with.
fn agreement(x: &mut Xml, document: &Document) {
    x.group("ram:ApplicableHeaderTradeAgreement", |x| {
        if let Some(code) = &document.buyer.service_code {
            x.text("ram:BuyerReference", code); // BT-10, Chorus Pro's "code service"
        }
        parties::seller(x, &document.seller); // BG-4
        parties::buyer(x, document); // BG-7
        for (name, number) in [
            ("ram:SellerOrderReferencedDocument", &document.repair_order), // BT-14
            ("ram:BuyerOrderReferencedDocument", &document.purchase_order), // BT-13
        ] {
            if let Some(number) = number.as_deref().filter(|number| !number.trim().is_empty()) {
                x.group(name, |x| x.text("ram:IssuerAssignedID", number));
            }
        }
        let vin = document.vehicle.as_ref().and_then(|vehicle| vehicle.vin.as_deref());
        if let Some(vin) = vin.filter(|vin| !vin.trim().is_empty()) {
            // BT-18, with the scheme AKG: vehicle identification number.
            x.group("ram:AdditionalReferencedDocument", |x| {
                x.text("ram:IssuerAssignedID", vin);
                x.text("ram:TypeCode", "130");
                x.text("ram:ReferenceTypeCode", "AKG");
            });
        }
    });
}
