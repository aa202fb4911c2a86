//! Totals: VAT by rate, and what is to be paid.

use crm::{
    document::{Document, DocumentKind},
    money::{Cents, VatRate},
};
use serde::Serialize;

use super::{Pair, format};
use crate::{facturx, text::paper as words};

#[derive(Serialize)]
pub struct Sums {
    /// None where no line bears VAT.
    vat: Option<Vat>,
    /// Why some bear none (CGI ann. II art. 242 nonies A I-12°), said beside the figures.
    exemption: Option<String>,
    rows: Vec<Pair>,
    due: (String, String),
    settled: Option<&'static str>,
}

#[derive(Serialize)]
struct Vat {
    title: &'static str,
    columns: [&'static str; 4],
    rows: Vec<[String; 4]>,
}

pub fn sums(document: &Document) -> Sums {
    let totals = &document.totals;
    let taxes = facturx::taxes(document);
    let bears_vat = taxes.iter().any(|tax| tax.rate != VatRate::ZERO);
    let exemption = taxes.iter().find_map(|tax| tax.exemption.as_ref()).map(|reason| reason.text.clone());
    let mut rows: Vec<Pair> = if bears_vat {
        vec![
            (words::total_net(), format::euros(totals.net)),
            (words::total_vat(), format::euros(totals.vat)),
            (words::total_gross(), format::euros(totals.gross)),
        ]
    } else {
        vec![(words::total_exempt(), format::euros(totals.gross))]
    };
    if document.prepaid != Cents::ZERO {
        rows.push((words::prepaid(), format::euros(-document.prepaid)));
    } else if document.kind != DocumentKind::Invoice || !bears_vat {
        // The band says it already.
        rows.pop();
    }
    let kind = document.kind.as_str();
    Sums {
        vat: bears_vat.then(|| vat(&taxes)),
        exemption: exemption.filter(|text| !text.is_empty()),
        rows,
        due: (
            if bears_vat { words::due(kind) } else { words::due_exempt(kind) },
            format::euros(totals.gross - document.prepaid),
        ),
        settled: facturx::is_fully_prepaid(document).then(words::settled),
    }
}

fn vat(taxes: &[facturx::Tax]) -> Vat {
    let rate = |tax: &facturx::Tax| match tax.rate {
        VatRate::ZERO => words::vat_none().to_string(),
        rate => words::percent(format::plain(rate.percent())),
    };
    let row = |tax: &facturx::Tax| {
        [rate(tax), format::euros(tax.base), format::euros(tax.vat), format::euros(tax.base + tax.vat)]
    };
    Vat {
        title: words::vat_detail(),
        columns: [words::vat_rate(), words::vat_base(), words::vat_amount(), words::vat_gross()],
        rows: taxes.iter().map(row).collect(),
    }
}
