//! What is owed, by when, how, and what VAT is in it.

use crm::{
    document::{Document, DocumentKind, MentionCode},
    money::Cents,
};

use crate::text::xml as words;

use super::{
    billed::{Tax, is_fully_prepaid, taxes},
    lines::category,
    natures,
    writer::Xml,
};

pub fn write(x: &mut Xml, document: &Document) {
    let is_credit_note = document.kind == DocumentKind::CreditNote;
    x.group("ram:ApplicableHeaderTradeSettlement", |x| {
        let account = document.seller.iban.as_deref().filter(|iban| !iban.trim().is_empty() && !is_credit_note);
        if let (Some(number), Some(_)) = (&document.number, account) {
            x.text("ram:PaymentReference", number); // BT-83, of BG-16
        }
        x.text("ram:InvoiceCurrencyCode", "EUR"); // BT-5
        if let Some(iban) = account {
            transfer(x, iban, document.seller.bic.as_deref()); // BG-16
        }
        let point = vat_point(document);
        for tax in taxes(document) {
            vat(x, &tax, point); // BG-23
        }
        terms(x, document);
        summation(x, document); // BG-22
        if let Some(corrected) = &document.corrects {
            // BG-3: without the number and the date of what it cancels, a credit note is void (CGI art. 289 I-5).
            x.group("ram:InvoiceReferencedDocument", |x| {
                x.text("ram:IssuerAssignedID", &corrected.number); // BT-25
                x.group("ram:FormattedIssueDateTime", |x| x.date("qdt:DateTimeString", corrected.issued_on)); // BT-26
            });
        }
    });
}

/// By credit transfer, where the garage gives its account.
fn transfer(x: &mut Xml, iban: &str, bic: Option<&str>) {
    x.group("ram:SpecifiedTradeSettlementPaymentMeans", |x| {
        x.text("ram:TypeCode", "30"); // BT-81
        let plain: String = iban.chars().filter(|c| !c.is_whitespace()).collect();
        x.group("ram:PayeePartyCreditorFinancialAccount", |x| x.text("ram:IBANID", &plain)); // BT-84
        if let Some(bic) = bic.filter(|bic| !bic.trim().is_empty()) {
            x.group("ram:PayeeSpecifiedCreditorFinancialInstitution", |x| x.text("ram:BICID", bic)); // BT-86
        }
    });
}

/// BT-8: VAT falls due when billed (option for debits) or, on services, when paid (CGI art. 269, 2-c). Goods alone:
/// at delivery, which needs no word.
fn vat_point(document: &Document) -> Option<&'static str> {
    if document.seller.vat_on_debits { Some("5") } else { natures(document).services.then_some("72") }
}

fn vat(x: &mut Xml, tax: &Tax, point: Option<&str>) {
    x.group("ram:ApplicableTradeTax", |x| {
        x.amount("ram:CalculatedAmount", tax.vat); // BT-117
        x.text("ram:TypeCode", "VAT");
        if let Some(reason) = &tax.exemption {
            x.some("ram:ExemptionReason", &reason.text); // BT-120
        }
        x.amount("ram:BasisAmount", tax.base); // BT-116
        x.text("ram:CategoryCode", category(tax.rate)); // BT-118
        if let Some(code) = tax.exemption.as_ref().and_then(|reason| reason.code) {
            x.text("ram:ExemptionReasonCode", code); // BT-121
        }
        if let Some(point) = point.filter(|_| tax.exemption.is_none()) {
            x.text("ram:DueDateTypeCode", point); // BT-8
        }
        x.number("ram:RateApplicablePercent", tax.rate.percent()); // BT-119
    });
}

fn terms(x: &mut Xml, document: &Document) {
    let said = document.mentions.iter().find(|mention| mention.code == MentionCode::PaymentTerms);
    let said = match document.kind {
        // It carries the mentions of the invoice it cancels, whose terms are void.
        DocumentKind::CreditNote => words::credit_terms(),
        _ => said.map(|mention| mention.text.as_str()).unwrap_or_default(),
    };
    // Paid already, the due date is the day it was paid (BR-FR-CO-09), at the latest the day of issue.
    let due_on = document.due_on.filter(|_| document.kind != DocumentKind::CreditNote);
    let due_on = due_on.or(is_fully_prepaid(document).then_some(document.issued_on));
    if said.trim().is_empty() && due_on.is_none() {
        return;
    }
    x.group("ram:SpecifiedTradePaymentTerms", |x| {
        x.some("ram:Description", said); // BT-20
        if let Some(day) = due_on {
            x.group("ram:DueDateDateTime", |x| x.date("udt:DateTimeString", day)); // BT-9
        }
    });
}

fn summation(x: &mut Xml, document: &Document) {
    let totals = &document.totals;
    x.group("ram:SpecifiedTradeSettlementHeaderMonetarySummation", |x| {
        x.amount("ram:LineTotalAmount", totals.net); // BT-106
        x.amount("ram:TaxBasisTotalAmount", totals.net); // BT-109
        x.with("ram:TaxTotalAmount", ("currencyID", "EUR"), &totals.vat.to_string()); // BT-110
        x.amount("ram:GrandTotalAmount", totals.gross); // BT-112
        if document.prepaid != Cents::ZERO {
            x.amount("ram:TotalPrepaidAmount", document.prepaid); // BT-113
        }
        x.amount("ram:DuePayableAmount", totals.gross - document.prepaid); // BT-115
    });
}
