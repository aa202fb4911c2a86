//! One line of a list, as the forms of a customer and of a vehicle: what other programs write is brought to what is typed
//! here.

use crate::{
    contacts::{Civility, ContactForm},
    document::BuyerKind,
    error::{Fields, Why},
    text,
    vehicles::{VehicleForm, parse_mileage},
};

use super::Line;

/// A line laid into forms; a vehicle only where the line names one.
#[derive(Clone, Debug, Default)]
pub struct Row {
    pub contact: ContactForm,
    pub vehicle: Option<VehicleForm>,
    pub mileage: String,
    /// Fields that the line fills with something.
    pub filled: Vec<String>,
}

impl Row {
    pub fn of(line: &Line, mapping: &[String]) -> Row {
        let mut row = Row { contact: ContactForm::fresh(), ..Row::default() };
        let mut vehicle = VehicleForm::default();
        let mut full_name = "";
        for (field, cell) in mapping.iter().zip(&line.cells) {
            let cell = cell.trim();
            if field.is_empty() || cell.is_empty() {
                continue;
            }
            row.filled.push(field.clone());
            match field.strip_prefix("vehicle_") {
                Some("mileage_km") => cell.clone_into(&mut row.mileage),
                Some(part) => set_vehicle(&mut vehicle, part, cell),
                None if field == "full_name" => full_name = cell,
                None => set(&mut row.contact, field, cell),
            }
        }
        row.finish(full_name);
        if !vehicle.plate.is_empty() || !vehicle.vin.is_empty() {
            row.vehicle = Some(vehicle);
        }
        row
    }

    fn finish(&mut self, full_name: &str) {
        let c = &mut self.contact;
        c.kind = kind(&c.kind, c).as_str().into();
        let company = c.kind != BuyerKind::Particulier.as_str();
        if !full_name.is_empty() && company && c.company.is_empty() {
            full_name.clone_into(&mut c.company);
        } else if !full_name.is_empty() && c.last_name.is_empty() {
            (c.last_name, c.first_name) = parted(full_name, &c.first_name);
        }
        // A list with one column of names often holds companies there.
        if company && c.company.is_empty() {
            c.company = std::mem::take(&mut c.last_name);
        }
        if !company && c.last_name.is_empty() {
            c.last_name = std::mem::take(&mut c.first_name);
        }
        c.civility = civility(&c.civility).as_str().into();
        c.channel = channel(&c.channel).into();
        c.lang = if text::key(&c.lang).starts_with("en") || text::key(&c.lang).starts_with("ang") {
            "en".into()
        } else {
            "fr".into()
        };
        if c.postcode.len() == 4 && c.postcode.bytes().all(|b| b.is_ascii_digit()) {
            // A spreadsheet takes the zero of « 01000 » for nothing.
            c.postcode.insert(0, '0');
        }
        for name in ["phone", "phone_2", "phone_3", "phone_4", "phone_5"] {
            mend_phone(c, name);
        }
    }

    /// What the kilometres say, if anything.
    pub fn kilometres(&self, fields: &mut Fields) -> Option<Option<i32>> {
        fields.keep("vehicle_mileage_km", parse_mileage(&self.mileage))
    }
}

/// `612345678` from a spreadsheet that took the zero for nothing; two numbers in one cell are two numbers.
fn mend_phone(c: &mut ContactForm, name: &str) {
    let typed = if name == "phone" { c.phone.clone() } else { c.more(name).to_owned() };
    let Some((first, second)) = typed.split_once(['/', ';', ',']).or(Some((typed.as_str(), ""))) else { return };
    let digits: String = first.chars().filter(char::is_ascii_digit).collect();
    let mended = match digits.len() == 9 && !digits.starts_with('0') && !first.trim().starts_with('+') {
        true => format!("0{digits}"),
        false => first.trim().to_owned(),
    };
    set(c, name, &mended);
    let free = (2..6).map(|n| format!("phone_{n}")).find(|next| c.more(next).is_empty());
    if let Some(next) = free.filter(|_| second.chars().filter(char::is_ascii_digit).count() >= 9) {
        c.more.insert(next, second.trim().to_owned());
    }
}

