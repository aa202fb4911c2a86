//! The garage's identity as typed in a form, and its parsing.

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{Garage, LabourMethod};
use crate::{
    cx::Lang,
    document::Address,
    error::{Fields, Why},
    identity::{self, Iban, Siret, VatNumber},
    money::{Cents, UnitPrice, VatRate},
    reach::{Email, Phone, show_phone},
    text::{lines, optional, required},
    totals::Entry,
};

pub const LEGAL_FORMS: [&str; 10] = ["EI", "EURL", "SARL", "SAS", "SASU", "SA", "SNC", "SCOP", "association", "other"];

/// Zones where French garages are.
pub const ZONES: [Tz; 7] = [
    Tz::Europe__Paris,
    Tz::Indian__Reunion,
    Tz::America__Guadeloupe,
    Tz::America__Martinique,
    Tz::America__Cayenne,
    Tz::Indian__Mayotte,
    Tz::Pacific__Noumea,
];

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct GarageForm {
    pub name: String,
    pub trade_name: String,
    pub legal_form: String,
    pub capital: String,
    pub siret: String,
    pub vat_number: String,
    /// "on": small business without VAT.
    pub franchise: String,
    pub rcs_town: String,
    pub ape: String,
    pub street: String,
    pub extra: String,
    pub postcode: String,
    pub town: String,
    pub phone: String,
    pub email: String,
    pub iban: String,
    pub bic: String,
    pub time_zone: String,
    pub lang: String,
    pub vat_on_debits: String,
    pub vat_rate: String,
    pub entry: String,
    pub seal_on_acceptance: String,
    pub payment_days: String,
    pub quote_days: String,
    pub labour_t1: String,
    pub labour_t2: String,
    pub labour_t3: String,
    pub labour_method: String,
    pub mediator_name: String,
    pub mediator_address: String,
    pub mediator_url: String,
    pub insurance: String,
    pub late_penalty_percent: String,
    pub extra_mention: String,
}

impl GarageForm {
    /// What a new garage sees already filled.
    pub fn fresh() -> GarageForm {
        GarageForm {
            legal_form: "SARL".into(),
            time_zone: "Europe/Paris".into(),
            lang: "fr".into(),
            vat_rate: "20".into(),
            entry: "ttc".into(),
            payment_days: "30".into(),
            quote_days: "30".into(),
            labour_method: "book".into(),
            ..GarageForm::default()
        }
    }

    pub fn of(garage: &Garage) -> GarageForm {
        let on = |b: bool| if b { "on".to_owned() } else { String::new() };
        let text = |t: &Option<String>| t.clone().unwrap_or_default();
        GarageForm {
            name: garage.name.clone(),
            trade_name: text(&garage.trade_name),
            legal_form: garage.legal_form.clone(),
            capital: garage.capital.map(|c| c.to_string().replace('.', ",")).unwrap_or_default(),
            siret: garage.siret.as_str().into(),
            vat_number: text(&garage.vat_number),
            franchise: on(garage.is_in_franchise()),
            rcs_town: text(&garage.rcs_town),
            ape: text(&garage.ape),
            street: garage.address.street.clone(),
            extra: garage.address.extra.clone(),
            postcode: garage.address.postcode.clone(),
            town: garage.address.town.clone(),
            phone: show_phone(&garage.phone),
            email: garage.email.clone(),
            iban: garage.iban.as_ref().map(Iban::shown).unwrap_or_default(),
            bic: text(&garage.bic),
            time_zone: garage.zone.name().into(),
            lang: garage.lang.as_str().into(),
            vat_on_debits: on(garage.vat_on_debits),
            vat_rate: comma(garage.vat_rate.percent()),
            entry: garage.entry.as_str().into(),
            seal_on_acceptance: on(garage.seal_on_acceptance),
            payment_days: garage.payment_days.to_string(),
            quote_days: garage.quote_days.to_string(),
            labour_t1: comma(garage.labour_t1.get()),
            labour_t2: comma(garage.labour_t2.get()),
            labour_t3: comma(garage.labour_t3.get()),
            labour_method: garage.labour_method.as_str().into(),
            mediator_name: text(&garage.mediator_name),
            mediator_address: text(&garage.mediator_address),
            mediator_url: text(&garage.mediator_url),
            insurance: text(&garage.insurance),
            late_penalty_percent: garage.late_penalty_percent.map(comma).unwrap_or_default(),
            extra_mention: text(&garage.extra_mention),
        }
    }

