//! Dates, references and sentences: the French rules that no European one covers (XP Z12-012, BR-FR).

use chrono::{Datelike, NaiveDate};
use crm::document::{BuyerKind, Document, DocumentKind, MentionCode};

use super::{Faults, identifiers};
use crate::{check::text::check as words, facturx};

pub fn check(document: &Document, faults: &mut Faults) {
    if let Some(number) = &document.number {
        faults.must(identifiers::is_number(number), "number", "BR-FR-02", words::number(faults.lang));
    }
    let dates = [Some(document.issued_on), document.supplied_on, document.due_on];
    let fields = ["issued_on", "supplied_on", "due_on"];
    for (field, day) in fields.iter().zip(dates) {
        faults.must(day.is_none_or(is_this_century), *field, "BR-FR-03", words::issued_on(faults.lang));
    }
    due(document, faults);
    if document.kind == DocumentKind::CreditNote {
        let corrected = document.corrects.as_ref();
        let known = corrected.is_some_and(|c| identifiers::is_number(&c.number) && is_this_century(c.issued_on));
        faults.must(known, "corrects", "BR-FR-CO-05", words::corrects(faults.lang));
    }
    mentions(document, faults);
}

fn is_this_century(day: NaiveDate) -> bool {
    (2000..2100).contains(&day.year())
}

fn due(document: &Document, faults: &mut Faults) {
    let paid = facturx::is_fully_prepaid(document);
    if let Some(day) = document.due_on {
        let after = paid || day >= document.issued_on;
        faults.must(after, "due_on", "BR-FR-CO-07", words::due_before_issued(faults.lang));
    }
    let owed = document.totals.gross - document.prepaid;
    let terms = document.mentions.iter().any(|m| m.code == MentionCode::PaymentTerms && !m.text.trim().is_empty());
    let said = document.kind == DocumentKind::CreditNote
        || document.due_on.is_some()
        || terms
        || owed <= crm::money::Cents::ZERO;
    faults.must(said, "due_on", "BR-CO-25", words::due_on(faults.lang));
}

/// Between professionals, three sentences exactly once each (BR-FR-05, BR-FR-06; C. com. L441-9, L441-10). To a
/// particulier the XML says they do not apply.
fn mentions(document: &Document, faults: &mut Faults) {
    if document.buyer.kind == BuyerKind::Particulier {
        return;
    }
    for (code, field, message) in [
        (MentionCode::RecoveryFee, "mentions.recovery_fee", words::recovery_fee(faults.lang)),
        (MentionCode::LatePenalties, "mentions.late_penalties", words::late_penalties(faults.lang)),
        (MentionCode::EarlyDiscount, "mentions.early_discount", words::early_discount(faults.lang)),
    ] {
        let said = document.mentions.iter().filter(|m| m.code == code && !m.text.trim().is_empty()).count();
        faults.must(said == 1, field, "BR-FR-05", message);
    }
}
