//! What the XML says.

use crate::documents::{consumer, credit_note, four_rates, franchise, invoice, reckon};
use crm::{
    document::{Document, Nature},
    money::{Cents, Discount},
};
use invoice_templates::facturx_xml;

fn xml(document: &Document) -> String {
    String::from_utf8(facturx_xml(document)).expect("UTF-8")
}

/// The text of every element of this name, in order.
fn all<'a>(xml: &'a str, name: &str) -> Vec<&'a str> {
    let open = format!("<ram:{name}");
    let texts = xml.split(&open).skip(1).filter_map(|rest| {
        let (head, rest) = rest.split_once('>')?;
        (head.is_empty() || head.starts_with(' ')).then(|| rest.split_once('<').map(|(text, _)| text))?
    });
    texts.collect()
}

/// The note under this code (BG-1).
fn note<'a>(xml: &'a str, code: &str) -> Vec<&'a str> {
    let notes = xml.split("<ram:IncludedNote>").skip(1).filter(|n| n.contains(&format!("<ram:SubjectCode>{code}<")));
    notes.filter_map(|n| all(n, "Content").first().copied()).collect()
}

#[test]
fn an_invoice_says_who_what_when_and_how_much() {
    let xml = xml(&invoice());
    for part in [
        "<ram:ID>FA-2026-000147</ram:ID>",
        "<ram:TypeCode>380</ram:TypeCode>",
        "<ram:ID>M1</ram:ID>",
        "<ram:ID>urn:cen.eu:en16931:2017</ram:ID>",
        "<ram:GlobalID schemeID=\"0009\">73282932000074</ram:GlobalID>",
        "<ram:ID schemeID=\"0002\">732829320</ram:ID>",
        "<ram:ID schemeID=\"VA\">FR44732829320</ram:ID>",
        "<ram:ID schemeID=\"0002\">404833048</ram:ID>",
        "<ram:URIID schemeID=\"0225\">404833048</ram:URIID>",
        "<ram:IBANID>FR7630006000011234567890189</ram:IBANID>",
        "<ram:IssuerAssignedID>BC-4471</ram:IssuerAssignedID>",
        "<ram:IssuerAssignedID>OR-2026-000912</ram:IssuerAssignedID>",
        "<ram:GrandTotalAmount>551.12</ram:GrandTotalAmount>",
        "<ram:DuePayableAmount>551.12</ram:DuePayableAmount>",
        "<ram:DueDateTypeCode>72</ram:DueDateTypeCode>",
        "<udt:DateTimeString format=\"102\">20261120</udt:DateTimeString>",
        "<udt:DateTimeString format=\"102\">20261119</udt:DateTimeString>",
        "<udt:DateTimeString format=\"102\">20261220</udt:DateTimeString>",
    ] {
        assert!(xml.contains(part), "no {part}");
    }
    assert_eq!(note(&xml, "BAR"), ["B2B"]);
    assert!(note(&xml, "PMT")[0].contains("40 €"));
    assert!(note(&xml, "AAI").iter().any(|text| text.contains("GB-482-KL")));
}

#[test]
fn the_vehicle_is_the_object_of_the_invoice() {
    let xml = xml(&invoice());
    let vin = "<ram:IssuerAssignedID>VF3CCHMZ6FT123456</ram:IssuerAssignedID>\n<ram:TypeCode>130</ram:TypeCode>\n<ram:ReferenceTypeCode>AKG<";
    assert!(xml.contains(vin));
    assert!(note(&xml, "AAI").iter().any(|text| text.contains("84\u{202f}512 km")));
}

#[test]
fn a_discount_is_an_allowance_and_the_price_stays_whole() {
    let xml = xml(&invoice());
    assert!(all(&xml, "ChargeAmount").contains(&"54.9"));
    assert_eq!(all(&xml, "ActualAmount"), ["10.98"]);
    assert_eq!(all(&xml, "CalculationPercent"), ["10"]);
    let free = Discount::parse("100").expect("a discount");
    let mut offered = invoice();
    offered.lines[0].discount = free;
    let xml = self::xml(&reckon(offered));
    assert_eq!(all(&xml, "LineTotalAmount")[0], "0.00");
    assert_eq!(all(&xml, "ActualAmount")[0], "135.00");
}

#[test]
fn prices_typed_with_tax_are_told_before_tax_and_multiply_back() {
    let document = consumer();
    let xml = xml(&document);
    assert_eq!(all(&xml, "ChargeAmount")[0], "75");
    let lines = xml.split("<ram:IncludedSupplyChainTradeLineItem>").skip(1);
    for line in lines {
        let decimal =
            |name| all(line, name).first().map_or("0", |text| text).parse::<rust_decimal::Decimal>().expect("a number");
        let product = Cents::round(decimal("ChargeAmount") * decimal("BilledQuantity")).euros();
        assert_eq!(product - decimal("ActualAmount"), decimal("LineTotalAmount"), "{line}");
    }
}