    /// Every error at once, each with its field. The VAT number is computed from the SIRET when left empty.
    pub fn parse(&self, fields: &mut Fields) -> Option<Garage> {
        let name = fields.keep("name", required(&self.name, 120));
        let siret = fields.keep("siret", Siret::parse(&self.siret).map_err(|why| missing_or(&self.siret, why)));
        let address = self.address(fields);
        let phone = fields.keep("phone", Phone::parse(&self.phone).map_err(|why| missing_or(&self.phone, why)));
        let email = fields.keep("email", Email::parse(&self.email).map_err(|why| missing_or(&self.email, why)));
        let vat_number = self.vat_number(siret.as_ref(), fields);
        let form = LEGAL_FORMS.contains(&self.legal_form.as_str());
        let legal_form =
            fields.keep("legal_form", if form { Ok(self.legal_form.clone()) } else { Err(Why::BadChoice) });
        let capital =
            typed(&self.capital, |t| Cents::parse(t).and_then(|c| if c.0 > 0 { Ok(c) } else { Err(Why::BadAmount) }));
        let capital = fields.keep("capital", capital);
        let rates = ["labour_t1", "labour_t2", "labour_t3"];
        let prices = [&self.labour_t1, &self.labour_t2, &self.labour_t3];
        let prices: Vec<_> = rates
            .iter()
            .zip(prices)
            .map(|(field, price)| fields.keep(field, UnitPrice::parse(price).map_err(|why| missing_or(price, why))))
            .collect();
        let iban = fields.keep("iban", typed(&self.iban, Iban::parse));
        let bic = fields.keep("bic", typed(&self.bic, identity::bic));
        let zone = self.time_zone.parse::<Tz>().ok().filter(|z| ZONES.contains(z));
        let zone = fields.keep("time_zone", zone.ok_or(Why::BadChoice));
        let vat_rate = fields.keep("vat_rate", VatRate::parse(&self.vat_rate));
        let texts = self.texts(fields);
        let payment_days = fields.keep("payment_days", days(&self.payment_days, 0, 60));
        let quote_days = fields.keep("quote_days", days(&self.quote_days, 1, 365));
        let penalty = typed(&self.late_penalty_percent, |t| {
            crate::money::decimal(t).ok().filter(|d| *d >= 0.into() && *d < 100.into()).ok_or(Why::BadNumber)
        });
        let late_penalty_percent = fields.keep("late_penalty_percent", penalty);
        let url = typed(&self.mediator_url, url);
        let mediator_url = fields.keep("mediator_url", url);
        let [trade_name, rcs_town, mediator_name, mediator_address, insurance, extra_mention] = texts?;
        let ape = fields.keep("ape", typed(&self.ape, ape));
        Some(Garage {
            name: name?,
            trade_name,
            legal_form: legal_form?,
            capital: capital?,
            siret: siret?,
            vat_number: vat_number?,
            rcs_town,
            ape: ape?,
            address: address?,
            phone: phone?.e164().to_owned(),
            email: email?.as_str().to_owned(),
            iban: iban?,
            bic: bic?,
            zone: zone?,
            lang: Lang::parse(&self.lang).unwrap_or_default(),
            vat_on_debits: !self.vat_on_debits.is_empty(),
            vat_rate: if self.franchise.is_empty() { vat_rate? } else { VatRate::ZERO },
            entry: Entry::parse(&self.entry).unwrap_or(Entry::Ttc),
            seal_on_acceptance: !self.seal_on_acceptance.is_empty(),
            payment_days: payment_days?,
            quote_days: quote_days?,
            labour_t1: prices[0]?,
            labour_t2: prices[1]?,
            labour_t3: prices[2]?,
            labour_method: LabourMethod::parse(&self.labour_method).unwrap_or(LabourMethod::Book),
            mediator_name,
            mediator_address,
            mediator_url: mediator_url?,
            insurance,
            late_penalty_percent: late_penalty_percent?,
            extra_mention,
        })
    }

