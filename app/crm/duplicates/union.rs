//! What becomes of two customers' fields: the one chosen where both say something, what is filled otherwise, and lists
//! together.

use serde_json::{Map, Value};

use crate::{
    contacts::{Channel, Civility, Labelled, MORE, MORE_ADDRESSES, NewContact},
    document::BuyerKind,
    reach::{Email, show_phone},
};

/// What may differ, and is to be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    Kind,
    Civility,
    FirstName,
    LastName,
    Company,
    Siren,
    Phone,
    Email,
    Address,
    Code,
    Channel,
    Lang,
}

crate::text_enum!(Choice {
    Kind => "kind",
    Civility => "civility",
    FirstName => "first_name",
    LastName => "last_name",
    Company => "company",
    Siren => "siren",
    Phone => "phone",
    Email => "email",
    Address => "address",
    Code => "code",
    Channel => "channel",
    Lang => "lang",
});

impl Choice {
    /// As it is compared and shown; empty when there is nothing.
    pub fn shown(self, c: &NewContact) -> String {
        match self {
            Choice::Kind => c.kind.as_str().into(),
            Choice::Civility => c.civility.as_str().into(),
            Choice::FirstName => c.first_name.clone(),
            Choice::LastName => c.last_name.clone(),
            Choice::Company => c.company.clone(),
            Choice::Siren => c.siret.clone().or_else(|| c.siren.clone()).unwrap_or_default(),
            Choice::Phone => c.phone.as_deref().map(show_phone).unwrap_or_default(),
            Choice::Email => c.email.as_ref().map(|e| e.as_str().to_owned()).unwrap_or_default(),
            Choice::Address => {
                c.address.as_ref().map(|a| format!("{}, {} {}", a.street, a.postcode, a.town)).unwrap_or_default()
            }
            Choice::Code => c.code.clone(),
            Choice::Channel => c.channel.as_str().into(),
            Choice::Lang => c.lang.as_str().into(),
        }
    }

    /// Whether there is anything to choose.
    pub fn differs(self, a: &NewContact, b: &NewContact) -> bool {
        let (a, b) = (self.shown(a), self.shown(b));
        !a.is_empty() && !b.is_empty() && a != b
    }
}

/// `kept` and `gone` made one; `of_gone` says of what both say whether the word of the one that goes is taken.
pub fn united(kept: &NewContact, gone: &NewContact, of_gone: impl Fn(Choice) -> bool) -> NewContact {
    // Where one of them says nothing, the other is right.
    let takes = |choice: Choice| {
        let empty = choice.shown(kept).is_empty();
        !choice.shown(gone).is_empty() && (empty || choice.differs(kept, gone) && of_gone(choice))
    };
    let of = |choice: Choice| if takes(choice) { gone } else { kept };
    let mut one = kept.clone();
    one.kind = of(Choice::Kind).kind;
    one.civility = of(Choice::Civility).civility;
    one.first_name.clone_from(&of(Choice::FirstName).first_name);
    one.last_name.clone_from(&of(Choice::LastName).last_name);
    one.company.clone_from(&of(Choice::Company).company);
    let company = of(Choice::Siren);
    (one.siren, one.siret, one.vat_number) = (company.siren.clone(), company.siret.clone(), company.vat_number.clone());
    one.service_code = kept.service_code.clone().or_else(|| gone.service_code.clone());
    one.order_required = kept.order_required || gone.order_required;
    one.phone.clone_from(&of(Choice::Phone).phone);
    one.email.clone_from(&of(Choice::Email).email);
    one.address.clone_from(&of(Choice::Address).address);
    one.code.clone_from(&of(Choice::Code).code);
    one.channel = of(Choice::Channel).channel;
    one.lang = of(Choice::Lang).lang;
    if one.kind == BuyerKind::Particulier {
        // A particulier has neither.
        one.company.clear();
        (one.siren, one.siret, one.vat_number) = (None, None, None);
    }
    lists(&mut one, kept, gone);
    one
}

fn lists(one: &mut NewContact, kept: &NewContact, gone: &NewContact) {
    let mut notes: Vec<String> = [&kept.notes, &gone.notes].into_iter().filter(|n| !n.is_empty()).cloned().collect();
    notes.dedup();
    let phones = others(kept, gone, |c| c.phone.clone(), |c| &c.more.phones);
    one.more.phones = rest(phones, one.phone.as_ref(), MORE, &mut notes, |p| show_phone(p));
    let emails = others(kept, gone, |c| c.email.clone(), |c| &c.more.emails);
    one.more.emails = rest(emails, one.email.as_ref(), MORE, &mut notes, |e: &Email| e.as_str().to_owned());
    let addresses = others(kept, gone, |c| c.address.clone(), |c| &c.more.addresses);
    one.more.addresses = rest(addresses, one.address.as_ref(), MORE_ADDRESSES, &mut notes, |a| {
        format!("{}, {} {}", a.street, a.postcode, a.town)
    });
    let new_tags = gone.tags.iter().filter(|tag| !kept.tags.contains(tag));
    one.tags = kept.tags.iter().chain(new_tags).cloned().collect();
    let values = kept.values.clone().unwrap_or_default();
    let new_values: Vec<_> =
        gone.values.iter().flatten().filter(|v| values.iter().all(|k| k.field != v.field)).cloned().collect();
    one.values = Some(values.into_iter().chain(new_values).collect());
    one.notes = notes.join("\n\n").chars().take(5000).collect();
}

