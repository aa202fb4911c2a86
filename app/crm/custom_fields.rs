//! Fields a garage adds to its customers: their definition, and a value checked against it.

mod store;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::{Deserialize, Serialize};

use crate::{
    db::TenantTx,
    error::{Error, Fields, Result, Why},
    ids::CustomFieldId,
    money::decimal,
    text,
    vehicles::parse_date,
};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    #[default]
    Text,
    Number,
    Date,
    Choice,
    YesNo,
}

crate::text_enum!(FieldKind {
    Text => "text",
    Number => "number",
    Date => "date",
    Choice => "choice",
    YesNo => "yes_no",
});

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomField {
    pub id: CustomFieldId,
    pub version: i32,
    pub name: String,
    pub kind: FieldKind,
    /// Of a choice, in the order they are offered.
    pub choices: Vec<String>,
    /// Sealed: shown on the customer's page, neither searched nor filtered.
    pub private: bool,
}

/// A value as it is kept: what is shown, and what filters compare.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomValue {
    pub field: CustomFieldId,
    /// As a person reads and types it: `12,5`, `2026-11-23`, `yes`.
    pub shown: String,
    pub key: Option<String>,
    /// In ten-thousandths.
    pub number: Option<i64>,
    pub day: Option<NaiveDate>,
    pub private: bool,
}

/// Most fields a garage may add: a form longer than this is filled by nobody.
pub const MOST: usize = 30;

impl CustomField {
    /// Its name in a customer's form.
    pub fn input(&self) -> String {
        format!("field_{}", self.id)
    }

    /// A value as typed; nothing typed is no value.
    pub fn parse(&self, typed: &str) -> std::result::Result<Option<CustomValue>, Why> {
        let typed = text::optional(typed, 500)?;
        if typed.is_empty() {
            return Ok(None);
        }
        let none = CustomValue {
            field: self.id,
            shown: typed.clone(),
            key: None,
            number: None,
            day: None,
            private: self.private,
        };
        let value = match self.kind {
            FieldKind::Text => CustomValue { key: Some(text::key(&typed).chars().take(200).collect()), ..none },
            FieldKind::Number => {
                let number = decimal(&typed).map_err(|_| Why::BadNumber)?;
                let shown = number.normalize().to_string().replace('.', ",");
                CustomValue { shown, number: Some(ten_thousandths(number)?), ..none }
            }
            FieldKind::Date => {
                let day = parse_date(&typed)?;
                CustomValue { shown: day.to_string(), day: Some(day), ..none }
            }
            FieldKind::Choice => {
                let key = text::key(&typed);
                let choice = self.choices.iter().find(|c| text::key(c) == key).ok_or(Why::BadChoice)?;
                CustomValue { shown: choice.clone(), key: Some(key), ..none }
            }
            FieldKind::YesNo => {
                let yes = yes_or_no(&typed).ok_or(Why::BadChoice)?;
                let word = if yes { "yes" } else { "no" };
                CustomValue { shown: word.into(), key: Some(word.into()), ..none }
            }
        };
        Ok(Some(value))
    }
}

/// A number in the ten-thousandths it is kept in.
pub fn ten_thousandths(number: Decimal) -> std::result::Result<i64, Why> {
    (number * Decimal::from(10_000)).round().to_i64().ok_or(Why::BadNumber)
}

/// As lists of other programs say it too.
fn yes_or_no(typed: &str) -> Option<bool> {
    match text::key(typed).as_str() {
        "yes" | "oui" | "o" | "y" | "true" | "vrai" | "1" | "x" => Some(true),
        "no" | "non" | "n" | "false" | "faux" | "0" => Some(false),
        _ => None,
    }
}

/// The values typed in a customer's form, each refused beside its own field.
pub fn values(all: &[CustomField], typed: &BTreeMap<String, String>, fields: &mut Fields) -> Option<Vec<CustomValue>> {
    let mut values = Vec::new();
    let mut whole = true;
    for field in all {
        let input = field.input();
        match fields.keep(&input, field.parse(typed.get(&input).map_or("", String::as_str))) {
            Some(value) => values.extend(value),
            None => whole = false,
        }
    }
    whole.then_some(values)
}

/// What a person types of a field.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CustomFieldForm {
    pub name: String,
    pub kind: String,
    /// One a line.
    pub choices: String,
    pub private: String,
}

pub struct NewCustomField {
    pub name: String,
    pub kind: FieldKind,
    pub choices: Vec<String>,
    pub private: bool,
}

