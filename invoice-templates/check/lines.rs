//! What is sold.

use crm::{
    document::{Document, LineKind},
    money::VatRate,
};

use super::Faults;
use crate::{check::text::check as words, facturx};

pub fn check(document: &Document, faults: &mut Faults) {
    faults.must(!facturx::billed(document).is_empty(), "lines", "BR-16", words::no_line(faults.lang));
    for (i, line) in document.lines.iter().enumerate() {
        faults.must(!line.label.trim().is_empty(), format!("lines.{i}.label"), "BR-25", words::line_label(faults.lang));
        if line.kind == LineKind::Text || line.unit_price.get().is_zero() {
            continue;
        }
        match (line.vat_rate == VatRate::ZERO, line.exemption) {
            (true, None) => {
                let law = "CGI ann. II art. 242 nonies A I-12°";
                faults.add(format!("lines.{i}.exemption"), law, words::line_exemption(faults.lang));
            }
            (false, Some(_)) => {
                faults.add(format!("lines.{i}.vat_rate"), "BR-E-05", words::line_exemption_rate(faults.lang))
            }
            _ => {}
        }
    }
}
