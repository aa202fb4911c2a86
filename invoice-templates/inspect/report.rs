//! An inspection as a page of text, for `visioncrm check`.

use std::fmt;

use super::{Facts, Finding, Inspection, Party, Severity};
use crate::{glyphs::printable, paper::format, text::inspect as words};

impl fmt::Display for Inspection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines = Vec::new();
        lines.extend(self.profile.as_ref().map(words::report_profile));
        if let Some(part) = &self.xmp.pdfa_part {
            let level = format!("{part}{}", self.xmp.pdfa_conformance.as_deref().unwrap_or_default().to_lowercase());
            lines.push(words::report_pdfa(level));
        }
        if let Some(facts) = &self.facts {
            lines.extend(said(facts));
        }
        lines.extend(self.findings.iter().map(Finding::to_string));
        if self.facts.is_some() {
            lines.push(if self.is_consistent() { words::consistent() } else { words::inconsistent() }.to_string());
        }
        // Names come from a stranger's file: no control character reaches the terminal.
        let clean: Vec<String> = lines.iter().map(|line| printable(line).replace(['\n', '\t'], " ")).collect();
        f.write_str(&clean.join("\n"))
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = if self.severity == Severity::Error { "error" } else { "warning" };
        f.write_str(&words::report_finding(level, &self.rule, &self.text))
    }
}

fn said(facts: &Facts) -> Vec<String> {
    let or_unknown = |text: &Option<String>| text.clone().unwrap_or_else(|| words::unknown().to_string());
    let who = |party: &Party| {
        let id = party.registration.as_ref().or(party.vat_number.as_ref()).map(|id| format!(" ({id})"));
        or_unknown(&party.name) + &id.unwrap_or_default()
    };
    let kind = match facts.type_code.as_deref() {
        Some("381") => "credit-note",
        Some("384") => "corrected",
        Some("386") => "deposit",
        _ => "invoice",
    };
    let mut lines = vec![
        words::report_document(words::type_(kind), or_unknown(&facts.number), or_unknown(&facts.issued_on)),
        words::report_seller(who(&facts.seller)),
        words::report_buyer(who(&facts.buyer)),
    ];
    lines.extend(facts.due_on.as_ref().map(words::report_due_date));
    lines.push(words::report_lines(i64::try_from(facts.lines).unwrap_or(i64::MAX)));
    for tax in &facts.taxes {
        let rate = tax.rate.unwrap_or_default().normalize();
        lines.push(words::report_rate(
            format::plain(rate),
            &tax.category,
            format::price(tax.base),
            format::price(tax.vat),
        ));
    }
    let [net, vat, gross, prepaid, due] =
        [facts.net, facts.vat, facts.gross, facts.prepaid, facts.due].map(format::price);
    lines.push(words::report_totals(net, vat, gross, prepaid, due, or_unknown(&facts.currency)));
    lines
}