    fn address(&self, fields: &mut Fields) -> Option<Address> {
        let street = fields.keep("street", required(&self.street, 120));
        let extra = fields.keep("extra", optional(&self.extra, 120));
        let code = identity::postcode(&self.postcode).map_err(|why| missing_or(&self.postcode, why));
        let postcode = fields.keep("postcode", code);
        let town = fields.keep("town", required(&self.town, 80));
        Some(Address { street: street?, extra: extra?, postcode: postcode?, town: town?, country: "FR".into() })
    }

    fn vat_number(&self, siret: Option<&Siret>, fields: &mut Fields) -> Option<Option<String>> {
        if !self.franchise.is_empty() {
            return Some(None);
        }
        let siren = siret?.siren();
        if self.vat_number.trim().is_empty() {
            return Some(Some(siren.vat_number()));
        }
        let number = fields.keep("vat_number", VatNumber::parse(&self.vat_number))?;
        if !number.as_str().ends_with(siren.as_str()) {
            fields.add("vat_number", Why::SirenOfAnother);
            return None;
        }
        Some(Some(number.as_str().to_owned()))
    }

    fn texts(&self, fields: &mut Fields) -> Option<[Option<String>; 6]> {
        let mut read = |field: &str, value: &str, max: usize| {
            fields
                .keep(field, optional(&lines(value).replace('\n', ", "), max))
                .map(|t| Some(t).filter(|t| !t.is_empty()))
        };
        Some([
            read("trade_name", &self.trade_name, 120)?,
            read("rcs_town", &self.rcs_town, 80)?,
            read("mediator_name", &self.mediator_name, 120)?,
            read("mediator_address", &self.mediator_address, 200)?,
            read("insurance", &self.insurance, 300)?,
            read("extra_mention", &self.extra_mention, 500)?,
        ])
    }
}

/// An empty field is missing rather than wrong.
fn missing_or(value: &str, why: Why) -> Why {
    if value.trim().is_empty() { Why::Missing } else { why }
}

fn typed<T>(value: &str, parse: impl Fn(&str) -> Result<T, Why>) -> Result<Option<T>, Why> {
    if value.trim().is_empty() { Ok(None) } else { parse(value.trim()).map(Some) }
}

fn days(value: &str, min: i32, max: i32) -> Result<i32, Why> {
    value.trim().parse().ok().filter(|d| (min..=max).contains(d)).ok_or(Why::BadNumber)
}

fn ape(value: &str) -> Result<String, Why> {
    let text: String = value.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
    let (digits, letter) = text.split_at_checked(4).ok_or(Why::BadChoice)?;
    let good = digits.bytes().all(|b| b.is_ascii_digit())
        && letter.len() == 1
        && letter.bytes().all(|b| b.is_ascii_uppercase());
    if good { Ok(text) } else { Err(Why::BadChoice) }
}

fn url(value: &str) -> Result<String, Why> {
    let text = if value.contains("://") { value.to_owned() } else { format!("https://{value}") };
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).ok_or(Why::BadUrl)?;
    let good =
        host.contains('.') && text.len() <= 200 && !text.contains(|c: char| c.is_whitespace() || "<>\"'".contains(c));
    if good { Ok(text) } else { Err(Why::BadUrl) }
}

fn comma(value: rust_decimal::Decimal) -> String {
    value.normalize().to_string().replace('.', ",")
}
