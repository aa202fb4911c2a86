//! The phones, e-mails and addresses of a customer after the first, which documents and messages use.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::form::{address, typed};
use crate::{
    document::Address,
    error::Fields,
    reach::{Email, Phone, show_phone},
    text::optional,
};

/// Phones and e-mails a customer may have beside the first.
pub const MORE: usize = 4;
/// Addresses beside the first.
pub const MORE_ADDRESSES: usize = 2;

/// Something of which there are several, and whose or where it is: « bureau », « conjoint ».
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Labelled<T> {
    pub label: String,
    pub value: T,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct More {
    /// E.164.
    pub phones: Vec<Labelled<String>>,
    pub emails: Vec<Labelled<Email>>,
    pub addresses: Vec<Labelled<Address>>,
}

impl More {
    /// As fields of a form: `phone_2`, `phone_2_label`, `street_2`…
    pub fn fields(&self) -> BTreeMap<String, String> {
        let mut all = BTreeMap::new();
        let mut put = |name: String, value: String| {
            if !value.is_empty() {
                all.insert(name, value);
            }
        };
        for (n, phone) in (2..).zip(&self.phones) {
            put(format!("phone_{n}"), show_phone(&phone.value));
            put(format!("phone_{n}_label"), phone.label.clone());
        }
        for (n, email) in (2..).zip(&self.emails) {
            put(format!("email_{n}"), email.value.as_str().to_owned());
            put(format!("email_{n}_label"), email.label.clone());
        }
        for (n, Labelled { label, value }) in (2..).zip(&self.addresses) {
            put(format!("address_{n}_label"), label.clone());
            put(format!("street_{n}"), value.street.clone());
            put(format!("extra_{n}"), value.extra.clone());
            put(format!("postcode_{n}"), value.postcode.clone());
            put(format!("town_{n}"), value.town.clone());
        }
        all
    }

    /// What was typed in those fields; a line left empty is not there.
    pub fn parse(typed_in: &BTreeMap<String, String>, fields: &mut Fields) -> Option<More> {
        let get = |name: &str| typed_in.get(name).map_or("", String::as_str);
        let (mut more, mut whole) = (More::default(), true);
        for n in 2..2 + MORE {
            let (phone, email) = (format!("phone_{n}"), format!("email_{n}"));
            let label = |of: &str| format!("{of}_label");
            let phone_label = fields.keep(&label(&phone), optional(get(&label(&phone)), 40));
            let email_label = fields.keep(&label(&email), optional(get(&label(&email)), 40));
            match (fields.keep(&phone, typed(get(&phone), Phone::parse)), phone_label) {
                (Some(Some(value)), Some(label)) => {
                    more.phones.push(Labelled { label, value: value.e164().to_owned() });
                }
                (Some(None), Some(_)) => {}
                _ => whole = false,
            }
            match (fields.keep(&email, typed(get(&email), Email::parse)), email_label) {
                (Some(Some(value)), Some(label)) => more.emails.push(Labelled { label, value }),
                (Some(None), Some(_)) => {}
                _ => whole = false,
            }
        }
        for n in 2..2 + MORE_ADDRESSES {
            let name = format!("address_{n}_label");
            let label = fields.keep(&name, optional(get(&name), 40));
            let suffix = format!("_{n}");
            match (address(|part| get(&format!("{part}{suffix}")), &suffix, fields), label) {
                (Some(Some(value)), Some(label)) => more.addresses.push(Labelled { label, value }),
                (Some(None), Some(_)) => {}
                _ => whole = false,
            }
        }
        whole.then_some(more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Why;

    fn typed_in(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
    }

    #[test]
    fn what_is_typed_comes_back_without_its_gaps() {
        let form = typed_in(&[
            ("phone_3", "06 12 34 56 78"),
            ("phone_3_label", "bureau"),
            ("email_2", "a@b.fr"),
            ("street_2", "1 rue Haute"),
            ("postcode_2", "69001"),
            ("town_2", "Lyon"),
        ]);
        let more = More::parse(&form, &mut Fields::default()).unwrap();
        assert_eq!(more.phones, [Labelled { label: "bureau".into(), value: "+33612345678".into() }]);
        let fields = more.fields();
        assert_eq!(fields.get("phone_2").map(String::as_str), Some("06 12 34 56 78"));
        assert_eq!(More::parse(&fields, &mut Fields::default()), Some(more));
    }

    #[test]
    fn each_line_has_its_own_error() {
        let mut fields = Fields::default();
        let form = typed_in(&[("phone_2", "12"), ("email_4", "x"), ("town_3", "Lyon")]);
        assert_eq!(More::parse(&form, &mut fields), None);
        let expected = [
            ("phone_2".to_owned(), Why::BadPhone),
            ("email_4".to_owned(), Why::BadEmail),
            ("street_3".to_owned(), Why::Missing),
            ("postcode_3".to_owned(), Why::Missing),
        ];
        assert_eq!(fields.0, expected);
    }
}
