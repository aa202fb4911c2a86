use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Channel, Civility, Contact, More, NewContact};
use crate::{
    cx::Lang,
    document::{Address, BuyerKind},
    error::{Fields, Why},
    identity::{self, Siren, Siret, VatNumber},
    reach::{Email, Phone, show_phone},
    tags,
    text::{bounded, lines, optional, required},
};

/// A contact as typed; drawn again with its errors when something is wrong, so that nothing typed is lost.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContactForm {
    pub kind: String,
    pub civility: String,
    pub first_name: String,
    pub last_name: String,
    pub company: String,
    pub siren: String,
    pub vat_number: String,
    pub service_code: String,
    pub email: String,
    pub phone: String,
    pub lang: String,
    pub street: String,
    pub extra: String,
    pub postcode: String,
    pub town: String,
    pub notes: String,
    pub code: String,
    pub channel: String,
    /// `yes`: an administration that wants the number of its order on every invoice.
    pub order_required: String,
    /// `Fidèle, flotte`.
    pub tags: String,
    /// What has a number or an id in its name: `phone_2`, `street_3`, `field_<id>`.
    #[serde(flatten)]
    pub more: BTreeMap<String, String>,
}

impl ContactForm {
    pub fn fresh() -> ContactForm {
        ContactForm { kind: "particulier".into(), lang: "fr".into(), ..ContactForm::default() }
    }

    pub fn of(contact: &Contact) -> ContactForm {
        let c = &contact.is;
        let address = c.address.clone().unwrap_or_default();
        ContactForm {
            kind: c.kind.as_str().into(),
            civility: c.civility.as_str().into(),
            first_name: c.first_name.clone(),
            last_name: c.last_name.clone(),
            company: c.company.clone(),
            siren: c.siret.clone().or_else(|| c.siren.clone()).unwrap_or_default(),
            vat_number: c.vat_number.clone().unwrap_or_default(),
            service_code: c.service_code.clone().unwrap_or_default(),
            email: c.email.as_ref().map(|e| e.as_str().to_owned()).unwrap_or_default(),
            phone: c.phone.as_deref().map(show_phone).unwrap_or_default(),
            lang: c.lang.as_str().into(),
            street: address.street,
            extra: address.extra,
            postcode: address.postcode,
            town: address.town,
            notes: c.notes.clone(),
            code: c.code.clone(),
            channel: c.channel.as_str().into(),
            order_required: if c.order_required { "yes".into() } else { String::new() },
            tags: c.tags.join(", "),
            more: c.more.fields().into_iter().chain(own_fields(contact)).collect(),
        }
    }

    /// What was typed in a field of the garage's own, or in `phone_2` and its like.
    pub fn more(&self, name: &str) -> &str {
        self.more.get(name).map_or("", String::as_str)
    }

    /// The garage's own fields are checked apart (`custom_fields::values`), against their definitions.
    pub fn parse(&self, fields: &mut Fields) -> Option<NewContact> {
        self.parse_as(fields, true)
    }

    /// The same of a list from elsewhere, whose companies seldom have a SIREN: it is asked for when one is invoiced.
    pub fn parse_listed(&self, fields: &mut Fields) -> Option<NewContact> {
        self.parse_as(fields, false)
    }

    fn parse_as(&self, fields: &mut Fields, siren_asked: bool) -> Option<NewContact> {
        let kind = fields.keep("kind", BuyerKind::parse(&self.kind));
        let person = kind.is_none_or(|kind| kind == BuyerKind::Particulier);
        let named = |typed: &str, max, asked| if asked { required(typed, max) } else { optional(typed, max) };
        let last_name = fields.keep("last_name", named(&self.last_name, 80, person));
        let first_name = fields.keep("first_name", optional(&self.first_name, 80));
        let company = fields.keep("company", named(&self.company, 120, !person));
        let ids = self.company_ids(kind.unwrap_or(BuyerKind::Particulier), siren_asked, fields);
        let service_code = fields.keep("service_code", optional(&self.service_code, 40));
        let phone = fields.keep("phone", typed(&self.phone, Phone::parse));
        let email = fields.keep("email", typed(&self.email, Email::parse));
        let address = address(|part| self.part(part), "", fields);
        let more = More::parse(&self.more, fields);
        let code = fields.keep("code", optional(&self.code, 40));
        let channel = fields.keep("channel", Channel::parse(&self.channel));
        let tags = fields.keep("tags", tags::parse(&self.tags));
        let notes = fields.keep("notes", bounded(lines(&self.notes), 5000));
        let (kind, company, last_name) = (kind?, company?, last_name?);
        let (siren, siret, vat_number) = ids?;
        Some(NewContact {
            kind,
            civility: Civility::parse(&self.civility).unwrap_or_default(),
            first_name: first_name?,
            last_name,
            company: if kind == BuyerKind::Particulier { String::new() } else { company },
            siren,
            siret,
            vat_number,
            service_code: Some(service_code?).filter(|c| !c.is_empty()),
            order_required: kind == BuyerKind::Administration && !self.order_required.is_empty(),
            code: code?,
            email: email?,
            phone: phone?.map(|p| p.e164().to_owned()),
            lang: Lang::parse(&self.lang).unwrap_or_default(),
            channel: channel?,
            address: address?,
            more: more?,
            tags: tags?,
            values: None,
            notes: notes?,
        })
    }

