//! From what was read to the forms of reception. Nothing is decided here: a person confirms each field.

use super::{Outcome, Reading};
use crate::{contacts::ContactForm, vehicles::VehicleForm};

/// Which official code fills which field of the forms.
pub const FIELDS: [(&str, &str); 17] = [
    ("last_name", "C.1"),
    ("company", "C.1"),
    ("first_name", "C.1p"),
    ("street", "C.3"),
    ("postcode", "C.3"),
    ("town", "C.3"),
    ("plate", "A"),
    ("vin", "E"),
    ("make", "D.1"),
    ("model", "D.3"),
    ("variant", "D.2"),
    ("cnit", "D.2.1"),
    ("genre", "J.1"),
    ("energy", "P.3"),
    ("first_registered_on", "B"),
    ("fiscal_power", "P.6"),
    ("inspection_due_on", "X.1"),
];

/// The code behind a field, if the card has one.
pub fn code_of(field: &str) -> Option<&'static str> {
    FIELDS.iter().find(|(name, _)| *name == field).map(|(_, code)| *code)
}

pub fn contact_form(reading: &Reading) -> ContactForm {
    let holder = reading.text("C.1");
    let given = reading.text("C.1p");
    let mut form = ContactForm::fresh();
    if let Some(kind) = organisation(&holder).filter(|_| given.is_empty()) {
        form.kind = kind.into();
        form.company = holder;
    } else {
        form.last_name = title_case(&holder);
        form.first_name = title_case(&given);
    }
    address(&reading.lines("C.3"), &mut form);
    form
}

pub fn vehicle_form(reading: &Reading) -> VehicleForm {
    let date = |code: &str| reading.text(code);
    VehicleForm {
        plate: reading.text("A"),
        vin: reading.text("E"),
        make: title_case_make(&reading.text("D.1")),
        model: reading.text("D.3"),
        variant: reading.text("D.2"),
        cnit: reading.text("D.2.1"),
        genre: reading.text("J.1"),
        energy: reading.text("P.3"),
        first_registered_on: date("B"),
        registered_on: date("I"),
        fiscal_power: reading.text("P.6"),
        power_kw: reading.text("P.2").split(['.', ',']).next().unwrap_or_default().to_owned(),
        inspection_due_on: date("X.1"),
        ..VehicleForm::default()
    }
}

/// What a person made of a reading. A customer or a vehicle that was known already was not looked at field by field: None.
pub fn outcome(reading: &Reading, contact: Option<&ContactForm>, vehicle: Option<&VehicleForm>) -> Outcome {
    let mut checked: Vec<(&str, String, String)> = Vec::new();
    if let Some(typed) = contact {
        let read = contact_form(reading);
        // A name moved from the person's field to the company's was read all the same.
        let name = |form: &ContactForm| same(&format!("{} {}", form.last_name, form.company));
        let place = |form: &ContactForm| same(&[&*form.street, &form.extra, &form.postcode, &form.town].join(" "));
        checked.push(("C.1", name(&read), name(typed)));
        checked.push(("C.1p", same(&read.first_name), same(&typed.first_name)));
        checked.push(("C.3", place(&read), place(typed)));
    }
    if let Some(typed) = vehicle {
        let read = vehicle_form(reading);
        let mut add = |code, of: fn(&VehicleForm) -> &String| checked.push((code, same(of(&read)), same(of(typed))));
        add("A", |v| &v.plate);
        add("E", |v| &v.vin);
        add("D.1", |v| &v.make);
        add("D.3", |v| &v.model);
        add("D.2", |v| &v.variant);
        add("D.2.1", |v| &v.cnit);
        add("J.1", |v| &v.genre);
        add("P.3", |v| &v.energy);
        add("B", |v| &v.first_registered_on);
        add("P.6", |v| &v.fiscal_power);
        add("X.1", |v| &v.inspection_due_on);
    }
    let mut outcome = Outcome::default();
    for (code, read, typed) in checked {
        if !read.is_empty() {
            outcome.read.push(code.into());
            if reading.fields.get(code).is_some_and(|field| field.sure) {
                outcome.sure.push(code.into());
            }
        }
        if read != typed {
            outcome.corrected.push(code.into());
        }
    }
    outcome
}

/// What is compared: capitals, accents and blanks are a matter of taste, not of reading.
fn same(text: &str) -> String {
    crate::text::key(text).replace(' ', "")
}

/// What the name of a holder says: a company, a public body, or nothing.
fn organisation(holder: &str) -> Option<&'static str> {
    let words: Vec<String> = crate::text::key(holder).split(' ').map(str::to_owned).collect();
    let has = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
    const PUBLIC: [&str; 8] =
        ["mairie", "commune", "departement", "region", "prefecture", "ccas", "communaute", "sdis"];
    const COMPANY: [&str; 18] = [
        "sarl",
        "sas",
        "sasu",
        "eurl",
        "sa",
        "sci",
        "snc",
        "scop",
        "selarl",
        "gaec",
        "earl",
        "ets",
        "societe",
        "entreprise",
        "transports",
        "garage",
        "association",
        "groupe",
    ];
    if has(&PUBLIC) {
        Some("administration")
    } else if has(&COMPANY) {
        Some("professionnel")
    } else {
        None
    }
}

