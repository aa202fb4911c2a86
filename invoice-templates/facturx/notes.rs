//! Notes (BG-1): the legal sentences, each under its code, and what EN 16931 has no field for.

use crm::document::{Address, BuyerKind, Document, MentionCode};

use super::{billed::is_said_only, format, writer::Xml};
use crate::text::xml as words;

pub fn write(x: &mut Xml, document: &Document) {
    if document.demo {
        note(x, "AAI", words::demo());
    }
    // Exactly one of each (BR-FR-05, BR-FR-06), even to a particulier, to whom PMT and PMD do not apply: the XML says
    // so, and the paper says nothing of them (C. com. L441-10 binds professionals only).
    for (code, mention, by_default) in [
        ("PMT", MentionCode::RecoveryFee, words::recovery_fee_not_applicable()),
        ("PMD", MentionCode::LatePenalties, words::late_penalties_not_applicable()),
        ("AAB", MentionCode::EarlyDiscount, words::no_early_discount()),
    ] {
        let is_particulier = document.buyer.kind == BuyerKind::Particulier;
        let said = document.mentions.iter().find(|m| m.code == mention).map(|m| m.text.as_str());
        match said.filter(|_| !is_particulier || mention == MentionCode::EarlyDiscount) {
            Some(text) => note(x, code, text),
            None if is_particulier => note(x, code, by_default),
            // Left out: `check` names what is missing.
            None => {}
        }
    }
    note(x, "BAR", treatment(document).code());
    for text in free(document) {
        note(x, "AAI", &text);
    }
}

fn note(x: &mut Xml, code: &str, text: &str) {
    x.group("ram:IncludedNote", |x| {
        x.text("ram:Content", text); // BT-22
        x.text("ram:SubjectCode", code); // BT-21
    });
}

/// AAI, general information: the vehicle, the papers, the lines without a price, the garage's other sentences.
fn free(document: &Document) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(vehicle) = &document.vehicle {
        said.push(words::vehicle(&vehicle.name, &vehicle.plate));
        if let Some(km) = vehicle.mileage_km {
            said.push(words::mileage(format::count(i64::from(km))));
        }
    }
    said.extend(document.quote.as_ref().map(words::quote));
    for line in document.lines.iter().filter(|line| is_said_only(line)) {
        said.push([line.label.trim(), line.details.trim()].join(" ").trim().to_string());
    }
    said.extend(document.note.clone());
    let own_place = [
        MentionCode::RecoveryFee,
        MentionCode::LatePenalties,
        MentionCode::EarlyDiscount,
        MentionCode::PaymentTerms, // BT-20
        MentionCode::Exemption,    // BT-120
        MentionCode::VatOnDebits,  // BT-8
        MentionCode::Category,     // BT-23
    ];
    said.extend(document.mentions.iter().filter(|m| !own_place.contains(&m.code)).map(|m| m.text.clone()));
    said.retain(|text| !text.trim().is_empty());
    said
}

/// How the tax administration hears of this sale (BAR, BR-FR-20): invoice by invoice or in the day's total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    B2b,
    B2bAbroad,
    B2c,
    B2cAbroad,
}

impl Treatment {
    fn code(self) -> &'static str {
        match self {
            Treatment::B2b => "B2B",
            Treatment::B2bAbroad => "B2BINT",
            Treatment::B2c => "B2C",
            Treatment::B2cAbroad => "B2CINT",
        }
    }
}

pub fn treatment(document: &Document) -> Treatment {
    let at_home = document.buyer.address.as_ref().is_none_or(is_in_france);
    match (document.buyer.kind, at_home) {
        (BuyerKind::Particulier, true) => Treatment::B2c,
        (BuyerKind::Particulier, false) => Treatment::B2cAbroad,
        (_, true) => Treatment::B2b,
        (_, false) => Treatment::B2bAbroad,
    }
}

fn is_in_france(address: &Address) -> bool {
    matches!(address.country.trim(), "" | "FR")
}