/// `DUPONT Jean`, `Jean DUPONT`, `Dupont Jean`: the capitals are the last name, or else the first word is.
fn parted(full_name: &str, first_name: &str) -> (String, String) {
    let name = text::line(full_name);
    if !first_name.is_empty() {
        return (name, first_name.to_owned());
    }
    let words: Vec<&str> = name.split(' ').collect();
    let shouts = |w: &&&str| w.chars().count() > 1 && w.chars().any(char::is_alphabetic) && w.to_uppercase() == **w;
    let capitals: Vec<&str> = words.iter().filter(shouts).copied().collect();
    if !capitals.is_empty() && capitals.len() < words.len() {
        let rest: Vec<&str> = words.iter().filter(|w| !shouts(w)).copied().collect();
        return (capitals.join(" "), rest.join(" "));
    }
    match name.split_once(' ') {
        Some((last, first)) => (last.to_owned(), first.to_owned()),
        None => (name, String::new()),
    }
}

fn kind(typed: &str, c: &ContactForm) -> BuyerKind {
    let key = text::key(typed);
    if key.starts_with("admin") || key.contains("collectivite") || key.contains("mairie") {
        return BuyerKind::Administration;
    }
    let pro = ["pro", "soci", "entrep", "compan"].iter().any(|word| key.starts_with(word));
    if pro || !c.company.trim().is_empty() || !c.siren.trim().is_empty() {
        return BuyerKind::Professionnel;
    }
    BuyerKind::Particulier
}

fn civility(typed: &str) -> Civility {
    match text::key(typed).as_str() {
        "m" | "mr" | "monsieur" | "mr m" | "h" => Civility::M,
        "mme" | "madame" | "mlle" | "mademoiselle" | "mrs" | "ms" | "f" => Civility::Mme,
        _ => Civility::Unknown,
    }
}

fn channel(typed: &str) -> &'static str {
    match text::key(typed).as_str() {
        "telephone" | "phone" | "tel" => "phone",
        "sms" => "sms",
        "whatsapp" => "whatsapp",
        "e mail" | "email" | "mail" => "email",
        "courrier" | "post" => "post",
        _ => "",
    }
}

pub fn set(c: &mut ContactForm, field: &str, value: &str) {
    let slot = match field {
        "code" => &mut c.code,
        "kind" => &mut c.kind,
        "civility" => &mut c.civility,
        "last_name" => &mut c.last_name,
        "first_name" => &mut c.first_name,
        "company" => &mut c.company,
        "siren" => &mut c.siren,
        "vat_number" => &mut c.vat_number,
        "service_code" => &mut c.service_code,
        "phone" => &mut c.phone,
        "email" => &mut c.email,
        "street" => &mut c.street,
        "extra" => &mut c.extra,
        "postcode" => &mut c.postcode,
        "town" => &mut c.town,
        "tags" => &mut c.tags,
        "channel" => &mut c.channel,
        "lang" => &mut c.lang,
        "notes" => &mut c.notes,
        other => {
            if value.is_empty() {
                c.more.remove(other)
            } else {
                c.more.insert(other.to_owned(), value.to_owned())
            };
            return;
        }
    };
    value.clone_into(slot);
}

pub fn get<'a>(c: &'a ContactForm, field: &str) -> &'a str {
    match field {
        "code" => &c.code,
        "kind" => &c.kind,
        "civility" => &c.civility,
        "last_name" => &c.last_name,
        "first_name" => &c.first_name,
        "company" => &c.company,
        "siren" => &c.siren,
        "vat_number" => &c.vat_number,
        "service_code" => &c.service_code,
        "phone" => &c.phone,
        "email" => &c.email,
        "street" => &c.street,
        "extra" => &c.extra,
        "postcode" => &c.postcode,
        "town" => &c.town,
        "tags" => &c.tags,
        "channel" => &c.channel,
        "lang" => &c.lang,
        "notes" => &c.notes,
        other => c.more(other),
    }
}

fn set_vehicle(v: &mut VehicleForm, part: &str, value: &str) {
    let slot = match part {
        "plate" => &mut v.plate,
        "vin" => &mut v.vin,
        "make" => &mut v.make,
        "model" => &mut v.model,
        "variant" => &mut v.variant,
        "energy" => {
            energy(value).clone_into(&mut v.energy);
            return;
        }
        "first_registered_on" => &mut v.first_registered_on,
        "inspection_due_on" => &mut v.inspection_due_on,
        _ => return,
    };
    value.clone_into(slot);
}

