//! From what was read to the forms of reception. Nothing is decided here: a person confirms each field.

use super::Reading;
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

/// Codes of the fields that a person changed before confirming.
pub fn corrected(reading: &Reading, contact: &ContactForm, vehicle: &VehicleForm) -> Vec<String> {
    let (read_contact, read_vehicle) = (contact_form(reading), vehicle_form(reading));
    let pairs = [
        ("C.1", &read_contact.last_name, &contact.last_name),
        ("C.1", &read_contact.company, &contact.company),
        ("C.1p", &read_contact.first_name, &contact.first_name),
        ("C.3", &read_contact.street, &contact.street),
        ("C.3", &read_contact.postcode, &contact.postcode),
        ("C.3", &read_contact.town, &contact.town),
        ("A", &read_vehicle.plate, &vehicle.plate),
        ("E", &read_vehicle.vin, &vehicle.vin),
        ("D.1", &read_vehicle.make, &vehicle.make),
        ("D.3", &read_vehicle.model, &vehicle.model),
        ("D.2", &read_vehicle.variant, &vehicle.variant),
        ("D.2.1", &read_vehicle.cnit, &vehicle.cnit),
        ("J.1", &read_vehicle.genre, &vehicle.genre),
        ("P.3", &read_vehicle.energy, &vehicle.energy),
        ("B", &read_vehicle.first_registered_on, &vehicle.first_registered_on),
        ("P.6", &read_vehicle.fiscal_power, &vehicle.fiscal_power),
        ("X.1", &read_vehicle.inspection_due_on, &vehicle.inspection_due_on),
    ];
    let mut codes: Vec<String> = pairs
        .into_iter()
        .filter(|(_, read, typed)| read.trim() != typed.trim())
        .map(|(code, _, _)| code.to_owned())
        .collect();
    codes.dedup();
    codes
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
        let (mut contact, vehicle) = (contact_form(&read), vehicle_form(&read));
        assert!(corrected(&read, &contact, &vehicle).is_empty());
        contact.last_name = "Dupont".into();
        assert_eq!(corrected(&read, &contact, &vehicle), ["C.1"]);
    }
}
