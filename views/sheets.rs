//! Customers as lines of a file: the same columns an import understands.

use crm::{
    Lang,
    contacts::{Contact, MORE, MORE_ADDRESSES},
    custom_fields::CustomField,
    document::BuyerKind,
    reach::show_phone,
};

use crate::text::sheets as t;

/// The name of the tab.
pub fn name(lang: Lang) -> &'static str {
    t::title(lang)
}

pub struct Columns<'a> {
    pub lang: Lang,
    /// The garage's own, without the private ones.
    pub fields: &'a [CustomField],
}

impl Columns<'_> {
    pub fn header(&self) -> Vec<String> {
        let l = self.lang;
        let mut all: Vec<String> = [
            t::code(l),
            t::kind(l),
            t::civility(l),
            t::last_name(l),
            t::first_name(l),
            t::company(l),
            t::siren(l),
            t::vat_number(l),
            t::service_code(l),
            t::phone(l),
            t::email(l),
            t::street(l),
            t::extra(l),
            t::postcode(l),
            t::town(l),
        ]
        .map(str::to_owned)
        .to_vec();
        all.extend((2..2 + MORE).map(|n| t::phone_n(l, n as i64)));
        all.extend((2..2 + MORE).map(|n| t::email_n(l, n as i64)));
        for n in (2..2 + MORE_ADDRESSES).map(|n| n as i64) {
            all.extend([t::street_n(l, n), t::postcode_n(l, n), t::town_n(l, n)]);
        }
        all.extend(
            [
                t::tags(l),
                t::plates(l),
                t::channel(l),
                t::language(l),
                t::notes(l),
                t::created(l),
                t::last_contact(l),
                t::visits(l),
            ]
            .map(str::to_owned),
        );
        all.extend(self.fields.iter().map(|f| f.name.clone()));
        all
    }

    pub fn row(&self, contact: &Contact, plates: &[String]) -> Vec<String> {
        let l = self.lang;
        let is = &contact.is;
        let kind = match is.kind {
            BuyerKind::Particulier => t::particulier(l),
            BuyerKind::Professionnel => t::professionnel(l),
            BuyerKind::Administration => t::administration(l),
        };
        let address = is.address.clone().unwrap_or_default();
        let some = |text: &Option<String>| text.clone().unwrap_or_default();
        let mut cells = vec![
            is.code.clone(),
            kind.to_owned(),
            t::civility_of(l, is.civility.as_str()),
            is.last_name.clone(),
            is.first_name.clone(),
            is.company.clone(),
            is.siret.clone().or_else(|| is.siren.clone()).unwrap_or_default(),
            some(&is.vat_number),
            some(&is.service_code),
            is.phone.as_deref().map(show_phone).unwrap_or_default(),
            is.email.as_ref().map(|e| e.as_str().to_owned()).unwrap_or_default(),
            address.street,
            address.extra,
            address.postcode,
            address.town,
        ];
        let padded = |all: Vec<String>, to: usize| all.into_iter().chain(std::iter::repeat(String::new())).take(to);
        cells.extend(padded(is.more.phones.iter().map(|p| show_phone(&p.value)).collect(), MORE));
        cells.extend(padded(is.more.emails.iter().map(|e| e.value.as_str().to_owned()).collect(), MORE));
        let others = is.more.addresses.iter().map(|a| &a.value);
        let parts = others.flat_map(|a| [a.street.clone(), a.postcode.clone(), a.town.clone()]).collect();
        cells.extend(padded(parts, MORE_ADDRESSES * 3));
        let day = contact.last_contact_on.map(|d| d.to_string()).unwrap_or_default();
        cells.extend([
            is.tags.join(", "),
            plates.join(", "),
            t::channel_of(l, is.channel.as_str()),
            is.lang.as_str().to_owned(),
            is.notes.clone(),
            contact.created_at.date_naive().to_string(),
            day,
            contact.visits.to_string(),
        ]);
        let value =
            |field: &CustomField| is.values.iter().flatten().find(|v| v.field == field.id).map(|v| v.shown.clone());
        cells.extend(self.fields.iter().map(|field| value(field).unwrap_or_default()));
        cells
    }
}
