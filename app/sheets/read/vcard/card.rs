//! One card, from its properties to a row.

use super::property::Property;

#[derive(Default)]
pub struct Card {
    last_name: String,
    first_name: String,
    civility: String,
    full_name: String,
    company: String,
    /// Apple's mark of a card without a person.
    is_company: bool,
    emails: Vec<Listed<String>>,
    phones: Vec<Listed<Phone>>,
    addresses: Vec<Listed<Address>>,
    notes: Vec<String>,
    categories: Vec<String>,
    birthday: String,
}

/// The preferred goes first; the others stay in their order.
struct Listed<T> {
    preferred: bool,
    value: T,
}

#[derive(Default)]
struct Phone {
    number: String,
    kind: &'static str,
}

#[derive(Default)]
struct Address {
    street: String,
    extra: String,
    postcode: String,
    town: String,
    country: String,
}

impl Card {
    pub fn take(&mut self, property: &Property) {
        let preferred = property.is_preferred();
        match property.name.as_str() {
            "N" => self.take_name(&property.parts(';')),
            "FN" => self.full_name = property.text(),
            "ORG" => self.company = part(&property.parts(';'), 0),
            "X-ABSHOWAS" => self.is_company = property.is("X-ABSHOWAS", "COMPANY"),
            "EMAIL" => push(&mut self.emails, preferred, without_scheme(property.text(), "mailto:"), String::is_empty),
            "TEL" => push(&mut self.phones, preferred, phone(property), |phone| phone.number.is_empty()),
            "ADR" => push(&mut self.addresses, preferred, address(&property.parts(';')), Address::is_empty),
            "NOTE" => self.notes.push(property.text()),
            "CATEGORIES" => self.categories.extend(property.parts(',').iter().map(|word| word.trim().to_owned())),
            "BDAY" => self.birthday = iso(&property.text()),
            _ => {}
        }
    }

    /// Last name; first name; others; prefixes; suffixes.
    fn take_name(&mut self, parts: &[String]) {
        self.last_name = part(parts, 0);
        self.first_name = joined(&[part(parts, 1), part(parts, 2)], " ");
        self.civility = part(parts, 3);
    }

    /// In the order of [`super::VCARD_HEADER`].
    pub fn cells(mut self) -> Vec<String> {
        self.name_from_the_full_name();
        let mut emails = in_order(self.emails);
        let mut phones = in_order(self.phones);
        let mut addresses = in_order(self.addresses);
        let [email, email_2, email_3] = [(); 3].map(|()| emails.next().unwrap_or_default());
        let [phone, phone_2, phone_3] = [(); 3].map(|()| phones.next().unwrap_or_default());
        let [first, second] = [(); 2].map(|()| addresses.next().unwrap_or_default());
        self.notes.extend(emails);
        self.notes.extend(phones.map(|phone| phone.number));
        // The second address has no column for these two.
        self.notes.extend([second.extra, second.country]);
        self.notes.extend(addresses.map(Address::line));
        vec![
            self.last_name,
            self.first_name,
            self.civility,
            self.company,
            email,
            email_2,
            email_3,
            phone.number,
            phone.kind.to_owned(),
            phone_2.number,
            phone_2.kind.to_owned(),
            phone_3.number,
            phone_3.kind.to_owned(),
            first.street,
            first.extra,
            first.postcode,
            first.town,
            first.country,
            second.street,
            second.postcode,
            second.town,
            joined(&self.notes, "\n"),
            joined(&self.categories, ", "),
            self.birthday,
        ]
    }

    /// Many programs fill only the name as shown; for a company it is the company's.
    fn name_from_the_full_name(&mut self) {
        if !self.last_name.is_empty() || !self.first_name.is_empty() {
            return;
        }
        if self.is_company && self.company.is_empty() {
            self.company = std::mem::take(&mut self.full_name);
        } else if !self.is_company && self.full_name != self.company {
            self.last_name = std::mem::take(&mut self.full_name);
        }
    }
}

impl Address {
    fn is_empty(&self) -> bool {
        [&self.street, &self.extra, &self.postcode, &self.town].iter().all(|part| part.is_empty())
    }

    fn line(self) -> String {
        joined(&[self.street, self.extra, joined(&[self.postcode, self.town], " "), self.country], ", ")
    }
}

/// Box; extra; street; town; region; postcode; country. The region is left out: in France the postcode tells it.
fn address(parts: &[String]) -> Address {
    Address {
        extra: joined(&[part(parts, 0), part(parts, 1)], ", "),
        street: part(parts, 2),
        town: part(parts, 3),
        postcode: part(parts, 5),
        country: part(parts, 6),
    }
}

fn phone(property: &Property) -> Phone {
    let kinds = [("fax", "fax"), ("cell", "cell"), ("iphone", "cell"), ("work", "work"), ("home", "home")];
    let kind = kinds.iter().find(|(told, _)| property.is_of(told)).map_or("", |(_, kind)| kind);
    Phone { number: without_scheme(property.text(), "tel:"), kind }
}

/// `tel:+33-6-12-34-56-78;ext=3` as 4.0 writes it.
fn without_scheme(text: String, scheme: &str) -> String {
    match text.get(..scheme.len()) {
        Some(start) if start.eq_ignore_ascii_case(scheme) => {
            text[scheme.len()..].split([';', '?']).next().unwrap_or_default().to_owned()
        }
        _ => text,
    }
}

/// `19800131` and `1980-01-31T00:00:00Z` as `1980-01-31`; what has no year stays as it is.
fn iso(text: &str) -> String {
    let day = text.split('T').next().unwrap_or(text);
    let digits: String = day.chars().filter(char::is_ascii_digit).collect();
    if digits.len() == 8 && day.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
        format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..])
    } else {
        text.to_owned()
    }
}

fn push<T>(list: &mut Vec<Listed<T>>, preferred: bool, value: T, is_empty: impl Fn(&T) -> bool) {
    if !is_empty(&value) {
        list.push(Listed { preferred, value });
    }
}

fn in_order<T>(mut list: Vec<Listed<T>>) -> impl Iterator<Item = T> {
    list.sort_by_key(|listed| !listed.preferred);
    list.into_iter().map(|listed| listed.value)
}

fn part(parts: &[String], place: usize) -> String {
    parts.get(place).map(|part| part.trim().to_owned()).unwrap_or_default()
}

fn joined(parts: &[String], between: &str) -> String {
    parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(between)
}
