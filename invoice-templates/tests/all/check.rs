//! Nothing is sealed while something is missing, and the person is told where.

use crate::documents::{all, consumer, credit_note, day, franchise, invoice, quote, reckon, town_hall};
use crm::{
    Lang,
    document::{Document, DocumentKind, MentionCode},
    money::{Cents, UnitPrice, VatRate},
    totals::Exemption,
};
use invoice_templates::Missing;

fn check(document: &Document) -> Result<(), Vec<Missing>> {
    invoice_templates::check(document, Lang::Fr)
}

#[test]
fn what_is_missing_is_said_in_the_language_of_who_asks() {
    let mut document = invoice();
    document.buyer.name.clear();
    let says = |lang| invoice_templates::check(&document, lang).expect_err("a refusal").remove(0).message;
    assert_eq!([says(Lang::Fr), says(Lang::En)], ["Le nom du client manque.", "The customer’s name is missing."]);
}

/// The fields refused.
fn missing(document: &Document) -> Vec<String> {
    check(document).err().unwrap_or_default().into_iter().map(|missing| missing.field).collect()
}

fn without(change: impl FnOnce(&mut Document)) -> Vec<String> {
    let mut document = invoice();
    change(&mut document);
    missing(&document)
}

#[test]
fn every_sample_may_be_sealed() {
    for (name, document) in all() {
        assert_eq!(check(&document), Ok(()), "{name}");
    }
}

#[test]
fn a_draft_is_checked_before_it_has_a_number() {
    assert_eq!(check(&Document { number: None, ..invoice() }), Ok(()));
}

#[test]
fn each_missing_thing_is_named_by_its_field() {
    type Change = fn(&mut Document);
    let cases: [(&str, Change); 25] = [
        ("seller.name", |d| d.seller.name.clear()),
        ("seller.legal_form", |d| d.seller.legal_form.clear()),
        ("seller.capital", |d| d.seller.capital = None),
        ("seller.rcs_town", |d| d.seller.rcs_town = None),
        ("seller.siret", |d| d.seller.siret = "73282932000075".into()),
        ("seller.address", |d| d.seller.address.town.clear()),
        ("seller.vat_number", |d| d.seller.vat_number = None),
        ("seller.vat_number", |d| d.seller.vat_number = Some("732829320".into())),
        ("seller.iban", |d| d.seller.iban = Some("FR7630006000011234567890188".into())),
        ("buyer.name", |d| d.buyer.name = " ".into()),
        ("buyer.address", |d| d.buyer.address = None),
        ("buyer.siret", |d| d.buyer.siret = Some("55203253400646".into())),
        ("number", |d| d.number = Some("FA 2026 147".into())),
        ("issued_on", |d| d.issued_on = d.issued_on.with_year_back()),
        ("due_on", |d| d.due_on = Some(day(11, 1))),
        ("lines.0.label", |d| d.lines[0].label.clear()),
        ("lines.2.vat_rate", |d| d.lines[2].exemption = Some(Exemption::Debours)),
        ("lines.1.unit_price", |d| d.lines[1].net = Cents(1)),
        ("totals", |d| d.totals.vat = Cents(1)),
        ("totals", |d| d.totals.by_rate[0].base = Cents(1)),
        ("prepaid", |d| d.prepaid = d.totals.gross + Cents(1)),
        ("mentions.recovery_fee", |d| d.mentions.retain(|m| m.code != MentionCode::RecoveryFee)),
        ("mentions.late_penalties", |d| d.mentions.retain(|m| m.code != MentionCode::LatePenalties)),
        ("mentions.early_discount", |d| {
            d.mentions.extend(d.mentions.clone().into_iter().filter(|m| m.code == MentionCode::EarlyDiscount))
        }),
        ("lines", |d| d.lines.clear()),
    ];
    for (field, change) in cases {
        let found = without(change);
        assert!(found.iter().any(|f| f == field), "{field}: {found:?}");
    }
}

trait YearBack {
    fn with_year_back(self) -> Self;
}

impl YearBack for chrono::NaiveDate {
    fn with_year_back(self) -> Self {
        chrono::Datelike::with_year(&self, 1999).expect("a day of 1999")
    }
}