#[test]
fn a_particulier_is_told_that_late_penalties_are_not_for_him() {
    let xml = xml(&consumer());
    assert_eq!(note(&xml, "BAR"), ["B2C"]);
    assert!(note(&xml, "PMT")[0].contains("sans objet") && note(&xml, "PMD")[0].contains("sans objet"));
    assert_eq!(note(&xml, "AAB").len(), 1);
    assert!(!xml.contains("40 €"));
    let buyer =
        &xml[xml.find("<ram:BuyerTradeParty>").expect("a buyer")..xml.find("</ram:BuyerTradeParty>").expect("its end")];
    assert!(!buyer.contains("schemeID"), "a person has no number");
}

#[test]
fn exempt_lines_share_one_breakdown_with_their_reasons() {
    let xml = xml(&franchise());
    let settlement = &xml[xml.find("<ram:ApplicableHeaderTradeSettlement>").expect("a settlement")..];
    assert_eq!(settlement.matches("<ram:ApplicableTradeTax>").count(), 1);
    assert!(
        all(settlement, "ExemptionReason")[0].contains("293 B")
            && all(settlement, "ExemptionReason")[0].contains("267")
    );
    assert!(xml.contains("<ram:ID schemeID=\"FC\">732829320</ram:ID>"), "no VAT number: the SIREN stands in (BT-32)");
    let debours = self::xml(&four_rates());
    assert_eq!(all(&debours, "ExemptionReasonCode"), ["VATEX-EU-79-C"]);
    assert_eq!(all(&debours, "CategoryCode").iter().filter(|code| **code == "E").count(), 2);
}

#[test]
fn lines_without_a_price_are_told_in_a_note() {
    let xml = xml(&four_rates());
    assert_eq!(all(&xml, "LineID"), ["2", "3", "4", "6"], "the numbers are those of the paper");
    for said in ["Entretien annuel", "Ampoule H7", "Véhicule restitué lavé"] {
        assert!(note(&xml, "AAI").contains(&said), "{said}");
    }
}

#[test]
fn a_credit_note_names_what_it_cancels_in_positive_amounts() {
    let xml = xml(&credit_note());
    assert!(xml.contains("<ram:TypeCode>381</ram:TypeCode>"));
    let reference = &xml[xml.find("<ram:InvoiceReferencedDocument>").expect("a reference")..];
    assert_eq!(all(reference, "IssuerAssignedID"), ["FA-2026-000147"]);
    assert!(reference.contains("20261120"));
    assert!(!xml.contains(">-") && !xml.contains("IBANID") && !xml.contains("30 jours"));
}

#[test]
fn the_frame_tells_goods_services_and_what_is_paid() {
    let frame = |document: &Document| all(&xml(document), "ID")[0].to_string();
    let only = |nature: Nature| {
        let mut document = invoice();
        document.lines.iter_mut().for_each(|line| line.nature = nature);
        document
    };
    assert_eq!(frame(&only(Nature::Goods)), "B1");
    assert_eq!(frame(&only(Nature::Service)), "S1");
    assert!(!xml(&only(Nature::Goods)).contains("DueDateTypeCode"), "goods are due at delivery");
    let paid = Document { prepaid: invoice().totals.gross, due_on: None, ..invoice() };
    assert_eq!(frame(&paid), "M2");
    assert!(xml(&paid).contains("<ram:DuePayableAmount>0.00<") && xml(&paid).contains("DueDateDateTime"));
    let mut debits = invoice();
    debits.seller.vat_on_debits = true;
    assert_eq!(all(&xml(&debits), "DueDateTypeCode"), ["5"]);
}

#[test]
fn an_administration_gets_its_service_and_order_codes() {
    let document = Document { buyer: crate::documents::town_hall(), ..invoice() };
    let xml = xml(&document);
    assert_eq!(all(&xml, "BuyerReference"), ["ATELIERS-MUNICIPAUX"]);
    assert_eq!(note(&xml, "BAR"), ["B2B"]);
    assert!(xml.contains("<ram:GlobalID schemeID=\"0009\">21120145400017<"));
}

#[test]
fn what_people_type_stays_text() {
    let mut document = invoice();
    document.buyer.name = "Léa & fils <SARL> \"Au pont\" \u{7}".into();
    let xml = xml(&document);
    assert!(xml.contains("<ram:Name>Léa &amp; fils &lt;SARL&gt; &quot;Au pont&quot;</ram:Name>"), "{xml}");
}

#[test]
fn a_demo_says_so() {
    let xml = xml(&Document { demo: true, ..consumer() });
    assert!(note(&xml, "AAI").contains(&"FACTICE - SIMULATION"));
}
