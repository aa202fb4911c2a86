//! Before sealing: everything that would make the invoice refused by the law, by EN 16931 or by a French platform, each
//! beside the field that mends it. No number is taken while something is missing.

mod amounts;
mod european;
mod identifiers;
mod lines;
mod parties;
mod terms;

use crm::document::{Document, DocumentKind};

/// One thing to mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The field that mends it, by its path in `Document`: `buyer.address`, `lines.2.label` (from 0), `totals`.
    pub field: String,
    /// Who asks for it: an article of law or the identifier of a rule, `BR-FR-11`.
    pub rule: &'static str,
    /// In French, for the person at the form.
    pub message: String,
}

/// `Ok` when the document may be sealed. Takes about a millisecond; needs no number. A quote is held to what makes it
/// readable, not to the rules of invoices.
pub fn check(document: &Document) -> Result<(), Vec<Missing>> {
    let mut faults = Faults::default();
    parties::seller(document, &mut faults);
    parties::buyer(document, &mut faults);
    lines::check(document, &mut faults);
    amounts::check(document, &mut faults);
    if document.kind != DocumentKind::Quote {
        terms::check(document, &mut faults);
        // The European rules would say again, in English, what was found above.
        if faults.0.is_empty() {
            european::check(document, &mut faults);
        }
    }
    if faults.0.is_empty() { Ok(()) } else { Err(faults.0) }
}

/// What was found so far, in the order of the form.
#[derive(Default)]
struct Faults(Vec<Missing>);

impl Faults {
    fn add(&mut self, field: impl Into<String>, rule: &'static str, message: impl Into<String>) {
        let field = field.into();
        // One sentence beside a field is enough: the first is the most precise.
        if !self.0.iter().any(|known| known.field == field) {
            self.0.push(Missing { field, rule, message: message.into() });
        }
    }

    /// Adds the fault unless the condition holds.
    fn must(&mut self, holds: bool, field: impl Into<String>, rule: &'static str, message: impl Into<String>) {
        if !holds {
            self.add(field, rule, message);
        }
    }
}
