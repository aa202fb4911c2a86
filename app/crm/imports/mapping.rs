//! Which column fills which field. Fields bear the names of the customer's form; those of a vehicle begin with `vehicle_`.

use std::collections::BTreeMap;

use super::presets;
use crate::{
    contacts::{MORE, MORE_ADDRESSES},
    custom_fields::CustomField,
    text,
};

/// Column by column, the name of the field it fills; empty: none.
pub type Mapping = Vec<String>;

/// The fields a column may fill, in the order they are offered, beside those of the garage's own.
pub fn targets() -> Vec<String> {
    let plain = [
        "code",
        "kind",
        "civility",
        "full_name",
        "last_name",
        "first_name",
        "company",
        "siren",
        "vat_number",
        "service_code",
        "phone",
        "email",
        "street",
        "extra",
        "postcode",
        "town",
    ];
    let mut all: Vec<String> = plain.map(str::to_owned).to_vec();
    all.extend((2..2 + MORE).flat_map(|n| [format!("phone_{n}"), format!("email_{n}")]));
    all.extend((2..2 + MORE_ADDRESSES).flat_map(|n| ["street", "postcode", "town"].map(|part| format!("{part}_{n}"))));
    all.extend(["tags", "channel", "lang", "notes"].map(str::to_owned));
    all.extend(VEHICLE.map(str::to_owned));
    all
}

const VEHICLE: [&str; 9] = [
    "vehicle_plate",
    "vehicle_vin",
    "vehicle_make",
    "vehicle_model",
    "vehicle_variant",
    "vehicle_energy",
    "vehicle_first_registered_on",
    "vehicle_inspection_due_on",
    "vehicle_mileage_km",
];

/// What the header seems to say: by a mapping that was kept, by the program whose export it looks like, by the words of
/// its columns. A field is filled by one column, the first that asks for it; another phone becomes a second phone.
pub fn propose(header: &[String], fields: &[CustomField], kept: Option<&BTreeMap<String, String>>) -> Mapping {
    let keys: Vec<String> = header.iter().map(|h| text::key(h)).collect();
    let preset = presets::of(&keys);
    let mut taken: Vec<String> = Vec::new();
    keys.iter()
        .map(|key| {
            let own = || fields.iter().find(|f| text::key(&f.name) == *key).map(CustomField::input);
            let said = match kept {
                Some(kept) => kept.get(key).cloned(),
                None => {
                    preset.and_then(|p| p.field(key)).or_else(|| presets::word(key)).map(str::to_owned).or_else(own)
                }
            };
            let field = said.map(|field| free(field, &taken)).unwrap_or_default();
            if !field.is_empty() {
                taken.push(field.clone());
            }
            field
        })
        .collect()
}

/// The field, or the next of its kind that no column fills yet.
fn free(field: String, taken: &[String]) -> String {
    if !taken.contains(&field) {
        return field;
    }
    let most = match field.as_str() {
        "phone" | "email" => 2 + MORE,
        "street" | "postcode" | "town" => 2 + MORE_ADDRESSES,
        _ => return String::new(),
    };
    (2..most).map(|n| format!("{field}_{n}")).find(|next| !taken.contains(next)).unwrap_or_default()
}

/// Only fields that there are, each once.
pub fn clean(mapping: &[String], columns: usize, fields: &[CustomField]) -> Mapping {
    let known = targets();
    let mut taken: Vec<&str> = Vec::new();
    (0..columns)
        .map(|at| {
            let field = mapping.get(at).map_or("", String::as_str);
            let is = known.iter().any(|k| k == field) || fields.iter().any(|f| f.input() == field);
            if !is || taken.contains(&field) {
                return String::new();
            }
            taken.push(field);
            field.to_owned()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(names: &[&str]) -> Vec<String> {
        names.iter().map(|n| (*n).to_owned()).collect()
    }

    #[test]
    fn columns_are_known_by_their_words() {
        let names =
            ["Nom", "Prénom", "Tél.", "Portable", "E-mail", "Code Postal", "Ville", "Immatriculation", "Couleur"];
        let expected =
            ["last_name", "first_name", "phone", "phone_2", "email", "postcode", "town", "vehicle_plate", ""];
        assert_eq!(propose(&header(&names), &[], None), expected);
    }

    #[test]
    fn exports_of_known_programs_are_known() {
        let google = [
            "First Name",
            "Last Name",
            "Organization Name",
            "E-mail 1 - Value",
            "Phone 1 - Value",
            "Phone 2 - Value",
            "Address 1 - City",
        ];
        let expected = ["first_name", "last_name", "company", "email", "phone", "phone_2", "town"];
        assert_eq!(propose(&header(&google), &[], None), expected);
        let outlook = [
            "First Name",
            "Last Name",
            "Company",
            "Business Street",
            "Business City",
            "Business Postal Code",
            "Home Phone",
            "Mobile Phone",
            "E-mail Address",
        ];
        let expected =
            ["first_name", "last_name", "company", "street", "town", "postcode", "phone", "phone_2", "email"];
        assert_eq!(propose(&header(&outlook), &[], None), expected);
    }

    #[test]
    fn a_kept_mapping_says_all_and_a_field_is_filled_once() {
        let kept = BTreeMap::from([("couleur".to_owned(), "notes".to_owned())]);
        assert_eq!(propose(&header(&["Nom", "Couleur"]), &[], Some(&kept)), ["", "notes"]);
        let typed = header(&["last_name", "last_name", "nonsense"]);
        assert_eq!(clean(&typed, 4, &[]), ["last_name", "", "", ""]);
    }
}