/// `12 RUE DES LILAS / BAT B / 75011 PARIS`: street first, postcode and town last, what lies between is the second line.
fn address(lines: &[String], form: &mut ContactForm) {
    let lines: Vec<&str> = lines.iter().map(|l| l.trim()).filter(|l| !l.is_empty() && *l != "FRANCE").collect();
    let is_town = |line: &str| {
        let (code, town) = line.split_at_checked(5).unwrap_or((line, ""));
        code.len() == 5 && code.bytes().all(|b| b.is_ascii_digit()) && town.starts_with(' ')
    };
    let at = lines.iter().rposition(|l| is_town(l));
    if let Some(line) = at.map(|i| lines[i]) {
        form.postcode = line[..5].to_owned();
        form.town = title_case(line[5..].trim());
    }
    let before = &lines[..at.unwrap_or(lines.len())];
    // The line with a number is the street; the others are building, floor, place called.
    let street = before.iter().position(|l| l.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(0);
    form.street = before.get(street).map(|l| title_case(l)).unwrap_or_default();
    let rest: Vec<String> =
        before.iter().enumerate().filter(|(i, _)| *i != street).map(|(_, l)| title_case(l)).collect();
    form.extra = rest.join(", ");
}

/// `JEAN-MARIE D'ARC` -> `Jean-Marie D'Arc`; small words of addresses stay small.
fn title_case(text: &str) -> String {
    const SMALL: [&str; 12] = ["de", "du", "des", "la", "le", "les", "et", "en", "sur", "sous", "aux", "à"];
    let words: Vec<String> = text
        .split_whitespace()
        .enumerate()
        .map(|(i, word)| {
            let lower = word.to_lowercase();
            if i > 0 && SMALL.contains(&lower.as_str()) { lower } else { capitals(&lower) }
        })
        .collect();
    words.join(" ")
}

fn capitals(lower: &str) -> String {
    let mut start = true;
    lower
        .chars()
        .flat_map(|c| {
            let out: Vec<char> = if start { c.to_uppercase().collect() } else { vec![c] };
            start = matches!(c, '-' | '\'' | '’' | '(');
            out
        })
        .collect()
}

/// Makes are written as their makers do: `RENAULT` -> `Renault`, but `BMW`, `DS`.
fn title_case_make(make: &str) -> String {
    if make.len() <= 3 { make.to_owned() } else { title_case(make) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scans::ReadField;

    fn reading(fields: &[(&str, &[&str])]) -> Reading {
        let field = |lines: &[&str]| ReadField {
            lines: Some(lines.iter().map(|l| l.to_string()).collect()),
            ..ReadField::default()
        };
        Reading { fields: fields.iter().map(|(c, l)| (c.to_string(), field(l))).collect(), ..Reading::default() }
    }

    #[test]
    fn a_person_and_an_address_fill_the_form() {
        let read = reading(&[
            ("C.1", &["DUPONT"]),
            ("C.1p", &["JEAN-MARIE"]),
            ("C.3", &["BAT B", "12 RUE DES LILAS", "75011 PARIS"]),
        ]);
        let form = contact_form(&read);
        assert_eq!((form.last_name.as_str(), form.first_name.as_str()), ("Dupont", "Jean-Marie"));
        assert_eq!((form.street.as_str(), form.extra.as_str()), ("12 Rue des Lilas", "Bat B"));
        assert_eq!((form.postcode.as_str(), form.town.as_str()), ("75011", "Paris"));
    }

    #[test]
    fn a_company_is_recognised_by_its_words() {
        let form = contact_form(&reading(&[("C.1", &["TRANSPORTS MOREAU SARL"])]));
        assert_eq!((form.kind.as_str(), form.company.as_str()), ("professionnel", "TRANSPORTS MOREAU SARL"));
        assert_eq!(contact_form(&reading(&[("C.1", &["MAIRIE DE RODEZ"])])).kind, "administration");
    }

    #[test]
    fn what_a_person_corrects_is_counted_by_code_only() {
        let read = reading(&[("A", &["AB-123-CD"]), ("C.1", &["DUPOND"])]);
        let codes = |codes: &[&str]| codes.iter().map(|c| c.to_string()).collect::<Vec<_>>();
        let (mut contact, mut vehicle) = (contact_form(&read), vehicle_form(&read));
        let untouched = outcome(&read, Some(&contact), Some(&vehicle));
        assert_eq!((untouched.read, untouched.corrected), (codes(&["C.1", "A"]), vec![]));
        // Another field, other capitals: no other name.
        contact.company = "Dupond".into();
        contact.last_name.clear();
        assert!(outcome(&read, Some(&contact), Some(&vehicle)).corrected.is_empty());
        contact.company = "Dupont".into();
        vehicle.energy = "ES".into();
        assert_eq!(outcome(&read, Some(&contact), Some(&vehicle)).corrected, ["C.1", "P.3"]);
        // Known already: nobody looked.
        assert_eq!(outcome(&read, None, Some(&vehicle)).read, ["A"]);
    }
}