/// The word of a list as the code P.3 of the carte grise.
fn energy(typed: &str) -> &str {
    match text::key(typed).as_str() {
        "diesel" | "gazole" | "gasoil" | "gas oil" | "go" => "GO",
        "essence" | "es" | "sans plomb" => "ES",
        "electrique" | "el" | "electric" => "EL",
        "hybride" | "eh" | "hybride essence" => "EH",
        "hybride rechargeable" | "ee" => "EE",
        "gpl" | "gp" => "GP",
        "ethanol" | "fe" | "e85" => "FE",
        _ => typed.trim(),
    }
}

/// What could not be read, taken out of the form and told in the notes: « Téléphone : 12 ». An address goes whole.
pub fn set_aside(row: &mut Row, faults: &[(String, Why)]) {
    const ADDRESS: [&str; 4] = ["street", "extra", "postcode", "town"];
    let mut said: Vec<String> = Vec::new();
    let mut away = |c: &mut ContactForm, field: &str| {
        let value = get(c, field).to_owned();
        if !value.is_empty() {
            said.push(value);
            set(c, field, "");
        }
    };
    for (field, _) in faults {
        let (stem, suffix) = field.split_once('_').filter(|(stem, _)| ADDRESS.contains(stem)).unwrap_or((field, ""));
        if ADDRESS.contains(&stem) {
            let end = if suffix.is_empty() { String::new() } else { format!("_{suffix}") };
            ADDRESS.iter().for_each(|part| away(&mut row.contact, &format!("{part}{end}")));
        } else if !matches!(field.as_str(), "last_name" | "company" | "kind" | "notes" | "tags") {
            away(&mut row.contact, field);
        }
    }
    if !said.is_empty() {
        let notes = format!("{}\n{}", row.contact.notes, said.join(" "));
        row.contact.notes = notes.trim().to_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(fields: &[&str], cells: &[&str]) -> Row {
        let mapping: Vec<String> = fields.iter().map(|f| (*f).to_owned()).collect();
        Row::of(&Line { number: 2, cells: cells.iter().map(|c| (*c).to_owned()).collect(), whole: true }, &mapping)
    }

    #[test]
    fn names_are_parted_by_their_capitals() {
        for (typed, last, first) in [
            ("DUPONT Jean", "DUPONT", "Jean"),
            ("Jean-Marc DE LA TOUR", "DE LA TOUR", "Jean-Marc"),
            ("Dupont Jean", "Dupont", "Jean"),
            ("DUPONT JEAN", "DUPONT", "JEAN"),
            ("Dupont", "Dupont", ""),
        ] {
            let c = row(&["full_name"], &[typed]).contact;
            assert_eq!((c.last_name.as_str(), c.first_name.as_str()), (last, first), "{typed}");
        }
    }

    #[test]
    fn what_spreadsheets_and_programs_do_is_mended() {
        let c = row(
            &["full_name", "siren", "postcode", "phone", "civility"],
            &["Garage Roux", "732829320", "1000", "612345678 / 0473000000", "Mr"],
        )
        .contact;
        assert_eq!((c.kind.as_str(), c.company.as_str()), ("professionnel", "Garage Roux"));
        assert_eq!(
            (c.postcode.as_str(), c.phone.as_str(), c.more("phone_2"), c.civility.as_str()),
            ("01000", "0612345678", "0473000000", "m")
        );
        let v = row(&["last_name", "vehicle_plate", "vehicle_energy"], &["Roux", "ab123cd", "Diesel"]).vehicle.unwrap();
        assert_eq!((v.plate.as_str(), v.energy.as_str()), ("ab123cd", "GO"));
    }

    #[test]
    fn what_cannot_be_read_is_told_in_the_notes() {
        let mut r = row(&["last_name", "phone", "town", "notes"], &["Roux", "inconnu", "Lyon", "Sympa"]);
        set_aside(&mut r, &[("phone".into(), Why::BadPhone), ("street".into(), Why::Missing)]);
        assert_eq!(
            (r.contact.phone.as_str(), r.contact.town.as_str(), r.contact.notes.as_str()),
            ("", "", "Sympa\ninconnu Lyon")
        );
    }
}