    /// SIREN, SIRET and VAT number of a company; a SIRET may be typed where the SIREN is asked. The VAT number is
    /// computed when left empty. A particulier has none of them.
    fn company_ids(
        &self,
        kind: BuyerKind,
        siren_asked: bool,
        fields: &mut Fields,
    ) -> Option<(Option<String>, Option<String>, Option<String>)> {
        if kind == BuyerKind::Particulier {
            return Some((None, None, None));
        }
        let digits = self.siren.chars().filter(char::is_ascii_digit).count();
        let siret = if digits == 14 { fields.keep("siren", Siret::parse(&self.siren).map(Some))? } else { None };
        let siren = match &siret {
            Some(siret) => Some(siret.siren()),
            None => fields.keep("siren", typed(&self.siren, Siren::parse))?,
        };
        if siren_asked && siren.is_none() && kind == BuyerKind::Professionnel {
            fields.add("siren", Why::Missing);
            return None;
        }
        let vat = fields.keep("vat_number", typed(&self.vat_number, VatNumber::parse))?;
        let vat = vat.map(|v| v.as_str().to_owned());
        let computed = siren.as_ref().filter(|_| kind == BuyerKind::Professionnel).map(Siren::vat_number);
        Some((siren.map(|s| s.as_str().to_owned()), siret.map(|s| s.as_str().to_owned()), vat.or(computed)))
    }

    fn part(&self, name: &str) -> &str {
        match name {
            "street" => &self.street,
            "extra" => &self.extra,
            "postcode" => &self.postcode,
            _ => &self.town,
        }
    }
}

/// The values of the garage's own fields, by the names of their inputs.
fn own_fields(contact: &Contact) -> impl Iterator<Item = (String, String)> {
    contact.is.values.iter().flatten().map(|v| (format!("field_{}", v.field), v.shown.clone()))
}

/// Nothing typed: no address. Something typed: all of it. `suffix` is that of the fields' names, `_2` for the second.
pub(super) fn address<'a>(
    part: impl Fn(&str) -> &'a str,
    suffix: &str,
    fields: &mut Fields,
) -> Option<Option<Address>> {
    let [street, extra, postcode, town] = ["street", "extra", "postcode", "town"].map(&part);
    if [street, extra, postcode, town].iter().all(|part| part.trim().is_empty()) {
        return Some(None);
    }
    let named = |name: &str| format!("{name}{suffix}");
    let street = fields.keep(&named("street"), required(street, 120));
    let extra = fields.keep(&named("extra"), optional(extra, 120));
    let code = typed(postcode, identity::postcode).and_then(|code| code.ok_or(Why::Missing));
    let postcode = fields.keep(&named("postcode"), code);
    let town = fields.keep(&named("town"), required(town, 80));
    Some(Some(Address { street: street?, extra: extra?, postcode: postcode?, town: town?, country: "FR".into() }))
}

pub(super) fn typed<T>(value: &str, parse: impl Fn(&str) -> Result<T, Why>) -> Result<Option<T>, Why> {
    if value.trim().is_empty() { Ok(None) } else { parse(value.trim()).map(Some) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(form: ContactForm) -> Vec<(String, Why)> {
        let mut fields = Fields::default();
        assert!(form.parse(&mut fields).is_none());
        fields.0
    }

    #[test]
    fn a_professional_has_a_siren_and_gets_its_vat_number() {
        let form = ContactForm {
            kind: "professionnel".into(),
            company: "ACME".into(),
            siren: "732 829 320".into(),
            ..ContactForm::fresh()
        };
        let contact = form.parse(&mut Fields::default()).unwrap();
        assert_eq!(contact.vat_number.as_deref(), Some("FR44732829320"));
        let with_siret =
            ContactForm { siren: "73282932000074".into(), ..form.clone() }.parse(&mut Fields::default()).unwrap();
        assert_eq!(
            (with_siret.siren.as_deref(), with_siret.siret.as_deref()),
            (Some("732829320"), Some("73282932000074"))
        );
        assert_eq!(refused(ContactForm { siren: String::new(), ..form }), [("siren".to_owned(), Why::Missing)]);
    }

    #[test]
    fn a_particulier_never_needs_a_siren() {
        let form = ContactForm { last_name: "Dupont".into(), siren: "nonsense".into(), ..ContactForm::fresh() };
        assert_eq!(form.parse(&mut Fields::default()).unwrap().siren, None);
    }

    #[test]
    fn an_address_is_whole_or_absent() {
        let form = ContactForm { last_name: "Dupont".into(), town: "Lyon".into(), ..ContactForm::fresh() };
        assert_eq!(refused(form), [("street".to_owned(), Why::Missing), ("postcode".to_owned(), Why::Missing)]);
    }

    #[test]
    fn all_errors_are_shown_at_once_in_the_order_of_the_form() {
        let form = ContactForm { email: "x".into(), phone: "12".into(), town: "Lyon".into(), ..ContactForm::fresh() };
        let names: Vec<String> = refused(form).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["last_name", "phone", "email", "street", "postcode"]);
    }
}