impl CustomFieldForm {
    pub fn of(field: &CustomField) -> CustomFieldForm {
        CustomFieldForm {
            name: field.name.clone(),
            kind: field.kind.as_str().into(),
            choices: field.choices.join("\n"),
            private: if field.private { "yes".into() } else { String::new() },
        }
    }

    pub fn parse(&self, fields: &mut Fields) -> Option<NewCustomField> {
        let name = fields.keep("name", text::required(&self.name, 60));
        let kind = fields.keep("kind", FieldKind::parse(&self.kind));
        let mut choices: Vec<String> = Vec::new();
        for choice in text::lines(&self.choices).lines().filter(|c| !c.is_empty()) {
            if !choices.iter().any(|c| text::key(c) == text::key(choice)) {
                choices.push(choice.to_owned());
            }
        }
        if kind == Some(FieldKind::Choice) && choices.is_empty() {
            fields.add("choices", Why::Missing);
        } else if choices.len() > 100 || choices.iter().any(|c| c.chars().count() > 80) {
            fields.add("choices", Why::TooLong);
        }
        let (name, kind) = (name?, kind?);
        let choices = if kind == FieldKind::Choice { choices } else { Vec::new() };
        fields.is_empty().then_some(NewCustomField { name, kind, choices, private: !self.private.is_empty() })
    }
}

/// In the order of the form.
pub async fn list(tx: &mut TenantTx) -> Result<Vec<CustomField>> {
    store::list(tx).await
}

pub async fn get(tx: &mut TenantTx, id: CustomFieldId) -> Result<CustomField> {
    list(tx).await?.into_iter().find(|f| f.id == id).ok_or(Error::NotFound)
}

pub async fn create(tx: &mut TenantTx, new: &NewCustomField) -> Result<CustomFieldId> {
    if list(tx).await?.len() >= MOST {
        return Err(Error::Refused(Why::TooMany));
    }
    let id = CustomFieldId::new();
    store::insert(tx, id, new).await?;
    Ok(id)
}

/// Its kind and whether it is private never change: the values kept would say something else.
pub async fn update(tx: &mut TenantTx, id: CustomFieldId, new: &NewCustomField, version: i32) -> Result<()> {
    if store::update(tx, id, new, version).await? {
        return Ok(());
    }
    get(tx, id).await?;
    Err(Error::Refused(Why::Stale))
}

/// With all its values.
pub async fn delete(tx: &mut TenantTx, id: CustomFieldId) -> Result<()> {
    store::delete(tx, id).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(kind: FieldKind) -> CustomField {
        let choices = vec!["Été".into(), "Hiver".into()];
        CustomField { id: CustomFieldId::new(), version: 1, name: "x".into(), kind, choices, private: false }
    }

    #[test]
    fn a_value_is_what_its_field_asks_for() {
        let shown = |kind, typed| field(kind).parse(typed).map(|v| v.map(|v| v.shown));
        assert_eq!(shown(FieldKind::Text, "  Club  auto "), Ok(Some("Club auto".into())));
        assert_eq!(shown(FieldKind::Number, "1 234,50"), Ok(Some("1234,5".into())));
        assert_eq!(shown(FieldKind::Date, "23/11/2026"), Ok(Some("2026-11-23".into())));
        assert_eq!(shown(FieldKind::Choice, "ete"), Ok(Some("Été".into())));
        assert_eq!(shown(FieldKind::YesNo, "Oui"), Ok(Some("yes".into())));
        assert_eq!(shown(FieldKind::YesNo, " "), Ok(None));
        assert_eq!(shown(FieldKind::Number, "beaucoup"), Err(Why::BadNumber));
        assert_eq!(shown(FieldKind::Choice, "Automne"), Err(Why::BadChoice));
        assert_eq!(shown(FieldKind::Date, "31/02/2026"), Err(Why::BadDate));
    }

    #[test]
    fn numbers_are_kept_exactly() {
        assert_eq!(field(FieldKind::Number).parse("0,1").unwrap().unwrap().number, Some(1000));
        assert_eq!(field(FieldKind::Number).parse("99999999999999999999").map(|_| ()), Err(Why::BadNumber));
    }

    #[test]
    fn a_choice_without_choices_is_no_field() {
        let mut fields = Fields::default();
        let form = CustomFieldForm { name: "Saison".into(), kind: "choice".into(), ..Default::default() };
        assert!(form.parse(&mut fields).is_none());
        assert_eq!(fields.0, [("choices".to_owned(), Why::Missing)]);
    }
}
