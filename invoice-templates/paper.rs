//! A document -> what the template places: every word and every figure as text, so that the paper and the XML cannot
//! differ by a rounding and the template never calculates.

pub mod format;
pub mod identity;
mod lines;
mod sums;

use chrono::Datelike;
use crm::document::{BuyerKind, Document, DocumentKind, MentionCode};
use serde::Serialize;

use crate::text::{paper as words, xml};
use identity::filled;

/// A label and its value.
type Pair = (&'static str, String);

#[derive(Serialize)]
pub struct Paper {
    title: String,
    description: String,
    keyword: &'static str,
    date: (i32, u32, u32),
    kind: &'static str,
    heading: String,
    number: String,
    /// What a credit note cancels; that a demo counts nowhere.
    subheadings: Vec<String>,
    watermark: Option<&'static str>,
    /// The XML is attached to sealed invoices and credit notes only.
    xml: bool,
    seller: Block,
    foot: Vec<String>,
    /// At the head of the pages after the first.
    running: String,
    buyer: Vec<String>,
    meta: Vec<Pair>,
    vehicle: Option<Vehicle>,
    table: lines::Table,
    sums: sums::Sums,
    payment: Vec<Pair>,
    terms: Vec<String>,
    note: Vec<String>,
    agreement: Option<&'static str>,
    mentions: Vec<String>,
    labels: Labels,
}

#[derive(Serialize)]
struct Block {
    name: String,
    lines: Vec<String>,
}

#[derive(Serialize)]
struct Vehicle {
    plate: String,
    fields: Vec<Pair>,
}

/// Headings that do not depend on the document.
#[derive(Serialize)]
struct Labels {
    buyer: String,
    page: &'static str,
    payment: &'static str,
    note: &'static str,
    mentions: &'static str,
    agreement: &'static str,
    xml: &'static str,
}

/// Everything the template needs. `with_xml` when factur-x.xml goes along.
pub fn paper(document: &Document, with_xml: bool) -> Paper {
    let kind = document.kind.as_str();
    let heading = words::heading(kind);
    let number = document.number.clone().unwrap_or_else(|| words::draft().to_string());
    let title = words::title(&heading, &number);
    let seller = identity::sign(&document.seller);
    let day = document.issued_on;
    Paper {
        description: words::description(&title, seller, &document.buyer.name),
        keyword: words::keywords(),
        date: (day.year(), day.month(), day.day()),
        kind,
        number: if document.number.is_some() { words::number(&number) } else { number },
        subheadings: subheadings(document),
        watermark: watermark(document),
        xml: with_xml,
        seller: Block { name: seller.to_string(), lines: identity::seller_lines(&document.seller) },
        foot: identity::foot(&document.seller),
        running: format!("{title} · {seller}"),
        buyer: identity::buyer_lines(document),
        meta: meta(document),
        vehicle: vehicle(document),
        table: lines::table(document),
        sums: sums::sums(document),
        payment: payment(document),
        terms: terms(document),
        note: filled(&document.note).into_iter().flat_map(str::lines).map(String::from).collect(),
        agreement: (document.kind == DocumentKind::Quote).then(words::agreement_words),
        mentions: mentions(document),
        labels: labels(kind),
        heading,
        title,
    }
}

fn labels(kind: &str) -> Labels {
    Labels {
        buyer: words::buyer(kind),
        page: words::page(),
        payment: words::payment(),
        note: words::note(),
        mentions: words::mentions(),
        agreement: words::agreement(),
        xml: words::xml_description(),
    }
}

fn subheadings(document: &Document) -> Vec<String> {
    let cancels = document.corrects.as_ref().map(|c| words::cancels(&c.number, format::date(c.issued_on)));
    let demo = document.demo.then(|| words::demo().to_string());
    cancels.into_iter().chain(demo).collect()
}

fn watermark(document: &Document) -> Option<&'static str> {
    if document.demo { Some(words::demo_watermark()) } else { document.number.is_none().then(words::draft_watermark) }
}