#[test]
fn a_company_is_known_by_its_siren() {
    let found = without(|d| {
        d.buyer.siren = None;
        d.buyer.siret = None;
    });
    assert_eq!(found, ["buyer.siren"]);
    // Half of a number is said to be wrong once, in French, with the rule.
    let mut document = invoice();
    document.buyer.siren = Some("40483304".into());
    document.buyer.siret = None;
    let refused = check(&document).expect_err("a refusal");
    assert_eq!((refused.len(), refused[0].rule), (1, "BR-FR-11"));
    assert!(refused[0].message.contains("SIREN"));
}

#[test]
fn an_administration_needs_its_siret() {
    let mut document = Document { buyer: town_hall(), ..invoice() };
    document.buyer.siret = None;
    assert_eq!(missing(&document), ["buyer.siret"]);
}

#[test]
fn a_particulier_may_keep_his_address_but_not_half_of_it() {
    let mut document = consumer();
    document.buyer.address = None;
    assert_eq!(check(&document), Ok(()));
    document.buyer.address = Some(crate::documents::address("8 rue du Barry", "", "Millau"));
    assert_eq!(missing(&document), ["buyer.address"]);
}

#[test]
fn a_line_without_vat_says_why() {
    let mut document = franchise();
    document.lines[3].exemption = None;
    assert_eq!(missing(&document), ["lines.3.exemption"]);
}

#[test]
fn an_invoice_says_when_it_is_due() {
    let found = without(|d| {
        d.due_on = None;
        d.mentions.retain(|m| m.code != MentionCode::PaymentTerms);
    });
    assert_eq!(found, ["due_on"]);
}

#[test]
fn a_credit_note_says_what_it_cancels() {
    let mut document = credit_note();
    document.corrects = None;
    assert_eq!(missing(&document), ["corrects"]);
    document = credit_note();
    document.prepaid = Cents(100);
    assert!(missing(&document).contains(&"prepaid".to_string()));
}

#[test]
fn words_and_gifts_alone_are_not_an_invoice() {
    let mut document = invoice();
    document.lines.iter_mut().for_each(|line| line.unit_price = UnitPrice::parse("0").expect("a price"));
    assert_eq!(missing(&reckon(document)), ["lines"]);
}

#[test]
fn a_quote_is_not_held_to_the_rules_of_invoices() {
    let document = Document { mentions: vec![], kind: DocumentKind::Quote, valid_until: None, ..quote() };
    assert_eq!(check(&document), Ok(()));
}

/// Whatever is typed, what passes here has amounts that add up in the XML too.
#[test]
fn awkward_amounts_pass() {
    let mut seed = 11u64;
    let mut next = |max: u64| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) % max
    };
    for round in 0..300 {
        let mut document = if round % 2 == 0 { invoice() } else { consumer() };
        for line in &mut document.lines {
            let price = rust_decimal::Decimal::new(1 + next(90_000) as i64, 2);
            line.unit_price = UnitPrice::new(price).expect("a price");
            line.quantity =
                crm::money::Quantity::new(rust_decimal::Decimal::new(1 + next(40_000) as i64, 3)).expect("a quantity");
            line.discount =
                crm::money::Discount::new(rust_decimal::Decimal::new(next(10_001) as i64, 2)).expect("a discount");
            line.vat_rate = VatRate::new([2000, 1000, 550, 850][next(4) as usize]).expect("a rate");
        }
        let document = reckon(document);
        assert_eq!(check(&document), Ok(()), "round {round}: {:?}", document.totals);
    }
}

/// Documents of 2026 must be read in ten years: this file is never changed.
#[test]
fn a_document_frozen_in_2026_is_still_read() {
    let frozen: Document = serde_json::from_str(include_str!("invoice-2026.json")).expect("a document");
    assert_eq!(frozen, invoice());
}

#[test]
fn an_administration_that_wants_its_order_number_gets_it() {
    let mut document = invoice();
    document.buyer.order_required = true;
    document.purchase_order = None;
    assert_eq!(missing(&document), ["purchase_order"]);
    document.purchase_order = Some("ENG-7".into());
    assert!(check(&document).is_ok());
}