/// All that both have of a kind, the first ones first.
fn others<T: Clone>(
    kept: &NewContact,
    gone: &NewContact,
    first: impl Fn(&NewContact) -> Option<T>,
    more: impl Fn(&NewContact) -> &Vec<Labelled<T>>,
) -> Vec<Labelled<T>> {
    let mut all = Vec::new();
    for c in [kept, gone] {
        all.extend(first(c).map(|value| Labelled { label: String::new(), value }));
        all.extend(more(c).iter().cloned());
    }
    all
}

/// Each once, but for the one that stands first; what a page has no room for goes into the notes, so that nothing is lost.
fn rest<T: PartialEq + Clone>(
    all: Vec<Labelled<T>>,
    first: Option<&T>,
    room: usize,
    notes: &mut Vec<String>,
    shown: impl Fn(&T) -> String,
) -> Vec<Labelled<T>> {
    let mut kept: Vec<Labelled<T>> = Vec::new();
    for one in all {
        if Some(&one.value) == first || kept.iter().any(|k| k.value == one.value) {
            continue;
        }
        if kept.len() < room { kept.push(one) } else { notes.push(shown(&one.value)) }
    }
    kept
}

/// `now` as it was before a merge, but for what was changed since (`left`, by name).
pub fn parted(now: &Value, after: &Value, before: &Value) -> (Value, Vec<String>) {
    let (mut back, mut left) = (Map::new(), Vec::new());
    for (name, value) in now.as_object().into_iter().flatten() {
        let untouched = after.get(name) == Some(value);
        let was = before.get(name).unwrap_or(value);
        if !untouched && was != value {
            left.push(name.clone());
        }
        back.insert(name.clone(), if untouched { was.clone() } else { value.clone() });
    }
    (Value::Object(back), left)
}

/// What the database asks of a name, after a part of it was changed since and the rest went back.
pub fn whole(mut back: NewContact, now: &NewContact) -> NewContact {
    let nameless = match back.kind {
        BuyerKind::Particulier => back.last_name.is_empty(),
        _ => back.company.is_empty(),
    };
    if nameless {
        (back.kind, back.civility) = (now.kind, now.civility);
        (back.first_name, back.last_name) = (now.first_name.clone(), now.last_name.clone());
        back.company = now.company.clone();
    }
    back
}

/// Which of the two says it, to begin with: what was saved last.
pub fn preferred(choice: Choice, kept_is_newer: bool, kept: &NewContact, gone: &NewContact) -> bool {
    // Of a person and his company, the company has the SIREN, and with it the invoices it may ask for.
    match choice {
        Choice::Kind => kept.kind == BuyerKind::Particulier && gone.kind != BuyerKind::Particulier,
        Choice::Civility => kept.civility == Civility::Unknown,
        Choice::Channel => kept.channel == Channel::Any,
        _ => !kept_is_newer,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{contacts::ContactForm, error::Fields};

    fn one(phone: &str, email: &str, notes: &str) -> NewContact {
        let form = ContactForm {
            last_name: "Dupont".into(),
            phone: phone.into(),
            email: email.into(),
            notes: notes.into(),
            ..ContactForm::fresh()
        };
        form.parse(&mut Fields::default()).unwrap()
    }

    #[test]
    fn nothing_is_lost() {
        let kept = one("06 11 11 11 12", "", "Clé sous le pot");
        let gone = one("06 22 22 22 23", "a@b.fr", "Gaucher");
        let both = united(&kept, &gone, |choice| choice == Choice::Phone);
        assert_eq!(both.phone, gone.phone);
        assert_eq!(both.more.phones[0].value, kept.phone.clone().unwrap());
        assert_eq!(both.email, gone.email);
        assert_eq!(both.notes, "Clé sous le pot\n\nGaucher");
        let same = united(&kept, &kept, |_| true);
        assert_eq!((same.more.phones.len(), same.notes.as_str()), (0, "Clé sous le pot"));
    }

    #[test]
    fn what_was_changed_since_stays() {
        let value = |a: &str, b: &str| serde_json::json!({"first": a, "last": b});
        let (back, left) = parted(&value("Léa", "Petit"), &value("Lucie", "Petit"), &value("Lucy", "Grand"));
        assert_eq!((back, left), (value("Léa", "Grand"), vec!["first".to_owned()]));
    }
}
