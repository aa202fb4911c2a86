//! Who sells and who buys.

use crm::{
    document::{Address, BuyerKind, Document},
    money::VatRate,
};

use super::{Faults, identifiers};
use crate::{check::text::check as words, facturx};

const NAMES_AND_ADDRESSES: &str = "CGI ann. II art. 242 nonies A I-1°";
const COMPANY: &str = "C. com. R123-238";
/// Forms of company that have a capital and are registered with a court.
const COMPANIES: [&str; 9] = ["SARL", "EURL", "SAS", "SASU", "SA", "SNC", "SCA", "SCS", "SELARL"];

pub fn seller(document: &Document, faults: &mut Faults) {
    let seller = &document.seller;
    faults.must(is_filled(&seller.name), "seller.name", NAMES_AND_ADDRESSES, words::seller_name(faults.lang));
    faults.must(is_filled(&seller.legal_form), "seller.legal_form", COMPANY, words::seller_legal_form(faults.lang));
    let form = seller.legal_form.trim().to_uppercase();
    if COMPANIES.contains(&form.as_str()) {
        faults.must(seller.capital.is_some(), "seller.capital", COMPANY, words::seller_capital(faults.lang));
        let registered = seller.rcs_town.as_deref().is_some_and(is_filled);
        faults.must(registered, "seller.rcs_town", "C. com. R123-237", words::seller_rcs_town(faults.lang));
    }
    faults.must(identifiers::is_siret(&seller.siret), "seller.siret", "BR-FR-10", words::seller_siret(faults.lang));
    faults.must(is_whole(&seller.address), "seller.address", NAMES_AND_ADDRESSES, words::seller_address(faults.lang));
    // Asked as soon as one line bears VAT (CGI ann. II art. 242 nonies A I-2°).
    if document.lines.iter().any(|line| line.vat_rate != VatRate::ZERO && !facturx::is_said_only(line)) {
        let number = seller.vat_number.as_deref().is_some_and(is_filled);
        faults.must(number, "seller.vat_number", "BR-S-02", words::seller_vat_number(faults.lang));
    }
    if let Some(number) = &seller.vat_number {
        let own = identifiers::is_vat_number(number, seller.siren());
        faults.must(own, "seller.vat_number", "BR-CO-09", words::seller_vat_number_wrong(faults.lang));
    }
    if let Some(iban) = &seller.iban {
        faults.must(identifiers::is_iban(iban), "seller.iban", "ISO 13616", words::seller_iban(faults.lang));
    }
}

pub fn buyer(document: &Document, faults: &mut Faults) {
    let buyer = &document.buyer;
    faults.must(is_filled(&buyer.name), "buyer.name", NAMES_AND_ADDRESSES, words::buyer_name(faults.lang));
    let address = match (&buyer.address, buyer.kind) {
        (Some(address), _) => is_whole(address),
        // A particulier may object to giving his.
        (None, kind) => kind == BuyerKind::Particulier,
    };
    faults.must(address, "buyer.address", NAMES_AND_ADDRESSES, words::buyer_address(faults.lang));
    let siren = buyer.siren.as_deref();
    if facturx::treatment(document) == facturx::Treatment::B2b {
        let known = facturx::siren(buyer);
        faults.must(
            known.is_some_and(identifiers::is_siren),
            "buyer.siren",
            "BR-FR-11",
            words::buyer_siren(faults.lang),
        );
    } else if let Some(siren) = siren {
        faults.must(identifiers::is_siren(siren), "buyer.siren", "BR-FR-32", words::buyer_siren(faults.lang));
    }
    match &buyer.siret {
        Some(siret) => {
            let same = siren.is_none_or(|siren| siret.starts_with(siren));
            faults.must(
                identifiers::is_siret(siret) && same,
                "buyer.siret",
                "BR-FR-09",
                words::buyer_siret(faults.lang),
            );
        }
        // Chorus Pro knows public bodies by SIRET alone.
        None if buyer.kind == BuyerKind::Administration => {
            faults.add("buyer.siret", "Chorus Pro", words::buyer_siret_missing(faults.lang));
        }
        None => {}
    }
    let order = document.purchase_order.as_ref().is_some_and(is_filled);
    faults.must(!buyer.order_required || order, "purchase_order", "Chorus Pro", words::order_missing(faults.lang));
}

fn is_filled(text: impl AsRef<str>) -> bool {
    !text.as_ref().trim().is_empty()
}

fn is_whole(address: &Address) -> bool {
    is_filled(&address.street) && is_filled(&address.postcode) && is_filled(&address.town)
}
