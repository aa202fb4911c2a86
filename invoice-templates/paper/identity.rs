//! The garage and its customer as the law wants them printed.

use crm::document::{Address, BuyerKind, Document, Seller};

use super::format;
use crate::text::paper as words;

/// `Garage du Viaduc, SARL au capital de 20 000 €`; a name that holds its form already is not given it twice.
fn registered(seller: &Seller) -> String {
    let has_form = seller.name.split(' ').any(|word| word.eq_ignore_ascii_case(&seller.legal_form));
    let named = if has_form || seller.legal_form.is_empty() {
        seller.name.clone()
    } else {
        words::named(&seller.name, &seller.legal_form)
    };
    join(" ", [Some(named), seller.capital.map(capital)])
}

fn capital(capital: crm::money::Cents) -> String {
    // A capital has no cents but by accident.
    let euros =
        if capital.0 % 100 == 0 { format::count(capital.0 / 100) + "\u{a0}€" } else { format::euros(capital) };
    words::capital(euros)
}

/// What stands at the foot of every page (C. com. R123-237, R123-238; CGI ann. II art. 242 nonies A I-2°).
pub fn foot(seller: &Seller) -> Vec<String> {
    let rcs = filled(&seller.rcs_town).map(|town| words::rcs(town, format::siren(seller.siren())));
    let first = join(" · ", [Some(registered(seller)), rcs]);
    let second = join(
        " · ",
        [
            Some(words::siret(format::siret(&seller.siret))),
            filled(&seller.ape).map(words::ape),
            filled(&seller.vat_number).map(words::vat_number),
        ],
    );
    vec![first, second]
}

/// The same in one line of XML (BT-33).
pub fn legal_line(seller: &Seller) -> String {
    let rcs = filled(&seller.rcs_town).map(|town| words::rcs(town, format::siren(seller.siren())));
    let form = Some(seller.legal_form.clone()).filter(|form| !form.trim().is_empty());
    let form = join(" ", [form, seller.capital.map(capital)]);
    join(" - ", [Some(form), rcs, filled(&seller.ape).map(words::ape)])
}

/// The name at the head: the sign over the door, known to the customer.
pub fn sign(seller: &Seller) -> &str {
    filled(&seller.trade_name).unwrap_or(&seller.name)
}

/// Below the name at the head.
pub fn seller_lines(seller: &Seller) -> Vec<String> {
    let mut lines = address(&seller.address);
    lines.push(seller.phone.clone());
    lines.push(seller.email.clone());
    lines.retain(|line| !line.trim().is_empty());
    lines
}

/// In the window of the envelope.
pub fn buyer_lines(document: &Document) -> Vec<String> {
    let buyer = &document.buyer;
    let mut lines = vec![buyer.name.clone()];
    lines.extend(filled(&buyer.attention).map(words::attention));
    lines.extend(buyer.address.as_ref().map(address).unwrap_or_default());
    lines
}

/// The customer's own numbers (CGI ann. II art. 242 nonies A I-1°), label and value.
pub fn buyer_numbers(document: &Document) -> Vec<(&'static str, String)> {
    let buyer = &document.buyer;
    let mut numbers = Vec::new();
    if buyer.kind == BuyerKind::Particulier {
        return numbers;
    }
    match (filled(&buyer.siret), filled(&buyer.siren)) {
        (Some(siret), _) => numbers.push((words::buyer_siret(), format::siret(siret))),
        (None, Some(siren)) => numbers.push((words::buyer_siren(), format::siren(siren))),
        (None, None) => {}
    }
    numbers.extend(filled(&buyer.vat_number).map(|number| (words::buyer_vat_number(), number.to_string())));
    numbers.extend(filled(&buyer.service_code).map(|code| (words::service_code(), code.to_string())));
    numbers
}

fn address(address: &Address) -> Vec<String> {
    let town = format!("{} {}", address.postcode.trim(), address.town.trim());
    let country = match address.country.trim() {
        "" | "FR" => String::new(),
        code => words::country(code),
    };
    let mut lines = vec![address.extra.clone(), address.street.clone(), town, country];
    lines.retain(|line| !line.trim().is_empty());
    lines
}

/// A field somebody filled in.
pub fn filled(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

fn join<const N: usize>(separator: &str, parts: [Option<String>; N]) -> String {
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join(separator)
}
