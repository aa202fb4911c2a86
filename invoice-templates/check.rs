//! Before sealing: everything that would make the invoice refused by the law, by EN 16931 or by a French platform, each
//! beside the field that mends it. No number is taken while something is missing.

mod amounts;
mod european;
mod identifiers;
mod lines;
mod parties;
mod terms;

/// Words made from `check/text`.
mod text {
    include!(concat!(env!("OUT_DIR"), "/check_text.rs"));
}

use crm::{
    Lang,
    document::{Document, DocumentKind},
};

/// One thing to mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The field that mends it, by its path in `Document`: `buyer.address`, `lines.2.label` (from 0), `totals`.
    pub field: String,
    /// Who asks for it: an article of law or the identifier of a rule, `BR-FR-11`.
    pub rule: &'static str,
    /// For the person at the form, in that person's language.
    pub message: String,
}

/// `Ok` when the document may be sealed. Takes about a millisecond; needs no number. A quote is held to what makes it
/// readable, not to the rules of invoices.
pub fn check(document: &Document, lang: Lang) -> Result<(), Vec<Missing>> {
    let mut faults = Faults { lang, found: vec![] };
    parties::seller(document, &mut faults);
    parties::buyer(document, &mut faults);
    lines::check(document, &mut faults);
    amounts::check(document, &mut faults);
    if document.kind != DocumentKind::Quote {
        terms::check(document, &mut faults);
        // The European rules would say again, in English, what was found above.
        if faults.found.is_empty() {
            european::check(document, &mut faults);
        }
    }
    if faults.found.is_empty() { Ok(()) } else { Err(faults.found) }
}

/// What was found so far, in the order of the form.
struct Faults {
    lang: Lang,
    found: Vec<Missing>,
}

impl Faults {
    fn add(&mut self, field: impl Into<String>, rule: &'static str, message: impl Into<String>) {
        let field = field.into();
        // One sentence beside a field is enough: the first is the most precise.
        if !self.found.iter().any(|known| known.field == field) {
            self.found.push(Missing { field, rule, message: message.into() });
        }
    }

    /// Adds the fault unless the condition holds.
    fn must(&mut self, holds: bool, field: impl Into<String>, rule: &'static str, message: impl Into<String>) {
        if !holds {
            self.add(field, rule, message);
        }
    }
}
