//! Seller (BG-4) and buyer (BG-7).

use crm::document::{Address, Buyer, Document, Seller};

use super::{
    notes::{Treatment, treatment},
    writer::Xml,
};
use crate::paper::identity;

/// Register of companies: SIREN.
const SIREN: (&str, &str) = ("schemeID", "0002");
const SIRET: (&str, &str) = ("schemeID", "0009");
/// Electronic address in the French directory of platforms.
const DIRECTORY: (&str, &str) = ("schemeID", "0225");

pub fn seller(x: &mut Xml, seller: &Seller) {
    x.group("ram:SellerTradeParty", |x| {
        x.with("ram:GlobalID", SIRET, &seller.siret); // BT-29
        x.text("ram:Name", &seller.name); // BT-27
        x.some("ram:Description", &identity::legal_line(seller)); // BT-33
        x.group("ram:SpecifiedLegalOrganization", |x| {
            x.with("ram:ID", SIREN, seller.siren()); // BT-30
            x.some("ram:TradingBusinessName", seller.trade_name.as_deref().unwrap_or_default()); // BT-28
        });
        contact(x, None, Some(&seller.phone), Some(&seller.email)); // BG-6
        address(x, Some(&seller.address)); // BG-5
        endpoint(x, seller.siren()); // BT-34
        match &seller.vat_number {
            Some(number) => tax_registration(x, "VA", number), // BT-31
            // BT-32, asked of a seller without VAT number for category E (BR-E-02).
            None => tax_registration(x, "FC", seller.siren()),
        }
    });
}

pub fn buyer(x: &mut Xml, document: &Document) {
    let buyer = &document.buyer;
    x.group("ram:BuyerTradeParty", |x| {
        if let Some(siret) = &buyer.siret {
            x.with("ram:GlobalID", SIRET, siret); // BT-46
        }
        x.text("ram:Name", &buyer.name); // BT-44
        if let Some(siren) = siren(buyer) {
            x.group("ram:SpecifiedLegalOrganization", |x| x.with("ram:ID", SIREN, siren)); // BT-47
        }
        contact(x, buyer.attention.as_deref(), None, buyer.email.as_deref()); // BG-9
        address(x, buyer.address.as_ref()); // BG-8
        // BT-49. A person has no address in the directory, which is the one French rule a B2C invoice cannot keep.
        if let (Treatment::B2b, Some(siren)) = (treatment(document), siren(buyer)) {
            endpoint(x, siren);
        }
        if let Some(number) = &buyer.vat_number {
            tax_registration(x, "VA", number); // BT-48
        }
    });
}

/// Typed, or the beginning of the SIRET.
pub fn siren(buyer: &Buyer) -> Option<&str> {
    buyer.siren.as_deref().or_else(|| buyer.siret.as_deref().and_then(|siret| siret.get(..9)))
}

fn contact(x: &mut Xml, person: Option<&str>, phone: Option<&str>, email: Option<&str>) {
    let filled = |text: Option<&'_ str>| text.is_some_and(|text| !text.trim().is_empty());
    if !(filled(person) || filled(phone) || filled(email)) {
        return;
    }
    x.group("ram:DefinedTradeContact", |x| {
        x.some("ram:PersonName", person.unwrap_or_default());
        if let Some(phone) = phone.filter(|phone| !phone.trim().is_empty()) {
            x.group("ram:TelephoneUniversalCommunication", |x| x.text("ram:CompleteNumber", phone));
        }
        if let Some(email) = email.filter(|email| !email.trim().is_empty()) {
            x.group("ram:EmailURIUniversalCommunication", |x| x.text("ram:URIID", email));
        }
    });
}

/// Without address, the country alone (BR-10, BR-11): a particulier may object to giving his.
fn address(x: &mut Xml, address: Option<&Address>) {
    x.group("ram:PostalTradeAddress", |x| {
        if let Some(address) = address {
            x.some("ram:PostcodeCode", &address.postcode);
            x.some("ram:LineOne", &address.street);
            x.some("ram:LineTwo", &address.extra);
            x.some("ram:CityName", &address.town);
        }
        let country = address.map(|a| a.country.trim()).filter(|country| !country.is_empty());
        x.text("ram:CountryID", country.unwrap_or("FR"));
    });
}

fn endpoint(x: &mut Xml, siren: &str) {
    x.group("ram:URIUniversalCommunication", |x| x.with("ram:URIID", DIRECTORY, siren));
}

fn tax_registration(x: &mut Xml, scheme: &str, number: &str) {
    x.group("ram:SpecifiedTaxRegistration", |x| x.with("ram:ID", ("schemeID", scheme), number));
}