/// Dates and the papers this one goes with.
fn meta(document: &Document) -> Vec<Pair> {
    let date = |label, day: Option<_>| day.map(|day| (label, format::date(day)));
    let paper = |label, number| filled(number).map(|number| (label, number.to_string()));
    let is_invoice = document.kind == DocumentKind::Invoice;
    let rows = [
        Some((words::issued_on(), format::date(document.issued_on))),
        document.supplied_on.map(|day| (words::supplied_on(), place(document, format::date(day)))),
        date(words::due_on(), document.due_on.filter(|_| is_invoice)),
        date(words::valid_until(), document.valid_until.filter(|_| document.kind == DocumentKind::Quote)),
        paper(words::repair_order(), &document.repair_order),
        paper(words::quote(), &document.quote),
        paper(words::purchase_order(), &document.purchase_order),
    ];
    rows.into_iter().flatten().chain(identity::buyer_numbers(document)).collect()
}

/// A particulier's note says where the work was done (arrêté 83-50/A art. 3).
fn place(document: &Document, date: String) -> String {
    let town = document.seller.address.town.trim();
    if document.buyer.kind == BuyerKind::Particulier && !town.is_empty() {
        words::supplied_at(date, town)
    } else {
        date
    }
}

fn vehicle(document: &Document) -> Option<Vehicle> {
    let vehicle = document.vehicle.as_ref()?;
    let mut fields = vec![(words::vehicle(), vehicle.name.clone())];
    fields.extend(filled(&vehicle.vin).map(|vin| (words::vin(), vin.to_string())));
    fields.extend(vehicle.mileage_km.map(|km| (words::mileage(), words::km(format::count(i64::from(km))))));
    fields.retain(|(_, value)| !value.trim().is_empty());
    Some(Vehicle { plate: vehicle.plate.clone(), fields })
}

/// By when, and where to send the money.
fn payment(document: &Document) -> Vec<Pair> {
    let owed = document.totals.gross - document.prepaid;
    if document.kind != DocumentKind::Invoice || owed <= crm::money::Cents::ZERO {
        return vec![];
    }
    let Some(iban) = filled(&document.seller.iban) else { return vec![] };
    let mut rows = vec![(words::iban(), format::iban(iban))];
    rows.extend(filled(&document.seller.bic).map(|bic| (words::bic(), bic.to_string())));
    rows.extend(document.number.clone().map(|number| (words::transfer_reference(), number)));
    rows
}

/// When to pay, in the words of the document, else by its date. A credit note carries the mentions of the invoice it
/// cancels, whose terms are void.
fn terms(document: &Document) -> Vec<String> {
    if document.kind == DocumentKind::CreditNote {
        return vec![xml::credit_terms().to_string()];
    }
    let said: Vec<String> = said(document, MentionCode::PaymentTerms);
    let is_owed = document.kind == DocumentKind::Invoice && document.totals.gross > document.prepaid;
    let due_on = document.due_on.filter(|_| is_owed && said.is_empty());
    due_on.map(|day| words::pay_by(format::date(day))).into_iter().chain(said).collect()
}

/// The small print, without what has its place elsewhere on the page. The fixed fee of 40 € and the late penalties bind
/// professionals only (C. com. L441-10): a particulier must not read them. Nothing is late on a credit note.
fn mentions(document: &Document) -> Vec<String> {
    let mut hidden = vec![MentionCode::PaymentTerms, MentionCode::Exemption];
    if document.buyer.kind == BuyerKind::Particulier || document.kind == DocumentKind::CreditNote {
        hidden.extend([MentionCode::RecoveryFee, MentionCode::LatePenalties]);
    }
    let shown = document.mentions.iter().filter(|mention| !hidden.contains(&mention.code));
    shown.map(|mention| mention.text.clone()).collect()
}

/// The sentences under a code.
fn said(document: &Document, code: MentionCode) -> Vec<String> {
    let found = document.mentions.iter().filter(|mention| mention.code == code);
    found.map(|mention| mention.text.clone()).collect()
}
